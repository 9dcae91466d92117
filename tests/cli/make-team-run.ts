// Brings a real project through a run of the team workflow, without a host: agents are scripted,
// checks are run.

import { directive } from "../../src/engine/directive.ts";
import { isLive, type Question, type Run, taskOf } from "../../src/engine/run.ts";
import { findProject } from "../../src/project/project.ts";
import { readRun } from "../../src/run/life/run.ts";
import { readSettings } from "../../src/run/life/settings.ts";
import { storeRequest } from "../../src/run/life/start.ts";
import { writeOutputs } from "../../src/run/publish/outputs.ts";
import { approveSettings, startedHere } from "../harness/known.ts";
import { type Files, makeProject } from "../harness/project.ts";
import type { Brief, Work } from "../harness/team.ts";
import { walkthrough, walkthroughFiles } from "../harness/walkthrough.ts";
import { apply, carryOut, type MadeRun, SESSION } from "./make-run.ts";

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
  const project = findProject(root);
  approveSettings(root);
  const read = await readSettings(root);
  if (!read.ok) throw new Error(read.problems.join("\n"));
  apply(project, {
    do: "start",
    run: "team-0badcafe",
    version: "0.0.0",
    workflow: "team",
    entry: "start",
    request: storeRequest(project, "Add password reset via email"),
    auto: false,
    settings: { ...read.settings, ...recorded },
    options,
    ...(assigned ? { assigned } : {}),
    session: SESSION,
    host: null,
  });
  startedHere(project, "team-0badcafe");
  return carryTeamOn(root, { answer, until, worker });
}

/** Carries the run of a project on, in the same way. */
export async function carryTeamOn(
  root: string,
  {
    answer,
    until = () => false,
    worker = walkthrough,
  }: Pick<TeamRunOptions, "answer" | "until" | "worker">,
): Promise<MadeRun> {
  const project = findProject(root);
  for (;;) {
    const run = readRun(project)!;
    writeOutputs(project, run);
    const next = directive(run);
    if (!isLive(run) || until(run)) return { root, project, run };
    if (next.do === "dispatch") {
      // One at a time: after each the others are still there to be started.
      await carryOut(project, run, taskOf(run, next.tasks[0]!)!, worker);
      continue;
    }
    const question = run.questions.find((one) => one.id === next.questions[0]);
    const given = question ? answer(question) : null;
    if (!question || given === null) return { root, project, run };
    apply(project, {
      do: "answer",
      question: question.id,
      ...given,
      via: "dialog",
      session: SESSION,
      named: true,
    });
  }
}
