/** One review by an external program. */
export interface ReviewRequest {
  /** The whole text for the reviewer; see `prompts.ts`. */
  prompt: string;
  /** JSON schema of the verdict, as zod emits it. */
  schema: object;
  /** The project, which the reviewer may read and must not be able to write. */
  cwd: string;
  timeoutMs: number;
  /** The provider's own default when absent. */
  model?: string;
  /** The whole environment of the program; nothing is inherited. */
  env: Record<string, string | undefined>;
  signal?: AbortSignal;
  /** Called when the program is there and gets the prompt next; when it throws, the prompt stays here. */
  sending?: () => void;
  /** An existing folder that nobody else uses. What is in it afterwards is the caller's to remove. */
  scratch: string;
}

export type ReviewFailure =
  | "not_installed"
  | "not_logged_in"
  | "quota"
  | "timeout"
  | "cancelled"
  | "invalid_output"
  | "failed"
  | "too_old";

/** What a review took, as far as the program says: tokens as a provider counts them, and calls of tools. */
export interface Usage {
  /** Those read from the cache among them. */
  input: number;
  cached: number;
  output: number;
  calls: number;
}

export type ReviewResult =
  | {
      ok: true;
      /** A JSON object, not yet checked against the schema. */
      text: string;
      usage?: Usage;
      durationMs: number;
    }
  | {
      ok: false;
      failure: ReviewFailure;
      /** One line for the person: what happened, and what to do next. */
      message: string;
      /** The program's own last words, at most 2 kB, without control characters other than line breaks. */
      detail: string;
      usage?: Usage;
      durationMs: number;
      /** For `quota`, when the provider says it: its own words, such as "Mar 17th, 2030 5:46 PM" (local time). */
      resetsAt?: string;
    };

export interface ProviderState {
  installed: boolean;
  version?: string;
  /** "unknown" when the program's own answer does not cover the way it is set up. */
  loggedIn: boolean | "unknown";
  /** What stands in the way of a review, in one line; absent when nothing is known to. */
  problem?: string;
  /** What the person can do about it; present with `problem`. */
  remedy?: string;
}

/** Why a program cannot review here at all, in one line to the person. */
export interface Absence {
  failure: "not_installed" | "not_logged_in";
  message: string;
}

/**
 * An external reviewer.
 *
 * Contract: neither method throws or rejects; failure is a value. A result is `ok` only when the program ended by
 * itself without an error and wrote one JSON object. When a method returns, nothing that it started still runs.
 */
export interface Provider {
  /** Stable, lower case: part of settings and file names. */
  id: string;
  /** For people. */
  title: string;
  /** What has to be on PATH. */
  program: string;
  /** How a person gets it and logs in, as one clause. */
  setup: string;
  /** Whether it is known that the program cannot review here; null: it may. Quick, and no model is called. */
  absence(env: ReviewRequest["env"]): Promise<Absence | null>;
  /** Looks without spending anything: no model is called. */
  probe(env: ReviewRequest["env"]): Promise<ProviderState>;
  review(request: ReviewRequest): Promise<ReviewResult>;
}
