// Every name in a workflow's data leads to something: else a missing row is a crash at dispatch.
// Runs: together.
import { describe, expect, test } from "bun:test";
import type { Stuck } from "../../../src/engine/workflow.ts";
import type { WorkflowModule } from "../../../src/workflows/contract/contract.ts";
import { moduleOf, WORKFLOW_NAMES } from "../../../src/workflows/index.ts";
import { missingNames } from "../missing-names.ts";
import { tiny } from "../tiny.ts";

const MODULES: [string, WorkflowModule][] = [
  ...WORKFLOW_NAMES.map((name): [string, WorkflowModule] => [name, moduleOf(name)]),
  ["tiny", tiny],
];

describe.each(MODULES)("%s", (_name, module) => {
  test("each schema, brief, check, question, rule, selector, panel, limit and agent that its data names is there", async () => {
    expect(await missingNames(module)).toEqual([]);
  });

  test("nothing of it is there that its data does not name", async () => {
    const data = JSON.stringify(module.workflow);
    for (const [what, table] of Object.entries({
      artifacts: module.artifacts,
      briefs: module.briefs,
      checks: await module.checks(),
      questions: module.questions,
      rules: module.workflow.rules ?? {},
      selectors: module.workflow.selectors ?? {},
      bars: module.workflow.bars ?? {},
      shows: module.workflow.shows ?? {},
    }))
      expect([what, Object.keys(table).filter((name) => !data.includes(`"${name}"`))]).toEqual([
        what,
        [],
      ]);
  });

  test("each kind of artifact loads, with a form that a writer can fill in", async () => {
    for (const load of Object.values(module.artifacts))
      expect(typeof (await load()).form).toBe("function");
  });
});

/**
 * Names that are taken away, one after the other, and what is missed then of a workflow that has
 * such names.
 */
const SPOILT: [string, (module: WorkflowModule) => WorkflowModule, RegExp][] = [
  ["a schema", (one) => ({ ...one, artifacts: without(one.artifacts) }), /artifact "/],
  ["a brief", (one) => ({ ...one, briefs: without(one.briefs) }), /brief "/],
  ["a check", (one) => ({ ...one, checks: async () => without(await one.checks()) }), /check "/],
  ["a question", (one) => ({ ...one, questions: without(one.questions) }), /question "/],
  ["a skip reason", (one) => ({ ...one, skipReasons: {} }), /skip reason "/],
  ["a limit", (one) => ({ ...one, workflow: { ...one.workflow, limits: {} } }), /limit "/],
  [
    "the bounds of an agent",
    (one) => ({ ...one, workflow: { ...one.workflow, bounds: {} } }),
    /bounds of agent "/,
  ],
];

const without = <T extends object>(table: T): T =>
  Object.fromEntries(Object.entries(table).slice(1)) as T;

/** What a module has under names, by table. */
async function namesOf({ workflow, ...module }: WorkflowModule): Promise<string[][]> {
  const { artifacts, briefs, questions, skipReasons = {} } = module;
  const tables = [
    artifacts,
    briefs,
    await module.checks(),
    questions,
    skipReasons,
    workflow.limits,
    workflow.bounds,
  ];
  return tables.map((one) => Object.keys(one));
}

test.each(SPOILT)("%s that is gone is missed", async (_what, spoil, problem) => {
  let spoilt = 0;
  for (const [name, one] of MODULES) {
    if (Bun.deepEquals(await namesOf(spoil(one)), await namesOf(one))) continue;
    spoilt++;
    expect([name, (await missingNames(spoil(one))).join("\n")]).toEqual([
      name,
      expect.stringMatching(problem),
    ]);
  }
  // All but the smallest have each of them.
  expect(spoilt).toBeGreaterThan(1);
});

test("a rule, a selector, a bar and a panel that are gone are missed", async () => {
  const team = moduleOf("team");
  for (const [field, problem] of [
    ["rules", /rule "/],
    ["selectors", /selector "/],
    ["bars", /bar "/],
    ["panels", /panel "/],
  ] as const)
    expect(
      (await missingNames({ ...team, workflow: { ...team.workflow, [field]: {} } })).join("\n"),
    ).toMatch(problem);
});

test("a task that may be dropped outside of a wave, or left out outside of a panel, is missed; so is a rule of its end", async () => {
  const spoilt = (end: Stuck): WorkflowModule => {
    const { start, ...others } = tiny.workflow.entries;
    const gates = start!.gates.map((gate) =>
      gate.gate === "produce" ? { ...gate, stuck: end } : gate,
    );
    return {
      ...tiny,
      workflow: { ...tiny.workflow, entries: { ...others, start: { ...start!, gates } } },
    };
  };
  expect(await missingNames(spoilt("drop"))).toContainEqual(
    expect.stringContaining('"drop", and it is in no wave'),
  );
  expect(await missingNames(spoilt("leave"))).toContainEqual(
    expect.stringContaining('"leave", and it is no panel'),
  );
  expect(await missingNames(spoilt({ if: "isMoon", then: "drop", else: "drop" }))).toContainEqual(
    expect.stringContaining('rule "isMoon"'),
  );
});
