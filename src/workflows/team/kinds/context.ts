import { join } from "node:path";
import type { Run, Task } from "../../../engine/run.ts";
import { changedFiles } from "../../../project/changes.ts";
import { filesIn, treeStore } from "../../../project/project.ts";
import type { Scene } from "../../../record/scene.ts";
import { isTree } from "../../../record/subject.ts";
import { mostCriteria } from "../../../settings.ts";
import { briefOf, documentText, notesOf } from "../accepted.ts";
import { areasOf, changedAreas, REST, TESTS } from "../areas.ts";
import { declinable } from "../declined.ts";
import { parseBrief } from "../documents/brief.ts";
import { MAX_PROMOTED } from "../documents/lessons.ts";
import { inAreaOf, isTestOf, partTrees, workFolder } from "../ownership.ts";
import { BRIEF, isOwnFile } from "../paths.ts";
import { reviewsOf } from "../peer-review/tally.ts";
import { roleOf, type TeamFacts } from "../recorded.ts";
import { openQuestions } from "../rules.ts";
import { trackOf } from "../tracks.ts";
import { openWarnings } from "../warnings.ts";

/** What a brief says of a task, and what its artifact is checked against. */
export function taskFacts(run: Run, task: Task) {
  return {
    /** `pm`, `principal`, `dev-<area>`, `dev-qa` or `security`. */
    role: roleOf(task),
    /** The area that the task is about; null for a task about the whole. */
    item: task.item,
    track: trackOf(run),
    openQuestions: openQuestions(run).map((one) => one.text),
    /** Open ones. */
    warnings: openWarnings(run).map(({ id, text }) => ({ id, text })),
    /** Parts that this reviewer has to review. */
    reviews: task.schema === "peer-review" ? reviewsOf(run, task) : [],
    /** What reviewers ask of this fix, and what its owner may decline with a reason. */
    mayDecline: declinable(run, task),
    maxLessons: MAX_PROMOTED,
    maxCriteria: mostCriteria(run.settings),
  };
}

/** What a role's artifact is checked against: facts of the run, and of the project as the role has left it. */
export type CheckContext = ReturnType<typeof contextOf>;

/** Gathered once for a check; the trees are read only where a check asks for them. @throws TreeUnreadable */
export function contextOf(scene: Scene, task: Task, subject: string | null) {
  const { project, run } = scene;
  const work = workFolder(project, run, task);
  const known = new Map<string, TeamFacts["trees"]>();
  const treesOf = (tree: string | null): TeamFacts["trees"] => {
    if (!isTree(tree)) return undefined;
    if (!known.has(tree)) known.set(tree, partTrees(project, run, tree));
    return known.get(tree);
  };
  const changed =
    task.edits === null || task.base === null || subject === null
      ? null
      : changedFiles(project.root, task.base, subject, treeStore(project))
          .map((one) => one.path)
          .filter((path) => !isOwnFile(path));
  return {
    ...taskFacts(run, task),
    /** Names, in the order of the settings. */
    areas: Object.keys(areasOf(run.settings)),
    inArea: inAreaOf(run),
    isTest: isTestOf(run),
    // Its own documents lie in the project; what it builds where it works.
    document: (path: string): string | null => documentText(isOwnFile(path) ? project.root : work, path),
    list: (folder: string): string[] => filesIn(join(project.root, folder)),
    /** Files that this task changed, without those of the workflow's folder; null where that is unknown. */
    changed,
    changedAreas: changedAreas(run),
    /** The content of each part, named by hash: as it is now, and as it was when the task began; undefined: it has no tree. */
    trees: () => treesOf(subject),
    treesBefore: () => treesOf(task.dispatch?.subject ?? subject),
    /** As the run has last accepted it; null before that. */
    brief: briefOf(scene),
    /** Those that the principal has to answer. */
    notes: notesOf(scene),
  };
}

/** The parts of some files, each once. */
export function partsOfFiles(paths: readonly string[], { areas, inArea, isTest }: CheckContext): string[] {
  const of = (path: string): string[] => {
    const owners = areas.filter((area) => inArea(path, area));
    return owners.length > 0 ? owners : [REST];
  };
  return [...new Set(paths.flatMap((path) => (isTest(path) ? [TESTS] : of(path))))];
}

/** Numbers of the criteria of the accepted brief, else of the one that is there. */
export function criteriaNumbers({ brief, document }: Pick<CheckContext, "brief" | "document">): number[] {
  const there = brief === null ? document(BRIEF) : null;
  const { criteria = [] } = brief ?? (there === null ? {} : parseBrief(there).brief);
  return criteria.map((one) => one.number);
}
