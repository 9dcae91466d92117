import type { Command } from "../engine/commands.ts";
import { type Directive, directive } from "../engine/directive.ts";
import { type Host, isLive, type Run, type Task } from "../engine/run.ts";
import { hasDialog, hasTaskTools, hostIdentity } from "../host/host.ts";
import type { Payload } from "../host/payload.ts";
import type { Project } from "../project/project.ts";
import { directiveText } from "../render/directive.ts";
import { viewQuestions } from "../run/questions.ts";
import { reportOf } from "../run/report.ts";
import { type Changed, change, readRun } from "../run/run.ts";

/** One hook that may move a run: what the host said, where, and who the host is. */
export interface HookCall {
  payload: Payload;
  project: Project;
  env: Record<string, string | undefined>;
  host: Host | null;
}

export const hookCall = (payload: Payload, project: Project, env: Record<string, string | undefined>): HookCall => ({
  payload,
  project,
  env,
  host: hostIdentity(env),
});

/** Only the session that owns a run is told what to do for it. */
export const owns = (run: Run, session: string): boolean => run.owner?.session === session;

/** The directive for this host, with the mirror of the task list where the host has one. */
export function nextFor(step: HookCall, run: Run): Directive {
  // The list of `claude -p` ends with the process: completing its last entries would cost a request for nothing.
  const lasts = isLive(run) || hasDialog(step.env);
  return directive(run, { mirror: lasts && hasTaskTools(step.env) });
}

/** The agent that is over, and the transcript of its session. */
export interface EndedAgent {
  transcript: string;
  agent: string | null;
}

export const endedAgent = (step: HookCall, task: Task, agent = task.dispatch!.agent): EndedAgent => ({
  transcript: step.payload.transcript,
  agent,
});

/**
 * Notes the directive as given, unless this session has it already; `reminder`: give it a second time. A prompt that gives
 * it again begins a new turn, whose end may remind of it once.
 */
export function deliver(step: HookCall, mode: "once" | "reminder" | "always"): (run: Run | null) => Command | null {
  return (run) => {
    if (run === null || !owns(run, step.payload.session)) return null;
    const next = nextFor(step, run);
    const given = run.delivered?.directive === next.id && run.delivered.session === step.payload.session;
    if (given && (mode === "once" || (mode === "reminder" && run.delivered!.reminder))) return null;
    if (next.do === "none" || next.do === "held") return null;
    return { do: "deliver", directive: next.id, session: step.payload.session, reminder: given && mode === "reminder" };
  };
}

/** The directive's text, when this change noted it as given. */
export function deliveredText(step: HookCall, changed: Changed): string | null {
  const { run, events } = changed;
  if (run === null || !events.some((event) => event.type === "delivered")) return null;
  return directiveFor(step, run);
}

export function directiveFor(step: HookCall, run: Run): string {
  const next = nextFor(step, run);
  return directiveText(run, next, {
    shown: next.do === "ask" ? viewQuestions(step.project, run) : [],
    report: run.status === "complete" ? reportOf(step.project, run) : "",
    dialog: hasDialog(step.env),
    command: "multi-ai",
  });
}

/** Nothing is left to start or ask: agents are at work. */
export const onlyWaiting = (step: HookCall, run: Run): boolean => nextFor(step, run).do === "wait";

export const liveRun = (step: HookCall): Run | null => {
  const run = readRun(step.project);
  return run !== null && isLive(run) ? run : null;
};

export { change, readRun };
