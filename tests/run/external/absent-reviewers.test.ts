// Runs: together.
import { afterEach, expect, test } from "bun:test";
import { join } from "node:path";
import type { Start } from "../../../src/engine/run.ts";
import { findingText } from "../../../src/run/checkup/finding.ts";
import { modelFindings } from "../../../src/run/external/absent-reviewers.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../src/settings.ts";
import { cleanup, tempDir, writeFiles } from "../../harness/project.ts";
import { fakeCodex } from "../../providers/fake-codex.ts";

afterEach(cleanup);

/** What a start tells of it; null: nothing. */
async function lackingReviewers(
  env: NodeJS.ProcessEnv,
  { settings, ...start }: Start & { settings: Settings },
): Promise<string | null> {
  const found = await modelFindings(env, settings, start);
  const lacks = found.filter(({ state }) => state !== "ok").map(findingText);
  return lacks.length === 0 ? null : lacks.join("\n");
}

const OWN = 'model_provider = "own"\n[model_providers.own]\nname = "o"\nenv_key = "OWN_KEY"\n';

test("a start without Codex on PATH says which reviews will need it, and what comes then", async () => {
  const start = {
    workflow: "multi-ai",
    entry: "start",
    options: {},
    auto: false,
    settings: DEFAULT_SETTINGS,
  };
  const said = await lackingReviewers({ PATH: tempDir() }, start);
  expect(said).toContain("Plan Review - Codex and Code Review - Codex");
  expect(said).toContain("npm install -g @openai/codex");
  expect(await lackingReviewers({}, start)).toBe(said);
  // Only what this start comes to.
  expect(await lackingReviewers({}, { ...start, options: { quick: "yes" } })).toBeNull();
  expect(await lackingReviewers({}, { ...start, entry: "plan" })).toContain(
    ". Plan Review - Codex needs it; ",
  );
  expect(said).toContain('you will be asked ("codex": {"missing"} in the settings)');
  expect(await lackingReviewers({}, { ...start, auto: true })).toContain("Opus reviews instead");
  const waived = {
    ...DEFAULT_SETTINGS,
    codex: { ...DEFAULT_SETTINGS.codex, missing: "waive" as const },
  };
  expect(await lackingReviewers({}, { ...start, auto: true, settings: waived })).toContain(
    "the report shows them as skipped",
  );
  expect(await lackingReviewers({}, { ...start, workflow: "team" })).toBeNull();
});

test("a start tells what a Codex that is an agent lacks, whatever the workflow, and a model that it may not have", async () => {
  const settings = { ...DEFAULT_SETTINGS, models: { executor: "codex/gpt-9" } };
  const start = { workflow: "council", entry: "start", options: {}, auto: false, settings };
  expect(await lackingReviewers({ PATH: tempDir() }, start)).toBe(
    "Codex is not installed, and is the agent of models.executor (gpt-9): run `npm install -g @openai/codex`, then `codex login`.",
  );
  const codex = fakeCodex(tempDir(), `echo '{"models":[{"slug":"gpt-6.1-sol"}]}'`);
  expect(await lackingReviewers(codex.env, start)).toBe(
    "models.executor: gpt-9 is not in Codex' list of models (gpt-6.1-sol): look for a slip; a newer model may be right.",
  );
});

test.each([
  ["nothing of a login", {}, {}, "is not logged in"],
  ["a login", { "auth.json": "{}" }, {}, null],
  ["a key in the environment", {}, { CODEX_API_KEY: "k" }, null],
  ["a provider whose key is there", { "config.toml": OWN }, { OWN_KEY: "k" }, null],
  [
    "a provider without a key",
    { "config.toml": 'model_provider = "own"\n[model_providers.own]\nname = "o"\n' },
    {},
    null,
  ],
])("a start with Codex and %s", async (_, files, env, words) => {
  const folder = tempDir();
  const codex = fakeCodex(folder, "exit 9", { login: "echo 'Not logged in' >&2; exit 1" });
  writeFiles(join(folder, "home"), files);
  const here = { ...codex.env, CODEX_HOME: join(folder, "home"), ...env };
  const said = await lackingReviewers(here, {
    workflow: "multi-ai",
    entry: "start",
    options: {},
    auto: false,
    settings: DEFAULT_SETTINGS,
  });
  if (words === null) expect(said).toBeNull();
  else expect(said).toContain(words);
});
