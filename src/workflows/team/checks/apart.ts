import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { changedFiles } from "../../../project/changes.ts";
import { hashOf, unlessUnreadable } from "../../../project/kept-trees.ts";
import { treeStore } from "../../../project/project.ts";
import { linkPackages } from "../../../project/worktrees/dependencies.ts";
import { inRepository } from "../../../project/worktrees/git.ts";
import { treeWithFiles, writeTree } from "../../../project/write-tree.ts";
import { baseOf } from "../../../record/accepted.ts";
import { runTests } from "../../../record/run-tests.ts";
import type { Scene } from "../../../record/scene.ts";
import { baselineRecords, type TestedWithCases, type TestRecord, testsIn } from "../../../record/tests.ts";
import { type TestCase, titleOf } from "../../../runners/report.ts";
import { writeFileAtomic } from "../../../store/disk.ts";
import { oneLine } from "../../../text.ts";
import type { Seen } from "../../checks/evidence.ts";
import { testsNamed } from "../../review/named-tests.ts";
import { endOf } from "../../test-words.ts";
import { programRecord } from "../accepted.ts";
import { BRANCHES, isTestOf } from "../ownership.ts";
import { teamFacts } from "../recorded.ts";
import type { decidesRuns } from "./change.ts";
import { type CriterionRow, type ProgramRecord, testLimit } from "./check.ts";
import { testCommands } from "./commands.ts";
import { isKnown } from "./tests.ts";

/** Tests in a folder of their own: tests of now on the code before the build, and with what decided before how they run. */

export interface Asked {
  scene: Scene;
  task: { id: string };
  signal: AbortSignal;
}

/**
 * Runs the test commands in a folder that holds a tree, by its hash, with these files in it, and is gone then. Null: it could
 * not be made.
 */
async function runApart(
  { scene, task, signal }: Asked,
  hash: string,
  files: Record<string, string> = {},
): Promise<TestRecord | null> {
  const { project, run } = scene;
  const reports = join(project.task, "reports");
  mkdirSync(reports, { recursive: true });
  const folder = mkdtempSync(join(reports, "apart-"));
  try {
    const isThere = unlessUnreadable(() => {
      writeTree(project.root, hash, treeStore(project), folder);
      return true;
    }, false);
    if (!isThere) return null;
    for (const [path, text] of Object.entries(files)) writeFileAtomic(join(folder, path), text);
    // Without git nothing says which folders hold packages: whatever looks for them upwards finds those of the project.
    inRepository(project, { run: run.run, prefix: BRANCHES }, (repo) => linkPackages(repo, folder));
    const options = { env: process.env, signal, timeoutMs: testLimit(scene), baseline: false, task: task.id };
    return await runTests({ ...project, root: folder }, scene, testCommands(scene), options);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const idOf = (one: TestCase): string => `${one.file ?? ""}\n${titleOf(one)}`;
const idsIn = (record: TestRecord | null | undefined, state: TestCase["state"]): Set<string> =>
  new Set(!record ? [] : testsIn(record, state).map(idOf));

/**
 * How the test of each row ended on the code before the build: by the baseline where its file is as it was, else by a run of
 * the tests of now on that code. Null where nothing could tell.
 */
export async function seenBefore(
  asked: Asked,
  rows: CriterionRow[],
  tree: string | null,
): Promise<Pick<ProgramRecord, "criteria" | "before">> {
  const { project, run } = asked.scene;
  const { root } = project;
  const store = treeStore(project);
  const base = baseOf(run);
  const said = (before: (row: CriterionRow) => Seen) => ({
    criteria: rows.map((row) => ({ ...row, before: before(row) })),
  });
  if (base === null || tree === null) return said(() => null);
  const baseline = baselineRecords(project, run).at(-1);
  const changed = new Set(unlessUnreadable(() => changedFiles(root, base, tree, store), []).map((one) => one.path));
  const endIn = (record: TestRecord | undefined, { test, file }: CriterionRow): Seen => {
    const isNamed = (state: TestCase["state"]): boolean =>
      record !== undefined && testsNamed(testsIn(record, state), test, file).length > 0;
    return isNamed("passed") ? "passed" : isNamed("failed") ? "failed" : null;
  };
  const known = (row: CriterionRow): Seen => (changed.has(row.file) ? null : endIn(baseline, row));
  const hash = rows.some((row) => known(row) === null)
    ? unlessUnreadable(() => treeWithFiles(root, store, [base, tree], isTestOf(run)), null)
    : null;
  if (hash === null) return said(known);
  const earlier = run.tasks
    .flatMap((one) => (one.gate === "qa-tests" ? (programRecord(project, one) ?? []) : []))
    .findLast((one) => one.before === hash)?.criteria;
  const again = (row: CriterionRow) =>
    earlier?.find(({ test, file }) => test === row.test && file === row.file)?.before;
  if (rows.every((row) => (known(row) ?? again(row)) !== undefined))
    return { ...said((row) => known(row) ?? again(row) ?? null), before: hash };
  const old = [...idsIn(baseline, "passed")].filter((id) => !changed.has(id.split("\n")[0]!));
  // Where nothing passes that passed in the checkout, something is missing; unless it is these tests that break all others.
  const isSound = (record: TestRecord | null): boolean => {
    const passed = idsIn(record, "passed");
    return old.length === 0 || old.some((id) => passed.has(id));
  };
  const ran = await runApart(asked, hash);
  if (ran === null) return said(known);
  const isWhole = ran.commands.every(({ state }) => state !== "timeout");
  const isTold = isWhole && (isSound(ran) || isSound(await runApart(asked, hashOf(root, base, store))));
  const seen = (row: CriterionRow): Seen => {
    const end = endIn(ran, row);
    return end === "passed" || isTold ? (end ?? "not_found") : null;
  };
  return { ...said((row) => known(row) ?? seen(row)), before: hash };
}

/**
 * What the tests say with what decided how they run as it was before the build. `problems`: tests fail so that passed before
 * the build; `isUntold`: that could not be seen.
 */
export async function withOldRules(
  asked: Asked,
  tree: string | null,
  decides: ReturnType<typeof decidesRuns>,
): Promise<{ problems: string[]; about: string[]; isUntold: boolean }> {
  const { project, run } = asked.scene;
  const { root } = project;
  const store = treeStore(project);
  const base = baseOf(run);
  const none = { problems: [], about: [], isUntold: false };
  if (decides === null || (decides.files.length === 0 && decides.manifest === null)) return none;
  const isOld = (path: string): boolean => decides.files.includes(path);
  const hash = unlessUnreadable(() => treeWithFiles(root, store, [tree ?? "", base ?? ""], isOld), null);
  if (hash === null) return { ...none, isUntold: true };
  const passed = idsIn(baselineRecords(project, run).at(-1), "passed");
  const isWorse = (one: TestRecord["commands"][number]): boolean => {
    const failed = one.tests.filter(({ state }) => state === "failed");
    return (
      one.state === "failed" && !isKnown(one) && (failed.length === 0 || failed.some((test) => passed.has(idOf(test))))
    );
  };
  const old = await runApart(asked, hash, decides.manifest === null ? {} : { "package.json": decides.manifest });
  if (old === null) return { ...none, isUntold: true };
  const worse = old.commands.filter(isWorse);
  const isStopped = old.commands.some(({ state }) => state === "timeout" || state === "not_found");
  if (worse.length === 0) return { ...none, isUntold: isStopped };
  // What is red there by itself says nothing of what the change wrote; nor is anything asked twice.
  const here = await runApart(asked, hashOf(root, tree!, store));
  const isNew = ({ command }: Pick<TestedWithCases, "command">): boolean =>
    here?.commands.some((one) => one.command === command && one.state === "passed") === true &&
    !run.tasks.some(
      (one) =>
        one.waiver !== null && !one.void && teamFacts(one).blockers?.some((text) => text.startsWith(asBefore(command))),
    );
  const red = worse.filter(isNew);
  return {
    problems: red.map((one) => `${asBefore(one.command)}: ${endOf(one)}`),
    about: red.map((one) => one.command),
    isUntold: red.length < worse.length,
  };
}

const asBefore = (command: string): string => `${oneLine(command)}, with scripts and configuration as before the build`;
