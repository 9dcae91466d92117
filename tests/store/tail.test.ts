import { afterEach, expect, test } from "bun:test";
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProject, type Project } from "../../src/project/project.ts";
import { lackingReviewers } from "../../src/run/external-review.ts";
import { tailRun } from "../../src/run/headless.ts";
import { change, readRun } from "../../src/run/run.ts";
import { resetRun, startRun } from "../../src/run/start.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { BrokenChain } from "../../src/store/journal.ts";
import { cleanup, makeProject, tempDir, writeFiles } from "../harness/project.ts";
import { fakeCodex } from "../providers/fake-codex.ts";

afterEach(cleanup);

const OPTIONS = {
  workflow: "multi-ai",
  request: "x",
  auto: false,
  settings: DEFAULT_SETTINGS,
  session: "s",
  host: null,
};

/** A tail, and what it has told: `<run> <type>`. */
function follow(project: Project) {
  const told: string[] = [];
  const tail = tailRun(project, (run, events) => told.push(...events.map((event) => `${run.run} ${event.type}`)));
  return { ...tail, told };
}

const attach = (project: Project, session: string) =>
  change(project, () => [{ do: "attach", session, host: null, force: false }]);
const journal = (project: Project): string => join(project.task, "events.jsonl");

test("a journal that does not exist yet is told from its beginning, each event once", () => {
  const project = findProject(makeProject());
  const tail = follow(project);
  tail.poll();
  expect([tail.state(), tail.told]).toEqual([null, []]);
  const { run } = startRun(project, OPTIONS).run!;
  tail.poll();
  tail.poll();
  expect(tail.told[0]).toBe(`${run} run_created`);
  expect(tail.told.filter((one) => one.endsWith("run_created"))).toHaveLength(1);
  const before = tail.told.length;
  attach(project, "t");
  tail.poll();
  expect(tail.told.slice(before)).toEqual([`${run} attached`]);
  expect(tail.state()).toEqual(readRun(project));
});

test("what stands there already is read but not told; the next run is", () => {
  const project = findProject(makeProject());
  startRun(project, OPTIONS);
  const tail = follow(project);
  tail.poll();
  expect([tail.told, tail.state()?.run]).toEqual([[], readRun(project)!.run]);
  resetRun(project, "test");
  const { run } = startRun(project, OPTIONS).run!;
  tail.poll();
  expect(tail.told[0]).toBe(`${run} run_created`);
  expect(tail.state()?.run).toBe(run);
});

test("half a line waits for its end", () => {
  const project = findProject(makeProject());
  startRun(project, OPTIONS);
  const tail = follow(project);
  const size = readFileSync(journal(project)).length;
  attach(project, "t");
  const whole = readFileSync(journal(project));
  truncateSync(journal(project), size + 40);
  tail.poll();
  expect(tail.told).toEqual([]);
  appendFileSync(journal(project), whole.subarray(size + 40));
  tail.poll();
  expect(tail.told).toHaveLength(1);
});

test("a journal that was altered is said to be broken", () => {
  const project = findProject(makeProject());
  startRun(project, OPTIONS);
  const tail = follow(project);
  const lines = readFileSync(journal(project), "utf8").split("\n");
  writeFileSync(journal(project), [lines[0]!.replace('"auto":false', '"auto":true '), ...lines.slice(1)].join("\n"));
  appendFileSync(journal(project), '{"seq":99,"at":"x","type":"released","run":"r","prev":"no"}\n');
  expect(() => tail.poll()).toThrow(BrokenChain);
});

const OWN = 'model_provider = "own"\n[model_providers.own]\nname = "o"\nenv_key = "OWN_KEY"\n';

test("a start without Codex on PATH says which reviews will need it, and what comes then", async () => {
  const start = { workflow: "multi-ai", auto: false, settings: DEFAULT_SETTINGS };
  const said = await lackingReviewers({ PATH: tempDir() }, start);
  expect(said).toContain("Plan Review - Codex and Code Review - Codex");
  expect(said).toContain("npm install -g @openai/codex");
  expect(await lackingReviewers({}, start)).toBe(said);
  expect(said).toContain('"codex": {"missing": "opus"}');
  expect(await lackingReviewers({}, { ...start, auto: true })).toContain("Opus reviews in its place (--auto");
  const waived = { ...DEFAULT_SETTINGS, codex: { ...DEFAULT_SETTINGS.codex, missing: "waive" as const } };
  expect(await lackingReviewers({}, { ...start, auto: true, settings: waived })).toContain(
    "stand in the report as waived",
  );
  expect(await lackingReviewers({}, { ...start, workflow: "team" })).toBeNull();
});

test.each([
  ["nothing of a login", {}, {}, "is not logged in"],
  ["a login", { "auth.json": "{}" }, {}, null],
  ["a key in the environment", {}, { CODEX_API_KEY: "k" }, null],
  ["a provider whose key is there", { "config.toml": OWN }, { OWN_KEY: "k" }, null],
  ["a provider whose key is missing", { "config.toml": OWN }, {}, "is not logged in"],
  [
    "a provider without a key",
    { "config.toml": 'model_provider = "own"\n[model_providers.own]\nname = "o"\n' },
    {},
    null,
  ],
  ["a configuration that cannot be read", { "config.toml": "= =" }, {}, null],
])("a start with Codex and %s", async (_, files, env, words) => {
  const folder = tempDir();
  const codex = fakeCodex(folder, "exit 9", { login: "echo 'Not logged in' >&2; exit 1" });
  writeFiles(join(folder, "home"), files);
  const here = { ...codex.env, CODEX_HOME: join(folder, "home"), ...env };
  const said = await lackingReviewers(here, { workflow: "multi-ai", auto: false, settings: DEFAULT_SETTINGS });
  if (words === null) expect(said).toBeNull();
  else expect(said).toContain(words);
});
