import type { ArtifactKind } from "../artifacts/index.ts";

/**
 * Who carries a task out: one of the plugin's agents, an external provider that the program runs as a check, or the
 * program itself (what it does then is named in `adapters/program-checks.ts`).
 */
export type Who =
  | { agent: string; model: string }
  | { provider: string; agent: string; model: string }
  | { program: string };

/** What a review is about: one file of the run, or the project's tree. */
export type Subject = { file: string } | { tree: "all" };

/** One answer that the person may give. `reason: true` means that it counts only with one. */
export interface Choice {
  move: Move;
  reason?: true;
  /** Recorded as the person's own decision and never shown as an approval. */
  waiver?: "accepted" | "overruled" | "waived";
  /** Settles the test commands that the task's artifact names; `named`: those of the person's own text, one a line. */
  tests?: "approved" | "refused" | "named";
}

export interface Ask {
  ask: string;
  options: Record<string, Choice>;
  /** What `--auto` answers; without it the question waits for the person also then. */
  auto?: string;
}

/** What an outcome does to the run. */
export type Move =
  | "next"
  | "again"
  | "stop"
  | { substitute: Who }
  | { fix: Fix; then: "self" | "group" }
  | { redo: string }
  | Ask;

/** A task that mends what a review found; `then` of the move says which reviews come again, as new tasks. */
export interface Fix {
  who: Who;
  title: string;
  token: string;
  writes: string;
  schema: ArtifactKind;
  brief: string;
}

/** What one dispatch of an agent may take: its tool calls, its time, and its tokens (those read from the cache count a tenth). */
export interface Bounds {
  tool_calls: number;
  minutes: number;
  tokens: number;
}

interface GateBase {
  key: string;
  /** Subject of its task; from the second on ` v<n>` is added where `versioned`. */
  title: string;
  token: string;
  after: string[];
  who: Who;
  reads: string[];
  writes: string;
  schema: ArtifactKind;
  /** Names the text of `render/briefs.ts` that says what to do. */
  brief: string;
  /** Asked when the artifact stays invalid, or the agent is lost, after every retry. */
  stuck: Ask;
  /** Asked when its agent is at its bounds and has left no valid artifact. */
  bounded: Ask;
}

/** An artifact that is valid decides. */
export interface ProduceGate extends GateBase {
  gate: "produce";
  on: Record<string, Move>;
  /** Asked before the task is done: about test commands that nobody has approved, and when there are none at all. */
  tests?: { unapproved: Ask; none: Ask };
}

/** A verdict decides; rounds are counted per reviewer and per `group`. */
export interface ReviewGate extends GateBase {
  gate: "review";
  reviewer: string;
  group: string;
  of: Subject;
  on: Record<string, Move>;
  limit: Ask;
  stale: Ask;
  /** Asked when an external provider gives no verdict. */
  failed?: Ask;
  /** With the setting `final_confirmation` its approval has to be of what the group ended with. */
  confirm?: Confirm;
}

/** A last re-review, of nothing but what changed since the approval. */
export interface Confirm {
  brief: string;
  reads: string[];
  /** Asked in its place when the limits allow no round more. */
  limit: Ask;
}

/**
 * What the program runs itself decides. One that stands `behind` kinds of artifact has no place in the chain: it is
 * spawned whenever a task with such an artifact is done, where `when` holds, and what waited for that task waits for it.
 */
export interface CheckGate extends Omit<GateBase, "token" | "schema" | "bounded"> {
  gate: "check";
  /** Null: the token of the task that it stands behind. */
  token: string | null;
  who: { program: string };
  schema: "test-record";
  of: Subject;
  behind: ArtifactKind[];
  /** A rule of `engine/rules.ts`. */
  when: string;
  /** Name of the limit on fixes in a row. */
  fixes: string;
  /** A review group that begins only on the tree that this check saw. */
  guards?: string;
  on: Record<string, Move>;
  limit: Ask;
}

export type Gate = ProduceGate | ReviewGate | CheckGate;

export interface Entry {
  gates: Gate[];
  /** Where a changed request may lead back to: option name to gate key. */
  back: Record<string, string>;
}

/** A workflow is data: a test holds that it survives a round trip through JSON. */
export interface Workflow {
  name: string;
  /** The folder of its own files, excluded from every subject. */
  files: string;
  /** Limits by name: `per_reviewer`, and one per review group. */
  limits: Record<string, number>;
  /** By agent; a task that works as it should never gets there. */
  bounds: Record<string, Bounds>;
  /** Agents that change the project; every other one writes its artifact alone. */
  editors: string[];
  idle: string;
  complete: string;
  entries: Record<string, Entry>;
}
