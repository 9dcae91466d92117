import { PHASES, ROADMAP } from "./paths.ts";
import type { Named } from "./plan/record.ts";
import { type PhaseFolder, type Planning, problemText, type RoadmapPhase } from "./planning/model.ts";
import { samePhase, twinsOf, twoDigits } from "./planning/numbers.ts";
import { readPlanning } from "./planning/read.ts";
import { Stopped } from "./stopped.ts";

/** A phase that a command is about, in what was read of `.planning`. Pure. */

/** Its success criteria with ids, in their order. */
export const criteriaOf = (phase: RoadmapPhase): Named[] =>
  phase.criteria.map((text, index) => ({ id: `AC${index + 1}`, text }));

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

/** A phase that has plans, as it lies on the disk. */
export type PhaseAt = ReturnType<typeof phaseAt>;

/** The phase that a command is about, with its plans. @throws Stopped where it has none */
export function phaseAt(root: string, number: string) {
  const planning = readPlanning(root, number);
  const found = findPhase(planning, number);
  if (!found.ok) throw new Stopped(...found.problems);
  const { phase, folder, problems } = found;
  // Those that are carried out here; those of another workflow are its own.
  const plans = (folder?.plans ?? []).filter(({ type }) => type !== "council");
  if (folder === undefined || plans.length === 0)
    throw new Stopped(
      ...problems,
      `phase ${phase.number} has no plan yet: /multi-ai:plan-phase ${phase.number} makes it`,
    );
  const twins = twinsOf(plans, ({ id }) => id).map(
    ([first, again]) => `${first.path} and ${again.path} are both plan ${again.id}, expected one of them`,
  );
  return { planning, phase, folder, plans, problems: [...problems, ...twins] };
}
