import { isLive, type Run, type Task } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import type { Notice } from "../../workflows/contract/notice.ts";
import { isGone, lastSteps } from "../views/status.ts";
import { noticedTask, noticeOf } from "./notices.ts";

/** Milliseconds without a sign of life after which it is worth a message. The status says it sooner, to whoever looks. */
const SILENT_MS = 600_000;

/**
 * A notice for each agent at work of which nothing was seen for ten minutes. One that has made no call yet counts from its
 * start on; of one whose host has ended, or whose transcript nobody knows, nothing is said. `now`: milliseconds.
 */
export function silentAgents(project: Project, run: Run, now: number): Notice[] {
  if (!isLive(run)) return [];
  const steps = lastSteps(project, run);
  return run.tasks.flatMap((task) => {
    const step = steps.get(task.id);
    if (step === undefined || isGone(task)) return [];
    const at = lastSign(task, step?.seen ?? "");
    if (!(now - Date.parse(at) >= SILENT_MS)) return [];
    const seen = { at, tool: step?.tool ?? null };
    return [
      noticeOf(
        "silent",
        run,
        { seq: run.seq, at: new Date(now).toISOString() },
        { task: noticedTask(task, "silent", { seen }) },
      ),
    ];
  });
}

/** The later of what was seen and the start: an agent that is woken has older rows. ISO 8601. */
function lastSign({ dispatch }: Task, seen: string): string {
  const start = dispatch!.at;
  return Date.parse(seen) > Date.parse(start) ? seen : start;
}
