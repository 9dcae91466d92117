// @bun
import {
  here
} from "./s12.js";
import {
  fit,
  oneLine2,
  plural
} from "./s28.js";
import {
  readOverview
} from "./s126.js";
import {
  routeOf,
  routeWords
} from "./s69.js";
import {
  stateOf
} from "./s164.js";
import {
  routeFacts
} from "./s231.js";
import {
  percentOf
} from "./s142.js";

// src/workflows/phases/project-standing.ts
function standingOf2(root) {
  const planning = readOverview(root);
  if (!planning.exists)
    return null;
  const route = routeOf(routeFacts(root, planning));
  const nothing = { now: "", last: "", stopped_at: null, decisions: [] };
  const { phase, phases, plans, milestone, status } = stateOf(planning, route, {
    ...nothing,
    error: null,
    paused: false
  });
  const own = planning.phases.filter((one) => one.number === phase?.number).flatMap((one) => one.plans);
  const words = routeWords(route, planning);
  return {
    milestone: milestone?.version ?? null,
    phase: phase === null ? null : {
      ...phase,
      at: (planning.roadmap?.phases ?? []).findIndex(({ number }) => number === phase.number) + 1,
      plans: own.length,
      plans_done: own.filter(({ summary }) => summary !== null).length
    },
    phases: phases.total,
    phases_done: phases.done,
    percent: percentOf({ phases, plans, status }),
    paused: planning.paused,
    error: planning.error,
    problems: planning.problems.length,
    next: { action: route.action, what: words.what, why: words.why, type: words.type }
  };
}
function standingLines2(one, { width }, isLive) {
  const { phase, phases, phases_done: done, percent, problems } = one;
  const where = phase === null ? phases === 0 && one.next.action === "done" ? "complete" : `${done} of ${plural(phases, "phase")} done` : `phase ${phase.number} (${oneLine2(phase.name)}), ${phase.at} of ${phases}`;
  const plans = phase === null || phase.plans === 0 ? [] : [`${phase.plans_done} of ${plural(phase.plans, "plan")} done`];
  const line = [
    `Project: ${one.milestone === null ? "" : `${one.milestone}, `}${where}`,
    ...plans,
    ...phases === 0 ? [] : [`${percent} % of the roadmap`],
    ...one.paused ? ["paused"] : [],
    ...problems === 0 ? [] : [`${plural(problems, "problem")}, ${here("roadmap")} shows them`]
  ].join(" \xB7 ");
  const { what, why, type } = one.next;
  return [fit(line, width), ...isLive ? [] : [fit(`Next in the project: ${type} (${what}: ${oneLine2(why)})`, width)]];
}

export { standingOf2, standingLines2 };
