import type { Run } from "../../../engine/run.ts";
import { accepted } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { putObject } from "../../../store/objects.ts";
import type { Check } from "../../contract/contract.ts";
import { failed, result } from "../../execute/checks/workspace.ts";
import type { TaskResult } from "../../execute/kind.ts";
import {
  branchOf,
  checksOf,
  commitsOf,
  completionFacts,
  isDone,
  isLook,
  itemEvidence,
  itemOf,
  lookOf,
  type PlanTask,
  resultsOf,
  snapshotFacts,
  takenHow,
  warningsOf,
} from "../../execute/plan/plan.ts";
import { PHASES } from "../paths.ts";
import { readSummaryText, renderSummary } from "../planning/documents/summary.ts";
import { type Looked, newUat, withLook } from "../planning/documents/uat.ts";
import { applyChanges, isThere, put, readText, unwritten } from "../planning/files.ts";
import { type Problem, problemText } from "../planning/model.ts";
import { planNumber, twoDigits } from "../planning/numbers.ts";
import { onRecord } from "../stopped.ts";
import { doneProblems } from "./done.ts";
import { changesOf, planCommits } from "./history.ts";
import { type CarriedPlan, endsPlan, type TasksRecord, tasksRecord } from "./recorded.ts";
import { lookName } from "./tasks.ts";

/**
 * Writes summaries of plans that no task was left for, or of which less is shown by now: all others
 * have theirs after their last task.
 */
export const publish: Check = async (scene, task) => {
  const record = onRecord(tasksRecord(scene));
  const problems = record.plans
    .filter((plan) => itemsOf(scene.run, plan).length === 0 || isOutdated(scene.run, plan))
    .flatMap((plan) => writeSummary(scene, record, plan));
  if (problems.length > 0) return failed(task, ...problems);
  const facts = { paths: record.plans.map(summaryPath) };
  const isBeside =
    snapshotFacts(scene.run)?.branch === undefined && commitsOf(scene.run).length > 0;
  const beside = `the commits are on ${branchOf(scene.run)}, not in your checkout: HEAD was on no branch`;
  return result(task, "pass", { facts: { ...facts, ...(isBeside ? { warnings: [beside] } : {}) } });
};

/** What some task of it was shown by is a later plan's by now, which its summary has to say. */
const isOutdated = (run: Run, plan: CarriedPlan): boolean =>
  itemsOf(run, plan).some(({ criteria }) =>
    criteria.some((criterion) => completionFacts(run)?.gone?.includes(criterion)),
  );

const GONE = "what this run carries out is gone from .task/objects";

/** `02-01-SUMMARY.md`, beside the plan. */
const summaryPath = ({ path }: Pick<CarriedPlan, "path">): string =>
  path.replace(/PLAN\.md$/, "SUMMARY.md");

/**
 * After the last task of a plan its summary, which holds or is not written; after a look of the
 * person what they said.
 */
export const summarize: Check = async (scene, task) => {
  const { run } = scene;
  const record = tasksRecord(scene);
  const plan = record?.plans.find(({ id }) => id === itemOf(run, task)?.plan);
  if (record === null || plan === undefined) return result(task, "cannot", { problems: [GONE] });
  const problems = [
    ...noteLook(scene, record, task.item),
    ...(endsPlan(run, task) ? writeSummary(scene, record, plan) : []),
  ];
  return problems.length > 0 ? result(task, "cannot", { problems }) : result(task, "pass", {});
};

const uatPath = ({ phase: { folder, number } }: TasksRecord): string =>
  `${PHASES}/${folder}/${twoDigits(number)}-UAT.md`;

/**
 * What the person found wrong when they looked is an open test of the phase, which every
 * verification goes by. @returns what could not be written
 */
function noteLook({ project, run }: Scene, record: TasksRecord, item: string | null): string[] {
  const own = itemOf(run, { item });
  const seen = isLook(own) ? lookOf(run, item!) : null;
  if (own === undefined || seen === null) return [];
  const path = uatPath(record);
  const look: Looked = {
    name: lookName(own.plan!, own.name),
    expected: record.details?.[own.n] ?? own.name,
    ...(seen.isRight ? { result: "pass" } : { result: "issue", reported: seen.text }),
  };
  // What was right at the first look is no test.
  if (seen.isRight && !isThere(project.root, path)) return [];
  const edit = (before: string | null): string =>
    withLook(before ?? newUat(record.phase.folder, run.updated_at), look, run.updated_at);
  return unwritten(applyChanges(project.root, [{ path, edit }]));
}

/** Items of a plan, in their order. */
const itemsOf = (run: Run, { id }: CarriedPlan): PlanTask[] =>
  (snapshotFacts(run)?.items ?? []).filter(({ plan }) => plan === id);

/**
 * Writes the summary of a plan whose tasks are all done, and holds it to what is there.
 * @returns what is wrong; then nothing is written
 */
function writeSummary(scene: Scene, record: TasksRecord, plan: CarriedPlan): string[] {
  const { project, run } = scene;
  const path = summaryPath(plan);
  const open = itemsOf(run, plan).filter(({ n }) => !isDone(run, String(n)));
  if (open.length > 0) return open.map(({ n, name }) => `task ${n} ${name} is not done`);
  const summary = summaryOf(scene, record, plan);
  const place = {
    path,
    phase: record.phase.number,
    file: { name: path.slice(path.lastIndexOf("/") + 1), plan: summary.plan },
  };
  const text = renderSummary(summary);
  const read = readSummaryText(text, place);
  const unread: Problem[] = [];
  const there = readText(project.root, path, unread);
  if (unread.length > 0) return unread.map(problemText);
  // After a kill it may be there already.
  if (there !== null && readSummaryText(there, place).commits.join() !== read.commits.join())
    return [
      `${path} exists already, and this run did not write it: move it away, or give the plan up`,
    ];
  // Which tasks are to have a commit is known here: those that it names have to be there.
  const problems = doneProblems(
    project.root,
    { tasks: [], files_modified: [] },
    read,
    branchOf(run),
  );
  if (problems.length > 0) return problems.map(problemText);
  // Of a text that does not count any more a copy stays.
  if (there !== null && there !== text) putObject(project.task, there);
  return unwritten(applyChanges(project.root, [put(path, text)]));
}

/** What the person said about tasks that waited for them. */
const answersOf = (run: Run, items: readonly PlanTask[]) =>
  items.flatMap(({ n, name }) => {
    const seen = lookOf(run, String(n));
    return seen === null || seen.text === null
      ? []
      : [{ isRight: seen.isRight, text: `${name}: ${seen.text}` }];
  });

/**
 * What agents said, each thing once, and without anything that looks like the word by which a task
 * is known.
 */
const listOf = (texts: readonly string[]): string[] => [
  ...new Set(texts.map((text) => text.replace(/\b[0-9a-f]{32}\b/g, "…"))),
];

/**
 * Tasks of the plan that this run carried out. `byTask`: their commits; null: it changed nothing.
 */
const workOf = (
  { project, run }: Scene,
  items: readonly PlanTask[],
  byTask: readonly (string | null)[],
) =>
  items
    .filter(({ waits }) => waits === undefined)
    .map(({ n, task: number = n, name }) => ({
      ...{ item: String(n), number, name, commit: byTask[number - 1] ?? null },
      result: accepted<TaskResult>(project, resultsOf(run, String(n)).at(-1)?.artifact ?? null),
    }));
type Work = ReturnType<typeof workOf>[number];

/** The commits of a plan's tasks, by their numbers, from 1. */
function commitsByTask({ project: { root }, run }: Scene, plan: CarriedPlan): (string | null)[] {
  const items = itemsOf(run, plan).filter(({ waits }) => waits === undefined);
  // A task that found its work there changes nothing: then the commit that brought it is its own.
  const before = planCommits(root, [plan.id], "checkout");
  return plan.tasks.map((_, index) => {
    const number = index + 1;
    const item = items.find(({ task }) => task === number);
    if (item === undefined) return plan.done.find(({ task }) => task === number)?.commit ?? null;
    const brought =
      before.findLast(({ task }) => task === number) ??
      before.findLast(({ task }) => task === null);
    return commitsOf(run, String(item.n)).at(-1) ?? brought?.commit ?? null;
  });
}

export function summaryOf(scene: Scene, { phase }: TasksRecord, plan: CarriedPlan) {
  const { project, run } = scene;
  const items = itemsOf(run, plan);
  const byTask = commitsByTask(scene, plan);
  const answers = answersOf(run, items);
  const wrong = answers.flatMap(({ isRight, text }) => (isRight ? [] : [text]));
  const work = workOf(scene, items, byTask);
  const tasks = plan.tasks.map((task, index) => ({ ...task, commit: byTask[index] ?? null }));
  const changed = [
    ...changesOf(project.root, [...new Set(byTask.filter((one) => one !== null))]),
  ].sort();
  const [there, gone] = [true, false].map((is) =>
    changed.filter(([path]) => isThere(project.root, path) === is),
  );
  const pathsOf = (how: "added" | "changed", all = there!): string[] =>
    all.filter((one) => one[1] === how).map(([path]) => path);
  return {
    folder: phase.folder,
    phase: phase.number,
    plan: planNumber(plan.id.split("-").at(-1)!),
    name: phase.name,
    /** What was made, in one sentence. */
    one_liner: plan.objective || plan.tasks[0]?.name || plan.id,
    provides: listOf(work.flatMap(({ result }) => result?.summary ?? [])),
    created: pathsOf("added"),
    modified: pathsOf("changed"),
    /** What one of its tasks made, and another took away, is no news. */
    deleted: pathsOf("changed", gone),
    decisions: [
      ...listOf(work.flatMap(({ result }) => result?.decisions ?? [])),
      ...answers.flatMap(({ isRight, text }) => (isRight ? [text] : [])),
    ],
    requirements: plan.requirements,
    date: run.updated_at.slice(0, 10),
    tasks,
    deviations: work.flatMap(({ number, name, result }) =>
      listOf(result?.deviations ?? []).map((text) => `Task ${number}, ${name}: ${text}`),
    ),
    /** Tests that were seen failing before the work, and passing with it. */
    red: work.flatMap((one) => redOf(run, one)),
    /** Of some task nothing shows that it is done, or a person saw that it is wrong. */
    unchecked:
      wrong.length > 0 ||
      plan.unshown.length > 0 ||
      work.some(({ item }) => itemEvidence(run, item)?.evidence === "refuted"),
    /** What is wrong, what nothing shows to be done, and who let it pass. */
    issues: [
      ...wrong.map((text) => `A person looked, and it is wrong: ${text}`),
      ...work.flatMap((one) => issuesOf(run, one)),
      ...plan.unshown.map(
        (task) =>
          `Task ${task}: the plan names no command for it, so the program did not check it.`,
      ),
    ],
    concerns: listOf(work.flatMap(({ result }) => result?.concerns ?? [])),
  };
}

function issuesOf(run: Run, { item, number, commit }: Work): string[] {
  const shown = itemEvidence(run, item);
  const taken = takenHow(run, item);
  return [
    ...(taken === null ? [] : [`You accepted task ${number} ${taken}.`]),
    ...(shown?.evidence === "unknown" && taken === null ? [`Task ${number}, ${shown.words}.`] : []),
    ...warningsOf(run, item).map((warning) => `${warning}.`),
    ...(commit === null
      ? [`Task ${number} has no commit: it changed nothing of this repository.`]
      : []),
  ];
}

/** What failed with the tests of a task alone. */
function redOf(run: Run, { item, number }: Work): string[] {
  const red = checksOf(run, item, "accept").findLast(({ facts }) => Array.isArray(facts.red))?.facts
    .red as unknown[];
  return red?.length > 0
    ? [`Task ${number}, with its tests alone: ${red.join("; ")}. With the work all pass.`]
    : [];
}
