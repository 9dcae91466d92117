// A plan that is reviewed and carried out in waves: what the stages bring together, and to whom.
// Runs: together.
import { afterEach, expect, test } from "bun:test";
import * as z from "zod/mini";
import type { Run, Task } from "../../../src/engine/run.ts";
import { findProject } from "../../../src/project/project.ts";
import { TASK_RESULT } from "../../../src/workflows/execute/plan/plan.ts";
import { chainOf, reviewed, work, workflow } from "../../../src/workflows/kit/index.ts";
import { checked } from "../../../src/workflows/kit/stages/checked.ts";
import { wave, whole } from "../../../src/workflows/kit/stages/wave.ts";
import { passes, Story, started } from "../../engine/given.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import { missingNames } from "../missing-names.ts";

afterEach(cleanup);

const ask = {
  ask: "stuck",
  options: { again: { move: "again" }, stop: { move: "stop" } },
} as const;
const chain = chainOf({
  name: "carry",
  stages: [
    work({
      key: "plan",
      title: "Plan",
      who: { agent: "planner", model: "opus" },
      kind: "plan",
      brief: "Plan it.",
    }),
    checked({
      ...{
        key: "look",
        title: "Look at the plan",
        token: "look",
        writes: ".task/look.json",
        fixes: "tries",
      },
      ...{ on: { pass: "next" }, limit: ask, stuck: ask },
    }),
    wave({ plan: ".task/plan.json", files: ".task" }),
    whole({ plan: ".task/plan.json", files: ".task" }),
    work({
      key: "notes",
      title: "Notes",
      who: { agent: "implementer", model: "sonnet" },
      brief: "Note it.",
    }),
    reviewed({ key: "read", title: "Read", reviewers: ["opus"], brief: "Read it." }),
  ],
});
const module = workflow(chain, {
  criteria: ["It is noted"],
  artifacts: {
    plan: async () => ({
      schema: z.unknown(),
      form: () => "",
      rules: () => [],
      check: () => ({}) as never,
    }),
  },
  checks: async () => ({ look: async () => ({ outcome: "pass", tree: null, record: {} }) }),
});

test("each name in its data leads to something", async () => {
  expect(await missingNames(module)).toEqual([]);
});

test("the program looks, then carries the plan out, before the next stage", () => {
  const { gates } = chain.workflow.entries.start!;
  expect(gates.map((one) => [one.key, one.after])).toEqual([
    ["plan", []],
    ["look", ["plan"]],
    ["snapshot", ["look"]],
    ["waves", ["snapshot"]],
    ["completion", ["waves"]],
    ["notes", ["completion"]],
    ["read-opus", ["notes"]],
  ]);
  const story = new Story(chain.workflow);
  for (const step of [started({ auto: true }), passes("Plan")]) step(story);
  expect(story.task("Look at the plan")).toMatchObject({
    status: "ready",
    who: { program: "look" },
  });
});

test("an executor is told its own task, and others what every brief tells", () => {
  const story = new Story(chain.workflow);
  started({ auto: true })(story);
  const scene = {
    project: findProject(makeProject()),
    workflow: chain.workflow,
    run: story.now as Run,
  };
  const dispatched = { nonce: "ab".repeat(16), subject: null, now: "" };
  const plan = story.task("Plan");
  const executor: Task = { ...plan, schema: TASK_RESULT, item: "1", edits: "item" };
  const factsOf = (task: Task) => module.briefFacts(scene, task, dispatched);
  expect(factsOf(plan).criteria).toEqual([{ id: "AC1", text: "It is noted" }]);
  expect(factsOf(plan)).not.toHaveProperty("folder");
  expect(factsOf(executor)).toMatchObject({
    folder: scene.project.root,
    item: { files: [] },
    problems: [],
  });
});
