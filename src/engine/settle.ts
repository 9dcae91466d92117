import { checkpoint } from "./checkpoints.ts";
import type { Decision } from "./decision.ts";
import { gatesOf, isBehind } from "./gates.ts";
import { holds } from "./rules.ts";

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
      if (gate.when !== undefined && !isBehind(gate) && kind === "gate" && !holds(decision.workflow, gate.when, decision.run, gate)) {
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
