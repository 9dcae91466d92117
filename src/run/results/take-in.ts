import type { CommandOf } from "../../engine/commands.ts";
import { type Run, type Task, taskOf } from "../../engine/run.ts";
import { WRITERS } from "../../host/shell/shell-call.ts";
import { failureOf } from "../../host/transcript/api-failure.ts";
import { callTimes } from "../../host/transcript/call-times.ts";
import { deniedAll, hostDenials, wasRefused, withDenials } from "../../host/transcript/denials.ts";
import { readsIn } from "../../host/transcript/reads.ts";
import { spentSince, transcriptBytes } from "../../host/transcript/transcript.ts";
import { lookUntil } from "../../process/look.ts";
import type { Project } from "../../project/project.ts";
import { projectMask } from "../../project/secrets/mask-text.ts";
import { artifactPath, objectText } from "../../record/accepted.ts";
import { gitNotice } from "../../record/guarded/git-notice.ts";
import { isAsLooked } from "../../record/guarded/watched.ts";
import { isTree } from "../../record/subject.ts";
import { withUnshown } from "../../record/unshown-lines.ts";
import { putObjects } from "../../store/objects.ts";
import { sceneOf } from "../../workflows/index.ts";
import { snapshotAfter } from "../audit/accepted-state.ts";
import { changedAtEnd, changedByHooks } from "../audit/calls.ts";
import { movedDuring, subjectOf } from "../audit/subject.ts";
import { unexpectedQuestion } from "../audit/unexpected-files.ts";
import { change } from "../journal/change.ts";
import { readTaskArtifact, writeDocuments } from "./accept.ts";
import { bringResults } from "./agent-files.ts";

/** An agent that has ended, and the transcript of its session. */
export interface EndedAgent {
  transcript: string;
  agent: string | null;
  /** How its own host ended, where that did not end well. */
  died?: string;
}

/**
 * The command for a task whose agent has ended, with its artifact read and checked. The artifact's
 * bytes are stored here, before the journal's lock is taken. `over`: the agent and the transcript
 * of its session.
 */
export async function endedCommand(
  project: Project,
  before: Run,
  ended: Task,
  blockable: boolean,
  over: EndedAgent = { transcript: "", agent: null },
): Promise<CommandOf<"ended">> {
  const { nonce } = ended.dispatch!;
  const lastChanges = changedAtEnd(project, before, ended, {
    isThere: blockable,
    wasRefused: (call) => wasRefused(over.transcript, over.agent, call),
  });
  // What it has changed last is a part of what is checked.
  const after = lastChanges.length > 0 ? change(project, () => lastChanges).run : null;
  const changed = after && taskOf(after, ended.id);
  // Somebody may have taken the task from it meanwhile.
  const isStill = changed?.dispatch?.nonce === nonce;
  const [run, task] = isStill ? [after!, changed] : [before, ended];
  const mask = projectMask(project.root, 0);
  const subject = subjectOf(project, run, task);
  const used = spentSince(task.dispatch!, over.transcript, over.agent, Date.now());
  const spent = used && withDenials(used, over.transcript, over.agent, mask);
  const base = { do: "ended" as const, task: task.id, nonce, blockable, spent, died: over.died };
  if (!subject.ok)
    return {
      ...base,
      subject: null,
      result: { ok: false, problems: [subject.problem], sha: null },
    };
  const byHooks = changedByHooks(project, run, task, subject.subject, () =>
    callTimes(over.transcript, over.agent),
  );
  if (byHooks.length > 0) change(project, () => byHooks);
  const result = await readTaskArtifact(project, run, task, nonce, subject.subject);
  const failure = result.ok ? null : await failureOf(over.transcript, over.agent);
  if (result.bytes !== null) putObjects(project.task, [result.bytes]);
  if (result.ok) writeDocuments(project, run, result.written);
  const given = {
    brief: objectText(project, task.dispatch!.brief ?? null),
    read: () =>
      readsIn(over.agent === null ? "" : transcriptBytes(over.transcript, over.agent).toString()),
  };
  const denied =
    result.ok &&
    result.if_denied !== undefined &&
    (await wereDenied(result.if_denied.commands, over));
  return {
    ...base,
    failure: failure && { ...failure, message: mask(failure.message) },
    subject: subject.subject,
    ...(result.ok && result.strays.length > 0
      ? { noticed: unexpectedQuestion(task, result.strays) }
      : {}),
    withheld: !result.ok && result.sha === null && lacksWrite(project, task, over),
    ...(task.edits === null ? { moved: movedDuring(project, task, subject.subject) } : {}),
    result: result.ok
      ? {
          ok: true,
          artifact: {
            ...withUnshown(sceneOf(project, run), task, subject.subject, result.artifact, given),
            ...(denied ? { outcome: result.if_denied!.outcome } : {}),
            kept: snapshotAfter(project, run, subject.subject),
          },
        }
      : // A problem quotes files.
        { ok: false, problems: result.problems.map(mask), sha: result.sha },
  };
}

/**
 * What comes before the end of a task: what has changed of what decides whether hooks run; for a
 * review of the tree, how git stands to that.
 */
export async function beforeEnd(
  { project, env }: { project: Project; env: NodeJS.ProcessEnv },
  run: Run,
  task: Task,
  command: CommandOf<"ended">,
): Promise<CommandOf<"notice">[]> {
  const notices = isAsLooked(project, env)
    ? []
    : // Seldom, and 20 ms.
      (await import("../audit/folder.ts")).lookAgain(project, env).notices;
  if (task.edits !== null || !isTree(command.subject)) return notices;
  const notice = gitNotice(project, run);
  return notice === null ? notices : [...notices, notice];
}

/**
 * Takes in what the agent of a task has written, whose host is gone or asks its model nothing more.
 * `isCut`: it was stopped, and counts only if it had finished.
 */
export async function takeIn(
  at: { project: Project; env: NodeJS.ProcessEnv },
  run: Run,
  task: Task,
  over: EndedAgent,
  isCut: boolean,
): Promise<void> {
  const { agent } = over;
  const brought = agent === null ? run : bringResults(at.project, at.env, run, task, agent);
  const command = await endedCommand(at.project, brought, taskOf(brought, task.id)!, false, over);
  if (isCut && !command.result.ok) {
    const { spent } = command;
    const { call } = task.dispatch!;
    change(at.project, () => (spent ? [{ do: "spent", task: task.id, call, spent }] : []));
    return;
  }
  const before = await beforeEnd(at, run, task, command);
  change(at.project, () => [...before, command]);
}

/**
 * Whether the host refused an agent a file that its task has to write: its result, or of one that
 * edits any file.
 */
const lacksWrite = (project: Project, task: Task, { transcript, agent }: EndedAgent): boolean =>
  hostDenials(transcript, agent).some(
    ({ tool, what, asked }) =>
      !asked && WRITERS.has(tool) && (task.edits !== null || what === artifactPath(project, task)),
  );

/** In milliseconds: how long to wait for rows of a transcript that the host writes late. */
const MAX_WAIT_MS = 1_000;

/** Whether the host refused the agent all of these commands, by the host's own transcript. */
async function wereDenied(commands: string[], { transcript, agent }: EndedAgent): Promise<boolean> {
  if (agent === null || transcript === "") return false;
  return lookUntil(() => deniedAll(commands, hostDenials(transcript, agent)), Boolean, MAX_WAIT_MS);
}
