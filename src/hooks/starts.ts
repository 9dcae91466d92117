import type { Run, Start } from "../engine/run.ts";
import { block, context, type Output } from "../host/answer.ts";
import { modeLines } from "../host/modes.ts";
import { apart } from "../process/path.ts";
import { objectText } from "../record/accepted.ts";
import { keepCopy } from "../record/copies.ts";
import { noteWorktrees } from "../record/inner-worktrees.ts";
import { noteRun } from "../record/outside.ts";
import { noteOwner } from "../record/owner.ts";
import { endChecks } from "../run/audit/check.ts";
import { lackingReviewers } from "../run/external/absent-reviewers.ts";
import { notePrograms } from "../run/external/programs.ts";
import type { Changed } from "../run/life/run.ts";
import { mendSettings, readSettings } from "../run/life/settings.ts";
import { startRun } from "../run/life/start.ts";
import { hintText, issueText } from "../run/life/start-request.ts";
import { waitingText } from "../run/life/trust.ts";
import type { Settings } from "../settings.ts";
import { moduleOf, workflowOf } from "../workflows/index.ts";
import { kindOf, startCost } from "../workflows/money/estimate.ts";
import { usualCost } from "../workflows/money/usual.ts";
import { deliver, deliveredText, type HookCall, newOwner } from "./step.ts";

/** The answer after a change: the directive as context for the model, else a message for the person. */
export function proceed(hook: HookCall, changed: Changed, lead = ""): Output {
  const text = deliveredText(hook, changed);
  return text === null
    ? block(lead || "Nothing to do now: agents are at work.")
    : context(hook.payload.event, `${lead}${lead ? "\n" : ""}${text}`);
}

/** The settings, or the refusal that says what to correct in them. */
export async function settingsOr(hook: HookCall): Promise<{ settings: Settings } | { refusal: Output }> {
  const read = await readSettings(hook.project.root, hook.env);
  if (read.ok && read.waiting !== undefined) {
    const text = waitingText("host", read.waiting);
    return { refusal: block(`Nothing was started. ${text}\nThen type the command again.`) };
  }
  if (read.ok) return { settings: read.settings };
  const problems = read.problems.join("\n");
  return { refusal: block(`The run did not start:\n${problems}\n${mendSettings()} Type the command again after it.`) };
}

/** Starts a run. */
export async function begin(hook: HookCall, request: string, start: Start): Promise<Output> {
  const read = await settingsOr(hook);
  if ("refusal" in read) return read.refusal;
  const changed = startRun(
    hook.project,
    {
      ...start,
      request,
      settings: read.settings,
      session: hook.payload.session,
      host: hook.host,
      note(project, run) {
        noteRun(project, run, hook.env);
        noteOwner(project, run, newOwner(hook), hook.env);
        noteWorktrees(project, run, hook.env);
      },
      keep: (project, run) => keepCopy(project, run, hook.env),
    },
    [deliver(hook, "once")],
  );
  const output = proceed(hook, changed);
  const { run } = changed;
  if (run !== null) notePrograms(hook.project, run.run, hook.env);
  const workflow = workflowOf(start.workflow);
  const { measured } = moduleOf(start.workflow);
  const cost = run === null ? [] : startCost(workflow, run, usualCost(hook.project, kindOf(workflow, run)), measured);
  const auto = start.auto || read.settings.auto;
  const lacking = await lackingReviewers(apart(hook.env, hook.project.root), {
    workflow: start.workflow,
    auto,
    settings: read.settings,
  });
  const message = [
    issueText(start, run?.request.bytes ?? 0),
    hintText(start),
    lacking,
    ...modeLines(hook.payload.permissionMode),
    ...cost,
  ]
    .filter((line) => line !== null)
    .join("\n");
  return output === null || message === "" ? output : { systemMessage: message, ...output };
}

/** If the person has just chosen to replace the run: starts the new one, with the request that the question kept. */
export async function replacedBy(hook: HookCall, before: Run, changed: Changed): Promise<Output | undefined> {
  const replaced = changed.events.find((event) => event.type === "answered" && event.option === "replace");
  if (replaced?.type !== "answered") return undefined;
  const question = before.questions.find((one) => one.id === replaced.question);
  if (!question?.request) return undefined;
  await endChecks(hook, before);
  // Older journals do not say how it is started: then like this run.
  const start = question.start ?? { workflow: before.workflow, entry: before.entry, auto: before.auto, options: {} };
  return begin(hook, objectText(hook.project, question.request.sha) ?? question.request.text, start);
}
