import { atCeiling, CEILING } from "./bounds.ts";
import type { Decision } from "./decision.ts";
import type { EventBody } from "./events.ts";
import { barsOf, gatesOf, holds, isBehind } from "./gates.ts";
import { stuckOf } from "./outcomes.ts";
import { settlePanels } from "./panel.ts";
import { confirmFinal } from "./rounds.ts";
import { isOver, type Run } from "./run.ts";
import { type Created, chain } from "./tasks.ts";
import type { Ask, Gate } from "./workflow.ts";

/** What follows every decision: tasks without work are skipped, what has to be asked is asked, a run without tasks ends. */

/**
 * Adds to a decision what follows from it. A run whose tasks are all over is complete; about one where nothing can move on
 * the person is asked.
 */
export function finish(decision: Decision): void {
  const { run } = decision;
  regrade(decision);
  settlePanels(decision);
  if (run.settings.final_confirmation === true) confirmFinal(decision);
  settleIdle(decision);
  const { tasks, questions } = decision.run;
  const asked = questions.some((one) => one.kind === CEILING.ask);
  if (decision.live && !asked && atCeiling(decision.run) && !tasks.every(isOver)) {
    decision.askRun(CEILING, null);
    return;
  }
  // An answer about the run itself may still lead it back to an earlier gate.
  if (!decision.live || questions.length > 0) return;
  if (tasks.every(isOver)) {
    decision.add({ type: "ended", status: "complete", reason: "every task is done" });
    return;
  }
  if (tasks.some((task) => task.status === "ready" || task.status === "running")) return;
  const held = tasks.find((task) => task.status === "waiting") ?? tasks.find((task) => !isOver(task))!;
  decision.ask(stuckOf(decision, held), held);
}

/** Skips ready tasks that have nothing to do, and passes or asks ready checkpoints, until none of these is ready. */
export function settleIdle(decision: Decision): void {
  for (let again = true; again && decision.live; ) {
    again = false;
    for (const { id, gate: key, kind, status } of decision.run.tasks) {
      if (status !== "ready" || kind === "fix") continue;
      const gate = gatesOf(decision.workflow, decision.run).find((one) => one.key === key);
      if (!gate) continue;
      // A re-review is never skipped.
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

/** Passes a checkpoint by its rule or by `--auto`, else asks. True: it is passed. */
function checkpoint(decision: Decision, ask: Ask, id: string): boolean {
  const { run } = decision;
  const rule =
    ask.passes && holds(decision.workflow, ask.passes.when, run, decision.gate(decision.task(id))) ? ask.passes : null;
  const option = rule?.option ?? (run.auto ? ask.auto : undefined);
  const bars = option === undefined ? [] : barsOf(decision.workflow, run, ask.options[option]);
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

/** Adds the parts that the run lacks since its variant does not fit any more. */
function regrade(decision: Decision): void {
  const options = decision.workflow.regrade?.(decision.run) ?? null;
  if (options === null) return;
  decision.add({ type: "options_set", options });
  decision.add(...missingTasks(decision));
}

/** Creates the tasks of the new parts, and redoes what comes after them, except what stays. */
function missingTasks(decision: Decision): EventBody[] {
  const { run, workflow } = decision;
  const gates = gatesOf(workflow, run);
  const known = new Set(run.tasks.filter((task) => !task.void).map((task) => task.gate));
  const fresh = gates.filter((gate) => !known.has(gate.key) && !isBehind(gate)).map((gate) => gate.key);
  const reached = behind(gates, new Set(fresh));
  const kept = new Set(gates.filter((gate) => known.has(gate.key) && isMade(run, gate)).map((gate) => gate.key));
  const again = gates.filter((gate) => reached.has(gate.key) && !kept.has(gate.key));
  const keys = new Set(again.map((gate) => gate.key));
  const old = run.tasks.filter((task) => keys.has(task.gate) && !task.void);
  const ended: EventBody[] = old.flatMap((task) => [
    ...(isOver(task) ? [] : [{ type: "task_cancelled" as const, run: run.run, task: task.id }]),
    { type: "task_voided" as const, run: run.run, task: task.id },
  ]);
  const created = chain(workflow, run, again, run);
  return [...ended, ...created.map((one) => withBlockers(one, gates, kept, created))];
}

/** Whether the gate's artifact is there and stays as it is. */
const isMade = (run: Run, gate: Gate): boolean =>
  gate.gate === "produce" &&
  gate.stays === true &&
  run.tasks.some((task) => task.gate === gate.key && !task.void && isOver(task));

/** Keys of these gates, and of all that come after one of them. */
function behind(gates: Gate[], from: Set<string>): Set<string> {
  const reached = new Set(from);
  for (const gate of gates) if (gate.after.some((key) => reached.has(key))) reached.add(gate.key);
  return reached;
}

/** A new task that comes after a gate that stays also waits for the new tasks that come before that gate. */
function withBlockers(task: Created, gates: Gate[], kept: Set<string>, created: Created[]): Created {
  const gate = gates.find((one) => one.key === task.gate)!;
  const before = new Set<string>();
  const look = (key: string): void => {
    if (before.has(key)) return;
    before.add(key);
    for (const one of gates.find((other) => other.key === key)?.after ?? []) look(one);
  };
  for (const key of gate.after) if (kept.has(key)) look(key);
  const more = created.filter((one) => before.has(one.gate)).map((one) => one.task);
  return { ...task, blocked_by: [...new Set([...task.blocked_by, ...more])] };
}
