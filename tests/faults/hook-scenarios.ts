// Steps of a run that change what is on the disk, each as one process, and what has to hold after
// it and after its death.

import { expect } from "bun:test";
import {
  appendFileSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Recorded } from "../../src/engine/events.ts";
import { type Run, taskOf } from "../../src/engine/run.ts";
import type { Project } from "../../src/project/project.ts";
import { archiveIndex } from "../../src/record/history.ts";
import { knownRuns } from "../../src/run/end/archived-runs.ts";
import { change, readRun } from "../../src/run/journal/change.ts";
import { sha256 } from "../../src/store/journal.ts";
import { getObject } from "../../src/store/objects.ts";
import { readEvents } from "../../src/store/reader.ts";
import { apply, dispatchTask, makeRun, STATES } from "../cli/made/make-run.ts";
import { git, makeProject, writeFiles } from "../harness/project.ts";
import { STORY } from "../harness/workers.ts";
import { noteWritten } from "../harness/written.ts";
import { played, type Raw } from "./played.ts";

export interface Scenario {
  name: string;
  /** Makes the project as it is before the step. @returns its folder */
  make(): Promise<string>;
  /** Breaks what a copy of that holds; nothing unless said. */
  spoil?(project: Project): void;
  step: Raw;
  /**
   * Goes on after a death (or none) as the host and the person would, by the same step, and looks
   * at what came of it.
   */
  goOn(project: Project, before: Recorded[]): Promise<void>;
}

const SESSION = "3f0c2c1e-0000-4000-8000-000000000001";
const AGENT = "a1";
const APPROVE = { story: { option: "approve", text: null } };

export const hook = (event: string, more: object): Raw => ({
  hook_event_name: event,
  session_id: SESSION,
  ...more,
});
export const typed = (command: string, args = ""): Raw =>
  hook("UserPromptExpansion", { command_name: `multi-ai:${command}`, command_args: args });
export const agent = (task: string, call = `toolu_${task}_x`): Raw =>
  hook("PreToolUse", { tool_name: "Agent", tool_use_id: call, tool_input: { prompt: task } });
export const verb = (name: string, args: string[] = [], options = {}): Raw => ({
  verb: name,
  args,
  options,
});

const ready = (id: string) => (run: Run) => taskOf(run, id)?.status === "ready";
export const countOf = (events: { type: string }[], type: string): number =>
  events.filter((one) => one.type === type).length;
const read = (project: Project, name: string): string =>
  readFileSync(join(project.root, name), "utf8");

/** The journal holds what it held before, its chain is whole, and the folds say what it says. */
export function expectWhole(project: Project, before: Recorded[]): Recorded[] {
  const events = readEvents(project.task) as unknown as Recorded[];
  expect(events.slice(0, before.length)).toEqual(before);
  const folds = () =>
    ["state.json", "pipeline-tasks.json"].map((name) =>
      readFileSync(join(project.task, name), "utf8"),
    );
  const now = folds();
  change(project, () => []);
  expect(folds()).toEqual(now);
  expect(existsSync(join(project.task, "lock"))).toBe(false);
  return events;
}

/**
 * Dispatches `task`: once it runs, a call that the host never carried out is taken back at the end
 * of the turn.
 */
export async function dispatched(
  project: Project,
  before: Recorded[],
  task: string,
): Promise<void> {
  let answer = await played(project, agent(task));
  if (answer.includes('"deny"')) {
    await played(project, hook("Stop", {}));
    answer = await played(project, agent(task));
  }
  expect(answer).toContain('"permissionDecision":"allow"');
  const events = expectWhole(project, before).slice(before.length);
  const own = events.filter((one) => "task" in one && one.task === task);
  expect(countOf(own, "dispatched") - countOf(own, "returned")).toBe(1);
  expect(taskOf(readRun(project)!, task)!.status).toBe("running");
  const last = own.findLast((one) => one.type === "dispatched") as { brief: string };
  expect(getObject(project.task, last.brief)).not.toBeNull();
}

const HEAD_AND_INDEX = (project: Project): string[] => [
  git(project.root, "rev-parse", "HEAD"),
  git(project.root, "for-each-ref", "refs/heads"),
  git(project.root, "ls-files", "--stage"),
  git(project.root, "fsck", "--no-dangling"),
];

/** A killed git leaves the lock of its ref: it is named, and the step goes on once it is away. */
async function withoutRefLock(work: () => Promise<string>): Promise<string> {
  const said = await work();
  const lock = /'([^']*\.lock)': File exists/.exec(said)?.[1];
  if (lock === undefined) return said;
  rmSync(lock);
  return work();
}

const made = async (work: Promise<{ root: string }>): Promise<string> => (await work).root;

/** A project whose first review comes next. */
export const reviewReady = (): Promise<string> => made(makeRun({ auto: true, until: ready("T3") }));

/** A project whose first agent has written its artifact and is about to stop. */
export async function artifactWritten(): Promise<string> {
  const { root, project, run } = await makeRun({ until: ready("T1") });
  const brief = await dispatchTask(project, run, taskOf(run, "T1")!);
  apply(project, {
    do: "bind",
    task: "T1",
    call: taskOf(readRun(project)!, "T1")!.dispatch!.call,
    agent: AGENT,
  });
  writeFileSync(brief.writes, JSON.stringify({ task: brief.task, nonce: brief.nonce, ...STORY }));
  noteWritten(project, "T1");
  return root;
}

export const SCENARIOS: Scenario[] = [
  {
    name: "a run starts",
    make: async () => makeProject({ git: false }),
    step: typed("multi-ai", "Say goodbye by name"),
    async goOn(project, before) {
      const answer = await played(project, this.step);
      const events = expectWhole(project, before);
      // Typed again when the run was there, it is a second request: what becomes of it is asked
      // before anything starts.
      expect(answer).toContain(countOf(events, "asked") === 0 ? "T1" : "Q1");
      expect(countOf(events, "asked")).toBeLessThanOrEqual(1);
      expect(countOf(events, "run_created")).toBe(1);
      const run = readRun(project)!;
      expect(getObject(project.task, run.request.sha)?.toString()).toBe("Say goodbye by name");
      expect(run.tasks).toHaveLength(9);
    },
  },
  {
    name: "dispatch of a review, with its brief",
    make: reviewReady,
    step: agent("T3"),
    goOn: (project, before) => dispatched(project, before, "T3"),
  },
  {
    name: "dispatch of the implementation, with the snapshot in git",
    async make() {
      const { root } = await makeRun({ auto: true, until: ready("T6") });
      writeFiles(root, { "draft.md": "mine\n" });
      return root;
    },
    step: agent("T6"),
    async goOn(project, before) {
      const head = HEAD_AND_INDEX(project);
      await withoutRefLock(() => played(project, this.step));
      await dispatched(project, before, "T6");
      expect(git(project.root, "show", `refs/multi-ai/${readRun(project)!.run}:draft.md`)).toBe(
        "mine",
      );
      expect(HEAD_AND_INDEX(project)).toEqual(head);
    },
  },
  {
    name: "an artifact is accepted",
    make: artifactWritten,
    step: hook("SubagentStop", { agent_id: AGENT, agent_type: "multi-ai:requirements-gatherer" }),
    async goOn(project, before) {
      expect(await played(project, this.step)).toBe("null");
      expect(await played(project, hook("Stop", {}))).toContain("Q1");
      const events = expectWhole(project, before);
      expect(countOf(events, "accepted")).toBe(1);
      expect(countOf(events, "asked")).toBe(1);
      const { artifact } = events.find((one) => one.type === "accepted") as { artifact: string };
      expect(Buffer.from(getObject(project.task, artifact)!).toString()).toContain(STORY.title);
    },
  },
  {
    name: "reset archives a run",
    make: () => made(makeRun({ answers: APPROVE, until: ready("T3") })),
    step: typed("reset"),
    async goOn(project, before) {
      expect(await played(project, this.step)).toMatch(/is archived in|No run here/);
      const run = before[0]!.run;
      const kept = { ...project, task: join(project.task, "history", run) };
      const events = expectWhole(kept, before);
      expect(countOf(events, "ended")).toBe(1);
      expect(archiveIndex(project).map((line) => line.run)).toEqual([run]);
      expect(knownRuns(project)).toEqual([run]);
      for (const one of events)
        if (one.type === "accepted") expect(getObject(kept.task, one.artifact)).not.toBeNull();
      expect(readdirSync(kept.task)).toContain("plan-refined.json");
      const left = readdirSync(project.task).filter(
        (name) => name !== "lock" && !name.endsWith(".tmp"),
      );
      // The lock of a dead process is in nobody's way.
      expect(left.sort()).toEqual([".gitignore", "history"]);
    },
  },
  {
    name: "park puts a run aside",
    make: () => made(makeRun({ answers: APPROVE, until: ready("T3") })),
    step: verb("park"),
    async goOn(project, before) {
      expect(await played(project, this.step)).toMatch(/is parked in|no run here/i);
      await expectBack(project, before);
    },
  },
  {
    name: "resume brings a parked run back",
    async make() {
      const { root, project } = await makeRun({ answers: APPROVE, until: ready("T3") });
      await played(project, verb("park"));
      return root;
    },
    step: verb("resume"),
    goOn: expectBack,
  },
  {
    name: "resume --from repairs the journal",
    make: () => made(makeRun({ answers: APPROVE, until: ready("T3") })),
    spoil({ task }) {
      const path = join(task, "events.jsonl");
      const last = readFileSync(path, "utf8").trim().split("\n").at(-1)!;
      const { seq, at, run } = JSON.parse(last);
      // Only a broken journal is repaired: the chain of this one holds, and its last event says
      // nothing.
      const event = { seq: seq + 1, at, type: "asked", run, prev: sha256(last) };
      appendFileSync(path, `${JSON.stringify(event)}\n`);
    },
    step: verb("resume", [], { from: "21" }),
    async goOn(project, before) {
      // Where the death came behind the repair, nothing is left to mend.
      expect(await played(project, this.step)).toMatch(/is at event|nothing was changed/);
      const kept = (readEvents(project.task) as unknown as Recorded[]).filter(
        (one) => one.seq < 21,
      );
      expect(kept).toEqual(before.slice(0, kept.length));
      expect(kept.length).toBeGreaterThan(10);
      // What was cut off is kept aside, to the last event.
      const aside = readdirSync(join(project.task, "history")).map((name) =>
        read(project, `.task/history/${name}`),
      );
      expect(aside.some((text) => before.every((one) => text.includes(`"seq":${one.seq},`)))).toBe(
        true,
      );
      expectWhole(project, kept);
    },
  },
  {
    name: "rollback",
    make: () => made(STATES.complete()),
    step: typed("rollback", "--yes"),
    async goOn(project, before) {
      const head = HEAD_AND_INDEX(project);
      const done = await withoutRefLock(() => played(project, this.step));
      expect(done).toMatch(/ again: |already in the state/);
      expect(existsSync(join(project.root, "src/goodbye.ts"))).toBe(false);
      expect(read(project, "README.md")).toStartWith("# Greeter");
      expect(await played(project, typed("rollback", "--undo --yes"))).toContain(
        "before its rollback",
      );
      expectDone(project, head);
      expectWhole(project, before);
    },
  },
  {
    name: "undo of a rollback",
    async make() {
      const { root, project } = await STATES.complete();
      await played(project, typed("rollback", "--yes"));
      return root;
    },
    step: typed("rollback", "--undo --yes"),
    async goOn(project, before) {
      const head = HEAD_AND_INDEX(project);
      await withoutRefLock(() => played(project, this.step));
      expectDone(project, head);
      expectWhole(project, before);
    },
  },
];

/** What the implementer made is there, and git's own state is what it was. */
function expectDone(project: Project, head: string[]): void {
  expect(read(project, "src/goodbye.ts")).toContain("goodbye");
  expect(existsSync(join(project.root, "tests/goodbye.test.ts"))).toBe(true);
  expect(HEAD_AND_INDEX(project)).toEqual(head);
}

/** The run that is parked, or nearly, comes back with all that it had. */
async function expectBack(project: Project, before: Recorded[]): Promise<void> {
  const run = (before[0] ?? readRun(project))?.run ?? readdirSync(join(project.task, "parked"))[0]!;
  expect(await played(project, verb("resume", [run]))).toContain(run);
  const events = expectWhole(project, before);
  for (const one of events)
    if (one.type === "accepted") expect(getObject(project.task, one.artifact)).not.toBeNull();
  expect(existsSync(join(project.task, "plan-refined.json"))).toBe(true);
  expect(existsSync(join(project.task, "parked", run))).toBe(false);
  await dispatched(project, before, "T3");
}
