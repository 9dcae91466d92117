import { type ChangedFile, changedBetween, readAt } from "../../project/changes.ts";
import type { Project } from "../../project/project.ts";
import { couldPutBack } from "../../project/put-back.ts";
import { isRunFile } from "../../project/steering.ts";
import { inCopy } from "../../project/worktrees/in-copy.ts";
import { asking, baseOf } from "../../record/accepted.ts";
import { isNotThere, runOne } from "../../record/run-tests.ts";
import type { Scene } from "../../record/scene.ts";
import { baselineRecords, type TestRecord, type TestToRun } from "../../record/tests.ts";
import { type TestCase, titleOf } from "../../runners/report.ts";
import { cut, firstLines, given, oneLine } from "../../text.ts";
import { passesAlways, READS } from "../execute/plan-rules.ts";
import { isCode, isTestData, isTestFile } from "../execute/test-file.ts";
import { holdsSettings, scriptOf, scriptsOf } from "../how-tests-run.ts";
import { SAYS_MISSING } from "./finding-tests.ts";
import { asksAlike, assertsIn, type Change, restsOf, shrunk } from "./rests-on.ts";

/**
 * How tests go with what they rest on as it was before a change: asked in the same way by every
 * workflow.
 */

type Ran = TestRecord["commands"][number];

/** A command's run; `isMissing`: what it should start is not there. */
export type Again = Pick<Ran, "command" | "state" | "exit" | "told_by" | "tests"> & {
  isMissing: boolean;
};

/** Runs commands with files as they were before a change. Null: how they go nobody knows. */
export type RunAgain<A extends Again = Again> = (
  put: readonly ChangedFile[],
  commands: readonly string[],
  restore?: ReturnType<typeof restsOf>["restore"],
) => Promise<A[] | null>;

/** The same in a copy of the project, or other work with them. */
export const inOldCopy =
  <T>(
    project: Project,
    base: string,
    work: (copy: Project, commands: readonly string[]) => Promise<T>,
  ) =>
  (...[put, commands, restore]: Parameters<RunAgain>): Promise<T | null> =>
    inCopy(project, async (copy) => {
      if (!couldPutBack(project, copy.root, base, put)) return null;
      restore?.(copy.root, put);
      return work(copy, commands);
    });

/**
 * A test that passed before the change, or a command that names none, and does not pass any more
 * with what it rests on as it was.
 */
interface Lost {
  command: string;
  test: TestCase | null;
  /** What it asks for is not there: it was not run, or says so. */
  isMissing: boolean;
}

const isOf =
  (test: TestCase, state?: TestCase["state"]) =>
  (testCase: TestCase): boolean =>
    testCase.file === test.file &&
    titleOf(testCase) === titleOf(test) &&
    (state === undefined || testCase.state === state);
const nameOf = ({ command, test }: Lost): string =>
  cut(
    oneLine(test === null ? command : [test.file, titleOf(test)].filter(Boolean).join(": ")),
    200,
  );

type Was = Pick<Ran, "command" | "state" | "told_by" | "tests"> & { isMissing?: boolean };
const of = <T extends { command: string }>(
  all: readonly T[] | null | undefined,
  command: string,
): T | undefined => all?.find((one) => one.command === command);
const isRed = ({ state }: Pick<Ran, "state">): boolean => state !== "passed";
const passedBefore = ({ state, tests }: Was): boolean =>
  state === "passed" || tests.some((test) => test.state === "passed");

/** Null: that cannot be told. */
function lostIn(was: Was, ran: Again | undefined): Lost[] | null {
  const { command } = was;
  if (ran === undefined || ran.isMissing || (ran.state !== "passed" && ran.state !== "failed"))
    return null;
  if (was.told_by === "exit" || was.told_by !== ran.told_by)
    return was.state === "passed" && ran.state === "failed"
      ? [{ command, test: null, isMissing: false }]
      : [];
  const lost = was.tests.filter(
    (test) => test.state === "passed" && !ran.tests.some(isOf(test, "passed")),
  );
  return lost.map((test) => {
    const red = ran.tests.find(isOf(test, "failed"));
    return { command, test, isMissing: red === undefined || SAYS_MISSING.test(red.message ?? "") };
  });
}

export interface AsBefore<A extends Again = Again> {
  /** What decides how tests run, and is not as it was. */
  notes: string[];
  /** Files of it. */
  back: string[];
  /** Commands that pass, and do not with that as it was. */
  red: A[];
  /** Tests and commands that passed before the change, and do not so. */
  lost: string[];
  /**
   * A line for each of them that no change of what the project does explains, and that nobody has
   * accepted; and their commands.
   */
  asked: string[];
  about: string[];
  /**
   * Commands that did not pass before, and pass by other scripts or another configuration alone.
   */
  bent: string[];
  /** Whether they pass so could not be told. */
  isUntold: boolean;
}
/** What a run keeps of it for its first line: all that is not shown. */
export const lostFacts = ({ lost, isUntold }: AsBefore) => ({
  lost_tests: [...lost.slice(0, MAX_LOST), ...given(isUntold, UNTOLD)],
});
const MAX_LOST = 50;
export const UNTOLD =
  "Unknown whether tests pass with scripts, configuration and earlier tests as they were";

/** Scripts that test commands run and that now do nothing, whether they were changed or are new. */
function hollowScripts(was: string, is: string, commands: readonly string[]): string[] {
  const [old, now] = [scriptsOf(was), scriptsOf(is)];
  return commands
    .flatMap(scriptOf)
    .filter(
      (name) =>
        now[name] !== undefined && now[name] !== old[name] && passesAlways(String(now[name])),
    )
    .map((name) => `scripts.${name}`);
}

/** Whether a command that runs tests has found none to run. */
const findsNoTest = ({ state, told_by, tests }: Again): boolean =>
  state === "failed" && told_by === "report" && tests.every((test) => test.state === "skipped");

/** What is asked about. */
export const lostLines = ({ asked }: AsBefore): string[] => firstLines(asked, MAX_LINES);
const MAX_LINES = 12;

export const UNTOUCHED: AsBefore<never> = {
  notes: [],
  back: [],
  red: [],
  lost: [],
  asked: [],
  about: [],
  bent: [],
  isUntold: false,
};

/** What the judge is given: see `judge`. */
interface Case<A extends Again> {
  scene: Scene;
  change: Change;
  commands: readonly string[];
  /** Whether a run without the work's own test changes can tell something about this command. */
  isKnown(command: string): boolean;
  again: RunAgain<A>;
  /**
   * How they went before the change, at least those that do not pass with what they rest on as it
   * was. Null: nobody knows.
   */
  before(red: readonly string[]): Promise<readonly Was[] | null>;
  /** How they go now, as far as they have been run. */
  now: readonly (Was & Partial<Pick<Ran, "red">>)[];
  isTest?: ((path: string) => boolean) | undefined;
}

/**
 * Whether tests that passed before a change pass with scripts, configuration and earlier tests as
 * they were.
 */
export async function judge<A extends Again>(asked: Case<A>): Promise<AsBefore<A>> {
  const { change, commands, again, now, isTest = isTestFile } = asked;
  const { project, run } = asked.scene;
  const rests = restsOf(project, change, commands, isTest);
  const { tests, moved, files, fresh, aids, news, manifests, scripts, notes, restore } = rests;
  const waived = run.tasks.flatMap((task) =>
    task.waiver === null || task.void ? [] : (task.facts.lost_tests ?? []),
  );
  /** What is lost, and of what of it somebody has to say whether it is well. */
  const asking = (
    all: { name: string; line: string; about: readonly string[]; isMeant: boolean }[],
  ) => {
    const open = all.filter(({ name, isMeant }) => !isMeant && !waived.includes(name));
    return {
      lost: [...new Set(all.map(({ name }) => name))],
      asked: [...new Set(open.map(({ line }) => line))],
      about: [...new Set(open.flatMap(({ about }) => about))],
    };
  };
  const hollow = manifests.flatMap(({ was, is }) => hollowScripts(was, is, commands));
  if (hollow.length > 0) {
    const lines = hollow.map((name) => `${name} can no longer fail`);
    const all = lines.map((line) => ({ name: line, line, about: commands, isMeant: false }));
    return { ...UNTOUCHED, notes: hollow, ...asking(all) };
  }
  const own = [...fresh, ...files, ...tests, ...moved];
  const put = [...own, ...aids, ...news];
  const known = commands.filter(asked.isKnown);
  if (known.length === 0 || put.length + scripts.length === 0) return UNTOUCHED;
  const ran = await again(put, known, restore);
  const was = ran && (await asked.before(ran.filter(isRed).map(({ command }) => command)));
  if (ran === null || was === null) return { ...UNTOUCHED, notes: notes, isUntold: true };
  /** Some commands once more with less of it as it was; null: nobody knows. */
  const onceMore = async (
    put: readonly ChangedFile[],
    some: readonly string[],
  ): Promise<A[] | null> =>
    some.length === 0 || put.length + scripts.length === 0
      ? []
      : again(put, [...new Set(some)], restore);
  // What did not pass before may well need the tests that came, and the programs that it starts.
  const isNew = (one: A): boolean =>
    put.length > own.length && isRed(one) && !passedBefore(of(was, one.command)!);
  const needing = await onceMore(
    own,
    ran.filter(isNew).map(({ command }) => command),
  );
  const old = [...ran.filter((one) => !isNew(one)), ...(needing ?? [])];
  const found = was.filter(passedBefore).map((one) => lostIn(one, of(old, one.command)));
  const missed = found.flatMap((one) => one ?? []);
  // What is not even run without the tests that came may only need these: they may stay there.
  const isUnsure = (lost: Lost): boolean =>
    news.length > 0 && (lost.test === null || lost.isMissing);
  const sure = missed.filter((one) => !isUnsure(one));
  const unsure = missed.filter(isUnsure).map(({ command }) => command);
  const withNews = await onceMore([...own, ...aids], unsure);
  const stillLost = was
    .filter(({ command }) => unsure.includes(command))
    .map((one) => lostIn(one, of(withNews, one.command)));
  const lost = [...sure, ...stillLost.flatMap((one) => one ?? []).filter(isUnsure)];
  const isOpen =
    needing === null || found.includes(null) || stillLost.some((one) => !one?.some(isUnsure));
  const back = [...put, ...scripts].map(({ path }) => path);
  // What asks for a new test finds none among the earlier ones; all is well where these hold as
  // they were.
  const holds = (path: string): boolean =>
    old.some(
      (one) =>
        !isRed(one) && one.tests.some(({ file, state }) => file === path && state === "passed"),
    );
  const onlyAdds =
    scripts.length === 0 &&
    put.every(({ path, status }) => status !== "added" && isTest(path) && holds(path));
  const isNews = (one: A): boolean =>
    // What looks at such a file itself is no way to test, and a script that was not there before is
    // new.
    (READS.test(one.command) && back.some((path) => one.command.includes(path))) ||
    (one.isMissing && of(was, one.command)?.isMissing === true) ||
    (onlyAdds && findsNoTest(one));
  const redNow = old.filter((one) => isRed(one) && !isNews(one));
  const suspects = [...new Set([...lost, ...redNow].map(({ command }) => command))];
  if (suspects.length === 0) return { ...UNTOUCHED, notes: notes, isUntold: isOpen };
  // What is red by itself where files are put back says nothing of these.
  const here = await again([], suspects);
  const nowOf = (command: string): Case<A>["now"][number] | undefined =>
    of(now, command) ?? of(here, command);
  /** Red by what the change does itself, which is told elsewhere. */
  const isBroken = ({ command }: { command: string }): boolean => {
    const is = nowOf(command);
    return is !== undefined && isRed(is) && is.red === undefined;
  };
  const isSteady = ({ command }: { command: string }): boolean =>
    of(here, command) !== undefined && nowOf(command)?.state === of(here, command)!.state;
  const isSound = (lost: Lost): boolean => {
    const hasPassed = (ran: Was | undefined): boolean =>
      lost.test === null || ran?.tests.some(isOf(lost.test, "passed")) === true;
    return isSteady(lost) && (!hasPassed(nowOf(lost.command)) || hasPassed(of(here, lost.command)));
  };
  const isUntold =
    isOpen ||
    ![...lost, ...redNow]
      .filter((one) => !isBroken(one))
      .every((one) => ("test" in one ? isSound(one) : isSteady(one)));
  const sound = lost.filter((one) => !isBroken(one) && isSound(one));
  const steady = redNow.filter((one) => !isBroken(one) && isSteady(one));
  // How the tests of now go on the code before the change.
  const code = change.changed.filter(
    (one) =>
      !isTest(one.path) && !isRunFile(one.path) && !holdsSettings(one.path) && !aids.includes(one),
  );
  const then =
    sound.length === 0
      ? null
      : await again(code, [...new Set(sound.map(({ command }) => command))]);
  const isExplained = explains({
    ...{ project, change, then, nowOf, isTest },
    wasOf: (command) => of(was, command),
    rests,
    isMeant: isMeantToGo(asked.scene),
  });
  // What its file needs is gone or elsewhere, and it asks the same by now.
  const isKept = (lost: Lost): boolean =>
    lost.isMissing &&
    nowOf(lost.command)?.tests.some((other) => titleOf(other) === titleOf(lost.test!)) === true &&
    isExplained(lost);
  const counted = sound.filter((one) => !isKept(one));
  const hasOnlyMoved = ({ command, tests: all }: A): boolean =>
    sound.some((one) => one.command === command) &&
    !counted.some((one) => one.command === command) &&
    all.every((one) => one.state !== "failed" || moved.some(({ path }) => path === one.file));
  const red = steady.filter((one) => !hasOnlyMoved(one));
  const ways =
    scripts.length + files.length === 0
      ? []
      : red.filter(({ command }) => !passedBefore(of(was, command)!));
  const older =
    fresh.length * ways.length === 0
      ? ways
      : await again(
          [...files, ...tests, ...moved],
          ways.map(({ command }) => command),
          restore,
        );
  const all = counted.map((one) => ({
    name: nameOf(one),
    line: `passed before, and fails with scripts, configuration and tests as they were: ${nameOf(one)}`,
    about: [one.command],
    isMeant: isExplained(one),
  }));
  const bent = (older ?? []).filter(isRed).map(({ command }) => command);
  return { notes: notes, back, red, isUntold, bent, ...asking(all) };
}

export interface Asked {
  scene: Scene;
  signal: AbortSignal;
  /** Test commands that may run, and for how long each. */
  commands: readonly TestToRun[];
  timeoutMs: number;
  isTest?: (path: string) => boolean;
}

/**
 * The same of the commands by which a run tests the project. `record`: how they go as it is now.
 */
export async function asBefore(
  asked: Asked,
  { commands: now, after: tree }: TestRecord,
): Promise<AsBefore> {
  const { scene, signal, timeoutMs, isTest } = asked;
  const { project, run } = scene;
  const base = baseOf(run);
  const commands = asked.commands.map(({ text }) => text);
  const records = baselineRecords(project, run).flatMap(
    (baselineRecord) => baselineRecord.commands,
  );
  const was = commands.flatMap(
    (command) => records.findLast((record) => record.command === command) ?? [],
  );
  const isKnown = (command: string): boolean =>
    was.some((one) => one.command === command && passedBefore(one));
  const changed = changedBetween(project, base, tree);
  if (base === null || was.length === 0) return UNTOUCHED;
  if (changed === null || tree === null) return { ...UNTOUCHED, isUntold: commands.some(isKnown) };
  const again = inOldCopy(project, base, async (copy, some): Promise<Again[]> => {
    const all: Again[] = [];
    for (const test of asked.commands.filter(({ text }) => some.includes(text))) {
      const { ran, output } = await runOne(copy, test, { env: process.env, signal, timeoutMs });
      all.push({ ...ran, isMissing: ran.state === "failed" && isNotThere(ran, output) });
    }
    return all;
  });
  const before = async () => was.filter(({ command }) => isKnown(command));
  return judge({
    scene,
    change: { base, tree, changed },
    commands,
    isKnown,
    again,
    before,
    now,
    isTest,
  });
}

interface Grounds {
  project: Project;
  change: Change;
  wasOf(command: string): Was | undefined;
  nowOf(command: string): Was | undefined;
  then: readonly Again[] | null;
  isTest(path: string): boolean;
  isMeant: ReturnType<typeof isMeantToGo>;
  rests: ReturnType<typeof restsOf>;
}

const GOES =
  /\b(?:remov|delet|drop|retir|discard|eliminat|replac|deprecat|strip|obsolete|rid of|no longer|not? (?:any )?more|gone|goes)|! -[a-z] /i;
/** What the names of tests and their files have in common. */
const NO_NAME = /^(?:tests?|specs?|src|the|and|for|with|not|should|when|that|this|are|its|from)$/;
const wordsIn = (text: string): string[] =>
  (text.toLowerCase().match(/[\p{L}\d]{3,}/gu) ?? []).filter((word) => !NO_NAME.test(word));

/**
 * Whether the request, the story or the plan names the file of some tests, or says that what these
 * are about goes.
 */
function isMeantToGo({ project, run }: Scene) {
  const requests = asking(project, run);
  // A plan says `! -e file` of a file that goes.
  const going = requests
    .flatMap((text) => text.split(/[\n"]|(?<=[.;?]|\w!)\s/))
    .filter((one) => GOES.test(one));
  return (paths: readonly string[], title: string): boolean => {
    const words = new Set([...paths, title].flatMap(wordsIn));
    return (
      paths.some((path) => requests.some((text) => text.includes(path))) ||
      going.some((one) => wordsIn(one).some((word) => words.has(word)))
    );
  };
}

/**
 * Whether the project is meant to do something else now than a lost test says: a test of that name
 * fails on the code before the change, or one of another name that asks the same; what it asks for
 * has another name, and as many new tests; or the feature is gone, and its tests with it.
 */
function explains({ project, change, wasOf, nowOf, then, rests, isTest, isMeant }: Grounds) {
  const { weaker: shorter, ways, aids } = rests;
  const gone = shrunk(change.changed.filter((one) => isCode(one.path) && shrunk([one]) > 0));
  const isLess = gone > 0 && 2 * gone >= shrunk(shorter);
  const isFeatureGone = (test: TestCase | null): boolean =>
    isLess &&
    isMeant(
      test?.file == null ? shorter.map(({ path }) => path) : [test.file],
      test === null ? "" : titleOf(test),
    );
  /** A test's text up to the next test's name, as far as it can be found. */
  const textOf = (test: TestCase, all: readonly TestCase[], tree = change.tree): string => {
    const text = (test.file && readAt(project, tree, test.file)) || "";
    const from = placeIn(text, test.name);
    if (from < 0) return "";
    const rest = text.slice(from + test.name.length + 1);
    const ends = all
      .filter(({ name }) => name !== test.name)
      .map(({ name }) => placeIn(rest, name))
      .filter((at) => at >= 0);
    return rest.slice(0, Math.min(rest.length, ...ends));
  };
  const thenOf = (command: string): readonly TestCase[] => of(then, command)?.tests ?? [];
  return ({ command, test, isMissing }: Lost): boolean => {
    const [was, is] = [wasOf(command)?.tests ?? [], nowOf(command)?.tests ?? []];
    if (test === null) return ways === 0 && (shorter.length === 0 || isFeatureGone(test));
    const named = is.filter((one) => titleOf(one) === titleOf(test));
    const same = named.find(isOf(test, "passed")) ?? named.find(({ state }) => state === "passed");
    if (same !== undefined) {
      const [before, after] = [textOf(test, was, change.base), textOf(same, is)];
      if (isMissing) return asksAlike(before, after);
      // One that says what it said is red by something else: how it is run.
      const isTouched = change.changed.some(
        (one) =>
          one.path === same.file ||
          (isTest(one.path) && isTestData(one.path)) ||
          aids.includes(one),
      );
      if (then === null || !isTouched) return false;
      if (thenOf(command).some(isOf(same, "passed"))) return false;
      return thenOf(command).some(isOf(same, "failed")) || assertsIn(after) >= assertsIn(before);
    }
    // Left out, it says nothing of the feature.
    if (named.length > 0) return false;
    if (isFeatureGone(test)) return true;
    const isNew = (testCase: TestCase): boolean =>
      testCase.state === "passed" &&
      !was.some((other) => titleOf(other) === titleOf(testCase)) &&
      !thenOf(command).some(isOf(testCase, "passed"));
    const goneNow = was.filter((one) => !is.some((other) => titleOf(other) === titleOf(one)));
    const fresh = is.filter(isNew);
    // Where code is gone as well, new tests are those of something else, unless one asks the same
    // under other names.
    const asked = textOf(test, was, change.base);
    const isRenamed = (): boolean =>
      assertsIn(asked) > 0 && fresh.some((one) => formOf(textOf(one, is)) === formOf(asked));
    if (isLess && isMissing) return isRenamed();
    // Of code that is there one under another name says what it does now: it calls what the lost
    // one did, and asks as much.
    const saysNow = (testCase: TestCase): boolean => {
      const text = textOf(testCase, is);
      return callsIn(asked).isSubsetOf(callsIn(text)) && assertsIn(text) >= assertsIn(asked);
    };
    const isTold = isMissing || (then !== null && assertsIn(asked) > 0 && fresh.some(saysNow));
    return isTold && fresh.length >= goneNow.length;
  };
}

/** Where a test's name stands: what is imported may have it, too, so in quotes first. */
const placeIn = (text: string, name: string): number =>
  [`"${name}"`, `'${name}'`, `\`${name}\``, name]
    .map((one) => text.indexOf(one))
    .find((at) => at >= 0) ?? -1;
const callsIn = (text: string): Set<string> => new Set(text.match(/[\p{L}_$][\p{L}\d_$]*(?=\()/gu));
/** A text without its names. */
const formOf = (text: string): string => text.replace(/[\p{L}_$][\p{L}\d_$]*|\s/gu, "");
