import { afterEach, describe, expect, test } from "bun:test";
import type { Task } from "../../../src/engine/run.ts";
import {
  buildsAgain,
  judgeResearch,
  kind,
  type ResearchPacket,
} from "../../../src/workflows/council/audit/research.ts";
import { cleanup, tempDir } from "../../harness/project.ts";
import { GOOD_RESEARCH as GOOD, GOOD_AUDIT, sceneWith } from "./pm-given.ts";

afterEach(cleanup);

const judge = (change: Partial<ResearchPacket>) => judgeResearch({ ...GOOD, ...change }, GOOD_AUDIT);

describe("only what is missing is researched", () => {
  test("a good one is taken", () => {
    expect(judge({})).toMatchObject({ problems: [], outcome: "done", facts: { complexity: "low" } });
    expect(judge({}).facts).not.toHaveProperty("error");
  });

  test("an entry for what is done is refused by its id", () => {
    expect(judge({ implementation_patterns: [{ text: "List them", for: "C1" }] }).problems).toEqual([
      'implementation_patterns[0].for: C1 is done already ("the list of invoices"); drop it, or say for which missing work it is',
    ]);
    expect(judge({ recommended_stack: [{ name: "x", for: "C1", why: "y" }] }).problems[0]).toStartWith(
      "recommended_stack[0].for: C1",
    );
  });

  test("an id that the audit does not have is refused", () => {
    for (const wrong of ["M2", "m1", "everything", "M1, project"])
      expect(judge({ implementation_patterns: [{ text: "x", for: wrong }] }).problems).toEqual([
        `implementation_patterns[0].for: found ${JSON.stringify(wrong)}, expected one of project, M1`,
      ]);
  });

  test("a text that says to build what is done is refused wherever it stands", () => {
    const again = "First, build the list of invoices.";
    for (const change of [
      { recommended_stack: [{ name: "x", for: "M1", why: again }] },
      { implementation_patterns: [{ text: again, for: "project" }] },
      { pitfalls: [again] },
      { security_notes: [again] },
      { summary: again },
    ]) {
      const { problems } = judge({ implementation_patterns: GOOD.implementation_patterns, ...change });
      expect(problems).toHaveLength(1);
      expect(problems[0]).toContain('says to build "the list of invoices", which C1 says is done');
    }
  });

  test.each([
    "Reuse the list of invoices in src/list.ts",
    "Build on the list of invoices",
    "Build the list of invoices export",
    "Do not build the list of invoices again",
    "Build the list of customers",
  ])("%s is no building of it again", (text) => expect(buildsAgain(text, "the list of invoices")).toBe(false));

  test.each([
    "build the list of invoices",
    "Create a new List of Invoices!",
    "Parse the file, then implement list of invoices; test it",
    "Rebuild the list of invoices (with pages)",
  ])("%s is", (text) => expect(buildsAgain(text, "the list of invoices")).toBe(true));

  test("without a pattern there is an error, and then it is kept", () => {
    expect(judge({ implementation_patterns: [] }).problems).toEqual([
      "implementation_patterns: found none, expected at least one, or an error",
    ]);
    const failed = judge({ implementation_patterns: [], error: "no access" });
    expect([failed.problems, failed.facts, failed.outcome]).toEqual([
      [],
      { complexity: "low", error: "no access" },
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
