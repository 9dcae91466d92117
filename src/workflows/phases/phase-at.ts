import { findPhase } from "./phase-found.ts";
import { twinsOf } from "./planning/numbers.ts";
import { readPlanning } from "./planning/read.ts";
import { Stopped } from "./stopped.ts";

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
