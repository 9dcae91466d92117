// A team run in a real project, brought to a named state: the engine's own story, played again
// through the store.

import type { Command } from "../../../src/engine/commands.ts";
import type { EventBody } from "../../../src/engine/events.ts";
import type { Run } from "../../../src/engine/run.ts";
import { findProject, type Project } from "../../../src/project/project.ts";
import { change, readRun } from "../../../src/run/journal/change.ts";
import { storeRequest } from "../../../src/run/start/start-run.ts";
import type { Settings } from "../../../src/settings.ts";
import { putObject } from "../../../src/store/objects.ts";
import { startedHere } from "../../harness/known.ts";
import { makeProject } from "../../harness/project.ts";
import { Team } from "../../workflows/team/given.ts";

/** The same story, with the commands that made it. */
class Told extends Team {
  declare told: Command[] | undefined;

  override do(command: Command): EventBody[] {
    const events = super.do(command);
    this.told ??= [];
    this.told.push(command);
    return events;
  }
}

export interface TeamRun {
  root: string;
  project: Project;
  /** The run as the journal tells it now. */
  now(): Run;
}

/** `tell` brings the run to where a test wants it. */
export function teamRun(
  tell: (team: Team) => unknown = () => undefined,
  settings: Partial<Settings> = {},
  options: Record<string, string> = { track: "full" },
): TeamRun {
  const root = makeProject();
  const project = findProject(root);
  const team = new Told(settings, options);
  tell(team);
  const request = storeRequest(project, team.now.request.text);
  change(project, () =>
    (team.told ?? []).map((command) =>
      command.do === "start" ? { ...command, request, host: null } : command,
    ),
  );
  // The results that the story speaks of: see `facts` in tests/engine/given.ts.
  for (const command of team.told ?? [])
    if (command.do === "ended" && command.result.ok)
      putObject(project.task, `artifact ${command.result.artifact.outcome}`);
  startedHere(project, team.now.run);
  return { root, project, now: () => readRun(project)! };
}
