import type { Settings } from "../settings.ts";

import type { Edit, EventOf, Facts } from "./events.ts";
import type { ApiFailure, Head, Host, Request, Spent, Start } from "./run.ts";

/** A question that an artifact leaves open. */
export interface OpenQuestion {
  question: string;
  options: string[];
}

/** What the engine needs of a valid artifact; its bytes are the object named by `sha`. */
export interface ArtifactFacts {
  sha: string;
  outcome: string;
  findings: EventOf<"accepted">["findings"];
  prior: EventOf<"accepted">["prior"];
  declined?: EventOf<"accepted">["declined"];
  known?: EventOf<"accepted">["known"];
  said?: string;
  questions: OpenQuestion[];
  assumptions: string[];
  /** Statements of it that were checked. */
  claims: number;
  reason: string | null;
  /** Test commands that it names; left out where an artifact of its kind names none. */
  commands?: string[];
  /** What else it says that decides. */
  facts?: Facts;
  /** Documents that were handed in with it, as objects. */
  documents?: { path: string; sha: string }[];
}

/** A command with all the facts that the engine decides on; they were gathered outside. */
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
      /** What the person chose. */
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
      /** Files that were changed since the check that guards it; null: not looked at. */
      moved?: string[] | null;
      check: boolean;
      /** Where the person's repository stands. */
      head?: Head["head"] | null;
    }
  | { do: "bind"; task: string; call: string; agent: string }
  /** Its agent has written the artifact; `sense`: hash of what that says. */
  | { do: "wrote"; task: string; nonce: string; sense: string }
  | { do: "check_started"; task: string; nonce: string; process: Host }
  | { do: "sent"; task: string; nonce: string; provider: string; bytes: number; files: string[]; withheld: number }
  /** Tests that the program ran: for a task, or by hand. */
  | ({ do: "tested"; task: { id: string; nonce: string } | null } & Omit<EventOf<"tested">, "type" | "run" | "task">)
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
  /** The task's agent or check has ended; `blockable`: the host can still send it back to work. */
  | {
      do: "ended";
      task: string;
      nonce: string;
      blockable: boolean;
      subject: string | null;
      /** Files of a review's subject that were changed since its dispatch; null: not looked at. */
      moved?: string[] | null;
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
  /** The main thread was reminded of what it has to start, and left it undone. */
  | { do: "unheeded" }
  /** The person stopped these agents, or declined to start them: their tasks start when the person goes on. */
  | { do: "halt"; tasks: { task: string; nonce: string; declined?: true }[] }
  | { do: "go_on" }
  | { do: "lost"; task: string; nonce: string; why: string }
  | { do: "gone"; call: string }
  | { do: "stopped"; call: string }
  | {
      do: "answer";
      question: string;
      option: string | null;
      text: string | null;
      via: "dialog" | "prompt" | "command" | "cli";
      session: string | null;
      /** The person named the question by its id. */
      named?: boolean;
    }
  /** What the settings file says now, as far as the run takes it over. */
  | { do: "settings"; settings: Settings }
  /** The host's dialog opens with these questions; `printed`: they were printed whole, without one. */
  | { do: "show"; questions: string[]; printed?: boolean }
  /** An accepted file was changed by hand; its bytes are kept. */
  | { do: "edited"; edit: Edit }
  | { do: "change"; request: Request }
  /** A request for a new run while this one is live; older journals do not say how it is started. */
  | { do: "second_request"; request: Request; start?: Start }
  /** The person calls the arbiter of the run's panel, on this topic. */
  | { do: "consult"; topic: Request }
  | { do: "cancel"; reason: string }
  | { do: "attach"; session: string; host: Host | null; force: boolean }
  /** The run is put aside: every running task becomes ready again and its dispatch void. */
  | { do: "interrupt"; note: string }
  | { do: "deliver"; directive: string; session: string; reminder: boolean }
  | { do: "host_task"; task: string; hostTask: string }
  | { do: "host_blocked"; task: string; by: string[] }
  | { do: "host_completed"; task: string }
  | { do: "release" };

export type CommandOf<K extends Command["do"]> = Extract<Command, { do: K }>;

/** Thrown for a command that the run's state does not allow; nothing was decided. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}
