import { join } from "node:path";
import { type ChangedFile, changedBetween } from "../../../project/changes.ts";
import { couldPutBack } from "../../../project/put-back.ts";
import { baseOf } from "../../../record/accepted.ts";
import { baselineRecords, type TestedWithCases, type TestRecord, testsIn } from "../../../record/tests.ts";
import { type TestCase, titleOf } from "../../../runners/report.ts";
import { writeFileAtomic } from "../../../store/disk.ts";
import { oneLine } from "../../../text.ts";
import type { Seen } from "../../checks/evidence.ts";
import { inCopy } from "../../checks/in-copy.ts";
import type { decidesRuns } from "../../how-tests-run.ts";
import { testsNamed } from "../../review/named-tests.ts";
import { endOf } from "../../test-words.ts";
import { isTestOf } from "../ownership.ts";
import { teamFacts } from "../recorded.ts";
import type { CriterionRow } from "./check.ts";
import { type Asked, isKnown, runTestCommands } from "./tests.ts";

/** Tests in a folder of their own: tests of now on the code before the build, and with what decided before how they run. */

/**
 * Runs the test commands in a copy of the project, where these of its changed files are as before the build; `texts`: and these
 * so. Null: that could not be made.
 */
async function runApart(asked: Asked, files: readonly ChangedFile[] = [], texts: Record<string, string> = {}) {
  const { project, run } = asked.scene;
  return inCopy(project, async (copy) => {
    if (!couldPutBack(project, copy.root, baseOf(run) ?? "", files)) return null;
    for (const [path, text] of Object.entries(texts)) writeFileAtomic(join(copy.root, path), text);
    return runTestCommands(asked, { project: copy });
  });
}

const idOf = (one: TestCase): string => `${one.file ?? ""}\n${titleOf(one)}`;
const passedIn = (record: TestRecord | null | undefined): Set<string> =>
  new Set(record ? testsIn(record, "passed").map(idOf) : []);

/**
 * How the test of each row ended on the code before the build: by the baseline where its file is as it was, else by a run of
 * the tests of now on that code. Null where nothing could tell.
 */
export async function seenBefore(asked: Asked, rows: CriterionRow[], tree: string | null): Promise<CriterionRow[]> {
  const { project, run } = asked.scene;
  const base = baseOf(run);
  const said = (before: (row: CriterionRow) => Seen) => rows.map((row) => ({ ...row, before: before(row) }));
  if (base === null || tree === null) return said(() => null);
  const baseline = baselineRecords(project, run).at(-1);
  const all = changedBetween(project, base, tree);
  if (all === null) return said(() => null);
  const changed = new Set(all.map((one) => one.path));
  const endIn = (record: TestRecord | undefined, { test, file }: CriterionRow): Seen => {
    const isNamed = (state: TestCase["state"]): boolean =>
      record !== undefined && testsNamed(testsIn(record, state), test, file).length > 0;
    return isNamed("passed") ? "passed" : isNamed("failed") ? "failed" : null;
  };
  const known = (row: CriterionRow): Seen => (changed.has(row.file) ? null : endIn(baseline, row));
  if (rows.every((row) => known(row) !== null)) return said(known);
  const isTest = isTestOf(run);
  const old = [...passedIn(baseline)].filter((id) => !changed.has(id.split("\n")[0]!));
  // Where nothing passes that passed in the checkout, something is missing; unless it is these tests that break all others.
  const isSound = (record: TestRecord | null): boolean => {
    const passed = passedIn(record);
    return old.length === 0 || old.some((id) => passed.has(id));
  };
  const code = all.filter(({ path }) => !isTest(path));
  const ran = await runApart(asked, code);
  if (ran === null) return said(known);
  const isWhole = ran.commands.every(({ state }) => state !== "timeout");
  const isTold = isWhole && (isSound(ran) || isSound(await runApart(asked, all)));
  const seen = (row: CriterionRow): Seen => {
    const end = endIn(ran, row);
    return end === "passed" || isTold ? (end ?? "not_found") : null;
  };
  return said((row) => known(row) ?? seen(row));
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
  const base = baseOf(run);
  const none = { problems: [], about: [], isUntold: false };
  if (decides === null || (decides.files.length === 0 && decides.manifest === null)) return none;
  const all = changedBetween(project, base, tree);
  if (all === null) return { ...none, isUntold: true };
  const files = all.filter(({ path }) => decides.files.includes(path));
  const passed = passedIn(baselineRecords(project, run).at(-1));
  const isWorse = (one: TestRecord["commands"][number]): boolean => {
    const failed = one.tests.filter(({ state }) => state === "failed");
    return (
      one.state === "failed" && !isKnown(one) && (failed.length === 0 || failed.some((test) => passed.has(idOf(test))))
    );
  };
  const old = await runApart(asked, files, decides.manifest === null ? {} : { "package.json": decides.manifest });
  if (old === null) return { ...none, isUntold: true };
  const worse = old.commands.filter(isWorse);
  const isStopped = old.commands.some(({ state }) => state === "timeout" || state === "not_found");
  if (worse.length === 0) return { ...none, isUntold: isStopped };
  // What is red there by itself says nothing of what the change wrote; nor is anything asked twice.
  const here = await runApart(asked);
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
