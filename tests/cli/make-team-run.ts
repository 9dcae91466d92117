// Brings a real project through a run of the team workflow, without a host: agents are scripted, checks are run.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, isAbsolute, join } from "node:path";
import { directive } from "../../src/engine/directive.ts";
import { isLive, type Question, type Run, type Task, taskOf } from "../../src/engine/run.ts";
import { endedCommand } from "../../src/hooks/ended.ts";
import { findProject, type Project } from "../../src/project/project.ts";
import { briefOf } from "../../src/run/brief.ts";
import { checkTask } from "../../src/run/check.ts";
import { writeOutputs } from "../../src/run/outputs.ts";
import { snapshotBefore } from "../../src/run/rollback.ts";
import { readRun } from "../../src/run/run.ts";
import { readSettings } from "../../src/run/settings.ts";
import { storeRequest } from "../../src/run/start.ts";
import { subjectOf } from "../../src/run/subject.ts";
import { sha256 } from "../../src/store/journal.ts";
import { putObjects } from "../../src/store/objects.ts";
import { approveSettings, startedHere } from "../harness/known.ts";
import { type Files, makeProject } from "../harness/project.ts";
import { type Brief, readBrief, type Work } from "../harness/team.ts";
import { walkthrough, walkthroughFiles } from "../harness/walkthrough.ts";
import { noteWritten } from "../harness/written.ts";
import { apply, type MadeRun } from "./make-run.ts";

const SESSION = "3f0c2c1e-0000-4000-8000-000000000002";
/** Commands of the project's settings name the Bun that runs the tests. */
process.env.PATH = `${join(import.meta.dir, "../../node_modules/.bin")}:${process.env.PATH}`;

async function carryOut(project: Project, run: Run, task: Task, worker: (brief: Brief) => Work): Promise<void> {
  const subject = subjectOf(project, run, task);
  if (!subject.ok) throw new Error(subject.problem);
  const snapshot = snapshotBefore(project, run, task);
  if (!snapshot.ok) throw new Error(snapshot.problem);
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("hex");
  const text = await briefOf(project, run, task, nonce, subject.subject);
  const [stored] = putObjects(project.task, [text]);
  apply(project, {
    do: "dispatch",
    task: task.id,
    call: `toolu_${task.id}_${task.dispatches + 1}`,
    nonce: sha256(nonce),
    agentType: `multi-ai:${task.who.agent}`,
    session: SESSION,
    host: null,
    brief: stored!,
    subject: subject.subject,
    check: task.who.program !== undefined,
  });
  if (task.who.program) return checkTask(project, task.id, nonce);
  const brief = readBrief(text)!;
  const { artifact, edits = {} } = worker(brief);
  const write = (path: string, content: string): void => {
    const to = isAbsolute(path) ? path : join(project.root, path);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, content);
  };
  for (const [path, content] of Object.entries(edits)) write(path, content);
  const proof = { task: brief.task, nonce: brief.nonce };
  write(brief.writes, typeof artifact === "string" ? artifact : JSON.stringify({ ...(artifact as object), ...proof }));
  noteWritten(project, task.id);
  const now = readRun(project)!;
  const command = await endedCommand(project, now, taskOf(now, task.id)!, false);
  if (!command.result.ok) throw new Error(`${task.id} ${task.subject}: ${command.result.problems.join("\n")}`);
  apply(project, command);
}

export interface TeamRunOptions {
  /** Null: the question stays open, and that is where it ends. */
  answer: (question: Question) => { option: string; text: string | null } | null;
  /** Beyond those of the walkthrough's project. */
  settings?: Record<string, unknown>;
  options?: Record<string, string>;
  /** The project, in place of the walkthrough's. */
  files?: Files;
  /** Stops before the next task. */
  until?: (run: Run) => boolean;
  /** Told the project's folder before the first task. */
  begun?: (root: string) => void;
  /** Does the work in place of the walkthrough's people. */
  worker?: (brief: Brief) => Work;
}

/** Carries the walkthrough on until it is over, nobody answers a question, or `until` says so. */
export async function makeTeamRun({
  answer,
  settings = {},
  files = walkthroughFiles(settings),
  options = { track: "full" },
  until = () => false,
  begun,
  worker = walkthrough,
}: TeamRunOptions): Promise<MadeRun> {
  const root = makeProject({ files });
  begun?.(root);
  const project = findProject(root);
  approveSettings(root);
  const read = await readSettings(root);
  if (!read.ok) throw new Error(read.problems.join("\n"));
  apply(project, {
    do: "start",
    run: "team-0badcafe",
    version: "0.0.0",
    workflow: "team",
    entry: "start",
    request: storeRequest(project, "Add password reset via email"),
    auto: false,
    settings: read.settings,
    options,
    session: SESSION,
    host: null,
  });
  startedHere(project, "team-0badcafe");
  for (;;) {
    const run = readRun(project)!;
    writeOutputs(project, run);
    const next = directive(run);
    if (!isLive(run) || until(run)) return { root, project, run };
    if (next.do === "dispatch") {
      // One at a time: after each the others are still there to be started.
      await carryOut(project, run, taskOf(run, next.tasks[0]!)!, worker);
      continue;
    }
    const question = run.questions.find((one) => one.id === next.questions[0]);
    const given = question ? answer(question) : null;
    if (!question || given === null) return { root, project, run };
    apply(project, { do: "answer", question: question.id, ...given, via: "dialog", session: SESSION, named: true });
  }
}
