import * as z from "zod/mini";
import type { summaryOf } from "../../execute/publish.ts";
import { bullets, inline, newSections } from "../edit.ts";
import { telling } from "../files.ts";
import { checkPhase, planNumberOf, readHead, renderFrontMatter } from "../front-matter.ts";
import type { Problem } from "../model.ts";
import { plainNumber, planText } from "../numbers.ts";
import { namesList, ofPhase, type PlanPlace } from "./plan.ts";

/** `NN-MM-SUMMARY.md`: its front matter is the summary, and its body shows that to people. */

const texts = z.catch(z.array(z.string()), []);
const names = z.catch(namesList, []);
const fieldsOfSummary = z.object({
  ...ofPhase,
  "self-check": z.catch(z.enum(["passed", "unchecked", "unknown"]), "unknown"),
  commits: z.catch(z.array(z.string()).check(z.maxLength(1_000)), []),
  "key-files": z.catch(z.object({ created: names, modified: names, deleted: names }), {
    ...{ created: [], modified: [], deleted: [] },
  }),
  "key-decisions": texts,
});
const NOTHING = fieldsOfSummary.parse({});

/** What the front matter of a summary says. What cannot be read is in its problems. Pure. */
export function readSummaryText(source: string, { path, phase, file }: PlanPlace) {
  const problems: Problem[] = [];
  const head = readHead(source, telling(path, problems));
  const fields = head.fields(fieldsOfSummary) ?? NOTHING;
  checkPhase(head, phase);
  const { created, modified, deleted } = fields["key-files"];
  return {
    path,
    phase,
    plan: planNumberOf(head, file.plan, /(\d{1,4}[A-Za-z]?)$/),
    /** Hashes of the commits of its tasks. */
    commits: [...new Set(fields.commits)],
    /** Paths that its tasks created, changed or deleted. */
    files: [...new Set([...created, ...modified, ...deleted])],
    /** What was decided on the way. */
    decisions: fields["key-decisions"],
    /**
     * Whether commands have shown all of its tasks to be done. `unknown`: this program has not
     * written it, or not in this form.
     */
    self_check: fields["self-check"],
    problems,
  };
}

/** What the run of a plan came to. */
export type NewSummary = ReturnType<typeof summaryOf>;

const orNone = (lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? ["None"] : lines;

/** A whole summary. Pure. */
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
      "self-check": summary.unchecked ? "unchecked" : "passed",
      commits: summary.tasks.flatMap(({ commit }) => commit?.slice(0, 12) ?? []),
      "key-files": { created, modified, deleted },
      "requirements-completed": summary.requirements,
      "key-decisions": summary.decisions.map(inline),
      issues: summary.issues.map(inline),
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
      [
        `## Self-Check: ${summary.unchecked ? "UNCHECKED" : "PASSED"}`,
        [
          `Files and commits that this summary names are there.${summary.unchecked ? " Of some tasks no command shows that they are done: see the issues." : ""}`,
        ],
      ],
    ),
  ].join("\n");
}
