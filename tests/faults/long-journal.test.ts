// A run with a long journal goes on, survives what a short one survives, and is repaired at its very end.
// MULTI_AI_FAULTS=full: of 100,000 events.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { appendFileSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { change, readRun } from "../../src/run/run.ts";
import { compose, START, scan } from "../../src/store/journal.ts";
import { cleanup, tempDir } from "../harness/project.ts";
import { fault, type Kind } from "./counted.ts";
import { buildDying, copyOf, journalOf, perform, projectAt } from "./hook-build.ts";
import { agent, dispatched, reviewReady, verb } from "./hook-scenarios.ts";
import { played } from "./played.ts";

const FULL = process.env.MULTI_AI_FAULTS === "full";
const EVENTS = FULL ? 100_000 : 10_000;
const LONG: Kind = `others: a journal of ${EVENTS.toLocaleString("en-US")} events`;

afterAll(cleanup);

let program: string;
let template: string;
beforeAll(async () => {
  program = await buildDying(tempDir());
  template = await reviewReady();
  const project = projectAt(template);
  const path = join(project.task, "events.jsonl");
  const { position } = scan(readFileSync(path), START, () => {});
  const { run } = readRun(project)!;
  const events = Array.from({ length: EVENTS - position.seq }, (_, index) => ({
    ...{ type: "delivered", run, directive: `d${index}`, session: "s", reminder: false },
  }));
  // Each a decision of its own, as they are in a run.
  let at = position;
  const lines: string[] = [];
  for (const event of events) {
    const { text, last } = compose([event], at, at.at);
    at = { ...at, seq: at.seq + 1, head: last };
    lines.push(text);
  }
  appendFileSync(path, lines.join(""));
  change(project, () => []);
});

const count = (root: string): number => readRun(projectAt(root))!.seq;

test("12. a hook goes on behind a long journal, with a torn line, without its folds, and after a death", async () => {
  const before = journalOf(projectAt(template));
  expect(before).toHaveLength(EVENTS);
  const harms: ((task: string) => void)[] = [
    (task) => appendFileSync(join(task, "events.jsonl"), '{"seq":'),
    (task) => rmSync(join(task, "snapshot.json")),
  ];
  for (const harm of harms) {
    using copy = copyOf(template);
    await fault(LONG, async () => {
      harm(projectAt(copy.root).task);
      expect(perform(program, agent("T3"), copy.root, {}).stdout.toString()).toContain('"allow"');
      expect(count(copy.root)).toBe(EVENTS + 1);
    });
  }
  // The calls of a dispatch: some 18. Its write of the journal lies in the middle.
  for (const at of FULL ? [2, 5, 6, 7, 8, 9, 12, 16] : [8]) {
    using copy = copyOf(template);
    await fault(LONG, async () => {
      perform(program, agent("T3"), copy.root, { MULTI_AI_DIE_AT: String(at), MULTI_AI_DIE_TORN: "1" });
      await dispatched(projectAt(copy.root), before, "T3");
    });
  }
});

test("12. a break at the last of many events is named by its line, and repaired with nothing before it lost", async () => {
  using copy = copyOf(template);
  const project = projectAt(copy.root);
  const path = join(project.task, "events.jsonl");
  await fault(LONG, async () => {
    const text = readFileSync(path, "utf8");
    writeFileSync(path, `${text.slice(0, -60)}\n`);
    await expect(played(project, agent("T3"))).rejects.toMatchObject({
      seq: EVENTS,
      message: expect.stringContaining(`line ${EVENTS}`),
    });
    expect(await played(project, verb("resume", [], { from: String(EVENTS) }))).toContain(
      `stands at event ${EVENTS - 1}`,
    );
    expect(journalOf(project).slice(0, EVENTS - 1)).toEqual(journalOf(projectAt(template)).slice(0, EVENTS - 1));
  });
});
