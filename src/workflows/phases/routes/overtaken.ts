import { startHere } from "../../../plugin.ts";
import type { Scene } from "../../../record/scene.ts";
import { itemOf } from "../../execute/plan/plan.ts";
import { tasksFacts } from "../execute/recorded.ts";
import type { Planning } from "../planning/model.ts";
import { samePhase } from "../planning/numbers.ts";
import { readOverview } from "../planning/read.ts";
import { isFinished } from "./routes.ts";

/** The check after the last task of a plan. */
const SUMMARY = "execute-summary";

/**
 * A file that says that a plan of this run is done, and that the run has not written; undefined:
 * there is none.
 */
function summaryOfOthers({ run }: Scene, phases: Planning["phases"]): string | undefined {
  const { tasks = [], plan_folder: folder } = tasksFacts(run);
  const own = run.tasks.flatMap((task) =>
    task.who.program === SUMMARY && task.outcome === "pass" ? [itemOf(run, task)?.plan] : [],
  );
  const there = phases.flatMap(({ named }) => named.flatMap(({ summary }) => summary ?? []));
  return tasks
    .flatMap(({ plan }) => (own.includes(plan) ? [] : [`${plan}-SUMMARY.md`]))
    .find((name) => there.includes(`${folder}/${name}`));
}

/**
 * Why nothing is left to do for a run that was put aside: its phase, or one of its plans, was done
 * without it; null: it can go on.
 */
export function overtaken(scene: Scene): string | null {
  const { project, run } = scene;
  const { phase: number } = run.options;
  if (number === undefined) return null;
  const { roadmap, phases } = readOverview(project.root);
  const phase = roadmap?.phases.find((phase) => samePhase(phase.number, number));
  const folders = phases.filter((phase) => samePhase(phase.number, number));
  const next = `${startHere("next")} continues with what is open`;
  if (phase !== undefined && isFinished(phase, folders))
    return `phase ${phase.number} is done; ${next}`;
  const summary = summaryOfOthers(scene, folders);
  return summary === undefined
    ? null
    : `${summary} exists already, of a plan that this run was to execute; ${next}`;
}
