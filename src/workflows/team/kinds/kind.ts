import type { OpenQuestion } from "../../../engine/commands.ts";
import { shown } from "../../../text.ts";
import type { ArtifactKind, Checked } from "../../contract.ts";
import { nothing } from "../../review/check.ts";
import { makeStamp } from "../../stamp.ts";
import { foundCommands, otherTests } from "../checks/commands.ts";
import { liftQuestions, questionKey } from "../documents/questions.ts";
import type { BriefFacts } from "../facts.ts";
import { bounded, type TeamFacts } from "../recorded.ts";
import type { Outcome } from "../statuses.ts";
import { type CheckContext, contextOf } from "./context.ts";

/** A kind of artifact of this workflow. `judge` is its check on facts alone, so that it can be tried without a run. */
export interface TeamKind<T> extends ArtifactKind<T, BriefFacts> {
  judge(value: T, context: CheckContext): Checked;
}

/** The kind with its check: `judge` on what the run and the project are now. */
export const inContext = <T>(kind: Omit<TeamKind<T>, "check">): TeamKind<T> => ({
  ...kind,
  check: (value, scene, task, subject) => kind.judge(value, contextOf(scene, task, subject)),
});

/** The kind, whose artifact also notes what the checks will run: the person is shown that at the checkpoint behind it. */
export const notingFound = <T>(kind: TeamKind<T>): TeamKind<T> => ({
  ...kind,
  check(value, scene, task, subject) {
    const checked = kind.check(value, scene, task, subject);
    const facts: TeamFacts = { ...checked.facts, found: foundCommands(scene), other_tests: otherTests(scene) };
    return { ...checked, facts };
  },
});

/** What a kind adds to what all of its form have in common; `outcome` and `questions` only where they are its own. */
export interface Said {
  problems: string[];
  outcome?: Outcome | undefined;
  facts?: TeamFacts;
  /** Documents and fields in which questions to pm may stand. */
  texts?: (string | null)[];
  /** For the person. */
  questions?: OpenQuestion[];
}

/** What an artifact comes to. `common`: what all of its form say; what the kind itself says goes before it. */
export function checkedOf(said: Said, common: Said): Checked {
  const lifted = questionsIn([...(said.texts ?? []), ...(common.texts ?? [])]);
  const facts: TeamFacts = { ...common.facts, questions: lifted.questions, ...said.facts };
  return {
    ...nothing,
    problems: told([...common.problems, ...said.problems, ...lifted.problems]),
    outcome: said.outcome ?? common.outcome ?? "done",
    questions: said.questions ?? [],
    claims: 1 + (facts.sections?.length ?? 0),
    reason: facts.blockers?.join("; ") || null,
    facts: bounded(facts, MAX_ENTRY),
  };
}

/** Characters of one entry that the run keeps: its artifact has the whole. */
const MAX_ENTRY = 400;

/** Most problems that are told at once: a writer mends those first. */
const MAX_PROBLEMS = 20;

const told = (problems: string[]): string[] =>
  problems.length <= MAX_PROBLEMS
    ? problems
    : [...problems.slice(0, MAX_PROBLEMS), `and ${problems.length - MAX_PROBLEMS} more problems`];

/** Questions to pm in some texts, each once. */
function questionsIn(texts: readonly (string | null)[]): { questions: string[]; problems: string[] } {
  const lifted = texts.flatMap((text) => (text === null ? [] : [liftQuestions(text)]));
  const found = new Map<string, string>();
  for (const { question } of lifted.flatMap((one) => one.questions)) {
    const key = questionKey(question);
    if (!found.has(key)) found.set(key, question);
  }
  return { questions: [...found.values()], problems: lifted.flatMap((one) => one.problems) };
}

/** A markdown document that a role hands in: its first line is the stamp. `form` stands below that line. */
export const documentKind = ({
  form,
  rules,
  judge,
}: {
  form(facts: BriefFacts): string;
  rules(facts: BriefFacts): string[];
  judge(text: string, context: CheckContext): Said;
}): TeamKind<string> =>
  inContext<string>({
    form: (facts) => `${makeStamp(facts)}\n${form(facts)}`,
    rules: (facts) => ["The first line stays as it stands, with nothing before it.", ...rules(facts)],
    judge: (text, context) => checkedOf(judge(text, context), { problems: [], texts: [text] }),
  });

/** The first lines of a JSON form: which task it answers, and the proof that its writer got that task's brief. */
export const stampLines = ({ task, nonce }: BriefFacts): string => `  "task": "${task}",\n  "nonce": "${nonce}",`;

/** A problem where something is wrong, else none. */
export const problemIf = (wrong: boolean, problem: string): string[] => (wrong ? [problem] : []);

/** One problem where a claim is not what code derives; none when they agree, and where nothing is claimed. */
export const claim = (field: string, found: unknown, derived: unknown, why: string): string[] =>
  problemIf(
    found !== undefined && found !== derived,
    `${field}: found ${shown(found)}, expected ${shown(derived)}: ${why}`,
  );

/** One problem where a list names `what` twice. */
export const eachOnce = (field: string, what: string, list: readonly unknown[]): string[] =>
  problemIf(new Set(list).size < list.length, `${field}: ${what} is there more than once, expected each once`);

/** A document's problems, each with its path. */
export const within = (path: string, problems: readonly string[]): string[] => problems.map((one) => `${path}: ${one}`);
/** The same of a document that has to be there; `text`: null where it is not, and then that is the problem. */
export const required = (path: string, text: string | null, problems: readonly string[]): string[] =>
  within(path, text === null ? ["found nothing, expected this file"] : problems);

/** Rules that several kinds have. */
export const PATHS = "Paths are relative to the project, with forward slashes.";
export const QUESTION =
  "What only the product manager can decide is a line of its own in what you write, `QUESTION: <text> @PM`, outside of code fences and quotes. It is answered before anything is built.";

export const codeList = (items: readonly string[]): string => items.map((one) => `\`${one}\``).join(", ");
/** Which files are tests, and what follows for their task. */
export const testFiles = ({ qa }: BriefFacts, then: string): string[] =>
  qa.length === 0 ? [] : [`Test files are ${codeList(qa)}. ${then}`];
