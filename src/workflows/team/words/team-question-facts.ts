import type { Question, Run, Task } from "../../../engine/run.ts";
import { type Checkpoint, checkpointLines } from "./checkpoint.ts";
import type { QuestionFacts } from "../../../render/questions.ts";
import type { Project } from "../../../project/project.ts";
import { accepted } from "../../../record/accepted.ts";

/** What of the accepted gates questions show. */
interface Said {
  out_of_scope_items?: unknown;
  reasons?: unknown;
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

/** Artifacts of other kinds are markdown: they say nothing here. */
function said(project: Project, task: Task | undefined): Said {
  try {
    return accepted<Said>(project, task?.artifact ?? null) ?? {};
  } catch {
    return {};
  }
}

/** Why a task's own gate does not hold, else why its last dispatch did not count. */
function reasons(project: Project, task: Task): string[] {
  const named = [...(task.facts.blockers ?? []), ...texts(said(project, task).reasons)];
  return named.length > 0 ? named : task.note.split("\n").filter((line) => line !== "");
}

/** What was asked of which area, and why. */
const changesOf = (task: Task): string[] =>
  (task.facts.sections ?? [])
    .filter((one) => one.verdict === "changes")
    .flatMap((one) => [
      ...(one.escalation
        ? [`Reason (${one.area}): ${one.escalation.reason}`, `To decide (${one.area}): ${one.escalation.decision}`]
        : []),
      ...one.blockers.map((blocker) => `${one.area}: ${blocker}`),
    ]);

/** The lines that say what a question of a workflow with stages decides; null: not one of those. */
export function teamQuestionFacts(project: Project, run: Run, question: Question, task: Task): QuestionFacts | null {
  switch (question.kind) {
    case "checkpoint-a":
    case "checkpoint-b":
    case "checkpoint-c": {
      const brief = run.tasks.findLast((one) => one.schema === "stage-01" && one.artifact !== null && !one.void);
      const outOfScope = texts(said(project, brief).out_of_scope_items);
      return { lines: checkpointLines(run, question.kind.slice(-1) as Checkpoint, { outOfScope }), file: null };
    }
    case "brief-questions":
      return { lines: [], file: task.documents[0] ?? null };
    case "peer-escalation":
    case "peer-undecided":
      return { lines: changesOf(task), file: task.writes };
    case "gate-failed":
    case "veto":
    case "check-limit":
    case "check-cannot-run":
    case "deploy-failed":
      return { lines: reasons(project, task), file: task.writes };
    case "escalation":
      return task.schema === "scope-review" || task.schema === "stage-05-security"
        ? { lines: reasons(project, task), file: task.writes }
        : null;
    default:
      return null;
  }
}
