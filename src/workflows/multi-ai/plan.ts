import * as z from "zod/mini";
import { commandList, criterionId, findingId, list, optionalList, question, stamp, stepId, text } from "../fields.ts";

/** `.task/plan-refined.json`, written by planner: the steps that meet the criteria. */
export const plan = z.object({
  ...stamp,
  title: text,
  approach: text,
  steps: list(
    z.object({
      id: stepId,
      title: text,
      files: optionalList(text),
      covers: optionalList(criterionId),
      depends_on: optionalList(stepId),
    }),
  ).check(z.minLength(1)),
  test_commands: commandList,
  risks: optionalList(text),
  questions: optionalList(question),
  answered: optionalList(findingId),
});
export type Plan = z.infer<typeof plan>;

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
