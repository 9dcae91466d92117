// Brings a real project to a named state of a run, without a host: the engine is driven through the
// store, agents are scripted.

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { Command } from "../../../src/engine/commands.ts";
import { directive } from "../../../src/engine/directive.ts";
import {
  type Host,
  isLive,
  type Question,
  type Run,
  type Task,
  taskOf,
} from "../../../src/engine/run.ts";
import { headOf } from "../../../src/project/git/head.ts";
import { findProject, type Project } from "../../../src/project/project.ts";
import type { ReadLines } from "../../../src/record/unshown-lines.ts";
import { isCheck } from "../../../src/render/directive.ts";
import { broughtBefore, subjectOf, treeAtStart } from "../../../src/run/audit/subject.ts";
import { briefOf } from "../../../src/run/dispatch/brief.ts";
import { checkTask } from "../../../src/run/dispatch/check-task.ts";
import { snapshotBefore } from "../../../src/run/end/rollback.ts";
import { change, readRun } from "../../../src/run/journal/change.ts";
import { writeOutputs } from "../../../src/run/publish/outputs.ts";
import { type EndedAgent, endedCommand } from "../../../src/run/results/take-in.ts";
import { readSettings } from "../../../src/run/settings/read-settings.ts";
import { startRun, storeRequest } from "../../../src/run/start/start-run.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../src/settings.ts";
import { sha256 } from "../../../src/store/journal.ts";
import { putObjects } from "../../../src/store/objects.ts";
import { approveSettings, startedHere } from "../../harness/known.ts";
import { makeProject, tempDir } from "../../harness/project.ts";
import { artifactText, type Brief, readBrief, type Work } from "../../harness/team.ts";
import { codeObjection, honest, planObjection, STORY } from "../../harness/workers.ts";
import { noteWritten } from "../../harness/written.ts";
import { PLAN_CODEX, PLAN_SONNET } from "../../workflows/multi-ai/ids.ts";

export interface MadeRun {
  root: string;
  project: Project;
  run: Run;
}

export interface RunOptions {
  root?: string;
  request?: string;
  auto?: boolean;
  entry?: string;
  /** What flags of the start have set. */
  options?: Record<string, string>;
  limits?: { per_reviewer: number; plan_reviews: number; code_reviews: number };
  settings?: Partial<Settings>;
  host?: Host | null;
  /** Fingerprint of the key that it is begun with. */
  key?: string;
  worker?: (brief: Brief) => Work | Work["artifact"] | undefined;
  /** The text that an agent writes for an artifact, from the one that JSON has for it. */
  written?: (text: string) => string;
  /** What an agent reads before it writes, as the host notes it in its transcript. */
  reads?: (brief: Brief) => ReadLines[];
  /** What the person answers to a question of this kind: option, and text. */
  answers?: Record<string, Given>;
  /** Stops before the task or question is dealt with. */
  until?: (run: Run) => boolean;
}

export const SESSION = "3f0c2c1e-0000-4000-8000-000000000001";
/** Commands of a project's tests name the Bun that runs these. */
process.env.PATH = `${join(import.meta.dir, "../../../node_modules/.bin")}:${process.env.PATH}`;

export const apply = (project: Project, ...commands: Command[]): Run =>
  change(project, () => commands).run!;

/**
 * Dispatches a task as the hook does, up to the point where its agent works. @returns the agent's
 * brief
 */
export async function dispatchTask(
  project: Project,
  run: Run,
  task: Task,
  host: Host | null = null,
): Promise<Brief> {
  const subject = subjectOf(project, run, task);
  if (!subject.ok) throw new Error(subject.problem);
  const snapshot = snapshotBefore(project, run, task);
  if (!snapshot.ok) throw new Error(snapshot.problem);
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("hex");
  // The external reviewer's part is played by an agent.
  const who = { ...task.who, provider: undefined };
  const text = await briefOf(project, run, { ...task, who }, nonce, subject.subject);
  const [stored] = putObjects(project.task, [text]);
  const head = headOf(project.root);
  apply(project, {
    do: "dispatch",
    task: task.id,
    call: `toolu_${task.id}_${task.dispatches + 1}`,
    nonce: sha256(nonce),
    agentType: `multi-ai:${task.who.agent}`,
    session: SESSION,
    host,
    brief: stored!,
    subject: subject.subject ?? treeAtStart(project, run),
    check: isCheck(run, task),
    head,
    brought: broughtBefore(project, run, task, subject.subject, head),
    ...(snapshot.commit === null ? {} : { snapshot: snapshot.commit }),
  });
  return readBrief(text)!;
}

/** The agent does its work and its task is taken in. */
export async function carryOut(
  project: Project,
  run: Run,
  task: Task,
  worker: (brief: Brief) => Work,
  written: (text: string) => string = (text) => text,
  reads: RunOptions["reads"] = () => [],
): Promise<void> {
  const given = await dispatchTask(project, run, task);
  // The tests run again first.
  if (taskOf(readRun(project)!, task.id)!.dispatch === null) return;
  if (task.who.program) {
    await checkTask(project, task.id, given.nonce);
    return;
  }
  const work = worker(given);
  const write = (path: string, text: string): void => {
    const to = resolve(project.root, path);
    mkdirSync(dirname(to), { recursive: true });
    writeFileSync(to, text);
  };
  for (const [path, text] of Object.entries(work.edits ?? {})) write(path, text);
  write(given.writes, written(artifactText(given, work)));
  noteWritten(project, task.id);
  const now = readRun(project)!;
  const command = await endedCommand(
    project,
    now,
    taskOf(now, task.id)!,
    false,
    transcriptWith(reads(given)),
  );
  if (command.do === "ended" && !command.result.ok)
    throw new Error(`${task.id} ${task.subject}: ${command.result.problems.join("\n")}`);
  apply(project, command);
}

/** The transcript of an agent that has read these. */
function transcriptWith(reads: ReadLines[]): EndedAgent {
  if (reads.length === 0) return { transcript: "", agent: null };
  const transcript = join(tempDir(), "session.jsonl");
  const rows = reads.flatMap(({ path, from, to, whole }, at) => {
    const isImage = path.endsWith(".png") && whole;
    const part = whole ? {} : { offset: from, limit: to - from + 1 };
    const call = {
      type: "tool_use",
      id: `toolu_${at}`,
      name: "Read",
      input: { file_path: path, ...part },
    };
    const lines = Array.from(
      { length: whole ? 1 : to - from + 1 },
      (_, line) => `${from + line}\t`,
    ).join("\n");
    const content = isImage ? [{ type: "image", source: {} }] : lines;
    return [
      { type: "assistant", message: { content: [call] } },
      {
        type: "user",
        message: { content: [{ tool_use_id: call.id, type: "tool_result", content }] },
      },
    ].map((row) => `${JSON.stringify(row)}\n`);
  });
  mkdirSync(join(dirname(transcript), "session", "subagents"), { recursive: true });
  writeFileSync(join(dirname(transcript), "session", "subagents", "agent-a1.jsonl"), rows.join(""));
  return { transcript, agent: "a1" };
}

/** Starts a run and carries it on, see `carryOn`. */
export async function makeRun(options: RunOptions = {}): Promise<MadeRun> {
  const root = options.root ?? makeProject();
  const project = findProject(root);
  startRun(project, {
    workflow: "multi-ai",
    request: options.request ?? "Say goodbye by name",
    auto: options.auto ?? false,
    ...(options.options ? { options: options.options } : {}),
    ...(options.entry ? { entry: options.entry } : {}),
    settings: {
      ...DEFAULT_SETTINGS,
      // No test is run, and nothing asked about them.
      tests: { ...DEFAULT_SETTINGS.tests, run: false },
      ...options.settings,
      ...(options.limits ? { limits: { ...DEFAULT_SETTINGS.limits, ...options.limits } } : {}),
    },
    session: SESSION,
    host: options.host ?? null,
    key: options.key,
    note: (project, run) => startedHere(project, run),
  });
  return carryOn(root, options);
}

type Given = { option: string | null; text: string | null };

/** Who carries a run on in the place of a host. */
interface Driver {
  /** Does what may begin now, or a part of it. */
  carry: (run: Run, tasks: Task[]) => Promise<void>;
  /** What the person answers; null: the question stays open, and that is where it ends. */
  answer: (question: Question) => Given | null | undefined;
  /** Stops before the next task or question is dealt with. */
  until?: (run: Run) => boolean;
}

/** Carries a run on until it is over, nobody answers a question, or `until` says so. */
export async function drive(
  project: Project,
  { carry, answer, until = () => false }: Driver,
): Promise<MadeRun> {
  for (;;) {
    const run = readRun(project)!;
    writeOutputs(project, run);
    const next = directive(run);
    const made = { root: project.root, project, run };
    if (!isLive(run) || until(run)) return made;
    if (next.do === "dispatch") {
      await carry(
        run,
        next.tasks.map((id) => taskOf(run, id)!),
      );
      continue;
    }
    const question =
      next.do === "ask" ? run.questions.find((one) => one.id === next.questions[0]) : undefined;
    const given = question && answer(question);
    if (!given) return made;
    apply(project, {
      do: "answer",
      question: question.id,
      ...given,
      via: "dialog",
      session: SESSION,
      named: true,
    });
  }
}

/** Starts a run by the settings of its project, which the person has approved. */
export async function begin(
  root: string,
  start: Pick<StartCommand, "run" | "workflow"> &
    Partial<Omit<StartCommand, "request">> & {
      request: string;
    },
): Promise<Project> {
  const project = findProject(root);
  approveSettings(root);
  const read = await readSettings(root);
  if (!read.ok) throw new Error(read.problems.join("\n"));
  apply(project, {
    do: "start",
    version: "0.0.0",
    entry: "start",
    auto: false,
    session: SESSION,
    host: null,
    ...start,
    request: storeRequest(project, start.request),
    settings: { ...read.settings, ...start.settings },
  });
  startedHere(project, start.run);
  return project;
}
type StartCommand = Extract<Command, { do: "start" }>;

/**
 * Carries the run of a project on until it is over, asks what nobody answers, or `until` says so.
 */
export function carryOn(
  root: string,
  {
    worker,
    answers = {},
    until,
    written,
    reads,
  }: Pick<RunOptions, "worker" | "answers" | "until" | "written" | "reads"> = {},
): Promise<MadeRun> {
  const project = findProject(root);
  const works = honest(worker);
  return drive(project, {
    carry: async (run, tasks) => {
      for (const task of tasks) await carryOut(project, run, task, works, written, reads);
    },
    answer: ({ kind }) => answers[kind],
    until,
  });
}

export const APPROVE = { story: { option: "approve", text: null } };
export const ready = (id: string) => (run: Run) => taskOf(run, id)?.status === "ready";

const bySonnet = (file: string) => (brief: Brief) => brief.writes.endsWith(file);

/** A run whose task is at work, by an agent of this id. */
export async function makeRunAtWork(
  id: string,
  agent: string,
  options: RunOptions = {},
): Promise<MadeRun> {
  const made = await makeRun({ ...options, until: ready(id) });
  await dispatchTask(made.project, made.run, taskOf(made.run, id)!);
  const { call } = taskOf(readRun(made.project)!, id)!.dispatch!;
  return { ...made, run: apply(made.project, { do: "bind", task: id, call, agent }) };
}

/** States by name, as tests ask for them. */
export const STATES = {
  "story question open": () => makeRun(),
  "artifact questions open": () =>
    makeRun({
      worker: (brief) =>
        brief.writes.endsWith("user-story.json")
          ? {
              ...STORY,
              questions: [{ question: "Which tone?", options: ["Warm", "Cool"], answer: null }],
            }
          : undefined,
    }),
  // A call that has begun nothing may have been declined: whatever the person types then waits for
  // the host to say so.
  "review running": () => makeRunAtWork(PLAN_SONNET, "a1b2c3", { answers: APPROVE }),
  escalation: () =>
    makeRun({
      answers: APPROVE,
      limits: { per_reviewer: 1, plan_reviews: 10, code_reviews: 15 },
      worker: (brief) =>
        bySonnet("/review-sonnet.json")(brief) ? planObjection(brief) : undefined,
    }),
  "provider failed": async () => {
    const made = await makeRun({ answers: APPROVE, until: ready(PLAN_CODEX) });
    await dispatchTask(made.project, made.run, taskOf(made.run, PLAN_CODEX)!);
    const nonce = taskOf(readRun(made.project)!, PLAN_CODEX)!.dispatch!.nonce;
    const message = "Codex is not logged in";
    const run = apply(made.project, {
      do: "check_failed",
      task: PLAN_CODEX,
      nonce,
      failure: "auth",
      message,
      detail: "",
    });
    return { ...made, run };
  },
  complete: () => makeRun({ answers: APPROVE }),
  "complete after fixes and a waiver": () =>
    makeRun({
      answers: {
        ...APPROVE,
        escalation: { option: "accept", text: "Good enough for today" },
      },
      limits: { per_reviewer: 1, plan_reviews: 10, code_reviews: 15 },
      worker: (brief) =>
        brief.writes.endsWith("/review-opus.json") && brief.round === 1
          ? planObjection(brief)
          : brief.writes.endsWith("/code-review-opus.json")
            ? codeObjection(brief)
            : undefined,
    }),
  cancelled: async () => {
    const made = await makeRun();
    return {
      ...made,
      run: apply(made.project, { do: "cancel", reason: "cancelled by the person" }),
    };
  },
} satisfies Record<string, () => Promise<MadeRun>>;
