import type { Question, Run, Task } from "./run.ts";

/** The language of workflows: gates as data, and the pure functions that the data names. */

/**
 * Who does a task: one of the plugin's agents, an external provider that the program runs as a
 * check, or the program itself.
 */
export type Who =
  | { agent: string; model: string }
  | { provider: string; agent: string; model: string }
  | { program: string }
  /**
   * A role of `Workflow.roles`, by its own model where none is named; `{role}` and `{model}` stand
   * for those of the gate's item.
   */
  | { role: string; model?: string };

/** Makes one task per item of a gate or a fix. In its texts `{item}` stands for the item. */
interface Each {
  /** A selector of the workflow. */
  over: string;
  /** A selector: where it finds anything, the tasks wait for one another. */
  in_turn?: string;
}

/** One of several things that a gate or a fix has a task for, and the role that does it. */
export interface Item {
  item: string;
  role: string;
  /** In the place of the role's own. */
  model?: string;
}

/** What a review is about: one file of the run, or the project's tree. */
type Subject = { file: string } | { tree: "all" };

/** What the person's own decision is recorded as; it is never shown as an approval. */
type WaiverKind = "accepted" | "overruled" | "waived";

/** One answer that the person may give. `reason: true` means that it counts only with one. */
export interface Choice {
  /** `leave`: a panel's seat is left out and has said nothing. */
  move: Move | "leave";
  reason?: true;
  /** Its words name some of these: a fact of the task has their numbers. */
  numbers?: string;
  waiver?: WaiverKind;
  /**
   * Name of a rule (`Functions.rules`): it is offered only where that holds as the question is
   * asked.
   */
  when?: string;
  /**
   * Name of a bar (`Functions.bars`): while it returns reasons, the choice is refused with them.
   */
  unless?: string;
  /** Sets options of the run. */
  sets?: Record<string, string>;
  /**
   * Settles the test commands that the question shows. `named`: commands in the person's text, one
   * per line, replace them.
   */
  tests?: "approved" | "refused" | "named";
}

export interface Ask {
  ask: string;
  options: Record<string, Choice>;
  /** The option that `--auto` takes; without one the person is asked even then. */
  auto?: string;
  /**
   * Name of what else the program runs or sends once the person goes on (`Functions.shows`): it is
   * shown whole first.
   */
  shows?: string;
  /** The artifact that asks was written as if the first label of each question were the answer. */
  assumes?: true;
  /**
   * While the rule `when` holds, the option is taken without asking. `seen`: name of those of the
   * commands that the person has seen and approved before (`Functions.shows`): they count as that.
   */
  passes?: { when: string; option: string; seen?: string };
}

/**
 * The first of these options that a question has is what a free text counts as: each wants the
 * person's own words, none is an approval, and none a command. Where a question has none of them,
 * free text is no answer.
 */
export const FREE_TEXT = ["correct", "answer", "revise", "continue"];

/** What an outcome may do to the run without passing its task. */
type Stay<A> =
  | "again"
  | "stop"
  /** Of an answer: the run waits until the person goes on, and is at the same question then. */
  | "hold"
  /** The run ends as failed. */
  | "fail"
  /** The item of a wave fails: what is left of it, and the items after it, are left out. */
  | "drop"
  /**
   * Somebody else does it; `other`: the same agent with the first of these models that it does not
   * have now.
   */
  | { substitute: Who | { other: string[] } }
  | { fix: Fix; then: "self" | "group" }
  /** Everything from this gate on is done anew. */
  | { redo: string }
  | A;

/** What an outcome does to the run. */
export type Move =
  | Stay<Ask>
  | "next"
  /**
   * The panel of this name goes on: seats whose verdict is about an older tree look again.
   * `reviews`: gates whose reviewer looks again too, where a part has changed since its approval.
   */
  | { tally: string; reviews?: string[] }
  /** Which of two moves comes is decided by a rule. */
  | { if: string; then: Move; else: Move };

/**
 * A move of an outcome that is no approval: it cannot pass the task, and the person can only with a
 * waiver.
 */
export type BlockingMove =
  | Stay<BlockingAsk>
  | { if: string; then: BlockingMove; else: BlockingMove };
export interface BlockingAsk extends Ask {
  options: Record<string, BlockingChoice>;
  passes?: never;
}
export type BlockingChoice = Choice &
  ({ move: BlockingMove } | { reason: true; waiver: WaiverKind });
/**
 * What comes of a task that gives nothing valid after every retry. `leave`: it is left out and has
 * said nothing; only a panel's seat may be.
 */
export type Stuck = Ask | "drop" | "fail" | "leave" | { if: string; then: Stuck; else: Stuck };

/**
 * What a status of a review counts as; only an approval may lead on, and a report, for which the
 * review was asked: it approves nothing.
 */
export type Counts = "approval" | "changes" | "question" | "rejection" | "report";
/**
 * The statuses that a review can have. A workflow may keep more about each of them, such as its
 * words.
 */
type Statuses = Readonly<Record<string, { readonly counts: Counts }>>;
/** One move for each status. */
type MovesOf<S extends Statuses> = {
  [K in keyof S]: S[K]["counts"] extends "approval" | "report" ? Move : BlockingMove;
};

/**
 * A task that fixes what a review or a check found; `then` of the move says which reviews are
 * repeated after it.
 */
export interface Fix {
  /** One task per item, in sequence: several owners have something to fix. */
  each?: Each;
  documents?: string[];
  edits?: string;
  /** `other`: as of a substitute, in the place of whoever wrote this last. */
  who: Who | { other: string[] };
  title: string;
  token: string;
  writes: string;
  schema: string;
  brief: string;
}

/** What one dispatch of an agent may use. Tokens read from the cache count as a tenth. */
export interface Bounds {
  tool_calls: number;
  minutes: number;
  tokens: number;
}

interface GateBase {
  key: string;
  /** Subject of its task; ` v<n>` is added from the second one on. */
  title: string;
  token: string;
  after: string[];
  /** The part of the workflow that it belongs to; a variant may leave it out. */
  part?: string;
  each?: Each;
  /** Its item, where `each` or a wave made it. */
  item?: string;
  /** The wave that it is made for. */
  wave?: string;
  /** A rule: where it does not hold, the task is skipped. */
  when?: string;
}

interface WorkBase extends GateBase {
  who: Who;
  /** Paths beside the artifact that its agent writes; one that ends in `/` is a folder. */
  documents?: string[];
  /**
   * The part of the project that it may change, by a name that the workflow knows; `all` is the
   * whole of it.
   */
  edits?: string;
  reads: string[];
  writes: string;
  /** Kind of its artifact. */
  schema: string;
  /** Names the text that says what to do. */
  brief: string;
  /** When the artifact stays invalid, or the agent is lost, after every retry. */
  stuck: Stuck;
  /**
   * Asked when its agent is at its bounds and has left no valid artifact. Its option `more` adds
   * another allotment.
   */
  bounded: Ask | "drop" | "fail";
}

/** An agent writes an artifact; its outcome decides. */
export interface ProduceGate extends WorkBase {
  gate: "produce";
  on: Record<string, Move>;
  /** What it has made stays when the run gets another variant. */
  stays?: true;
  tests?: TestAsks;
}

/**
 * Asked before a task is done: about test commands that nobody has approved, and when there are
 * none at all.
 */
interface TestAsks {
  unapproved: Ask;
  none?: Ask;
}

declare const HELD: unique symbol;

/**
 * A reviewer's verdict decides; rounds are counted per reviewer and per `group`. Only `review` can
 * make one.
 */
export interface ReviewGate extends WorkBase {
  gate: "review";
  readonly [HELD]: true;
  reviewer: string;
  group: string;
  of: Subject;
  statuses: Statuses;
  on: Record<string, Move>;
  stuck: BlockingAsk;
  bounded: BlockingAsk;
  limit: BlockingAsk;
  stale: BlockingAsk;
  /**
   * It counts as stalled as soon as one fix has closed none of the blockers and majors; left out:
   * after three without fewer of them.
   */
  stall?: true;
  /**
   * It may look beside the others of its group, where the run says so; then one fix answers what
   * all of them found.
   */
  beside?: true;
  /** A rule: where it holds, its agent has scripts of its own run, to see what reading does not show. */
  runs?: string;
  /** Asked when an external provider gives no verdict. */
  failed?: BlockingAsk;
  /** What comes of it without a question where the provider cannot be used here at all. */
  absent?: Absent;
}

/**
 * For a provider that is not there: an option of `failed` that the person has settled beforehand.
 */
export interface Absent {
  /** The failures that say so. */
  failures: string[];
  /** The option of the first rule that holds; `why` is recorded, as the reason of a waiver, too. */
  settled: { when: string; option: string; why: string }[];
  /** Else with `--auto`, which may take no waiver. */
  auto: { option: string; why: string };
}

/**
 * Makes a review gate. The compiler checks that each status has a move, and that only an approval
 * can pass the task.
 */
export const review = <const S extends Statuses>(
  gate: Omit<ReviewGate, "gate" | "statuses" | "on" | typeof HELD> & {
    statuses: S;
    on: NoInfer<MovesOf<S>>;
  },
): ReviewGate => ({ ...gate, gate: "review" }) as unknown as ReviewGate;

/**
 * The program runs something itself; its outcome decides. A check with `afterKinds` is not part of the
 * chain: it is created whenever a task with such an artifact is done and `when` holds, and whatever
 * waited for that task then waits for it.
 */
export interface CheckGate extends Omit<WorkBase, "token" | "bounded"> {
  gate: "check";
  /** Null: the token of the task that it stands after. */
  token: string | null;
  who: { program: string };
  afterKinds?: string[];
  /** Name of the limit on fixes in a row. */
  fixes: string;
  /** A review group that begins only on the tree that this check saw. */
  guards?: string;
  /** A review group whose findings it sums up: those that found something look again after its fix. */
  sums?: string;
  on: Record<string, Move>;
  limit: Ask | "drop" | "fail";
  tests?: TestAsks;
}

/** The person decides whether the run goes on, unless a rule or `--auto` does. */
export interface CheckpointGate extends GateBase {
  gate: "checkpoint";
  ask: Ask;
}

/**
 * One seat of a panel: several seats review parts of the same thing and vote on each part. When all
 * seats of a round have voted, the votes on each part are counted: it is approved, goes back to its
 * owner, or is put before the person.
 */
export interface PanelGate extends WorkBase {
  gate: "panel";
  panel: string;
  /** What the seats judge; left out: the project's tree. */
  of?: Subject;
  /** As of a review, for each seat. */
  runs?: string;
  /** Makes the changes that seats ask for, one task per owner. */
  revise: Fix;
  /**
   * Decides where a seat and an owner do not agree, and when the person asks for it; without one
   * the person decides.
   */
  arbiter?: Fix;
  /** Name of the limit on rounds between one seat and one owner; after it the arbiter decides. */
  rounds: string;
  /** Asked in a seat's own words. */
  escalation: Ask;
  /** Asked when a seat names no options, or when nobody else can end the rounds. */
  undecided: Ask;
  on: Record<string, Move>;
}

/**
 * Items of work, each carried out by the gates of `body`, as many at once as may be. Its own task
 * is the join: when it is ready first it makes the tasks of the items, and when those are over it
 * is ready again.
 */
export interface WaveGate extends GateBase {
  gate: "wave";
  /** How the items are found (`Functions.waves`). */
  items: string;
  /**
   * For each item, in this order; `{item}` and `{role}` in their texts are filled, their `after` is
   * within the body.
   */
  body: (ProduceGate | CheckGate)[];
  /** `stuck`: an item did not get through. */
  on: { done: Move; stuck: Move };
}

export type WorkGate = ProduceGate | ReviewGate | CheckGate | PanelGate;
export type Gate = WorkGate | CheckpointGate | WaveGate;
/** A gate whose task is dispatched. */
export const isWork = (gate: Gate): gate is WorkGate =>
  gate.gate !== "checkpoint" && gate.gate !== "wave";

/** An item of a wave; it begins when those in `after` are done. */
export interface WaveItem extends Item {
  title: string;
  after: string[];
}

/** How a workflow divides one of its plans. */
export interface WaveRules {
  /** Every item after those in its `after`. */
  items(run: Run): WaveItem[];
  /** How many items may be at work at once. */
  width(run: Run): number;
  /** How many items there may be; without it any number. */
  most?: number;
}

export interface Entry {
  gates: Gate[];
  /** Which parts each value of an option of the run has; without the option all of them. */
  variants?: { option: string; of: Record<string, string[]> };
  /** Gates that a changed request may go back to: option name to gate key. */
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
  /** The part has changed since. */
  stale: boolean;
  /** The person let the part stand against it: it counts in the place of an approval. */
  overruled?: boolean;
}

/** What the verdicts on one part come to. */
export interface PartVerdict {
  part: string;
  /** How many seats have to approve it. */
  required: number;
  /** Seats that may look at it, in the order in which they are asked. */
  reviewers: string[];
  verdicts: Verdict[];
  /** Seats whose approval counts. */
  approved: string[];
  /** Verdicts that ask for changes and that nobody has overruled. */
  changes: Verdict[];
}

/** How a workflow counts one of its panels. */
export interface PanelRules {
  /** The verdicts on each part. */
  standings(run: Run, gate: PanelGate, seats: Task[]): PartVerdict[];
  /** Parts that a seat's task has asked changes of: where the limit on rounds counts. */
  changesIn?(task: Task): string[];
  /** Who changes a part. */
  ownerOf(part: string): Item;
  /**
   * In place of the limit on rounds: the verdict about which the person decides before anything
   * goes on; null: none.
   * `stays`: it knows what the person has answered, and an answer that settles nothing is asked for
   * again.
   */
  ends?(run: Run, gate: PanelGate, parts: PartVerdict[]): { task: Task; stays?: true } | null;
  /**
   * Why the person cannot call the arbiter now; null: they can. `later`: the gates after the
   * panel.
   */
  refuses?(run: Run, later: Gate[]): { code: string; why: string } | null;
}

/** The functions that a workflow's data names. Pure. */
export interface Functions {
  rules: Record<string, (run: Run, gate: Gate) => boolean>;
  /** `task`: the one whose outcome asks for the items, else null. */
  selectors: Record<string, (run: Pick<Run, "settings">, task: Task | null) => Item[]>;
  /** Lines of what the program runs or sends later, each with what it is for. */
  shows: Record<string, (run: Run) => string[]>;
  /**
   * What commands are for that the person has typed in the place of those shown: tests, or options.
   * Left out: tests.
   */
  named(
    run: Run,
    lines: string[],
    question: Question,
  ): { tests: string[]; replaced: string[]; sets?: Run["options"] };
  /** Reasons why a choice is not possible now; empty: it is. */
  bars: Record<string, (run: Run) => string[]>;
  panels: Record<string, PanelRules>;
  waves: Record<string, WaveRules>;
  /**
   * New options for a run whose variant does not fit any more; the parts that it lacks are then
   * added. Null: it fits.
   */
  regrade(run: Run): Record<string, string> | null;
}

/** A workflow: data that survives a round trip through JSON, and the functions that it names. */
export interface Workflow extends Partial<Functions> {
  name: string;
  /** The folder of its own files, excluded from every subject. */
  files: string;
  /**
   * Limits by name: `per_reviewer`, and one per review group. The person's settings may have others
   * by the same names.
   */
  limits: Record<string, number>;
  /** Bounds of one dispatch, by agent; normal work stays well below them. */
  bounds: Record<string, Bounds>;
  /** Roles by name; `name*` is every role that begins with `name`. */
  roles?: Record<string, { agent: string; model: string }>;
  /** The phase without a run, and of one that was cancelled. */
  idle: string;
  /** The phase of a run of which nothing has begun; left out: that of its first task. */
  fresh?: string;
  complete: string;
  /**
   * The phase of a run that failed, and of one that waits, or ended, at one of the questions
   * `blocking`; left out: idle.
   */
  failed?: string;
  blocked?: { token: string; blocking: string[] };
  entries: Record<string, Entry>;
}
