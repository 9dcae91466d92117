// What a run has changed, as its files say: an owner with nothing to do changes nothing, a shared
// file crosses no areas.
// Runs: together.
import { afterEach, expect, test } from "bun:test";
import { changedAreas, changedParts } from "../../../../src/workflows/team/areas.ts";
import { changeOf } from "../../../../src/workflows/team/checks/change.ts";
import { currentTree } from "../../../../src/workflows/team/checks/check.ts";
import { team } from "../../../../src/workflows/team/workflow.ts";
import { makeTeamRun } from "../../../cli/made/make-team-run.ts";
import { cleanup } from "../../../harness/project.ts";
import { request } from "../../../harness/small-team.ts";
import type { Brief, Work } from "../../../harness/team.ts";
import { walkthrough } from "../../../harness/walkthrough.ts";

afterEach(cleanup);

/** Each owner passes its gate, and changes only these files. */
const builds =
  (files: Record<string, Record<string, string>>) =>
  (brief: Brief): Work => {
    const area = /stage-04-(\w+)\.json$/.exec(brief.writes)?.[1] ?? "";
    const { artifact } = walkthrough(brief);
    const own = files[area] ?? {};
    return {
      artifact: { ...(artifact as object), pull_request: request(area) },
      edits: own,
    };
  };

/** A nano change whose owners have all been asked. */
async function built(files: Record<string, Record<string, string>>, settings = {}) {
  const { project, run } = await makeTeamRun({
    options: { track: "nano" },
    settings,
    answer: () => null,
    worker: builds(files),
    until: (now) =>
      now.tasks.some((task) => task.subject === "Write tests" && task.status === "ready"),
  });
  const scene = { project, run, workflow: team };
  const { tree, parts } = currentTree(scene);
  return { run, parts, change: changeOf(scene, tree) };
}

test("a nano change in one of several areas stays nano", async () => {
  const { run, parts, change } = await built({
    frontend: { "src/frontend/footer.txt": "Imprint\n" },
  });
  expect(
    run.tasks.filter((task) => task.subject.startsWith("Build - ")).map((task) => task.status),
  ).toEqual(["done", "done", "done"]);
  expect([changedAreas(run), parts.changed]).toEqual([["frontend"], ["frontend"]]);
  expect(change.outgrown).toBeUndefined();
});

test("a file of no area is one more part and no area; two areas are more than nano", async () => {
  const rest = await built({
    frontend: { "src/frontend/footer.txt": "Imprint\n", "server/index.txt": "Imprint\n" },
  });
  expect(changedParts(rest.run)).toEqual(["frontend", "rest"]);
  expect(rest.change.outgrown).toBeUndefined();
  const two = await built({
    frontend: { "src/frontend/footer.txt": "Imprint\n" },
    backend: { "src/backend/footer.txt": "Imprint\n" },
  });
  expect(two.change.outgrown?.reason).toContain("2 areas");
});
