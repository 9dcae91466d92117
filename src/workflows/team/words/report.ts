import type { Context } from "../documents/questions.ts";
import type { ProgramCommand, ProgramRecord } from "../checks/program-record.ts";
import { partsOf } from "../../../engine/expansion.ts";
import { entryOf, gatesOf } from "../../../engine/gates.ts";
import { type OpenPoint, questionsOf } from "../open-points.ts";
import { type Run, type Task, taskOf } from "../../../engine/run.ts";
import { type StageStatus, taskStatus, wordOf } from "../standing.ts";
import { warningsOf } from "../../../engine/warnings.ts";
import { workflowOf } from "../../index.ts";
import { skipWords } from "./skip-words.ts";
import { type BudgetRow, budgetRows } from "./budget.ts";
import { contextOf } from "../stages/documents.ts";
import type { ReadValue } from "../stages/write.ts";
import {
  type AreaReview,
  areaReviews,
  type EscalationReport,
  escalations,
  panelsOf,
  type RulingReport,
  rulings,
  type VetoReport,
  vetoes,
} from "./reviews.ts";
import { type StageRow, teamView } from "./status.ts";

/** What a report says of a run with stages beyond that of any run: pure, from its state and the program's own records. */

/** What the program ran at one place of the workflow. */
export interface CheckReport {
  title: string;
  stage: string;
  runs: number;
  /** Of the newest run; null before there is one. */
  status: StageStatus | null;
  tree: string | null;
  final: boolean | null;
  counts: { total: number; passed: number } | null;
  commands: Pick<ProgramCommand, "name" | "command" | "state" | "failed">[];
}

export interface DeploymentReport {
  task: string;
  tries: number;
  status: StageStatus;
  adapter: string;
  environment: string;
  smoke_test_passed: boolean;
  runbook_referenced: boolean;
  rollback_command: string | null;
  blockers: string[];
}

export interface WarningReport {
  id: string;
  text: string;
  /** Who raised it, and where; null: the program, about the budget. */
  origin: { task: string; subject: string; stage: string; role: string } | null;
  closed: string | null;
}

export interface StageReport {
  feature: string;
  track: string;
  moved: string | null;
  rows: StageRow[];
  reviews: AreaReview[];
  escalations: EscalationReport[];
  rulings: RulingReport[];
  vetoes: VetoReport[];
  checks: CheckReport[];
  deployment: DeploymentReport | null;
  warnings: WarningReport[];
  questions: OpenPoint[];
  /** Checkpoints that nobody decided about. */
  passed: Context["autoPasses"];
  skipped: { task: string; subject: string; rule: string; why: string }[];
  /** Parts of the workflow that the run's variant does not have. */
  left_out: string[];
  budget: { tokens_max: number | null; minutes_max: number | null; rows: BudgetRow[] } | null;
}

/** What adapters add: the program's records, accepted artifacts, and the tree that the run ended with. */
export interface StageFacts {
  feature: string;
  final: string | null;
  record: (task: Task) => Partial<ProgramRecord> | null;
  artifact: ReadValue;
}

/** Programs whose commands are shown; a merge has none, a deployment is told by itself. */
const TESTS = ["pre-review", "qa"];

const roleOf = (task: Task): string => task.who.role ?? task.who.program ?? task.who.agent;
const text = (value: unknown): string | null => (typeof value === "string" ? value : null);
const counts = (run: Run): Task[] => run.tasks.filter((task) => !task.void);

function checks(run: Run, { record, final }: StageFacts): CheckReport[] {
  return gatesOf(workflowOf(run.workflow), run).flatMap((gate) => {
    if (gate.gate !== "check" || !TESTS.includes(gate.who.program)) return [];
    const ran = run.tasks.filter((task) => task.gate === gate.key && task.kind !== "fix" && task.artifact !== null);
    const last = ran.findLast((task) => !task.void);
    const found = last ? record(last) : null;
    const { tests_total: total, tests_passed: passed } = last?.facts.counts ?? {};
    const tree = found?.tree ?? null;
    return [
      {
        title: gate.title,
        stage: gate.stage ?? "",
        runs: ran.length,
        // What it saw itself: that somebody waived it stands elsewhere.
        status: last ? wordOf(last) : null,
        tree,
        final: tree === null || final === null ? null : tree === final,
        counts: total === undefined ? null : { total, passed: passed ?? 0 },
        commands: (found?.commands ?? []).map(({ name, command, state, failed }) => ({ name, command, state, failed })),
      },
    ];
  });
}

function deployment(run: Run, { record }: StageFacts): DeploymentReport | null {
  const ran = counts(run).filter((task) => task.who.program === "deploy" && task.outcome !== null);
  const last = ran.at(-1);
  if (!last) return null;
  const found = record(last);
  const gate = found?.gate ?? {};
  return {
    task: last.id,
    tries: ran.reduce((sum, task) => sum + task.dispatches, 0),
    status: wordOf(last) ?? taskStatus(run, last),
    adapter: text(gate.adapter) ?? "",
    environment: text(gate.environment) ?? "",
    smoke_test_passed: last.facts.flags?.smoke_test_passed === true,
    runbook_referenced: gate.runbook_referenced === true,
    rollback_command: found?.rollback ?? null,
    blockers: last.facts.blockers ?? [],
  };
}

function warnings(run: Run): WarningReport[] {
  const stages = new Map(gatesOf(workflowOf(run.workflow), run).map((gate) => [gate.key, gate.stage ?? ""]));
  return warningsOf(run).map(({ id, text, task, closed }) => {
    const by = taskOf(run, task);
    const origin = by && {
      task,
      subject: by.subject,
      stage: stages.get(by.gate) ?? "",
      role: roleOf(by),
    };
    return { id, text, origin: origin ?? null, closed };
  });
}

/** Everything that a report says of the stages of a run. */
export function stageReport(run: Run, facts: StageFacts): StageReport {
  const workflow = workflowOf(run.workflow);
  const entry = entryOf(workflow, run.entry);
  const parts = partsOf(entry, run);
  const all = [...new Set(entry.gates.flatMap((gate) => gate.stage ?? []))];
  const panels = panelsOf(run);
  const { feature, track, moved, rows } = teamView(run, { feature: facts.feature, next: "" });
  const { enabled, tokens_max, minutes_max } = run.settings.budget ?? {};
  return {
    feature,
    track,
    moved,
    rows,
    reviews: panels.flatMap((panel) => areaReviews(run, panel)),
    escalations: panels.flatMap((panel) => escalations(run, panel)),
    rulings: rulings(run, panels, facts.artifact),
    vetoes: vetoes(run),
    checks: checks(run, facts),
    deployment: deployment(run, facts),
    warnings: warnings(run),
    questions: questionsOf(run),
    passed: contextOf(run).autoPasses,
    skipped: counts(run).flatMap(({ id, subject, status, skipped }) =>
      status === "skipped" && skipped !== null ? [{ task: id, subject, rule: skipped, why: skipWords(skipped) }] : [],
    ),
    left_out: parts === null ? [] : all.filter((one) => !parts.includes(one)),
    budget:
      enabled === true
        ? { tokens_max: tokens_max ?? null, minutes_max: minutes_max ?? null, rows: budgetRows(run) }
        : null,
  };
}
