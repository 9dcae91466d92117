// @bun
import {
  unlessUnreadable
} from "./s127.js";
import {
  accepted,
  acceptedText
} from "./s121.js";
import {
  excludedFolders
} from "./s247.js";
import {
  sectionText
} from "./s219.js";
import {
  snapshotTask,
  itemOf,
  streamOf,
  baseOfItem
} from "./s241.js";
import {
  decisions,
  attemptParts,
  treeDiff
} from "./s267.js";
import {
  worktreePath
} from "./s240.js";
import {
  taskOf
} from "./s5.js";

// src/workflows/execute/facts.ts
import { join } from "path";
var SECTIONS = ["Overview", "Architecture", "Security"];
var NO_TASK = { n: 0, name: "", files: [], after: [], setup: [], criteria: [] };
function executeFacts(scene, task, { nonce, subject }) {
  const { project, workflow, run } = scene;
  const item = itemOf(run, task) ?? NO_TASK;
  const stream = task.item === null ? null : streamOf(run, task.item, excludedFolders(workflow));
  const plan = acceptedText(project, run, snapshotTask(run)?.reads[0] ?? "") ?? "";
  const answered = task.fixes === null ? undefined : taskOf(run, task.fixes);
  const record = accepted(project, answered?.artifact ?? null);
  const base = baseOfItem(run, task.item);
  const said = accepted(project, snapshotTask(run)?.artifact ?? null);
  return {
    task: task.id,
    nonce,
    folder: stream === null ? project.root : worktreePath(project, stream.run, stream.area),
    isAlone: stream !== null,
    item,
    details: said?.details?.[item.n] ?? "",
    sections: said?.sections?.length ? said.sections : SECTIONS.map((title) => ({ title: `Plan: ${title}`, body: sectionText(plan, title) })),
    decided: decisions(run),
    frozen: run.settings.frozen,
    problems: record?.problems ?? [],
    failed: (record?.ran ?? []).filter((one) => one.state !== "passed").map(({ command, lines, log }) => ({
      command,
      lines,
      log: log === null ? null : join(project.task, "objects", log)
    })),
    diff: answered === undefined ? null : unlessUnreadable(() => treeDiff(scene, "What you have changed so far", base, subject), null),
    attempt: attemptParts(scene, task, subject)
  };
}
export {
  executeFacts
};
