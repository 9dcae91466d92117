// Two reviewers who contradict each other: the person decides before one's fix is undone for the other.
import { afterEach, describe, expect } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { contradicting } from "../harness/contradiction.ts";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { cleanup } from "../harness/project.ts";
import { honest } from "../harness/workers.ts";
import { answer, goOn } from "./from-outside.ts";
import { ofType, play, subjects } from "./scenario.ts";

afterEach(cleanup);

describe.each(hostsOf("new"))("contradiction (%s)", (version) => {
  inFull("both sides are told at once, and what the person chooses is done", async () => {
    const scenario = { version, worker: honest(contradicting) };
    const played = await play(scenario);
    const { run, state, tasks, events, project } = played;
    expect(run.exitCode).toBe(0);
    expect(state).toMatchObject({ status: "waiting_for_user" });
    expect(subjects(tasks).slice(9)).toEqual(["Fix Code - Sonnet v1", "Code Review - Sonnet v2"]);
    const asked = ofType(events, "asked").at(-1)!;
    expect(asked).toMatchObject({
      kind: "escalation",
      task: "T8",
      why: [{ reason: "contradiction", findings: ["F1"], against: [{ gate: "code-review-sonnet", finding: "F1" }] }],
    });
    const said = run.results.at(-1)!;
    expect(said).toContain("F1 contradicts F1 of Code Review - Sonnet. How to go on?");
    expect(said).toContain("Code Review - Sonnet got F1: Say goodbye without the comma then.");
    expect(said).toContain('Code Review - Opus wants F1: Put `return "Goodbye, ".concat(name);` back.');
    expect(said).toContain("Accept — As it is, as Code Review - Sonnet wanted; say why");
    // Nothing has been undone.
    expect(readFileSync(join(project, "src/goodbye.ts"), "utf8")).toContain('name === "" ?');

    answer(project, "accept", "The comma is worse");
    const after = await goOn(scenario, played);
    expect(after.state).toMatchObject({ status: "complete" });
    expect(subjects(after.tasks).length).toBe(11);
    const report = after.run.results.at(-1)!;
    expect(report).toContain('F1 contradicts F1 of Code Review - Sonnet): accept — "The comma is worse" [cli]');
    expect(report).toContain("Asked before the limit once, for lack of progress; rounds saved: up to 10");
  });
});
