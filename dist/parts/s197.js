// @bun
import {
  plural
} from "./s28.js";
import {
  isDocument,
  pathRules,
  sensitiveOf,
  told
} from "./s205.js";
import {
  isTestFile
} from "./s35.js";

// src/workflows/small/not-small.ts
var MOST = { files: 5, lines: 150 };
var MOST_WITH_TESTS = { files: 15, lines: 600 };
var MAX_LINE = 2000;
var KINDS = {
  "path:env": "environment",
  "path:schema": "schema",
  "path:ci": "automation",
  "path:docker": "container",
  "path:infra": "infrastructure"
};
var tooMany = (all, most, what) => {
  const lines = all.reduce((sum, one) => sum + one.added + one.removed, 0);
  return [
    ...all.length > most.files ? [`${plural(all.length, "file")}${what}, at most ${most.files}`] : [],
    ...lines > most.lines ? [`${plural(lines, "changed line")}${what}, at most ${most.lines}`] : []
  ];
};
function notSmall2({ request, changed, read }) {
  const asked = sensitiveOf(request, []);
  if (asked.length > 0)
    return `the request is about ${told(asked)}`;
  const paths = changed.map((one) => one.path);
  const found = sensitiveOf("", paths);
  const kinds = paths.flatMap((path) => pathRules(path).flatMap((rule) => KINDS[rule] === undefined ? [] : [{ topic: KINDS[rule], words: [path] }]));
  const code = tooMany(changed.filter(({ path }) => !isTestFile(path)), MOST, "");
  const size = code.length > 0 ? code : tooMany(changed, MOST_WITH_TESTS, " with the tests");
  const reasons = [...[...found, ...kinds].length > 0 ? [told([...found, ...kinds])] : [], ...size];
  const unread = reasons.length > 0 ? [] : unreadable(changed, read);
  return reasons.length + unread.length === 0 ? null : `the diff has ${[...reasons, ...unread].join("; ")}`;
}
function unreadable(changed, read) {
  const paths = changed.filter((one) => one.status !== "deleted" && !isDocument(one.path)).map((one) => one.path);
  const texts = read(paths);
  return paths.flatMap((path) => {
    const text = texts.get(path) ?? null;
    if (text === null || text.includes("\x00"))
      return [`a file that is no text (${path})`];
    return text.split(/\r\n|\n|\r/).some((line) => line.length > MAX_LINE) ? [`a line of more than ${MAX_LINE} characters (${path})`] : [];
  });
}

export { notSmall2 };
