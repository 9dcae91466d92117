import { acceptedTasks, type Task } from "../../engine/run.ts";
import { inHost } from "../../plugin.ts";
import { accepted } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import type { OutputFile, Outputs } from "../contract/contract.ts";
import { summaryText } from "../execute/summary.ts";
import { FILES } from "./paths.ts";
import { PLAN, VOTE } from "./vote/recorded.ts";
import type { Vote } from "./vote/vote.ts";
import { vendorOf } from "./vote/votes.ts";

/** What the program writes below the council's folder, from what was accepted. */

/** How many plans had been made when a task was accepted. */
function iterationOf(tasks: readonly Task[], vote: Task): number {
  return tasks.filter((one) => one.schema === PLAN && one.acceptedSeq < vote.acceptedSeq).length;
}

/** One file for each vote, by iteration and seat; who cast it is code's word and not the model's. */
function voteFiles({ project, run }: Scene): OutputFile[] {
  const tasks = acceptedTasks(run);
  return tasks
    .filter((task) => task.schema === VOTE)
    .flatMap((task): OutputFile[] => {
      const vote = accepted<Vote>(project, task.artifact);
      if (vote === null) return [];
      const { nonce: _nonce, ...content } = vote;
      const iteration = iterationOf(tasks, task);
      const record = { ...content, iteration, vendor: vendorOf(task), model: task.who.model };
      const path = `${FILES}/votes/${iteration}-${task.item}.json`;
      return [{ path, text: `${JSON.stringify(record, null, 2)}\n`, ofRole: false }];
    });
}

export function outputs(scene: Scene): Outputs {
  const summary = summaryText(scene.run, inHost("rollback"));
  return {
    files: [
      ...voteFiles(scene),
      ...(summary === null ? [] : [{ path: `${FILES}/SUMMARY.md`, text: summary, ofRole: false }]),
    ],
    problems: [],
  };
}
