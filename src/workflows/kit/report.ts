import { gatesOf } from "../../engine/gates.ts";
import { type Run, type Task, tasksOf } from "../../engine/run.ts";
import type { ReviewGate } from "../../engine/workflow.ts";
import { denyList, type IsSecret } from "../../project/secrets/deny-list.ts";
import { accepted } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import { fold } from "../../text.ts";
import type { CriterionReport, WorkflowReport } from "../contract/contract.ts";
import type { CodeEvidence } from "../review/verdict.ts";
import type { Result } from "./artifacts/result.ts";
import type { CodeReview } from "./artifacts/tree-review.ts";
import type { Ground } from "./ground.ts";

const evidenceText = (evidence: CodeEvidence, isSecret: IsSecret): string => {
  if (evidence.test) return `test "${evidence.test}"`;
  const shownText = evidence.gone || evidence.quote;
  const quoted = shownText && !isSecret(evidence.file ?? "") ? ` "${shownText}"` : "";
  const how = evidence.gone
    ? " gone"
    : evidence.unchanged
      ? ` unchanged: ${evidence.reason ?? ""}`
      : "";
  return `${evidence.file ?? "?"}${evidence.line ? `:${evidence.line}` : ""}${quoted}${how}`;
};

/** What a report says of a run: each criterion with the evidence of those who reviewed the tree. */
export function reportFacts(
  ground: Ground,
  scene: Scene,
  note: (what: string) => void,
): WorkflowReport {
  const { project, run } = scene;
  const kept = <T>(task: Task | undefined): T | null => {
    if (!task || task.artifact === null) return null;
    const found = accepted<T>(project, task.artifact);
    if (found === null) note(`the artifact of ${task.id} ${task.subject}`);
    return found;
  };
  const story = ground.story?.(scene) ?? null;
  // The first result of a run: without any it was never there.
  if (ground.story && story === null && run.tasks.some((task) => task.artifact !== null))
    note(`the ${ground.criteriaIn}`);
  return {
    story,
    criteria: criteria(ground, scene, kept),
    criteria_in: ground.criteriaIn,
    criteria_approved: ground.approved?.(run) ?? null,
    deviations: deviations(run, kept),
    own: {},
  };
}

/**
 * Deviations from the plan of every result that counts, each told once, with the task that first
 * told it.
 */
function deviations(run: Run, kept: <T>(task: Task | undefined) => T | null): string[] {
  const titles = new Map<string, string>();
  for (const task of run.tasks.filter(
    (task) => task.edits !== null && task.artifact !== null && !task.void,
  ))
    for (const text of kept<Result>(task)?.deviations ?? []) {
      const key = fold(text).toLowerCase();
      if (!titles.has(key)) titles.set(key, `${task.id}: ${text}`);
    }
  return [...titles.values()];
}

function criteria(
  ground: Ground,
  scene: Scene,
  kept: <T>(task: Task | undefined) => T | null,
): CriterionReport[] {
  const { workflow, run } = scene;
  const steps = ground.document?.(scene)?.steps ?? [];
  const isSecret = denyList(run.settings.secrets);
  const reviews = gatesOf(workflow, run)
    .filter((gate): gate is ReviewGate => gate.gate === "review" && "tree" in gate.of)
    .flatMap((gate) => {
      const task = tasksOf(run, gate.key).findLast((task) => task.artifact !== null);
      const review = kept<CodeReview>(task);
      return review ? [{ reviewer: gate.title, review }] : [];
    });
  return ground.criteria(scene).map(({ id, text }) => ({
    id,
    text,
    steps: steps.filter((step) => step.covers.includes(id)).map((step) => step.id),
    verdicts: reviews.flatMap(({ reviewer, review }) => {
      const { met, evidence } = review.criteria.find((criterion) => criterion.id === id) ?? {};
      const shown = (evidence ?? []).map((one) => evidenceText(one, isSecret));
      return met === undefined ? [] : [{ reviewer, met, evidence: shown }];
    }),
  }));
}
