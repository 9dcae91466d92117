import { here } from "../../plugin.ts";
import { fit, type Layout, oneLine, plural } from "../../text.ts";
import { readOverview } from "./planning/read.ts";
import { percentOf } from "./planning/state.ts";
import { routeIn } from "./route-facts.ts";
import { routeWords } from "./routes.ts";
import { stateOf } from "./state.ts";

/** Where the project stands, beside the run: which phase, how much of it, what comes next. Read from `.planning` alone. */

export interface Standing {
  milestone: string | null;
  /** The phase that is at work, or next; null: none is. `at`: the how manieth of the roadmap, from 1. */
  phase: { number: string; name: string; at: number; plans: number; plans_done: number } | null;
  phases: number;
  phases_done: number;
  percent: number;
  paused: boolean;
  error: string | null;
  problems: number;
  next: { action: string; what: string; why: string; type: string };
}

/** Null: there is no `.planning` here. `root`: the project. */
export function standingOf(root: string): Standing | null {
  const planning = readOverview(root);
  if (!planning.exists) return null;
  const route = routeIn(root, planning);
  const nothing = { now: "", last: "", stopped_at: null, decisions: [] };
  const { phase, phases, plans, milestone, status } = stateOf(planning, route, {
    ...nothing,
    error: null,
    paused: false,
  });
  const own = planning.phases.filter((one) => one.number === phase?.number).flatMap((one) => one.plans);
  const words = routeWords(route, planning);
  return {
    milestone: milestone?.version ?? null,
    phase:
      phase === null
        ? null
        : {
            ...phase,
            at: (planning.roadmap?.phases ?? []).findIndex(({ number }) => number === phase.number) + 1,
            plans: own.length,
            plans_done: own.filter(({ summary }) => summary !== null).length,
          },
    phases: phases.total,
    phases_done: phases.done,
    percent: percentOf({ phases, plans, status }),
    paused: planning.paused,
    error: planning.error,
    problems: planning.problems.length,
    next: { action: route.action, what: words.what, why: words.why, type: words.type },
  };
}

/** The same in a line or two; `isLive`: a run is at work, which has its own next step. */
export function standingLines(one: Standing, { width }: Pick<Layout, "width">, isLive: boolean): string[] {
  const { phase, phases, phases_done: done, percent, problems } = one;
  const where =
    phase === null
      ? phases === 0 && one.next.action === "done"
        ? "complete"
        : `${done} of ${plural(phases, "phase")} done`
      : `phase ${phase.number} (${oneLine(phase.name)}), ${phase.at} of ${phases}`;
  const plans =
    phase === null || phase.plans === 0 ? [] : [`${phase.plans_done} of ${plural(phase.plans, "plan")} done`];
  const line = [
    `Project: ${one.milestone === null ? "" : `${one.milestone}, `}${where}`,
    ...plans,
    ...(phases === 0 ? [] : [`${percent} % of the roadmap`]),
    ...(one.paused ? ["paused"] : []),
    ...(problems === 0 ? [] : [`${plural(problems, "problem")}, ${here("roadmap")} shows them`]),
  ].join(" · ");
  const { what, why, type } = one.next;
  return [fit(line, width), ...(isLive ? [] : [fit(`Next in the project: ${type} (${what}: ${oneLine(why)})`, width)])];
}
