import { join } from "node:path";
import type { ArtifactFacts } from "../../../src/engine/commands.ts";
import { readyTasks } from "../../../src/engine/decisions/wave.ts";
import { isOver, type Task } from "../../../src/engine/run.ts";
import type { Workflow } from "../../../src/engine/workflow.ts";
import type { Scene } from "../../../src/record/scene.ts";
import { projectTree } from "../../../src/record/subject.ts";
import type { Settings } from "../../../src/settings.ts";
import { putObject } from "../../../src/store/objects.ts";
import { EXECUTE_CHECKS, WAITS_CHECKS } from "../../../src/workflows/execute/checks/index.ts";
import { treeAt, workspaceOf } from "../../../src/workflows/execute/checks/workspace.ts";
import { execution } from "../../../src/workflows/execute/index.ts";
import { kind, type TaskResult } from "../../../src/workflows/execute/kind.ts";
import {
  type PlannedFacts,
  type PlanTask,
  REVIEWED,
} from "../../../src/workflows/execute/plan/plan.ts";
import { dispatched, facts, nonceOf, Story, started } from "../../engine/given.ts";
import { type Files, writeFiles } from "../../harness/project.ts";

export const PLAN = ".task/plan.md";
const asked = {
  ask: "stuck",
  options: { again: { move: "again" }, stop: { move: "stop" } },
} as const;

/** A plan, and the executor behind it. `over`: what its gates are made with beside that. */
export const carry = (over: Partial<Parameters<typeof execution.gates>[0]> = {}): Workflow => ({
  name: "carry",
  files: ".task",
  limits: { ...execution.limits },
  bounds: { ...execution.bounds, planner: { tool_calls: 10, minutes: 1, tokens: 1_000 } },
  roles: { ...execution.roles },
  rules: {
    ...execution.rules,
    ...execution.waits.rules,
    [REVIEWED]: (run) => run.options.reviewed === "yes",
  },
  waves: execution.waves,
  idle: "idle",
  complete: "complete",
  entries: {
    start: {
      back: { planning: "plan" },
      gates: [
        {
          gate: "produce",
          key: "plan",
          title: "Plan",
          token: "planning",
          after: [],
          who: { agent: "planner", model: "haiku" },
          reads: [],
          writes: PLAN,
          schema: "plan",
          brief: "plan",
          stuck: asked,
          bounded: asked,
          on: { done: "next" },
        },
        ...execution.gates({ after: ["plan"], plan: PLAN, files: ".task", ...over }),
      ],
    },
  },
});
export const workflow: Workflow = carry();

export const task = (n: number, over: Partial<PlanTask> = {}): PlanTask => {
  return {
    n,
    name: `Task number ${n}`,
    files: [`${n}.txt`],
    after: [],
    setup: [],
    criteria: ["true"],
    ...over,
  };
};

export interface Given {
  tasks: PlanTask[];
  settings?: Partial<Settings>;
  options?: Record<string, string>;
  /** Commands that the person has approved; all of the plan's where nothing is said. */
  approved?: string[];
  text?: string;
  auto?: boolean;
  /** Where an earlier task found that the work belongs. */
  /** What the plan states beside its tasks. */
  planned?: Partial<PlannedFacts>;
  workflow?: Workflow;
}

/** A run with a plan that was approved, in a project that is there. */
export class Execution extends Story {
  readonly project;

  constructor(
    root: string,
    {
      tasks,
      settings = {},
      options = {},
      approved,
      text = "# Overview\n\nWords.\n",
      ...given
    }: Given,
  ) {
    super(given.workflow ?? workflow);
    this.project = { root, task: join(root, ".task"), found: "folder" as const };
    started({ settings, options, auto: given.auto ?? false })(this);
    this.plans({ tasks, text, ...(approved ? { approved } : {}), ...given });
  }

  /** The plan is written and approved. */
  plans({
    tasks,
    text = "# Overview\n",
    approved,
    ...given
  }: Omit<Given, "settings" | "options" | "auto">): void {
    const plan = this.now.tasks.findLast((one) => one.gate === "plan")!;
    dispatched(plan.id, { subject: null })(this);
    const commands = [...new Set(tasks.flatMap((one) => one.criteria))];
    const sha = putObject(this.project.task, text);
    this.end(
      plan,
      facts("done", {
        sha,
        commands,
        facts: { tasks, ...given.planned },
      }),
      null,
    );
    const allowed = approved ?? commands;
    if (allowed.length > 0)
      this.record([
        {
          type: "tests_decided",
          run: this.now.run,
          task: plan.id,
          commands: allowed,
          approved: true,
          by: "person",
        },
      ]);
  }

  get scene(): Scene {
    return { project: this.project, workflow: this.workflow, run: this.now };
  }

  end(of: Task, artifact: ArtifactFacts, subject: string | null): void {
    this.do({
      do: "ended",
      task: of.id,
      nonce: nonceOf(this.task(of.id)),
      blockable: true,
      subject,
      result: { ok: true, artifact },
    });
  }

  /** Titles of what may begin now. */
  ready(): string[] {
    return readyTasks(this.now).map((one) => one.subject);
  }

  /** Runs a check, without recording what it found. */
  look(name: string) {
    const of = this.task(name);
    return { ...EXECUTE_CHECKS, ...WAITS_CHECKS }[of.who.program!]!(
      this.scene,
      of,
      new AbortController().signal,
    );
  }

  /** Runs a check that is ready and records what it found. */
  async check(name: string): Promise<string> {
    const of = this.task(name);
    dispatched(of.id, { subject: null })(this);
    const found = await this.look(of.id);
    const sha = putObject(this.project.task, JSON.stringify(found.record));
    const more = {
      ...(found.commands ? { commands: found.commands } : {}),
      facts: found.facts ?? {},
    };
    this.end(of, facts(found.outcome, { sha, ...more }), found.tree);
    return found.outcome;
  }

  private placeOf({ item }: Task) {
    return item === null ? { project: this.project, stream: null } : workspaceOf(this.scene, item);
  }

  private subject(of: Task): string {
    const found = this.placeOf(of);
    const tree = found.stream === null ? null : treeAt(this.scene, found);
    const here = tree === null ? projectTree(this.scene) : null;
    return tree ?? (here?.ok ? here.subject! : "");
  }

  /** The executor of this task begins. @returns the folder that it works in */
  begin(name: string): string {
    const of = this.task(name);
    dispatched(of.id, { subject: this.subject(of) })(this);
    return this.placeOf(of).project.root;
  }

  /** It hands in its result. @returns what is wrong with that */
  hand(name: string, over: Partial<TaskResult> = {}): string[] {
    const of = this.task(name);
    const value = {
      status: "done",
      summary: "It is done.",
      deviations: [],
      reason: null,
      denied: [],
      ...over,
    };
    const given = {
      task: of.id,
      nonce: nonceOf(of).slice(0, 32),
      changed_files: [],
      ...value,
    } as TaskResult;
    const subject = this.subject(of);
    const { problems, if_denied, ...said } = kind.check(given, this.scene, of, subject);
    if (problems.length > 0) return problems;
    const sha = putObject(this.project.task, JSON.stringify(given));
    this.end(of, { sha, ...said, outcome: if_denied?.outcome ?? said.outcome }, subject);
    return [];
  }

  /** The executor of a task changes these files and hands in its result. */
  work(name: string, files: Files): void {
    writeFiles(this.begin(name), files);
    const problems = this.hand(name, { changed_files: Object.keys(files) });
    if (problems.length > 0) throw new Error(problems.join("\n"));
  }

  /** A task is worked on, and checked. @returns what its check found */
  checked(n: number, files: Files): Promise<string> {
    this.work(`Task ${n}`, files);
    return this.check(`Check task ${n}`);
  }

  /** A task is worked on, checked and committed. @throws where it does not land */
  async lands(n: number, files: Files): Promise<void> {
    this.work(`Task ${n}`, files);
    await this.landed(n);
  }

  /** The same behind its work. */
  async landed(n: number): Promise<void> {
    for (const what of ["Check", "Commit"]) {
      const outcome = await this.check(`${what} task ${n}`);
      if (outcome !== "pass") throw new Error(`${what} task ${n}: ${outcome}`);
    }
  }

  /** Subjects of what is not over, with how it stands. */
  open(): string[] {
    return this.now.tasks
      .filter((one) => !isOver(one))
      .map((one) => `${one.subject} ${one.status}`);
  }
}
