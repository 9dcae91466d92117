// A person who answers while no host runs, and a session that goes on afterwards.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Question, Run } from "../../src/engine/run.ts";
import { findProject } from "../../src/project/project.ts";
import { change, readRun } from "../../src/run/journal/change.ts";
import { type Played, play, type Scenario } from "./scenario.ts";

/** The run of a project, folded from its journal. @throws when there is none */
export function runOf(project: string): Run {
  const run = readRun(findProject(project));
  if (!run) throw new Error(`no run in ${project}`);
  return run;
}

/** The questions that are open in a project. */
export const openQuestions = (project: string): Question[] => runOf(project).questions;

/**
 * Answers the first open question as `multi-ai decide` does in a terminal of the host's user, who
 * has the same home.
 */
export function answer(project: string, option: string | null, text: string | null = null): void {
  const [open] = openQuestions(project);
  if (!open) throw new Error("no question is open");
  const pointer = join(project, ".task/copy");
  const data = existsSync(pointer)
    ? readFileSync(pointer, "utf8").replace(/\/outside\/copies\/[\s\S]*$/, "")
    : undefined;
  const before = process.env.CLAUDE_PLUGIN_DATA;
  if (data !== undefined) process.env.CLAUDE_PLUGIN_DATA = data;
  try {
    change(findProject(project), () => [
      { do: "answer", question: open.id, option, text, via: "cli", session: null, named: true },
    ]);
  } finally {
    if (before === undefined) delete process.env.CLAUDE_PLUGIN_DATA;
    else process.env.CLAUDE_PLUGIN_DATA = before;
  }
}

/** Goes on with the session of a run that has stopped: `claude --continue`, in the same home. */
export const goOn = (scenario: Scenario, before: Played, prompt = "Go on."): Promise<Played> =>
  play({
    ...scenario,
    project: before.project,
    model: before.model,
    home: before.run.home,
    args: ["--continue"],
    prompt,
  });
