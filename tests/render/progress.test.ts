import { describe, expect, test } from "bun:test";
import type { Recorded } from "../../src/engine/events.ts";
import { gatesOf } from "../../src/engine/gates.ts";
import type { Run } from "../../src/engine/run.ts";
import { elapsed, progressLines } from "../../src/render/progress.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import type { FindingOutcome } from "../../src/workflows/contract/contract.ts";
import { allWorkflows } from "../../src/workflows/index.ts";

const SHA = "a".repeat(64);

const task = (id: string, subject: string, more: object = {}) => ({
  id,
  subject,
  gate: "code-review-opus",
  schema: "code-review",
  status: "running",
  who: { agent: "code-reviewer", model: "opus" },
  dispatch: { at: "2026-01-01T10:00:10.000Z" },
  ...more,
});
const RUN = {
  run: "multi-ai-1",
  ...{ workflow: "multi-ai", entry: "start", settings: DEFAULT_SETTINGS, options: {} },
  created_at: "2026-01-01T10:00:00.000Z",
  questions: [],
  findings: [],
  tasks: [
    task("T8", "Code Review - Opus"),
    task("T9", "Code Review - Codex", { status: "blocked", dispatch: null }),
  ],
} as unknown as Run;

const lines = (event: object, caught: readonly FindingOutcome[] = [], run: Run = RUN): string[] =>
  progressLines(
    run,
    { run: "multi-ai-1", seq: 1, prev: "", at: "2026-01-01T10:01:05.000Z", ...event } as Recorded,
    caught,
  );

describe("what a person who watches is told", () => {
  test("a task that starts, with who does it", () => {
    expect(lines({ type: "dispatched", task: "T8" })).toEqual([
      "  1:05  ▶ T8 Code Review - Opus (code-reviewer, opus)",
    ]);
  });

  test("a verdict with the words of its findings", () => {
    const event = {
      ...{ type: "accepted", task: "T8", artifact: SHA, outcome: "needs_changes" },
      ...{
        findings: [{ id: "F1", severity: "major", outside: false }],
        prior: [{ id: "F0", state: "fixed" }],
      },
    };
    const of = {
      severity: "major",
      reviewer: "Opus",
      quote: "",
      fix: "",
      mended_by: null,
    } as const;
    const found: FindingOutcome[] = [
      {
        ...{ ...of, id: "F0", task: "T7", place: null, problem: "Gone", state: "mended" },
        closed_by: "T8 Code Review - Opus",
      },
      {
        ...{ ...of, id: "F1", task: "T8", place: "a.ts:3", problem: "It is\nwrong." },
        ...{ state: "open", proof: "argued", closed_by: null },
      },
      {
        ...of,
        id: "F1",
        task: "T9",
        place: null,
        problem: "Another",
        state: "open",
        closed_by: null,
      },
    ];
    expect(lines(event, found)).toEqual([
      "  1:05  ● T8 Code Review - Opus: needs changes, 1 major, F0 fixed",
      "            F0 fixed: Gone",
      "            F1 major at a.ts:3 (argued without a test): It is wrong.",
    ]);
    // Where its words are gone the finding is still counted.
    expect(lines(event)).toEqual([
      "  1:05  ● T8 Code Review - Opus: needs changes, 1 major, F0 fixed",
    ]);
  });

  const entries = Object.entries(allWorkflows()).flatMap(([workflow, one]) =>
    Object.keys(one.entries).map((entry) => [workflow, entry] as const),
  );
  test.each(entries)("of %s, %s: no verdict but an approval looks like one", (workflow, entry) => {
    const run = { ...RUN, workflow, entry };
    const reviews = gatesOf(allWorkflows()[workflow]!, run).filter(
      (gate) => gate.gate === "review",
    );
    for (const gate of reviews)
      for (const [outcome, { counts }] of Object.entries(gate.statuses)) {
        const one = {
          ...run,
          tasks: [task("T8", gate.title, { gate: gate.key })],
        } as unknown as Run;
        const event = {
          type: "accepted",
          task: "T8",
          artifact: SHA,
          outcome,
          findings: [],
          prior: [],
        };
        const [said] = lines(event, [], one);
        expect([gate.key, outcome, said!.includes("✓")]).toEqual([
          gate.key,
          outcome,
          counts === "approval",
        ]);
      }
  });

  test("a check after which somebody has to mend something does not look like a pass", () => {
    const items = [
      { gate: "waves", item: "1", role: "executor", title: "One", after: [], dropped: null },
    ];
    const run = { ...RUN, workflow: "council", entry: "start", items };
    const mark = (outcome: string) => {
      const one = {
        ...run,
        tasks: [task("T8", "Commit task 1", { gate: "waves/commit:1", item: "1" })],
      } as unknown as Run;
      return lines(
        { type: "accepted", task: "T8", artifact: SHA, outcome, findings: [], prior: [] },
        [],
        one,
      )[0];
    };
    expect([mark("pass"), mark("conflict")]).toEqual([
      expect.stringContaining("✓"),
      expect.not.stringContaining("✓"),
    ] as never);
  });

  test("a refusal with every reason", () => {
    expect(
      lines({ type: "refused", task: "T8", problems: ["no such line", "no such file"] }),
    ).toEqual([
      "  1:05  ✗ T8 Code Review - Opus: rejected, sent back with the reasons",
      "            no such line",
      "            no such file",
    ]);
  });

  test("a task starts again, unless the person is asked about it", () => {
    const event = { type: "returned", task: "T8", reason: "invalid", note: "no such file" };
    expect(lines(event)[0]).toContain("restarts: its result was not valid: no such file");
    const asked = {
      ...RUN,
      questions: [{ id: "Q1", kind: "stuck", task: "T8" }],
    } as unknown as Run;
    expect(lines(event, [], asked)).toEqual([]);
    // Why an agent is gone stands nowhere else.
    const gone = { ...event, reason: "lost", note: "ended with exit code 1" };
    expect(lines(gone)[0]).toContain(
      "T8 Code Review - Opus restarts: its agent is gone: ended with exit code 1",
    );
    expect(lines(gone, [], asked)[0]).toContain(
      "T8 Code Review - Opus: its agent is gone: ended with exit code 1",
    );
  });

  test("what waits for the API does not start again: the run says why it waits", () => {
    expect(lines({ type: "returned", task: "T8", reason: "api", note: "" })).toEqual([]);
  });

  test("each command that ran has a line, also within a check", () => {
    const commands = [
      { command: "bun test", state: "passed", exit: 0, passed: 5, failed: 0, lines: [] },
    ];
    expect(lines({ type: "tested", commands, batch: [1, 3] })).toEqual([
      "  1:05  ✓ bun test: 5 passed",
    ]);
  });

  test("tests that --auto lets run are said once", () => {
    const [runs, other] = ["bun test runs: --auto approved it", "Codes are typed exactly"];
    const approved = (assumptions: string[]) =>
      lines({ type: "auto_approved", task: "T8", kind: "story", assumptions, unasked: [] });
    expect(approved([runs])).toEqual([]);
    expect(approved([runs, other])).toEqual([`  1:05  · T8 Code Review - Opus: assumed: ${other}`]);
    expect(approved([])).toEqual(["  1:05  · T8 Code Review - Opus: nobody is asked"]);
  });

  test("the end", () => {
    expect(lines({ type: "ended", status: "complete", reason: "" })).toEqual([
      "  1:05  ✓ The run is complete",
    ]);
    expect(lines({ type: "ended", status: "cancelled", reason: "why" })[0]).toContain(
      "cancelled, why",
    );
    const by = (reason: string) => lines({ type: "ended", status: "cancelled", reason })[0];
    expect([by("cancelled by the person"), by("stopped by the person")]).toEqual([
      "  1:05  ✗ The run is over: cancelled by you",
      "  1:05  ✗ The run is over: cancelled, stopped by you",
    ]);
  });

  test.each(["delivered", "attached", "host_task", "bound", "changed", "released"])(
    "%s is bookkeeping: nothing",
    (type) => {
      expect(lines({ type, task: "T8" })).toEqual([]);
    },
  );

  test("text of an agent cannot steer the terminal", () => {
    const [, reason] = lines({ type: "refused", task: "T8", problems: ["\u001b[2Jgone\u0007"] });
    expect(reason).toBe("            [2Jgone");
  });
});

test.each([
  ["2026-01-01T10:00:00.000Z", "0:00"],
  ["2026-01-01T10:59:59.999Z", "59:59"],
  ["2026-01-01T12:01:05.000Z", "2:01:05"],
  ["2025-12-31T00:00:00.000Z", "0:00"],
])("%s is %s after the beginning", (at, text) => {
  expect(elapsed(RUN, at)).toBe(text);
});
