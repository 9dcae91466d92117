import { type ArtifactKind, EVERY_RUN, ON } from "../contract/contract.ts";
import { workflow } from "../kit/index.ts";
import { areasOf } from "./areas.ts";
import { editRule, worktree } from "./ownership.ts";
import { ADRS, CONTEXT, LESSONS, LESSONS_DATA, P, RETROSPECTIVE, TEST_REPORT } from "./paths.ts";
import type { BriefFacts } from "./record/facts.ts";
import { noDeployment } from "./shows.ts";
import { TEAM_WORDS } from "./table/questions.ts";
import { SKIP_REASONS } from "./table/table.ts";
import { stageParts, stagesOf, type TeamView } from "./table/views.ts";
import { LEAST, trackOf } from "./tracks.ts";
import { chain } from "./workflow.ts";

const facts = () => require("./record/facts.ts") as typeof import("./record/facts.ts");
const report = () => require("./table/report.ts") as typeof import("./table/report.ts");
const declined = () => require("./record/declined.ts") as typeof import("./record/declined.ts");
const commands = () => require("./checks/commands.ts") as typeof import("./checks/commands.ts");

/** Kinds of artifacts; each is loaded on use. */
const KINDS = [
  ...([
    "design-draft",
    "design-notes",
    "scope-review",
    "peer-review",
    "ruling",
    "deploy-log",
    "retro",
  ] as const),
  ...(["01", "02", "03", "04", "05-security", "07", "08", "09"] as const).map(
    (stage) => `stage-${stage}` as const,
  ),
];

/**
 * A feature through nine stages: gates that code checks or writes, owners of areas, reviews of one
 * another.
 */
export const teamModule = workflow<BriefFacts>(chain, {
  request: "<feature>",
  ground: () => facts().GROUND,
  start: {
    flags: {
      track: {
        takes: "variant",
        value: "<track>",
        about: "Which stages run; without it quick, and a checkpoint offers all of them",
      },
      areas: {
        takes: "names",
        value: "<a,b>",
        about: "Areas that build, where no design says which",
        known: (settings) => Object.keys(areasOf(settings)),
        what: "areas of the settings",
      },
      deploy: {
        takes: "name",
        value: "<environment>",
        optional: true,
        alone: "asked",
        about: "Deploy after the sign-off; without a name to the environment of the settings",
      },
      ...ON,
      ...EVERY_RUN,
    },
    strict: true,
    large: "divides the work among owners of areas",
    defaults: { track: LEAST },
    resolves: () => (require("./finished.ts") as typeof import("./finished.ts")).resolves,
    tells: ({ options }) => ({
      does: "A brief, a design where it is needed, areas that are built by their owners and reviewed by one another, QA, and a sign-off",
      asks: "You decide at up to three checkpoints",
      ...(options.deploy !== undefined && {
        more: ["The last checkpoint asks before anything is deployed."],
      }),
      // See docs/benchmarks.md, "What a run asks of the model".
      measured: {
        session:
          "A feature over two areas, all stages, took 260 k tokens of agents, 400 k of the main thread",
        direct: "A feature over two areas, all stages, took 220 k tokens",
      },
    }),
    hint: ({ options: { finished } }) =>
      finished ? `Deploys what ${finished} has finished; no agent works.` : null,
    refuses(options, settings) {
      const why =
        options.deploy === undefined ? null : noDeployment(trackOf({ options }), settings);
      return why === null ? null : `--deploy: ${why}.`;
    },
  },
  settings: async () => (await import("./settings.ts")).TEAM_SETTINGS,
  artifacts: Object.fromEntries(
    KINDS.map((name) => [
      name,
      async () => (await import("./kinds/index.ts")).KINDS[name] as ArtifactKind,
    ]),
  ),
  addsFacts: (...of) => facts().addTeamFacts(...of),
  briefs: () => (require("./brief.ts") as typeof import("./brief.ts")).BRIEFS,
  checks: async () => (await import("./checks/index.ts")).CHECKS,
  questions: TEAM_WORDS,
  skipReasons: SKIP_REASONS,
  worktree,
  editRule,
  commands: (scene) => commands().ownCommands(scene),
  lasting: [CONTEXT, RETROSPECTIVE, LESSONS, TEST_REPORT],
  outlives: [LESSONS, LESSONS_DATA, ADRS, `${P}/earlier/`],
  outputs: (scene) =>
    (require("./table/outputs.ts") as typeof import("./table/outputs.ts")).outputs(scene),
  status: {
    own: (scene, next) => ({ stages: stagesOf(scene, next) }),
    parts: (own) => stageParts(own.stages as TeamView),
    instead: true,
  },
  report: {
    unasked: "checkpoints",
    facts: (scene, _final, note) => report().reportFacts(scene, note),
    caught: ({ run }) => declined().caughtBlockers(run),
    parts: (own) => ({ first: stageParts(own.stages as TeamView) }),
  },
});
