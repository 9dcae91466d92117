// @bun
import {
  INSTALL
} from "./s235.js";

// src/providers/codex-failures.ts
function classify(words) {
  for (const [failure, phrases] of PHRASES)
    if (phrases.test(words))
      return failure;
  return "failed";
}
var PHRASES = [
  [
    "quota",
    /usage limit|quota exceeded|insufficient_quota|out of credits|status:? 429|429 too many|rate limit|upgrade to (plus|pro)\b/i
  ],
  [
    "not_logged_in",
    /401 unauthorized|not logged in|codex login|(log|sign)(ing)? in again|(incorrect|invalid) api key|access token could not be refreshed|missing environment variable/i
  ],
  ["too_old", /^error: (unexpected argument|unrecognized subcommand|invalid value)/i]
];
function resetTime(words) {
  return /try again at ([^.]{1,60})\./i.exec(words)?.[1]?.trim();
}
function plainWords(message) {
  try {
    const inner = JSON.parse(message)?.error?.message;
    if (typeof inner === "string" && inner !== "")
      return inner;
  } catch {}
  return message;
}
function failureMessage(failure, facts) {
  return oneLine(MESSAGES[failure](facts), 500);
}
var said = (words) => words === "" ? "" : ` ("${oneLine(words, 240)}")`;
var MESSAGES = {
  not_installed: () => `Codex is not installed: run \`${INSTALL}\`, then \`codex login\`, and start this review again.`,
  not_logged_in: ({ words }) => `Codex has no valid login${said(words)}: run \`codex login\` in a terminal and start this review again.`,
  quota: ({ words, resetsAt }) => `Codex' limit is used up${resetsAt ? ` until ${resetsAt}` : ""}${resetsAt ? "" : said(words)}: ` + "wait and start this review again, or decide without it.",
  timeout: ({ words, limitMs }) => `Codex gave no verdict within ${duration(limitMs)} and was ended${said(words)}: ` + "start this review again; codex.timeout_minutes gives the next run's reviews longer.",
  cancelled: () => "The Codex review was cancelled: start it again when you want it.",
  invalid_output: ({ words }) => `Codex ended without a usable verdict (${oneLine(words, 240)}): start this review again.`,
  failed: ({ words }) => `Codex failed${said(words)}: put that right, or start this review again; \`codex exec "hello"\` in a terminal shows whether Codex works at all.`,
  too_old: ({ words }) => `This Codex cannot do reviews (${oneLine(words, 240)}): update it with \`${INSTALL}@latest\` and start this review again.`
};
function duration(ms) {
  return ms < 120000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60000)} min`;
}
function oneLine(text, max) {
  const line = printable(text).replace(/\s+/g, " ").trim();
  return line.length <= max ? line : `${line.slice(0, max - 1)}\u2026`;
}
function lastPart(text, maxBytes) {
  const bytes = Buffer.from(printable(text).trim());
  if (bytes.length <= maxBytes)
    return bytes.toString();
  let from = bytes.length - maxBytes;
  while ((bytes[from] & 192) === 128)
    from++;
  return bytes.subarray(from).toString();
}
function printable(text) {
  return Bun.stripANSI(text).replace(/[^\P{C}\n\t]/gu, "");
}

export { classify, resetTime, plainWords, failureMessage, oneLine, lastPart };
