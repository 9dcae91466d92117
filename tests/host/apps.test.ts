// Guarantee: You decide, and it is recorded.
// Claude Code opened by an app, through the Agent SDK, as VS Code's extension and the desktop app do:
// the story is answered by a dialog, by a letter and by a sentence, and the run comes to its end.
// Runs: in full too, first.
// Not in npm test: a dialog that is left is printed whole
// Not in npm test: ^an app with dialogs
import { afterEach, describe, expect, test } from "bun:test";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { hostsOf } from "../harness/host.ts";
import { firstOf, inFull } from "../harness/in-full.ts";
import { startModel } from "../harness/model.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { type Asked, openApp } from "../harness/sdk.ts";
import { team } from "../harness/team.ts";
import { honest, STORY } from "../harness/workers.ts";
import { untilLeft } from "./person.ts";
import { type Left, left, mainRequests, ofType, PLUGIN } from "./scenario.ts";

afterEach(cleanup);

const APPS = ["claude-vscode", "claude-desktop"];
const PROGRAMS = ["sdk-ts", "sdk-py"];
const REQUEST = "/multi-ai Say goodbye by name";
const PRINTED = /Q1 · [\s\S]*Answer: /;

/** An app with the plugin, whose story names a test command. */
function open(entryPoint: string, answer?: (asked: Asked) => string | null) {
  const project = makeProject();
  const worker = honest((brief) =>
    brief.writes.endsWith("/user-story.json")
      ? { ...STORY, test_commands: ["bun test"] }
      : undefined,
  );
  const model = startModel({ script: team(worker), codex: codexReviewer() });
  const [version] = hostsOf("new");
  const app = openApp({ version: version!, project, plugin: PLUGIN, model, entryPoint, answer });
  return { app, project, model, until: (fits: (now: Left) => boolean) => untilLeft(project, fits) };
}

const approval = (asked: Asked) =>
  asked.options.find(({ label }) => label === "Approve")?.label ?? null;
const isAnswered = ({ events }: Left) => ofType(events, "answered").length > 0;
const isComplete = ({ state }: Left) => state.status === "complete";

/** No text that the person was shown names what is not there. */
const fits = (shown: string[]): void => {
  for (const text of shown)
    expect(text).not.toMatch(/in a shell|claude -p|--continue|(?:^|[\s(])! (?:multi-ai|git) /im);
};

describe("an app with dialogs", () => {
  test.each(firstOf([...APPS, ...PROGRAMS]))(
    "%s asks about the story in one, with all that is decided; its answer carries the run to its end",
    async (entryPoint) => {
      const asked: Asked[] = [];
      const { app, model, until } = open(entryPoint, (one) => {
        asked.push(one);
        return approval(one);
      });
      app.submit(REQUEST);
      const { events } = await until(isComplete);
      expect(app.tools()).toContain("AskUserQuestion");
      expect(asked.map(({ question }) => question.split("\n").slice(0, 2))).toEqual([
        ["Q1 · Is this user story what you want?", "Tests: bun test"],
      ]);
      expect(asked[0]!.question).toContain("AC1 goodbye(name)");
      expect(ofType(events, "answered")).toMatchObject([{ option: "approve", via: "dialog" }]);
      expect(ofType(events, "tested").at(-1)).toMatchObject({ outcome: "pass" });
      const shown = await app.waitFor(/Report of multi-ai-\w+: complete/);
      expect(shown).toContain("you approve commands");
      // What ends an agent or a check wakes the session by itself.
      expect(mainRequests(model).every(({ text }) => !text.includes("go on"))).toBe(true);
      fits(app.shown());
      expect(model.failures).toEqual([]);
    },
  );

  test("a dialog that is left is printed whole; a sentence, a letter or a command goes on from there", async () => {
    const { app, model, project, until } = open("claude-vscode", () => null);
    app.submit(REQUEST);
    await app.waitFor(/The run is waiting for you[\s\S]*Tests: bun test[\s\S]*Answer: /);
    expect(ofType(left(project).events, "answered")).toEqual([]);
    app.submit("yes, approve");
    const { events } = await until(isAnswered);
    expect(ofType(events, "answered")).toMatchObject([{ option: "approve", via: "prompt" }]);
    app.submit("/multi-ai:cancel");
    await until(({ state }) => state.status === "cancelled");
    await app.waitFor(/cancelled/);
    fits(app.shown());
    expect(model.failures).toEqual([]);
  });

  for (const entryPoint of [...APPS.slice(1), ...PROGRAMS])
    inFull(`${entryPoint}: a dialog that is left, then a letter`, async () => {
      const { app, until } = open(entryPoint, () => null);
      app.submit(REQUEST);
      await app.waitFor(PRINTED);
      app.submit("A");
      const { events } = await until(isAnswered);
      expect(ofType(events, "answered")).toMatchObject([{ option: "approve", via: "prompt" }]);
      app.submit("/multi-ai:cancel");
      await until(({ state }) => state.status === "cancelled");
      fits(app.shown());
    });

  inFull("words of their own in a dialog are a correction", async () => {
    let answers = 0;
    const { app, until } = open("claude-vscode", (asked) =>
      answers++ === 0 ? "in French, please" : approval(asked),
    );
    app.submit(REQUEST);
    const { events } = await until(({ events }) => ofType(events, "answered").length > 1);
    expect(ofType(events, "answered")).toMatchObject([
      { option: "correct", text: "in French, please", via: "dialog" },
      { option: "approve", via: "dialog" },
    ]);
  });
});

test("a command that the plugin does not have is answered, and costs no request", async () => {
  const { app, model } = open("claude-vscode");
  app.submit("/multi-ai:statsu");
  await app.waitFor(/did you mean \/multi-ai:status\?/);
  app.submit("/multi-ai:log");
  await app.waitFor(/did you mean multi-ai log \(in a terminal\)\?/);
  fits(app.shown());
  expect(mainRequests(model)).toEqual([]);
});

describe("a program without dialogs", () => {
  for (const [entryPoint, words] of [
    ["sdk-ts", "yes, approve"],
    ["sdk-py", "A"],
    ["of-tomorrow", "approve"],
  ] as const)
    inFull(`${entryPoint}: the question is printed once, and ${words} answers it`, async () => {
      const { app, model, until } = open(entryPoint);
      app.submit(REQUEST);
      const said = await app.waitFor(PRINTED);
      expect(app.tools()).not.toContain("AskUserQuestion");
      expect(said).toContain("Or type the letter alone");
      app.submit(words);
      const { events } = await until(isComplete);
      expect(ofType(events, "answered")).toMatchObject([{ option: "approve", via: "prompt" }]);
      const shown = await app.waitFor(/Report of multi-ai-\w+: complete/);
      expect(shown.split("Q1 · Is this user story").length - 1).toBe(1);
      fits(app.shown());
      expect(model.failures).toEqual([]);
    });
});
