import { PHASES, ROADMAP } from "./paths.ts";
import { type PhaseFolder, problemText, type RoadmapPhase, stops } from "./planning/model.ts";
import { samePhase, twinsOf, twoDigits } from "./planning/numbers.ts";
import { readPlanning } from "./planning/read.ts";
import { Stopped } from "./stopped.ts";

/** A phase that a command is about, in what was read of `.planning`. */

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

/**
 * The phase with its folder, as they lie on the disk. `problems`: what keeps any command on it from going on; what is wrong in
 * files of other phases does not. @throws Stopped where the roadmap has none of this number
 */
export function findPhase(root: string, number: string) {
  const planning = readPlanning(root, number);
  const phase = planning.roadmap?.phases.find((one) => samePhase(one.number, number));
  const problems = planning.problems.filter((one) => stops(one, phase ?? null)).map(problemText);
  if (phase === undefined) {
    const lacks =
      planning.roadmap === null
        ? "found no such file that can be read, expected the project's phases; /multi-ai:new-project makes it"
        : `found no phase ${number}, expected its section`;
    throw new Stopped(...problems, `${ROADMAP}: ${lacks}`);
  }
  return { planning, phase, folder: planning.phases.find((one) => samePhase(one.number, phase.number)), problems };
}

/** A phase that has plans, as it lies on the disk. */
export type PhaseAt = ReturnType<typeof phaseAt>;

/** The phase that a command is about, with its plans. @throws Stopped where it has none */
export function phaseAt(root: string, number: string) {
  const { planning, phase, folder, problems } = findPhase(root, number);
  // Those that are carried out here; those of another workflow are its own.
  const plans = (folder?.plans ?? []).filter(({ type }) => type !== "council");
  if (folder === undefined || (plans.length === 0 && folder.summaries.length === 0))
    throw new Stopped(
      ...problems,
      `phase ${phase.number} has no plan yet: /multi-ai:plan-phase ${phase.number} makes it`,
    );
  const twins = twinsOf(plans, ({ id }) => id).map(
    ([first, again]) => `${first.path} and ${again.path} are both plan ${again.id}, expected one of them`,
  );
  return { planning, phase, folder, plans, problems: [...problems, ...twins] };
}
