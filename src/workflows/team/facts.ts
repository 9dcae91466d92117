import { join } from "node:path";
import { acceptedTasks, type Run, type Task, taskOf } from "../../engine/run.ts";
import { changedFiles } from "../../project/changes.ts";
import { unlessUnreadable } from "../../project/kept-trees.ts";
import { filesIn, treeStore } from "../../project/project.ts";
import { baseOf, handedText, isFile } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import { isTree } from "../../record/subject.ts";
import { fence } from "../../text.ts";
import {
  assumptions,
  attemptParts,
  decisions,
  diffPart,
  earlyPart,
  lastReview,
  requestPart,
  treeDiff,
  unseenPart,
} from "../brief-parts.ts";
import type { BriefPart, Dispatched } from "../contract.ts";
import { briefOf, componentsOf, documentText, notesOf, programRecord } from "./accepted.ts";
import { areasOf, areasWithWork, ownerRole, partNames, TESTS } from "./areas.ts";
import type { ProgramRecord } from "./checks/check.ts";
import { isPersonsLine, KNOWN } from "./checks/commands.ts";
import { askedOf, declinable, declinedSince } from "./declined.ts";
import { nextAdrNumber } from "./documents/adr.ts";
import { timestamp } from "./documents/days.ts";
import type { Component } from "./documents/design-spec.ts";
import { lessonsFor, MAX_PROMOTED, parseLessons } from "./documents/lessons.ts";
import { parsePullRequest } from "./documents/pull-request.ts";
import type { Warning } from "./documents/warnings.ts";
import { inAreaOf, isTestOf, partsOf, testGlobs, workFolder } from "./ownership.ts";
import { ADR_FOLDER, CONTEXT, LESSONS, pullRequestPath } from "./paths.ts";
import { reviewsOf } from "./peer-review/tally.ts";
import { roleOf, teamFacts } from "./recorded.ts";
import { openQuestions } from "./rules.ts";
import { hasDesign, hasStage, type Track, trackOf } from "./tracks.ts";
import { openWarnings } from "./warnings.ts";
import { labelOf, wordsOf } from "./words/questions.ts";

/** What a role's brief and the forms in it are made of, read once for a dispatch. Texts of others are material. */
export interface BriefFacts {
  /** The same task was done before in this run: a later round, or the person or a later task asked for changes. */
  again: boolean;
  /** Parts that every workflow has, such as the request and the diff. */
  common: BriefPart[];
  task: string;
  nonce: string;
  /** `pm`, `principal`, `dev-<area>`, `dev-qa` or `security`. */
  role: string;
  /** The area that the task is about; null for a task about the whole. */
  item: string | null;
  track: Track;
  /** Time of the dispatch, ISO 8601 in UTC: the gate's timestamp. */
  now: string;
  /** Absolute path of the project. */
  project: string;
  /** Globs of each area, in the settings' order. */
  areas: Record<string, readonly string[]>;
  criteria: { number: number; text: string }[];
  /** Questions without an answer, without their `QUESTION:` and `@PM`. */
  openQuestions: string[];
  /** Open warnings, oldest first. */
  warnings: Warning[];
  /** Notes of the area owners on the design, one entry each, in their order. */
  notes: { role: string; note: string }[];
  /** Number of the next free ADR, four digits. */
  nextAdr: string;
  /** Parts that a reviewer reviews, and those of them that it has not judged yet. */
  reviews: string[];
  newToIt: string[];
  /** What holds the work up and has to be mended, and who said so. */
  blockers: { by: string; text: string }[];
  /** What the person decided or asked for; null without. */
  decision: string | null;
  /** What was assumed in the person's place; null without. */
  assumed: string | null;
  /** Absolute path of the checkout that an owner builds in; null: the project itself. */
  workdir: string | null;
  /** Lines of earlier lessons that apply. */
  lessons: string[];
  /** Commands that the program ran; `said`: what failing tests say, else the end of the output, and nothing where that is as before the build. */
  tests: { command: string; ended: string; isRed: boolean; failed: string[]; said: string }[];
  /** Tests that passed before the build, failed on this change, and then went to dev-qa: each as the program saw it. */
  rejudged: string[];
  /** `tests` are of the time before the first owner built. */
  beforeBuild: boolean;
  /** What an owner may decline of it, with a reason. */
  mayDecline: string[];
  /** What owners declined of what was asked, and why. */
  declined: { by: string; text: string; reason: string }[];
  /** Files that the work under judgement changed. */
  files: string[];
  /** Files that could not be merged, and whose work stands against this one's. */
  conflicts: { path: string; against: string }[];
  /** Globs of test files, which belong to dev-qa in whatever area they lie. */
  qa: readonly string[];
  /** Rules that asked for a security review, such as `path:auth`. */
  triggers: readonly string[];
  /** Acceptance criteria that a brief may have. */
  maxCriteria: number;
  /** Lessons that one run may promote. */
  maxLessons: number;
  /** Rows of the design's Component Ownership. */
  components: Component[];
  /** Whether the track has a brief, and a design. */
  has: { brief: boolean; design: boolean };
  /** Whether other owners build beside this one, before or after it, or not at all. */
  others: "beside" | "in turn" | "none";
  /** Areas whose turn to build is still to come behind this one. */
  unbuilt: string[];
  /** What owners left open that concerns this task, and who says so. */
  openPoints: { by: string; text: string }[];
  /** What is there to be read first, absolute. */
  first: string[];
}

/** What one brief tells: lessons of earlier runs, changed files, and last lines of what a command printed. */
const MAX_LESSONS = 5;
const MAX_FILES = 200;
const MAX_LINES = 30;

/** Everything that a role's brief is made of. */
export function briefFacts(scene: Scene, task: Task, { nonce, subject, now }: Dispatched): BriefFacts {
  const { project, run } = scene;
  const { root } = project;
  const criteria = briefOf(scene)?.criteria ?? [];
  const numbers = criteria.map((one) => one.number);
  const ran = ranFor(run, task);
  const record: Partial<ProgramRecord> | null = ran ? programRecord(project, ran) : null;
  const others = othersOf(run);
  const conflicts = (record?.conflicts ?? []).filter((one) => one.area === task.item);
  const work = workFolder(project, run, task);
  const isReview = task.schema === "peer-review" || task.schema === "stage-05-security";
  return {
    again: isAgain(run, task),
    common: [
      requestPart({ project: root, run }),
      ...attemptParts(scene, task, subject, teamFacts(task).blockers),
      ...conflicts.flatMap(bothSides),
      ...(isReview ? [diffSince(scene, task, subject), early(scene), unseen(scene, subject)] : []),
    ],
    task: task.id,
    nonce,
    role: roleOf(task),
    item: task.item,
    track: trackOf(run),
    now: timestamp(now),
    project: root,
    areas: areasOf(run.settings),
    criteria,
    openQuestions: openQuestions(run).map((one) => one.text),
    warnings: openWarnings(run),
    // Whoever builds reads in the design what was taken of them.
    notes:
      task.schema === "stage-02"
        ? notesOf(scene).flatMap(({ role, notes }) => notes.map((note) => ({ role, note })))
        : [],
    nextAdr: String(nextAdrNumber(filesIn(join(root, ADR_FOLDER)))).padStart(4, "0"),
    reviews: task.schema === "peer-review" ? reviewsOf(run, task) : [],
    newToIt: task.schema === "peer-review" ? newTo(run, task) : [],
    blockers: [
      ...(task.topic ? [{ by: "the person", text: `asks for a ruling: ${task.topic.text}` }] : []),
      ...askedOf(run, task).map(({ by, text }) => ({ by, text })),
      ...rulingsOf(run),
    ],
    decision: decisions(run, ({ kind, option }) => `${wordsOf(kind).header}, ${labelOf({ kind, option })}`) || null,
    mayDecline: declinable(run, task),
    declined: declinedSince(run, task),
    assumed: assumptions(run, (text) => !isSettled(scene, text)) || null,
    workdir: work === root ? null : work,
    lessons: lessonLines(scene, roleOf(task)),
    tests: (record?.commands ?? []).map(
      ({ command, state, ended = state === "known" ? KNOWN : state, failed, said, lines }) => ({
        ...{ command, ended, isRed: state !== "passed", failed },
        said: state === "known" ? "" : said || lines.slice(-MAX_LINES).join("\n"),
      }),
    ),
    rejudged: isReview ? rejudged(run) : [],
    beforeBuild: ran?.who.program === "baseline",
    files: isReview || task.schema === "stage-07" ? changeOf(scene, task, subject).slice(0, MAX_FILES) : [],
    conflicts: conflicts.map(({ path, against }) => ({ path, against })),
    qa: testGlobs(run),
    triggers: teamFacts(acceptedTasks(run).findLast((one) => teamFacts(one).rules)).rules ?? [],
    maxCriteria: run.settings.max_criteria,
    maxLessons: run.settings.team?.lessons?.promote ?? MAX_PROMOTED,
    components: componentsOf(scene, numbers),
    has: { brief: hasStage(trackOf(run), "01"), design: hasDesign(trackOf(run)) },
    others,
    unbuilt: others === "in turn" ? areasWithWork(run).filter((one) => one !== task.item && !isBuilt(run, one)) : [],
    openPoints: openPointsFor(scene, task),
    first: ["AGENTS.md", "CLAUDE.md", ...(saysSomething(root) ? [CONTEXT] : [])]
      .map((path) => join(root, path))
      .filter(isFile),
  };
}

/** Whether `context.md` holds a question or a decision: its heading, and passed checkpoints, tell no role anything. */
const saysSomething = (root: string): boolean =>
  /^(?:QUESTION:|## User Decisions)/m.test(documentText(root, CONTEXT) ?? "");

const isAgain = (run: Run, task: Task): boolean =>
  task.kind === "rereview" || run.tasks.some((one) => one.gate === task.gate && one.void && one.artifact !== null);

const rulingsOf = (run: Run): BriefFacts["blockers"] =>
  acceptedTasks(run)
    .filter((one) => one.schema === "ruling")
    .flatMap((one) => teamFacts(one).note || [])
    .map((text) => ({ by: "principal", text }));

/** What a reviewer of the code has to know of tests that fitted it only once they were changed. */
const rejudged = (run: Run): string[] =>
  acceptedTasks(run).flatMap((one) => (one.outcome === "outdated" ? (teamFacts(one).blockers ?? []) : []));

/** The check that a fix answers, else the newest one. */
const ranFor = (run: Run, task: Task): Task | undefined =>
  task.fixes === null ? acceptedTasks(run).findLast((one) => one.who.program) : taskOf(run, task.fixes);

function othersOf(run: Run): BriefFacts["others"] {
  if (areasWithWork(run).length < 2) return "none";
  return run.settings.team?.profile === "app_worktree" ? "beside" : "in turn";
}

const isBuilt = (run: Run, area: string): boolean =>
  acceptedTasks(run).some((one) => one.schema === "stage-04" && one.item === area);

/** Whether what a checkpoint ran without asking is a command that a person has approved: nobody has assumed it. */
const isSettled = (scene: Scene, text: string): boolean => {
  const command = /^nobody was asked: [^:]+: (.*)$/s.exec(text)?.[1];
  return command !== undefined && isPersonsLine(scene, command);
};

/** Both sides of what does not merge. */
function bothSides({ path, against, ours, theirs }: ProgramRecord["conflicts"][number]): BriefPart[] {
  const side = (text: string | null): string => (text === null ? "deleted, or not text" : fence(text));
  return [
    { title: `${path} as you have it`, body: side(ours) },
    { title: `${path} as ${against} has it`, body: side(theirs) },
  ];
}

/** Parts that a seat reviews and has not judged in an earlier round. */
function newTo(run: Run, task: Task): string[] {
  const judged = run.tasks.flatMap((one) =>
    one.gate === task.gate && one.id !== task.id && one.item === task.item && !one.void
      ? (teamFacts(one).sections ?? []).map(({ area }) => area)
      : [],
  );
  return reviewsOf(run, task).filter((part) => !judged.includes(part));
}

/** What a reviewer looks at: the change since its last look; of a seat in its parts, from the beginning where one is new to it. */
function diffSince(scene: Scene, task: Task, subject: string | null): BriefPart {
  const { run } = scene;
  const parts = task.schema === "peer-review" ? reviewsOf(run, task) : null;
  const last = parts !== null && newTo(run, task).length > 0 ? undefined : lastReview(run, task);
  const title = last ? "Changed since your last round" : "The change";
  const of = partsOf(run);
  const isOurs = (path: string): boolean => parts === null || of(path).some((part) => parts.includes(part));
  const from = last?.reviewed ?? baseOf(run);
  return unlessUnreadable(() => diffPart(treeDiff(scene, title, from, subject, isOurs)), { title, body: "" });
}

const unseen = (scene: Scene, subject: string | null): BriefPart =>
  unlessUnreadable(() => unseenPart(scene, subject), { title: "", body: "" });

const early = (scene: Scene): BriefPart => unlessUnreadable(() => earlyPart(scene), { title: "", body: "" });

/** A line for each file that the run has changed; none where that cannot be told. */
function changeOf({ project, run }: Scene, task: Task, subject: string | null): string[] {
  const base = baseOf(run);
  if (base === null || !isTree(subject)) return [];
  const changed = unlessUnreadable(() => changedFiles(project.root, base, subject, treeStore(project)), []);
  return changed.filter(({ path }) => isReviewed(run, task)(path)).map(({ path, status }) => `${path} (${status})`);
}

/** What is put before a reviewer: of other owners, the parts that it reviews; else everything. */
function isReviewed(run: Run, task: Task): (path: string) => boolean {
  if (task.schema !== "peer-review") return () => true;
  const of = partsOf(run);
  const reviews = reviewsOf(run, task);
  return (path) => of(path).some((part) => reviews.includes(part));
}

/**
 * Open points of the owners' newest pull requests. An owner and the tester get those of others that name them or a file of
 * theirs, a reviewer those of the areas that it reviews; who looks at the whole gets all.
 */
function openPointsFor({ project, run }: Scene, task: Task): BriefFacts["openPoints"] {
  const points = partNames(run.settings).flatMap((area) => {
    const text = handedText(project, run, pullRequestPath(area));
    const all = text === null ? [] : parsePullRequest(text).request.openPoints;
    return all.map((point) => ({ area, by: ownerRole(area), text: point }));
  });
  const isTest = isTestOf(run);
  const inArea = inAreaOf(run);
  const words = (text: string): string[] => text.split(/[\s,;:()'"`*]+/).filter(Boolean);
  const concerns = ({ area, text }: (typeof points)[number]): boolean => {
    switch (task.schema) {
      case "stage-04":
        return area !== task.item && words(text).some((one) => isNamed(one, task.item ?? "") || isIn(one));
      case "stage-07":
        return words(text).some((one) => isNamed(one, "qa") || /^tests?$/i.test(one) || (isPath(one) && isTest(one)));
      case "peer-review":
        return reviewsOf(run, task).includes(area);
      default:
        return ["stage-05-security", "stage-08", "ruling"].includes(task.schema);
    }
  };
  const isPath = (word: string): boolean => /[/.]/.test(word);
  const isIn = (word: string): boolean =>
    isPath(word) && (task.item === TESTS ? isTest(word) : inArea(word, task.item ?? ""));
  const isNamed = (word: string, name: string): boolean =>
    [name, `dev-${name}`].includes(word.toLowerCase().replace(/[.!?]+$/, ""));
  return points.filter(concerns).map(({ by, text }) => ({ by, text }));
}

function lessonLines({ project, run }: Scene, role: string): string[] {
  const { lessons } = parseLessons(documentText(project.root, LESSONS));
  const names = [role, ...Object.keys(areasOf(run.settings))];
  const applying = lessonsFor(lessons, { names, text: run.request.text }, MAX_LESSONS);
  return applying.map(({ id, title, text }) => `${id} ${title}: ${text}`);
}
