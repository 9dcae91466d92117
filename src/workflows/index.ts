import type { Workflow } from "../engine/workflow.ts";
import { team } from "./team/index.ts";
import { multiAi } from "./multi-ai/index.ts";

export const WORKFLOWS: Record<string, Workflow> = {
  [multiAi.name]: multiAi,
  [team.name]: team,
};

/** The workflow of a run; an unknown name means a journal of a newer version. */
export function workflowOf(name: string): Workflow {
  const workflow = WORKFLOWS[name];
  if (!workflow)
    throw new Error(`workflow "${name}" is not known to this version; known: ${Object.keys(WORKFLOWS).join(", ")}`);
  return workflow;
}
