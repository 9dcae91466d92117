// What an external reviewer is told is what the others are told.
import { afterAll, expect, test } from "bun:test";
import type { Run } from "../../../src/engine/run.ts";
import { sceneOf } from "../../../src/workflows/index.ts";
import { externalPrompt } from "../../../src/workflows/multi-ai/external.ts";
import { multiAiModule } from "../../../src/workflows/multi-ai/index.ts";
import { type MadeRun, makeRun } from "../../cli/make-run.ts";
import { cleanup } from "../../harness/project.ts";
import { openIds, plan, planObjection, STORY } from "../../harness/workers.ts";

afterAll(cleanup);

/** The part of the prompt of this name. */
const part = (prompt: string, name: string): string =>
  new RegExp(`BEGIN ${name} ([0-9a-f]{16})\\n([\\s\\S]*?)\\nEND \\1`).exec(prompt)![2]!;
function promptFor({ project, run }: MadeRun, which: (run: Run) => Run["tasks"][number]): string {
  const task = which(run);
  const subject = `file:${run.tasks.findLast((one) => one.schema === "plan" && one.artifact !== null)!.artifact}`;
  const scene = sceneOf(project, run);
  return externalPrompt(
    scene,
    task,
    multiAiModule.briefFacts(scene, task, { nonce: "0".repeat(32), subject, now: "" }),
    subject,
  ).prompt;
}
const codex = (run: Run) => run.tasks.findLast((task) => task.gate === "plan-review-codex" && task.kind !== "fix")!;

test("the plan's real changes since its last round, its declined finding, and that rejected needs a blocker", async () => {
  const made = await makeRun({
    answers: { story: { option: "approve", text: null } },
    worker: (brief) => {
      if (brief.writes.endsWith("/review-codex.json") && brief.round === 1) return planObjection(brief);
      if (!brief.writes.endsWith("plan-refined.json") || openIds(brief).length === 0) return undefined;
      const mended = plan([]);
      const steps = mended.steps.map((step) =>
        step.id === "S2" ? { ...step, title: "Test it, also with no name" } : step,
      );
      return { ...mended, steps, declined: [{ id: "F1", reason: "S2 says so now." }] };
    },
    until: (run) => run.tasks.some((task) => task.subject === "Plan Review - Codex v2" && task.status === "ready"),
  });
  const prompt = promptFor(made, codex);
  const changes = part(prompt, "changes since the last round");
  expect(changes).toMatch(/^-.*"Test it"/m);
  expect(changes).toMatch(/^\+.*"Test it, also with no name"/m);
  expect(part(prompt, "earlier findings")).toContain("Its author holds it to be wrong: S2 says so now.");
  expect(prompt).toContain("`rejected` if the approach cannot be mended, with at least one `blocker`");
});

test("what the person decided, and the commands that were approved", async () => {
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
  const prompt = promptFor(made, codex);
  expect(part(prompt, "decided by the person")).toContain("- Which word? → Goodbye, not Bye");
  expect(part(prompt, "tests")).toContain(
    "- The program runs `bun test` itself (approved by the person; it ran before the implementation, too).",
  );
  expect(part(prompt, "assumed and decided by nobody")).toBe("none");
});

test("what --auto assumed is nobody's decision", async () => {
  const made = await makeRun({
    auto: true,
    worker: (brief) =>
      brief.writes.endsWith("user-story.json") ? { ...STORY, assumptions: ["Names are never empty"] } : undefined,
    until: (run) => codex(run).status === "ready",
  });
  const prompt = promptFor(made, codex);
  expect(part(prompt, "assumed and decided by nobody")).toBe("- Names are never empty");
  expect(part(prompt, "decided by the person")).toBe("none");
});
