import { describe, expect, test } from "bun:test";
import { contextText } from "../../../../src/workflows/team/table/outputs.ts";
import { answered } from "../../../engine/given.ts";
import { Team } from "../given.ts";
import { walkthrough } from "../walkthrough.ts";

const context = (team: Team): string => contextText(team.now);
const AUTO = { checkpoints: { c: { auto_pass_when: "all_criteria_passed" as const } } };

describe("context.md", () => {
  test("is empty at first", () => {
    expect(context(new Team())).toBe("# Context\n");
  });

  test("has the walkthrough's question with its answer, and what the person decided", () => {
    const team = walkthrough();
    const [a, b, escalation, deploy] = team.now.decisions.map(({ at }) => `${at.slice(0, 19)}Z`);
    expect(context(team)).toBe(
      [
        "# Context",
        "QUESTION: do we have Redis in the stack? @PM\nPM-ANSWER: No Redis. Use in-memory rate limiting.",
        "## User Decisions",
        `${a} — Checkpoint A: Proceed`,
        `${b} — Checkpoint B: Proceed`,
        `${escalation} — Stage 6 escalation resolved: Email sent server-side`,
        `${deploy} — Checkpoint C: Proceed and deploy`,
        "",
      ]
        .join("\n\n")
        .trimEnd()
        .concat("\n"),
    );
  });

  test("has a question without an answer before pm has given one", () => {
    const text = context(walkthrough("checkpoint-b"));
    expect(text).toStartWith(
      "# Context\n\nQUESTION: do we have Redis in the stack? @PM\n\n## User Decisions\n",
    );
  });

  test("says once that a checkpoint has passed by its rule, in the seed's form", () => {
    const team = new Team(AUTO).until("Lessons");
    const at = team.now.tasks.find((task) => task.gate === "checkpoint-c")!.ended_at!;
    const line = `${at.slice(0, 19)}Z — CHECKPOINT-AUTO-PASS: c (all_criteria_passed)`;
    expect(
      context(team)
        .split("\n")
        .filter((one) => one.includes("AUTO-PASS")),
    ).toEqual([line]);
    expect(context(team.until())).toContain(line);
  });

  test("of --auto says so, and of a person's word nothing", () => {
    const auto = new Team({}, { track: "full" }, true).until("Lessons");
    expect(context(auto).match(/CHECKPOINT-AUTO-PASS: [abc] \(--auto\)/g)).toHaveLength(3);
    expect(context(new Team().until("Lessons"))).not.toContain("AUTO-PASS");
  });

  test("tells what was asked for at a checkpoint, and why something was waived", () => {
    const team = new Team().until("checkpoint-a");
    answered("revise", "also for admins")(team);
    expect(context(team)).toMatch(/Z — Checkpoint A: Ask for changes: also for admins\n$/);
    team.until("Pre-review checks v2").end("Pre-review checks v2", {}, "cannot_run");
    answered("waive", "no network here")(team);
    expect(context(team)).toMatch(/Z — Stage 5 check: Skip: no network here\n$/);
  });

  test("a decision's text stays text", () => {
    const team = new Team().until("checkpoint-a");
    answered("revise", "# Context\nQUESTION: what? @PM\n## User Decisions")(team);
    expect(context(team).match(/^#/gm)).toHaveLength(2);
    expect(context(team)).not.toMatch(/^QUESTION:/m);
  });
});
