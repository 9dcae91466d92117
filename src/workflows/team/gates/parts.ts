import type {
  Ask,
  Bounds,
  CheckGate,
  CheckpointGate,
  Fix,
  HeldAsk,
  HeldMove,
  Move,
  ProduceGate,
} from "../../../engine/workflow.ts";
import { GATES, pullRequestPath } from "../paths.ts";
import type { Outcome } from "../statuses.ts";

/** What the gates of the team workflow have in common. */

export const stuck: HeldAsk = { ask: "stuck", options: { again: { move: "again" }, stop: { move: "stop" } } };
export const bounded: HeldAsk = {
  ask: "bounded",
  options: { more: { move: "again" }, again: { move: "again" }, stop: { move: "stop" } },
};
export const stale: HeldAsk = { ask: "stale", options: { again: { move: "again" }, stop: { move: "stop" } } };
/** A role's own gate says that it cannot go on: the person hears why. */
export const failed: Ask = {
  ask: "gate-failed",
  options: { again: { move: "again", reason: true }, stop: { move: "stop" } },
};

export const bounds: Record<string, Bounds> = {
  pm: { tool_calls: 200, minutes: 60, tokens: 4_000_000 },
  principal: { tool_calls: 300, minutes: 90, tokens: 6_000_000 },
  "area-owner": { tool_calls: 600, minutes: 180, tokens: 15_000_000 },
  "dev-qa": { tool_calls: 600, minutes: 180, tokens: 15_000_000 },
  security: { tool_calls: 300, minutes: 90, tokens: 6_000_000 },
};

export const produce = (gate: Omit<ProduceGate, "gate" | "stuck" | "bounded" | "on"> & { on: Moves }): ProduceGate => ({
  ...gate,
  gate: "produce",
  stuck,
  bounded,
});

/** Moves by what a task comes to; `statuses.ts` says what each outcome means. */
type Moves = Partial<Record<Outcome, Move>>;

/** A gate's own word that it does not hold goes to the person. */
export const gateMoves: Moves = { done: "next", fail: failed, escalate: failed };

export const checkpoint = (
  which: "a" | "b" | "c",
  after: string,
  stage: string,
  redo: string,
  unless: string,
): CheckpointGate => ({
  gate: "checkpoint",
  key: `checkpoint-${which}`,
  title: `Checkpoint ${which.toUpperCase()}`,
  token: `checkpoint-${which}`,
  part: stage,
  after: [after],
  ask: {
    ask: `checkpoint-${which}`,
    auto: "proceed",
    passes: { when: `passes${which.toUpperCase()}`, option: "proceed" },
    options: {
      proceed: { move: "next", unless },
      ...(which === "c" ? { deploy: { move: "next" as const, unless, sets: { deploy: "asked" } } } : {}),
      revise: { move: { redo }, reason: true },
      stop: { move: "stop" },
    },
  },
});

/** What an owner mends, whoever found it. */
export const ownerFix = (title: string, token: string, brief: string): Fix => ({
  each: { over: "owners" },
  who: { role: "{role}" },
  title: `${title} - {item}`,
  token,
  writes: `${GATES}/stage-04-{item}.json`,
  documents: [pullRequestPath("{item}")],
  edits: "area",
  schema: "stage-04",
  brief,
});

/** `past`: where a person's word leads who goes on without what was to be checked. */
export const check = (
  gate: Pick<CheckGate, "key" | "title" | "token" | "part" | "after" | "who" | "when" | "writes" | "reads"> & {
    on: Moves;
  },
  again: Move,
  past: Move = "next",
): CheckGate => ({
  ...gate,
  gate: "check",
  schema: "program-record",
  brief: "check",
  fixes: "qa",
  limit: {
    ask: "check-limit",
    options: {
      continue: { move: again },
      accept: { move: past, reason: true, waiver: "accepted" },
      stop: { move: "stop" },
    },
  },
  stuck: {
    ask: "stuck",
    options: {
      again: { move: "again" },
      waive: { move: past, reason: true, waiver: "waived" },
      stop: { move: "stop" },
    },
  },
});

export const cannotRun = (past: Move = "next"): Ask => ({
  ask: "check-cannot-run",
  options: {
    again: { move: "again" },
    waive: { move: past, reason: true, waiver: "waived" },
    stop: { move: "stop" },
  },
});

export const mendMerge: Move = { fix: ownerFix("Mend merge", "stage-04", "fix-merge"), then: "self" };
export const mendChecks: Move = { fix: ownerFix("Mend checks", "stage-05", "fix-checks"), then: "self" };
export const mendTests: Move = { fix: ownerFix("Mend tests", "stage-07", "fix-team-tests"), then: "self" };
export const mendSecurity: HeldMove = { fix: ownerFix("Mend security", "stage-05", "fix-security"), then: "self" };
