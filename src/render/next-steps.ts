import { here, isInHost } from "../plugin.ts";
import { quote } from "../text.ts";
import type { ReportFacts } from "./report.ts";
import { titleOf } from "./title.ts";

/** What a person can do with a run whose report they have read. */

/** What is typed, and what it does, in a few words. */
export interface NextStep {
  command: string;
  does: string;
}

/** A line of a shell, as it is typed where the report is read. */
const inShell = (line: string): string => (isInHost() ? `! ${line}` : line);

/** What of the run is asked for, by `--run` where the run is not the project's own; as the command for the rollback has it. */
const runOption = (rollback: string): string => /(?: --run \S+)?$/.exec(rollback)![0];

/** What keeps the change of a complete run, with its title; in the host nobody is asked, so a pull request is only shown. */
const kept = (facts: ReportFacts): NextStep[] => [
  {
    command: inShell(`git add -A && git commit -m ${quote(titleOf(facts))}`),
    does: "commits all changed files of the project",
  },
  isInHost()
    ? { command: here("pr --dry-run"), does: "shows what a pull request would hold" }
    : { command: here("pr"), does: "shows a pull request; with gh it is opened once you agree" },
];

/**
 * The next steps, the first one first; only what works where it is read, and only what helps with a run that stands like
 * this. `rollback`: the command that brings the files back; null: the run is a stranger's, and nothing is done with it.
 */
export function nextSteps(facts: ReportFacts, rollback: string | null): NextStep[] {
  if (rollback === null) return [];
  const { status, snapshot, files } = facts;
  const of = runOption(rollback);
  const isLive = facts.ended_at === null;
  if (isLive)
    return of === ""
      ? [{ command: here("status"), does: "where it stands, and what it waits for" }]
      : [{ command: here(`resume ${facts.run}`), does: "brings the run back" }];
  const isDone = status === "complete";
  const changed = files === null || files.length > 0;
  const why = { command: here(`log${of}`), does: "what happened, and why it ended" };
  const ways =
    snapshot === null || !changed
      ? []
      : [
          // Files that git does not know yet are shown too. Without commits there may be no repository either.
          ...(facts.head_moved === null
            ? []
            : [
                {
                  command: inShell(`git add -AN; git diff ${snapshot}`),
                  does: "shows the whole change, new files too",
                },
              ]),
          // Behind another commit nobody knows what is left of it.
          ...(isDone && of === "" && facts.head_moved === false ? kept(facts) : []),
          ...(isDone ? [{ command: here(`report --pr${of}`), does: "prints the text of a pull request" }] : []),
          {
            command: here(rollback),
            does: "shows what goes back to before the implementation, and how to do it",
          },
        ];
  return isDone ? ways : [why, ...ways];
}
