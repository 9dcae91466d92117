import type { AskFailure } from "./provider.ts";

export const INSTALL = "npm install -g @openai/codex";

/** What can go wrong with a program. */
export type ProgramFailure = Exclude<
  AskFailure,
  "rate_limited" | "no_key" | "bad_key" | "unknown_model" | "unreachable" | "server_error"
>;

/**
 * Says from Codex' own last words why a turn failed. The phrases were seen with codex-cli 0.169.0; words that are not
 * known are `failed`. Only what Codex reports as its error may come in here, never text of the model or of a command.
 */
export function classify(words: string): "not_logged_in" | "quota" | "too_old" | "failed" {
  for (const [failure, phrases] of PHRASES) if (phrases.test(words)) return failure;
  return "failed";
}

const PHRASES = [
  [
    "quota",
    /usage limit|quota exceeded|insufficient_quota|out of credits|status:? 429|429 too many|rate limit|upgrade to (plus|pro)\b/i,
  ],
  [
    "not_logged_in",
    /401 unauthorized|not logged in|codex login|(log|sign)(ing)? in again|(incorrect|invalid) api key|access token could not be refreshed|missing environment variable/i,
  ],
  ["too_old", /^error: (unexpected argument|unrecognized subcommand|invalid value)/i],
] as const;

/** When the limit ends, in Codex' own words and the person's local time; undefined when it does not say. */
export function resetTime(words: string): string | undefined {
  return /try again at ([^.]{1,60})\./i.exec(words)?.[1]?.trim();
}

/** The text of an error as Codex reports it; a reply of the server comes as raw JSON and is taken apart. */
export function plainWords(message: string): string {
  try {
    const inner = JSON.parse(message)?.error?.message;
    if (typeof inner === "string" && inner !== "") return inner;
  } catch {
    // Plain text, as most are.
  }
  return message;
}

/** What may be known about a failure beside its kind. */
export interface FailureFacts {
  /** Codex' own last words. */
  words: string;
  limitMs: number;
  resetsAt?: string;
}

/** One line for the person: what happened and what to do next. */
export function failureMessage(failure: ProgramFailure, facts: FailureFacts): string {
  return oneLine(MESSAGES[failure](facts), 500);
}

const quoted = (words: string) => (words === "" ? "" : ` ("${oneLine(words, 240)}")`);

const MESSAGES = {
  not_installed: () => `Codex is not installed: run \`${INSTALL}\`, then \`codex login\`, and start this review again.`,
  not_logged_in: ({ words }) =>
    `Codex has no valid login${quoted(words)}: run \`codex login\` in a terminal and start this review again.`,
  quota: ({ words, resetsAt }) =>
    `Codex' limit is used up${resetsAt ? ` until ${resetsAt}` : ""}${resetsAt ? "" : quoted(words)}: ` +
    "wait and start this review again, or decide without it.",
  timeout: ({ words, limitMs }) =>
    `Codex gave no verdict within ${duration(limitMs)} and was ended${quoted(words)}: start this review again.`,
  cancelled: () => "The Codex review was cancelled: start it again when you want it.",
  invalid_output: ({ words }) =>
    `Codex ended without a usable verdict (${oneLine(words, 240)}): start this review again.`,
  failed: ({ words }) =>
    `Codex failed${quoted(words)}: put that right, or start this review again; \`codex exec "hello"\` in a terminal shows whether Codex works at all.`,
  too_old: ({ words }) =>
    `This Codex cannot do reviews (${oneLine(words, 240)}): update it with \`${INSTALL}@latest\` and start this review again.`,
} satisfies Record<ProgramFailure, (facts: FailureFacts) => string>;

function duration(ms: number): string {
  return ms < 120_000 ? `${Math.round(ms / 1_000)} s` : `${Math.round(ms / 60_000)} min`;
}

/** Without control characters and line breaks, cut to `max` characters. */
export function oneLine(text: string, max: number): string {
  const line = printable(text).replace(/\s+/g, " ").trim();
  return line.length <= max ? line : `${line.slice(0, max - 1)}…`;
}

/** The last `maxBytes` of a text, without terminal control sequences. */
export function lastPart(text: string, maxBytes: number): string {
  const bytes = Buffer.from(printable(text).trim());
  if (bytes.length <= maxBytes) return bytes.toString();
  let from = bytes.length - maxBytes;
  while ((bytes[from]! & 0xc0) === 0x80) from++;
  return bytes.subarray(from).toString();
}

function printable(text: string): string {
  return Bun.stripANSI(text).replace(/[^\P{C}\n\t]/gu, "");
}
