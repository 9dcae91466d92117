// Runs: together.
import { afterEach, describe, expect, test } from "bun:test";
import type { Task } from "../../../../src/engine/run.ts";
import {
  judgeResearch,
  kind,
  type ResearchPacket,
} from "../../../../src/workflows/council/audit/research.ts";
import { cleanup, tempDir } from "../../../harness/project.ts";
import { GOOD_RESEARCH as GOOD, GOOD_AUDIT, sceneWith } from "./pm-given.ts";

afterEach(cleanup);

const judge = (change: Partial<ResearchPacket>) =>
  judgeResearch({ ...GOOD, ...change }, GOOD_AUDIT);

describe("only what is missing is researched", () => {
  test("a good one is taken", () => {
    expect(judge({})).toMatchObject({ problems: [], outcome: "done", facts: {} });
    expect(judge({}).facts).not.toHaveProperty("error");
  });

  test("an entry for what is done is refused by its id", () => {
    expect(judge({ implementation_patterns: [{ text: "List them", for: "C1" }] }).problems).toEqual(
      [
        'implementation_patterns[0].for: C1 is done already ("the list of invoices"); drop it, or say for which missing work it is',
      ],
    );
    expect(
      judge({ recommended_stack: [{ name: "x", for: "C1", why: "y" }] }).problems[0],
    ).toStartWith("recommended_stack[0].for: C1");
  });

  test("an id that the audit does not have is refused", () => {
    for (const wrong of ["M2", "m1", "everything", "M1, project"])
      expect(judge({ implementation_patterns: [{ text: "x", for: wrong }] }).problems).toEqual([
        `implementation_patterns[0].for: found ${JSON.stringify(wrong)}, expected one of project, M1`,
      ]);
  });

  test("without a pattern there is an error, and then it is kept", () => {
    expect(judge({ implementation_patterns: [] }).problems).toEqual([
      "implementation_patterns: found none, expected at least one, or an error",
    ]);
    const failed = judge({ implementation_patterns: [], error: "no access" });
    expect([failed.problems, failed.facts, failed.outcome]).toEqual([
      [],
      { error: "no access" },
      "done",
    ]);
  });
});

describe("as a kind", () => {
  test("it is checked against the audit of its run; without one nothing can be said", () => {
    const root = tempDir();
    const check = (artifacts: Record<string, object>, value = GOOD) =>
      kind.check(value, sceneWith(root, { artifacts }), {} as Task, null).problems;
    expect(check({ "audit-result": GOOD_AUDIT })).toEqual([]);
    expect(check({ "audit-result": { ...GOOD_AUDIT, missing_work: [] } })).toHaveLength(2);
    expect(check({}).join()).toContain("the audit as it was accepted is gone");
  });
});
