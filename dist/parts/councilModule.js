// @bun
import {
  titled,
  again2,
  stop4,
  ownWords,
  noteFile
} from "./s188.js";
import {
  execution
} from "./s129.js";
import {
  DECIDES
} from "./s44.js";
import {
  needsShell
} from "./s2.js";
import {
  planCommands,
  council,
  votesLine,
  verdictLines,
  whyBlocked
} from "./s195.js";
import {
  MASTER_PLAN
} from "./s31.js";
import {
  isBlocking,
  ledgerOf
} from "./s193.js";
import {
  AUTO_FLAG
} from "./s30.js";

// src/workflows/council/powers.ts
var COUNCIL_POWERS = [
  {
    field: "council.roles",
    does: "sends the prompt, the plan and files that it names to these models",
    without: undefined
  },
  { field: "council.allow", does: "runs without asking, where a plan has them", without: undefined },
  { field: "council.quorum_models", does: DECIDES, without: undefined }
];

// src/workflows/council/words.ts
var giveUp = { label: "Give up", description: "The run ends as BLOCKED; everything stays in .task/" };
function newFolder(run) {
  const audit = run.tasks.findLast((task) => task.facts.base_dir_missing === true && !task.void);
  return audit === undefined ? [] : [`Makes the folder ${String(audit.facts.base_dir)}`];
}
var WORDS = {
  "refine-questions": ownWords("Prompt"),
  "blocked-task": {
    header: "Blocked",
    title: titled(": nobody who has this role gave a valid result. The run is BLOCKED. What now?"),
    lines: (_scene, _question, task) => ({
      lines: [task.failure?.message, task.facts.error, ...task.note.split(`
`)].filter((line) => typeof line === "string" && line !== ""),
      file: noteFile(task)
    }),
    options: { again: again2, give_up: giveUp, stop: stop4 }
  },
  blocked: {
    header: "Blocked",
    title: ({ run }) => `The council is BLOCKED. ${whyBlocked(run)} What now?`,
    lines: ({ run }) => ({
      lines: [
        votesLine(run),
        ...verdictLines(run),
        ...ledgerOf(run).objections.filter(isBlocking).map((one) => `${one.id} (${one.severity}) ${one.at}: ${one.problem}`)
      ],
      file: MASTER_PLAN
    }),
    options: {
      another_round: { label: "Another round", description: "The plan is written and voted on once more" },
      overrule: { label: "Overrule", description: "Go on against this seat; say why, the report shows it" },
      give_up: giveUp,
      stop: stop4
    }
  },
  consent: {
    header: "Consent",
    title: ({ run }) => `The council approved the plan. ${planCommands(run).length === 0 ? "Build it?" : "Build it, and let the program run these commands?"}`,
    lines: ({ run }) => ({ lines: [...newFolder(run), votesLine(run), ...verdictLines(run)], file: MASTER_PLAN }),
    commandLabel: (command) => needsShell(command) ? "Runs, in a shell: " : "Runs: ",
    options: {
      approve: { label: "Build it", description: "The tasks are carried out, several side by side" },
      init_git: { label: "Build it with git", description: "git init first: one commit for each task" },
      revise: { label: "Ask for changes", description: "Say what; the plan is written and voted on again" },
      stop: stop4
    }
  },
  ...execution.questions
};

// src/workflows/council/index.ts
var MAX_TOKENS = 8192;
var councilModule = {
  workflow: council,
  starts: { council: { entry: "start", request: "<prompt>", flags: { auto: AUTO_FLAG }, strict: false, issue: true } },
  assigns: (...of) => import.meta.require("./roles.js").assigns(...of),
  answers: (settings, { who }) => ({ max_tokens: MAX_TOKENS, ...settings.council?.roles?.[who.role ?? ""] }),
  settings: async () => ({
    ...(await import("./settings-2.js")).COUNCIL_SETTINGS,
    ...await execution.settings()
  }),
  settingsProblems: (...of) => import.meta.require("./roles.js").roleProblems(...of),
  powers: COUNCIL_POWERS,
  artifacts: {
    "refined-prompt": async () => (await import("./refine.js")).kind,
    "audit-result": async () => (await import("./audit-result.js")).kind,
    "research-packet": async () => (await import("./research-1.js")).kind,
    "seat-plan": async () => (await import("./seat-plan.js")).kind,
    "master-plan": async () => (await import("./master-plan.js")).kind,
    vote: async () => (await import("./vote.js")).kind,
    ...execution.artifacts
  },
  briefFacts: (...of) => import.meta.require("./facts-4.js").briefFacts(...of),
  get briefs() {
    return import.meta.require("./brief-4.js").BRIEFS;
  },
  checkupRoles: async (...of) => (await import("./checkup-1.js")).councilCheckup(...of),
  checks: async () => ({ ...(await import("./checks-9.js")).CHECKS, ...await execution.checks() }),
  questions: WORDS,
  skipReasons: {
    silent: "it gave no valid answer, which approves nothing",
    dropped: "its task of the plan failed, or one before it did",
    runsOnlyAllowed: "the plan runs only what may run without asking"
  },
  worktree: execution.worktree,
  editRule: execution.editRule,
  sortsNewFiles: execution.sortsNewFiles,
  commands: ({ run }) => planCommands(run),
  outputs: (scene) => import.meta.require("./outputs-1.js").outputs(scene),
  notice: (...of) => import.meta.require("./notice.js").notice(...of),
  status: {
    own: (scene, next) => import.meta.require("./status.js").own(scene, next),
    lines: (...of) => import.meta.require("./status.js").lines(...of)
  },
  verdicts: {
    said: (task) => import.meta.require("./replayed.js").said(task),
    tally: (run) => import.meta.require("./replayed.js").tally(run)
  },
  report: {
    unasked: "the plan",
    facts: (...of) => import.meta.require("./report-2.js").reportFacts(...of),
    caught: (scene) => import.meta.require("./report-2.js").caught(scene),
    panel: (own) => import.meta.require("./report-2.js").reportPanel(own),
    lines: (...of) => import.meta.require("./report-2.js").reportLines(...of),
    maxLines: 100
  }
};
export {
  councilModule
};
