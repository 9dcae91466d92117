// What status and report say of a command that was played whole, and what its end leaves in
// STATE.md.
// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { reportText } from "../../../src/render/report/report.ts";
import { statusText } from "../../../src/render/status.ts";
import { callOf } from "../../../src/run/commands/command.ts";
import { reportFacts } from "../../../src/run/views/report.ts";
import { glanceAt, viewOf } from "../../../src/run/views/status.ts";
import { phasesModule } from "../../../src/workflows/phases/index.ts";
import { readOverview } from "../../../src/workflows/phases/planning/read.ts";
import { resolves } from "../../../src/workflows/phases/routes/start.ts";
import { executedAt } from "../../harness/phases/project.ts";
import { type VerifierSees, verificationFor } from "../../harness/phases/verify.ts";
import { cleanup, tempDir, writeFiles } from "../../harness/project.ts";
import { project as milestone } from "./milestone/given.ts";
import { type PhasesRun, SingleRun } from "./play.ts";

afterEach(cleanup);

const verify = (root: string, sees: VerifierSees = {}) =>
  new SingleRun(root, (brief) => verificationFor(brief, sees));
const status = (run: PhasesRun): string => statusText(viewOf(run.project, run.run));
const report = (run: PhasesRun): string =>
  reportText(reportFacts(run.project, run.run), undefined, null);

describe("a verification that passes", () => {
  test("status says where the project stands; the report what held and by what; STATE.md is brought up to date", async () => {
    const root = executedAt();
    const run = verify(root);
    expect(await run.type("verify-work", "1")).toBeNull();
    expect(status(run)).toMatch(
      /^Project: phase 1 \(.+\) · 0 of \d phases done · \d+ % of the roadmap$/m,
    );
    expect(status(run)).not.toContain("in the project:");
    expect(run.text(".planning/STATE.md")).not.toContain("verify-work");
    await run.answer("approve");
    expect(run.run.status).toBe("complete");
    expect(status(run)).toContain("Next in the project: ");
    // One command is next, and not this one once more.
    expect(status(run)).toContain("; next is multi-ai run discuss-phase 2");
    const own = reportText(reportFacts(run.project, run.run));
    expect(own).toMatch(
      /\nNext\n {2}multi-ai run discuss-phase 2: discuss phase 2 \(.+\): nothing is written about it yet\n?/,
    );
    const text = report(run);
    expect(text).toContain("\nIt is about: Verify phase 1: Greeting\n");
    expect(text).toContain(".planning/phases/01-greeting/01-VERIFICATION.md");
    expect(text).toMatch(/^ *✓ C1 .*/m);
    expect(text).toContain("(phase-verifier); from ROADMAP.md");
    expect(text).toContain("\nWritten (1)\n");
    expect(text).not.toContain("Files changed");
    const state = run.text(".planning/STATE.md");
    expect(state).toContain("Stopped at: verify-work 01 is done\n");
    expect(readOverview(root).problems).toEqual([]);
  });
});

test("behind the end of a milestone the next one is named, which `next` does not begin", async () => {
  const root = milestone();
  const run = new SingleRun(root, () => ({}));
  await run.start("complete-milestone", { auto: true });
  for (const option of ["waive", "approve"])
    if (run.open[0]?.options.includes(option)) await run.answer(option, "it is so");
  expect(run.run.status).toBe("complete");
  expect(status(run)).toContain('; next is multi-ai run new-project "<idea>"');
  expect(glanceAt(run.run).next).toEndWith("; multi-ai run next starts or names what comes next");
  expect(reportText(reportFacts(run.project, run.run))).toContain(
    '\n  multi-ai run new-project "<idea>": start the next milestone: milestone v1.0 is complete',
  );
});

test("a report names what comes next in the project of its own run alone", async () => {
  const run = verify(executedAt());
  await run.start("verify-work", { options: { phase: "01" } });
  const steps = (): string => reportText(reportFacts(run.project, run.run));
  // While a run is live its own next step counts.
  expect(steps()).not.toContain("multi-ai run verify-work 1");
  await run.answer("stop");
  expect(steps()).toContain("\n  multi-ai run verify-work 1: verify phase 1 ");
  expect(
    reportText(reportFacts(run.project, run.run), undefined, "rollback --run r1"),
  ).not.toContain("multi-ai run verify-work");
});

test("what passes without the person is told in words", () => {
  const gates = Object.values(phasesModule.workflow.entries).flatMap((entry) => entry.gates);
  const passes = gates.flatMap((gate) =>
    gate.gate === "checkpoint" && gate.ask.passes ? [gate.ask.passes.when] : [],
  );
  expect(passes.length).toBeGreaterThan(2);
  expect(passes.filter((rule) => phasesModule.skipReasons?.[rule] === undefined)).toEqual([]);
});

test("a folder with a project and no run says where it stands, one without says nothing of it", () => {
  const text = (root: string): string =>
    callOf(
      {
        from: root,
        session: null,
        env: {},
        project: { root, task: `${root}/.task`, found: "folder" },
      } as never,
      [],
      {},
    ).noRunText();
  expect(text(executedAt())).toMatch(
    /\nProject: phase 1 .*\nNext in the project: multi-ai run verify-work 1 \(verify phase 1 /,
  );
  expect(text(tempDir())).not.toContain("Project:");
});

test("a run that was given up on a failed look is no error of the project", async () => {
  const root = executedAt();
  const run = verify(root);
  writeFiles(root, { ".planning/phases/01-greeting/01-02-PLAN.md": "no plan\n" });
  await run.start("verify-work", { options: { phase: "01" } });
  expect(run.open[0]!.kind).toBe("phase-blocked");
  await run.answer("give_up");
  expect(run.run.status).toBe("failed");
  expect(readOverview(root).error).toBeNull();
  expect(resolves(root, "")).toMatchObject({
    ok: false,
    problem: expect.stringContaining("01-02-PLAN.md"),
  });
});
