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

/** The first circle of items that wait for each other; null: there is none. */
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
