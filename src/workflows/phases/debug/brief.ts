import { fence, oneLine } from "../../../text.ts";
import { diffPart } from "../../brief-parts.ts";
import type { Brief, BriefPart } from "../../contract/contract.ts";
import type { DebugFacts } from "./facts.ts";
import { FIX, HYPOTHESIS, REPRODUCE, type Round, type TestRun } from "./recorded.ts";

/** What debugger is told: the symptom, what was ruled out before it came, and what the program saw. */

const list = (lines: string[]): string => lines.map((one) => `- ${one}`).join("\n");
const SAYS: Record<Round["outcome"], string> = {
  root_cause: "came true",
  narrowed: "came true",
  ruled_out: "did not come true",
  cannot: "could not be tested",
};

const symptom = ({ survey }: DebugFacts): BriefPart => ({
  title: "What is wrong, in the person's words",
  body: [fence(survey?.trigger ?? ""), ...(survey?.symptoms ?? [])].join("\n"),
});

function known(facts: DebugFacts): BriefPart[] {
  const { survey, rounds, allowed, decided } = facts;
  const ruledOut = [
    ...(survey?.eliminated ?? []).map((one) => `${oneLine(one.hypothesis)} (${oneLine(one.evidence)})`),
    ...rounds.filter((one) => one.outcome === "ruled_out").map((one) => `${one.hypothesis} (${one.evidence})`),
  ];
  const seen = [
    ...(survey?.evidence ?? []),
    ...rounds
      .filter((one) => one.outcome !== "ruled_out")
      .map((one) => `${one.hypothesis}: ${SAYS[one.outcome]} (${one.evidence})`),
  ];
  return [
    symptom(facts),
    { title: "Ruled out: none of these is the cause", body: list(ruledOut) },
    { title: "Seen so far", body: list(seen) },
    { title: "Earlier bugs of this project, with their causes", body: survey?.known ? `Read ${survey.known}` : "" },
    { title: "Decided by the person", body: decided },
    { title: "Commands that run without a question", body: list(allowed.map((one) => `\`${one}\``)) },
  ];
}

const ran = (title: string, run: TestRun | null): BriefPart[] => [
  { title, body: list((run?.problems ?? []).map(oneLine)) },
  { title: "Its output", body: run === null || run.lines.length === 0 ? "" : fence(run.lines.join("\n")) },
];

const cause = ({ cause: found, rounds }: DebugFacts): BriefPart => ({
  title: "The cause, as its test showed",
  body: [found?.hypothesis ?? "", rounds.at(-1)?.evidence ?? ""].map(oneLine).join("\n"),
});

const test = ({ reproduction }: DebugFacts): BriefPart => ({
  title: "The test that fails because of it",
  body:
    reproduction === null
      ? ""
      : list([`\`${reproduction.command}\``, ...reproduction.files.map((one) => `\`${one}\``)]),
});

export const BRIEFS: Record<string, Brief<DebugFacts>> = {
  [HYPOTHESIS]: {
    work: () =>
      "Name one cause that would explain what is wrong, and one test whose outcome you predict before it is made. You change nothing: the program makes the test and decides.",
    parts: (facts) => [...known(facts), diffPart(facts.diff), ...facts.attempt],
  },
  [REPRODUCE]: {
    work: () =>
      "Write the test that fails because of this cause, and passes once it is mended. Change nothing but tests: the program runs it before anybody mends anything.",
    parts: (facts) => [
      symptom(facts),
      cause(facts),
      ...ran(
        "The program ran the test before this one, and it will not do",
        facts.red?.problems.length ? facts.red : null,
      ),
      { title: "Decided by the person", body: facts.decided },
      diffPart(facts.diff),
      ...facts.attempt,
    ],
  },
  [FIX]: {
    work: () => "Mend the cause with the smallest change, so that the failing test passes. Its files stay as they are.",
    parts: (facts) => [
      symptom(facts),
      cause(facts),
      test(facts),
      ...(facts.green === null
        ? ran("", facts.red).slice(1)
        : ran("The program looked at the fix before this one, and it does not hold", facts.green)),
      { title: "Decided by the person", body: facts.decided },
      diffPart(facts.diff),
      ...facts.attempt,
    ],
  },
};
