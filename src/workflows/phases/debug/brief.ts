import { ifReadable } from "../../../project/snapshots/trees.ts";
import { baseOf } from "../../../record/accepted.ts";
import { fence, given, oneLine } from "../../../text.ts";
import type { BriefPart } from "../../contract/contract.ts";
import { briefsOf } from "../../kit/brief.ts";
import type { KitFacts } from "../../kit/facts.ts";
import { diffPart, treeDiff } from "../../words/brief-parts.ts";
import {
  GATE,
  hypothesisOf,
  isAllowed,
  reproductionOf,
  surveyOf,
  type TestRun,
  testedBy,
  testRunOf,
} from "./recorded.ts";
import { sessionOf, testFiles } from "./session-file.ts";

/**
 * What debugger is told: the symptom, what was ruled out before it came, and what the program saw.
 */

const list = (lines: string[]): string => lines.map((line) => `- ${line}`).join("\n");
const codes = (texts: readonly string[]): string => list(texts.map((text) => `\`${text}\``));

function symptom({ scene }: KitFacts): BriefPart {
  const { trigger = "", symptoms = {} } = sessionOf(scene) ?? {};
  const seen = Object.entries(symptoms).map(([key, text]) => `${key}: ${text}`);
  return { title: "What is wrong", body: [fence(trigger), ...seen].join("\n") };
}

function known({ scene, run }: KitFacts): BriefPart[] {
  const { eliminated = [], evidence = [] } = sessionOf(scene) ?? {};
  const session = surveyOf(scene);
  const allowed = run.tests.decided.map(({ text }) => text).filter((one) => isAllowed(run, one));
  const ruledOut = eliminated.map((one) => `${one.hypothesis} (${one.evidence})`);
  return [
    { title: "Ruled out: none of these is the cause", body: list(ruledOut) },
    { title: "Seen so far", body: list(evidence.map((one) => Object.values(one).join("; "))) },
    { title: "The whole session", body: list(given(session !== null, String(session?.file))) },
    { title: "Commands that run without a question", body: codes([...new Set(allowed)]) },
  ];
}

const outputOf = (run: TestRun | null): BriefPart => ({
  title: "Its output",
  body: run === null || run.lines.length === 0 ? "" : fence(run.lines.join("\n")),
});
const ran = (title: string, run: TestRun): BriefPart[] => [
  { title, body: list(run.problems.map(oneLine)) },
  outputOf(run),
];

const cause = ({ scene, run }: KitFacts): BriefPart => ({
  title: "The cause, as its test showed",
  body: [hypothesisOf(scene)?.hypothesis ?? "", testedBy(run)].map(oneLine).join("\n"),
});

function test({ scene }: KitFacts): BriefPart {
  const found = reproductionOf(scene);
  return {
    title: "The test that fails because of it",
    body: found === null ? "" : codes([found.command, ...testFiles(scene)]),
  };
}

/** What the session has changed, to whoever goes on with it. */
const changed = ({ scene, run, subject }: KitFacts): BriefPart =>
  diffPart(
    ifReadable(
      () => treeDiff(scene, "What was changed in this session so far", baseOf(run), subject),
      null,
    ),
  );

export const BRIEFS = briefsOf({
  [GATE.hypothesis]: {
    work: "Name one cause that would explain what is wrong, and one test whose outcome you predict before it is made. You change nothing: the program makes the test and decides.",
    request: false,
    more: (facts) => [symptom(facts), ...known(facts), changed(facts)],
  },
  [GATE.reproduce]: {
    work: "Write the test that fails because of this cause, and passes once it is mended. Change nothing but tests: the program runs it before anybody mends anything.",
    request: false,
    more: (facts) => {
      const red = testRunOf(facts.scene, GATE.red);
      const before = red?.problems.length
        ? ran("The program ran the test before this one, and it will not do", red)
        : [];
      return [symptom(facts), cause(facts), ...before, changed(facts)];
    },
  },
  [GATE.fix]: {
    work: "Mend the cause with the smallest change, so that the failing test passes. Its files stay as they are.",
    request: false,
    more: (facts) => {
      const green = testRunOf(facts.scene, GATE.green);
      const before =
        green === null
          ? [outputOf(testRunOf(facts.scene, GATE.red))]
          : ran("The program looked at the fix before this one, and it does not hold", green);
      return [symptom(facts), cause(facts), test(facts), ...before, changed(facts)];
    },
  },
});
