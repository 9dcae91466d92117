// @bun
import {
  roleBounds
} from "./s74.js";
import {
  isWork,
  whoOf
} from "./s85.js";
import {
  gatesOf
} from "./s52.js";
import {
  tokens
} from "./s18.js";

// src/workflows/cost.ts
function costAtMost(workflow, run) {
  const { settings } = run;
  const gates = gatesOf(workflow, run).filter(isWork);
  const tokensOf = (who) => ("provider" in who) && settings.codex.dispatch === "check" ? 0 : roleBounds(workflow, settings, whoOf(who, {}, workflow).agent)?.tokens ?? 0;
  const agents = Object.values(workflow.roles ?? {}).map(({ agent }) => agent);
  const dearest = Math.max(0, ...agents.map((agent) => roleBounds(workflow, settings, agent)?.tokens ?? 0));
  const makers = ({ schema }) => gates.filter((one) => one.gate === "produce" && one.schema === schema).length;
  const fixCost = (fix) => fix.each ? Math.max(1, makers(fix)) * dearest : tokensOf(fix.who);
  const all = (some) => some.reduce((total, one) => total + tokensOf(one.who), 0);
  const rounds = gates.flatMap((gate) => [
    ...gate.gate === "panel" ? [fixCost(gate.revise) + all(gates.filter((one) => one.gate === "panel" && one.panel === gate.panel))] : [],
    ...fixesOf(Object.values(gate.on)).map(({ fix, then }) => fixCost(fix) + all(gates.filter((one) => one === gate || then === "group" && isGroup(one, gate))))
  ]);
  return { clean: all(gates), round: Math.max(0, ...rounds) };
}
var isGroup = (one, other) => one.gate === "review" && other.gate === "review" && one.group === other.group;
var fixesOf = (moves) => moves.flatMap((move) => typeof move === "object" && ("fix" in move) ? [move] : []);
function costText(workflow, run) {
  const { clean, round } = costAtMost(workflow, run);
  const ceiling = run.settings.ceiling_tokens;
  const asked = ceiling === undefined ? "no ceiling is set (ceiling_tokens)" : `asked at ${tokens(ceiling)}`;
  return `Cost at most: ${tokens(clean)} tokens, ${tokens(round)} more for each further round; ${asked}`;
}

export { costText };
