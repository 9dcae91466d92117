import { mayMeet, waysOf } from "../../project/globs.ts";
import { shown } from "../../text.ts";

/** The order of what is carried out, tasks or whole plans, by what each waits for. Pure. */

export interface Placed<K> {
  id: K;
  /** What has to be done before it. */
  after: readonly K[];
}

/** In which wave each can be at the earliest, from 1. */
export function levelsOf<K>(all: readonly Placed<K>[]): Map<K, number> {
  const levels = new Map<K, number>();
  const levelOf = (id: K): number => {
    const found = levels.get(id);
    if (found !== undefined) return found;
    const one = all.find((other) => other.id === id);
    if (one === undefined) return 0;
    // A circle is refused with the plan; here it must only come to an end.
    levels.set(id, 1);
    levels.set(id, 1 + Math.max(0, ...one.after.map(levelOf)));
    return levels.get(id)!;
  };
  return new Map(all.map(({ id }) => [id, levelOf(id)]));
}

/** The first circle of those that wait for each other; null when there is none. */
export function circleOf<K>(all: readonly Placed<K>[]): K[] | null {
  const after = new Map(all.map((one) => [one.id, one.after]));
  const closed = new Set<K>();
  const visit = (id: K, trail: K[]): K[] | null => {
    if (trail.includes(id)) return [...trail.slice(trail.indexOf(id)), id];
    if (closed.has(id)) return null;
    for (const before of after.get(id) ?? []) {
      const found = visit(before, [...trail, id]);
      if (found) return found;
    }
    closed.add(id);
    return null;
  };
  for (const id of after.keys()) {
    const found = visit(id, []);
    if (found) return found;
  }
  return null;
}

/** Whether one waits for the other, directly or not. */
export function waiting<K>(all: readonly Placed<K>[]): (one: K, other: K) => boolean {
  const found = new Map<K, Set<K>>();
  const before = (id: K): Set<K> => {
    const known = found.get(id);
    if (known) return known;
    const own = new Set<K>();
    found.set(id, own);
    for (const next of all.find((one) => one.id === id)?.after ?? [])
      for (const one of [next, ...before(next)]) own.add(one);
    return own;
  };
  return (one, other) => before(one).has(other) || before(other).has(one);
}

/** Pairs that may be carried out at the same time and name a file in common; `what`: as it stands in both. */
export function collisions<K>(
  all: readonly { id: K; files: readonly string[] }[],
  isApart: (one: K, other: K) => boolean,
): { one: K; other: K; what: string }[] {
  const named = all.map(({ id, files }) => ({ id, files: files.map((file) => ({ file, ways: waysOf(file) })) }));
  return named.flatMap((one, index) =>
    named.slice(index + 1).flatMap((other) => {
      if (one.id === other.id || isApart(one.id, other.id)) return [];
      for (const a of one.files) {
        const b = other.files.find(({ ways }) => mayMeet(a.ways, ways));
        if (b === undefined) continue;
        const what = a.file === b.file ? shown(a.file) : `${shown(a.file)} and ${shown(b.file)}`;
        return [{ one: one.id, other: other.id, what }];
      }
      return [];
    }),
  );
}
