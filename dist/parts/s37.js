// @bun
// src/workflows/phases/models.ts
var MODELS = "models";
var WORK = [
  [["phase-planner", "roadmapper"], { quality: "opus", balanced: "opus", budget: "sonnet" }],
  [["phase-executor", "debugger"], { quality: "opus", balanced: "sonnet", budget: "sonnet" }],
  [
    ["project-researcher", "phase-researcher", "assumptions-analyzer", "advisor-researcher"],
    { quality: "opus", balanced: "sonnet", budget: "haiku" }
  ],
  [["plan-checker", "phase-verifier"], { quality: "sonnet", balanced: "sonnet", budget: "haiku" }],
  [["research-synthesizer"], { quality: "sonnet", balanced: "sonnet", budget: "haiku" }],
  [["pattern-mapper"], { quality: "sonnet", balanced: "haiku", budget: "haiku" }]
];
var of = (profile) => Object.fromEntries(WORK.flatMap(([agents, models]) => agents.map((agent) => [agent, models[profile]])));
var PROFILES = {
  option: MODELS,
  of: { quality: of("quality"), balanced: of("balanced"), budget: of("budget") }
};

export { MODELS, PROFILES };
