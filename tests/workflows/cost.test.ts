// How many calls of models a run may need, before it starts; and that no run needs more.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { directive } from "../../src/engine/directive.ts";
import type { Facts } from "../../src/engine/events.ts";
import { isLive, type Task, type TaskWho } from "../../src/engine/run.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { assigns } from "../../src/workflows/council/roles.ts";
import { council } from "../../src/workflows/council/workflow.ts";
import {
  assignedText,
  callsByPhase,
  callsOf,
  callsText,
  callsWords,
  costAtMost,
  costBounds,
  costLines,
  type Planned,
  plannedWork,
  startCost,
} from "../../src/workflows/money/cost.ts";
import { moneyOf, moneyText } from "../../src/workflows/money/money.ts";
import { silent } from "../engine/council.ts";
import { checkFails, ends, endsInvalid, isLost, Story, started } from "../engine/given.ts";

const chosen = (ready: string[] = [], more: Partial<Planned["settings"]> = {}): Planned => {
  const settings = { ...DEFAULT_SETTINGS, ...more };
  return { entry: "start", options: {}, settings, assigned: assigns(settings, (id) => ready.includes(id)) };
};
const phase = (run: Planned, name: string) => callsByPhase(plannedWork(council, run)).find(([one]) => one === name)![1];

describe("the council", () => {
  test("without any key: sixteen calls, and one for each task of the plan", () => {
    const run = chosen();
    expect(callsByPhase(plannedWork(council, run)).map(([name, { usual }]) => [name, usual])).toEqual([
      ["PM_RUNNING", 3],
      ["COUNCIL_PLANNING", 6],
      ["SYNTHESIZING", 1],
      ["COUNCIL_REVIEWING", 6],
      ["EXECUTING", 0],
    ]);
    // Three dispatches of each task; five rounds of votes, in which a seat may be silent once and is asked again.
    expect(phase(run, "PM_RUNNING").most).toBe(3 * 3);
    expect(phase(run, "SYNTHESIZING").most).toBe(5 * 3);
    expect(phase(run, "COUNCIL_REVIEWING").most).toBe(5 * 6 * 2 * 3);
    // A task of the plan, and what its two checks may have mended three times each.
    expect(phase(run, "EXECUTING").each).toEqual({ usual: 1, most: (1 + 3 + 3) * 3, items: 60 });
    expect(callsText(council, run)).toBe(
      "Calls of models: 16, at most 222; for each task of the plan (60 at most) 1, at most 21",
    );
  });

  test("an external model may be asked twice in a dispatch, and its fallback comes behind it; limits count", () => {
    const run = chosen(["deepseek"]);
    // Three seats with a fallback, one with a veto and none, two of the host.
    expect(phase(run, "COUNCIL_PLANNING").most).toBe(3 * (3 * 2 + 3) + 3 * 2 + 2 * 3);
    const two = chosen([], { limits: { iterations: 2, tries: 1 } });
    expect(phase(two, "SYNTHESIZING").most).toBe(2 * 3);
    expect(phase(two, "EXECUTING").each!.most).toBe(3 * 3);
  });

  test("a start shows whom the roles have, the calls, and the tokens of the host's own agents alone", () => {
    const run = chosen(["deepseek"]);
    expect(assignedText(run)).toEqual([
      "Roles: host/sonnet (refiner, tech-researcher, claude-architecture, gemini-validation); host/haiku (auditor); host/opus (plan-maker); " +
        "deepseek/deepseek-v4-pro (gpt4o-product, deepseek-code, grok-devil, mistral-security)",
    ]);
    expect(startCost(council, run, null, undefined)).toEqual([
      ...assignedText(run),
      callsText(council, run),
      ...costLines(run, null, undefined),
    ]);
    const seat = council.bounds["council-seat"]!.tokens;
    const { clean, each, round } = costAtMost(council, run);
    expect(costAtMost(council, chosen()).clean - clean).toBe(2 * 4 * seat);
    expect(each).toBe(council.bounds.executor!.tokens);
    expect(round).toBe(council.bounds["plan-maker"]!.tokens + 2 * seat);
    expect(costBounds(council, run)).toContain(" for each task of the plan, ");
  });
});

test("without roles of its own a start says tokens alone; what has no limit has no number", () => {
  const run = { entry: "start", options: {}, settings: DEFAULT_SETTINGS };
  expect(startCost(silent, run, null, "One took 5 k tokens")).toEqual(costLines(run, null, "One took 5 k tokens"));
  expect(callsWords(callsOf(plannedWork(silent, run)))).toMatch(/^\d+ and more for each further round$/);
});

/** Tasks of the plan in the runs below. */
const ITEMS = 2;

/** What tasks of the council state when they go well. */
function statedBy(story: Story, task: Task, luck: () => number): Facts | undefined {
  const plans = story.now.tasks.filter((one) => one.schema === "master-plan" && one.outcome !== null);
  if (task.schema === "master-plan") {
    const n = plans.length + 1;
    return { plan: `plan-${n}`, body: `b${n}`, parts: { Security: `s${n}`, "Task 1": "1" }, tasks: [], answers: [] };
  }
  if (task.schema === "vote") {
    const word = luck() < 40 ? "REVISE" : "APPROVE";
    const objections = [{ id: `F${task.version}`, severity: "major", at: "Security", problem: `p${task.id}` }];
    const prior = story.now.tasks
      .filter((one) => one.item === task.item && one.facts.vote === "REVISE")
      .map((one) => ({ id: `${task.item}/F${one.version}`, state: "cleared" }));
    const plan = plans.at(-1)!.facts.plan;
    return { seat: task.item!, vote: word, plan, veto: null, objections: word === "REVISE" ? objections : [], prior };
  }
  if (task.who.program !== "snapshot") return undefined;
  const items = Array.from({ length: ITEMS }, (_, at) => ({
    ...{ n: at + 1, name: "t", files: [`${at}.ts`], after: [], setup: [], criteria: [] },
  }));
  return { items, isolation: "worktree", executor_s: 1e9, execution_s: 1e9, snapshot: null, tree: null };
}

/** Plays a run on until it is over or the person is asked: of a hundred tasks so many fail, as luck has it. */
function played(run: Planned, failing: number, luck: () => number): Story {
  const story = new Story(council);
  started({ settings: run.settings, assigned: run.assigned! })(story);
  for (let task: Task | undefined; isLive(story.now) && story.now.questions.length === 0; ) {
    task = story.now.tasks.find((one) => directive(story.now).tasks.includes(one.id));
    if (task === undefined) break;
    const { id, who, gate } = task;
    const how = luck();
    if (who.program !== undefined) {
      const fails = how < 40 && /accept|commit/.test(gate);
      ends(id, fails ? (who.program === "accept" ? "fail" : "conflict") : "pass", {
        facts: statedBy(story, task, luck) ?? {},
      })(story);
    } else if (how < failing / 2) isLost(id)(story);
    else if (how < failing && who.provider !== undefined) checkFails(id)(story);
    else if (how < failing) endsInvalid(id, false)(story);
    else ends(id, "done", { facts: statedBy(story, task, luck) ?? {} })(story);
  }
  return story;
}

test("no run of the council needs more calls than its start says, in any phase, unless the person allows them", () => {
  const reached = new Set<string>();
  fc.assert(
    fc.property(
      fc.array(fc.nat(99), { minLength: 300, maxLength: 300 }),
      fc.boolean(),
      fc.constantFrom(5, 15, 45),
      (numbers, external, failing) => {
        let at = 0;
        const run = chosen(external ? ["deepseek", "xai", "gemini"] : [], {});
        const story = played(run, failing, () => numbers[at++ % numbers.length]!);
        const { tasks } = story.now;
        for (const [name, { most, each }] of callsByPhase(plannedWork(council, run))) {
          const events = story.batches.flat();
          const owner = (id: string) => tasks.find((task) => task.id === id)!;
          let made = 0;
          const who = new Map<string, TaskWho>();
          for (const event of events) {
            if (event.type === "task_created") who.set(event.task, event.who);
            if (event.type === "substituted") who.set(event.task, event.who);
            if (event.type !== "dispatched" || owner(event.task).token !== name) continue;
            const { program, provider } = who.get(event.task)!;
            made += program !== undefined ? 0 : provider === undefined ? 1 : 2;
            reached.add(name);
          }
          expect(made).toBeLessThanOrEqual(most + ITEMS * (each?.most ?? 0));
        }
      },
    ),
    // Nothing fails in the first one, and every seat approves: at least that run gets to the end.
    { numRuns: 60, examples: [[Array.from({ length: 300 }, () => 99), false, 5]] },
  );
  expect([...reached].sort()).toEqual([...callsByPhase(plannedWork(council, chosen())).map(([name]) => name)].sort());
});

const spent = (more: object) => ({ spent: [{ call: "c", tool_calls: 0, minutes: 0, tokens: 10, ...more }] });

test("what has no known price is unknown and never 0", () => {
  const cases: [Parameters<typeof moneyOf>[0], string][] = [
    [[], ""],
    [[spent({})], "not known"],
    [[spent({ model: "a", usd: 0, unpriced: 1 })], "not known"],
    [[spent({ model: "a", usd: 0.5 }), spent({ model: "b", usd: 0.000_04 })], "$0.5"],
    [[spent({ model: "a", usd: 0.0019 }), spent({})], "$0.0019 without agents of old versions"],
    [[spent({ model: "a", usd: 12.345, unpriced: 1 })], "$12.35 without a"],
    // A model of one's own may cost nothing, where the settings say so.
    [[spent({ model: "local", usd: 0 })], "$0.00"],
  ];
  for (const [tasks, text] of cases) expect(moneyText(moneyOf(tasks))).toBe(text);
  expect(moneyOf([spent({ model: "b", usd: 1, unpriced: 2 }), spent({})])).toEqual({ usd: 1, unknown: ["b", "host"] });
});
