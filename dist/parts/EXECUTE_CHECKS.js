// @bun
import {
  needsShell
} from "./s2.js";
import {
  runGit,
  hasGit,
  placesOf,
  gitErrors
} from "./s57.js";
import {
  unlessUnreadable,
  changedFiles
} from "./s112.js";
import {
  SnapshotFailed,
  snapshotRef,
  placeOfStates,
  pathText,
  presentState,
  commitOf,
  keepState
} from "./s35.js";
import {
  tryGit,
  git,
  aloneIn,
  commitAt,
  treeAt,
  isAncestor,
  setRef,
  keepRef,
  dropRef,
  commitTree,
  checkedOutAt,
  baseOf,
  presentTree,
  changesBetween,
  treeWith,
  stateFailure,
  stateIn,
  openWorkstream2,
  takeBase2,
  commitWorkstream2,
  workstreamTree2,
  restoreWorkstream2
} from "./s110.js";
import {
  accepted,
  acceptedText
} from "./s122.js";
import {
  runOne
} from "./s102.js";
import {
  problemsOf
} from "./s40.js";
import {
  linesUnder,
  sectionText,
  taskText,
  codeText,
  codeLines
} from "./s103.js";
import {
  snapshotTasks,
  snapshotFacts,
  plannedTasks,
  baseDirOf,
  widthOf,
  itemOf,
  mayChange,
  branchOf,
  buildOf,
  streamOf,
  resultsOf,
  baseOfItem,
  acceptedTree,
  isDone,
  wasBegun,
  levelsOf,
  wavesOf,
  overdue
} from "./s123.js";
import {
  closeWorkstreams,
  mergeWorkstreams
} from "./s79.js";
import {
  readMarkdown
} from "./s25.js";
import {
  worktreePath,
  refsOf,
  typed2
} from "./s120.js";
import {
  limitOf
} from "./s107.js";
import {
  _lte,
  _positive,
  _minLength,
  _regex,
  string,
  number2,
  int,
  array,
  object
} from "./s1.js";
import {
  excludedFolders,
  projectTree
} from "./s128.js";
import {
  cut,
  fence
} from "./s18.js";
import {
  treeStore,
  realPath,
  isInside,
  filesIn
} from "./s13.js";
import {
  denyList
} from "./s144.js";
import {
  taskOf,
  approvedCommands
} from "./s4.js";
import {
  UnsafeFile,
  readCache,
  writeFileAtomic,
  createFolder
} from "./s15.js";

// src/workflows/execute/checks/accept.ts
import { lstatSync, rmSync } from "fs";
import { join } from "path";

// src/workflows/execute/checks/place.ts
import { existsSync } from "fs";
var streamFor = ({ workflow, run }, item) => streamOf(run, item, excludedFolders(workflow));
function placeOf(scene, item) {
  const { project } = scene;
  const stream = streamFor(scene, item);
  if (stream === null)
    return { ok: true, project, stream };
  const opened = openWorkstream2(project, stream);
  if (!opened.ok)
    return { ok: false, problem: `${opened.problem}; ${opened.remedy}` };
  return { ok: true, project: { ...project, root: opened.path }, stream };
}
function treeAt2(scene, { stream }) {
  if (stream !== null) {
    const tree = workstreamTree2(scene.project, stream);
    return tree.ok ? tree : { ok: false, problem: `${tree.problem}; ${tree.remedy}` };
  }
  const tree = projectTree(scene);
  if (!tree.ok)
    return tree;
  return tree.subject === null ? { ok: false, problem: "the project's files cannot be read" } : { ok: true, tree: tree.subject };
}
var isInGit = ({ root }) => hasGit() && existsSync(root) && placesOf(root) !== null;
var MAX_PROBLEMS = 12;
var MAX_PROBLEM = 400;
var MAX_REASON = 500;
var clipped = (lines) => [
  ...lines.slice(0, MAX_PROBLEMS).map((one) => cut(one, MAX_PROBLEM)),
  ...lines.length > MAX_PROBLEMS ? [`and ${lines.length - MAX_PROBLEMS} more`] : []
];
function result(task, outcome, { tree = null, facts = {}, commands, ...record }) {
  const problems = record.problems ?? [];
  const stated = {
    ...facts,
    ...problems.length > 0 ? { problems: clipped(problems), reason: cut(problems.join("; "), MAX_REASON) } : {}
  };
  return {
    outcome,
    tree,
    facts: stated,
    ...commands === undefined ? {} : { commands },
    record: { task: task.id, check: task.who.program, item: task.item, outcome, tree, facts, ...record }
  };
}

// src/workflows/execute/checks/accept.ts
var accept = async (scene, task, signal) => {
  const { workflow, run } = scene;
  const found = await acceptance(scene, task.item ?? "", signal);
  const { tree, problems, unapproved } = found;
  const say = (outcome, more = []) => result(task, outcome, {
    ...found,
    problems: [...more, ...problems],
    facts: { ...tree === null ? {} : { tree }, ran: clipped(found.ran.map(ranLine)) },
    commands: unapproved
  });
  if (found.cannot)
    return say("cannot");
  if (unapproved.length > 0)
    return say("unapproved");
  if (problems.length === 0)
    return say("pass");
  const tries = attempts(run, task.item);
  const most = limitOf(workflow, run, "tries");
  if (tries >= most)
    return say("spent", [`tried ${tries} times, which is all that the limit tries allows`]);
  return say("fail");
};
var attempts = (run, item) => resultsOf(run, item).filter(({ kind, fixes }) => kind !== "fix" || fixes !== null && taskOf(run, fixes)?.who.program === "accept").length;
var STATES = {
  passed: "passed",
  failed: "failed",
  timeout: "was stopped, as its time was up",
  not_found: "did not start",
  not_run: "was not run"
};
var ranLine = ({ command, state, exit }) => `${command}: ${STATES[state]}${state === "failed" && exit !== null ? ` with ${exit}` : ""}`;
async function acceptance(scene, item, signal) {
  const none = { tree: null, unapproved: [], outside: [], ran: [] };
  const cannot = (problem) => ({ ...none, problems: [problem], cannot: true });
  const { project, run } = scene;
  const planned = itemOf(run, { item });
  if (planned === undefined)
    return cannot(`the plan has no task ${item}`);
  const place = placeOf(scene, item);
  if (!place.ok)
    return cannot(place.problem);
  const begun = treeAt2(scene, place);
  if (!begun.ok)
    return cannot(begun.problem);
  const outside = outsideOf(scene, place, planned, begun.tree);
  const unapproved = planned.criteria.filter((text) => !isApproved(run, text));
  const mayBeLeft = outside.every(({ status }) => status === "added") && unfinished(scene, item).length === 0;
  const made = place.stream !== null && unapproved.length === 0 && mayBeLeft ? takeAway(place, outside) : [];
  const tree = made.length === 0 ? begun : treeAt2(scene, place);
  if (!tree.ok)
    return cannot(tree.problem);
  const work = place.stream === null ? null : commitWorkstream2(project, place.stream);
  if (work?.ok === false)
    return cannot(`${work.problem}; ${work.remedy}`);
  const notOwn = (path) => `${path}: changed, and task ${item} may change ${planned.files.join(", ")} alone`;
  const wrong = [
    ...unfinished(scene, item),
    ...outside.filter(({ path }) => !made.includes(path)).map(({ path }) => notOwn(path))
  ];
  if (unapproved.length > 0) {
    const found = { ...none, tree: tree.tree, outside: outside.map(({ path }) => path) };
    if (wrong.length > 0)
      return { ...found, problems: wrong };
    return { ...found, problems: unapproved.map((text) => `nobody has approved ${text}`), unapproved };
  }
  const ran = await runCriteria(scene, place, planned, signal);
  const missing = made.filter((path) => lstatSync(join(place.project.root, path), { throwIfNoEntry: false }) === undefined);
  if (place.stream !== null) {
    const restored = restoreWorkstream2(project, place.stream, work?.commit);
    if (!restored.ok)
      return cannot(`${restored.problem}; ${restored.remedy}`);
  }
  const problems = [
    ...wrong,
    ...missing.map((path) => `${notOwn(path)}; it was taken away`),
    ...ran.filter((one) => one.state !== "passed").map(ranLine)
  ];
  const named = outside.map(({ path }) => path).filter((path) => !made.includes(path) || missing.includes(path));
  return { tree: tree.tree, problems, unapproved: [], outside: named, ran };
}
function takeAway({ project }, outside) {
  return outside.flatMap(({ path, status }) => {
    const whole = join(project.root, path);
    const found = lstatSync(whole, { throwIfNoEntry: false });
    if (status !== "added" || !(found?.isFile() || found?.isSymbolicLink()))
      return [];
    rmSync(whole);
    return [path];
  });
}
var approvalOf = (run, text) => approvedCommands(run).find((one) => one.text === text);
var isApproved = (run, text) => {
  const found = approvalOf(run, text);
  return found !== undefined && (found.by !== "auto" || !needsShell(text));
};
async function runCriteria({ run }, place, { criteria }, signal) {
  const all = [];
  for (const text of criteria) {
    const { ran } = await runOne(place.project, { text, shellAllowed: approvalOf(run, text)?.by !== "auto" }, { env: process.env, signal, timeoutMs: run.settings.tests.timeout_minutes * 60000 });
    const { command, shell, state, exit, signal: by, ms, lines, log } = ran;
    all.push({ command, shell, state, exit, signal: by, ms, lines, log });
  }
  return all;
}
function outsideOf({ project, run }, { stream }, planned, tree) {
  const item = String(planned.n);
  const base = baseOfItem(run, item);
  if (base === null)
    return [];
  const isOwn = mayChange(planned);
  const named = new Set(resultsOf(run, item).flatMap((one) => one.facts.outside ?? []));
  return changedFiles(project.root, base, tree, treeStore(project)).filter(({ path }) => !isOwn(path) && (stream !== null || named.has(path)));
}
function unfinished({ project, run }, item) {
  const last = resultsOf(run, item).at(-1);
  if (last === undefined || !["partial", "failed"].includes(last.outcome ?? ""))
    return [];
  const said = accepted(project, last.artifact)?.reason;
  return [`its executor says that it is ${last.outcome === "partial" ? "done in part" : "not done"}: ${said ?? ""}`];
}

// src/project/worktrees/branch.ts
import { existsSync as existsSync2 } from "fs";
var startBranch = (project, build) => aloneIn(project, build, (repo) => {
  if (baseOf(repo) === null)
    takeBase2(repo);
  return { ok: true };
});
var commitOnBranch = (project, options) => aloneIn(project, options, (repo) => put(repo, options));
function put(repo, { branch, title, trailers, of }) {
  const start = startOf(repo);
  const ref = `refs/heads/${branch}`;
  const before = commitAt(repo, ref);
  const tip = before ?? start;
  if (!isAncestor(repo, start, tip))
    throw new SnapshotFailed(`the branch ${branch} is there already, and this run did not make it`, `rename it: git branch -m ${typed2(branch)} ${typed2(`${branch}-mine`)}`);
  const entries = "landed" in of ? landedEntries(repo, of.landed) : entriesNow(repo, tip, (path) => of.files(nameOf(repo, path)));
  const tree = treeWith(repo, treeAt(repo, tip), entries);
  if (tree === treeAt(repo, tip))
    return { ok: true, commit: foundBy(repo, trailers, start, tip), made: false };
  const inUse = checkedOutAt(repo, ref);
  if (inUse !== null)
    throw new SnapshotFailed(`the branch ${branch} is checked out in ${inUse}`, `take another branch there until the run has ended: git -C ${typed2(inUse)} checkout <branch>`);
  const lines = Object.entries(trailers).map(([name, value]) => `${name}: ${value}`);
  const commit = commitTree(repo, tree, [tip], `${title}

${lines.join(`
`)}`);
  setRef(repo, ref, commit, before);
  return { ok: true, commit, made: true };
}
function startOf(repo) {
  const base = baseOf(repo);
  if (base === null)
    throw new SnapshotFailed(`the branch of ${repo.run} was not begun`, "begin it first");
  const parent = commitAt(repo, `${base}^`);
  return parent !== null && treeAt(repo, parent) === treeAt(repo, base) ? parent : base;
}
function landedEntries(repo, stream) {
  const refs = refsOf(stream.run);
  const [from, to] = [commitAt(repo, refs.base), commitAt(repo, refs.merged)];
  if (from === null || to === null)
    throw new SnapshotFailed(`the work of ${stream.area} was not brought into the checkout`, "merge it first");
  return new Map(changesBetween(repo, from, to).map((change) => [change.path, change.to]));
}
function entriesNow(repo, tip, isIn) {
  const changes = changesBetween(repo, tip, presentTree(repo, repo.place.places.top, true));
  return new Map(changes.filter(({ path }) => isIn(path)).map((change) => [change.path, change.to]));
}
var nameOf = ({ prefix }, path) => {
  const text = Buffer.from(path, "latin1").toString("utf8");
  return text.startsWith(prefix) ? text.slice(prefix.length) : "";
};
function foundBy(repo, trailers, from, to) {
  const wanted = Object.entries(trailers).map(([name, value]) => `${name}: ${value}`);
  const log = git(repo, ["log", "-z", "--format=%H%n%B", to, `^${from}`]).toString();
  for (const one of log.split("\x00").filter((text) => text !== "")) {
    const [commit = "", ...lines] = one.trimEnd().split(`
`);
    const last = lines.slice(lines.lastIndexOf("") + 1);
    if (wanted.every((line) => last.includes(line)))
      return commit.trim();
  }
  return null;
}
var closingOf = (project, stream) => aloneIn(project, stream, (repo) => {
  if (commitAt(repo, refsOf(repo.run).built) === null)
    return { ok: true, state: "open" };
  if (baseOf(repo) === null)
    return { ok: true, state: "closed" };
  const isThere = existsSync2(worktreePath(project, stream.run, stream.area));
  return { ok: true, state: isThere ? "open" : "closing" };
});
var forgetClosed = (project, stream) => aloneIn(project, stream, (repo) => {
  const { built } = refsOf(repo.run);
  const commit = commitAt(repo, built);
  if (commit !== null && baseOf(repo) === null)
    dropRef(repo, built, commit);
  return { ok: true };
});

// src/project/worktrees/move.ts
var moveWorkstream = (project, stream, without) => aloneIn(project, stream, (repo) => move(repo, stream, without));
function move(repo, stream, without) {
  const state = stateIn(repo, stream);
  const { path: cwd, branch, tip } = state;
  const before = baseOf(repo);
  if (!["clean", "locked"].includes(state.kind) || state.dirty || tip === null || before === null)
    throw stateFailure(state);
  const changes = changesBetween(repo, before, tip).filter(({ path }) => !without.includes(pathText(path)));
  const present = presentTree(repo, repo.place.places.top, true);
  const head = commitAt(repo, "HEAD");
  const note = `multi-ai: the project's files as ${stream.area} of ${repo.run} found them later`;
  const base = commitTree(repo, present, head === null ? [] : [head], note);
  const tree = treeWith(repo, present, new Map(changes.map(({ path, to }) => [path, to])));
  const moved = commitTree(repo, tree, [base, tip], `multi-ai: the work of ${stream.area} in ${repo.run}, moved`);
  setRef(repo, `refs/heads/${branch}`, moved, tip);
  git(repo, ["reset", "--quiet", "--hard", moved], { cwd });
  keepRef(repo, refsOf(repo.run).area(stream.area), moved);
  keepRef(repo, refsOf(repo.run).base, base);
  return { ok: true, tree: `git:${projectTreeAt(repo, base)}` };
}
function projectTreeAt(repo, commit) {
  if (repo.prefix === "")
    return treeAt(repo, commit);
  const found = tryGit(repo, ["rev-parse", "--verify", `${commit}:${repo.prefix.replace(/\/$/, "")}`]);
  if (found.ok)
    return found.out.toString().trim();
  const empty = git(repo, ["hash-object", "-t", "tree", "-w", "--stdin"], { stdin: "" }).toString().trim();
  if (empty === "")
    throw new SnapshotFailed("git made no empty tree", "try again");
  return empty;
}

// src/workflows/execute/checks/commit.ts
var commit = async (scene, task, signal) => {
  const { project, workflow, run } = scene;
  const item = task.item ?? "";
  const planned = itemOf(run, task);
  const cannot = (problem) => result(task, "cannot", { problems: [problem] });
  if (planned === undefined)
    return cannot(`the plan has no task ${item}`);
  const build = buildOf(run, excludedFolders(workflow));
  const options = { ...build, branch: branchOf(run), title: planned.name, trailers: { Run: run.run, Item: item } };
  const stream = streamFor(scene, item);
  const passed = (commit) => {
    const now = projectTree(scene);
    const tree = now.ok ? now.subject : null;
    return result(task, "pass", { tree, facts: commit === null ? {} : { commit } });
  };
  if (stream === null) {
    if (!snapshotFacts(run)?.commits)
      return passed(null);
    const made = commitOnBranch(project, { ...options, of: { files: mayChange(planned) } });
    return made.ok ? passed(made.commit) : cannot(`${made.problem}; ${made.remedy}`);
  }
  let before = closingOf(project, stream);
  if (before.ok && before.state === "closing") {
    closeWorkstreams(project, stream);
    before = closingOf(project, stream);
  }
  if (!before.ok)
    return cannot(`${before.problem}; ${before.remedy}`);
  if (before.state === "closed") {
    const made = commitOnBranch(project, { ...options, of: { files: () => false } });
    return made.ok ? passed(made.commit) : cannot(`${made.problem}; ${made.remedy}`);
  }
  const place = placeOf(scene, item);
  if (!place.ok)
    return cannot(place.problem);
  const tree = treeAt2(scene, place);
  if (!tree.ok)
    return cannot(tree.problem);
  let accepted = acceptedTree(run, item);
  if (tree.tree !== accepted) {
    const found = await acceptance(scene, item, signal);
    if (found.cannot || found.unapproved.length > 0)
      return cannot(found.problems.join("; "));
    if (found.problems.length > 0)
      return result(task, "fail", { ...found, facts: { ran: clipped(found.ran.map(ranLine)) } });
    accepted = found.tree;
  }
  const work = commitWorkstream2(project, stream);
  if (!work.ok)
    return cannot(`${work.problem}; ${work.remedy}`);
  const now = treeAt2(scene, place);
  if (!now.ok)
    return cannot(now.problem);
  if (now.tree !== accepted)
    return cannot(`somebody is at work in ${place.project.root}: it changed while it was looked at`);
  const isSecret = denyList(run.settings.secrets);
  const merged = mergeWorkstreams(project, { ...stream, areas: [item], isSecret });
  if (!merged.ok && merged.changed.length > 0) {
    const moved = moveWorkstream(project, stream, merged.changed);
    if (!moved.ok)
      return cannot(`${moved.problem}; ${moved.remedy}`);
    const problems = merged.changed.map((path) => `${path}: somebody changed it in the checkout meanwhile`);
    return result(task, "conflict", { problems, changed: merged.changed, facts: { base: moved.tree } });
  }
  if (!merged.ok)
    return cannot(`${merged.problem}; ${merged.remedy}`);
  const made = commitOnBranch(project, { ...options, of: { landed: stream } });
  if (!made.ok)
    return cannot(`${made.problem}; ${made.remedy}`);
  closeWorkstreams(project, stream);
  return passed(made.commit);
};

// src/workflows/execute/checks/completion.ts
var completion = async (scene, task) => {
  const { project, run } = scene;
  const planned = snapshotFacts(run);
  const items = planned?.items ?? [];
  const now = projectTree(scene);
  const tree = now.ok ? now.subject : null;
  const before = planned?.tree ?? null;
  const changed = before === null || tree === null ? [] : unlessUnreadable(() => changedFiles(project.root, before, tree, treeStore(project)), []).filter(({ path }) => !path.startsWith(`${planned.plan_folder}/`));
  const open = items.filter(({ n }) => !isDone(run, String(n)));
  for (const { n } of items.filter((one) => !open.includes(one))) {
    const stream = streamFor(scene, String(n));
    if (stream !== null)
      forgetClosed(project, stream);
  }
  const named = (begun) => open.filter(({ n }) => wasBegun(run, String(n)) === begun).map(({ n, name }) => `${n} ${name}`);
  const facts = {
    done: items.length - open.length,
    total: items.length,
    files_changed: changed.length,
    snapshot: planned?.snapshot ?? null,
    failed: named(true),
    skipped: named(false)
  };
  const problems = [
    ...items.length === 0 ? ["there was nothing to carry out"] : [],
    ...facts.failed.map((one) => `task ${one}: not done`),
    ...facts.skipped.map((one) => `task ${one}: never begun`),
    ...open.length === 0 ? [] : [overdue(run) ?? []].flat()
  ];
  const files = changed.map(({ path, status }) => ({ path, status }));
  return result(task, problems.length === 0 ? "pass" : "fail", { tree, facts: { ...facts }, problems, files });
};

// src/workflows/execute/checks/snapshot.ts
import { existsSync as existsSync3, mkdirSync, rmSync as rmSync2, statSync } from "fs";
import { dirname, join as join2 } from "path";

// src/workflows/execute/plan-file.ts
var PHASES = ".planning/phases";
var PHASE = /^\d{2,}-[a-z0-9]+(?:-[a-z0-9]+)*$/;
var twoDigits = (n) => String(n).padStart(2, "0");
var numberOf = (phase) => phase.slice(0, phase.indexOf("-"));
var fileName = (phase, n) => `${numberOf(phase)}-${twoDigits(n)}-PLAN.md`;
var phaseFolder = (phase) => `${PHASES}/${phase}`;
function phaseName(number, about) {
  const words = about.normalize("NFD").toLowerCase().replaceAll(/\p{M}/gu, "").split(/[^a-z0-9]+/).filter((word) => word !== "");
  return `${twoDigits(number)}-${words.slice(0, 5).join("-").slice(0, 40).replace(/-+$/, "") || "plan"}`;
}
var listed = (name, values) => values.length === 0 ? `${name}: []` : `${name}:
${values.map((one) => `  - ${JSON.stringify(one)}`).join(`
`)}`;
var escaped = (name) => name.replace(/^[\\<#`~]/, "\\$&");
var unescaped = (text) => text.replace(/^\\(?=[\\<#`~])/, "");
var commands = (lines) => lines.length === 0 ? "None." : fence(lines.join(`
`), "sh");
function writePlan(tasks, { phase, run }, details = {}) {
  const waves = levelsOf(tasks);
  return tasks.map((task) => ({
    path: `${phaseFolder(phase)}/${fileName(phase, task.n)}`,
    text: `---
phase: ${JSON.stringify(phase)}
plan: ${task.n}
wave: ${waves.get(task.n)}
${listed("depends_on", task.after.map((n) => `${numberOf(phase)}-${twoDigits(n)}`))}
${listed("files_modified", task.files)}
run: ${JSON.stringify(run)}
---

# Objective

${escaped(task.name)}
${details[task.n] ? `
# Details

${fence(details[task.n], "markdown")}
` : ""}
# Tasks

${commands(task.setup)}

# Success criteria

${commands(task.criteria)}
`
  }));
}
var front = object({
  phase: string().check(_regex(PHASE)),
  plan: number2().check(int(), _positive(), _lte(9999)),
  wave: number2().check(int(), _positive()),
  depends_on: array(string().check(_regex(/^\d{2,}-\d{2,}$/))),
  files_modified: array(string().check(_minLength(1))).check(_minLength(1)),
  run: string().check(_minLength(1))
});
function readPlan(files) {
  const read = files.map(readTask);
  const problems = read.flatMap((one) => ("problems" in one) ? one.problems : []);
  const good = read.flatMap((one) => ("problems" in one) ? [] : [one]);
  if (files.length === 0)
    problems.push("found no file of a plan, expected at least one");
  const numbers = good.map(({ task }) => task.n);
  for (const { path, task, phase, run } of good) {
    if (numbers.filter((n) => n === task.n).length > 1)
      problems.push(`${path}: plan: found ${task.n}, which another file has, too; expected a number of its own`);
    if (phase !== good[0].phase || run !== good[0].run)
      problems.push(`${path}: found ${phase} of ${run}, expected ${good[0].phase} of ${good[0].run} as in the others`);
    for (const n of task.after)
      if (!numbers.includes(n) || n === task.n)
        problems.push(`${path}: depends_on: found ${n}, expected numbers of other plans: ${numbers.join(", ")}`);
  }
  if (problems.length === 0 && hasCycle(good.map(({ task }) => task)))
    problems.push("depends_on: the plans wait for one another in a circle");
  if (problems.length > 0)
    return { ok: false, problems };
  const tasks = good.map(({ task }) => task).sort((a, b) => a.n - b.n);
  const details = Object.fromEntries(good.map(({ task, details }) => [task.n, details]));
  return { ok: true, tasks, details, run: good[0].run };
}
var FRONT = /^---\r?\n([\s\S]*?)\r?\n---\r?\n([\s\S]*)$/;
function readTask({ path, text }) {
  const wrong = (...problems) => ({ problems: problems.map((one) => `${path}: ${one}`) });
  const [, yaml, body] = FRONT.exec(text.replace(/^\uFEFF/, "")) ?? [];
  if (yaml === undefined || body === undefined)
    return wrong("line 1: expected --- and fields in YAML up to another ---");
  let value;
  try {
    value = Bun.YAML.parse(yaml);
  } catch (error) {
    return wrong(`its fields are no YAML: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = front.safeParse(value);
  if (!parsed.success)
    return wrong(...problemsOf(value, parsed.error.issues));
  const { phase, plan: n, depends_on, files_modified: files, run } = parsed.data;
  const problems = [
    ...path === `${phaseFolder(phase)}/${fileName(phase, n)}` ? [] : [`phase and plan: expected this file to be ${phaseFolder(phase)}/${fileName(phase, n)}`],
    ...depends_on.filter((one) => numberOf(one) !== numberOf(phase)).map((one) => `depends_on: found ${one}, expected plans of this phase, such as ${numberOf(phase)}-01`)
  ];
  const read = readMarkdown(body);
  const objective = unescaped(sectionText(body, "Objective"));
  if (objective === "")
    problems.push("Objective: found nothing, expected what it is about");
  const lines = (title) => {
    if (linesUnder(read, title) === null) {
      problems.push(`${title}: there is no such section`);
      return [];
    }
    const section = sectionText(body, title);
    const found = /^none\.?$/i.test(section) ? [] : codeLines(section);
    if (typeof found !== "string")
      return found;
    problems.push(`${title}: ${found}, or None.`);
    return [];
  };
  const [setup, criteria] = [lines("Tasks"), lines("Success criteria")];
  if (criteria.length === 0 && problems.length === 0)
    problems.push("Success criteria: found none, expected a command that shows that it is done");
  if (problems.length > 0)
    return wrong(...problems);
  const after = depends_on.map((one) => Number(one.slice(one.indexOf("-") + 1)));
  const details = codeText(sectionText(body, "Details"));
  return { path, phase, run, details, task: { n, name: objective, files, after, setup, criteria } };
}
function hasCycle(tasks) {
  const left = new Map(tasks.map(({ n, after }) => [n, after]));
  for (let again = true;again; ) {
    again = false;
    for (const [n, after] of left)
      if (!after.some((one) => left.has(one))) {
        left.delete(n);
        again = true;
      }
  }
  return left.size > 0;
}

// src/workflows/execute/checks/snapshot.ts
var EXECUTOR_S = 1800;
var MAX_FACTS = 15000;

class Cannot extends Error {
}
var snapshot = async (scene, task) => {
  const { project, run, workflow } = scene;
  const tasks = plannedTasks(run, task.reads[0] ?? "");
  if (tasks.length === 0)
    return result(task, "no_tasks", {
      problems: ["the plan that was approved has no tasks: there is nothing to carry out"]
    });
  try {
    const folder = workFolderOf(project, run);
    initGit(project, run);
    const kept = keptFiles(scene);
    const commits = isInGit(project);
    const build = buildOf(run, excludedFolders(workflow));
    const begun = commits ? startBranch(project, build) : null;
    if (begun?.ok === false)
      throw new Cannot(`${begun.problem}; ${begun.remedy}`);
    const tree = projectTree(scene);
    if (!tree.ok)
      throw new Cannot(tree.problem);
    const text = acceptedText(project, run, task.reads[0] ?? "") ?? "";
    const { folder: plan_folder, items, details } = handedOver(project, run, tasks, text);
    const isApart = commits && run.settings.execute?.isolation !== "checkout";
    const executor_s = executorSeconds(scene);
    const facts = {
      items,
      snapshot: kept,
      tree: snapshotTasks(run)[0]?.facts?.tree ?? tree.subject,
      isolation: isApart ? "worktree" : "checkout",
      commits,
      plan_folder,
      executor_s,
      execution_s: run.settings.limits.execution_s ?? executor_s * wavesOf(items, isApart ? widthOf(run) : 1)
    };
    if (Buffer.byteLength(JSON.stringify(facts)) > MAX_FACTS)
      throw new Cannot("the plan is too long for the run's journal: it needs fewer tasks, or fewer files in each");
    if (folder !== null)
      mkdirSync(folder, { recursive: true });
    const warnings = kept === null ? [NO_GIT] : [];
    return result(task, "pass", { tree: tree.subject, facts: { ...facts, warnings }, warnings, details });
  } catch (error) {
    if (error instanceof Cannot || error instanceof UnsafeFile)
      return result(task, "cannot", { problems: [error.message] });
    if (error instanceof SnapshotFailed)
      return result(task, "cannot", { problems: [`${error.message}; ${error.remedy}`] });
    throw error;
  }
};
var NO_GIT = "The project is in no git repository: there is no snapshot to go back to, and no commits are made.";
var executorSeconds = ({ workflow, run }) => {
  const minutes = run.settings.bounds?.executor?.minutes ?? workflow.bounds.executor?.minutes;
  return minutes === undefined ? EXECUTOR_S : Math.round(minutes * 60);
};
function workFolderOf({ root }, run) {
  const named = baseDirOf(run);
  const path = join2(root, named);
  if (!isInside(realPath(path), realPath(root)) || named.split(/[/\\]/).includes(".."))
    throw new Cannot(`base_dir: found ${JSON.stringify(named)}, expected the project ${root} or a folder below it`);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    return null;
  if (existsSync3(path))
    throw new Cannot(`base_dir: ${named} is no folder`);
  if (run.options.base_dir === "create")
    return path;
  throw new Cannot(`base_dir: the folder ${named} is not there, and nobody has agreed that it is made`);
}
function initGit(project, run) {
  if (run.options.git !== "init" || isInGit(project))
    return;
  const made = runGit(["init", "-q"], { cwd: project.root });
  if (!made.ok)
    throw new Cannot(`git init failed: ${gitErrors(made)}`);
}
function keptFiles({ project, workflow, run }) {
  const place = placeOfStates(project, excludedFolders(workflow));
  if (place === null)
    return null;
  const ref = snapshotRef(run.run);
  const there = commitOf(place, ref);
  if (there !== null)
    return there.commit;
  const message = `multi-ai: the project's files before the implementation of ${run.run}`;
  return keepState(place, ref, presentState(place, { write: true }), message);
}
function handedOver(project, run, tasks, plan) {
  const phase = phaseOf(project, run);
  const folder = phaseFolder(phase);
  const texts = Object.fromEntries(tasks.map(({ n }) => [n, taskText(plan, n)]));
  const files = writePlan(tasks, { phase, run: run.run }, texts);
  for (const part of [dirname(PHASES), PHASES, folder])
    createFolder(join2(project.root, part));
  for (const name of plansIn(project, phase))
    if (isOf(project, run, phase, name))
      rmSync2(join2(project.root, folder, name), { force: true });
  for (const { path, text } of files)
    writeFileAtomic(join2(project.root, path), text);
  const read = readPlan(files.map(({ path }) => ({ path, text: textOf(project, path) })));
  if (!read.ok)
    throw new Cannot(read.problems.join("; "));
  return { folder, items: read.tasks, details: read.details };
}
var textOf = (project, path) => readCache(join2(project.root, path))?.toString() ?? "";
function phaseOf(project, run) {
  const names = filesIn(join2(project.root, PHASES)).filter((name) => /^\d+/.test(name));
  const own = names.find((phase) => plansIn(project, phase).some((name) => isOf(project, run, phase, name)));
  return own ?? phaseName(1 + Math.max(0, ...names.map((name) => Number.parseInt(name, 10))), run.request.text);
}
var plansIn = (project, phase) => filesIn(join2(project.root, PHASES, phase)).filter((name) => name.endsWith("-PLAN.md"));
var isOf = (project, run, phase, name) => textOf(project, `${PHASES}/${phase}/${name}`).includes(`
run: ${JSON.stringify(run.run)}
`);

// src/workflows/execute/checks/index.ts
var EXECUTE_CHECKS = { snapshot, accept, commit, completion };
export {
  EXECUTE_CHECKS
};
