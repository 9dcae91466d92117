import { join } from "node:path";
import type { Task } from "../../engine/run.ts";
import { acceptedText } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import { readPlainText } from "../../store/plain-file.ts";
import { decisions, requestPart } from "../brief-parts.ts";
import type { KitFacts } from "../kit/facts.ts";
import { lazily } from "../kit/lazily.ts";
import { memoryText } from "./audit/memory.ts";
import { auditOf } from "./audit/record.ts";
import { MASTER_PLAN } from "./paths.ts";
import { ledgerOf } from "./vote/ledger.ts";
import { PLAN, VOTE } from "./vote/recorded.ts";
import { objectionWords, votesOf } from "./vote/votes.ts";

/** What briefs of the council are made of. */
export type CouncilFacts = ReturnType<typeof addCouncilFacts>;

/** Characters of CLAUDE.md that the plan maker is told. */
const MAX_NOTES = 2_000;

export function addCouncilFacts(base: KitFacts, { project, run }: Scene, task: Task) {
  const seat = task.schema === "seat-plan" || task.schema === VOTE ? (task.item ?? "") : "";
  const plan = acceptedText(project, run, MASTER_PLAN);
  const own = {
    /** The person's request, to the letter, as a part of a brief. */
    request: () => requestPart({ project: project.root, run }),
    /** What the person decided in this run; empty without. */
    decided: () => decisions(run),
    audit: () => auditOf(project, run),
    /** Lines of the agent's memory; empty without. */
    memory: () => memoryText(project, seat === "" ? task.who.agent : seat),
    /** The seat that the task is for; empty for every other role. */
    seat: () => seat,
    /** The master plan as it was accepted last; null before that. */
    plan: () => plan,
    ledger: () => ledgerOf(run),
    /** Votes of the seats on the newest plan that they voted on. */
    votes: () => votesOf(project, run),
    /** What a seat has said of one of its objections. */
    words: () => (id: string) => objectionWords(project, run, id),
    /** The beginning of the project's own notes for agents. */
    notes: () =>
      task.schema === PLAN ? (readPlainText(join(project.root, "CLAUDE.md")) ?? "").slice(0, MAX_NOTES) : "",
  };
  return lazily(own, base);
}
