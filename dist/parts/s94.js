// @bun
import {
  accepted
} from "./s121.js";
import {
  wordsReader
} from "./s92.js";
import {
  gateOf
} from "./s100.js";
import {
  taskOf,
  tasksOf2
} from "./s5.js";
import {
  denyList
} from "./s276.js";

// src/workflows/review/caught.ts
var LOST = "(its words are not kept any more)";
function caughtFindings2({ project, workflow, run }) {
  const isSecret = denyList(run.settings.secrets);
  const fixes = run.tasks.filter((task) => task.kind === "fix" && task.artifact !== null).map((task) => ({ task, answered: accepted(project, task.artifact)?.answered ?? [] }));
  const byFinding = Map.groupBy(fixes.flatMap(({ task, answered }) => answered.map((id) => ({ task, of: `${task.gate} ${id}` }))), (one) => one.of);
  const wordsOf = wordsReader(project, run);
  return run.findings.map((one) => {
    const words = wordsOf(one);
    const { file, line, at, quote, problem = LOST, fix = "" } = words ?? {};
    const closer = one.closed_by === null ? undefined : taskOf(run, one.closed_by);
    const mender = byFinding.get(`${one.gate} ${one.id}`)?.findLast(({ task }) => isBefore(task, closer))?.task;
    const state = stateOf(run, one);
    return {
      id: one.id,
      severity: one.severity,
      reviewer: gateOf(workflow, run, one.gate).title,
      task: one.task,
      place: file ? `${file}${line ? `:${line}` : ""}` : at ?? null,
      quote: isSecret(file ?? "") ? "" : quote ?? "",
      problem,
      fix,
      state,
      mended_by: state === "mended" && mender ? nameOf(mender) : null,
      closed_by: closer ? nameOf(closer) : null
    };
  });
}
var nameOf = ({ id, subject }) => `${id} ${subject}`;
var isBefore = (task, closer) => closer === undefined || task.acceptedSeq < closer.acceptedSeq;
var STATES = { fixed: "mended", withdrawn: "withdrawn", refused: "void" };
function stateOf(run, { state, outside, gate }) {
  if (state !== "open")
    return STATES[state];
  if (outside)
    return "outside";
  return tasksOf2(run, gate).at(-1)?.waiver ? "accepted" : "open";
}

export { caughtFindings2 };
