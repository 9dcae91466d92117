// @bun
// src/workflows/phases/milestone/start.ts
var WORDS = /^(?:(v?\d{1,4}(?:\.\d{1,4}){0,2})(?:\s+|$))?(.*)$/s;
var MAX_NAME = 80;
function resolves(_root, request) {
  const [, version, words = ""] = WORDS.exec(request.trim()) ?? [];
  const name = words.replace(/\s+/g, " ").trim();
  if (name.length > MAX_NAME)
    return { ok: false, problem: `The name has ${name.length} characters; expected at most ${MAX_NAME}.` };
  return {
    ok: true,
    entry: "complete-milestone",
    request: request.trim() || "Complete the milestone",
    options: {
      ...version === undefined ? {} : { version: version.startsWith("v") ? version : `v${version}` },
      ...name === "" ? {} : { name }
    }
  };
}
export {
  resolves
};
