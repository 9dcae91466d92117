// @bun
import {
  isFinished
} from "./s69.js";

// src/workflows/phases/state.ts
var STATUS = {
  "discuss-phase": "discussing",
  "plan-phase": "planning",
  "execute-phase": "executing",
  "verify-work": "verifying",
  "complete-milestone": "completed",
  done: "completed"
};
var isDone = ({ summary }) => summary !== null;
var OWN = /^\s*[-*+] (?:Phase [\d.]+ (?:has open criteria|waits for a person):|A check failed:|By hand:) /;
function blockersOf({ phases, roadmap }, route, error) {
  const known = new Set(roadmap?.phases.map(({ number }) => number) ?? []);
  const ofPhases = phases.flatMap(({ number, verification: said }) => {
    if (said === null || !known.has(number))
      return [];
    if (said.status === "human_needed")
      return [`Phase ${number} waits for a person: ${said.human.join("; ") || "something only a person can judge"}`];
    if (said.status !== "gaps_found")
      return [];
    return [`Phase ${number} has open criteria: ${said.gaps.join("; ") || `${said.met} of ${said.total} are met`}`];
  });
  return [
    ...error === null ? [] : [`A check failed: ${error}`],
    ...route.action === "mend" ? [`By hand: ${route.why}`] : [],
    ...ofPhases
  ];
}
function stateOf(planning, route, happened) {
  const { roadmap, project, phases, state } = planning;
  const all = roadmap?.phases ?? [];
  const folders = Map.groupBy(phases, ({ number }) => number);
  const foldersOf = (number) => folders.get(number) ?? [];
  const plans = all.flatMap(({ number }) => foldersOf(number).flatMap((one) => one.plans));
  const due = all.find(({ number }) => number === route.phase) ?? null;
  const own = due === null ? [] : foldersOf(due.number).flatMap((one) => one.plans);
  const before = state?.status ?? null;
  const kept = before === null || /^(?:paused|stopped|error|failed)\b/i.test(before) ? "planning" : before;
  const status = happened.error !== null ? `error: ${happened.error}` : happened.paused ? "paused" : STATUS[route.action] ?? kept;
  return {
    core_value: project?.["Core Value"]?.split(`
`)[0] ?? "",
    milestone: roadmap?.milestone ?? state?.milestone ?? null,
    phase: due === null ? null : { number: due.number, name: due.name },
    plan: own.length === 0 ? null : { number: Math.min(own.filter(isDone).length + 1, own.length), of: own.length },
    status,
    phases: { done: all.filter((one) => isFinished(one, foldersOf(one.number))).length, total: all.length },
    plans: { done: plans.filter(isDone).length, total: plans.length },
    now: happened.now,
    last: happened.last,
    stopped_at: happened.stopped_at,
    decisions: happened.decisions,
    blockers: blockersOf(planning, route, happened.error)
  };
}
function withoutBlockers(text) {
  const lines = text.split(/(?<=\n)/);
  const heading = lines.findIndex((line) => /^#+\s+Blockers\b/i.test(line));
  if (heading < 0)
    return text;
  const next = lines.findIndex((line, at) => at > heading && /^#+\s/.test(line));
  const end = next < 0 ? lines.length : next;
  const inside = lines.slice(heading + 1, end);
  const kept = inside.filter((line) => !OWN.test(line));
  if (kept.length === inside.length)
    return text;
  const isEmpty = kept.every((line) => line.trim() === "");
  const first = inside.findIndex((line) => OWN.test(line));
  const ending = /\r?\n$/.exec(inside[first])?.[0] ?? "";
  const left = isEmpty ? [...inside.slice(0, first), `None${ending}`, ...inside.slice(first).filter((line) => !OWN.test(line))] : kept;
  return [...lines.slice(0, heading + 1), ...left, ...lines.slice(end)].join("");
}
var withoutPause = (text) => text.split(/(?<=\n)/).filter((line) => !/^\s*(?:\*\*)?Paused at:/i.test(line)).join("");

export { stateOf, withoutBlockers, withoutPause };
