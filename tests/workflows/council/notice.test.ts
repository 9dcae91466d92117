// What a message about a council says beside what every message says.
import { expect, test } from "bun:test";
import { fold } from "../../../src/engine/evolve.ts";
import type { Run } from "../../../src/engine/run.ts";
import type { Scene } from "../../../src/record/scene.ts";
import type { Notice } from "../../../src/workflows/contract/notice.ts";
import { reportParts } from "../../../src/workflows/council/report.ts";
import { notice, viewOf } from "../../../src/workflows/council/status.ts";
import { council } from "../../../src/workflows/council/workflow.ts";
import { journalOf } from "../../replay/recorded.ts";

const { batches } = journalOf("host-new-council-veto");

/** The run after the first batch with such an event. */
function runAt(type: string): Run {
  let run: Run | null = null;
  for (const batch of batches) {
    run = fold(run, batch);
    if (batch.some((event) => event.type === type)) break;
  }
  return run!;
}
const said = (run: Run, over: Partial<Notice>): string[] => {
  const scene = { workflow: council, run } as Scene;
  return notice(scene, { on: "end", question: null, ...over } as Notice).lines;
};

test("of a round: who voted what, and how many objections are open", () => {
  const lines = said(runAt("asked"), { on: "iteration" });
  expect(lines[0]).toContain("REJECT by mistral-security (veto)");
  expect(lines.at(-1)).toBe("Open objections: 1");
});

test("of a question of a blocked council: why nobody but the person leads it on", () => {
  const lines = said(runAt("asked"), {
    on: "question",
    question: { id: "Q1", kind: "blocked", about: "T24" },
  });
  expect(lines[0]).toStartWith("BLOCKED: mistral-security vetoes the plan again");
});

test("at the end: the plan's tasks and the snapshot", () => {
  const lines = said(runAt("ended"), {});
  expect(lines[0]).toMatch(/^Tasks of the plan: 2 of 2$/);
  expect(lines[1]).toMatch(/^Snapshot [0-9a-f]{12}$/);
});

test("at the end: tasks that are not proven, and what their checks warn of, as in the report", () => {
  const run = runAt("ended");
  const warnings = ["Task 1 changed what its criteria rest on: a.test.ts"];
  const check = run.tasks.find(({ who, item }) => who.program === "accept" && item === "1")!;
  Object.assign(check.facts, { evidence: "unknown", why: "its tests are new", warnings });
  const open = ["Task 1, Goodbye: unknown: its tests are new", ...warnings];
  expect(said(run, {})).toEqual(expect.arrayContaining(open));
  const own = { council: { ...viewOf({ run }), objections: [] } };
  expect(reportParts(own).reviews).toContainEqual({
    title: "Tasks to look at",
    rows: open.map((text) => ({ text })),
    merging: true,
  });
});
