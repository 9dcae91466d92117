import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type ChangedFile, changedBetween, readAt, readFiles, shownPath } from "../../project/changes.ts";
import { type Project, treeStore } from "../../project/project.ts";
import { couldPutBack } from "../../project/put-back.ts";
import { isRunFile, isRunnersOwn } from "../../project/steering.ts";
import { baseOf } from "../../record/accepted.ts";
import { isNotThere, runOne } from "../../record/run-tests.ts";
import type { Scene } from "../../record/scene.ts";
import { baselineRecords, type TestRecord, type TestToRun } from "../../record/tests.ts";
import { type TestCase, titleOf } from "../../runners/report.ts";
import { cut, firstLines, given, oneLine, plural } from "../../text.ts";
import { isCode, isTestData, isTestFile } from "../execute/test-file.ts";
import { holdsSettings, scriptsChanged, settingsChanged, withScripts } from "../how-tests-run.ts";
import { SAYS_MISSING } from "./finding-tests.ts";
import { inCopy } from "./in-copy.ts";

/** What tests rest on, and how they go with that as it was before a change: asked in the same way by every workflow. */

export interface Change {
  base: string;
  tree: string;
  changed: readonly ChangedFile[];
}

/** Lines by which files got shorter; those of blanks count as well. */
export const shrunk = (files: readonly ChangedFile[]): number =>
  files.reduce((sum, { added, removed }) => sum + removed - added, 0);

/** Whether tests may have gone with lines of a file. */
export const isShorter = (test: ChangedFile): boolean => !isTestData(test.path) && shrunk([test]) > 0;

/** What a change wrote of what tests rest on: scripts, configuration of runners, and tests that were there before. */
export function restsOf(project: Project, { base, tree, changed: all }: Change, isTest = isTestFile) {
  const old = all.filter(({ status }) => status !== "added");
  const textsAt = (one: string, paths: string[]) => {
    const texts = readFiles(project.root, one, paths, treeStore(project));
    return (path: string): string => texts.get(path) ?? "";
  };
  // One that only has another place may be the same test.
  const isMoved = ({ path, status, removed }: ChangedFile): boolean =>
    status === "deleted" &&
    all.some((one) => one.status === "added" && basename(one.path) === basename(path) && one.added >= removed);
  const [moved, tests] = [true, false].map((is) => old.filter((one) => isTest(one.path) && isMoved(one) === is)) as [
    ChangedFile[],
    ChangedFile[],
  ];
  const files = old.filter(({ path }) => isRunnersOwn(path) && !isTest(path));
  const mixed = all.filter(({ path }) => holdsSettings(path)).map(({ path }) => path);
  const [was, is] = [textsAt(base, mixed), textsAt(tree, mixed)];
  // A project may well get its first configuration: what holds by that alone is unknown, and nothing got weaker.
  const fresh = all.filter(
    (one) =>
      (isRunFile(one.path) && ![...tests, ...files].includes(one)) ||
      settingsChanged(one.path, was(one.path), is(one.path)),
  );
  const manifests = mixed
    .filter((path) => path.endsWith("package.json"))
    .map((path) => ({ path, was: was(path), is: is(path), names: scriptsChanged(was(path), is(path)) }));
  const scripts = manifests.filter(({ names }) => names.length > 0);
  const told = [
    ...scripts.flatMap(({ path, names }) => names.map((name) => `scripts.${name} of ${path}`)),
    ...[...fresh, ...files].map(({ path }) => shownPath(path)),
    ...tests.map((one) => `${shownPath(one.path)}${isShorter(one) ? ` (${plural(shrunk([one]), "line")} fewer)` : ""}`),
  ];
  /** Gives a folder the scripts as they were, where the whole file is not put back. */
  const restore = (root: string, put: readonly ChangedFile[]): void => {
    for (const { path, was, is, names } of scripts.filter((one) => !put.some(({ path }) => path === one.path)))
      writeFileSync(join(root, path), withScripts(was, is, names));
  };
  return { tests, moved, files, fresh, manifests, scripts, told, restore };
}

/** Works in a copy of the project in which these files are as they were. Null: that could not be made. */
export const inOldCopy = <T>(
  project: Project,
  base: string,
  put: readonly ChangedFile[],
  work: (copy: Project) => Promise<T>,
): Promise<T | null> =>
  inCopy(project, async (copy) => (couldPutBack(project, copy.root, base, put) ? work(copy) : null));

export interface Asked {
  scene: Scene;
  signal: AbortSignal;
  /** Test commands that may run, and for how long each. */
  commands: readonly TestToRun[];
  timeoutMs: number;
  isTest?: (path: string) => boolean;
}

type Ran = TestRecord["commands"][number];
type Apart = Map<string, { ran: Ran; isThere: boolean }>;

/** Runs commands in a copy of the project with files as they were, and scripts too where `restore` says so. */
function apart(
  { scene: { project }, commands, signal, timeoutMs }: Asked,
  base: string,
  put: readonly ChangedFile[] = [],
  restore?: ReturnType<typeof restsOf>["restore"],
): Promise<Apart | null> {
  return inOldCopy(project, base, put, async (copy) => {
    restore?.(copy.root, put);
    const all: Apart = new Map();
    for (const test of commands) {
      const { ran, output } = await runOne(copy, test, { env: process.env, signal, timeoutMs });
      const isStarted = ran.state === "passed" || ran.state === "failed";
      all.set(test.text, { ran, isThere: isStarted && !(ran.state === "failed" && isNotThere(ran, output)) });
    }
    return all;
  });
}

/** A test that passed before the change, or a command that names none, and does not pass any more with what it rests on as it was. */
interface Lost {
  command: string;
  test: TestCase | null;
  /** What it asks for is not there: it was not run, or says so. */
  isMissing: boolean;
}

const isOf =
  (test: TestCase, state?: TestCase["state"]) =>
  (one: TestCase): boolean =>
    one.file === test.file && titleOf(one) === titleOf(test) && (state === undefined || one.state === state);
const nameOf = ({ command, test }: Lost): string =>
  cut(oneLine(test === null ? command : [test.file, titleOf(test)].filter(Boolean).join(": ")), 200);

/** Null: that cannot be told. */
function lostIn(was: Ran, now: Apart): Lost[] | null {
  const { command } = was;
  const { ran, isThere } = now.get(command)!;
  if (!isThere) return null;
  if (was.told_by === "exit" || was.told_by !== ran.told_by)
    return was.state === "passed" && ran.state === "failed" ? [{ command, test: null, isMissing: false }] : [];
  const lost = was.tests.filter((test) => test.state === "passed" && !ran.tests.some(isOf(test, "passed")));
  return lost.map((test) => {
    const red = ran.tests.find(isOf(test, "failed"));
    return { command, test, isMissing: red === undefined || SAYS_MISSING.test(red.message ?? "") };
  });
}

export interface AsBefore {
  /** Tests and commands that passed before the change, and do not with what they rest on as it was. */
  lost: string[];
  /** Those of them that no change of what the project does explains, and that nobody has accepted; and their commands. */
  asked: string[];
  about: string[];
  /** Whether they pass so could not be told. */
  isUntold: boolean;
}
/** What a run keeps of it for its first line: all that is not shown. */
export const lostFacts = ({ lost, isUntold }: AsBefore) => ({
  lost_tests: [...lost.slice(0, MAX_LOST), ...given(isUntold, UNTOLD)],
});
const MAX_LOST = 50;
export const UNTOLD = "Unknown whether tests pass with scripts, configuration and earlier tests as they were";

/** What is asked about. */
export const lostLines = ({ asked }: AsBefore): string[] =>
  firstLines(
    asked.map((one) => `passed before, and fails with scripts, configuration and tests as they were: ${one}`),
    MAX_LINES,
  );
const MAX_LINES = 12;

const NOTHING: AsBefore = { lost: [], asked: [], about: [], isUntold: false };

/**
 * Whether the tests that passed before a change pass with scripts, configuration and earlier tests as they were. `record`: how
 * they go as they are now.
 */
export async function asBefore(asked: Asked, { commands: now, after: tree }: TestRecord): Promise<AsBefore> {
  const { project, run } = asked.scene;
  const base = baseOf(run);
  const changed = changedBetween(project, base, tree);
  const before = new Map(
    baselineRecords(project, run).flatMap(({ commands }) => commands.map((one) => [one.command, one] as const)),
  );
  const passedBefore = (one: Ran | undefined): boolean =>
    one !== undefined && (one.state === "passed" || one.tests.some(({ state }) => state === "passed"));
  const known = { ...asked, commands: asked.commands.filter(({ text }) => passedBefore(before.get(text))) };
  if (base === null || known.commands.length === 0) return NOTHING;
  if (changed === null || tree === null) return { ...NOTHING, isUntold: true };
  const { isTest = isTestFile } = asked;
  const change = { base, tree, changed };
  const { tests, moved, files, fresh, scripts, restore } = restsOf(project, change, isTest);
  const put = [...fresh, ...files, ...tests, ...moved];
  if (put.length + scripts.length === 0) return NOTHING;
  const old = await apart(known, base, put, restore);
  const found = known.commands.map(({ text }) => old && lostIn(before.get(text)!, old));
  const isUntold = found.includes(null);
  const lost = found.flatMap((one) => one ?? []);
  if (lost.length === 0) return { ...NOTHING, isUntold };
  const red = { ...known, commands: known.commands.filter(({ text }) => lost.some((one) => one.command === text)) };
  // What is red in a copy by itself says nothing of what was put back.
  const here = await apart(red, base);
  const nowOf = (command: string): Ran | undefined => now.find((one) => one.command === command);
  const isSound = ({ command, test }: Lost): boolean => {
    const [is, copied] = [nowOf(command), here?.get(command)?.ran];
    if (is === undefined || copied === undefined || is.state !== copied.state) return false;
    return test === null || !is.tests.some(isOf(test, "passed")) || copied.tests.some(isOf(test, "passed"));
  };
  const sound = lost.filter(isSound);
  if (sound.length === 0) return { ...NOTHING, isUntold: true };
  // How the tests of now go on the code before the change.
  const code = changed.filter(({ path }) => !isTest(path) && !isRunFile(path) && !holdsSettings(path));
  const then = await apart(red, base, code);
  const isExplained = explains({
    project,
    change,
    before,
    nowOf,
    then,
    tests: [...tests, ...moved],
    ways: fresh.length + files.length + scripts.length,
  });
  const waived = run.tasks.flatMap((one) => (one.waiver === null || one.void ? [] : (one.facts.lost_tests ?? [])));
  const open = sound.filter((one) => !isExplained(one) && !waived.includes(nameOf(one)));
  return {
    lost: [...new Set(sound.map(nameOf))],
    asked: [...new Set(open.map(nameOf))],
    about: [...new Set(open.map(({ command }) => command))],
    isUntold: isUntold || sound.length < lost.length,
  };
}

interface Grounds {
  project: Project;
  change: Change;
  before: ReadonlyMap<string, Ran>;
  nowOf(command: string): Ran | undefined;
  then: Apart | null;
  /** Earlier tests that the change wrote, and how much it wrote of how they run. */
  tests: readonly ChangedFile[];
  ways: number;
}

/**
 * Whether the project is meant to do something else now than a lost test says: a test of that name fails on the code before the
 * change; what it asks for has another name, and as many new tests; or the feature is gone, and its tests with it.
 */
function explains({ project, change, before, nowOf, then, tests, ways }: Grounds) {
  const gone = shrunk(change.changed.filter((one) => isCode(one.path) && shrunk([one]) > 0));
  const isFeatureGone = gone > 0 && 2 * gone >= shrunk(tests.filter(isShorter));
  const thenOf = (command: string): readonly TestCase[] => then?.get(command)?.ran.tests ?? [];
  return ({ command, test, isMissing }: Lost): boolean => {
    const [was, is] = [before.get(command)?.tests ?? [], nowOf(command)?.tests ?? []];
    if (test === null) return ways === 0 && (isFeatureGone || !tests.some(isShorter));
    const named = is.filter((one) => titleOf(one) === titleOf(test));
    const same = named.find(isOf(test, "passed")) ?? named.find(({ state }) => state === "passed");
    if (same !== undefined) {
      const asks = (): boolean => assertsIn(project, change, same, is) >= assertsIn(project, change, test, was, true);
      if (isMissing) return asks();
      // One that says what it said is red by something else: how it is run.
      if (then === null || !change.changed.some(({ path }) => path === same.file)) return false;
      if (thenOf(command).some(isOf(same, "passed"))) return false;
      return thenOf(command).some(isOf(same, "failed")) || asks();
    }
    // Left out, it says nothing of the feature.
    if (named.length > 0) return false;
    if (isFeatureGone) return true;
    const isNew = (one: TestCase): boolean =>
      one.state === "passed" &&
      !was.some((other) => titleOf(other) === titleOf(one)) &&
      !thenOf(command).some(isOf(one, "passed"));
    const goneNow = was.filter((one) => !is.some((other) => titleOf(other) === titleOf(one)));
    return isMissing && is.filter(isNew).length >= goneNow.length;
  };
}

const ASSERTS =
  /\b(?:expect|assert|should|verify|require|check|throws|rejects|equals?|Error|Fatal)\w*|\.(?:ok|is|not|deepEqual)\(/gi;

/** How often a test asks for something, as far as its text up to the next test's name shows. */
function assertsIn(
  project: Project,
  { base, tree }: Change,
  test: TestCase,
  all: readonly TestCase[],
  isOld = false,
): number {
  const text = test.file === null ? null : readAt(project.root, isOld ? base : tree, test.file, treeStore(project));
  const from = text?.indexOf(test.name) ?? -1;
  if (text === null || from < 0) return 0;
  const rest = text.slice(from + test.name.length);
  const ends = all.map(({ name }) => rest.indexOf(name)).filter((at) => at >= 0);
  return rest.slice(0, Math.min(rest.length, ...ends)).match(ASSERTS)?.length ?? 0;
}
