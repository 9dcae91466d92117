// `next` typed again and again, with every command played whole: from a folder without a project to
// a milestone in the archive.
// Runs: in full only.
import { afterEach, expect, test } from "bun:test";
import { readOverview } from "../../../../src/workflows/phases/planning/read.ts";
import { routeFacts, routeOf } from "../../../../src/workflows/phases/routes/routes.ts";
import { discussAnswer } from "../../../harness/phases/discuss.ts";
import { carriedOut, isCodeReview, reviewedCode, taskIn } from "../../../harness/phases/execute.ts";
import { DOCUMENT, newProjectFor } from "../../../harness/phases/new-project.ts";
import { planAnswer } from "../../../harness/phases/plan.ts";
import { verificationFor } from "../../../harness/phases/verify.ts";
import { cleanup, DEFAULT_FILES, makeProject } from "../../../harness/project.ts";
import { type Agent, PhasesRun } from "../play.ts";

afterEach(cleanup);

/** Runs of one project, at most. */
const MOST = 16;

/** `about`: what stands in each file, so that a later phase may write it anew. */
const honest =
  (about: () => string): Agent =>
  (brief, task) => {
    const planned = newProjectFor(brief) ?? discussAnswer(brief) ?? planAnswer(brief);
    if (planned !== undefined && planned !== null) return planned;
    if (isCodeReview(brief)) return reviewedCode();
    if (task.schema === "phase-verification") return verificationFor(brief, { line: null });
    const fn = taskIn(brief).replace("Write ", "");
    return carriedOut(brief, {
      [`src/${fn}.ts`]: `// ${about()}\nexport const ${fn} = (name: string): string => "Hello, ".concat(name);\n`,
      [`tests/${fn}.test.ts`]: `// ${about()}\nimport { expect, test } from "bun:test";\nimport { ${fn} } from "../src/${fn}.ts";\n\ntest("${fn}", () => expect(${fn}("Ada")).toContain("Ada"));\n`,
    });
  };

test("next leads from a new project through its phases to the archive, and never to where it was", async () => {
  const root = makeProject({ files: { ...DEFAULT_FILES, "idea.md": DOCUMENT } });
  const run: PhasesRun = new PhasesRun(
    root,
    honest(() => `phase ${run.run.options.phase}`),
  );
  const steps: string[] = [];
  const done = async (typed: string): Promise<void> => {
    for (let most = 0; run.open.length > 0 && most < 20; most++)
      await run.answer(run.open[0]!.options[0]!);
    expect([typed, run.run.status, run.refused]).toEqual([typed, "complete", []]);
  };
  expect(await run.type("new-project", "@idea.md", { auto: true })).toBeNull();
  await done("new-project");
  const route = () => routeOf(routeFacts(root));
  for (let now = route(); now.action !== "done" && steps.length < MOST; now = route()) {
    const step = `${now.action}${now.phase === null ? "" : ` ${now.phase}`}`;
    expect([step, await run.type("next", "", { auto: true })]).toEqual([step, null]);
    expect(run.run.entry).toBe(now.action);
    await done(step);
    steps.push(step);
    expect(readOverview(root).problems).toEqual([]);
    expect(run.text(".planning/STATE.md")).toContain(
      `Last activity: ${run.run.updated_at.slice(0, 10)} — ${now.action}`,
    );
  }
  const phases = [...new Set(steps.flatMap((one) => one.split(" ")[1] ?? []))];
  expect(steps).toEqual([
    ...phases.flatMap((one) =>
      ["discuss-phase", "plan-phase", "execute-phase", "verify-work"].map(
        (verb) => `${verb} ${one}`,
      ),
    ),
    "complete-milestone",
  ]);
  expect(phases.length).toBeGreaterThan(1);
});
