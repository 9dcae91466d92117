import { join } from "node:path";
import { spentBy } from "../../engine/bounds.ts";
import { whoOf } from "../../engine/decisions/tasks.ts";
import { gatesOf } from "../../engine/gates.ts";
import {
  AT_END,
  BY_HAND,
  BY_UNSEEN,
  isLive,
  type Run,
  type Task,
  taskOf,
  tasksOf,
} from "../../engine/run.ts";
import type { ReviewGate } from "../../engine/workflow.ts";
import { codexModel } from "../../plugin.ts";
import { attempt } from "../../process/attempt.ts";
import { placesOf } from "../../project/git/git.ts";
import { headOf } from "../../project/git/head.ts";
import type { Project } from "../../project/project.ts";
import { instructsAgents } from "../../project/steering.ts";
import { diffTrees } from "../../project/trees/changes.ts";
import { nowRef } from "../../project/worktrees/names.ts";
import { byAuthor, changedByCallsSince, type Other } from "../../record/changes/authors.ts";
import { testRuns } from "../../record/tests/test-record.ts";
import { countedTasks, isCheck } from "../../render/directive.ts";
import { type Moment, momentsOf } from "../../render/history/moments.ts";
import { mainUsed } from "../../render/report/cost.ts";
import {
  type Refusal,
  type ReportFacts,
  type ReportModel,
  type ReviewerReport,
  type ReviewOutcome,
  reportText,
  type TestEnd,
} from "../../render/report/report.ts";
import { reviewGates, taskSummaries } from "../../render/view.ts";
import { minutesBetween, placeless } from "../../text.ts";
import type { FindingOutcome } from "../../workflows/contract/contract.ts";
import { earlierIn } from "../../workflows/earlier.ts";
import { moduleOf, sceneOf, startNameOf, unknownIn, workflowOf } from "../../workflows/index.ts";
import { runMoney } from "../../workflows/money/money.ts";
import { lostIn } from "../../workflows/unshown.ts";
import { issueOf } from "../../workflows/words/brief-parts.ts";
import { endOf as endOfCommand, testsReport } from "../../workflows/words/test-words.ts";
import { denialLines, ownDenialLines, whyText } from "../../workflows/words/words.ts";
import { firstTree, lastTree } from "../audit/subject.ts";
import { rolledBack, workRef } from "../end/rollback.ts";
import { recordedEvents } from "../journal/change.ts";
import { unsentText } from "../notify/outbox.ts";
import { hasRemote } from "../publish/remote.ts";
import { caughtForOthers, caughtIn } from "./caught.ts";

/**
 * Denied calls of each task's agents, of older journals how many, and what the host refused; those
 * of the main thread are not recorded.
 */
const refusedCalls = (project: Project, run: Run): Refusal[] =>
  run.tasks.flatMap((task) => {
    const of = { task: task.id, subject: task.subject, kind: "denied" as const };
    const denied = task.spent.reduce((total, one) => total + (one.denied ?? 0), 0);
    const known = ownDenialLines(task.spent, project.root);
    const counted =
      denied === 0
        ? []
        : [`${denied === 1 ? "one call was" : `${denied} calls were`} denied by multi-ai`];
    const own = known.length > 0 ? known : counted;
    return [...own, ...denialLines(task.spent, project.root)].map((one) => ({
      ...of,
      problems: [placeless(one, project.root)],
    }));
  });

/** What it was about, or what its check had seen, was changed by somebody else. */
const isMoved = (reason: string): boolean => reason === "stale" || reason === "changed";

/** What agents of this run handed in and was refused, in order. */
function handedIn(project: Project, run: Run): Refusal[] {
  let stale: string | null = null;
  return recordedEvents(project).flatMap((event) => {
    const isRefused = event.type === "refused";
    if (
      event.run !== run.run ||
      !(isRefused || (event.type === "returned" && isMoved(event.reason)))
    )
      return [];
    const before = stale;
    stale = event.type === "returned" && event.reason === "stale" ? event.task : null;
    // One edit during a review makes its verdict stale, and then its tests run again.
    if (event.type === "returned" && event.reason === "changed" && event.task === before) return [];
    const { subject = "", writes = "" } = taskOf(run, event.task) ?? {};
    const problems = (
      isRefused ? event.problems.map((problem) => problem.replace(`${writes}: `, "")) : [event.note]
    ).map((problem) => placeless(problem, project.root));
    return [{ task: event.task, subject, kind: isRefused ? "refused" : "stale", problems }];
  });
}

function standingOf(run: Run, gate: ReviewGate, task: Task | undefined): ReviewOutcome {
  if (!task) return "not reached";
  if (task.waiver) return task.waiver.kind;
  if (task.status === "done" && task.outcome === "approved")
    return task.facts.saw_none ? "unseen" : "approved";
  if (task.status === "done" && gate.statuses[task.outcome ?? ""]?.counts === "report")
    return "reported";
  return task.status === "blocked" || (task.outcome === null && !isLive(run))
    ? "not reached"
    : "open";
}

/** Tasks that wrote this file, as artifact or document, with its hash then; oldest first. */
const versionsOf = (run: Run, path: string): { task: Task; sha: string }[] =>
  run.tasks
    .flatMap((task) => {
      const sha =
        task.writes === path
          ? task.artifact
          : task.handed.findLast((one) => one.path === path)?.sha;
      return sha && !task.void ? [{ task, sha }] : [];
    })
    .sort((a, b) => a.task.acceptedSeq - b.task.acceptedSeq);

/** Tasks that changed the file after this review. */
const rewrittenBy = (run: Run, path: string, review: Task): string[] => {
  const versions = versionsOf(run, path);
  return versions
    .filter(
      ({ task, sha }, at) => task.acceptedSeq > review.acceptedSeq && sha !== versions[at - 1]?.sha,
    )
    .map(({ task }) => `${task.id} ${task.subject}`);
};

/**
 * The name of a review's subject: `plan` for `.task/plan-refined.json`, `design` for
 * `pipeline/design-spec.md`, or `tree`.
 */
const nameOf = (of: ReviewGate["of"]): string =>
  "file" in of ? /([^/-]+)[^/]*$/.exec(of.file)![1]! : "tree";

/** Whether a review was skipped by its rule: the report lists it among the skipped tasks. */
const isSkipped = (run: Run, gate: ReviewGate): boolean => {
  const all = tasksOf(run, gate.key);
  return all.length > 0 && all.every((task) => task.status === "skipped");
};

/** Whether the run has the check `tests`, or another one has run them. */
const hasTests = (project: Project, run: Run): boolean =>
  gatesOf(workflowOf(run.workflow), run).some(
    (gate) => gate.gate === "check" && gate.who.program === "tests",
  ) || [true, false].some((isBaseline) => testRuns(project, run, isBaseline).length > 0);

/**
 * What became of the person's repository while the run went on, as its dispatches and its end saw
 * it: a line for each move of HEAD.
 */
function repositoryMoves(project: Project, run: Run): string[] {
  const now = isLive(run) ? headOf(project.root) : null;
  const seen = [...run.heads, ...(now === null ? [] : [{ task: "now", head: now }])];
  const nameOf = ({ branch, commit }: Run["heads"][number]["head"]): string =>
    `${branch ?? "no branch"} at ${commit?.slice(0, 8) ?? "no commit"}`;
  return seen.slice(1).flatMap(({ task, head }, index) => {
    const [was, is] = [nameOf(seen[index]!.head), nameOf(head)];
    const when = task === "now" ? "now" : task === AT_END ? "before the end" : `before ${task}`;
    return was === is ? [] : [`${when}: from ${was} to ${is}`];
  });
}

function reviewerOf(known: Known, gate: ReviewGate): ReviewerReport {
  const { run, workflow } = known.scene;
  const had = tasksOf(run, gate.key);
  const last = had.findLast((task) => task.outcome !== null || task.waiver !== null) ?? had.at(-1);
  const reviewed = last?.reviewed ?? null;
  const now = subjectNow(known, gate);
  const final = reviewed === null || now === null ? null : reviewed === now;
  const { agent, model, provider } = last?.who ?? whoOf(gate.who, {}, workflow);
  const scripts = had.reduce((sum, { tried }) => sum + tried, 0);
  return {
    name: gate.title,
    task: last?.id ?? "",
    about: nameOf(gate.of),
    standing: standingOf(run, gate, had.at(-1)),
    verdict: last?.outcome ?? null,
    reason: had.at(-1)?.waiver?.reason ?? null,
    reviews: had.filter((task) => task.outcome !== null).length,
    ...(scripts > 0 && { scripts }),
    by: provider ?? `${agent}/${model}`,
    substituted: "provider" in gate.who && provider === undefined,
    reviewed,
    final,
    changed_after: final === null ? null : final ? [] : changedAfter(known, gate, last!),
    said: last?.said ?? null,
    refused: known.handed.flatMap(({ task, kind, problems }) =>
      kind === "refused" && had.some(({ id }) => id === task) ? problems : [],
    ),
  };
}

/** The final state of what a gate reviews. */
function subjectNow({ scene, final }: Known, { of }: ReviewGate): string | null {
  if (!("file" in of)) return final;
  const last = versionsOf(scene.run, of.file).at(-1);
  return last ? `file:${last.sha}` : null;
}

function changedAfter({ scene, final }: Known, { of }: ReviewGate, review: Task): string[] | null {
  if ("file" in of) return rewrittenBy(scene.run, of.file, review);
  const changed = diffTrees(scene.project, review.reviewed, final);
  return changed?.map(({ path }) => path) ?? changedByCallsSince(scene, review);
}

/** What the run has changed, and what others have; null: it cannot be told. */
function changesOf({ scene, final }: Known, base: string | null) {
  if (base === null) return { run: [], others: [] };
  const changes = final === null ? null : attempt(() => byAuthor(scene, base, final), null);
  return changes ?? { run: null, others: final === null ? [] : null };
}

/** What is known of a run by its journal and objects. `final`: the tree that it ended with. */
function known(
  project: Project,
  run: Run,
  caught: FindingOutcome[],
  final: string | null,
  rolled_back: string | null,
) {
  const missing = new Set<string>();
  const scene = sceneOf(project, run);
  const facts = moduleOf(run.workflow).report.facts(scene, final, (what) => void missing.add(what));
  const handed = handedIn(project, run);
  return { scene, caught, final, rolled_back, missing, facts, handed };
}
type Known = ReturnType<typeof known>;

/** The newest run of the tests, before the change or after it. */
const testedIn = (project: Project, run: Run, isBaseline: boolean): TestEnd[] =>
  (testRuns(project, run, isBaseline).at(-1)?.record.commands ?? []).map(
    ({ command, state, passed, failed, skipped, ...more }) => ({
      ...{ command, state, passed, failed, skipped },
      text: endOfCommand({ state, passed, failed, skipped, ...more }),
    }),
  );

/** What happened in a run, oldest first. */
export const momentsIn = (
  project: Project,
  run: Run,
  caught: readonly FindingOutcome[],
): Moment[] =>
  recordedEvents(project).flatMap((event) =>
    event.run === run.run ? momentsOf(run, event, caught) : [],
  );

function shownBy(of: Known): ReportModel {
  const { scene, caught, facts, rolled_back } = of;
  const { project, workflow, run } = scene;
  const { story, criteria, criteria_in, criteria_approved = null } = facts;
  const gates = reviewGates(run).filter((gate) => !isSkipped(run, gate));
  const issue = issueOf(run);
  const counted = countedTasks(run);
  const done = run.tasks.filter(({ status }) => status === "done");
  const ended_at = isLive(run) ? null : endOf(project, run);
  return {
    version: 2,
    run: run.run,
    workflow: run.workflow,
    command: startNameOf(run),
    status: run.status,
    reason: run.reason,
    rolled_back,
    auto: run.auto,
    started_at: run.created_at,
    ended_at,
    minutes: minutesBetween(run.created_at, ended_at ?? run.updated_at),
    request: run.request.text,
    ...(issue !== undefined && { issue }),
    ...{ story, criteria, criteria_in, criteria_approved },
    tasks: taskSummaries(run),
    done: done.length,
    fixes: done.filter((task) => task.kind === "fix").length,
    total: counted.length,
    reviewers: gates.map((gate) => reviewerOf(of, gate)),
    findings: caught,
    tested: {
      before: testedIn(project, run, true),
      after: testedIn(project, run, false),
      lost: lostIn(run),
    },
    decisions: run.decisions.map((decision) => ({
      ...decision,
      why: whyText(workflow, run, decision) || null,
    })),
    moments: momentsIn(project, run, caught),
    spent: { total: spentBy(run), main_thread: mainUsed(run) },
    cost: runMoney(run),
  };
}

/** The same for the person's own eyes. `final`: the tree that it ended with, where it can be told. */
export const reportModelOf = (
  project: Project,
  run: Run,
  final: string | null,
  rolledBack: string | null,
): ReportModel => shownBy(known(project, run, caughtIn(project, run), final, rolledBack));

/** Everything in a run's report, read from its events, its objects and the ref of its snapshot. */
export function reportFacts(project: Project, run: Run): ReportFacts {
  const of = known(
    ...([project, run, caughtForOthers(project, run)] as const),
    ...([lastTree(sceneOf(project, run)), rolledBack(project, run)] as const),
  );
  const { final, missing } = of;
  const { onward: next } = moduleOf(run.workflow);
  const onward = (!isLive(run) && next?.(project, run)) || null;
  const base = firstTree(run);
  const { run: files, others } = changesOf(of, base);
  const othersBy = (author: Other["by"]) =>
    others?.filter(({ by }) => by === author).map(({ path }) => path) ?? null;
  if (files === null) missing.add("the project's trees");
  const byCodex = run.tasks.flatMap((task) =>
    task.dispatches > 0 && !isCheck(run, task) && codexModel(task.who.model) !== null
      ? [task.id]
      : [],
  );
  const instructs = files?.flatMap(({ path }) => (instructsAgents(path) ? [path] : [])) ?? [];
  const unsent = unsentText(project.task, run.run);
  const { deviations, own } = of.facts;
  return {
    ...shownBy(of),
    // A run that is put aside has taken them along.
    earlier_reviews: project.task === join(project.root, ".task") ? earlierIn(run) : [],
    base,
    final,
    files,
    by_hand: othersBy(BY_HAND),
    by_unseen: othersBy(BY_UNSEEN),
    waivers: run.tasks.flatMap(({ id, subject, waiver }) =>
      waiver ? [{ task: id, subject, kind: waiver.kind, reason: waiver.reason }] : [],
    ),
    assumptions: run.assumptions,
    unasked: run.unasked,
    deviations,
    repository: repositoryMoves(project, run),
    notices: [
      ...(run.notices ?? []).map(({ text, asked, known }) => ({
        text: placeless(text, project.root),
        decided: known ? "the person let the run continue" : asked ? "the person was asked" : null,
      })),
      ...(unsent === null ? [] : [{ text: unsent, decided: null }]),
    ],
    sent: run.sent,
    refusals: [...of.handed, ...refusedCalls(project, run)],
    tests: hasTests(project, run) ? testsReport(project, run, final) : null,
    unknown: unknownIn(run),
    ...own,
    snapshot: base === null ? null : workRef(project, run),
    accepted: run.kept?.tree === final ? workRef(project, run, nowRef(run.run)) : null,
    in_git: placesOf(project.root) !== null,
    has_remote: hasRemote(project.root),
    ...(byCodex.length > 0 && { by_codex: byCodex }),
    ...(instructs.length > 0 && { instructs }),
    ...(onward === null ? {} : { onward }),
    missing: [...missing],
  };
}

/** When the run ended; later events are bookkeeping. */
const endOf = (project: Project, run: Run): string =>
  recordedEvents(project).findLast(({ run: of, type }) => of === run.run && type === "ended")?.at ??
  run.updated_at;

/** The report of a run as text without colour. `most`: its characters, where there are too many. */
export const reportOf = (project: Project, run: Run, most?: number): string =>
  reportText(reportFacts(project, run), undefined, undefined, most);
