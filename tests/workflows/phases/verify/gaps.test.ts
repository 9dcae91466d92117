// The way of gaps through several runs: found, planned, carried out, looked at again; each run finds in the files where it stands.
import { afterEach, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { readPhase, readPlanning } from "../../../../src/workflows/phases/planning/read.ts";
import { planAnswer } from "../../../harness/phases/plan.ts";
import { executed, summaryOf } from "../../../harness/phases/project.ts";
import { verificationFor } from "../../../harness/phases/verify.ts";
import { cleanup, git, makeProject, writeFiles } from "../../../harness/project.ts";
import { type Agent, PhasesRun } from "../play.ts";

afterEach(cleanup);

const folderOf = (root: string) => readPhase(root, "1").phases[0]!;

/** What execute-phase leaves: a summary of each plan that has none, and a commit. */
function carryOut(root: string, files: Record<string, string>): void {
  writeFiles(root, files);
  git(root, "add", "-A");
  git(root, "commit", "-qm", "feat(01-02): close it");
  const commit = git(root, "rev-parse", "HEAD");
  const { plans, summaries, name } = folderOf(root);
  for (const { id, plan } of plans.filter((one) => !summaries.some((each) => each.plan === one.plan)))
    writeFiles(root, {
      [`.planning/phases/${name}/${id}-SUMMARY.md`]: summaryOf(id, { commits: [commit], files: Object.keys(files) }),
      ...Object.fromEntries(
        plans.find((one) => one.plan === plan)!.files_modified.map((path) => [path, files[path] ?? "export {};\n"]),
      ),
    });
}

test("next leads from gaps to their plans, to their execution, and to another look; each time in another session", async () => {
  const root = makeProject();
  writeFiles(root, executed(git(root, "rev-parse", "HEAD")));
  let unmet: Record<string, string> = { "greeted by name": "Nobody can say goodbye()." };
  const agent: Agent = (brief) => planAnswer(brief) ?? verificationFor(brief, { unmet });
  const next = async () => {
    // Nothing but the files is left of the run before.
    rmSync(join(root, ".task"), { recursive: true, force: true });
    const run = new PhasesRun(root, agent);
    const problem = await run.type("next", "", { auto: true });
    expect([problem, run.refused, run.open.map((one) => one.kind)]).toEqual([null, [], []]);
    return run;
  };

  expect((await next()).run).toMatchObject({ entry: "verify-work", status: "complete" });
  expect(folderOf(root).verification).toMatchObject({ status: "gaps_found", met: 1, total: 2 });

  const planned = await next();
  expect(planned.run).toMatchObject({ entry: "plan-phase", status: "complete" });
  expect(planned.subjects).toContain("(Research the phase)");
  const brief = planned.briefs.get("Plan the phase")!;
  expect(brief).toContain("Plan what closes them, and nothing else.");
  expect(brief).toContain("- G1: A person is greeted by name");
  expect(brief).toContain("01-VERIFICATION.md");
  const [, closing] = folderOf(root).plans;
  expect(closing).toMatchObject({ id: "01-02", gap_closure: true, problems: [] });

  carryOut(root, { "src/part1.ts": "export const part1 = 1;\n", "tests/part1.test.ts": TEST });
  unmet = {};
  const again = await next();
  expect(again.run).toMatchObject({ entry: "verify-work", status: "complete" });
  expect(again.task("Verdict").facts).toMatchObject({ round: 2, status: "passed" });
  expect(readPlanning(root).roadmap!.phases[0]!.done).toBe(true);
  expect(folderOf(root).verification).toMatchObject({ status: "passed", gaps: [] });
});

const TEST = 'import { expect, test } from "bun:test";\ntest("part1", () => {\n  expect(1).toBe(1);\n});\n';
