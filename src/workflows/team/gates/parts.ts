import type {
  Ask,
  Bounds,
  CheckGate,
  CheckpointGate,
  Fix,
  Gate,
  HeldMove,
  Move,
  ProduceGate,
} from "../../../engine/workflow.ts";
import {
  accept,
  again,
  bounded,
  boundedOrWaived,
  stale,
  stop,
  stuck,
  stuckOrWaived,
  waive,
} from "../../contract/asks.ts";
import { checkGate } from "../../kit/checked.ts";
import { CONTEXT, GATES, pullRequestPath } from "../paths.ts";
import type { Outcome } from "../statuses.ts";

/** What the gates of the team workflow have in common. */

export const bounds: Record<string, Bounds> = {
  pm: { tool_calls: 200, minutes: 60, tokens: 4_000_000 },
  principal: { tool_calls: 300, minutes: 90, tokens: 6_000_000 },
  "area-owner": { tool_calls: 600, minutes: 180, tokens: 15_000_000 },
  "dev-qa": { tool_calls: 600, minutes: 180, tokens: 15_000_000 },
  security: { tool_calls: 300, minutes: 90, tokens: 6_000_000 },
};

/** Each gate stands behind the one before it. */
export const inOrder = (gates: Gate[]): Gate[] =>
  gates.map((gate, at) => ({ ...gate, after: at === 0 ? [] : [gates[at - 1]!.key] }));

/** How a gate names its stage: `01` to `09`. */
export const ofStage = (stage: string) => ({ token: `stage-${stage}`, part: stage, after: [] });

/** What a role's own gate is called, and where it lies. */
export const gateFile = (name: string) => ({ writes: `${GATES}/stage-${name}.json`, schema: `stage-${name}` });

/** Moves by what a task comes to; `statuses.ts` says what each outcome means. */
type Moves = Partial<Record<Outcome, Move>>;

/** A role's own gate says that it cannot go on: the person hears why. */
const failed: Ask = { ask: "gate-failed", options: { again: { move: "again", reason: true }, accept, stop } };
export const gateMoves: Moves = { done: "next", fail: failed, escalate: failed };

type Produced = Pick<ProduceGate, "key" | "title"> &
  Partial<Omit<ProduceGate, "gate" | "stuck" | "bounded" | "on" | "token" | "part" | "who">> & { on?: Moves };

/** A role's part of a stage: its gate's file, or a document of its own, which says nothing but that it is done. */
export const produce = (role: string, stage: string, gate: Produced): ProduceGate => ({
  ...gateFile(stage),
  reads: [],
  brief: gate.key,
  on: gate.schema === undefined || gate.schema.startsWith("stage-") ? gateMoves : { done: "next" },
  ...gate,
  ...ofStage(stage),
  who: { role },
  gate: "produce",
  stuck,
  bounded,
});

/** What every review of one role has; the person may go on without it. */
export const reviewBy = (role: string, key: string) => ({
  key,
  after: [],
  reviewer: role,
  group: key,
  who: { role },
  brief: key,
  bounded: boundedOrWaived,
  stuck: stuckOrWaived,
  stale,
});

/** pm answers what was asked since the design; an answer that changes the brief is the person's. */
export const clarification = (key: string, stage: string, before: string): ProduceGate =>
  produce("pm", stage, {
    key,
    title: `Clarification before ${before}`,
    when: "openQuestions",
    reads: [CONTEXT],
    ...gateFile("03"),
    brief: "clarify",
    on: { ...gateMoves, scope_changed: failed },
  });

/** What one checkpoint offers beside the options of all. */
const MORE = {
  a: { full: { when: "isLight", sets: { wanted_track: "full" } } },
  b: {},
  c: { deploy: { when: "canDeploy", sets: { deploy: "asked" } } },
};

/** `redo`: the gate that a change leads back to; `unless`: the bar that `proceed` has to pass. */
export const checkpoint = (which: "a" | "b" | "c", stage: string, redo: string, unless: string): CheckpointGate => {
  const on = { move: "next", unless } as const;
  const more = Object.entries(MORE[which]).map(([name, choice]) => [name, { ...on, ...choice }]);
  return {
    ...ofStage(stage),
    gate: "checkpoint",
    key: `checkpoint-${which}`,
    title: `Checkpoint ${which.toUpperCase()}`,
    token: `checkpoint-${which}`,
    ask: {
      ask: `checkpoint-${which}`,
      auto: "proceed",
      shows: which === "c" ? "deploy" : "checks",
      passes: { when: `passes${which.toUpperCase()}`, option: "proceed" },
      options: {
        proceed: on,
        ...Object.fromEntries(more),
        revise: { move: { redo }, reason: true },
        stop,
      },
    },
  };
};

/** What an owner does in its area, at first and when it mends what somebody found. */
export const ownersWork = {
  writes: `${GATES}/stage-04-{item}.json`,
  documents: [pullRequestPath("{item}")],
  edits: "area",
  schema: "stage-04",
};

export const ownerFix = (title: string, token: string, brief: string): Fix => ({
  ...ownersWork,
  who: { role: "{role}" },
  each: { over: "owners" },
  title: `${title} - {item}`,
  token,
  brief,
});
/** Mended by the owners, and looked at again by whoever found it. */
const mend = (title: string, token: string, brief: string): HeldMove => ({
  fix: ownerFix(title, token, brief),
  then: "self",
});

/** `mend`: one more fix, or try; `past`: where a person's word leads who goes on without what was to be checked. */
export const check = (
  program: string,
  stage: string,
  { mend, past = "next", ...gate }: Pick<CheckGate, "key" | "title" | "when"> & { on: Moves; mend: Move; past?: Move },
): CheckGate =>
  checkGate({
    ...gate,
    ...ofStage(stage),
    who: { program },
    writes: `.task/${gate.key}.json`,
    fixes: "qa",
    limit: {
      ask: "check-limit",
      options: { continue: { move: mend }, accept: { ...accept, move: past }, stop },
    },
    stuck: { ask: "stuck", options: { again, waive: { ...waive, move: past }, stop } },
  });

export const cannotRun = (past: Move = "next"): Ask => ({
  ask: "check-cannot-run",
  options: { again, waive: { ...waive, move: past }, stop },
});

/** Red, and whether that is new cannot be told. */
export const unclear = (mend: Move, past: Move = "next"): Ask => ({
  ask: "tests-unclear",
  options: { continue: { move: mend }, accept: { ...accept, move: past }, stop },
});

export const mendMerge = mend("Mend merge", "stage-04", "fix-merge");
/** The tester changes tests that say what the feature is meant to change; owners mend what is red after that. */
export const mendOutdated = mend("Update tests", "stage-05", "fix-outdated");
export const mendChecks = mend("Mend checks", "stage-05", "fix-checks");
export const mendTests = mend("Mend tests", "stage-07", "fix-team-tests");
export const mendSecurity = mend("Mend security", "stage-05", "fix-security");
