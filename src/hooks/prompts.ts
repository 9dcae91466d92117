import { isLive, type Run } from "../engine/run.ts";
import { context, type Output, swallow } from "../host/answer.ts";
import { transcriptBytes, usageIn } from "../host/transcript.ts";
import { heldText } from "../render/directive.ts";
import type { Change } from "../run/run.ts";
import { change, deliver, deliveredText, endedAgent, type HookCall, nextFor, owns, readRun } from "./step.ts";
import { goneSteps, taskOfAgent } from "./stops.ts";

const NOTIFICATION = "<task-notification>";
const tag = (prompt: string, name: string): string =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(prompt)?.[1]?.trim() ?? "";

/** UserPromptSubmit: a notification of ours moves the run; a prompt of the person may be an answer. Never fails closed. */
export async function userPromptSubmit(step: HookCall): Promise<Output> {
  const run = readRun(step.project);
  if (run === null) return null;
  const { prompt } = step.payload;
  if (prompt.startsWith(NOTIFICATION)) return notification(step, run);
  if (prompt.startsWith("/")) return null;
  return isLive(run) ? (await import("./typed.ts")).typed(step, run) : lastWord(step, run);
}

/** The end of a run that its session has not heard of yet. */
function lastWord(step: HookCall, run: Run): Output {
  if (run.released) return null;
  const text = deliveredText(
    step,
    change(step.project, () => [deliver(step, "once")]),
  );
  return text === null ? null : context("UserPromptSubmit", text);
}

async function notification(step: HookCall, run: Run): Promise<Output> {
  const { payload, project } = step;
  const call = tag(payload.prompt, "tool-use-id");
  const agent = tag(payload.prompt, "task-id");
  const isVoid = run.void_calls.some((one) => one.call === call || (agent !== "" && one.agent === agent));
  const task = run.tasks.find((one) => one.dispatch?.call === call) ?? taskOfAgent(step, run, agent);
  // Whether it is ours can only be told from what the journal knows: also calls that are over by now.
  const known = isVoid || task !== undefined || run.calls.includes(call);
  if (!known) return null;
  const steps: Change[] = isVoid ? [...goneSteps(step, run, agent), { do: "gone", call }] : [];
  if (!owns(run, payload.session)) {
    change(project, () => steps);
    return swallow(`Run ${run.run} moved to another session.`);
  }
  // Cancelled outside of this session: the person reads it here, and no model has to be asked for that.
  if (!isLive(run) && run.status !== "complete") {
    change(project, () => [...steps, deliver(step, "once")]);
    return swallow(`Run ${run.run} is over (${run.status}: ${run.reason}); nothing of it goes on.`);
  }
  if (task?.dispatch && !task.dispatch.check)
    steps.push(
      await (await import("./ended.ts")).endedCommand(
        project,
        run,
        task,
        false,
        endedAgent(step, task, task.dispatch.agent ?? (agent || null)),
      ),
    );
  steps.push(...laterSpent(step, run, call, agent));
  if (task?.dispatch?.check)
    steps.push({ do: "lost", task: task.id, nonce: task.dispatch.nonce, why: "its check ended without a result" });
  const changed = change(project, () => [
    ...steps,
    (now) => (now !== null && nextFor(step, now).do === "wait" ? null : deliver(step, "once")(now)),
  ]);
  const text = deliveredText(step, changed);
  const held = changed.run?.paused ? heldText(changed.run) : null;
  return text === null
    ? swallow(held ?? `${run.run}: nothing to do for this notification.`)
    : context("UserPromptSubmit", text);
}

/** The transcript of an agent that is over is complete now: what it took is read again. */
function laterSpent(step: HookCall, run: Run, call: string, agent: string): Change[] {
  const task = run.tasks.find((one) => one.spent.some((spent) => spent.call === call));
  const known = task?.spent.find((spent) => spent.call === call);
  if (!task || !known || agent === "") return [];
  const { tool_calls, tokens } = usageIn(transcriptBytes(step.payload.transcript, agent));
  return [{ do: "spent", task: task.id, call, spent: { tool_calls, tokens, minutes: known.minutes } }];
}
