import { readFileSync, readlinkSync } from "node:fs";
import { attempt } from "./attempt.ts";
import { once } from "./once.ts";
import { isThere } from "./signal.ts";
import { hasEnded, type ProcessRow, processesOf, processOf } from "./table.ts";

/**
 * What process ids count in: this start of this machine and, on Linux, the namespace of ids, of
 * which each container has one. A machine's name is none of it: a Mac takes it from the network.
 * Where the system tells of no start, the name has to do.
 */
export const processScope = once((): string => {
  const onLinux = (): string => {
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot} ${readlinkSync("/proc/self/ns/pid")}`;
  };
  const told = process.platform === "linux" ? attempt(onLinux, "") : fixedEntry(1)?.started;
  return told || process.getBuiltinModule("node:os").hostname();
});

/**
 * When the process started, as text that two processes with the same id do not share. Null when no
 * such process runs; one that has ended but was not reaped does not run.
 */
export function startTime(pid: number): string | null {
  const seen = look(pid);
  return seen === null || hasEnded(seen) ? null : seen.started;
}

/**
 * Whether the process that had this id and start time still runs. With `start` null the id alone
 * decides. In doubt (the system shows too little of another user's process) it counts as running.
 */
export function alive(pid: number, start: string | null): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  if (process.platform !== "linux" && !isThere(pid)) return false;
  const seen = look(pid);
  if (seen === null) return isThere(pid);
  if (hasEnded(seen)) return false;
  return start === null || seen.started === start;
}

const look = (pid: number): ProcessRow | null =>
  pid === process.pid ? fixedEntry(pid) : processOf(pid);

/**
 * The first process, which began with the machine, and this one. Asking ps costs some milliseconds,
 * and every transaction asks for both.
 */
const fixed = once(() => processesOf(1, process.pid));
const fixedEntry = (pid: number): ProcessRow | null =>
  fixed().find((one) => one.pid === pid) ?? null;

/** This process, as others find it; null where the system does not tell. */
export function ownProcess(): { pid: number; start: string } | null {
  const start = startTime(process.pid);
  return start === null ? null : { pid: process.pid, start };
}
