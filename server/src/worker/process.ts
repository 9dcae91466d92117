import { spawn } from "node:child_process";
import type { Readable } from "node:stream";

/** What a program came to. `code` is null where a signal ended it, or it could not be started. */
export interface Ended {
  code: number | null;
  out: Buffer;
  /** The end of what it said on standard error. */
  err: string;
}

interface Options {
  cwd: string;
  env: Record<string, string | undefined>;
  stdin?: string | Buffer;
  /** Ends it, and all that is in its group. */
  signal?: AbortSignal;
  /** In milliseconds: after that it is ended as well. */
  timeout?: number;
  /** Told the number of its group. */
  begun?: (group: number) => void;
}

const MAX_OUT = 64 * 1_024 * 1_024;
const MAX_ERR = 8_192;
/** Between the request to end and the end. */
const GRACE_MS = 5_000;
/** How long output may come after the end. */
const LATE_MS = 2_000;

/** Sends a signal to a group of processes; one that is gone gets none. */
export function signalGroup(group: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-group, signal);
  } catch {
    // It is gone.
  }
}

/**
 * Runs a program to its end, in a group of its own. When `signal` aborts, the group is ended: at
 * once where its reason is an Error, else it is asked first, and gets some seconds.
 */
export function runProgram(
  command: string[],
  { cwd, env, stdin, signal, timeout, begun }: Options,
): Promise<Ended> {
  const [program = "", ...args] = command;
  return new Promise((resolve) => {
    const child = spawn(program, args, {
      cwd,
      env,
      detached: true,
      stdio: ["pipe", "pipe", "pipe"],
    });
    const out: Buffer[] = [];
    let size = 0;
    let err = "";
    const { pid } = child;
    const end = (how: NodeJS.Signals): void => {
      if (pid !== undefined) signalGroup(pid, how);
    };
    const timers: ReturnType<typeof setTimeout>[] = [];
    const stop = (): void => {
      const isHasty = signal?.reason instanceof Error;
      end(isHasty ? "SIGKILL" : "SIGTERM");
      if (!isHasty) timers.push(setTimeout(() => end("SIGKILL"), GRACE_MS));
    };
    if (pid !== undefined) begun?.(pid);
    if (signal?.aborted) stop();
    else signal?.addEventListener("abort", stop, { once: true });
    if (timeout !== undefined) timers.push(setTimeout(() => end("SIGKILL"), timeout));
    const read = (stream: Readable, take: (bytes: Buffer) => void): void =>
      void stream.on("data", take);
    read(child.stdout, (bytes) => {
      size += bytes.length;
      if (size > MAX_OUT) end("SIGKILL");
      else out.push(bytes);
    });
    read(child.stderr, (bytes) => {
      err = (err + bytes.toString()).slice(-MAX_ERR);
    });
    // Who does not read its input closes it; that is no failure.
    child.stdin.on("error", () => {});
    child.stdin.end(stdin ?? "");
    const over = (code: number | null, more = ""): void => {
      for (const timer of timers) clearTimeout(timer);
      signal?.removeEventListener("abort", stop);
      resolve({ code, out: Buffer.concat(out), err: err + more });
    };
    child.once("error", (error) => over(null, error.message));
    child.once("close", (code) => over(code));
    child.once("exit", (code) => {
      // What it has left in its group works for nobody; what has left the group may hold its output
      // open.
      end("SIGKILL");
      timers.push(setTimeout(() => over(code), LATE_MS));
    });
  });
}
