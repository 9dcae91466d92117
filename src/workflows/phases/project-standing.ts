import { here } from "../../plugin.ts";
import { fit, type Layout, oneLine, plural } from "../../text.ts";
import { readOverview } from "./planning/read.ts";
import { percentOf } from "./planning/state.ts";
import { routeIn } from "./route-facts.ts";
import { routeWords } from "./routes.ts";
import { stateOf } from "./state.ts";

/** Where the project stands, beside the run: which phase, how much of it, what comes next. Read from `.planning` alone. */

export type Standing = NonNullable<ReturnType<typeof standingOf>>;

/** Null: there is no `.planning` here. `root`: the project. */
export function standingOf(root: string) {
  const planning = readOverview(root);
  if (!planning.exists) return null;
  const route = routeIn(root, planning);
  const state = stateOf(planning, route);
  const { problems: _, ...words } = routeWords(route, planning);
  return {
    /** The phase that comes next; null: none does. */
    phase: state.phase,
    phases: state.phases,
    /** Of the roadmap. */
    percent: percentOf(state),
    /** How many things in it cannot be read as they stand. */
    problems: planning.problems.length,
    next: { action: route.action, ...words },
  };
}

/** The same in a line or two; `isLive`: a run is at work, which has its own next step. */
export function standingLines(one: Standing, { width }: Pick<Layout, "width">, isLive: boolean): string[] {
  const { phase, phases, percent, problems, next } = one;
  const parts = [
    phase
      ? `Project: phase ${phase.number} of ${phases.total} (${oneLine(phase.name)})`
      : `Project: ${phases.done} of ${plural(phases.total, "phase")} done`,
    `${percent} % of the roadmap`,
    problems > 0 && `${plural(problems, "problem")}, ${here("roadmap")} shows them`,
  ];
  const line = fit(parts.filter(Boolean).join(" · "), width);
  const { what, why, type } = next;
  return isLive ? [line] : [line, fit(`Next in the project: ${type} (${what}: ${oneLine(why)})`, width)];
}
