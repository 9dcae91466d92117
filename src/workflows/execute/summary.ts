import type { Run } from "../../engine/run.ts";
import { oneLine, plural } from "../../text.ts";
import { branchOf, type CompletionFacts, commitsOf, isDone, resultsOf, snapshotFacts, wasBegun } from "./plan.ts";

/** What has become of a plan, for people. */

/** What the completion check found; null before it has run. */
export const completionFacts = (run: Run): CompletionFacts | null =>
  (run.tasks.findLast((task) => task.who.program === "completion" && task.outcome !== null && !task.void)?.facts as
    | CompletionFacts
    | undefined) ?? null;

/** The text of SUMMARY.md; null before the program has looked at the whole. `rollback`: what a person types to go back. */
export function summaryText(run: Run, rollback: string): string | null {
  const planned = snapshotFacts(run);
  const completion = completionFacts(run);
  if (planned === null || completion === null) return null;
  const { done, total, files_changed, snapshot, failed, skipped } = completion;
  const lines = planned.items.map(({ n, name }) => {
    const item = String(n);
    const state = isDone(run, item) ? "done" : wasBegun(run, item) ? "failed" : "not begun";
    const commit = commitsOf(run, item).at(-1)?.slice(0, 12);
    const tries = resultsOf(run, item).length;
    const how = [state, commit, tries > 1 ? plural(tries, "try", "tries") : undefined];
    return `${n}. ${oneLine(name)}: ${how.filter((one) => one !== undefined).join(", ")}`;
  });
  const isWhole = failed.length + skipped.length === 0 && total > 0;
  const kept =
    snapshot === null
      ? "No snapshot was kept."
      : `The project as it was before: ${snapshot.slice(0, 12)}. ${isWhole ? "To go back" : "To undo what was done"}: \`${rollback}\`.`;
  const branch = planned.commits && done > 0 ? [`One commit for each task: branch \`${branchOf(run)}\`.`] : [];
  return [
    "# Summary",
    `Run ${run.run}: ${done} of ${plural(total, "task")} done, ${plural(files_changed, "file")} changed.`,
    lines.join("\n"),
    ...branch,
    kept,
    "",
  ].join("\n\n");
}
