// What came of a task is told in the session alike whatever the workflow: each finding in its words,
// its place and how far it is shown, what was fixed, and tests before and after.
// Runs: together.
import { expect, test } from "bun:test";
import type { Run, Task } from "../../src/engine/run.ts";
import { cameOf } from "../../src/render/shown/came.ts";
import { workflowOf } from "../../src/workflows/index.ts";
import { Story, started } from "../engine/given.ts";
import { Team } from "../workflows/team/given.ts";

const of = (run: Run, subject: string): Task => run.tasks.find((one) => one.subject === subject)!;
const asTold = ({ good, words, findings }: ReturnType<typeof cameOf>) => [good, words, ...findings];

/** A run that has begun. */
function begun(name: string, entry: string, options: Record<string, string | true>): Run {
  const story = new Story(workflowOf(name));
  started({ entry, options } as object)(story);
  return story.now;
}

const WORDS = {
  ...{ id: "F1", severity: "major", file: "src/cart.ts", line: 12, quote: "x", fix: "y" },
  ...{ problem: "An empty cart has no total", test: { file: "tests/cart.test.ts" } },
};

test.each([
  ["multi-ai", "start", {}, "Code Review - Sonnet"],
  ["council", "start", {}, "Code Review - Peer"],
  ["phases", "execute-phase", { reviews: true }, "Code Review - Peer"],
] as const)("findings of %s", (name, entry, options, subject) => {
  const run = begun(name, entry, options as Record<string, string | true>);
  const task = of(run, subject);
  const look = () => ({ findings: [WORDS] });
  const found = { id: "F1", severity: "major", shown: "proven", task: task.id, gate: task.gate };
  task.artifact = "first";
  const said = { outcome: "needs_changes", artifact: "first", findings: [found], prior: [] };
  expect(asTold(cameOf(run, task, said as never, look))).toEqual([
    false,
    "needs changes, 1 major",
    "F1 major at src/cart.ts:12 (proven by tests/cart.test.ts): An empty cart has no total",
  ]);
  run.findings.push({ ...found, state: "fixed" } as never);
  const again = { outcome: "approved", artifact: "second", findings: [], prior: [] };
  const prior = [{ id: "F1", gate: task.gate, state: "fixed" }];
  expect(asTold(cameOf(run, task, { ...again, prior } as never, look))).toEqual([
    true,
    "approved, F1 fixed",
    "F1 fixed: An empty cart has no total",
  ]);
});

test("findings of team are blockers, which reviewers and the program name", () => {
  const team = new Team({}, { track: "full" }).until("Peer review - frontend");
  team.asks("Peer review - frontend", { backend: null });
  const told = (subject: string) => asTold(cameOf(team.now, of(team.now, subject)));
  expect(told("Peer review - frontend")).toEqual([
    false,
    "needs changes, 1 blocker",
    "B1 blocker at backend: wrong",
  ]);
  team.until("Run tests");
  expect(told("Peer review - frontend v2")).toEqual([
    true,
    "approved, B1 fixed",
    "B1 fixed: wrong",
  ]);
  team.end("Run tests", { status: "FAIL", blockers: ["cart > adds: found 3"] }, "fail");
  expect(told("Run tests")).toEqual([false, "fail, 1 blocker", "blocker: cart > adds: found 3"]);
});

const ran = (passed: number, failed: number) => ({
  ...{ command: "npm test", state: failed > 0 ? "failed" : "passed", passed, failed, skipped: 0 },
  ...{ exit: failed > 0 ? 1 : 0, signal: null, told_by: "report" },
});

test("tests of team, with those before the build", () => {
  const team = new Team({}, { track: "full" }).until();
  const records: Record<string, object> = {
    [of(team.now, "Baseline").artifact!]: { tested: { commands: [ran(1, 1)] } },
    now: {
      commands: [{ name: "lint", command: "x", state: "passed" }],
      tested: { commands: [ran(2, 0)] },
    },
  };
  const task = { ...of(team.now, "Run tests"), artifact: "now" };
  expect(cameOf(team.now, task, undefined, (sha) => records[sha]).words).toBe(
    "pass, 2 passed (before the change: 1 passed, 1 failed)",
  );
});

test.each([
  ["council", "start", {}],
  ["phases", "execute-phase", {}],
] as const)("criteria of a task of %s, with how they ended before it", (name, entry, options) => {
  const run = begun(name, entry, options);
  const items = [{ n: 1, name: "Cart", files: [], after: [], setup: [], criteria: ["npm test"] }];
  const snapshot = run.tasks.find((one) => one.who.program === "snapshot")!;
  snapshot.facts = { items, before: ["failed"] } as never;
  snapshot.artifact = "taken";
  snapshot.outcome = "pass";
  const check = { ...snapshot, id: "T90", gate: "accept:1", item: "1", artifact: "now" };
  const look = () => ({ ran: [{ command: "npm test", state: "passed" }] });
  expect(cameOf(run, check, undefined, look).words).toBe(
    "pass, npm test passed (before the change: failed)",
  );
});
