import type { Command } from "../engine/commands.ts";
import { wasReminded } from "../engine/directive.ts";
import { isLive, type Run } from "../engine/run.ts";
import { context, type Output, swallow } from "../host/answer.ts";
import { transcriptBytes, usageIn } from "../host/transcript.ts";
import { heldText } from "../render/directive.ts";
import { type Change, change, readRun } from "../run/run.ts";
import { deliver, deliveredText, deliverNow, endedAgent, type HookCall, nextFor, owns } from "./step.ts";
import { goneSteps, taskOfAgent } from "./stops.ts";

const NOTIFICATION = "<task-notification>";
const tag = (prompt: string, name: string): string =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(prompt)?.[1]?.trim() ?? "";

/** UserPromptSubmit: a notification of one of our calls, or a prompt of the person, which may be an answer. */
export async function userPromptSubmit(hook: HookCall): Promise<Output> {
  const run = readRun(hook.project);
  if (run === null) return null;
  const { prompt } = hook.payload;
  if (prompt.startsWith(NOTIFICATION)) return notification(hook, run);
  if (prompt.startsWith("/")) return null;
  return isLive(run) ? (await import("./typed.ts")).typed(hook, run) : lastWord(hook, run);
}

/** The end of the run, if its session was not told of it yet. */
function lastWord(hook: HookCall, run: Run): Output {
  if (run.released) return null;
  const text = deliverNow(hook, "once");
  return text === null ? null : context("UserPromptSubmit", text);
}

async function notification(hook: HookCall, run: Run): Promise<Output> {
  const { payload, project } = hook;
  const call = tag(payload.prompt, "tool-use-id");
  const agent = tag(payload.prompt, "task-id");
  const isVoid = run.void_calls.some((one) => one.call === call || (agent !== "" && one.agent === agent));
  const task = run.tasks.find((one) => one.dispatch?.call === call) ?? taskOfAgent(hook, run, agent);
  // It is ours if the journal knows its call, also when that has ended.
  const known = isVoid || task !== undefined || run.calls.includes(call);
  if (!known) return null;
  const steps: Change[] = isVoid ? [...goneSteps(hook, run, agent), { do: "gone", call }] : [];
  if (!owns(run, payload.session)) {
    change(project, () => steps);
    return swallow(`Run ${run.run} moved to another session.`);
  }
  // Cancelled outside of this session: the person is told without a request to the model.
  if (!isLive(run) && run.status !== "complete") {
    change(project, () => [...steps, deliver(hook, "once")]);
    return swallow(`Run ${run.run} is over (${run.status}: ${run.reason}); nothing of it goes on.`);
  }
  if (task?.dispatch && !task.dispatch.check)
    steps.push(
      await (await import("./ended.ts")).endedCommand(
        project,
        run,
        task,
        false,
        endedAgent(hook, task, task.dispatch.agent ?? (agent || null)),
      ),
    );
  steps.push(...laterSpent(hook, run, call, agent));
  if (task?.dispatch?.check)
    steps.push({ do: "lost", task: task.id, nonce: task.dispatch.nonce, why: "its check ended without a result" });
  const changed = change(project, () => [...steps, (now) => (now === null ? null : wake(hook, now))]);
  const text = deliveredText(hook, changed);
  return text === null
    ? swallow(heldText(changed.run!) || untold(hook, changed.run!))
    : context("UserPromptSubmit", text);
}

/** What was left undone after a reminder is given again: a main thread that is idle would hear of it no more. */
function wake(hook: HookCall, run: Run): Command | null {
  const next = nextFor(hook, run);
  if (next.do === "wait") return null;
  return deliver(hook, wasReminded(run, next, hook.payload.session) ? "always" : "once")(run);
}

/** Why a notification wakes nobody. */
function untold(hook: HookCall, run: Run): string {
  const next = nextFor(hook, run);
  return next.do === "dispatch"
    ? `${run.run}: the main thread has been told already to start ${next.tasks.join(", ")}. If it does not, type anything, such as "go on".`
    : `${run.run}: nothing to do for this notification.`;
}

/** What an agent used, read again now that its transcript is complete. */
function laterSpent(hook: HookCall, run: Run, call: string, agent: string): Change[] {
  const task = run.tasks.find((one) => one.spent.some((spent) => spent.call === call));
  const known = task?.spent.find((spent) => spent.call === call);
  if (!task || !known || agent === "") return [];
  const { tool_calls, tokens } = usageIn(transcriptBytes(hook.payload.transcript, agent));
  return [{ do: "spent", task: task.id, call, spent: { tool_calls, tokens, minutes: known.minutes } }];
}
