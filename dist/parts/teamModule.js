// @bun
import {
  P,
  ADRS,
  CONTEXT,
  RETROSPECTIVE,
  LESSONS,
  team,
  SKIP_REASONS
} from "./s150.js";
import {
  DECIDES
} from "./s44.js";
import {
  noDeployment
} from "./s118.js";
import {
  TEAM_WORDS
} from "./s97.js";
import {
  visualize
} from "./s185.js";
import {
  stagesOf
} from "./s196.js";
import {
  worktree,
  editRule
} from "./s242.js";
import {
  areasOf
} from "./s259.js";
import {
  trackOf
} from "./s50.js";
import {
  AUTO_FLAG
} from "./s30.js";

// src/workflows/team/powers.ts
var isSet = (field, to) => (value) => value?.[field] === to;
var TEAM_POWERS = [
  ...["a", "b", "c"].map((name) => ({
    field: `checkpoints.${name}`,
    does: DECIDES,
    without: undefined,
    idle: isSet("auto_pass_when", null)
  })),
  { field: "team.commands", does: "runs, or false: is not run", without: undefined, again: true },
  { field: "deploy", does: "deploys", without: undefined, again: true, idle: isSet("adapter", "none") }
];

// src/workflows/team/index.ts
var report = () => import.meta.require("./report-4.js");
var teamModule = {
  workflow: team,
  measured: "A feature over two areas, all stages, took 450 k tokens of agents, 450 k of the main thread",
  starts: {
    team: {
      entry: "start",
      request: "<feature>",
      flags: {
        track: {
          takes: "variant",
          value: "<track>",
          about: "Which stages the run has; else proposed from the request"
        },
        areas: {
          takes: "names",
          value: "<a,b>",
          about: "Areas that build, where no design says which",
          known: (settings) => Object.keys(areasOf(settings)),
          what: "areas of the settings"
        },
        deploy: {
          takes: "name",
          value: "<environment>",
          alone: "asked",
          about: "Deploy after the sign-off; without a name to the environment of the settings"
        },
        auto: AUTO_FLAG
      },
      strict: true,
      issue: true,
      chooses: () => import.meta.require("./track.js").TRACK,
      refuses(options, settings) {
        const why = options.deploy === undefined ? null : noDeployment(trackOf({ options }), settings);
        return why === null ? null : `--deploy: ${why}.`;
      },
      implies: { track: { quick: { approvals: "1" } } }
    }
  },
  settings: async () => (await import("./settings-3.js")).TEAM_SETTINGS,
  powers: TEAM_POWERS,
  artifacts: {
    "stage-01": async () => (await import("./stage-01.js")).kind,
    "design-draft": async () => (await import("./design-draft.js")).kind,
    "design-notes": async () => (await import("./design-notes.js")).kind,
    "stage-02": async () => (await import("./stage-02.js")).kind,
    "scope-review": async () => (await import("./scope-review.js")).kind,
    "stage-03": async () => (await import("./stage-03.js")).kind,
    "stage-04": async () => (await import("./stage-04.js")).kind,
    "stage-05-security": async () => (await import("./stage-05-security.js")).kind,
    "peer-review": async () => (await import("./peer-review.js")).kind,
    ruling: async () => (await import("./ruling.js")).kind,
    "stage-07": async () => (await import("./stage-07.js")).kind,
    "stage-08": async () => (await import("./stage-08.js")).kind,
    "deploy-log": async () => (await import("./deploy-log.js")).kind,
    retro: async () => (await import("./retro.js")).kind,
    "stage-09": async () => (await import("./stage-09.js")).kind
  },
  briefFacts: (...of) => import.meta.require("./facts-7.js").briefFacts(...of),
  get briefs() {
    return import.meta.require("./brief-5.js").BRIEFS;
  },
  checks: async () => (await import("./checks-4.js")).CHECKS,
  questions: TEAM_WORDS,
  skipReasons: SKIP_REASONS,
  worktree,
  editRule,
  commands: (scene) => import.meta.require("./commands.js").ownCommands(scene),
  tests: (...of) => import.meta.require("./commands.js").testsToRun(...of),
  lasting: [CONTEXT, RETROSPECTIVE, LESSONS],
  outlives: [LESSONS, ADRS, `${P}/earlier/`],
  outputs: (scene) => import.meta.require("./outputs-2.js").outputs(scene),
  status: {
    own: (scene, next) => ({ stages: stagesOf(scene, next) }),
    lines(own, head, layout) {
      const stages = own.stages;
      const { statusTable } = import.meta.require("./status-table.js");
      return [statusTable(stages, layout), [`${head} \xB7 track ${stages.track}`]];
    }
  },
  report: {
    unasked: "checkpoints",
    facts: (...of) => report().reportFacts(...of),
    caught: ({ run }) => import.meta.require("./declined.js").caughtBlockers(run),
    panel: (own) => report().reportPanel(own),
    lines: (...of) => report().reportLines(...of),
    maxLines: 100
  },
  checkup: async (input, settings) => (await import("./checkup-2.js")).teamCheckup(input, settings),
  views: { visualize }
};
export {
  teamModule
};
