import type { Run } from "../../../engine/run.ts";
import { again, stop } from "../../contract/asks.ts";
import type { KitFacts } from "../../kit/facts.ts";
import { ownWords, stop as stopWords } from "../../words/words.ts";
import { check, checkpoint, inTurn, produce } from "../gates.ts";
import { agents, MAPPER, type Part, USUAL } from "../part.ts";
import { CODEBASE_MAP, WORK as WORK_FOLDER } from "../paths.ts";
import { factsOf, isSkipped } from "../recorded.ts";
import { GOES_ON } from "../routes/until-asked.ts";
import { CONFIG_GATES, CONFIG_WORDS, CONFIGURED, configGates } from "./config-questions.ts";
import {
  DRAFT,
  RESEARCH,
  RESEARCH_FIELDS,
  ROADMAP_DRAFT,
  roadmapLines,
  SURVEY,
  SYNTHESIS,
} from "./recorded.ts";

/** `new-project`: what the project is, how it is worked on, research, and its roadmap. */

const ROADMAPPER = "roadmapper";
const RESEARCHER = "project-researcher";

const isOpen = (run: Run): boolean => run.options[CONFIGURED] === undefined;
const surveyed = (run: Run) =>
  factsOf<{ git: boolean; code: boolean; foreign: boolean }>(run, SURVEY);

export const newProject: Part<KitFacts> = {
  start: {
    ...{ request: "[@doc.md | <what the project is>]", flags: GOES_ON, strict: true, bare: true },
    large: "plans them in phases",
    resolves: () => (require("./start.ts") as typeof import("./start.ts")).resolves,
  },
  gates: inTurn("new-project", [
    check({ key: SURVEY, title: "Look at the folder" }),
    ...configGates([SURVEY]),
    produce({
      key: "project-codebase",
      title: "Map the code base",
      after: CONFIG_GATES,
      when: "projectHasCode",
      who: { role: "pattern-mapper" },
    }),
    produce({
      key: "project-draft",
      title: "Describe the project",
      who: { role: ROADMAPPER },
      reads: [CODEBASE_MAP],
      writes: DRAFT,
      on: {
        done: "next",
        questions: {
          ask: "project-questions",
          auto: "answer",
          assumes: true,
          options: { answer: again },
        },
        // With --auto alone: what was assumed goes on record.
        assumed: { ask: "project-assumed", auto: "take", options: { take: { move: "next" } } },
      },
    }),
    produce({
      key: "project-research",
      title: "Research - {item}",
      each: { over: "projectFields" },
      when: "projectResearch",
      who: { role: RESEARCHER },
      reads: [DRAFT, CODEBASE_MAP],
      writes: `${WORK_FOLDER}/project-research-{item}.json`,
    }),
    produce({
      key: "project-synthesis",
      title: "Summarize the research",
      when: "projectResearch",
      who: { role: "research-synthesizer" },
      reads: [DRAFT, RESEARCH],
    }),
    produce({
      key: "project-roadmap",
      title: "Draft the roadmap",
      who: { role: ROADMAPPER },
      reads: [DRAFT, SYNTHESIS, CODEBASE_MAP],
      writes: ROADMAP_DRAFT,
    }),
    checkpoint(
      { key: "project-approval", title: "Approve the roadmap" },
      {
        auto: "approve",
        passes: { when: "projectYolo", option: "approve" },
        options: {
          approve: { move: "next" },
          revise: { move: { redo: "project-roadmap" }, reason: true },
          stop,
        },
      },
    ),
    check({ key: "project-publish", title: "Write .planning" }),
  ]),
  back: { requirements: "project-draft", planning: "project-roadmap" },
  ...agents(
    {
      [ROADMAPPER]: { model: "opus", tool_calls: 120, minutes: 30, tokens: 3_000_000 },
      [RESEARCHER]: USUAL,
      "research-synthesizer": { model: "sonnet", tool_calls: 60, minutes: 20, tokens: 2_000_000 },
    },
    MAPPER,
  ),
  rules: {
    projectOpen: isOpen,
    projectGitOpen: (run) => surveyed(run).git === true && isOpen(run),
    projectHasCode: (run) => surveyed(run).code === true,
    projectResearch: (run) => !isSkipped(run.settings, "research"),
    // What was done before, and that files move, is the person's to say.
    projectYolo: (run) => run.options.mode === "yolo" && surveyed(run).foreign !== true,
  },
  selectors: { projectFields: () => RESEARCH_FIELDS.map((item) => ({ item, role: RESEARCHER })) },
  artifacts: {
    "project-draft": async () => (await import("./kinds.ts")).projectKind,
    "project-roadmap": async () => (await import("./kinds.ts")).roadmapKind,
    "project-research": async () => (await import("./prose.ts")).researchKind,
    "project-synthesis": async () => (await import("./prose.ts")).synthesisKind,
    "project-codebase": async () => (await import("./prose.ts")).codebaseKind,
  },
  briefs: () => (require("./brief.ts") as typeof import("./brief.ts")).BRIEFS,
  checks: async () => ({
    "project-survey": (await import("./survey.ts")).survey,
    "project-publish": (await import("./publish.ts")).publish,
  }),
  questions: {
    ...CONFIG_WORDS,
    "project-questions": ownWords("Project"),
    "project-assumed": {
      header: "Assumed",
      title: () => "Are these assumptions about the project right?",
      options: { take: { label: "Continue", description: "They are right" } },
    },
    "project-approval": {
      header: "Roadmap",
      title: () => "Is this the roadmap?",
      lines: roadmapLines,
      options: {
        approve: { label: "Approve", description: "It is written to .planning/" },
        revise: { label: "Change", description: "Say what; the roadmap is rewritten" },
        stop: stopWords,
      },
    },
  },
  skipReasons: {
    projectOpen: "it is already settled",
    projectGitOpen: "it is settled or there is no git",
    projectHasCode: "there is no code to map",
    projectResearch: "the settings skip research",
    projectYolo: "the mode is yolo",
  },
};
