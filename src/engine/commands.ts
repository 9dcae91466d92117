import type { EventOf } from "./events.ts";
import type { ApiFailure, Head, Host, MainUse, Request, Spent, Start } from "./run.ts";

/** A question that an artifact leaves open. */
export interface OpenQuestion {
  question: string;
  options: string[];
}

/** What the test of a finding came to. */
export type TestedFinding = Omit<EventOf<"finding_tested">, "type" | "run" | "task">;

/** What the engine needs of a valid artifact; its bytes are the object named by `sha`. */
export interface ArtifactFacts
  extends Omit<EventOf<"accepted">, "type" | "run" | "task" | "artifact" | "subject" | "by"> {
  sha: string;
  questions: OpenQuestion[];
  assumptions: string[];
  reason: string | null;
}

/** A command with all the facts that the engine decides on; they were gathered outside. */
export type Command =
  | ({ do: "start" } & Omit<EventOf<"run_created">, "type" | "form">)
  | ({
      do: "dispatch";
      agentType: string;
      /** Files that were changed since the check that guards it; null: not looked at. */
      moved?: string[] | null;
      /** Where the person's repository stands. */
      head?: Head["head"] | null;
      /** All files that git brought before this first work. */
      brought?: string[];
    } & Omit<EventOf<"dispatched">, "type" | "run" | "agent_type" | "bounds" | "head" | "brought">)
  | { do: "bind"; task: string; call: string; agent: string; calls?: true }
  /**
   * Calls of its agent have changed files; `all`: nobody saw which; `runs_on`: one has left
   * something at work.
   */
  | ({ do: "changed" } & Omit<EventOf<"changed">, "type" | "run">)
  /** Its agent has written the artifact; `sense`: hash of what that says. */
  | { do: "wrote"; task: string; nonce: string; sense: string }
  | { do: "check_started"; task: string; nonce: string; process: Host }
  | ({ do: "sent"; nonce: string } & Omit<EventOf<"sent">, "type" | "run" | "more">)
  /** Tests that the program ran for a task. */
  | ({ do: "tested"; task: { id: string; nonce: string } } & Omit<
      EventOf<"tested">,
      "type" | "run" | "task"
    >)
  | ({
      do: "check_failed";
      nonce: string;
      /** When a provider's limit ends, in its words. */
      until?: string | null;
      spent?: Spent | null;
    } & Omit<EventOf<"check_failed">, "type" | "run">)
  /** A script that the program ran for this task. */
  | ({ do: "tried"; nonce: string } & Omit<EventOf<"tried">, "type" | "run">)
  /** Tests of findings that the program ran for this task. */
  | { do: "finding_tests"; task: string; nonce: string; tests: TestedFinding[] }
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
      /**
       * How its host ended, where that did not end well: then no result says nothing of the agent.
       */
      died?: string;
      /**
       * It wrote no result, and was refused a file that it has to write: another try would be
       * refused that, too.
       */
      withheld?: boolean;
      /** What the person decides about before the run goes on. */
      noticed?: Pick<EventOf<"noticed">, "what" | "key" | "text">;
      result:
        | { ok: true; artifact: ArtifactFacts }
        | { ok: false; problems: string[]; sha: string | null };
    }
  /** Its transcript is complete now. */
  | { do: "spent"; task: string; call: string; spent: Spent }
  /** The main thread got no answer from the API. */
  | { do: "hold"; failure: ApiFailure }
  /** The main thread was reminded of what it has to start, and left it undone. */
  | { do: "unheeded" }
  /**
   * The person stopped these agents, or declined to start them: their tasks start when the person
   * goes on.
   */
  | { do: "halt"; tasks: { task: string; nonce: string; declined?: true }[] }
  | { do: "go_on" }
  | { do: "lost"; task: string; nonce: string; why: string }
  | { do: "gone"; call: string }
  | { do: "stopped"; call: string }
  | ({
      do: "answer";
      option: string | null;
      /** The person named the question by its id. */
      named?: boolean;
    } & Omit<EventOf<"answered">, "type" | "run" | "option">)
  /**
   * The host's dialog opens with these questions; `printed`: they were printed whole, without one.
   */
  | { do: "show"; questions: string[]; printed?: boolean }
  /**
   * Code noticed something that the person has to know of; `hold`: the run waits until they say
   * that it may go on.
   */
  | ({ do: "notice"; hold: boolean } & Omit<EventOf<"noticed">, "type" | "run" | "asked">)
  /**
   * Files that no call of the run has changed, and of which the person has not said whose they are.
   */
  | ({ do: "unclaimed" } & Omit<EventOf<"unclaimed">, "type" | "run">)
  | { do: "change"; request: Request }
  /** A request for a new run while this one is live. */
  | { do: "second_request"; request: Request; start: Start }
  /** The person calls the arbiter of the run's panel, on this topic. */
  | { do: "consult"; topic: Request }
  | { do: "cancel"; reason: string }
  | { do: "attach"; session: string; host: Host | null; driver?: true; force: boolean }
  /** The run is put aside: every running task becomes ready again and its dispatch void. */
  | { do: "interrupt"; note: string }
  | { do: "deliver"; directive: string; session: string; reminder: boolean; main?: MainUse }
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
