import { ceilingOf, spentOn } from "../../engine/bounds.ts";
import { gatesOf } from "../../engine/gates.ts";
import type { Run, Task } from "../../engine/run.ts";
import type { Workflow } from "../../engine/workflow.ts";

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
  const ceiling = ceilingOf(run);
  const limit = ceiling === null ? "no limit on tokens" : `at most ${ceiling} tokens`;
  const rows = [...budgetRows(workflow, run), { stage: "all", ...sumOf(run.tasks) }];
  const cells = rows.map((row) => [row.stage, row.dispatches, row.tokens, row.minutes].join(" | "));
  return `${[
    "# Budget",
    "",
    `${limit}; beyond, you are asked.`,
    "Token counts come from Claude Code; tokens read from its cache count as a tenth. Every start of an agent counts.",
    "",
    ...[BUDGET_HEAD.join(" | "), BUDGET_HEAD.map(() => "---").join(" | "), ...cells].map(
      (row) => `| ${row} |`,
    ),
  ].join("\n")}\n`;
}
