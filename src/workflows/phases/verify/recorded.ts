import { basename } from "node:path";
import type * as z from "zod/mini";
import { approvedCommands, type Decision, type Run, type Task } from "../../../engine/run.ts";
import type { Functions } from "../../../engine/workflow.ts";
import { accepted } from "../../../record/accepted.ts";
import type { TestCase } from "../../../runners/report.ts";
import { cut, oneLine } from "../../../text.ts";
import { runsUnasked } from "../../tests/may-run.ts";
import type { OpenTest } from "../planning/model.ts";
import { type At, factsOf, newest, recordOf } from "../recorded.ts";
import type { consentFacts, surveyOfPhase } from "./checks.ts";
import type { verification } from "./kind.ts";
import type { judgedRound } from "./publish.ts";

/** What a verification has on record. */

/** Keys of its gates. */
export const GATE = {
  survey: "verify-survey",
  criteria: "verify-criteria",
  verify: "verify-phase",
  human: "verify-human",
  publish: "verify-publish",
} as const;

/** Something that has to hold when the phase is done. */
export type Must = Survey["musts"][number];

/**
 * A test of a person that is open. `known`: they found it wrong before this round, and it is a gap
 * without another question.
 */
export type SeenTest = OpenTest & { known?: true };

/** What the program read of the phase before anybody looked at it. */
export type Survey = Omit<ReturnType<typeof surveyOfPhase>, "uat"> & {
  uat: SeenTest[];
};

/** What the program found when it ran the commands. */
export interface Criteria {
  /** The project's tree when they had run. */
  tree: string;
  commands: {
    id: string;
    command: string;
    state: string;
    exit: number | null;
    lines: string[];
    log: string | null;
    /** It passed in an empty folder as well. */
    anywhere?: true;
  }[];
  /** Ids of files that plans promise and that are not there. */
  missing: string[];
  /** Which of both say nothing any more, and why. */
  outdated: { id: string; why: string }[];
  /** Tests that it saw pass. */
  tests: TestCase[];
  /** Files that these commands, or those of an earlier verification, left in the checkout. */
  left: string[];
}

/** The verifier's answer, without whose it is. */
export type PhaseVerification = Omit<z.infer<typeof verification>, "task" | "nonce">;
export type Evidence = PhaseVerification["musts"][number]["evidence"][number];

/** What a round comes to; ids are those of `Survey` and `Criteria`. */
export type VerdictRecord = ReturnType<typeof judgedRound>["verdict"];

export const surveyOf = (at: At): Survey | null => recordOf(at, GATE.survey);
export const criteriaOf = (at: At): Criteria | null => recordOf(at, GATE.criteria);
export const verificationOf = (at: At): PhaseVerification | null => recordOf(at, GATE.verify);

/** The newest verdict; undefined: there is none, null: it is gone. */
export function verdictOf({ project, run }: At): VerdictRecord | null | undefined {
  const tasks = run.tasks.filter(
    (task) => task.gate === GATE.publish && task.artifact !== null && !task.void,
  );
  const records = tasks.map((task) => accepted<Partial<VerdictRecord>>(project, task.artifact));
  const found = records.findLast((record) => record?.later !== undefined) as
    | VerdictRecord
    | undefined;
  return found ?? (records.includes(null) ? null : undefined);
}

const publishTask = (run: Run): Task | undefined =>
  run.tasks.find((task) => task.gate === GATE.publish && !task.void);

/** Why the person let the phase pass with its gaps; null: they did not. */
export const acceptedWhy = (run: Run): string | null => publishTask(run)?.waiver?.reason ?? null;

/** Whether the person has said what becomes of gaps that rounds did not close. */
function isSettled(run: Run): boolean {
  const option = run.decisions.findLast(
    (decision) => decision.task === publishTask(run)?.id,
  )?.option;
  return acceptedWhy(run) !== null || option === "another";
}

/** What an id stands for, in words that stay the same when plans are added. */
export function nameOf(
  id: string,
  survey: Pick<Survey, "musts" | "commands" | "artifacts" | "uat">,
): string {
  const must = survey.musts.find((must) => must.id === id)?.text;
  const command = survey.commands.find((command) => command.id === id);
  const file = survey.artifacts.find((artifact) => artifact.id === id);
  const tried = uatItems(survey).find((uatItem) => uatItem.of === id);
  if (tried !== undefined)
    return tried.test === "" ? tried.expected : oneLine(`${tried.test}: ${tried.expected}`);
  return oneLine(
    must ?? (command ? `${command.command} passes` : file ? `${file.path} is there` : id),
  );
}

/** A gap as people read it: what has to hold, and what is so instead. */
export const gapText = (
  { of, missing }: VerdictRecord["gaps"][number],
  survey: Parameters<typeof nameOf>[1],
): string =>
  oneLine(`${of.map((id) => nameOf(id, survey).replace(/\.$/, "")).join("; ")}: ${missing}`);

/** Open tests of the phase's UAT as items that a person judges. */
const uatItems = ({ uat }: Pick<Survey, "uat">) =>
  uat.map(({ path, number, name, expected, result, said, known = false }, at) => ({
    known,
    said,
    of: `U${at + 1}`,
    test: name,
    expected: expected || name,
    why: cut(
      `test ${number} of ${basename(path)} is ${result}${said === "" ? "" : `: ${said}`}`,
      MAX_WHY,
    ),
  }));
const MAX_WHY = 400;

/**
 * All that a person judges in this round: what the verifier leaves to them, then the open tests of
 * the phase's UAT.
 */
export const humanItems = (
  { human }: Pick<PhaseVerification, "human">,
  survey: Pick<Survey, "uat">,
): PhaseVerification["human"] => [...human, ...uatItems(survey).filter(({ known }) => !known)];

/** What a person found wrong before this round, which is a gap by that. */
export const knownWrong = (survey: Pick<Survey, "uat">) =>
  uatItems(survey).filter(({ known }) => known);

/** How many they are. */
export const humanCount = (run: Run): number =>
  (factsOf<{ human: number }>(run, GATE.verify).human ?? 0) +
  (factsOf<{ uat: number }>(run, GATE.survey).uat ?? 0);

/** A piece of evidence in words. */
export const evidenceText = ({ file, line, quote, test, command }: Evidence): string => {
  const place = file && `${file}${line ? `:${line}` : ""}`;
  const parts = [
    place,
    test && `test ${test}`,
    command && `\`${command}\``,
    quote && `“${oneLine(quote)}”`,
  ];
  return parts.filter(Boolean).join(", ");
};

const ANSWERS = ["yes", "revise", "later"];

/** The person's answers to this round's items, in their order. */
export function humanAnswers(run: Run): Decision[] {
  const task = run.tasks.findLast((task) => task.gate === GATE.human && !task.void);
  return run.decisions.filter(
    (decision) => decision.task === task?.id && ANSWERS.includes(decision.option),
  );
}

/** Rules and lists that the gates of a verification name. Pure. */

/** Key of the question about them. */
export const CONSENT_GATE = "verify-consent";

type Stated = ReturnType<typeof consentFacts>;

/** Commands of criteria and plans. */
export const verifyCommands = (run: Run): string[] =>
  factsOf<Stated>(run, GATE.survey).commands ?? [];

/** Those of them that the person approved in an earlier run of the phase. */
export const knownCommands = (run: Run): string[] => factsOf<Stated>(run, GATE.survey).known ?? [];

/** How many more commands there are, in the survey's file, and how many of them are asked about. */
export function moreCommands(run: Run) {
  const { more = 0, more_asked = 0 } = factsOf<Stated>(run, GATE.survey);
  return { more, more_asked, file: more > 0 ? newest(run, GATE.survey)!.writes : null };
}

export const RULES: Functions["rules"] = {
  verifyIsSettled: isSettled,
  /** Each was approved, or it is the project's own and nobody is to be asked. */
  verifyRunsOnlyAllowed(run) {
    if (moreCommands(run).more_asked > 0) return false;
    const approved = [...approvedCommands(run).map(({ text }) => text), ...knownCommands(run)];
    return verifyCommands(run).every(
      (verifyCommand) => approved.includes(verifyCommand) || runsUnasked(run, verifyCommand),
    );
  },
  verifyAsksPerson: (run) => humanCount(run) > 0,
  /** The person has said something to each item that only a person can judge. */
  verifyPersonAnswered: (run) => humanAnswers(run).length >= humanCount(run),
};

export const SHOWS: Functions["shows"] = { verifyCommands, verifyKnown: knownCommands };
