import type { PlanningConfig } from "./planning/model.ts";

/**
 * Which model each agent has, by what the person wants the project to cost. Their setting `models`
 * comes before it.
 */

/** Of the run, and of `config.json`. */
export const MODELS = "models";

type Agents = Record<string, string>;

/** For each kind of work the model at quality, balanced, budget. */
const WORK: [agents: string[], models: Record<PlanningConfig["models"], string>][] = [
  // What they decide is built on by everybody behind them.
  [["phase-planner", "roadmapper"], { quality: "opus", balanced: "opus", budget: "sonnet" }],
  // They work long, and what is wrong shows when it is run.
  [["phase-executor", "debugger"], { quality: "opus", balanced: "sonnet", budget: "sonnet" }],
  // Another model than the executor's; where that is the largest, no smaller one is.
  [["code-reviewer"], { quality: "opus", balanced: "opus", budget: "haiku" }],
  [
    ["project-researcher", "phase-researcher", "assumptions-analyzer", "advisor-researcher"],
    { quality: "opus", balanced: "sonnet", budget: "haiku" },
  ],
  // Code checks the form of what they say; what they miss costs a round.
  [["plan-checker", "phase-verifier"], { quality: "sonnet", balanced: "sonnet", budget: "haiku" }],
  [["research-synthesizer"], { quality: "sonnet", balanced: "sonnet", budget: "haiku" }],
  [["pattern-mapper"], { quality: "sonnet", balanced: "haiku", budget: "haiku" }],
];

const of = (profile: PlanningConfig["models"]): Agents =>
  Object.fromEntries(
    WORK.flatMap(([agents, models]) => agents.map((agent) => [agent, models[profile]])),
  );

/** Data of the workflow: a run's option `models` names the profile. */
export const PROFILES = {
  option: MODELS,
  of: { quality: of("quality"), balanced: of("balanced"), budget: of("budget") },
} satisfies { option: string; of: Record<PlanningConfig["models"], Agents> };
