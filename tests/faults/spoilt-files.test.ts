// Guarantee: A crash loses nothing.
// Files of a live run that are torn, deleted, spoilt or older than the clock says, and locks of the
// dead: the next hook goes on or says exactly what to do.
// Runs: in full too.
// Not in npm test: a clock that goes back
// Not in npm test: a fold that is spoilt: state.json (?:empty|with old|other bytes)
// Not in npm test: a fold that is gone: (?!state.json$)
import { afterAll, beforeAll, describe, expect, test } from "bun:test";
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { Recorded } from "../../src/engine/events.ts";
import { processScope } from "../../src/process/identity.ts";
import type { Project } from "../../src/project/project.ts";
import { readRun } from "../../src/run/journal/change.ts";
import { BrokenChain } from "../../src/store/journal.ts";
import { someOf } from "../harness/in-full.ts";
import { cleanup, tempDir } from "../harness/project.ts";
import { fault, type Kind } from "./counted.ts";
import { buildDying, copyOf, journalOf, perform, projectAt } from "./hook-build.ts";
import { agent, dispatched, expectWhole, reviewReady, verb } from "./hook-scenarios.ts";
import { played } from "./played.ts";

afterAll(cleanup);

let program: string;
let template: string;
let before: Recorded[];
beforeAll(async () => {
  program = await buildDying(tempDir());
  template = await reviewReady();
  before = journalOf(projectAt(template));
});

const FOLDS = ["state.json", "pipeline-tasks.json", "live", "snapshot.json"];

/**
 * Does harm to a run whose review comes next; then that has to be dispatched, and every fold has to
 * be as it was.
 */
async function harmed(kind: Kind, harm: (project: Project) => void): Promise<void> {
  using copy = copyOf(template);
  const project = projectAt(copy.root);
  await fault(kind, async () => {
    harm(project);
    const { stdout, exitCode } = perform(program, agent("T3"), copy.root, {});
    expect([exitCode, stdout.toString()]).toEqual([
      0,
      expect.stringContaining('"permissionDecision":"allow"'),
    ]);
    const events = expectWhole(project, before);
    expect(events.at(-1)).toMatchObject({ type: "dispatched", task: "T3" });
    for (const name of FOLDS) expect(existsSync(join(project.task, name))).toBe(true);
    expect(existsSync(join(project.task, "lock.claim"))).toBe(false);
  });
}

test.each([...FOLDS, FOLDS.join(" ")])("12. a fold that is gone: %s", (names) =>
  harmed("others: a fold that is gone", ({ task }) => {
    for (const name of names.split(" ")) rmSync(join(task, name), { force: true });
  }),
);

describe.each(someOf(FOLDS))("12. a fold that is spoilt: %s", (name) => {
  test.each<[string, (path: string) => void]>([
    ["empty", (path) => writeFileSync(path, "")],
    ["cut", (path) => truncateSync(path, 40)],
    ["with old bytes behind it", (path) => appendFileSync(path, '"old": 1}\n')],
    ["other bytes", (path) => writeFileSync(path, Buffer.from([0, 255, 123, 10]))],
    ["JSON of something else", (path) => writeFileSync(path, "[null]\n")],
  ])("%s", (_, spoil) =>
    harmed("others: a fold that is spoilt", ({ task }) => {
      spoil(join(task, name));
    }),
  );
});

test("12. a torn last line that nobody was told of", async () => {
  const next =
    '{"seq":99,"at":"2030-01-01T00:00:00.000Z","type":"ended","run":"x","status":"complete","prev":"00"}';
  for (const torn of ["{", next.slice(0, 30), next.slice(0, -1), "\n\n{", "\u0000".repeat(100)])
    await harmed("others: a torn last line", ({ task }) =>
      appendFileSync(join(task, "events.jsonl"), torn),
    );
});

test("12. a clock that goes back a day, a year, and forward", async () => {
  for (const days of [-1, -365, 1]) {
    using copy = copyOf(template);
    const project = projectAt(copy.root);
    await fault("others: a clock that jumps", async () => {
      const { exitCode } = perform(program, agent("T3"), copy.root, {
        MULTI_AI_CLOCK: String(days * 86_400_000),
      });
      expect(exitCode).toBe(0);
      await dispatched(project, before, "T3");
      const times = journalOf(project).map(({ at }) => at);
      expect(times).toEqual([...times].sort());
      if (days > 0) expect(times.at(-1)! > new Date(Date.now() + 1_000).toISOString()).toBe(true);
    });
  }
});

test("12. locks of the dead", async () => {
  const dead = Bun.spawnSync(["true"]).pid;
  const lock = (owner: object): string =>
    JSON.stringify({ host: processScope(), start: null, ...owner });
  const locks: Record<string, string>[] = [
    { lock: lock({ pid: dead, start: "1" }) },
    // Its number belongs to another process by now.
    { lock: lock({ pid: process.pid, start: "1" }) },
    { lock: "" },
    { lock: '{"pid":' },
    { lock: lock({ pid: dead, start: "1" }), "lock.claim": lock({ pid: dead, start: "1" }) },
    {
      lock: lock({ pid: dead, start: "1" }),
      "lock.claim": "",
      "lock.claim.claim": lock({ pid: dead, start: "2" }),
    },
  ];
  for (const files of locks)
    await harmed("others: a lock of the dead", ({ task }) => {
      for (const [name, text] of Object.entries(files)) writeFileSync(join(task, name), text);
    });
});

describe("12. a chain that is broken stops the run and names line and remedy", () => {
  const line = (text: string, number: number, change: (line: string) => string | null): string =>
    text
      .split("\n")
      .flatMap((one, index) => (index === number - 1 ? (change(one) ?? []) : [one]))
      .join("\n");
  test.each<[string, (text: string) => string]>([
    ["a line is altered", (text) => line(text, 9, (one) => one.replace('"run"', '"Run"'))],
    ["a line is gone", (text) => line(text, 5, () => null)],
    [
      "a line is there twice with another number",
      (text) => line(text, 7, (one) => `${one}\n${one.replace(/"seq":\d+/, '"seq":99')}`),
    ],
    ["the last line is cut", (text) => text.slice(0, -40)],
    ["the second half is gone", (text) => text.slice(0, text.length >> 1)],
    ["it is empty", () => ""],
  ])("%s", async (_, alter) => {
    using copy = copyOf(template);
    const project = projectAt(copy.root);
    const path = join(project.task, "events.jsonl");
    await fault("others: a broken chain", async () => {
      writeFileSync(path, alter(readFileSync(path, "utf8")));
      const found = (() => {
        try {
          return readRun(project);
        } catch (error) {
          return error;
        }
      })();
      expect(found).toBeInstanceOf(BrokenChain);
      const { line, seq } = found as BrokenChain;
      for (const step of [agent("T3"), verb("status")])
        await expect(played(project, step)).rejects.toThrow(`broken at line ${line}: `);
      expect((found as BrokenChain).inWords((one) => one)).toContain(
        // Before the first event nothing is left to go on from.
        seq === 1 ? "Run `cancel --force`" : `\`resume --from ${seq}\``,
      );
      // Nothing was written meanwhile; the remedy keeps what is before the break, and the file as
      // it was.
      const spoilt = readFileSync(path, "utf8");
      expect(await played(project, verb("resume", [], { from: String(seq) }))).toMatch(
        /is at event|Nothing is left/,
      );
      const kept = journalOf(project).filter((one) => one.seq < seq);
      expect(kept).toEqual(before.slice(0, kept.length));
      const aside = [...new Bun.Glob("broken-*.jsonl").scanSync(join(project.task, "history"))];
      expect(
        aside.map((name) => readFileSync(join(project.task, "history", name), "utf8")),
      ).toEqual([spoilt]);
      if (kept.length > 0) expectWhole(project, kept);
    });
  });
});

test("12. what stands in the place of a fold is moved aside, and the event is recorded", async () => {
  using copy = copyOf(template);
  const project = projectAt(copy.root);
  await fault("others: a folder in the place of a fold", async () => {
    rmSync(join(project.task, "state.json"));
    mkdirSync(join(project.task, "state.json"));
    expect(await played(project, agent("T3"))).toContain('"permissionDecision":"allow"');
    expect(journalOf(project).at(-1)).toMatchObject({ type: "dispatched", task: "T3" });
    await played(project, verb("resume"));
    expectWhole(project, before);
    const [place = ""] = readdirSync(join(project.task, "before"));
    expect(readdirSync(join(project.task, "before", place))).toEqual(["state.json"]);
  });
});
