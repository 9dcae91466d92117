import { fence, oneLine } from "../../../text.ts";
import type { PipelineBriefFacts } from "./facts.ts";

type Facts = PipelineBriefFacts;

const place = ({ workdir, project }: Facts): string =>
  workdir === null
    ? ` Work in ${project}.`
    : ` Work in ${workdir}, a checkout of your own, and change nothing elsewhere; only what the forms below name is written under ${project}/pipeline.`;
const tree = ({ workdir }: Facts): string =>
  workdir === null ? "" : ` The code that you judge stands in ${workdir}; leave it as it was.`;
const reviewed = ({ reviews }: Facts): string => reviews.join(", ");

/** What to do now, per kind of brief of the workflow; the agent's own file says how. */
export const PIPELINE_WORK: Record<string, (facts: Facts) => string> = {
  "team-brief": () => "Write the feature brief for the request.",
  design: () =>
    "Draft the design that meets every criterion of pipeline/brief.md. The owners of all areas annotate it before it is approved.",
  notes: ({ role, item }) =>
    `The design is a draft. Annotate it as ${role}, for the area ${item}: what has to change before your area can build it.`,
  answers: () =>
    "The owners have annotated your design (below). Answer each note, work what you take into the design, write the ADRs, and approve it.",
  scope: () => "Confirm that the approved design fits the brief: nothing missing, nothing beyond.",
  "design-fix": () =>
    "The design has to change: below stands what was decided or found wrong. Mend the design, the ADRs and your answers, and approve it again.",
  clarify: () =>
    "Answer each open question (below) before the work goes on. Change pipeline/brief.md only if an answer changes what a criterion demands.",
  build: (facts) =>
    `Build what design and ADRs give the area ${facts.item}, try it, and run the tests. Other owners build theirs at the same time: rely on the contracts of the design.${place(facts)}`,
  "fix-merge": (facts) =>
    `What you built for the area ${facts.item} does not merge with the work of others: see Conflicts. Change yours so that what both sides meant holds, and run the tests.${place(facts)}`,
  "fix-checks": (facts) =>
    `The program's checks before the reviews failed in the area ${facts.item} (below). Mend the cause of each failure, and nothing else, and run them again.${place(facts)}`,
  "fix-security": (facts) =>
    `The security review holds the change back (below). Close each way in through the area ${facts.item}, wherever the same cause stands there, and run the tests.${place(facts)}`,
  "fix-review": (facts) =>
    `Reviewers asked for changes in the area ${facts.item}, or a ruling says what has to change (below). Mend the cause of each entry, and nothing else, and run the tests.${place(facts)}`,
  "fix-team-tests": (facts) =>
    `Tests, lint or types that the program ran fail in the area ${facts.item} (below). Find out why and mend the cause; the tests stay as they are. Run them again.${place(facts)}`,
  security: (facts) => `Review the change for what an attacker could do with it.${tree(facts)}`,
  "peer-review": (facts) =>
    `Review the work of other owners: ${reviewed(facts)}. Read pipeline/brief.md, pipeline/design-spec.md and every ADR in pipeline/adr/, then the changed files. Each area gets a verdict of its own.${tree(facts)}`,
  ruling: () =>
    "A contradiction needs your ruling (below). Where the person has decided, carry that out; else decide by brief and design. Write the ADR, mend the design wherever it says otherwise, and say which owner changes what.",
  qa: (facts) => `Show for each criterion, by a test of its own, whether it is met, and run all tests.${place(facts)}`,
  signoff: () =>
    "Decide whether the feature is what the brief asked for, by pipeline/test-report.md and the tests that it names.",
  summary: () =>
    "The feature is deployed: pipeline/gates/stage-08.json says how. Write the summary for the people who asked for it.",
  retro: () =>
    "The feature is through. Look back at your own tasks of this run: the files under pipeline/ say what came of them. Write what others can learn from, and nothing where there is nothing.",
  lessons: () =>
    "All roles have looked back: pipeline/retrospective.md. Promote what later runs of this project should know, and reinforce the lessons below that this run has proved again.",
};

/** What to do where the same task was done before in this run; kinds that are left out say the same again. */
export const PIPELINE_AGAIN: Record<string, (facts: Facts) => string> = {
  "team-brief": () =>
    "The brief has to change: below stands what was decided or found wrong. Work in that and nothing else; criteria that stay keep their number, and an open question that has its answer is left out.",
  design: () =>
    "The design has to change: below stands what was decided or found wrong. Make it a draft again with that worked in; all else stays. The owners annotate it once more.",
  scope: () =>
    "The design was changed since you looked. Confirm that it fits the brief now: each of your earlier reasons (below), then what the change brought.",
  security: (facts) =>
    `You held this change back, or it was changed since you approved it. Review it again: first each of your blockers (below) in the code as it is now, then what the change opened.${tree(facts)}`,
  "peer-review": (facts) =>
    `What you reviewed was changed since: ${reviewed(facts)}. Read what changed, first for each blocker below, then for what the change broke; your earlier verdict no longer counts.${tree(facts)}`,
  qa: (facts) =>
    `Tests, their lint and types, or the report do not hold yet (below). Read what changed, mend what is yours, run all tests and write the report anew.${place(facts)}`,
};

/** Files that every brief names first, as one line. */
export const readFirst = (project: string): string =>
  `Read first, where they exist: ${project}/AGENTS.md, ${project}/CLAUDE.md, ${project}/pipeline/context.md.`;

/** A part of a brief: what code, people or other roles said that this task needs. */
export interface Material {
  title: string;
  body: string;
}

const bullets = (lines: string[]): string => lines.map((line) => `- ${oneLine(line)}`).join("\n");
const code = (globs: readonly string[]): string => globs.map((glob) => `\`${oneLine(glob)}\``).join(", ");

function noted(notes: Facts["notes"]): string {
  const roles = [...new Set(notes.map(({ role }) => role))];
  const own = (role: string) => notes.filter((one) => one.role === role);
  const each = (role: string) => own(role).map(({ note }, index) => `- ${role} ${index + 1}: ${oneLine(note)}`);
  return roles.flatMap(each).join("\n");
}

/** Titles of what a kind of brief does not need, though code knows it. */
const LEFT_OUT: Record<string, readonly string[]> = {
  "team-brief": ["Areas"],
  scope: ["Areas"],
  clarify: ["Areas", "Acceptance criteria"],
  signoff: ["Areas"],
  summary: ["Areas"],
  retro: ["Areas", "Acceptance criteria", "Components of the design", "Changed files"],
  lessons: ["Areas", "Acceptance criteria", "Components of the design", "Changed files"],
};

/** What a brief of this kind tells beside the request and the diff; parts without content are left out. */
export function pipelineMaterial(brief: string, facts: Facts): Material[] {
  const areas = Object.entries(facts.areas).map(([name, globs]) => `- ${name}: ${code(globs)}`);
  const criteria = facts.criteria.map(({ number, text }) => `${number}. ${oneLine(text)}`);
  const components = facts.components.map(
    (one) =>
      `- ${oneLine(one.component)}: ${one.area}; criteria ${one.criteria.join(", ") || "none"}; ${code(one.paths)}`,
  );
  const tests = facts.tests.map(({ command, state, failed, lines }) => {
    const names = failed.map((name) => JSON.stringify(oneLine(name))).join(", ");
    // What it printed says more than the names, where it did not pass.
    const printed = state === "passed" || lines.length === 0 ? "" : `\n${fence(lines.join("\n"))}`;
    return `- \`${oneLine(command)}\`: ${state}${names === "" ? "" : `; failed: ${names}`}${printed}`;
  });
  const parts: [title: string, body: string][] = [
    ["Decided by the person", facts.decision === null ? "" : fence(facts.decision)],
    ["Acceptance criteria", criteria.join("\n")],
    ["Areas", areas.join("\n")],
    ["Components of the design", components.join("\n")],
    ["Open questions", bullets(facts.openQuestions)],
    ["Open warnings", bullets(facts.warnings.map(({ id, text }) => `${id}: ${text}`))],
    ["Notes of the owners", facts.notes.length === 0 ? "" : fence(noted(facts.notes))],
    ["What has to be mended", facts.blockers.map(({ by, text }) => `From ${by}:\n${fence(text)}`).join("\n")],
    ["Conflicts", bullets(facts.conflicts.map(({ path, against }) => `${path}: also changed by ${against}`))],
    ["Tests, run by the program", tests.join("\n")],
    ["Changed files", bullets(facts.files)],
    ["Lessons of earlier runs", bullets(facts.lessons)],
  ];
  const left = LEFT_OUT[brief] ?? [];
  return parts.flatMap(([title, body]) => (body === "" || left.includes(title) ? [] : [{ title, body }]));
}
