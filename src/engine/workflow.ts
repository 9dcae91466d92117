import type { Recorded } from "./events.ts";
import type { Run, Task } from "./run.ts";

/** The language of workflows: gates as data, and the pure functions that the data names. */

/**
 * Who carries a task out: one of the plugin's agents, an external provider that the program runs as a check, or the
 * program itself.
 */
export type Who =
  | { agent: string; model: string }
  | { provider: string; agent: string; model: string }
  | { program: string }
  /** A role of `Workflow.roles`; `{role}` stands for that of the gate's item. */
  | { role: string };

/** A gate that stands for one task per item. In its texts `{item}` stands for the item. */
interface Each {
  /** A selector of the workflow. */
  over: string;
  /** A selector: where it finds anything, the tasks wait for one another. */
  in_turn?: string;
}

/** What a gate, or a fix, stands for one task of. */
export interface Item {
  item: string;
  role: string;
}

/** What a review is about: one file of the run, or the project's tree. */
type Subject = { file: string } | { tree: "all" };

/** What the person's own decision is recorded as; it is never shown as an approval. */
type WaiverKind = "accepted" | "overruled" | "waived";

/** One answer that the person may give. `reason: true` means that it counts only with one. */
export interface Choice {
  move: Move;
  reason?: true;
  waiver?: WaiverKind;
  /** A bar: where it holds something, the choice is refused with what it says. */
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

/** Options that a free text is taken for, the first that a question has: none of them is an approval. */
export const FREE_TEXT = ["correct", "answer", "name", "revise", "again", "continue"];

/** What an outcome may do to the run without passing its task. */
type Stay<A> =
  | "again"
  | "stop"
  | { substitute: Who }
  | { fix: Fix; then: "self" | "group" }
  /** Everything from this gate on is done anew. */
  | { redo: string }
  | A;

/** What an outcome does to the run. */
export type Move =
  | Stay<Ask>
  | "next"
  /**
   * A panel decides with what its seats have said, and asks those again whose verdict is about something older;
   * `reviews`: gates whose reviewer looks again, too, where a part has moved since its approval.
   */
  | { tally: string; reviews?: string[] }
  /** By what a rule says of the run. */
  | { if: string; then: Move; else: Move };

/** A move of what is no approval: neither it nor a rule passes the task, and the person only with a waiver. */
export type HeldMove = Stay<HeldAsk> | { if: string; then: HeldMove; else: HeldMove };
export interface HeldAsk extends Ask {
  options: Record<string, HeldChoice>;
  passes?: never;
}
type HeldChoice = Choice & ({ move: HeldMove } | { reason: true; waiver: WaiverKind });

/** What a status of a review counts as; only an approval may lead on. */
export type Counts = "approval" | "changes" | "question" | "rejection";
/** The statuses that a review can have. A workflow may keep more about each of them, such as its words. */
type Statuses = Readonly<Record<string, { readonly counts: Counts }>>;
/** One move for each status. */
export type MovesOf<S extends Statuses> = {
  [K in keyof S]: S[K]["counts"] extends "approval" ? Move : HeldMove;
};

/** A task that mends what was found; `then` of the move says which reviews come again, as new tasks. */
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
  part?: string;
  each?: Each;
  /** Set where it is one of several that `each` made. */
  item?: string;
  /** A rule: where it does not hold, the task is skipped. */
  when?: string;
}

interface WorkBase extends GateBase {
  who: Who;
  /** Paths beside the artifact that its agent writes; one that ends in `/` is a folder. */
  documents?: string[];
  /** The part of the project that it may change, by a name that the workflow knows; `all` is the whole of it. */
  edits?: string;
  reads: string[];
  writes: string;
  /** Kind of its artifact. */
  schema: string;
  /** Names the text that says what to do. */
  brief: string;
  /** Asked when the artifact stays invalid, or the agent is lost, after every retry. */
  stuck: Ask;
  /** Asked when its agent is at its bounds and has left no valid artifact. Its option `more` adds another allotment. */
  bounded: Ask;
}

/** An artifact that is valid decides. */
export interface ProduceGate extends WorkBase {
  gate: "produce";
  on: Record<string, Move>;
  /** What it has made stays when the run gets another variant. */
  stays?: true;
  /** Asked before the task is done: about test commands that nobody has approved, and when there are none at all. */
  tests?: { unapproved: Ask; none: Ask };
}

declare const HELD: unique symbol;

/** A verdict decides; rounds are counted per reviewer and per `group`. Made by `review`, which compares statuses and moves. */
export interface ReviewGate extends WorkBase {
  gate: "review";
  readonly [HELD]: true;
  reviewer: string;
  group: string;
  of: Subject;
  statuses: Statuses;
  on: Record<string, Move>;
  stuck: HeldAsk;
  bounded: HeldAsk;
  limit: HeldAsk;
  stale: HeldAsk;
  /** Asked when an external provider gives no verdict. */
  failed?: HeldAsk;
  /** With the setting `final_confirmation` its approval has to be of what the group ended with. */
  confirm?: Confirm;
}

/** A review whose every status has a move, where only what counts as an approval can lead on: the compiler holds it. */
export const review = <const S extends Statuses>(
  gate: Omit<ReviewGate, "gate" | "statuses" | "on" | typeof HELD> & { statuses: S; on: NoInfer<MovesOf<S>> },
): ReviewGate => ({ ...gate, gate: "review" }) as unknown as ReviewGate;

/** A last re-review, of nothing but what changed since the approval. */
export interface Confirm {
  brief: string;
  reads: string[];
  /** Asked in its place when the limits allow no round more. */
  limit: HeldAsk;
}

/**
 * What the program runs itself decides. One that stands `behind` kinds of artifact has no place in the chain: it is
 * spawned whenever a task with such an artifact is done, where `when` holds, and what waited for that task waits for it.
 */
export interface CheckGate extends Omit<WorkBase, "token" | "bounded"> {
  gate: "check";
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
 * One seat of several that look at parts of the same thing, each part with a verdict of its own. When the last seat of a
 * round has spoken, a tally decides on every part: enough approve it, changes are asked of its owner, or the person.
 */
export interface PanelGate extends WorkBase {
  gate: "panel";
  panel: string;
  /** Mends what seats ask for, one task per owner. */
  revise: Fix;
  /** Decides where a seat and an owner do not agree, and when the person asks for it; without one the person decides. */
  arbiter?: Fix;
  /** Name of the limit on rounds between one seat and one owner, behind which the arbiter comes. */
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

/** A seat's newest verdict on one part of what its panel looks at. */
export interface Verdict {
  part: string;
  seat: string;
  task: Task;
  verdict: "approved" | "changes";
  /** What the seat puts before the person. */
  escalation: { decision: string; options: string[] } | null;
  /** It is about something older than what is there now. */
  stale: boolean;
}

/** What the verdicts on one part come to. */
export interface PartVerdict {
  part: string;
  /** How many have to approve it. */
  required: number;
  verdicts: Verdict[];
  /** Seats whose approval counts. */
  approved: string[];
  /** Verdicts that ask for changes and that nobody has overruled. */
  changes: Verdict[];
}

/** How a workflow counts one of its panels. */
export interface PanelRules {
  /** What the seats have said of each part that they look at. */
  standings(run: Run, gate: PanelGate, seats: Task[]): PartVerdict[];
  /** Parts that a seat's task has asked changes of. */
  changesIn(task: Task): string[];
  /** Who mends a part. */
  ownerOf(part: string): Item;
  /** Why the person cannot have the arbiter now; null: nothing speaks against it. `behind`: what comes after the panel. */
  refuses?(run: Run, behind: Gate[]): { code: string; why: string } | null;
}

/** The functions that a workflow's data names. Pure. */
export interface Functions {
  rules: Record<string, (run: Run, gate: Gate) => boolean>;
  /** `task`: the one whose outcome asks for the items, else null. */
  selectors: Record<string, (run: Pick<Run, "settings">, task: Task | null) => Item[]>;
  /** What speaks against a choice, in words; empty when nothing does. */
  bars: Record<string, (run: Run) => string[]>;
  panels: Record<string, PanelRules>;
  /** Options that the run gets because its variant does not fit it any more: the parts that it lacks follow. Null: it fits. */
  regrade(run: Run): Record<string, string> | null;
  /** An event as this version reads it that an older version of the workflow wrote. */
  upcast(event: Recorded): Recorded;
}

/** A workflow: data, which survives a round trip through JSON, and the functions that it names. */
export interface Workflow extends Partial<Functions> {
  name: string;
  /** The folder of its own files, excluded from every subject. */
  files: string;
  /** Limits by name: `per_reviewer`, and one per review group. The person's settings may have others by the same names. */
  limits: Record<string, number>;
  /** By agent; a task that works as it should never gets there. */
  bounds: Record<string, Bounds>;
  /** Roles by name, or by the part of a name before the `*`. */
  roles?: Record<string, { agent: string; model: string }>;
  /** Files that the program keeps beside the artifacts, by a name that the program knows. */
  keeps?: string;
  idle: string;
  complete: string;
  entries: Record<string, Entry>;
}
