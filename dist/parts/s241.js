// @bun
import {
  sha256
} from "./s68.js";
import {
  acceptedTasks
} from "./s5.js";
import {
  globSet,
  waysOf,
  mayMeet
} from "./s18.js";

// src/workflows/execute/plan.ts
var EXECUTE_LIMITS = { width: 3, tries: 3, execution_s: 604800 };
var MAX_PLAN_TASKS = 60;
var snapshotTask = (run) => run.tasks.findLast((task) => task.who.program === "snapshot" && task.outcome === "pass" && !task.void);
var snapshotTasks = (run) => run.tasks.filter((task) => task.who.program === "snapshot" && task.outcome === "pass");
function snapshotFacts(run) {
  const facts = snapshotTask(run)?.facts;
  if (facts?.plan_files === undefined)
    return facts ?? null;
  const { plan_files: files, items } = facts;
  return { ...facts, items: items.map((one) => ({ ...one, files: [...one.files, ...files[one.plan ?? ""] ?? []] })) };
}
var planningTask = (run, path) => acceptedTasks(run).findLast((task) => task.writes === path);
var plannedFacts = (run, path) => ({
  tasks: [],
  ...planningTask(run, path)?.facts
});
var baseDirOf = (run) => {
  const said = acceptedTasks(run).findLast((task) => typeof task.facts.base_dir === "string");
  return said?.facts.base_dir ?? "";
};
var planWave = {
  most: MAX_PLAN_TASKS,
  items: (run) => waveItems(snapshotFacts(run)?.items ?? []),
  width: (run) => snapshotFacts(run)?.isolation === "checkout" ? 1 : widthOf(run),
  overdue
};
var widthOf = (run) => run.settings.limits.width ?? EXECUTE_LIMITS.width;
function waveItems(items) {
  const levels = levelsOf(items);
  const order = items.toSorted((a, b) => levels.get(a.n) - levels.get(b.n) || a.n - b.n);
  return order.map(({ n, name, files, after }, index) => {
    const behind = order.slice(0, index).filter((one) => after.includes(one.n) || meet(one.files, files));
    return { item: String(n), role: "executor", title: name, after: behind.map((one) => String(one.n)) };
  });
}
function meet(some, others) {
  const ways = others.map(waysOf);
  return some.map(waysOf).some((one) => ways.some((other) => mayMeet(one, other)));
}
var itemOf = (run, task) => snapshotFacts(run)?.items.find(({ n }) => String(n) === task.item);
var NOBODYS = /(?:^|\/)\.git(?:\/|$)|^(?:\.\/)?\.task(?:\/|$)/i;
function mayChange({ files }) {
  const isNamed = globSet(files.map((file) => /^\.?\//.test(file) ? file : `./${file}`));
  return (path) => isNamed(path) && !NOBODYS.test(path);
}
var prefixOf = (run) => run.settings.execute?.branch_prefix ?? "multi-ai/work-";
var ownBranch = (run) => `${prefixOf(run)}${run.run}`;
var branchOf = (run) => snapshotFacts(run)?.branch ?? ownBranch(run);
var buildOf = (run, exclude) => ({ run: run.run, lock: run.run, exclude });
function streamOf(run, item, exclude) {
  const { isolation, commits } = snapshotFacts(run) ?? { isolation: "checkout", commits: false };
  if (isolation !== "worktree" && !(commits && itemOf(run, { item })?.tdd))
    return null;
  const times = snapshotTasks(run).length;
  const plan = times > 1 ? `-plan${times}` : "";
  const own = { run: `${run.run}${plan}-${plain(item)}`, prefix: `${ownBranch(run)}${plan}-` };
  return { ...buildOf(run, exclude), ...own, area: item, prefix_setting: "execute.branch_prefix" };
}
var plain = (item) => /^[A-Za-z0-9_-]{1,40}$/.test(item) ? item : sha256(item).slice(0, 12);
var resultsOf = (run, item) => run.tasks.filter((task) => task.schema === "task-result" && task.item === item && !task.void && task.outcome !== null);
var checksOf = (run, item, program) => run.tasks.filter((task) => task.who.program === program && task.item === item && task.outcome !== null && !task.void);
function baseOfItem(run, item) {
  const moved = checksOf(run, item, "commit").findLast((task) => typeof task.facts.base === "string");
  if (moved !== undefined)
    return moved.facts.base;
  return run.tasks.find((task) => task.schema === "task-result" && task.item === item && !task.void)?.base ?? null;
}
var acceptedTree = (run, item) => checksOf(run, item, "accept").findLast((task) => task.outcome === "pass" || task.waiver !== null)?.facts.tree ?? null;
var commitsOf = (run, item) => run.tasks.flatMap((task) => {
  const { commit } = task.facts;
  const isOf = item === undefined || task.item === item;
  return isOf && task.who.program === "commit" && !task.void && typeof commit === "string" ? [commit] : [];
});
var isDone = (run, item) => checksOf(run, item, "commit").some(({ outcome, status }) => outcome === "pass" && status === "done") || checksOf(run, item, "waits").some(({ status }) => status === "done");
var isWaiting = ({ who }) => who.program === "waits";
var wasBegun = (run, item) => run.tasks.some((task) => (task.schema === "task-result" || isWaiting(task)) && task.item === item && !task.void && task.dispatches > 0);
function levelsOf(items) {
  const level = new Map;
  const levelOf = (n) => {
    const known = level.get(n);
    if (known !== undefined)
      return known;
    level.set(n, 1);
    const after = items.find((one) => one.n === n)?.after ?? [];
    const own = 1 + Math.max(0, ...after.map(levelOf));
    level.set(n, own);
    return own;
  };
  return new Map(items.map(({ n }) => [n, levelOf(n)]));
}
function wavesOf2(items, width) {
  const sizes = new Map;
  for (const level of levelsOf(items).values())
    sizes.set(level, (sizes.get(level) ?? 0) + 1);
  return [...sizes.values()].reduce((sum, size) => sum + Math.ceil(size / Math.max(1, width)), 0);
}
function executionSeconds(run) {
  const spans = run.tasks.filter((task) => itemOf(run, task) !== undefined && !isWaiting(task) && task.started_at !== null && !task.void).map((task) => {
    const from = Date.parse(task.started_at);
    const end = task.ended_at ?? (task.dispatch === null ? task.started_at : run.updated_at);
    return [from, Math.max(from, Date.parse(end))];
  }).sort(([a], [b]) => a - b);
  let [total, until] = [0, 0];
  for (const [from, to] of spans) {
    total += Math.max(0, to - Math.max(from, until));
    until = Math.max(until, to);
  }
  return total / 1000;
}
function overdue(run) {
  const most = snapshotFacts(run)?.execution_s ?? Number.POSITIVE_INFINITY;
  return executionSeconds(run) < most ? null : `the time of the execution is used up: ${most} s`;
}

export { EXECUTE_LIMITS, MAX_PLAN_TASKS, snapshotTask, snapshotTasks, snapshotFacts, planningTask, plannedFacts, baseDirOf, planWave, widthOf, itemOf, mayChange, branchOf, buildOf, streamOf, resultsOf, checksOf, baseOfItem, acceptedTree, commitsOf, isDone, wasBegun, levelsOf, wavesOf2, overdue };
