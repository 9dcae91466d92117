// @bun
import {
  visible
} from "./s2.js";
import {
  lineDiff2
} from "./s265.js";
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
  const rows = [`${line[0]} `];
  for (const char of visible(line.slice(1).trim()).replaceAll("  ", "\u27E82 blanks\u27E9")) {
    if (rows.at(-1).length + char.length > ROW)
      rows.push("\u2026 ");
    rows.push(rows.pop() + char);
  }
  return rows;
}
var ROW = 158;
function editLines2(project, run, { task, path, sha, problems }) {
  if (problems.length > 0)
    return problems.map(visible);
  const changed = objectText2(project, sha);
  if (changed === null)
    return ["It cannot be shown: its copy in .task/objects is gone. Put it back, then make the change again."];
  const made = moduleOf(run.workflow).texts?.()[path];
  const before = made ? objectText2(project, taskOf(run, task).artifact) : acceptedText(project, run, path);
  const [was, now] = [before, changed].map((one) => one && made?.text(one) || (one ?? ""));
  const { hunks } = lineDiff2(was, now);
  const rows = hunks.split(`
`).filter((line) => /^[-+]/.test(line));
  return ["+", "-"].flatMap((sign) => rows.filter((line) => line.startsWith(sign)).flatMap(wholeLines));
}

export { editLines2 };
