import { acceptedTasks } from "../../engine/run.ts";
import { inHost } from "../../plugin.ts";
import { accepted } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import type { Outputs } from "../contract/contract.ts";
import { documentText, planOf } from "../execute/plan/document.ts";
import { summaryText } from "../execute/summary.ts";
import { FILES, MASTER_PLAN } from "./paths.ts";
import { PLAN, takenPlan, VOTE, vendorOf } from "./vote/recorded.ts";
import type { Vote } from "./vote/vote.ts";

/** What the program writes below the council's folder, from what was accepted. */

/**
 * One file for each vote, by iteration and seat; who cast it is code's word and not the model's.
 */
function voteFiles({ project, run }: Scene): [path: string, text: string][] {
  let iteration = 0;
  return acceptedTasks(run).flatMap((task): [string, string][] => {
    if (task.schema === PLAN) iteration++;
    const vote = task.schema === VOTE ? accepted<Vote>(project, task.artifact) : null;
    if (vote === null) return [];
    const { nonce: _nonce, ...content } = vote;
    const record = { ...content, iteration, vendor: vendorOf(task), model: task.who.model };
    return [[`votes/${iteration}-${task.item}.json`, `${JSON.stringify(record, null, 2)}\n`]];
  });
}

export function outputs(scene: Scene): Outputs {
  const summary = summaryText(scene.run, inHost("rollback"));
  const taken = takenPlan(scene.project, scene.run);
  const all = [
    ...voteFiles(scene),
    ...(summary === null ? [] : [["SUMMARY.md", summary] as const]),
  ].map(([name, text]) => ({ path: `${FILES}/${name}`, text }));
  return {
    files: [
      ...all,
      ...(taken === null ? [] : [{ path: MASTER_PLAN, text: documentText(planOf(taken)) }]),
    ],
    problems: [],
  };
}
