// What the exit code of `multi-ai run` says: 0 is a run that is complete, and nothing else.
// Runs: in full too.

import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import pc from "picocolors";
import { ending, run as verb } from "../../../src/cli/start/run.ts";
import type { Run } from "../../../src/engine/run.ts";
import type { Call } from "../../../src/run/commands/command.ts";
import type { DriveEnd } from "../../../src/run/driver/drive.ts";
import { readRun } from "../../../src/run/journal/change.ts";
import { codexReviewer } from "../../harness/codex-reviewer.ts";
import { startModel } from "../../harness/model.ts";
import { cleanup, makeProject, onCleanup } from "../../harness/project.ts";
import { claudePath, makeSandbox } from "../../harness/sandbox.ts";
import { team } from "../../harness/team.ts";
import { honest } from "../../harness/workers.ts";
import { atScreen, PROGRAM } from "../cli.ts";
import { type MadeRun, STATES } from "../made/make-run.ts";

afterAll(cleanup);

const root = join(import.meta.dir, "../../..");
const callOf = (made: MadeRun): Call =>
  ({
    project: made.project,
    paint: pc.createColors(false),
    json: false,
    env: {},
  }) as unknown as Call;

/** Every way in which a drive can end, for a run. */
const ENDS: Record<DriveEnd["how"], (run: Run) => DriveEnd> = {
  ended: (run) => ({ how: "ended", run }),
  question: (run) => ({ how: "question", run }),
  held: (run) => ({
    how: "held",
    run: {
      ...run,
      paused: {
        task: null,
        at: run.updated_at,
        failure: "rate_limit",
        message: "later",
        until: null,
      },
    },
  }),
  stalled: (run) => ({ how: "stalled", run, output: "I would rather not." }),
  cancelled: (run) => ({ how: "cancelled", run }),
  host_failed: (run) => ({ how: "host_failed", run, output: "no credit" }),
  sink_gone: (run) => ({ how: "sink_gone", run, output: "it closed the connection" }),
};
const CODES: Record<DriveEnd["how"], 1 | 3> = {
  ended: 1,
  question: 1,
  held: 3,
  stalled: 3,
  cancelled: 1,
  host_failed: 3,
  sink_gone: 3,
};

describe.each(["story question open", "review running", "complete", "cancelled"] as const)(
  "in state %s",
  (name) => {
    let made: MadeRun;
    beforeAll(async () => {
      made = await STATES[name]();
    });
    test.each(Object.keys(ENDS) as DriveEnd["how"][])("a drive that ends as %s", (how) => {
      const answer = ending(callOf(made), ENDS[how](made.run));
      const complete = how === "ended" && made.run.status === "complete";
      expect([answer.exit, answer.exit === 0]).toEqual([complete ? 0 : CODES[how], complete]);
      // Whatever stops says what to do next, and how it ended to a script.
      if (!complete) expect(answer.text).toMatch(/Next: |Then: |No run is open/);
      const failure = how === "held" ? { failure: "rate_limit" } : {};
      expect(answer.data).toMatchObject({ end: how, ...failure });
    });
  },
);

test("one that stands still names what is due", async () => {
  const made = await STATES["story question open"]();
  const run = structuredClone(made.run);
  run.tasks[0]!.status = "ready";
  expect(ending(callOf(made), { how: "stalled", run, output: "" }).text).toContain(
    "Due: T1 Gather requirements.",
  );
});

test("at a terminal it stops at a question, too, and prints what answers it", async () => {
  const { root, project, run } = await STATES["story question open"]();
  const { result, screen } = await atScreen([process.execPath, PROGRAM, "run", "--continue"], root);
  expect([result.code, readRun(project)!.decisions]).toEqual([1, run.decisions]);
  expect(screen).toMatch(
    /multi-ai decide <A, B, …> --question Q1[\s\S]*Then: multi-ai run --continue/,
  );
});

test("help, usage and troubleshooting have the same codes", () => {
  expect(verb.summary).toContain("Exit 0: complete. 1: waiting");
  for (const file of ["docs/usage.md", "docs/troubleshooting.md"]) {
    const text = readFileSync(join(root, file), "utf8");
    for (const code of ["0", "1", "2", "3"])
      expect([file, code, new RegExp(`^\\| ${code} \\|`, "m").test(text)]).toEqual([
        file,
        code,
        true,
      ]);
  }
});

test("a pipe that nobody reads to its end is no run that is complete", async () => {
  const model = startModel({ script: team(honest()), codex: codexReviewer() });
  const project = makeProject();
  const { env } = makeSandbox({ version: "new", project, model });
  const words = ["run", "--claude", claudePath("new"), "--auto", "multi-ai", "Say goodbye"];
  const command = [process.execPath, PROGRAM, ...words];
  const child = Bun.spawn(command, {
    cwd: project,
    env,
    stdin: "ignore",
    stdout: "pipe",
    stderr: "ignore",
  });
  onCleanup(() => child.kill());
  const reader = child.stdout.getReader();
  await reader.read();
  await reader.cancel();
  expect(await child.exited).toBe(3);
});
