/** What a role of the team workflow has handed in: its artifact with the documents beside it, checked against the run. */
import { join } from "node:path";
import * as z from "zod/mini";
import { openWarnings, type Run, type Task } from "../../engine/run.ts";
import { type ChangedFile, changedFiles } from "../../project/changes.ts";
import { filesIn, type Project, treeStore } from "../../project/project.ts";
import { handedText } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import { getObject } from "../../store/objects.ts";
import { readArtifact } from "../../store/small-file.ts";
import type { ArtifactKind, Checked } from "../contract.ts";
import { stamp } from "../fields.ts";
import { nothing } from "../review/check.ts";
import { areasOf, changedAreas } from "./areas.ts";
import type { PipelineBriefFacts } from "./brief/facts.ts";
import { PIPELINE_DOCUMENTS, PIPELINE_FORMS } from "./brief/forms.ts";
import { PIPELINE_RULES } from "./brief/rules.ts";
import { type Brief, parseBrief } from "./documents/brief.ts";
import { parseNotes } from "./documents/design-notes.ts";
import type { PipelineContext, PipelineFacts } from "./facts.ts";
import { areaTrees, inAreaOf, isTestOf, workFolder } from "./ownership.ts";
import { reviewsOf } from "./peer-review/tally.ts";
import type { TeamFacts } from "./recorded.ts";
import { openQuestions } from "./rules.ts";
import { JSON_KINDS, PIPELINE_CHECKS, type PipelineKind } from "./stages/kinds.ts";

/** Most entries of a list that one line of the journal takes. */
const MOST = 60;
const LONGEST = 400;

/** A document of the project as text; null where there is no regular file of that name. */
export function documentText(root: string, path: string): string | null {
  const file = readArtifact(join(root, path));
  return file.ok ? new TextDecoder().decode(file.bytes) : null;
}

/** The brief that the run has accepted; null before that, and on tracks without one. */
export function briefOf(project: Project, run: Run): Brief | null {
  const text = handedText(project, run, "pipeline/brief.md");
  return text === null ? null : parseBrief(text).brief;
}

/** Notes of the areas' owners on the design, from what was accepted. */
export const notesOf = (project: Project, run: Run): { role: string; notes: string[] }[] =>
  run.tasks
    .filter((task) => task.schema === "design-notes" && task.artifact !== null && !task.void)
    .map((task) => {
      const bytes = getObject(project.task, task.artifact!);
      const text = bytes === null ? "" : new TextDecoder().decode(bytes);
      return { role: task.who.role ?? task.who.agent, notes: parseNotes(text).notes };
    });

function documentContext(project: Project, run: Run, task: Task, changed: ChangedFile[] | null): PipelineContext {
  const work = workFolder(project, run, task);
  return {
    task: task.id,
    role: task.who.role ?? task.who.agent,
    item: task.item,
    track: run.options.track ?? "full",
    areas: areasOf(run.settings),
    inArea: inAreaOf(run),
    isTest: isTestOf(run),
    // Its own documents lie in the project; what it builds where it works.
    document: (path) => documentText(path.startsWith("pipeline/") ? project.root : work, path),
    list: (folder) => filesIn(join(project.root, folder)),
    changed,
    brief: briefOf(project, run),
    notes: notesOf(project, run),
    openQuestions: openQuestions(run).map((one) => one.text),
    warnings: openWarnings(run).map(({ id, text }) => ({ id, text })),
    reviews: task.schema === "peer-review" ? reviewsOf(run, task) : [],
    maxCriteria: run.settings.max_criteria,
    maxLessons: run.settings.team?.lessons?.promote ?? 3,
  };
}

/** What a role's artifact says, with the documents that it wrote beside it. @throws TreeUnreadable */
function check(
  kind: PipelineKind,
  value: unknown,
  { project, run }: Scene,
  task: Task,
  subject: string | null,
): Checked {
  const changed = changedBy(project, task, subject);
  const input = typeof value === "string" ? { text: value } : { text: "", data: value };
  const { facts, ...checked } = PIPELINE_CHECKS[kind](input, documentContext(project, run, task, changed));
  return {
    ...nothing,
    ...checked,
    claims: 1 + (facts.sections?.length ?? 0),
    reason: facts.blockers?.join("; ") ?? null,
    facts: factsOf(project, run, task, subject, facts),
  };
}

/** A kind of artifact that a role writes, as every workflow has it. */
export const artifactKind = (kind: PipelineKind): ArtifactKind<unknown, PipelineBriefFacts> => ({
  ...((JSON_KINDS as readonly string[]).includes(kind) ? { schema: z.looseObject(stamp) } : {}),
  form: (facts) => PIPELINE_FORMS[kind]!(facts),
  documents: (facts) => PIPELINE_DOCUMENTS[kind]?.(facts) ?? [],
  rules: (facts) => PIPELINE_RULES[kind]!(facts),
  check: (value, scene, task, subject) => check(kind, value, scene, task, subject),
});

/** What the task has changed in the part that it works on; null for a task that changes nothing. */
const changedBy = (project: Project, task: Task, subject: string | null): ChangedFile[] | null =>
  task.edits === null || task.base === null || subject === null
    ? null
    : changedFiles(project.root, task.base, subject, treeStore(project));

const clipList = (lines: readonly string[] | undefined): string[] | undefined =>
  lines?.slice(0, MOST).map((line) => (line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line));

/** Kinds whose verdict is about the areas as they were. */
const REVIEWS = new Set(["peer-review", "stage-05-security"]);

/** What the run keeps of it: bounded, because it stands in one line of the journal. */
function factsOf(project: Project, run: Run, task: Task, subject: string | null, said: PipelineFacts): TeamFacts {
  const trees = subject !== null && !subject.startsWith("file:") ? areaTrees(project, run, subject) : null;
  const seen = task.dispatch?.subject ?? null;
  const before =
    task.schema === "peer-review" && seen !== null && seen !== subject ? areaTrees(project, run, seen) : trees;
  const counts = {
    ...(said.criteria === undefined ? {} : { criteria: said.criteria }),
    ...(said.adrs === undefined ? {} : { adrs: said.adrs }),
    ...(said.tests ? { tests_total: said.tests.total, tests_passed: said.tests.passed } : {}),
    ...(said.lessons ? { lessons: said.lessons.length } : {}),
  };
  const flags = {
    ...(said.criteriaMet === undefined ? {} : { all_criteria_met: said.criteriaMet }),
    ...(said.oneToOne === undefined ? {} : { one_to_one: said.oneToOne }),
  };
  const facts: TeamFacts = {
    status: said.status,
    blockers: clipList([...(said.blockers ?? []), ...(said.reasons ?? [])]),
    warnings: clipList(said.warnings),
    closed: said.closed?.slice(0, MOST),
    questions: clipList(said.questions),
    answered: said.answered?.slice(0, MOST),
    areas: task.edits === "tests" ? undefined : said.areas,
    owners: ownersIn(run, task, said),
    files: clipList(said.files),
    trees: task.edits !== null || REVIEWS.has(task.schema) ? (trees ?? undefined) : undefined,
    sections: said.sections?.map((one) => ({
      area: one.area,
      verdict: one.verdict,
      blockers: clipList(one.blockers) ?? [],
      escalation: one.escalation,
      // Of what was there when the review began: whatever changed since was not looked at.
      tree: before?.[one.area] ?? "",
    })),
    rules: said.conditions,
    counts: Object.keys(counts).length > 0 ? counts : undefined,
    flags: Object.keys(flags).length > 0 ? flags : undefined,
    note: said.ruling?.instruction.slice(0, 400) ?? said.answered?.[0]?.answer.slice(0, 80),
  };
  return JSON.parse(JSON.stringify(facts)) as TeamFacts;
}

/** Whose part has to be mended: named by a ruling, or by the files that a veto speaks of. */
function ownersIn(run: Run, task: Task, said: PipelineFacts): string[] | undefined {
  if (task.schema === "ruling") return said.areas;
  if (task.schema !== "stage-05-security") return undefined;
  const inArea = inAreaOf(run);
  const words = (said.blockers ?? []).flatMap((line) => line.split(/[\s,;:()'"`]+/));
  const named = Object.keys(areasOf(run.settings)).filter((area) =>
    words.some((word) => word.includes("/") && inArea(word, area)),
  );
  return named.length > 0 ? named : changedAreas(run);
}
