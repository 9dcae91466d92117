import { NOTHING, spentBy, spentOn } from "../../engine/bounds.ts";
import { gatesOf } from "../../engine/gates.ts";
import type { Run, Spent, Task } from "../../engine/run.ts";
import type { Workflow } from "../../engine/workflow.ts";
import { here } from "../../plugin.ts";
import type { Scene } from "../../record/scene.ts";
import { minutesBetween } from "../../text.ts";
import type { View } from "../contract/contract.ts";

/** What a run has used of its budget, from what the host said of each dispatch; retries are added, never replaced. */

/** One role's part of one stage. */
interface BudgetRow {
  stage: string;
  role: string;
  dispatches: number;
  tokens: number;
  /** Time of its agents, which may have worked side by side. */
  minutes: number;
  /** Up to here, of all stages: tokens, and the run's minutes by the clock when the stage's last task so far ended. */
  totals: { tokens: number; minutes: number };
}

/** To tenths. */
const rounded = (minutes: number): number => Math.round(minutes * 10) / 10;
const roleOf = (task: Task): string => task.who.role ?? task.who.program ?? task.who.agent;
/** Tasks know their stage by their gate; what mends something counts to the stage that found it. */
const stageOf = (workflow: Workflow, run: Run): ((task: Task) => string) => {
  const stages = new Map(gatesOf(workflow, run).map((gate) => [gate.key, gate.part ?? "–"]));
  return (task) => stages.get(task.gate) ?? "–";
};

/** A row for each role of each stage that has begun, in order; what a changed request made void was spent all the same. */
export function budgetRows(workflow: Workflow, run: Run): BudgetRow[] {
  const stage = stageOf(workflow, run);
  const begun = run.tasks.filter((task) => task.dispatches > 0);
  const stages = [...new Set(begun.map(stage))].sort();
  let tokens = 0;
  let minutes = 0;
  return stages.flatMap((name) => {
    const tasks = begun.filter((task) => stage(task) === name);
    const ends = tasks.flatMap((task) =>
      task.ended_at === null ? [] : [minutesBetween(run.created_at, task.ended_at)],
    );
    minutes = Math.max(minutes, ...ends);
    return [...new Set(tasks.map(roleOf))].map((role) => {
      const own = tasks.filter((task) => roleOf(task) === role);
      const spent = own.map(spentOn).reduce(added, NOTHING);
      tokens += spent.tokens;
      return {
        stage: name,
        role,
        dispatches: own.reduce((sum, task) => sum + task.dispatches, 0),
        tokens: Math.round(spent.tokens),
        minutes: rounded(spent.minutes),
        totals: { tokens: Math.round(tokens), minutes: rounded(minutes) },
      };
    });
  });
}

const added = (a: Spent, b: Spent): Spent => ({
  tool_calls: a.tool_calls + b.tool_calls,
  tokens: a.tokens + b.tokens,
  minutes: a.minutes + b.minutes,
});

const BUDGET_HEAD = ["Stage", "Role", "Dispatches", "Tokens", "Minutes", "Tokens so far", "Minutes so far"];
type Limits = { tokens_max?: number | null | undefined; minutes_max?: number | null | undefined };

/** What stands in a row, below `BUDGET_HEAD`. */
function budgetCells(row: BudgetRow, { tokens_max, minutes_max }: Limits): string[] {
  const of = (used: number, most: number | null | undefined): string => `${used}${most == null ? "" : ` of ${most}`}`;
  const { stage, role, dispatches, tokens, minutes, totals } = row;
  const spent = [dispatches, tokens, minutes].map(String);
  return [stage, role, ...spent, of(totals.tokens, tokens_max), of(totals.minutes, minutes_max)];
}

/** A role's name holds what a person wrote in the settings. */
const cell = (text: string): string => text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|");

/** The budget as a file of its own. */
export function budgetText(workflow: Workflow, run: Run): string {
  const { tokens_max, minutes_max, on_exceed } = run.settings.budget ?? {};
  const nothing = { tokens: 0, minutes: 0 };
  const start: BudgetRow = { stage: "00", role: "start", dispatches: 0, ...nothing, totals: nothing };
  const limit = [
    tokens_max === undefined ? "no limit on tokens" : `at most ${tokens_max} tokens`,
    minutes_max === undefined ? "no limit on time" : `at most ${minutes_max} minutes by the clock`,
    `beyond: ${(on_exceed ?? "escalate") === "warn" ? "a warning" : "the person is asked"}`,
  ];
  const rows = [start, ...budgetRows(workflow, run)].map((row) =>
    budgetCells({ ...row, role: cell(row.role) }, { tokens_max, minutes_max }).join(" | "),
  );
  return `${[
    "# Budget",
    "",
    `${limit.join("; ")}.`,
    "Tokens are the host's own figures, where those read from its cache count a tenth; every start of an agent counts.",
    "",
    `| ${BUDGET_HEAD.join(" | ")} |`,
    "|---|---|---|---|---|---|---|",
    ...rows.map((row) => `| ${row} |`),
  ].join("\n")}\n`;
}

type BudgetCheck = { status: "ok" | "warn" | "escalate"; lines: string[] };

/** Compares what a run took by now with its budget. `now`: ISO 8601. */
export function budgetCheck(run: Run, now: string): BudgetCheck {
  const { enabled, tokens_max, minutes_max, on_exceed } = run.settings.budget ?? {};
  if (enabled !== true) return { status: "ok", lines: ["No budget is set: budget.enabled is false."] };
  const used = [
    { name: "tokens", is: Math.round(spentBy(run).tokens), most: tokens_max },
    { name: "minutes", is: rounded(minutesBetween(run.created_at, now)), most: minutes_max },
  ];
  const lines = used.map(({ name, is, most }) =>
    most === undefined
      ? `${is} ${name}, without a limit`
      : `${is} of ${most} ${name}${is > most ? `: ${rounded(is - most)} beyond the budget` : ""}`,
  );
  const isWarning = on_exceed === "warn";
  // As the run itself does: the person is asked when it is used up, a warning comes when it is passed.
  const over = used.some(({ is, most }) => most !== undefined && (isWarning ? is > most : is >= most));
  if (!over) return { status: "ok", lines };
  if (isWarning)
    return { status: "warn", lines: [...lines, "The run goes on with a warning: budget.on_exceed is warn."] };
  return { status: "escalate", lines: [...lines, `Raise budget in the settings, or stop the run: ${here("cancel")}.`] };
}

/** What a run has used of its budget; not ok when the person is asked beyond it. */
export function budgetView({ workflow, run }: Pick<Scene, "workflow" | "run">, now: string): View {
  const { status, lines } = budgetCheck(run, now);
  const { enabled = false, tokens_max = null, minutes_max = null, on_exceed = "escalate" } = run.settings.budget ?? {};
  const budget = { enabled, tokens_max, minutes_max, on_exceed };
  return { ok: status !== "escalate", lines, data: { status, lines, budget, rows: budgetRows(workflow, run) } };
}
