import type { ReportPanel } from "../../workflows/contract.ts";
import type { ReportFacts } from "../report.ts";

/** All that a page shows, as plain data; times are milliseconds since 1970. */

/** How a task stands, as its box is coloured. `asks`: it is over, and asked for more; `waived`: the person let it be; `void`: it does not count any more. */
export const STATES = {
  none: "not there yet",
  blocked: "blocked",
  ready: "next",
  running: "at work",
  waiting: "waits for you",
  done: "done",
  asks: "asked for changes",
  waived: "let be by the person",
  skipped: "left out",
  failed: "failed",
  cancelled: "cancelled",
  void: "does not count any more",
} as const;
export type State = keyof typeof STATES;

/** From when to when something went on. */
export type Span = readonly [from: number, to: number];

export interface PageTask {
  id: string;
  subject: string;
  /** Agent and model. */
  who: string;
  kind: "gate" | "fix" | "rereview";
  /** The review that a fix answers; null: it is no fix. */
  fixes: string | null;
  after: string[];
  state: State;
  /** What came of it, in a few words; empty while nothing has. */
  outcome: string;
  spans: Span[];
  /** Tokens of all its dispatches; 0: nobody told. */
  tokens: number;
}

/** One event of the journal: what happened, and which tasks stand otherwise after it, by their place in the list. */
export interface Step {
  seq: number;
  at: string;
  said: string;
  task: string | null;
  changed: [task: number, state: State][];
}

/** One verdict of a reviewer. */
export interface Round {
  /** The reviewer's name in the report. */
  reviewer: string;
  task: string;
  subject: string;
  outcome: string;
  summary: string | null;
  minutes: number;
}

/** Lines of a file around a finding's place, numbered from `first`; `marked`: those that are meant. */
export interface Excerpt {
  first: number;
  lines: string[];
  marked: Span;
}

/** A run of the tests by the program. */
export interface TestRun {
  at: string;
  task: string | null;
  baseline: boolean;
  outcome: string;
  commands: { command: string; state: string; passed: number; failed: number; skipped: number; ms: number }[];
}

export interface Page {
  facts: ReportFacts;
  /** Lines of the workflow's own. */
  own: string[];
  /** What seats have said together; null: the run has none. */
  panel: ReportPanel | null;
  /** What the run cost in money, in words; empty while nothing is known. */
  cost: string;
  tasks: PageTask[];
  steps: Step[];
  /** Events of the journal; more than `steps` where some were left out. */
  events: number;
  /** When a person was asked, up to their answer. */
  asked: Span[];
  rounds: Round[];
  tests: TestRun[];
  /** By their place in `facts.findings`. */
  excerpts: ReadonlyMap<number, Excerpt>;
  /** The unified diff of all files, null where the trees cannot be read; `truncated`: it goes on. */
  diff: { text: string; truncated: boolean } | null;
  /** Files whose part of the diff is too long to be shown. */
  long: ReadonlySet<string>;
  /** How the whole of what is left out can be seen, as commands. */
  whole: { report: string; log: string; diff: string | null };
  /** When the page was made. */
  made: string;
  version: string;
  /** The reader's time zone, such as `Europe/Vienna`. */
  zone: string;
}
