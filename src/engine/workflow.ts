import type { Run, Task } from "./run.ts";
import type { AreaVerdict } from "./seats.ts";

/**
 * Who carries a task out: one of the plugin's agents, an external provider that the program runs as a check, or the
 * program itself (what it does then is named in `adapters/program-checks.ts`).
 */
export type Who =
  | { agent: string; model: string }
  | { provider: string; agent: string; model: string }
  | { program: string }
  /** A role of `Workflow.roles`; `{role}` stands for that of the gate's item. */
  | { role: string };

/** A gate that stands for one task per item. In its texts `{item}` stands for the item. */
export interface Each {
  /** A selector of `engine/selectors.ts`. */
  over: string;
  /** A selector: where it finds anything, the tasks wait for one another. */
  in_turn?: string;
}

/** What a review is about: one file of the run, or the project's tree. */
export type Subject = { file: string } | { tree: "all" };

/** One answer that the person may give. `reason: true` means that it counts only with one. */
export interface Choice {
  move: Move;
  reason?: true;
  /** Recorded as the person's own decision and never shown as an approval. */
  waiver?: "accepted" | "overruled" | "waived";
  /** Where this rule holds something, the choice is refused with what it says. */
  unless?: string;
  /** Sets options of the run. */
  sets?: Record<string, string>;
  /** Settles the test commands that the task's artifact names; `named`: those of the person's own text, one a line. */
  tests?: "approved" | "refused" | "named";
}

export interface Ask {
  ask: string;
  options: Record<string, Choice>;
  /** What `--auto` answers; without it the question waits for the person also then. */
  auto?: string;
  /** A rule by which the option is taken without the person. */
  passes?: { when: string; option: string };
}

/** What an outcome does to the run. */
export type Move =
  | "next"
  | "again"
  | "stop"
  | { substitute: Who }
  | { fix: Fix; then: "self" | "group" }
  /**
   * A panel decides with what its seats have said, and asks those again whose word is about something older; `reviews`:
   * gates whose reviewer looks again, too, where an area has moved since its approval.
   */
  | { tally: string; reviews?: string[] }
  /** By what a rule says of the run. */
  | { if: string; then: Move; else: Move }
  | { redo: string }
  | Ask;

/** A task that mends what a review found; `then` of the move says which reviews come again, as new tasks. */
export interface Fix {
  /** One task per item, one behind the other: several owners have something to mend. */
  each?: Each;
  documents?: string[];
  edits?: string;
  who: Who;
  title: string;
  token: string;
  writes: string;
  schema: string;
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
  /** Subject of its task; from the second on ` v<n>` is added. */
  title: string;
  token: string;
  after: string[];
  /** The part of the workflow that it belongs to: a variant leaves parts out. */
  stage?: string;
  each?: Each;
  /** Set where it is one of several that `each` made. */
  item?: string;
  /** A rule of `engine/rules.ts`: where it does not hold, the task is skipped. */
  when?: string;
}

interface WorkBase extends GateBase {
  who: Who;
  /** Paths beside the artifact that its agent writes; one that ends in `/` is a folder. */
  documents?: string[];
  /** The part of the project that it may change, named in `adapters/parts.ts`; `all` is the whole of it. */
  edits?: string;
  reads: string[];
  writes: string;
  schema: string;
  /** Names the text of `render/briefs.ts` that says what to do. */
  brief: string;
  /** Asked when the artifact stays invalid, or the agent is lost, after every retry. */
  stuck: Ask;
  /** Asked when its agent is at its bounds and has left no valid artifact. */
  bounded: Ask;
}

/** An artifact that is valid decides. */
export interface ProduceGate extends WorkBase {
  gate: "produce";
  on: Record<string, Move>;
  /** Asked before the task is done: about test commands that nobody has approved, and when there are none at all. */
  tests?: { unapproved: Ask; none: Ask };
}

/** A verdict decides; rounds are counted per reviewer and per `group`. */
export interface ReviewGate extends WorkBase {
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
export interface CheckGate extends Omit<WorkBase, "token" | "bounded" | "schema"> {
  gate: "check";
  schema: string;
  /** Null: the token of the task that it stands behind. */
  token: string | null;
  who: { program: string };
  behind?: string[];
  /** Name of the limit on fixes in a row. */
  fixes: string;
  /** A review group that begins only on the tree that this check saw. */
  guards?: string;
  on: Record<string, Move>;
  limit: Ask;
}

/** The person's decision, or a rule on what is there, lets the run go on. */
export interface CheckpointGate extends GateBase {
  gate: "checkpoint";
  ask: Ask;
}

/**
 * One seat of several that look at areas of the same change, each area with a verdict of its own. When the last seat of a
 * round has spoken, a tally decides on every area: enough approvals, changes asked of its owner, or the person.
 */
export interface PanelGate extends WorkBase {
  gate: "panel";
  panel: string;
  /** Mends what seats ask for, one task per owner. */
  revise: Fix;
  /** Rules where a seat and an owner do not agree, and after the person has decided. */
  ruling: Fix;
  /** Name of the limit on rounds between one seat and one owner, behind which the ruling comes. */
  rounds: string;
  /** Asked in a seat's own words; and where it names no options, or nothing ends the rounds. */
  escalation: Ask;
  undecided: Ask;
  on: Record<string, Move>;
}

export type WorkGate = ProduceGate | ReviewGate | CheckGate | PanelGate;
export type Gate = WorkGate | CheckpointGate;

export interface Entry {
  gates: Gate[];
  /** Which parts each value of an option of the run has; without the option all of them. */
  variants?: { option: string; of: Record<string, string[]> };
  /** Where a changed request may lead back to: option name to gate key. */
  back: Record<string, string>;
}

/** What a gate, or a fix, stands for one task of. */
export interface Item {
  item: string;
  role: string;
}

/** What a workflow counts of a panel's seats. */
export interface PanelRules {
  /** What the seats have said of each part that they look at. */
  standings(run: Run, gate: PanelGate, seats: Task[]): AreaVerdict[];
  /** Who mends a part. */
  ownerOf(part: string): Item;
}

/** The functions that a workflow's data names. Pure. */
export interface Functions {
  rules: Record<string, (run: Run, gate: Gate) => boolean>;
  /** `task`: the one whose outcome asks for the items, else null. */
  selectors: Record<string, (run: Pick<Run, "settings">, task: Task | null) => Item[]>;
  /** What speaks against a choice, in words; empty when nothing does. */
  bars: Record<string, (run: Run) => string[]>;
  panels: Record<string, PanelRules>;
}

/** A workflow: data, which survives a round trip through JSON, and the functions that it names. */
export interface Workflow extends Partial<Functions> {
  name: string;
  /** The folder of its own files, excluded from every subject. */
  files: string;
  /** Limits by name: `per_reviewer`, and one per review group. */
  limits: Record<string, number>;
  /** By agent; a task that works as it should never gets there. */
  bounds: Record<string, Bounds>;
  /** Roles by name, or by the part of a name before the `*`. */
  roles?: Record<string, { agent: string; model: string }>;
  idle: string;
  complete: string;
  entries: Record<string, Entry>;
}
