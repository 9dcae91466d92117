import { readFileSync } from "node:fs";
import { join } from "node:path";

/** What the workflows for GitHub Actions are, as data. */

export interface Step {
  name?: string;
  uses?: string;
  run?: string;
  if?: string;
  env?: Record<string, string | number>;
  with?: Record<string, unknown>;
  "timeout-minutes"?: number;
}

export interface Job {
  needs?: string;
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

const textOf = (name: string): string =>
  readFileSync(join(import.meta.dir, "../../docs/examples", name), "utf8");

export const workflowText = (): string => textOf("github-actions.yml");

export const workflow = (): ActionsWorkflow => Bun.YAML.parse(workflowText()) as ActionsWorkflow;

export const steps = (): Step[] => workflow().jobs.run.steps;

/** The one that reviews pull requests. */
export const reviewWorkflow = () =>
  Bun.YAML.parse(textOf("github-actions-review.yml")) as Omit<ActionsWorkflow, "jobs"> & {
    jobs: Record<"review" | "upload", Job>;
  };
