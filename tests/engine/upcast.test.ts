// Guarantee: The journal is the truth; Decisions are reproducible.
// Events as versions from 0.2 on wrote them, and what this one makes of each.
import { describe, expect, test } from "bun:test";
import { EVENTS, type EventType } from "../../src/engine/events.ts";
import { type Line, upcast } from "../../src/engine/upcast.ts";
import { hash } from "./given.ts";

const AT = { seq: 3, at: "2026-11-21T10:00:00.000Z", run: "multi-ai-00000000", prev: "" };
const CREATED = {
  type: "run_created",
  version: "0.2.0",
  workflow: "multi-ai",
  entry: "start",
  request: { text: "Greet", sha: hash("x"), bytes: 5 },
  auto: false,
  settings: { max_criteria: 12 },
  session: null,
  host: null,
  void_calls: ["call-1"],
};
const COMMAND = {
  ...{ command: "bun test", shell: false, state: "failed", exit: 1, signal: null, ms: 4 },
  ...{ lines: [], log: null, passed: 41, failed: 1 },
};
const TESTED = { type: "tested", task: null, baseline: false, tree: null, after: null };
const ACCEPTED = {
  ...{ type: "accepted", task: "T4", artifact: hash("a"), outcome: "approved", subject: null },
  ...{ findings: [], prior: [{ id: "F1", state: "open" }] },
};
const ASKED = {
  ...{ type: "asked", question: "Q2", kind: "escalation", task: "T3", options: ["continue"] },
  ...{ text: null, labels: [], request: null },
};
const LOOP = { reason: "stalled", round: 1, findings: ["F1"] };

const FORMS: [what: string, line: object, today: object[]][] = [
  [
    "a run without settings for tests and secrets runs none",
    CREATED,
    [
      {
        settings: {
          max_criteria: 12,
          secrets: [],
          tests: { run: false, commands: [], timeout_minutes: 15 },
        },
      },
    ],
  ],
  [
    "what told of tests follows from their counts",
    { ...TESTED, outcome: "fail", commands: [COMMAND, { ...COMMAND, passed: 0, failed: 0 }] },
    [
      {
        commands: [
          { ...COMMAND, skipped: 0, told_by: "report" },
          { passed: 0, skipped: 0, told_by: "exit" },
        ],
      },
    ],
  ],
  [
    "minor findings of others that a review calls fixed are among those that it answers",
    { ...ACCEPTED, known: [{ gate: "review", id: "F2" }] },
    [
      {
        prior: [
          { id: "F1", state: "open" },
          { gate: "review", id: "F2", state: "fixed" },
        ],
      },
    ],
  ],
  [
    "a question about a file changed by hand is closed at once, and its number stays taken",
    { ...ASKED, kind: "edited" },
    [{ type: "asked" }, { type: "question_closed", question: "Q2" }],
  ],
  [
    "a second request is started as the run was",
    { ...ASKED, kind: "second-request", task: null },
    [{ start: { entry: "start", auto: false, options: {} } }],
  ],
  [
    "a contradiction is no reason any more",
    { ...ASKED, why: [LOOP, { ...LOOP, reason: "contradiction" }] },
    [{ why: [LOOP] }],
  ],
  [
    "a file changed by hand changes nothing",
    { type: "edited", task: "T1", path: ".task/user-story.json", sha: hash("e"), asked: true },
    [{ type: "shown", questions: [] }],
  ],
  [
    "what the program settled is told apart from what agents assumed",
    { type: "auto_approved", task: "T1", kind: "story", assumptions: ["English"] },
    [{ assumptions: ["English"], unasked: [] }],
  ],
];

test.each(FORMS)("%s", (_what, line, today) => {
  const events = upcast({ ...AT, ...line } as Line);
  expect(events).toMatchObject(today.map((one) => ({ ...AT, ...one })));
  for (const event of events)
    expect(EVENTS[event.type as EventType].safeParse(event).error?.issues ?? []).toEqual([]);
});

test("an event of this version stays the same", () => {
  const line = { ...AT, type: "released" };
  expect(upcast(line)).toEqual([line]);
});

describe("what is no event of any version is left for the check behind it", () => {
  test.each([
    { ...CREATED, settings: null },
    { ...TESTED, commands: "bun test" },
    { ...ACCEPTED, known: 3, prior: null },
    { ...ASKED, why: "loop" },
    { type: "constructor" },
  ])("%j", (line) => {
    expect(upcast({ ...AT, ...line } as Line)).toEqual([{ ...AT, ...line } as Line]);
  });
});
