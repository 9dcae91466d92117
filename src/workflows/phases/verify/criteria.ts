import { needsShell } from "../../../command-line.ts";
import { approvedCommands } from "../../../engine/run.ts";
import { runOne } from "../../../record/run-tests.ts";
import type { Scene } from "../../../record/scene.ts";
import { projectTree } from "../../../record/subject.ts";
import type { TestCase } from "../../../runners/report.ts";
import { cut, oneLine, plural } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { result } from "../../execute/checks/place.ts";
import { isThere } from "../planning/files.ts";
import { readOverview } from "../planning/read.ts";
import { due, Stopped } from "../stopped.ts";
import { type Criteria, failedIds, surveyOf } from "./recorded.ts";
import { leftByCommands, uncommitted } from "./seen.ts";

/** Tests and characters of a record that every reader can take: a runner may tell of thousands. */
const MAX_TESTS = 5_000;
const MAX_LINE = 300;

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
  const approved = approvedCommands(run);
  const before = uncommittedNew(scene);
  const commands: Criteria["commands"] = [];
  const tests: TestCase[] = [];
  for (const { id, command } of survey.commands) {
    const by = approved.find((one) => one.text === command)?.by;
    // What nobody has seen gets no shell, and what nobody has allowed does not run.
    if (by === undefined || (by === "auto" && needsShell(command))) {
      commands.push({ id, command, state: "not_run", exit: null, lines: ["nobody has approved it"], log: null });
      continue;
    }
    const { ran } = await runOne(
      project,
      { text: command, shellAllowed: by !== "auto" },
      { env: process.env, signal, timeoutMs: run.settings.tests.timeout_minutes * 60_000 },
    );
    commands.push({ id, command, state: ran.state, exit: ran.exit, lines: ran.lines, log: ran.log });
    tests.push(...ran.tests.filter((one) => one.state === "passed"));
  }
  const missing = survey.artifacts
    .filter(({ path }) => !/[*?{[]/.test(path))
    .filter(({ path }) => !isThere(project.root, path))
    .map(({ id }) => id);
  const tree = projectTree(scene);
  if (!tree.ok || tree.subject === null)
    throw new Stopped(tree.ok ? "the project's files cannot be read" : tree.problem);
  const left = leftFrom(scene, before);
  const record: Criteria = { tree: tree.subject, commands, missing, tests: tests.slice(0, MAX_TESTS), left };
  const failed = failedIds(record);
  const red = commands.filter((one) => one.state !== "passed");
  const facts = {
    tree: tree.subject,
    failed,
    ran: `${plural(commands.length, "command")} run, ${red.length} of them did not pass`,
    red: red.slice(0, 12).map((one) => cut(oneLine(`${one.command}: ${one.state}`), MAX_LINE)),
  };
  return { ...result(task, "pass", { tree: tree.subject, facts }), record };
};
