import { join } from "node:path";
import { limitOf } from "../../../engine/decisions/rounds.ts";
import { gateOf } from "../../../engine/gates.ts";
import { type Run, type Task, taskOf } from "../../../engine/run.ts";
import { isWithin, repositoriesInside } from "../../../project/files.ts";
import {
  type ChangedFile,
  changedFiles,
  diffTrees,
  displayPath,
} from "../../../project/trees/changes.ts";
import { putBackFile } from "../../../project/trees/put-back.ts";
import { commitWorkstream, restoreWorkstream } from "../../../project/worktrees/workstreams.ts";
import { accepted } from "../../../record/accepted.ts";
import { byAuthor } from "../../../record/changes/authors.ts";
import type { Scene } from "../../../record/scene.ts";
import { excludedFolders } from "../../../record/subject.ts";
import { statAt } from "../../../store/files/plain-file.ts";
import { given, someOf, typed } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { unanswered } from "../../review/evidence/earlier-tests.ts";
import { shows, together } from "../../tests/evidence.ts";
import { NO_REGRESSION, type Regressions, regressionFacts } from "../../tests/regression-check.ts";
import { approvedAs, ofCommand } from "../../tests/run-command.ts";
import { unknownOutcomeLine } from "../../unshown.ts";
import type { TaskResult } from "../kind.ts";
import {
  baseOfItem,
  mayChange,
  type PlanTask,
  REVIEWED,
  resultsOf,
  seenBefore,
  snapshotFacts,
} from "../plan/plan.ts";
import { doubtsOf, isRed, type Ran, ranLine, runCriteria } from "./criteria.ts";
import {
  failsWithoutChange,
  GONE,
  itemRegressions,
  onEmptied,
  unmet,
  workOf,
} from "./fail-to-pass.ts";
import {
  clipped,
  Inconclusive,
  MAX_NAMES,
  plannedOf,
  result,
  treeAt,
  unwrap,
  type Workspace,
  workspaceOf,
} from "./workspace.ts";

/**
 * Whether the item's criteria are met and nothing but its files is changed, as far as the program
 * sees it.
 */
export const accept: Check = async (scene, task, signal) => {
  const { workflow, run } = scene;
  const found = await acceptance(scene, task.item ?? "", signal);
  const { tree, problems, unapproved } = found;
  const item = task.item ?? "";
  const { criteria } = plannedOf(run, item);
  const warnings = uncommitted(scene, item, tree);
  const [why = ""] = clipped(found.doubts.length === 0 ? [] : [found.doubts.join("; ")]);
  const say = (outcome: string, more: string[] = []) =>
    result(task, outcome, {
      ...found,
      problems: [...more, ...problems],
      facts: {
        tree,
        evidence: found.evidence,
        ...(why === "" ? {} : { why }),
        ...(found.ways.items.length === 0 ? {} : { lost: found.ways.items }),
        ...(found.ways.regressed.length > 0 || found.ways.inconclusive !== null
          ? regressionFacts(found.ways)
          : {}),
        ...(warnings.length === 0 ? {} : { warnings }),
        ...(found.red === undefined ? {} : { red: clipped(found.red.map(ranLine)) }),
      },
      commands: unapproved,
    });
  if (unapproved.length > 0) return say("unapproved");
  if (problems.length === 0) {
    // Criteria that hold without any work show nothing of it.
    if (isHidden(scene, task, found.ways))
      return say(found.ways.scriptEdits.length > 0 ? "bent" : "weakened", [why]);
    if (hasChanged(scene, item, tree)) return say(criteria.length === 0 ? "unchecked" : "pass");
    const reason = reasonOf(scene, resultsOf(run, task.item).at(-1)) ?? "nothing";
    return say("unchanged", [`it changed nothing; its executor says: ${reason}`]);
  }
  const tries = attempts(run, task.item);
  const most = limitOf(workflow, run, "tries");
  if (tries >= most)
    return say("spent", [`tried ${tries} times, the maximum that limits.tries allows`]);
  return say("fail");
};

interface Ways extends Regressions {
  scriptEdits: string[];
  items: string[];
}
const NO_WAYS: Ways = { ...NO_REGRESSION, scriptEdits: [], items: [] };

/**
 * They hold by how they are started alone; or earlier tests do not pass, and nobody reviews the code
 * who could say why.
 */
export function isHidden(scene: Scene, { gate }: Task, { regressed, scriptEdits }: Ways): boolean {
  const { workflow, run } = scene;
  const isReviewed = workflow.rules?.[REVIEWED]?.(run, gateOf(workflow, run, gate)) === true;
  return scriptEdits.length > 0 || (!isReviewed && unanswered(scene, regressed).length > 0);
}

/** What of it speaks against the work. */
export const waysLines = ({ regressed, scriptEdits, inconclusive }: Ways): string[] => [
  ...scriptEdits.map((one) => `${one}: passes by what starts it alone, which it changed`),
  ...given(
    regressed.length > 0,
    `passed before, and does not on its code: ${someOf(regressed, MAX_NAMES)}`,
  ),
  ...given(inconclusive !== null, unknownOutcomeLine(inconclusive ?? "")),
];

/** Whether the run has changed anything since an item began; in a worktree nobody else does. */
function hasChanged(scene: Scene, item: string, tree: string): boolean {
  const base = baseOfItem(scene.run, item);
  if (base === null || workspaceOf(scene, item).stream !== null) return tree !== base;
  return byAuthor(scene, base, tree).run.length > 0;
}

/** What no commit of the run will have: files of repositories inside the project. */
function uncommitted(scene: Scene, item: string, tree: string): string[] {
  const { run, workflow } = scene;
  const changed = diffTrees(scene.project, baseOfItem(run, item), tree) ?? [];
  if (
    changed.length === 0 ||
    (!snapshotFacts(run)?.commits && workspaceOf(scene, item).stream === null)
  )
    return [];
  const inside = repositoriesInside(scene.project, excludedFolders(workflow));
  const files = changed.map(({ path }) => path).filter(isWithin(inside));
  if (files.length === 0) return [];
  const ways = inside
    .filter((one) => files.some(isWithin([one])))
    .map((one) => `git -C ${typed(one)} commit`);
  return [
    `Task ${item} changed files of a repository inside, which no commit of the run has: ${someOf(files, MAX_NAMES)}. Commit them there, with \`${ways.join("`, `")}\`, and here what is left`,
  ];
}

/**
 * How often somebody has worked to meet an item's criteria; making room for what the person changed
 * is no try.
 */
const attempts = (run: Run, item: string | null): number =>
  resultsOf(run, item).filter(
    ({ kind, fixes }) =>
      kind !== "fix" || (fixes !== null && taskOf(run, fixes)?.who.program === "accept"),
  ).length;

/**
 * Looks at an item's work, and leaves its folder as it was. `tree`: what was judged; `problems`:
 * none where it holds; `outside`: files that the item may not change; `red`: how criteria that have
 * to be seen failing went with its tests alone; `taken_out`: files of no task that are gone from
 * its worktree, each with the place where its bytes are; `doubts`: why criteria that hold show
 * nothing. @throws Inconclusive
 */
export async function acceptance(scene: Scene, item: string, signal: AbortSignal) {
  const { project, run } = scene;
  const planned = plannedOf(run, item);
  const workspace = workspaceOf(scene, item);
  const begun = treeAt(scene, workspace);
  const outside = outsideOf(scene, workspace, planned, begun);
  const unapproved = planned.criteria.filter((text) => approvedAs(run, text) === null);
  // What commands leave behind comes again when the criteria run; a file that does not is
  // somebody's work.
  const mayBeLeft =
    outside.every(({ status }) => status === "added") && unfinished(scene, item).length === 0;
  const made =
    workspace.stream !== null && unapproved.length === 0 && mayBeLeft
      ? takeAway(workspace, outside)
      : new Map<string, string>();
  const tree = made.size === 0 ? begun : treeAt(scene, workspace);
  // What the commands below leave behind is no part of the work: from here on the commit is.
  const work =
    workspace.stream === null ? null : unwrap(commitWorkstream(project, workspace.stream));
  const notOwn = (path: string): string =>
    `${path}: changed, but task ${item} may change only ${planned.files.join(", ")}`;
  const wrong = [
    ...unfinished(scene, item),
    ...outside.filter(({ path }) => !made.has(path)).map(({ path }) => notOwn(path)),
  ];
  if (unapproved.length > 0) {
    const found = {
      ...{
        tree,
        unapproved: [],
        outside: outside.map(({ path }) => path),
        ran: [] as Ran[],
        red: undefined,
      },
      ...{ ways: NO_WAYS, doubts: [], evidence: "unknown" as const },
    };
    // What has to be mended anyhow is no reason to ask the person.
    if (wrong.length > 0) return { ...found, problems: wrong };
    return { ...found, problems: unapproved.map((text) => `${text} is not approved`), unapproved };
  }
  const context = { scene, workspace, signal };
  const ran = await runCriteria(context, planned.criteria);
  const missing = [...made.keys()].filter(
    (path) => statAt(join(workspace.project.root, path)) === undefined,
  );
  const restored =
    workspace.stream === null
      ? null
      : unwrap(restoreWorkstream(project, workspace.stream, work?.commit));
  const isGreen =
    wrong.length === 0 && missing.length === 0 && ran.every((one) => one.state === "passed");
  const own = workOf(scene, workspace, planned);
  const canTell = isGreen && own !== null;
  if (planned.tdd && isGreen && workspace.stream === null)
    throw new Inconclusive(
      "its tests must be seen to fail first, which needs a git repository: run git init",
    );
  if (planned.tdd && isGreen && own === null) throw new Inconclusive(GONE);
  const withoutChange = canTell ? await failsWithoutChange(context, planned, own, ran) : null;
  const problems = [
    ...(withoutChange?.problems ?? []),
    ...wrong,
    ...missing.map((path) => `${notOwn(path)}; it was removed`),
    ...ran.filter(isRed).map(ranLine),
  ];
  const named = outside
    .map(({ path }) => path)
    .filter((path) => !made.has(path) || missing.includes(path));
  const taken = [
    ...missing.map((path) => ({ path, kept: made.get(path)! })),
    ...[...(restored?.taken ?? []), ...(withoutChange?.taken ?? [])].filter(
      ({ path }) => !made.has(path),
    ),
  ].map(({ path, kept }) => `${displayPath(path)} (${kept})`);
  const ways =
    problems.length === 0 && canTell ? await itemRegressions(context, planned, own, ran) : NO_WAYS;
  const seen = ran.map(({ command, state }) => shows(seenBefore(run, item, command), state));
  const shown = withoutChange?.shown ?? together(seen);
  const proving = withoutChange?.ran.filter(isRed) ?? ran.filter((_, at) => seen[at] === "proven");
  const against = waysLines(ways);
  const isShown = shown === "proven" && canTell && problems.length + against.length === 0;
  const hollow = isShown
    ? await onEmptied(
        context,
        own,
        proving.map(({ command }) => command),
        withoutChange?.ran ?? [],
      )
    : null;
  const doubts = [
    ...against,
    ...doubtsOf(ran),
    ...(own === null ? [] : unmet(scene, workspace, planned, own)),
    ...given(withoutChange?.why !== undefined, withoutChange?.why ?? ""),
    ...given(hollow !== null, hollow ?? ""),
  ];
  return {
    ...{ tree, problems, unapproved: [], outside: named, ran: ran.map(ofCommand), ways, doubts },
    evidence: doubts.length > 0 ? ("unknown" as const) : shown,
    red: planned.tdd ? withoutChange?.ran.map(ofCommand) : undefined,
    ...(taken.length === 0 ? {} : { taken_out: taken }),
  };
}

/**
 * Removes new files of a worktree that are not the item's. Returns where the bytes of each are
 * kept; any other stays.
 */
const takeAway = ({ project }: Workspace, outside: readonly ChangedFile[]): Map<string, string> =>
  new Map(
    outside.flatMap(({ path }) => {
      const kept = putBackFile(project, join(project.root, path), undefined);
      return kept === null ? [] : [[path, kept]];
    }),
  );

/**
 * Files of an item's worktree that were changed and are not the item's. In the checkout they were
 * put back, or are the person's.
 */
function outsideOf(
  { project, run }: Scene,
  { stream }: Workspace,
  planned: PlanTask,
  tree: string,
): ChangedFile[] {
  const base = stream === null ? null : baseOfItem(run, String(planned.n));
  const isOwn = mayChange(planned);
  return base === null ? [] : changedFiles(project, base, tree).filter(({ path }) => !isOwn(path));
}

/**
 * What the newest result says is missing: an item whose executor says so is not done, whatever its
 * criteria show.
 */
function unfinished(scene: Scene, item: string): string[] {
  const last = resultsOf(scene.run, item).at(-1);
  if (!["partial", "failed"].includes(last?.outcome ?? "")) return [];
  const part = last?.outcome === "partial" ? "partly" : "not";
  return [`its executor says it is ${part} done: ${reasonOf(scene, last) ?? ""}`];
}

const reasonOf = ({ project }: Scene, result: Task | undefined) =>
  accepted<TaskResult>(project, result?.artifact ?? null)?.reason;
