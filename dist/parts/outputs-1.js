// @bun
import {
  inHost
} from "./s12.js";
import {
  objectText2
} from "./s121.js";
import {
  oneLine2,
  plural
} from "./s28.js";
import {
  FILES
} from "./s31.js";
import {
  vendorOf
} from "./s89.js";
import {
  PLAN,
  VOTE
} from "./s33.js";
import {
  snapshotFacts,
  branchOf,
  resultsOf,
  commitsOf,
  isDone,
  wasBegun
} from "./s241.js";
import {
  acceptedTasks
} from "./s5.js";
import {
  parseJson
} from "./s81.js";

// src/workflows/execute/summary.ts
var completionFacts = (run) => run.tasks.findLast((task) => task.who.program === "completion" && task.outcome !== null && !task.void)?.facts ?? null;
function problemsOf(run, item) {
  const found = run.tasks.findLast((task) => task.item === item && !task.void && Array.isArray(task.facts.problems));
  return found?.facts?.problems ?? [];
}
var LEFT = {
  worktree: (run) => `What was begun and not finished lies in .task/worktrees/${run}-<task>.`,
  checkout: () => "What was begun and not finished is in the project: the tasks had no folders of their own."
};
function summaryText(run, rollback) {
  const planned = snapshotFacts(run);
  const completion = completionFacts(run);
  if (planned === null || completion === null)
    return null;
  const { done, total, files_changed, snapshot, failed, skipped } = completion;
  const lines = planned.items.map(({ n, name }) => {
    const item = String(n);
    const state = isDone(run, item) ? "done" : wasBegun(run, item) ? "failed" : "not begun";
    const commit = commitsOf(run, item).at(-1)?.slice(0, 12);
    const tries = resultsOf(run, item).length;
    const how = [
      state,
      ...commit === undefined ? [] : [commit],
      ...tries > 1 ? [plural(tries, "try", "tries")] : []
    ].join(", ");
    const why = state === "failed" ? problemsOf(run, item).map((one) => `   - ${oneLine2(one)}`) : [];
    return [`${n}. ${oneLine2(name)}: ${how}`, ...why].join(`
`);
  });
  const isWhole = failed.length + skipped.length === 0 && total > 0;
  const kept = snapshot === null ? "No snapshot was kept: the project is in no git repository." : `The project as it was before: ${snapshot.slice(0, 12)}. ${isWhole ? "To go back" : "To undo what was done"}: \`${rollback}\`.`;
  const branch = planned.commits && done > 0 ? [`One commit for each task: branch \`${branchOf(run)}\`.`] : [];
  return [
    "# Summary",
    `Run ${run.run}: ${done} of ${plural(total, "task")} done, ${plural(files_changed, "file")} changed.`,
    lines.join(`
`),
    ...branch,
    kept,
    ...failed.length === 0 ? [] : [LEFT[planned.isolation](run.run)],
    ""
  ].join(`

`);
}

// src/workflows/council/outputs.ts
function iterationOf(tasks, vote) {
  return tasks.filter((one) => one.schema === PLAN && one.acceptedSeq < vote.acceptedSeq).length;
}
function voteFiles({ project, run }) {
  const tasks = acceptedTasks(run);
  return tasks.filter((task) => task.schema === VOTE).flatMap((task) => {
    const text = objectText2(project, task.artifact);
    const json = text === null ? null : parseJson(new TextEncoder().encode(text));
    if (!json?.ok)
      return [];
    const { nonce: _nonce, ...said } = json.value;
    const iteration = iterationOf(tasks, task);
    const record = { ...said, iteration, vendor: vendorOf(task), model: task.who.model };
    const path = `${FILES}/votes/${iteration}-${task.item}.json`;
    return [{ path, text: `${JSON.stringify(record, null, 2)}
`, ofRole: false }];
  });
}
function outputs(scene) {
  const summary = summaryText(scene.run, inHost("rollback"));
  return {
    files: [
      ...voteFiles(scene),
      ...summary === null ? [] : [{ path: `${FILES}/SUMMARY.md`, text: summary, ofRole: false }]
    ],
    problems: []
  };
}
export {
  outputs
};
