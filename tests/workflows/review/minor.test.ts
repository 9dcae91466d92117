// Guarantee: Findings are answered.
// Minor findings hold nothing up: they are noted, and told to whoever works next.
// Runs: in full too, together.
import { afterAll, describe, expect, test } from "bun:test";
import type { Run, Task } from "../../../src/engine/run.ts";
import { pullRequest } from "../../../src/render/report/pull-request.ts";
import { reportFacts, reportOf } from "../../../src/run/views/report.ts";
import { viewOf } from "../../../src/run/views/status.ts";
import { sceneOf } from "../../../src/workflows/index.ts";
import { multiAiModule } from "../../../src/workflows/multi-ai/index.ts";
import { minorTexts } from "../../../src/workflows/review/findings/known.ts";
import { type MadeRun, makeRun, type RunOptions } from "../../cli/made/make-run.ts";
import { inFull } from "../../harness/in-full.ts";
import { cleanup } from "../../harness/project.ts";
import type { Brief } from "../../harness/team.ts";
import {
  codeApproval,
  codeObjection,
  plan,
  planApproval,
  planObjection,
} from "../../harness/workers.ts";
import { checked } from "./check-context.ts";

afterAll(cleanup);

const made = (options: RunOptions): Promise<MadeRun> =>
  makeRun({
    ...options,
    answers: { story: { option: "approve", text: null }, ...options.answers },
  });
const minor = (brief: Brief) => {
  const said = codeObjection(brief);
  return { ...said, findings: said.findings.map((one) => ({ ...one, severity: "minor" })) };
};
const of = (run: Run, subject: string) => run.tasks.find((task) => task.subject === subject)!;

/** Sonnet finds a minor thing; Opus asks for something else. */
const told: Record<string, string> = {};
const twoReviewers = (brief: Brief) => {
  told[brief.writes.split("/").at(-1)! + brief.round + brief.task] = brief.text;
  if (brief.writes.endsWith("code-review-sonnet.json")) return minor(brief);
  if (!brief.writes.endsWith("code-review-opus.json")) return undefined;
  return brief.round === 1 ? codeObjection(brief) : codeApproval(brief);
};

test("asked for alone they are an approval with notes, recorded as what it is", async () => {
  const worker = (brief: Brief) =>
    brief.writes.endsWith("code-review-sonnet.json") && brief.round === 1
      ? minor(brief)
      : undefined;
  const { project, run } = await made({ worker });
  expect(run.status).toBe("complete");
  expect(run.tasks.filter((task) => task.kind === "fix")).toEqual([]);
  expect(of(run, "Code Review - Sonnet")).toMatchObject({
    outcome: "approved",
    said: "needs_changes",
  });
  const report = reportOf(project, run);
  expect(report).toContain("approved; it said needs_changes, but raised only minor points");
  expect(report).toContain("Findings: 1 open (1)");
});

test("they go to the next fix as notes, and to later reviewers as known", async () => {
  const { project, run } = await made({ worker: twoReviewers });
  expect(run.status).toBe("complete");
  const sonnet = of(run, "Code Review - Sonnet");
  const fix = Object.entries(told).find(
    ([name]) => name.startsWith("impl-result") && name.endsWith(of(run, "Fix Code - Opus v1").id),
  )![1];
  expect(fix).toContain(
    "## Minor findings of reviewers: do in your work what costs little and is yours to change, also where they speak of the plan; they need no answer",
  );
  expect(fix).toContain(`- ${sonnet.id}.F1 minor at src/goodbye.ts:2 (Code Review - Sonnet)`);
  expect(told[`code-review-opus.json1${of(run, "Code Review - Opus").id}`]).toContain(
    "## Minor findings that are known already: raise one again only where the fault is there and is more than minor",
  );
  // Nobody but its own reviewer says that it is mended.
  expect(reportOf(project, run)).toMatch(/Findings: .*1 open/);
});

inFull("the last reviewer is told of them, an external one too", async () => {
  const { project, run } = await made({
    worker: twoReviewers,
    until: (now) =>
      now.tasks.some((task) => task.gate === "code-review-codex" && task.status === "ready"),
  });
  const scene = sceneOf(project, run);
  const codex = of(run, "Code Review - Codex");
  const subject = of(run, "Code Review - Opus v2").reviewed;
  const facts = multiAiModule.briefFacts(scene, codex, { nonce: "0".repeat(32), subject, now: "" });
  const name = `${of(run, "Code Review - Sonnet").id}.F1`;
  expect(facts.minors.map((one) => one.name)).toEqual([name]);
  const parts = multiAiModule.briefs[codex.brief]!.parts(facts);
  expect(parts.find(({ title }) => title.startsWith("Minor findings"))!.body).toContain(
    `- ${name} minor at src/goodbye.ts:2 (Code Review - Sonnet): An empty name gives a dangling comma.`,
  );
});

inFull("those of the plan reach whoever builds it, and no fix or review of the code", async () => {
  let built = "";
  const later: string[] = [];
  const { project, run } = await made({
    worker: (brief) => {
      if (brief.writes.endsWith("impl-result.json") && built !== "") later.push(brief.text);
      if (brief.writes.endsWith("impl-result.json")) built ||= brief.text;
      if (brief.writes.includes("code-review")) later.push(brief.text);
      if (brief.writes.endsWith("code-review-sonnet.json") && brief.round === 1)
        return codeObjection(brief);
      if (!brief.writes.endsWith("/review-sonnet.json")) return undefined;
      const said = planObjection(brief);
      const over = { severity: "minor", fix: "Split at  two blanks." };
      return {
        ...planApproval(brief),
        findings: said.findings.map((one) => ({ ...one, ...over })),
      };
    },
  });
  expect(built).toContain(
    "## Minor findings of reviewers: do in your work what costs little and is yours to change, also where they speak of the plan\n- T3.F1 minor at S2 (Plan Review - Sonnet)",
  );
  expect(built).toContain("Fix: Split at  two blanks.");
  expect(plan([]).steps).toHaveLength(2);
  const minorsOf = (of: Partial<Task>) =>
    minorTexts(sceneOf(project, run), { ...run.tasks.at(-1)!, ...of });
  expect(minorsOf({ gate: "tests", kind: "fix" })).toEqual([]);
  expect(minorsOf({ gate: "implementation", kind: "gate" }).map((one) => one.name)).toEqual([
    "T3.F1",
  ]);
  expect(later).toHaveLength(5);
  for (const text of later) expect(text).not.toContain("T3.F1 minor at S2");
});

describe("what a review may say", () => {
  const place = { file: "src/hello.ts", line: 1, quote: "export const hello" };
  const criteria = ["AC1", "AC2"].map((id) => ({ id, met: true, evidence: [place] }));
  const finding = { id: "F1", severity: "minor", ...place, problem: "p", fix: "f" };
  const review = { status: "needs_changes", summary: "s", criteria, findings: [finding] };

  test.each<[string, object, object, string]>([
    ["nothing but minor findings", {}, {}, "approved"],
    [
      "a major one, too",
      { findings: [finding, { ...finding, id: "F2", severity: "major" }] },
      {},
      "needs_changes",
    ],
    [
      "a criterion that is not met",
      { criteria: [criteria[0], { id: "AC2", met: false }] },
      {},
      "needs_changes",
    ],
    [
      "an earlier major one that is open",
      { prior: [{ id: "F4", state: "open" }] },
      { open: [{ id: "F4", severity: "major" }] },
      "needs_changes",
    ],
  ])("changes, with %s", (_name, over, context, outcome) => {
    const found = checked("code-review", { ...review, ...over }, context);
    expect([found.problems, found.outcome]).toEqual([[], outcome]);
  });
});

test("those of the last reviewer, whom nobody follows, reach the person: report, status and pull request have them", async () => {
  const { project, run } = await made({
    worker: (brief) => (brief.writes.endsWith("code-review-codex.json") ? minor(brief) : undefined),
  });
  expect(run.status).toBe("complete");
  const said = "An empty name gives a dangling comma.";
  expect(reportOf(project, run)).toContain(`${of(run, "Code Review - Codex").id}.F1 minor`);
  expect(pullRequest(reportFacts(project, run)).body).toContain(said);
  expect(viewOf(project, run).findings).toMatchObject([{ severity: "minor", problem: said }]);
});
