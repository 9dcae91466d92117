import { mayMeet, waysOf } from "../../../project/globs.ts";
import type { PhasePlan } from "../planning/model.ts";

/** Which plans can be carried out side by side: by what they wait for and what they may write, whatever their files say. Pure. */

type Waves = { ok: true; waves: PhasePlan[][] } | { ok: false; problems: string[] };

/** A path as a plan names it, from the project's folder: `./src//a.ts` is `src/a.ts`, a folder is all that is below it. */
export function plainPath(path: string): string {
  const plain = path
    .trim()
    .replaceAll(/\/{2,}/g, "/")
    .replace(/^(?:\.\/)+/, "");
  return plain.endsWith("/") ? `${plain}**` : plain;
}

/** Everything that a plan may write; empty: nobody has said. Files of `.planning` are the program's. */
export const filesOfPlan = ({ files_modified, tasks }: PhasePlan): string[] => [
  ...new Set(
    [...files_modified, ...tasks.flatMap(({ files }) => files)]
      .map(plainPath)
      .filter((path) => path !== "" && !path.startsWith(".planning/")),
  ),
];

function collide(one: PhasePlan, other: PhasePlan): boolean {
  const [a, b] = [filesOfPlan(one), filesOfPlan(other)];
  // One that says nothing may write anything.
  if (a.length === 0 || b.length === 0) return true;
  const ways = b.map(waysOf);
  return a.map(waysOf).some((way) => ways.some((another) => mayMeet(way, another)));
}

/**
 * Plans in waves: each behind all that it waits for, and no two that may write the same file in one. `done`: ids of plans that
 * need not be waited for.
 */
export function wavesOf(plans: readonly PhasePlan[], done: ReadonlySet<string>): Waves {
  const known = new Map(plans.map((plan) => [plan.id, plan]));
  const problems = plans.flatMap(({ path, id, depends_on }) =>
    depends_on
      .filter((other) => !known.has(other) && !done.has(other))
      .map((other) =>
        other === id
          ? `${path}: depends_on: found ${other}, the plan itself`
          : `${path}: depends_on: found ${other}, expected a plan of this phase: ${[...known.keys(), ...done].join(", ")}`,
      ),
  );
  if (problems.length > 0) return { ok: false, problems };
  const waves: PhasePlan[][] = [];
  const waveOf = new Map<string, number>();
  const left = plans.toSorted((one, other) => one.plan - other.plan);
  while (left.length > 0) {
    const next = left.findIndex(({ depends_on }) => depends_on.every((id) => done.has(id) || waveOf.has(id)));
    if (next < 0)
      return {
        ok: false,
        problems: [`depends_on: ${left.map(({ id }) => id).join(", ")} wait for one another in a circle`],
      };
    const [plan] = left.splice(next, 1) as [PhasePlan];
    let wave = Math.max(0, ...plan.depends_on.map((id) => (waveOf.get(id) ?? -1) + 1));
    while ((waves[wave] ?? []).some((other) => collide(plan, other))) wave++;
    waveOf.set(plan.id, wave);
    while (waves.length <= wave) waves.push([]);
    waves[wave]!.push(plan);
  }
  return { ok: true, waves };
}
