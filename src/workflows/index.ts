import type { Workflow } from "../engine/workflow.ts";
import { multiAi } from "./multi-ai/index.ts";

/** Loaded on use: a hook of a run needs the data of that run's workflow alone. */
declare const require: (path: "./team/index.ts") => typeof import("./team/index.ts");

export const WORKFLOWS: Record<string, Workflow> = {
  [multiAi.name]: multiAi,
  get team() {
    return require("./team/index.ts").team;
  },
};

/** The workflow of a run; an unknown name means a journal of a newer version. */
export function workflowOf(name: string): Workflow {
  const workflow = WORKFLOWS[name];
  if (!workflow)
    throw new Error(`workflow "${name}" is not known to this version; known: ${Object.keys(WORKFLOWS).join(", ")}`);
  return workflow;
}
