// Real projects with runs of many events: the engine decides every one of them, and the journal is
// written at once.

import { appendFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { ArtifactFacts, Command } from "../../src/engine/commands.ts";
import { decide } from "../../src/engine/decide.ts";
import { directive } from "../../src/engine/directive.ts";
import { fold } from "../../src/engine/evolve.ts";
import { type Run, type Task, taskOf } from "../../src/engine/run.ts";
import type { Project } from "../../src/project/project.ts";
import { subjectOf } from "../../src/run/audit/subject.ts";
import { change, readRun } from "../../src/run/journal/change.ts";
import { compose, type Position, START, scan, sha256 } from "../../src/store/journal.ts";
import { putObject } from "../../src/store/objects.ts";
import { readJournal } from "../../src/store/reader.ts";
import { multiAi } from "../../src/workflows/multi-ai/workflow.ts";
import { makeRun, SESSION } from "../cli/made/make-run.ts";

/** What a round of review takes, so that a run of many events has no limit in its way. */
const LIMITS = { per_reviewer: 100_000, plan_reviews: 100_000, code_reviews: 100_000 };
/** Seconds between two decisions. */
const PACE = 20;
/**
 * Findings of one review, of which a reviewer may have 999 in a run, and lines of the file that it
 * is about.
 */
const FINDINGS = 1;
const LINES = 40;

/** The source as the fix of this round leaves it. */
const source = (round: number): string =>
  Array.from({ length: LINES }, (_, line) =>
    line === round % LINES
      ? `export const part${line} = ${round}; // round ${round}`
      : `export const part${line} = 0;`,
  ).join("\n");

/** Carries a run on in memory, and writes its journal in one piece. */
class Long {
  private text = "";
  private at: Position;
  private round = 0;
  private raised: string[] = [];

  constructor(
    private readonly project: Project,
    public run: Run,
  ) {
    this.at = scan(readJournal(project.task)!, START, () => {}).position;
  }

  private do(command: Command): void {
    const events = decide(multiAi, this.run, command);
    if (events.length === 0) return;
    const now = new Date(Date.parse(this.at.at) + PACE * 1_000).toISOString();
    const { text, last } = compose(events, this.at, now);
    const seq = this.at.seq + events.length;
    const lines = text.trimEnd().split("\n");
    this.run = fold(
      this.run,
      lines.map((line) => JSON.parse(line)),
    )!;
    this.at = { ...this.at, seq, head: last, at: now };
    this.text += text;
  }

  private put = (value: object): string => putObject(this.project.task, JSON.stringify(value));

  /** Its agent is started, and is at work. */
  start(task: Task): string {
    const nonce = sha256(`${task.id}.${task.dispatches}`);
    const subject = subjectOf(this.project, this.run, task);
    const call = `toolu_${task.id}_${task.dispatches + 1}`;
    const brief = putObject(
      this.project.task,
      `run: ${this.run.run}\ntask: ${task.id}\n\nDo ${task.subject}.\n`,
    );
    const at = subject.ok ? subject.subject : null;
    const agentType = `multi-ai:${task.who.agent}`;
    this.do({
      do: "dispatch",
      task: task.id,
      call,
      nonce,
      agentType,
      session: SESSION,
      host: null,
      brief,
      subject: at,
      check: false,
    });
    this.do({ do: "bind", task: task.id, call, agent: `a${task.id}` });
    return nonce;
  }

  private end(
    task: Task,
    nonce: string,
    artifact: Partial<ArtifactFacts> & { sha: string; outcome: string },
  ): void {
    const subject = subjectOf(this.project, this.run, task);
    const facts = {
      findings: [],
      prior: [],
      questions: [],
      assumptions: [],
      reason: null,
      ...artifact,
    };
    this.do({ do: "wrote", task: task.id, nonce, sense: artifact.sha });
    this.do({
      do: "ended",
      task: task.id,
      nonce,
      blockable: true,
      subject: subject.ok ? subject.subject : null,
      spent: { tool_calls: 12, minutes: 3, tokens: 80_000 + this.round },
      result: { ok: true, artifact: facts },
    });
  }

  private fix(task: Task): void {
    const nonce = this.start(task);
    this.round++;
    writeFileSync(join(this.project.root, "src/parts.ts"), `${source(this.round)}\n`);
    const answered = this.raised;
    const said = {
      task: task.id,
      nonce,
      status: "complete",
      reason: null,
      changed_files: ["src/parts.ts"],
      criteria: [{ id: "AC1", met: true }],
      deviations: [],
      answered,
      declined: [],
    };
    this.end(task, nonce, { sha: this.put(said), outcome: "complete" });
  }

  private review(task: Task): void {
    const nonce = this.start(task);
    const first = this.run.findings.filter((one) => one.gate === task.gate).length;
    const prior = this.raised.map((id) => ({ id, state: "fixed" as const }));
    const findings = Array.from({ length: FINDINGS }, (_, at) => {
      const line = ((this.round + at) % LINES) + 1;
      return {
        id: `F${first + at + 1}`,
        severity: at === 0 ? ("major" as const) : ("minor" as const),
        file: "src/parts.ts",
        line,
        quote: source(this.round).split("\n")[line - 1]!,
        problem: `Part ${line} is not what round ${this.round} asks for: it is read before it is set.`,
        fix: `Set part ${line} first, and name the round.`,
      };
    });
    this.raised = findings.map((one) => one.id);
    const summary = `Round ${this.round}: one thing is wrong.`;
    const criteria = [
      {
        id: "AC1",
        met: true,
        evidence: [{ file: "src/parts.ts", line: 1, quote: "export const part0" }],
      },
    ];
    const said = {
      task: task.id,
      nonce,
      status: "needs_changes",
      summary,
      criteria,
      findings,
      prior,
    };
    this.end(task, nonce, {
      sha: this.put(said),
      outcome: "needs_changes",
      findings: findings.map(({ id, severity }) => ({ id, severity, outside: false })),
      prior,
    });
  }

  /** One step of the run: what is ready is done, what is asked is answered. */
  private step(): void {
    const next = directive(this.run);
    if (next.do === "ask")
      this.do({
        do: "answer",
        question: next.questions[0]!,
        option: "continue",
        text: null,
        via: "dialog",
        session: SESSION,
        named: true,
      });
    else if (next.do === "dispatch") {
      const task = taskOf(this.run, next.tasks[0]!)!;
      if (task.kind === "fix") this.fix(task);
      else this.review(task);
    } else throw new Error(`the run stands still: ${JSON.stringify(next)}`);
  }

  /** Goes on until the journal has nearly so many events, and leaves an agent at work. */
  until(events: number): void {
    while (this.run.seq < events - 3) this.step();
    for (;;) {
      const next = directive(this.run);
      if (next.do === "dispatch") {
        this.start(taskOf(this.run, next.tasks[0]!)!);
        break;
      }
      this.step();
    }
    this.write();
  }

  /** What was decided gets into the journal; what is derived from it is written, too. */
  write(): void {
    appendFileSync(join(this.project.task, "events.jsonl"), this.text);
    this.text = "";
    change(this.project, () => []);
  }
}

export interface LongRun {
  root: string;
  events: number;
  findings: number;
}

/**
 * A project whose run has some `events` events, in rounds of review and fix; an agent is at work.
 */
export async function makeLongRun(events: number): Promise<LongRun> {
  const made = await makeRun({
    answers: { story: { option: "approve", text: null } },
    settings: { ceiling_tokens: null },
    limits: LIMITS,
    until: (run) =>
      run.tasks.some((task) => task.gate === "code-review-opus" && task.status === "ready"),
  });
  mkdirSync(join(made.root, "src"), { recursive: true });
  const long = new Long(made.project, made.run);
  long.until(events);
  const { root, project } = made;
  const run = readRun(project)!;
  return { root, events: run.seq, findings: run.findings.length };
}
