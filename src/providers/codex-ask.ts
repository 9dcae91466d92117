import { isUtf8 } from "node:buffer";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { messageOf } from "../process/attempt.ts";
import { type ProcessResult, runProcess } from "../process/run.ts";
import { readRegular } from "../store/files/disk.ts";
import { MAX_ANSWER_BYTES, readAnswer } from "./answer.ts";
import { execArguments, sandboxProblem } from "./codex-arguments.ts";
import { CodexEvents } from "./codex-events.ts";
import { errorLine, INSTALL, isLoggedOut, LOGIN } from "./codex-state.ts";
import { type FailureFacts, failedAsk, oneLine, type Remedies } from "./failures.ts";
import type { AskFailure, AskRequest, AskResult, Usage } from "./provider.ts";

/**
 * What Codex' own last words say; those that are not known are `failed`. The phrases were seen with
 * codex-cli 0.169.0.
 */
const PHRASES: [AskFailure, RegExp][] = [
  ["too_old", /unexpected argument '-/],
  [
    "quota",
    /usage limit|quota exceeded|insufficient_quota|out of credits|status:? 429|429 too many|rate limit|upgrade to (plus|pro)\b/i,
  ],
  [
    "not_logged_in",
    /401 unauthorized|not logged in|codex login|(log|sign)(ing)? in again|(incorrect|invalid) api key|access token could not be refreshed|missing environment variable/i,
  ],
];

const failureOf = (words: string): AskFailure =>
  PHRASES.find(([, phrases]) => phrases.test(words))?.[0] ?? "failed";

const REMEDIES: Remedies = {
  not_installed: `run \`${INSTALL}\`, then \`${LOGIN}\`, then retry`,
  not_logged_in: `run \`${LOGIN}\` in a terminal, then retry`,
  too_old: `update it with \`${INSTALL}@latest\`, then retry`,
  failed: 'fix that and retry; `codex exec "hello"` in a terminal shows whether Codex works at all',
};

/** One answer of `codex exec`. Rejects never: what goes wrong is told in the result. */
export async function ask(command: string, request: AskRequest): Promise<AskResult> {
  const started = performance.now();
  let usage: Usage | undefined;
  let warning: string | undefined;
  const took = () => ({
    ...(usage && { usage }),
    ...(warning && { warning }),
    durationMs: performance.now() - started,
  });
  const about = { title: "Codex", limitMs: request.timeoutMs, remedies: REMEDIES };
  const fail = (failure: AskFailure, facts: FailureFacts = {}): AskResult =>
    failedAsk(about, failure, facts, took());
  try {
    const answerFile = join(request.scratch, "answer");
    // An answer of an earlier run must never count.
    rmSync(answerFile, { force: true });

    if (Bun.which(command, { PATH: request.env.PATH ?? "" }) === null)
      return fail("not_installed", { words: `${command}: not found on PATH` });
    if (await isLoggedOut(command, request.env)) return fail("not_logged_in");

    const events = new CodexEvents();
    request.sending?.();
    const result = await runProcess({
      ...{ command, cwd: request.cwd, env: request.env, signal: request.signal },
      args: [
        ...[...execArguments(request), "--sandbox", "read-only"],
        ...["--output-last-message", answerFile],
        "-",
      ],
      stdin: request.prompt,
      timeoutMs: Math.max(1, request.timeoutMs - (performance.now() - started)),
      onLine: (line, stream) => stream === "stdout" && events.read(line),
    });
    usage = events.usage;
    const stopped = WITHOUT_END[result.outcome];
    if (stopped)
      return fail(stopped, {
        words: events.lastError ?? (stopped === "failed" ? result.stderr : ""),
      });
    const words = wordsIn(result, events);
    if (words !== null) {
      const failure = failureOf(words);
      // When the limit ends, in Codex' own words and the person's local time.
      const resetsAt = /try again at ([^.]{1,60})\./i.exec(words)?.[1]?.trim();
      return fail(failure, { words, resetsAt: failure === "quota" ? resetsAt : undefined });
    }
    // Its events say nothing of commands that its sandbox could not start.
    const problem = usage?.calls ? null : await sandboxProblem(command, request);
    if (problem !== null) warning = `Codex could run nothing: ${oneLine(problem, 240)}`;
    const answer = answerIn(answerFile, request.json === true);
    if ("problem" in answer)
      return fail("invalid_output", { words: answer.problem, raw: answer.raw });
    const { model } = request;
    return { ok: true, ...answer, ...(model && { model }), ...took() };
  } catch (error) {
    const words = messageOf(error);
    return fail("failed", { words });
  }
}

/** The failure of a process that did not end by itself; undefined when it did. */
const WITHOUT_END: Partial<Record<ProcessResult["outcome"], AskFailure>> = {
  ...{
    not_found: "not_installed",
    spawn_failed: "failed",
    timeout: "timeout",
    cancelled: "cancelled",
  },
};

type Told = Pick<CodexEvents, "failed" | "lastError">;

/** What Codex that ended by itself says went wrong; null: nothing did. */
const wordsIn = (result: ProcessResult, { failed, lastError }: Told): string | null =>
  result.exitCode === 0 && failed === undefined ? null : (failed ?? lastError ?? errorLine(result));

/** Why an agent gave no answer, where waiting or the person may end that; null: it may have. */
export function failureIn(
  result: ProcessResult,
  events: Told,
): { failure: AskFailure; words: string } | null {
  const words = result.outcome === "exited" ? wordsIn(result, events) : null;
  if (words === null) return null;
  const failure = failureOf(words);
  return failure === "quota" || failure === "not_logged_in"
    ? { failure: "quota", words: `Codex: ${words}` }
    : null;
}

function answerIn(
  file: string,
  isJson: boolean,
): { text: string; raw: string } | { problem: string; raw?: string } {
  let bytes: Buffer | null;
  try {
    bytes = readRegular(file, MAX_ANSWER_BYTES);
  } catch (error) {
    return {
      problem: `its verdict cannot be read: ${messageOf(error)}`,
    };
  }
  if (bytes === null) return { problem: "it wrote no verdict file" };
  if (!isUtf8(bytes)) return { problem: "its verdict is not valid UTF-8" };
  const raw = bytes.toString("utf8");
  if (raw.trim() === "") return { problem: "its verdict is empty" };
  if (!isJson) return { text: raw, raw };
  const object = readAnswer(raw);
  return object.ok ? { text: object.text, raw } : { problem: `its verdict ${object.problem}`, raw };
}
