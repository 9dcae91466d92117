// @bun
import {
  needsShell
} from "./s2.js";
import {
  UnsafeFile,
  readCache,
  writeFileAtomic,
  createFolder
} from "./s25.js";
import {
  runGit,
  gitErrors
} from "./s191.js";
import {
  unlessUnreadable
} from "./s127.js";
import {
  changedFiles
} from "./s265.js";
import {
  SnapshotFailed,
  placeOfStates,
  pathText,
  presentState
} from "./s55.js";
import {
  tryGit,
  git,
  aloneIn,
  commitAt,
  treeAt2,
  setRef,
  keepRef,
  commitTree,
  baseOf,
  presentTree,
  changesBetween,
  treeWith,
  stateFailure,
  stateIn,
  openWorkstream,
  commitWorkstream,
  restoreWorkstream
} from "./s82.js";
import {
  accepted,
  acceptedText
} from "./s121.js";
import {
  runOne
} from "./s218.js";
import {
  excludedFolders,
  projectTree
} from "./s247.js";
import {
  fence
} from "./s28.js";
import {
  problemsOf
} from "./s61.js";
import {
  startBranch,
  commitOnBranch,
  closingOf,
  forgetClosed,
  commitCheckedOut,
  takeBranch
} from "./s77.js";
import {
  streamFor,
  placeOf2,
  treeAt,
  isInGit,
  initGit,
  clipped,
  result
} from "./s229.js";
import {
  linesUnder,
  sectionText,
  taskText,
  codeText,
  codeLines
} from "./s219.js";
import {
  snapshotTask,
  snapshotTasks,
  snapshotFacts,
  planningTask,
  plannedFacts,
  baseDirOf,
  widthOf,
  itemOf,
  mayChange,
  branchOf,
  buildOf,
  resultsOf,
  baseOfItem,
  acceptedTree,
  commitsOf,
  isDone,
  wasBegun,
  levelsOf,
  wavesOf2,
  overdue
} from "./s241.js";
import {
  closeWorkstreams,
  mergeWorkstreams
} from "./s280.js";
import {
  readMarkdown
} from "./s36.js";
import {
  isTestFile
} from "./s35.js";
import {
  keepNoted,
  keptRef
} from "./s110.js";
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
  limitOf
} from "./s227.js";
import {
  snapshotRef,
  refsOf
} from "./s240.js";
import {
  taskOf,
  approvedCommands
} from "./s5.js";
import {
  denyList
} from "./s276.js";
import {
  treeStore,
  realPath,
  isInside,
  filesIn
} from "./s172.js";

// src/workflows/execute/checks/accept.ts
import { lstatSync, rmSync } from "fs";
import { join } from "path";
var accept = async (scene, task, signal) => {
  const { workflow, run } = scene;
  const found = await acceptance(scene, task.item ?? "", signal);
  const { tree, problems, unapproved } = found;
  const say = (outcome, more = []) => result(task, outcome, {
    ...found,
    problems: [...more, ...problems],
    facts: {
      ...tree === null ? {} : { tree },
      ran: clipped(found.ran.map(ranLine)),
      ...found.red === undefined ? {} : { red: clipped(found.red.map(ranLine)) }
    },
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
  const place = placeOf2(scene, item);
  if (!place.ok)
    return cannot(place.problem);
  const begun = treeAt(scene, place);
  if (!begun.ok)
    return cannot(begun.problem);
  const outside = outsideOf(scene, place, planned, begun.tree);
  const unapproved = planned.criteria.filter((text) => !isApproved(run, text));
  const mayBeLeft = outside.every(({ status }) => status === "added") && unfinished(scene, item).length === 0;
  const made = place.stream !== null && unapproved.length === 0 && mayBeLeft ? takeAway(place, outside) : [];
  const tree = made.length === 0 ? begun : treeAt(scene, place);
  if (!tree.ok)
    return cannot(tree.problem);
  const work = place.stream === null ? null : commitWorkstream(project, place.stream);
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
    const restored = restoreWorkstream(project, place.stream, work?.commit);
    if (!restored.ok)
      return cannot(`${restored.problem}; ${restored.remedy}`);
  }
  const isGreen = wrong.length === 0 && missing.length === 0 && ran.every((one) => one.state === "passed");
  const red = planned.tdd && isGreen ? await redRun(scene, place, planned, ran, signal) : null;
  if (red?.ok === false)
    return cannot(red.problem);
  const problems = [
    ...red?.problems ?? [],
    ...wrong,
    ...missing.map((path) => `${notOwn(path)}; it was taken away`),
    ...ran.filter((one) => one.state !== "passed").map(ranLine)
  ];
  const named = outside.map(({ path }) => path).filter((path) => !made.includes(path) || missing.includes(path));
  const found = { tree: tree.tree, problems, unapproved: [], outside: named, ran };
  return red === null ? found : { ...found, red: red.ran };
}
async function redRun(scene, place, planned, green, signal) {
  const { project } = scene;
  const { stream } = place;
  if (stream === null)
    return { ok: false, problem: "its tests have to be seen failing first, which needs a git repository: git init" };
  const opened = openWorkstream(project, stream);
  if (!opened.ok)
    return { ok: false, problem: `${opened.problem}; ${opened.remedy}` };
  const begun = treeAt(scene, place);
  if (!begun.ok)
    return begun;
  const base = baseOfItem(scene.run, String(planned.n));
  const changed = base === null ? [] : changedFiles(project.root, base, begun.tree, treeStore(project));
  const code = changed.filter(({ path }) => !isTestFile(path));
  if (code.length === changed.length)
    return {
      ok: true,
      ran: [],
      problems: ["never red: no test file was changed, expected one that fails without the rest of the work"]
    };
  const back = takeBack(place, code, opened.base);
  const ran = back === null ? await runCriteria(scene, place, planned, signal) : [];
  const restored = restoreWorkstream(project, stream);
  const problem = back ?? (restored.ok ? null : `${restored.problem}; ${restored.remedy}`);
  if (problem !== null)
    return { ok: false, problem };
  const runsTests = green.filter(({ told_by }) => told_by !== undefined && told_by !== "exit").map((one) => one.command);
  const isRed = ran.some(({ command, state }) => state === "failed" && (runsTests.length === 0 || runsTests.includes(command)));
  const problems = isRed ? [] : [
    "never red: with its tests on the code as it was before no test fails, expected one that does",
    ...ran.map((one) => `without the work: ${ranLine(one)}`)
  ];
  return { ok: true, ran, problems };
}
function takeBack({ project: { root } }, files, commit) {
  for (const { path } of files.filter(({ status }) => status === "added"))
    rmSync(join(root, path), { force: true });
  const old = files.filter(({ status }) => status !== "added").map(({ path }) => `:(literal)${path}`);
  for (let at = 0;at < old.length; at += 200) {
    const done = runGit(["checkout", "--quiet", commit, "--", ...old.slice(at, at + 200)], { cwd: root });
    if (!done.ok)
      return `git checkout failed: ${gitErrors(done)}`;
  }
  return null;
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
    const { command, shell, state, exit, signal: by, ms, lines, log, told_by } = ran;
    all.push({ command, shell, state, exit, signal: by, ms, lines, log, told_by });
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
    return treeAt2(repo, commit);
  const found = tryGit(repo, ["rev-parse", "--verify", `${commit}:${repo.prefix.replace(/\/$/, "")}`]);
  if (found.ok)
    return found.out.toString().trim();
  const empty = git(repo, ["hash-object", "-t", "tree", "-w", "--stdin"], { stdin: "" }).toString().trim();
  if (empty === "")
    throw new SnapshotFailed("git made no empty tree", "try again");
  return empty;
}

// src/workflows/execute/checks/commit.ts
function changedSince(scene, item) {
  const { project, run } = scene;
  const base = baseOfItem(run, item);
  const now = projectTree(scene);
  if (!now.ok)
    return now;
  const unread = { ok: false, problem: "what the project held before the task cannot be read any more" };
  if (base === null || now.subject === null)
    return unread;
  const changed = unlessUnreadable(() => changedFiles(project.root, base, now.subject, treeStore(project)), null);
  return changed === null ? unread : { ok: true, files: new Set(changed.map(({ path }) => path)) };
}
var commit = async (scene, task, signal) => {
  const { project, workflow, run } = scene;
  const item = task.item ?? "";
  const planned = itemOf(run, task);
  const cannot = (problem) => result(task, "cannot", { problems: [problem] });
  if (planned === undefined)
    return cannot(`the plan has no task ${item}`);
  const build = buildOf(run, excludedFolders(workflow));
  const { plan, task: number } = planned;
  const trailers = {
    Run: run.run,
    Item: item,
    ...plan === undefined ? {} : { Plan: plan, Task: String(number ?? item) }
  };
  const options = {
    ...build,
    branch: branchOf(run),
    contains: commitsOf(run),
    title: planned.commit ?? planned.name,
    trailers
  };
  const commitOn = snapshotFacts(run)?.branch === undefined ? commitOnBranch : commitCheckedOut;
  const stream = streamFor(scene, item);
  const passed = (commit) => {
    const now = projectTree(scene);
    const tree = now.ok ? now.subject : null;
    return result(task, "pass", { tree, facts: commit === null ? {} : { commit } });
  };
  if (stream === null) {
    if (!snapshotFacts(run)?.commits)
      return passed(null);
    const own = changedSince(scene, item);
    if (!own.ok)
      return cannot(own.problem);
    const isOwn = mayChange(planned);
    const made = commitOn(project, { ...options, of: { files: (name) => isOwn(name) && own.files.has(name) } });
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
    const made = commitOn(project, { ...options, of: { files: () => false } });
    return made.ok ? passed(made.commit) : cannot(`${made.problem}; ${made.remedy}`);
  }
  const place = placeOf2(scene, item);
  if (!place.ok)
    return cannot(place.problem);
  const tree = treeAt(scene, place);
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
  const work = commitWorkstream(project, stream);
  if (!work.ok)
    return cannot(`${work.problem}; ${work.remedy}`);
  const now = treeAt(scene, place);
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
  const made = commitOn(project, { ...options, of: { landed: stream } });
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
import { existsSync, mkdirSync, rmSync as rmSync2, statSync } from "fs";
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
  const path = task.reads[0] ?? "";
  const planned = plannedFacts(run, path);
  const { tasks } = planned;
  if (tasks.length === 0)
    return result(task, "no_tasks", {
      problems: ["the plan that was approved has no tasks: there is nothing to carry out"]
    });
  try {
    const folder = workFolderOf(project, run);
    const made = initGit(project, run);
    if (made !== null)
      throw new Cannot(made);
    const kept = keptFiles(scene);
    const commits = isInGit(project);
    const build = buildOf(run, excludedFolders(workflow));
    const branch = commits ? planned.branch : undefined;
    for (const begin of [
      () => branch === undefined ? null : takeBranch(project, build, branch),
      () => commits ? startBranch(project, build) : null
    ]) {
      const begun = begin();
      if (begun?.ok === false)
        throw new Cannot(`${begun.problem}; ${begun.remedy}`);
    }
    const tree = projectTree(scene);
    if (!tree.ok)
      throw new Cannot(tree.problem);
    const {
      folder: plan_folder,
      items,
      ...said
    } = planned.plan_folder === undefined ? handedOver(project, run, tasks, acceptedText(project, run, path) ?? "") : {
      ...accepted(project, planningTask(run, path).artifact),
      folder: planned.plan_folder,
      items: tasks
    };
    const isApart = commits && (run.settings.execute?.isolation ?? planned.isolation) !== "checkout";
    const executor_s = executorSeconds(scene);
    const facts = {
      items,
      snapshot: kept,
      tree: snapshotTasks(run)[0]?.facts?.tree ?? tree.subject,
      isolation: isApart ? "worktree" : "checkout",
      commits,
      plan_folder,
      ...branch === undefined ? {} : { branch },
      ...planned.plan_files === undefined ? {} : { plan_files: planned.plan_files },
      executor_s,
      execution_s: run.settings.limits.execution_s ?? executor_s * wavesOf2(items, isApart ? widthOf(run) : 1)
    };
    if (Buffer.byteLength(JSON.stringify(facts)) > MAX_FACTS)
      throw new Cannot("the plan is too long for the run's journal: it needs fewer tasks, or fewer files in each");
    if (folder !== null)
      mkdirSync(folder, { recursive: true });
    const warnings = kept === null ? [NO_GIT] : [];
    return result(task, "pass", { tree: tree.subject, facts: { ...facts, warnings }, warnings, ...recorded(said) });
  } catch (error) {
    if (error instanceof Cannot || error instanceof UnsafeFile)
      return result(task, "cannot", { problems: [error.message] });
    if (error instanceof SnapshotFailed)
      return result(task, "cannot", { problems: [`${error.message}; ${error.remedy}`] });
    throw error;
  }
};
var NO_GIT = "The project is in no git repository: there is no snapshot to go back to, and no commits are made.";
var recorded = ({ details = {}, sections = [] }) => ({ details, sections });
var executorSeconds = ({ workflow, run }) => {
  const agent = workflow.roles?.executor?.agent ?? "executor";
  const minutes = run.settings.bounds?.[agent]?.minutes ?? workflow.bounds[agent]?.minutes;
  return minutes === undefined ? EXECUTOR_S : Math.round(minutes * 60);
};
function workFolderOf({ root }, run) {
  const named = baseDirOf(run);
  const path = join2(root, named);
  if (!isInside(realPath(path), realPath(root)) || named.split(/[/\\]/).includes(".."))
    throw new Cannot(`base_dir: found ${JSON.stringify(named)}, expected the project ${root} or a folder below it`);
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory())
    return null;
  if (existsSync(path))
    throw new Cannot(`base_dir: ${named} is no folder`);
  if (run.options.base_dir === "create")
    return path;
  throw new Cannot(`base_dir: the folder ${named} is not there, and nobody has agreed that it is made`);
}
function keptFiles({ project, workflow, run }) {
  const place = placeOfStates(project, excludedFolders(workflow));
  if (place === null)
    return null;
  const ref = snapshotRef(run.run);
  const there = keptRef(project, place, ref, run);
  if (there.noted !== null && there.commit !== null)
    return there.commit;
  const message = `multi-ai: the project's files before the implementation of ${run.run}`;
  return keepNoted(project, place, ref, presentState(place, { write: true }), message);
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
  const planned = [...textOf(project, `${dirname(PHASES)}/ROADMAP.md`).matchAll(/^#{2,4} Phase (\d+)/gm)];
  const taken = [...names.map((name) => Number.parseInt(name, 10)), ...planned.map(([, n]) => Number(n))];
  return own ?? phaseName(1 + Math.max(0, ...taken), run.request.text);
}
var plansIn = (project, phase) => filesIn(join2(project.root, PHASES, phase)).filter((name) => name.endsWith("-PLAN.md"));
var isOf = (project, run, phase, name) => textOf(project, `${PHASES}/${phase}/${name}`).includes(`
run: ${JSON.stringify(run.run)}
`);

// src/workflows/execute/checks/waits.ts
var waits = async ({ project, run }, task) => {
  const planned = itemOf(run, task);
  if (planned === undefined)
    return result(task, "cannot", { problems: [`the plan has no task ${task.item}`] });
  const said = accepted(project, snapshotTask(run)?.artifact ?? null);
  return result(task, "waits", { kind: planned.waits, details: said?.details?.[planned.n] ?? planned.name });
};

// src/workflows/execute/checks/index.ts
var EXECUTE_CHECKS = { snapshot, accept, commit, completion };
var WAITS_CHECKS = { waits };
export {
  EXECUTE_CHECKS,
  WAITS_CHECKS
};
