import { gateOf } from "../../engine/gates.ts";
import { type Run, refutedBy, type Task } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { maskedIn, projectMask } from "../../project/secrets/mask-text.ts";
import { accepted } from "../../record/accepted.ts";
import { displayWords, type FindingWords } from "../../record/findings.ts";
import type { Scene } from "../../record/scene.ts";
import { type FindingOutcome, LOST } from "../../workflows/contract/contract.ts";
import { moduleOf, sceneOf } from "../../workflows/index.ts";
import { UNREAD } from "../../workflows/unshown.ts";
import { recordedEvents } from "../journal/change.ts";

/**
 * What reviewers of a run found and what became of each finding, as its workflow decides it: every
 * view goes by this.
 */
export function caughtIn(project: Project, run: Run): FindingOutcome[] {
  const scene = sceneOf(project, run);
  return [
    ...moduleOf(run.workflow).report.caught(scene),
    ...run.tasks.flatMap((task) => refutedIn(scene, task)),
  ];
}

/** The same as it goes to others: a reviewer may have read a secret, and been talked into telling it. */
export const caughtForOthers = (project: Project, run: Run): FindingOutcome[] =>
  maskedIn(caughtIn(project, run), projectMask(project.root));

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
function refutedIn(
  { project, workflow, run }: Scene,
  { id: task, gate, tested }: Task,
): FindingOutcome[] {
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
    return [{ ...of, ...displayWords(run, words, LOST), mended_by: null, closed_by: null }];
  });
}
