import { type Question, type Run, type Task, taskOf } from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import { accepted } from "../../../record/accepted.ts";
import type { QuestionFacts } from "../../../render/questions.ts";
import { again, of, stop, type Words } from "../../words.ts";
import { teamFacts } from "../recorded.ts";
import { type Checkpoint, checkpointLines } from "./checkpoint.ts";

/** Words of the questions that only a workflow with stages asks. */

const proceed = (description: string) => ({ label: "Proceed", description });
const revise = (description: string) => ({ label: "Ask for changes", description });

/** Who has spoken in a review, and about whom, for a question about a seat. */
const seat = (run: Run, { task }: Question): string => {
  const found = task === null ? undefined : taskOf(run, task);
  const areas = (teamFacts(found).sections ?? []).filter((one) => one.verdict === "changes").map((one) => one.area);
  return `${found?.item ?? "A reviewer"} asks for changes of ${areas.join(", ") || "another area"}`;
};

export const TEAM_WORDS: Record<string, Words> = {
  "checkpoint-a": {
    header: "Checkpoint A",
    title: () => "Checkpoint A — Requirements complete",
    options: {
      proceed: proceed("Go on to the design"),
      revise: revise("Say what; pm writes the brief again"),
      stop,
    },
  },
  "checkpoint-b": {
    header: "Checkpoint B",
    title: () => "Checkpoint B — Design complete",
    options: {
      proceed: proceed("Open questions are answered; then the build starts"),
      revise: revise("Say what; principal designs again"),
      stop,
    },
  },
  "checkpoint-c": {
    header: "Checkpoint C",
    title: () => "Checkpoint C — Tests complete",
    options: {
      proceed: proceed("Sign off; nothing is deployed"),
      deploy: { label: "Proceed and deploy", description: "Sign off; then deploy as the settings say" },
      revise: revise("Say what; the tests are written and run again"),
      stop,
    },
  },
  "brief-questions": { header: "Brief", title: (_run, question) => question.text ?? "", options: {} },
  "gate-failed": {
    header: "Gate",
    title: (run, question) => `${of(run, question)} says that it does not hold. What now?`,
    options: { again: { label: "Again", description: "Say what to do differently; it is done once more" }, stop },
  },
  veto: {
    header: "Veto",
    title: (run, question) => `${of(run, question)}: security does not let this pass. What now?`,
    options: {
      fix: { label: "Have it fixed", description: "The owner mends it; security looks again" },
      lift: { label: "Lift the veto", description: "Go on against security; say why" },
      stop,
    },
  },
  "peer-escalation": {
    header: "Escalation",
    title: (_run, question) => `Escalation — Stage 6 (Peer Review): ${question.text ?? ""}`,
    options: {},
  },
  "peer-undecided": {
    header: "Escalation",
    title: (run, question) => `Escalation — Peer Review: ${seat(run, question)}. Whose way is it?`,
    options: {
      owner: { label: "The owner's way", description: "It stays as it is; say why" },
      reviewer: { label: "The reviewer's way", description: "The owner changes it" },
      stop,
    },
  },
  "check-limit": {
    header: "Limit",
    title: (run, question) => `${of(run, question)}: still red after several fixes. How to go on?`,
    options: {
      continue: { label: "One more fix", description: "Mend and run once more" },
      accept: { label: "Accept", description: "Go on as it is; say why" },
      stop,
    },
  },
  "check-cannot-run": {
    header: "Check",
    title: (run, question) => `${of(run, question)} could not be run to its end. What now?`,
    options: {
      again: { label: "Again", description: "Run it once more, after you mended it" },
      waive: { label: "Waive", description: "Go on without; say why, the status shows it" },
      stop,
    },
  },
  "deploy-failed": {
    header: "Deployment",
    title: (run, question) => `${of(run, question)} failed. What now?`,
    options: {
      again: { ...again, description: "Deploy once more, after you mended it" },
      without: { label: "Without deploying", description: "Go on without; say why, the status shows it" },
      stop,
    },
  },
};

/** What of the accepted gates questions show. */
interface TeamQuestion {
  out_of_scope_items?: unknown;
  reasons?: unknown;
}

const texts = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

/** Artifacts of other kinds are markdown: they say nothing here. */
function said(project: Project, task: Task | undefined): TeamQuestion {
  try {
    return accepted<TeamQuestion>(project, task?.artifact ?? null) ?? {};
  } catch {
    return {};
  }
}

/** Why a task's own gate does not hold, else why its last dispatch did not count. */
function reasons(project: Project, task: Task): string[] {
  const named = [...(teamFacts(task).blockers ?? []), ...texts(said(project, task).reasons)];
  return named.length > 0 ? named : task.note.split("\n").filter((line) => line !== "");
}

/** What was asked of which area, and why. */
const changesOf = (task: Task): string[] =>
  (teamFacts(task).sections ?? [])
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
