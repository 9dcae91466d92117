// Runs: together.
import { expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { WISHES } from "../../../src/workflows/phases/planning/wishes.ts";
import { phases } from "../../../src/workflows/phases/workflow.ts";

const ROLES = ["prompts/roles", "agents"]
  .flatMap((folder) => readdirSync(join(import.meta.dir, "../../..", folder)))
  .map((file) => file.replace(".md", ""));
/** From the dearest on. */
const MODELS = ["opus", "sonnet", "haiku"];

test("each profile that the person can choose names a model for every agent of the workflow, and for no other", () => {
  const { option, of } = phases.profiles!;
  expect([option, Object.keys(of).sort()]).toEqual(["models", WISHES.models.values.toSorted()]);
  const agents = [...new Set(Object.values(phases.roles!).map((one) => one.agent))];
  for (const models of Object.values(of)) {
    expect(agents.filter((agent) => !Object.hasOwn(models, agent))).toEqual([]);
    expect(Object.keys(models).filter((agent) => !ROLES.includes(agent))).toEqual([]);
    expect(Object.values(models).filter((model) => !MODELS.includes(model))).toEqual([]);
  }
});

test("quality is nowhere smaller than balanced, and that nowhere smaller than budget", () => {
  const { quality, balanced, budget } = phases.profiles!.of as Record<
    string,
    Record<string, string>
  >;
  const rank = (models: Record<string, string>, agent: string): number =>
    MODELS.indexOf(models[agent]!);
  for (const agent of Object.keys(quality!)) {
    expect(rank(quality!, agent)).toBeLessThanOrEqual(rank(balanced!, agent));
    expect(rank(balanced!, agent)).toBeLessThanOrEqual(rank(budget!, agent));
  }
});
