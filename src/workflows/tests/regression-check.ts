import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "../../project/project.ts";
import { ifReadable } from "../../project/snapshots/trees.ts";
import { type ChangedFile, diffTrees, displayPath, readAt } from "../../project/trees/changes.ts";
import { couldPutBack } from "../../project/trees/put-back.ts";
import { asRepository, inCopy } from "../../project/worktrees/copy/in-copy.ts";
import { baseOf } from "../../record/accepted.ts";
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
import { type ChangeSet, sorted } from "./source.ts";
import { isTestFile } from "./test-file.ts";
import { saysTheSame, withOldTests, withoutLine } from "./tests-within.ts";

/**
 * The tests of before on the code of now: all files of a change that are no source stay as they
 * were, and what passed then has to be seen to pass so. Every workflow goes by this.
 */

type Ran = Pick<
  TestRecord["commands"][number],
  "command" | "state" | "told_by" | "tests" | "lines"
>;

/** Works in a copy of the project where these files are as they were. Null: there is none. */
export const inOldCopy = <T>(
  project: Project,
  base: string,
  put: readonly ChangedFile[],
  work: (copy: Project) => Promise<T>,
  change: (root: string) => void = () => {},
): Promise<T | null> =>
  inCopy(project, async (copy) => {
    if (!couldPutBack(project, copy.root, base, put)) return null;
    change(copy.root);
    asRepository(project, copy.root);
    return work(copy);
  });

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

/** What is judged, and how commands run in a copy of it. */
interface Case {
  /** Whose folder is copied. */
  project: Project;
  /** `tree`: what the folder holds. */
  change: ChangeSet;
  commands: readonly string[];
  run: (copy: Project, commands: readonly string[]) => Promise<Ran[]>;
  /** How they went before the change, and go now; null: nobody has seen it yet. */
  seen: { before: readonly Ran[]; now: readonly Ran[] } | null;
  isTest: (path: string) => boolean;
}

const hasPassed = ({ state, tests }: Ran): boolean =>
  state === "passed" || tests.some((test) => test.state === "passed");
const of = (all: readonly Ran[], command: string): Ran | undefined =>
  all.find((one) => one.command === command);

/**
 * What passed before a change, and is not seen to pass with its source in the place of the old one
 * and all else as it was. What does not pass in a copy of what was there before says nothing.
 */
export async function findRegressions({
  project,
  change,
  run,
  seen,
  ...options
}: Case): Promise<Regressions> {
  const { base, tree, changed } = change;
  const found = ifReadable(() => sorted(project, change, options.commands, options.isTest), null);
  if (found === null) return { ...NO_REGRESSION, inconclusive: NOT_KEPT };
  const commands = seen?.before.filter(hasPassed).map((one) => one.command) ?? options.commands;
  if (commands.length === 0 || changed.length === 0) return NO_REGRESSION;
  const fresh = [...found.source, ...found.unsure.flatMap(({ files }) => files)];
  const textsOf = (files: readonly ChangedFile[]) =>
    new Map(
      files.map(({ path }): [string, Texts] => [
        path,
        [readAt(project, base, path) ?? "", readAt(project, tree, path) ?? ""],
      ]),
    );
  const oldTestsIn = (files: readonly ChangedFile[]) => {
    const texts = textsOf(files);
    return files.flatMap(({ path, status }) => {
      const [was, is] = texts.get(path)!;
      const text = status === "modified" ? withOldTests(path, was, is) : is;
      return given(text !== is, { path, text });
    });
  };
  /** Commands with these files as they are now, but for tests in them, and all else as it was. */
  const runWith = (files: readonly ChangedFile[], some: readonly string[]) => {
    const put = changed.filter((one) => !files.includes(one));
    const within = oldTestsIn(files);
    if (seen !== null && put.length + within.length === 0) return seen.now;
    return inOldCopy(
      project,
      base,
      put,
      (copy) => run(copy, some),
      (root) => {
        for (const { path, text } of within) writeFileSync(join(root, path), text);
      },
    );
  };
  const then = new Map<string, Ran>();
  /** How commands went before the change, in a copy. */
  const ranBefore = async (some: readonly string[]): Promise<Ran[]> => {
    const open = some.filter((one) => !then.has(one));
    const ran = open.length === 0 ? [] : await runWith([], open);
    for (const one of ran ?? []) then.set(one.command, one);
    return some.flatMap((one) => then.get(one) ?? []);
  };
  const before = seen?.before ?? (await ranBefore(commands));
  /** What of `was` is not seen to pass with these files as they are now. */
  const regressedWith = (files: readonly ChangedFile[], was: readonly Ran[], ran: readonly Ran[]) =>
    was.filter(hasPassed).flatMap((one) => regressedOf(one, of(ran, one.command), textsOf(files)));
  const all = await runWith(fresh, commands);
  if (all === null) return { ...NO_REGRESSION, inconclusive: NOT_COPIED };
  const suspects = regressedWith(fresh, before, all);
  const regressed = regressedWith(fresh, await ranBefore(commandsOf(suspects)), all);
  const isRegressed = ({ name }: Regressed): boolean => regressed.some((one) => one.name === name);
  const unsure = suspects.filter((one) => !isRegressed(one));
  const inconclusive = given(unsure.length > 0, `${plural(unsure.length, "test")} ${NOT_THERE}`);
  for (const { files, isNamed } of found.unsure.slice(0, MAX_UNSURE)) {
    const rest = fresh.filter((one) => !files.includes(one));
    if (rest.length === 0) continue;
    const ran = await runWith(rest, commands);
    if (ran === null) {
      inconclusive.push(NOT_COPIED);
      continue;
    }
    const without = regressedWith(rest, before, ran).filter((one) => !isRegressed(one));
    if (without.length === 0) continue;
    const about = commandsOf(without);
    const was = await ranBefore(about);
    const alone = regressedWith(files, was, (await runWith(files, about)) ?? []);
    const byUnit = regressedWith(rest, was, ran).filter(
      (one) =>
        (one.hasFailed || isNamed) &&
        !isRegressed(one) &&
        !alone.some(({ name }) => name === one.name),
    );
    regressed.push(...byUnit);
    if (regressed.length === 0) inconclusive.push(`${namesOf(files)} ${BOTH}`);
  }
  if (found.unsure.length > MAX_UNSURE)
    inconclusive.push(
      `${namesOf(found.unsure.slice(MAX_UNSURE).flatMap((one) => one.files))} ${UNTRIED}`,
    );
  return {
    regressed: [...new Set(regressed.map(({ name }) => name))],
    about: commandsOf(regressed),
    inconclusive: inconclusive.join("; ") || null,
  };
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
const NOT_THERE = "did not pass in a copy of the project either";

type Texts = readonly [before: string, now: string];

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
  texts: ReadonlyMap<string, Texts>,
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
    (test) => !ran.tests.some((other) => other.state === "passed" && isSame(test, other, texts)),
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
function isSame(test: TestCase, other: TestCase, texts: ReadonlyMap<string, Texts>): boolean {
  const own = texts.get(test.file ?? "");
  return (
    isNamed(test, other) &&
    (own === undefined || saysTheSame(test.file!, [test.name, other.name], own))
  );
}

/** What a command that could run none of its tests says about it, in a few words. */
function reasonOf({ state, tests, lines }: Ran): string {
  if (state === "timeout") return ": not finished in time";
  const messages = tests.flatMap(({ name, message }) =>
    name === NOT_LOADED ? (message ?? "") : [],
  );
  const said = [...messages.flatMap((one) => one.split("\n")), ...lines];
  const line =
    said.find((one) => /\berror\b|cannot|not found|undefined|no such/i.test(one)) ?? said.at(-1);
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
    isTest,
  });
}
