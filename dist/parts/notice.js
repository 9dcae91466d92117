// @bun
import {
  everyVote,
  verdictLines,
  whyBlocked
} from "./s195.js";
import {
  viewOf2
} from "./s137.js";
import {
  isBlocking,
  ledgerOf
} from "./s193.js";

// src/workflows/council/notice.ts
function notice(scene, { on, questions }) {
  const { run } = scene;
  const { snapshot, tasks } = viewOf2(scene);
  const kept = snapshot === null ? [] : [`Snapshot ${snapshot.slice(0, 12)}`];
  if (on === "iteration") {
    const open = ledgerOf(run).objections.filter(isBlocking).length;
    return { lines: [everyVote(run), ...verdictLines(run), `Open objections: ${open}`] };
  }
  if (on === "question" && questions.some((one) => one.kind === "blocked"))
    return { lines: [`BLOCKED: ${whyBlocked(run)}`] };
  const done = tasks.filter((one) => one.state === "done").length;
  return { lines: [...tasks.length === 0 ? [] : [`Tasks of the plan: ${done} of ${tasks.length}`], ...kept] };
}
export {
  notice
};
