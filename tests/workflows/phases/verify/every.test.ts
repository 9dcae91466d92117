// Guarantee: What comes next is read from the files.
// verify-work without a phase, and audit-milestone: each phase that is carried out is verified in a
// run of its own, one behind the other.
// Runs: in full too, together.
import { afterEach, describe, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { endedText, following } from "../../../../src/run/end/follow-up.ts";
import { hintText } from "../../../../src/run/start/start-request.ts";
import { uatText } from "../../../../src/workflows/phases/planning/documents/uat.ts";
import { readOverview } from "../../../../src/workflows/phases/planning/read.ts";
import { foreign } from "../../../fixtures/planning/foreign.ts";
import { inFull } from "../../../harness/in-full.ts";
import { planOf } from "../../../harness/phases/project.ts";
import { type VerifierSees, verificationFor } from "../../../harness/phases/verify.ts";
import { cleanup, type Files, makeProject, writeFiles } from "../../../harness/project.ts";
import { GOODBYE, GREETING, project } from "../milestone/given.ts";
import { type PhasesRun, SingleRun } from "../play.ts";

afterEach(cleanup);

const REPORTS = [`${GREETING}/01-VERIFICATION.md`, `${GOODBYE}/02-VERIFICATION.md`];

/** Two phases that are carried out, of which none is verified. */
function carriedOut(over: Files = {}): string {
  const root = project(over);
  for (const path of REPORTS) rmSync(join(root, path));
  return root;
}
const statuses = (root: string) =>
  readOverview(root).phases.map(({ verification }) => verification?.status ?? null);
const behind = ({ project: of, run }: PhasesRun) => following(of, run);

/**
 * Verifies them one after the other, as sessions and drivers do. @returns the phases, and what is
 * said at the end
 */
async function verified(root: string, sees: VerifierSees = {}, command = "verify-work") {
  const run = new SingleRun(root, (brief) => verificationFor(brief, sees));
  const why = await run.type(command, "", { auto: true });
  if (why !== null) return { phases: [], ended: why, run };
  const phases = [run.run.options.phase!];
  for (;;) {
    const next = behind(run);
    if (next === null || !next.ok) return { phases, ended: endedText(next), run };
    phases.push(next.options.phase!);
    expect(phases.length).toBeLessThan(5);
    const { entry, request, options } = next;
    await run.start(entry, { auto: true, request, options });
  }
}

test.each(["verify-work", "audit-milestone"])("%s verifies every phase", async (command) => {
  const root = carriedOut();
  const { phases, ended, run } = await verified(root, {}, command);
  expect([phases, ended]).toEqual([["01", "02"], null]);
  expect(run.run.entry).toBe("verify-work");
  expect(statuses(root)).toEqual(["passed", "passed"]);
  // What completes the milestone goes by that.
  expect(await run.type("complete-milestone", "", { auto: true })).toBeNull();
  expect([run.run.status, run.open]).toEqual(["complete", []]);
});

test("the first one says why it is, and which are verified behind it", async () => {
  const run = new SingleRun(carriedOut(), (brief) => verificationFor(brief));
  await run.type("verify-work", "", { auto: true });
  expect(hintText(run.run)).toBe(
    "Next is multi-ai run verify-work 1: its plans are done, and nothing is verified yet. Verified after it: phase 2.",
  );
});

inFull("a phase with gaps does not keep the others from it", async () => {
  const root = carriedOut();
  const { phases } = await verified(root, { unmet: { "It greets": "Nobody is greeted." } });
  expect([phases, statuses(root)]).toEqual([
    ["01", "02"],
    ["gaps_found", "passed"],
  ]);
});

test("what was verified as it is now is not verified again; what changed since is", async () => {
  const root = project();
  const { phases, ended } = await verified(root);
  expect([phases, ended]).toEqual([
    [],
    "Each phase that is carried out was verified as it is now.\nComplete the milestone: 2 phases are done.\nType multi-ai run complete-milestone",
  ]);
  writeFiles(root, { "src/more.ts": "export const more = 1;\n" });
  const again = await verified(root);
  expect(again.phases).toEqual(["01", "02"]);
});

inFull("of work that is open nobody says that it holds", async () => {
  const root = carriedOut({ [`${GOODBYE}/02-02-PLAN.md`]: planOf("02-02") });
  expect((await verified(root)).phases).toEqual(["01"]);
});

inFull("one of which something has to be corrected comes last, and says so", async () => {
  const root = carriedOut({ [`${GREETING}/01-01-PLAN.md`]: "---\ntasks: [\n---\n" });
  const { phases, ended } = await verified(root);
  expect(phases).toEqual(["02"]);
  expect(ended).toContain(".planning/phases/01-greeting/01-01-PLAN.md");
});

test("what the person puts off is asked once, and not again behind the last one", async () => {
  const one = { number: 1, name: "Look", expected: "It is there", result: "pending" } as const;
  const root = carriedOut({ [`${GREETING}/01-UAT.md`]: uatText({ tests: [one] }) });
  const run = new SingleRun(root, (brief) => verificationFor(brief));
  expect(await run.type("verify-work", "", { auto: true })).toBeNull();
  await run.answer("later");
  const next = behind(run);
  expect(next).toMatchObject({ ok: true, options: { phase: "02" } });
  if (!next?.ok) return;
  await run.start(next.entry, { auto: true, request: next.request, options: next.options });
  expect([run.run.status, behind(run)]).toEqual(["complete", null]);
});

inFull("one that fails ends it", async () => {
  const run = new SingleRun(carriedOut(), (brief) => verificationFor(brief));
  await run.type("verify-work", "", { auto: true });
  expect(endedText(following(run.project, { ...run.run, status: "failed" }))).toBe(
    "Nothing else starts by itself. The last verification failed: look at that first; then type multi-ai run verify-work",
  );
});

describe("there is nothing to verify", () => {
  test.each<[string, () => string, string]>([
    ["without a project", makeProject, "creates one"],
    ["in planning of another tool", foreign, "run new-project reads it"],
  ])("%s", async (_what, root, said) => {
    expect((await verified(root())).ended).toContain(said);
  });

  test("by a version: the roadmap has one milestone", async () => {
    const run = new SingleRun(carriedOut(), () => ({}));
    expect(await run.type("audit-milestone", "v1.0")).toContain('takes no "v1.0"');
  });
});
