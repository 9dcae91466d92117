import * as z from "zod/mini";
import { readAt } from "../../../project/trees/changes.ts";
import type { TestCase } from "../../../runners/report.ts";
import { cut } from "../../../text.ts";
import type { Checked } from "../../contract/contract.ts";
import { list, optionalText, stamp } from "../../contract/fields.ts";
import { refusing } from "../../contract/problems.ts";
import { about, described } from "../../kit/artifacts/form.ts";
import { jsonKind } from "../../kit/artifacts/json-kind.ts";
import { duplicates, nothing } from "../../review/check.ts";
import { commentLines } from "../../review/evidence/comments.ts";
import { type Citation, checkCitation, type Read } from "../../review/evidence/evidence.ts";
import { testsNamed } from "../../review/evidence/named-tests.ts";
import { nearestQuote } from "../../review/evidence/quote.ts";
import { wordsAlone } from "../same-words.ts";
import {
  type Criteria,
  criteriaOf,
  type Evidence,
  type Must,
  type PhaseVerification,
  type Survey,
  surveyOf,
} from "./recorded.ts";

const id = z.string().check(z.regex(/^[A-Z]\d{1,3}$/));
/** A person reads it in a dialog. */
const short = z.string().check(z.trim(), z.minLength(1), z.maxLength(400));
/** Questions to one person about one phase. */
const MAX_HUMAN = 12;

const evidence = z.strictObject({
  file: optionalText,
  line: z.optional(z.nullable(z.number())),
  quote: optionalText,
  test: optionalText,
  command: optionalText,
});
const must = z.strictObject({
  id,
  verdict: z.enum(["met", "unmet", "human"]),
  evidence: list(evidence),
  reason: optionalText,
});

export const verification = z.strictObject({
  ...stamp,
  musts: described(z.array(must), {
    form({ scene }) {
      const rows = (surveyOf(scene)?.musts ?? []).map(
        (must) =>
          `    {"id": "${must.id}", "verdict": "<met | unmet | human>", "evidence": [{"file": "<path>", "line": <number>, "quote": "<that line>"}], "reason": <null; or why>}`,
      );
      return `[\n${rows.join(",\n")}\n  ]`;
    },
    rules: () => [
      "Each id of `musts` is answered once. `met` has evidence; `unmet` and `human` have a `reason`: what has to be there and is not, with its path; or why nothing but a person can tell.",
      'Evidence is one of: {"file", "line", "quote"}, one line copied exactly from a file of the project; {"test": "<name>"}, a test that the program saw pass; {"command": "<line>"}, a command that the program saw pass. At least one piece is a line, or names or touches what the must is about. A comment shows nothing, unless `reason` says why it is what is asked for.',
      "A must whose own command failed is not met. Each command that failed and each promised file that is missing is a gap without your word; why it is so stands in the reason of the must that it belongs to.",
      "What the goal promises and no must names belongs to the must that is nearest to it, and counts in its verdict.",
    ],
  }),
  human: described(
    z
      .array(
        z.strictObject({
          of: about(id, "id"),
          test: about(short, "what the person does"),
          expected: about(short, "what they then see"),
          why: about(short, "why nothing but a person can tell"),
        }),
      )
      .check(z.maxLength(MAX_HUMAN)),
    {
      rules: () => [
        'A must with the verdict "human" has one entry in `human`, in words that somebody who did not write the code can follow; each of its texts has at most 400 characters.',
      ],
    },
  ),
});

/**
 * `verification.json`, written by phase-verifier: whether the phase does what the roadmap and its
 * plans promise.
 */
export const kind = jsonKind(verification, (answer, scene) => {
  const [survey, criteria] = [surveyOf(scene), criteriaOf(scene)];
  if (survey === null || criteria === null)
    return {
      ...nothing,
      problems: ["what it is checked against is gone from .task/objects; end"],
      outcome: "done",
    };
  const read = (path: string) => readAt(scene.project, criteria.tree, path);
  return judgeVerification(answer, {
    musts: survey.musts,
    commands: survey.commands,
    criteria,
    read,
  });
});

/**
 * What a verification is checked against. `commands`: with where each comes from; `read`: reads a
 * file of the tree that the commands ran on.
 */
export type VerifyContext = Pick<Survey, "musts" | "commands"> & { criteria: Criteria; read: Read };

const NO_SUBJECT =
  /^(?:with|that|this|when|then|from|into|each|have|will|does|must|should|tests?|pass(?:es)?|works?)$/;
/** The beginnings of words by which two texts are about the same. */
const subjectsOf = (text: string): string[] =>
  wordsAlone(text.replace(/([a-z])([A-Z])/g, "$1 $2"))
    .split(" ")
    .flatMap((word) => (word.length < 4 || NO_SUBJECT.test(word) ? [] : [word.slice(0, 4)]));

/**
 * Whether a piece of evidence is about a must: a line always is, a command that the must or its
 * plan names, and a test or command with a word of it.
 */
function isAbout(
  { command, test, file }: Evidence,
  must: Must,
  { commands, criteria }: VerifyContext,
): boolean {
  if (!command && !test) return true;
  const named = commands.find((one) => one.command === command);
  if (command && (must.commands.includes(command) || named?.from.split(", ").includes(must.from)))
    return true;
  const tests = test ? testsNamed(criteria.tests, test, file ?? null) : [];
  const texts = tests.flatMap((test) => [test.name, ...test.suites, test.file ?? ""]);
  const subjects = subjectsOf([command ?? "", ...texts].join(" "));
  return subjectsOf(must.text).some((subject) => subjects.includes(subject));
}

const shown = (value: string): string => JSON.stringify(cut(value, 80));

/** Why a piece of evidence shows nothing; null: it holds. */
function evidenceProblem(
  evidence: Evidence,
  read: Read,
  passed: readonly TestCase[],
  ran: readonly string[],
) {
  const { command, test, file } = evidence;
  if (command) {
    const known = ran.length === 0 ? "; there is none" : `: ${ran.map(shown).join(", ")}`;
    return ran.includes(command)
      ? null
      : `command ${shown(command)}: expected one that the program saw pass${known}`;
  }
  if (test)
    return testsNamed(passed, test, file ?? null).length > 0
      ? null
      : `test ${shown(test)}: the program saw no test of this name pass; name one that it did, or quote a line`;
  const found = checkCitation({ ...evidence, missing: null } as Citation, read);
  return found.ok ? null : found.problem;
}

/** Whether a piece of evidence is a line that only says something: a comment does nothing. */
function isComment({ command, test, file, quote, line }: Evidence, read: Read): boolean {
  const text = command || test || !file ? null : read(file);
  const found = text === null || !quote ? null : nearestQuote(text, quote, line ?? null);
  if (text === null || found === null) return false;
  const is = commentLines(file!, text);
  return Array.from({ length: found.last - found.line + 1 }, (_, at) => found.line + at).every(is);
}

/** What is wrong with the verdict on one thing that has to hold. */
function mustProblems(
  { id, verdict, evidence, reason }: PhaseVerification["musts"][number],
  must: Must,
  context: VerifyContext,
  human: PhaseVerification["human"],
): string[] {
  const { criteria, read } = context;
  if (verdict !== "met") {
    if (!reason?.trim()) return [`: verdict "${verdict}" without a reason`];
    const isAsked = verdict !== "human" || human.some((item) => item.of === id);
    return isAsked ? [] : [`: verdict "human", expected an entry in human with "of": "${id}"`];
  }
  const failed = criteria.commands.filter(
    (ran) => ran.state !== "passed" && must.commands.includes(ran.command),
  );
  if (failed.length > 0)
    return [
      `: verdict "met", but ${failed.map((ran) => `${ran.command} ${ran.state}`).join(", ")}`,
    ];
  if (evidence.length === 0)
    return [': verdict "met" without evidence, expected a line, a test or a command that shows it'];
  if (!reason?.trim() && evidence.every((piece) => isComment(piece, read)))
    return [
      ": found nothing but comments as evidence, expected the code that does it; where the comment itself is what is asked for, say so in reason",
    ];
  const anywhere = criteria.commands.filter((each) => each.anywhere).map((each) => each.command);
  if (evidence.every(({ command }) => command && anywhere.includes(command)))
    return [
      ": found nothing as evidence but commands that pass in an empty folder, too, expected a line or a test beside them",
    ];
  const ran = criteria.commands
    .filter((each) => each.state === "passed")
    .map((each) => each.command);
  const wrong = evidence.flatMap((piece, index) => {
    const problem = evidenceProblem(piece, read, criteria.tests, ran);
    return problem === null ? [] : [`.evidence[${index}]: ${problem}`];
  });
  return wrong.length > 0 || evidence.some((piece) => isAbout(piece, must, context))
    ? wrong
    : [
        ": found no evidence that names or touches what it is about, expected a line of the code that does it, or a test or command about it",
      ];
}

/** A verification's problems, and what it comes to. Pure but for what `read` reads. */
export function judgeVerification(answer: PhaseVerification, context: VerifyContext): Checked {
  const { musts } = context;
  const ids = musts.map((must) => must.id);
  const verdictOf = (id: string) => answer.musts.find((must) => must.id === id)?.verdict;
  const answered = answer.musts.map((must) => must.id);
  const asked = answer.human.map((one) => one.of);
  const problems = [
    ...duplicates(answered, "musts"),
    ...ids
      .filter((id) => !answered.includes(id))
      .map((id) => `musts: ${id} is not answered, expected one entry for each`),
  ];
  const refuse = refusing(problems);
  for (const [index, one] of answer.musts.entries()) {
    const must = musts.find(({ id }) => id === one.id);
    if (must === undefined) refuse(`musts[${index}].id`, shown(one.id), `one of ${ids.join(", ")}`);
    else
      problems.push(
        ...mustProblems(one, must, context, answer.human).map(
          (problem) => `musts[${index}] (${one.id})${problem}`,
        ),
      );
  }
  problems.push(...duplicates(asked, "human"));
  for (const [index, of] of asked.entries())
    if (verdictOf(of) !== "human")
      refuse(`human[${index}].of`, shown(of), 'the id of a must with the verdict "human"');
  return {
    ...nothing,
    problems,
    facts: { human: answer.human.length },
    outcome: "done",
  };
}
