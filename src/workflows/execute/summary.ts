import { BY_HAND, BY_UNSEEN, type Run } from "../../engine/run.ts";
import { firstLines, given, oneLine, plural } from "../../text.ts";
import { evidenceText } from "../tests/evidence.ts";
import { unknownOf, unknownText } from "../unshown.ts";
import {
  branchOf,
  type CompletionFacts,
  commitsOf,
  completionFacts,
  doneFacts,
  isDone,
  itemEvidence,
  resultsOf,
  snapshotFacts,
  warningsOf,
  wasBegun,
} from "./plan/plan.ts";

/** What has become of a plan, for people. */

/** `2 of 3 tasks done (1 proven, 1 unknown), 1 changed nothing`. */
function doneText({
  done,
  total,
  unchanged,
  evidence,
  failed = [],
}: Pick<CompletionFacts, "done" | "total" | "unchanged" | "evidence"> & {
  failed?: unknown[];
}): string {
  const counts = evidenceText(evidence);
  const open = [
    ...given(unchanged > 0, `${unchanged} changed nothing`),
    ...given(failed.length > 0, `${failed.length} failed`),
  ];
  const countsText = counts === "" ? "" : ` (${counts})`;
  return [`${done - unchanged} of ${plural(total, "task")} done${countsText}`, ...open].join(", ");
}

/** How far the tasks of the plan are, in that form; empty before one is done. */
export function tasksLine(run: Run): string {
  const { items = [] } = snapshotFacts(run) ?? {};
  const facts = doneFacts(run, items);
  const failed = (run.items ?? []).filter(
    ({ item, dropped }) => dropped !== null && wasBegun(run, item),
  );
  return facts.evidence.length + facts.unchanged + failed.length === 0
    ? ""
    : doneText({ ...facts, failed });
}

/** Above those lines in a report. */
export const TO_LOOK_AT = "Tasks to look at";

/** Of tasks that are done: which are not proven and why, and what their checks warn of. */
export const openLines = (run: Run): string[] =>
  (snapshotFacts(run)?.items ?? []).flatMap(({ n, name }) => {
    const item = String(n);
    const shown = isDone(run, item) ? itemEvidence(run, item) : null;
    const isOpen = shown !== null && shown.evidence !== "proven";
    return [
      ...given(isOpen, `Task ${n}, ${oneLine(name)}: ${shown?.words}`),
      ...warningsOf(run, item),
    ];
  });

/** Those of them that a status and a message have; the report has all. */
export const firstOpen = (lines: readonly string[]): string[] => firstLines(lines, 8);

/**
 * The text of SUMMARY.md; null before the program has looked at the whole. `rollback`: what a
 * person types to go back.
 */
export function summaryText(run: Run, rollback: string): string | null {
  const planned = snapshotFacts(run);
  const completion = completionFacts(run);
  if (planned === null || completion === null) return null;
  const { files_changed, by_hand, by_unseen, snapshot, failed, skipped, total } = completion;
  const lines = planned.items.map(({ n, name }) => {
    const item = String(n);
    const state = isDone(run, item) ? "done" : wasBegun(run, item) ? "failed" : "not started";
    const commit = commitsOf(run, item).at(-1)?.slice(0, 12);
    const tries = resultsOf(run, item).length;
    const shown = state === "done" ? itemEvidence(run, item) : null;
    const how = [
      shown?.evidence !== null && state,
      commit,
      tries > 1 && plural(tries, "try", "tries"),
      shown?.words,
    ];
    return `${n}. ${oneLine(name)}: ${how.filter(Boolean).join(", ")}`;
  });
  const isWhole = failed.length + skipped.length === 0 && total > 0;
  const kept =
    snapshot === null
      ? "No snapshot was kept."
      : `The project as it was before: ${snapshot.slice(0, 12)}. ${isWhole ? "To go back" : "To undo what was done"}: \`${rollback}\`.`;
  const commits = commitsOf(run).length;
  // Its tasks are counted with those that are done.
  const unknown = unknownText(unknownOf(run, []));
  const open = unknown === "" ? "" : `; ${unknown}`;
  const counted = [by_hand, by_unseen].map((count, at) =>
    count > 0 ? `, ${count} more ${[BY_HAND, BY_UNSEEN][at]}` : "",
  );
  const branch = commits > 0 ? [`${plural(commits, "commit")}: branch \`${branchOf(run)}\`.`] : [];
  return [
    "# Summary",
    `Run ${run.run}: ${doneText(completion)}, ${files_changed === null ? "an unknown number of files" : plural(files_changed, "file")} changed${counted.join("")}${open}.`,
    lines.join("\n"),
    ...branch,
    ...planned.items.flatMap(({ n }) => warningsOf(run, String(n))),
    kept,
    "",
  ].join("\n\n");
}
