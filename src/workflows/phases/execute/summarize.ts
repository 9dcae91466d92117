import type { Run, Task } from "../../../engine/run.ts";
import { accepted } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { sha256 } from "../../../store/journal.ts";
import { plural } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { result } from "../../execute/checks/place.ts";
import type { TaskResult } from "../../execute/kind.ts";
import {
  branchOf,
  checksOf,
  commitsOf,
  isDone,
  itemOf,
  type PlanTask,
  planningTask,
  resultsOf,
  snapshotFacts,
} from "../../execute/plan.ts";
import { ROADMAP } from "../paths.ts";
import { problemText } from "../phase-found.ts";
import type { Edited } from "../planning/edit.ts";
import { applyChanges, change, put, readText } from "../planning/files.ts";
import type { Problem } from "../planning/model.ts";
import { readPlanText } from "../planning/plan.ts";
import { setPlanDone } from "../planning/roadmap-edit.ts";
import { type NewSummary, readSummaryText, renderSummary } from "../planning/summary.ts";
import { doneProblems } from "./done.ts";
import { changesOf, changesTogether, planCommits } from "./history.ts";
import { type CarriedPlan, TASKS, type TasksRecord } from "./recorded.ts";

/** What a run carries out, in full; null: it is not kept any more. */
export const tasksRecord = ({ project, run }: Scene): TasksRecord | null =>
  accepted<TasksRecord>(project, planningTask(run, TASKS)?.artifact ?? null);

export const GONE = "what this run carries out is gone from .task/objects";

/** `02-01-SUMMARY.md`, beside the plan. */
export const summaryPath = ({ path }: Pick<CarriedPlan, "path">): string => path.replace(/PLAN\.md$/, "SUMMARY.md");

/** Behind the last task of a plan: its summary, which holds or is not written. */
export const summarize: Check = async (scene, task) => {
  const { run } = scene;
  const record = tasksRecord(scene);
  const plan = record?.plans.find(({ id }) => id === itemOf(run, task)?.plan);
  if (record === null || plan === undefined) return result(task, "cannot", { problems: [GONE] });
  const changed = changedPlan(scene, plan);
  if (changed !== null && run.options.changed !== task.item) return result(task, "changed", { problems: [changed] });
  const problems = writeSummary(scene, record, plan);
  return problems.length > 0
    ? result(task, "cannot", { problems })
    : result(task, "pass", { facts: { plan: plan.id, summary: summaryPath(plan) } });
};

/** What has happened to a plan's file since it was approved; null: nothing. */
function changedPlan({ project }: Scene, { path, sha256: before }: CarriedPlan): string | null {
  const text = readText(project.root, path, []);
  if (text === null) return `${path} is gone since you approved it`;
  return sha256(text) === before
    ? null
    : `${path} is not as you approved it: what was carried out is the plan of before`;
}

/** Items of a plan, in their order. */
const itemsOf = (run: Run, { id }: CarriedPlan): PlanTask[] =>
  (snapshotFacts(run)?.items ?? []).filter(({ plan }) => plan === id);

/**
 * Writes the summary of a plan whose tasks are all done, holds it to what is there, and ticks the plan in the roadmap.
 * @returns what is wrong; then nothing is written
 */
export function writeSummary(scene: Scene, record: TasksRecord, plan: CarriedPlan): string[] {
  const { project, run } = scene;
  const path = summaryPath(plan);
  const open = itemsOf(run, plan).filter(({ n }) => !isDone(run, String(n)));
  if (open.length > 0) return open.map(({ n, name }) => `task ${n} ${name} is not done`);
  const summary = summaryOf(scene, record, plan);
  const place = {
    path,
    phase: record.phase.number,
    file: { name: path.slice(path.lastIndexOf("/") + 1), plan: summary.plan, slug: "" },
  };
  const text = renderSummary(summary);
  const read = readSummaryText(text, place);
  const unread: Problem[] = [];
  const there = readText(project.root, path, unread);
  if (unread.length > 0) return unread.map(problemText);
  // After a kill it may be there already, with other minutes in it.
  if (there !== null && readSummaryText(there, place).commits.join() !== read.commits.join())
    return [`${path} is there already, and this run has not written it: take it away, or give the plan up`];
  const source = readText(project.root, plan.path, []) ?? "";
  const asRead = readPlanText(source, { ...place, path: plan.path });
  const problems = doneProblems(project.root, asRead, read, branchOf(run));
  if (problems.length > 0) return problems;
  const written = applyChanges(project.root, [put(path, text), change(ROADMAP, (before) => ticked(before, plan))]);
  return written.ok ? [] : written.problems.map(problemText);
}

/** The roadmap with the box of a plan ticked, where it lists that plan. */
function ticked(text: string, { id }: CarriedPlan): Edited {
  const edited = setPlanDone(text, id, true);
  return edited.ok ? edited : { ok: true, text };
}

/** Minutes in which somebody was at work on these tasks. */
function minutesOf(tasks: readonly Task[]): number {
  const spans = tasks.map(({ started_at, ended_at }) =>
    started_at === null || ended_at === null ? 0 : Math.max(0, Date.parse(ended_at) - Date.parse(started_at)),
  );
  return Math.max(1, Math.round(spans.reduce((sum, one) => sum + one, 0) / 60_000));
}

/** What the person said about a task that waited for them. */
const answersOf = (run: Run, item: string): string[] =>
  run.decisions.flatMap(({ kind, task, text }) => {
    const isOfIt = kind === "execute-waits" && run.tasks.find((one) => one.id === task)?.item === item;
    return isOfIt && text !== null ? [text] : [];
  });

/** What agents said, each thing once, and without anything that looks like the word by which a task is known. */
const said = (texts: readonly string[]): string[] => [
  ...new Set(texts.map((text) => text.replace(/\b[0-9a-f]{32}\b/g, "…"))),
];

/** A task of the plan that this run carried out. `number`: in the plan. */
interface Work {
  item: string;
  number: number;
  name: string;
  result: TaskResult | null;
  /** Null: it changed nothing. */
  commit: string | null;
}

function summaryOf(scene: Scene, { phase }: TasksRecord, plan: CarriedPlan): NewSummary {
  const { project, run } = scene;
  const items = itemsOf(run, plan);
  const carried = items.filter(({ waits }) => waits === undefined);
  // A task that found its work there changes nothing: then the commit that brought it is its own.
  const before = planCommits(project.root, [plan.id], "checkout");
  const commitOf = (number: number): string | null => {
    const item = carried.find(({ task }) => task === number);
    const own = item === undefined ? undefined : commitsOf(run, String(item.n)).at(-1);
    const done = own ?? plan.done.find(({ task }) => task === number)?.commit;
    if (done !== undefined || item === undefined) return done ?? null;
    const brought = before.findLast(({ task }) => task === number) ?? before.findLast(({ task }) => task === null);
    return brought?.commit ?? null;
  };
  const work = carried.map(({ n, task, name }): Work => {
    const result = accepted<TaskResult>(project, resultsOf(run, String(n)).at(-1)?.artifact ?? null);
    return { item: String(n), number: task ?? n, name, result, commit: commitOf(task ?? n) };
  });
  const tasks = plan.tasks.map((one, index) => ({ ...one, commit: commitOf(index + 1) }));
  const commits = [...new Set(tasks.flatMap(({ commit }) => commit ?? []))];
  const changed = changesTogether(changesOf(project.root, commits));
  const pathsOf = (status: "added" | "modified" | "deleted"): string[] =>
    changed.filter((one) => one.status === status).map((one) => one.path);
  const gone = pathsOf("deleted");
  const setup = items.filter(({ waits }) => waits === "external-service" || waits === "package-install");
  return {
    folder: phase.folder,
    phase: phase.number,
    plan: Number(/(\d+)$/.exec(plan.id)?.[1] ?? 1),
    name: phase.name,
    one_liner: plan.objective || plan.tasks[0]?.name || plan.id,
    provides: said(work.flatMap(({ result }) => result?.summary ?? [])),
    created: pathsOf("added"),
    modified: pathsOf("modified"),
    decisions: [
      ...said(work.flatMap(({ result }) => result?.decisions ?? [])),
      ...items.flatMap(({ n, name }) => answersOf(run, String(n)).map((text) => `${name}: ${text}`)),
    ],
    requirements: plan.requirements,
    minutes: minutesOf(run.tasks.filter((task) => work.some(({ item }) => item === task.item))),
    date: run.updated_at.slice(0, 10),
    tasks,
    deviations: work.flatMap(({ number, name, result, commit }) =>
      said(result?.deviations ?? []).map((found) => ({ title: `Task ${number}: ${name}`, found, commit })),
    ),
    red: work.flatMap((one) => redOf(run, one)),
    issues: [
      ...work.flatMap((one) => issuesOf(run, one)),
      ...plan.done.map(
        ({ task }) => `Task ${task} was done and committed by an earlier run, which did not come to a summary.`,
      ),
      ...plan.unshown.map(
        (task) => `Task ${task}: the plan names no command for it, so no run of the program shows it.`,
      ),
      ...(gone.length === 0 ? [] : [`Taken away: ${gone.join(", ")}`]),
    ],
    setup: setup.map(({ name }) => `${name}: you said that it is done`),
    concerns: said(work.flatMap(({ result }) => result?.concerns ?? [])),
  };
}

function issuesOf(run: Run, { item, number, commit }: Work): string[] {
  const tries = resultsOf(run, item).length;
  const isWaived = checksOf(run, item, "accept").some(({ waiver }) => waiver !== null);
  return [
    ...(tries > 1 ? [`Task ${number} took ${plural(tries, "try", "tries")}.`] : []),
    ...(isWaived ? [`Task ${number} was taken unchecked, by your own word.`] : []),
    ...(commit === null ? [`Task ${number} changed nothing, and so has no commit.`] : []),
  ];
}

/** What failed with the tests of a task alone. */
function redOf(run: Run, { item, number }: Work): string[] {
  const red = checksOf(run, item, "accept").findLast(({ facts }) => Array.isArray(facts.red))?.facts.red as unknown[];
  return red?.length > 0 ? [`Task ${number}, with its tests alone: ${red.join("; ")}. With the work all pass.`] : [];
}
