import type { Settings } from "../settings.ts";
import type { Against } from "../workflows/review/fixed.ts";
import type { Facts } from "./facts.ts";
import type { Host, Request, Spent, Start } from "./run.ts";
import type { TestedCommand, TestOutcome } from "./test-record.ts";

/** A question that an artifact leaves open. */
export interface OpenQuestion {
  question: string;
  options: string[];
}

/** A valid artifact, reduced to what decides; the bytes are an object named by `sha`. */
export interface ArtifactFacts {
  sha: string;
  outcome: string;
  findings: {
    id: string;
    severity: "blocker" | "major" | "minor";
    outside: boolean;
    prints?: string[];
    against?: Against[];
  }[];
  /** `untouched`: called fixed while its place did not change. */
  prior: { id: string; state: "fixed" | "open"; untouched?: true }[];
  questions: OpenQuestion[];
  assumptions: string[];
  /** Places and criteria that were checked. */
  claims: number;
  reason: string | null;
  /** Test commands that it names; left out where an artifact of its kind names none. */
  commands?: string[];
  /** What else it says that decides. */
  facts?: Facts;
  /** Documents that were handed in with it, as objects. */
  documents?: { path: string; sha: string }[];
}

/** Why Claude's API gave no answer, in the host's words; `until`: when that ends, where it says so. */
export interface ApiFailure {
  failure: string;
  message: string;
  until: string | null;
}

/** Why the run waits although it asks nothing; the task is the one that got no answer. */
export interface Paused extends ApiFailure {
  task: string | null;
  at: string;
}

/** Facts that adapters gathered; the engine decides on nothing else. */
export type Command =
  | {
      do: "start";
      run: string;
      version: string;
      workflow: string;
      entry: string;
      request: Request;
      auto: boolean;
      settings: Settings;
      /** What the person chose, such as a track. */
      options?: Record<string, string>;
      session: string | null;
      host: Host | null;
      voidCalls: string[];
    }
  | {
      do: "dispatch";
      task: string;
      call: string;
      nonce: string;
      agentType: string;
      session: string;
      host: Host | null;
      brief: string;
      subject: string | null;
      check: boolean;
    }
  | { do: "bind"; task: string; call: string; agent: string }
  | { do: "check_started"; task: string; nonce: string; process: Host }
  | { do: "sent"; task: string; nonce: string; provider: string; bytes: number; files: string[]; withheld: number }
  /** Tests that the program ran: for a task, or by hand. */
  | {
      do: "tested";
      task: { id: string; nonce: string } | null;
      baseline: boolean;
      tree: string | null;
      after: string | null;
      outcome: TestOutcome;
      commands: TestedCommand[];
    }
  | {
      do: "check_failed";
      task: string;
      nonce: string;
      failure: string;
      message: string;
      detail: string;
      /** When a provider's limit ends, in its words. */
      until?: string | null;
      spent?: Spent | null;
    }
  /** The task's agent or check is over; `blockable`: it can still be told to go on. */
  | {
      do: "ended";
      task: string;
      nonce: string;
      blockable: boolean;
      subject: string | null;
      /** What it took, as far as its transcript tells. */
      spent?: Spent | null;
      /** The API's failure that ended it. */
      failure?: ApiFailure | null;
      result: { ok: true; artifact: ArtifactFacts } | { ok: false; problems: string[]; sha: string | null };
    }
  /** Its transcript is complete now. */
  | { do: "spent"; task: string; call: string; spent: Spent }
  /** The main thread got no answer from the API. */
  | { do: "hold"; failure: ApiFailure }
  | { do: "go_on" }
  | { do: "lost"; task: string; nonce: string; why: string }
  | { do: "gone"; call: string }
  | {
      do: "answer";
      question: string;
      option: string | null;
      text: string | null;
      via: "dialog" | "prompt" | "command" | "cli";
      session: string | null;
    }
  | { do: "change"; request: Request }
  /** A request for a new run while this one is live; journals of before do not say how it is started. */
  | { do: "second_request"; request: Request; start?: Start }
  /** The person wants a ruling now, on what these words say. */
  | { do: "ruling"; topic: Request }
  | { do: "cancel"; reason: string }
  | { do: "attach"; session: string; host: Host | null; force: boolean }
  /** Every running task is ready again and its dispatch void: the run is put aside. */
  | { do: "interrupt"; note: string }
  | { do: "deliver"; directive: string; session: string; reminder: boolean }
  | { do: "host_task"; task: string; hostTask: string }
  | { do: "host_blocked"; task: string; by: string[] }
  | { do: "host_completed"; task: string }
  | { do: "release" };

export type CommandOf<K extends Command["do"]> = Extract<Command, { do: K }>;

/** A command that the run's state does not allow; nothing was decided. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
