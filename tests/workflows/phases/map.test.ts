// map-codebase played whole: a map of what is there, with and without a project in phases, in the
// place of the last one.
// Runs: together.
import { afterEach, expect, test } from "bun:test";
import { surveyPhase } from "../../../src/workflows/phases/plan/survey.ts";
import { readOverview } from "../../../src/workflows/phases/planning/read.ts";
import { newProjectFor } from "../../harness/phases/new-project.ts";
import { greeter } from "../../harness/phases/project.ts";
import { cleanup, git, makeProject } from "../../harness/project.ts";
import { type Agent, PhasesRun } from "./play.ts";

afterEach(cleanup);

const MAP = ".planning/codebase/CODEBASE.md";
const mapper: Agent = (brief) => newProjectFor(brief)!;

async function mapped(root: string): Promise<PhasesRun> {
  const run = new PhasesRun(root, mapper);
  expect(await run.type("map-codebase", "")).toBeNull();
  expect([run.run.status, run.refused]).toEqual(["complete", []]);
  return run;
}

test("a folder without a project has its map, and a project may begin there", async () => {
  const root = makeProject();
  const run = await mapped(root);
  expect(run.text(MAP)).toMatch(/^# Code base\n\n## Stack\n/);
  expect(await run.type("new-project", "A program that greets people")).toBeNull();
});

test("whoever plans a phase reads the map; the last one stands no longer, and is committed", async () => {
  const root = makeProject({ files: greeter({}, { [MAP]: "# Old\n" }) });
  const run = await mapped(root);
  expect(run.text(MAP)).not.toContain("Old");
  expect(git(root, "log", "-1", "--format=%s")).toContain("docs: map-codebase");
  expect(readOverview(root).problems).toEqual([]);
  expect(surveyPhase(root, "2").record.context.files).toContainEqual({
    path: MAP,
    about: "a map of the code",
  });
});
