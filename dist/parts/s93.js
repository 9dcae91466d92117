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

// src/workflows/review/declined.ts
function answerProblems(answered, declined, { open, insisted }) {
  const ids = open.map((one) => one.id);
  const said = declined.map((one) => one.id);
  const missing = ids.filter((id) => !answered.includes(id) && !said.includes(id));
  const known = ids.length === 0 ? "there is no open finding" : `open are ${ids.join(", ")}`;
  return [
    ...missing.length === 0 ? [] : [
      `answered: ${missing.join(", ")} missing, expected every open finding's id there, or in declined with the reason why it is wrong`
    ],
    ...said.filter((id) => !ids.includes(id)).map((id) => `declined: ${id} is no open finding; ${known}`),
    ...said.filter((id, index) => answered.includes(id) || said.indexOf(id) !== index).map((id) => `declined: ${id} is answered twice; expected it in answered or once in declined`),
    ...said.filter((id) => insisted.includes(id)).map((id) => `declined: ${id} was declined before, and the person wants it mended; mend it`)
  ];
}
function insistedOf(workflow, run, key) {
  const gate = gateOf(workflow, run, key);
  if (gate.gate !== "review")
    return [];
  const reviews = tasksOf2(run, key).map((task) => task.id);
  return run.decisions.filter((one) => one.task !== null && reviews.includes(one.task)).filter((one) => gate.limit.options[one.option]?.waiver === undefined && one.option !== "stop").flatMap((one) => one.why.flatMap((why) => why.reason === "declined" ? why.findings : []));
}
function disputedFindings({ project, workflow, run }) {
  const fixes = run.tasks.filter((task) => task.kind === "fix" && task.artifact !== null && !task.void);
  const said = Map.groupBy(fixes.flatMap((task) => (accepted(project, task.artifact)?.declined ?? []).map(({ id, reason }) => ({
    of: `${task.gate} ${id}`,
    by: nameOf(task),
    reason
  }))), (one) => one.of);
  const wordsOf = wordsReader(project, run);
  return run.findings.flatMap((one) => {
    const declines = (said.get(`${one.gate} ${one.id}`) ?? []).map(({ by, reason }) => ({ by, reason }));
    const withdrawn = one.state === "withdrawn" ? withdrawal(project, run, one) : null;
    if (declines.length === 0 && withdrawn === null)
      return [];
    const { problem = "(its words are not kept any more)" } = wordsOf(one) ?? {};
    const reviewer = gateOf(workflow, run, one.gate).title;
    return [{ id: one.id, reviewer, problem, declined: declines, withdrawn, state: one.state }];
  });
}
var nameOf = ({ id, subject }) => `${id} ${subject}`;
function withdrawal(project, run, { closed_by: by, id }) {
  const review = by === null ? undefined : taskOf(run, by);
  if (!review)
    return null;
  const said = accepted(project, review.artifact);
  return { by: nameOf(review), reason: said?.prior?.find((one) => one.id === id)?.reason ?? "" };
}

export { answerProblems, insistedOf, disputedFindings };
