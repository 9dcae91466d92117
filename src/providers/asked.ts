import { tmpdir } from "node:os";
import { runProcess } from "../process/run.ts";
import type { AskRequest } from "./provider.ts";

/** Milliseconds that a program may take to say something of itself. */
export const PROBE_LIMIT_MS = 10_000;

/** What a program says of itself; not in the project: what lies there must not matter. */
export const asked = (command: string, args: string[], env: AskRequest["env"], timeoutMs = PROBE_LIMIT_MS) =>
  runProcess({ command, args, cwd: tmpdir(), env, timeoutMs, maxOutputBytes: 65_536 });

/** The number of a version in what was printed; empty where there is none. */
export function versionIn(printed: string): { version?: string } {
  const version = /\d+\.\d+\.\d+\S*/.exec(printed)?.[0];
  return version === undefined ? {} : { version };
}
