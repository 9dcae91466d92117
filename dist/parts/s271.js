// @bun
import {
  visible
} from "./s2.js";
import {
  lineDiff2
} from "./s266.js";
import {
  objectText2,
  acceptedText
} from "./s121.js";
import {
  moduleOf
} from "./s70.js";
import {
  taskOf
} from "./s5.js";

// src/run/edit-lines.ts
function wholeLines(line) {
  const said = `${line[0]} ${visible(line.slice(1).replaceAll(/ +/g, " ").trim())}`;
  return (said.match(ROWS) ?? []).map((row, at) => at === 0 ? row : `\u2026 ${row}`);
}
var ROWS = /.{1,156}/gsu;
function editLines2(project, run, { task, path, sha, problems }) {
  if (problems.length > 0)
    return problems;
  const made = moduleOf(run.workflow).texts?.()[path];
  const before = made ? objectText2(project, taskOf(run, task).artifact) : acceptedText(project, run, path);
  const [was, now] = [before, objectText2(project, sha)].map((one) => one && made?.text(one) || (one ?? ""));
  const { hunks } = lineDiff2(was, now);
  const changed = hunks.split(`
`).filter((line) => /^[-+]/.test(line));
  return ["+", "-"].flatMap((sign) => changed.filter((line) => line.startsWith(sign)).flatMap(wholeLines));
}

export { editLines2 };
