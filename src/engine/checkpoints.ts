import type { Decision } from "./decision.ts";
import { holds } from "./rules.ts";
import type { Ask } from "./workflow.ts";

/** Passes a checkpoint by its rule or by `--auto`, or asks. True when it is passed. */
export function checkpoint(decision: Decision, ask: Ask, id: string): boolean {
  const { run } = decision;
  const rule = ask.passes && holds(decision.workflow, ask.passes.when, run, decision.gate(decision.task(id))) ? ask.passes : null;
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
