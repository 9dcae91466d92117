// Guarantee: What comes next is read from the files.
// The way of gaps through several runs: found, planned, carried out, looked at again; each run
// finds in the files where it stands.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { readPhase, readPlanning } from "../../../../src/workflows/phases/planning/read.ts";
import { carriedOut, isCodeReview, reviewedCode, taskIn } from "../../../harness/phases/execute.ts";
import { planAnswer } from "../../../harness/phases/plan.ts";
import { greeter } from "../../../harness/phases/project.ts";
import { verificationFor } from "../../../harness/phases/verify.ts";
import { cleanup, makeProject } from "../../../harness/project.ts";
import { type Agent, PhasesRun } from "../play.ts";

afterEach(cleanup);

const THANKS = "thanks says its sentence by name, shown by a test";

/** What an executor writes for a task such as `Write goodbye`. */
function written(task: string): Record<string, string> {
  const fn = /(\w+)$/.exec(task)![1]!;
  return {
    [`src/${fn}.ts`]: `export const ${fn} = (name: string): string => "${fn}, ".concat(name);\n`,
    [`tests/${fn}.test.ts`]: `import { expect, test } from "bun:test";\nimport { ${fn} } from "../src/${fn}.ts";\n\ntest("${fn}", () => {\n  expect(${fn}("Ada")).toBe("${fn}, Ada");\n});\n`,
  };
}

test("next leads from plans to gaps, to plans for them, to their execution and another look; nothing but files between the runs", async () => {
  const root = makeProject({
    files: greeter({}, { ".planning/phases/01-farewells/01-CONTEXT.md": "# Phase 1: Context\n" }),
  });
  let unmet: Record<string, string> = { [THANKS]: "It thanks nobody." };
  const agent: Agent = (brief) =>
    planAnswer(brief) ??
    (isCodeReview(brief)
      ? reviewedCode()
      : taskIn(brief) === ""
        ? verificationFor(brief, { unmet })
        : carriedOut(brief, written(taskIn(brief))));
  const next = async () => {
    rmSync(join(root, ".task"), { recursive: true, force: true });
    const run = new PhasesRun(root, agent);
    const problem = await run.type("next", "", { auto: true });
    expect([problem, run.refused, run.open.map((one) => one.kind)]).toEqual([null, [], []]);
    expect(run.run.status).toBe("complete");
    return run;
  };
  const phase = () => readPhase(root, "1").phases[0]!;

  for (const entry of ["plan-phase", "execute-phase", "verify-work"])
    expect((await next()).run.entry).toBe(entry);
  const found = phase().verification!;
  expect(found).toMatchObject({ status: "gaps_found", gaps: [THANKS] });

  const planned = await next();
  expect(planned.run.entry).toBe("plan-phase");
  const brief = planned.briefs.get("Plan the phase")!;
  expect(brief).toContain("Plan what closes them, and nothing else.");
  expect(brief).toContain(`- G1: ${THANKS}`);
  expect(brief).toContain("01-VERIFICATION.md");
  expect(phase().plans.at(-1)).toMatchObject({ id: "01-03", gap_closure: true, problems: [] });

  expect((await next()).run.entry).toBe("execute-phase");
  unmet = {};
  const again = await next();
  expect(again.run.entry).toBe("verify-work");
  expect(again.task("Verdict").facts).toMatchObject({ round: 2, status: "passed" });
  expect(phase().verification).toMatchObject({ status: "passed", gaps: [], met: found.total + 1 });
  const { roadmap, requirements } = readPlanning(root);
  expect(roadmap!.phases.map((one) => one.done)).toEqual([true, false, false]);
  expect(requirements!.filter((one) => one.done).map((one) => one.id)).toEqual([
    "WORD-01",
    "WORD-02",
  ]);
});
