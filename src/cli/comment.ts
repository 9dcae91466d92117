import { here } from "../plugin.ts";
import {
  type Answer,
  type Call,
  type Command,
  done,
  no,
  ownedRun,
  projectLine,
  RUN_OPTION,
} from "../run/commands/command.ts";
import { readPull } from "../run/publish/pull.ts";
import { planComments, sendReview } from "../run/publish/review-comments.ts";
import { openMerged } from "../run/views/merged.ts";
import { clean, plural } from "../text.ts";
import { PULL_OPTION } from "../workflows/contract/contract.ts";
import { atNamedRun } from "./named-run.ts";

/** The findings of a run about a pull request, as one review there: shown whole, asked for, sent. */
export const comment: Command = {
  summary: "Put a review's findings into its pull request, as comments on the lines",
  usage: "[run]",
  args: [0, 1],
  options: RUN_OPTION,
  run: (call) => commented(atNamedRun(call)),
};

/** The same behind a review that has just ended. */
export async function commented(call: Call): Promise<Answer> {
  const { run, place } = ownedRun(call);
  const number = run.options[PULL_OPTION];
  const data = { run: run.run };
  if (number === undefined || run.status !== "complete")
    return no(
      `Run ${run.run} is ${number === undefined ? "about no pull request" : "not complete"}. ${here("review '#12'")} reviews one.`,
      data,
    );
  const read = await readPull(call.project, Number(number), call.env);
  if (!read.ok) return no(`Nothing was sent: ${clean(read.problem)}`, data);
  const { pull } = read;
  const findings = openMerged({ ...place, root: call.project.root }, run);
  const planned = await planComments(call.project, pull, findings, call.env);
  if (!planned.ok) return no(`Nothing was sent: ${clean(planned.problem)}`, data);
  const { plan } = planned;
  if (plan === null)
    return done(`${clean(pull.url)} has all ${plural(findings.length, "finding")} already.`, data);
  const shown = `${projectLine(call)}${plan.text}`;
  if (call.belowHost())
    return no(
      `${shown}\nNothing was sent: run it yourself, in a terminal of your own, with ${here(`comment ${run.run}`)}.`,
      data,
    );
  await call.agreed(shown, null, data);
  const sent = await sendReview(call.project, pull, plan, call.env);
  return sent.ok
    ? done(`Sent: ${clean(sent.url)}`, { ...data, url: sent.url })
    : no(`Not sent: ${clean(sent.problem)}`, data);
}
