import { isLive, type Run, type Task } from "../../engine/run.ts";
import { isAlive } from "../../host/host.ts";
import { lastStep } from "../../host/transcript/last-step.ts";
import { transcriptBytes } from "../../host/transcript/transcript.ts";
import type { Project } from "../../project/project.ts";
import type { Mask } from "../../project/secrets/mask.ts";
import { projectMask } from "../../project/secrets/mask-text.ts";
import { ownersOf, recordedOwner } from "../../record/machine/owner.ts";
import { type Reach, type RunView, type Step, standingOf } from "../../render/view.ts";
import { minutesBetween } from "../../text.ts";
import { moduleOf, sceneOf } from "../../workflows/index.ts";
import { lastTree } from "../audit/subject.ts";
import { rolledBack } from "../end/rollback.ts";
import { unsentText } from "../notify/outbox.ts";
import { transcriptFor } from "../results/agent-files.ts";
import { viewQuestions } from "./questions.ts";
import { reportModelOf } from "./report.ts";

/**
 * Whether a task ran in a host that has ended, which nothing could tell the journal. A check may
 * outlive its host.
 */
const isGone = ({ status, dispatch }: Task): boolean =>
  status === "running" && !!dispatch?.host && !isAlive(dispatch.host) && !isAlive(dispatch.process);

/** Agents at work whose transcript is known, with what the host has written in it. */
function transcriptsAtWork(project: Project, run: Run): { id: string; bytes: Buffer }[] {
  const running = run.tasks.filter(
    ({ status, dispatch }) => status === "running" && dispatch?.agent,
  );
  const taken = running.length === 0 ? null : recordedOwner(project, run.run);
  const owners = taken === null ? [] : ownersOf(taken);
  return running.flatMap(({ id, dispatch }) => {
    const { session, agent } = dispatch!;
    const owner = owners.findLast((owner) => owner.session === session);
    if (owner === undefined) return [];
    // An agent with a host of its own has the transcript of that.
    const transcript = owner.transcript || transcriptFor(project, process.env, agent!) || "";
    return [{ id, bytes: transcriptBytes(transcript, agent!) }];
  });
}

function stepIn(root: string, bytes: Buffer, mask: Mask): Step | null {
  const step = lastStep(bytes);
  return step && { ...step, what: mask(step.what).replaceAll(`${root}/`, "") };
}

/**
 * What running agents were last seen to do, from the transcripts that the host writes of them;
 * null: nothing yet. An agent whose transcript nobody knows is not in it.
 */
function lastSteps(project: Project, run: Run): Map<string, Step | null> {
  const mask = projectMask(project.root, 0);
  return new Map(
    transcriptsAtWork(project, run).map(({ id, bytes }) => [id, stepIn(project.root, bytes, mask)]),
  );
}

/** A run whose agents may have ended with their host, and who owns it. */
export function presentRun(
  recorded: Run,
  kept: RunView["kept"] = "here",
): { run: Run; gone: string[]; ownerAlive: boolean | null } {
  const gone = kept === "here" ? recorded.tasks.filter(isGone) : [];
  const tasks = recorded.tasks.map((task) =>
    gone.includes(task) ? { ...task, status: "ready" as const, dispatch: null } : task,
  );
  const run = gone.length === 0 ? recorded : { ...recorded, tasks };
  const host = run.owner?.host ?? null;
  const ownerAlive = run.owner === null || host === null ? null : isAlive(host);
  return { run, gone: gone.map((task) => task.id), ownerAlive };
}

/** How the run stands where it is, and what a person should do now: no artifact is read. */
export function glanceAt(recorded: Run) {
  const { run, ...present } = presentRun(recorded);
  return standingOf(run, { kept: "here", questions: [], ...present });
}

/**
 * A run as plain data; `kept` says where the project keeps it, `reach` what its reader may do with
 * it.
 */
export function viewOf(
  project: Project,
  recorded: Run,
  kept: RunView["kept"] = "here",
  reach: Reach = "own",
): RunView {
  const { run, ...present } = presentRun(recorded, kept);
  const { onward, status } = moduleOf(run.workflow);
  const scene = sceneOf(project, run);
  const model = reportModelOf(project, run, lastTree(scene), rolledBack(project, run));
  const now = new Date().toISOString();
  const standing = standingOf(run, {
    ...{ kept, reach, now, ...present },
    questions: isLive(run) && kept === "here" ? viewQuestions(project, run) : [],
    unsent: unsentText(project.task, run.run),
    onward: run.status === "complete" ? onward?.(project, run)?.command : undefined,
    ...(kept === "here" ? { steps: lastSteps(project, run) } : {}),
  });
  return {
    ...model,
    ...standing,
    // Up to now, while it goes on.
    ...(isLive(run) && { minutes: minutesBetween(run.created_at, now) }),
    ...status?.own(scene, standing.next),
  };
}
