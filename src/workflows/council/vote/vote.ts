import * as z from "zod/mini";
import { acceptedTasks, type Run, SEVERITIES, type Task } from "../../../engine/run.ts";
import { acceptedText } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { cut, given, shortJson } from "../../../text.ts";
import type { ArtifactKind, Checked } from "../../contract/contract.ts";
import { findingId, optionalList, stamp, text } from "../../contract/fields.ts";
import { refusing } from "../../contract/problems.ts";
import { partAt } from "../../execute/plan/document.ts";
import { described, formOf, type Stamped } from "../../kit/artifacts/form.ts";
import { nothing, severityOf, uncheckable } from "../../review/check.ts";
import { answeredOnce, checkPlanPlace } from "../../review/evidence/evidence.ts";
import { MASTER_PLAN } from "../paths.ts";
import { SEAT_IDS, seatOf } from "../seats.ts";
import { isBlocking, ledgerOf, nextNumber, owedBy } from "./ledger.ts";
import { planFacts, VOTES, type VoteFacts } from "./recorded.ts";

/** `seats/<seat>.json`: one seat's word on one plan. */

const MAX_FINDINGS = 12;
/** Characters of a problem, and of a condition, that the run keeps: the vote has the whole. */
const MAX_KEPT = 240;
const MAX_HEADING = 80;

export const objectionId = z
  .string()
  .check(z.regex(new RegExp(`^(?:${SEAT_IDS.join("|")})/F\\d{1,3}$`)));
/** Words of the plan, or `missing` where what is criticized is that there are none. */
const pointer = {
  at: text,
  quote: z.optional(z.nullable(z.string().check(z.maxLength(4_000)))),
  missing: z.optional(z.nullable(z.boolean())),
};

const finding = z.strictObject({
  id: findingId,
  severity: z.enum(SEVERITIES),
  ...pointer,
  problem: text,
  fix: text,
});
const answer = z.strictObject({
  id: objectionId,
  state: z.enum(["cleared", "open"]),
  reason: text,
});

/** What the form of a vote is made of. */
interface VoteBriefFacts extends Stamped {
  run: Run;
  seat: string;
}

const vote = z.strictObject({
  ...stamp,
  seat: described(z.enum(SEAT_IDS as [string, ...string[]]), {
    form: ({ seat }: VoteBriefFacts) => JSON.stringify(seat),
  }),
  plan: described(z.string().check(z.regex(/^[0-9a-f]{64}$/)), {
    form: ({ run }: VoteBriefFacts) => JSON.stringify(ledgerOf(run).rounds.at(-1)?.plan ?? ""),
  }),
  vote: z.enum(VOTES),
  feedback: z
    .string()
    .check(z.maxLength(4_000), z.describe("what has to change; empty with APPROVE")),
  findings: described(z.array(finding).check(z.maxLength(MAX_FINDINGS)), {
    form: ({ run, seat }: VoteBriefFacts) =>
      `[{"id": "F${nextNumber(ledgerOf(run), seat)}", "severity": "<${SEVERITIES.join(" | ")}>", "at": "<a task or section of the plan, such as Task 3 or Architecture>", "quote": "<words of the plan>", "problem": "<…>", "fix": "<…>"}]`,
  }),
  prior: described(optionalList(answer), {
    form({ run, seat }: VoteBriefFacts) {
      const entry = (id: string): string =>
        `{"id": "${id}", "state": "<cleared | open>", "reason": "<…>"}`;
      return `[${owedBy(ledgerOf(run), seat)
        .map(({ id }) => entry(id))
        .join(", ")}]`;
    },
  }),
  veto: described(z._default(z.nullable(z.strictObject({ ...pointer, condition: text })), null), {
    form: () => "null",
  }),
});
export type Vote = z.infer<typeof vote>;

/** What a vote is checked against. */
type VoteContext = NonNullable<ReturnType<typeof contextOf>>;

type Pointed = Pick<Vote["findings"][number], "at" | "quote" | "missing">;

/** What is wrong with a pointer into the plan, which has these parts. */
function pointerProblems(
  field: string,
  { at, quote, missing }: Pointed,
  { text, parts }: VoteContext["plan"],
): string[] {
  if (missing && quote?.trim()) return [`${field}: found quote and missing, expected one of them`];
  const steps = parts.map((id) => ({ id, texts: [], covers: [] }));
  const found = checkPlanPlace(
    { at: partAt(at, parts) ?? at, quote, missing },
    { steps, criteria: [], text },
  );
  return found.ok ? [] : [`${field}: ${found.problem}`];
}

/**
 * What the word needs beside it, and what it leaves no room for: a condition has nowhere to stand.
 */
function wordProblems(
  { vote: word, feedback, findings, prior }: Vote,
  { owed }: VoteContext,
): string[] {
  const problems: string[] = [];
  const refuse = refusing(problems);
  const open = prior
    .filter((one) => one.state === "open")
    .map(({ id }) => ({ id, severity: severityOf(id, owed) }));
  const heavy = [...findings, ...open].filter((one) => one.severity !== "minor");
  const hasFeedback = feedback.trim() !== "";
  if (word === "APPROVE") {
    const instead = '""; what has to change makes it "REVISE", what need not is a minor finding';
    if (hasFeedback) refuse("feedback", 'text beside "APPROVE"', instead);
    for (const { id, severity } of heavy)
      problems.push(
        `vote: "APPROVE" but ${id} is a ${severity} and open; vote "REVISE", clear it, or make it minor if the plan may stay as it is`,
      );
    return problems;
  }
  const needed = word === "REJECT" ? ["blocker"] : ["blocker", "major"];
  if (!hasFeedback) refuse("feedback", "nothing", "what has to change, or why the plan cannot be");
  if (!heavy.some((one) => needed.includes(one.severity)))
    problems.push(
      `vote: "${word}" without a ${needed.join(" or ")}, new or still open; name it, or vote otherwise: minor findings hold nothing up`,
    );
  return problems;
}

function vetoProblems({ vote: word, veto }: Vote, { seat, plan }: VoteContext): string[] {
  const mayVeto = seatOf(seat)?.veto === true;
  const due =
    'veto: found null, expected what it is about and the condition that would clear it: "REJECT" of this seat is a veto';
  if (veto === null) return given(mayVeto && word === "REJECT", due);
  if (!mayVeto) return [`veto: found one, expected null: ${seat} has no veto`];
  if (word !== "REJECT")
    return [`veto: found one beside "${word}", expected null: a veto is "REJECT"`];
  return pointerProblems("veto", veto, plan);
}

/** A vote's problems and what the run keeps of it. Pure. */
export function judgeVote(value: Vote, context: VoteContext): Checked {
  const { seat, plan, owed, closed } = context;
  const problems: string[] = [];
  const refuse = refusing(problems);
  const placeOf = (at: string): string => cut(partAt(at, plan.parts) ?? at, MAX_HEADING);
  const { veto } = value;
  const objections = value.findings.map(({ id, severity, at, problem }) => ({
    ...{ id, severity, at: placeOf(at) },
    problem: cut(problem, MAX_KEPT),
  }));
  if (value.seat !== seat) refuse("seat", shortJson(value.seat), `"${seat}"`);
  if (value.plan !== plan.hash)
    refuse("plan", shortJson(value.plan), `"${plan.hash}": a vote on another plan does not count`);
  value.findings.forEach((finding, at) => {
    problems.push(...pointerProblems(`findings[${at}]`, finding, plan));
  });
  const known = owed.map((one) => one.id);
  // What is settled needs no answer, and none changes it; but what the seat has cleared it may
  // raise again.
  const isAgain = ({ id, state }: Vote["prior"][number]): boolean =>
    state === "open" && closed.some((one) => one.id === id && one.state === "cleared");
  const answers = value.prior.filter(({ id }) => !closed.some((one) => one.id === id));
  const prior = [...answers, ...value.prior.filter(isAgain)];
  const entry = (id: string): string =>
    `{"id": "${id}", "state": "cleared" or "open", "reason": …}`;
  problems.push(
    ...answeredOnce("prior", answers, known, "objection that you owe an answer", entry),
    ...vetoProblems(value, context),
    ...wordProblems({ ...value, prior }, context),
  );
  const facts: VoteFacts = {
    ...{ seat: value.seat, vote: value.vote, plan: value.plan, objections },
    veto: veto && { at: placeOf(veto.at), condition: cut(veto.condition, MAX_KEPT) },
    prior: prior.map(({ id, state }) => ({ id, state })),
  };
  return { ...nothing, problems, facts: { ...facts }, outcome: "done" };
}

/** What a seat's vote is checked against; null where the plan cannot be read back. */
function contextOf({ project, run }: Scene, { item }: Task) {
  const task = acceptedTasks(run).findLast((acceptedTask) => planFacts(acceptedTask) !== null);
  const text = acceptedText(project, run, MASTER_PLAN);
  if (task === undefined || text === null) return null;
  const { plan: hash, parts } = planFacts(task)!;
  const ledger = ledgerOf(run);
  const seat = item ?? "";
  const owed = owedBy(ledger, seat);
  return {
    /** Whose vote it is, and the plan that it is asked about. */
    seat,
    plan: { hash, text, parts: Object.keys(parts) },
    /** This seat's objections that it has to answer, and all others. */
    owed,
    closed: ledger.objections.filter(
      (objection) => objection.seat === seat && !owed.includes(objection),
    ),
  };
}

const idsOf = (all: readonly { id: string }[]): string => all.map((one) => one.id).join(", ");

const LOST =
  "the plan as it was accepted is gone from .task/objects; end, the person has to decide";

/**
 * `.task/council/seats/<seat>.json`, written by each seat: APPROVE, REVISE or REJECT of this very
 * plan.
 */
export const kind: ArtifactKind<Vote, VoteBriefFacts> = {
  schema: vote,
  firstFinding: ({ run }, { item }) => nextNumber(ledgerOf(run), item ?? ""),
  form: (facts) => formOf(vote, facts),
  rules: ({ run, seat }) => {
    const ledger = ledgerOf(run);
    const owed = owedBy(ledger, seat);
    const refused = ledger.objections.filter(
      (objection) =>
        objection.seat === seat && objection.state === "refused" && !owed.includes(objection),
    );
    const closed = `\`prior\` is \`[]\`: ${idsOf(refused)} is minor and was refused, which the plan keeps as the minority report.`;
    const due = `\`prior\` answers each of your earlier objections once: ${idsOf(owed)}. \`cleared\` where the plan, or the reason why it was refused, settles it.${owed.some(isBlocking) ? " While a blocker or major one is open you cannot approve." : ""}`;
    return [
      '`APPROVE` has `feedback` "" and minor findings at most, and no condition. `REVISE` has feedback and a blocker or major finding, new or open.',
      '`at` is a heading of the plan. `quote` is copied from the plan to the letter; where the fault is that nothing is said, leave `quote` out and write `"missing": true`.',
      `At most ${MAX_FINDINGS} findings.`,
      ...given(owed.length === 0 && refused.length > 0, closed),
      ...given(owed.length > 0, due),
      seatOf(seat)?.veto === true
        ? '`REJECT` of your seat is a veto, for damage that must not happen, also where a change would mend it. It has feedback and a blocker, and `veto` is then `{"at": "<heading>", "quote": "<words of the plan>", "condition": "<what would clear it>"}`, else null. Nobody outvotes it; a plan that meets the condition, or the person, does away with it.'
        : "`REJECT` has feedback and a blocker: no change of this plan would mend it. `veto` is null: your seat has none.",
    ];
  },
  check(value, scene, task) {
    const context = contextOf(scene, task);
    return context === null ? uncheckable(LOST) : judgeVote(value, context);
  },
};
