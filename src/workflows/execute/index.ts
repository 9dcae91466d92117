import type { ArtifactKind, Brief, Check } from "../contract/contract.ts";
import type { ExecuteFacts } from "./facts.ts";
import { EXECUTE_BOUNDS, EXECUTE_RULES, executor, PLAN_WAVE, WAITS_RULES } from "./gates.ts";
import { editRule, worktree } from "./ownership.ts";
import { EXECUTE_LIMITS, planWave, TASK_RESULT } from "./plan/plan.ts";
import { EXECUTE_QUESTIONS, WAITS_QUESTIONS } from "./words.ts";

/**
 * Carries out the tasks of a plan, for any workflow that has one: it lists the gates among its own,
 * and what they name in the parts of its module. The plan's artifact states `tasks`, and the role
 * `executor` is the agent `executor`.
 */
export const execution = {
  gates: executor,
  waves: { [PLAN_WAVE]: planWave },
  limits: EXECUTE_LIMITS,
  bounds: EXECUTE_BOUNDS,
  roles: { executor: { agent: "executor", model: "sonnet" } },
  rules: EXECUTE_RULES,
  settings: async () => (await import("./settings.ts")).EXECUTE_SETTINGS,
  artifacts: {
    [TASK_RESULT]: async (): Promise<ArtifactKind<unknown, ExecuteFacts>> =>
      (await import("./kind.ts")).kind,
  },
  /** What the brief of an executor is made of. */
  facts: (...of: Parameters<typeof import("./facts.ts").executeFacts>): ExecuteFacts =>
    (require("./facts.ts") as typeof import("./facts.ts")).executeFacts(...of),
  addFacts: (...of: Parameters<typeof import("./facts.ts").addExecuteFacts>): ExecuteFacts =>
    (require("./facts.ts") as typeof import("./facts.ts")).addExecuteFacts(...of),
  get briefs(): Record<string, Brief<ExecuteFacts>> {
    return (require("./brief.ts") as typeof import("./brief.ts")).EXECUTE_BRIEFS;
  },
  checks: async (): Promise<Record<string, Check>> =>
    (await import("./checks/index.ts")).EXECUTE_CHECKS,
  questions: EXECUTE_QUESTIONS,
  /** What the gates name beside that where they are made for tasks that wait for the person. */
  waits: {
    rules: WAITS_RULES,
    questions: WAITS_QUESTIONS,
    checks: async (): Promise<Record<string, Check>> =>
      (await import("./checks/index.ts")).WAITS_CHECKS,
    skipReasons: {
      executeIsWork: "it is yours to do, not an agent's",
      executeWaits: "it does not wait for you",
    },
  },
  worktree,
  editRule,
};
