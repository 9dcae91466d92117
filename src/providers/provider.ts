import type { AskFailure } from "./failures.ts";

export type { AskFailure } from "./failures.ts";

/** One question to an external model. */
export interface AskRequest {
  /** The whole text for the model. */
  prompt: string;
  /** One JSON object is wanted, whose form the prompt says; absent: plain text. */
  json?: boolean;
  /** The project, which a program may read and must not be able to write. */
  cwd: string;
  /** For everything together: retries, and the waits before them. */
  timeoutMs: number;
  /** The provider's own default when absent. */
  model?: string;
  /** Tokens that the answer may have; the provider's own bound when absent. A program has none. */
  maxOutputTokens?: number;
  /** The whole environment of the program, and where keys are looked for; nothing is inherited. */
  env: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  /**
   * Called before each time that the prompt is handed over, retries too; when it throws, the prompt
   * stays here.
   */
  sending?: () => void;
  /**
   * An existing folder that nobody else uses. What is in it afterwards is the caller's to remove.
   */
  scratch: string;
}

/**
 * What an answer took, as far as the provider says: tokens as it counts them, and calls of tools.
 */
export interface Usage {
  /** Those read from the cache among them. */
  input: number;
  cached: number;
  output: number;
  calls: number;
}

/** What is known of an answer, and of the lack of one. */
export interface Took {
  /** The model that was asked for; absent where that was left to the provider. */
  model?: string;
  /** The model that says it has answered, where it has another name. */
  answered?: string;
  usage?: Usage;
  /** What the person should know of how it came about. */
  warning?: string;
  durationMs: number;
}

export type Failed = Took & {
  ok: false;
  failure: AskFailure;
  /** One line for the person: what happened, and what to do next. */
  message: string;
  /** An answer that could not be used. */
  raw?: string;
  /**
   * For `quota` and `rate_limited`, when the provider says it: a time in ISO 8601, or in its own
   * words.
   */
  resetsAt?: string;
};

/**
 * `text`: where JSON is wanted an object, whose form is not checked yet; else the answer as it
 * came. `raw`: the model's answer as
 * it came over the wire; the key, should it be in there, masked.
 */
export type AskResult = (Took & { ok: true; text: string; raw: string }) | Failed;

/**
 * What is there, as far as it can be seen from here; or what stands in the way of an answer, and
 * what the person can do.
 */
export type ProviderState =
  | { ok: true; found: string }
  | { ok: false; problem: string; remedy: string };

/**
 * An external model.
 *
 * Contract: no method throws or rejects; failure is a value. A result is `ok` only when the
 * provider ended by itself without an error, and gave one JSON object where that is wanted. When a
 * method returns, nothing that it started still runs.
 */
export interface Provider {
  /** Stable, lower case: part of settings and file names. */
  id: string;
  /** For people. */
  title: string;
  /** What has to be on PATH; null: an endpoint. */
  program: string | null;
  /** Variables that may hold the key, the first that is set counts; empty: it needs none. */
  keys: readonly string[];
  baseUrl: string | null;
  /**
   * The model that is asked for where nobody names one; null: left to the program, or has to be
   * named.
   */
  model: string | null;
  /** How a person gets it going, as one clause. */
  setup: string;
  /** Looks without spending anything: no model is called, no request made. */
  probe(env: AskRequest["env"]): Promise<ProviderState>;
  ask(request: AskRequest): Promise<AskResult>;
}
