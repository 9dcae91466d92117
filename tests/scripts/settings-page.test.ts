// docs/settings.md: the page of this schema, with a default and an example for each setting, and
// examples that hold.
import { afterEach, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { EXAMPLES, leavesOf, PAGE, settingsPage } from "../../scripts/settings-page.ts";
import { type Field, settingsSchema } from "../../scripts/settings-schema.ts";
import { readSettings } from "../../src/run/life/settings.ts";
import { cleanup, makeProject, writeFiles } from "../harness/project.ts";

afterEach(cleanup);

const { properties = {} }: Field = JSON.parse(await settingsSchema());
const LEAVES = Object.entries(properties).flatMap(([name, field]) => leavesOf(field, name));

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

test("each setting has a type, what it does, and what holds where nobody sets it", () => {
  // With the one that only editors read.
  expect(LEAVES.length).toBeLessThan(51);
  expect(
    LEAVES.filter(({ type, does, without }) => type === "" || does === "" || without === ""),
  ).toEqual([]);
});

test("each setting stands in an example of its section", () => {
  const missing = LEAVES.filter(({ path }) => {
    const names = path.replaceAll("[]", ".[]").split(".");
    return !(EXAMPLES[names[0]!] ?? []).some((one) => has(one, names));
  });
  expect(missing.map(({ path }) => path)).toEqual([]);
  expect(Object.keys(EXAMPLES).toSorted()).toEqual(Object.keys(properties).toSorted());
});

describe("each example is one that the program takes", () => {
  const all = Object.entries(EXAMPLES).flatMap(([name, examples]) =>
    examples.map((one, index): [string, Record<string, unknown>] => [`${name} ${index + 1}`, one]),
  );
  // A role may name an external model that only `providers` makes known, and a deployment a
  // runbook.
  test.each(all)("%s", async (_name, example) => {
    const root = makeProject();
    writeFiles(root, {
      "docs/runbook.md": "# Restart\n",
      ".claude/multi-ai.json": JSON.stringify(example),
    });
    const read = await readSettings(root);
    expect(read.ok ? [] : read.problems).toEqual([]);
  });
});
