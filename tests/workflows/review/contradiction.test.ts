import { afterAll, expect, test } from "bun:test";
import { viewQuestions } from "../../../src/run/views/questions.ts";
import { reportOf } from "../../../src/run/views/report.ts";
import { makeRun, type RunOptions } from "../../cli/make-run.ts";
import { contradicting } from "../../harness/contradiction.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import type { Brief, Work } from "../../harness/team.ts";
import { type codeObjection, nextId, openIds, plan, planApproval } from "../../harness/workers.ts";
import { CODE_OPUS, PLAN_OPUS } from "../multi-ai/ids.ts";

afterAll(cleanup);

const approve = { story: { option: "approve", text: null } };
const made = (options: RunOptions) => makeRun({ ...options, answers: { ...approve, ...options.answers } });

test("a code reviewer who wants back what another one had changed: both sides, in the dialog and in the report", async () => {
  const { project, run } = await made({ worker: contradicting });
  expect(run.status).toBe("waiting_for_user");
  const [shown] = viewQuestions(project, run);
  expect(shown!.header).toBe("Two sides");
  expect(shown!.question.split("\n")).toEqual([
    `Q2 · ${CODE_OPUS} Code Review - Opus: F1 contradicts F1 of Code Review - Sonnet. How to go on?`,
    "Code Review - Sonnet got F1: Say goodbye without the comma then. (An empty name gives a dangling comma.)",
    'Code Review - Opus wants F1: Put `return "Goodbye, ".concat(name);` back. (A special case that nobody asked for.)',
    "All of it: .task/code-review-opus.json",
  ]);
  expect(shown!.options.map(({ label, description }) => `${label}: ${description}`)).toEqual([
    "One more round: As Code Review - Opus wants; it reviews once more",
    "Accept: As it is, as Code Review - Sonnet wanted; say why",
    "Stop: End the run; everything stays in .task/",
  ]);

  const accepted = await made({
    worker: contradicting,
    answers: { escalation: { option: "accept", text: "The comma is worse" } },
  });
  expect(accepted.run.status).toBe("complete");
  expect(reportOf(accepted.project, accepted.run)).toContain(
    `Q2 escalation (${CODE_OPUS}, F1 contradicts F1 of Code Review - Sonnet): accept — "The comma is worse" (dialog, `,
  );
});

test("a fault in what another one's fix wrote is ordinary work, and known as such without git, too", async () => {
  const { run } = await made({
    root: makeProject({ git: false }),
    worker: (brief) => {
      const said = contradicting(brief) as ReturnType<typeof codeObjection> | Work | undefined;
      if (said === undefined) return undefined;
      // What it asks for is something new, and gets it.
      if ("findings" in said) {
        const fix = brief.writes.endsWith("/code-review-opus.json") ? "Trim the name first." : said.findings[0]!.fix;
        return { ...said, findings: said.findings.map((one) => ({ ...one, fix })) };
      }
      const trimmed = brief.text.includes("Trim the name first.") ? "// trimmed\n" : "";
      return { ...said, edits: { ...said.edits, "src/goodbye.ts": said.edits!["src/goodbye.ts"] + trimmed } };
    },
  });
  expect(run.status).toBe("complete");
  expect(run.decisions.map((one) => one.kind)).toEqual(["story"]);
  expect(run.findings.find((one) => one.gate === "code-review-opus")!.against).toEqual([
    { gate: "code-review-sonnet", finding: "F1", asks: "about" },
  ]);
});

test("a plan reviewer who wants a step's old text back", async () => {
  const titles: Record<string, string> = { "Only one function.": "Write it as one function" };
  const objects = (brief: Brief, quote: string, fix: string) => ({
    ...planApproval(brief),
    status: "needs_changes",
    findings: [{ id: nextId(brief), severity: "major", at: "S1", quote, problem: "It is wrong.", fix }],
  });
  const { project, run } = await made({
    worker: (brief) => {
      if (brief.round === 1 && brief.writes.endsWith("/review-sonnet.json"))
        return objects(brief, "Write goodbye", "Only one function.");
      if (brief.round === 1 && brief.writes.endsWith("/review-opus.json"))
        return objects(brief, "Write it as one function", 'Say "Write goodbye" again.');
      if (!brief.writes.endsWith("plan-refined.json")) return undefined;
      const title = Object.entries(titles).find(([fix]) => brief.text.includes(fix))?.[1];
      const mended = plan(openIds(brief));
      if (title === undefined) return mended;
      return { ...mended, steps: mended.steps.map((step) => (step.id === "S1" ? { ...step, title } : step)) };
    },
  });
  expect(run.questions).toMatchObject([
    {
      kind: "escalation",
      task: PLAN_OPUS,
      why: [{ reason: "contradiction", against: [{ gate: "plan-review-sonnet", finding: "F1" }] }],
    },
  ]);
  expect(viewQuestions(project, run)[0]!.question).toContain("Plan Review - Sonnet got F1: Only one function.");
});
