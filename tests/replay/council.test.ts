// Recorded councils, folded anew: who voted what, what became of the plan's tasks, and which phase
// was when.
import { describe, expect, test } from "bun:test";
import { fold } from "../../src/engine/evolve.ts";
import type { Run } from "../../src/engine/run.ts";
import { phaseOf } from "../../src/render/phase.ts";
import { SEAT_IDS } from "../../src/workflows/council/seats.ts";
import { viewOf } from "../../src/workflows/council/status.ts";
import { seatTasks, voteFacts } from "../../src/workflows/council/vote/recorded.ts";
import { tallyOf } from "../../src/workflows/council/vote/tally.ts";
import { workflowOf } from "../../src/workflows/index.ts";
import { folded, journalOf } from "./recorded.ts";

/**
 * The phase after each decision, each once in a row. With `--auto` nothing waits for a consent,
 * which is when it is APPROVED.
 */
function phases(name: string): string[] {
  const all: string[] = [];
  let run: Run | null = null;
  for (const batch of journalOf(name).batches) {
    run = fold(run, batch);
    const phase = phaseOf(run, workflowOf("council"));
    if (phase !== all.at(-1)) all.push(phase);
  }
  return all;
}

const runOf = (name: string): Run => folded(journalOf(name).batches)!;
const voted = (run: Run): string[] =>
  seatTasks(run).map((task) => `${task.item} ${voteFacts(task)?.vote ?? task.status}`);
const each = (vote: string, ...but: string[]): string[] =>
  SEAT_IDS.filter((id) => !but.includes(id)).map((id) => `${id} ${vote}`);
const BEFORE_VOTES = [
  "NEW",
  "PM_RUNNING",
  "RESEARCH_DONE",
  "COUNCIL_PLANNING",
  "SYNTHESIZING",
  "COUNCIL_REVIEWING",
];

describe("a council whose veto the person overruled", () => {
  const run = runOf("host-new-council-veto");

  test("went from the first word to the end in the phases of its kind", () => {
    expect(phases("host-new-council-veto")).toEqual([
      ...BEFORE_VOTES,
      "SYNTHESIZING",
      "COUNCIL_REVIEWING",
      "BLOCKED",
      "COUNCIL_REVIEWING",
      "EXECUTING",
      "DONE",
    ]);
  });

  test("has the veto twice, the person's word on it, and the approvals of all others of the second plan", () => {
    const veto = "mistral-security REJECT";
    expect(voted(run)).toEqual([
      ...each("APPROVE", "mistral-security"),
      veto,
      veto,
      ...each("APPROVE", "mistral-security"),
    ]);
    expect(run.decisions.map((one) => [one.kind, one.option])).toEqual([["blocked", "overrule"]]);
    expect(tallyOf(run)).toMatchObject({
      approved: true,
      vetoes: [],
      minority: ["mistral-security"],
    });
  });

  test("has built both tasks", () => {
    expect(viewOf({ run }).tasks.map((one) => one.state)).toEqual(["done", "done"]);
    expect(viewOf({ run })).toMatchObject({ iterations: 2, tasks_done: 2, files_changed: 4 });
    // The report names it.
    expect(viewOf({ run }).branch).toBe(`multi-ai/work-${run.run}`);
    expect(run.status).toBe("complete");
  });
});
