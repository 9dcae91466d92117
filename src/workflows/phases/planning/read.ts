import type { Planning, PlanningConfig } from "./model.ts";

/** What holds where `config.json` says nothing. */
export const DEFAULT_CONFIG: PlanningConfig = {
  mode: "interactive",
  granularity: "standard",
  research: true,
  plan_check: true,
  verifier: true,
  models: "balanced",
  branching: "none",
  tdd: false,
  worktrees: true,
  commit_docs: true,
};

/** Reads all of `.planning` below a project; what cannot be read is a problem, never an exception. `root`: the project. */
export function readPlanning(_root: string): Planning {
  return {
    exists: false,
    project: null,
    requirements: null,
    roadmap: null,
    config: DEFAULT_CONFIG,
    phases: [],
    paused: false,
    error: null,
    problems: [],
  };
}
