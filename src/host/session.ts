import { drain, endGroup } from "../process/run.ts";
import { DRIVER, endingWithDriver } from "./driver.ts";

/** What the caller wants after a turn of the main thread. */
type AfterTurn = "stay" | "end";

export interface HostSessionRequest {
  /** Path of Claude Code. */
  claude: string;
  /** More arguments for it. */
  args: string[];
  cwd: string;
  env: Record<string, string | undefined>;
  /** What is typed first, of any length and any letters: it goes through standard input. */
  prompt: string;
  /** Called at the end of each turn of the main thread, with its last text. */
  onTurn: (text: string, isError: boolean) => AfterTurn;
  /** Called while the main thread is idle, about once a second: "end", "stay", or something to type. */
  onIdle: (idleMs: number) => AfterTurn | { type: string };
  signal: AbortSignal;
}

interface HostSessionResult {
  outcome: "exited" | "cancelled" | "spawn_failed";
  exitCode: number | null;
  stderr: string;
}

/** How long the host may take to end after its input was closed, in milliseconds. */
const FAREWELL_MS = 20_000;
const STDERR_BYTES = 65_536;
const TICK_MS = 1_000;

/** A line of the host's input: what a person types. */
export const typed = (text: string): string =>
  `${JSON.stringify({ type: "user", message: { role: "user", content: text } })}\n`;

/**
 * Runs one headless session of the host and returns when it and its group have ended.
 *
 * The prompt goes in as a line of stream-json and the input stays open: so it needs no argument (which the system limits to
 * 128 kB), nothing of it is taken for an option, and the host keeps what it runs in the background alive between turns
 * (2.1.197 ends a background command five seconds after the turn once its input is closed). Never rejects.
 */
export async function runHostSession(request: HostSessionRequest): Promise<HostSessionResult> {
  const { claude, args, cwd, env, signal } = request;
  const mode = ["-p", "--input-format", "stream-json", "--output-format", "stream-json", "--verbose"];
  let child: Bun.Subprocess<"pipe", "pipe", "pipe">;
  try {
    // A group of its own: Ctrl-C reaches this program alone, which then ends the host in order.
    const io = { stdin: "pipe", stdout: "pipe", stderr: "pipe" } as const;
    const named = { ...env, [DRIVER]: String(process.pid) };
    child = Bun.spawn(endingWithDriver([claude, ...args, ...mode]), { cwd, env: named, ...io, detached: true });
  } catch (error) {
    return { outcome: "spawn_failed", exitCode: null, stderr: error instanceof Error ? error.message : String(error) };
  }
  const killGroup = (): void => {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {
      // Ended already.
    }
  };
  process.on("exit", killGroup);

  let ending = false;
  let idleSince: number | null = null;
  let farewell: ReturnType<typeof setTimeout> | undefined;
  const say = (text: string): void => {
    idleSince = null;
    try {
      child.stdin.write(typed(text));
      // A host that has ended already closes the pipe: its exit is what counts.
      Promise.resolve(child.stdin.flush()).catch(() => {});
    } catch {
      // The same, told at once.
    }
  };
  const end = (): void => {
    if (ending) return;
    ending = true;
    Promise.resolve(child.stdin.end()).catch(() => {});
    farewell = setTimeout(() => void endGroup(child.pid), FAREWELL_MS);
  };
  const onLine = (line: string): void => {
    const event = JSON.parse(line) as { type?: string; result?: unknown; is_error?: unknown };
    idleSince = null;
    if (event.type !== "result") return;
    idleSince = Date.now();
    const text = typeof event.result === "string" ? event.result : "";
    if (request.onTurn(text, event.is_error === true) === "end") end();
  };
  const stdout = drain(child.stdout, 0, onLine);
  const stderr = drain(child.stderr, STDERR_BYTES, undefined);
  const tick = setInterval(() => {
    if (ending || idleSince === null) return;
    const wanted = request.onIdle(Date.now() - idleSince);
    if (wanted === "end") end();
    else if (wanted !== "stay") say(wanted.type);
  }, TICK_MS);

  let abort = (): void => {};
  const aborted = new Promise<"cancelled">((resolve) => {
    abort = () => resolve("cancelled");
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
  });
  say(request.prompt);
  const outcome = await Promise.race([child.exited.then(() => "exited" as const), aborted]);

  clearInterval(tick);
  clearTimeout(farewell);
  signal.removeEventListener("abort", abort);
  await endGroup(child.pid);
  await Promise.race([Promise.all([child.exited, stdout.done, stderr.done]), Bun.sleep(1_000)]);
  stdout.abandon();
  stderr.abandon();
  process.off("exit", killGroup);
  return { outcome, exitCode: child.exitCode, stderr: stderr.text() };
}
