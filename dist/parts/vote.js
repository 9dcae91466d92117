// @bun
import {
  objectText2
} from "./s121.js";
import {
  cut,
  someOf,
  shown
} from "./s28.js";
import {
  text,
  stamp
} from "./s61.js";
import {
  SEAT_IDS,
  seatOf
} from "./s34.js";
import {
  readPlan,
  partHashes,
  partAt
} from "./s148.js";
import {
  isBlocking,
  owedBy,
  nextNumber,
  ledgerOf
} from "./s193.js";
import {
  VOTES,
  PLAN,
  planFacts2
} from "./s33.js";
import {
  nothing,
  duplicates
} from "./s76.js";
import {
  solid,
  shownLine,
  nearestQuote,
  likeliest
} from "./s145.js";
import {
  _maxLength,
  _regex,
  string,
  boolean,
  array,
  strictObject,
  _enum,
  optional,
  nullable,
  _default
} from "./s1.js";
import {
  FINDING_ID,
  SEVERITIES,
  acceptedTasks
} from "./s5.js";

// src/workflows/council/vote.ts
var MAX_FINDINGS = 12;
var MAX_PRIOR = 60;
var MAX_KEPT = 240;
var MAX_HEADING = 80;
var MIN_QUOTE = 3;
var sha = string().check(_regex(/^[0-9a-f]{64}$/));
var objectionId = string().check(_regex(new RegExp(`^(?:${SEAT_IDS.join("|")})/F\\d{1,3}$`)));
var pointer = {
  at: text,
  quote: optional(nullable(string().check(_maxLength(4000)))),
  missing: optional(nullable(boolean()))
};
var vote = strictObject({
  ...stamp,
  seat: _enum(SEAT_IDS),
  plan: sha,
  vote: _enum(VOTES),
  feedback: string().check(_maxLength(4000)),
  findings: array(strictObject({
    id: string().check(_regex(FINDING_ID)),
    severity: _enum(SEVERITIES),
    ...pointer,
    problem: text,
    fix: text
  })).check(_maxLength(MAX_FINDINGS)),
  prior: _default(array(strictObject({ id: objectionId, state: _enum(["cleared", "open"]), reason: text })).check(_maxLength(MAX_PRIOR)), []),
  veto: _default(nullable(strictObject({ ...pointer, condition: text })), null)
});
function pointerProblems(field, { at, quote, missing }, plan, parts) {
  const problems = [];
  if (partAt(at, parts) === null)
    problems.push(`${field}.at: found ${shownLine(at)}, expected a heading of the plan, one of ${someOf(parts, 12)}`);
  const said = quote == null || quote.trim() === "" ? null : quote;
  if (said !== null === (missing === true))
    problems.push(`${field}: found ${said === null ? "neither quote nor missing" : "quote and missing"}, expected one of them`);
  if (said === null)
    return problems;
  const found = nearestQuote(plan, said, null);
  if (found !== null && (solid(said) >= MIN_QUOTE || found.wholeLine))
    return problems;
  const near = found === null ? likeliest(plan, said, null) : null;
  const hint = near === null ? "" : `; line ${near.line} is ${shownLine(near.text)}`;
  return [...problems, `${field}.quote: found ${shownLine(said)}, expected words of the plan, to the letter${hint}`];
}
var stillOpen = (value, { owed }) => value.prior.filter((one) => one.state === "open" && (owed.find((other) => other.id === one.id)?.severity ?? "major") !== "minor").map((one) => one.id);
var NEEDS = {
  APPROVE: (value, context) => [
    ...value.feedback.trim() === "" ? [] : [
      'feedback: found text beside "APPROVE", expected ""; what has to change makes it "REVISE", what need not is a minor finding'
    ],
    ...value.findings.filter((one) => one.severity !== "minor").map((one) => `vote: "APPROVE" but ${one.id} is a ${one.severity}; vote "REVISE", or make it minor if the plan may stay as it is`),
    ...stillOpen(value, context).map((id) => `vote: "APPROVE" but ${id} is still open; vote "REVISE", or clear it`)
  ],
  REVISE: (value, context) => [
    ...value.feedback.trim() === "" ? ["feedback: found nothing, expected what has to change"] : [],
    ...value.findings.some((one) => one.severity !== "minor") || stillOpen(value, context).length > 0 ? [] : [
      'vote: "REVISE" without a blocker or major finding, new or still open; name it, or approve: minor findings hold nothing up'
    ]
  ],
  REJECT: (value, context) => [
    ...value.feedback.trim() === "" ? ["feedback: found nothing, expected why the plan cannot be"] : [],
    ...value.findings.some((one) => one.severity === "blocker") || hasOpenBlocker(value, context) ? [] : ['vote: "REJECT" without a blocker, new or still open; name it, or vote "REVISE"']
  ]
};
var hasOpenBlocker = (value, { owed }) => value.prior.some((one) => one.state === "open" && owed.some((other) => other.id === one.id && other.severity === "blocker"));
function vetoProblems(value, { seat, plan }, parts) {
  const mayVeto = seatOf(seat)?.veto === true;
  if (value.veto !== null) {
    if (!mayVeto)
      return [`veto: found one, expected null: ${seat} has no veto`];
    if (value.vote !== "REJECT")
      return [`veto: found one beside "${value.vote}", expected null: a veto is "REJECT"`];
    return pointerProblems("veto", value.veto, plan.text, parts);
  }
  return mayVeto && value.vote === "REJECT" ? [
    'veto: found null, expected what it is about and the condition that would clear it: "REJECT" of this seat is a veto'
  ] : [];
}
function priorProblems({ prior }, { owed, cleared }) {
  const ids = prior.map((one) => one.id);
  const known = owed.map((one) => one.id);
  return [
    ...duplicates(ids, "prior"),
    ...known.filter((id) => !ids.includes(id)).map((id) => `prior: found no ${id}, expected "cleared" or "open": it is yours`),
    ...prior.filter((one) => !known.includes(one.id) && !(one.state === "open" && cleared.includes(one.id))).map((one) => `prior: found ${one.id}, expected ${known.length === 0 ? "none" : `only ${known.join(", ")}`}`)
  ];
}
function judgeVote(value, context) {
  const { seat, plan, next } = context;
  const parts = Object.keys(partHashes(readPlan(plan.text)));
  const placeOf = (at) => cut(partAt(at, parts) ?? at, MAX_HEADING);
  const findings = value.findings.map((one) => ({ ...one, number: Number(one.id.slice(1)) }));
  const facts = {
    seat: value.seat,
    vote: value.vote,
    plan: value.plan,
    veto: value.veto === null ? null : { at: placeOf(value.veto.at), condition: cut(value.veto.condition, MAX_KEPT) },
    objections: findings.map(({ number, severity, at, problem }) => ({
      id: `F${number}`,
      severity,
      at: placeOf(at),
      problem: cut(problem, MAX_KEPT)
    })),
    prior: value.prior.map(({ id, state }) => ({ id, state }))
  };
  return {
    ...nothing,
    problems: [
      ...value.seat === seat ? [] : [`seat: found ${shown(value.seat)}, expected "${seat}"`],
      ...value.plan === plan.hash ? [] : [`plan: found ${shown(value.plan)}, expected "${plan.hash}": a vote on another plan is void`],
      ...duplicates(facts.objections.map((one) => one.id), "findings"),
      ...findings.filter((one) => one.number < next).map((one) => `findings: id ${one.id} was used before; number new findings from F${next} on`),
      ...value.findings.flatMap((one, index) => pointerProblems(`findings[${index}]`, one, plan.text, parts)),
      ...priorProblems(value, context),
      ...vetoProblems(value, context, parts),
      ...NEEDS[value.vote](value, context)
    ],
    claims: findings.length + value.prior.length + 1,
    facts: { ...facts },
    outcome: "done"
  };
}
var planTask = (run) => acceptedTasks(run).findLast((task) => task.schema === PLAN && planFacts2(task) !== null) ?? null;
function contextOf({ project, run }, { item }) {
  const task = planTask(run);
  const text = task === null ? null : objectText2(project, task.artifact);
  if (task === null || text === null)
    return null;
  const ledger = ledgerOf(run);
  const seat = item ?? "";
  return {
    seat,
    plan: { hash: planFacts2(task).plan, text },
    owed: owedBy(ledger, seat),
    cleared: ledger.objections.filter((one) => one.seat === seat && one.state === "cleared").map((one) => one.id),
    next: nextNumber(ledger, seat)
  };
}
var LOST = "the plan as it was accepted is gone from .task/objects; end, the person has to decide";
var priorForm = (owed) => owed.map((one) => `
    {"id": "${one.id}", "state": "<cleared | open>", "reason": "<\u2026>"}`).join(",");
var kind = {
  schema: vote,
  form: ({ task, nonce, run, seat }) => {
    const plan = planTask(run);
    const ledger = ledgerOf(run);
    const pointed = `"at": "<heading of the plan, such as Task 3>", "quote": "<words of the plan>"`;
    return `{
  "task": "${task}",
  "nonce": "${nonce}",
  "seat": "${seat}",
  "plan": "${plan === null ? "" : planFacts2(plan).plan}",
  "vote": "<${VOTES.join(" | ")}>",
  "feedback": "<what has to change; empty with APPROVE>",
  "findings": [
    {"id": "F${nextNumber(ledger, seat)}", "severity": "<${SEVERITIES.join(" | ")}>", ${pointed}, "problem": "<\u2026>", "fix": "<\u2026>"}
  ],
  "prior": [${priorForm(owedBy(ledger, seat))}],
  "veto": null
}`;
  },
  rules: ({ run, seat }) => {
    const ledger = ledgerOf(run);
    const owed = owedBy(ledger, seat);
    const given = ledger.objections.filter((one) => one.seat === seat && one.state === "refused" && !owed.includes(one)).map((one) => one.id);
    return [
      "The whole answer is this one JSON object, with these fields and no other.",
      '`APPROVE` has `feedback` "" and minor findings at most: the plan may then stay as it is, and there is no approval on a condition. `REVISE` has feedback and a blocker or major finding.',
      '`at` is a heading of the plan. `quote` is copied from the plan to the letter; where the fault is that nothing is said, leave `quote` out and write `"missing": true`.',
      `New findings are numbered from F${nextNumber(ledger, seat)} on, at most ${MAX_FINDINGS}; none is \`[]\`.`,
      ...owed.length === 0 ? [
        `\`prior\` is \`[]\`${given.length === 0 ? "" : `: ${given.join(", ")} is minor and was refused, which the plan keeps as the minority report`}.`
      ] : [
        `\`prior\` answers each of your earlier objections once: ${owed.map((one) => one.id).join(", ")}. \`cleared\` where the plan, or the reason why it was refused, settles it.${owed.some(isBlocking) ? " With one open that is no minor one you cannot approve." : ""}`
      ],
      seatOf(seat)?.veto === true ? '`REJECT` of your seat is a veto, for damage that must not happen, also where a change would mend it. It has feedback and a blocker, and `veto` is then `{"at": "<heading>", "quote": "<words of the plan>", "condition": "<what would clear it>"}`, else null. Nobody outvotes it; a plan that meets the condition, or the person, does away with it.' : "`REJECT` has feedback and a blocker: no change of this plan would mend it. `veto` is null: your seat has none."
    ];
  },
  check(value, scene, task) {
    const context = contextOf(scene, task);
    return context === null ? { ...nothing, problems: [LOST], outcome: "" } : judgeVote(value, context);
  }
};
export {
  kind
};
