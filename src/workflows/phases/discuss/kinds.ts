import * as z from "zod/mini";
import { cut, shown } from "../../../text.ts";
import type { Checked } from "../../contract/contract.ts";
import { list, optionalList, optionalText, stamp, text } from "../../contract/fields.ts";
import { about, described } from "../../kit/form.ts";
import { jsonKind } from "../../kit/kind.ts";
import { refusing } from "../../kit/problems.ts";
import { duplicates, nothing } from "../../review/check.ts";
import { fileNamed, isThere } from "../plan/prose.ts";
import { isQuoted } from "../same-words.ts";
import { type Advice, type Assumptions, answers, assumes, CONFIDENCE, corrections, type OpenChoice } from "./record.ts";

/** What both ways of talking a phase over write beside what is open. */

const area = about(z.string().check(z.trim(), z.minLength(1), z.maxLength(60)), "what it is about, in a word or two");

const opening = { ...stamp, boundary: about(text, "what the phase is, and what it is not") };
const closing = {
  discretion: optionalList(about(text, "what whoever builds it may choose")),
  code: optionalList(about(text, "what the code has that matters here, with its path")),
  deferred: optionalList(about(text, "what belongs to later")),
};

/** `A1`, `A2` … in order, each once. */
function idProblems(ids: readonly string[], letter: string, place: string): string[] {
  const expected = ids.map((_, index) => `${letter}${index + 1}`);
  return ids.every((id, index) => id === expected[index])
    ? []
    : [`${place}: found the ids ${ids.join(", ")}, expected ${expected.join(", ")}`];
}

const MAX_ASSUMPTIONS = 15;

const assumption = z.strictObject({
  id: described(z.string().check(z.regex(/^A\d{1,2}$/)), { form: () => '"A1"' }),
  area,
  text: about(text, "what will be so"),
  evidence: list(
    z.strictObject({
      file: about(z.string().check(z.trim(), z.minLength(1), z.maxLength(400)), "path"),
      shows: text,
    }),
  ),
  confidence: z.enum(CONFIDENCE),
  /** Other ways, and what each would mean. */
  otherwise: optionalList(z.strictObject({ choice: text, means: text })),
  /** Words of the person that it follows. */
  corrected: described(z.optional(optionalText), {
    form: ({ run }) => (corrections(run).length > 0 ? '<null | "words of the person">' : null),
  }),
});

export const assumptionsSchema = z.strictObject({
  ...opening,
  assumptions: described(list(assumption).check(z.minLength(1)), {
    rules: ({ run }) => [
      `One to ${MAX_ASSUMPTIONS} assumptions, \`A1\`, \`A2\` and so on; the most expensive to have wrong come first.`,
      "`file` is a file of the project, which the program looks for. High and medium rest on at least one; low and medium name at least one other way.",
      ...(corrections(run).length > 0
        ? [
            "Each correction of the person is followed: `corrected` of an assumption quotes it word for word. What they did not speak of stays.",
          ]
        : []),
    ],
  }),
  ...closing,
});

/**
 * Assumptions' problems, and what the run keeps. `said`: the person's corrections; `exists`: whether the project has a file;
 * `auto`: nobody is asked, and what is assumed goes on record. Pure.
 */
function judgeAssumptions(
  { assumptions }: Assumptions,
  { said, exists, auto }: { said: readonly string[]; exists(path: string): boolean; auto: boolean },
): Checked {
  const ids = assumptions.map((one) => one.id);
  const problems = idProblems(ids, "A", "assumptions");
  const refuse = refusing(problems);
  if (ids.length > MAX_ASSUMPTIONS)
    refuse("assumptions", ids.length, `at most ${MAX_ASSUMPTIONS}: those that are most expensive to have wrong`);
  for (const { id, evidence, confidence, otherwise, corrected } of assumptions) {
    for (const { file } of evidence.filter((one) => !exists(fileNamed(one.file))))
      refuse(`${id}.evidence`, shown(file), "a file of the project");
    if (confidence !== "low" && evidence.length === 0 && !corrected)
      refuse(`${id}.evidence`, "none", `what a ${confidence} confidence rests on, or "low"`);
    if (confidence !== "high" && otherwise.length === 0 && !corrected)
      refuse(`${id}.otherwise`, "none", `another way to go: the confidence is ${confidence}`);
    if (corrected && !said.some((one) => isQuoted(corrected, one)))
      refuse(`${id}.corrected`, shown(corrected), "the person's own words, or null");
  }
  for (const one of said)
    if (!assumptions.some(({ corrected }) => corrected && isQuoted(corrected, one)))
      problems.push(
        `assumptions: none quotes the person's correction ${shown(one)} in \`corrected\`, expected one that follows it`,
      );
  return {
    ...nothing,
    problems,
    assumptions: assumptions.map((one) => cut(`${one.id} (${one.confidence}) ${one.text}`, 400)),
    claims: assumptions.length,
    facts: { assumptions: assumptions.length },
    outcome: auto ? "assumed" : "done",
  };
}

/** `discuss-assumptions.json`, written by assumptions-analyzer: what a planner would assume, to be corrected by the person. */
export const assumptionsKind = jsonKind<Assumptions>(assumptionsSchema, (value, { project, run }) =>
  judgeAssumptions(value, { said: corrections(run), exists: isThere(project.root), auto: run.auto }),
);

const MAX_QUESTIONS = 8;
const MAX_SCORE = 10;
/** The host's dialog takes no more. */
const [FEW, MANY] = [2, 4];
const name = z.string().check(z.trim(), z.minLength(1), z.maxLength(60));

const variant = z.strictObject({
  name: about(name, "a few words"),
  means: text,
  pros: list(text),
  cons: list(text),
  score: about(z.number().check(z.int(), z.gte(1), z.lte(MAX_SCORE)), `1 to ${MAX_SCORE}`),
});

const choice = z.strictObject({
  id: described(z.string().check(z.regex(/^Q\d{1,2}$/)), { form: () => '"Q1"' }),
  area,
  question: text,
  why: about(text, "what depends on it"),
  variants: z.array(variant).check(z.minLength(FEW), z.maxLength(MANY)),
  recommended: about(name, "name of a variant"),
  reason: about(text, "…, and what would change it"),
  /** Nobody asks for it: what the person said stands in the journal. */
  answer: described(z.optional(optionalText), { form: () => null }),
});

export const adviceSchema = z.strictObject({
  ...opening,
  questions: described(list(choice), {
    rules: ({ run }) => [
      `At most ${MAX_QUESTIONS} questions, \`Q1\`, \`Q2\` and so on, each with ${FEW} to ${MANY} variants whose names differ; the person sees names and scores, and chooses or answers in their own words. No question is a sound result where nothing is open.`,
      "The recommended variant has the highest score; something speaks for or against each.",
      ...(answers(run).size > 0
        ? [
            "Each question that the person answered stays. Where an answer opens another question, that one comes behind.",
          ]
        : []),
    ],
  }),
  ...closing,
});

/** The recommended one first, then by score. */
const ordered = ({ variants, recommended }: OpenChoice): OpenChoice["variants"] =>
  variants.toSorted((a, b) => Number(b.name === recommended) - Number(a.name === recommended) || b.score - a.score);

function choiceProblems({ id, variants, recommended }: OpenChoice): string[] {
  const names = variants.map((one) => one.name);
  const problems = duplicates(
    names.map((one) => one.replaceAll(",", ";").toLowerCase()),
    `${id}.variants`,
  );
  const refuse = refusing(problems, `${id}.`);
  const best = Math.max(...variants.map((one) => one.score));
  const own = variants.find((one) => one.name === recommended);
  if (own === undefined) refuse("recommended", shown(recommended), `the name of a variant: ${names.join(", ")}`);
  else if (own.score < best)
    refuse("recommended", `${shown(recommended)} with score ${own.score}`, `the variant with the highest, ${best}`);
  for (const one of variants)
    if (one.pros.length + one.cons.length === 0)
      refuse("variants", `nothing for or against ${shown(one.name)}`, "what its score rests on");
  return problems;
}

/** An advice's problems, and what is asked. `asks`: the person can be asked; `said`: what they answered, by question. Pure. */
function judgeAdvice(
  { questions }: Advice,
  { answered, asks }: { answered: ReadonlyMap<string, string>; asks: boolean },
): Checked {
  const ids = questions.map((one) => one.id);
  const open = questions.filter((one) => !answered.has(one.id));
  const problems = idProblems(ids, "Q", "questions");
  if (ids.length > MAX_QUESTIONS)
    refusing(problems)("questions", ids.length, `at most ${MAX_QUESTIONS}: those that change most of what is built`);
  for (const id of answered.keys())
    if (!ids.includes(id))
      problems.push(`questions: ${id} is gone, which the person has answered; expected it to stay`);
  return {
    ...nothing,
    problems: [...problems, ...questions.flatMap(choiceProblems)],
    questions: asks
      ? open.map((one) => ({
          question: cut(`${one.id}: ${one.question}`, 600),
          options: ordered(one).map((each) => each.name),
        }))
      : [],
    assumptions: asks ? [] : open.map((one) => cut(`${one.id}: ${one.question} Assumed: ${one.recommended}`, 400)),
    claims: ids.length,
    facts: { questions: ids.length },
    outcome: asks && open.length > 0 ? "questions" : "done",
  };
}

/** `discuss-advice.json`, written by advisor-researcher: what is open, with the ways to go, each scored. */
export const adviceKind = jsonKind<Advice>(adviceSchema, (value, { run }) =>
  judgeAdvice(value, { answered: answers(run), asks: !assumes(run) }),
);
