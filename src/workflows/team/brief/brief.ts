import { join } from "node:path";
import { acceptedTasks, openWarnings, type Run, type Task, taskOf } from "../../../engine/run.ts";
import { changedFiles, TreeUnreadable } from "../../../project/changes.ts";
import { filesIn, type Project, treeStore } from "../../../project/project.ts";
import { accepted, acceptedText, baseOf } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { fence } from "../../../text.ts";
import { attemptPart, decisions, diffPart, lastReview, requestPart, treeDiff } from "../../brief-parts.ts";
import type { Brief, BriefPart, Dispatched } from "../../contract.ts";
import { areasOf } from "../areas.ts";
import { briefOf, documentText, notesOf } from "../artifact.ts";
import type { ProgramRecord } from "../checks/check.ts";
import { ADR_FOLDER, nextAdrNumber } from "../documents/adr.ts";
import { MOST_NOTES } from "../documents/design-notes.ts";
import { parseDesignSpec } from "../documents/design-spec.ts";
import { lessonsFor, parseLessons } from "../documents/lessons.ts";
import { testGlobs, workFolder } from "../ownership.ts";
import { reviewsOf } from "../peer-review/tally.ts";
import { teamFacts } from "../recorded.ts";
import { openQuestions } from "../rules.ts";
import type { PipelineBriefFacts } from "./facts.ts";
import { PIPELINE_AGAIN, PIPELINE_WORK, pipelineMaterial, readFirst } from "./work.ts";

/** The brief of a role of the team workflow: what the run and the project know that this task needs. */

/** Most lessons of earlier runs that one brief tells. */
const MOST_LESSONS = 5;
const MOST_FILES = 200;
/** Of what a command printed at its end. */
const MOST_LINES = 30;

const roleOf = (task: Task): string => task.who.role ?? task.who.agent;

/** What has to be mended, and who said so: of a fix what it answers, of a look again what this role has said before. */
function blockersOf(run: Run, task: Task): { by: string; text: string }[] {
  const before = run.tasks.findLast(
    (one) => one.id !== task.id && one.gate === task.gate && one.kind !== "fix" && one.acceptedSeq > 0,
  );
  const found = task.fixes === null ? before : taskOf(run, task.fixes);
  if (!found) return [];
  const gate = found.gate.split(":")[0]!;
  // An owner mends what any seat of the round asks of its area.
  const rounds =
    found.schema === "peer-review" && task.fixes !== null
      ? run.tasks.filter((one) => one.gate.split(":")[0] === gate && one.schema === "peer-review" && !one.void)
      : [found];
  const newest = new Map(rounds.filter((one) => one.acceptedSeq > 0).map((one) => [one.gate, one]));
  return [...newest.values()].flatMap((one) => {
    const by = one.who.program ? "the program" : roleOf(one);
    const whole = (teamFacts(one).blockers ?? []).map((text) => ({ by, text }));
    const sections = (teamFacts(one).sections ?? [])
      .filter((section) => section.verdict === "changes")
      .filter((section) => task.item === null || task.schema !== "stage-04" || section.area === task.item)
      .flatMap((section) => [
        ...section.blockers.map((text) => ({ by, text: `${section.area}: ${text}` })),
        ...(section.escalation ? [{ by, text: `${section.area}: ${section.escalation.reason}` }] : []),
      ]);
    return [...whole, ...sections];
  });
}

const rulingOf = (run: Run): string[] =>
  acceptedTasks(run)
    .filter((one) => one.schema === "ruling")
    .flatMap((one) => teamFacts(one).note || []);

/** The record of the check that a fix answers, else of the newest one. */
function recordOf(project: Project, run: Run, task: Task): ProgramRecord | null {
  const found = task.fixes === null ? acceptedTasks(run).findLast((one) => one.who.program) : taskOf(run, task.fixes);
  return found?.who.program ? accepted<ProgramRecord>(project, found.artifact) : null;
}

function changeOf(project: Project, run: Run, subject: string | null): string[] {
  const base = baseOf(run);
  if (base === null || subject === null || subject.startsWith("file:")) return [];
  try {
    return changedFiles(project.root, base, subject, treeStore(project)).map((one) => `${one.path} (${one.status})`);
  } catch (error) {
    if (error instanceof TreeUnreadable) return [];
    throw error;
  }
}

function lessonLines(project: Project, run: Run, role: string): string[] {
  const { lessons } = parseLessons(documentText(project.root, "pipeline/lessons-learned.md"));
  const names = [role, ...Object.keys(areasOf(run.settings))];
  return lessonsFor(lessons, { names, text: run.request.text }, MOST_LESSONS).map(
    (one) => `${one.id} ${one.title}: ${one.text}`,
  );
}

/** Everything that a role's brief is made of. */
export function briefFacts(scene: Scene, task: Task, { nonce, subject, now }: Dispatched): PipelineBriefFacts {
  const { project, run } = scene;
  const areas = areasOf(run.settings);
  const brief = briefOf(project, run);
  const spec = acceptedText(project, run, "pipeline/design-spec.md");
  const criteria = (brief?.criteria ?? []).map(({ number, text }) => ({ number, text }));
  const record = recordOf(project, run, task);
  const work = workFolder(project, run, task);
  const isReview = task.schema === "peer-review" || task.schema === "stage-05-security";
  return {
    run: run.run,
    again: isAgain(run, task),
    common: [
      requestPart({ project: project.root, run }),
      attemptPart(task),
      ...sidesOf(record, task),
      ...(isReview ? [diffOf(scene, task, subject)] : []),
    ],
    task: task.id,
    nonce,
    role: roleOf(task),
    item: task.item,
    track: run.options.track ?? "full",
    stage: task.schema === "stage-04" ? `stage-04-${task.item}` : task.schema,
    now: `${now.slice(0, 19)}Z`,
    project: project.root,
    areas,
    criteria,
    openQuestions: openQuestions(run).map((one) => one.text),
    warnings: openWarnings(run).map(({ id, text }) => ({ id, text })),
    notes: notesOf(project, run).flatMap(({ role, notes }) => notes.map((note) => ({ role, note }))),
    nextAdr: String(nextAdrNumber(filesIn(join(project.root, ADR_FOLDER)))).padStart(4, "0"),
    reviews: task.schema === "peer-review" ? reviewsOf(run, task) : [],
    blockers: [
      ...(task.topic ? [{ by: "the person", text: `asks for a ruling: ${task.topic.text}` }] : []),
      ...blockersOf(run, task),
      ...rulingOf(run).map((text) => ({ by: "principal", text })),
    ],
    decision: decisions(run) || null,
    workdir: work === project.root ? null : work,
    lessons: lessonLines(project, run, roleOf(task)),
    tests: (record?.commands ?? []).map(({ command, state, failed, lines }) => ({
      command,
      state,
      failed,
      lines: lines.slice(-MOST_LINES),
    })),
    files: isReview || task.schema === "stage-07" ? changeOf(project, run, subject).slice(0, MOST_FILES) : [],
    conflicts: (record?.conflicts ?? [])
      .filter((one) => one.area === task.item)
      .map(({ path, against }) => ({ path, against })),
    qa: testGlobs(run),
    triggers: teamFacts(acceptedTasks(run).findLast((one) => teamFacts(one).rules)).rules ?? [],
    maxCriteria: run.settings.max_criteria,
    maxNotes: MOST_NOTES,
    maxLessons: run.settings.team?.lessons?.promote ?? 3,
    components:
      spec === null
        ? []
        : parseDesignSpec(spec, {
            areas: Object.keys(areas),
            criteria: criteria.map((one) => one.number),
          }).spec.components.map(({ name, area, criteria: of, paths }) => ({
            component: name,
            area,
            criteria: of,
            paths,
          })),
  };
}

/** The same task was done before in this run: a later round, or the person or a later task asked for changes. */
const isAgain = (run: Run, task: Task): boolean =>
  task.kind === "rereview" || run.tasks.some((one) => one.gate === task.gate && one.void && one.artifact !== null);

/** Both sides of what does not merge. */
function sidesOf(record: ProgramRecord | null, task: Task): { title: string; body: string }[] {
  return (record?.conflicts ?? [])
    .filter((one) => one.area === task.item)
    .flatMap(({ path, against, ours, theirs }) => [
      { title: `${path} as you have it`, body: ours === null ? "deleted, or not text" : fence(ours) },
      { title: `${path} as ${against} has it`, body: theirs === null ? "deleted, or not text" : fence(theirs) },
    ]);
}

/** What a reviewer looks at: the areas that are its, since its last look. */
function diffOf(scene: Scene, task: Task, subject: string | null): BriefPart {
  const last = lastReview(scene.run, task);
  const title = last ? "Changed since your last round" : "The change";
  try {
    return diffPart(treeDiff(scene, title, last?.reviewed ?? baseOf(scene.run), subject));
  } catch (error) {
    if (error instanceof TreeUnreadable) return { title, body: "" };
    throw error;
  }
}

/** By the name that a gate gives its brief. */
export const BRIEFS: Record<string, Brief<PipelineBriefFacts>> = Object.fromEntries(
  Object.keys(PIPELINE_WORK).map((name) => [
    name,
    {
      work: (facts) => {
        const work = (facts.again ? PIPELINE_AGAIN[name] : undefined) ?? PIPELINE_WORK[name]!;
        return `You are ${facts.role}. ${work(facts)} ${readFirst(facts.project)}`;
      },
      parts: (facts) => [...facts.common, ...pipelineMaterial(name, facts)],
    } satisfies Brief<PipelineBriefFacts>,
  ]),
);
