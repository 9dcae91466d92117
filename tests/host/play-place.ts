// A quick run by `multi-ai run` to its end, as a person types it somewhere on this machine.

import { expect } from "bun:test";
import { join } from "node:path";
import { git, onCleanup } from "../harness/project.ts";
import { claudePath } from "../harness/sandbox.ts";
import type { Worker } from "../harness/team.ts";
import { honest, STORY } from "../harness/workers.ts";
import { left } from "./scenario.ts";

/** The program of this checkout. */
export const LAUNCHER = join(import.meta.dir, "../../bin/multi-ai");

/** All of the disk as it is, for bwrap. */
export const DISK = ["--dev-bind", "/", "/"];

/** Everybody does good work; the implementer runs a command first, and the program one as a test. */
export function commanded(): { worker: Worker; printed: string[] } {
  const printed: string[] = [];
  const work = honest(({ writes }) =>
    writes.endsWith("/user-story.json")
      ? { ...STORY, test_commands: ["git diff --check"] }
      : undefined,
  );
  let asked = 0;
  const worker: Worker = (brief, turn) => {
    if (!brief.writes.endsWith("/impl-result.json")) return work(brief);
    const input = { command: "git status --short | wc -l", description: "Look" };
    if (asked++ === 0) return { calls: [{ name: "Bash", input }] };
    if (printed.length === 0) printed.push(turn.toolResults.map(({ text }) => text).join("\n"));
    return work(brief);
  };
  return { worker, printed };
}

/** Where and how the program is typed. */
export interface Typing {
  from: string;
  env: Record<string, string>;
  program?: string[];
}

/** What a verb says there. */
export async function verb(
  { from, env, program = [LAUNCHER] }: Typing,
  ...words: string[]
): Promise<{ out: string; err: string; code: number }> {
  const child = Bun.spawn([...program, ...words], {
    ...{ cwd: from, env, stdin: "ignore", stdout: "pipe", stderr: "pipe" },
  });
  onCleanup(() => child.kill("SIGKILL"));
  const [out, err] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
  ]);
  return { out, err, code: await child.exited };
}

/**
 * Plays the run; what it made lies in `root`, and `status` tells of it there. What it printed.
 */
export async function playRun(typing: Typing, root: string, ...more: string[]): Promise<string> {
  const words = ["run", "--claude", claudePath("new"), "--allowed-tools", "Bash(git status:*)"];
  const run = await verb(typing, ...words, ...more, "multi-ai", "Say goodbye", "--quick");
  expect([run.code, run.err, run.code === 0 ? "" : run.out]).toEqual([0, "", ""]);
  expect(left(root).state.status).toBe("complete");
  const changed = git(root, "status", "--porcelain", "-uall").trimEnd().split("\n").sort();
  expect(changed).toEqual(["?? src/goodbye.ts", "?? tests/goodbye.test.ts"]);
  const status = await verb(typing, "status");
  expect([status.code, status.err]).toEqual([0, ""]);
  expect(status.out).toContain("complete");
  return run.out;
}
