import { acceptedTasks, type Run, type Task } from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import { accepted } from "../../../record/accepted.ts";
import type { PlanData } from "../../execute/plan/document.ts";
import {
  type PlannedFacts,
  type PlannedRecord,
  type PlanTask,
  tasksNamed,
} from "../../execute/plan/plan.ts";
import type { Vote } from "./vote.ts";

/** What plans and votes say beside their outcome, as the journal holds it. */

export const VOTES = ["APPROVE", "REVISE", "REJECT"] as const;
export type VoteWord = (typeof VOTES)[number];

export type Severity = "blocker" | "major" | "minor";

/** What a vote objects to; `id`: F<n>, `at`: the section or task that it is about. */
export type Raised = Record<"id" | "at" | "problem", string> & { severity: Severity };

/** How a synthesis has answered an objection. */
export interface Answer {
  id: string;
  state: "taken" | "refused";
  /** What has changed, or why not. */
  reason?: string;
}

export interface PlanFacts {
  /** SHA-256 of the plan, in hex. */
  plan: string;
  /** Each section and task with a short hash of its text. */
  parts: Record<string, string>;
  tasks: PlanTask[];
  answers: Answer[];
}

/** Where a plan comes from that was there before the run. */
export interface Origin {
  /** Lines on that, and on who has approved it. */
  notes: string[];
  /**
   * Nobody has to be asked whether it is built: most seats have approved it, and both with a veto,
   * or the person named its file.
   */
  unasked: boolean;
}

/** What is said of such a plan. */
export interface TakenFacts extends PlannedFacts, Origin {
  git: boolean;
  /** Tasks that its run has done are left out. */
  skips: boolean;
}

/** What is kept of it in full. */
export interface TakenRecord extends PlannedRecord, Origin {
  plan: PlanData;
}

export interface VoteFacts {
  seat: string;
  vote: VoteWord;
  /** SHA-256 of the plan that it judges. */
  plan: string;
  veto: { at: string; condition: string } | null;
  /** New ones. */
  objections: Raised[];
  /** Earlier ones of this seat; `id`: <seat>/F<n>. */
  prior: { id: string; state: "cleared" | "open" }[];
}

export const PLAN = "master-plan";
export const VOTE = "vote";

/** What an accepted plan states; null of any other task. */
export const planFacts = (task: Task): PlanFacts | null =>
  task.schema === PLAN && typeof task.facts.plan === "string"
    ? (task.facts as unknown as PlanFacts)
    : null;

/** The name of the check that takes such a plan. */
export const TAKE = "take-plan";
/** What it states; null of any other task. */
export const takenFacts = (task: Task): TakenFacts | null =>
  task.who.program === TAKE && task.outcome === "pass"
    ? (task.facts as unknown as TakenFacts)
    : null;

/** The newest task of a run that has taken one. */
const takingTask = (run: Run): Task | undefined =>
  acceptedTasks(run).findLast((task) => takenFacts(task) !== null);
/** What it states. */
export const takenIn = (run: Run): TakenFacts | undefined => {
  const task = takingTask(run);
  return task && (takenFacts(task) ?? undefined);
};
/** The plan that it has taken; null: the run has made its own. */
export const takenPlan = (project: Project, run: Run): PlanData | null =>
  accepted<TakenRecord>(project, takingTask(run)?.artifact ?? null)?.plan ?? null;

/** What an accepted vote states; null of any other task. */
export const voteFacts = (task: Task): VoteFacts | null =>
  task.schema === VOTE && typeof task.facts.vote === "string"
    ? (task.facts as unknown as VoteFacts)
    : null;

/**
 * Parts that two plans do not have in common: changed, new or gone, in the order of the newer one.
 */
export function changedIn(before: Record<string, string>, after: Record<string, string>): string[] {
  const changed = Object.keys(after).filter((part) => before[part] !== after[part]);
  return [...changed, ...Object.keys(before).filter((part) => !Object.hasOwn(after, part))];
}

/** The parts that a text names, of those that are known. */
export function partsNamed(text: string, known: readonly string[]): string[] {
  const tasks = tasksNamed(text).map((n) => `Task ${n}`);
  const words = ` ${text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ")} `;
  return known.filter((part) =>
    /^Task \d+$/.test(part) ? tasks.includes(part) : words.includes(` ${part.toLowerCase()} `),
  );
}

/** Vendor of a task: its provider, or the host. */
export const vendorOf = ({ who }: Pick<Task, "who">): string => who.provider ?? "host";

/** The tasks of seats that still count. */
export const seatTasks = (run: Run): Task[] =>
  run.tasks.filter((task) => task.schema === VOTE && task.kind !== "fix" && !task.void);

/**
 * Each seat's newest vote. `isVoting`: without those on the newest plan, which is being voted on,
 * and no seat copies another.
 */
export function votesOf(project: Project, run: Run, isVoting: boolean) {
  const done = acceptedTasks(run);
  const newest = isVoting ? done.flatMap((task) => planFacts(task)?.plan ?? []).at(-1) : undefined;
  const voted = done.filter((task) => (voteFacts(task)?.plan ?? newest) !== newest);
  return [...Map.groupBy(voted, (task) => voteFacts(task)!.seat)].map(([seat, tasks]) => {
    const last = tasks.at(-1)!;
    return {
      seat,
      vote: voteFacts(last)!.vote,
      feedback: accepted<Vote>(project, last.artifact)?.feedback ?? "",
    };
  });
}

/**
 * An objection and what would mend it, whole, in its seat's own words. `condition`: what would
 * clear the veto that it came with.
 */
export function objectionWords(project: Project, run: Run, id: string) {
  const [seat, finding] = id.split("/");
  for (const task of acceptedTasks(run).filter(
    (acceptedTask) => acceptedTask.schema === VOTE && acceptedTask.item === seat,
  )) {
    const vote = accepted<Vote>(project, task.artifact);
    const found = vote?.findings.find((one) => one.id === finding);
    if (found)
      return { ...found, quote: found.quote ?? "", condition: vote?.veto?.condition ?? null };
  }
  return null;
}
