// Guarantee: What comes next is read from the files.
// A command that its own pre-flight would block starts no run; what it says, and what comes next,
// is told at once.
// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { readRun } from "../../../../src/run/journal/change.ts";
import { executedAt, verificationOf } from "../../../harness/phases/project.ts";
import { cleanup, makeProject } from "../../../harness/project.ts";
import { GREETING, project as milestone } from "../milestone/given.ts";
import { SingleRun } from "../play.ts";

afterEach(cleanup);

const nobody = (): never => {
  throw new Error("an agent is asked");
};

/** What is said of a start that must not begin. */
async function refused(root: string, command: string, request: string): Promise<string> {
  const play = new SingleRun(root, nobody);
  const problem = await play.type(command, request);
  expect([problem, readRun(play.project)]).toEqual([expect.any(String), null]);
  return problem!;
}

const TICKED =
  ".planning/ROADMAP.md:<n>: phase 1 is complete; untick it to plan it again; next is multi-ai run complete-milestone";

describe("starts nothing", () => {
  test.each<[string, string, string, () => string, string]>([
    [
      "execute-phase without an open plan",
      "execute-phase",
      "1",
      executedAt,
      "all plans of phase 1 are done: type multi-ai run verify-work 1",
    ],
    [
      "plan-phase of a phase that is carried out",
      "plan-phase",
      "1",
      executedAt,
      "all plans of phase 1 are done: type multi-ai run verify-work 1; what it finds missing can be planned",
    ],
    ["plan-phase of a phase that is ticked", "plan-phase", "1", () => milestone(), TICKED],
    ["discuss-phase of one", "discuss-phase", "1", () => milestone(), TICKED],
    [
      "execute-phase of a phase without plans",
      "execute-phase",
      "2",
      executedAt,
      "phase 2 has no plan yet: type multi-ai run plan-phase 2; next is multi-ai run verify-work 1",
    ],
    [
      "complete-milestone with open phases",
      "complete-milestone",
      "",
      executedAt,
      "phase 2: nothing is written about it yet; multi-ai run discuss-phase 2; next is multi-ai run verify-work 1",
    ],
    [
      "new-project by a document that is not there",
      "new-project",
      "@idea.md",
      makeProject,
      "idea.md: found nothing, expected a document that says what the project is",
    ],
  ])("%s", async (_what, command, request, given, problem) => {
    const said = await refused(given(), command, request);
    expect(said.replaceAll(/:\d+:/g, ":<n>:")).toBe(problem);
  });

  test("verify-work of a plan without a summary", async () => {
    const root = executedAt();
    rmSync(join(root, GREETING, "01-01-SUMMARY.md"));
    expect(await refused(root, "verify-work", "1")).toEndWith(
      "01-01-PLAN.md: it has no summary: type multi-ai run execute-phase 1",
    );
  });
});

test("a phase with gaps is planned, although its plans are carried out", async () => {
  const root = executedAt({
    [`${GREETING}/01-VERIFICATION.md`]: verificationOf("01-greeting", {
      status: "gaps_found",
      score: "1/2",
      more: "",
    }),
  });
  const play = new SingleRun(root, nobody);
  expect(await play.type("plan-phase", "1").catch(() => null)).toBeNull();
  expect([play.run.entry, play.run.tasks[0]!.outcome]).toEqual(["plan-phase", "pass"]);
});
