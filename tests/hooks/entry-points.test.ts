// Guarantee: You decide, and it is recorded.
// Each way of opening Claude Code: what the plugin does there, and how a question is put and
// answered where it is no dialog.
// Runs: together.
import { afterAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ENTRY_POINTS, entryPoint, hasDialog } from "../../src/host/entry-points.ts";
import { commandLine } from "../../src/process/table.ts";
import { readRun } from "../../src/run/journal/change.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { makeRun } from "../cli/made/make-run.ts";
import { answerTo } from "../harness/hook.ts";
import { cleanup, onCleanup } from "../harness/project.ts";
import { STORY } from "../harness/workers.ts";

afterAll(cleanup);

const SESSION = "3f0c2c1e-0000-4000-8000-000000000001";
const named = (name: string) => ({ CLAUDE_CODE_ENTRYPOINT: name });

/** The id of a process with these words in its command line. */
function processWith(...words: string[]): string {
  const child = Bun.spawn(["sh", "-c", "sleep 120; :", "claude", ...words]);
  onCleanup(() => child.kill());
  // It is a copy of this process until it has begun.
  while (!commandLine(child.pid).includes("claude")) Bun.sleepSync(2);
  return String(child.pid);
}

describe("what can be done where Claude Code was opened", () => {
  test.each([
    ["cli", true, true, true],
    ["claude-vscode", true, true, true],
    ["claude-desktop", true, true, true],
    ["jetbrains", true, true, true],
    ["sdk-ts", false, false, false],
    ["sdk-py", false, false, false],
    ["sdk-cli", false, false, false],
    ["remote", false, false, false],
    ["claude-code-github-action", false, false, false],
    ["of-tomorrow", false, false, false],
    ["toString", false, false, false],
  ])(
    "%s: a dialog %p, hooks' words are seen %p, it stays open %p",
    (name, dialog, shows, stays) => {
      const env = { ...named(name), CLAUDE_PID: processWith("--input-format", "stream-json") };
      expect(hasDialog(env)).toBe(dialog);
      expect(entryPoint(env)).toMatchObject({ shows, stays, terminal: name === "cli" });
    },
  );

  test.each([
    ["sdk-ts", ["--permission-prompt-tool=stdio"]],
    ["sdk-py", ["--permission-prompt-tool", "stdio"]],
    ["sdk-cli", ["--permission-prompt-tool", "stdio"]],
    ["remote", ["--sdk-url", "wss://x"]],
    ["of-tomorrow", ["--permission-prompt-tool=stdio"]],
  ])("%s has dialogs where its host was told to ask its app", (name, words) => {
    expect(hasDialog({ ...named(name), CLAUDE_PID: processWith(...words) })).toBe(true);
    const tool = ["--permission-prompt-tool", "mcp__x__y"];
    expect(hasDialog({ ...named(name), CLAUDE_PID: processWith(...tool) })).toBe(false);
  });

  test("the guard knows the same names", () => {
    const guard = readFileSync(join(import.meta.dir, "../../hooks/guard.sh"), "utf8");
    const names = (before: string) =>
      [...guard.matchAll(new RegExp(`${before}([\\w-]+)(?= \\||\\))`, "g"))].map(
        ([, name]) => name,
      );
    const having = (what: "stays" | "terminal") =>
      Object.keys(ENTRY_POINTS).filter((name) => ENTRY_POINTS[name]![what]);
    expect(names("checks:")).toEqual(having("stays"));
    expect([...guard.matchAll(/^ +([\w-]+):\/\*\) watched=/gm)].map(([, name]) => name)).toEqual(
      having("terminal"),
    );
  });
});

/** A question about a story in a session that was opened like this, and has no dialog. */
async function seat(entry: string, commands: string[] = []) {
  const { root, project } = await makeRun({
    settings: { tests: DEFAULT_SETTINGS.tests },
    worker: (brief) =>
      brief.writes.endsWith("/user-story.json") ? { ...STORY, test_commands: commands } : undefined,
  });
  const env = { PATH: process.env.PATH, ...named(entry), CLAUDE_PID: String(process.pid) };
  const event = async (name: string, fields: object) =>
    JSON.stringify(await answerTo(root, name, fields, { session: SESSION, env }));
  const types = (prompt: string) => event("UserPromptSubmit", { prompt });
  const stops = (said: string) => event("Stop", { last_assistant_message: said });
  return { now: () => readRun(project)!, types, stops };
}

describe("another session's run", () => {
  const said = async (root: string, entry: string, session: string, event: string, more: object) =>
    (
      await answerTo(root, event, more, {
        session,
        env: { PATH: process.env.PATH, ...named(entry) },
      })
    )?.systemMessage ?? null;
  const line = /of this project is not over; its session is gone; \/multi-ai:resume continues it/;

  test.each(["claude-vscode", "claude-desktop", "jetbrains"])(
    "is told at a session's first prompt in %s, which shows nothing of SessionStart",
    async (entry) => {
      const { root } = await makeRun();
      const types = (session: string, prompt: string) =>
        said(root, entry, session, "UserPromptSubmit", { prompt });
      await said(root, entry, "two", "SessionStart", { source: "startup" });
      expect(await types("two", "how is my run?")).toMatch(line);
      expect(await types("two", "A")).toBeNull();
      expect(await types("three", "A")).toMatch(line);
      expect(await types("two", "hello")).toBeNull();
    },
  );

  test.each(["cli", "sdk-cli"])("is told once in %s", async (entry) => {
    const { root } = await makeRun();
    const start = { source: "startup" };
    expect(await said(root, entry, "two", "SessionStart", start)).toMatch(line);
    expect(await said(root, entry, "two", "UserPromptSubmit", { prompt: "hello" })).toBeNull();
  });
});

describe("a question that is put as text", () => {
  test.each([
    ["sdk-cli", "claude --continue -p"],
    ["sdk-ts", "Or type the letter alone"],
    ["claude-code-github-action", "Or type the letter alone"],
  ])("in %s says how it is answered there: %s", async (entry, how) => {
    const { types } = await seat(entry);
    const said = await types("hello");
    expect(said).toContain("there is no dialog here");
    expect(said).toContain(how);
    expect(said.includes("In a shell")).toBe(entry === "sdk-cli");
    // What was asked is answered before the question comes once more.
    expect(said).toContain("First do what the person asks in this prompt");
  });

  test.each(["yes, approve", "Yes: Approve", "ok, A", "okay approve", "approve", "a"])(
    "is answered by %p",
    async (words) => {
      const { types, now } = await seat("sdk-ts");
      await types("hello");
      await types(words);
      expect(now().decisions).toMatchObject([{ option: "approve", text: null, via: "prompt" }]);
    },
  );

  test.each([
    "yes",
    "yes, approve it if the tests stay",
    "yes, correct",
    "yes, stop",
    "yes yes approve",
    "yesterday",
    "no, approve",
    "not ok, approve",
  ])("is not answered by %p", async (words) => {
    const { types, now } = await seat("sdk-ts");
    await types("hello");
    expect(await types(words)).toContain("there is no dialog here");
    expect(now().decisions).toEqual([]);
  });

  test("about commands that were not shown whole takes no yes", async () => {
    const { types, now, stops } = await seat("sdk-ts", ["bun test"]);
    await types("hello");
    expect(await types("yes, approve")).toContain("Not decided: Q1 is about commands");
    await stops("Q1 · Is this user story what you want?\nTests: bun test");
    await types("yes, approve");
    expect(now().decisions).toMatchObject([{ option: "approve", commands: ["bun test"] }]);
  });

  test("that waits for words takes them as they are typed, but for a talk", async () => {
    const { types, now } = await seat("sdk-ts");
    await types("hello");
    expect(await types("B")).toContain("Or type it as your next message");
    for (const talk of ["what does AC2 mean?", "go on"]) {
      await types(talk);
      expect(now().decisions).toEqual([]);
    }
    expect(await types("greet in French")).toContain("Q1: taken as a correction: greet in French");
    expect(now().decisions).toMatchObject([{ option: "correct", text: "greet in French" }]);
  });
});
