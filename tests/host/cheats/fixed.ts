// Authors who answer a finding and change nothing, and the reviewers who raised it and call it fixed.
import { expect, test } from "bun:test";
import type { Worker } from "../../harness/team.ts";
import {
  codeApproval,
  codeObjection,
  honest,
  implementation,
  openIds,
  plan,
  planApproval,
  planObjection,
} from "../../harness/workers.ts";
import { ofType, play, subjects } from "../scenario.ts";
import { stopped } from "./cheats.ts";
import { type Lie, liar, type Told } from "./lies.ts";

const STILL = /prior\[0\] \(F1\): state is "fixed", but nothing has changed since F1 was raised; expected "open"/;

test("a finding is not fixed by a fix that changed nothing", async () => {
  const told: Told = {};
  const lie = (name: string): Lie => ({ name, file: () => ({}), told: STILL });
  const good = honest((brief) => {
    if (brief.task === "T3") return planObjection(brief);
    if (brief.task === "T7") return codeObjection(brief);
    // The plan's second fix is one; the code's never is.
    if (brief.task === "T10") return plan(openIds(brief));
    if (brief.task === "T11")
      return { ...planApproval(brief), status: "needs_changes", prior: [{ id: "F1", state: "open" }] };
    if (brief.writes.endsWith("impl-result.json") && openIds(brief).length > 0)
      return { ...implementation(brief), edits: {}, commands: [] };
    return brief.writes.endsWith("/code-review-sonnet.json")
      ? { ...codeApproval(brief), status: "needs_changes", prior: [{ id: "F1", state: "open" }] }
      : undefined;
  });
  const liars: Record<string, Worker> = {
    T11: liar([lie("own finding called fixed, plan")], good, told),
    T15: liar([lie("own finding called fixed, code")], good, told),
  };
  const { run, state, tasks, events } = await play({
    version: "new",
    worker: (brief, turn) => (liars[brief.task] ?? good)(brief, turn),
  });
  expect(run.exitCode).toBe(0);
  expect(subjects(tasks).slice(9)).toEqual([
    "Fix Plan - Sonnet v1",
    "Plan Review - Sonnet v2",
    "Fix Plan - Sonnet v2",
    "Plan Review - Sonnet v3",
    "Fix Code - Sonnet v1",
    "Code Review - Sonnet v2",
  ]);
  for (const [task, name] of [
    ["T11", "own finding called fixed, plan"],
    ["T15", "own finding called fixed, code"],
  ] as const) {
    expect(told[name]).toContain("The file does not count yet:");
    expect(told[name]).toMatch(STILL);
    const refused = ofType(events, "refused").filter((one) => one.task === task);
    expect(refused.map((one) => one.problems.join("\n"))).toEqual([expect.stringMatching(STILL)]);
    expect(ofType(events, "accepted").find((one) => one.task === task)).toMatchObject({
      outcome: "needs_changes",
      prior: [{ id: "F1", state: "open" }],
    });
    stopped(name);
  }
  // A fix that changed the plan, though not at the finding's place, may be one: it counts, and is told.
  const third = ofType(events, "accepted").find((one) => one.task === "T13");
  expect(third).toMatchObject({ outcome: "approved", prior: [{ id: "F1", state: "fixed", untouched: true }] });
  // The code is where it was: the person is asked.
  expect(state).toMatchObject({ status: "waiting_for_user" });
  expect(ofType(events, "asked").at(-1)).toMatchObject({ task: "T15", why: [{ reason: "same_subject" }] });
});
