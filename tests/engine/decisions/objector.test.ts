// Guarantee: Loops end.
// Runs: in full too, together.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { isLive, openFindings, rounds } from "../../../src/engine/run.ts";
import type { Workflow } from "../../../src/engine/workflow.ts";
import { runs } from "../../harness/in-full.ts";
import { dispatched, facts, nonceOf, Story, started } from "../given.ts";
import { small } from "../small.ts";

describe("invariant 7: a persistent objector ends in a question", () => {
  /**
   * Plays a team that never passes, with nobody to answer: what it does next depends on `taste`
   * alone.
   */
  function objector(taste: number[], auto: boolean): { story: Story; steps: number } {
    const story = new Story();
    started({ auto })(story);
    let steps = 0;
    for (; steps < 3_000 && isLive(story.now) && story.now.questions.length === 0; steps++) {
      const task = story.now.tasks.find(
        (one) => one.status === "running" || one.status === "ready",
      )!;
      if (task.status === "ready") dispatched(task.id)(story);
      object(story, task.id, taste[steps % taste.length]!);
    }
    return { story, steps };
  }

  function object(story: Story, id: string, taste: number): void {
    const task = story.task(id);
    const nonce = nonceOf(task);
    const now = task.dispatch!.subject;
    const end = (outcome: string, subject = now): void => {
      // The same finding, ever again: called fixed, left open, or another one each time.
      const finding = `F${story.batches.length}`;
      const state = taste % 2 === 0 ? ("fixed" as const) : ("open" as const);
      // One in three says again what it has called fixed.
      const fixed = story.now.findings.filter(
        (one) => one.gate === task.gate && one.state === "fixed",
      );
      const before = (which: number): string[] =>
        which === 0 ? fixed.slice(-1).map((one) => one.id) : [];
      const objects = outcome === "needs_changes" || outcome === "rejected";
      const artifact = facts(outcome, {
        findings: objects
          ? [{ id: finding, severity: "major", outside: false, again: before(taste % 3) }]
          : [],
        prior: openFindings(story.now, [task.gate]).map((one) => ({ id: one.id, state })),
        questions: outcome === "questions" ? [{ question: "Which?", options: ["a", "b"] }] : [],
      });
      story.do({
        do: "ended",
        task: id,
        nonce,
        blockable: true,
        subject,
        result: { ok: true, artifact },
      });
    };
    const invalid = { ok: false as const, problems: ["not JSON"], sha: null };
    if (taste % 11 === 7)
      story.do({
        do: "ended",
        task: id,
        nonce,
        blockable: taste % 2 === 0,
        subject: now,
        result: invalid,
      });
    else if (taste % 11 === 8) story.do({ do: "lost", task: id, nonce, why: "gone" });
    else if (taste % 11 === 9) end("approved", `edited ${taste}`);
    else if (task.schema.endsWith("verdict"))
      end(
        taste % 5 === 0 && (task.schema === "build-verdict" || task.token.endsWith("eve"))
          ? "rejected"
          : "needs_changes",
      );
    else if (task.schema === "work") end(taste % 7 === 6 ? "partial" : "complete");
    else end(taste % 3 === 0 ? "questions" : "done");
  }

  test("whatever the mix of objections, losses, stale and invalid results", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1000), { minLength: 1, maxLength: 40 }), (taste) => {
        const { story, steps } = objector(taste, true);
        expect(steps).toBeLessThan(500);
        expect(story.now.questions.length).toBeGreaterThan(0);
        const group = (name: string): string[] =>
          (small as Workflow).entries.start!.gates.flatMap((gate) =>
            gate.gate === "review" && gate.group === name ? [gate.key] : [],
          );
        // A rework before the limit brings up to three re-reviews at once.
        expect(rounds(story.now, group("draft_reviews"))).toBeLessThanOrEqual(10);
        expect(rounds(story.now, group("build_reviews"))).toBeLessThanOrEqual(17);
      }),
      { numRuns: runs(60) },
    );
  });

  test.each([
    ["invalid results", 7],
    ["losses", 8],
    ["stale verdicts", 9],
    ["objections", 1],
    ["questions", 3],
    ["partial work", 6],
  ])("nothing but %s", (_name, taste) => {
    expect(objector([taste], false).story.now.questions.length).toBeGreaterThan(0);
  });
});
