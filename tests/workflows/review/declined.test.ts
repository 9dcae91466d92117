// Guarantee: Findings are answered.
// A wrong finding is declined by its author and taken back by its reviewer, or the person decides
// between the two.
// Runs: in full too, together.
import { afterAll, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../../src/engine/run.ts";
import type { Project } from "../../../src/project/project.ts";
import { viewQuestions } from "../../../src/run/views/questions.ts";
import { reportFacts, reportOf } from "../../../src/run/views/report.ts";
import { makeRun, type RunOptions } from "../../cli/made/make-run.ts";
import { inFull } from "../../harness/in-full.ts";
import { cleanup } from "../../harness/project.ts";
import type { Brief, Work } from "../../harness/team.ts";
import {
  codeApproval,
  codeObjection,
  implementation,
  openIds,
  plan,
  planApproval,
  planObjection,
} from "../../harness/workers.ts";
import { problemsOf } from "./check-context.ts";

afterAll(cleanup);

const REASON = "No caller passes an empty name: the story says that names are never empty.";
const WITHDRAWN = "The story rules the empty name out; I had missed that.";
const declined = (brief: Brief) => ({
  answered: [],
  declined: openIds(brief).map((id) => ({ id, reason: REASON })),
});
const prior = (brief: Brief, state: string, reason?: string) =>
  openIds(brief).map((id) => ({ id, state, reason }));

/**
 * The first code reviewer objects, the implementer declines without touching a file, and then the
 * reviewer says `again`.
 */
const disputed = (again: (brief: Brief) => Work["artifact"]) => (brief: Brief) => {
  if (brief.writes.endsWith("code-review-sonnet.json"))
    return brief.round === 1 ? codeObjection(brief) : again(brief);
  if (!brief.writes.endsWith("impl-result.json") || openIds(brief).length === 0) return undefined;
  const { artifact } = implementation(brief);
  return { artifact: { ...(artifact as object), changed_files: [], ...declined(brief) } };
};
const withdraws = (brief: Brief) => ({
  ...codeApproval(brief),
  prior: prior(brief, "withdrawn", WITHDRAWN),
});
const insists = (brief: Brief) => ({
  ...codeApproval(brief),
  status: "needs_changes",
  prior: prior(brief, "open", "An empty name comes from the form."),
});
const made = (options: RunOptions) =>
  makeRun({
    ...options,
    answers: { story: { option: "approve", text: null }, ...options.answers },
  });
const briefOf = (project: Project, run: Run, subject: string): string => {
  const task = run.tasks.findLast((one) => one.subject === subject)!;
  const line = readFileSync(join(project.task, "events.jsonl"), "utf8")
    .split("\n")
    .filter((one) => one.includes('"type":"dispatched"') && one.includes(`"task":"${task.id}"`))
    .at(-1)!;
  return readFileSync(
    join(project.task, "objects", (JSON.parse(line) as { brief: string }).brief),
    "utf8",
  );
};

test("a wrong finding ends without a question and without a change, and the report says who took it back", async () => {
  const { project, run } = await made({ worker: disputed(withdraws) });
  expect(run.status).toBe("complete");
  expect(run.decisions.map((one) => one.kind)).toEqual(["story"]);
  expect(run.findings).toMatchObject([{ id: "F1", state: "withdrawn", untouched: false }]);
  const reviews = run.tasks.filter(
    (task) => task.gate === "code-review-sonnet" && task.kind !== "fix",
  );
  expect(new Set(reviews.map((task) => task.reviewed)).size).toBe(1);
  expect(briefOf(project, run, "Code Review - Sonnet v2")).toContain(
    `Its author holds it to be wrong: ${REASON}`,
  );
  expect(reportFacts(project, run).findings).toMatchObject([
    {
      id: "F1",
      reviewer: "Code Review - Sonnet",
      declined: [{ reason: REASON }],
      withdrawn: { reason: WITHDRAWN },
    },
  ]);
  const report = reportOf(project, run);
  expect(report).toContain("Findings: 1 withdrawn (1)");
});

test("a reviewer that keeps it brings both sides before the person", async () => {
  const { project, run } = await made({ worker: disputed(insists) });
  const [shown] = viewQuestions(project, run);
  expect(shown!.header).toBe("Two sides");
  expect(shown!.question).toContain(
    "F1 was declined by the author, and the reviewer insists. How should it continue?",
  );
  expect(shown!.question).toContain(
    "Code Review - Sonnet wants F1: Say goodbye without the comma then.",
  );
  expect(shown!.question).toContain(`Its author declined F1: ${REASON}`);
  expect(shown!.options.map(({ label, description }) => `${label}: ${description}`)).toEqual([
    "One more round: As Code Review - Sonnet wants; it reviews again",
    "Accept: Keep it as the author wants; say why",
    "Stop: End the run; what is done so far is kept",
    "Another model: The same task with a different model",
  ]);
});

inFull(
  "the person's word for the reviewer stands in the next brief, and is not declined once more",
  async () => {
    const { project, run } = await made({
      answers: { escalation: { option: "continue", text: null } },
      worker: (brief) => {
        if (brief.writes.endsWith("code-review-sonnet.json") && brief.round > 2)
          return { ...codeApproval(brief), prior: prior(brief, "fixed") };
        if (
          brief.writes.endsWith("impl-result.json") &&
          brief.text.includes("the person decided that it is to be mended")
        )
          return implementation(brief, "// without the comma\n");
        return disputed(insists)(brief);
      },
    });
    expect(run.status).toBe("complete");
    expect(briefOf(project, run, "Fix Code - Sonnet v2")).toContain(
      "Declined before; the person decided that it is to be mended.",
    );
    expect(run.findings).toMatchObject([{ id: "F1", state: "fixed", declined_by: null }]);
  },
);

test("a plan's author declines the same way, with the plan as it was", async () => {
  const { run } = await made({
    worker: (brief) => {
      if (brief.writes.endsWith("/review-sonnet.json"))
        return brief.round === 1
          ? planObjection(brief)
          : { ...planApproval(brief), prior: prior(brief, "withdrawn", WITHDRAWN) };
      if (!brief.writes.endsWith("plan-refined.json")) return undefined;
      return openIds(brief).length > 0 ? { ...plan([]), ...declined(brief) } : plan([]);
    },
    until: (now) =>
      now.tasks.some((task) => task.gate === "implementation" && task.status === "ready"),
  });
  expect(run.questions).toEqual([]);
  expect(run.findings).toMatchObject([{ id: "F1", state: "withdrawn" }]);
});

describe("what is refused", () => {
  const criteria = ["AC1", "AC2"].map((id) => ({ id, met: true }));
  const result = { status: "complete", changed_files: [], criteria };
  const open = { open: [{ id: "F1", severity: "major" }] };

  test.each<[string, object, object, RegExp | null]>([
    ["declined with a reason", { declined: [{ id: "F1", reason: "r" }] }, {}, null],
    [
      "neither answered nor declined",
      {},
      {},
      /answered: F1 missing, expected .* or in declined with the reason/,
    ],
    [
      "both",
      { answered: ["F1"], declined: [{ id: "F1", reason: "r" }] },
      {},
      /declined: F1 is answered twice/,
    ],
    [
      "one that is not open",
      { answered: ["F1"], declined: [{ id: "F7", reason: "r" }] },
      {},
      /F7 is no open finding/,
    ],
    [
      "one that the person wants mended",
      { declined: [{ id: "F1", reason: "r" }] },
      { insisted: ["F1"] },
      /the person wants it mended; mend it/,
    ],
    [
      "of a partial result, too",
      { status: "partial", reason: "r", declined: [{ id: "F7", reason: "r" }] },
      {},
      /F7 is no open finding/,
    ],
  ])("a result with a finding %s", (_name, over, context, problem) => {
    const problems = problemsOf("impl-result", { ...result, ...over }, { ...open, ...context });
    if (problem === null) expect(problems).toEqual([]);
    else expect(problems).toEqual([expect.stringMatching(problem)]);
  });

  test("a finding is taken back with a reason, also where nothing has changed", () => {
    const evidence = [{ file: "src/hello.ts", line: 1, quote: "export const hello" }];
    const review = (reason?: string) => ({
      status: "approved",
      summary: "s",
      criteria: criteria.map((one) => ({ ...one, evidence })),
      prior: [{ id: "F1", state: "withdrawn", reason }],
    });
    const context = { open: [{ id: "F1", severity: "major", since: "nothing" as const }] };
    expect(problemsOf("code-review", review("It was wrong."), context)).toEqual([]);
    expect(problemsOf("code-review", review(" "), context)).toEqual([
      'prior[0] (F1): state is "withdrawn" without a reason; expected why the finding was wrong',
    ]);
  });
});
