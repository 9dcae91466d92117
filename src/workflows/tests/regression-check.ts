import { ifReadable } from "../../project/snapshots/trees.ts";
import { type ChangedFile, diffTrees, displayPath } from "../../project/trees/changes.ts";
import { baseOf } from "../../record/accepted.ts";
import { unlessWritten } from "../../record/changes/ignored.ts";
import type { Scene } from "../../record/scene.ts";
import {
  baselineRecords,
  type TestRecord,
  type TestToRun,
} from "../../record/tests/test-record.ts";
import { NOT_LOADED, type TestCase, titleOf } from "../../runners/report.ts";
import { cut, given, oneLine, plural, someOf } from "../../text.ts";
import { unknownOutcomeLine } from "../unshown.ts";
import { runCommand } from "./run-command.ts";
import { type Sorted, sorted } from "./source.ts";
import { isProgram, isTestFile } from "./test-file.ts";
import { hasItsExamples, isMixed, saysTheSame, withoutLine } from "./tests-within.ts";
import { type Ran, ranOf, type Subject, trialsOf, type Versions } from "./trial.ts";

/**
 * The tests of before on the code of now: all files of a change that are no source stay as they
 * were, and what passed then has to be seen to pass so. Every workflow goes by this.
 */

export interface Regressions {
  /** What passed before, and is not seen to pass so. */
  regressed: string[];
  /** Commands of which that is said. */
  about: string[];
  /** Why of something it cannot be told; null: all is told. */
  inconclusive: string | null;
}
export const NO_REGRESSION: Regressions = { regressed: [], about: [], inconclusive: null };

/** How many are named; of more their number. */
const MAX_REGRESSED = 30;
/** What a run keeps of it, for its first line and for those who review the code. */
export function regressionFacts({ regressed, inconclusive }: Regressions) {
  const more = regressed.length - MAX_REGRESSED;
  return {
    lost_tests: [
      ...regressed.slice(0, MAX_REGRESSED),
      ...given(more > 0, `${plural(more, "more test")} of the same run`),
      ...given(inconclusive !== null, unknownOutcomeLine(inconclusive ?? "")),
    ],
  };
}

/** What is judged. */
interface Case extends Omit<Subject, "now"> {
  commands: readonly string[];
  /**
   * How they went before the change (null: nobody has seen it), and how some or all go now; null:
   * nobody has seen either.
   */
  seen: { before: readonly Ran[] | null; now: readonly Ran[] } | null;
  /** Whether a command passed before, where nobody has seen its tests; left out: unknown. */
  hasPassedBefore?: (command: string) => boolean;
  /** When the change began, in ISO 8601; left out: nobody knows. */
  began?: string | null;
  isTest: (path: string) => boolean;
}

const hasPassed = ({ state, tests }: Ran): boolean =>
  state === "passed" || tests.some((test) => test.state === "passed");

/**
 * What passed before a change, and is not seen to pass with its source in the place of the old one
 * and all else as it was. What does not pass in a copy of what was there before says nothing. An
 * ignored file that was written since is in no copy, such as a build of now: what it was is kept
 * nowhere. Where something rests on it, all is tried with it, too, and that is told.
 */
export async function findRegressions(asked: Case): Promise<Regressions> {
  const { project, change, began, seen } = asked;
  const commands = seen?.before?.filter(hasPassed).map(({ command }) => command) ?? asked.commands;
  if (commands.length === 0 || change.changed.length === 0) return NO_REGRESSION;
  const known = ifReadable(() => {
    const since = began ? Date.parse(began) : null;
    return {
      files: sorted(project, change, asked.commands, asked.isTest),
      isAsItWas: unlessWritten(project, [change.base, change.tree], since),
    };
  }, null);
  if (known === null) return { ...NO_REGRESSION, inconclusive: NOT_KEPT };
  let isWhole = true;
  const found = await look({ ...asked, commands }, known.files, (path) => {
    const isTaken = known.isAsItWas(path);
    isWhole &&= isTaken;
    return isTaken;
  });
  if (found.untold.length === 0 || isWhole) return regressionsOf(found.regressed, found);
  const all = await look({ ...asked, commands }, known.files, () => true);
  const untold = all.untold.length === 0 ? [WRITTEN_SINCE] : all.untold;
  return regressionsOf([...found.regressed, ...all.regressed], {
    untold,
    mixed: [...new Set([...found.mixed, ...all.mixed])],
  });
}

/** What one look has found. */
interface Found {
  regressed: Regressed[];
  /** What could not be told in its trials. */
  untold: string[];
  /** What no trial can tell: see `mixedIn`. */
  mixed: string[];
}
function regressionsOf(
  regressed: readonly Regressed[],
  { untold, mixed }: Omit<Found, "regressed">,
): Regressions {
  return {
    regressed: [...new Set(regressed.map(({ name }) => name))],
    about: commandsOf(regressed),
    inconclusive: [...mixed, ...untold].join("; ") || null,
  };
}

/** Looks once, with those ignored files that `isTaken` says yes to. */
async function look(
  { seen, commands, ...asked }: Case,
  files: Sorted,
  isTaken: (path: string) => boolean,
): Promise<Found> {
  const trials = trialsOf({ ...asked, now: seen?.now ?? [] }, isTaken);
  const fresh = [...files.source, ...files.unsure.flatMap((unit) => unit.files)];
  const before = seen?.before ?? (await trials.tryBefore(commands));
  const all = await trials.tryWith(fresh, commands);
  if (all === null) return { regressed: [], untold: [NOT_COPIED], mixed: [] };
  const isOpen = ({ command, state }: Ran): boolean =>
    state !== "passed" && asked.hasPassedBefore?.(command) !== false;
  const open = seen?.before ? [] : before.filter(isOpen);
  const versionsIn = (some: readonly ChangedFile[]) =>
    new Map(some.map((file) => [file.path, trials.versionsOf(file)]));
  /** What of `was` is not seen to pass with these files as they are now. */
  const regressedWith = (some: readonly ChangedFile[], was: readonly Ran[], ran: readonly Ran[]) =>
    was
      .filter(hasPassed)
      .flatMap((one) => regressedOf(one, ranOf(ran, one.command), versionsIn(some)));
  const suspects = regressedWith(fresh, before, all);
  const regressed = regressedWith(fresh, await trials.tryBefore(commandsOf(suspects)), all);
  const isRegressed = ({ name }: Regressed): boolean => regressed.some((one) => one.name === name);
  const unsure = suspects.filter((one) => !isRegressed(one));
  const programs = asked.change.changed.filter(
    ({ path, status }) => status === "modified" && isProgram(path) && !asked.isTest(path),
  );
  const untold = [
    ...given(open.length > 0, `${plural(open.length, "command")} ${NOT_THERE}`),
    ...given(unsure.length > 0, `${plural(unsure.length, "test")} ${NOT_THERE}`),
  ];
  for (const unit of files.unsure.slice(0, MAX_UNSURE)) {
    const rest = fresh.filter((one) => !unit.files.includes(one));
    if (rest.length === 0) continue;
    const ran = await trials.tryWith(rest, commands);
    if (ran === null) {
      untold.push(NOT_COPIED);
      continue;
    }
    const without = regressedWith(rest, before, ran).filter((one) => !isRegressed(one));
    if (without.length === 0) continue;
    const about = commandsOf(without);
    const was = await trials.tryBefore(about);
    const ranAlone = await trials.tryWith(unit.files, about);
    const alone = regressedWith(unit.files, was, ranAlone ?? []);
    const byUnit = regressedWith(rest, was, ran).filter(
      (one) =>
        (one.hasFailed || unit.isNamed) &&
        !isRegressed(one) &&
        !alone.some(({ name }) => name === one.name),
    );
    regressed.push(...byUnit);
    if (regressed.length === 0) untold.push(`${namesOf(unit.files)} ${BOTH}`);
  }
  const untried = files.unsure.slice(MAX_UNSURE).flatMap((unit) => unit.files);
  untold.push(...given(untried.length > 0, `${namesOf(untried)} ${UNTRIED}`));
  return { regressed, untold, mixed: mixedIn(versionsIn(programs), before.filter(hasPassed)) };
}
const commandsOf = (regressed: readonly Regressed[]): string[] => [
  ...new Set(regressed.map(({ command }) => command)),
];
const namesOf = (files: readonly ChangedFile[]): string =>
  someOf(
    files.map(({ path }) => displayPath(path)),
    3,
  );

/** Files that are tried by themselves: each takes a run of the tests. */
const MAX_UNSURE = 6;
const BOTH = "may be source or a part of the tests: earlier ones pass only with it";
const UNTRIED = "may be source or a part of the tests, and were not tried";
const NOT_KEPT = "what was there before is not kept";
const NOT_COPIED = "no copy of the project could be made, or it was not kept";
const MIXED = "code and earlier tests or examples could not be told apart in";
const WRITTEN_SINCE = "tests rest on files that git ignores, and that were written since";
const NOT_THERE = "did not pass in a copy of the project either";

/** Of which files it is unknown what earlier tests in them say of the code in them. */
function mixedIn(programs: ReadonlyMap<string, Versions>, before: readonly Ran[]): string[] {
  const passed = before.flatMap(({ tests }) => tests.filter(({ state }) => state === "passed"));
  // Only with a report it is known which examples were tried; each of those is compared.
  const mayTry = before.some((one) => one.told_by !== "report");
  const paths = [...programs].flatMap(([path, { was, is, isOld }]) => {
    const isApart = isOld && !isMixed(path, was, passed);
    return given(!isApart || (mayTry && !hasItsExamples(path, was, is)), path);
  });
  return given(paths.length > 0, `${MIXED} ${someOf(paths.map(displayPath), 3)}`);
}

interface Regressed {
  command: string;
  name: string;
  /** It ran and failed; otherwise it was not run, or nobody can tell. */
  hasFailed: boolean;
}

/** What of a command that passed before is not seen to pass in another run of it. */
function regressedOf(
  was: Ran,
  ran: Ran | undefined,
  versions: ReadonlyMap<string, Versions>,
): Regressed[] {
  const { command } = was;
  const say = (name: string, hasFailed = false): Regressed => ({
    ...{ command, hasFailed },
    name: cut(oneLine(name), MAX_NAME),
  });
  const whole = (): Regressed => say(`${command}${ran === undefined ? "" : reasonOf(ran)}`);
  const isRed = was.state === "passed" && ran?.state !== "passed";
  const passed = was.tests.filter(({ state }) => state === "passed");
  if (ran === undefined || was.told_by !== ran.told_by || was.told_by === "exit")
    return given(isRed || was.told_by === "report", whole());
  const isThere = (test: TestCase): boolean => ran.tests.some((other) => isNamed(test, other));
  const regressed = passed.filter(
    (test) => !ran.tests.some((other) => other.state === "passed" && isSame(test, other, versions)),
  );
  if (regressed.length === 0) return given(isRed, whole());
  // That none of many can be run is said once: of a command, or of a file.
  if (regressed.length === passed.length && regressed.length > 1 && !regressed.some(isThere))
    return [whole()];
  return [...Map.groupBy(regressed, ({ file }) => file)].flatMap(([file, some]) => {
    const all = passed.filter((test) => test.file === file);
    return file !== null && some.length > 1 && all.length === some.length && !some.some(isThere)
      ? [say(`${file}: none of its ${some.length} tests could be run`)]
      : some.map((test) => say([file, titleOf(test)].filter(Boolean).join(": "), isThere(test)));
  });
}
const MAX_NAME = 300;

const isNamed = (test: TestCase, other: TestCase): boolean =>
  test.file === other.file && withoutLine(titleOf(test)) === withoutLine(titleOf(other));

/** Whether it is that test, and says what it said, as far as that can be told of one in a source file. */
function isSame(test: TestCase, other: TestCase, versions: ReadonlyMap<string, Versions>): boolean {
  const own = versions.get(test.file ?? "");
  return (
    isNamed(test, other) &&
    (own === undefined || saysTheSame(test.file!, [test.name, other.name], [own.was, own.is]))
  );
}

/** What a command that could run none of its tests says about it, in a few words. */
function reasonOf({ state, tests, lines }: Ran): string {
  if (state === "timeout") return ": not finished in time";
  const messages = tests.flatMap(({ name, message }) =>
    name === NOT_LOADED ? (message ?? "") : [],
  );
  const said = [...messages.flatMap((one) => one.split("\n")), ...lines];
  // What make adds says no more than that a command failed.
  const own = said.filter((one) => !/^\w*make(?:\[\d+\])?: /.test(one));
  const line =
    own.find((one) => /\berror\b|cannot|not found|undefined|no such|\bfail/i.test(one)) ??
    own.at(-1) ??
    said.at(-1);
  return line?.trim() ? `: ${line.trim()}` : "";
}

/** Test commands that may run, of a run. */
export interface RegressionInput {
  scene: Scene;
  signal: AbortSignal;
  commands: readonly TestToRun[];
}

/** The same of the commands by which a run tests the project. `record`: how they go as it is now. */
export async function checkRegressions(
  { scene, signal, commands: all }: RegressionInput,
  { commands: now, after: tree }: TestRecord,
  isTest = isTestFile,
): Promise<Regressions> {
  const { project, run } = scene;
  const base = baseOf(run);
  const tests = all.filter(({ name }) => name === undefined);
  const commands = tests.map(({ text }) => text);
  const records = baselineRecords(project, run).flatMap((record) => record.commands);
  const before = commands.flatMap(
    (command) => records.findLast((record) => record.command === command) ?? [],
  );
  if (base === null || before.length === 0) return NO_REGRESSION;
  const changed = diffTrees(project, base, tree);
  if (changed === null || tree === null) return { ...NO_REGRESSION, inconclusive: NOT_KEPT };
  return findRegressions({
    project,
    change: { base, tree, changed },
    commands,
    run: async (copy, some) => {
      const ran: Ran[] = [];
      for (const test of tests.filter(({ text }) => some.includes(text)))
        ran.push((await runCommand(copy, run, test, signal)).ran);
      return ran;
    },
    seen: { before, now },
    began: run.created_at,
    isTest,
  });
}
