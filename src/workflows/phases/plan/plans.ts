import type { Task } from "../../../engine/run.ts";
import { type Fix, type Gate, type HeldAsk, type HeldMove, review } from "../../../engine/workflow.ts";
import type { Scene } from "../../../record/scene.ts";
import { accept, boundedOrWaived, stale, stop, stuckOrWaived } from "../../asks.ts";
import type { ArtifactKind, Brief, Dispatched, QuestionWords } from "../../contract.ts";
import { PLAN_STATUSES } from "../../review/statuses.ts";
import { escalation } from "../../words.ts";
import { produce } from "../gates.ts";
import type { Part } from "../part.ts";
import { WORK } from "../paths.ts";
import type { PlanContext } from "./model.ts";
import type { MakeFacts } from "./plan-facts.ts";

/**
 * Has plans of a phase made, checked and revised, for any command that needs some: it lists the gates among its own, and what
 * they name in the tables of its part. The files in `.planning/` are written by a check of the command.
 */

/** Who makes plans, and who checks them. One command lists them for all. */
export const PLANNERS = {
  roles: {
    "phase-planner": { agent: "phase-planner", model: "opus" },
    "plan-checker": { agent: "plan-checker", model: "sonnet" },
  },
  bounds: {
    "phase-planner": { tool_calls: 250, minutes: 60, tokens: 6_000_000 },
    "plan-checker": { tool_calls: 200, minutes: 40, tokens: 4_000_000 },
  },
  /** Rounds of one reviewer in any group, beside the limit of the group itself. */
  limits: { per_reviewer: 10 },
} satisfies Partial<Part>;

const { rejected: _rejected, needs_clarification: _asked, ...STATUSES } = PLAN_STATUSES;

export const PLAN_LIMIT = "plan-limit";
/** Words of what the gates ask. */
export const MAKING_QUESTIONS: Record<string, QuestionWords> = {
  [PLAN_LIMIT]: {
    ...escalation,
    header: "Plans",
    options: {
      ...escalation.options,
      continue: { label: "One more round", description: "Revise the plans and check them once more" },
      revise: { label: "Say how", description: "Revise the plans as you say, and check them once more" },
      accept: { label: "Accept", description: "Take the plans as they are; say why" },
    },
  },
};

/** The rule by which the check of plans is left out: a fact `plan_check` of the run's newest survey. */
export const CHECKED_RULE = "plan-checked";

interface Making {
  /** Before the keys of its gates, and of what they name; no other command has it. */
  prefix: string;
  /** What the plans are made for, from a record of the program; null: it is gone. */
  contextOf(scene: Scene): PlanContext | null;
}

interface Place {
  token: string;
  /** Keys of the gates that it comes after. */
  after: string[];
  /** Files of the run that planner and checker read. */
  reads: string[];
  title: string;
}

/** The gates `<prefix>-plans` and `<prefix>-check`, and what they name. */
export function planMaking({ prefix, contextOf }: Making) {
  const [plans, check, mend] = [`${prefix}-plans`, `${prefix}-check`, `${prefix}-mend`];
  const path = `${WORK}/${prefix}-plans.json`;
  const who = { role: "phase-planner" };
  return {
    /** The file with the plans, relative to the project. */
    path,
    gates({ token, after, reads, title }: Place): Gate[] {
      const work = { token, who, writes: path, schema: plans };
      const fix: Fix = { ...work, title: `Revise: ${title}`, brief: mend };
      const more: HeldMove = { fix, then: "self" };
      const limit: HeldAsk = {
        ask: PLAN_LIMIT,
        options: { continue: { move: more }, revise: { move: more, reason: true }, accept, stop },
      };
      return [
        produce({ ...work, key: plans, title, after, reads, brief: plans }),
        review({
          key: check,
          title: `Check: ${title}`,
          token,
          after: [plans],
          when: CHECKED_RULE,
          reviewer: check,
          group: "revise",
          stall: true,
          who: { role: "plan-checker" },
          of: { file: path },
          reads: [...reads, path],
          writes: `${WORK}/${prefix}-check.json`,
          schema: check,
          brief: check,
          statuses: STATUSES,
          on: { approved: "next", needs_changes: more },
          limit,
          stale,
          stuck: stuckOrWaived,
          bounded: boundedOrWaived,
        }),
      ];
    },
    artifacts: {
      [plans]: async () => (await import("./plans-kind.ts")).plansKind(contextOf, check),
      [check]: async () => (await import("./check-kind.ts")).planCheckKind(contextOf, path),
    } as Record<string, () => Promise<ArtifactKind<unknown, MakeFacts>>>,
    facts: (scene: Scene, task: Task, dispatched: Dispatched): MakeFacts =>
      (require("./plan-facts.ts") as typeof import("./plan-facts.ts")).makeFacts(
        scene,
        task,
        dispatched,
        contextOf(scene),
      ),
    briefs(): Record<string, Brief<MakeFacts>> {
      const { make, revise, judge } = require("./plan-brief.ts") as typeof import("./plan-brief.ts");
      return { [plans]: make, [mend]: revise, [check]: judge };
    },
  };
}
