// Guarantee: Only code grants a pass; A task lands when its criteria held.
// What the plans of a phase are together is reviewed once all tasks are done, and what is found is
// mended, reviewed again and committed; a setting turns it off, and a run of before has none.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../../../src/engine/run.ts";
import { RULES } from "../../../../src/workflows/phases/execute/recorded.ts";
import { isCodeReview, reviewedCode } from "../../../harness/phases/execute.ts";
import { cleanup, git } from "../../../harness/project.ts";
import type { Brief, Work } from "../../../harness/team.ts";
import { AUTO, bringer, brings, execute, fileOf, planFile, project } from "./given.ts";

afterEach(cleanup);

const ON = { ...AUTO, settings: { phases: { skip: ["commit" as const] } } };
const PLAN = { "01-01": planFile("01-01", [brings("one"), brings("two")]) };
const FOUND = {
  ...{ id: "F1", severity: "major", file: "src/two.txt", line: 1, quote: "two" },
  ...{ problem: "It does not end as one does.", fix: "End it." },
};
const fixed = (of: object): Work => ({
  artifact: {
    ...{ status: "complete", reason: null, changed_files: ["src/two.txt"], criteria: [] },
    ...{ deviations: [], answered: ["F1"], declined: [], ...of },
  },
  edits: { "src/two.txt": "two.\n" },
});

/** A reviewer who finds this once, and an executor that mends it. */
const finds =
  (findings: object[], status: string) =>
  (brief: Brief): Work => {
    if (brief.writes.endsWith("/fixed.json")) return fixed({});
    if (!isCodeReview(brief)) return bringer(brief);
    return brief.round === 1
      ? { artifact: reviewedCode({ status, findings }) }
      : { artifact: reviewedCode({ prior: [{ id: "F1", state: "fixed" }] }) };
  };

describe("the code of a phase", () => {
  test.each(["needs_changes", "rejected"])(
    "that a reviewer answers with %s is mended by an executor, reviewed again and committed",
    async (status) => {
      const root = project(PLAN);
      const severity = status === "rejected" ? "blocker" : "major";
      const run = await execute(root, finds([{ ...FOUND, severity }], status)).start(
        "execute-phase",
        ON,
      );
      expect([run.refused, run.open, run.run.status]).toEqual([[], [], "complete"]);
      const how = status === "rejected" ? "Rework" : "Fix";
      expect(run.subjects.slice(-2)).toEqual([`${how} Code - Peer v1`, "Code Review - Peer v2"]);
      const who = (subject: string) => run.task(subject).who;
      expect([who("Code Review - Peer"), who(`${how} Code - Peer`)]).toMatchObject([
        { agent: "code-reviewer", model: "opus" },
        { agent: "phase-executor" },
      ]);
      expect(run.run.findings).toMatchObject([{ id: "F1", state: "fixed" }]);
      expect(readFileSync(join(root, "src/two.txt"), "utf8")).toBe("two.\n");
      expect(git(root, "log", "-1", "--format=%s")).toBe("Fix what the review found");
      expect(git(root, "status", "--porcelain", "--", "src")).toBe("");
      expect(run.text(fileOf("01-01", "SUMMARY"))).toContain("## Self-Check: PASSED");
      const brief = run.briefs.get("Code Review - Peer");
      expect(brief).toContain("## Changed files\n- src/one.txt (added, +1 -0)\n- src/two.txt");
      expect(brief).toContain("where tasks meet");
      expect(brief).toContain(`## Plans\n- ${fileOf("01-01")}: Bring 01-01.\n`);
    },
  );

  test("stands in STATE.md where the run is stopped before its reviewer has approved it", async () => {
    const root = project(PLAN);
    const broken = (brief: Brief): Work => {
      if (isCodeReview(brief)) throw new Error("the host has ended");
      return bringer(brief);
    };
    const run = execute(root, broken);
    await run.start("execute-phase", ON).catch(() => {});
    run.cancel();
    expect(run.run.status).toBe("cancelled");
    expect(run.text(".planning/STATE.md")).toContain(
      `### Blockers/Concerns\n\n- [Phase ${run.run.options.phase}]: its code review did not end (run ${run.run.run})`,
    );
  });

  test("is reviewed by another model than wrote it", async () => {
    const run = await execute(project(PLAN), finds([], "approved")).start("execute-phase", ON);
    expect(run.task("Code Review").who.model).toBe("opus");
    expect(run.task("Task 1").who.model).toBe("sonnet");
    expect(run.run.status).toBe("complete");
    const before = structuredClone(run.run);
    for (const { facts } of before.tasks) delete facts.reviews;
    const isReviewed = (one: Run): boolean => RULES.executeReviews!(one, {} as never);
    // A run that an earlier version began has not stated it.
    expect([run.run, before].map(isReviewed)).toEqual([true, false]);
  });

  test("is not reviewed where the person wants none, a task is not done, or nothing was changed", async () => {
    const skipped = async (...[root, agent]: Parameters<typeof execute>) =>
      (await execute(root, agent).start("execute-phase", AUTO)).subjects;
    const off = project(PLAN);
    expect(await skipped(off)).toContain("(Code Review - Peer)");
    const look = { name: "Look at it", type: "checkpoint:human-verify", files: ["src/one.txt"] };
    const only = execute(project({ "01-01": planFile("01-01", [look]) }));
    await only.start("execute-phase", ON);
    await only.answer("approved");
    expect([only.run.status, only.subjects]).toEqual([
      "complete",
      expect.arrayContaining(["(Code Review - Peer)"]),
    ]);
  });
});
