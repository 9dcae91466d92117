import { afterEach, expect, test } from "bun:test";
import { appendFileSync, readFileSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProject, type Project } from "../../src/project/project.ts";
import { tailRun } from "../../src/run/headless.ts";
import { change, readRun } from "../../src/run/run.ts";
import { resetRun, startRun } from "../../src/run/start.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { BrokenChain } from "../../src/store/journal.ts";
import { cleanup, makeProject } from "../harness/project.ts";

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
