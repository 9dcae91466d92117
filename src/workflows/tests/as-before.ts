import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "../../project/project.ts";
import { unlessUnreadable } from "../../project/snapshots/trees.ts";
import { type ChangedFile, changedBetween, readAt } from "../../project/trees/changes.ts";
import { couldPutBack } from "../../project/trees/put-back.ts";
import { asRepository, inCopy } from "../../project/worktrees/copy/in-copy.ts";
import { baseOf } from "../../record/accepted.ts";
import { unlessWritten } from "../../record/changes/ignored.ts";
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
import { isTestFile } from "./test-file.ts";
import { saysTheSame, withOldTests, withoutLine } from "./tests-within.ts";

/**
 * The tests of before on the code of now: all files of a change that are no source stay as they
 * were, and what passed then has to be seen to pass so. Asked in the same way by every workflow.
 */

type Ran = Pick<
  TestRecord["commands"][number],
  "command" | "state" | "told_by" | "tests" | "lines"
>;

/**
 * Works in a copy of the project where these files are as they were. Null: there is none. `isTaken`:
 * as `inCopy` asks.
 */
export const inOldCopy = <T>(
  project: Project,
  base: string,
  put: readonly ChangedFile[],
  work: (copy: Project) => Promise<T>,
  change: (root: string) => void = () => {},
  isTaken?: (path: string) => boolean,
): Promise<T | null> =>
  inCopy(
    project,
    async (copy) => {
      if (!couldPutBack(project, copy.root, base, put)) return null;
      change(copy.root);
      asRepository(project, copy.root);
      return work(copy);
    },
    isTaken,
  );

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
  /**
   * How they went before the change (null: nobody has seen it), and how some or all go now; null:
   * nobody has seen either.
   */
  seen: { before: readonly Ran[] | null; now: readonly Ran[] } | null;
  /** Whether a command passed before, where nobody has seen its tests; left out: all did. */
  passedBefore?: (command: string) => boolean;
  /** When the change began, in ISO 8601; left out: nobody knows. */
  began?: string | null;
  isTest: (path: string) => boolean;
}

const hasPassed = ({ state, tests }: Ran): boolean =>
  state === "passed" || tests.some((test) => test.state === "passed");
const of = (all: readonly Ran[], command: string): Ran | undefined =>
  all.find((one) => one.command === command);

/**
 * What passed before a change, and is not seen to pass with its source in the place of the old one
 * and all else as it was. What does not pass in a copy of what was there before says nothing. An
 * ignored file that was written since is not as it was, and in no copy, such as a build of now; where
 * something rests on it, both are looked at with it, too, and that it does is told.
 */
export async function judge(asked: Case): Promise<AsBefore> {
  const { project, change, began, seen } = asked;
  const { base, tree, changed } = change;
  const commands = seen?.before?.filter(hasPassed).map((one) => one.command) ?? asked.commands;
  if (commands.length === 0 || changed.length === 0) return AS_BEFORE;
  const known = unlessUnreadable(
    () => ({
      source: sourceOf(project, change, asked.commands, asked.isTest),
      isAsItWas: unlessWritten(project, [base, tree], began ? Date.parse(began) : null),
    }),
    null,
  );
  if (known === null) return { ...AS_BEFORE, untold: NOT_KEPT };
  const left: string[] = [];
  const isTaken = (path: string): boolean => known.isAsItWas(path) || left.push(path) === 0;
  const found = await look({ ...asked, commands }, known.source, isTaken, left);
  if (found.untold === null || left.length === 0) return found;
  const all = await look({ ...asked, commands }, known.source, () => true, []);
  return {
    lost: [...new Set([...found.lost, ...all.lost])],
    about: [...new Set([...found.about, ...all.about])],
    untold: all.untold ?? WRITTEN_SINCE,
  };
}

/** Looks once, with the files that `isTaken` says yes to; `left`: those that it has said no to. */
async function look(
  { project, change, commands, run, seen, ...asked }: Case,
  source: readonly ChangedFile[],
  isTaken: (path: string) => boolean,
  left: readonly string[],
): Promise<AsBefore> {
  const { base, tree, changed } = change;
  const texts = new Map(
    source.map(({ path }): [string, Texts] => [
      path,
      [readAt(project, base, path) ?? "", readAt(project, tree, path) ?? ""],
    ]),
  );
  const within = source.flatMap(({ path, status }) => {
    const [was, is] = texts.get(path)!;
    const text = status === "modified" ? withOldTests(path, was, is) : is;
    return given(text !== is, { path, text });
  });
  const put = changed.filter((one) => !source.includes(one));
  const here = put.length + within.length === 0 ? (seen?.now ?? []) : [];
  const before = seen?.before ?? null;
  const ran = await inOldCopy(
    project,
    base,
    put,
    async (copy) => {
      // With nothing put back and nothing left out they go as they were seen to go.
      const isSame = left.length === 0;
      const open = commands.filter((command) => !isSame || of(here, command) === undefined);
      return [...(isSame ? here : []), ...(open.length === 0 ? [] : await run(copy, open))];
    },
    (root) => {
      for (const { path, text } of within) writeFileSync(join(root, path), text);
    },
    isTaken,
  );
  const isHere = before !== null && here.length > 0;
  const now = ran ?? (isHere ? here : null);
  if (now === null) return { ...AS_BEFORE, untold: NOT_COPIED };
  const lostIn = (some: readonly Ran[]): Lost[] =>
    some.filter(hasPassed).flatMap((one) => lostOf(one, of(now, one.command), texts));
  const about =
    before === null ? commands : [...new Set(lostIn(before).map(({ command }) => command))];
  if (about.length === 0) return AS_BEFORE;
  const then = await inOldCopy(
    project,
    base,
    changed,
    (copy) => run(copy, about),
    undefined,
    isTaken,
  );
  if (then === null) return { ...AS_BEFORE, untold: NOT_COPIED };
  const lost = lostIn(then);
  const names = new Set(lost.map(({ name }) => name));
  const unsure =
    before === null
      ? then.filter(
          ({ command, state }) => state !== "passed" && asked.passedBefore?.(command) !== false,
        )
      : lostIn(before).filter(({ name }) => !names.has(name));
  const what = before === null ? "command" : "test";
  return {
    lost: [...names],
    about: [...new Set(lost.map(({ command }) => command))],
    untold: unsure.length === 0 ? null : `${plural(unsure.length, what)} ${NOT_THERE}`,
  };
}
const NOT_KEPT = "what was there before is not kept";
const NOT_COPIED = "no copy of the project could be made, or it was not kept";
const NOT_THERE = "did not pass in a copy of the project either";
const WRITTEN_SINCE = "tests rest on files that git ignores, and that were written since";

type Texts = readonly [before: string, now: string];

interface Lost {
  command: string;
  name: string;
}

/** What of a command that passed before is not seen to pass in another run of it. */
function lostOf(was: Ran, ran: Ran | undefined, texts: ReadonlyMap<string, Texts>): Lost[] {
  const { command } = was;
  const say = (name: string): Lost => ({ command, name: cut(oneLine(name), MAX_NAME) });
  const whole = (): Lost => say(`${command}${ran === undefined ? "" : reasonOf(ran)}`);
  const isRed = was.state === "passed" && ran?.state !== "passed";
  const passed = was.tests.filter(({ state }) => state === "passed");
  if (ran === undefined || was.told_by !== ran.told_by || was.told_by === "exit")
    return given(isRed || was.told_by === "report", whole());
  const isThere = (test: TestCase): boolean => ran.tests.some((other) => isNamed(test, other));
  const lost = passed.filter(
    (test) => !ran.tests.some((other) => other.state === "passed" && isSame(test, other, texts)),
  );
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
    began: run.created_at,
    isTest,
  });
}
