import { needsShell } from "../../command-line.ts";
import type { TestedCommand } from "../../engine/events.ts";
import { approvedCommands, type Run } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { isNotThere, runOne } from "../../record/tests/run-tests.ts";
import type { TestedWithCases, TestRecord, TestToRun } from "../../record/tests/test-record.ts";
import type { CheckResult } from "../contract/contract.ts";

/** Whether a command may run, and how every workflow runs it. */

/**
 * How an approved command runs; null: nobody has approved it. What no person has seen gets no
 * shell.
 */
export function approvedAs(run: Run, text: string): TestToRun | null {
  const by = approvedCommands(run).find((approvedCommand) => approvedCommand.text === text)?.by;
  return by === undefined || (by === "auto" && needsShell(text))
    ? null
    : { text, shellAllowed: by !== "auto" };
}

/** Milliseconds that one command of the project may take. */
export const limitOf = ({ settings }: Pick<Run, "settings">): number =>
  settings.tests.timeout_minutes * 60_000;

/** Runs a command in a folder of the project. `isMissing`: what it should start is not there. */
export async function runCommand(
  project: Project,
  run: Run,
  test: TestToRun,
  signal: AbortSignal,
  timeoutMs = limitOf(run),
) {
  const found = await runOne(project, test, { env: process.env, signal, timeoutMs });
  const { ran, output } = found;
  const isMissing =
    ran.state === "not_found" || (ran.state === "failed" && isNotThere(ran, output));
  return { ...found, isMissing };
}

type Journalled = NonNullable<CheckResult["tested"]>;
const OF_COMMAND = [
  ...(["command", "shell", "state", "exit", "signal", "ms", "lines", "log"] as const),
  ...(["passed", "failed", "skipped", "told_by"] as const),
];

/** What a command came to, without its tests. */
export const ofCommand = (ran: TestedWithCases): TestedCommand =>
  Object.fromEntries(OF_COMMAND.map((field) => [field, ran[field]])) as unknown as TestedCommand;

/** The record as the journal has it. */
export function journalled({ commands, baseline, tree, after, outcome }: TestRecord): Journalled {
  return { baseline, tree, after, outcome, commands: commands.map(ofCommand) };
}
