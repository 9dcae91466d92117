// Brings a real project through a run of the team workflow, without a host: agents are scripted,
// checks are run.

import type { Question, Run } from "../../../src/engine/run.ts";
import { findProject } from "../../../src/project/project.ts";
import type { Settings } from "../../../src/settings.ts";
import { VERSION } from "../../../src/version.ts";
import { type Files, makeProject } from "../../harness/project.ts";
import type { Brief, Work } from "../../harness/team.ts";
import { walkthrough, walkthroughFiles } from "../../harness/walkthrough.ts";
import { begin, carryOut, drive, type MadeRun } from "./make-run.ts";

const TEAM = {
  run: "team-0badcafe",
  workflow: "team",
  request: "Add password reset via email",
} as const;

export interface TeamRunOptions {
  /** Null: the question stays open, and that is where it ends. */
  answer: (question: Question) => { option: string; text: string | null } | null;
  /** Beyond those of the walkthrough's project. */
  settings?: Record<string, unknown>;
  /** Recorded beside them, as by an earlier version. */
  recorded?: Record<string, unknown>;
  options?: Record<string, string>;
  /** The project, in place of the walkthrough's. */
  files?: Files;
  /** Stops before the next task. */
  until?: (run: Run) => boolean;
  /** Who does a role, in place of the workflow's own. */
  assigned?: Run["assigned"];
  /** Told the project's folder before the first task. */
  begun?: (root: string) => void;
  /** Does the work in place of the walkthrough's people. */
  worker?: (brief: Brief) => Work;
}

/** Carries the walkthrough on until it is over, nobody answers a question, or `until` says so. */
export async function makeTeamRun({
  answer,
  settings = {},
  recorded = {},
  files = walkthroughFiles(settings),
  options = { track: "full" },
  until,
  begun,
  assigned,
  worker,
}: TeamRunOptions): Promise<MadeRun> {
  const root = makeProject({ files });
  begun?.(root);
  await begin(root, {
    ...TEAM,
    settings: recorded as unknown as Settings,
    options,
    ...(assigned ? { assigned } : {}),
  });
  return carryTeamOn(root, { answer, until, worker });
}

/** Carries the run of a project on, in the same way. */
export const carryTeamOn = (
  root: string,
  { answer, until, worker = walkthrough }: Pick<TeamRunOptions, "answer" | "until" | "worker">,
): Promise<MadeRun> => {
  const project = findProject(root);
  return drive(project, {
    // One at a time: after each the others are still there to be started.
    carry: (run, [task]) => carryOut(project, run, task!, worker),
    answer,
    ...(until && { until }),
  });
};

/** Starts a run outside of any host, as the command line does. */
export async function startTeam(
  root: string,
  options: Record<string, string>,
  auto = false,
  request: string = TEAM.request,
): Promise<void> {
  await begin(root, { ...TEAM, version: VERSION, request, auto, options, session: null });
}
