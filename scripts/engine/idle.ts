import type { Decision } from "./decision.ts";
import { gatesOf } from "./gates.ts";
import { BARS, RULES } from "./rules.ts";
import type { Ask } from "./workflow.ts";

/** Tasks that are ready and have nothing to be dispatched for: their rule does not hold, or the person decides. */

/** Skips what has nothing to do, and puts checkpoints before the person, until nothing of that kind is ready. */
export function settleIdle(decision: Decision): void {
  for (let again = true; again && decision.live; ) {
    again = false;
    for (const { id, gate: key, kind, status } of decision.run.tasks) {
      if (status !== "ready" || kind === "fix") continue;
      const gate = gatesOf(decision.workflow, decision.run).find((one) => one.key === key);
      if (!gate) continue;
      const isBehind = gate.gate === "check" && gate.behind !== undefined;
      // A seat that is asked again has its reason.
      if (gate.when !== undefined && !isBehind && kind === "gate" && !RULES[gate.when]!(decision.run, gate)) {
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

/** Passes a checkpoint by its rule or by `--auto`, or asks. True when it is passed. */
function checkpoint(decision: Decision, ask: Ask, id: string): boolean {
  const { run } = decision;
  const rule = ask.passes && RULES[ask.passes.when]!(run, decision.gate(decision.task(id))) ? ask.passes : null;
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
  return bar === undefined ? [] : BARS[bar]!(decision.run);
}
