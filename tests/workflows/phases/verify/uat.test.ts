// A phase with tests of a person (`NN-UAT.md`): they are asked beside what the verifier leaves to
// them, and the file has each answer.
// Runs: in full too, together.
import { afterEach, expect, test } from "bun:test";
import {
  openTestsLines,
  uatText,
} from "../../../../src/workflows/phases/planning/documents/uat.ts";
import { readOverview, readPlanning } from "../../../../src/workflows/phases/planning/read.ts";
import { act } from "../../../../src/workflows/phases/routes/roadmap-verb.ts";
import { routeFacts, routeOf } from "../../../../src/workflows/phases/routes/routes.ts";
import { standingOf, standingPart } from "../../../../src/workflows/phases/state/state.ts";
import { inFull } from "../../../harness/in-full.ts";
import { planFile } from "../../../harness/phases/execute.ts";
import { executed } from "../../../harness/phases/project.ts";
import { type VerifierSees, verificationFor } from "../../../harness/phases/verify.ts";
import { cleanup, git, makeProject, writeFiles } from "../../../harness/project.ts";
import { type PhasesRun, SingleRun } from "../play.ts";

afterEach(cleanup);

const UAT = ".planning/phases/01-greeting/01-UAT.md";
const REPORT = ".planning/phases/01-greeting/01-VERIFICATION.md";
const TEXT = uatText({
  phase: "01-greeting",
  tests: [
    { number: 1, name: "Greet Ada", expected: "Ada reads her name" },
    {
      ...{ number: 2, name: "Greet nobody", expected: "A friendly sentence" },
      ...{ result: "issue", reported: "it says undefined" },
    },
    { number: 3, name: "Greet loudly", expected: "Big letters", result: "pass" },
  ],
});
/** What each test came to, and how many of each there are. */
const body = (text: string): string => /## Tests\n.*(?=\n<!--)/s.exec(text)![0];

function project(text = TEXT): string {
  const root = makeProject();
  writeFiles(root, { ...executed(git(root, "rev-parse", "HEAD")), [UAT]: text });
  return root;
}
async function verify(root: string, sees: VerifierSees = {}): Promise<PhasesRun> {
  const run = new SingleRun(root, (brief) => verificationFor(brief, sees));
  await run.start("verify-work", { options: { phase: "01" }, auto: true });
  return run;
}
const verified = (root: string) => readPlanning(root).phases[0]!.verification!;
const phaseRouteOf = (root: string) => routeOf(routeFacts(root)).action;

test("what is open is said where the project stands, and asked until the person has settled it", async () => {
  const root = project();
  const line =
    "Phase 1: 01-UAT.md has 2 of 3 tests open (1 issue, 1 pending); multi-ai run verify-work 1";
  expect(openTestsLines(readOverview(root).phases)).toEqual([line]);
  expect(standingPart(standingOf(root)!, false).rows).toContainEqual({ text: line });
  const { parts } = act(root);
  expect(parts.flatMap(({ rows }) => rows)).toContainEqual({ text: line });
  const run = await verify(root, { human: ["`bun test`"] });
  expect(run.open[0]).toMatchObject({ kind: "verify-human" });
  // Nobody but a person passes them, with --auto as well.
  expect(run.shown).toContain("1 of 3 only you can judge");
  await run.answer("yes");
  expect(run.shown).toContain("Greet Ada");
  expect(run.shown).toContain("Expected: Ada reads her name");
  await run.answer("yes");
  expect(run.shown).toContain("test 2 of 01-UAT.md is issue: it says undefined");
  await run.answer("yes");
  expect(run.run.status).toBe("complete");
  expect(verified(root)).toMatchObject({ status: "passed", met: 2, total: 2 });
  expect(run.text(UAT)).toStartWith("---\nstatus: complete\n");
  expect(body(run.text(UAT))).toBe(
    body(TEXT)
      .replace("[pending]", "pass")
      .replace("result: issue", "result: pass")
      .replace("passed: 1\nissues: 1\npending: 1", "passed: 3\nissues: 0\npending: 0"),
  );
  expect(openTestsLines(readOverview(root).phases)).toEqual([]);
  expect((await verify(root)).run).toMatchObject({ status: "complete", questions: [] });
});

test("a no is a gap of the phase, by what was expected; once a plan has closed it, it is asked again", async () => {
  const root = project();
  const run = await verify(root);
  await run.answer("revise", "Her name is spelled Adda");
  await run.answer("later");
  expect(verified(root)).toMatchObject({
    status: "gaps_found",
    gaps: ["Greet Ada: Ada reads her name"],
    met: 2,
    total: 2,
  });
  expect(run.text(REPORT)).toContain(
    "- Greet Ada: Ada reads her name: The person says: Her name is spelled Adda\n",
  );
  expect(body(run.text(UAT))).toBe(
    body(TEXT)
      .replace("[pending]", 'issue\nreported: "Her name is spelled Adda"')
      .replace("issues: 1\npending: 1", "issues: 2\npending: 0"),
  );
  const again = await verify(root);
  expect(again.shown).toContain("test 1 of 01-UAT.md is issue: Her name is spelled Adda");
  await again.answer("yes");
  await again.answer("later");
  // Nothing is taken for seen that nobody has looked at.
  expect(verified(root)).toMatchObject({ status: "human_needed", gaps: [] });
  expect(again.text(UAT)).toContain("result: issue\nreported");
});

inFull(
  "what the person settles in the file meanwhile stays; without such a file none is made",
  async () => {
    const root = project();
    const run = await verify(root);
    await run.answer("revise", "No");
    const mine = TEXT.replace("result: pending", "result: skipped\n    reason: mine");
    writeFiles(root, { [UAT]: mine });
    await run.answer("later");
    expect(run.text(UAT)).toBe(mine);
    const other = makeProject();
    writeFiles(other, executed(git(other, "rev-parse", "HEAD")));
    const plain = await verify(other);
    expect([plain.run.status, plain.text(UAT)]).toEqual(["complete", ""]);
  },
);

inFull(
  "what a person found wrong while the plans were carried out is a gap without another question, and the verifier is told",
  async () => {
    const look = uatText({
      tests: [
        {
          ...{ number: 1, name: "Plan 01-01: Look at it", expected: "It greets" },
          ...{ result: "issue", reported: "No module named shelf" },
        },
      ],
    });
    const root = project(look);
    const plan = ".planning/phases/01-greeting/01-01-PLAN.md";
    const checkpoint = { name: "Look at it", type: "checkpoint:human-verify" };
    writeFiles(root, { [plan]: planFile("01-01", [{ ...checkpoint, files: ["src/greet.ts"] }]) });
    const run = await verify(root);
    expect([run.open, run.run.status]).toEqual([[], "complete"]);
    expect(run.briefs.get("Verify the phase")).toContain(
      "## What a person found wrong\n- Plan 01-01: Look at it. Expected: It greets. Said: No module named shelf",
    );
    const gap = "Plan 01-01: Look at it: It greets";
    expect(verified(root)).toMatchObject({ status: "gaps_found", gaps: [gap] });
    expect(run.text(REPORT)).toContain(`- ${gap}: The person says: No module named shelf\n`);
    expect(run.text(UAT)).toBe(look);
    expect(phaseRouteOf(root)).toBe("plan-phase");
    // A round later it may be mended: that is asked.
    const again = await verify(root);
    expect(again.shown).toContain("No module named shelf");
    await again.answer("yes");
    expect(verified(root)).toMatchObject({ status: "passed", gaps: [] });
  },
);
