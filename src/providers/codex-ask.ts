import { isUtf8 } from "node:buffer";
import { realpathSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { type ProcessResult, runProcess } from "../process/run.ts";
import { readRegular } from "../store/disk.ts";
import { valueIn } from "../store/loose.ts";
import { MAX_ANSWER_BYTES, readAnswer } from "./answer.ts";
import { errorLine, INSTALL, isLoggedOut, LOGIN } from "./codex-state.ts";
import { type FailureFacts, failedAsk, type Remedies } from "./failures.ts";
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
  const took = () => ({ ...(usage && { usage }), durationMs: performance.now() - started });
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

    const events = eventReader();
    request.sending?.();
    const result = await runProcess({
      ...{ command, cwd: request.cwd, env: request.env, signal: request.signal },
      args: execArguments(request, answerFile),
      stdin: request.prompt,
      timeoutMs: Math.max(1, request.timeoutMs - (performance.now() - started)),
      onLine: (line, stream) => stream === "stdout" && events.read(line),
    });
    const { failed, lastError } = events.seen();
    usage = events.seen().usage;
    const stopped = WITHOUT_END[result.outcome];
    if (stopped)
      return fail(stopped, { words: lastError ?? (stopped === "failed" ? result.stderr : "") });
    if (result.exitCode !== 0 || failed !== undefined) {
      const words = failed ?? lastError ?? errorLine(result);
      const failure = PHRASES.find(([, phrases]) => phrases.test(words))?.[0] ?? "failed";
      // When the limit ends, in Codex' own words and the person's local time.
      const resetsAt = /try again at ([^.]{1,60})\./i.exec(words)?.[1]?.trim();
      return fail(failure, { words, resetsAt: failure === "quota" ? resetsAt : undefined });
    }
    const answer = answerIn(answerFile, request.json === true);
    if ("problem" in answer)
      return fail("invalid_output", { words: answer.problem, raw: answer.raw });
    const { model } = request;
    return { ok: true, ...answer, ...(model && { model }), ...took() };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return fail("failed", { words });
  }
}

/**
 * The text of an error as Codex reports it; a reply of the server comes as raw JSON and is taken
 * apart.
 */
function plainWords(message: string): string {
  const inner = (valueIn(message) as { error?: { message?: unknown } } | null)?.error?.message;
  return typeof inner === "string" && inner !== "" ? inner : message;
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

/**
 * What a reviewer has no use for, and Codex would describe in each request: agents of its own,
 * goals, questions to a person, modes, images, and skills, which could instruct it in the name of
 * what it reviews. What a version does not know it passes over.
 */
const UNUSED = [
  ...["agents.enabled", "features.goals", "features.sleep_tool", "features.view_image"],
  ...["tools.experimental_request_user_input.enabled", "skills.include_instructions"],
  "include_collaboration_mode_instructions",
].map((setting) => `${setting}=false`);

function execArguments(request: AskRequest, answerFile: string): string[] {
  const settings = [
    // The person's own settings may let commands out of the sandbox after a review by a model.
    'approval_policy="never"',
    // AGENTS.md would instruct the reviewer in the name of what it reviews.
    "project_doc_max_bytes=0",
    // Project settings can start programs outside the sandbox, if the person once trusted the
    // project.
    `projects=${untrusted(request.cwd)}`,
    // Variables with secrets are not for commands that a model makes up.
    'shell_environment_policy.inherit="core"',
    ...UNUSED,
  ];
  return [
    "exec",
    "--json",
    "--skip-git-repo-check",
    ...["--sandbox", "read-only"],
    ...["--output-last-message", answerFile],
    ...(request.model ? [`--model=${request.model}`] : []),
    // No copy of the prompt under CODEX_HOME; no rules of the project that allow commands; no
    // colours.
    ...["--ephemeral", "--ignore-rules", "--color", "never"],
    ...settings.flatMap((setting) => ["--config", setting]),
    "-",
  ];
}

/** An inline TOML table: Codex takes trust from the folder itself or from the git root above it. */
function untrusted(cwd: string): string {
  const folders = new Set<string>();
  for (const start of [cwd, realpathSync(cwd)]) {
    for (let folder = start; !folders.has(folder); folder = dirname(folder)) folders.add(folder);
  }
  return `{${[...folders].map((folder) => `${JSON.stringify(folder)}={trust_level="untrusted"}`).join(",")}}`;
}

/** Items of a turn that are no calls of tools. */
const WORDS = new Set(["agent_message", "reasoning", "todo_list", "error"]);

/**
 * Collects what the `--json` events say about failure and cost; everything else in them is text of
 * the model.
 */
function eventReader() {
  let failed: string | undefined;
  let lastError: string | undefined;
  let usage: Omit<Usage, "calls"> | undefined;
  let calls = 0;
  const read = (line: string) => {
    const event = JSON.parse(line);
    // `error` is also what a retry says ("Reconnecting... 2/5"): only `turn.failed` and the exit
    // code are final.
    if (event.type === "error" && typeof event.message === "string")
      lastError = plainWords(event.message);
    if (event.type === "turn.failed")
      failed = plainWords(String(event.error?.message ?? "the turn failed"));
    if (event.type === "item.completed" && !WORDS.has(event.item?.type)) calls += 1;
    const {
      input_tokens: input,
      cached_input_tokens: cached,
      output_tokens: output,
    } = (event.type === "turn.completed" && event.usage) || {};
    if (Number.isFinite(input) && Number.isFinite(output))
      usage = { input, cached: Number.isFinite(cached) ? Math.min(cached, input) : 0, output };
  };
  return { read, seen: () => ({ failed, lastError, usage: usage && { ...usage, calls } }) };
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
      problem: `its verdict cannot be read: ${error instanceof Error ? error.message : String(error)}`,
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
