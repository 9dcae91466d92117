import { readFileSync } from "node:fs";

/** This host's name. On Linux as the kernel tells it: to load `node:os` costs more than all else that a lock needs. */
export function hostName(): string {
  if (process.platform === "linux") {
    try {
      return readFileSync("/proc/sys/kernel/hostname", "utf8").trim();
    } catch {
      // No /proc here.
    }
  }
  return process.getBuiltinModule("node:os").hostname();
}

type Seen = { state: string; start: string };

/**
 * When the process started, as text that two processes with the same id do not share: clock ticks since boot on Linux,
 * seconds since 1970 elsewhere. Null when no such process runs; one that has ended but was not reaped does not run.
 */
export function startTime(pid: number): string | null {
  const seen = look(pid);
  return seen === null || isEnded(seen) ? null : seen.start;
}

/**
 * Whether the process that had this id and start time still runs. With `start` null the id alone decides.
 * In doubt (the system shows too little of another user's process) it counts as running.
 */
export function alive(pid: number, start: string | null): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  if (process.platform !== "linux" && !signalReaches(pid)) return false;
  const seen = look(pid);
  if (seen === null) return signalReaches(pid);
  if (isEnded(seen)) return false;
  return start === null || sameStart(seen.start, start);
}

function look(pid: number): Seen | null {
  if (!Number.isSafeInteger(pid) || pid <= 0) return null;
  return process.platform === "linux" ? fromProc(pid) : fromPs(pid);
}

function isEnded(seen: Seen): boolean {
  return seen.state.startsWith("Z") || seen.state.startsWith("X");
}

function sameStart(a: string, b: string): boolean {
  // ps rounds to seconds, and our own start is computed from the uptime: both may be one off.
  return a === b || (process.platform !== "linux" && Math.abs(Number(a) - Number(b)) <= 2);
}

function signalReaches(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

function fromProc(pid: number): Seen | null {
  try {
    return parseProcStat(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return null;
  }
}

/**
 * State and start time out of `/proc/<pid>/stat`. The program's name stands in brackets and may itself hold brackets
 * and blanks.
 */
export function parseProcStat(text: string): Seen | null {
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const state = fields[0];
  const start = fields[19];
  return state === undefined || state === "" || start === undefined ? null : { state, start };
}

function fromPs(pid: number): Seen | null {
  // Asking ps costs some milliseconds, and every transaction asks for itself.
  if (pid === process.pid) {
    return { state: "R", start: String(Math.round(Date.now() / 1000 - process.uptime())) };
  }
  try {
    const env = { PATH: process.env.PATH ?? "/bin:/usr/bin", LC_ALL: "C", TZ: "UTC" };
    return parsePs(Bun.spawnSync(["ps", "-o", "stat=,lstart=", "-p", String(pid)], { env }).stdout.toString());
  } catch {
    return null;
  }
}

/** State and start time out of a line of `ps -o stat=,lstart=` (`Ss   Thu Nov 20 09:13:00 2025`, in UTC). */
export function parsePs(text: string): Seen | null {
  const parts = /^\s*(\S+)\s+(\S.*\d)\s*$/.exec(text);
  const at = parts ? Date.parse(`${parts[2]} UTC`) : Number.NaN;
  return parts === null || Number.isNaN(at) ? null : { state: parts[1]!, start: String(at / 1000) };
}
