import { type Gate, type PanelGate, review } from "../../../engine/workflow.ts";
import { accept, bounded, boundedOrWaived, overrule, stale, stop, stuck, stuckOrWaived } from "../../contract/asks.ts";
import { baselineCannotRun } from "../../tests.ts";
import { ADRS, BRIEF, GATES, P, SPEC } from "../paths.ts";
import { SECURITY_STATUSES } from "../statuses.ts";
import {
  cannotRun,
  check,
  clarification,
  gateMoves,
  mendChecks,
  mendMerge,
  mendOutdated,
  mendSecurity,
  ofStage,
  ownerFix,
  ownersWork,
  produce,
  unclear,
} from "./parts.ts";

/** Stages 04 to 06: build, checks, security, reviews by one another. */

export const build: Gate[] = [
  check(
    {
      key: "baseline",
      title: "Baseline",
      stage: "04",
      when: "nothingBuilt",
      after: ["clarify"],
      program: "baseline",
      on: { pass: "next", no_baseline: baselineCannotRun },
    },
    "again",
  ),
  produce({
    key: "build",
    stays: true,
    title: "Build - {item}",
    stage: "04",
    each: { over: "areas", in_turn: "in_checkout" },
    when: "areaHasWork",
    after: ["baseline"],
    ...ownersWork,
    reads: [BRIEF, SPEC, ADRS],
    brief: "build",
    on: gateMoves,
  }),
  check(
    {
      key: "merge",
      title: "Merge",
      stage: "04",
      when: "inWorktrees",
      after: ["build"],
      program: "merge",
      on: { pass: "next", fail: mendMerge, cannot_run: cannotRun("merge") },
    },
    mendMerge,
  ),
  clarification({ key: "clarify-build", title: "Clarification before review", stage: "04", after: ["merge"] }),
];

const security = review({
  key: "security",
  title: "Security review",
  // No part: what a change says asks for it, whatever the track.
  token: ofStage("05").token,
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
  bounded: boundedOrWaived,
  stuck: stuckOrWaived,
  stale,
  statuses: SECURITY_STATUSES,
  on: {
    approved: "next",
    veto: {
      ask: "veto",
      auto: "fix",
      options: { fix: { move: mendSecurity }, lift: overrule, stop },
    },
  },
  limit: { ask: "escalation", options: { continue: { move: mendSecurity }, lift: overrule, stop } },
});

export const checks: Gate[] = [
  check(
    {
      key: "pre-review",
      title: "Pre-review checks",
      stage: "05",
      after: ["clarify-build"],
      program: "pre-review",
      on: {
        pass: "next",
        warn: "next",
        fail: mendChecks,
        outdated: mendOutdated,
        unclear: unclear(mendChecks),
        cannot_run: cannotRun("pre-review"),
        unchanged: { ask: "unbuilt", options: { build: { move: mendChecks }, accept, stop } },
      },
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
  ...ofStage("06"),
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
      stop,
    },
  },
  on: { done: "next" },
};
