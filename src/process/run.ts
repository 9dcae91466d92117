import { statSync } from "node:fs";
import { delimiter, isAbsolute, resolve } from "node:path";
import { attempt, messageOf } from "./attempt.ts";
import { atMoments, Family } from "./family.ts";
import { lookUntil } from "./look.ts";
import { isThere } from "./signal.ts";
import { type ProcessRow, runningProcesses, startedWith } from "./table.ts";

const MAX_LINE_CHARS = 1_048_576;

/**
 * Reads a stream to its end, so that its writer never blocks, and keeps the first and the last part
 * of it: `limit` bytes in all. `onLine` gets each line without its end, cut at 1 MiB; what it
 * throws is dropped.
 */
function drain(
  stream: ReadableStream<Uint8Array>,
  limit: number,
  onLine: ((line: string) => void) | undefined,
) {
  const headLimit = Math.ceil(limit / 2);
  let parts: Uint8Array[] = [];
  let size = 0;
  let dropped = 0;
  const splitter = onLine && lineSplitter(onLine);
  const reader = stream.getReader();

  /** What is kept, without what is too much in its middle. */
  const kept = (): Buffer => {
    const all = Buffer.concat(parts);
    const over = Math.max(0, size - limit);
    const bytes =
      over === 0
        ? all
        : Buffer.concat([all.subarray(0, headLimit), all.subarray(headLimit + over)]);
    [parts, size, dropped] = [[bytes], size - over, dropped + over];
    return bytes;
  };
  const keep = (chunk: Uint8Array) => {
    parts.push(chunk.slice());
    size += chunk.length;
    // Joined only now and then, so that many small chunks do not take quadratic time.
    if (size > 2 * limit + 65_536) kept();
  };
  const read = async () => {
    try {
      for (let part = await reader.read(); !part.done; part = await reader.read()) {
        keep(part.value);
        splitter?.push(part.value);
      }
    } catch {
      // Reading was given up.
    }
    splitter?.end();
  };
  return {
    /** Settles at the end of the stream, or when reading is given up; never rejects. */
    done: read(),
    /** Stops reading: for a stream that is held open by a process that cannot be ended. */
    abandon: () => void reader.cancel().catch(() => {}),
    truncated: () => dropped > 0 || size > limit,
    /** What was kept, with a line in the middle that says how much was left out. */
    text: () => {
      const bytes = kept();
      if (dropped === 0) return bytes.toString("utf8");
      // A character cut in two by the bound is left out on both sides.
      let from = headLimit;
      while (from < bytes.length && (bytes[from]! & 0xc0) === 0x80) from++;
      const start = new TextDecoder().decode(bytes.subarray(0, headLimit), { stream: true });
      return `${start}\n… ${dropped + from - headLimit} bytes left out …\n${bytes.toString("utf8", from)}`;
    },
  };
}

function lineSplitter(onLine: (line: string) => void) {
  const decoder = new TextDecoder();
  let pending = "";
  const emit = (line: string) => {
    try {
      onLine(line.endsWith("\r") ? line.slice(0, -1) : line);
    } catch {
      // A listener that fails must not stop the draining.
    }
  };
  return {
    push: (chunk: Uint8Array) => {
      const parts = decoder.decode(chunk, { stream: true }).split("\n");
      for (const [i, part] of parts.entries()) {
        if (pending.length < MAX_LINE_CHARS)
          pending += part.slice(0, MAX_LINE_CHARS - pending.length);
        if (i === parts.length - 1) break;
        emit(pending);
        pending = "";
      }
    },
    end: () => {
      if (pending !== "") emit(pending);
      pending = "";
    },
  };
}

export interface ProcessRequest {
  command: string;
  args: string[];
  cwd: string;
  /** The whole environment of the child: nothing is inherited. */
  env: NodeJS.ProcessEnv;
  /** Texts that come one by one: the program waits for each, then gets the end of its input. */
  stdin?: string | AsyncIterable<string>;
  /** Without one it may take as long as it takes. */
  timeoutMs?: number;
  /**
   * How long a group may take to end after SIGTERM, and outputs to close after the child's exit. 2
   * s by default.
   */
  killGraceMs?: number;
  /**
   * Bytes kept of each output, half of them from its start and half from its end. 1 MiB by default.
   */
  maxOutputBytes?: number;
  signal?: AbortSignal;
  /**
   * Ends with the group what has left it, also what outlives its own parents: it is looked for while
   * the child lives.
   */
  endsAll?: boolean;
  /**
   * Called for each line of output as it arrives, without its end; a line is cut at 1 MiB. What it
   * throws is dropped.
   */
  onLine?: (line: string, stream: "stdout" | "stderr") => void;
}

export interface ProcessResult {
  outcome: "exited" | "timeout" | "cancelled" | "not_found" | "spawn_failed";
  /** Null unless the child ended by itself with a code. */
  exitCode: number | null;
  signal: string | null;
  stdout: string;
  /** For `not_found` and `spawn_failed`: the reason. */
  stderr: string;
  truncated: boolean;
  durationMs: number;
}

const DEFAULT_GRACE_MS = 2_000;
const DEFAULT_OUTPUT_BYTES = 1_048_576;
const MAX_TIMER_MS = 2_147_483_647;
const SETTLE_MS = 3;
/** Against a program that forks faster than it can be stopped. */
const MAX_LOOKS = 10;

type EndSignal = "SIGSTOP" | "SIGCONT" | "SIGTERM" | "SIGKILL";

/**
 * Runs a program, never a shell, in a process group of its own, and returns when the program and
 * its group have ended.
 *
 * Time limit or abort: the whole group gets SIGTERM, after the grace SIGKILL. What is left of the
 * group after the child's own exit is ended too. A process that left the group and holds the
 * outputs open is given up on after the grace. Never throws and never rejects.
 */
export async function runProcess(request: ProcessRequest): Promise<ProcessResult> {
  const started = performance.now();
  const graceMs = request.killGraceMs ?? DEFAULT_GRACE_MS;
  const { stdin } = request;
  const ended = (
    outcome: ProcessResult["outcome"],
    rest: Partial<ProcessResult>,
  ): ProcessResult => ({
    outcome,
    exitCode: null,
    signal: null,
    stdout: "",
    stderr: "",
    truncated: false,
    ...rest,
    durationMs: performance.now() - started,
  });

  if (request.signal?.aborted) return ended("cancelled", {});
  if (!statOf(request.cwd)?.isDirectory())
    return ended("spawn_failed", { stderr: `no such folder: ${request.cwd}` });
  const file = findCommand(request.command, request.env, request.cwd);
  if (file === null) return ended("not_found", { stderr: `${request.command}: not found on PATH` });

  let child: Bun.Subprocess<Uint8Array<ArrayBuffer> | "ignore" | "pipe", "pipe", "pipe">;
  try {
    child = Bun.spawn([file, ...request.args], {
      cwd: request.cwd,
      env: request.env,
      // As bytes: then Bun ignores EPIPE, and does not hang when the child does not read to the
      // end.
      stdin: !stdin
        ? "ignore"
        : typeof stdin === "string"
          ? new TextEncoder().encode(stdin)
          : "pipe",
      stdout: "pipe",
      stderr: "pipe",
      detached: true,
    });
  } catch (error) {
    return ended("spawn_failed", {
      stderr: messageOf(error),
    });
  }
  const family = new Family(child.pid);
  const guard = endWithThisProcess(child.pid, family);
  const looks = request.endsAll ? atMoments((table) => guard.tell(family.beside(table))) : null;

  if (stdin && typeof stdin !== "string") void feed(child.stdin as Bun.FileSink, stdin);

  const limit = request.maxOutputBytes ?? DEFAULT_OUTPUT_BYTES;
  const onLine = request.onLine;
  const onOutput = (line: string) => {
    looks?.stir();
    onLine?.(line, "stdout");
  };
  const stdout = drain(child.stdout, limit, (looks ?? onLine) && onOutput);
  const stderr = drain(child.stderr, limit, onLine && ((line) => onLine(line, "stderr")));
  const drained = Promise.all([stdout.done, stderr.done]);

  const stop = stopSignal(request.timeoutMs, request.signal);
  const first = await Promise.race([child.exited.then(() => "exited" as const), stop.reason]);
  if (first === "exited") await Promise.race([settledWithin(drained, graceMs), stop.reason]);
  stop.clear();

  looks?.end();
  await endGroup(child.pid, graceMs, family);
  await settledWithin(Promise.all([child.exited, drained]), Math.min(graceMs, 500));
  stdout.abandon();
  stderr.abandon();
  child.unref();
  liveGroups.delete(child.pid);
  guard.end();

  return ended(first, {
    exitCode: child.exitCode,
    signal: child.signalCode === null ? null : String(child.signalCode),
    stdout: stdout.text(),
    stderr: stderr.text(),
    truncated: stdout.truncated() || stderr.truncated(),
  });
}

/**
 * Writes texts as they come. A program that has ended closes its input: its exit is what counts.
 * Never rejects.
 */
async function feed(input: Bun.FileSink, texts: AsyncIterable<string>): Promise<void> {
  try {
    for await (const text of texts) {
      input.write(text);
      await input.flush();
    }
    await input.end();
  } catch {
    // The same.
  }
}

/**
 * Ends the process group that `pid` leads, and what descends from it in groups of its own: SIGTERM
 * to all of them, SIGKILL to the group when something of it still runs after `graceMs`, then
 * SIGKILL to descendants that are left. Returns when all are gone, or a second after SIGKILL. A pid
 * that leads no group is ignored. Never rejects.
 */
export async function endGroup(
  pid: number,
  graceMs: number = DEFAULT_GRACE_MS,
  family = new Family(pid),
): Promise<void> {
  // kill(-1) means every process there is, kill(0) our own group.
  if (!Number.isSafeInteger(pid) || pid <= 1 || pid === process.pid) return;
  // By group: the system may not list the processes.
  if (!isThere(-pid) && !family.isKnown()) return;
  let members = family.look();
  const toAll = (signal: EndSignal, members: ProcessRow[]) => {
    kill(-pid, signal);
    for (const entry of members) if (entry.group !== pid) kill(entry.pid, signal);
  };

  // Codex runs commands in a sandbox with a session of its own, which is not recognised as a
  // descendant once its parent has ended: so all processes are stopped while the descendants are
  // found.
  for (let known = 0, looks = 0; known < members.length && looks < MAX_LOOKS; looks++) {
    known = members.length;
    toAll("SIGSTOP", members);
    await Bun.sleep(SETTLE_MS);
    members = family.look();
  }
  toAll("SIGTERM", members);
  toAll("SIGCONT", members);
  await lookUntil(
    () => family.look().some((entry) => entry.group === pid),
    (isLeft) => !isLeft,
    graceMs,
  );
  toAll("SIGKILL", []);
  const endRest = (): boolean => {
    const rest = family.look();
    for (const entry of rest) kill(entry.pid, "SIGKILL");
    return rest.length === 0;
  };
  await lookUntil(endRest, Boolean, 1_000);
}

/**
 * Ends all processes that began with this in their environment (`NAME=value`), whatever started
 * them and whether that is still there: SIGTERM, and SIGKILL for what still runs after the grace.
 * Returns when all are gone, or a second after SIGKILL.
 */
export async function endStartedWith(variable: string): Promise<void> {
  const end = (signal: EndSignal) => (isAgain: boolean) => {
    const left = startedWith(variable);
    if (!isAgain || signal === "SIGKILL") for (const { pid } of left) kill(pid, signal);
    return left.length === 0;
  };
  if (!(await lookUntil(end("SIGTERM"), Boolean, DEFAULT_GRACE_MS)))
    await lookUntil(end("SIGKILL"), Boolean, 1_000);
}

const liveGroups = new Map<number, Family>();

/**
 * Of what outlives this process: the end of its input, which this process holds open, is the end of
 * ours, by `kill -9` too. A line of it names what is at work outside of the group.
 */
const GUARD = ["/bin/sh", "-c", 'while read -r now; do beside=$now; done; kill -9 "-$0" $beside'];

/**
 * Ends the child's group when this process ends: a detached child would outlive it. Returns what
 * does so at a `kill -9`.
 */
function endWithThisProcess(pid: number, family: Family) {
  if (liveGroups.size === 0 && !process.listeners("exit").includes(endLiveGroups))
    process.on("exit", endLiveGroups);
  liveGroups.set(pid, family);
  const guard = attempt(() => {
    const pipes = { stdin: "pipe", stdout: "ignore", stderr: "ignore" } as const;
    const guard = Bun.spawn([...GUARD, String(pid)], {
      ...pipes,
      cwd: "/",
      env: {},
      detached: true,
    });
    guard.unref();
    return guard;
  }, null);
  let told = "";
  return {
    tell: (beside: number[]) => {
      const line = `${beside.join(" ")}\n`;
      if (line === told) return;
      told = line;
      // It may have been ended by somebody.
      attempt(() => guard?.stdin.write(line) && guard.stdin.flush(), 0);
    },
    end: () => guard?.kill("SIGKILL"),
  };
}

function endLiveGroups(): void {
  if (liveGroups.size === 0) return;
  const table = runningProcesses();
  const members = [...liveGroups.values()].flatMap((family) => family.look(table));
  for (const pid of liveGroups.keys()) kill(-pid, "SIGKILL");
  for (const { pid } of members) kill(pid, "SIGKILL");
}

/** False: it is gone already. */
const kill = (pid: number, signal: EndSignal): boolean =>
  attempt(() => process.kill(pid, signal), false);

/**
 * PATH entries that are not absolute are skipped: a project must not be able to put its own program
 * in front.
 */
function findCommand(command: string, env: ProcessRequest["env"], cwd: string): string | null {
  const path = resolve(cwd, command);
  if (command.includes("/")) return statOf(path)?.isFile() ? path : null;
  const PATH = (env.PATH ?? "").split(delimiter).filter(isAbsolute).join(delimiter);
  return PATH === "" || command === "" ? null : Bun.which(command, { PATH });
}

const statOf = (path: string) => attempt(() => statSync(path), null);

function stopSignal(timeoutMs = MAX_TIMER_MS, signal?: AbortSignal) {
  const { promise, resolve: settle } = Promise.withResolvers<"timeout" | "cancelled">();
  const timer = setTimeout(() => settle("timeout"), Math.min(timeoutMs, MAX_TIMER_MS));
  const cancel = () => settle("cancelled");
  signal?.addEventListener("abort", cancel, { once: true });
  const clear = () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", cancel);
  };
  return { reason: promise, clear };
}

async function settledWithin(work: Promise<unknown>, ms: number): Promise<void> {
  const { promise, resolve: settle } = Promise.withResolvers<void>();
  const timer = setTimeout(settle, ms);
  await Promise.race([work, promise]);
  clearTimeout(timer);
}
