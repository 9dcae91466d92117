import type { TestCase } from "../../../runners/report.ts";
import { cut } from "../../../text.ts";
import type { Checked } from "../../contract/contract.ts";
import { passesAlways } from "../../execute/plan-rules.ts";
import { refusing } from "../../kit/problems.ts";
import { duplicates, nothing } from "../../review/check.ts";
import { commentLines } from "../../review/comments.ts";
import { checkPlace, type Place, type Read } from "../../review/evidence.ts";
import { testsNamed } from "../../review/named-tests.ts";
import { nearestQuote } from "../../review/quote.ts";
import type { Criteria, Evidence, Must, PhaseVerification } from "./recorded.ts";

/** What a verification is checked against. */
export interface VerifyContext {
  musts: Must[];
  criteria: Criteria;
  /** Reads a file of the tree that the commands ran on. */
  read: Read;
}

const shown = (value: string): string => JSON.stringify(cut(value, 80));

/** Why a piece of evidence shows nothing; null: it holds. */
function evidenceProblem(evidence: Evidence, read: Read, passed: readonly TestCase[], ran: readonly string[]) {
  const { command, test, file } = evidence;
  if (command) {
    if (passesAlways(command)) return `command ${shown(command)}: it ends with 0 whatever there is, and shows nothing`;
    const known = ran.length === 0 ? "; there is none" : `: ${ran.map(shown).join(", ")}`;
    return ran.includes(command) ? null : `command ${shown(command)}: expected one that the program saw pass${known}`;
  }
  if (test)
    return testsNamed(passed, test, file ?? null).length > 0
      ? null
      : `test ${shown(test)}: the program saw no test of this name pass; name one that it did, or quote a line`;
  const found = checkPlace({ ...evidence, missing: null } as Place, read);
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
  { criteria, read }: VerifyContext,
  human: PhaseVerification["human"],
): string[] {
  if (verdict !== "met") {
    if (!reason?.trim()) return [`: verdict "${verdict}" without a reason`];
    const isAsked = verdict !== "human" || human.some((item) => item.of === id);
    return isAsked ? [] : [`: verdict "human", expected an entry in human with "of": "${id}"`];
  }
  const failed = criteria.commands.filter((ran) => ran.state !== "passed" && must.commands.includes(ran.command));
  if (failed.length > 0)
    return [`: verdict "met", but ${failed.map((ran) => `${ran.command} ${ran.state}`).join(", ")}`];
  if (evidence.length === 0)
    return [': verdict "met" without evidence, expected a line, a test or a command that shows it'];
  if (!reason?.trim() && evidence.every((piece) => isComment(piece, read)))
    return [
      ": found nothing but comments as evidence, expected the code that does it; where the comment itself is what is asked for, say so in reason",
    ];
  const ran = criteria.commands.filter((each) => each.state === "passed").map((each) => each.command);
  return evidence.flatMap((piece, index) => {
    const problem = evidenceProblem(piece, read, criteria.tests, ran);
    return problem === null ? [] : [`.evidence[${index}]: ${problem}`];
  });
}

/** A verification's problems, and what it comes to. Pure but for what `read` reads. */
export function judgeVerification(answer: PhaseVerification, context: VerifyContext): Checked {
  const { musts } = context;
  const ids = musts.map((one) => one.id);
  const verdictOf = (id: string) => answer.musts.find((one) => one.id === id)?.verdict;
  const answered = answer.musts.map((one) => one.id);
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
        ...mustProblems(one, must, context, answer.human).map((problem) => `musts[${index}] (${one.id})${problem}`),
      );
  }
  problems.push(...duplicates(asked, "human"));
  for (const [index, of] of asked.entries())
    if (verdictOf(of) !== "human") refuse(`human[${index}].of`, shown(of), 'the id of a must with the verdict "human"');
  return {
    ...nothing,
    problems,
    facts: { human: answer.human.length },
    outcome: "done",
  };
}
