import type { Decision } from "./decision.ts";
import { gatesOf, isBehind } from "./gates.ts";
import { holds } from "./rules.ts";
import type { Ask } from "./workflow.ts";

/** Passes a checkpoint by its rule or by `--auto`, or asks. True when it is passed. */
export function checkpoint(decision: Decision, ask: Ask, id: string): boolean {
  const { run } = decision;
  const rule =
    ask.passes && holds(decision.workflow, ask.passes.when, run, decision.gate(decision.task(id))) ? ask.passes : null;
  const option = rule?.option ?? (run.auto ? ask.auto : undefined);
  const bars = option === undefined ? [] : barsOf(decision, ask, option);
  if (option === undefined || bars.length > 0) {
    decision.ask(ask, decision.task(id));
    return false;
  }
  const why = rule === null ? [] : [`${ask.ask}: passed without asking (${rule.when})`];
  decision.add(
    { type: "auto_approved", task: id, kind: ask.ask, assumptions: why },
    { type: "task_done", task: id, waiver: null },
  );
  return true;
}

/** What speaks against an option, in words; empty when nothing does. */
export function barsOf(decision: Decision, ask: Ask, option: string): string[] {
  const bar = ask.options[option]?.unless;
  if (bar === undefined) return [];
  const bars = decision.workflow.bars?.[bar];
  if (!bars) throw new Error(`workflow ${decision.workflow.name} has no bar "${bar}"`);
  return bars(decision.run);
}

/** Tasks that are ready and have nothing to be dispatched for: their rule does not hold, or the person decides. */

/** Skips what has nothing to do, and puts checkpoints before the person, until nothing of that kind is ready. */
export function settleIdle(decision: Decision): void {
  for (let again = true; again && decision.live; ) {
    again = false;
    for (const { id, gate: key, kind, status } of decision.run.tasks) {
      if (status !== "ready" || kind === "fix") continue;
      const gate = gatesOf(decision.workflow, decision.run).find((one) => one.key === key);
      if (!gate) continue;
      // A seat that is asked again has its reason.
      if (
        gate.when !== undefined &&
        !isBehind(gate) &&
        kind === "gate" &&
        !holds(decision.workflow, gate.when, decision.run, gate)
      ) {
        decision.add({ type: "task_skipped", task: id, rule: gate.when });
        again = true;
        break;
      }
      if (gate.gate !== "checkpoint") continue;
      again = checkpoint(decision, gate.ask, id);
      break;
    }
  }
}
