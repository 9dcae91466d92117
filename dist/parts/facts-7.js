// @bun
import {
  unlessUnreadable
} from "./s127.js";
import {
  changedFiles
} from "./s265.js";
import {
  handedText,
  baseOf2,
  isFile
} from "./s121.js";
import {
  isTree
} from "./s247.js";
import {
  fence
} from "./s28.js";
import {
  ADR_FOLDER,
  CONTEXT,
  LESSONS,
  pullRequestPath,
  briefOf,
  componentsOf,
  notesOf,
  programRecord,
  documentText,
  reviewsOf,
  newestOf,
  openWarnings,
  openQuestions
} from "./s150.js";
import {
  KNOWN2,
  isPersonsLine2
} from "./s261.js";
import {
  askedOf2,
  declinable2,
  declinedSince2
} from "./s260.js";
import {
  wordsOf,
  labelOf
} from "./s97.js";
import {
  nextAdrNumber
} from "./s51.js";
import {
  parsePullRequest
} from "./s201.js";
import {
  testGlobs,
  isTestOf,
  inAreaOf,
  partsOf,
  workFolder
} from "./s242.js";
import {
  areasOf,
  ownerRole,
  TESTS2,
  partNames,
  areasWithWork
} from "./s259.js";
import {
  teamFacts,
  roleOf
} from "./s49.js";
import {
  MAX_PROMOTED,
  parseLessons,
  lessonsFor
} from "./s143.js";
import {
  timestamp
} from "./s48.js";
import {
  trackOf,
  hasStage,
  hasDesign
} from "./s50.js";
import {
  requestPart,
  decisions,
  assumptions,
  attemptParts,
  lastReview,
  treeDiff,
  unseenPart,
  earlyPart,
  diffPart
} from "./s267.js";
import {
  taskOf,
  acceptedTasks
} from "./s5.js";
import {
  treeStore,
  filesIn
} from "./s172.js";

// src/workflows/team/facts.ts
import { join } from "path";
var MAX_LESSONS = 5;
var MAX_FILES = 200;
var MAX_LINES = 30;
function briefFacts(scene, task, { nonce, subject, now }) {
  const { project, run } = scene;
  const { root } = project;
  const criteria = briefOf(scene)?.criteria ?? [];
  const numbers = criteria.map((one) => one.number);
  const ran = ranFor(run, task);
  const record = ran ? programRecord(project, ran) : null;
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
      ...isReview ? [diffSince(scene, task, subject), early(scene), unseen(scene, subject)] : []
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
    notes: task.schema === "stage-02" ? notesOf(scene).flatMap(({ role, notes }) => notes.map((note) => ({ role, note }))) : [],
    nextAdr: String(nextAdrNumber(filesIn(join(root, ADR_FOLDER)))).padStart(4, "0"),
    reviews: task.schema === "peer-review" ? reviewsOf(run, task) : [],
    newToIt: task.schema === "peer-review" ? newTo(run, task) : [],
    blockers: [
      ...task.topic ? [{ by: "the person", text: `asks for a ruling: ${task.topic.text}` }] : [],
      ...askedOf2(run, task).map(({ by, text }) => ({ by, text })),
      ...rulingsOf(run)
    ],
    decision: decisions(run, ({ kind, option }) => `${wordsOf(kind).header}, ${labelOf({ kind, option })}`) || null,
    mayDecline: declinable2(run, task),
    declined: declinedSince2(run, task),
    assumed: assumptions(run, (text) => !isSettled(scene, text)) || null,
    workdir: work === root ? null : work,
    lessons: lessonLines(scene, roleOf(task)),
    tests: (record?.commands ?? []).map(({ command, state, ended = state === "known" ? KNOWN2 : state, failed, said, lines }) => ({
      ...{ command, ended, isRed: state !== "passed", failed },
      said: state === "known" ? "" : said || lines.slice(-MAX_LINES).join(`
`)
    })),
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
    first: ["AGENTS.md", "CLAUDE.md", ...saysSomething(root) ? [CONTEXT] : []].map((path) => join(root, path)).filter(isFile),
    undecidedDeploy: teamFacts(newestOf(run, "deploy")).status === "WARN"
  };
}
var saysSomething = (root) => /^(?:QUESTION:|## User Decisions)/m.test(documentText(root, CONTEXT) ?? "");
var isAgain = (run, task) => task.kind === "rereview" || run.tasks.some((one) => one.gate === task.gate && one.void && one.artifact !== null);
var rulingsOf = (run) => acceptedTasks(run).filter((one) => one.schema === "ruling").flatMap((one) => teamFacts(one).note || []).map((text) => ({ by: "principal", text }));
var rejudged = (run) => acceptedTasks(run).flatMap((one) => one.outcome === "outdated" ? teamFacts(one).blockers ?? [] : []);
var ranFor = (run, task) => task.fixes === null ? acceptedTasks(run).findLast((one) => one.who.program) : taskOf(run, task.fixes);
function othersOf(run) {
  if (areasWithWork(run).length < 2)
    return "none";
  return run.settings.team?.profile === "app_worktree" ? "beside" : "in turn";
}
var isBuilt = (run, area) => acceptedTasks(run).some((one) => one.schema === "stage-04" && one.item === area);
var isSettled = (scene, text) => {
  const command = /^nobody was asked: [^:]+: (.*)$/s.exec(text)?.[1];
  return command !== undefined && isPersonsLine2(scene, command);
};
function bothSides({ path, against, ours, theirs }) {
  const side = (text) => text === null ? "deleted, or not text" : fence(text);
  return [
    { title: `${path} as you have it`, body: side(ours) },
    { title: `${path} as ${against} has it`, body: side(theirs) }
  ];
}
function newTo(run, task) {
  const judged = run.tasks.flatMap((one) => one.gate === task.gate && one.id !== task.id && one.item === task.item && !one.void ? (teamFacts(one).sections ?? []).map(({ area }) => area) : []);
  return reviewsOf(run, task).filter((part) => !judged.includes(part));
}
function diffSince(scene, task, subject) {
  const { run } = scene;
  const parts = task.schema === "peer-review" ? reviewsOf(run, task) : null;
  const last = parts !== null && newTo(run, task).length > 0 ? undefined : lastReview(run, task);
  const title = last ? "Changed since your last round" : "The change";
  const of = partsOf(run);
  const isOurs = (path) => parts === null || of(path).some((part) => parts.includes(part));
  const from = last?.reviewed ?? baseOf2(run);
  return unlessUnreadable(() => diffPart(treeDiff(scene, title, from, subject, isOurs)), { title, body: "" });
}
var unseen = (scene, subject) => unlessUnreadable(() => unseenPart(scene, subject), { title: "", body: "" });
var early = (scene) => unlessUnreadable(() => earlyPart(scene), { title: "", body: "" });
function changeOf({ project, run }, task, subject) {
  const base = baseOf2(run);
  if (base === null || !isTree(subject))
    return [];
  const changed = unlessUnreadable(() => changedFiles(project.root, base, subject, treeStore(project)), []);
  return changed.filter(({ path }) => isReviewed(run, task)(path)).map(({ path, status }) => `${path} (${status})`);
}
function isReviewed(run, task) {
  if (task.schema !== "peer-review")
    return () => true;
  const of = partsOf(run);
  const reviews = reviewsOf(run, task);
  return (path) => of(path).some((part) => reviews.includes(part));
}
function openPointsFor({ project, run }, task) {
  const points = partNames(run.settings).flatMap((area) => {
    const text = handedText(project, run, pullRequestPath(area));
    const all = text === null ? [] : parsePullRequest(text).request.openPoints;
    return all.map((point) => ({ area, by: ownerRole(area), text: point }));
  });
  const isTest = isTestOf(run);
  const inArea = inAreaOf(run);
  const words = (text) => text.split(/[\s,;:()'"`*]+/).filter(Boolean);
  const concerns = ({ area, text }) => {
    switch (task.schema) {
      case "stage-04":
        return area !== task.item && words(text).some((one) => isNamed(one, task.item ?? "") || isIn(one));
      case "stage-07":
        return words(text).some((one) => isNamed(one, "qa") || /^tests?$/i.test(one) || isPath(one) && isTest(one));
      case "peer-review":
        return reviewsOf(run, task).includes(area);
      default:
        return ["stage-05-security", "stage-08", "ruling"].includes(task.schema);
    }
  };
  const isPath = (word) => /[/.]/.test(word);
  const isIn = (word) => isPath(word) && (task.item === TESTS2 ? isTest(word) : inArea(word, task.item ?? ""));
  const isNamed = (word, name) => [name, `dev-${name}`].includes(word.toLowerCase().replace(/[.!?]+$/, ""));
  return points.filter(concerns).map(({ by, text }) => ({ by, text }));
}
function lessonLines({ project, run }, role) {
  const { lessons } = parseLessons(documentText(project.root, LESSONS));
  const names = [role, ...Object.keys(areasOf(run.settings))];
  const applying = lessonsFor(lessons, { names, text: run.request.text }, MAX_LESSONS);
  return applying.map(({ id, title, text }) => `${id} ${title}: ${text}`);
}
export {
  briefFacts
};
