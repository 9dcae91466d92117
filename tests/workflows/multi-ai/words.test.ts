// What a person reads of a story before deciding on it.
// Runs: together.
import { afterAll, expect, test } from "bun:test";
import { readRun } from "../../../src/run/journal/change.ts";
import { viewQuestions } from "../../../src/run/views/questions.ts";
import { makeRun } from "../../cli/made/make-run.ts";
import { cleanup } from "../../harness/project.ts";
import { honest } from "../../harness/workers.ts";

afterAll(cleanup);

test("entries that end in a full stop stand in one line without it", async () => {
  const { project } = await makeRun({
    until: (run) => run.questions.length > 0,
    worker: (brief) => {
      const work = honest()(brief);
      if (!brief.writes.endsWith("/user-story.json") || !("artifact" in work)) return undefined;
      const assumptions = ["Ties stand by name.", "No colour"];
      return { ...work, artifact: { ...(work.artifact as Record<string, unknown>), assumptions } };
    },
  });
  const [shown] = viewQuestions(project, readRun(project)!);
  expect(shown!.question).toContain("Assumed: Ties stand by name; No colour\n");
});
