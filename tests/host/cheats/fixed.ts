// An author who answers a finding and changes nothing, and the reviewer who raised it and calls it
// fixed.
import { expect, test } from "bun:test";
import {
  codeApproval,
  codeObjection,
  honest,
  implementation,
  openIds,
} from "../../harness/workers.ts";
import { ofType, play, subjects } from "../scenario.ts";
import { stopped } from "./cheats.ts";
import { liar, type Told } from "./lies.ts";

const STILL =
  /prior\[0\] \(F1\): state is "fixed", but nothing has changed since F1 was raised; expected "open"/;

test("a finding is not fixed by a fix that changed nothing", async () => {
  const name = "own finding called fixed, code";
  const told: Told = {};
  const good = honest((brief) => {
    if (brief.task === "T7") return codeObjection(brief);
    if (brief.writes.endsWith("impl-result.json") && openIds(brief).length > 0)
      return { ...implementation(brief), edits: {}, commands: [] };
    return brief.writes.endsWith("/code-review-sonnet.json")
      ? { ...codeApproval(brief), status: "needs_changes", prior: [{ id: "F1", state: "open" }] }
      : undefined;
  });
  const lying = liar([{ name, file: () => ({}), told: STILL }], good, told);
  const { run, state, tasks, events } = await play({
    version: "new",
    worker: (brief, turn) => (brief.task === "T11" ? lying : good)(brief, turn),
  });
  expect(run.exitCode).toBe(0);
  expect(subjects(tasks).slice(9)).toEqual(["Fix Code - Sonnet v1", "Code Review - Sonnet v2"]);
  expect(told[name]).toContain("The file does not count yet:");
  const refused = ofType(events, "refused").filter((one) => one.task === "T11");
  expect(refused.map((one) => one.problems.join("\n"))).toEqual([expect.stringMatching(STILL)]);
  expect(ofType(events, "accepted").find((one) => one.task === "T11")).toMatchObject({
    outcome: "needs_changes",
    prior: [{ id: "F1", state: "open" }],
  });
  // The code is where it was: the person is asked.
  expect(state).toMatchObject({ status: "waiting_for_user" });
  expect(ofType(events, "asked").at(-1)).toMatchObject({
    task: "T11",
    why: [{ reason: "same_subject" }],
  });
  stopped(name);
});
