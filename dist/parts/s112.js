// @bun
import {
  cut,
  fold2
} from "./s28.js";
import {
  keepPauseNotes,
  writeState
} from "./s175.js";
import {
  RESUME
} from "./s69.js";
import {
  problemText
} from "./s72.js";

// src/workflows/phases/end-record.ts
var MAX_TEXT = 200;
var text = (words) => cut(fold2(words), MAX_TEXT);
function what({ entry, options, status }) {
  const ended = { complete: "is done", failed: "failed", cancelled: "was stopped" };
  return `${entry}${options.phase === undefined ? "" : ` ${options.phase}`} ${ended[status] ?? "is at work"}`;
}
function decisionsOf({ decisions, entry, options }) {
  const about = options.phase === undefined ? entry : `Phase ${options.phase}`;
  return decisions.flatMap((one) => {
    if (one.text === null || one.text.trim() === "" || one.kind === "second-request")
      return [];
    const asked = one.asked === null ? "" : `${cut(fold2(one.asked), MAX_TEXT / 2)} \u2192 `;
    return [text(`[${about}]: ${asked}${one.text}`)];
  });
}
function errorOf({ status, tasks, entry, options }) {
  if (status !== "failed")
    return null;
  const last = tasks.findLast((one) => one.outcome !== null && !one.void && one.who.program !== undefined);
  if (last === undefined || last.outcome === "pass" || last.gate.endsWith("-survey"))
    return null;
  const [first = String(last.facts.reason ?? last.note)] = last.facts.problems ?? [];
  return text(`${entry}${options.phase === undefined ? "" : ` ${options.phase}`}, ${last.subject}: ${first}`);
}
var RECORDED = "recorded";
function record({ project, run }) {
  const isResumed = run.options[RESUME] !== undefined;
  const kept = isResumed ? keepPauseNotes(project.root, run.updated_at) : { ok: true };
  const error = errorOf(run);
  const wrote = writeState(project.root, {
    now: run.updated_at,
    last: what(run),
    stopped_at: text(run.status === "complete" ? what(run) : run.reason || what(run)),
    decisions: decisionsOf(run),
    ...error === null && run.status !== "complete" ? {} : { error },
    ...isResumed ? { paused: false } : {}
  });
  return [kept, wrote].flatMap((one) => one.ok ? [] : one.problems.map(problemText));
}

export { RECORDED, record };
