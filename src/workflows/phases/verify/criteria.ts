import type { Scene } from "../../../record/scene.ts";
import type { TestCase } from "../../../runners/report.ts";
import type { Check } from "../../contract/contract.ts";
import { approvedAs, result, runAs, treeAt } from "../../execute/checks/place.ts";
import { isThere } from "../planning/files.ts";
import { readOverview } from "../planning/read.ts";
import { due } from "../stopped.ts";
import { type Criteria, surveyOf } from "./recorded.ts";
import { leftByCommands, uncommitted } from "./seen.ts";

/** Tests of a record that every reader can take: a runner may tell of thousands. */
const MAX_TESTS = 5_000;

/** Files that no commit has, as the checkout is now; null: there is no git, or nobody can tell. */
const uncommittedNew = ({ project }: Scene): string[] | null =>
  uncommitted(project)?.flatMap(({ path, status }) => (status === "added" ? [path] : [])) ?? null;

/** More of them stand in no report: whoever asks for so many is told of them. */
const MAX_LEFT = 200;

/** Files that the commands have left, and those of earlier verifications that are still there. `before`: what no commit had. */
function leftFrom(scene: Scene, before: string[] | null): string[] {
  const now = before === null ? null : uncommittedNew(scene);
  if (before === null || now === null) return [];
  const earlier = leftByCommands(readOverview(scene.project.root).phases);
  return now.filter((path) => !before.includes(path) || earlier.includes(path)).slice(0, MAX_LEFT);
}

/** Runs the commands of criteria and plans, and looks whether the files are there that plans promise. */
export const criteria: Check = async (scene, task, signal) => {
  const { project, run } = scene;
  const survey = due(surveyOf(scene));
  const before = uncommittedNew(scene);
  const commands: Criteria["commands"] = [];
  const tests: TestCase[] = [];
  for (const { id, command } of survey.commands) {
    // What nobody has allowed does not run.
    const test = approvedAs(run, command);
    if (test === null) {
      commands.push({ id, command, state: "not_run", exit: null, lines: ["nobody has approved it"], log: null });
      continue;
    }
    const { ran } = await runAs(project, run, test, signal);
    commands.push({ id, command, state: ran.state, exit: ran.exit, lines: ran.lines, log: ran.log });
    tests.push(...ran.tests.filter((one) => one.state === "passed"));
  }
  const missing = survey.artifacts
    .filter(({ path }) => !/[*?{[]/.test(path))
    .filter(({ path }) => !isThere(project.root, path))
    .map(({ id }) => id);
  const tree = treeAt(scene, { stream: null });
  const left = leftFrom(scene, before);
  const record: Criteria = { tree, commands, missing, tests: tests.slice(0, MAX_TESTS), left };
  return { ...result(task, "pass", { tree }), record };
};
