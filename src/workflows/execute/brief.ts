import { fence, oneLine } from "../../text.ts";
import type { Brief, BriefPart } from "../contract/contract.ts";
import { minorsPart } from "../kit/brief.ts";
import { decisions, diffPart } from "../words/brief-parts.ts";
import type { ExecuteFacts } from "./facts.ts";

/** What the brief of an executor says: its own task, and of the plan what holds for every task. */

const code = (lines: readonly string[]): string =>
  lines.length === 0 ? "None." : lines.map((line) => `- \`${line}\``).join("\n");

const TESTS_FIRST =
  "The program runs the criteria twice: with your test files alone on the code as it was before, where one of them has to fail, and with all of your work, where none may. A test file is known by its folder or name, as `tests/`, `conftest.py` or `a.test.ts` are; tests within another file are not seen.";

const place = ({ folder, isAlone }: ExecuteFacts): string =>
  isAlone
    ? ` Work in ${folder}, a checkout of your own with copies of what git ignores, and change nothing elsewhere; only the file below is written outside of it.`
    : "";

function parts(facts: ExecuteFacts): BriefPart[] {
  const { item, details } = facts;
  return [
    {
      title: `Task ${item.n}: ${item.name}`,
      body: details === "" ? item.name : fence(details, "markdown"),
    },
    { title: "Files that you may change", body: code(item.files) },
    { title: "Commands before the work", body: item.setup.length === 0 ? "" : code(item.setup) },
    { title: "Success criteria: each of these exits with 0", body: code(item.criteria) },
    { title: "Tests first", body: item.tdd ? TESTS_FIRST : "" },
    ...facts.sections,
    minorsPart(facts),
    ...foundParts(facts),
  ];
}

/** What was found wrong, and what was done before. */
const foundParts = (facts: ExecuteFacts): BriefPart[] => [
  { title: "Decided by the person", body: decisions(facts.run) },
  ...facts.attempt,
  {
    title: "What the program found",
    body: facts.problems.map((problem) => `- ${oneLine(problem)}`).join("\n"),
  },
  ...facts.failed.map(({ command, lines, log }) => ({
    title: `Output of ${command}`,
    body: `${fence(lines.join("\n"))}${log === null ? "" : `\nThe whole of it: ${log}`}`,
  })),
  diffPart(facts.diff),
];

const brief = (work: string): Brief<ExecuteFacts> => ({
  work: (facts) => `${work}${place(facts)}`,
  parts,
});

/** By the name that a gate gives its brief. */
export const EXECUTE_BRIEFS: Record<string, Brief<ExecuteFacts>> = {
  execute: brief("Carry out this one task of a plan."),
  "mend-task": brief(
    "The program looked at your task and it is not done: what it found stands below. Find out why, and mend the cause. Take back your own changes in files that are not yours; what somebody else changed there stays.",
  ),
  "mend-plan": {
    work: () =>
      "All tasks of a plan are in the project, and together they do not hold: what the program ran stands below. Find out why, and mend the cause with the smallest change; what the tasks brought stays.",
    parts: (facts) => [...facts.sections, ...foundParts(facts)],
  },
  "redo-task": brief(
    "Somebody changed a file of your task while you worked. Your folder has their version of it now; make your change again on top of theirs, and keep what they did.",
  ),
};
