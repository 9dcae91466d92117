import { join } from "node:path";
import type { Task } from "../../../engine/run.ts";
import { changedFiles } from "../../../project/changes.ts";
import { filesIn, treeStore } from "../../../project/project.ts";
import type { Scene } from "../../../record/scene.ts";
import { isTree } from "../../../record/subject.ts";
import { briefOf, documentText, notesOf } from "../accepted.ts";
import { areasOf, changedAreas, REST, TESTS } from "../areas.ts";
import { declinable } from "../declined.ts";
import { type Brief, parseBrief } from "../documents/brief.ts";
import type { RoleNotes } from "../documents/design-notes.ts";
import { MAX_PROMOTED } from "../documents/lessons.ts";
import type { Warning } from "../documents/warnings.ts";
import { inAreaOf, isTestOf, partTrees, workFolder } from "../ownership.ts";
import { BRIEF, isOwnFile } from "../paths.ts";
import { reviewsOf } from "../peer-review/tally.ts";
import { roleOf, type TeamFacts } from "../recorded.ts";
import { openQuestions } from "../rules.ts";
import { type Track, trackOf } from "../tracks.ts";
import { openWarnings } from "../warnings.ts";

/** What a role's artifact is checked against: facts of the run, and of the project as the role has left it. */
export interface CheckContext {
  /** `pm`, `principal`, `dev-<area>`, `dev-qa`, `security`. */
  role: string;
  /** The task's area, where it has one. */
  item: string | null;
  track: Track;
  /** Names, in the order of the settings. */
  areas: string[];
  inArea(path: string, area: string): boolean;
  isTest(path: string): boolean;
  /** Text of a project file, null where it is missing. */
  document(path: string): string | null;
  /** Names of the files directly in a folder of the project. */
  list(folder: string): string[];
  /** Files that this task changed in the project, without those of the workflow's folder; null where that is unknown. */
  changed: string[] | null;
  /** Areas that the run has changed. */
  changedAreas: string[];
  /** The content of each part, named by hash: as it is now, and as it was when the task began; undefined: it has no tree. */
  trees(): TeamFacts["trees"];
  treesBefore(): TeamFacts["trees"];
  /** The brief as the run has last accepted it; null before that. */
  brief: Brief | null;
  /** The notes that principal has to answer. */
  notes: RoleNotes[];
  /** Texts, as the run knows them. */
  openQuestions: string[];
  /** Open ones. */
  warnings: Warning[];
  /** Areas that this reviewer has to review. */
  reviews: string[];
  /** What reviewers ask of this fix, and what its owner may decline with a reason. */
  mayDecline: string[];
  /** Most lessons that one run may promote. */
  maxLessons: number;
  /** Most acceptance criteria of a brief. */
  maxCriteria: number;
}

/** Gathered once for a check; the trees are read only where a check asks for them. @throws TreeUnreadable */
export function contextOf(scene: Scene, task: Task, subject: string | null): CheckContext {
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
    role: roleOf(task),
    item: task.item,
    track: trackOf(run),
    areas: Object.keys(areasOf(run.settings)),
    inArea: inAreaOf(run),
    isTest: isTestOf(run),
    // Its own documents lie in the project; what it builds where it works.
    document: (path) => documentText(isOwnFile(path) ? project.root : work, path),
    list: (folder) => filesIn(join(project.root, folder)),
    changed,
    changedAreas: changedAreas(run),
    trees: () => treesOf(subject),
    treesBefore: () => treesOf(task.dispatch?.subject ?? subject),
    brief: briefOf(scene),
    notes: notesOf(scene),
    openQuestions: openQuestions(run).map((one) => one.text),
    warnings: openWarnings(run).map(({ id, text }) => ({ id, text })),
    reviews: task.schema === "peer-review" ? reviewsOf(run, task) : [],
    mayDecline: declinable(run, task),
    maxLessons: run.settings.team?.lessons?.promote ?? MAX_PROMOTED,
    maxCriteria: run.settings.max_criteria,
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
