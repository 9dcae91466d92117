import type { Failed, Took } from "./provider.ts";

/** What a person is told of a question that got no answer. */

/**
 * What may be known about a failure beside its kind: the provider's own last words, or those of the
 * network.
 */
export interface FailureFacts {
  words?: string;
  raw?: string | undefined;
  resetsAt?: string | undefined;
}

type Sentence = (title: string, facts: { seconds: number; until: string }) => string;

const HAPPENED = {
  not_installed: (title) => `${title} is not installed`,
  not_logged_in: (title) => `${title} is not logged in`,
  quota: (title, { until }) => `${title}'s limit is used up${until}`,
  timeout: (title, { seconds }) => `${title} did not answer within ${seconds} s and was stopped`,
  cancelled: (title) => `The request to ${title} was cancelled`,
  invalid_output: (title) => `${title} gave no usable answer`,
  failed: (title) => `${title} failed`,
  too_old: (title) => `${title} is too old`,
  // After all retries, or for longer than the time limit.
  rate_limited: (title, { until }) => `${title} accepts no more requests${until}`,
  no_key: (title) => `${title} has no key`,
  // Or it cannot be one.
  bad_key: (title) => `${title} refused the key`,
  unknown_model: (title) => `${title} does not know the model`,
  // No such host, refused, or a certificate that is not trusted.
  unreachable: (title) => `${title} cannot be reached`,
  server_error: (title) => `${title} failed`,
} satisfies Record<string, Sentence>;

/** Why a question got no answer. */
export type AskFailure = keyof typeof HAPPENED;

/** What helps, where a provider has no better word for it. */
const REMEDIES: Partial<Record<AskFailure, string>> = {
  quota: "wait and retry, or decide without it",
  rate_limited: "wait and retry, or decide without it",
  failed: "fix that and retry",
};

export type Remedies = Partial<Record<AskFailure, string>>;

/**
 * A question that got no answer, with one line for the person: what happened and what to do next.
 */
export function failedAsk(
  { title, limitMs, remedies }: { title: string; limitMs: number; remedies: Remedies },
  failure: AskFailure,
  { words = "", raw, resetsAt }: FailureFacts,
  took: Took,
): Failed {
  const until = resetsAt === undefined ? "" : ` until ${resetsAt}`;
  const sentence: Sentence = HAPPENED[failure];
  const happened = sentence(title, { seconds: Math.round(limitMs / 1_000), until });
  const detail = words === "" ? "" : ` (${oneLine(words, 240)})`;
  const remedy = remedies[failure] ?? REMEDIES[failure] ?? "retry";
  const message = oneLine(`${happened}${detail}: ${remedy}.`, 500);
  return {
    ok: false,
    failure,
    message,
    ...(raw !== undefined && { raw }),
    ...took,
    ...(resetsAt && { resetsAt }),
  };
}

/** Without control characters and line breaks, cut to `max` characters. */
export function oneLine(text: string, max: number): string {
  const line = Bun.stripANSI(text)
    .replace(/[^\P{C}\n\t]/gu, "")
    .replace(/\s+/g, " ")
    .trim();
  return line.length <= max ? line : `${line.slice(0, max - 1)}…`;
}
