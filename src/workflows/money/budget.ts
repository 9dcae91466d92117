import { spentBy, spentOn } from "../../engine/bounds.ts";
import { gatesOf } from "../../engine/gates.ts";
import { isLive, type Run, type Task } from "../../engine/run.ts";
import type { Workflow } from "../../engine/workflow.ts";
import { here } from "../../plugin.ts";
import type { Scene } from "../../record/scene.ts";
import type { View } from "../contract/contract.ts";

/**
 * What a run has used of its budget, from what the host said of each dispatch; retries are added,
 * never replaced.
 */

/**
 * What some tasks took, retries and void ones included; minutes are those of agents, who may have
 * worked side by side.
 */
function sumOf(tasks: Task[]) {
  const sum = (of: (task: Task) => number): number =>
    tasks.reduce((total, task) => total + of(task), 0);
  return {
    dispatches: sum((task) => task.dispatches),
    tokens: Math.round(sum((task) => spentOn(task).tokens)),
    // To tenths.
    minutes: Math.round(sum((task) => spentOn(task).minutes) * 10) / 10,
  };
}

/**
 * A row for each stage that has begun, in order: tasks know it by their gate; what mends something
 * counts to the stage that found it.
 */
export function budgetRows(workflow: Workflow, run: Run) {
  const stages = new Map(gatesOf(workflow, run).map((gate) => [gate.key, gate.part]));
  const begun = run.tasks.filter((task) => task.dispatches > 0);
  const byStage = Map.groupBy(begun, (task) => stages.get(task.gate) ?? "–");
  return [...byStage.keys()].sort().map((stage) => ({ stage, ...sumOf(byStage.get(stage)!) }));
}

const BUDGET_HEAD = ["Stage", "Dispatches", "Tokens", "Agent minutes"];

/** The budget as a file of its own. */
export function budgetText(workflow: Workflow, run: Run): string {
  const { tokens_max, on_exceed } = run.settings.budget ?? {};
  const limit = [
    tokens_max === undefined ? "no limit on tokens" : `at most ${tokens_max} tokens`,
    `beyond: ${(on_exceed ?? "escalate") === "warn" ? "a warning" : "the person is asked"}`,
  ];
  const rows = [...budgetRows(workflow, run), { stage: "all", ...sumOf(run.tasks) }];
  const cells = rows.map((row) => [row.stage, row.dispatches, row.tokens, row.minutes].join(" | "));
  return `${[
    "# Budget",
    "",
    `${limit.join("; ")}.`,
    "Token counts come from Claude Code; tokens read from its cache count as a tenth. Every start of an agent counts.",
    "",
    ...[BUDGET_HEAD.join(" | "), BUDGET_HEAD.map(() => "---").join(" | "), ...cells].map(
      (row) => `| ${row} |`,
    ),
  ].join("\n")}\n`;
}

const USED_UP = ", used up";
export const isUsedUp = (line: string): boolean => line.endsWith(USED_UP);

/** Compares what a run took by now with its budget. */
export function budgetCheck(run: Run): { status: "ok" | "warn" | "escalate"; lines: string[] } {
  const { enabled, tokens_max, on_exceed } = run.settings.budget ?? {};
  if (enabled !== true)
    return { status: "ok", lines: ["No budget is set: budget.enabled is false."] };
  const is = Math.round(spentBy(run).tokens);
  if (tokens_max === undefined) return { status: "ok", lines: [`${is} tokens, without a limit`] };
  if (is < tokens_max) return { status: "ok", lines: [`${is} of ${tokens_max} tokens`] };
  const lines = [`${is} of ${tokens_max} tokens${USED_UP}`];
  if (!isLive(run)) return { status: on_exceed === "warn" ? "warn" : "escalate", lines };
  if (on_exceed === "warn")
    return {
      status: "warn",
      lines: [...lines, "The run continues with a warning: budget.on_exceed is warn."],
    };
  return {
    status: "escalate",
    lines: [...lines, `Raise budget in the settings, or stop the run: ${here("cancel")}.`],
  };
}

/** What a run has used of its budget; not ok when the person is asked beyond it. */
export function budgetView({ workflow, run }: Pick<Scene, "workflow" | "run">): View {
  const { status, lines } = budgetCheck(run);
  const { enabled = false, tokens_max = null, on_exceed = "escalate" } = run.settings.budget ?? {};
  const budget = { enabled, tokens_max, on_exceed };
  return {
    ok: status !== "escalate",
    lines,
    data: { status, lines, budget, rows: budgetRows(workflow, run) },
  };
}
