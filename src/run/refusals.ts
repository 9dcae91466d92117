import type { Recorded } from "../engine/events.ts";
import { deniedOn } from "../engine/bounds.ts";
import type { Run } from "../engine/run.ts";
import type { Refusal } from "../render/refusals.ts";
import { readEvents } from "../store/events-file.ts";
import type { Project } from "../project/project.ts";

/** What agents of this run handed in and what did not count, in order, and how many of their calls were denied. */
export function refusalsOf(project: Project, run: Run): Refusal[] {
  return [...handedIn(project, run), ...deniedCalls(run)];
}

/** Of each task. The main thread's are in the host's transcript alone. */
const deniedCalls = (run: Run): Refusal[] =>
  run.tasks.flatMap((task) => {
    const denied = deniedOn(task);
    const problems = [denied === 1 ? "one call was denied" : `${denied} calls were denied`];
    return denied === 0 ? [] : [{ task: task.id, subject: task.subject, kind: "denied" as const, problems }];
  });

function handedIn(project: Project, run: Run): Refusal[] {
  return (readEvents(project) as unknown as Recorded[]).flatMap((event) => {
    const isRefused = event.type === "refused";
    if (event.run !== run.run || !(isRefused || (event.type === "returned" && event.reason === "stale"))) return [];
    const { subject = "", writes = "" } = run.tasks.find((one) => one.id === event.task) ?? {};
    const problems = isRefused ? event.problems.map((one) => one.replace(`${writes}: `, "")) : [event.note];
    return [{ task: event.task, subject, kind: isRefused ? "refused" : "stale", problems }];
  });
}
