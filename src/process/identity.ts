import { readFileSync } from "node:fs";
import { attempt } from "./attempt.ts";
import { isThere } from "./signal.ts";
import { hasEnded, type ListedProcess, processOf } from "./table.ts";

/**
 * This machine's name. On Linux from the kernel: loading `node:os` takes longer than everything
 * else that a lock needs.
 */
export function hostName(): string {
  const ofKernel = (): string => readFileSync("/proc/sys/kernel/hostname", "utf8").trim();
  const name = process.platform === "linux" ? attempt(ofKernel, null) : null;
  return name ?? process.getBuiltinModule("node:os").hostname();
}

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
  // ps rounds to seconds, and our own start is computed from the uptime: both may be one off.
  const isNear =
    process.platform !== "linux" && Math.abs(Number(seen.started) - Number(start)) <= 2;
  return start === null || seen.started === start || isNear;
}

function look(pid: number): Pick<ListedProcess, "state" | "started"> | null {
  // Asking ps costs some milliseconds, and every transaction asks for itself.
  if (pid === process.pid && process.platform !== "linux")
    return { state: "R", started: String(Math.round(Date.now() / 1000 - process.uptime())) };
  return processOf(pid);
}

/** When this machine was started, in milliseconds since 1970. */
export const bootedAt = (): number =>
  Date.now() - process.getBuiltinModule("node:os").uptime() * 1_000;

/** This process, as others find it; null where the system does not tell. */
export function ownProcess(): { pid: number; start: string } | null {
  const start = startTime(process.pid);
  return start === null ? null : { pid: process.pid, start };
}
