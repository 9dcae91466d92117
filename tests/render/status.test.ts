import { expect, test } from "bun:test";
import { statusText } from "../../src/render/status.ts";
import { columns, duration, moment, type Paint, PLAIN } from "../../src/text.ts";
import { taskView as task, RUN_VIEW as view } from "./run-view.ts";

const TEXT = `multi-ai-0a1b2c3d (multi-ai) · waiting for you · 2 of 4 tasks done · since 2030-01-02 03:04 UTC
2 findings: 1 open, 1 fixed · 56 min
Request: Say goodbye by name

       task                        outcome                time   tokens  by
✓  T1  Gather requirements         3 acceptance criteria  2 min  41 k    requirements-gatherer/opus
●  T2  Create implementation plan  accepted by you                       planner/opus
?  T3  Plan Review - Sonnet        needs your answer                     plan-reviewer/sonnet
·  T5  Plan Review - Codex         after T3, T4                          codex

Tests before the change: bun test: 1 passed, 1 failed

Open findings: 1 major
  ● T3.F1 major at S2 (Plan Review - Sonnet): Too vague

Q2 · How should it continue?
F1 (major) Too vague
  A  One more round — Fix and review again
  B  Stop

Answer: multi-ai decide <A, B> --question Q2 [--reason "…"]

Next: answer Q2`;

test("the status says what the run is, its tasks, what is open, who owns it, and what to do", () => {
  expect(statusText(view)).toBe(TEXT);
});

test("colour adds nothing but colour", () => {
  const mark = (text: string): string => `<${text}>`;
  const paint = {
    bold: mark,
    dim: mark,
    red: mark,
    green: mark,
    yellow: mark,
    cyan: mark,
  } satisfies Paint;
  const said = statusText(view, { width: 100, paint });
  expect(said).toContain("<✓>");
  // "<A, B>" of the decide line stays.
  expect(said.replaceAll(/<([^<>]*)>/g, "$1")).toBe(TEXT.replace("<A, B>", "A, B"));
});

test.each([60, 80, 100])("the table keeps to %d columns", (width) => {
  const tasks = [...view.tasks, task("T6", "実装 ".repeat(40), { status: "ready" })];
  const lines = statusText(
    { ...view, tasks, request: "x ".repeat(200) },
    { width, paint: PLAIN },
  ).split("\n");
  const free = (line: string): boolean => /^(multi-ai-|Answer: |Next: )/.test(line);
  for (const line of lines) if (!free(line)) expect(columns(line)).toBeLessThanOrEqual(width);
});

test("a table without room leaves out what is empty, then who does a task, and then is a list; no name is cut", () => {
  const tasks = [
    task("T3", "Plan Review - Sonnet", {
      agent: "plan-reviewer",
      status: "done",
      outcome: "approved",
    }),
    task("T4", "Plan Review - Opus", {
      agent: "plan-reviewer",
      status: "done",
      outcome: "needs changes, 1 major",
    }),
  ];
  const shown = (width: number, table = width): string[] =>
    statusText({ ...view, tasks }, { width, table, paint: PLAIN })
      .split("\n")
      .slice(4, 7);
  expect(shown(100)).toEqual([
    "       task                  outcome                 by",
    "✓  T3  Plan Review - Sonnet  approved                plan-reviewer/opus",
    "✓  T4  Plan Review - Opus    needs changes, 1 major  plan-reviewer/opus",
  ]);
  const narrow = [
    "       task                  outcome",
    "✓  T3  Plan Review - Sonnet  approved",
    "✓  T4  Plan Review - Opus    needs changes, 1 major",
  ];
  expect([shown(60), shown(100, 60)]).toEqual([narrow, narrow]);
  expect(shown(40)).toEqual([
    "✓ T3 Plan Review - Sonnet: approved",
    "✓ T4 Plan Review - Opus: needs changes,",
    "  1 major",
  ]);
});

test("who is at work is told with what it was last seen to do, and for how long nothing was seen of it", () => {
  const step = { tool: "Edit", what: "src/a.ts", seen: "2030-01-02T03:50:00.000Z" };
  const since = "2030-01-02T03:40:00.000Z";
  const at_work = { since, minutes: 20, step, silent: 10 };
  const tasks = [
    task("T6", "Implementation", { status: "running", agent: "implementer", at_work }),
  ];
  const said = statusText({ ...view, status: "running", tasks, questions: [] });
  expect(said).toContain(" · running · ");
  expect(said).toMatch(
    /▶ +T6 +Implementation +running for 20 min, no activity for 10 min: Edit src\/a\.ts +implementer/,
  );
  const fresh = [{ ...tasks[0]!, at_work: { ...at_work, silent: 0.1 } }];
  expect(statusText({ ...view, tasks: fresh })).not.toContain("no activity");
});

test("times are told on the reader's clock, and durations in the units that fit", () => {
  const { TZ } = process.env;
  process.env.TZ = "Asia/Kolkata";
  const said = statusText(view, { width: 100, paint: PLAIN, zone: "local" });
  process.env.TZ = TZ ?? "UTC";
  expect(said).toContain("since 2030-01-02 08:34\n");
  expect([0.5, 1, 59.4, 65, 60 * 47, 60 * 24 * 3 + 61].map(duration)).toEqual([
    "30 s",
    "1 min",
    "59 min",
    "1 h 05 min",
    "47 h 00 min",
    "3 d 1 h",
  ]);
  expect(moment("no time at all")).toBe("no time at all");
});
