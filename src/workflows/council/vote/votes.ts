import { acceptedTasks, type Run, type Task } from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import { accepted } from "../../../record/accepted.ts";
import { VOTE, voteFacts } from "./recorded.ts";
import type { Vote } from "./vote.ts";

/** Votes with their words, read from what was accepted. */

/** Vendor of a task: its provider, or the host. */
export const vendorOf = ({ who }: Pick<Task, "who">): string => who.provider ?? "host";

/** The tasks of seats that still count. */
export const seatTasks = (run: Run): Task[] =>
  run.tasks.filter((task) => task.schema === VOTE && task.kind !== "fix" && !task.void);

/** Each seat's newest vote. */
export function votesOf(project: Project, run: Run) {
  const voted = acceptedTasks(run).filter((task) => voteFacts(task) !== null);
  return [...Map.groupBy(voted, (task) => voteFacts(task)!.seat)].map(([seat, tasks]) => {
    const last = tasks.at(-1)!;
    return { seat, vote: voteFacts(last)!.vote, feedback: accepted<Vote>(project, last.artifact)?.feedback ?? "" };
  });
}

/** An objection and what would mend it, whole, in its seat's own words. `condition`: what would clear the veto that it came with. */
export function objectionWords(project: Project, run: Run, id: string) {
  const [seat, finding] = id.split("/");
  for (const task of acceptedTasks(run).filter((one) => one.schema === VOTE && one.item === seat)) {
    const vote = accepted<Vote>(project, task.artifact);
    const found = vote?.findings.find((one) => one.id === finding);
    if (found) return { ...found, quote: found.quote ?? "", condition: vote?.veto?.condition ?? null };
  }
  return null;
}
