import { EVERY_RUN, ON } from "../contract/contract.ts";
import { WORK_BRANCHES } from "../execute/plan/plan.ts";
import { workflow } from "../kit/index.ts";
import type { CouncilFacts } from "./brief.ts";
import { TAKE, VOTE } from "./vote/recorded.ts";
import { WORDS } from "./words.ts";
import { chain, planCommands } from "./workflow.ts";

const brief = () => require("./brief.ts") as typeof import("./brief.ts");
const roles = () => require("./roles.ts") as typeof import("./roles.ts");
const status = () => require("./status.ts") as typeof import("./status.ts");
const report = () => require("./report.ts") as typeof import("./report.ts");

const ONLY_ASKED = "The council plans and votes; nothing is built.";

/**
 * Six seats plan, one plan is made of theirs, they vote on it, and executors carry it out in waves.
 */
export const councilModule = workflow<CouncilFacts>(chain, {
  request: "<prompt>",
  start: {
    flags: {
      ...ON,
      ...EVERY_RUN,
      ask: { takes: "nothing", about: "Only plan and vote: nothing is built" },
      "no-review": {
        takes: "nothing",
        about: "Nobody reviews the code: the plan's commands alone decide",
      },
    },
    resolves: () => (require("./plan/earlier.ts") as typeof import("./plan/earlier.ts")).resolves,
    tells: (run) => roles().announced(run),
    hint: ({ options: { ask, plan } }) =>
      ask ? ONLY_ASKED : plan ? `Builds the plan of ${plan}, without another vote.` : null,
  },
  branches: () => [WORK_BRANCHES],
  assigns: (...of) => roles().assigns(...of),
  settings: async () => (await import("./settings.ts")).COUNCIL_SETTINGS,
  settingsProblems: (...of) => roles().roleProblems(...of),
  artifacts: {
    "refined-prompt": async () => (await import("./audit/refine.ts")).kind,
    "audit-result": async () => (await import("./audit/audit.ts")).kind,
    "research-packet": async () => (await import("./audit/research.ts")).kind,
    "seat-plan": async () => (await import("./plan/seat.ts")).kind,
    "master-plan": async () => (await import("./plan/plan.ts")).kind,
    vote: async () => (await import("./vote/vote.ts")).kind,
  },
  addsFacts: (base, scene, task) => brief().addCouncilFacts(base, scene, task),
  briefs: () => brief().BRIEFS,
  checks: async () => ({
    "host-audit": (await import("./audit/host.ts")).hostAudit,
    "verify-research": (await import("./checks.ts")).verifyResearch,
    [TAKE]: (await import("./plan/take.ts")).takePlan,
    verdict: (await import("./checks.ts")).verdict,
  }),
  questions: WORDS,
  skipReasons: {
    silent: "it gave no valid answer, which approves nothing",
    reviewsCode: "you want none or a task is not done",
    asksTake: "there is nothing to ask about commits",
    takes: "the commits stay where they are",
    runsOnlyAllowed: "the plan runs only what may run without asking",
  },
  commands: ({ run }) => planCommands(run),
  onward: (project, run) => status().onwardOf(project, run),
  keeps: [VOTE],
  outputs: (scene) => (require("./outputs.ts") as typeof import("./outputs.ts")).outputs(scene),
  notice: (...of) => status().notice(...of),
  status: {
    own: (scene) => ({ council: status().viewOf(scene) }),
    parts: (own) => status().statusParts(own),
  },
  report: {
    unasked: "the plan",
    facts: (...of) => report().reportFacts(...of),
    caught: (scene) => report().caught(scene),
    parts: (own) => report().reportParts(own),
  },
});
