import { WISHES } from "./planning/wishes.ts";

/** Which model each agent has, by what the person wants the project to cost. Their setting `models` comes before it. */

/** Of the run, and of `config.json`. */
export const MODELS = "models";

/** For each kind of work the models at quality, balanced, budget. */
const WORK: [agents: string[], models: string[]][] = [
  // What they decide is built on by everybody behind them.
  [
    ["phase-planner", "roadmapper"],
    ["opus", "opus", "sonnet"],
  ],
  // They work long, and what is wrong shows when it is run.
  [
    ["phase-executor", "debugger"],
    ["opus", "sonnet", "sonnet"],
  ],
  [
    ["project-researcher", "phase-researcher", "assumptions-analyzer", "advisor-researcher"],
    ["opus", "sonnet", "haiku"],
  ],
  // Code checks the form of what they say; what they miss costs a round.
  [
    ["plan-checker", "phase-verifier"],
    ["sonnet", "sonnet", "haiku"],
  ],
  [["research-synthesizer"], ["sonnet", "sonnet", "haiku"]],
  [["pattern-mapper"], ["sonnet", "haiku", "haiku"]],
];

/** Data of the workflow: a run's option `models` names the profile. */
export const PROFILES = {
  option: MODELS,
  of: Object.fromEntries(
    WISHES.models.values.map((level, at) => [
      level,
      Object.fromEntries(WORK.flatMap(([agents, models]) => agents.map((agent) => [agent, models[at]!]))),
    ]),
  ),
};
