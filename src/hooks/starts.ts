import type { Run, Start } from "../engine/run.ts";
import { block, context, type Output } from "../host/answer.ts";
import { endChecks } from "../run/check.ts";
import { lackingReviewers } from "../run/external-review.ts";
import type { Changed } from "../run/run.ts";
import { MEND_SETTINGS, readSettings } from "../run/settings.ts";
import { startRun } from "../run/start.ts";
import { chosenText } from "../run/start-request.ts";
import type { Settings } from "../settings.ts";
import { getObject } from "../store/objects.ts";
import { costText } from "../workflows/cost.ts";
import { workflowOf } from "../workflows/index.ts";
import { deliver, deliveredText, type HookCall } from "./step.ts";

/** What came of a change, as context for the model: it goes on with the directive. */
export function proceed(step: HookCall, changed: Changed, lead = ""): Output {
  const text = deliveredText(step, changed);
  return text === null
    ? block(lead || "Nothing to do now: agents are at work.")
    : context(step.payload.event, `${lead}${lead ? "\n" : ""}${text}`);
}

/** The settings, or what to mend in them before a run can start. */
export async function settingsOr(step: HookCall): Promise<{ settings: Settings } | { refusal: Output }> {
  const read = await readSettings(step.project.root);
  if (read.ok) return { settings: read.settings };
  const problems = read.problems.join("\n");
  return { refusal: block(`The run did not start:\n${problems}\n${MEND_SETTINGS} Type the command again after it.`) };
}

/** Starts a run, with the request to the letter. */
export async function begin(step: HookCall, request: string, start: Start): Promise<Output> {
  const read = await settingsOr(step);
  if ("refusal" in read) return read.refusal;
  const changed = startRun(
    step.project,
    {
      ...start,
      request,
      settings: read.settings,
      session: step.payload.session,
      host: step.host,
    },
    [deliver(step, "once")],
  );
  const output = proceed(step, changed);
  const cost = changed.run === null ? null : costText(workflowOf(changed.run.workflow), changed.run);
  const told = [chosenText(start), lackingReviewers(step.env, start.workflow), cost]
    .filter((line) => line !== null)
    .join("\n");
  return output === null || told === "" ? output : { systemMessage: told, ...output };
}

/** When the person replaced the run: the one that takes its place, started. The open question kept its request. */
export async function replacedBy(step: HookCall, before: Run, changed: Changed): Promise<Output | undefined> {
  const replaced = changed.events.find((event) => event.type === "answered" && event.option === "replace");
  if (replaced?.type !== "answered") return undefined;
  const question = before.questions.find((one) => one.id === replaced.question);
  if (!question?.request) return undefined;
  await endChecks(before);
  const bytes = getObject(step.project.task, question.request.sha);
  // Journals of before do not say how: then it is one like this.
  const start = question.start ?? { workflow: before.workflow, entry: before.entry, auto: before.auto, options: {} };
  return begin(step, bytes === null ? question.request.text : new TextDecoder().decode(bytes), start);
}
