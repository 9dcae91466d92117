import { type Gate, type PanelGate, review } from "../../../engine/workflow.ts";
import { ADRS, BRIEF, GATES, P, pullRequestPath, SPEC } from "../paths.ts";
import { SECURITY_STATUSES } from "../statuses.ts";
import {
  bounded,
  cannotRun,
  check,
  gateMoves,
  mendChecks,
  mendMerge,
  mendSecurity,
  ownerFix,
  produce,
  stale,
  stuck,
} from "./parts.ts";

/** Stages 04 to 06: build, checks, security, reviews by one another. */

export const build: Gate[] = [
  produce({
    key: "build",
    stays: true,
    title: "Build - {item}",
    token: "stage-04",
    part: "04",
    each: { over: "areas", in_turn: "in_checkout" },
    when: "areaHasWork",
    after: ["clarify"],
    who: { role: "{role}" },
    reads: [BRIEF, SPEC, ADRS],
    writes: `${GATES}/stage-04-{item}.json`,
    documents: [pullRequestPath("{item}")],
    edits: "area",
    schema: "stage-04",
    brief: "build",
    on: gateMoves,
  }),
  check(
    {
      key: "merge",
      title: "Merge",
      token: "stage-04",
      part: "04",
      when: "inWorktrees",
      after: ["build"],
      who: { program: "merge" },
      reads: [],
      writes: ".task/merge.json",
      on: { pass: "next", fail: mendMerge, cannot_run: cannotRun() },
    },
    mendMerge,
  ),
];

const security = review({
  key: "security",
  title: "Security review",
  token: "stage-05",
  part: "05",
  when: "securityDue",
  after: ["pre-review"],
  reviewer: "security",
  group: "security",
  who: { role: "security" },
  of: { tree: "all" },
  reads: [BRIEF, SPEC, ADRS],
  writes: `${GATES}/stage-05-security.json`,
  schema: "stage-05-security",
  brief: "security",
  bounded,
  stuck,
  stale,
  statuses: SECURITY_STATUSES,
  on: {
    approved: "next",
    veto: {
      ask: "veto",
      auto: "fix",
      options: {
        fix: { move: mendSecurity },
        lift: { move: "next", reason: true, waiver: "overruled" },
        stop: { move: "stop" },
      },
    },
  },
  limit: {
    ask: "escalation",
    options: {
      continue: { move: mendSecurity },
      lift: { move: "next", reason: true, waiver: "overruled" },
      stop: { move: "stop" },
    },
  },
});

export const checks: Gate[] = [
  check(
    {
      key: "pre-review",
      title: "Pre-review checks",
      token: "stage-05",
      part: "05",
      after: ["merge"],
      who: { program: "pre-review" },
      reads: [],
      writes: ".task/pre-review.json",
      on: { pass: "next", warn: "next", fail: mendChecks, cannot_run: cannotRun() },
    },
    mendChecks,
  ),
  security,
];

export const peer: PanelGate = {
  gate: "panel",
  key: "peer",
  panel: "peer",
  title: "Peer review - {item}",
  token: "stage-06",
  part: "06",
  each: { over: "seats" },
  when: "seatNeeded",
  after: ["security"],
  who: { role: "{role}" },
  reads: [BRIEF, SPEC, ADRS],
  writes: `${P}/code-review/by-{item}.md`,
  schema: "peer-review",
  brief: "peer-review",
  bounded,
  stuck,
  revise: ownerFix("Revise", "stage-06", "fix-review"),
  arbiter: {
    who: { role: "principal" },
    title: "Ruling",
    token: "stage-06",
    writes: `${P}/ruling.json`,
    documents: [SPEC, ADRS],
    schema: "ruling",
    brief: "ruling",
  },
  rounds: "peer",
  escalation: { ask: "peer-escalation", options: { answer: { move: { tally: "peer" } } } },
  undecided: {
    ask: "peer-undecided",
    options: {
      owner: { move: { tally: "peer" }, reason: true },
      reviewer: { move: { tally: "peer" } },
      stop: { move: "stop" },
    },
  },
  on: { done: "next" },
};
