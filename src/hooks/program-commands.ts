import { openSync } from "node:fs";
import { join } from "node:path";
import { pluginRoot } from "../host/program.ts";
import { inHost } from "../plugin.ts";
import { alive, startTime } from "../process/identity.ts";
import { runProcess } from "../process/run.ts";
import { createTaskFolder, readCache, removeFile, writeFileAtomic } from "../store/disk.ts";
import type { HookCall } from "./step.ts";

/**
 * Slash commands that the built program answers, in a process of its own: the hook stays small, and what takes long goes on
 * after it. No model request is made.
 */
export const PROGRAM_COMMANDS = ["report", "explain", "runs", "log", "verify", "dry-run", "park"];

/** The host ends this hook after 60 s. */
const PATIENCE_MS = 50_000;
const VERIFY_PATIENCE_MS = 40_000;
const POLL_MS = 100;
/** In `.task/`: a run of the tests that outlives its hook, and what it prints. */
const RUNNING = "verify.json";
const OUTPUT = "verify.txt";

const wordsOf = (line: string): string[] => line.split(/\s+/).filter((word) => word !== "");

function commandOf(hook: HookCall, name: string, args: string) {
  const from = hook.env.MULTI_AI_PROJECT_START ?? hook.env.CLAUDE_PROJECT_DIR ?? hook.project.root;
  const bun = ["--no-install", "--config=hooks/bunfig.toml", "--no-env-file", "--env-file=/dev/null"];
  const line = [...bun, "src/orchestrator.ts", name, ...wordsOf(args)];
  const env = { ...hook.env, MULTI_AI_DOOR: "host", MULTI_AI_FROM: from, MULTI_AI_CWD: undefined };
  return { line, env, cwd: pluginRoot() };
}

/** What the person is shown. */
export async function programCommand(hook: HookCall, name: string, args: string): Promise<string> {
  if (name === "verify" && wordsOf(args).length === 0) return verify(hook);
  const { line, env, cwd } = commandOf(hook, name, args);
  const ran = await runProcess({ command: process.execPath, args: line, cwd, env, timeoutMs: PATIENCE_MS });
  if (ran.outcome === "timeout") return "It takes too long here: type it in a terminal.";
  return `${ran.stdout}${ran.stderr}`.trim();
}

/** A run of the tests that a hook has started: its process, and when. */
interface Running {
  pid: number;
  start: string | null;
  at: string;
}

/**
 * Runs the tests. Nothing wakes a session without a prompt, so those that take longer than a hook may go on behind it: the
 * next call waits for their end as this one did, and shows what came of them. `patience`: milliseconds of one call.
 */
export async function verify(hook: HookCall, patience = VERIFY_PATIENCE_MS): Promise<string> {
  const { task } = hook.project;
  const at = (file: string): string => join(task, file);
  const before = running(at(RUNNING));
  if (before !== null) {
    const until = Date.now() + patience;
    while (alive(before.pid, before.start)) {
      if (Date.now() >= until) return still(before);
      await Bun.sleep(POLL_MS);
    }
    return `The tests that were begun at ${clock(before)} have ended; ${inHost("verify")} runs them anew.\n${ended(at)}`;
  }
  createTaskFolder(task);
  removeFile(at(OUTPUT));
  const { line, env, cwd } = commandOf(hook, "verify", "");
  const out = openSync(at(OUTPUT), "wx", 0o600);
  const child = Bun.spawn([process.execPath, ...line], { cwd, env, stdio: ["ignore", out, out], detached: true });
  const begun = { pid: child.pid, start: startTime(child.pid), at: new Date().toISOString() };
  writeFileAtomic(at(RUNNING), JSON.stringify(begun));
  // A timer that still runs would keep the hook alive.
  const { promise: late, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(() => resolve(false), patience);
  const inTime = await Promise.race([child.exited.then(() => true), late]);
  clearTimeout(timer);
  if (inTime) return ended(at);
  child.unref();
  return still(begun);
}

const clock = ({ at }: Running): string => `${at.slice(11, 16)} UTC`;

const still = (one: Running): string =>
  `The tests, begun at ${clock(one)}, are still running, and Claude Code tells nothing of their end. Type ${inHost("verify")} again: it waits for them and shows what came of them.`;

function running(path: string): Running | null {
  try {
    const { pid, start, at } = JSON.parse(readCache(path)!.toString());
    return Number.isSafeInteger(pid)
      ? { pid, start: typeof start === "string" ? start : null, at: typeof at === "string" ? at : "" }
      : null;
  } catch {
    return null;
  }
}

function ended(at: (file: string) => string): string {
  const text = readCache(at(OUTPUT))?.toString().trim() || "The tests said nothing.";
  removeFile(at(RUNNING));
  removeFile(at(OUTPUT));
  return text;
}
