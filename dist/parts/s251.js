// @bun
import {
  shown
} from "./s28.js";
import {
  changedFiles
} from "./s265.js";
import {
  foundCommands2,
  otherTests2
} from "./s261.js";
import {
  isTree
} from "./s247.js";
import {
  BRIEF,
  isOwnFile,
  parseBrief,
  briefOf,
  notesOf,
  documentText,
  reviewsOf,
  openWarnings,
  openQuestions
} from "./s150.js";
import {
  declinable2
} from "./s260.js";
import {
  isTestOf,
  inAreaOf,
  partTrees,
  workFolder
} from "./s242.js";
import {
  questionKey,
  liftQuestions
} from "./s144.js";
import {
  areasOf,
  REST,
  TESTS2,
  changedAreas
} from "./s259.js";
import {
  bounded,
  roleOf
} from "./s49.js";
import {
  MAX_PROMOTED
} from "./s143.js";
import {
  trackOf
} from "./s50.js";
import {
  nothing
} from "./s76.js";
import {
  makeStamp
} from "./s47.js";
import {
  treeStore,
  pathIn,
  filesIn
} from "./s172.js";

// src/workflows/team/kinds/context.ts
import { join } from "path";
var nfc = (text) => text.normalize("NFC");
function contextOf(scene, task, subject) {
  const { project, run } = scene;
  const work = workFolder(project, run, task);
  const known = new Map;
  const treesOf = (tree) => {
    if (!isTree(tree))
      return;
    if (!known.has(tree))
      known.set(tree, partTrees(project, run, tree));
    return known.get(tree);
  };
  const changed = task.edits === null || task.base === null || subject === null ? null : changedFiles(project.root, task.base, subject, treeStore(project)).map((one) => one.path).filter((path) => !isOwnFile(path));
  const placed = pathIn(work, project.root);
  const byName = new Map([nfc, (text) => text].flatMap((form) => (changed ?? []).map((one) => [form(one), one])));
  const changedAs = (path) => byName.get(path) ?? byName.get(nfc(path)) ?? path;
  return {
    role: roleOf(task),
    item: task.item,
    track: trackOf(run),
    areas: Object.keys(areasOf(run.settings)),
    inArea: inAreaOf(run),
    isTest: isTestOf(run),
    pathOf: (named) => changedAs(placed(named)),
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
    mayDecline: declinable2(run, task),
    maxLessons: run.settings.team?.lessons?.promote ?? MAX_PROMOTED,
    maxCriteria: run.settings.max_criteria
  };
}
function partsOfFiles(paths, { areas, inArea, isTest }) {
  const of = (path) => {
    const owners = areas.filter((area) => inArea(path, area));
    return owners.length > 0 ? owners : [REST];
  };
  return [...new Set(paths.flatMap((path) => isTest(path) ? [TESTS2] : of(path)))];
}
function criteriaNumbers({ brief, document }) {
  const there = brief === null ? document(BRIEF) : null;
  const { criteria = [] } = brief ?? (there === null ? {} : parseBrief(there).brief);
  return criteria.map((one) => one.number);
}

// src/workflows/team/kinds/kind.ts
var DOCUMENTS = "the project's documents";
var inContext = (kind) => ({
  ...kind,
  check: (value, scene, task, subject) => kind.judge(value, contextOf(scene, task, subject))
});
var notingFound = (kind) => ({
  ...kind,
  check(value, scene, task, subject) {
    const checked = kind.check(value, scene, task, subject);
    const facts = { ...checked.facts, found: foundCommands2(scene), other_tests: otherTests2(scene) };
    return { ...checked, facts };
  }
});
function checkedOf(said, common) {
  const lifted = questionsIn([...said.texts ?? [], ...common.texts ?? []]);
  const facts = { ...common.facts, questions: lifted.questions, ...said.facts };
  return {
    ...nothing,
    problems: told([...common.problems, ...said.problems, ...lifted.problems]),
    outcome: said.outcome ?? common.outcome ?? "done",
    questions: said.questions ?? [],
    claims: 1 + (facts.sections?.length ?? 0),
    reason: facts.blockers?.join("; ") || null,
    facts: bounded(facts, MAX_ENTRY)
  };
}
var MAX_ENTRY = 400;
var MAX_PROBLEMS = 20;
var told = (problems) => problems.length <= MAX_PROBLEMS ? problems : [...problems.slice(0, MAX_PROBLEMS), `and ${problems.length - MAX_PROBLEMS} more problems`];
function questionsIn(texts) {
  const lifted = texts.flatMap((text) => text === null ? [] : [liftQuestions(text)]);
  const found = new Map;
  for (const { question } of lifted.flatMap((one) => one.questions)) {
    const key = questionKey(question);
    if (!found.has(key))
      found.set(key, question);
  }
  return { questions: [...found.values()], problems: lifted.flatMap((one) => one.problems) };
}
var documentKind = ({
  form,
  rules,
  judge
}) => inContext({
  form: (facts) => `${makeStamp(facts)}
${form(facts)}`,
  rules: (facts) => ["The first line stays as it stands, with nothing before it.", ...rules(facts)],
  judge: (text, context) => checkedOf(judge(text, context), { problems: [], texts: [text] })
});
var stampLines2 = ({ task, nonce }) => `  "task": "${task}",
  "nonce": "${nonce}",`;
var problemIf = (wrong, problem) => wrong ? [problem] : [];
var claim = (field, found, derived, why) => problemIf(found !== undefined && found !== derived, `${field}: found ${shown(found)}, expected ${shown(derived)}: ${why}`);
var eachOnce = (field, what, list) => problemIf(new Set(list).size < list.length, `${field}: ${what} is there more than once, expected each once`);
var within = (path, problems) => problems.map((one) => `${path}: ${one}`);
var required = (path, text, problems) => within(path, text === null ? ["found nothing, expected this file"] : problems);
var PATHS = "Paths are relative to the project, with forward slashes.";
var QUESTION = "What only the product manager can decide is a line of its own in what you write, `QUESTION: <text> @PM`, outside of code fences and quotes. It is answered before anything is built.";
var codeList = (items) => items.map((one) => `\`${one}\``).join(", ");
var testFiles = ({ qa }, then) => qa.length === 0 ? [] : [`Test files are ${codeList(qa)}. ${then}`];

export { partsOfFiles, criteriaNumbers, DOCUMENTS, inContext, notingFound, checkedOf, documentKind, stampLines2, problemIf, claim, eachOnce, within, required, PATHS, QUESTION, codeList, testFiles };
