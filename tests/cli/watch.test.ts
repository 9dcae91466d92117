// `watch` in a real pseudo-terminal: what a person sees, and what is left of it. Without one, line
// by line.
// Runs: in full only.
import { afterAll, afterEach, describe, expect, test } from "bun:test";
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { taskOf } from "../../src/engine/run.ts";
import { noteOwner } from "../../src/record/owner.ts";
import { firstOf } from "../harness/in-full.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";
import { cli, PROGRAM } from "./cli.ts";
import { apply, carryOn, makeRun, SESSION, STATES } from "./make-run.ts";
import { openCommand, openScreen, type Screen, type ScreenOptions } from "./screen.ts";

afterEach(cleanup);
afterAll(cleanup);

const APPROVE = { story: { option: "approve", text: null } };
const KEYS_SHOWN = /q quits$/;

const open = async (root: string, options?: ScreenOptions): Promise<Screen> => {
  const screen = openScreen(root, ["watch"], options);
  await screen.until(KEYS_SHOWN);
  return screen;
};

/** The terminal as it was before: main screen, cursor, and lines that wrap. */
const isPutBack = (screen: Screen): boolean =>
  !screen.isAlternate() &&
  screen.sent().includes("\u001b[?25h") &&
  screen.sent().lastIndexOf("\u001b[?25l") < screen.sent().lastIndexOf("\u001b[?25h");

describe("at a terminal", () => {
  test("shows what happens as it happens, and that the run is over", async () => {
    const { root } = await STATES["story question open"]();
    const screen = await open(root, { columns: 120, rows: 40 });
    expect(screen.isAlternate()).toBe(true);
    expect(screen.text()).toContain("waiting for you");
    expect(screen.text()).toContain("Answer: ");
    await carryOn(root, {
      answers: APPROVE,
      until: (run) => taskOf(run, "T3")?.status === "ready",
    });
    await screen.until(/T2 Create implementation plan: done/);
    expect(screen.text()).not.toContain("· complete ·");
    await carryOn(root, { answers: APPROVE });
    await screen.until(/· complete ·[\s\S]*The run is complete/);
    expect(screen.isAlternate()).toBe(true);
    screen.press("q");
    expect([await screen.exited, isPutBack(screen)]).toEqual([0, true]);
    expect(screen.text()).toContain("complete · 9 of 9 tasks done");
  });

  test("f, s and d show the findings, the story and the diff; esc goes back", async () => {
    const { root } = await STATES["complete after fixes and a waiver"]();
    const screen = await open(root, { columns: 80, rows: 24 });
    screen.press("f");
    await screen.until(/Findings[\s\S]*major at src\/goodbye\.ts:2[\s\S]*fixed by/);
    screen.press("s");
    await screen.until(/Story[\s\S]*✓ AC1 goodbye\(name\)/);
    screen.press("d");
    await screen.until(/Diff[\s\S]*\+export function goodbye/);
    screen.press("\u001b");
    await screen.until(/· complete ·/);
    screen.press("q");
    expect([await screen.exited, isPutBack(screen)]).toEqual([0, true]);
  });

  test.each(firstOf(["SIGTERM", "SIGHUP"] as const))(
    "%s ends it with the terminal as it was",
    async (signal) => {
      const { root } = await STATES["review running"]();
      const screen = await open(root);
      screen.kill(signal);
      expect([await screen.exited, isPutBack(screen)]).toEqual([null, true]);
    },
  );

  test.each(["ctrl-c", "SIGTERM"] as const)(
    "after %s the shell behind it reads lines and echoes them again",
    async (end) => {
      const { root } = await STATES["review running"]();
      const line = 'stty -a >before; "$0" "$1" watch; stty -a >after; echo left';
      const screen = openCommand(root, ["sh", "-c", line, process.execPath, PROGRAM]);
      await screen.until(KEYS_SHOWN);
      if (end === "ctrl-c") screen.press(end);
      else
        process.kill(
          Number(Bun.spawnSync(["pgrep", "-P", String(screen.pid)]).stdout.toString()),
          end,
        );
      await screen.exited;
      // What was written last may come behind the end.
      await screen.until(/left$/);
      expect(isPutBack(screen)).toBe(true);
      expect(readFileSync(join(root, "after"), "utf8")).toBe(
        readFileSync(join(root, "before"), "utf8"),
      );
    },
  );

  test("without a run says so, and shows one that begins", async () => {
    const root = makeProject();
    const screen = openScreen(root, ["watch"], { columns: 160 });
    await screen.until(/^No run here[\s\S]*A run that starts here will appear\./);
    await makeRun({ root });
    await screen.until(/waiting for you/);
  });

  test("a journal that breaks is told, what was known stays, and it goes on once that is mended", async () => {
    const { root, project } = await STATES["review running"]();
    const screen = await open(root, { columns: 140 });
    const path = join(project.task, "events.jsonl");
    const good = readFileSync(path);
    const [, second = ""] = good.toString().split("\n");
    appendFileSync(
      path,
      `${JSON.stringify({ ...JSON.parse(second), seq: 999, prev: "0".repeat(64) })}\n`,
    );
    expect(await screen.until(/The journal .* is broken at line \d+/)).toContain("T3");
    writeFileSync(path, good);
    await screen.until((now) => !now.includes("broken"));
    apply(project, { do: "cancel", reason: "enough" });
    await screen.until(/· cancelled ·/);
  });

  test("nothing of a model acts on the terminal", async () => {
    const { root, project } = await STATES["review running"]();
    apply(project, { do: "cancel", reason: "enough \u001b]0;owned\u0007\u001b[2Jof\u202eit" });
    const screen = await open(root);
    expect(screen.text()).toContain("enough");
    for (const part of ["\u001b]0;", "\u001b[2J", "\u202e", "\u0007"])
      expect(screen.sent()).not.toContain(part);
  });
});

const piped = (cwd: string, args: string[], env: Record<string, string> = {}) =>
  Bun.spawn([process.execPath, PROGRAM, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? "", HOME: process.env.HOME ?? "/", ...env },
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });

describe("without a terminal", () => {
  test("it says what prints what has happened; a journal that is broken is told before a screen is drawn", async () => {
    const { root, project } = await STATES["story question open"]();
    const child = piped(root, ["watch"]);
    expect([await child.exited, await new Response(child.stderr).text()]).toEqual([
      1,
      expect.stringContaining("multi-ai log prints what has happened"),
    ]);
    writeFileSync(join(project.task, "events.jsonl"), "spoilt\n");
    const screen = openScreen(root, ["watch"]);
    expect([await screen.exited, screen.sent().includes("\u001b[?1049h")]).toEqual([3, false]);
  });
});

test("an agent at work is shown with its last call, what it has used, and for how long nothing was seen of it", async () => {
  const { root, project, run } = await STATES["review running"]();
  const data = join(tempDir(), "multi-ai-test");
  const folder = tempDir();
  const transcript = join(folder, "session.jsonl");
  const seen = new Date(Date.now() - 9 * 60_000).toISOString();
  mkdirSync(join(folder, "session", "subagents"), { recursive: true });
  const message = {
    model: "claude-sonnet-5-5",
    id: "msg_1",
    role: "assistant",
    content: [
      {
        type: "tool_use",
        id: "toolu_1",
        name: "Read",
        input: { file_path: `${root}/src/greet.ts` },
      },
    ],
    usage: { input_tokens: 12_000, output_tokens: 3_000 },
  };
  writeFileSync(
    join(folder, "session", "subagents", "agent-a1b2c3.jsonl"),
    `${JSON.stringify({ type: "assistant", timestamp: seen, message })}\n`,
  );
  noteOwner(
    project,
    run.run,
    { host: null, session: SESSION, transcript, root },
    { CLAUDE_PLUGIN_DATA: data },
  );
  const screen = await open(root, { columns: 120, env: { CLAUDE_PLUGIN_DATA: data } });
  expect(screen.text()).toMatch(/T3 +Plan Review - Sonnet +running for .*: Read/);
  expect(screen.text()).toMatch(/no activity for \d+ min/);
  expect(screen.text()).toMatch(/^▶ +T3 .* 15 k$/m);
  expect(screen.text()).toMatch(/^Used by agents: .*15 k tokens/m);
  const { out } = await cli(root, ["status"], { CLAUDE_PLUGIN_DATA: data });
  expect(out.replace(/\s+/g, " ")).toContain("Read src/greet.ts");
});
