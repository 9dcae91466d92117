import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Run, Task } from "../../engine/run.ts";
import { acceptedText, objectText } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import { attemptParts, decisions } from "../brief-parts.ts";
import type { BriefPart, Dispatched } from "../contract.ts";
import { type ExecutorFacts, executorFacts } from "../execute/facts.ts";
import { EXECUTOR_CONSTRAINTS } from "./constraints.ts";
import { type Objection, ledgerOf, openObjections } from "./ledger.ts";
import { changedParts } from "./master-plan.ts";
import { memoryLines } from "./memory.ts";
import { MASTER_PLAN } from "./paths.ts";
import type { PmFacts } from "./pm-facts.ts";
import { auditOf, hostAuditOf, refinedOf } from "./pm-record.ts";
import { type Seat, seatOf } from "./seats.ts";
import { latestVotes, type Voted } from "./tally.ts";

/** What briefs of the council are made of, read once for a dispatch. */
export interface CouncilFacts extends PmFacts, ExecutorFacts {
  run: Run;
  /** The seat that the task is for; null for every other role. */
  seat: Seat | null;
  /** How many plans there were before this one, or with it where it is voted on. */
  round: number;
  /** The master plan as it was accepted last; null before that. */
  plan: string | null;
  /** Hash of that plan. */
  planHash: string;
  /** What the seat approved before, where it only has to confirm what changed since: those parts, old and new. */
  confirm: { title: string; before: string | null; after: string | null }[] | null;
  /** Open objections: of the seat alone, or all of them for whoever makes the plan. */
  open: Objection[];
  /** Every objection of the run so far, as the seats are told of it. */
  ledger: Objection[];
  /** Every vote on the plan before. */
  votes: Voted[];
  /** No seat is told which model another one has. */
  anonymous: boolean;
  /** The beginning of the project's own notes for agents. */
  notes: string;
  attempt: BriefPart[];
}

/** Characters of CLAUDE.md that the plan maker is told. */
const MAX_NOTES = 2_000;

function projectNotes(root: string): string {
  try {
    return readFileSync(join(root, "CLAUDE.md"), "utf8").slice(0, MAX_NOTES);
  } catch {
    return "";
  }
}

/** The text of the plan that a seat voted on last; null: it has not voted, or the text is not kept any more. */
function planBefore({ project, run }: Scene, before: Voted | undefined): string | null {
  const task = before && run.tasks.find((one) => one.schema === "master-plan" && one.facts.plan === before.plan);
  return objectText(project, task?.artifact ?? null);
}

/** Whose memory a task has: the agent's own, or its seat's. */
const memoryOf = (task: Task): string => task.item ?? task.who.agent;

export function briefFacts(scene: Scene, task: Task, { nonce, subject }: Dispatched): CouncilFacts {
  const { project, run } = scene;
  const plan = acceptedText(project, run, MASTER_PLAN);
  const seat = task.schema === "seat-plan" || task.schema === "vote" ? seatOf(task.item ?? "") : null;
  const ledger = ledgerOf(run);
  const own = task.schema === "vote" ? latestVotes(run).find((one) => one.seat === seat?.id) : undefined;
  const before = planBefore(scene, own);
  const isConfirming = own?.vote === "APPROVE" && before !== null && plan !== null;
  return {
    ...executorFacts(scene, task),
    task: task.id,
    nonce,
    run,
    seat,
    asks: !run.auto,
    request: run.request.text,
    decided: decisions(run),
    refined: refinedOf(project, run),
    hostAudit: hostAuditOf(project, run),
    audit: auditOf(project, run),
    memory: memoryLines(project, memoryOf(task)),
    constraints: EXECUTOR_CONSTRAINTS,
    round: run.tasks.filter((one) => one.schema === "master-plan" && one.acceptedSeq > 0 && !one.void).length,
    plan,
    planHash: String(
      run.tasks.findLast((one) => one.schema === "master-plan" && one.acceptedSeq > 0 && !one.void)?.facts.plan ?? "",
    ),
    confirm: isConfirming ? changedParts(before, plan) : null,
    open: openObjections(run).filter((one) => seat === null || one.seat === seat.id),
    ledger,
    votes: latestVotes(run),
    anonymous: run.settings.council?.anonymous ?? true,
    notes: task.schema === "master-plan" ? projectNotes(project.root) : "",
    attempt: attemptParts(scene, task, subject),
  };
}
