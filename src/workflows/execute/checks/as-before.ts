import { type ChangedFile, changedBetween, changedFiles, shownPath } from "../../../project/changes.ts";
import { treeStore } from "../../../project/project.ts";
import { couldPutBack } from "../../../project/put-back.ts";
import { restoreWorkstream } from "../../../project/worktrees/worktrees.ts";
import { byAuthor } from "../../../record/authors.ts";
import type { Scene } from "../../../record/scene.ts";
import { given, someOf } from "../../../text.ts";
import { inOldCopy, isShorter, restsOf, shrunk } from "../../checks/as-before.ts";
import { codeOf, emptyFiles } from "../../checks/emptied.ts";
import type { Evidence } from "../../checks/evidence.ts";
import { scriptOf, scriptsOf } from "../../how-tests-run.ts";
import { acceptedTree, baseOfItem, criteriaOf, isDone, type PlanTask, seenBefore, snapshotFacts } from "../plan.ts";
import { passesAlways, READS } from "../plan-rules.ts";
import { isCode, isTestFile } from "../test-file.ts";
import { doubtsOf, findsNoTest, isRed, type Ran, ranLine, runCriteria, type WithTests } from "./criteria.ts";
import { approvedAs, Cannot, type Look, must, type Place, SHOWN, treeAt } from "./place.ts";

/** How criteria go with parts of the work as they were before it. */

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
  look: Look,
  base: string,
  put: readonly ChangedFile[],
  commands: string[],
  restore?: ReturnType<typeof restsOf>["restore"],
) {
  const { project } = look.scene;
  const { stream } = look.place;
  const work = (there: Place): Promise<WithTests[]> => {
    restore?.(there.project.root, put);
    return runCriteria({ ...look, place: there }, commands);
  };
  if (stream === null) {
    const ran = await inOldCopy(project, base, put, (copy) => work({ project: copy, stream }));
    return ran && { ran, taken: [], isCopy: true };
  }
  const ran = couldPutBack(project, look.place.project.root, base, put) ? await work(look.place) : null;
  const { taken } = must(restoreWorkstream(project, stream));
  return ran && { ran, taken, isCopy: false };
}

/** The same, where what is red in a copy is so for what was put back: not where all of the work is red there, too. */
async function toldWith(...of: Parameters<typeof runWith>): Promise<Again | null> {
  const found = await runWith(...of);
  if (!found?.isCopy || !found.ran.some(isRed)) return found;
  const [look, base, , commands] = of;
  const whole = await runWith(look, base, [], commands);
  return whole === null || whole.ran.some(isRed) ? null : found;
}

type Work = NonNullable<ReturnType<typeof workOf>>;

const namesOf = (files: readonly ChangedFile[]): string => {
  const paths = files.map(({ path }) => shownPath(path));
  return someOf(paths, SHOWN);
};

/** What an item has changed, and the tree from which it did. */
export function workOf(scene: Scene, place: Place, planned: PlanTask) {
  const { project } = scene;
  const base = baseOfItem(scene.run, String(planned.n));
  const tree = treeAt(scene, place);
  return base === null ? null : { base, tree, changed: changedFiles(project.root, base, tree, treeStore(project)) };
}

/** Languages that have tests and code in one file: there nobody can tell whether a test failed without its code. */
const MAY_HOLD_TESTS = /\.(?:rs|zig|d)$/;

/** How criteria go with all that they rest on as the work has it, and its code as it was before. */
interface Bare {
  shown: Evidence;
  ran: Ran[];
  taken: Again["taken"];
  /** Why it is not shown. */
  why?: string;
  /** Why tests that have to be seen failing were not. */
  problems: string[];
}

const UNSEEN: Bare = { shown: "unknown", ran: [], taken: [], problems: [] };

/**
 * What criteria pass by that rest on files of the work itself, such as its tests, is seen without its code: one has to fail
 * then. Null: there is nothing to tell apart. `green`: how they went with all of it. @throws Cannot
 */
export async function withoutCode(look: Look, planned: PlanTask, work: Work, green: WithTests[]): Promise<Bare | null> {
  const { base, changed } = work;
  // Whoever asks to see tests fail means these alone; of any other work no data or configuration may be all of it.
  const code = changed.filter(({ path }) => (planned.tdd ? !isTestFile(path) : isCode(path)));
  const never = (...why: string[]): string[] => (planned.tdd ? [`never red: ${why[0]}`, ...why.slice(1)] : []);
  const hasTests = changed.some(({ path }) => isTestFile(path));
  const isMixed = !hasTests && code.some(({ path }) => MAY_HOLD_TESTS.test(path));
  if (planned.tdd && !hasTests && !isMixed) {
    const problems = never("no test file was changed, expected one that fails without the rest of the work");
    return { ...UNSEEN, problems };
  }
  if (!planned.tdd && (green.length === 0 || code.length === 0 || code.length === changed.length)) return null;
  const again = await toldWith(look, base, code, planned.criteria);
  if (again === null && planned.tdd) throw new Cannot(GONE);
  if (again === null) return { ...UNSEEN, why: "it is unknown whether its criteria pass without its code" };
  const { ran, taken } = again;
  const runsTests = (command: string): boolean =>
    green.some((one) => one.command === command && (one.told_by ?? "exit") !== "exit");
  // A test that has to be red is no build that is.
  const counts = planned.tdd && green.some(({ command }) => runsTests(command)) ? runsTests : () => true;
  const hasFailed = ran.some((one) => counts(one.command) && ["failed", "not_found"].includes(one.state));
  if (hasFailed) return { shown: "proven", ran, taken, problems: [] };
  const problems = isMixed
    ? []
    : never(
        "with its tests on the old code, no test fails; expected at least one to fail",
        ...ran.map((one) => `without the work: ${ranLine(one)}`),
      );
  return { shown: "unknown", why: `its criteria pass with the old ${namesOf(code)}`, ran, taken, problems };
}

/**
 * Why commands that failed without the work's code do not prove it: they pass with its files emptied, too, and so show no more
 * than names. Null: one of them fails so, or that cannot be told. @throws Cannot
 */
export async function onEmptied(look: Look, { base, changed }: Work, commands: string[]): Promise<string | null> {
  const code = codeOf(changed);
  if (code.length === 0 || commands.length === 0) return null;
  const found = await runWith(look, base, [], commands, (root) => emptyFiles(root, code));
  if (found === null || found.ran.some(isRed)) return null;
  return `its criteria pass with an emptied ${namesOf(code)}`;
}

/** What an item was to change beside what its criteria rest on; of files that all tasks of a plan share each may leave some. */
export function unmet(scene: Scene, place: Place, planned: PlanTask, { base, tree, changed: all }: Work): string[] {
  const changed = place.stream === null ? byAuthor(scene, base, tree).run : all;
  if (changed.some(({ path }) => isCode(path))) return [];
  const shared = snapshotFacts(scene.run)?.plan_files?.[planned.plan ?? ""] ?? [];
  const areTests = changed.every(({ path }) => isTestFile(path));
  const left = planned.files.filter(
    (file) => !shared.includes(file) && (/[*?[{]/.test(file) ? areTests && !isTestFile(file) : isCode(file)),
  );
  return given(left.length > 0, `only ${namesOf(changed)} changed, and not ${someOf(left.map(shownPath), SHOWN)}`);
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
export const UNTOUCHED: Ways = { told: [], red: [], weakened: false };

/** Runs criteria with test scripts, configuration of runners and earlier tests as they were. @throws Cannot */
export async function asBefore(look: Look, planned: PlanTask, work: Work): Promise<Ways> {
  const { project, run } = look.scene;
  const item = String(planned.n);
  const { tests, files, fresh, manifests, scripts, told, restore } = restsOf(project, work);
  const hollow = manifests.flatMap(({ was, is }) => hollowScripts(was, is, planned.criteria));
  if (hollow.length > 0) return { told: hollow, red: ["they can no longer fail"], weakened: true };
  if (told.length === 0) return UNTOUCHED;
  const isApproved = (one: string): boolean => approvedAs(run, one) !== null;
  const { items = [], tests: whole = [] } = snapshotFacts(run) ?? {};
  const earlier = items.filter(({ n }) => String(n) !== item && isDone(run, String(n)));
  // The project's own tests, too, as some of the earlier ones may be run by no criterion.
  const further = [...new Set([...criteriaOf(earlier), ...whole])].filter(
    (one) => !planned.criteria.includes(one) && isApproved(one),
  );
  const without = async (put: readonly ChangedFile[]): Promise<Omit<Ways, "told">> => {
    const back = [...put, ...scripts].map(({ path }) => path);
    const seen = async (commands: string[]): Promise<WithTests[] | null> =>
      commands.length === 0 ? [] : ((await toldWith(look, work.base, put, commands, restore))?.ran ?? null);
    // What looks at such a file itself is no way to test.
    const isRedNow = (one: WithTests): boolean =>
      isRed(one) && !(READS.test(one.command) && back.some((path) => one.command.includes(path)));
    const ran = await seen(planned.criteria);
    if (ran === null)
      return { red: ["it is unknown whether its criteria pass with the old versions"], weakened: false };
    const others = (await seen(further)) ?? [];
    const held = [...ran, ...others];
    // What asks for a new test finds none among the earlier ones; all is well where these hold as they were.
    const holds = (path: string): boolean =>
      held.some(
        (one) => one.state === "passed" && one.tests.some(({ file, state }) => file === path && state === "passed"),
      );
    const onlyAdds =
      scripts.length === 0 && put.every(({ path, status }) => status !== "added" && isTestFile(path) && holds(path));
    // A script or a recipe that was not there before is new.
    const isNew = (one: WithTests): boolean => one.isMissing && seenBefore(run, item, one.command) === "not_found";
    const own = ran.filter((one) => isRedNow(one) && !(onlyAdds && findsNoTest(one)) && !isNew(one));
    const worse = others.filter(isRedNow);
    // Those that are red anyhow are told once all tasks are done.
    const now = worse.length === 0 ? null : await runWith(look, work.base, [], worse.map(commandOf));
    const anyhow = (now?.ran ?? []).filter(isRed).map(commandOf);
    const red = [...own, ...worse.filter(({ command }) => !anyhow.includes(command))];
    const lines = [...red.map(ranLine), ...doubtsOf(ran)];
    // A feature that goes takes its tests along.
    const isLost = tests.some(isShorter) && shrunk(work.changed.filter(({ path }) => isCode(path))) <= 0;
    const weakened = red.length > 0 && (isLost || scripts.length + files.length > 0);
    const isOf = ({ n, criteria }: PlanTask): boolean =>
      red.some(({ command }) => criteria.includes(command)) &&
      changedBetween(project, baseOfItem(run, String(n)), acceptedTree(run, String(n)))?.some(({ path }) =>
        back.includes(path),
      ) === true;
    const lost = earlier.filter(isOf).map(({ n }) => String(n));
    return {
      red: lines.map((line) => `with the old versions, ${line}`),
      weakened,
      ...(lost.length === 0 ? {} : { lost }),
    };
  };
  const found = await without([...fresh, ...files, ...tests]);
  if (fresh.length === 0 || found.red.length === 0) return { told, ...found };
  const isOld = scripts.length + files.length + tests.length > 0;
  return { told, ...found, weakened: isOld && (await without([...files, ...tests])).weakened };
}

const commandOf = ({ command }: Ran): string => command;

/** Scripts that criteria run, and that were changed or made so that they do nothing. */
function hollowScripts(was: string, is: string, criteria: readonly string[]): string[] {
  const [old, now] = [scriptsOf(was), scriptsOf(is)];
  return criteria
    .flatMap(scriptOf)
    .filter((name) => now[name] !== undefined && now[name] !== old[name] && passesAlways(String(now[name])))
    .map((name) => `scripts.${name}`);
}

export const GONE = "the project's state before the task can no longer be read";
