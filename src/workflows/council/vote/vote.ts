import * as z from "zod/mini";
import { acceptedTasks, type Run, SEVERITIES, type Task } from "../../../engine/run.ts";
import { objectText } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { cut, shown, someOf } from "../../../text.ts";
import type { ArtifactKind, Checked } from "../../contract/contract.ts";
import { findingId, optionalList, stamp, text } from "../../contract/fields.ts";
import { formOf, type Stamped, told } from "../../kit/form.ts";
import { duplicates, nothing } from "../../review/check.ts";
import { likeliest, nearestQuote, shownLine, solid } from "../../review/quote.ts";
import { partAt, partHashes, readPlan } from "../plan/document.ts";
import { SEAT_IDS, seatOf } from "../seats.ts";
import { isBlocking, ledgerOf, nextNumber, type Objection, owedBy } from "./ledger.ts";
import { PLAN, planFacts, VOTES, type VoteFacts } from "./recorded.ts";

/** `seats/<seat>.json`: one seat's word on one plan. */

const MAX_FINDINGS = 12;
/** Characters of a problem, and of a condition, that the run keeps: the vote has the whole. */
const MAX_KEPT = 240;
const MAX_HEADING = 80;
/** Characters of a quote that are no white space; a shorter one stands anywhere. */
const MIN_QUOTE = 3;

const objectionId = z.string().check(z.regex(new RegExp(`^(?:${SEAT_IDS.join("|")})/F\\d{1,3}$`)));
/** Words of the plan, or `missing` where what is criticized is that there are none. */
const pointer = {
  at: text,
  quote: z.optional(z.nullable(z.string().check(z.maxLength(4_000)))),
  missing: z.optional(z.nullable(z.boolean())),
};

/** What the form of a vote is made of. */
interface VoteBriefFacts extends Stamped {
  run: Run;
  seat: string;
}

const vote = z.strictObject({
  ...stamp,
  seat: told(z.enum(SEAT_IDS as [string, ...string[]]), { form: ({ seat }: VoteBriefFacts) => JSON.stringify(seat) }),
  plan: told(z.string().check(z.regex(/^[0-9a-f]{64}$/)), {
    form: ({ run }: VoteBriefFacts) => JSON.stringify(ledgerOf(run).rounds.at(-1)?.plan ?? ""),
  }),
  vote: z.enum(VOTES),
  feedback: told(z.string().check(z.maxLength(4_000)), { form: () => '"<what has to change; empty with APPROVE>"' }),
  findings: told(
    z
      .array(z.strictObject({ id: findingId, severity: z.enum(SEVERITIES), ...pointer, problem: text, fix: text }))
      .check(z.maxLength(MAX_FINDINGS)),
    {
      form: ({ run, seat }: VoteBriefFacts) =>
        `[{"id": "F${nextNumber(ledgerOf(run), seat)}", "severity": "<${SEVERITIES.join(" | ")}>", "at": "<heading of the plan, such as Task 3>", "quote": "<words of the plan>", "problem": "<…>", "fix": "<…>"}]`,
    },
  ),
  prior: told(optionalList(z.strictObject({ id: objectionId, state: z.enum(["cleared", "open"]), reason: text })), {
    form: ({ run, seat }: VoteBriefFacts) =>
      `[${owedBy(ledgerOf(run), seat)
        .map(({ id }) => `{"id": "${id}", "state": "<cleared | open>", "reason": "<…>"}`)
        .join(", ")}]`,
  }),
  veto: told(z._default(z.nullable(z.strictObject({ ...pointer, condition: text })), null), { form: () => "null" }),
});
export type Vote = z.infer<typeof vote>;

/** What a vote is checked against. */
interface VoteContext {
  /** Whose vote it is. */
  seat: string;
  /** The plan that it is asked about, and its hash. */
  plan: { hash: string; text: string };
  /** This seat's objections that it has to answer, and those that it has cleared. */
  owed: Objection[];
  cleared: string[];
  /** The first number that is free for a new finding. */
  next: number;
}

type Pointed = { at: string; quote?: string | null | undefined; missing?: boolean | null | undefined };

/** What is wrong with a pointer into the plan. */
function pointerProblems(
  field: string,
  { at, quote, missing }: Pointed,
  plan: string,
  parts: readonly string[],
): string[] {
  const problems: string[] = [];
  if (partAt(at, parts) === null)
    problems.push(`${field}.at: found ${shownLine(at)}, expected a heading of the plan, one of ${someOf(parts, 12)}`);
  const said = quote == null || quote.trim() === "" ? null : quote;
  if ((said !== null) === (missing === true))
    problems.push(
      `${field}: found ${said === null ? "neither quote nor missing" : "quote and missing"}, expected one of them`,
    );
  if (said === null) return problems;
  const found = nearestQuote(plan, said, null);
  if (found !== null && (solid(said) >= MIN_QUOTE || found.wholeLine)) return problems;
  const near = found === null ? likeliest(plan, said, null) : null;
  const hint = near === null ? "" : `; line ${near.line} is ${shownLine(near.text)}`;
  return [...problems, `${field}.quote: found ${shownLine(said)}, expected words of the plan, to the letter${hint}`];
}

/** An earlier objection that is still open and that holds the plan back. */
const stillOpen = (value: Vote, { owed }: VoteContext): string[] =>
  value.prior
    .filter(
      (one) => one.state === "open" && (owed.find((other) => other.id === one.id)?.severity ?? "major") !== "minor",
    )
    .map((one) => one.id);

/** What each word needs beside it, and what it leaves no room for. */
const NEEDS: Record<Vote["vote"], (value: Vote, context: VoteContext) => string[]> = {
  // A condition has nowhere to stand: what has to change is REVISE.
  APPROVE: (value, context) => [
    ...(value.feedback.trim() === ""
      ? []
      : [
          'feedback: found text beside "APPROVE", expected ""; what has to change makes it "REVISE", what need not is a minor finding',
        ]),
    ...value.findings
      .filter((one) => one.severity !== "minor")
      .map(
        (one) =>
          `vote: "APPROVE" but ${one.id} is a ${one.severity}; vote "REVISE", or make it minor if the plan may stay as it is`,
      ),
    ...stillOpen(value, context).map((id) => `vote: "APPROVE" but ${id} is still open; vote "REVISE", or clear it`),
  ],
  REVISE: (value, context) => [
    ...(value.feedback.trim() === "" ? ["feedback: found nothing, expected what has to change"] : []),
    ...(value.findings.some((one) => one.severity !== "minor") || stillOpen(value, context).length > 0
      ? []
      : [
          'vote: "REVISE" without a blocker or major finding, new or still open; name it, or approve: minor findings hold nothing up',
        ]),
  ],
  REJECT: (value, context) => [
    ...(value.feedback.trim() === "" ? ["feedback: found nothing, expected why the plan cannot be"] : []),
    ...(value.findings.some((one) => one.severity === "blocker") || hasOpenBlocker(value, context)
      ? []
      : ['vote: "REJECT" without a blocker, new or still open; name it, or vote "REVISE"']),
  ],
};

const hasOpenBlocker = (value: Vote, { owed }: VoteContext): boolean =>
  value.prior.some(
    (one) => one.state === "open" && owed.some((other) => other.id === one.id && other.severity === "blocker"),
  );

function vetoProblems(value: Vote, { seat, plan }: VoteContext, parts: readonly string[]): string[] {
  const mayVeto = seatOf(seat)?.veto === true;
  if (value.veto !== null) {
    if (!mayVeto) return [`veto: found one, expected null: ${seat} has no veto`];
    if (value.vote !== "REJECT") return [`veto: found one beside "${value.vote}", expected null: a veto is "REJECT"`];
    return pointerProblems("veto", value.veto, plan.text, parts);
  }
  return mayVeto && value.vote === "REJECT"
    ? [
        'veto: found null, expected what it is about and the condition that would clear it: "REJECT" of this seat is a veto',
      ]
    : [];
}

function priorProblems({ prior }: Vote, { owed, cleared }: VoteContext): string[] {
  const ids = prior.map((one) => one.id);
  const known = owed.map((one) => one.id);
  return [
    ...duplicates(ids, "prior"),
    ...known
      .filter((id) => !ids.includes(id))
      .map((id) => `prior: found no ${id}, expected "cleared" or "open": it is yours`),
    ...prior
      .filter((one) => !known.includes(one.id) && !(one.state === "open" && cleared.includes(one.id)))
      .map((one) => `prior: found ${one.id}, expected ${known.length === 0 ? "none" : `only ${known.join(", ")}`}`),
  ];
}

/** A vote's problems and what the run keeps of it. Pure. */
export function judgeVote(value: Vote, context: VoteContext): Checked {
  const { seat, plan, next } = context;
  const parts = Object.keys(partHashes(readPlan(plan.text)));
  const placeOf = (at: string): string => cut(partAt(at, parts) ?? at, MAX_HEADING);
  const findings = value.findings.map((one) => ({ ...one, number: Number(one.id.slice(1)) }));
  const facts: VoteFacts = {
    seat: value.seat,
    vote: value.vote,
    plan: value.plan,
    veto: value.veto === null ? null : { at: placeOf(value.veto.at), condition: cut(value.veto.condition, MAX_KEPT) },
    objections: findings.map(({ number, severity, at, problem }) => ({
      id: `F${number}`,
      severity,
      at: placeOf(at),
      problem: cut(problem, MAX_KEPT),
    })),
    prior: value.prior.map(({ id, state }) => ({ id, state })),
  };
  return {
    ...nothing,
    problems: [
      ...(value.seat === seat ? [] : [`seat: found ${shown(value.seat)}, expected "${seat}"`]),
      ...(value.plan === plan.hash
        ? []
        : [`plan: found ${shown(value.plan)}, expected "${plan.hash}": a vote on another plan is void`]),
      ...duplicates(
        facts.objections.map((one) => one.id),
        "findings",
      ),
      ...findings
        .filter((one) => one.number < next)
        .map((one) => `findings: id ${one.id} was used before; number new findings from F${next} on`),
      ...value.findings.flatMap((one, index) => pointerProblems(`findings[${index}]`, one, plan.text, parts)),
      ...priorProblems(value, context),
      ...vetoProblems(value, context, parts),
      ...NEEDS[value.vote](value, context),
    ],
    claims: findings.length + value.prior.length + 1,
    facts: { ...facts },
    outcome: "done",
  };
}

/** The newest accepted plan of a run; null before there is one. */
const planTask = (run: Run): Task | null =>
  acceptedTasks(run).findLast((task) => task.schema === PLAN && planFacts(task) !== null) ?? null;

/** What a seat's vote is checked against; null where the plan cannot be read back. */
function contextOf({ project, run }: Scene, { item }: Task): VoteContext | null {
  const task = planTask(run);
  const text = task === null ? null : objectText(project, task.artifact);
  if (task === null || text === null) return null;
  const ledger = ledgerOf(run);
  const seat = item ?? "";
  return {
    seat,
    plan: { hash: planFacts(task)!.plan, text },
    owed: owedBy(ledger, seat),
    cleared: ledger.objections.filter((one) => one.seat === seat && one.state === "cleared").map((one) => one.id),
    next: nextNumber(ledger, seat),
  };
}

const LOST = "the plan as it was accepted is gone from .task/objects; end, the person has to decide";

/** `.task/council/seats/<seat>.json`, written by each seat: APPROVE, REVISE or REJECT of this very plan. */
export const kind: ArtifactKind<Vote, VoteBriefFacts> = {
  schema: vote,
  form: (facts) => formOf(vote, facts),
  rules: ({ run, seat }) => {
    const ledger = ledgerOf(run);
    const owed = owedBy(ledger, seat);
    const given = ledger.objections
      .filter((one) => one.seat === seat && one.state === "refused" && !owed.includes(one))
      .map((one) => one.id);
    return [
      "The whole answer is this one JSON object, with these fields and no other.",
      '`APPROVE` has `feedback` "" and minor findings at most: the plan may then stay as it is, and there is no approval on a condition. `REVISE` has feedback and a blocker or major finding.',
      '`at` is a heading of the plan. `quote` is copied from the plan to the letter; where the fault is that nothing is said, leave `quote` out and write `"missing": true`.',
      `New findings are numbered from F${nextNumber(ledger, seat)} on, at most ${MAX_FINDINGS}; none is \`[]\`.`,
      ...(owed.length === 0
        ? [
            `\`prior\` is \`[]\`${given.length === 0 ? "" : `: ${given.join(", ")} is minor and was refused, which the plan keeps as the minority report`}.`,
          ]
        : [
            `\`prior\` answers each of your earlier objections once: ${owed.map((one) => one.id).join(", ")}. \`cleared\` where the plan, or the reason why it was refused, settles it.${owed.some(isBlocking) ? " With one open that is no minor one you cannot approve." : ""}`,
          ]),
      seatOf(seat)?.veto === true
        ? '`REJECT` of your seat is a veto, for damage that must not happen, also where a change would mend it. It has feedback and a blocker, and `veto` is then `{"at": "<heading>", "quote": "<words of the plan>", "condition": "<what would clear it>"}`, else null. Nobody outvotes it; a plan that meets the condition, or the person, does away with it.'
        : "`REJECT` has feedback and a blocker: no change of this plan would mend it. `veto` is null: your seat has none.",
    ];
  },
  check(value, scene, task) {
    const context = contextOf(scene, task);
    return context === null ? { ...nothing, problems: [LOST], outcome: "" } : judgeVote(value, context);
  },
};
