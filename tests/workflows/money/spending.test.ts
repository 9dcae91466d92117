// What a run took in money; and where its counts come from.
// Runs: together.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type Run, type Task, taskOf } from "../../../src/engine/run.ts";
import { transcriptOf } from "../../../src/host/transcript/transcript.ts";
import { archiveIndex } from "../../../src/record/history.ts";
import { type ReportFacts, reportMarkdown, reportText } from "../../../src/render/report/report.ts";

import { statusText } from "../../../src/render/status.ts";
import { archiveRun } from "../../../src/run/end/archived-runs.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { endedCommand } from "../../../src/run/results/take-in.ts";
import { reportFacts } from "../../../src/run/views/report.ts";
import { viewOf } from "../../../src/run/views/status.ts";
import { PLAIN } from "../../../src/text.ts";
import { mainMoney, moneyOf, pricedText, runMoney } from "../../../src/workflows/money/money.ts";
import { apply, dispatchTask, type MadeRun, makeRun, STATES } from "../../cli/made/make-run.ts";
import { cleanup, tempDir } from "../../harness/project.ts";

afterAll(cleanup);

/** One million tokens of input of a model: what they cost is the first figure of the list. */
const MILLION = 1_000_000;
const MODELS: Record<string, string> = { sonnet: "claude-sonnet-5-5", opus: "claude-opus-5-5" };

/**
 * Every dispatch took a quarter of a minute and a million tokens of input; Codex says nothing of
 * its price.
 */
const spentEach = (task: Task): Task["spent"] =>
  Array.from({ length: task.who.program ? 0 : task.dispatches }, (_, at) => ({
    ...{ call: `${task.id}.${at}`, tool_calls: 1, minutes: 0.25, tokens: MILLION },
    ...(task.who.provider === undefined && {
      used: { [MODELS[task.who.model]!]: [MILLION, 0, 0, 0] },
    }),
  }));
const MAIN = {
  session: "s",
  from: { requests: 1, tokens: 500, used: { "claude-opus-5-5": [500, 0, 0, 0] } },
  now: {
    requests: 9,
    tokens: MILLION + 500,
    used: { "claude-opus-5-5": [MILLION + 500, 0, 0, 0] },
  },
};

let made: MadeRun;
let run: Run;
let facts: ReportFacts;
beforeAll(async () => {
  made = await STATES["complete after fixes and a waiver"]();
  run = {
    ...made.run,
    main: [MAIN],
    tasks: made.run.tasks.map((task) => ({ ...task, spent: spentEach(task) })),
  };
  facts = reportFacts(made.project, run);
});

test("the sum has everything that is known, and says whose part is not", () => {
  const priced = run.tasks
    .flatMap((task) => spentEach(task).map(() => task.who))
    .filter((who) => !who.provider);
  const usd = priced.reduce((sum, who) => sum + (who.model === "opus" ? 4 : 2), 4);
  expect(facts.cost).toEqual({ usd, unknown: ["codex"] });
  expect(pricedText(facts.cost)).toBe(`$${usd}.00 (list prices of 2026-11; Codex not counted)`);
});

test("text, markdown and status have it", () => {
  const money = `Cost: ${pricedText(facts.cost)}`;
  const short = reportText(facts);
  expect(short).toContain(money);
  const text = reportMarkdown(facts, null).replaceAll("\\$", "$");
  expect(text).toContain(money);
  expect(statusText(viewOf(made.project, run), { width: 100, paint: PLAIN })).toContain(
    `\n${money}\n`,
  );
});

test("a run that spent nothing says nothing, and a main thread counts from nothing", () => {
  const begun = [{ ...MAIN, from: { requests: 0, tokens: 0 } }];
  expect(mainMoney({ ...run, main: begun }).usd).toBe(4.002);
  expect(pricedText(runMoney({ ...run, tasks: made.run.tasks, main: undefined }))).toBe("");
});

test("a program that an agent of the host asks is unknown beside that agent, and prices of the settings come first", () => {
  const one = {
    call: "c",
    tool_calls: 1,
    minutes: 1,
    tokens: MILLION,
    used: { "claude-sonnet-5-5": [MILLION, 0, 0, 0] },
  };
  expect(moneyOf([{ spent: [one], who: { provider: "codex" } }])).toEqual({
    usd: 2,
    unknown: ["codex"],
  });
  const prices = { "claude-sonnet-5-5": { input: 7, output: 1 } };
  expect(moneyOf([{ spent: [one] }], { prices })).toEqual({ usd: 7, unknown: [] });
  const other = { ...one, used: { "claude-next\u001b[2J": [1, 0, 0, 0] } };
  expect(moneyOf([{ spent: [one, other] }])).toEqual({ usd: 2, unknown: ["claude-next[2J"] });
});

test("the end of an agent records its counts by model, the journal folds to them, and the archive notes the sum", async () => {
  const { project, run: before } = await makeRun({
    until: (now) => now.tasks[0]!.status === "ready",
  });
  const [task] = before.tasks;
  await dispatchTask(project, before, task!);
  const session = join(tempDir(), "session.jsonl");
  const path = transcriptOf(session, "a1")!;
  mkdirSync(dirname(path), { recursive: true });
  const usage = {
    input_tokens: 10,
    cache_creation_input_tokens: 200_000,
    cache_read_input_tokens: 50_000,
    output_tokens: 3_000,
  };
  const message = {
    model: "claude-sonnet-5-5",
    id: "msg_1",
    type: "message",
    role: "assistant",
    content: [],
    usage,
  };
  writeFileSync(path, `${JSON.stringify({ type: "assistant", message })}\n`);
  const now = readRun(project)!;
  const over = { transcript: session, agent: "a1" };
  apply(project, await endedCommand(project, now, taskOf(now, task!.id)!, false, over));
  const run = readRun(project)!;
  expect(taskOf(run, task!.id)!.spent).toMatchObject([
    // The prompt was a long one: it is counted once more behind the writes for an hour, of which there were none.
    { used: { "claude-sonnet-5-5": [10, 200_000, 50_000, 3_000, 0, 10, 200_000, 50_000, 3_000] } },
  ]);
  expect(runMoney(run).usd).toBeCloseTo(
    (10 * 2 + 200_000 * 2.5 + 50_000 * 0.1 + 3_000 * 10) / MILLION,
    12,
  );
  archiveRun(project, run);
  expect(archiveIndex(project)).toMatchObject([{ usd: runMoney(run).usd, unpriced: [] }]);
});
