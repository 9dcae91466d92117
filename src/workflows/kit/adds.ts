import type { Workflow } from "../../engine/workflow.ts";
import type { WorkflowModule } from "../contract/contract.ts";
import type { KitFacts } from "./facts.ts";

/** Tables of a workflow's data to which stages add. */
export const TABLES = ["roles", "selectors", "bars", "shows", "panels", "waves"] as const;

/** Parts of a workflow's module; briefs that are no data are loaded on use. */
export interface ModuleParts<F = KitFacts>
  extends Partial<Omit<WorkflowModule<F>, "workflow" | "briefs" | "briefFacts" | "report">> {
  briefs?: () => WorkflowModule<F>["briefs"];
  /** What its briefs are made of beside the facts that there are. */
  addsFacts?(base: KitFacts, ...of: Parameters<WorkflowModule["briefFacts"]>): KitFacts;
}

/** What a stage brings beside gates, and beside briefs and artifacts of the kit's own. */
export interface Adds {
  tables?: Partial<Pick<Workflow, (typeof TABLES)[number]>>;
  bounds?: Workflow["bounds"];
  module?: ModuleParts;
}
