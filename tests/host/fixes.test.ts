// Scenario 2: reviewers ask for changes, once and several times, and one rejects the code.
// Runs: in full only, by a driver too.
import { afterEach, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { hostsOf } from "../harness/host.ts";
import { cleanup } from "../harness/project.ts";
import { eachAsksOnce } from "./reviewers.ts";
import {
  agentStarts,
  bySubject,
  mainPays,
  mainRequests,
  ofType,
  type Played,
  play,
} from "./scenario.ts";
import { briefOf, codexPrompts, phases, sectionOf } from "./told.ts";

afterEach(cleanup);

/** Who waits for whom, by subject. */
const waitsFor = ({ tasks }: Played, subject: string): string[] =>
  bySubject(tasks, subject).blocked_by.map((id) => tasks.find((one) => one.id === id)!.subject);

/**
 * Every task has run once and is over, and the main thread paid one request for each and one for
 * the report.
 */
function ranOnce({ run, tasks, state, events, model }: Played): void {
  expect(run.exitCode).toBe(0);
  expect(state).toMatchObject({ phase: "complete", status: "complete" });
  expect(tasks.filter((one) => one.status !== "done")).toEqual([]);
  expect(
    ofType(events, "dispatched")
      .map((one) => one.task)
      .toSorted(),
  ).toEqual(tasks.map((one) => one.id).toSorted());
  expect(ofType(events, "refused")).toEqual([]);
  expect(ofType(events, "delivered").filter((one) => one.reminder)).toEqual([]);
  expect(mainRequests(model).length).toBe(mainPays(agentStarts(events) + 1));
}

const REVIEWERS = ["Sonnet", "Opus", "Codex"];

describe.each(hostsOf("new"))("fixes (%s)", (version) => {
  test("each of the six reviewers asks for changes once, and is answered before the next one begins", async () => {
    const played = await play({
      version,
      ...eachAsksOnce(),
    });
    const { tasks, events, model, project, run } = played;
    ranOnce(played);
    expect(tasks.length).toBe(9 + 6 * 2);

    // The six in their order, each with its fix and its second look before what comes after it.
    const plan = REVIEWERS.flatMap((name) => [
      `Plan Review - ${name}`,
      `Fix Plan - ${name} v1`,
      `Plan Review - ${name} v2`,
    ]);
    const code = REVIEWERS.flatMap((name) => [
      `Code Review - ${name}`,
      `Fix Code - ${name} v1`,
      `Code Review - ${name} v2`,
    ]);
    const order = [
      "Gather requirements",
      "Create implementation plan",
      ...plan,
      "Implementation",
      ...code,
    ];
    expect(
      ofType(events, "dispatched").map(
        (one) => tasks.find((task) => task.id === one.task)!.subject,
      ),
    ).toEqual(order);
    for (const [index, subject] of order.entries()) {
      const before = order.slice(0, index);
      // The task before it is among those that it waits for, and it waits for nothing that came
      // later.
      if (index > 0) expect(waitsFor(played, subject)).toContain(before.at(-1)!);
      for (const one of waitsFor(played, subject)) expect(before).toContain(one);
    }
    const stages = ["plan", "code"].map((what) =>
      ["sonnet", "opus", "codex"].flatMap((name) => [
        `${what}_review_${name}`,
        `fix_${what}_${name}`,
        `${what}_review_${name}`,
      ]),
    );
    expect(phases(events)).toEqual([
      "requirements_gathering",
      "plan_drafting",
      ...stages[0]!,
      "implementation",
      ...stages[1]!,
      "complete",
    ]);

    // Every finding was raised, shown to the one who mends it, and closed by the one who raised it.
    for (const name of REVIEWERS)
      for (const what of ["Plan", "Code"]) {
        const fix = bySubject(tasks, `Fix ${what} - ${name} v1`);
        expect(sectionOf(briefOf(model, fix.id), "Open findings")).toMatch(
          /^- F1 major at .*Fix: /,
        );
        const again = bySubject(tasks, `${what} Review - ${name} v2`);
        const verdict = ofType(events, "accepted").find((one) => one.task === again.id)!;
        expect(verdict).toMatchObject({
          outcome: "approved",
          prior: [{ id: "F1", state: "fixed" }],
        });
      }
    expect(
      JSON.parse(readFileSync(join(project, ".task/plan-refined.json"), "utf8")).answered,
    ).toEqual(["F1"]);

    // The second look begins with what the first one said and with what has changed since, and
    // nothing else.
    for (const name of ["Sonnet", "Opus"]) {
      const plan = briefOf(model, bySubject(tasks, `Plan Review - ${name} v2`).id);
      expect(sectionOf(plan, "Open findings")).toContain("The empty name is not tested.");
      const fixed = bySubject(tasks, `Fix Plan - ${name} v1`).id;
      expect(sectionOf(plan, "Changed since your last round")).toMatch(
        new RegExp(`^\\+.*Revised for ${fixed}`, "m"),
      );
      expect(sectionOf(plan, "Changed since your last round")).not.toMatch(
        /^[+-] *"(?:task|nonce|answered)"|No newline/m,
      );
      const code = briefOf(model, bySubject(tasks, `Code Review - ${name} v2`).id);
      expect(sectionOf(code, "Open findings")).toContain("An empty name gives a dangling comma.");
      const diff = sectionOf(code, "Changed since your last round, each file whole");
      expect(diff).toContain("+// fixed");
      expect(diff).not.toContain("+export function goodbye");
      expect(sectionOf(code, "Changed files")).toBe("- src/goodbye.ts (modified, +1 -0)");
      const first = briefOf(model, bySubject(tasks, `Code Review - ${name}`).id);
      expect(sectionOf(first, "The change, each file whole")).toContain("+export function goodbye");
      expect(first).not.toContain("## Open findings");
    }
    // The fix of the plan left the finding's step as it was: those who come after are told so.
    const told = "F1 of Plan Review - Sonnet called fixed; S2 did not change since";
    const opus = briefOf(model, bySubject(tasks, "Plan Review - Opus").id);
    const words = "It was: The empty name is not tested. Fix: Name that test.";
    expect(sectionOf(opus, "Called fixed by their reviewers: look whether it is so")).toBe(
      `- ${told}. ${words}`,
    );
    const codex = codexPrompts(model)[0]!;
    expect(sectionOf(codex, "Called fixed by their reviewers: look whether it is so")).toContain(
      `- ${told}. `,
    );

    const prompts = codexPrompts(model);
    expect(prompts.length).toBe(4);
    expect(prompts[1]).toContain("- F1 major at S2: The empty name is not tested.");
    expect(prompts[3]).toContain(
      "- F1 major at src/goodbye.ts:2: An empty name gives a dangling comma.",
    );
    expect(prompts[3]).toContain("+// fixed");
    // Codex is told where the whole change is, too: its evidence may rest on any line of it.
    expect(sectionOf(prompts[3]!, "Changed since your last round, each file whole")).not.toContain(
      "+export function goodbye",
    );
    expect(sectionOf(prompts[3]!, "The whole change, earlier rounds included")).toMatch(
      /^It stands in \.task\/objects\/[0-9a-f]{64}$/,
    );

    // What ran on after a verdict is told: only the last reviewer has seen the final tree.
    expect(run.results.at(-1)).toContain("6 of them fixes");
  });
});
