import { endChecks } from "../adapters/checks.ts";
import { startRun } from "../adapters/lifecycle.ts";
import { getObject } from "../adapters/objects.ts";
import { lackingReviewers } from "../adapters/reviewers-there.ts";
import type { Changed } from "../adapters/run-store.ts";
import { readSettings } from "../adapters/settings-file.ts";
import type { Run } from "../engine/run.ts";
import { costText } from "../render/cost.ts";
import { block, context, type Output } from "./output.ts";
import { deliver, deliveredText, type StepInput } from "./step.ts";

/** What came of a change, as context for the model: it goes on with the directive. */
export function proceed(step: StepInput, changed: Changed, lead = ""): Output {
  const text = deliveredText(step, changed);
  return text === null
    ? block(lead || "Nothing to do now: agents are at work.")
    : context(step.payload.event, `${lead}${lead ? "\n" : ""}${text}`);
}

/** Starts a run, with the request to the letter. */
export async function begin(step: StepInput, request: string, auto: boolean): Promise<Output> {
  const settings = await readSettings(step.project.root);
  if (!settings.ok)
    return block(
      `The run did not start:\n${settings.problems.join("\n")}\nMend the file, then type the command again.`,
    );
  const changed = startRun(
    step.project,
    {
      workflow: "multi-ai",
      request,
      auto,
      settings: settings.settings,
      session: step.payload.session,
      host: step.host,
    },
    [deliver(step, "once")],
  );
  const output = proceed(step, changed);
  const cost = changed.run === null ? null : costText(changed.run.workflow, changed.run);
  const told = [lackingReviewers(step.env), cost].filter((line) => line !== null).join("\n");
  return output === null || told === "" ? output : { systemMessage: told, ...output };
}

/** When the person replaced the run: the one that takes its place, started. The open question kept its request. */
export async function replacedBy(step: StepInput, before: Run, changed: Changed): Promise<Output | undefined> {
  const replaced = changed.events.find((event) => event.type === "answered" && event.option === "replace");
  if (replaced?.type !== "answered") return undefined;
  const request = before.questions.find((one) => one.id === replaced.question)?.request;
  if (!request) return undefined;
  await endChecks(before);
  const bytes = getObject(step.project.task, request.sha);
  return begin(step, bytes === null ? request.text : new TextDecoder().decode(bytes), before.auto);
}
