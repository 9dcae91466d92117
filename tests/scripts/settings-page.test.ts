// docs/settings.md: the page of this schema, with a default and an example for each setting, and
// examples that hold.
// Runs: in full too, together.
import { afterEach, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import {
  agentsList,
  exampleOf,
  leavesOf,
  PAGE,
  settingsPage,
} from "../../scripts/settings-page.ts";
import { knownFields } from "../../scripts/settings-schema.ts";
import { readSettings } from "../../src/run/settings/read-settings.ts";
import { workflowOf } from "../../src/workflows/index.ts";
import { makeCouncilRun } from "../cli/made/make-council-run.ts";
import { STATES } from "../cli/made/make-run.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup, makeProject, writeFiles } from "../harness/project.ts";

afterEach(cleanup);

const { properties = {} } = await knownFields();
const LEAVES = Object.entries(properties).flatMap(([name, field]) => leavesOf(field, name));
const EXAMPLES = Object.entries(properties).map(([name, field]) => ({ [name]: exampleOf(field) }));

/** Whether a value has a field; `*` is any name, `[]` any entry. */
function has(value: unknown, [name = "", ...rest]: string[]): boolean {
  if (name === "") return true;
  if (typeof value !== "object" || value === null) return false;
  const inner = value as Record<string, unknown>;
  if (name === "*" || name === "[]") return Object.values(inner).some((one) => has(one, rest));
  return Object.hasOwn(inner, name) && has(inner[name], rest);
}

test("the page is the one that its script makes", async () => {
  expect(readFileSync(PAGE, "utf8")).toBe(await settingsPage());
});

inFull("the list of agents has the agents of runs with their models, and every agent", async () => {
  const lines = agentsList();
  for (const [workflow, made] of [
    ["multi-ai", await STATES.complete()],
    ["council", await makeCouncilRun()],
  ] as const)
    for (const { who } of made.run.tasks.filter(
      ({ who }) => who.agent in workflowOf(workflow).bounds,
    )) {
      const line = lines.find((one) => one.startsWith(`- ${workflow}: `));
      expect(line).toMatch(new RegExp(`\`${who.agent}\` [a-z ]*\\b${who.model}\\b`));
    }
  expect(lines.filter((line) => /` (?:,|$)/.test(line))).toEqual([]);
});

test("each setting has a type, what it does, and what holds where nobody sets it", () => {
  expect(
    LEAVES.filter(({ type, does, without }) => type === "" || does === "" || without === ""),
  ).toEqual([]);
});

test("each setting stands in an example of its section", () => {
  const missing = LEAVES.filter(({ path }) => {
    const names = path.replaceAll("[]", ".[]").split(".");
    return !EXAMPLES.some((example) => has(example, names));
  });
  expect(missing.map(({ path }) => path)).toEqual([]);
});

test.each(EXAMPLES)("the program takes the example %j", async (example) => {
  const root = makeProject();
  writeFiles(root, { ".claude/multi-ai.json": JSON.stringify(example) });
  const read = await readSettings(root);
  expect(read.ok ? [] : read.problems).toEqual([]);
});
