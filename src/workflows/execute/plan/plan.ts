import { acceptedTasks, type Run, type Task } from "../../../engine/run.ts";
import type { Functions, WaveItem, WaveRules } from "../../../engine/workflow.ts";
import { globSet, mayMeet, waysOf } from "../../../project/globs.ts";
import type { Workstream } from "../../../project/worktrees/names.ts";
import { sha256 } from "../../../store/journal.ts";
import type { Evidence, Seen } from "../../tests/evidence.ts";
import { levelsOf, type Placed } from "./order.ts";

/** Limits by name: executors at work at once, and how often one task is tried. */
export const EXECUTE_LIMITS = { width: 3, tries: 3 };

/** Kind of what an executor writes. */
export const TASK_RESULT = "task-result";

/** Tasks that a plan may have. */
export const MAX_PLAN_TASKS = 60;

/** What is carried out: the tasks of a plan, as facts of the run have them. Pure. */

/** One task of a plan. */
export interface PlanTask {
  /** Its number in the plan, from 1. */
  n: number;
  name: string;
  /** Paths and globs from the project's folder: all that it may change. */
  files: string[];
  /** Numbers of the tasks whose work it builds on. */
  after: number[];
  /** Commands before the work. */
  setup: string[];
  /** Commands that exit with 0 when it is done. */
  criteria: string[];
  /** The plan that it is of, where one run carries out several, as their files name it: `02-01`. */
  plan?: string;
  /** Its number in that plan, from 1. */
  task?: number;
  /** Its tests have to be seen failing before they pass. */
  tdd?: true;
  /** First line of its commit; its name when absent. */
  commit?: string;
  /** The model that works on it, where that is not its executor's own. */
  model?: string;
  /**
   * Nobody works on it: it waits for the person, who is asked for this kind of thing, such as
   * `human-verify`.
   */
  waits?: string;
}

/** What the artifact with the plan states as facts. */
export interface PlannedFacts {
  tasks: PlanTask[];
  /**
   * Of several plans: the files that all tasks of each may change, by the plan's name. Such tasks
   * name none themselves.
   */
  plan_files?: Record<string, string[]>;
  /** Commands that test the project whole, which run before the first task and after the last. */
  tests?: string[];
  /**
   * The branch that takes the commits, and is checked out then; the run's own, beside the checkout,
   * when absent.
   */
  branch?: string;
  /**
   * Folder where the plans are files already: then none are written. The artifact has `details`
   * then, what is to be done by the number of the task, and `sections`, what holds for every task;
   * else it is a plan as its author writes it.
   */
  plan_folder?: string;
}

/** What such an artifact says in full, beside its facts. */
export interface PlannedRecord {
  details?: Record<string, string>;
  sections?: { title: string; body: string }[];
}

/** Where the items work: each in a worktree of its own, or one after the other in the checkout. */
type Isolation = "worktree" | "checkout";

/** What the `snapshot` check has found out, as the journal has it. */
export interface SnapshotFacts extends Pick<PlannedFacts, "plan_files" | "tests"> {
  items: PlanTask[];
  /** The commit that a rollback goes back to; null: there is no git. */
  snapshot: string | null;
  /** The project's tree at that moment. */
  tree: string | null;
  isolation: Isolation;
  /** Whether there is a branch of the run that takes the commits. */
  commits: boolean;
  /** The branch that takes the commits, where it is checked out. */
  branch?: string;
  /** Hash of the plan that was written for people; missing where its files were there. */
  plan_file?: string;
  /** How each of `criteriaOf`, and then of `tests`, ended on that tree, before anything was done. */
  before: Seen[];
  /** Those of them whose runner reported its tests then. */
  reported: string[];
  /** Titles of tests that were reported as failed, by their command. */
  red: Record<string, string[]>;
}

/** What the checks of an item say of it. */
export interface ItemFacts {
  /** The tree of the item that was judged. */
  tree?: string;
  /** The tree that the item's work starts from by now. */
  base?: string;
  /** The item's commit on the run's branch. */
  commit?: string;
  /** Why it does not hold. */
  problems?: string[];
  /** What its criteria show of its work. */
  evidence?: Evidence;
  /** Why that is unknown although they pass. */
  why?: string;
  /** What else a person has to know of it. */
  warnings?: string[];
  /**
   * Numbers of earlier items whose criteria fail with the tests as these left them: this one has
   * changed those.
   */
  lost?: string[];
}

/** What the `completion` check has found out. */
export interface CompletionFacts {
  done: number;
  total: number;
  /** By the run; null: nobody knows. */
  files_changed: number | null;
  /** How many more were changed by hand. */
  by_hand: number;
  /** How many by no call that was seen. */
  by_unseen: number;
  snapshot: string | null;
  /** `2 Name`: items that failed, and those that were never begun because of them. */
  failed: string[];
  skipped: string[];
  /** How many changed nothing, which the person took as it is. */
  unchanged: number;
  /** What the criteria of each task show that is done and changed something. */
  evidence: Evidence[];
  /**
   * Criteria that passed with their task and whose tests a later task removed, so nobody knows what
   * they show now.
   */
  gone?: string[];
}

/** What the completion check found; null before it has run. */
export const completionFacts = (run: Run): CompletionFacts | null =>
  (run.tasks.findLast(
    (task) => task.who.program === "completion" && task.outcome !== null && !task.void,
  )?.facts as CompletionFacts | undefined) ?? null;

/**
 * Tasks by which the program took a snapshot, also of plans that were carried out in part and made
 * again since.
 */
export const snapshotTasks = (run: Run): Task[] =>
  run.tasks.filter((task) => task.who.program === "snapshot" && task.outcome === "pass");

/** The one that counts; undefined before that. */
export const snapshotTask = (run: Run): Task | undefined =>
  snapshotTasks(run).findLast((task) => !task.void);

/** What the snapshot has found out; each task with its files. */
export function snapshotFacts(run: Run): SnapshotFacts | null {
  const facts = snapshotTask(run)?.facts as SnapshotFacts | undefined;
  if (facts?.plan_files === undefined) return facts ?? null;
  const { plan_files: files, items } = facts;
  return {
    ...facts,
    items: items.map((item) => ({
      ...item,
      files: [...item.files, ...(files[item.plan ?? ""] ?? [])],
    })),
  };
}

/** The accepted task that has written the plan; `path`: where its file is. */
export const planningTask = (run: Run, path: string): Task | undefined =>
  acceptedTasks(run).findLast(
    ({ writes, handed }) => writes === path || handed.some((one) => one.path === path),
  );

/** What the plan's newest accepted file states; `path`: where that file is. */
export const plannedFacts = (run: Run, path: string): PlannedFacts => ({
  tasks: [],
  ...(planningTask(run, path)?.facts as Partial<PlannedFacts> | undefined),
});

/** The tasks of a plan as a wave: see `Workflow.waves`. */
export const planWave: WaveRules = {
  most: MAX_PLAN_TASKS,
  items: (run) => waveItems(snapshotFacts(run)?.items ?? []),
  // In one checkout tasks run one after another.
  width: (run) => (snapshotFacts(run)?.isolation === "checkout" ? 1 : widthOf(run)),
};

/** How many executors are at work at once, where each has a worktree. */
const widthOf = (run: Run): number => run.settings.limits.width ?? EXECUTE_LIMITS.width;

/**
 * A plan's tasks in an order in which they can be done; of two that may change the same file the
 * later one waits.
 */
export function waveItems(
  items: readonly Pick<PlanTask, "n" | "name" | "files" | "after" | "model">[],
): WaveItem[] {
  const levels = levelsOf(placed(items));
  const order = items.toSorted((a, b) => levels.get(a.n)! - levels.get(b.n)! || a.n - b.n);
  return order.map(({ n, name, files, after, model }, index) => {
    const earlier = order
      .slice(0, index)
      .filter((one) => after.includes(one.n) || meet(one.files, files));
    const item = {
      item: String(n),
      role: "executor",
      title: name,
      after: earlier.map((one) => String(one.n)),
    };
    return model === undefined ? item : { ...item, model };
  });
}

/** Whether two lists of paths and globs may name the same file. */
function meet(some: readonly string[], others: readonly string[]): boolean {
  const ways = others.map(waysOf);
  return some.map(waysOf).some((one) => ways.some((other) => mayMeet(one, other)));
}

/** The commands by which tasks are known to be done, each once. */
export const criteriaOf = (items: readonly Pick<PlanTask, "criteria">[]): string[] => [
  ...new Set(items.flatMap(({ criteria }) => criteria)),
];

/**
 * How a criterion ended without the work of an item: on the tree before the first task or, where an
 * item that this one stands on has seen it pass since, so. Null: nobody has run it.
 */
export function seenBefore(run: Run, item: string, command: string): Seen {
  const { items = [], tests = [], before = [], isolation } = snapshotFacts(run) ?? {};
  const begun = resultsOf(run, item)[0]?.acceptedSeq ?? 0;
  const below = isolation === "checkout" ? items.map(({ n }) => String(n)) : itemsBelow(run, item);
  const passedSince = items.some(
    ({ n, criteria }) =>
      String(n) !== item &&
      below.includes(String(n)) &&
      criteria.includes(command) &&
      checksOf(run, String(n), "accept").some(({ outcome }) => outcome === "pass") &&
      checksOf(run, String(n), "commit").some(
        ({ outcome, acceptedSeq }) => outcome === "pass" && acceptedSeq < begun,
      ),
  );
  const at = [...criteriaOf(items), ...tests].indexOf(command);
  return passedSince ? "passed" : (before[at] ?? null);
}

/** Items whose work is there when an item begins, whatever the order. */
function itemsBelow({ items = [] }: Run, item: string): string[] {
  const found = [item];
  for (const at of found)
    found.push(
      ...(items.find((item) => item.item === at)?.after ?? []).filter(
        (one) => !found.includes(one),
      ),
    );
  return found.slice(1);
}

/** The plan's task that a task of the run is for; undefined: it is for none. */
export const itemOf = (run: Run, task: Pick<Task, "item">): PlanTask | undefined =>
  snapshotFacts(run)?.items.find(({ n }) => String(n) === task.item);

/** Git's own files, and the program's: no glob means them. */
const NOBODYS = /(?:^|\/)\.git(?:\/|$)|^(?:\.\/)?\.task(?:\/|$)/i;

/** Whether a path of the project is one that a plan's task may change. */
export function mayChange({ files }: Pick<PlanTask, "files">): (path: string) => boolean {
  // A plan names files from the project's folder; without a slash a glob would match in every
  // folder.
  const isNamed = globSet(files.map((file) => (/^\.?\//.test(file) ? file : `./${file}`)));
  return (path) => isNamed(path) && !NOBODYS.test(path);
}

/**
 * Whether a task names this path as one of its files. A task that may change everything names none.
 */
export const hasNamed = ({ files }: Pick<PlanTask, "files">): ((path: string) => boolean) =>
  mayChange({ files: files.filter((file) => /[^*./]/.test(file)) });

/**
 * Not `multi-ai/` alone: git would take such a name for that of the snapshot,
 * `refs/multi-ai/<run>`.
 */
export const WORK_BRANCHES = "multi-ai/work-";

/** The branch with one commit per item, without `refs/heads/`. */
export const branchOf = (run: Run): string =>
  snapshotFacts(run)?.branch ?? `${WORK_BRANCHES}${run.run}`;

/**
 * What is the same for all workstreams of a run. `exclude`: folders that are no part of the work.
 */
export const buildOf = (run: Run, exclude: string[]) => ({ run: run.run, lock: run.run, exclude });

/**
 * The worktree of an item; null: it works in the checkout. Each item starts from the checkout as it
 * is then. One that has to be seen failing always has its own: there its tests can be run on the
 * code as it was, and nobody's files are touched.
 */
export function streamOf(run: Run, item: string, exclude: string[]): Workstream | null {
  const { isolation, commits } = snapshotFacts(run) ?? { isolation: "checkout", commits: false };
  if (isolation !== "worktree" && !(commits && itemOf(run, { item })?.tdd)) return null;
  // Of a plan that was made again the same number is another task: what is left of the old one is
  // no start for it.
  const times = snapshotTasks(run).length;
  const plan = times > 1 ? `-plan${times}` : "";
  return { ...buildOf(run, exclude), run: `${run.run}${plan}-${plain(item)}`, area: item };
}

const plain = (item: string): string =>
  /^[A-Za-z0-9_-]{1,40}$/.test(item) ? item : sha256(item).slice(0, 12);

/** What an item's executor does: its work and what it mends, oldest first. */
const workOn = (run: Run, item: string | null): Task[] =>
  run.tasks.filter((task) => task.schema === TASK_RESULT && task.item === item && !task.void);

/** The results of an item's executor, oldest first. */
export const resultsOf = (run: Run, item: string | null): Task[] =>
  workOn(run, item).filter((task) => task.outcome !== null);

/** Checks of an item that have ended, oldest first. */
export const checksOf = (
  run: Run,
  item: string | null,
  program: "accept" | "commit" | "waits",
): Task[] =>
  run.tasks.filter(
    (task) =>
      task.who.program === program && task.item === item && task.outcome !== null && !task.void,
  );

/** When an item's work began, with its worktree made; null: it has not. */
export const beganItem = (run: Run, item: string): string | null =>
  workOn(run, item)[0]?.started_at ?? null;

/** The tree that an item's work starts from; null where nobody knows. */
export function baseOfItem(run: Run, item: string | null): string | null {
  const moved = checksOf(run, item, "commit").findLast(
    (task) => typeof task.facts.base === "string",
  );
  return moved === undefined ? (workOn(run, item)[0]?.base ?? null) : (moved.facts.base as string);
}

/** Nothing that the program looked at speaks against it. */
const isMet = ({ outcome }: Task): boolean => outcome === "pass" || outcome === "unchecked";

/**
 * The tree of an item that last met its criteria, or that the person took as it is; null: none has.
 */
export const acceptedTree = (run: Run, item: string | null): string | null =>
  (countedCheck(run, item)?.facts as ItemFacts | undefined)?.tree ?? null;

/** Commits of the run's items, oldest first; `item`: of this one. */
export const commitsOf = (run: Run, item?: string): string[] =>
  run.tasks.flatMap((task) => {
    const { commit } = task.facts as ItemFacts;
    const isOf = item === undefined || task.item === item;
    return isOf &&
      ["commit", "completion"].includes(task.who.program ?? "") &&
      !task.void &&
      typeof commit === "string"
      ? [commit]
      : [];
  });

/**
 * Where they go: on the branch that is checked out, on one of their own that is checked out then,
 * or nowhere.
 */
export const TAKINGS = ["here", "branch", "files"] as const;
export type Taking = (typeof TAKINGS)[number];

/** Whether a run has commits beside the branch that is checked out. */
export const hasCommits = (run: Run): boolean =>
  snapshotFacts(run)?.branch === undefined && commitsOf(run).length > 0;

/** What was chosen: by the person in the run, else by the settings; undefined: nothing. */
export const takingOf = ({
  options,
  settings,
}: Pick<Run, "options" | "settings">): Taking | undefined =>
  (options.commits as Taking | undefined) ?? settings.execute?.commits;

/** Rules of the gates by which commits are taken. */
export const TAKE_RULES: Functions["rules"] = {
  /** Nobody has said where they go. */
  asksTake: (run) => hasCommits(run) && !run.auto && takingOf(run) === undefined,
  takes: (run) => hasCommits(run) && (takingOf(run) ?? "files") !== "files",
};

/**
 * Whether an item is in the checkout, with its criteria met. A person's word that it may stay as it
 * is counts.
 */
export const isDone = (run: Run, item: string): boolean =>
  checksOf(run, item, "commit").some(
    ({ outcome, status }) => outcome === "pass" && status === "done",
  ) || checksOf(run, item, "waits").some(({ status }) => status === "done");

/** The check of an item that counts: its criteria were met, or the person took it as it is. */
const countedCheck = (run: Run, item: string | null): Task | undefined =>
  checksOf(run, item, "accept").findLast((task) => isMet(task) || task.waiver !== null);

/** How the person took an item whose check did not pass, such as `unchecked`; null: it passed. */
export function takenHow(run: Run, item: string): string | null {
  const last = countedCheck(run, item);
  if (last === undefined || isMet(last)) return null;
  const { evidence, why, problems } = last.facts as ItemFacts;
  if (last.outcome === "unapproved") return "unchecked";
  if (last.outcome === "unchanged") return "although it changed nothing";
  return `although ${evidence === "refuted" ? "its commands failed" : (why ?? problems?.at(-1) ?? "it does not meet its criteria")}`;
}

/** What the check of an item warns of. */
export const warningsOf = (run: Run, item: string): string[] =>
  (countedCheck(run, item)?.facts as ItemFacts | undefined)?.warnings ?? [];

/**
 * The rule of a workflow that says whether the code of all tasks is reviewed once they are done;
 * without it the person is asked what its reviewer would be.
 */
export const REVIEWED = "executeIsReviewed";

type ItemEvidence = { evidence: Evidence | null; words: string };

/** What is told of an item that is done; null: nobody has checked it. `gone`: see `CompletionFacts`. */
export function itemEvidence(
  run: Run,
  item: string,
  gone = completionFacts(run)?.gone ?? [],
): ItemEvidence | null {
  const last = countedCheck(run, item);
  const { evidence, why } = (last?.facts ?? {}) as ItemFacts;
  if (last === undefined || evidence === undefined) return null;
  if (last.outcome === "unchanged") return { evidence: null, words: "changed nothing" };
  if (last.outcome === "unchecked")
    return { evidence: "unknown", words: "unchecked: no command tests it" };
  if (!isMet(last)) {
    const taken = evidence === "refuted" ? evidence : "unknown";
    return { evidence: taken, words: `${taken}: you accepted it ${takenHow(run, item)}` };
  }
  const { criteria = [] } = snapshotFacts(run)?.items.find(({ n }) => String(n) === item) ?? {};
  const lost = criteria.find((criterion) => gone.includes(criterion));
  if (lost !== undefined)
    return { evidence: "unknown", words: `unknown: \`${lost}\` was removed by a later task` };
  const by = run.tasks.findLast(
    (task) => !task.void && (task.facts as ItemFacts).lost?.includes(item),
  )?.item;
  if (by != null)
    return {
      evidence: "unknown",
      words: `unknown: task ${by} changed its tests, and the old versions fail`,
    };
  if (evidence === "proven") return { evidence, words: "proven" };
  if (why !== undefined) return { evidence, words: `unknown: ${why}` };
  return { evidence, words: "unknown: its criteria passed without it as well" };
}

/** How many items are done, and what is shown of them. */
export function doneFacts(run: Run, items: readonly PlanTask[], gone?: string[]) {
  const done = items.filter(({ n }) => isDone(run, String(n)));
  const shown = done.flatMap(({ n }) => itemEvidence(run, String(n), gone) ?? []);
  return {
    done: done.length,
    total: items.length,
    unchanged: shown.filter(({ evidence }) => evidence === null).length,
    evidence: shown.flatMap(({ evidence }) => evidence ?? []),
  };
}

/** Whether it is the person's to say that the work before it is right. */
export const isLook = (item: Pick<PlanTask, "waits"> | undefined): boolean =>
  item?.waits === "human-verify";

/** What the person said when they looked, and whether it was right; null: they have not. */
export function lookOf(run: Run, item: string): { isRight: boolean; text: string | null } | null {
  const [asked] = checksOf(run, item, "waits").filter(({ status }) => status === "done");
  const decision = run.decisions.findLast(
    (decision) => decision.task === asked?.id && decision.kind === "execute-waits",
  );
  return decision === undefined
    ? null
    : { isRight: decision.option !== "revise", text: decision.text };
}

const isWaiting = ({ who }: Pick<Task, "who">): boolean => who.program === "waits";

/** Whether somebody has worked on an item, or was asked about it. */
export const wasBegun = (run: Run, item: string): boolean =>
  run.tasks.some(
    (task) =>
      (task.schema === TASK_RESULT || isWaiting(task)) &&
      task.item === item &&
      !task.void &&
      task.dispatches > 0,
  );

const TASK_REFERENCE =
  /\btasks?\s+#?(\d{1,3}(?:\s*(?:,|and|&|\+)\s*(?:tasks?\s+)?#?\d{1,3})*)(?![\w-])/gi;

/** The numbers of tasks that a text names, such as `Task 1, Task 2` or `Tasks 1 and 2`. */
export const tasksNamed = (text: string): number[] => [
  ...new Set(
    [...text.matchAll(TASK_REFERENCE)].flatMap(([, list]) =>
      [...list!.matchAll(/\d+/g)].map(Number),
    ),
  ),
];

/** Tasks of a plan by their numbers, in their order. */
export const placed = (items: readonly Pick<PlanTask, "n" | "after">[]): Placed<number>[] =>
  items.map(({ n, after }) => ({ id: n, after }));
