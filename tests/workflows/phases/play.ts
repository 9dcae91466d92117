/** One command of `phases`, played whole in this process: agents are functions of their brief, the program does its part itself. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Question, Run, Task } from "../../../src/engine/run.ts";
import { readyTasks } from "../../../src/engine/wave.ts";
import type { Project } from "../../../src/project/project.ts";
import { checkArtifact } from "../../../src/run/accept.ts";
import { briefOf } from "../../../src/run/brief.ts";
import { checkTask } from "../../../src/run/check.ts";
import { viewQuestion } from "../../../src/run/questions.ts";
import { change, readRun } from "../../../src/run/run.ts";
import { startRun } from "../../../src/run/start.ts";
import { subjectOf } from "../../../src/run/subject.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../src/settings.ts";
import { sha256 } from "../../../src/store/journal.ts";
import { putObjects } from "../../../src/store/objects.ts";
import { moduleOf } from "../../../src/workflows/index.ts";
import { type Files, makeProject, writeFiles } from "../../harness/project.ts";
import { type Brief, readBrief } from "../../harness/team.ts";

export type Answer = Record<string, unknown> | string;
export type Agent = (brief: Brief, task: Task) => Answer | undefined;

const MAX_STEPS = 100;
/** Answers of one agent that do not count, before it gives up. */
const MAX_TRIES = 3;

export class Play {
  readonly project: Project;
  /** What was wrong with answers that did not count, by the subject of their task. */
  readonly refused: Record<string, string[][]> = {};
  /** Briefs by the subject of their task. */
  readonly briefs: Record<string, string> = {};

  constructor(
    readonly agent: Agent,
    files: Files,
    root = makeProject({ files }),
  ) {
    this.project = { root, task: join(root, ".task"), found: "git" };
  }

  get run(): Run {
    return readRun(this.project)!;
  }

  /** Subjects of all tasks, those that were left out in brackets. */
  get subjects(): string[] {
    return this.run.tasks.map((task) => (task.status === "skipped" ? `(${task.subject})` : task.subject));
  }

  get open(): Question | undefined {
    return this.run.questions[0];
  }

  file(path: string): string {
    return readFileSync(join(this.project.root, path), "utf8");
  }

  task(subject: string): Task {
    const found = this.run.tasks.findLast((one) => one.subject === subject);
    if (!found) throw new Error(`no task "${subject}" among: ${this.subjects.join(", ")}`);
    return found;
  }

  /** What the person sees of the open question. */
  get shown() {
    return viewQuestion(this.project, this.run, this.open!);
  }

  /** Starts a command as it is typed. @returns why it starts nothing; null: it has begun, and went on to its end or a question */
  async start(
    command: string,
    request: string,
    { auto = false, settings = {} as Partial<Settings>, options = {} as Record<string, string> } = {},
  ): Promise<string | null> {
    const started = moduleOf("phases").starts[command]!;
    const found = started.resolves?.()(this.project.root, request, options) ?? {
      ok: true as const,
      entry: started.entry,
      request,
      options: {},
    };
    if (!found.ok) return found.problem;
    startRun(this.project, {
      workflow: "phases",
      entry: found.entry,
      request: found.request,
      auto,
      settings: { ...DEFAULT_SETTINGS, ...settings },
      options: { ...options, ...found.options },
      session: "s1",
      host: null,
    });
    await this.goOn();
    return null;
  }

  /** The person answers the open question, and the run goes on. */
  async answer(option: string, text: string | null = null): Promise<void> {
    const question = this.open!.id;
    change(this.project, () => [{ do: "answer", question, option, text, via: "dialog", session: "s1", named: true }]);
    await this.goOn();
  }

  /** Until a question is open, or nothing is left to do. */
  async goOn(): Promise<void> {
    for (let steps = 0; steps < MAX_STEPS; steps++) {
      const ready = readyTasks(this.run);
      if (this.run.questions.length > 0 || ready.length === 0) return;
      for (const task of ready) await this.carryOut(task);
    }
    throw new Error(`${MAX_STEPS} steps were not enough`);
  }

  private async carryOut(task: Task): Promise<void> {
    const { project } = this;
    const subject = subjectOf(project, this.run, task);
    if (!subject.ok) throw new Error(subject.problem);
    const nonce = sha256(`${this.run.run} ${task.id} ${task.dispatches}`).slice(0, 32);
    const text = await briefOf(project, this.run, task, nonce, subject.subject);
    this.briefs[task.subject] = text;
    const [brief] = putObjects(project.task, [text]);
    change(project, () => [
      {
        do: "dispatch",
        task: task.id,
        call: `call-${task.id}-${task.dispatches}`,
        nonce: sha256(nonce),
        agentType: `multi-ai:${task.who.agent}`,
        session: "s1",
        host: null,
        brief: brief!,
        subject: subject.subject,
        check: false,
      },
    ]);
    if (task.who.program) await checkTask(project, task.id, nonce);
    else await this.hand(task, text, nonce);
  }

  private async hand(task: Task, text: string, nonce: string): Promise<void> {
    const { project } = this;
    const brief = readBrief(text)!;
    let problems: string[] = [];
    for (let tries = 0; tries < MAX_TRIES; tries++) {
      const answer = this.agent(brief, task);
      if (answer === undefined) throw new Error(`nobody answers ${task.subject}: ${task.writes}`);
      const written =
        typeof answer === "string"
          ? answer
          : JSON.stringify({ task: brief.task, nonce: brief.nonce, ...answer }, null, 2);
      const bytes = new TextEncoder().encode(written);
      writeFiles(project.root, { [task.writes]: written });
      const running = this.run.tasks.find((one) => one.id === task.id)!;
      const subject = subjectOf(project, this.run, running);
      if (!subject.ok) throw new Error(subject.problem);
      const over = { task: task.id, nonce: sha256(nonce), blockable: false, subject: subject.subject };
      const result = await checkArtifact(project, this.run, running, sha256(nonce), subject.subject, bytes);
      if (result.ok) {
        putObjects(project.task, [bytes]);
        change(project, () => [{ do: "ended", ...over, result: { ok: true, artifact: result.artifact } }]);
        return;
      }
      problems = result.problems;
      this.refused[task.subject] = [...(this.refused[task.subject] ?? []), problems];
      if (tries + 1 === MAX_TRIES)
        change(project, () => [{ do: "ended", ...over, result: { ok: false, problems, sha: null } }]);
    }
  }
}
