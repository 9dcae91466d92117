// Runs: together.
import { expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { settingsSchema } from "../../scripts/settings-schema.ts";

const FILE = join(import.meta.dir, "../../docs/schemas/settings.schema.json");

interface Field {
  description?: string;
  properties?: Record<string, Field>;
}

/** Paths of the fields that no editor could explain. */
const silent = (field: Field, path = ""): string[] =>
  Object.entries(field.properties ?? {}).flatMap(([name, one]) => [
    ...(one.description ? [] : [`${path}${name}`]),
    ...silent(one, `${path}${name}.`),
  ]);

test("the published schema is the one that the program reads settings with", async () => {
  expect(readFileSync(FILE, "utf8")).toBe(await settingsSchema());
});

test("every setting is described, and unknown ones are refused", async () => {
  const schema = JSON.parse(await settingsSchema());
  expect(silent(schema)).toEqual([]);
  expect(schema.additionalProperties).toBe(false);
});
