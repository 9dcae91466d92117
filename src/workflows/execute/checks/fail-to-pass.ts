import type { Project } from "../../../project/project.ts";
import {
  type ChangedFile,
  changedFiles,
  displayPath,
  readAt,
} from "../../../project/trees/changes.ts";
import { couldPutBack } from "../../../project/trees/put-back.ts";
import { openWorkstream, restoreWorkstream } from "../../../project/worktrees/workstreams.ts";
import { byAuthor } from "../../../record/changes/authors.ts";
import type { Scene } from "../../../record/scene.ts";
import { given, someOf } from "../../../text.ts";
import { codeOf, emptyFiles, isUnloaded } from "../../tests/emptied.ts";
import type { Evidence } from "../../tests/evidence.ts";
import { filesStarted } from "../../tests/files-started.ts";
import { findRegressions } from "../../tests/regression-check.ts";
import { approvedAs } from "../../tests/run-command.ts";
import { isCode, isTestFile } from "../../tests/test-file.ts";
import { inOldCopy } from "../../tests/trial.ts";
import {
  baseOfItem,
  beganItem,
  criteriaOf,
  isDone,
  type PlanTask,
  seenBefore,
  snapshotFacts,
} from "../plan/plan.ts";
import { READS } from "../plan/plan-rules.ts";
import { isRed, ranLine, runCriteria, type WithTests } from "./criteria.ts";
import {
  Inconclusive,
  type ItemContext,
  MAX_NAMES,
  treeAt,
  unwrap,
  type Workspace,
} from "./workspace.ts";

/** How criteria go with parts of the work as they were before it. */

/** A run of criteria with files of the project as they were before the item. */
interface RerunResult {
  ran: WithTests[];
  /** Files that are gone from the worktree since, and where their bytes are. */
  taken: { path: string; kept: string }[];
  /** Run in a copy: by itself it may be red there. */
  isCopy: boolean;
}

/**
 * Runs commands with `reverted` as it was before the item: in its worktree, which is as it was then, or
 * in a copy of the checkout, where nobody's files are put back. Null: how they go nobody knows.
 * @throws Inconclusive
 */
async function runWith(
  context: ItemContext,
  base: string,
  reverted: readonly ChangedFile[],
  commands: readonly string[],
  change: (root: string) => void = () => {},
) {
  const { project } = context.scene;
  const { stream } = context.workspace;
  if (stream === null) {
    const run = (copy: Project) =>
      runCriteria({ ...context, workspace: { project: copy, stream } }, commands);
    const ran = await inOldCopy(project, base, reverted, run, change);
    return ran && { ran, taken: [], isCopy: true };
  }
  const { root } = context.workspace.project;
  const work = (): Promise<WithTests[]> => {
    change(root);
    return runCriteria(context, commands);
  };
  const ran = couldPutBack(project, root, base, reverted) ? await work() : null;
  const { taken } = unwrap(restoreWorkstream(project, stream));
  return ran && { ran, taken, isCopy: false };
}

/**
 * The same, but a red test in a copy counts only where the whole work passes there: else the copy
 * itself is the cause.
 */
async function confirmedRun(...of: Parameters<typeof runWith>): Promise<RerunResult | null> {
  const found = await runWith(...of);
  if (!found?.isCopy || !found.ran.some(isRed)) return found;
  const [context, base, , commands] = of;
  const whole = await runWith(context, base, [], commands);
  return whole === null || whole.ran.some(isRed) ? null : found;
}

type Work = NonNullable<ReturnType<typeof workOf>>;

const namesOf = (files: readonly ChangedFile[]): string => {
  const paths = files.map(({ path }) => displayPath(path));
  return someOf(paths, MAX_NAMES);
};

/** What an item has changed, and the tree from which it did. */
export function workOf(scene: Scene, workspace: Workspace, planned: PlanTask) {
  const { project } = scene;
  const base = baseOfItem(scene.run, String(planned.n));
  const tree = treeAt(scene, workspace);
  return base === null ? null : { base, tree, changed: changedFiles(project, base, tree) };
}

/**
 * Languages that have tests and code in one file: there nobody can tell whether a test failed
 * without its code.
 */
const MAY_HOLD_TESTS = /\.(?:rs|zig|d)$/;

/** How criteria go with all that they rest on as the work has it, and its code as it was before. */
interface FailToPassResult {
  shown: Evidence;
  ran: WithTests[];
  taken: RerunResult["taken"];
  /** Why it is not shown. */
  why?: string;
  /** Why tests that have to be seen failing were not. */
  problems: string[];
}

const UNSEEN: FailToPassResult = { shown: "unknown", ran: [], taken: [], problems: [] };

/**
 * What criteria pass by that rest on files of the work itself, such as its tests, is seen without
 * its code: one has to fail then. Null: there is nothing to tell apart. `green`: how they went with
 * all of it. @throws Inconclusive
 */
export async function failsWithoutChange(
  context: ItemContext,
  planned: PlanTask,
  work: Work,
  green: WithTests[],
): Promise<FailToPassResult | null> {
  const { base, changed } = work;
  // Whoever asks to see tests fail means these alone; of any other work no data or configuration
  // may be all of it.
  const code = changed.filter(({ path }) => (planned.tdd ? !isTestFile(path) : isCode(path)));
  const never = (...why: string[]): string[] =>
    planned.tdd ? [`never red: ${why[0]}`, ...why.slice(1)] : [];
  const hasTests = changed.some(({ path }) => isTestFile(path));
  const isMixed = !hasTests && code.some(({ path }) => MAY_HOLD_TESTS.test(path));
  if (planned.tdd && !hasTests && !isMixed) {
    const problems = never(
      "no test file was changed, expected one that fails without the rest of the work",
    );
    return { ...UNSEEN, problems };
  }
  if (!planned.tdd && (green.length === 0 || code.length === 0 || code.length === changed.length))
    return null;
  const rerun = await confirmedRun(context, base, code, planned.criteria);
  if (rerun === null && planned.tdd) throw new Inconclusive(GONE);
  if (rerun === null)
    return { ...UNSEEN, why: "it is unknown whether its criteria pass without its code" };
  const { ran, taken } = rerun;
  const runsTests = (command: string): boolean =>
    green.some((one) => one.command === command && one.told_by !== "exit");
  // A test that has to be red is no build that is.
  const counts =
    planned.tdd && green.some(({ command }) => runsTests(command)) ? runsTests : () => true;
  const hasFailed = ran.some(
    (one) => counts(one.command) && ["failed", "not_found"].includes(one.state),
  );
  if (hasFailed) return { shown: "proven", ran, taken, problems: [] };
  const problems = isMixed
    ? []
    : never(
        "with its tests on the old code, no test fails; expected at least one to fail",
        ...ran.map((one) => `without the work: ${ranLine(one)}`),
      );
  return {
    shown: "unknown",
    why: `its criteria pass with the old ${namesOf(code)}`,
    ran,
    taken,
    problems,
  };
}

/**
 * Why commands that failed without the work's code do not prove it: with its files emptied they
 * pass, or fail only as these cannot be loaded, and so show no more than names. Null: one fails by
 * more, there or in `bare`, or that cannot be told. @throws Inconclusive
 */
export async function onEmptied(
  context: ItemContext,
  { base, changed }: Work,
  commands: string[],
  bare: WithTests[],
): Promise<string | null> {
  const code = codeOf(changed);
  if (code.length === 0 || commands.length === 0) return null;
  const found = await runWith(context, base, [], commands, (root) => emptyFiles(root, code));
  const red = found?.ran.filter(isRed) ?? [];
  const isTelling = bare.some(
    (one) => one.tests.some(({ state }) => state === "failed") && !isUnloaded(one),
  );
  if (found === null || red.some((one) => !isUnloaded(one)) || (red.length > 0 && isTelling))
    return null;
  return red.length === 0
    ? `its criteria pass with an emptied ${namesOf(code)}`
    : `with an emptied ${namesOf(code)} its criteria cannot be run`;
}

/**
 * What an item was to change beside what its criteria rest on; of files that all tasks of a plan
 * share each may leave some.
 */
export function unmet(
  scene: Scene,
  workspace: Workspace,
  planned: PlanTask,
  { base, tree, changed: all }: Work,
): string[] {
  const changed = workspace.stream === null ? byAuthor(scene, base, tree).run : all;
  if (changed.some(({ path }) => isCode(path))) return [];
  const shared = snapshotFacts(scene.run)?.plan_files?.[planned.plan ?? ""] ?? [];
  const areTests = changed.every(({ path }) => isTestFile(path));
  const missed = planned.files.filter(
    (file) =>
      !shared.includes(file) &&
      (/[*?[{]/.test(file) ? areTests && !isTestFile(file) : isCode(file)),
  );
  return given(
    missed.length > 0,
    `only ${namesOf(changed)} changed, and not ${someOf(missed.map(displayPath), MAX_NAMES)}`,
  );
}

/**
 * How earlier tests and criteria go on an item's code with all else as it was before it. `green`:
 * how the criteria go now. `scriptEdits`: those that failed before, and pass by how they are started alone.
 * `items`: earlier ones that were shown by what is lost. @throws Inconclusive
 */
export async function itemRegressions(
  context: ItemContext,
  planned: PlanTask,
  work: Work,
  green: WithTests[],
) {
  const { scene } = context;
  const { project, run } = scene;
  const item = String(planned.n);
  const { items = [], tests = [] } = snapshotFacts(run) ?? {};
  const earlier = items.filter(({ n }) => String(n) !== item && isDone(run, String(n)));
  // The project's own tests, too, as some of the earlier ones may be run by no criterion.
  const commands = [...new Set([...planned.criteria, ...criteriaOf(earlier), ...tests])].filter(
    (one) => approvedAs(run, one) !== null,
  );
  const { stream } = context.workspace;
  // To put a worktree back takes away the packages that no ignore file names.
  if (stream !== null) unwrap(openWorkstream(project, stream));
  const found = await findRegressions({
    project: context.workspace.project,
    change: work,
    commands,
    run: (copy, some) =>
      runCriteria({ ...context, workspace: { project: copy, stream: null } }, some),
    seen: { before: null, now: green },
    hasPassedBefore: (command) => seenBefore(run, item, command) === "passed",
    began: beganItem(run, item),
    isTest: isTestFile,
  });
  const scriptEdits = await passesByScriptEdit(context, planned, work, green);
  const isOf = ({ criteria }: PlanTask): boolean =>
    criteria.some((one) => found.about.includes(one));
  return { ...found, scriptEdits, items: earlier.filter(isOf).map(({ n }) => String(n)) };
}

/** Criteria that failed before, name no test, and fail again once what starts them is as it was. */
async function passesByScriptEdit(
  context: ItemContext,
  planned: PlanTask,
  { base, changed }: Work,
  green: WithTests[],
): Promise<string[]> {
  const { project, run } = context.scene;
  const textOf = (path: string): string | null => readAt(project, base, path);
  const startedBy = ({ command }: WithTests): ChangedFile[] => {
    const started = filesStarted([command], textOf);
    return changed.filter(({ path }) => started.has(path));
  };
  const open = green.filter(
    (one) =>
      one.told_by === "exit" &&
      !READS.test(one.command) &&
      seenBefore(run, String(planned.n), one.command) === "failed" &&
      startedBy(one).length > 0,
  );
  if (open.length === 0) return [];
  const reverted = [...new Set(open.flatMap(startedBy))];
  const rerun = await runWith(
    context,
    base,
    reverted,
    open.map(({ command }) => command),
  );
  return (rerun?.ran ?? []).filter(isRed).map(({ command }) => command);
}

export const GONE = "the project's state before the task can no longer be read";
