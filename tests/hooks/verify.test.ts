// /multi-ai:verify with tests that take longer than a hook may: one word is typed again, and it tells what came of them.
import { afterEach, expect, test } from "bun:test";
import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { verify } from "../../src/hooks/program-commands.ts";
import type { HookCall } from "../../src/hooks/step.ts";
import { findProject } from "../../src/project/project.ts";
import { approveSettings } from "../harness/known.ts";
import { cleanup, makeProject } from "../harness/project.ts";

afterEach(cleanup);

/** A project whose tests wait for the file `go`. */
function waiting(): { root: string; hook: HookCall } {
  const commands = [`sh -c "until [ -e go ]; do sleep 0.1; done"`];
  const root = makeProject({
    files: { "a.txt": "a", ".claude/multi-ai.json": JSON.stringify({ tests: { commands } }) },
  });
  approveSettings(root);
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, CLAUDE_PROJECT_DIR: root };
  return { root, hook: { project: findProject(root), env } as unknown as HookCall };
}

test("tests that outlive the hook are waited for by the next call, which shows their end and says how old it is", async () => {
  const { root, hook } = waiting();
  const first = await verify(hook, 300);
  expect(first).toMatch(/^The tests, begun at \d\d:\d\d UTC, are still running.* Type \/multi-ai:verify again/);
  expect(await verify(hook, 300)).toBe(first);

  // They end while the call waits: it tells so by itself.
  const asked = verify(hook, 60_000);
  writeFileSync(join(root, "go"), "");
  const told = await asked;
  expect(told).toMatch(/^The tests that were begun at \d\d:\d\d UTC have ended; \/multi-ai:verify runs them anew\.\n/);
  expect(told).toContain("All of them pass.");
  expect(existsSync(join(root, ".task/verify.json"))).toBe(false);

  // The next call is a run of its own.
  expect(await verify(hook, 60_000)).toStartWith("▶ sh -c");
});
