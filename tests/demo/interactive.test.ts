// The demo that a person plays, in a pseudo-terminal: typed, answered, seen to its report, and gone
// without a trace.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { cleanup, tempDir } from "../harness/project.ts";
import { openTerminal } from "../harness/terminal.ts";

afterEach(cleanup);

const root = join(import.meta.dir, "../..");

test("a person types the request, approves the story and sees the report; nothing is left behind", async () => {
  const [home, temporary] = [tempDir(), tempDir()];
  const env = {
    PATH: process.env.PATH ?? "",
    HOME: home,
    TMPDIR: temporary,
    TERM: "xterm-256color",
    NO_COLOR: "1",
  };
  const command = [Bun.which("node") ?? "node", "demo/start.mjs", "--interactive"];
  // As high as the report: while its turn is not over, Claude Code draws no more of it than the
  // screen holds.
  const terminal = openTerminal({ command, cwd: root, env, rows: 100, describe: () => "" });

  const first = await terminal.waitFor(
    /Type: \/multi-ai Say goodbye by name[\s\S]*Leave: type \/exit[\s\S]*❯/,
  );
  expect(first).toContain("Nothing is kept.");
  await terminal.submit("what can I do?");
  await terminal.waitFor(/I am a script\. Type \/multi-ai Say goodbye by name/);
  await terminal.submit("/multi-ai Say goodbye by name");
  await terminal.waitFor(
    /Q1 · Is this user story[\s\S]*Tests: bun test[\s\S]*❯ 1\. Not yet[\s\S]*2\. Approve/,
  );
  await terminal.press("down", /❯ 2\. Approve/);
  await terminal.press("enter", /All is well: T[2-6] |◯ multi-ai:planner/);
  await terminal.waitFor(/The files before the implementation/, 120_000);
  expect(terminal.history()).toMatch(
    /AC1 goodbye\(name\)[\s\S]*F\d+[\s\S]*The files before the implementation/,
  );
  await terminal.submit("/exit");
  expect(await terminal.exited).toBe(0);
  // Bun keeps a folder of its own there.
  expect([readdirSync(home).filter((name) => name !== ".bun"), readdirSync(temporary)]).toEqual([
    [],
    [],
  ]);
});
