// Runs the real Claude Code headless (`claude -p`) against a scripted model.
import type { Model } from "./model.ts";
import { patient } from "./patience.ts";
import { onCleanup } from "./project.ts";
import { makeSandbox, type Sandbox, type SandboxOptions } from "./sandbox.ts";

export { HOST_VERSIONS, type HostVersion, hostsOf } from "./sandbox.ts";

export interface HostOptions extends SandboxOptions {
  prompt: string;
  /** stream-json unless said otherwise. */
  outputFormat?: "stream-json" | "json" | "text";
  /**
   * Limit in milliseconds on an idle machine (see patience.ts), 60,000 unless said otherwise. Past
   * it the process group is killed and the run rejects.
   */
  limitMs?: number;
}

/** A line of stream-json. */
export type HostEvent = {
  type: string;
  subtype?: string;
  session_id?: string;
  result?: string;
} & Record<string, unknown>;

export interface HostRun {
  /** null when a signal ended it. */
  exitCode: number | null;
  signal: string | null;
  stdout: string;
  stderr: string;
  events: HostEvent[];
  /**
   * The texts of the result lines, one per turn of the main thread. An empty one, with which auto
   * mode ends, is left out.
   */
  results: string[];
  sessionId: string;
  pid: number;
  home: string;
}

export interface HostHandle {
  pid: number;
  home: string;
  /** Signals the host alone; what it has started lives on, as after a crash. */
  kill(signal?: NodeJS.Signals): void;
  /** Resolves when the host has ended; rejects at the time limit and when a script has thrown. */
  exited: Promise<HostRun>;
}

/**
 * Ends a process and what is in its group; silent when it is gone. The process must have been
 * started detached.
 */
export function killGroup(pid: number): void {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // ESRCH: the group has ended already.
  }
}

/** `claude -p` in a sandbox. */
function claudePrint(
  { command }: Sandbox,
  { prompt, outputFormat = "stream-json" }: HostOptions,
): string[] {
  const verbose = outputFormat === "stream-json" ? ["--verbose"] : [];
  return [...command, "--output-format", outputFormat, ...verbose, "-p", prompt];
}

/**
 * Starts `claude -p`, or another program there, and returns at once. It is ended by `cleanup` when
 * it still runs then.
 */
export function startHost(options: HostOptions, words = claudePrint): HostHandle {
  const { project, model, limitMs = 60_000 } = options;
  const sandbox = makeSandbox(options);
  const { home, env } = sandbox;
  const child = Bun.spawn(words(sandbox, options), {
    cwd: project,
    env,
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
    detached: true,
  });
  const { pid } = child;
  onCleanup(() => killGroup(pid));
  const stdout = collect(child.stdout);
  const stderr = collect(child.stderr);

  const exited = (async (): Promise<HostRun> => {
    const ended = await within(patient(limitMs), child.exited);
    if (!ended) {
      killGroup(pid);
      await child.exited;
      throw new Error(
        report(
          `the host did not end within ${patient(limitMs)} ms and was killed`,
          model,
          stdout.text,
          stderr.text,
        ),
      );
    }
    // A background process of the host may hold the pipes open: what it prints later is not waited
    // for.
    await within(2_000, Promise.all([stdout.done, stderr.done]));
    if (model.failures.length > 0) {
      const why = model.failures.map((error) => error.stack ?? error.message).join("\n");
      throw new Error(
        report(`a script of the model failed: ${why}`, model, stdout.text, stderr.text),
      );
    }
    const events = parseEvents(stdout.text);
    return {
      exitCode: child.exitCode,
      signal: child.signalCode === null ? null : String(child.signalCode),
      stdout: stdout.text,
      stderr: stderr.text,
      events,
      results: events.flatMap((event) =>
        event.type === "result" && event.result ? [event.result] : [],
      ),
      sessionId: events.find((event) => event.session_id !== undefined)?.session_id ?? "",
      pid,
      home,
    };
  })();
  // A test may kill the host and never look at `exited`.
  exited.catch(() => {});
  return { pid, home, exited, kill: (signal = "SIGKILL") => process.kill(pid, signal) };
}

/**
 * Runs `claude -p` to its end. Rejects, with all that was printed, at the time limit or when a
 * script has thrown.
 */
export function runHost(options: HostOptions): Promise<HostRun> {
  return startHost(options).exited;
}

function parseEvents(stdout: string): HostEvent[] {
  return stdout.split("\n").flatMap((line) => {
    if (!line.startsWith("{")) return [];
    try {
      return [JSON.parse(line) as HostEvent];
    } catch {
      return []; // The last line of a killed host may be cut.
    }
  });
}

/**
 * Reads a stream as it comes, so that what was printed is known also when the process never ends.
 */
function collect(stream: ReadableStream<Uint8Array>): {
  readonly text: string;
  done: Promise<void>;
} {
  const decoder = new TextDecoder();
  const state = { text: "", done: Promise.resolve() };
  state.done = (async () => {
    for await (const chunk of stream) state.text += decoder.decode(chunk, { stream: true });
  })();
  return state;
}

/** True when the promise has settled within `ms`. */
async function within(ms: number, promise: Promise<unknown>): Promise<boolean> {
  let timer: Timer | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), ms);
  });
  const inTime = await Promise.race([promise.then(() => true), late]);
  clearTimeout(timer);
  return inTime;
}

function report(what: string, model: Model, stdout: string, stderr: string): string {
  return `${what}\n--- stdout\n${stdout.slice(-6000)}\n--- stderr\n${stderr.slice(-3000)}\n--- model requests\n${model.describe()}`;
}
