import type {
  Ask,
  Bounds,
  CheckGate,
  CheckpointGate,
  Choice,
  Fix,
  HeldMove,
  Move,
  ProduceGate,
} from "../../../engine/workflow.ts";
import { accept, again, bounded, stop, stuck, waive } from "../../contract/asks.ts";
import { nameAnother } from "../../tests.ts";
import { CLARIFICATION, CONTEXT, GATES, pullRequestPath } from "../paths.ts";
import type { Outcome } from "../statuses.ts";

/** What the gates of the team workflow have in common. */

export const bounds: Record<string, Bounds> = {
  pm: { tool_calls: 200, minutes: 60, tokens: 4_000_000 },
  principal: { tool_calls: 300, minutes: 90, tokens: 6_000_000 },
  "area-owner": { tool_calls: 600, minutes: 180, tokens: 15_000_000 },
  "dev-qa": { tool_calls: 600, minutes: 180, tokens: 15_000_000 },
  security: { tool_calls: 300, minutes: 90, tokens: 6_000_000 },
};

/** How a gate names its stage: `01` to `09`. */
export const ofStage = (stage: string) => ({ token: `stage-${stage}`, part: stage });

/** Moves by what a task comes to; `statuses.ts` says what each outcome means. */
type Moves = Partial<Record<Outcome, Move>>;

/** A role's own gate says that it cannot go on: the person hears why. */
export const failed: Ask = { ask: "gate-failed", options: { again: { move: "again", reason: true }, accept, stop } };
export const gateMoves: Moves = { done: "next", fail: failed, escalate: failed };

type Produced = Omit<ProduceGate, "gate" | "stuck" | "bounded" | "on" | "token" | "part"> & {
  stage: string;
  on: Moves;
};

export const produce = ({ stage, ...gate }: Produced): ProduceGate => ({
  ...gate,
  ...ofStage(stage),
  gate: "produce",
  stuck,
  bounded,
});

/** pm answers what was asked since the design; an answer that changes the brief is the person's. */
export const clarification = (gate: Pick<Produced, "key" | "title" | "stage" | "after">): ProduceGate =>
  produce({
    ...gate,
    when: "openQuestions",
    who: { role: "pm" },
    reads: [CONTEXT],
    writes: `${GATES}/stage-03.json`,
    documents: [CLARIFICATION],
    schema: "stage-03",
    brief: "clarify",
    on: { ...gateMoves, scope_changed: failed },
  });

/** `redo`: the gate that a change leads back to; `unless`: the bar that `proceed` has to pass. */
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
    shows: which === "c" ? "deploy" : "checks",
    passes: { when: `passes${which.toUpperCase()}`, option: "proceed" },
    options: {
      proceed: { move: "next", unless },
      ...(which === "c"
        ? { deploy: { move: "next" as const, when: "canDeploy", unless, sets: { deploy: "asked" } } }
        : {}),
      // The dialog has room for four.
      ...(which === "a"
        ? { full: { move: "next" as const, when: "isLight", unless, sets: { wanted_track: "full" } } }
        : {}),
      revise: { move: { redo }, reason: true },
      stop: which === "a" ? { ...stop, when: "isFull" } : stop,
      name: {
        move: "next",
        reason: true,
        tests: "named",
        unless,
        ...(which === "c" ? { when: "deployAsked" } : {}),
      },
    },
  },
});

/** What an owner does in its area, at first and when it mends what somebody found. */
export const ownersWork = {
  who: { role: "{role}" },
  writes: `${GATES}/stage-04-{item}.json`,
  documents: [pullRequestPath("{item}")],
  edits: "area",
  schema: "stage-04",
};

export const ownerFix = (title: string, token: string, brief: string): Fix => ({
  ...ownersWork,
  each: { over: "owners" },
  title: `${title} - {item}`,
  token,
  brief,
});

/** `mend`: one more fix, or try; `past`: where a person's word leads who goes on without what was to be checked. */
export const check = (
  gate: Pick<CheckGate, "key" | "title" | "after" | "when"> & { stage: string; program: string; on: Moves },
  mend: Move,
  past: Move = "next",
): CheckGate => {
  const { stage, program, ...rest } = gate;
  return {
    ...rest,
    ...ofStage(stage),
    gate: "check",
    who: { program },
    reads: [],
    writes: `.task/${gate.key}.json`,
    schema: "program-record",
    brief: "check",
    fixes: "qa",
    limit: {
      ask: "check-limit",
      options: { continue: { move: mend }, accept: { ...accept, move: past }, stop, ...another(program) },
    },
    stuck: { ask: "stuck", options: { again, waive: { ...waive, move: past }, stop } },
  };
};

/** Where commands of the project are run, another one may be named, which runs then in the place of those that were shown. */
const another = (program: string): Record<string, Choice> => (program === "merge" ? {} : { name: nameAnother });

export const cannotRun = (program: string, past: Move = "next"): Ask => ({
  ask: "check-cannot-run",
  options: { again, waive: { ...waive, move: past }, stop, ...another(program) },
});

/** Red, and whether that is new cannot be told. */
export const unclear = (mend: Move, past: Move = "next"): Ask => ({
  ask: "tests-unclear",
  options: { continue: { move: mend }, accept: { ...accept, move: past }, stop, name: nameAnother },
});

export const mendMerge: Move = { fix: ownerFix("Mend merge", "stage-04", "fix-merge"), then: "self" };
/** The tester changes tests that say what the feature is meant to change; owners mend what is red after that. */
export const mendOutdated: Move = { fix: ownerFix("Update tests", "stage-05", "fix-outdated"), then: "self" };
export const mendChecks: Move = { fix: ownerFix("Mend checks", "stage-05", "fix-checks"), then: "self" };
export const mendTests: Move = { fix: ownerFix("Mend tests", "stage-07", "fix-team-tests"), then: "self" };
export const mendSecurity: HeldMove = { fix: ownerFix("Mend security", "stage-05", "fix-security"), then: "self" };
