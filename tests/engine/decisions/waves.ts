import type { Facts } from "../../../src/engine/events.ts";
import { acceptedTasks, type Run, type Task } from "../../../src/engine/run.ts";
import type {
  Ask,
  Fix,
  Gate,
  Item,
  WaveGate,
  WaveItem,
  Workflow,
} from "../../../src/engine/workflow.ts";
import { ends, type Given, givenOn, type Step, type Story } from "../given.ts";

/**
 * The third workflow made for the specs: a plan, its items carried out in a wave, and something
 * made of all of them. An item is done by its role, linted behind that, tested with at most one
 * fix, and committed.
 */

const again = { move: "again" } as const;
const stop = { move: "stop" } as const;
const fail = { move: "fail" } as const;
const stuck: Ask = { ask: "stuck", options: { again, stop } };
/** An item that comes to nothing may be left out. */
const lost: Ask = { ask: "item-stuck", options: { again, drop: { move: "drop" }, fail, stop } };
const planner = { agent: "planner", model: "large" };

const mend: Fix = {
  who: { role: "{role}" },
  title: "Mend {item}",
  token: "mending",
  writes: ".task/work-{item}.json",
  schema: "work",
  brief: "mend",
  edits: "all",
};

const check = (key: string, title: string) => ({
  gate: "check" as const,
  key,
  title: `${title} {item}`,
  token: "working",
  reads: [],
  writes: `.task/${key}-{item}.json`,
  schema: "record",
  brief: key,
  fixes: "mends",
  who: { program: key },
  limit: "drop" as const,
});

const body: WaveGate["body"] = [
  {
    gate: "produce",
    key: "do",
    title: "Do {item}",
    token: "working",
    after: [],
    who: { role: "{role}" },
    reads: [],
    writes: ".task/work-{item}.json",
    schema: "work",
    brief: "do",
    edits: "all",
    stuck: lost,
    bounded: "drop",
    on: {
      done: "next",
      partial: "again",
      questions: { ask: "item-questions", options: { answer: again } },
      failed: "drop",
      hopeless: "fail",
    },
  },
  {
    ...check("lint", "Lint"),
    after: [],
    afterKinds: ["work"],
    on: { pass: "next", fail: "drop" },
    stuck: "drop",
  },
  {
    ...check("test", "Test"),
    after: ["do"],
    on: { pass: "next", fail: { fix: mend, then: "self" }, broken: "fail" },
    stuck: "drop",
  },
  { ...check("commit", "Commit"), after: ["test"], on: { pass: "next" }, stuck: lost },
];

const gates: Gate[] = [
  {
    gate: "produce",
    key: "plan",
    title: "Plan",
    token: "planning",
    after: [],
    who: planner,
    reads: [],
    writes: ".task/plan.json",
    schema: "plan",
    brief: "plan",
    stuck,
    bounded: stuck,
    on: { done: "next" },
  },
  {
    gate: "wave",
    key: "waves",
    title: "Waves",
    token: "working",
    after: ["plan"],
    items: "plan",
    body,
    on: {
      done: "next",
      stuck: {
        ask: "gaps",
        options: {
          go_on: { move: "next", reason: true, waiver: "accepted" },
          anew: { move: { redo: "waves" } },
          plan: { move: { redo: "plan" } },
          fail,
          stop,
        },
      },
    },
  },
  {
    gate: "produce",
    key: "last",
    title: "Publish",
    token: "publishing",
    after: ["waves"],
    who: planner,
    reads: [],
    writes: ".task/last.json",
    schema: "last",
    brief: "publish",
    stuck,
    bounded: stuck,
    on: { done: "next" },
  },
];

type Planned = { items: WaveItem[]; width: number };
const planOf = (run: Run): Planned | undefined =>
  acceptedTasks(run).findLast((task) => task.schema === "plan")?.facts.plan as Planned | undefined;

const ROLES: Item["role"][] = ["builder", "painter"];
const bounds = { tool_calls: 200, minutes: 60, tokens: 4_000_000 };

export const waves: Workflow = {
  name: "waves",
  files: ".task/waves",
  limits: { mends: 1 },
  bounds: { planner: bounds, worker: bounds },
  roles: Object.fromEntries(ROLES.map((role) => [role, { agent: "worker", model: role }])),
  idle: "idle",
  complete: "complete",
  failed: "failed",
  blocked: { token: "blocked", blocking: ["gaps"] },
  waves: {
    plan: {
      items: (run) => planOf(run)?.items ?? [],
      width: (run) => planOf(run)?.width ?? 1,
    },
  },
  entries: { start: { gates, back: { planning: "plan" } } },
};

/** An item as `name`, or `name < those before it`. */
export function item(text: string, role = ROLES[0]!): WaveItem {
  const [name = "", after = ""] = text.split(" < ");
  return { item: name, role, title: `Item ${name}`, after: after === "" ? [] : after.split(", ") };
}

/** The planner's task ends with these items. */
export const plans =
  (items: (string | WaveItem)[], width = 2, name = "Plan"): Step =>
  (story) => {
    const all = items.map((one) => (typeof one === "string" ? item(one) : one));
    ends(name, "done", { facts: { plan: { items: all, width } } })(story);
  };

/** Another plan for each number: of up to five items in some order. */
export function planned(number: number): Planned {
  const items = [..."abcde"].slice(0, 1 + ((number + 3) % 5)).map((name, index, all) => ({
    ...item(name, ROLES[(number >> index) % 2]),
    after: all.slice(0, index).filter((_, before) => ((number * 7) >> (index + before)) % 2 === 1),
  }));
  return { items, width: 1 + ((number + 1) % 3) };
}

/** What planners say. */
export const says = (_story: Story, task: Task, spice: number): Facts | undefined =>
  task.schema === "plan" ? { plan: planned(spice) } : undefined;

/** A run of it with these items, up to where they may begin. */
export const waved = (items: (string | WaveItem)[], width: number, ...before: Step[]): Given =>
  givenOn(waves, [...before, plans(items, width)], (story, task) => says(story, task, 0));
