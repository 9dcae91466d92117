import { failureOf, spentSince } from "../adapters/agent-end.ts";
import { readTaskArtifact } from "../adapters/artifact-file.ts";
import { hasDialog, hasTaskTools, hostIdentity } from "../adapters/host.ts";
import { putObjects } from "../adapters/objects.ts";
import type { Project } from "../adapters/project.ts";
import { showQuestions } from "../adapters/question-facts.ts";
import { type Changed, change, readRun } from "../adapters/run-store.ts";
import { subjectOf } from "../adapters/subject.ts";
import type { Command, CommandOf } from "../engine/commands.ts";
import { type Directive, directive } from "../engine/directive.ts";
import { type Host, isLive, type Run, type Task } from "../engine/run.ts";
import { directiveText } from "../render/directives.ts";
import type { Payload } from "./payload.ts";

/** Loaded only at a run's end, as a part of the bundle of what is rare. */
declare const require: (path: "../adapters/report-facts.ts") => typeof import("../adapters/report-facts.ts");

/** One hook that may move a run: what the host said, where, and who the host is. */
export interface StepInput {
  payload: Payload;
  project: Project;
  env: Record<string, string | undefined>;
  host: Host | null;
}

export const stepInput = (payload: Payload, project: Project, env: Record<string, string | undefined>): StepInput => ({
  payload,
  project,
  env,
  host: hostIdentity(env),
});

/** Only the session that owns a run is told what to do for it. */
export const owns = (run: Run, session: string): boolean => run.owner?.session === session;

/** The directive for this host, with the mirror of the task list where the host has one. */
export function nextFor(step: StepInput, run: Run): Directive {
  // The list of `claude -p` ends with the process: completing its last entries would cost a request for nothing.
  const lasts = isLive(run) || hasDialog(step.env);
  return directive(run, { mirror: lasts && hasTaskTools(step.env) });
}

/** The agent that is over, and the transcript of its session. */
interface Over {
  transcript: string;
  agent: string | null;
}

export const overIn = (step: StepInput, task: Task, agent = task.dispatch!.agent): Over => ({
  transcript: step.payload.transcript,
  agent,
});

/** The task's agent is over: what it has written, checked. The bytes are stored before the lock is taken. */
export async function endedCommand(
  project: Project,
  run: Run,
  task: Task,
  blockable: boolean,
  over: Over = { transcript: "", agent: null },
): Promise<CommandOf<"ended">> {
  const { nonce } = task.dispatch!;
  const subject = subjectOf(project, run, task);
  const spent = spentSince(task.dispatch!, over.transcript, over.agent, Date.now());
  const base = { do: "ended" as const, task: task.id, nonce, blockable, spent };
  if (!subject.ok) return { ...base, subject: null, result: { ok: false, problems: [subject.problem], sha: null } };
  const result = await readTaskArtifact(project, run, task, nonce, subject.subject);
  const failure = result.ok ? null : await failureOf(over.transcript, over.agent);
  if (result.bytes !== null) putObjects(project.task, [result.bytes]);
  return {
    ...base,
    failure,
    subject: subject.subject,
    result: result.ok
      ? { ok: true, artifact: result.artifact }
      : { ok: false, problems: result.problems, sha: result.sha },
  };
}

/**
 * Notes the directive as given, unless this session has it already; `reminder`: give it a second time. A prompt that gives
 * it again begins a new turn, whose end may remind of it once.
 */
export function deliver(step: StepInput, mode: "once" | "reminder" | "always"): (run: Run | null) => Command | null {
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
export function deliveredText(step: StepInput, changed: Changed): string | null {
  const { run, events } = changed;
  if (run === null || !events.some((event) => event.type === "delivered")) return null;
  return textOf(step, run);
}

export function textOf(step: StepInput, run: Run): string {
  return directiveText(run, nextFor(step, run), {
    shown: showQuestions(step.project, run),
    report: run.status === "complete" ? require("../adapters/report-facts.ts").reportOf(step.project, run) : "",
    dialog: hasDialog(step.env),
    command: "multi-ai",
  });
}

/** Nothing is left to start or ask: agents are at work. */
export const onlyWaiting = (step: StepInput, run: Run): boolean => nextFor(step, run).do === "wait";

export const liveRun = (step: StepInput): Run | null => {
  const run = readRun(step.project);
  return run !== null && isLive(run) ? run : null;
};

export { change, readRun };
