import * as z from "zod/mini";
import { readMarkdown, sectionsOf } from "../../markdown.ts";
import { textOf } from "../../sections.ts";
import type { summaryOf } from "../execute/publish.ts";
import { bullets, inline, newSections } from "./edit.ts";
import { telling } from "./files.ts";
import { checkPhase, planNumberOf, readHead, renderFrontMatter } from "./front-matter.ts";
import type { Problem } from "./model.ts";
import { plainNumber, planText } from "./numbers.ts";
import { namesList, ofPhase, type PlanPlace } from "./plan.ts";

/** `NN-MM-SUMMARY.md`. */

const keyFiles = z.object({ created: namesList, modified: namesList });
const fieldsOfSummary = z.object({
  ...ofPhase,
  "key-files": z.nullish(keyFiles),
  "key-decisions": z.catch(z.array(z.string()), []),
  "requirements-completed": z.catch(namesList, []),
  status: z.nullish(z.string()),
});

/** Commits, and files, that one names: each is looked for in git. */
const MOST_NAMES = 1_000;
const COMMIT = /`([0-9a-f]{7,40})`/g;
const PATH = /^[ \t]*[-*+][ \t]+(?:\*\*)?`([^`\n]+)`/;
/** The heading's own word decides: text below it, and below later ones, tells of tests that failed before, or had to. */
const SELF_CHECK = /^(?:self[- ]check|verification|quality check)/i;
const FAILED = /\bfail|✗|❌|\bincomplete\b|\bblocked\b/i;
const PASSED = /\bpass|✓|✅|\bcomplete\b/i;

/** What the text of a summary says. What cannot be read is in its problems. Pure. */
export function readSummaryText(source: string, { path, phase, file }: PlanPlace) {
  const problems: Problem[] = [];
  // The oldest ones have none: what they name stands in the text alone.
  const tell = telling(path, problems);
  const head = readHead(source, tell);
  const fields = head.fields(fieldsOfSummary);
  checkPhase(head, phase);
  const plan = planNumberOf(head, file.plan, /(\d{1,4}[A-Za-z]?)$/);
  const sections = sectionsOf(readMarkdown(head.body), 2);
  const under = (title: RegExp): string =>
    sections
      .filter((one) => title.test(one.title))
      .map(textOf)
      .join("\n");
  const listed = under(/^files\b/i)
    .split("\n")
    .flatMap((line) => PATH.exec(line)?.[1] ?? []);
  const { created = [], modified = [] } = fields?.["key-files"] ?? {};
  const commits = [
    ...new Set([...under(/^(?:task )?commits/i).matchAll(COMMIT)].map((one) => one[1]!)),
  ];
  const files = [...new Set([...created, ...modified, ...listed])].filter(
    (one) => !one.startsWith("deleted: "),
  );
  if (Math.max(commits.length, files.length) > MOST_NAMES)
    tell(
      null,
      `it names ${commits.length} commits and ${files.length} files; expected at most ${MOST_NAMES}`,
    );
  const checked = sections.flatMap(({ title }) => (SELF_CHECK.test(title) ? [title] : []));
  return {
    path,
    phase,
    plan,
    /** Hashes of commits that it names. */
    commits,
    /** Paths that it says were created or changed. */
    files,
    /** Ids of requirements that it says are done. */
    requirements: fields?.["requirements-completed"] ?? [],
    /** What was decided on the way. */
    decisions: fields?.["key-decisions"] ?? [],
    /** False: it says of itself that something is missing. */
    self_check: !checked.some((title) => FAILED.test(title)),
    /** Of some tasks nothing shows that they are done, or nothing says it of any. */
    unchecked: checked.some((title) => !PASSED.test(title)),
    /** How it ended, where that was before its end: `halted`, `blocked`. */
    halted: /^(?:halted|blocked)$/.exec(fields?.status ?? "")?.[0] ?? null,
    problems,
  };
}

/** What the run of a plan came to. */
export type NewSummary = ReturnType<typeof summaryOf>;

const orNone = (lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? ["None"] : lines;

/** A whole summary. Its self-check stands last: all behind that heading is read as a part of it. Pure. */
export function renderSummary(summary: NewSummary): string {
  const { folder, phase, plan, created, modified, deleted } = summary;
  const commits = summary.tasks.flatMap(({ name, commit, type }, at) =>
    commit === null
      ? []
      : [`${at + 1}. **Task ${at + 1}: ${inline(name)}** - \`${commit.slice(0, 12)}\` (${type})`],
  );
  const files = [
    ...created.map((path) => `- \`${path}\` - created`),
    ...modified.map((path) => `- \`${path}\` - changed`),
    ...deleted.map((path) => `- \`${path}\` - deleted`),
  ];
  return [
    renderFrontMatter({
      phase: folder,
      plan: planText(plan),
      "key-files": { created, modified },
      "requirements-completed": summary.requirements,
      completed: summary.date,
    }),
    `# Phase ${plainNumber(phase)} Plan ${planText(plan).replace(/^0+/, "")}: ${inline(summary.name)} Summary`,
    "",
    `**${inline(summary.one_liner)}**`,
    "",
    ...newSections(
      ["## Accomplishments", bullets(summary.provides)],
      ["## Task Commits", orNone(commits)],
      ["## Files Created/Modified", orNone(files)],
      // Nothing to think of later: whoever plans the next phase is given decisions and issues alone.
      ...(summary.red.length === 0
        ? []
        : [["## Tests Seen Failing First", bullets(summary.red)] as const]),
      ["## Decisions Made", bullets(summary.decisions)],
      ["## Deviations from Plan", bullets(summary.deviations)],
      ["## Issues Encountered", bullets(summary.issues)],
      ["## Next Phase Readiness", bullets(summary.concerns)],
      // What GSD's tool takes for a failure stands in neither.
      [
        `## Self-Check: ${summary.unchecked ? "UNCHECKED" : "PASSED"}`,
        [
          `Files and commits that this summary names are there.${summary.unchecked ? " Of some tasks no command shows that they are done: see the issues." : ""}`,
        ],
      ],
    ),
  ].join("\n");
}
