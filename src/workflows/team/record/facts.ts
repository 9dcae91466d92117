import { join } from "node:path";
import { acceptedTasks, type Run, type Task, taskOf } from "../../../engine/run.ts";
import { filesIn } from "../../../project/project.ts";
import { ifReadable } from "../../../project/snapshots/trees.ts";
import { baseOf } from "../../../record/accepted.ts";
import { byAuthor } from "../../../record/changes/authors.ts";
import type { Scene } from "../../../record/scene.ts";
import { isTree } from "../../../record/subject.ts";
import { readCache } from "../../../store/files/disk.ts";
import type { Dispatched } from "../../contract/contract.ts";
import type { KitFacts } from "../../kit/facts.ts";
import type { Ground } from "../../kit/ground.ts";
import { lazily } from "../../kit/lazily.ts";
import { earlierTests } from "../../review/evidence/earlier-tests.ts";
import { attemptParts, type Diff, lastReview, treeDiff } from "../../words/brief-parts.ts";
import { testsForBrief } from "../../words/test-words.ts";
import { areasOf, areasWithWork, changedAreas, ownerRole, partNames } from "../areas.ts";
import { LOOKING_BACK, SHOWN } from "../brief.ts";
import { readLessons, standing } from "../documents/lessons.ts";
import { isTestOf, partsOf, partTrees, testGlobs, workFolder } from "../ownership.ts";
import { ADRS, BRIEF, CONTEXT, isOwnFile, LESSONS_DATA, SPEC } from "../paths.ts";
import { placeOf, reviewsOf } from "../peer-review/tally.ts";
import { openQuestions } from "../rules.ts";
import { newestOf } from "../status/standing.ts";
import { openWarnings } from "../status/warnings.ts";
import { trackOf } from "../tracks.ts";
import {
  briefOf,
  designOf,
  documentText,
  notesOf,
  programRecord,
  pullRequestOf,
} from "./accepted.ts";
import { declinable, declinedSince, requestedFixes } from "./declined.ts";
import { roleOf, teamFacts } from "./recorded.ts";

/** What a brief says of a task, and what its artifact is checked against. */
function taskFacts(run: Run, task: Task) {
  const reviews = task.schema === "peer-review" ? reviewsOf(run, task) : [];
  return {
    /** `pm`, `principal`, `dev-<area>`, `dev-qa` or `security`. */
    role: roleOf(task),
    /** The area that the task is about; null for a task about the whole. */
    item: task.item,
    track: trackOf(run),
    openQuestions: openQuestions(run).map((question) => question.text),
    /** Open ones. */
    warnings: openWarnings(run).map(({ id, text }) => ({ id, text })),
    /** Parts that this reviewer has to review. */
    reviews,
    /** Its place among those who review the same part; null: nobody else does. */
    places: new Map(reviews.map((part) => [part, placeOf(run, part, task.item ?? "")])),
    /** What reviewers ask of this fix, and what its owner may decline with a reason. */
    mayDecline: declinable(run, task),
  };
}

/**
 * What a role's artifact is checked against: facts of the run, and of the project as the role has
 * left it.
 */
export type CheckContext = ReturnType<typeof contextOf>;

/**
 * Gathered once for a check; the trees are read only where a check asks for them. @throws
 * TreeUnreadable
 */
export function contextOf(scene: Scene, task: Task, subject: string | null) {
  const { project, run } = scene;
  const work = workFolder(project, run, task);
  const treesOf = (tree: string | null) =>
    isTree(tree) ? partTrees(project, run, tree) : undefined;
  const isUnknown = task.edits === null || task.base === null || subject === null;
  const changed = isUnknown
    ? null
    : byAuthor(scene, task.base!, subject!).run.map((one) => one.path);
  return {
    ...taskFacts(run, task),
    /** Names, in the order of the settings. */
    areas: Object.keys(areasOf(run.settings)),
    partsOf: partsOf(run),
    isTest: isTestOf(run),
    // Its own documents lie in the project; what it builds where it works.
    document: (path: string): string | null =>
      documentText(isOwnFile(path) ? project.root : work, path),
    list: (folder: string): string[] => filesIn(join(project.root, folder)),
    ownAdrs: adrsOf(run),
    /**
     * Files that this task changed, without those of the workflow's folder; null where that is
     * unknown.
     */
    changed: changed?.filter((path) => !isOwnFile(path)) ?? null,
    changedAreas: changedAreas(run),
    /**
     * The content of each part, named by hash: as it is now, and as it was when the task began;
     * undefined: it has no tree.
     */
    trees: () => treesOf(subject),
    treesBefore: () => treesOf(task.dispatch?.subject ?? subject),
    /** As the run has last accepted it; null before that. */
    brief: briefOf(scene),
    design: designOf(scene),
    /** Those that the principal has to answer. */
    notes: notesOf(scene),
    /** Tests that passed before the build and do not on its code, of a review by one another. */
    earlier: task.schema === "peer-review" ? earlierTests(scene) : [],
  };
}

/** Files of decisions that this run has recorded, without their folder. */
export const adrsOf = ({ tasks }: Run): string[] =>
  tasks
    .flatMap((task) => task.handed)
    .flatMap(({ path }) => (path.startsWith(ADRS) ? path.slice(ADRS.length) : []));

/** What the brief tells the stages of the kit. */
export const GROUND: Ground = {
  criteria: (at) =>
    (briefOf(at)?.criteria ?? []).map(({ number, text }) => ({ id: String(number), text })),
  criteriaIn: "brief",
  inBrief: true,
};

/** What a role's brief and the forms in it are made of. Texts of others are material. */
export type BriefFacts = ReturnType<typeof addTeamFacts>;

/** What the briefs of the workflow are made of beside what all are. */
export function addTeamFacts(base: KitFacts, scene: Scene, task: Task, { subject }: Dispatched) {
  const { project, run } = scene;
  const { root } = project;
  // Of the check that a fix answers.
  const checked = task.fixes === null ? undefined : taskOf(run, task.fixes);
  const { conflicts = [] } = (checked && programRecord(project, checked)) ?? {};
  const work = workFolder(project, run, task);
  // As long as nothing was asked or decided it is a heading.
  const hasContext = /^[^#\s]/m.test(readCache(join(root, CONTEXT))?.toString() ?? "");
  const isReview = task.schema === "peer-review" || task.schema === "stage-05-security";
  const isBack = LOOKING_BACK.includes(task.brief);
  const own = {
    /**
     * The same task was done before in this run: a later round, or the person or a later task asked
     * for changes.
     */
    again: () => isAgain(run, task),
    attempt: () => attemptParts(scene, task, subject, teamFacts(task).blockers),
    // The feature brief has them, where it stands in this one.
    tellsCriteria: () => !isBack && !(SHOWN.includes(task.brief) && task.reads.includes(BRIEF)),
    tests: () => (isBack ? null : testsForBrief(project, run, subject)),
    diff: () => (isReview || task.schema === "stage-07" ? changeFor(scene, task, subject) : null),
    areas: () => areasOf(run.settings),
    // Whoever builds reads in the design what was taken of them.
    notes: () =>
      (task.schema === "stage-02" ? notesOf(scene) : []).flatMap(({ role, notes }) =>
        notes.map((note, at) => ({ name: `${role} ${at + 1}`, note })),
      ),
    blockers: () => [
      ...(task.topic
        ? [{ by: "the person", text: `asks for a decision: ${task.topic.text}` }]
        : []),
      ...requestedFixes(run, task).map(({ by, text }) => ({ by, text })),
      ...acceptedTasks(run)
        .filter(({ schema }) => schema === "ruling")
        .flatMap((ruling) => teamFacts(ruling).note || [])
        .map((text) => ({ by: "principal", text })),
    ],
    declined: () => declinedSince(run, task),
    /** What whoever writes it again has written before: it is handed in whole. */
    before: () =>
      (isAgain(run, task) && PAGES[task.schema] && documentText(root, PAGES[task.schema]!)) || "",
    workdir: () => (work === root ? null : work),
    /** Of earlier runs, whole. */
    lessons: () =>
      standing(readLessons(documentText(root, LESSONS_DATA)).lessons).map(
        ({ id, title, text }) => `${id} ${title}: ${text}`,
      ),
    rejudged: () => (isReview ? rejudged(run) : []),
    conflicts: () => conflicts.filter((conflict) => conflict.area === task.item),
    qa: () => testGlobs(run),
    /** Other owners build as well, at the same time or in turn. */
    isShared: () => areasWithWork(run).length > 1,
    openPoints: () => openPointsFor(scene, task),
    /** Nothing could tell whether what was deployed works. */
    undecidedDeploy: () => teamFacts(newestOf(run, "deploy")).status === "WARN",
    first: () => (hasContext ? [join(root, CONTEXT)] : []),
  };
  return lazily(own, Object.assign(base, taskFacts(run, task)));
}

const PAGES: Record<string, string> = { "stage-01": BRIEF, "design-draft": SPEC };

const isAgain = (run: Run, task: Task): boolean =>
  task.kind === "rereview" ||
  run.tasks.some((one) => one.gate === task.gate && one.void && one.artifact !== null);

/** What a reviewer of the code has to know of tests that fitted it only once they were changed. */
const rejudged = (run: Run): string[] =>
  acceptedTasks(run).flatMap((acceptedTask) =>
    acceptedTask.outcome === "outdated" ? (teamFacts(acceptedTask).blockers ?? []) : [],
  );

/**
 * The change: of a reviewer since its last look, in its parts, and from the beginning where one of
 * them is new to it.
 */
function changeFor(scene: Scene, task: Task, subject: string | null): Diff | null {
  const { run } = scene;
  const reviews = task.schema === "peer-review" ? reviewsOf(run, task) : null;
  const earlier = run.tasks.filter(
    (one) => one.gate === task.gate && one.id !== task.id && !one.void,
  );
  const judged = earlier.flatMap((one) => (teamFacts(one).sections ?? []).map(({ area }) => area));
  const isNew = task.schema === "stage-07" || reviews?.some((part) => !judged.includes(part));
  const last = isNew ? undefined : lastReview(run, task);
  const title = last ? "Changed since your last round" : "The change";
  const from = last?.reviewed ?? baseOf(run);
  const of = partsOf(run);
  const isShown = (path: string): boolean =>
    reviews === null || of(path).some((part) => reviews.includes(part));
  return ifReadable(() => treeDiff(scene, title, from, subject, isShown, true), null);
}

/**
 * What owners left open in their pull requests: a reviewer gets that of the parts that it
 * reviews, others that of others.
 */
function openPointsFor(scene: Scene, task: Task): { by: string; text: string }[] {
  const { run } = scene;
  const reviewed = task.schema === "peer-review" ? reviewsOf(run, task) : null;
  const of = partNames(run.settings).filter(
    (part) => reviewed?.includes(part) ?? part !== task.item,
  );
  return of.flatMap((part) =>
    (pullRequestOf(scene, part)?.open_points ?? []).map((text) => ({ by: ownerRole(part), text })),
  );
}
