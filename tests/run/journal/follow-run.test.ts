// Runs: together.
import { afterEach, expect, test } from "bun:test";
import { findProject, type Project } from "../../../src/project/project.ts";
import { change, readRun } from "../../../src/run/journal/change.ts";
import { tailRun } from "../../../src/run/journal/follow-run.ts";
import { resetRun, startRun } from "../../../src/run/start/start-run.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { cleanup, makeProject } from "../../harness/project.ts";

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
  const tail = tailRun(project, (run, events) =>
    told.push(...events.map((event) => `${run.run} ${event.type}`)),
  );
  return { ...tail, told };
}

const attach = (project: Project, session: string) =>
  change(project, () => [{ do: "attach", session, host: null, force: false }]);

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
