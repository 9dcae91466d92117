// `watch` in a real pseudo-terminal: what a person sees, line by line. Without one it says what to
// type instead.
// Runs: in full only.
import { afterAll, afterEach, describe, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { taskOf } from "../../../src/engine/run.ts";
import { noteOwner } from "../../../src/record/machine/owner.ts";
import { cleanup, makeProject, tempDir } from "../../harness/project.ts";
import { cli } from "../cli.ts";
import { apply, carryOn, SESSION, STATES } from "../made/make-run.ts";
import { openScreen } from "./screen.ts";

afterEach(cleanup);
afterAll(cleanup);

const APPROVE = { story: { option: "approve", text: null } };

/** How often it stands there. */
const count = (text: string, what: string): number => text.split(what).length - 1;

describe("at a terminal", () => {
  test("tells what has happened, what happens then, how to answer, and at the end the status", async () => {
    const { root } = await STATES["story question open"]();
    const screen = openScreen(root, ["watch"], { columns: 120, rows: 60 });
    await screen.until(/Q1 is open[\s\S]*Answer: [\s\S]*Next:/);
    const answers = { ...APPROVE };
    await carryOn(root, { answers, until: (run) => taskOf(run, "T3")?.status === "ready" });
    await screen.until(/Q1 is answered[\s\S]*T2 Create implementation plan: done/);
    expect(screen.text()).not.toContain("The run is complete");
    await carryOn(root, { answers });
    expect(await screen.exited).toBe(0);
    expect(screen.text()).toMatch(/The run is complete[\s\S]*complete · 9 of 9 tasks done/);
    const { out } = await cli(root, ["log"]);
    const events = out
      .split(/ \S+ \d\d:\d\d UTC|\n/)
      .flatMap((_, at, parts) => (at % 2 === 1 ? [`${parts[at - 1]}${parts[at]}`] : []));
    expect(events.length).toBeGreaterThan(20);
    // Each event once, in its place.
    const sent = Bun.stripANSI(screen.sent()).replaceAll("\r", "");
    for (const line of events) expect([line, count(sent, `${line}\n`)]).toEqual([line, 1]);
    expect(count(sent, "Answer: ")).toBe(1);
  });

  test("Ctrl-C leaves it, and the run stays as it is", async () => {
    const { root } = await STATES["review running"]();
    const before = (await cli(root, ["log"])).out;
    const screen = openScreen(root, ["watch"]);
    await screen.until(/T3 Plan Review - Sonnet/);
    // Not by the key: it is not the terminal that controls the program.
    screen.kill("SIGINT");
    expect(await screen.exited).not.toBe(0);
    expect((await cli(root, ["log"])).out).toBe(before);
  });

  test("nothing of a model acts on the terminal", async () => {
    const { root, project } = await STATES["review running"]();
    apply(project, { do: "cancel", reason: "enough \u001b]0;owned\u0007\u001b[2Jof\u202eit" });
    const screen = openScreen(root, ["watch"]);
    expect(await screen.exited).toBe(0);
    expect(screen.text()).toContain("enough");
    for (const part of ["\u001b]0;", "\u001b[2J", "\u202e", "\u0007"])
      expect(screen.sent()).not.toContain(part);
  });

  test("without a run it says so; a journal that is broken is told", async () => {
    const none = openScreen(makeProject(), ["watch"], { columns: 160 });
    expect([await none.exited, none.text()]).toEqual([0, expect.stringMatching(/^No run here/)]);
    const { root, project } = await STATES["story question open"]();
    writeFileSync(join(project.task, "events.jsonl"), "spoilt\n");
    const broken = openScreen(root, ["watch"]);
    expect([await broken.exited, broken.text()]).toEqual([3, expect.stringContaining("journal")]);
  });
});

test("without a terminal it says what prints what has happened", async () => {
  const { root } = await STATES["story question open"]();
  const { code, err } = await cli(root, ["watch"]);
  expect([code, err]).toEqual([
    1,
    expect.stringContaining("multi-ai log prints what has happened"),
  ]);
});

test("the status shows an agent at work with its last call, and for how long nothing was seen of it", async () => {
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
  const { out } = await cli(root, ["status"], { CLAUDE_PLUGIN_DATA: data });
  expect(out).toMatch(
    /T3 +Plan Review - Sonnet +running for .*, no activity for \d+ min: Read src/,
  );
});
