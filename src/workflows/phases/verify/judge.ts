import type { TestCase } from "../../../runners/report.ts";
import { cut } from "../../../text.ts";
import type { Checked } from "../../contract/contract.ts";
import { passesAlways } from "../../execute/plan-rules.ts";
import { duplicates, nothing } from "../../review/check.ts";
import { commentLines } from "../../review/comments.ts";
import { checkPlace, type Read } from "../../review/evidence.ts";
import { testsNamed } from "../../review/named-tests.ts";
import { nearestQuote } from "../../review/quote.ts";
import { type Criteria, type Evidence, failedIds, type Must, type PhaseVerification } from "./recorded.ts";

/** What a verification is checked against. */
export interface VerifyContext {
  musts: Must[];
  criteria: Criteria;
  /** As in `Survey`. */
  held: string[];
  /** Reads a file of the tree that the commands ran on. */
  read: Read;
}

const shown = (value: string): string => JSON.stringify(cut(value, 80));

/** Why a piece of evidence shows nothing; null: it holds. */
function evidenceProblem(evidence: Evidence, read: Read, passed: readonly TestCase[], ran: readonly string[]) {
  if (evidence.command) {
    if (passesAlways(evidence.command))
      return `command ${shown(evidence.command)}: it ends with 0 whatever there is, and shows nothing`;
    return ran.includes(evidence.command)
      ? null
      : `command ${shown(evidence.command)}: expected one that the program saw pass${ran.length === 0 ? "; there is none" : `: ${ran.map(shown).join(", ")}`}`;
  }
  if (evidence.test) {
    return testsNamed(passed, evidence.test, evidence.file ?? null).length > 0
      ? null
      : `test ${shown(evidence.test)}: the program saw no test of this name pass; name one that it did, or quote a line`;
  }
  const found = checkPlace({ ...evidence, missing: null } as Parameters<typeof checkPlace>[0], read);
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
  one: PhaseVerification["musts"][number],
  at: string,
  must: Must,
  { criteria, held, read }: VerifyContext,
  answer: PhaseVerification,
): string[] {
  if (held.includes(one.id) && one.verdict !== "unmet")
    return [
      `${at}: found "${one.verdict}", expected "unmet": the summary itself says so, and nothing was done about it`,
    ];
  const failed = criteria.commands.filter((ran) => ran.state !== "passed" && must.commands.includes(ran.command));
  if (one.verdict === "met") {
    if (failed.length > 0)
      return [`${at}: verdict "met", but ${failed.map((ran) => `${ran.command} ${ran.state}`).join(", ")}`];
    if (one.evidence.length === 0)
      return [`${at}: verdict "met" without evidence, expected a line, a test or a command that shows it`];
    const ran = criteria.commands.filter((each) => each.state === "passed").map((each) => each.command);
    if (!one.reason?.trim() && one.evidence.every((piece) => isComment(piece, read)))
      return [
        `${at}: found nothing but comments as evidence, expected the code that does it; where the comment itself is what is asked for, say so in reason`,
      ];
    return one.evidence.flatMap((piece, index) => {
      const problem = evidenceProblem(piece, read, criteria.tests, ran);
      return problem === null ? [] : [`${at}.evidence[${index}]: ${problem}`];
    });
  }
  if (!one.reason?.trim()) return [`${at}: verdict "${one.verdict}" without a reason`];
  if (one.verdict === "human" && !answer.human.some((item) => item.of === one.id))
    return [`${at}: verdict "human", expected an entry in human with "of": "${one.id}"`];
  return [];
}

/** Ids of what does not hold, as the verifier and the program see it. */
const unheld = (answer: PhaseVerification, criteria: Criteria): string[] => [
  ...answer.musts.filter((one) => one.verdict === "unmet").map((one) => one.id),
  ...failedIds(criteria),
];

/** A verification's problems, and what it comes to. Pure but for what `read` reads. */
export function judgeVerification(answer: PhaseVerification, context: VerifyContext): Checked {
  const { musts, criteria } = context;
  const ids = musts.map((one) => one.id);
  const broken = unheld(answer, criteria);
  const inGap = answer.gaps.flatMap((one) => one.of);
  const status = broken.length > 0 ? "gaps_found" : answer.human.length > 0 ? "human_needed" : "passed";
  const verdictOf = (id: string) => answer.musts.find((one) => one.id === id)?.verdict;
  const problems = [
    ...duplicates(
      answer.musts.map((one) => one.id),
      "musts",
    ),
    ...ids
      .filter((id) => verdictOf(id) === undefined)
      .map((id) => `musts: ${id} is not answered, expected one entry for each`),
    ...answer.musts.flatMap((one, index) => {
      const must = musts.find(({ id }) => id === one.id);
      return must === undefined
        ? [`musts[${index}].id: found ${shown(one.id)}, expected one of ${ids.join(", ")}`]
        : mustProblems(one, `musts[${index}] (${one.id})`, must, context, answer);
    }),
    ...answer.gaps.flatMap(({ of }, index) =>
      of
        .filter((id) => !broken.includes(id))
        .map(
          (id) =>
            `gaps[${index}].of: found ${shown(id)}, expected ids of what does not hold: ${broken.join(", ") || "there is nothing"}`,
        ),
    ),
    ...broken
      .filter((id) => !inGap.includes(id))
      .map((id) => `gaps: ${id} does not hold and is in no gap, expected what is missing for it`),
    ...duplicates(
      answer.human.map((one) => one.of),
      "human",
    ),
    ...answer.human.flatMap(({ of }, index) =>
      verdictOf(of) === "human"
        ? []
        : [`human[${index}].of: found ${shown(of)}, expected the id of a must with the verdict "human"`],
    ),
    ...(answer.status === status
      ? []
      : [
          `status: found "${answer.status}", expected "${status}"${broken.length > 0 ? `: ${broken.join(", ")} does not hold` : ""}`,
        ]),
  ];
  return {
    ...nothing,
    problems,
    claims: answer.musts.reduce((sum, one) => sum + one.evidence.length, 0),
    facts: {
      status: answer.status,
      open: broken,
      human: answer.human.length,
      met: answer.musts.filter((one) => one.verdict === "met").length,
      total: ids.length,
    },
    outcome: "done",
  };
}
