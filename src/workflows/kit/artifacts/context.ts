import { existsSync } from "node:fs";
import { join } from "node:path";
import { gateOf } from "../../../engine/gates.ts";
import {
  type Finding,
  gatesAnswered,
  openFindings,
  type Run,
  type Task,
} from "../../../engine/run.ts";
import { once } from "../../../process/once.ts";
import { pathIn } from "../../../project/project.ts";
import { denyList } from "../../../project/secrets/deny-list.ts";
import {
  changedFiles,
  changedLines,
  hasFolder,
  readFiles,
} from "../../../project/trees/changes.ts";
import { baseOf } from "../../../record/accepted.ts";
import { byAuthor } from "../../../record/changes/authors.ts";
import type { Scene } from "../../../record/scene.ts";
import { isTree } from "../../../record/subject.ts";
import { passedTests } from "../../../record/tests/test-record.ts";
import type { Checked } from "../../contract/contract.ts";
import { type ReviewContext, uncheckable } from "../../review/check.ts";
import type { Change } from "../../review/evidence/change.ts";
import { type EarlierTest, earlierTests } from "../../review/evidence/earlier-tests.ts";
import { type PlanText, pathProblem } from "../../review/evidence/evidence.ts";
import { nearestQuote } from "../../review/evidence/quote.ts";
import { insistedOf } from "../../review/findings/declined.ts";
import { sinceRaised } from "../../review/findings/since.ts";
import type { Ground } from "../ground.ts";

/** What an artifact is checked against: facts of the run and of the reviewed subject. */
export interface CheckContext extends ReviewContext {
  document: PlanText | null;
  hasFolder: (path: string) => boolean;
  change: Change;
  work: Work;
  /** Tests that passed before the change and do not on its code. */
  earlier: EarlierTest[];
  /** Declined findings that the person wants mended. */
  insisted: string[];
}

/** What became of the project in the task itself. */
interface Work {
  /** It is the work, and no fix of it. */
  isFirst: boolean;
  /** No task of the run has changed anything so far, whatever was changed by hand. */
  isNothing(): boolean;
  /** Paths that the task changed, in its earlier attempts too. */
  changed: string[];
  /** A path as the tree names it. */
  pathOf: (named: string) => string;
  /** Whether it is there, where the tree does not hold it. */
  isIgnored: (path: string) => boolean;
}

/**
 * Shown by a test that fails on the change and not without it: no word undoes that but the
 * person's, who let a fix be.
 */
const isProven = (run: Run, { gate, shown, before }: Finding): boolean =>
  shown === "proven" &&
  !before &&
  !run.tasks.some(
    (task) =>
      task.kind === "fix" && task.waiver !== null && gatesAnswered(run, task).includes(gate),
  );

/**
 * What is read from the run's objects, and from the tree that the task is about: of that only
 * `paths`, all at once.
 */
function contextOf(
  ground: Ground,
  scene: Scene,
  task: Task,
  now: string | null,
  paths: string[],
): CheckContext {
  const { project, workflow, run } = scene;
  const gate = gateOf(workflow, run, task.gate);
  // A verdict is about what its reviewer was given. Where the project has changed since, the task's
  // end says so.
  const isReview = gate.gate === "review" && task.kind !== "fix";
  const subject = now !== null && isReview ? (task.dispatch?.subject ?? now) : now;
  const tree = isTree(subject) ? subject : null;
  const open = openFindings(run, gatesAnswered(run, task));
  const answers = task.kind !== "fix" && open.length > 0;
  const since = answers
    ? sinceRaised(scene, open, subject, (before, words) => ground.since?.(scene, before, words?.at))
    : () => undefined;
  return {
    criteria: ground.criteria(scene).map((criterion) => criterion.id),
    open: (task.kind === "fix" || gate.gate === "review" ? open : []).map((one) => {
      return {
        id: one.id,
        severity: one.severity,
        since: since(one.id),
        proven: isProven(run, one),
      };
    }),
    earlier: isReview ? earlierTests(scene) : [],
    insisted: task.kind === "fix" ? insistedOf(workflow, run, gatesAnswered(run, task)) : [],
    allowedStatuses: gate.gate === "review" ? Object.keys(gate.on) : [],
    document: ground.document?.(scene) ?? null,
    hasFolder: (path) => tree !== null && hasFolder(project, tree, path),
    change: changeOf(scene, tree, paths.map(pathIn(project.root))),
    work: {
      isFirst: task.kind !== "fix",
      isNothing: () => {
        const base = baseOf(run);
        return tree !== null && base !== null && byAuthor(scene, base, tree).run.length === 0;
      },
      changed:
        tree === null || task.base === null
          ? []
          : changedFiles(project, task.base, tree).map((changedFile) => changedFile.path),
      pathOf: pathIn(project.root),
      isIgnored: (path) => existsSync(join(project.root, path)),
    },
  };
}

/** The change of the run up to `tree`, of which a review names `paths`. @throws TreeUnreadable */
function changeOf({ project, run }: Scene, tree: string | null, paths: string[]): Change {
  const base = baseOf(run);
  const named = paths.filter((path) => pathProblem(path) === null);
  const textsIn = (at: string | null, files: string[]): Map<string, string | null> =>
    at === null ? new Map() : readFiles(project, at, files);
  const [now, before] = [once(() => textsIn(tree, named)), once(() => textsIn(base, named))];
  const isKnown = tree !== null && base !== null;
  // Where nothing says what it was before, all of it may be the change's.
  const changed = isKnown
    ? changedFiles(project, base, tree).map((changedFile) => changedFile.path)
    : named;
  const lines = once(() => (isKnown ? changedLines(project, base, tree, named) : new Map()));
  const every = once(() => [textsIn(base, changed), textsIn(tree, changed)] as const);
  const holding = (texts: Map<string, string | null>, quote: string): string[] =>
    [...texts].flatMap(([path, text]) =>
      text !== null && nearestQuote(text, quote, null) !== null ? [path] : [],
    );
  return {
    changed,
    read: (path) => now().get(path) ?? null,
    readBefore: (path) => before().get(path) ?? null,
    linesOf: (path) => lines().get(path) ?? null,
    homesOf: (quote) => ({ before: holding(every()[0], quote), now: holding(every()[1], quote) }),
    hidden: denyList(run.settings.secrets),
    tests: tree === null ? [] : passedTests(project, run, tree),
  };
}

/**
 * A pure check against the run's record. `pathsOf`: files of the reviewed tree that the artifact
 * names.
 */
export const inContext =
  <T>(
    ground: Ground,
    check: (value: T, context: CheckContext) => Checked,
    pathsOf: (value: T) => string[] = () => [],
  ) =>
  (value: T, scene: Scene, task: Task, subject: string | null): Checked => {
    // Without what it is checked against nothing would be due.
    const lost = ground.lost?.(scene) ?? null;
    return lost === null
      ? check(value, contextOf(ground, scene, task, subject, pathsOf(value)))
      : uncheckable(lost);
  };
