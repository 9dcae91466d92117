// Which decisions of a run are worth a message, and what the message says.
// Runs: in full too, together.
import { describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import type { Recorded } from "../../../src/engine/events.ts";
import { fold } from "../../../src/engine/evolve.ts";
import { panelGates } from "../../../src/engine/gates.ts";
import type { Run } from "../../../src/engine/run.ts";
import type { ReportModel } from "../../../src/render/report/report.ts";
import { messageOf } from "../../../src/run/notify/message.ts";
import { noticesOf } from "../../../src/run/notify/notices.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { START, scan } from "../../../src/store/journal.ts";
import type { Notice } from "../../../src/workflows/contract/notice.ts";
import { SEAT_IDS } from "../../../src/workflows/council/seats.ts";
import { workflowOf } from "../../../src/workflows/index.ts";
import { council, round, says, votes } from "../../engine/decisions/council.ts";
import { answered, givenOn, passes, type Step, Story, started, until } from "../../engine/given.ts";
import { small } from "../../engine/small.ts";
import { runs } from "../../harness/in-full.ts";
import { RUN_VIEW } from "../../render/run-view.ts";

/** What is due for the first time behind each step, in words. */
function told(story: Story, ...steps: Step[]): string[][] {
  const due = () => (story.run === null ? [] : noticesOf(story.workflow, story.run));
  const known = new Set(due().map(({ key }) => key));
  return steps.map((step) => {
    const all: Notice[] = [];
    const record = story.record.bind(story);
    story.record = (bodies) => {
      record(bodies);
      for (const one of due()) if (known.size !== known.add(one.key).size) all.push(one);
    };
    step(story);
    story.record = record;
    return all.map(inWords);
  });
}

const inWords = ({ on, round, question, held, failed, status }: Notice): string =>
  [
    on,
    ...(round === null ? [] : [round]),
    ...(question === null ? [] : [question.id, question.kind, question.about]),
    ...(held === null ? [] : [held]),
    ...(on === "end" ? [status, ...failed] : []),
  ].join(" ");

describe("a panel", () => {
  const open: Step[] = [started(), until("Draft"), passes("Draft"), answered("proceed")];
  const seated = (): Story => givenOn(council, open, says);

  test("is told when its last seat has voted, once", () => {
    expect(
      told(
        seated(),
        votes("architect", "approved"),
        votes("tester", "approved"),
        votes("guard", "approved"),
      ),
    ).toEqual([[], [], ["iteration 1"]]);
  });

  test("is told again for each further round", () => {
    expect(told(seated(), round("changes"), passes("Revise v1"), round("approved"))).toEqual([
      ["iteration 1"],
      [],
      ["iteration 2"],
    ]);
  });

  test("whose round the person has to settle is told at once, with the question, and not again at the answer", () => {
    const escalation = { decision: "which?", options: ["a", "b"] };
    const guard = votes("guard", "changes", escalation);
    const steps = [
      votes("architect", "approved"),
      votes("tester", "approved"),
      guard,
      answered("answer", "a"),
    ];
    expect(told(seated(), ...steps)).toEqual([
      [],
      [],
      ["iteration 1", "question Q2 which T5 Vote - guard"],
      [],
    ]);
  });
});

const RUN = {
  ...{
    run: "council-1a2b3c4d",
    workflow: "council",
    entry: "start",
    status: "running",
    options: {},
    decisions: [],
  },
  ...{
    created_at: "2026-01-01T10:00:00.000Z",
    updated_at: "2026-01-01T10:10:00.000Z",
    settings: DEFAULT_SETTINGS,
  },
  questions: [],
  paused: null,
};

test("a round goes on while those vote on the same plan whose approval was of an older one", () => {
  const gates = panelGates(workflowOf("council"), RUN as never);
  const [CODE, ...others] = ["deepseek-code", ...SEAT_IDS.filter((one) => one !== "deepseek-code")];
  const task = (id: string, item: string, status: string, more = {}) =>
    ({
      id,
      item,
      status,
      gate: gates.find((one) => one.item === item)!.key,
      schema: "vote",
      kind: "gate",
      void: false,
      version: 2,
      spent: [],
      who: {},
      facts: {},
      ...more,
    }) as never;
  const run = (status: string) => ({
    ...RUN,
    tasks: [
      task("T1", CODE!, "done", { outcome: "done" }),
      ...others.map((seat, at) => task(`T${at + 2}`, seat, status, { outcome: "done" })),
    ],
  });
  const rounds = (status: string) =>
    noticesOf(workflowOf("council"), run(status) as never).map(({ round }) => round);
  expect(rounds("ready")).toEqual([]);
  expect(rounds("done")).toEqual([2]);
});

describe("a run", () => {
  test("is told when it begins to change the project, once, and when it is complete", () => {
    const story = new Story(small);
    const all = told(story, started(), until());
    expect(all[0]).toEqual([]);
    expect(all[1]!.filter((one) => one === "execution")).toEqual(["execution"]);
    expect(all[1]!.at(-1)).toBe("end complete");
    expect(story.now.status).toBe("complete");
  });
});

describe("of a recorded run", () => {
  const folder = join(import.meta.dir, "../../fixtures/journals");
  const names = readdirSync(folder).filter((name) => name.endsWith(".jsonl"));

  test.each(names)("%s: what its journal has to tell", (name) => {
    const batches: Recorded[][] = [];
    scan(readFileSync(join(folder, name)), START, (batch) =>
      batches.push([...batch] as Recorded[]),
    );
    let run: Run | null = null;
    const due = new Map<string, Notice>();
    for (const batch of batches) {
      run = fold(run, batch);
      for (const one of noticesOf(workflowOf(run!.workflow), run!)) due.set(one.key, one);
    }
    const all = [...due.values()];
    const of = (on: Notice["on"]): Notice[] => all.filter((one) => one.on === on);
    const has = (type: Recorded["type"]): Recorded[] =>
      batches.flat().filter((event) => event.type === type);
    expect(of("execution").length).toBe(
      run!.tasks.some((task) => task.edits !== null && task.dispatches > 0) ? 1 : 0,
    );
    expect(of("end").map((one) => one.status)).toEqual(
      run!.status === "cancelled" ? [] : [run!.status],
    );
    const questions = of("question").flatMap(({ question }) => question?.id ?? []);
    expect(questions.length).toBeLessThanOrEqual(has("asked").length);
    expect(questions).toEqual(
      expect.arrayContaining(
        has("answered").map((event) => (event as { question: string }).question),
      ),
    );
    for (const one of all) {
      expect(messageOf(one, facts).text).not.toContain(run!.request.text);
    }
  });
});

const notice = (over: Partial<Notice> = {}): Notice => ({
  on: "end",
  key: "end",
  run: "multi-ai-1a2b3c4d",
  workflow: "multi-ai",
  status: "complete",
  round: null,
  question: null,
  held: null,
  failed: [],
  ...over,
});
const model: ReportModel = {
  ...{ ...RUN_VIEW, status: "complete", minutes: 12.5, done: 9, total: 9, findings: [] },
  spent: { total: { tool_calls: 1, minutes: 1, tokens: 120_000 }, main_thread: null },
};
const facts = {
  root: "/home/me/shop",
  files: 3,
  snapshot: "refs/multi-ai/multi-ai-1a2b3c4d",
  lines: [],
  shown: model,
};

describe("a message", () => {
  test("of the end has minutes, cost, tasks, files and snapshot", () => {
    expect(messageOf(notice(), facts)).toMatchObject({
      id: "multi-ai-1a2b3c4d-end",
      title: "multi-ai: The run is complete",
      text: [
        "multi-ai-1a2b3c4d in shop",
        "complete · 13 min",
        "Tasks: 9 of 9 done",
        "Files changed: 3",
        "Snapshot: refs/multi-ai/multi-ai-1a2b3c4d",
      ].join("\n"),
    });
  });

  test("of a failure names the failed tasks and the rollback command, and the cost in dollars where that is known", () => {
    const failed = notice({ status: "failed", failed: ["T6 Implementation"] });
    const message = messageOf(failed, {
      ...facts,
      shown: { ...model, cost: { usd: 1.234, unknown: ["codex"] } },
      lines: ["Vetoes: none"],
    });
    expect(message.text).toContain("Failed: T6 Implementation\nVetoes: none\n");
    expect(message.text).toContain(" · $1.23\n");
    expect(message.text).toEndWith("Rollback: multi-ai rollback --run multi-ai-1a2b3c4d");
    expect(message.data).toMatchObject({
      ...{ cost_usd: 1.234, elapsed_minutes: 12, tokens: 120_000 },
      ...{ tasks_done: 9, tasks_total: 9 },
    });
    expect(messageOf(failed, { ...facts, snapshot: null }).text).not.toContain("Rollback");
  });

  test("of a question says which task asks, by the program's own words", () => {
    const asked = notice({
      on: "question",
      question: { id: "Q3", kind: "stuck", about: "T5 Plan review" },
    });
    const message = messageOf(asked, facts);
    expect(message.title).toBe("multi-ai: A question for you");
    expect(message.text).toContain("Q3 Stuck: T5 Plan review\n");
    expect(message.text).toEndWith("What to do: multi-ai status, or open Claude Code");
  });

  test.each([
    ["rate_limit", "Waits: an API did not answer (rate_limit)\n"],
    ["unheeded", "Waits: the main thread did not do what it was asked\n"],
  ])("of a run that waits because of %s says so", (held, line) => {
    const message = messageOf(notice({ on: "question", held }), facts);
    expect([message.title, message.text]).toEqual([
      "multi-ai: The run is waiting for you",
      expect.stringContaining(line),
    ]);
  });

  test("whatever stands in it is short and has no control characters", () => {
    const texts = fc.array(fc.string({ unit: "binary", maxLength: 2_000 }), { maxLength: 40 });
    fc.assert(
      fc.property(texts, (given) => {
        const { title, text } = messageOf(
          notice({
            failed: given,
            question: { id: "Q1", kind: "stuck", about: given.join() },
          }),
          { ...facts, lines: given },
        );
        expect(Buffer.byteLength(title + text)).toBeLessThan(4_000);
        expect(
          // biome-ignore lint/suspicious/noControlCharactersInRegex: these must not be there
          /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(title + text),
        ).toBe(false);
      }),
      { numRuns: runs(50) },
    );
  });
});
