import type { Resolved } from "../../contract/contract.ts";

const WORDS = /^(?:(v?\d{1,4}(?:\.\d{1,4}){0,2})(?:\s+|$))?(.*)$/s;
const MAX_NAME = 80;

/** What stands behind `complete-milestone`: a version such as `v1.0`, and the milestone's name; both may be left out. */
export function resolves(_root: string, request: string): Resolved {
  const [, version, words = ""] = WORDS.exec(request.trim()) ?? [];
  const name = words.replace(/\s+/g, " ").trim();
  if (name.length > MAX_NAME)
    return { ok: false, problem: `The name has ${name.length} characters; expected at most ${MAX_NAME}.` };
  return {
    ok: true,
    entry: "complete-milestone",
    request: request.trim() || "Complete the milestone",
    options: {
      ...(version === undefined ? {} : { version: version.startsWith("v") ? version : `v${version}` }),
      ...(name === "" ? {} : { name }),
    },
  };
}
