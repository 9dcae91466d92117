import { type ChangedFile, diffTrees } from "../../../project/trees/changes.ts";
import { inCopy } from "../../../project/worktrees/copy/in-copy.ts";
import { baseOf } from "../../../record/accepted.ts";
import { baselineRecords, type TestRecord, testsIn } from "../../../record/tests/test-record.ts";
import { type TestCase, titleOf } from "../../../runners/report.ts";
import { testsNamed } from "../../review/evidence/named-tests.ts";
import { codeOf, emptyFiles, isUnloaded } from "../../tests/emptied.ts";
import { type Seen, shows } from "../../tests/evidence.ts";
import { runAll, type ToRun } from "../../tests/test-checks.ts";
import { inOldCopy } from "../../tests/trial.ts";
import { isTestOf } from "../ownership.ts";
import type { CriterionRow } from "./check.ts";

/** Tests of now in a folder of their own, on the code before the build. */

/**
 * Runs the test commands in a copy of the project, where these of its changed files are as before
 * the build. Null: that could not be made.
 */
const runApart = (asked: ToRun, files: readonly ChangedFile[]) =>
  inOldCopy(asked.scene.project, baseOf(asked.scene.run) ?? "", files, (project) =>
    runAll(asked, project),
  );

const idOf = (testCase: TestCase): string => `${testCase.file ?? ""}\n${titleOf(testCase)}`;
const passedIn = (record: TestRecord | null | undefined): Set<string> =>
  new Set(record ? testsIn(record, "passed").map(idOf) : []);

/**
 * How the test of each row ended on the code before the build: by the baseline where its file is as
 * it was, else by a run of the tests of now on that code. Null where nothing could tell.
 */
export async function seenBefore(
  asked: ToRun,
  rows: CriterionRow[],
  tree: string | null,
): Promise<CriterionRow[]> {
  const { project, run } = asked.scene;
  const results = (before: (row: CriterionRow) => Seen) =>
    rows.map((row) => ({ ...row, before: before(row) }));
  const all = diffTrees(project, baseOf(run), tree);
  if (all === null) return results(() => null);
  const baseline = baselineRecords(project, run).at(-1);
  const changed = new Set(all.map((one) => one.path));
  const endIn = (record: TestRecord | undefined, { test, file }: CriterionRow): Seen => {
    const isNamed = (state: TestCase["state"]): boolean =>
      record !== undefined && testsNamed(testsIn(record, state), test, file).length > 0;
    return isNamed("passed") ? "passed" : isNamed("failed") ? "failed" : null;
  };
  const known = (row: CriterionRow): Seen => (changed.has(row.file) ? null : endIn(baseline, row));
  if (rows.every((row) => known(row) !== null)) return results(known);
  const isTest = isTestOf(run);
  const old = [...passedIn(baseline)].filter((id) => !changed.has(id.split("\n")[0]!));
  // Where nothing passes that passed in the checkout, something is missing; unless it is these
  // tests that break all others.
  const isSound = (record: TestRecord | null): boolean => {
    const passed = passedIn(record);
    return old.length === 0 || old.some((id) => passed.has(id));
  };
  const code = all.filter(({ path }) => !isTest(path));
  const ran = await runApart(asked, code);
  if (ran === null) return results(known);
  const isWhole = ran.commands.every(({ state }) => state !== "timeout");
  const isTold = isWhole && (isSound(ran) || isSound(await runApart(asked, all)));
  const seen = (row: CriterionRow): Seen => {
    const end = endIn(ran, row);
    return end === "passed" || isTold ? (end ?? "not_found") : null;
  };
  return results((row) => known(row) ?? seen(row));
}

/**
 * The same rows, with those marked whose test fails on the code before the build for want of files
 * or names alone.
 */
export async function seenEmptied(
  asked: ToRun,
  rows: CriterionRow[],
  tree: string | null,
): Promise<CriterionRow[]> {
  const { project, run } = asked.scene;
  const code = codeOf(diffTrees(project, baseOf(run), tree) ?? []);
  if (code.length === 0 || rows.every(({ before = null }) => shows(before, "passed") !== "proven"))
    return rows;
  const ran = await inCopy(project, (copy) => {
    emptyFiles(copy.root, code);
    return runAll(asked, copy);
  });
  if (ran === null) return rows;
  const isUntold = ran.commands.some(
    (command) => command.state !== "passed" && isUnloaded(command),
  );
  const has = (state: TestCase["state"], { test, file }: CriterionRow): boolean =>
    testsNamed(testsIn(ran, state), test, file).length > 0;
  const isHollow = (row: CriterionRow): boolean =>
    has("passed", row) || (isUntold && row.before === "not_found" && !has("failed", row));
  return rows.map((row) => (isHollow(row) ? { ...row, hollow: true } : row));
}
