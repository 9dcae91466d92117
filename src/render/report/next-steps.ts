import { here, lineHere } from "../../plugin.ts";
import { given } from "../../text.ts";
import type { NextStep, Part } from "../../workflows/contract/contract.ts";
import type { ReportFacts } from "./report.ts";

/** What a person can do with a run whose report they have read. */

/**
 * Shows what the run has changed, and changes nothing. Where no ref has its end, git has no new
 * file to compare.
 */
const diffCommand = ({ snapshot, accepted }: Pick<ReportFacts, "snapshot" | "accepted">): string =>
  accepted === null ? `git status; git diff ${snapshot}` : `git diff ${snapshot} ${accepted}`;

/**
 * The next steps, the first one first; only what works where it is read, and only what helps with a
 * run that stands like this. `rollback`: the command that brings the files back; null: the run is a
 * stranger's, and nothing is done with it.
 */
export function nextSteps(facts: ReportFacts, rollback: string | null): NextStep[] {
  if (rollback === null) return [];
  const { status, snapshot, files } = facts;
  // What is asked for, where the run is not the project's own; as the command for the rollback has
  // it.
  const of = /(?: --run \S+)?$/.exec(rollback)![0];
  if (facts.ended_at === null)
    return of === ""
      ? [{ command: here("status"), does: "the run's status, and what it is waiting for" }]
      : [{ command: here(`resume ${facts.run}`), does: "brings the run back" }];
  const isDone = status === "complete";
  const why = { command: here(`log${of}`), does: "what happened, and why it ended" };
  // What is in the project now goes on after the run that is there.
  const onward = of === "" && facts.onward !== undefined ? [facts.onward] : [];
  const first = [...given(!isDone, why), ...onward];
  // What an agent left behind whose result was not accepted is in no list.
  if (snapshot === null || (isDone && files?.length === 0)) return first;
  const does =
    facts.accepted === null
      ? "lists new files, and shows changes to files that git knows"
      : "shows the whole change";
  const diff = { command: lineHere(diffCommand(facts)), does };
  const pullRequest = {
    command: here(`report --pr${of}`),
    does: `prints the text of a pull request${facts.has_remote ? `; ${here(`pr${of}`)} opens one` : ""}`,
  };
  const back = {
    command: here(rollback),
    does: "shows what a rollback to before the implementation changes, and how to do it",
  };
  const isBack = facts.rolled_back !== null;
  return [
    ...first,
    ...given(facts.in_git, diff),
    ...given(isDone && !isBack, pullRequest),
    ...given(!isBack, back),
  ];
}

export const nextPart = (facts: ReportFacts, rollback: string | null): Part => ({
  title: "Next",
  rows: nextSteps(facts, rollback).map(({ command, does }) => ({ command, text: does })),
  count: null,
});
