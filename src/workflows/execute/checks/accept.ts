import { lstatSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { limitOf } from "../../../engine/rounds.ts";
import { type Run, type Task, taskOf } from "../../../engine/run.ts";
import { type ChangedFile, changedBetween, changedFiles, readFiles, shownPath } from "../../../project/changes.ts";
import { treeStore } from "../../../project/project.ts";
import { couldPutBack, putBackFile } from "../../../project/put-back.ts";
import { commitWorkstream, openWorkstream, restoreWorkstream } from "../../../project/worktrees/worktrees.ts";
import { accepted } from "../../../record/accepted.ts";
import { byAuthor } from "../../../record/authors.ts";
import { isNotThere } from "../../../record/run-tests.ts";
import type { Scene } from "../../../record/scene.ts";
import type { TestRecord } from "../../../record/tests.ts";
import { given, someOf } from "../../../text.ts";
import { type Evidence, shows, together } from "../../checks/evidence.ts";
import { inCopy } from "../../checks/in-copy.ts";
import type { Check } from "../../contract/contract.ts";
import {
  holdsSettings,
  isRunFile,
  isRunnersOwn,
  scriptOf,
  scriptsChanged,
  scriptsOf,
  settingsChanged,
  withScripts,
} from "../../how-tests-run.ts";
import type { TaskResult } from "../kind.ts";
import {
  acceptedTree,
  baseOfItem,
  criteriaOf,
  isDone,
  mayChange,
  type PlanTask,
  resultsOf,
  seenBefore,
  snapshotFacts,
} from "../plan.ts";
import { passesAlways } from "../plan-rules.ts";
import { isSupport } from "../support.ts";
import { isTestFile } from "../test-file.ts";
import { approvedAs, Cannot, clipped, must, type Place, placeOf, plannedOf, result, runAs, treeAt } from "./place.ts";

/** How a command that shows whether an item is done went. */
export type Ran = Pick<
  TestRecord["commands"][number],
  "command" | "shell" | "state" | "exit" | "signal" | "ms" | "lines" | "log" | "told_by"
>;

export const ranOf = ({ command, shell, state, exit, signal, ms, lines, log, told_by }: Ran): Ran => {
  return { command, shell, state, exit, signal, ms, lines, log, told_by };
};

/** Whether the item's criteria are met and nothing but its files is changed, as far as the program sees it. */
export const accept: Check = async (scene, task, signal) => {
  const { workflow, run } = scene;
  const found = await acceptance(scene, task.item ?? "", signal);
  const { tree, problems, unapproved } = found;
  const item = task.item ?? "";
  const { criteria } = plannedOf(run, item);
  const { told } = found.ways;
  const [why = ""] = clipped(found.doubts.length === 0 ? [] : [found.doubts.join("; ")]);
  const say = (outcome: string, more: string[] = []) =>
    result(task, outcome, {
      ...found,
      problems: [...more, ...problems],
      facts: {
        tree,
        // Of a run whose snapshot an earlier version took nobody knows.
        ...(snapshotFacts(run)?.before === undefined ? {} : { evidence: found.evidence }),
        ...(why === "" ? {} : { why }),
        ...(found.ways.lost === undefined ? {} : { lost: found.ways.lost }),
        ...(told.length === 0
          ? {}
          : { warnings: [`Task ${item} changed what its criteria rest on: ${someOf(told, SHOWN)}`] }),
        ...(found.red === undefined ? {} : { red: clipped(found.red.map(ranLine)) }),
      },
      commands: unapproved,
    });
  if (unapproved.length > 0) return say("unapproved");
  if (problems.length === 0) {
    // Criteria that hold without any work show nothing of it.
    if (found.ways.weakened) return say("weakened", [why]);
    if (hasChanged(scene, item, tree)) return say(criteria.length === 0 ? "unchecked" : "pass");
    const reason = accepted<TaskResult>(scene.project, resultsOf(run, task.item).at(-1)?.artifact ?? null)?.reason;
    return say("unchanged", [`it changed nothing; its executor says: ${reason ?? "nothing"}`]);
  }
  const tries = attempts(run, task.item);
  const most = limitOf(workflow, run, "tries");
  if (tries >= most) return say("spent", [`tried ${tries} times, which is all that the limit tries allows`]);
  return say("fail");
};

/** Whether the run has changed anything since an item began; in a worktree nobody else does. */
function hasChanged(scene: Scene, item: string, tree: string): boolean {
  const base = baseOfItem(scene.run, item);
  if (base === null || placeOf(scene, item).stream !== null) return tree !== base;
  return byAuthor(scene, base, tree).run.length > 0;
}

/** How often somebody has worked to meet an item's criteria; making room for what the person changed is no try. */
const attempts = (run: Run, item: string | null): number =>
  resultsOf(run, item).filter(
    ({ kind, fixes }) => kind !== "fix" || (fixes !== null && taskOf(run, fixes)?.who.program === "accept"),
  ).length;

/** Names that a line lists. */
const SHOWN = 5;

const STATES: Record<Ran["state"], string> = {
  passed: "passed",
  failed: "failed",
  timeout: "was stopped, as its time was up",
  not_found: "did not start",
  not_run: "was not run",
};

/** A command and how it ended, in one line. */
export const ranLine = ({ command, state, exit }: Ran): string =>
  `${command}: ${STATES[state]}${state === "failed" && exit !== null ? ` with ${exit}` : ""}`;

/**
 * Looks at an item's work, and leaves its folder as it was. `tree`: what was judged; `problems`: none where it holds; `outside`:
 * files that the item may not change; `red`: how criteria that have to be seen failing went with its tests alone; `taken_out`:
 * files of no task that are gone from its worktree, each with the place where its bytes are; `doubts`: why criteria that hold
 * show nothing. @throws Cannot
 */
export async function acceptance(scene: Scene, item: string, signal: AbortSignal) {
  const { project, run } = scene;
  const planned = plannedOf(run, item);
  const place = placeOf(scene, item);
  const begun = treeAt(scene, place);
  const outside = outsideOf(scene, place, planned, begun);
  const unapproved = planned.criteria.filter((text) => approvedAs(run, text) === null);
  // What commands leave behind comes again when the criteria run; a file that does not is somebody's work.
  const mayBeLeft = outside.every(({ status }) => status === "added") && unfinished(scene, item).length === 0;
  const made =
    place.stream !== null && unapproved.length === 0 && mayBeLeft
      ? takeAway(place, outside)
      : new Map<string, string>();
  const tree = made.size === 0 ? begun : treeAt(scene, place);
  // What the commands below leave behind is no part of the work: from here on the commit is.
  const work = place.stream === null ? null : must(commitWorkstream(project, place.stream));
  const notOwn = (path: string): string =>
    `${path}: changed, and task ${item} may change ${planned.files.join(", ")} alone`;
  const wrong = [
    ...unfinished(scene, item),
    ...outside.filter(({ path }) => !made.has(path)).map(({ path }) => notOwn(path)),
  ];
  if (unapproved.length > 0) {
    const found = {
      ...{ tree, unapproved: [], outside: outside.map(({ path }) => path), ran: [] as Ran[], red: undefined },
      ...{ ways: UNTOUCHED, doubts: [], evidence: "unknown" as const },
    };
    // What has to be mended anyhow is no reason to ask the person.
    if (wrong.length > 0) return { ...found, problems: wrong };
    return { ...found, problems: unapproved.map((text) => `nobody has approved ${text}`), unapproved };
  }
  const ran = await runCriteria(scene, place, planned.criteria, signal);
  const missing = [...made.keys()].filter(
    (path) => lstatSync(join(place.project.root, path), { throwIfNoEntry: false }) === undefined,
  );
  const restored = place.stream === null ? null : must(restoreWorkstream(project, place.stream, work?.commit));
  const isGreen = wrong.length === 0 && missing.length === 0 && ran.every((one) => one.state === "passed");
  const own = workOf(scene, place, planned);
  const canTell = isGreen && own !== null;
  if (planned.tdd && isGreen && place.stream === null)
    throw new Cannot("its tests have to be seen failing first, which needs a git repository: git init");
  if (planned.tdd && isGreen && own === null) throw new Cannot(GONE);
  const bare = canTell ? await withoutCode(scene, place, planned, own, ran, signal) : null;
  const problems = [
    ...(bare?.problems ?? []),
    ...wrong,
    ...missing.map((path) => `${notOwn(path)}; it was taken away`),
    ...ran.filter(isRed).map(ranLine),
  ];
  const named = outside.map(({ path }) => path).filter((path) => !made.has(path) || missing.includes(path));
  const taken = [
    ...missing.map((path) => ({ path, kept: made.get(path)! })),
    ...[...(restored?.taken ?? []), ...(bare?.taken ?? [])].filter(({ path }) => !made.has(path)),
  ].map(({ path, kept }) => `${shownPath(path)} (${kept})`);
  const ways = problems.length === 0 && canTell ? await asBefore(scene, place, planned, own, signal) : UNTOUCHED;
  const doubts = [
    ...given(ways.red.length > 0, `${someOf(ways.told, SHOWN)} changed; ${ways.red.join("; ")}`),
    ...ran.filter(({ isMute }) => isMute).map(muteLine),
    ...(own === null ? [] : unmet(scene, place, planned, own)),
  ];
  const seen = ran.map(({ command, state }) => shows(seenBefore(run, item, command), state));
  const shown = bare?.shown ?? together(seen);
  return {
    ...{ tree, problems, unapproved: [], outside: named, ran: ran.map(ranOf), ways, doubts },
    evidence: doubts.length > 0 ? ("unknown" as const) : shown,
    red: planned.tdd ? bare?.ran.map(ranOf) : undefined,
    ...(taken.length === 0 ? {} : { taken_out: taken }),
  };
}

/** A run of criteria with files of the project as they were before the item. */
interface Again {
  ran: WithTests[];
  /** Files that are gone from the worktree since, and where their bytes are. */
  taken: { path: string; kept: string }[];
  /** Run in a copy: by itself it may be red there. */
  isCopy: boolean;
}

/**
 * Runs commands with `put` as it was before the item: in its worktree, which is as it was then, or in a copy of the checkout,
 * where nobody's files are put back. Null: how they go nobody knows. @throws Cannot
 */
async function runWith(
  scene: Scene,
  place: Place,
  base: string,
  put: readonly ChangedFile[],
  commands: readonly string[],
  signal: AbortSignal,
  edit: (root: string) => void = () => {},
): Promise<Again | null> {
  const { project } = scene;
  const { stream } = place;
  const work = async (there: Place): Promise<WithTests[] | null> => {
    if (!couldPutBack(project, there.project.root, base, put)) return null;
    edit(there.project.root);
    return runCriteria(scene, there, commands, signal);
  };
  if (stream === null) {
    const ran = await inCopy(project, (copy) => work({ project: copy, stream }));
    return ran && { ran, taken: [], isCopy: true };
  }
  const ran = await work(place);
  const { taken } = must(restoreWorkstream(project, stream));
  return ran && { ran, taken, isCopy: false };
}

const isRed = ({ state }: Ran): boolean => state !== "passed";

/** The same, where what is red in a copy is so for what was put back: not where all of the work is red there, too. */
async function toldWith(...of: Parameters<typeof runWith>): Promise<Again | null> {
  const found = await runWith(...of);
  if (!found?.isCopy || !found.ran.some(isRed)) return found;
  const [scene, place, base, , commands, signal] = of;
  const whole = await runWith(scene, place, base, [], commands, signal);
  return whole === null || whole.ran.some(isRed) ? null : found;
}

/** What an item has changed, and the tree from which it did. */
interface Work {
  base: string;
  tree: string;
  changed: ChangedFile[];
}

function workOf(scene: Scene, place: Place, planned: PlanTask): Work | null {
  const { project } = scene;
  const base = baseOfItem(scene.run, String(planned.n));
  const tree = treeAt(scene, place);
  return base === null ? null : { base, tree, changed: changedFiles(project.root, base, tree, treeStore(project)) };
}

/** How criteria go with all that they rest on as the work has it, and its code as it was before. */
interface Bare {
  shown: Evidence;
  ran: Ran[];
  taken: Again["taken"];
  /** Why tests that have to be seen failing were not. */
  problems: string[];
}

/**
 * What criteria pass by that rest on files of the work itself, such as its tests, is seen without its code: one has to fail
 * then. Null: there is nothing to tell apart. `green`: how they went with all of it. @throws Cannot
 */
async function withoutCode(
  scene: Scene,
  place: Place,
  planned: PlanTask,
  { base, changed }: Work,
  green: readonly WithTests[],
  signal: AbortSignal,
): Promise<Bare | null> {
  // Whoever asks to see tests fail means these alone; of any other work no data or configuration may be all of it.
  const code = changed.filter(({ path }) => !(planned.tdd ? isTestFile(path) : isSupport(path)));
  const never = (...why: string[]): string[] => (planned.tdd ? [`never red: ${why[0]}`, ...why.slice(1)] : []);
  if (planned.tdd && !changed.some(({ path }) => isTestFile(path))) {
    const problems = never("no test file was changed, expected one that fails without the rest of the work");
    return { shown: "unknown", ran: [], taken: [], problems };
  }
  if (!planned.tdd && (green.length === 0 || code.length === 0 || code.length === changed.length)) return null;
  const again = await toldWith(scene, place, base, code, planned.criteria, signal);
  if (again === null && planned.tdd) throw new Cannot(GONE);
  if (again === null) return { shown: "unknown", ran: [], taken: [], problems: [] };
  const { ran, taken } = again;
  const runsTests = (command: string): boolean =>
    green.some((one) => one.command === command && (one.told_by ?? "exit") !== "exit");
  // A test that has to be red is no build that is.
  const counts = planned.tdd && green.some(({ command }) => runsTests(command)) ? runsTests : () => true;
  const hasFailed = ran.some((one) => counts(one.command) && ["failed", "not_found"].includes(one.state));
  if (hasFailed) return { shown: "proven", ran, taken, problems: [] };
  const problems = never(
    "with its tests on the code as it was before no test fails, expected one that does",
    ...ran.map((one) => `without the work: ${ranLine(one)}`),
  );
  return { shown: "unknown", ran, taken, problems };
}

/** What an item was to change beside what its criteria rest on; of files that all tasks of a plan share each may leave some. */
function unmet(scene: Scene, place: Place, planned: PlanTask, { base, tree, changed: all }: Work): string[] {
  const changed = place.stream === null ? byAuthor(scene, base, tree).run : all;
  if (!changed.every(({ path }) => isSupport(path))) return [];
  const shared = snapshotFacts(scene.run)?.plan_files?.[planned.plan ?? ""] ?? [];
  const left = planned.files.filter((file) => {
    const isIt = mayChange({ files: [file] });
    return !shared.includes(file) && !isSupport(file) && !changed.some(({ path }) => isIt(path));
  });
  const only = someOf(
    changed.map(({ path }) => shownPath(path)),
    SHOWN,
  );
  return given(left.length > 0, `${only} alone changed, and not ${someOf(left.map(shownPath), SHOWN)}`);
}

/** What an item has changed of what criteria rest on, its own and those of earlier ones, and how they go with that as it was. */
interface Ways {
  /** Scripts, configuration of runners and earlier test files that are not as they were. */
  told: string[];
  /** Criteria that do not hold with these as they were. */
  red: string[];
  /** They hold by nothing but these: the way to run tests is another one, or tests are gone. */
  weakened: boolean;
  /** Earlier items, by number, whose criteria do not: it has changed the tests that they brought. */
  lost?: string[];
}
const UNTOUCHED: Ways = { told: [], red: [], weakened: false };

/** What tests read or compare with, and what no test is lost with. */
const OF_TESTS = /(?:^|\/)(?:fixtures|testdata|__snapshots__|__mocks__)\/|\.snap$/;
/** Lines by which files got shorter; those of blanks count as well. */
const shrunk = (files: readonly ChangedFile[]): number =>
  files.reduce((sum, { added, removed }) => sum + removed - added, 0);

/** Runs criteria with test scripts, configuration of runners and earlier tests as they were. @throws Cannot */
async function asBefore(
  scene: Scene,
  place: Place,
  planned: PlanTask,
  { base, tree, changed: all }: Work,
  signal: AbortSignal,
): Promise<Ways> {
  const { project, run } = scene;
  const item = String(planned.n);
  const changed = all.filter(({ status }) => status !== "added");
  const tests = changed.filter(({ path }) => isTestFile(path));
  const files = changed.filter(({ path }) => isRunnersOwn(path) && !isTestFile(path));
  const mixed = all.filter(({ path }) => holdsSettings(path)).map(({ path }) => path);
  const manifests = mixed.filter((path) => path.endsWith("package.json"));
  const [was, is] = [base, tree].map((one) => readFiles(project.root, one, mixed, treeStore(project))) as [
    Texts,
    Texts,
  ];
  // A project may well get its first configuration: what holds by that alone is unknown, and nothing got weaker.
  const fresh = all.filter(
    (one) =>
      (isRunFile(one.path) && ![...tests, ...files].includes(one)) ||
      settingsChanged(one.path, was.get(one.path), is.get(one.path)),
  );
  const scripts = manifests.flatMap((path) => {
    const names = scriptsChanged(was.get(path) ?? "", is.get(path) ?? "");
    return names.length === 0 ? [] : [{ path, names }];
  });
  const hollow = manifests.flatMap((path) => hollowScripts(was.get(path), is.get(path), planned.criteria));
  if (hollow.length > 0) return { told: hollow, red: ["they can only pass now"], weakened: true };
  const told = [
    ...scripts.flatMap(({ path, names }) => names.map((name) => `scripts.${name} of ${path}`)),
    ...[...fresh, ...files, ...tests].map(({ path }) => shownPath(path)),
  ];
  if (told.length === 0) return UNTOUCHED;
  const isApproved = (one: string): boolean => approvedAs(run, one) !== null;
  const earlier = (snapshotFacts(run)?.items ?? []).filter(({ n }) => String(n) !== item && isDone(run, String(n)));
  const theirs = criteriaOf(earlier).filter((one) => !planned.criteria.includes(one) && isApproved(one));
  // The project's own tests count where they hold, as some of the earlier ones may be run by no criterion.
  const own = (snapshotFacts(run)?.tests ?? []).filter(isApproved);
  const without = async (put: readonly ChangedFile[]): Promise<Omit<Ways, "told">> => {
    const restore = (root: string): void => {
      for (const { path, names } of scripts.filter((one) => !put.some(({ path }) => path === one.path)))
        writeFileSync(join(root, path), withScripts(was.get(path)!, is.get(path) ?? "", names));
    };
    const look = (commands: readonly string[], isPut = true) =>
      toldWith(scene, place, base, isPut ? put : [], commands, signal, isPut ? restore : undefined);
    const again = await look(planned.criteria);
    if (again === null) return { red: ["how its criteria go with these as before is not known"], weakened: false };
    const { ran } = again;
    const held = ran.some(findsNoTest) ? [...ran, ...((await look(own))?.ran ?? [])] : ran;
    // What asks for a new test finds none among the earlier ones; all is well where these hold as they were.
    const holds = (path: string): boolean =>
      held.some(
        (one) => one.state === "passed" && one.tests.some(({ file, state }) => file === path && state === "passed"),
      );
    const onlyAdds =
      scripts.length === 0 && put.every(({ path, status }) => status !== "added" && isTestFile(path) && holds(path));
    const back = [...put.map(({ path }) => path), ...scripts.map(({ path }) => path)];
    // What was not there before, such as a script or a recipe, is new; and what looks at such a file itself is no way to test.
    const isNew = (one: WithTests): boolean => one.isMissing && seenBefore(run, item, one.command) === "not_found";
    const looksAt = (one: WithTests): boolean =>
      one.told_by === "exit" && back.some((path) => one.command.includes(path));
    const red = ran.filter((one) => isRed(one) && !(onlyAdds && findsNoTest(one)) && !isNew(one) && !looksAt(one));
    const also =
      theirs.length === 0 ? [] : ((await look(theirs))?.ran ?? []).filter((one) => isRed(one) && !looksAt(one));
    // Those that are red anyhow are told once all tasks are done.
    const whole =
      also.length === 0
        ? null
        : await look(
            also.map(({ command }) => command),
            false,
          );
    const broken = also.filter(({ command }) => whole?.ran.some((one) => one.command === command && !isRed(one)));
    const lines = [...[...red, ...broken].map(ranLine), ...ran.filter(({ isMute }) => isMute).map(muteLine)];
    // A feature that goes takes its tests along.
    const isLost =
      tests.some((one) => !OF_TESTS.test(one.path) && shrunk([one]) > 0) &&
      shrunk(all.filter(({ path }) => !isSupport(path))) <= 0;
    const weakened = red.length + broken.length > 0 && (isLost || scripts.length + files.length > 0);
    const isOf = ({ n, criteria }: PlanTask): boolean =>
      [...red, ...broken].some(({ command }) => criteria.includes(command)) &&
      changedBetween(project, baseOfItem(run, String(n)), acceptedTree(run, String(n)))?.some(({ path }) =>
        back.includes(path),
      ) === true;
    const lost = earlier.filter(isOf).map(({ n }) => String(n));
    return { red: lines.map((line) => `as before, ${line}`), weakened, ...(lost.length === 0 ? {} : { lost }) };
  };
  const found = await without([...fresh, ...files, ...tests]);
  if (fresh.length === 0 || found.red.length === 0) return { told, ...found };
  const isOld = scripts.length + files.length + tests.length > 0;
  return { told, ...found, weakened: isOld && (await without([...files, ...tests])).weakened };
}

/** Scripts that criteria run and that now do nothing. */
const hollowScripts = (was: string | null | undefined, is: string | null | undefined, criteria: readonly string[]) => {
  const [old, now] = [scriptsOf(was ?? ""), scriptsOf(is ?? "")];
  return criteria
    .flatMap(scriptOf)
    .filter((name) => now[name] !== old[name] && passesAlways(String(now[name])))
    .map((name) => `scripts.${name}`);
};

type Texts = ReturnType<typeof readFiles>;

const GONE = "what the project held before the task cannot be read any more";

/** Removes new files of a worktree that are not the item's. Returns where the bytes of each are kept; any other stays. */
const takeAway = ({ project }: Place, outside: readonly ChangedFile[]): Map<string, string> =>
  new Map(
    outside.flatMap(({ path }) => {
      const kept = putBackFile(project, join(project.root, path), undefined);
      return kept === null ? [] : [[path, kept]];
    }),
  );

/**
 * `isMute`: it passed, and its runner, which told of tests before or was asked to now, tells of none that ran; `isMissing`: what
 * it should start is not there.
 */
type WithTests = Ran & Pick<TestRecord["commands"][number], "tests"> & { isMute: boolean; isMissing: boolean };

const muteLine = ({ command }: Ran): string => `${command}: passed, and its runner told of no test`;

/** Whether a command that runs tests has found none to run. */
const findsNoTest = ({ state, told_by, tests }: WithTests): boolean =>
  state === "failed" && told_by === "report" && tests.every((one) => one.state === "skipped");

async function runCriteria(
  { project, run }: Scene,
  place: Place,
  criteria: readonly string[],
  signal: AbortSignal,
): Promise<WithTests[]> {
  const all: WithTests[] = [];
  // To put a worktree back takes away the packages that no ignore file names.
  if (place.stream !== null) must(openWorkstream(project, place.stream));
  for (const text of criteria) {
    const test = approvedAs(run, text);
    if (test === null) throw new Cannot(`nobody has approved ${text}`);
    const { ran, output, isCutShort, isAsked } = await runAs(place.project, run, test, signal);
    const isNone = ran.told_by === "report" && !ran.tests.some((one) => one.state === "passed");
    const isGone = isCutShort && (isAsked || snapshotFacts(run)?.reported?.includes(text));
    const isMute = ran.state === "passed" && (isNone || isGone === true);
    const isMissing = ran.state === "not_found" || (ran.state === "failed" && isNotThere(ran, output));
    all.push({ ...ranOf(ran), tests: ran.tests, isMute, isMissing });
  }
  return all;
}

/** Files of an item's worktree that were changed and are not the item's. In the checkout they were put back, or are the person's. */
function outsideOf({ project, run }: Scene, { stream }: Place, planned: PlanTask, tree: string): ChangedFile[] {
  const base = stream === null ? null : baseOfItem(run, String(planned.n));
  const isOwn = mayChange(planned);
  return base === null
    ? []
    : changedFiles(project.root, base, tree, treeStore(project)).filter(({ path }) => !isOwn(path));
}

/** What the newest result says is missing: an item whose executor says so is not done, whatever its criteria show. */
function unfinished({ project, run }: Scene, item: string): string[] {
  const last: Task | undefined = resultsOf(run, item).at(-1);
  if (last === undefined || !["partial", "failed"].includes(last.outcome ?? "")) return [];
  const reason = accepted<TaskResult>(project, last.artifact)?.reason;
  return [`its executor says that it is ${last.outcome === "partial" ? "done in part" : "not done"}: ${reason ?? ""}`];
}
