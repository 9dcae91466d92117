import { afterEach, describe, expect, test } from "bun:test";
import type { Task } from "../../../src/engine/run.ts";
import { parseArtifact } from "../../../src/run/accept.ts";
import { judgeResearch, kind, type ResearchPacket } from "../../../src/workflows/council/audit/research.ts";
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
  const parse = (value: unknown) =>
    parseArtifact(kind, Buffer.from(typeof value === "string" ? value : JSON.stringify(value)), "T4");
  const problems = (value: unknown): string => {
    const parsed = parse(value);
    return parsed.ok ? "" : parsed.problems.join();
  };

  test.each<[string, unknown, string]>([
    ["cut off", JSON.stringify(GOOD).slice(0, -9), "it is not JSON"],
    ["an unknown field", { ...GOOD, plan: [] }, "unknown: plan"],
    [
      "a complexity of its own",
      { ...GOOD, estimated_complexity: "moderate" },
      'expected one of "low", "medium", "high"',
    ],
    ["files as text", { ...GOOD, estimated_files: "3" }, "estimated_files: found"],
    ["less than no files", { ...GOOD, estimated_files: -1 }, "estimated_files: found"],
    ["half a file", { ...GOOD, estimated_files: 1.5 }, "estimated_files: found"],
    ["a stack of texts", { ...GOOD, recommended_stack: ["bun"] }, "recommended_stack[0]: found"],
    [
      "a stack entry for nothing",
      { ...GOOD, recommended_stack: [{ name: "bun", why: "x" }] },
      "recommended_stack[0].for: found nothing",
    ],
  ])("%s", (_name, value, problem) => expect(problems(value)).toContain(problem));

  test("it is checked against the audit of its run; without one nothing can be said", () => {
    const root = tempDir();
    const check = (artifacts: Record<string, object>, value = GOOD) =>
      kind.check(value, sceneWith(root, { artifacts }), {} as Task, null).problems;
    expect(check({ "audit-result": GOOD_AUDIT })).toEqual([]);
    expect(check({ "audit-result": { ...GOOD_AUDIT, missing_work: [] } })).toHaveLength(2);
    expect(check({}).join()).toContain("the audit as it was accepted is gone");
  });
});
