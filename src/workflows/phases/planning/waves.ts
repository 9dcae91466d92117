import { projectPath } from "../../../project/globs.ts";
import { someOf } from "../../../text.ts";
import { circleOf, levelsOf } from "../../execute/plan/order.ts";
import { waveItems } from "../../execute/plan/plan.ts";
import { type PhasePlan, type Problem, problemIn } from "./model.ts";
import { twinsOf } from "./numbers.ts";

/**
 * Which plans of a phase can be carried out side by side: by what they wait for, and the files that
 * they write. Pure.
 */

/** What of a plan decides. */
export type WavePlan = Pick<
  PhasePlan,
  "id" | "path" | "plan" | "depends_on" | "files_modified" | "problems"
> & {
  tasks: readonly { files: readonly string[] }[];
  must_haves: { artifacts: readonly { path: string }[] };
};

/**
 * What a plan writes, as globs of git's names: what its fields and its tasks say, each once. Who
 * names nothing, or the whole project, may write whatever another one does.
 */
export function mayWrite(
  plan: Pick<WavePlan, "files_modified" | "tasks" | "must_haves">,
): string[] {
  const named = [
    ...plan.files_modified,
    ...plan.tasks.flatMap((task) => task.files),
    ...plan.must_haves.artifacts.map((artifact) => artifact.path),
  ];
  const files = [...new Set(named.map(projectPath))];
  return files.length === 0 || files.includes("") ? ["**"] : files;
}

/**
 * Ids of a phase's plans by wave, or what is wrong with them. `done`: ids of plans that nobody has
 * to wait for any more, also of other phases; those among the plans are in no wave. Of two plans
 * that may write one file the later one waits.
 */
export function wavesOf(
  plans: readonly WavePlan[],
  done: ReadonlySet<string> = new Set(),
): { waves: string[][]; problems: Problem[] } {
  const open = plans.filter((plan) => !done.has(plan.id));
  const unread = open.flatMap((one) =>
    one.problems.map(({ problem }) => problemIn(one.path, problem)),
  );
  const problems = [...unread, ...orderProblems(plans, done)];
  if (problems.length > 0) return { waves: [], problems };
  const numbers = new Map(open.map(({ id, plan }) => [id, plan]));
  const items = open.map((one) => ({
    n: one.plan,
    name: one.id,
    files: mayWrite(one),
    after: one.depends_on.flatMap((id) => numbers.get(id) ?? []),
  }));
  const order = waveItems(items);
  const levels = levelsOf(order.map(({ item, after }) => ({ id: item, after })));
  const waves = Map.groupBy(order, ({ item }) => levels.get(item)!);
  const inOrder = [...waves].sort(([one], [other]) => one - other);
  return { waves: inOrder.map(([, wave]) => wave.map(({ title }) => title)), problems };
}

/**
 * Where plans say another order than the one they are carried out in, a line each: of one declared
 * wave some run after others, or one waits for a plan of its own or a later wave. `waves`: as
 * computed.
 */
export function orderDifferences(
  plans: readonly (WavePlan & Pick<PhasePlan, "wave">)[],
  waves: readonly string[][],
): string[] {
  const open = plans.filter(
    ({ id, wave }) => wave !== null && waves.some((wave) => wave.includes(id)),
  );
  const computed = (id: string): number => waves.findIndex((wave) => wave.includes(id));
  return open.flatMap((plan, at) =>
    open.slice(at + 1).flatMap((other) => {
      const [first, later] =
        computed(plan.id) <= computed(other.id) ? [plan, other] : [other, plan];
      if (first.wave! < later.wave! || computed(first.id) === computed(later.id)) return [];
      const waits = later.depends_on.includes(first.id);
      const files = mayWrite(first).filter((file) => mayWrite(later).includes(file));
      const why = waits
        ? "it depends on it"
        : files.length > 0
          ? `both write ${someOf(files, 3)}`
          : null;
      return why === null
        ? []
        : [
            `${later.id} says wave ${later.wave} and runs after ${first.id} of wave ${first.wave}: ${why}`,
          ];
    }),
  );
}

/**
 * Plans, or phases, that have one id, that wait for what is not there, or for each other in a
 * circle. `done`: as for `wavesOf`.
 */
export function orderProblems(
  plans: readonly Pick<WavePlan, "id" | "path" | "depends_on">[],
  done: ReadonlySet<string>,
): Problem[] {
  const open = plans.filter((plan) => !done.has(plan.id));
  const ids = [...new Set(plans.map((plan) => plan.id))];
  const twins = twinsOf(open, ({ id }) => id).map(([first, again]) =>
    problemIn(
      again.path,
      `found the id ${again.id}, which ${first.path} has, too; expected another`,
    ),
  );
  const unknown = open.flatMap(({ id, path, depends_on }) => {
    const others = ids.filter((one) => one !== id);
    const expected = `expected one of these: ${someOf(others, 12) || "there is none"}`;
    return depends_on
      .filter((one) => !others.includes(one) && !done.has(one))
      .map((one) => problemIn(path, `depends_on: found ${one}, ${expected}`));
  });
  if (twins.length + unknown.length > 0) return [...twins, ...unknown];
  const circle = circleOf(open.map(({ id, depends_on }) => ({ id, after: depends_on })));
  if (circle === null) return [];
  const { path } = open.find(({ id }) => id === circle[0])!;
  const way = circle.join(" → ");
  return [
    problemIn(path, `depends_on: found a circle, ${way}; expected each to wait for earlier ones`),
  ];
}
