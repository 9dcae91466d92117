import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Run, Task } from "../../../src/engine/run.ts";
import { findProject } from "../../../src/project/project.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import type { CouncilFacts } from "../../../src/workflows/council/brief.ts";
import { councilModule } from "../../../src/workflows/council/index.ts";
import { judgePlan, partHashes } from "../../../src/workflows/council/plan/plan.ts";
import { SEAT_IDS } from "../../../src/workflows/council/seats.ts";
import { BLOCKED } from "../../../src/workflows/council/vote/ledger.ts";
import type {
  Answer,
  PlanFacts,
  Severity,
  VoteFacts,
  VoteWord,
} from "../../../src/workflows/council/vote/recorded.ts";
import { chain } from "../../../src/workflows/council/workflow.ts";
import {
  documentText,
  type PlanData,
  planOf,
} from "../../../src/workflows/execute/plan/document.ts";
import { Story, started } from "../../engine/given.ts";
import { makeProject } from "../../harness/project.ts";

/**
 * Runs of a council as far as ledger and tally read them: tasks with what they have stated, in
 * their order.
 */

export const PLAN_DATA: PlanData = JSON.parse(
  readFileSync(join(import.meta.dir, "..", "..", "fixtures", "council", "plan.json"), "utf8"),
);
/** The same as people read it. */
export const PLAN_TEXT = documentText(planOf(PLAN_DATA));
export const EMPTY = { objections: [], rounds: [] };

/** The facts of a plan, as the kind states them. */
export const planFactsOf = (data: PlanData): PlanFacts =>
  judgePlan(planOf(data)).facts as unknown as PlanFacts;
/** The hashes of a plan's parts. */
export const hashesOf = (data: PlanData): Record<string, string> => partHashes(planOf(data));

/** What the brief of a task of a run that has only begun is made of, but for `over`. */
export function factsOf(subject: string, over: Partial<CouncilFacts>): CouncilFacts {
  const story = new Story(chain.workflow);
  started()(story);
  const project = findProject(makeProject());
  const scene = { project, workflow: chain.workflow, run: story.now };
  const dispatched = { nonce: "ab".repeat(16), subject: null, now: "" };
  return { ...councilModule.briefFacts(scene, story.task(subject), dispatched), ...over };
}

type Said = Partial<Pick<VoteFacts, "objections" | "prior" | "veto">>;
export const blocker = (
  id: string,
  at = "Security",
  problem = `The problem of ${id}.`,
  severity: Severity = "blocker",
) => ({
  id,
  severity,
  at,
  problem,
});

export class Council {
  readonly run = {
    tasks: [],
    decisions: [],
    settings: structuredClone(DEFAULT_SETTINGS),
  } as unknown as Run;
  private seq = 0;

  get seats(): Task[] {
    return this.run.tasks.filter((task) => task.schema === "vote");
  }

  private add(task: Partial<Task>): Task {
    const id = `T${this.run.tasks.length + 1}`;
    const added = {
      id,
      kind: "gate",
      void: false,
      item: null,
      acceptedSeq: 0,
      handed: [],
      outcome: null,
      skipped: null,
      who: {},
      facts: {},
      ...task,
    };
    this.run.tasks.push(added as Task);
    return added as Task;
  }

  /** A plan whose named parts say something of their own. */
  plan(body: string, parts: Record<string, string> = {}, answers: Answer[] = []): this {
    const all = {
      Overview: "o",
      Architecture: "a",
      Security: "s",
      Risks: "r",
      "Task 1": "1",
      "Task 2": "2",
      ...parts,
    };
    const plan = `plan-${this.run.tasks.length}-${body}`;
    const facts = { plan, parts: all, tasks: [], answers };
    this.add({
      schema: "master-plan",
      outcome: "done",
      acceptedSeq: ++this.seq,
      status: "done",
      facts: { ...facts },
    });
    return this;
  }

  get current(): string {
    return String(this.run.tasks.findLast((task) => task.schema === "master-plan")?.facts.plan);
  }

  vote(seat: string, vote: VoteWord, said: Said = {}, model = seat): this {
    const facts = {
      seat,
      vote,
      plan: this.current,
      veto: null,
      objections: [],
      prior: [],
      ...said,
    };
    const who = { agent: "council-seat", model, role: seat };
    this.add({
      schema: "vote",
      item: seat,
      outcome: "done",
      acceptedSeq: ++this.seq,
      status: "done",
      facts,
      who,
    });
    return this;
  }

  silent(seat: string): this {
    this.add({ schema: "vote", item: seat, status: "skipped", skipped: "silent" });
    return this;
  }

  /** Everybody who is not named approves. */
  others(...but: string[]): this {
    for (const seat of SEAT_IDS.filter((one) => !but.includes(one))) this.vote(seat, "APPROVE");
    return this;
  }

  decides(option: string, seat: string, text: string | null = null): this {
    const task = this.run.tasks.findLast((one) => one.item === seat)!.id;
    this.run.decisions.push({ kind: BLOCKED, task, option, text } as Run["decisions"][number]);
    return this;
  }
}
