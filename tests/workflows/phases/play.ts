// Plays a command of phases in this process, without a host: agents answer from their briefs,
// checks run here.

import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { readyTasks } from "../../../src/engine/decisions/wave.ts";
import { isLive, type Question, type Run, type Task } from "../../../src/engine/run.ts";
import type { Project } from "../../../src/project/project.ts";
import { subjectOf } from "../../../src/run/audit/subject.ts";
import { briefOf } from "../../../src/run/dispatch/brief.ts";
import { NONCE_LINE } from "../../../src/run/dispatch/brief-files.ts";
import { checkTask } from "../../../src/run/dispatch/check-task.ts";
import { change, readRun } from "../../../src/run/journal/change.ts";
import { checkArtifact, writeDocuments } from "../../../src/run/results/accept.ts";
import { startRun } from "../../../src/run/start/start-run.ts";
import { viewQuestion } from "../../../src/run/views/questions.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../src/settings.ts";
import { sha256 } from "../../../src/store/journal.ts";
import { putObjects } from "../../../src/store/objects.ts";
import { moduleOf } from "../../../src/workflows/index.ts";
import { ALONE } from "../../harness/phases/project.ts";
import { writeFiles } from "../../harness/project.ts";
import { artifactText, type Brief, readBrief, type Work } from "../../harness/team.ts";

const SESSION = "played";
/** Tasks of one run, at most. */
const MAX_STEPS = 60;

/**
 * What an agent writes for its brief: an artifact without its stamp, with files that it changes
 * first.
 */
export type Agent = (brief: Brief, task: Task) => Work["artifact"] | Work;

const isWork = (said: Work["artifact"] | Work): said is Work =>
  typeof said === "object" && "artifact" in said;

export class PhasesRun {
  protected readonly workflow: string = "phases";
  /** In the place of what holds by default. */
  protected readonly settings: Partial<Settings> = {};
  readonly project: Project;
  /** Problems of answers that were not taken, in order. */
  readonly refused: string[] = [];
  /** Briefs that were given, by the subject of their task. */
  readonly briefs = new Map<string, string>();

  constructor(
    root: string,
    private readonly agent: Agent,
  ) {
    this.project = { root, task: join(root, ".task"), found: "folder" };
  }

  get run(): Run {
    return readRun(this.project)!;
  }

  /** The open questions. */
  get open(): Question[] {
    return this.run.questions;
  }

  /** Subjects of all tasks, those that were left out in brackets. */
  get subjects(): string[] {
    return this.run.tasks.map((task) =>
      task.status === "skipped" ? `(${task.subject})` : task.subject,
    );
  }

  /** The oldest open question as the person sees it. */
  get shown(): string {
    return viewQuestion(this.project, this.run, this.open[0]!).question;
  }

  task(subject: string): Task {
    const found = this.run.tasks.findLast((one) => one.subject.startsWith(subject) && !one.void);
    if (found === undefined)
      throw new Error(`no task ${subject}: ${this.run.tasks.map((one) => one.subject).join(", ")}`);
    return found;
  }

  text(path: string): string {
    const file = join(this.project.root, path);
    return existsSync(file) ? readFileSync(file, "utf8") : "";
  }

  /**
   * Starts a command as it is typed. @returns why it starts nothing; null: it has begun, and went
   * on
   */
  async type(
    command: string,
    request: string,
    { auto = false, options = {} }: { auto?: boolean; options?: Record<string, string> } = {},
  ): Promise<string | null> {
    const { entry, resolves } = moduleOf(this.workflow).starts[command]!;
    const found = resolves?.()(this.project.root, request, options);
    if (found?.ok === false) return found.problem;
    await this.start(found?.entry ?? entry, {
      auto,
      request: found?.request ?? request,
      options: { ...options, ...found?.options },
    });
    return null;
  }

  /** Starts a command, and goes on to its end or to a question. */
  async start(
    entry: string,
    {
      request = entry,
      options = {},
      auto = false,
      settings = {},
    }: {
      request?: string;
      options?: Record<string, string>;
      auto?: boolean;
      settings?: Partial<Settings>;
    } = {},
  ): Promise<this> {
    startRun(this.project, {
      workflow: this.workflow,
      entry,
      request,
      auto,
      settings: { ...DEFAULT_SETTINGS, ...this.settings, ...settings },
      options,
      session: SESSION,
      host: null,
    });
    return this.goOn();
  }

  /** Another session takes the run over. */
  attach(session: string): void {
    change(this.project, () => [{ do: "attach", session, host: null, force: true }]);
  }

  /** Answers the oldest open question, and goes on. */
  async answer(option: string, text: string | null = null): Promise<this> {
    const [open] = this.open;
    if (open === undefined) throw new Error(`nothing is asked; ${this.run.status}`);
    const say = (words: string | null) =>
      change(this.project, () => [
        {
          do: "answer",
          question: open.id,
          option,
          text: words,
          via: "cli",
          session: null,
          named: true,
        },
      ]);
    say(text);
    return this.goOn();
  }

  /** The person ends the run. */
  cancel(): void {
    change(this.project, () => [{ do: "cancel", reason: "by the person" }]);
  }

  async goOn(): Promise<this> {
    for (let steps = 0; steps < MAX_STEPS; steps++) {
      if (this.open.length > 0 || !isLive(this.run)) return this;
      const ready = readyTasks(this.run);
      if (ready.length === 0) return this;
      for (const task of ready) await this.does(task);
    }
    throw new Error(
      `${MAX_STEPS} steps were not enough: ${this.run.tasks.map((one) => `${one.subject} ${one.status}`).join(", ")}`,
    );
  }

  protected async does(task: Task): Promise<void> {
    const { run, project } = this;
    const subject = subjectOf(project, run, task);
    if (!subject.ok) throw new Error(subject.problem);
    const nonce = sha256(`${run.run} ${task.id} ${task.dispatches}`).slice(0, 32);
    const text = await briefOf(project, run, task, nonce, subject.subject);
    const stored = text.replace(NONCE_LINE, "");
    if (stored.includes(nonce))
      throw new Error(`${task.subject}: every agent can read its nonce in the stored brief`);
    const [brief] = putObjects(project.task, [stored]);
    change(project, () => [
      {
        do: "dispatch",
        task: task.id,
        call: `call-${task.id}-${task.dispatches}`,
        nonce: sha256(nonce),
        agentType: `multi-ai:${task.who.agent}`,
        session: SESSION,
        host: null,
        brief: brief!,
        subject: subject.subject,
        check: false,
      },
    ]);
    if (task.who.program) return void (await checkTask(project, task.id, nonce));
    this.briefs.set(task.subject, text);
    const read = readBrief(text)!;
    const said = this.agent(read, task);
    const work: Work = isWork(said) ? said : { artifact: said };
    // An executor names files of its worktree by their whole paths.
    for (const [path, text] of Object.entries(work.edits ?? {}))
      writeFiles(isAbsolute(path) ? "/" : project.root, { [path]: text });
    const artifact = artifactText(read, work);
    writeFiles(project.root, { [task.writes]: artifact });
    const bytes = new TextEncoder().encode(artifact);
    const now = this.run;
    const running = now.tasks.find((one) => one.id === task.id)!;
    const after = subjectOf(project, now, running);
    if (!after.ok) throw new Error(after.problem);
    const result = await checkArtifact(project, now, running, sha256(nonce), after.subject, bytes);
    putObjects(project.task, [result.bytes ?? bytes]);
    if (result.ok) writeDocuments(project, now, result.written);
    else this.refused.push(...result.problems);
    change(project, () => [
      {
        do: "ended",
        task: task.id,
        nonce: sha256(nonce),
        blockable: false,
        subject: after.subject,
        result: result.ok ? { ok: true, artifact: result.artifact } : result,
      },
    ]);
  }
}

/** Of a command that is tried alone: no commits of `.planning`, and no review of the code. */
export class SingleRun extends PhasesRun {
  protected override readonly settings = ALONE;
}
