import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What the workflow for GitHub Actions is, as data. */

export interface Step {
  name?: string;
  uses?: string;
  run?: string;
  if?: string;
  env?: Record<string, string | number>;
  with?: Record<string, unknown>;
  "timeout-minutes"?: number;
}

interface Job {
  if?: string;
  permissions?: Record<string, string>;
  "timeout-minutes"?: number;
  env?: object;
  steps: Step[];
}

interface ActionsWorkflow {
  on: Record<string, { types: string[] }>;
  permissions: object;
  concurrency: { group: string; "cancel-in-progress": boolean };
  env?: object;
  jobs: { run: Job };
}

export const workflowText = (): string =>
  readFileSync(join(import.meta.dir, "../../docs/examples/github-actions.yml"), "utf8");

export const workflow = (): ActionsWorkflow => Bun.YAML.parse(workflowText()) as ActionsWorkflow;

export const steps = (): Step[] => workflow().jobs.run.steps;
