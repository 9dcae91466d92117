// What an external reviewer is told is what the others are told.
// Runs: together.
import { afterAll, expect, test } from "bun:test";
import type { Run } from "../../../../src/engine/run.ts";
import { promptFromBrief } from "../../../../src/run/external/external-prompt.ts";
import { sceneOf } from "../../../../src/workflows/index.ts";
import { multiAiModule } from "../../../../src/workflows/multi-ai/index.ts";
import { type MadeRun, makeRun } from "../../../cli/made/make-run.ts";
import { cleanup } from "../../../harness/project.ts";
import { openIds, plan, planObjection, STORY } from "../../../harness/workers.ts";
import { sectionOf } from "../../../host/told.ts";

afterAll(cleanup);

async function promptFor(
  { project, run }: MadeRun,
  which: (run: Run) => Run["tasks"][number],
): Promise<string> {
  const task = which(run);
  const subject = `file:${run.tasks.findLast((one) => one.schema === "plan" && one.artifact !== null)!.artifact}`;
  const scene = sceneOf(project, run);
  const facts = multiAiModule.briefFacts(scene, task, { nonce: "0".repeat(32), subject, now: "" });
  const kind = await multiAiModule.artifacts[task.schema]!();
  return promptFromBrief(scene, task, multiAiModule.briefs[task.brief]!, kind, facts, {
    subject,
    reads: true,
  }).prompt;
}
const codex = (run: Run) =>
  run.tasks.findLast((task) => task.gate === "plan-review-codex" && task.kind !== "fix")!;

test("the plan's real changes since its last round, its declined finding, and that rejected needs a blocker", async () => {
  const made = await makeRun({
    answers: { story: { option: "approve", text: null } },
    worker: (brief) => {
      if (brief.writes.endsWith("/review-codex.json") && brief.round === 1)
        return planObjection(brief);
      if (!brief.writes.endsWith("plan-refined.json") || openIds(brief).length === 0)
        return undefined;
      const mended = plan([]);
      const steps = mended.steps.map((step) =>
        step.id === "S2" ? { ...step, title: "Test it, also with no name" } : step,
      );
      return { ...mended, steps, declined: [{ id: "F1", reason: "S2 says so now." }] };
    },
    until: (run) =>
      run.tasks.some(
        (task) => task.subject === "Plan Review - Codex v2" && task.status === "ready",
      ),
  });
  const prompt = await promptFor(made, codex);
  const changes = sectionOf(prompt, "Changed since your last round");
  expect(changes).toMatch(/^-.*"Test it"/m);
  expect(changes).toMatch(/^\+.*"Test it, also with no name"/m);
  expect(sectionOf(prompt, "Open findings")).toContain(
    "Its author holds it to be wrong: S2 says so now.",
  );
  expect(prompt).toContain("`rejected`: it has to be made anew; at least one blocker says why");
});

test("what the person decided", async () => {
  const made = await makeRun({
    settings: { tests: { run: true, commands: [], timeout_minutes: 5 } },
    answers: {
      story: { option: "approve", text: null },
      "story-questions": { option: "answer", text: "Goodbye, not Bye" },
    },
    worker: (brief) => {
      if (!brief.writes.endsWith("user-story.json")) return undefined;
      const story = { ...STORY, test_commands: ["bun test"] };
      const questions = [{ question: "Which word?", options: ["Goodbye", "Bye"], answer: null }];
      return brief.text.includes("Goodbye, not Bye") ? story : { ...story, questions };
    },
    until: (run) => codex(run).status === "ready",
  });
  const prompt = await promptFor(made, codex);
  expect(sectionOf(prompt, "Decided by the person")).toContain("- Which word? → Goodbye, not Bye");
  expect(prompt).not.toContain("## Assumed by agents");
});

test("what --auto assumed is nobody's decision", async () => {
  const made = await makeRun({
    auto: true,
    worker: (brief) =>
      brief.writes.endsWith("user-story.json")
        ? { ...STORY, assumptions: ["Names are never empty"] }
        : undefined,
    until: (run) => codex(run).status === "ready",
  });
  const prompt = await promptFor(made, codex);
  expect(sectionOf(prompt, "Assumed by agents, decided by nobody: question what is wrong")).toBe(
    "- Names are never empty",
  );
  expect(prompt).not.toContain("## Decided by the person");
});

test("an external reviewer is told whom it is, that it can read, and no nonce and no path of this machine", async () => {
  const made = await makeRun({
    answers: { story: { option: "approve", text: null } },
    until: (run) => codex(run).status === "ready",
  });
  const prompt = await promptFor(made, codex);
  expect(prompt).toStartWith("You are the independent final reviewer of an implementation plan");
  expect(prompt).toContain(
    "Review the plan against the story and the project. Your part: the tests.",
  );
  expect(prompt).toContain(
    "The current folder is the project: read what you need in it, edit nothing",
  );
  expect(prompt).not.toContain("{{");
  expect(prompt).not.toContain("0".repeat(32));
  expect(prompt).not.toContain(made.root);
});
