import { fitting } from "../../command-line.ts";
import type { TestedCommand } from "../../engine/events.ts";
import type { Task } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { diffTrees } from "../../project/trees/changes.ts";
import { baseOf } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import { treeNow } from "../../record/subject.ts";
import { mayCome, runTests } from "../../record/tests/run-tests.ts";
import { type TestRecord, testsOf } from "../../record/tests/test-record.ts";
import { MAX_OBJECT_BYTES } from "../../store/objects.ts";
import type { Check } from "../contract/contract.ts";
import { unanswered } from "../review/evidence/earlier-tests.ts";
import { checkRegressions, type RegressionInput, regressionFacts } from "./regression-check.ts";
import { journalled, limitOf } from "./run-command.ts";
import { inOldCopy } from "./trial.ts";

/** The checks that run the approved test commands, and what the journal keeps of them. */

/**
 * A record that an object can hold: of one that is too large only the failed tests are kept, with
 * what their runner says cut.
 */
export function bounded(record: TestRecord): TestRecord {
  if (Buffer.byteLength(JSON.stringify(record, null, 2)) < MAX_OBJECT_BYTES) return record;
  const commands = record.commands.map((command) => ({
    ...command,
    tests: command.tests
      .filter((test) => test.state === "failed")
      .slice(0, 50)
      .map((test) => ({ ...test, message: test.message?.slice(0, 2_000) ?? null })),
  }));
  return { ...record, commands };
}

/** States of a command that did not run to its end. */
const STOPPED: TestedCommand["state"][] = ["not_found", "timeout"];

/**
 * Runs them on the project as it was before the change: where that was there before the run, in a
 * copy.
 */
async function asItWas(
  scene: Scene,
  ran: (at: Project) => Promise<TestRecord>,
): Promise<TestRecord> {
  const { project, run } = scene;
  const [base, now] = [baseOf(run), treeNow(scene)];
  const changed = base === null || base === now ? [] : diffTrees(project, base, now);
  if (base === null || changed?.length === 0) return ran(project);
  const record = changed && (await inOldCopy(project, base, changed, ran));
  const none = { task: null, baseline: true, outcome: "none", commands: [] } as const;
  return { ...(record ?? { ...none, commands: [] }), tree: base, after: base };
}

/** What is run, and for which task. */
export interface ToRun extends RegressionInput {
  task: Pick<Task, "id">;
}

/** Runs commands one after the other. `at`: where, if not in the scene's own project. */
export const runAll = (
  { scene, task, signal, commands }: ToRun,
  at = scene.project,
  baseline = false,
): Promise<TestRecord> =>
  runTests(at, scene, commands, {
    ...{ env: process.env, signal, timeoutMs: limitOf(scene.run) },
    ...{ baseline, task: task.id },
  });

/**
 * How they go after a change and, where that is green, how earlier tests go on the new code.
 * `lost`: those that somebody has to answer for, and that are not `answered`; `old`: null where
 * nobody looked.
 */
export async function runAfter(
  toRun: ToRun,
  isTest?: (path: string) => boolean,
  answered: (lost: string) => boolean = () => false,
) {
  const record = await runAll(toRun);
  const isGreen = ["pass", "known"].includes(record.outcome);
  const old = isGreen ? await checkRegressions(toRun, record, isTest) : null;
  const lost = unanswered(toRun.scene, old?.regressed ?? []).filter((one) => !answered(one));
  return { old, lost, record: lost.length > 0 ? { ...record, lost } : record };
}

/** Runs the approved test commands. */
const runApproved =
  (baseline: boolean): Check =>
  async (scene, task, signal) => {
    const toRun = { scene, task, signal, commands: testsOf(scene.run) };
    const ran = (at?: Project) => runAll(toRun, at, true);
    const { record, old, lost } = baseline
      ? { record: await asItWas(scene, ran), old: null, lost: [] }
      : await runAfter(toRun);
    // What a question is about; as many as it shows.
    const isAbout = (state: TestedCommand["state"]): boolean =>
      record.outcome === "cannot_run" ? STOPPED.includes(state) : state !== "passed";
    const red = record.commands
      .filter((command) => isAbout(command.state))
      .map((command) => command.command);
    const isLost = lost.length > 0;
    const isToCome =
      record.outcome === "cannot_run" &&
      baseline &&
      record.commands.every((command) => !STOPPED.includes(command.state) || mayCome(command));
    return {
      outcome: isToCome ? "to_come" : isLost ? "lost" : record.outcome,
      tree: record.after,
      tested: journalled(record),
      record: bounded(record),
      ...(old && { facts: regressionFacts(old) }),
      commands: fitting(isLost ? (old?.about ?? []) : red, "alone"),
    };
  };

export const TEST_CHECKS: Record<string, Check> = {
  baseline: runApproved(true),
  tests: runApproved(false),
};
