import { isLive, type Run, type Task, taskOf } from "../engine/run.ts";
import { block, context, type Output } from "../host/answer.ts";
import { callOfAgent, hasDialog, isAlive } from "../host/host.ts";
import { heldText } from "../render/directive.ts";
import { isGuarded } from "../run/folds.ts";
import type { Change } from "../run/run.ts";
import { change, deliver, deliveredText, endedAgent, type HookCall, nextFor, owns, readRun } from "./step.ts";

/** The running task whose agent this is, by its binding or by the call that started it. */
export function taskOfAgent(step: HookCall, run: Run, agent: string): Task | undefined {
  const bound = run.tasks.find((task) => task.dispatch?.agent === agent);
  if (bound) return bound;
  const call = callOfAgent(step.payload.transcript, agent);
  return call === null ? undefined : run.tasks.find((task) => task.dispatch?.call === call);
}

/** A void call whose agent has stopped needs no guard any more. */
export function goneSteps(step: HookCall, run: Run, agent: string): Change[] {
  const call = callOfAgent(step.payload.transcript, agent);
  return run.void_calls
    .filter((one) => one.agent === agent || one.call === call)
    .map((one) => ({ do: "gone", call: one.call }));
}

/** SubagentStop: the artifact is taken in, or the agent is sent back with what is wrong with it. */
export async function subagentStop(step: HookCall): Promise<Output> {
  const { payload, project } = step;
  if (payload.agent === null) return null;
  const run = readRun(project);
  if (run === null) return null;
  const task = taskOfAgent(step, run, payload.agent);
  // A void agent's call stays known until its notification: without the guard that would wake the main thread.
  if (!task) return null;
  const command = await (await import("./ended.ts")).endedCommand(
    project,
    run,
    task,
    true,
    endedAgent(step, task, payload.agent),
  );
  const bind: Change = { do: "bind", task: task.id, call: task.dispatch!.call, agent: payload.agent };
  const { run: now, events } = change(project, () => [bind, command]);
  const refused = events.find((event) => event.type === "refused");
  const still = now ? taskOf(now, task.id) : undefined;
  if (refused?.type !== "refused" || still?.status !== "running") return null;
  return block(
    `${task.id} is not done: ${task.writes} does not count.\n${refused.problems.map((one) => `- ${one}`).join("\n")}\nMend the file (read it first), then end.`,
  );
}

/** Running tasks of this session that the host no longer runs: they never started, or are gone. */
async function goneTasks(step: HookCall, run: Run): Promise<Change[]> {
  const { payload, project } = step;
  const alive = new Set(payload.background.filter((one) => one.status === "running").map((one) => one.id));
  const calls = new Set([...alive].map((id) => callOfAgent(payload.transcript, id)));
  const steps: Change[] = [];
  for (const task of run.tasks) {
    const dispatch = task.dispatch;
    if (task.status !== "running" || dispatch?.session !== payload.session) continue;
    if (dispatch.check) {
      const shell = payload.background.some((one) => one.type !== "subagent" && one.status === "running");
      const lives = dispatch.process ? isAlive(dispatch.process) : shell;
      if (!lives)
        steps.push({ do: "lost", task: task.id, nonce: dispatch.nonce, why: "its check ended without a result" });
    } else if (!(dispatch.agent !== null && alive.has(dispatch.agent)) && !calls.has(dispatch.call)) {
      steps.push(
        dispatch.agent === null
          ? { do: "lost", task: task.id, nonce: dispatch.nonce, why: "it never started" }
          : await (await import("./ended.ts")).endedCommand(project, run, task, false, endedAgent(step, task)),
      );
    }
  }
  return steps;
}

/** Void calls of this session that the host no longer runs: their notification came without a hook, or not at all. */
function goneCalls(step: HookCall, run: Run): Change[] {
  const { session, transcript, background } = step.payload;
  const alive = background.filter((one) => one.status === "running");
  const calls = new Set(alive.map((one) => callOfAgent(transcript, one.id)));
  const shell = alive.some((one) => one.type !== "subagent");
  return run.void_calls
    .filter((one) => one.session === session && !calls.has(one.call))
    .filter((one) => (one.agent === null ? !shell : !alive.some(({ id }) => id === one.agent)))
    .map((one) => ({ do: "gone", call: one.call }));
}

/** Stop: speaks up once for a directive that can be carried out now; never holds the person. */
export async function stop(step: HookCall): Promise<Output> {
  const before = readRun(step.project);
  const voids = before === null ? [] : goneCalls(step, before);
  const run = voids.length > 0 ? change(step.project, () => voids).run : before;
  // The fold that starts the hooks may have been deleted: a change of nothing puts it back.
  if (run === null || !owns(run, step.payload.session) || (!isLive(run) && run.released)) {
    change(step.project, () => []);
    return null;
  }
  const gone = isLive(run) ? await goneTasks(step, run) : [];
  const changed = change(step.project, () => [
    ...gone,
    (now) => {
      if (now === null) return null;
      const next = nextFor(step, now);
      const carries = next.do === "dispatch" || next.do === "ask" || next.do === "done";
      // Without a dialog the question was printed once; saying it again would not bring the person.
      const told =
        now.delivered?.directive === next.id && ((next.do === "ask" && !hasDialog(step.env)) || next.do === "done");
      return carries && !told ? deliver(step, "reminder")(now) : null;
    },
  ]);
  const text = deliveredText(step, changed);
  if (text !== null) return context("Stop", text);
  if (changed.run?.paused) return { systemMessage: heldText(changed.run) };
  // The report is told and the turn is over: entries of the host's list that were left open keep no hooks at work.
  const now = changed.run;
  const told = now !== null && !isLive(now) && now.delivered?.directive === nextFor(step, now).id;
  if (told && now.void_calls.length === 0 && isGuarded(now)) change(step.project, () => [{ do: "release" }]);
  return null;
}
