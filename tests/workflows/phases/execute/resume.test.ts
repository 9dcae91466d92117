// Guarantee: A task lands when its criteria held.
// execute-phase whose session dies: behind the dispatch of each task, and behind what a check did
// before it was on record.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import type { Task } from "../../../../src/engine/run.ts";
import { writeNotes } from "../../../../src/record/machine/outside.ts";
import { change } from "../../../../src/run/journal/change.ts";
import { moduleOf, sceneOf } from "../../../../src/workflows/index.ts";
import { PLANNING } from "../../../../src/workflows/phases/paths.ts";
import { cleanup, git } from "../../../harness/project.ts";
import { PhasesRun } from "../play.ts";
import { AUTO, bringer, brings, fileOf, planFile, project, subjects, summaries } from "./given.ts";

afterEach(cleanup);

class Died extends Error {}

/**
 * Dies once behind the dispatch of each task whose program, or agent, is not yet known; with `done`
 * a check has done its work.
 */
class Mortal extends PhasesRun {
  readonly died = new Set<string>();

  constructor(
    root: string,
    private readonly done: boolean,
  ) {
    super(root, (brief) => {
      this.dies("agent");
      return bringer(brief);
    });
  }

  private dies(name: string): void {
    if (this.died.has(name)) return;
    this.died.add(name);
    throw new Died(name);
  }

  protected override async does(task: Task): Promise<void> {
    const { program } = task.who;
    if (program === undefined || this.died.has(program)) return super.does(task);
    if (!this.done) {
      change(this.project, () => [
        {
          ...{
            do: "dispatch",
            task: task.id,
            call: `call-${task.id}`,
            nonce: "0".repeat(64),
            agentType: "check",
            session: "played",
          },
          ...{ host: null, brief: "0".repeat(64), subject: null, check: false },
        } as const,
      ]);
      this.dies(program);
    }
    const check = (await moduleOf("phases").checks())[program]!;
    const { outcome } = await check(
      sceneOf(this.project, this.run),
      task,
      new AbortController().signal,
    );
    expect([program, outcome]).toEqual([program, "pass"]);
    this.dies(program);
  }
}

const CASES = [
  { goesOn: "a new session goes on from the dispatch of any task", done: false },
  { goesOn: "a new session goes on from what a check did", done: true },
  { goesOn: "another machine goes on from the dispatch of any task", done: false, elsewhere: true },
];
for (const { goesOn, done, elsewhere } of CASES)
  test(`${goesOn}, with the same end`, async () => {
    const root = project({ "01-01": planFile("01-01", [brings("one"), brings("two")]) });
    const run = new Mortal(root, done);
    let sessions = 0;
    for (let step = () => run.start("execute-phase", AUTO); ; step = () => run.goOn()) {
      try {
        await step();
        break;
      } catch (error) {
        if (!(error instanceof Died)) throw error;
        // What the first machine has noted of what the program wrote is not known there.
        if (elsewhere) writeNotes(process.env, run.project, "planning", PLANNING, { files: {} });
        run.attach(`session-${++sessions}`);
      }
    }
    expect([...run.died].sort()).toEqual(
      [
        "accept",
        "agent",
        "commit",
        "completion",
        "execute-prepare",
        "execute-publish",
        "execute-summary",
        "snapshot",
      ].sort(),
    );
    expect([run.run.status, sessions]).toEqual(["complete", 8]);
    const all = subjects(root, "HEAD");
    const docs = "docs: execute-phase 01";
    expect(all.filter((one) => one !== docs)).toEqual([
      "start",
      "feat(01-01): bring one",
      "feat(01-01): bring two",
    ]);
    // STATE.md says when it was written, so what died behind its commit writes it once more.
    expect(all.filter((one) => one === docs)).toHaveLength(done ? 2 : 1);
    expect(git(root, "status", "--porcelain", "--", "src")).toBe("");
    expect(summaries(root)[0]).toMatchObject({
      path: fileOf("01-01", "SUMMARY"),
      self_check: "passed",
      problems: [],
    });
    expect(summaries(root)[0]!.commits).toHaveLength(2);
  });
