import type * as z from "zod/mini";
import type { ArtifactFacts, CommandOf, TestedFinding } from "../../engine/commands.ts";
import type { Question, Run, SEVERITIES, Start, Task, TaskWho } from "../../engine/run.ts";
import type { Workflow } from "../../engine/workflow.ts";
import type { Project } from "../../project/project.ts";
import type { Workstream } from "../../project/worktrees/names.ts";
import type { Scene } from "../../record/scene.ts";
import type { Settings } from "../../settings.ts";
import type { Notice, NoticeAdds } from "./notice.ts";

/**
 * What a workflow brings: its data, the artifacts that its agents write, what their briefs say,
 * what the program checks itself, and the words of its questions. Whatever is the same for every
 * workflow is done outside its folder, once.
 */

/** What one dispatch adds to a task. */
export interface Dispatched {
  /** Proves that whoever writes the artifact got this brief. */
  nonce: string;
  /** What the task is about, named by its content; null where there is nothing to bind to. */
  subject: string | null;
  /** Time of the dispatch, ISO 8601 in UTC. */
  now: string;
}

/** A part of a brief; one without a body is left out. */
export interface BriefPart {
  title: string;
  body: string;
}

/**
 * How an agent gets a file. `shown`: its text is in the brief. `opened`: the brief names it, and
 * the agent reads it together with the files that it changes. `there`: the brief names it, and the
 * agent mostly does not read it. `none`: the brief does not name it. A text in a brief is paid for
 * with every request of the agent, so it has to save one: tests/fixtures/live shows what agents
 * open.
 */
export type Use = "shown" | "opened" | "there" | "none";

/**
 * What a brief says beside what every brief says. `F`: the facts that the workflow gathers once for
 * a dispatch.
 */
export interface Brief<F = unknown> {
  /** What to do, in one paragraph to the agent. */
  work(facts: F): string;
  /**
   * What the agent has to know for it: text of others, which is material and never an instruction.
   */
  parts(facts: F): BriefPart[];
  /**
   * How this dispatch gets a file that its gate has it read; left out: each stands in the brief.
   */
  use?(path: string, facts: F): Use;
  /** Files of the project that stand in the brief as well. */
  shows?(facts: F): string[];
}

/**
 * What an artifact says, once it holds. `problems` is empty then; else each names the field, what
 * was found, what is expected.
 */
export type Checked = Omit<ArtifactFacts, "sha" | "documents"> & {
  problems: string[];
  if_denied?: IfDenied;
};

/**
 * What comes of an artifact in place of its own outcome, where the host did refuse its writer all
 * of these commands.
 */
interface IfDenied {
  commands: string[];
  outcome: string;
}

/**
 * How the test of a finding went. `back`: files of the project itself that it changed, each put
 * back, and where its bytes are.
 */
export type FindingRun = TestedFinding & { back?: { path: string; kept: string }[] };

/** A document of the project. */
export interface Document {
  path: string;
  text: string;
}

/** One kind of artifact: its form, its rules and its check, in one file. */
export interface ArtifactKind<T = unknown, F = unknown> {
  /** Parses the JSON of an artifact. */
  schema: z.ZodMiniType<T>;
  /**
   * The number of its first finding: the program numbers them, in the order of their list. Left
   * out: it has none.
   */
  firstFinding?(scene: Pick<Scene, "workflow" | "run">, task: Task): number;
  /**
   * The file as its writer sees it in the brief: all that code knows filled in, `<…>` where the
   * writer replaces.
   */
  form(facts: F): string;
  /** The documents for people that the program writes from a valid one. */
  written?(value: T, scene: Scene, task: Task): Document[];
  /** What is checked beside the form, one line each, so that it is right at the first try. */
  rules(facts: F): string[];
  /**
   * What a valid artifact means, or what is wrong with it. Reads the run's own record and the tree
   * that the task is about. The caller has parsed it, and compared task and nonce. `value`: what
   * the schema gives.
   * @throws TreeUnreadable
   */
  check(value: T, scene: Scene, task: Task, subject: string | null): Checked;
  /** What the program runs to settle what a valid one says: a test of its own for a finding. */
  settle?(
    value: T,
    scene: Scene,
    task: Task,
    subject: string,
    checked: Checked,
  ): Promise<Checked & { tests: FindingRun[] }>;
}

/** What the program found out by itself; `outcome` is one of the gate's. */
export interface CheckResult {
  outcome: string;
  /** The tree that it is about; null where it cannot be told. */
  tree: string | null;
  facts?: ArtifactFacts["facts"];
  /** Commands that a question about it shows. */
  commands?: string[];
  /** Tests that it ran, for the journal. */
  tested?: Omit<CommandOf<"tested">, "do" | "task">;
  /** Written to the task's file as it is. */
  record: object;
}
/**
 * What the program does itself for a task; it changes nothing of the run. `signal` fires when it is
 * told to end.
 */
export type Check = (scene: Scene, task: Task, signal: AbortSignal) => Promise<CheckResult>;

/**
 * The lines that say what a question decides, and the file that holds the whole of it, relative to
 * the project.
 */
export interface QuestionLines {
  lines: string[];
  /** What an answer costs. A terminal shows it first, so that the rest stands beside the options. */
  price?: string[];
  /** The person approves each word of them: none is cut. */
  whole?: true;
  file: string | null;
  /**
   * What the person should have read: a session prints it before it asks. Left out: `file`, where
   * that is markdown.
   */
  reads?: string;
  /** What of that a terminal shows, which prints no document. */
  unread?: string[];
  /** The request is of many parts: commands for such requests are named. */
  large?: true;
  /**
   * What its numbers are, for an option that takes numbers: the host's dialog has them to be ticked,
   * where there is room.
   */
  ticks?: Tick[];
}
export interface Tick {
  number: number;
  label: string;
  description: string;
}
/**
 * The words of one kind of question: what is asked, what it is about, and what each answer means.
 */
export interface QuestionWords {
  /** At most twelve characters: the host cuts longer ones. */
  header: string;
  title(scene: Pick<Scene, "workflow" | "run">, question: Question): string;
  /** Left out: nothing but the title; `task` is the one that the question is about. */
  lines?(scene: Scene, question: Question, task: Task): QuestionLines;
  /** What stands before each command that the question shows. */
  commandLabel?(command: string): string;
  options: Record<string, { label: string; description: string }>;
}

/** Files that the program writes from a run's state, below the workflow's own folder. */
export interface Outputs {
  files: Document[];
  /** Files that are left as they are, and why. */
  problems: string[];
}

/** Who says of a criterion that it is met, and by what. */
export interface CriterionReport {
  id: string;
  text: string;
  /** Steps of the plan that cover it. */
  steps: string[];
  /** What they are called where they are no steps of a plan. */
  steps_are?: string;
  /** What each code reviewer said of it, in the order of the chain. */
  verdicts: { reviewer: string; met: boolean; evidence: string[] }[];
  /**
   * Where tests show it: whether the program saw them pass; null while it has run none, or cannot
   * tell.
   */
  met?: boolean | null;
  /**
   * `seen`: the program saw the test of this name pass; null: its command tells none of its tests.
   */
  tests?: { test: string; file: string; seen: boolean | null }[];
}
/** A finding that was called fixed while its place did not change. */
export interface UntouchedFix {
  id: string;
  reviewer: string;
  /** A file with the line that was named, or a step of the plan. */
  place: string;
  problem: string;
  fix: string;
}
/** A problem that a reviewer found, and what became of it. */
export interface FindingOutcome {
  id: string;
  severity: (typeof SEVERITIES)[number];
  /** Who found it, in words, and the task that did. */
  reviewer: string;
  task: string;
  /** A file with its line, or a part of a plan; null: it is about the whole. */
  place: string | null;
  /** What stands there; empty where nothing was quoted, or the file is secret. */
  quote: string;
  problem: string;
  /** What would mend it; empty where nobody said. */
  fix: string;
  /**
   * `mended`: its reviewer, or a later one, agreed; `accepted`: the person let it be; `refuted`:
   * its own test passes, so it went
   * back and did not come again; `outside`: open, and not of this change; `void`: what it was about
   * does not count any more.
   */
  state: "open" | "mended" | "withdrawn" | "accepted" | "refuted" | "outside" | "void";
  /** How far its own test shows it; `argued`: it has none; left out: it is about no code. */
  proof?: "proven" | "refuted" | "unknown" | "argued";
  /** What its own test shows of it, in words; left out: nothing. */
  tested?: string;
  /**
   * The task whose author mended it, and the one that agreed, as `T10 Fix Plan - Opus v1`; null:
   * nobody.
   */
  mended_by: string | null;
  closed_by: string | null;
  /** It was called fixed although its place did not change. */
  elsewhere?: true;
  /** Each time that an author declined it, oldest first. */
  declined?: { by: string; reason: string }[];
  /** Who took it back, and why. */
  withdrawn?: { by: string; reason: string };
  /** What others said who found the same, each in the review of this task. */
  also?: { by: string; id: string; task: string; problem: string }[];
  /** What speaks against it, in words: who calls it less. */
  doubts?: string[];
}
/** The problem of one whose words are gone. */
export const LOST = "(its text is no longer kept)";
/** What a report says of a run that only its workflow knows. */
export interface WorkflowReport {
  /** What the run is about, in a few words; null where nothing of it says so. */
  story: string | null;
  criteria: CriterionReport[];
  /** What has the criteria, in words; null: nothing of this run does. */
  criteria_in: string | null;
  /** Whether a person has approved them; left out or null: nobody is to, or it is open. */
  criteria_approved?: boolean | null;
  /** Where the work departs from the plan. */
  deviations: string[];
  /** Stands in the report's JSON under its own names. */
  own: Record<string, unknown>;
}
/** How good something is; `none`: nothing tells. */
export type Tone = "good" | "warn" | "bad" | "none";
/** A row of a part: a sign, a name, a text, and the lines below it. */
export interface Row {
  tone?: Tone | "busy" | "next" | "asks" | "skipped";
  id?: string;
  text: string;
  /** What is typed, of which the text says what it does. */
  command?: string;
  more?: string[];
  /** Cells of a table after its text. */
  cells?: string[];
}
/** A part of a report or a status: each form of them is a list of parts, printed in its own way. */
export interface Part {
  /** Left out: its rows stand by themselves. */
  title?: string;
  rows: Row[];
  /** Said in place of rows; left out: nothing is. */
  none?: string;
  /** The number after the title, where it is not that of the rows; null: none. */
  count?: number | null;
  /** It is a table: a name for the texts, and for each cell, the most important first. */
  columns?: string[];
  /** Whoever has to merge the change reads it, too. */
  merging?: true;
  /** Only where there is room for all: a page folds it, and a terminal does without. */
  detail?: true;
}
/** Lines that stand by themselves. */
export const linesPart = (texts: readonly string[], more: Partial<Part> = {}): Part => ({
  rows: texts.map((text) => ({ text })),
  ...more,
});
/** A list of texts. */
export const listPart = (title: string, texts: readonly string[], more: Partial<Part> = {}): Part =>
  linesPart(texts, { title, ...more });
/** What a workflow's report has beside what every report has. */
export interface OwnParts {
  /** What is shown of its work, in a line; whoever has to merge the change reads it, too. */
  shown?: string;
  /** In front of everything. */
  first?: Part[];
  /** After the reviewers. */
  reviews?: Part[];
  /** These say what was written: that no file of the project changed is no news. */
  written?: boolean;
  /** After what is open. */
  closing?: Part[];
}

/**
 * What may stand after `--<flag>`: nothing, one of several names, several of them, a name that may
 * be left out, what a run builds on (a complete run of the project, or a branch), or a file whose
 * text stands for the request.
 */
export type Flag =
  | { takes: "nothing"; value?: undefined; optional?: undefined; about: string }
  | { takes: "variant"; value: string; about: string }
  | {
      takes: "names";
      value: string;
      about: string;
      known(settings: Settings): string[];
      what: string;
    }
  /** `alone`: the option's value where the flag stands alone. */
  | { takes: "name"; value: string; optional: true; alone: string; about: string }
  | { takes: "run" | "file"; value: string; about: string };

/** What every start command takes; none of it is an option of the run. */
export const EVERY_RUN: Record<"auto" | "background" | "worktree", Flag> = {
  auto: { takes: "nothing", about: "Do not ask where an answer can be assumed" },
  background: { takes: "nothing", about: "Run in the background; this session stays free" },
  worktree: { takes: "nothing", about: "The same in a worktree of its own, on a new branch" },
};

/** Names the run, or the branch, that a run builds on. */
export const ON_OPTION = "on";
export const ON: Record<typeof ON_OPTION, Flag> = {
  [ON_OPTION]: {
    takes: "run",
    value: "<run|branch>",
    about:
      "Build on what a complete run or a branch left; the agents know its story, plan and findings",
  },
};
/**
 * Begins the option that has the hash of a text that a flag has named: of what the run builds on, or
 * of the file. It is read once, as the run starts.
 */
export const TEXT_OPTION = "told_";

/** What the project tells agents, as `Instruction[]` in JSON; see `TOLD`. */
export const INSTRUCTIONS = "instructions";

/** Option of a run whose request is the text of an issue: its address. */
export const ISSUE_OPTION = "issue";
/**
 * Option of such a run: the hash of that text. The request may be changed while the run is live.
 */
export const ISSUE_REQUEST = "issue_sha";
/** Option of a run that is about a pull request: its number. */
export const PULL_OPTION = "pull";
/** What has come back on its pull request, as `ReceivedFeedback` in JSON; see `TOLD`. */
export const FEEDBACK = "feedback";
/** What a run answers: of whoever, and bounded. */
export interface ReceivedFeedback {
  items: FeedbackItem[];
  /** What is more than that, as sentences. */
  left: string[];
}
/** A thread on a line, a comment on none, or a check that fails. */
export interface FeedbackItem {
  /** By which its answer names it: R1, R2 … */
  id: string;
  /** By which GitHub's side knows it; another one once somebody says more. */
  key: string;
  kind: "thread" | "comment" | "check";
  author: string;
  isBot: boolean;
  file: string | null;
  line: number | null;
  text: string;
  url: string;
  /** The comment that a reply to a thread names. */
  replyTo: number | null;
}
/** What a run says to one of them. */
export interface ItemAnswer {
  id: string;
  state: "fixed" | "declined" | "asks";
  text: string;
}
/** Flag of such a run: the tests of a fork run here, which are a stranger's code. */
export const RUN_TESTS = "run-tests";
export const OF_PULL: Record<typeof RUN_TESTS, Flag> = {
  [RUN_TESTS]: {
    takes: "nothing",
    about: "Of a pull request from a fork: run its tests, which are a stranger's code",
  },
};
/**
 * Option of a run that was started in a folder of the project, and not in the project's own: that
 * folder, relative to it.
 */
export const FROM_OPTION = "started_in";

/**
 * What one run took where it was measured, in a sentence: in a session, and without a main thread.
 */
export type Measured = Record<"session" | "direct", string>;

/** What a person reads when a run starts, a sentence each. */
export interface Announcement {
  does: string;
  /** When the person is asked, where they did not type --auto; every run asks at its ceiling. */
  asks: string;
  /** What is left in the project, and where it is committed; left out: a change, uncommitted. */
  leaves?: string;
  /** What else they should know before anything is spent. */
  more?: string[];
  /** Said of the cost where no run of the project tells. */
  measured?: Measured;
}

/** A command that starts a run. */
export interface StartCommand {
  entry: string;
  /** What the person types after it. */
  request: string;
  /**
   * By name; what is given becomes an option of the run by that name, `yes` where it takes nothing;
   * those of EVERY_RUN are none.
   */
  flags: Record<string, Flag>;
  /**
   * Every word that begins with `--` is a flag, and one that is unknown is refused; else one within
   * the request belongs to it.
   */
  strict: boolean;
  /** Options of a run where the person types none of these. */
  defaults?: Readonly<Record<string, string>>;
  /** It is for requests of many parts, and what it does with them. */
  large?: string;
  /** Flags of which a run has one at most. */
  oneOf?: readonly string[];
  /** Why a run with these options cannot keep what they promise; null: it can. */
  refuses?(options: Readonly<Record<string, string>>, settings: Settings): string | null;
  /** Nothing has to be typed after it. */
  bare?: true;
  /**
   * `#12`, or the address of a pull request, in the place of its text stands for that, and its words
   * are the request. `change`: what it is about are its commits, as a range. `feedback`: it is what
   * came back on it, and the run works on its branch.
   */
  pull?: "change" | "feedback";
  /** In a terminal it is a verb, too; what that does. */
  verb?: string;
  /**
   * The request is free text: `#12`, or the address of an issue, in its place stands for what is
   * written there.
   */
  issue?: true;
  /**
   * What the text after it means in this project; left out: it is the request as it stands. Loaded
   * on use.
   */
  resolves?: () => Resolve;
  tells?(run: Pick<Run, "options" | "assigned" | "settings">): Announcement;
  /** A line for the person about what these options mean; null: nothing. */
  hint?(start: Pick<Start, "entry" | "options">): string | null;
}

export type Resolve = (
  root: string,
  request: string,
  options?: Readonly<Record<string, string>>,
  typed?: TypedIn,
) => Resolved;

/** The folder in which a start command was typed, and whether its run gets a worktree. */
export interface TypedIn {
  from?: string;
  beside?: boolean;
}

/**
 * What a start command means in a project: its entry, request and options; or why it starts
 * nothing. `wrong`: it was typed wrongly; `finished`: nothing is left to do.
 */
export type Resolved =
  | {
      ok: true;
      entry: string;
      request: string;
      options: Record<string, string>;
      /** The commit that it is about: the run has a checkout of that for itself, and not this one. */
      at?: string;
    }
  | { ok: false; problem: string; wrong?: true; finished?: true };

/** What an external model is asked. */
export interface ExternalPrompt {
  prompt: string;
  /** Files of the project, and of the run, that it quotes or names. */
  files: string[];
  /** Files that the deny list kept out. */
  withheld: number;
}

/** What a verb on the project shows. */
export interface ProjectAnswer {
  /** Files of the project cannot be read. */
  isBroken: boolean;
  title: string;
  lines: string[];
  parts: Part[];
  data: object;
}
/** A verb of the terminal, and of the host, that is about files of the project and needs no run. */
export interface ProjectVerb {
  summary: string;
  /** Loaded on use. */
  act: () => (root: string) => ProjectAnswer;
}

/** A run that is complete. */
export interface EndedRun {
  scene: Scene;
  /** What it is about, in a few words. */
  story(): string;
  /** The project's files that it changed; null: that cannot be told. */
  files(): string[] | null;
}

/** What is typed, and what it does, in a few words. */
export interface NextStep {
  command: string;
  does: string;
}

/**
 * All that the program knows of one workflow. Nothing outside its folder knows it by name, save the
 * table in `index.ts`.
 */
export interface WorkflowModule<F = unknown> {
  workflow: Workflow;
  /** What a person types to start it, by what stands after the plugin's name. */
  starts: Record<string, StartCommand>;
  /**
   * What begins by itself after a run that is complete, or why nothing does; of one that has
   * failed always the latter. Null: nothing was meant to. What begins may not lead back to where it
   * was.
   */
  follows?(root: string, run: Run): Resolved | null;
  /**
   * What a person types after a run that is over, by what is in the project now; null, or left
   * out: nothing in particular.
   */
  onward?(project: Project, run: Run): NextStep | null;
  /**
   * Who does which role in a run that starts now, each in the order in which they are tried; left
   * out: as the data says.
   * `isReady`: whether a provider has its key, or its program, here.
   */
  assigns?(settings: Settings, isReady: (provider: string) => boolean): Record<string, TaskWho[]>;
  /** Its own fields of the settings file, by name. */
  settings?: () => Promise<Record<string, z.ZodMiniType>>;
  /**
   * What is wrong with them beyond their form: a line for each field with what was found and what
   * is expected. `providers`: ids of the external models that there are, with those of the
   * settings.
   */
  settingsProblems?(settings: Settings, providers: () => readonly string[]): string[];
  /** Loaded on use: the schema library costs more than everything else that a hook does. */
  artifacts: Record<string, () => Promise<ArtifactKind<unknown, F>>>;
  /** Gathers, once for a dispatch, what its brief is made of. */
  briefFacts(scene: Scene, task: Task, dispatched: Dispatched): F;
  briefs: Record<string, Brief<F>>;
  /**
   * What the program does itself, by name. Loaded on use: nothing but the process of a check needs
   * it.
   */
  checks: () => Promise<Record<string, Check>>;
  questions: Record<string, QuestionWords>;
  /**
   * Why a rule of the workflow has left a task out, or passed one without asking, by the rule's
   * name.
   */
  skipReasons?: Record<string, string>;
  /** What names of branches that its runs make begin with, by what is in the project now. */
  branches?(root: string): string[];
  /** The worktree that a task works in; null: the project itself. */
  worktree?(scene: Scene, task: Task): Workstream | null;
  /**
   * Why a task may not change a file, by its name in the project, in words for its agent; null: it
   * may change all. On the way of every write, so it reads nothing from the disk.
   */
  editRule?(scene: Scene, task: Task): ((name: string) => string | null) | null;
  /**
   * Commands that its checks run themselves, beside the tests that a person approved. Read on the
   * way of a command.
   */
  commands?(scene: Scene): string[];
  /** Files that a task reads although no task of this run writes them. */
  lasting?: string[];
  /**
   * Files of its own folder, and folders with a slash at their end, that stay there when a run is
   * archived.
   */
  outlives?: string[];
  outputs?(scene: Scene): Outputs;
  /** Whether a run has any of them; left out: each has. */
  hasOutputs?(run: Run): boolean;
  /** Kinds of artifacts whose every version its outputs keep. */
  keeps?: string[];
  /** What came back on its pull request, and what it says to that. Loaded on use. */
  answers?(scene: Scene): Pick<ReceivedFeedback, "items"> & { answers: ItemAnswer[] };
  /** Steps of its plan, in a line each: for a later run that builds on it. */
  planned?(scene: Scene): string[];
  /** What its status shows beside, or in the place of, the table of tasks. */
  status?: {
    /** Stands in the status' JSON under its own names. `next`: what a person should do now. */
    own(scene: Scene, next: string): Record<string, unknown>;
    /** Of the same; `instead`: in the place of that table. */
    parts(own: Record<string, unknown>): Part[];
    instead?: true;
  };
  /**
   * The run is put aside: leaves in the project's own files what whoever goes on has to know.
   * Returns what could not be written. Loaded on use.
   */
  parked?(scene: Scene): string[];
  /**
   * Why nothing is left to do for a run that was put aside: it was done without it; null: it can go
   * on. Loaded on use.
   */
  overtaken?(scene: Scene): string | null;
  /**
   * Notes in the workflow's own files what a run of another workflow has come to in this project;
   * done again it changes nothing. Returns what could not be written. Loaded on use.
   */
  notes?(ended: EndedRun): string[];
  /** How the project stands where no run is; null: it has nothing to say of it. Loaded on use. */
  standing?(root: string): Part | null;
  report: {
    /** What `--auto` does not put to the person, such as `the story`. */
    unasked: string;
    /** `final`: the tree that the run ended with; `note` takes what is not kept any more. */
    facts(scene: Scene, final: string | null, note: (what: string) => void): WorkflowReport;
    /** All that reviewers found, in the order in which they did. */
    caught(scene: Scene): FindingOutcome[];
    /** `own`: the facts of its own. */
    parts?(own: Record<string, unknown>): OwnParts;
  };
  /**
   * What a message about its run says beside what every message says: no contents of files, no
   * prompts. `scene`: the run as it stood then.
   */
  notice?(scene: Scene, notice: Notice): NoticeAdds;
  /** Verbs of the terminal on the project's own files, by name. */
  verbs?: Record<string, ProjectVerb>;
}
