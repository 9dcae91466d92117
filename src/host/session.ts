import { type ProcessResult, runProcess } from "../process/run.ts";
import { hostCommand, typed } from "./agent-host.ts";
import { DRIVER } from "./driver.ts";

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

/** How long the host may take to end after its input was closed, in milliseconds. */
const FAREWELL_MS = 20_000;
const TICK_MS = 1_000;

/**
 * Runs one headless session of the host and returns when it and its group have ended.
 *
 * Its input stays open, so that it keeps what it runs in the background alive between turns (2.1.197 ends a background
 * command five seconds after the turn once its input is closed). Never rejects.
 */
export async function runHostSession(request: HostSessionRequest): Promise<ProcessResult> {
  const { claude, args, cwd, env, signal } = request;
  const { readable, writable } = new TransformStream<string, string>();
  const input = writable.getWriter();
  const late = new AbortController();
  let ending = false;
  let idleSince: number | null = null;
  let farewell: ReturnType<typeof setTimeout> | undefined;
  // A host that has ended already takes nothing: its exit is what counts.
  const say = (text: string): void => {
    idleSince = null;
    input.write(typed(text)).catch(() => {});
  };
  const end = (): void => {
    if (ending) return;
    ending = true;
    input.close().catch(() => {});
    farewell = setTimeout(() => late.abort(), FAREWELL_MS);
  };
  const onLine = (line: string): void => {
    const event = JSON.parse(line) as { type?: string; result?: unknown; is_error?: unknown };
    idleSince = null;
    if (event.type !== "result") return;
    idleSince = Date.now();
    const text = typeof event.result === "string" ? event.result : "";
    if (request.onTurn(text, event.is_error === true) === "end") end();
  };
  const tick = setInterval(() => {
    if (ending || idleSince === null) return;
    const wanted = request.onIdle(Date.now() - idleSince);
    if (wanted === "end") end();
    else if (wanted !== "stay") say(wanted.type);
  }, TICK_MS);
  say(request.prompt);
  const [command, ...more] = hostCommand([claude, ...args]);
  const result = await runProcess({
    command: command!,
    args: more,
    cwd,
    env: { ...env, [DRIVER]: String(process.pid) },
    stdin: readable,
    signal: AbortSignal.any([signal, late.signal]),
    onLine,
  });
  clearInterval(tick);
  clearTimeout(farewell);
  return result;
}
