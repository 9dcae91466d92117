// @bun
import {
  here
} from "./s12.js";
import {
  minutesBetween
} from "./s28.js";
import {
  gatesOf
} from "./s100.js";
import {
  NOTHING,
  spentOn,
  spentBy
} from "./s3.js";

// src/workflows/budget.ts
var rounded = (minutes) => Math.round(minutes * 10) / 10;
var roleOf = (task) => task.who.role ?? task.who.program ?? task.who.agent;
var stageOf = (workflow, run) => {
  const stages = new Map(gatesOf(workflow, run).map((gate) => [gate.key, gate.part ?? "\u2013"]));
  return (task) => stages.get(task.gate) ?? "\u2013";
};
function budgetRows(workflow, run) {
  const stage = stageOf(workflow, run);
  const begun = run.tasks.filter((task) => task.dispatches > 0);
  const stages = [...new Set(begun.map(stage))].sort();
  let tokens = 0;
  let minutes = 0;
  return stages.flatMap((name) => {
    const tasks = begun.filter((task) => stage(task) === name);
    const ends = tasks.flatMap((task) => task.ended_at === null ? [] : [minutesBetween(run.created_at, task.ended_at)]);
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
        totals: { tokens: Math.round(tokens), minutes: rounded(minutes) }
      };
    });
  });
}
var added = (a, b) => ({
  tool_calls: a.tool_calls + b.tool_calls,
  tokens: a.tokens + b.tokens,
  minutes: a.minutes + b.minutes
});
var BUDGET_HEAD = ["Stage", "Role", "Dispatches", "Tokens", "Minutes", "Tokens so far", "Minutes so far"];
function budgetCells(row, { tokens_max, minutes_max }) {
  const of = (used, most) => `${used}${most == null ? "" : ` of ${most}`}`;
  const { stage, role, dispatches, tokens, minutes, totals } = row;
  const spent = [dispatches, tokens, minutes].map(String);
  return [stage, role, ...spent, of(totals.tokens, tokens_max), of(totals.minutes, minutes_max)];
}
var cell = (text) => text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|");
function budgetText(workflow, run) {
  const { tokens_max, minutes_max, on_exceed } = run.settings.budget ?? {};
  const nothing = { tokens: 0, minutes: 0 };
  const start = { stage: "00", role: "start", dispatches: 0, ...nothing, totals: nothing };
  const limit = [
    tokens_max === undefined ? "no limit on tokens" : `at most ${tokens_max} tokens`,
    minutes_max === undefined ? "no limit on time" : `at most ${minutes_max} minutes by the clock`,
    `beyond: ${(on_exceed ?? "escalate") === "warn" ? "a warning" : "the person is asked"}`
  ];
  const rows = [start, ...budgetRows(workflow, run)].map((row) => budgetCells({ ...row, role: cell(row.role) }, { tokens_max, minutes_max }).join(" | "));
  return `${[
    "# Budget",
    "",
    `${limit.join("; ")}.`,
    "Tokens are the host's own figures, where those read from its cache count a tenth; every start of an agent counts.",
    "",
    `| ${BUDGET_HEAD.join(" | ")} |`,
    "|---|---|---|---|---|---|---|",
    ...rows.map((row) => `| ${row} |`)
  ].join(`
`)}
`;
}
function budgetCheck(run, now) {
  const { enabled, tokens_max, minutes_max, on_exceed } = run.settings.budget ?? {};
  if (enabled !== true)
    return { status: "ok", lines: ["No budget is set: budget.enabled is false."] };
  const used = [
    { name: "tokens", is: Math.round(spentBy(run).tokens), most: tokens_max },
    { name: "minutes", is: rounded(minutesBetween(run.created_at, now)), most: minutes_max }
  ];
  const lines = used.map(({ name, is, most }) => most === undefined ? `${is} ${name}, without a limit` : `${is} of ${most} ${name}${is > most ? `: ${rounded(is - most)} beyond the budget` : ""}`);
  const isWarning = on_exceed === "warn";
  const over = used.some(({ is, most }) => most !== undefined && (isWarning ? is > most : is >= most));
  if (!over)
    return { status: "ok", lines };
  if (isWarning)
    return { status: "warn", lines: [...lines, "The run goes on with a warning: budget.on_exceed is warn."] };
  return { status: "escalate", lines: [...lines, `Raise budget in the settings, or stop the run: ${here("cancel")}.`] };
}
function budgetView({ workflow, run }, now) {
  const { status, lines } = budgetCheck(run, now);
  const { enabled = false, tokens_max = null, minutes_max = null, on_exceed = "escalate" } = run.settings.budget ?? {};
  const budget = { enabled, tokens_max, minutes_max, on_exceed };
  return { ok: status !== "escalate", lines, data: { status, lines, budget, rows: budgetRows(workflow, run) } };
}

export { budgetRows, BUDGET_HEAD, budgetCells, budgetText, budgetView };
