import { describe, expect, test } from "bun:test";
import { statusLine } from "../../src/render/status-line.ts";
import { columns, PLAIN } from "../../src/text.ts";

const NOW = Date.parse("2026-03-01T12:00:00.000Z");
const ago = (minutes: number): string => new Date(NOW - minutes * 60_000).toISOString();
const STATE = { run: "r1", status: "running", blocker_reason: null, tokens: 410_000, updated_at: ago(1) };
const task = (id: string, subject: string, status: string, more: object = {}) => ({ id, subject, status, ...more });
const ROWS = [
  task("T1", "Gather requirements", "done"),
  task("T2", "Plan", "done"),
  task("T3", "Review", "skipped"),
  task("T4", "Review", "done", { void: true }),
  task("T6", "Implementation", "running", { at_work_since: ago(3) }),
  task("T7", "Code Review", "blocked"),
];
const ASKS = { ...STATE, status: "waiting_for_user", question: { id: "Q2" } };

const line = (state: unknown, rows: unknown = ROWS, width = 100, run = "r1"): string =>
  statusLine(state, { run, tasks: rows }, { width, paint: PLAIN }, NOW);

test.each([
  ["at work", STATE, ROWS, "multi-ai ▶ T6 Implementation 3 min · 2/4 · 410 k"],
  ["waits", ASKS, ROWS, "multi-ai ? waits for you: Q2 · T6 Implementation 3 min · 2/4 · 410 k"],
  [
    "waits, with more behind",
    { ...ASKS, question: { id: "Q2", others: ["Q3", "Q4", 7, "Q5", "Q6"] } },
    ROWS,
    "multi-ai ? waits for you: Q2, then Q3, Q4, Q5 and 1 more · T6 Implementation 3 min · 2/4 · 410 k",
  ],
  [
    "held",
    { ...STATE, blocker_reason: "no credit" },
    ROWS,
    "multi-ai ? held up · T6 Implementation 3 min · 2/4 · 410 k",
  ],
  ["no tokens yet", { ...STATE, tokens: 0 }, ROWS, "multi-ai ▶ T6 Implementation 3 min · 2/4"],
  [
    "several at work",
    STATE,
    [...ROWS, task("T8", "Other", "running", { at_work_since: ago(2) })],
    "multi-ai ▶ T6 Implementation +1 3 min · 2/5 · 410 k",
  ],
  ["due next", STATE, [task("T1", "Plan", "ready", { at_work_since: ago(3) })], "multi-ai ▶ T1 Plan · 0/1 · 410 k"],
  ["no tasks", STATE, [], "multi-ai ▶ 410 k"],
  [
    "a start that lies ahead",
    STATE,
    [task("T1", "Plan", "running", { at_work_since: ago(-9) })],
    "multi-ai ▶ T1 Plan · 0/1 · 410 k",
  ],
  ["complete", { ...STATE, status: "complete" }, ROWS, "multi-ai ✓ complete · 2/4 · 410 k"],
  [
    "cancelled",
    { ...STATE, status: "cancelled", blocker_reason: "by you" },
    ROWS,
    "multi-ai ✗ cancelled · 2/4 · 410 k",
  ],
  [
    "cancelled, with those that it left",
    { ...STATE, status: "cancelled" },
    [...ROWS, task("T9", "Code Review", "cancelled")],
    "multi-ai ✗ cancelled · 2/5 · 410 k",
  ],
])("%s", (_, state, rows, expected) => expect(line(state, rows)).toBe(expected));

test("a run that is over is shown for half an hour, a live one always", () => {
  const over = (minutes: number) => line({ ...STATE, status: "complete", updated_at: ago(minutes) });
  expect([over(29) === "", over(30), over(-1)]).toEqual([false, "", ""]);
  expect(line({ ...STATE, updated_at: ago(100_000) })).not.toBe("");
});

test("a line is cut at its end, and what waits for the person stands first", () => {
  const at = (width: number): string => line(ASKS, ROWS, width);
  expect(at(68)).toEndWith("410 k");
  expect(at(40)).toBe("multi-ai ? waits for you: Q2 · T6 Imple…");
  for (let width = 1; width < 80; width++) expect([width, columns(at(width)) <= width]).toEqual([width, true]);
});

describe("what is none of ours", () => {
  test.each([
    [undefined],
    [null],
    [[]],
    ["running"],
    [{}],
    [{ ...STATE, status: "toString" }],
    [{ ...STATE, status: ["running"] }],
    [{ ...STATE, status: "x".repeat(900_000) }],
    [{ ...STATE, run: 7 }],
    [JSON.parse('{"__proto__": {"run": "r1", "status": "running"}}')],
  ])("state %#", (state) => expect(line(state)).toBe(""));

  test.each([[null], [{}], ["x"], [[null, 7, [], {}]], [Array(20_000).fill(ROWS[0])]])("tasks %#", (rows) =>
    expect(line(STATE, rows)).toStartWith("multi-ai ▶"),
  );
});

test("names are one line without control characters, escapes and marks of direction, and are not endless", () => {
  const evil = `a\u001b[31m\u0007b\nc\r\u009b2J\u202ed${"x".repeat(500_000)}`;
  const shown = line({ ...ASKS, question: { id: `Q\u001b]0;x\u0007\n2` } }, [task("T\n1", evil, "running")], 900);
  expect(shown).toStartWith("multi-ai ? waits for you: Q]0;x 2 · T 1 a[31mb c 2Jd");
  expect(shown).not.toMatch(/\p{Cc}|\u202e/u);
  expect(shown.length).toBeLessThan(400);
});
