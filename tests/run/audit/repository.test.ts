// What became of the person's repository while a run went on, and what every result has said: in
// the report.
// Runs: together.
import { afterAll, expect, test } from "bun:test";
import type { Project } from "../../../src/project/project.ts";
import { change } from "../../../src/run/journal/change.ts";
import { resetRun } from "../../../src/run/start/start-run.ts";
import { reportFacts, reportOf } from "../../../src/run/views/report.ts";
import { makeRun } from "../../cli/made/make-run.ts";
import { cleanup, git, makeProject } from "../../harness/project.ts";
import { codeApproval, codeObjection, implementation, openIds } from "../../harness/workers.ts";

afterAll(cleanup);

test("commits and another branch are told, with the departures of every result", async () => {
  const root = makeProject({ git: true });
  const { project, run } = await makeRun({
    root,
    answers: { story: { option: "approve", text: null } },
    worker: (brief) => {
      if (brief.writes.endsWith("code-review-sonnet.json")) {
        if (brief.round > 1) return codeApproval(brief);
        git(root, "checkout", "-q", "-b", "elsewhere");
        git(root, "add", "-A", "src");
        git(root, "commit", "-q", "-m", "by hand");
        return codeObjection(brief);
      }
      if (!brief.writes.endsWith("impl-result.json")) return undefined;
      const work = implementation(brief, openIds(brief).length > 0 ? "// mended\n" : "");
      const deviations =
        openIds(brief).length > 0 ? ["One more file.", "No comma."] : ["One more  file."];
      return { ...work, artifact: { ...(work.artifact as object), deviations } };
    },
  });
  expect(run.status).toBe("complete");
  const fix = run.tasks.find((task) => task.kind === "fix")!.id;
  const first = run.tasks.find((task) => task.gate === "implementation")!.id;
  const facts = reportFacts(project, run);
  expect(facts.repository).toEqual([
    expect.stringMatching(
      new RegExp(`^before ${fix}: from \\S+ at [0-9a-f]{8} to elsewhere at [0-9a-f]{8}$`),
    ),
  ]);
  expect(facts.deviations).toEqual([`${first}: One more  file.`, `${fix}: No comma.`]);
  expect(reportOf(project, run)).toContain("Commits and branches during the run (1)");
});

test.each([
  ["cancelled", (project: Project) => change(project, () => [{ do: "cancel", reason: "no more" }])],
  ["reset", (project: Project) => resetRun(project, "no more")],
])("what moves behind the last dispatch is told, too: the run is %s", async (_, end) => {
  const root = makeProject({ git: true });
  const { project } = await makeRun({
    root,
    answers: { story: { option: "approve", text: null } },
    worker: (brief) => {
      const work = brief.writes.endsWith("impl-result.json")
        ? implementation(brief, "")
        : undefined;
      if (work !== undefined)
        git(root, "commit", "-q", "--allow-empty", "-m", "by the implementer");
      return work;
    },
    until: (run) =>
      run.tasks.some((task) => task.gate === "implementation" && task.status === "done"),
  });
  const run = end(project)!.run!;
  expect(run.status).toBe("cancelled");
  // A commit behind the end is none of the run's.
  git(root, "commit", "-q", "--allow-empty", "-m", "later");
  expect(reportFacts(project, run).repository).toEqual([
    expect.stringMatching(/^before the end: from (\S+) at [0-9a-f]{8} to \1 at [0-9a-f]{8}$/),
  ]);
});
