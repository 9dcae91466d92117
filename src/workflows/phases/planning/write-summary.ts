import { fold } from "../../../text.ts";
import { renderFrontMatter } from "./front-matter.ts";
import type { PhaseNumber } from "./model.ts";
import { plainNumber } from "./numbers.ts";
import { bullets, inline } from "./prose.ts";

/** Writing of `NN-MM-SUMMARY.md`. Pure. */

/** What a plan had not foreseen, and was done. */
interface Deviation {
  /** In a few words. */
  title: string;
  found: string;
  done: string;
  files: string[];
  /** Hash of the commit with it; null: it has none of its own. */
  commit: string | null;
}

export interface NewSummary {
  /** Name of the phase's folder, such as `02-search`. */
  folder: string;
  phase: PhaseNumber;
  /** From 1. */
  plan: number;
  /** Name of the phase. */
  name: string;
  /** What part of the project it is about, in a word or two. */
  subsystem: string;
  tags: string[];
  /** What was made, in one sentence. */
  one_liner: string;
  /** What later plans can build on. */
  provides: string[];
  created: string[];
  modified: string[];
  decisions: string[];
  /** Ids of requirements that are met now. */
  requirements: string[];
  minutes: number;
  /** `2026-01-31`. */
  date: string;
  /** `type`: of the commit, such as `feat`; `commit`: its hash; null: there is no git. */
  tasks: { name: string; commit: string | null; type: string }[];
  /** Tests that were seen failing before the work, and passing with it. */
  red: string[];
  deviations: Deviation[];
  issues: string[];
  /** What the person has to do by hand. */
  setup: string[];
  /** What the next phase should know or mind. */
  concerns: string[];
  /** What the program found missing; none: all that it names is there. */
  missing: string[];
}

const files = (paths: readonly string[], what: string): string[] => paths.map((path) => `- \`${path}\` - ${what}`);

/** A whole summary. Its self-check stands last: GSD's tool reads all behind that heading as a part of it. */
export function renderSummary(summary: NewSummary): string {
  const { folder, phase, plan, tasks, deviations, missing } = summary;
  const list = (title: string, lines: readonly string[], none?: string): string[] => [
    `## ${title}`,
    "",
    ...bullets(lines, none),
    "",
  ];
  const commits = tasks.flatMap(({ name, commit, type }, at) =>
    commit === null ? [] : [`${at + 1}. **Task ${at + 1}: ${inline(name)}** - \`${commit.slice(0, 12)}\` (${type})`],
  );
  const changed = [...files(summary.created, "created"), ...files(summary.modified, "changed")];
  return [
    renderFrontMatter({
      phase: folder,
      plan: String(plan).padStart(2, "0"),
      subsystem: fold(summary.subsystem),
      tags: summary.tags,
      provides: summary.provides.map(fold),
      "key-files": { created: summary.created, modified: summary.modified },
      "key-decisions": summary.decisions.map(fold),
      "requirements-completed": summary.requirements,
      duration: `${summary.minutes}min`,
      completed: summary.date,
    }),
    `# Phase ${plainNumber(phase)} Plan ${plan}: ${inline(summary.name)} Summary`,
    "",
    `**${inline(summary.one_liner)}**`,
    "",
    "## Performance",
    "",
    `- **Duration:** ${summary.minutes} min`,
    `- **Tasks:** ${tasks.length}`,
    `- **Files modified:** ${new Set([...summary.created, ...summary.modified]).size}`,
    "",
    ...list("Accomplishments", summary.provides),
    "## Task Commits",
    "",
    ...(commits.length === 0 ? ["None"] : commits),
    "",
    "## Files Created/Modified",
    "",
    ...(changed.length === 0 ? ["None"] : changed),
    "",
    // Nothing to think of later: whoever plans the next phase is given decisions and issues alone.
    ...(summary.red.length === 0 ? [] : list("Tests Seen Failing First", summary.red)),
    ...list("Decisions Made", summary.decisions),
    "## Deviations from Plan",
    "",
    ...(deviations.length === 0 ? ["None", ""] : deviations.flatMap(deviationLines)),
    ...list("Issues Encountered", summary.issues),
    ...list("User Setup Required", summary.setup),
    ...list("Next Phase Readiness", summary.concerns),
    `## Self-Check: ${missing.length === 0 ? "PASSED" : "FAILED"}`,
    "",
    ...bullets(missing, "Files and commits that this summary names are there."),
    "",
  ].join("\n");
}

const deviationLines = ({ title, found, done, files, commit }: Deviation, at: number): string[] => [
  `**${at + 1}. ${inline(title)}**`,
  "",
  `- **Issue:** ${inline(found)}`,
  `- **Fix:** ${inline(done)}`,
  ...(files.length === 0 ? [] : [`- **Files modified:** ${files.map((path) => `\`${path}\``).join(", ")}`]),
  ...(commit === null ? [] : [`- **Committed in:** \`${commit.slice(0, 12)}\``]),
  "",
];
