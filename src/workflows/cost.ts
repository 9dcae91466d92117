import { roleBounds } from "../engine/bounds.ts";
import { type Chosen, gatesOf } from "../engine/gates.ts";
import { whoOf } from "../engine/tasks.ts";
import { type Fix, type Gate, isWork, type Move, type Who, type Workflow, type WorkGate } from "../engine/workflow.ts";
import { tokens } from "../text.ts";

/** What a run may cost at most, in tokens: without any change asked for, and of the dearest further round. */
export function costAtMost(workflow: Workflow, run: Chosen): { clean: number; round: number } {
  const { settings } = run;
  const gates = gatesOf(workflow, run).filter(isWork);
  const tokensOf = (who: Who): number =>
    "provider" in who && settings.codex.dispatch === "check"
      ? 0
      : (roleBounds(workflow, settings, whoOf(who, {}, workflow).agent)?.tokens ?? 0);
  const agents = Object.values(workflow.roles ?? {}).map(({ agent }) => agent);
  const dearest = Math.max(0, ...agents.map((agent) => roleBounds(workflow, settings, agent)?.tokens ?? 0));
  // Who owns what is wrong is not known yet: at most everybody who has made such an artifact.
  const makers = ({ schema }: Fix): number =>
    gates.filter((one) => one.gate === "produce" && one.schema === schema).length;
  const fixCost = (fix: Fix): number => (fix.each ? Math.max(1, makers(fix)) * dearest : tokensOf(fix.who));
  const all = (some: WorkGate[]): number => some.reduce((total, one) => total + tokensOf(one.who), 0);
  const rounds = gates.flatMap((gate) => [
    ...(gate.gate === "panel"
      ? [fixCost(gate.revise) + all(gates.filter((one) => one.gate === "panel" && one.panel === gate.panel))]
      : []),
    ...fixesOf(Object.values(gate.on)).map(
      ({ fix, then }) =>
        fixCost(fix) + all(gates.filter((one) => one === gate || (then === "group" && isGroup(one, gate)))),
    ),
  ]);
  return { clean: all(gates), round: Math.max(0, ...rounds) };
}

const isGroup = (one: Gate, other: Gate): boolean =>
  one.gate === "review" && other.gate === "review" && one.group === other.group;

const fixesOf = (moves: Move[]): { fix: Fix; then: "self" | "group" }[] =>
  moves.flatMap((move) => (typeof move === "object" && "fix" in move ? [move] : []));

/** What a run may cost at most by the bounds of its agents, and its ceiling, in one line. */
export function costText(workflow: Workflow, run: Chosen): string {
  const { clean, round } = costAtMost(workflow, run);
  const ceiling = run.settings.ceiling_tokens;
  const asked = ceiling === undefined ? "no ceiling is set (ceiling_tokens)" : `asked at ${tokens(ceiling)}`;
  return `Cost at most: ${tokens(clean)} tokens, ${tokens(round)} more for each further round; ${asked}`;
}
