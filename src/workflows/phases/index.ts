import { isLive } from "../../engine/run.ts";
import { given } from "../../text.ts";
import {
  EVERY_RUN,
  linesPart,
  type StartCommand,
  type WorkflowModule,
} from "../contract/contract.ts";
import { execution } from "../execute/index.ts";
import { fixedGround } from "../kit/ground.ts";
import { announced } from "./announced.ts";
import { PLANNING } from "./paths.ts";
import { GOES_ON, hintOf, REMAINING, UNTIL_ASKED } from "./routes/until-asked.ts";
import type { Standing } from "./state/state.ts";
import { WORDS } from "./words.ts";
import { merged, PARTS, partOf, phases } from "./workflow.ts";

const all = Object.values(PARTS);

const standing = () => require("./state/state.ts") as typeof import("./state/state.ts");

const summary = () => require("../execute/summary.ts") as typeof import("../execute/summary.ts");

const kit = () => require("../kit/facts.ts") as typeof import("../kit/facts.ts");
const noGround = () => fixedGround([]);

const start = () => require("./routes/start.ts") as typeof import("./routes/start.ts");

const ends = () => require("./state/ends.ts") as typeof import("./state/ends.ts");
const report = () => require("./report.ts") as typeof import("./report.ts");

/** A start of each command also says why `next` has chosen it, and whether it is the last. */
const starting = (command: StartCommand, isTyped: boolean): StartCommand => ({
  ...command,
  tells: () => announced(command.entry),
  hint: hintOf,
  resolves: () => start().starting(command.resolves!(), isTyped),
});
/** Starts the command that comes next by what `.planning` says. Its entry is any of them. */
const next: StartCommand = {
  entry: "plan-phase",
  request: "",
  flags: { ...EVERY_RUN, ...GOES_ON },
  strict: false,
  bare: true,
  resolves: () => start().resolves,
};
/** As verify-work without a phase. */
const everyPhase: StartCommand = {
  ...{ entry: "verify-work", request: "", flags: EVERY_RUN, strict: true, bare: true },
  resolves: () => (root, request) => start().requestedMilestone(root, request),
};
const typed = Object.entries(PARTS).map(([entry, { start: command }]) => {
  const flags = { ...EVERY_RUN, ...command.flags };
  return [entry, starting({ entry, strict: false, ...command, flags }, true)];
});

/**
 * A project in phases, a command for each step: what lasts stands in `.planning/`, in the formats
 * of GSD.
 */
export const phasesModule: WorkflowModule = {
  workflow: phases,
  starts: {
    ...Object.fromEntries(typed),
    "audit-milestone": starting(everyPhase, true),
    next: starting(next, false),
  },
  follows(root, run) {
    if (run.options[REMAINING] !== undefined) return start().nextToVerify(root, run);
    return run.options[UNTIL_ASKED] === undefined ? null : start().nextOf(root, run);
  },
  onward: ({ root }) => standing().onwardOf(root),
  settings: async () => ({
    ...(await execution.settings()),
    ...(await import("./settings.ts")).PHASES_SETTINGS,
  }),
  artifacts: merged((part) => part.artifacts) as WorkflowModule["artifacts"],
  briefFacts: (scene, task, dispatched) => {
    const { facts, ground = noGround } = partOf(scene.run.entry);
    return facts
      ? facts(scene, task, dispatched)
      : kit().kitFacts(ground(), scene, task, dispatched);
  },
  get briefs() {
    return Object.assign({}, ...all.map((part) => part.briefs?.()));
  },
  checks: async () =>
    (await import("./state/ends.ts")).withEnds(
      Object.assign({}, ...(await Promise.all(all.map((part) => part.checks())))),
    ),
  questions: { ...WORDS, ...merged((part) => part.questions) },
  skipReasons: merged((part) => part.skipReasons),
  branches: (root) => ends().branches(root),
  worktree: execution.worktree,
  editRule: execution.editRule,
  verbs: {
    roadmap: {
      summary: "The phases of a planned project and its next command",
      act: () =>
        (require("./routes/roadmap-verb.ts") as typeof import("./routes/roadmap-verb.ts")).act,
    },
  },
  // What lasts longer than a run is no file of it.
  outlives: [`${PLANNING}/`],
  outputs: (scene) => (isLive(scene.run) ? { files: [], problems: [] } : ends().outputs(scene)),
  commands: ({ run }) => partOf(run.entry).commands?.(run) ?? [],
  status: {
    own({ project, run }) {
      const { openLines, tasksLine } = summary();
      return {
        project: standing().standingOf(project.root),
        shown: tasksLine(run),
        open: openLines(run),
      };
    },
    parts({ project, shown, open, status }) {
      const isOpen = ["running", "waiting_for_user"].includes(String(status));
      const tasks = [
        ...given(Boolean(shown), String(shown)),
        ...summary().firstOpen(open as string[]),
      ];
      const own = project === null ? [] : [standing().standingPart(project as Standing, isOpen)];
      return [linesPart(tasks), ...own];
    },
  },
  parked: (scene) => ends().parked(scene),
  overtaken: (scene) =>
    (require("./routes/overtaken.ts") as typeof import("./routes/overtaken.ts")).overtaken(scene),
  notes: (ended) =>
    (
      require("./planning/documents/quick.ts") as typeof import("./planning/documents/quick.ts")
    ).noteQuickTask(ended),
  standing(root) {
    const one = standing().standingOf(root);
    return one === null ? null : standing().standingPart(one, false);
  },
  report: {
    unasked: "the plans",
    facts: (...of) => report().reportFacts(...of),
    caught: (scene) =>
      (
        require("../review/findings/caught.ts") as typeof import("../review/findings/caught.ts")
      ).caughtFindings(scene),
    parts: (own) => report().reportParts(own),
  },
};
