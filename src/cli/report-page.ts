import type { Recorded } from "../engine/events.ts";
import { isLive, type Run, type Task, taskOf } from "../engine/run.ts";
import { diffText, readTrees } from "../project/changes.ts";
import { denyList } from "../project/deny-list.ts";
import { maskOf } from "../project/mask.ts";
import { type Project, treeStore } from "../project/project.ts";
import { accepted } from "../record/accepted.ts";
import { isTree } from "../record/subject.ts";
import type { Excerpt, Page, PageTask, Round, Span, State, Step, TestRun } from "../render/html/data.ts";
import { eventWords } from "../render/html/events.ts";
import { MAX_FINDINGS, shownFindings } from "../render/html/sections.ts";
import { isGood } from "../render/outcome.ts";
import type { ReportFacts } from "../render/report.ts";
import { type RunView, reviewGates } from "../render/view.ts";
import { foldRecorded } from "../run/run.ts";
import { PLAIN_LAYOUT } from "../text.ts";
import { VERSION } from "../version.ts";
import type { Caught } from "../workflows/contract.ts";
import { moduleOf } from "../workflows/index.ts";
import { pricedText } from "../workflows/money.ts";

/** All that the page of a run shows, read from its journal, its objects and the trees that it keeps. */

/** In bytes: the part of the diff that a page has, and the lines of one file in it. */
const MAX_DIFF = 1_000_000;
const MAX_FILE_LINES = 4_000;
/** Files that may be left out of the diff by name: each is an argument of git. */
const MAX_LONG = 200;
/** Lines before and behind what a finding means, and how many of it are shown. */
const AROUND = 3;
const MAX_MARKED = 12;
/** Characters of one of these lines. */
const MAX_LINE = 400;
/** Items of the workflow's own lists. */
const MAX_OWN = 100;

const mask = maskOf([]);
/** A text without what is known for a secret by its form. */
const masked = (text: string): string => mask([text])[0] ?? "";

/** How a task's box is coloured. `passed`: whether its outcome lets the run go on by itself; null: it has none. */
function stateOf(task: Pick<Task, "void" | "status" | "waiver">, passed: () => boolean | null): State {
  if (task.void) return "void";
  if (task.status !== "done") return task.status;
  if (task.waiver !== null) return "waived";
  return passed() === false ? "asks" : "done";
}

/** Events that were recorded together. */
function batches(events: readonly Recorded[]): Recorded[][] {
  const all: Recorded[][] = [];
  for (const event of events) {
    if (event.batch === undefined || event.batch[0] === 1) all.push([event]);
    else all.at(-1)?.push(event);
  }
  return all;
}

/** What a task's state hangs on, as it was last looked at. */
type Looked = Pick<Task, "status" | "outcome" | "waiver" | "void">;
const isAsBefore = (a: Looked, b: Looked): boolean =>
  a.status === b.status && a.outcome === b.outcome && a.waiver === b.waiver && a.void === b.void;

/** The journal as steps, each with the states that it changes. */
function stepsOf(events: readonly Recorded[], places: ReadonlyMap<string, number>): Step[] {
  const steps: Step[] = [];
  const looked = new Map<string, Looked & { state: State }>();
  // The view knows how the run stands now; how it stood before only its events tell.
  const passedIn = (run: Run, task: Task): boolean | null =>
    task.outcome === null ? null : isGood(run, task, task.outcome);
  let run: Run | null = null;
  for (const batch of batches(events)) {
    run = foldRecorded(run, batch);
    const now: Run = run!;
    const nameOf = (id: string): string => `${id} ${taskOf(now, id)?.subject ?? ""}`.trim();
    for (const event of batch) {
      const task = ("task" in event ? event.task : null) ?? null;
      steps.push({ seq: event.seq, at: event.at, said: eventWords(event, nameOf), task, changed: [] });
    }
    for (const task of now.tasks) {
      const before = looked.get(task.id);
      if (before !== undefined && isAsBefore(before, task)) continue;
      const { status, outcome, waiver } = task;
      const state = stateOf(task, () => passedIn(now, task));
      looked.set(task.id, { status, outcome, waiver, void: task.void, state });
      const place = places.get(task.id);
      if (place !== undefined && before?.state !== state) steps.at(-1)!.changed.push([place, state]);
    }
  }
  return steps;
}

/** Events after which an agent of the task is not at work any more. */
const ENDS = new Set([
  "accepted",
  "returned",
  "check_failed",
  "task_cancelled",
  "task_voided",
  "task_done",
  "task_skipped",
]);

/** When the agents of each task were at work, and when a person was asked; `end`: the end of what is still open. */
function spansOf(events: readonly Recorded[], end: number): { work: Map<string, Span[]>; asked: Span[] } {
  const work = new Map<string, Span[]>();
  const since = new Map<string, number>();
  const questions = new Map<string, number>();
  const asked: Span[] = [];
  const close = (task: string, at: number): void => {
    const from = since.get(task);
    if (from === undefined) return;
    since.delete(task);
    work.set(task, [...(work.get(task) ?? []), [from, Math.max(from, at)]]);
  };
  for (const event of events) {
    const at = Date.parse(event.at);
    if (event.type === "dispatched") since.set(event.task, at);
    else if (ENDS.has(event.type) && "task" in event && event.task) close(event.task, at);
    if (event.type === "asked") questions.set(event.question, at);
    if (event.type === "answered" || event.type === "question_closed") {
      const from = questions.get(event.question);
      if (from !== undefined) asked.push([from, Math.max(from, at)]);
      questions.delete(event.question);
    }
  }
  for (const task of [...since.keys()]) close(task, end);
  for (const from of questions.values()) asked.push([from, Math.max(from, end)]);
  return { work, asked };
}

const testRuns = (events: readonly Recorded[]): TestRun[] =>
  events.flatMap((event) =>
    event.type === "tested"
      ? [
          {
            at: event.at,
            task: event.task,
            baseline: event.baseline,
            outcome: event.outcome,
            commands: event.commands.map(({ command, state, passed, failed, skipped = 0, ms }) => ({
              command: masked(command),
              state,
              passed,
              failed,
              skipped,
              ms,
            })),
          },
        ]
      : [],
  );

function roundsOf(project: Project, run: Run, view: RunView): Round[] {
  const views = new Map(view.tasks.map((one) => [one.id, one]));
  return reviewGates(run).flatMap((gate) =>
    run.tasks
      .filter(
        (task) => task.gate === gate.key && task.kind !== "fix" && (task.outcome !== null || task.waiver !== null),
      )
      .map((task) => {
        const shown = views.get(task.id);
        const summary = accepted<{ summary?: string }>(project, task.artifact)?.summary ?? null;
        return {
          reviewer: gate.title,
          task: task.id,
          subject: task.subject,
          outcome: shown?.outcome ?? "",
          summary,
          minutes: shown?.spent.minutes ?? 0,
        };
      }),
  );
}

/** The lines around a place; null where the file has no such lines. `quote`: what is meant, where it is found near it. */
export function excerptOf(text: string, line: number | null, quote: string): Excerpt | null {
  const lines = text.split(/\r?\n/);
  const wanted = quote
    .split("\n")
    .map((one) => one.trim())
    .filter((one) => one !== "");
  const [first] = wanted;
  const found = first === undefined ? [] : lines.flatMap((one, at) => (one.includes(first) ? [at + 1] : []));
  // The quote says where, the number which of several.
  const at = found.toSorted((a, b) => Math.abs(a - (line ?? 1)) - Math.abs(b - (line ?? 1)))[0] ?? line;
  if (at === null || at < 1 || at > lines.length) return null;
  const last = Math.min(lines.length, at + Math.min(MAX_MARKED, Math.max(1, found.length > 0 ? wanted.length : 1)) - 1);
  const from = Math.max(1, at - AROUND);
  const shown = lines.slice(from - 1, Math.min(lines.length, last + AROUND));
  return {
    first: from,
    lines: masked(shown.join("\n"))
      .split("\n")
      .map((one) => (one.length > MAX_LINE ? `${one.slice(0, MAX_LINE)}…` : one)),
    marked: [at, last],
  };
}

/** A finding's file and line; null where it names no file. */
function placeOf({ place }: Caught): { file: string; line: number | null } | null {
  if (place === null) return null;
  const [, file, line] = /^(.*?)(?::(\d+))?$/s.exec(place) ?? [];
  return file ? { file, line: line === undefined ? null : Number(line) } : null;
}

/** Trees whose files are read together: their texts are in memory then. */
const TREES_AT_ONCE = 100;

/** Files of several trees; of one that is not kept any more nothing is there, and a quote is shown alone. */
function textsOf(project: Project, wanted: [tree: string, files: string[]][]): Map<string, Map<string, string | null>> {
  try {
    return readTrees(project.root, new Map(wanted), treeStore(project));
  } catch {
    return wanted.length === 1 ? new Map() : new Map(wanted.flatMap((one) => [...textsOf(project, [one])]));
  }
}

/** The lines that findings are about, from the trees that were reviewed. What cannot be read any more is left out. */
function excerptsOf(project: Project, run: Run, caught: readonly Caught[]): Map<number, Excerpt> {
  const isSecret = denyList(run.settings.secrets);
  const shown = shownFindings(caught).slice(0, MAX_FINDINGS);
  const wanted = shown.flatMap((at) => {
    const one = caught[at]!;
    const place = placeOf(one);
    const tree = taskOf(run, one.task)?.reviewed ?? null;
    return place !== null && isTree(tree) && !isSecret(place.file) ? [{ at, tree, ...place, quote: one.quote }] : [];
  });
  const excerpts = new Map<number, Excerpt>();
  const byTree = [...Map.groupBy(wanted, (one) => one.tree)];
  for (let from = 0; from < byTree.length; from += TREES_AT_ONCE) {
    const some = byTree.slice(from, from + TREES_AT_ONCE);
    const texts = textsOf(
      project,
      some.map(([tree, all]) => [tree, all.map((one) => one.file)]),
    );
    for (const { at, tree, file, line, quote } of some.flatMap(([, all]) => all)) {
      const text = texts.get(tree)?.get(file) ?? null;
      const excerpt = text === null ? null : excerptOf(text, line, quote);
      if (excerpt !== null) excerpts.set(at, excerpt);
    }
  }
  return excerpts;
}

/** The final diff as far as a page has it, and the files that are left out of it for their length. */
function diffOf(project: Project, run: Run, { base, final, files }: ReportFacts): Pick<Page, "diff" | "long"> {
  const long = new Set(
    (files ?? [])
      .filter((one) => one.added + one.removed > MAX_FILE_LINES)
      .slice(0, MAX_LONG)
      .map((one) => one.path),
  );
  if (files !== null && files.length === 0) return { diff: { text: "", truncated: false }, long };
  if (base === null || final === null) return { diff: null, long };
  try {
    const isSecret = denyList(run.settings.secrets);
    const isShown = (path: string): boolean => !long.has(path);
    const diff = diffText(project.root, base, final, treeStore(project), MAX_DIFF, isSecret, isShown);
    return { diff: { ...diff, text: masked(diff.text) }, long };
  } catch {
    // Missing objects, or a read-only folder: the page says that it cannot tell.
    return { diff: null, long };
  }
}

function pageTasks(run: Run, view: RunView, work: ReadonlyMap<string, Span[]>): PageTask[] {
  const views = new Map(view.tasks.map((one) => [one.id, one]));
  return run.tasks.map((task) => {
    const shown = views.get(task.id)!;
    return {
      id: task.id,
      subject: task.subject,
      who: [shown.agent, shown.model].filter((word) => word !== "").join(", "),
      kind: task.kind,
      fixes: task.fixes,
      after: task.blocked_by,
      state: stateOf(task, () => shown.passed),
      outcome: shown.outcome,
      spans: work.get(task.id) ?? [],
      tokens: shown.spent.tokens,
    };
  });
}

/** The workflow's own lines of a report. */
function ownLines(facts: ReportFacts): string[] {
  const own = moduleOf(facts.workflow).report.lines?.(facts, { ...PLAIN_LAYOUT, width: 110 }, MAX_OWN);
  return own === undefined ? [] : [own.head, own.reviews, own.closing, own.foot].flat();
}

/** A run where it is kept, and what was read of it. */
export interface PageSource {
  place: Project;
  run: Run;
  facts: ReportFacts;
  view: RunView;
  events: readonly Recorded[];
  whole: { report: string; log: string };
  zone: string;
}

/** The data of a run's page. */
export function pageOf({ place, run, facts, view, events, whole, zone }: PageSource): Page {
  const made = new Date().toISOString();
  const own = events.filter((event) => event.run === run.run);
  const end = Date.parse(isLive(run) ? made : run.updated_at);
  const { work, asked } = spansOf(own, end);
  const tasks = pageTasks(run, view, work);
  const steps = stepsOf(own, new Map(tasks.map(({ id }, at) => [id, at])));
  return {
    facts,
    own: ownLines(facts),
    panel: moduleOf(facts.workflow).report.panel?.(facts) ?? null,
    cost: pricedText(facts.cost),
    tasks,
    steps,
    events: own.length,
    asked,
    rounds: roundsOf(place, run, view),
    tests: testRuns(own),
    excerpts: excerptsOf(place, run, facts.findings),
    ...diffOf(place, run, facts),
    whole: { ...whole, diff: facts.snapshot === null ? null : `git diff ${facts.snapshot}` },
    made,
    version: VERSION,
    zone,
  };
}
