import { here } from "../../plugin.ts";
import {
  type Answer,
  type Call,
  type Command,
  done,
  no,
  ownedRun,
  RUN_OPTION,
} from "../../run/commands/command.ts";
import { planComments, sendReview } from "../../run/publish/review-comments.ts";
import { openMerged } from "../../run/views/merged.ts";
import { clean, plural } from "../../text.ts";
import { PULL_OPTION } from "../../workflows/contract/contract.ts";
import { atNamedRun } from "../named-run.ts";
import { toPull } from "./to-pull.ts";

/** The findings of a run about a pull request, as one review there: shown whole, asked for, sent. */
export const comment: Command = {
  summary: "Put a review's findings into its pull request, as comments on the lines",
  usage: "[run]",
  args: [0, 1],
  options: RUN_OPTION,
  run: (call) => commented(atNamedRun(call)),
};

/** The same after a review that has just ended. */
export async function commented(call: Call): Promise<Answer> {
  const { run, place } = ownedRun(call);
  const isOfOne = run.options[PULL_OPTION] !== undefined;
  const lacks = `is about no pull request. ${here("review '#12'")} reviews one`;
  const { pull, data, must } = await toPull(call, run, isOfOne ? null : lacks);
  const findings = openMerged({ ...place, root: call.project.root }, run);
  const { plan } = must(await planComments(call.project, pull, findings, call.env));
  if (plan === null)
    return done(`${clean(pull.url)} has all ${plural(findings.length, "finding")} already.`, data);
  await call.agreedAtTerminal(plan.text, `comment ${run.run}`, data);
  const sent = await sendReview(call.project, pull, plan, call.env);
  return sent.ok
    ? done(`Sent: ${clean(sent.url)}`, { ...data, url: sent.url })
    : no(`Not sent: ${clean(sent.problem)}`, data);
}
