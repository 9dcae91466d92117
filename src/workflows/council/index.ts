import { AUTO_FLAG, type WorkflowModule } from "../contract/contract.ts";
import { execution } from "../execute/index.ts";
import type { CouncilFacts } from "./facts.ts";
import { COUNCIL_POWERS } from "./powers.ts";
import { planCommands } from "./rules.ts";
import { WORDS } from "./words.ts";
import { council } from "./workflow.ts";

/** Tokens of one plan, vote or synthesis. */
const MAX_TOKENS = 8_192;

/** Six seats plan, one plan is made of theirs, they vote on it, and executors carry it out in waves. */
export const councilModule: WorkflowModule<CouncilFacts> = {
  workflow: council,
  starts: { council: { entry: "start", request: "<prompt>", flags: { auto: AUTO_FLAG }, strict: false, issue: true } },
  assigns: (...of) => (require("./roles.ts") as typeof import("./roles.ts")).assigns(...of),
  answers: () => ({ max_tokens: MAX_TOKENS }),
  settings: async () => ({
    ...(await import("./settings.ts")).COUNCIL_SETTINGS,
    ...(await execution.settings()),
  }),
  settingsProblems: (...of) => (require("./roles.ts") as typeof import("./roles.ts")).roleProblems(...of),
  powers: COUNCIL_POWERS,
  artifacts: {
    "refined-prompt": async () => (await import("./audit/refine.ts")).kind,
    "audit-result": async () => (await import("./audit/audit.ts")).kind,
    "research-packet": async () => (await import("./audit/research.ts")).kind,
    "seat-plan": async () => (await import("./plan/seat.ts")).kind,
    "master-plan": async () => (await import("./plan/plan.ts")).kind,
    vote: async () => (await import("./vote/vote.ts")).kind,
    ...execution.artifacts,
  },
  briefFacts: (...of) => (require("./facts.ts") as typeof import("./facts.ts")).briefFacts(...of),
  get briefs() {
    return { ...(require("./brief.ts") as typeof import("./brief.ts")).BRIEFS, ...execution.briefs };
  },
  checkupRoles: async (...of) => (await import("./checkup.ts")).councilCheckup(...of),
  checks: async () => ({
    "host-audit": (await import("./audit/host.ts")).hostAudit,
    "verify-research": (await import("./audit/verify.ts")).verifyResearch,
    verdict: (await import("./vote/check.ts")).verdict,
    ...(await execution.checks()),
  }),
  questions: WORDS,
  skipReasons: {
    silent: "it gave no valid answer, which approves nothing",
    dropped: "its task of the plan failed, or one before it did",
    runsOnlyAllowed: "the plan runs only what may run without asking",
  },
  worktree: execution.worktree,
  editRule: execution.editRule,
  sortsNewFiles: execution.sortsNewFiles,
  commands: ({ run }) => planCommands(run),
  outputs: (scene) => (require("./outputs.ts") as typeof import("./outputs.ts")).outputs(scene),
  notice: (...of) => (require("./notice.ts") as typeof import("./notice.ts")).notice(...of),
  status: {
    own: (scene, next) => (require("./status.ts") as typeof import("./status.ts")).own(scene, next),
    lines: (...of) => (require("./status.ts") as typeof import("./status.ts")).lines(...of),
  },
  report: {
    unasked: "the plan",
    facts: (...of) => (require("./report.ts") as typeof import("./report.ts")).reportFacts(...of),
    caught: (scene) => (require("./report.ts") as typeof import("./report.ts")).caught(scene),
    lines: (...of) => (require("./report.ts") as typeof import("./report.ts")).reportLines(...of),
    maxLines: 100,
  },
};
