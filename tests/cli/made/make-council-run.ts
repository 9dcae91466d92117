// Brings a real project through a run of the council, without a host: agents are scripted, checks
// are run.

import { type Question, type Run, type Task, taskOf } from "../../../src/engine/run.ts";
import type { Project } from "../../../src/project/project.ts";
import { subjectOf } from "../../../src/run/audit/subject.ts";
import { artifactOf } from "../../../src/run/external/external-prompt.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { checkArtifact, writeDocuments } from "../../../src/run/results/accept.ts";
import type { Settings } from "../../../src/settings.ts";
import { sha256 } from "../../../src/store/journal.ts";
import { putObjects } from "../../../src/store/objects.ts";
import { honestCouncil, REQUEST } from "../../harness/council.ts";
import { type Files, makeProject } from "../../harness/project.ts";
import { artifactText, type Brief, type Work, type Worker } from "../../harness/team.ts";
import { apply, begin, carryOut, dispatchTask, drive, type MadeRun } from "./make-run.ts";

export const COUNCIL_RUN = "council-0badcafe";

export interface CouncilRunOptions {
  /** Null, and without it for every question: it stays open, and that is where it ends. */
  answer?: (question: Question) => { option: string; text: string | null } | null;
  settings?: Record<string, unknown>;
  files?: Files;
  auto?: boolean;
  /** Stops before the next task. */
  until?: (run: Run) => boolean;
  /** Does the work in place of the honest agents. */
  worker?: Worker;
  /** Roles that an external model does; its answers are the worker's. */
  external?: Record<string, { provider: string; model: string }>;
}

/** What a model of an endpoint answers: it knows neither task nor nonce. */
function rawAnswer(file: string): string {
  const { task: _task, nonce: _nonce, ...said } = JSON.parse(file);
  return `\`\`\`json\n${JSON.stringify(said)}\n\`\`\``;
}

/**
 * As an external model does a task: its raw answer is an object, and the artifact is made of it.
 */
async function answerFromOutside(
  project: Project,
  run: Run,
  task: Task,
  worker: (brief: Brief) => Work,
): Promise<void> {
  const brief = await dispatchTask(project, run, task);
  const now = taskOf(readRun(project)!, task.id)!;
  const raw = rawAnswer(artifactText(brief, worker(brief)));
  const text = artifactOf(raw, { task: task.id, nonce: brief.nonce })!;
  const subject = subjectOf(project, run, task);
  const at = subject.ok ? subject.subject : null;
  const checked = await checkArtifact(
    project,
    run,
    now,
    sha256(brief.nonce),
    at,
    new TextEncoder().encode(text),
  );
  if (!checked.ok) throw new Error(`${task.id} ${task.subject}: ${checked.problems.join("\n")}`);
  writeDocuments(project, run, checked.written);
  const [sha] = putObjects(project.task, [raw, text]);
  apply(project, {
    do: "ended",
    task: task.id,
    nonce: sha256(brief.nonce),
    blockable: false,
    subject: at,
    result: { ok: true, artifact: { ...checked.artifact, raw: sha! } },
  });
}

/**
 * Carries a run of the council on until it is over, nobody answers a question, or `until` says so.
 */
export async function makeCouncilRun({
  answer = () => null,
  settings = {},
  files,
  auto = true,
  until,
  worker = honestCouncil(),
  external = {},
}: CouncilRunOptions = {}): Promise<MadeRun> {
  const root = makeProject(files ? { files } : {});
  const assigned = Object.fromEntries(
    Object.entries(external).map(([role, who]) => [
      role,
      [{ agent: "council-seat", role, ...who }],
    ]),
  );
  const project = await begin(root, {
    run: COUNCIL_RUN,
    workflow: "council",
    request: REQUEST,
    auto,
    settings: settings as unknown as Settings,
    ...(Object.keys(assigned).length > 0 ? { assigned } : {}),
  });
  // What agents of the host are asked for is all that they do here.
  const works = worker as (brief: Brief) => Work;
  return drive(project, {
    carry: (run, [task]) =>
      task!.who.provider === undefined
        ? carryOut(project, run, task!, works)
        : answerFromOutside(project, run, task!, works),
    answer,
    until,
  });
}
