import { openQuestion, type Run } from "../../engine/run.ts";
import { block, context, type Output, withMessage } from "../../host/answer.ts";
import { codexModel, inHost, PLUGIN, wordOf } from "../../plugin.ts";
import { worktreeProject } from "../../project/worktrees/linked-worktrees.ts";
import { objectText } from "../../record/accepted.ts";
import { endWork } from "../../run/dispatch/check-task.ts";
import { forDriver } from "../../run/dispatch/prepare.ts";
import { driveOn, newDriver } from "../../run/driver/background.ts";
import { tidyUnused } from "../../run/fence/leftovers.ts";
import type { Changed } from "../../run/journal/change.ts";
import { mendSettings, readSettings } from "../../run/settings/read-settings.ts";
import { waitingAtStart } from "../../run/settings/trust.ts";
import { type Beginning, beginningText, beginRun } from "../../run/start/begin-run.ts";
import type { Settings } from "../../settings.ts";
import { withRemedy } from "../../text.ts";
import { startNameOf, workflowOf } from "../../workflows/index.ts";
import type { HookCall } from "../hook-call.ts";

/**
 * The answer after a change: the directive as context for the model, with `lead` before it; else a
 * message for the person.
 */
export function proceed(hook: HookCall, changed: Changed, lead = ""): Output {
  const atWork = hook.at.stays ? hook.atWork(changed.run) : "";
  const text = atWork === "" ? hook.deliveredText(changed) : null;
  return text === null
    ? block(atWork || "Nothing to do: agents are running.")
    : context(hook.payload.event, `${lead}${lead ? "\n" : ""}${text}`);
}

/** The settings, or the refusal that says what to correct in them. */
export async function settingsOr(
  hook: HookCall,
): Promise<{ settings: Settings } | { refusal: Output }> {
  tidyUnused(hook.project);
  const read = await readSettings(hook.project.root, hook.env);
  if (read.ok && read.waiting !== undefined) {
    const text = waitingAtStart("host", read.waiting, hook.project, hook.env);
    return { refusal: block(`${text}\nThen type the command again.`) };
  }
  if (read.ok) return { settings: read.settings };
  const problems = read.problems.join("\n");
  return {
    refusal: block(
      `The run did not start:\n${problems}\n${mendSettings()} Then type the command again.`,
    ),
  };
}

/** Starts a run. */
export async function begin(hook: HookCall, beginning: Beginning): Promise<Output> {
  const { settings, start } = beginning;
  const agents = workflowOf(start.workflow).bounds;
  const other = Object.entries(settings.models).find(
    ([agent, model]) => agent in agents && codexModel(model) !== null,
  );
  if (other !== undefined)
    return block(
      `The run did not start: ${forDriver(...other, `run ${startNameOf(start)}`)}, or here with --background.`,
    );
  const changed = beginRun(beginning, hook.newOwner(), [hook.deliver("once")]);
  hook.renew();
  const message = await beginningText(beginning, changed, hook.payload.permissionMode);
  return withMessage(proceed(hook, changed), message.join("\n"));
}

/**
 * Starts a run that a driver carries on beside the session, which is told so without a request to
 * its model.
 */
export async function beginInBackground(
  hook: HookCall,
  beginning: Beginning,
  shows = `${inHost("status")} shows it, ${inHost("cancel")} ends it; its questions appear at your next prompt.`,
  notices: string[] = [],
): Promise<Output> {
  const { project, env } = beginning;
  const { permissionMode } = hook.payload;
  const changed = beginRun(beginning, {
    ...newDriver(project),
    background: permissionMode,
  });
  hook.renew();
  const lines = await beginningText(beginning, changed, permissionMode, false);
  const begun = `Run ${changed.run!.run} has started in the background. ${shows}`;
  return block([begun, ...notices, ...lines, driveOn(project, env, changed.run!)].join("\n"));
}

/** The same in a worktree of its own, which no session is in: it is answered from a terminal. */
export async function beginInWorktree(hook: HookCall, beginning: Beginning): Promise<Output> {
  const { openWorktree } = await import("../../run/start/worktree-run.ts");
  const opened = openWorktree(beginning);
  if (!opened.ok) return block(`Nothing was started: ${withRemedy(opened)}.`);
  const { beside: worktree, told } = opened;
  const project = worktreeProject(worktree);
  const at = `--project ${wordOf(project.root)}`;
  const brings = beginning.at
    ? `. A worktree in which nothing is left goes with its end: ${inHost("report --run <run>")} shows that`
    : `, and ${PLUGIN} take ${worktree.name} brings its work here`;
  const shows = `${inHost(`${at} status`)} shows it and what it asks, ${inHost(`${at} cancel`)} ends it. In a terminal ${PLUGIN} ${at} decide answers it${brings}.`;
  return beginInBackground(hook, { ...beginning, project, from: project.root }, shows, told);
}

/**
 * If the person has just chosen to replace the run: starts the new one, with the request that the
 * question kept.
 */
export async function replacedBy(
  hook: HookCall,
  before: Run,
  changed: Changed,
): Promise<Output | undefined> {
  const replaced = changed.events.find(
    (event) => event.type === "answered" && event.option === "replace",
  );
  if (replaced?.type !== "answered") return undefined;
  const question = openQuestion(before, replaced.question);
  if (!question?.request || !question.start) return undefined;
  const { start } = question;
  await endWork(hook, before);
  const read = await settingsOr(hook);
  if ("refusal" in read) return read.refusal;
  const { project, env } = hook;
  const request = objectText(project, question.request.sha) ?? question.request.text;
  return begin(hook, { project, env, request, start, settings: read.settings });
}
