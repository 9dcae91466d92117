/** What a role of the team workflow has handed in: its artifact with the documents beside it, checked against the run. */
import { join } from "node:path";
import type { ArtifactFacts } from "../../engine/commands.ts";
import { openWarnings, type Run, type Task } from "../../engine/run.ts";
import { type ChangedFile, changedFiles, TreeUnreadable } from "../../project/changes.ts";
import { filesIn, type Project } from "../../project/project.ts";
import { handedText } from "../../record/accepted.ts";
import { frozenProblems } from "../../record/frozen.ts";
import { treeStore } from "../../record/subject.ts";
import { sha256 } from "../../store/journal.ts";
import { getObject, putObject } from "../../store/objects.ts";
import { type ArtifactResult, parseJson, readArtifact } from "../../store/small-file.ts";
import { areasOf, changedAreas } from "./areas.ts";
import { type Brief, parseBrief } from "./documents/brief.ts";
import { parseNotes } from "./documents/design-notes.ts";
import { readStamp } from "./documents/stamp.ts";
import type { PipelineContext, PipelineFacts } from "./facts.ts";
import { JSON_KINDS, type PipelineKind } from "./index.ts";
import { areaTrees, inAreaOf, isTestOf, undoCommands, workFolder } from "./ownership.ts";
import { reviewsOf } from "./peer-review/tally.ts";
import type { TeamFacts } from "./recorded.ts";
import { openQuestions } from "./rules.ts";
import { PIPELINE_CHECKS } from "./stages/kinds.ts";

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

/** Which task and nonce an artifact names. */
function proofOf(
  kind: PipelineKind,
  text: string,
  bytes: Uint8Array,
): { task: string; nonce: string; data: unknown } | string {
  if (!(JSON_KINDS as readonly string[]).includes(kind)) {
    const stamp = readStamp(text);
    return stamp === null
      ? 'line 1: found no stamp, expected "<!-- task: … nonce: … -->" as in your brief'
      : { ...stamp, data: undefined };
  }
  const json = parseJson(bytes);
  if (!json.ok) return json.problem;
  const { task, nonce } = (json.value ?? {}) as { task?: unknown; nonce?: unknown };
  if (typeof task !== "string") return "task: found nothing, expected the task's id as in your brief";
  if (typeof nonce !== "string") return "nonce: found nothing, expected the one of your brief";
  return { task, nonce, data: json.value };
}

/** Reads back, parses and checks what a role has written; the counterpart of `checkArtifact` for the team workflow. */
export function checkPipelineArtifact(
  project: Project,
  run: Run,
  task: Task,
  nonceHash: string,
  subject: string | null,
  bytes: Uint8Array,
): ArtifactResult {
  const kind = task.schema as PipelineKind;
  const sha = sha256(bytes);
  const refuse = (problems: string[]): ArtifactResult => ({
    ok: false,
    problems: problems.map((one) => `${task.writes}: ${one}`),
    sha,
    bytes,
  });
  const text = new TextDecoder().decode(bytes);
  if (text.includes("\ufffd")) return refuse(["it is not valid UTF-8"]);
  const proof = proofOf(kind, text, bytes);
  if (typeof proof === "string") return refuse([proof]);
  if (proof.task !== task.id) return refuse([`task: found "${proof.task}", expected "${task.id}"`]);
  if (sha256(proof.nonce) !== nonceHash) return refuse(["nonce: it is not the one of your brief; copy it from there"]);
  try {
    const changed = changedBy(project, task, subject);
    const frozen = task.edits !== null && subject !== null ? frozenProblems(project, run, task, subject) : [];
    const checked = PIPELINE_CHECKS[kind]({ text, data: proof.data }, documentContext(project, run, task, changed));
    // First what has to be undone: a long list is told in part.
    const problems = [...undoCommands(project, run, task, changed), ...checked.problems, ...frozen];
    if (problems.length > 0) return refuse(problems);
    const facts = factsOf(project, run, task, subject, checked.facts);
    const artifact: ArtifactFacts = {
      sha,
      outcome: checked.outcome,
      findings: [],
      prior: [],
      questions: checked.questions,
      assumptions: [],
      claims: 1 + (checked.facts.sections?.length ?? 0),
      reason: checked.facts.blockers?.join("; ") ?? null,
      facts,
      documents: handed(project, task),
    };
    return { ok: true, artifact, bytes };
  } catch (error) {
    if (!(error instanceof TreeUnreadable)) throw error;
    return refuse([`what it is about cannot be read back (${error.message}); end, and the task comes again`]);
  }
}

/** What the task has changed in the part that it works on; null for a task that changes nothing. */
const changedBy = (project: Project, task: Task, subject: string | null): ChangedFile[] | null =>
  task.edits === null || task.base === null || subject === null
    ? null
    : changedFiles(project.root, task.base, subject, treeStore(project));

/** The documents that go with it, kept as they are now. */
function handed(project: Project, task: Task): { path: string; sha: string }[] {
  const paths = task.documents.flatMap((one) =>
    one.endsWith("/") ? filesIn(join(project.root, one)).map((name) => `${one}${name}`) : [one],
  );
  return paths.slice(0, MOST).flatMap((path) => {
    const text = documentText(project.root, path);
    return text === null ? [] : [{ path, sha: putObject(project.task, text) }];
  });
}

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
