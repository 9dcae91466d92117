import { gateOf } from "../../engine/gates.ts";
import { isLive, type Run, refutedBy, type Task } from "../../engine/run.ts";
import { isAlive } from "../../host/host.ts";
import { lastStep } from "../../host/last-step.ts";
import { transcriptBytes } from "../../host/transcript.ts";
import type { Mask } from "../../project/mask.ts";
import { maskedIn, maskKept } from "../../project/mask-text.ts";
import type { Project } from "../../project/project.ts";
import { accepted } from "../../record/accepted.ts";
import { type FindingWords, shownWords } from "../../record/findings.ts";
import { notedOwner, ownersOf } from "../../record/owner.ts";
import type { Scene } from "../../record/scene.ts";
import { type Reach, type RunView, runView, type Step } from "../../render/view.ts";
import { type Caught, LOST } from "../../workflows/contract/contract.ts";
import { moduleOf, sceneOf } from "../../workflows/index.ts";
import { testStanding } from "../../workflows/test-words.ts";
import { UNREAD } from "../../workflows/unshown.ts";
import { transcriptFor } from "../audit/agent-files.ts";
import { rolledBack } from "../life/rollback.ts";
import { recordedEvents } from "../life/run.ts";
import { unsentText } from "../notify/outbox.ts";
import { viewQuestions } from "./questions.ts";

/**
 * What reviewers of a run found and what became of each finding, as its workflow decides it: every
 * view goes by this.
 */
export function caughtIn(project: Project, run: Run): Caught[] {
  const scene = sceneOf(project, run);
  return [
    ...moduleOf(run.workflow).report.caught(scene),
    ...run.tasks.flatMap((task) => refutedIn(scene, task)),
  ];
}

/** The same as it goes to others: a reviewer may have read a secret, and been talked into telling it. */
export const caughtForOthers = (project: Project, run: Run): Caught[] =>
  maskedIn(caughtIn(project, run), maskKept(project.root));

/**
 * Whether a blocker or major is open that nobody has accepted, or the review that was asked for has
 * read nothing.
 */
export const isWanting = (project: Project, run: Run): boolean =>
  run.tasks.some((task) => task.outcome === UNREAD && !task.void) ||
  caughtIn(project, run).some(({ state, severity }) => state === "open" && severity !== "minor");

/**
 * What a review gave up because the finding's own test passes, in the words of the result that was
 * sent back.
 */
function refutedIn({ project, workflow, run }: Scene, { id: task, gate, tested }: Task): Caught[] {
  const refuted = refutedBy(tested);
  const isHeld = (id: string): boolean =>
    run.findings.some((finding) => finding.task === task && finding.id === id);
  return [...new Map(refuted.map((one) => [one.finding, one.why]))].flatMap(([id, why]) => {
    if (isHeld(id)) return [];
    const sent = recordedEvents(project).flatMap((event) =>
      event.type === "refused" && event.run === run.run && event.task === task
        ? (accepted<{ findings?: FindingWords[] }>(project, event.artifact)?.findings ?? [])
        : [],
    );
    const words = sent.find((one) => one.id === id);
    const { title } = gateOf(workflow, run, gate);
    const of = {
      id,
      task,
      severity: words?.severity ?? "major",
      reviewer: title,
      state: "refuted",
      proof: "refuted",
      tested: why,
    } as const;
    return [{ ...of, ...shownWords(run, words, LOST), mended_by: null, closed_by: null }];
  });
}

/**
 * Whether a task ran in a host that has ended, which nothing could tell the journal. A check may
 * outlive its host.
 */
export const isGone = ({ status, dispatch }: Task): boolean =>
  status === "running" && !!dispatch?.host && !isAlive(dispatch.host) && !isAlive(dispatch.process);

/** Agents at work whose transcript is known, with what the host has written in it. */
export function transcriptsAtWork(project: Project, run: Run): { id: string; bytes: Buffer }[] {
  const running = run.tasks.filter(
    ({ status, dispatch }) => status === "running" && dispatch?.agent,
  );
  const taken = running.length === 0 ? null : notedOwner(project, run.run);
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
export function lastSteps(project: Project, run: Run): Map<string, Step | null> {
  const mask = maskKept(project.root, 0);
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

/**
 * What a person should do now, and how the run stands: of a view the part for which no artifact is
 * read.
 */
export function glanceAt(
  recorded: Run,
): Pick<RunView, "next" | "phase" | "held" | "status" | "tasks"> {
  const { run, gone, ownerAlive } = presentRun(recorded);
  return runView(run, {
    kept: "here",
    questions: [],
    findings: [],
    tests: [],
    gone,
    ownerAlive,
    own: () => ({}),
  });
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
  const { run, gone, ownerAlive } = presentRun(recorded, kept);
  return runView(run, {
    kept,
    reach,
    questions: isLive(run) && kept === "here" ? viewQuestions(project, run) : [],
    findings: caughtIn(project, run),
    tests: testStanding(project, run),
    own: (next) => moduleOf(run.workflow).status?.own(sceneOf(project, run), next) ?? {},
    gone,
    look: (sha) => accepted(project, sha),
    rolledBack: rolledBack(project, run),
    unsent: unsentText(project.task, recorded.run),
    onward:
      run.status === "complete"
        ? moduleOf(run.workflow).onward?.(project, run)?.command
        : undefined,
    ...(kept === "here" ? { steps: lastSteps(project, run) } : {}),
    now: new Date().toISOString(),
    ownerAlive,
  });
}
