import { fstatSync, readFileSync, type Stats } from "node:fs";
import { basename } from "node:path";
import type { Host } from "../engine/run.ts";
import {
  type Ancestor,
  hostAmong,
  type ListedProcess,
  processAncestors,
  processesOf,
  processOf,
  programOfProcess,
  startedByHost,
} from "../process/table.ts";

/**
 * Who called this hook. The host starts /bin/sh with the guard, and that starts the hook: what the guard's own parent is, the
 * kernel says, and no payload and no variable. Whatever starts the hook without the guard is the caller itself.
 */

/** The process that called this hook. */
export interface Caller extends Host {
  /** Its process group. */
  group: number;
  /** The hook's output goes to a file or nowhere, as that of a command of the host does; a hook's is read at once. */
  unread: boolean;
}

const GUARD = "/hooks/guard.sh";

/** Null where the system does not tell it. */
export function callerOfHook(env: Record<string, string | undefined>, parent = process.ppid): Caller | null {
  // The guard's word on its parent saves a question to `ps`, and counts for nothing else.
  const known = processesOf([parent, Number(env.MULTI_AI_HOST_PID)]);
  const shell = known.find(({ pid }) => pid === parent);
  if (shell === undefined) return null;
  const above = (): ListedProcess | null => known.find(({ pid }) => pid === shell.parent) ?? processOf(shell.parent);
  const caller = isGuard(parent, shell.command) ? above() : shell;
  return caller === null
    ? null
    : { pid: caller.pid, start: caller.started, group: caller.group, unread: isUnread(fstatSync(1)) };
}

const isUnread = (output: Stats): boolean => output.isFile() || output.isCharacterDevice();

/** Whether a process is the shell of our line in hooks.json: the guard's path is a word of its own there. */
function isGuard(pid: number, listed: string | null): boolean {
  if (listed !== null) return listed.includes(GUARD);
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8")
      .split("\0")
      .some((word) => word.endsWith(GUARD));
  } catch {
    return false;
  }
}

/**
 * Whether a command of the host calls the hook in its own place, and so has the host as its parent. The host marks what its
 * tools run. `hooks`: the mark of its hooks, as it was when the run was taken.
 */
export const isCommandOfHost = (
  { unread }: Caller,
  { AI_AGENT = "" }: Record<string, string | undefined>,
  hooks?: string,
): boolean => unread || (AI_AGENT !== hooks && /^claude-code_.*_agent$/.test(AI_AGENT));

/** What no host is, and what feeds a hook by hand. */
const SHELL = /^(?:sh|bash|dash|zsh|ksh|mksh|ash|fish|busybox|env|timeout|nohup|setsid|python[\d.]*|perl|ruby)$/;

const runs = (pattern: RegExp, { executable, argv }: Pick<Ancestor, "executable" | "argv">): boolean =>
  [executable ?? "", argv[0] ?? ""].some((word) =>
    pattern.test(basename(word.replace(/ \(deleted\)$/, "")).replace(/^-/, "")),
  );

/** Whether a caller is a shell, or another program that is no host. */
export function isNoHost({ pid }: Caller): boolean {
  const program = programOfProcess(pid);
  return program !== null && runs(SHELL, program);
}

/** The first process of a system, of a user's session, or of a container. */
const FIRST = /^(?:systemd|init|launchd|tini|dumb-init|docker-init|catatonit|s6-svscan|runit|openrc-init)$/;

/**
 * Whether nobody sits before a caller: a command of a host has started it or what is above it, or between it and the first
 * process of the system is nothing but shells.
 */
export function isAdrift({ pid }: Caller): boolean {
  const [own, ...above] = processAncestors(pid);
  if (own === undefined) return false;
  if (startedByHost([own, ...above], {})) return true;
  const other = above.find((one) => !runs(SHELL, one));
  if (other !== undefined) return other.pid === 1 || runs(FIRST, other);
  // A process of another namespace, as with `docker exec`, has no parent here.
  const top = above.at(-1);
  return top?.parent === 1 || top?.pid === 1;
}

/**
 * The host above a caller, which has started it by a command; null: there is none. A wrapper of the host by its name is in the
 * caller's own group, what a host runs is never in the host's.
 */
export function hostAbove(caller: Caller): Host | null {
  const own = processOf(caller.pid);
  if (own === null) return null;
  const above = processAncestors(own.parent).filter(({ pid }) => processOf(pid)?.group !== caller.group);
  const found = hostAmong(above);
  const known = found && processOf(found.pid);
  return known ? { pid: known.pid, start: known.started } : null;
}
