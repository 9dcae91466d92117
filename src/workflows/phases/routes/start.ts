import type { Run } from "../../../engine/run.ts";
import { startHere, startInHost } from "../../../plugin.ts";
import { sha256 } from "../../../store/journal.ts";
import { someOf } from "../../../text.ts";
import type { Resolve, Resolved } from "../../contract/contract.ts";
import { readQuickTasks } from "../planning/documents/quick.ts";
import { problemText } from "../planning/model.ts";
import { configIn, readOverview } from "../planning/read.ts";
import { everyPhase } from "../verify/every.ts";
import { PARTS } from "../workflow.ts";
import { notBegun, routeIn } from "./next-route.ts";
import { routeText, routeWords } from "./routes.ts";
import { IN_VAIN, REMAINING, STEPS, typedOf, UNTIL_ASKED } from "./until-asked.ts";

/** Quick tasks that `next` names. */
const MOST_TASKS = 3;
/**
 * What stands after `next`: nothing. The command that comes next is started, or what is to be done
 * instead is said.
 */
export const resolves: Resolve = (root, request, options = {}) => {
  if (request.trim() !== "")
    return {
      ok: false,
      wrong: true,
      problem: `next finds the next step itself, and takes no "${request.trim().slice(0, 60)}". To choose yourself: ${startHere("plan-phase", "<phase>")}, and so on.`,
    };
  const planning = readOverview(root);
  const route = routeIn(root, planning);
  const { unfinished } = readQuickTasks(root);
  const tasks =
    unfinished.length === 0 ? "" : `; unfinished quick tasks: ${someOf(unfinished, MOST_TASKS)}`;
  // What a person changed in vain would be lost without a word.
  const inVain = planning.problems.filter(({ of }) => of === "").map(problemText);
  const why = [`${route.why}${tasks}`, ...inVain].join("; ");
  const words = routeWords({ ...route, why }, planning);
  const stays: Resolved = {
    ok: false,
    problem: routeText(words),
    ...(route.action === "done" ? { finished: true } : {}),
  };
  // Only the person can do these; without their idea there is no project to begin.
  if (["mend", "done", "new-project"].includes(route.action)) return stays;
  // As if it were typed.
  const text = route.phase ?? (route.action === "debug" ? (planning.error ?? "") : "");
  const found = PARTS[route.action]!.start.resolves!()(root, text, {});
  if (!found.ok) return found;
  // On record, and the same wherever it is typed.
  const step = sha256(`${startInHost(route.action, route.phase ?? "")} ${route.why}`).slice(0, 8);
  const steps: Record<string, string> = options[UNTIL_ASKED] === undefined ? {} : { [STEPS]: step };
  return { ...found, options: { ...found.options, command_reason: why, ...options, ...steps } };
};

/**
 * The same start, with what the project's config says in vain. `isTyped`: not, where its command
 * would not begin; `next` has asked that of the command that it starts.
 */
export const starting =
  (resolve: Resolve, isTyped: boolean): Resolve =>
  (root, ...asked) => {
    const found = resolve(root, ...asked);
    if (!found.ok) return found;
    const problem = isTyped ? notBegun(root, found.entry, found.options) : null;
    if (problem !== null) return { ok: false, problem };
    const inVain = configIn(root)?.problems.map(problemText) ?? [];
    return inVain.length === 0
      ? found
      : { ...found, options: { ...found.options, [IN_VAIN]: inVain.join("; ") } };
  };

/** What stands after `audit-milestone`: nothing. */
export const requestedMilestone: Resolve = (root, request) =>
  request.trim() === ""
    ? everyPhase(root)
    : {
        ok: false,
        wrong: true,
        problem: `audit-milestone verifies each phase of the roadmap, and takes no "${request.trim().slice(0, 60)}". For one phase: ${startHere("verify-work", "<phase>")}.`,
      };

/** The next of the phases that are verified one after the other. */
export function nextToVerify(root: string, { status, options }: Run): Resolved {
  if (status === "failed")
    return {
      ok: false,
      problem: `The last verification failed: look at that first; then type ${startHere("verify-work")}`,
    };
  return starting(() => everyPhase(root, options[REMAINING]!.split(",")), true)(root, "");
}

/**
 * What comes next after a run that goes on until somebody is asked. After a failure the person
 * decides. No command follows itself, and none begins for the same reason again: what it was to
 * change is as it was, and only the person can tell why.
 */
export function nextOf(root: string, { status, entry, options }: Run): Resolved {
  const found = starting(resolves, false)(root, "", { [UNTIL_ASKED]: options[UNTIL_ASKED]! });
  if (!found.ok) return found;
  const { phase, command_reason: why, [STEPS]: step } = found.options;
  const command = typedOf(found);
  const before = options[STEPS] ?? "";
  const isSame = found.entry === entry && phase === options.phase;
  const then = `then type ${startHere("next", "", [`--${UNTIL_ASKED}`])}`;
  if (status === "failed")
    return {
      ok: false,
      problem: `Next would be ${command}: ${why}.\nThe last command failed: look at that first; ${then}`,
    };
  if (isSame || before.split(",").includes(step!))
    return {
      ok: false,
      problem: `It would start ${command} again: ${why}.\nLook at that first; ${then}`,
    };
  return {
    ...found,
    options: {
      ...found.options,
      [UNTIL_ASKED]: options[UNTIL_ASKED]!,
      [STEPS]: `${before},${step}`,
    },
  };
}
