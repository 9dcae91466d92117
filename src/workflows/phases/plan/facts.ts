import type { Task } from "../../../engine/run.ts";
import type { Scene } from "../../../record/scene.ts";
import type { Dispatched } from "../../contract.ts";
import type { MakeFacts } from "./plan-facts.ts";
import type { planMaking } from "./plans.ts";
import { planRecord } from "./survey-record.ts";

/** What briefs and forms of this command are made of. */
export interface PlanFacts extends MakeFacts {
  /** What CONTEXT.md says of the phase. */
  decisions: string;
}

export function planFacts(
  making: ReturnType<typeof planMaking>,
  scene: Scene,
  task: Task,
  dispatched: Dispatched,
): PlanFacts {
  return {
    ...making.facts(scene, task, dispatched),
    decisions: planRecord(scene)?.decisions ?? "",
  };
}
