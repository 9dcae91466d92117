import { here } from "../../plugin.ts";
import { fit, type Layout, oneLine, plural } from "../../text.ts";
import { readOverview } from "./planning/read.ts";
import { type NewState, percentOf } from "./planning/state.ts";
import { routeIn } from "./route-facts.ts";
import { type Route, type RouteWords, routeWords } from "./routes.ts";
import { stateOf } from "./state.ts";

/** Where the project stands, beside the run: which phase, how much of it, what comes next. Read from `.planning` alone. */

export interface Standing extends Pick<NewState, "milestone" | "phase" | "plan" | "phases" | "plans" | "status"> {
  paused: boolean;
  /** How many things in it cannot be read as they stand. */
  problems: number;
  next: Pick<Route, "action"> & Omit<RouteWords, "problems">;
}

/** Null: there is no `.planning` here. `root`: the project. */
export function standingOf(root: string): Standing | null {
  const planning = readOverview(root);
  if (!planning.exists) return null;
  const route = routeIn(root, planning);
  const { milestone, phase, plan, phases, plans, status } = stateOf(planning, route);
  const { problems: _, ...words } = routeWords(route, planning);
  return {
    ...{ milestone, phase, plan, phases, plans, status },
    paused: planning.paused,
    problems: planning.problems.length,
    next: { action: route.action, ...words },
  };
}

/** The same in a line or two; `isLive`: a run is at work, which has its own next step. */
export function standingLines(one: Standing, { width }: Pick<Layout, "width">, isLive: boolean): string[] {
  const { milestone, phase, plan, phases, problems, next } = one;
  const { done, total } = phases;
  const about = phase && `phase ${phase.number} of ${total} (${oneLine(phase.name)})`;
  const whole = total === 0 && next.action === "done" ? "complete" : `${done} of ${plural(total, "phase")} done`;
  const parts = [
    `Project: ${milestone === null ? "" : `${milestone.version}, `}${about ?? whole}`,
    plan && `plan ${plan.number} of ${plan.of}`,
    total > 0 && `${percentOf(one)} % of the roadmap`,
    one.paused && "paused",
    problems > 0 && `${plural(problems, "problem")}, ${here("roadmap")} shows them`,
  ];
  const line = fit(parts.filter(Boolean).join(" · "), width);
  const { what, why, type } = next;
  return isLive ? [line] : [line, fit(`Next in the project: ${type} (${what}: ${oneLine(why)})`, width)];
}
