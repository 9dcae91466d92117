import { roleBounds } from "./bounds.ts";
import { type Chosen, gatesOf } from "./gates.ts";
import { whoOf } from "./spawn.ts";
import type { Fix, Gate, Move, Who, Workflow, WorkGate } from "./workflow.ts";

/** What a run may cost at most, in tokens: without any change asked for, and of the dearest further round. */
export function costAtMost(workflow: Workflow, run: Chosen): { clean: number; round: number } {
  const { settings } = run;
  const gates = gatesOf(workflow, run).filter((gate): gate is WorkGate => gate.gate !== "checkpoint");
  const tokensOf = (who: Who): number =>
    "provider" in who && settings.codex.dispatch === "check"
      ? 0
      : (roleBounds(workflow, settings, whoOf(who, {}, workflow).agent)?.tokens ?? 0);
  const rounds = gates.flatMap((gate) =>
    fixesOf(Object.values(gate.on)).map(({ fix, then }) => {
      const again = gates.filter((one) => one === gate || (then === "group" && isGroup(one, gate)));
      return tokensOf(fix.who) + again.reduce((total, one) => total + tokensOf(one.who), 0);
    }),
  );
  return { clean: gates.reduce((total, gate) => total + tokensOf(gate.who), 0), round: Math.max(0, ...rounds) };
}

const isGroup = (one: Gate, other: Gate): boolean =>
  one.gate === "review" && other.gate === "review" && one.group === other.group;

const fixesOf = (moves: Move[]): { fix: Fix; then: "self" | "group" }[] =>
  moves.flatMap((move) => (typeof move === "object" && "fix" in move ? [move] : []));
