import { PHASES, ROADMAP } from "./paths.ts";
import type { Named } from "./plan/record.ts";
import type { PhaseFolder, Planning, Problem, RoadmapPhase } from "./planning/model.ts";
import { samePhase, twoDigits } from "./planning/numbers.ts";

/** A phase that a command is about, in what was read of `.planning`. Pure. */

/** Its success criteria with ids, in their order. */
export const criteriaOf = (phase: RoadmapPhase): Named[] =>
  phase.criteria.map((text, index) => ({ id: `AC${index + 1}`, text }));

/** A problem as a person finds it: file, line, what is wrong. */
export const problemText = ({ file, line, problem }: Problem): string =>
  `${line === null ? file : `${file}:${line}`}: ${problem}`;

/** The words of a name, for that of a branch; empty where it has none. */
export const hyphened = (name: string): string =>
  name
    .normalize("NFD")
    .toLowerCase()
    .replaceAll(/\p{M}/gu, "")
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")
    .join("-");

/** The first words of a name, for that of a folder. */
export const slugOf = (name: string): string => hyphened(name).slice(0, 40).replace(/-+$/, "") || "phase";

/** Where its files are, or will be, relative to the project. */
export const folderOf = (phase: RoadmapPhase, folder: PhaseFolder | undefined): string =>
  `${PHASES}/${folder?.name ?? `${twoDigits(phase.number)}-${slugOf(phase.name)}`}`;

type Found =
  | { ok: true; phase: RoadmapPhase; folder: PhaseFolder | undefined; problems: string[] }
  | { ok: false; problems: string[] };

/**
 * The phase with its folder. `planning`: as it was read for this phase alone. `problems`: what keeps any command on it from
 * going on; what is wrong in files of other phases does not.
 */
export function findPhase(planning: Planning, number: string): Found {
  const { roadmap } = planning;
  const unread = planning.problems.map(problemText);
  const phase = roadmap?.phases.find((one) => samePhase(one.number, number));
  if (phase === undefined) {
    const lacks =
      roadmap === null
        ? "found no such file that can be read, expected the project's phases; /multi-ai:new-project makes it"
        : `found no phase ${number}, expected its section`;
    return { ok: false, problems: [...unread, `${ROADMAP}: ${lacks}`] };
  }
  const folder = planning.phases.find((one) => samePhase(one.number, phase.number));
  return { ok: true, phase, folder, problems: unread };
}
