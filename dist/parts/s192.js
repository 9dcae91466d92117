// @bun
import {
  plural
} from "./s27.js";
import {
  sensitiveOf,
  told
} from "./s198.js";
import {
  isTestFile
} from "./s34.js";

// src/workflows/small/not-small.ts
var MAX_FILES = 5;
var MAX_LINES = 150;
function notSmall2(changed) {
  const code = changed.filter(({ path }) => !isTestFile(path));
  const paths = code.map((one) => one.path);
  const found = sensitiveOf("", paths);
  const lines = code.reduce((sum, one) => sum + one.added + one.removed, 0);
  const reasons = [
    ...found.length > 0 ? [told(found)] : [],
    ...code.length > MAX_FILES ? [`${plural(code.length, "file")}, at most ${MAX_FILES}`] : [],
    ...lines > MAX_LINES ? [`${plural(lines, "changed line")}, at most ${MAX_LINES}`] : []
  ];
  return reasons.length === 0 ? null : reasons.join("; ");
}

export { notSmall2 };
