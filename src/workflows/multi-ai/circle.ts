import type { Plan } from "./plan.ts";

/** The first circle of steps that wait for each other, as `S1 → S2 → S1`; null when there is none. */
export function cycle(steps: Plan["steps"]): string | null {
  const after = new Map(steps.map((step) => [step.id, step.depends_on]));
  const state = new Map<string, "open" | "closed">();
  const visit = (id: string, trail: string[]): string | null => {
    if (state.get(id) === "closed") return null;
    if (state.get(id) === "open") return [...trail.slice(trail.indexOf(id)), id].join(" → ");
    state.set(id, "open");
    for (const next of after.get(id) ?? []) {
      const found = visit(next, [...trail, id]);
      if (found) return found;
    }
    state.set(id, "closed");
    return null;
  };
  for (const step of steps) {
    const found = visit(step.id, []);
    if (found) return found;
  }
  return null;
}
