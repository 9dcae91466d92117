import type { CommandOf } from "../engine/commands.ts";
import { isLive, type Run, type Task } from "../engine/run.ts";
import { context, type Output, swallow } from "../host/answer.ts";
import { transcriptBytes, usageIn } from "../host/transcript.ts";
import { heldText } from "../render/directive.ts";
import { endChecks } from "../run/check.ts";
import { forgetLeft, isLeft } from "../run/left.ts";
import { type Change, change, readRun } from "../run/run.ts";
import { deliver, deliveredText, deliverNow, endedAgent, type HookCall, haltOf, nextFor, owns } from "./step.ts";
import { goneSteps, taskOfAgent } from "./stops.ts";

const NOTIFICATION = "<task-notification>";
const tag = (prompt: string, name: string): string =>
  new RegExp(`<${name}>([^<]*)</${name}>`).exec(prompt)?.[1]?.trim() ?? "";

/** UserPromptSubmit: a notification of one of our calls, or a prompt of the person, which may be an answer. */
export async function userPromptSubmit(hook: HookCall): Promise<Output> {
  const { prompt } = hook.payload;
  const isNotification = prompt.startsWith(NOTIFICATION);
  const left = isNotification ? leftNotification(hook) : null;
  if (left !== null) return left;
  const run = readRun(hook.project);
  if (run === null) return null;
  if (isNotification) return notification(hook, run);
  if (prompt.startsWith("/")) return null;
  return isLive(run) ? (await import("./typed.ts")).typed(hook, run) : lastWord(hook, run);
}

/** The end of a call whose run was left: the person is told, and nobody is woken. */
function leftNotification({ payload, project }: HookCall): Output {
  const one = isLeft(project, tag(payload.prompt, "task-id") || null, tag(payload.prompt, "tool-use-id") || null);
  if (one === undefined) return null;
  forgetLeft(project, ({ call }) => call === one.call);
  return swallow(`Run ${one.run} was left; nothing of it goes on.`);
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
  const halt = haltOf(hook, run) ?? haltedCheck(hook, task);
  if (halt !== null) steps.push(halt);
  const halted = halt?.tasks.some((one) => one.task === task?.id) === true;
  if (task?.dispatch && !task.dispatch.check && !halted)
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
  if (task?.dispatch?.check && !halted)
    steps.push({ do: "lost", task: task.id, nonce: task.dispatch.nonce, why: "its check ended without a result" });
  const changed = change(project, () => [
    ...steps,
    (now) => (now !== null && nextFor(hook, now).do === "wait" ? null : deliver(hook, "once")(now)),
  ]);
  if (halted && task?.dispatch?.check) await endChecks(run);
  const text = deliveredText(hook, changed);
  const held = changed.run?.paused ? heldText(changed.run) : null;
  return text === null
    ? swallow(held ?? `${run.run}: nothing to do for this notification.`)
    : context("UserPromptSubmit", text);
}

/** The person has stopped a check in the host's list. */
const haltedCheck = ({ payload }: HookCall, task: Task | undefined): CommandOf<"halt"> | null =>
  task?.status === "running" && task.dispatch?.check && tag(payload.prompt, "status") === "killed"
    ? { do: "halt", tasks: [{ task: task.id, nonce: task.dispatch.nonce }] }
    : null;

/** What an agent used, read again now that its transcript is complete. */
function laterSpent(hook: HookCall, run: Run, call: string, agent: string): Change[] {
  const task = run.tasks.find((one) => one.spent.some((spent) => spent.call === call));
  const known = task?.spent.find((spent) => spent.call === call);
  if (!task || !known || agent === "") return [];
  const { tool_calls, tokens } = usageIn(transcriptBytes(hook.payload.transcript, agent));
  return [{ do: "spent", task: task.id, call, spent: { tool_calls, tokens, minutes: known.minutes } }];
}
