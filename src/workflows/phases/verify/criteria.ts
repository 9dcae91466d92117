import { needsShell } from "../../../command-line.ts";
import { approvedCommands } from "../../../engine/run.ts";
import { runOne } from "../../../record/run-tests.ts";
import { projectTree } from "../../../record/subject.ts";
import type { TestCase } from "../../../runners/report.ts";
import { cut, oneLine, plural } from "../../../text.ts";
import type { Check } from "../../contract.ts";
import { result } from "../../execute/checks/place.ts";
import { isThere } from "../planning/files.ts";
import { type Criteria, failedIds, surveyOf } from "./recorded.ts";

/** Tests and characters of a record that every reader can take: a runner may tell of thousands. */
const MAX_TESTS = 5_000;
const MAX_LINE = 300;

/** Runs the commands of criteria and plans, and looks whether the files are there that plans promise. */
export const criteria: Check = async (scene, task, signal) => {
  const { project, run } = scene;
  const survey = surveyOf(project, run);
  if (survey === null)
    return result(task, "fail", { problems: ["what the phase promises is gone from .task/objects"] });
  const approved = approvedCommands(run);
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
    return result(task, "fail", { problems: [tree.ok ? "the project's files cannot be read" : tree.problem] });
  const record: Criteria = { tree: tree.subject, commands, missing, tests: tests.slice(0, MAX_TESTS) };
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
