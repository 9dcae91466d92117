import { AUTO_FLAG, type WorkflowModule } from "../contract.ts";
import { areasOf } from "./areas.ts";
import { artifactKind } from "./artifact.ts";
import { BRIEFS, briefFacts } from "./brief/brief.ts";
import type { PipelineBriefFacts } from "./brief/facts.ts";
import { CHECKS } from "./checks/index.ts";
import { featureOf } from "./feature.ts";
import { editRule, worktree } from "./ownership.ts";
import { outputs } from "./stages/files.ts";
import { PIPELINE_CHECKS, type PipelineKind } from "./stages/kinds.ts";
import { TRACK } from "./track.ts";
import { VIEWS } from "./views.ts";
import { SKIP_REASONS } from "./words/notes.ts";
import { TEAM_WORDS } from "./words/questions.ts";
import { reportFacts, reportLines } from "./words/report.ts";
import { statusTable, type TeamView, teamView } from "./words/status.ts";
import { team } from "./workflow.ts";

/** A feature through nine stages: gates that code checks or writes, owners of areas, reviews of one another. */
export const teamModule: WorkflowModule<PipelineBriefFacts> = {
  workflow: team,
  starts: {
    team: {
      entry: "start",
      request: "<feature>",
      flags: {
        track: {
          takes: "variant",
          value: "<track>",
          about: "Which stages the run has; else proposed from the request",
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
          alone: "asked",
          about: "Deploy after the sign-off; without a name to the environment of the settings",
        },
        auto: AUTO_FLAG,
      },
      strict: true,
      chooses: TRACK,
      implies: { track: { quick: { approvals: "1" } } },
    },
  },
  settings: async () => (await import("./settings.ts")).TEAM_SETTINGS,
  artifacts: Object.fromEntries(
    (Object.keys(PIPELINE_CHECKS) as PipelineKind[]).map((name) => [name, async () => artifactKind(name)]),
  ),
  briefFacts,
  briefs: BRIEFS,
  checks: CHECKS,
  questions: TEAM_WORDS,
  skipReasons: SKIP_REASONS,
  worktree,
  editRule,
  // Of what the program keeps, and of folders that outlive a run.
  lasting: ["pipeline/context.md", "pipeline/retrospective.md", "pipeline/lessons-learned.md"],
  outputs,
  status: {
    own: ({ project, run }, next) => ({ stages: teamView(run, { feature: featureOf(project, run), next }) }),
    lines(own, head, layout) {
      const stages = own.stages as TeamView;
      return [statusTable(stages, layout), [`${head} · track ${stages.track}`]];
    },
  },
  report: { unasked: "checkpoints", facts: reportFacts, lines: reportLines, maxLines: 100 },
  checkup: async (input, settings) => (await import("./checkup.ts")).teamCheckup(input, settings),
  views: VIEWS,
};
