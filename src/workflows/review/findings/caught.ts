import { gateOf } from "../../../engine/gates.ts";
import {
  type Finding,
  gatesAnswered,
  type Run,
  type Task,
  taskOf,
  tasksOf,
} from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import { accepted } from "../../../record/accepted.ts";
import { displayWords, wordsReader } from "../../../record/findings.ts";
import type { Scene } from "../../../record/scene.ts";
import { type FindingOutcome, LOST } from "../../contract/contract.ts";
import { againText, proofOf, testedText } from "../../words/finding-words.ts";

/** Each finding of a run with its words, and what became of it. */

/** What an author says of a finding that it does not mend. */
export type Declined = { id: string; reason: string };

/** What fixes say of a finding, oldest first: that it is mended (null), or why not. */
function saidByFixes({ project, run }: Pick<Scene, "project" | "run">) {
  const fixes = run.tasks.filter((task) => task.kind === "fix" && task.artifact !== null);
  const notes = fixes.flatMap((task) => {
    const result = accepted<{ answered?: string[]; declined?: Declined[] }>(project, task.artifact);
    const mended = (result?.answered ?? []).map((id) => ({ id, reason: null }));
    const said = [...mended, ...(result?.declined ?? [])];
    return gatesAnswered(run, task).flatMap((gate) =>
      said.map(({ id, reason }) => ({ id, gate, task, reason })),
    );
  });
  const byFinding = Map.groupBy(notes, ({ gate, id }) => `${gate} ${id}`);
  return ({ gate, id }: Finding) => byFinding.get(`${gate} ${id}`) ?? [];
}

export function caughtFindings(scene: Scene): FindingOutcome[] {
  const { project, workflow, run } = scene;
  const saidOf = saidByFixes(scene);
  const wordsOf = wordsReader(project, run);
  return run.findings.map((finding) => {
    const words = wordsOf(finding);
    const closer = taskOf(run, finding.closed_by);
    // The newest fix before it was closed that says so: an earlier one was not enough.
    const mender = saidOf(finding).findLast(
      ({ task, reason }) => reason === null && isBefore(task, closer),
    )?.task;
    const state = stateOf(run, finding);
    const tested = testedText(run, finding, words) + againText(run, finding);
    const proof = proofOf(workflow, run, finding);
    const declined = saidOf(finding).flatMap(({ task, reason }) =>
      reason === null || task.void ? [] : [{ by: nameOf(task), reason }],
    );
    return {
      id: finding.id,
      severity: finding.severity,
      reviewer: gateOf(workflow, run, finding.gate).title,
      task: finding.task,
      ...displayWords(run, words, LOST),
      state,
      ...(proof === undefined ? {} : { proof }),
      ...(tested === "" ? {} : { tested }),
      mended_by: state === "mended" && mender ? nameOf(mender) : null,
      closed_by: closer ? nameOf(closer) : null,
      ...(state === "mended" && finding.untouched ? { elsewhere: true } : {}),
      ...(declined.length > 0 ? { declined } : {}),
      ...(state === "withdrawn" && closer
        ? { withdrawn: withdrawal(project, closer, finding) }
        : {}),
    };
  });
}

/** Who took a finding back, and why. */
function withdrawal(
  project: Project,
  review: Task,
  { id }: Finding,
): { by: string; reason: string } {
  const rereview = accepted<{ prior?: { id: string; reason?: string | null }[] }>(
    project,
    review.artifact,
  );
  return {
    by: nameOf(review),
    reason: rereview?.prior?.find((one) => one.id === id)?.reason ?? "",
  };
}

const nameOf = ({ id, subject }: Task): string => `${id} ${subject}`;

const isBefore = (task: Task, closer: Task | undefined): boolean =>
  closer === undefined || task.acceptedSeq < closer.acceptedSeq;

const STATES = { fixed: "mended", withdrawn: "withdrawn", refused: "void" } as const;

function stateOf(run: Run, { state, outside, gate }: Finding): FindingOutcome["state"] {
  if (state !== "open") return STATES[state];
  if (outside) return "outside";
  return tasksOf(run, gate).at(-1)?.waiver ? "accepted" : "open";
}
