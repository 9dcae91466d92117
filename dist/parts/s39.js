// @bun
// src/workflows/phases/new-project/config-questions.ts
var VALUES = {
  mode: ["interactive", "yolo"],
  granularity: ["standard", "coarse", "fine"],
  research: ["yes", "no"],
  plan_check: ["yes", "no"],
  verifier: ["yes", "no"],
  models: ["balanced", "quality", "budget"],
  branching: ["none", "phase", "milestone"],
  tdd: ["no", "yes"],
  worktrees: ["yes", "no"],
  commit_docs: ["yes", "no"]
};
var MOST_PHASES = { coarse: 5, standard: 8, fine: 12 };
var mostPhases = (granularity) => MOST_PHASES[granularity ?? VALUES.granularity[0]] ?? MOST_PHASES[VALUES.granularity[0]];
var one = (label, description, sets) => ({
  label,
  description,
  sets
});
var agents = (research, plan_check, verifier) => ({ research, plan_check, verifier });
var CONFIG_QUESTIONS = [
  {
    key: "mode",
    header: "Mode",
    title: "Who decides along the way?",
    options: {
      interactive: one("Interactive", "You are asked what is open, approve the roadmap, and each command", {
        mode: "interactive"
      }),
      yolo: one("YOLO", "What can be assumed is assumed, and listed", { mode: "yolo" })
    }
  },
  {
    key: "granularity",
    header: "Phases",
    title: "How finely is the work cut?",
    options: {
      standard: one("Standard", `Up to ${MOST_PHASES.standard} phases`, { granularity: "standard" }),
      coarse: one("Coarse", `Up to ${MOST_PHASES.coarse} phases`, { granularity: "coarse" }),
      fine: one("Fine", `Up to ${MOST_PHASES.fine} phases`, { granularity: "fine" })
    }
  },
  {
    key: "agents",
    header: "Agents",
    title: "Who looks at it beside planner and executors?",
    options: {
      all: one("All", "Research, a check of each plan, verification", agents("yes", "yes", "yes")),
      checks: one("No research", "Plans are checked, phases verified", agents("no", "yes", "yes")),
      verifier: one("Verifier alone", "Phases are verified, which is always so; plans are not checked", agents("no", "no", "yes"))
    }
  },
  {
    key: "models",
    header: "Models",
    title: "Which models do the work?",
    options: {
      balanced: one("Balanced", "The largest for plans, a middle one for the rest", { models: "balanced" }),
      quality: one("Quality", "The largest wherever something is decided or built", { models: "quality" }),
      budget: one("Budget", "A middle one plans and builds, a small one does the rest", { models: "budget" })
    }
  },
  {
    key: "branching",
    header: "Branches",
    title: "Where do commits go?",
    git: true,
    options: {
      none: one("The branch you are on", "Each task is a commit there", { branching: "none" }),
      phase: one("One per phase", "gsd/phase-02-name, taken when the phase is built", { branching: "phase" }),
      milestone: one("One per milestone", "gsd/v1.0-name", { branching: "milestone" })
    }
  },
  {
    key: "tdd",
    header: "TDD",
    title: "Does each test come before its code?",
    options: {
      no: one("Where it fits", "The planner decides by task", { tdd: "no" }),
      yes: one("Always", "A task with behaviour has to show a failing test first", { tdd: "yes" })
    }
  },
  {
    key: "worktrees",
    header: "Side by side",
    title: "Are plans without common files carried out at the same time?",
    git: true,
    options: {
      yes: one("Side by side", "Each in a git worktree of its own", { worktrees: "yes" }),
      no: one("In turn", "One after the other, in the checkout", { worktrees: "no" })
    }
  }
];
var SETUP = "setup";
var gateKey = (key) => `project-${key}`;
var ask = ({ key, options }) => ({
  ask: gateKey(key),
  auto: Object.keys(options)[0],
  options: Object.fromEntries(Object.entries(options).map(([name, { sets }]) => [
    name,
    { move: "next", sets }
  ]))
});
var configGates = (after) => CONFIG_QUESTIONS.map((question) => ({
  gate: "checkpoint",
  key: gateKey(question.key),
  title: question.title,
  token: "new-project",
  part: SETUP,
  after,
  when: question.git ? "projectGitOpen" : "projectOpen",
  ask: ask(question)
}));
var CONFIG_GATES = CONFIG_QUESTIONS.map(({ key }) => gateKey(key));
function isOpen(options, gate) {
  const question = CONFIG_QUESTIONS.find(({ key }) => gateKey(key) === gate);
  const settles = Object.keys(Object.values(question?.options ?? {})[0]?.sets ?? {});
  return settles.some((name) => options[name] === undefined);
}
var CONFIG_WORDS = Object.fromEntries(CONFIG_QUESTIONS.map(({ key, header, title, options }) => [
  gateKey(key),
  { header, title: () => title, options }
]));

export { VALUES, mostPhases, SETUP, configGates, CONFIG_GATES, isOpen, CONFIG_WORDS };
