// Checkpoint A in a terminal: the criteria that the person approves are shown there, each as the
// brief has it.
// Runs: together.
import { afterAll, expect, test } from "bun:test";
import { sceneOf } from "../../../src/workflows/index.ts";
import { briefOf } from "../../../src/workflows/team/record/accepted.ts";
import { cleanup } from "../../harness/project.ts";
import { cli } from "../cli.ts";
import { makeTeamRun } from "../made/make-team-run.ts";

afterAll(cleanup);

const oneLine = (text: string): string => text.replace(/\s+/g, " ");

test("status and next show the criteria of the brief at checkpoint A", async () => {
  const { root, project, run } = await makeTeamRun({ answer: () => null });
  expect(run.questions.map(({ kind }) => kind)).toEqual(["checkpoint-a"]);
  const { criteria } = briefOf(sceneOf(project, run))!;
  expect(criteria.length).toBeGreaterThan(2);
  for (const verb of ["status", "next"]) {
    const shown = oneLine((await cli(root, [verb])).out);
    for (const { number, text } of criteria) expect(shown).toContain(oneLine(`${number}. ${text}`));
  }
});
