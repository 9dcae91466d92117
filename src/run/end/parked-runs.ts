import type { Run, Start } from "../../engine/run.ts";
import { here } from "../../plugin.ts";
import type { Project } from "../../project/project.ts";
import { isForeign } from "../../record/machine/outside.ts";
import { parkedRuns } from "../../store/archive.ts";
import { moduleOf, sceneOf, startLine } from "../../workflows/index.ts";
import { readable } from "../journal/read-run.ts";
import { storedPlace } from "./archived-runs.ts";

/** Parked runs, and what they mean for a run that begins. */

/** Those that can be brought back: of this machine, and with a journal that can be read. */
export const parkedHere = (project: Project, env: NodeJS.ProcessEnv = process.env): Run[] =>
  parkedRuns(project.task)
    .map((name) => storedPlace(project, "parked", name))
    .flatMap((place) => (isForeign(project, env, place.task) ? [] : (readable(place) ?? [])));

/** Why a parked run has nothing left to do; null: it has. */
export function overtakenText(project: Project, name: string): string | null {
  const place = storedPlace(project, "parked", name);
  const run = readable(place);
  const why = run && (moduleOf(run.workflow).overtaken?.(sceneOf(place, run)) ?? null);
  return why === null
    ? null
    : `Run ${name} stays in .task/parked/${name}, and has nothing left to do: ${why}.`;
}

/** That a parked run was to do what begins; null: none was. */
export function parkedText(
  project: Project,
  { workflow, entry }: Start,
  request: string,
): string | null {
  const same = parkedHere(project).findLast(
    (one) =>
      one.workflow === workflow &&
      one.entry === entry &&
      one.request.text === request &&
      overtakenText(project, one.run) === null,
  );
  return same === undefined
    ? null
    : `Run ${same.run}, which was to do the same, is parked: ${here(`resume ${same.run}`)} brings it back.`;
}

/** Why the program starts no run by itself where a parked one does the same; null: it may start. */
export function insteadText(project: Project, start: Start, request: string): string | null {
  const text = parkedText(project, start, request);
  return text === null ? null : `${text} To start over: ${startLine(start, request)}`;
}
