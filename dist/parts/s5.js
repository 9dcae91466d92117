// @bun
// src/engine/run.ts
var TASK_ID = /^T\d{1,4}$/;
var FINDING_ID = /^F\d{1,3}$/;
var SEVERITIES = ["blocker", "major", "minor"];
var openNotices = (run) => (run.notices ?? []).filter((one) => one.asked && !one.known);
var AT_END = "end";
var UNHEEDED = "unheeded";
var STOPPED = "stopped";
var DECLINED = "declined";
var ROLLED_BACK = "rolled_back";
var isPersons = ({ failure }) => [STOPPED, DECLINED, ROLLED_BACK].includes(failure);
var isLive = (run) => run.status === "running" || run.status === "waiting_for_user";
var taskOf = (run, id) => run.tasks.find((task) => task.id === id);
var isOver = (task) => task.status === "done" || task.status === "skipped" || task.status === "cancelled" || task.status === "failed";
var tasksOf2 = (run, gate) => run.tasks.filter((task) => task.gate === gate && task.kind !== "fix" && !task.void);
var isUnforeseen = ({ task, request }) => task === null && request === null;
var isReadBy = (open, { via, named }) => named === true || via !== "cli" && open.seen || (open.commands ?? []).length === 0 && (via === "cli" || via === "dialog" || !isUnforeseen(open));
function approvedCommands(run) {
  if (!run.settings.tests.run)
    return [];
  return run.tests.decided.filter((one) => one.approved && !isOfVoid(run, one));
}
var undecidedCommands = (run, task) => run.settings.tests.run ? (task.commands ?? []).filter((text) => !run.tests.decided.some((one) => one.text === text && !isOfVoid(run, one))) : [];
var isOfVoid = (run, { task }) => task !== null && run.tasks.some((one) => one.id === task && one.void);
var openFindings2 = (run, gate) => run.findings.filter((finding) => finding.gate === gate && finding.state === "open" && !finding.outside);
var rounds2 = (run, gates) => run.tasks.filter((task) => task.kind === "rereview" && !task.void && gates.includes(task.gate)).length;
var beginsWork = (run, task) => task.edits !== null && task.status === "ready" && !run.tasks.some((one) => one.edits !== null && one.dispatches > 0);
var acceptedTasks = (run) => run.tasks.filter((task) => !task.void && task.acceptedSeq > 0 && task.outcome !== null).sort((a, b) => a.acceptedSeq - b.acceptedSeq);
var treesOf = (run) => Object.assign({}, ...acceptedTasks(run).map((task) => task.facts.trees ?? {}));
var BUDGET_ID = "W0";
var LEADING_ID = /^\s*\[?(W\d{1,4})\]?\s*[:\u2013\u2014-]\s*/;
var warningKey = (text) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim();
function withWarnings(raised, facts, task, acceptedSeq) {
  const all = raised.map((one) => ({ ...one }));
  for (const said of facts.warnings ?? []) {
    const id = LEADING_ID.exec(said)?.[1];
    const known = all.find((one) => id === undefined ? warningKey(one.text) === warningKey(said) : one.id === id);
    const text = said.replace(LEADING_ID, "").trim();
    if (known)
      known.closed = null;
    else if (text !== "" && id !== BUDGET_ID)
      all.push({ id: `W${all.length + 1}`, text, task, at: acceptedSeq, closed: null });
  }
  for (const { id, reason } of facts.closed ?? []) {
    const known = all.find((one) => one.id === id);
    if (known && known.closed === null)
      known.closed = { reason, at: acceptedSeq };
  }
  return all;
}

export { TASK_ID, FINDING_ID, SEVERITIES, openNotices, AT_END, UNHEEDED, STOPPED, DECLINED, ROLLED_BACK, isPersons, isLive, taskOf, isOver, tasksOf2, isUnforeseen, isReadBy, approvedCommands, undecidedCommands, openFindings2, rounds2, beginsWork, acceptedTasks, treesOf, BUDGET_ID, withWarnings };
