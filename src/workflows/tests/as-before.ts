import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "../../project/project.ts";
import { unlessUnreadable } from "../../project/snapshots/trees.ts";
import { type ChangedFile, changedBetween, readAt } from "../../project/trees/changes.ts";
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
import { cut, given, oneLine, plural } from "../../text.ts";
import { unknownOutcomeLine } from "../unshown.ts";
import { runCommand } from "./run-command.ts";
import { type Change, sourceOf } from "./source.ts";
import { isProgram, isTestFile } from "./test-file.ts";
import {
  areApart,
  holdsTests,
  isEarlierExample,
  withOldTests,
  withoutLine,
} from "./tests-within.ts";

/**
 * The tests of before on the code of now: all files of a change that are no source stay as they
 * were, and what passed then has to be seen to pass so. Asked in the same way by every workflow.
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

export interface AsBefore {
  /** What passed before, and is not seen to pass so. */
  lost: string[];
  /** Commands of which that is said. */
  about: string[];
  /** Why of something it cannot be told; null: all is told. */
  untold: string | null;
}
export const AS_BEFORE: AsBefore = { lost: [], about: [], untold: null };

/** How many are named; of more their number. */
const MAX_LOST = 30;
/** What a run keeps of it, for its first line and for those who review the code. */
export function lostFacts({ lost, untold }: AsBefore) {
  const more = lost.length - MAX_LOST;
  return {
    lost_tests: [
      ...lost.slice(0, MAX_LOST),
      ...given(more > 0, `${plural(more, "more test")} of the same run`),
      ...given(untold !== null, unknownOutcomeLine(untold ?? "")),
    ],
  };
}

/** What is judged, and how commands run in a copy of it. */
interface Case {
  /** Whose folder is copied. */
  project: Project;
  /** `tree`: what the folder holds. */
  change: Change & { tree: string };
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
export async function judge({ project, change, run, seen, ...asked }: Case): Promise<AsBefore> {
  const { base, tree, changed } = change;
  const source = unlessUnreadable(
    () => sourceOf(project, change, asked.commands, asked.isTest),
    null,
  );
  if (source === null) return { ...AS_BEFORE, untold: NOT_KEPT };
  const programs = changed
    .filter(({ path, status }) => status === "modified" && isProgram(path) && !asked.isTest(path))
    .map((file) => {
      const [was, is] = [base, tree].map((one) => readAt(project, one, file.path) ?? "");
      return { file, old: was!, is: is!, ...withOldTests(file.path, was!, is!) };
    });
  // What a file that counts as none has beside its tests is source.
  const within = programs.filter(
    ({ file, old, isSure }) => source.includes(file) || (isSure && holdsTests(file.path, old)),
  );
  const put = changed.filter(
    (one) => !source.includes(one) && !within.some(({ file }) => file === one),
  );
  const commands = seen?.before.filter(hasPassed).map((one) => one.command) ?? asked.commands;
  if (commands.length === 0 || changed.length === 0) return AS_BEFORE;
  const isAsItIs = put.length === 0 && within.every(({ is, text }) => is === text);
  const now = isAsItIs
    ? (seen?.now ?? [])
    : await inOldCopy(
        project,
        base,
        put,
        (copy) => run(copy, commands),
        (root) => {
          for (const { file, is, text } of within)
            if (text !== is) writeFileSync(join(root, file.path), text);
        },
      );
  if (now === null) return { ...AS_BEFORE, untold: NOT_COPIED };
  const lostIn = (before: readonly Ran[]): Lost[] =>
    before.filter(hasPassed).flatMap((one) => lostOf(one, of(now, one.command)));
  const told = (seen?.before ?? now).flatMap(({ tests }) => tests);
  const mixed = programs
    .filter(({ file, old, isSure }) => !isSure || !areApart(file.path, old, told))
    .map(({ file }) => file.path);
  const suspects =
    seen === null ? now.filter(({ state }) => state !== "passed") : lostIn(seen.before);
  const about = [...new Set(suspects.map(({ command }) => command))];
  const then =
    about.length === 0
      ? []
      : await inOldCopy(
          project,
          base,
          changed,
          (copy) => run(copy, about),
          (root) => {
            for (const { file, old, was } of within)
              if (was !== old) writeFileSync(join(root, file.path), was);
          },
        );
  if (then === null) return { ...AS_BEFORE, untold: NOT_COPIED };
  const lost = lostIn(then);
  const names = new Set(lost.map(({ name }) => name));
  const unsure = lostIn(seen?.before ?? []).filter(({ name }) => !names.has(name));
  const unknown = [
    ...given(unsure.length > 0, `${plural(unsure.length, "test")} ${NOT_THERE}`),
    ...given(mixed.length > 0, `${MIXED} ${mixed.join(", ")}`),
  ];
  return {
    lost: [...names],
    about: [...new Set(lost.map(({ command }) => command))],
    untold: unknown.length === 0 ? null : unknown.join("; "),
  };
}
const NOT_KEPT = "what was there before is not kept";
const NOT_COPIED = "no copy of the project could be made, or it was not kept";
const NOT_THERE = "did not pass in a copy of the project either";
const MIXED = "code and earlier tests could not be told apart in";

interface Lost {
  command: string;
  name: string;
}

/** What of a command that passed before is not seen to pass in another run of it. */
function lostOf(was: Ran, ran: Ran | undefined): Lost[] {
  const { command } = was;
  const say = (name: string): Lost => ({ command, name: cut(oneLine(name), MAX_NAME) });
  const whole = (): Lost => say(`${command}${ran === undefined ? "" : reasonOf(ran)}`);
  const isRed = was.state === "passed" && ran?.state !== "passed";
  const passed = was.tests.filter(({ state }) => state === "passed");
  if (ran === undefined || was.told_by !== ran.told_by || was.told_by === "exit")
    return given(isRed || was.told_by === "report", whole());
  const isThere = (test: TestCase): boolean => ran.tests.some((other) => isNamed(test, other));
  const isIn = (tests: readonly TestCase[], test: TestCase, state: TestCase["state"]): boolean =>
    tests.some((other) => other.state === state && isNamed(test, other));
  const lost = [
    ...passed.filter((test) => !isIn(ran.tests, test, "passed")),
    ...ran.tests.filter(
      (test) =>
        test.state === "failed" && isEarlierExample(test) && !isIn(was.tests, test, "failed"),
    ),
  ];
  if (lost.length === 0) return given(isRed, whole());
  // That none of many can be run is said once: of a command, or of a file.
  if (lost.length === passed.length && lost.length > 1 && !lost.some(isThere)) return [whole()];
  return [...Map.groupBy(lost, ({ file }) => file)].flatMap(([file, some]) => {
    const all = passed.filter((test) => test.file === file);
    return file !== null && some.length > 1 && all.length === some.length && !some.some(isThere)
      ? [say(`${file}: none of its ${some.length} tests could be run`)]
      : some.map((test) => say([file, titleOf(test)].filter(Boolean).join(": ")));
  });
}
const MAX_NAME = 300;

const isNamed = (test: TestCase, other: TestCase): boolean =>
  test.file === other.file && withoutLine(titleOf(test)) === withoutLine(titleOf(other));

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
export interface AsBeforeInput {
  scene: Scene;
  signal: AbortSignal;
  commands: readonly TestToRun[];
}

/** The same of the commands by which a run tests the project. `record`: how they go as it is now. */
export async function asBefore(
  { scene, signal, commands: all }: AsBeforeInput,
  { commands: now, after: tree }: TestRecord,
  isTest = isTestFile,
): Promise<AsBefore> {
  const { project, run } = scene;
  const base = baseOf(run);
  const tests = all.filter(({ name }) => name === undefined);
  const commands = tests.map(({ text }) => text);
  const records = baselineRecords(project, run).flatMap((record) => record.commands);
  const before = commands.flatMap(
    (command) => records.findLast((record) => record.command === command) ?? [],
  );
  if (base === null || before.length === 0) return AS_BEFORE;
  const changed = changedBetween(project, base, tree);
  if (changed === null || tree === null) return { ...AS_BEFORE, untold: NOT_KEPT };
  return judge({
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
