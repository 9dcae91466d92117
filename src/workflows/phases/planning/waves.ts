import { mayMeet, projectPath, waysOf } from "../../../project/globs.ts";
import { someOf } from "../../../text.ts";
import { circleOf } from "../../execute/order.ts";
import { type PhasePlan, type Problem, problemIn } from "./model.ts";
import { twinsOf } from "./numbers.ts";

/** Which plans of a phase can be carried out side by side: by what they wait for, and the files that they write. Pure. */

/** What of a plan decides. */
export type WavePlan = Pick<PhasePlan, "id" | "path" | "plan" | "depends_on" | "files_modified" | "problems"> & {
  tasks: readonly { files: readonly string[] }[];
  must_haves: { artifacts: readonly { path: string }[] };
};

export interface Waves {
  /** Ids of plans, by wave, in their order; none where there are problems. */
  waves: string[][];
  /** For each plan the ids of those that have to be done before it, also because they write one of its files. */
  after: Map<string, string[]>;
  /** A plan with problems, an unknown dependency, a circle, two plans of one name. */
  problems: Problem[];
}

/** What a plan writes, as git names it: what its fields and its tasks say, each once. Empty: it does not say. */
export function filesOf(plan: Pick<WavePlan, "files_modified" | "tasks" | "must_haves">): string[] {
  const named = [
    ...plan.files_modified,
    ...plan.tasks.flatMap((task) => task.files),
    ...plan.must_haves.artifacts.map((one) => one.path),
  ];
  return [...new Set(named.map(projectPath))];
}

interface Placed {
  id: string;
  /** For each of its files the ways that lead there; null: it may write any file. */
  ways: ReturnType<typeof waysOf>[] | null;
}

function placed(plan: WavePlan): Placed {
  const files = filesOf(plan);
  // Who declares none, or the whole project, may write whatever another one does.
  return { id: plan.id, ways: files.length === 0 || files.includes("") ? null : files.map(waysOf) };
}

const meet = (one: Placed, other: Placed): boolean =>
  one.ways === null || other.ways === null || one.ways.some((a) => other.ways!.some((b) => mayMeet(a, b)));

/**
 * The waves of a phase's plans. `done`: ids of plans that nobody has to wait for any more, also of other phases; those among
 * the plans are in no wave. Of two plans that may write one file the one with the higher number waits, unless it is waited for.
 */
export function wavesOf(plans: readonly WavePlan[], done: ReadonlySet<string> = new Set()): Waves {
  const open = plans.filter((one) => !done.has(one.id));
  const unread = open.flatMap((one) => one.problems.map(({ problem }) => problemIn(one.path, problem)));
  const problems = [...unread, ...orderProblems(plans, done)];
  if (problems.length > 0) return { waves: [], after: new Map(), problems };
  const order = inOrder(open, done);
  const files = order.map(placed);
  const after = new Map<string, string[]>();
  const level = new Map<string, number>();
  for (const [at, { id, depends_on }] of order.entries()) {
    const before = files.slice(0, at).filter((one) => depends_on.includes(one.id) || meet(one, files[at]!));
    after.set(
      id,
      before.map((one) => one.id),
    );
    level.set(id, 1 + Math.max(0, ...before.map((one) => level.get(one.id)!)));
  }
  const waves = Map.groupBy(order, ({ id }) => level.get(id)!);
  const numbers = [...waves.keys()].sort((one, other) => one - other);
  return { waves: numbers.map((number) => waves.get(number)!.map(({ id }) => id)), after, problems };
}

/** Plans that have one id, that wait for what is not there, or for each other in a circle. `done`: as for `wavesOf`. */
export function orderProblems(
  plans: readonly Pick<WavePlan, "id" | "path" | "depends_on">[],
  done: ReadonlySet<string>,
): Problem[] {
  const open = plans.filter((one) => !done.has(one.id));
  const ids = [...new Set(plans.map((one) => one.id))];
  const twins = twinsOf(open, ({ id }) => id).map(([first, again]) =>
    problemIn(again.path, `found the id ${again.id}, which ${first.path} has, too; expected another`),
  );
  const unknown = open.flatMap(({ id, path, depends_on }) => {
    const others = ids.filter((one) => one !== id);
    const expected = `expected other plans of its phase: ${someOf(others, 12) || "there is none"}`;
    return depends_on
      .filter((one) => !others.includes(one) && !done.has(one))
      .map((one) => problemIn(path, `depends_on: found ${one}, ${expected}`));
  });
  if (twins.length + unknown.length > 0) return [...twins, ...unknown];
  const circle = circleOf(open.map(({ id, depends_on }) => ({ id, after: depends_on })));
  if (circle === null) return [];
  const { path } = open.find(({ id }) => id === circle[0])!;
  const way = circle.join(" → ");
  return [problemIn(path, `depends_on: found a circle, ${way}; expected plans that wait for earlier ones`)];
}

/** Plans without a circle, each behind those that it depends on, else by their numbers. */
function inOrder(plans: readonly WavePlan[], done: ReadonlySet<string>): WavePlan[] {
  const left = plans.toSorted((one, other) => one.plan - other.plan || (one.id < other.id ? -1 : 1));
  const order: WavePlan[] = [];
  const over = new Set(done);
  while (left.length > 0) {
    const next = left.findIndex((one) => one.depends_on.every((id) => over.has(id)));
    const [plan] = left.splice(next, 1);
    over.add(plan!.id);
    order.push(plan!);
  }
  return order;
}
