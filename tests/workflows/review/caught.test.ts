// All that reviewers found, and what became of each.
// Runs: in full too, together.
import { afterAll, expect, test } from "bun:test";
import { reportFacts, reportOf } from "../../../src/run/views/report.ts";
import { makeRun, STATES } from "../../cli/made/make-run.ts";
import { inFull } from "../../harness/in-full.ts";
import { cleanup } from "../../harness/project.ts";
import { planApproval, planObjection } from "../../harness/workers.ts";

afterAll(cleanup);

test("a mended finding names its place, its fix, and who agreed", async () => {
  const { project, run } = await makeRun({
    answers: { story: { option: "approve", text: null } },
    worker: (brief) =>
      brief.writes.endsWith("/review-opus.json") && brief.round === 1
        ? planObjection(brief)
        : undefined,
  });
  const fix = run.tasks.find((one) => one.kind === "fix")!;
  const again = run.tasks.find((one) => one.kind === "rereview")!;
  expect(reportFacts(project, run).findings).toEqual([
    {
      id: "F1",
      severity: "major",
      reviewer: "Plan Review - Opus",
      task: "T4",
      place: "S2",
      quote: "Test it",
      problem: "The empty name is not tested.",
      fix: "Name that test.",
      state: "mended",
      mended_by: `${fix.id} Fix Plan - Opus v1`,
      closed_by: `${again.id} Plan Review - Opus v2`,
      elsewhere: true,
    },
  ]);
});

test("what the person let be is accepted, and what is not of this change is outside", async () => {
  const waived = await STATES["complete after fixes and a waiver"]();
  const states = reportFacts(waived.project, waived.run).findings.map((one) => one.state);
  expect(states).toContain("accepted");
  const text = reportOf(waived.project, waived.run);
  // What stands in another section is not told twice.
  expect(text.match(/The empty name is not tested/g)?.length).toBe(1);
});

inFull("where reviewers found nothing, that is said", async () => {
  const { project, run } = await makeRun({
    answers: { story: { option: "approve", text: null } },
    worker: (brief) =>
      brief.writes.endsWith("/review-opus.json") ? planApproval(brief) : undefined,
  });
  expect(reportFacts(project, run).findings).toEqual([]);
  expect(reportOf(project, run)).toContain("Findings: none");
});
