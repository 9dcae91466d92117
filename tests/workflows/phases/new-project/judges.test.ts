// What code decides about a draft of the project, a roadmap and prose.
// Runs: in full too, together.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import {
  judgeProject,
  judgeRoadmap,
  type Material,
  PHASE_NAME,
  type ProjectDraft,
  projectKind,
} from "../../../../src/workflows/phases/new-project/kinds.ts";
import type { Requirement } from "../../../../src/workflows/phases/planning/model.ts";
import { runs } from "../../../harness/in-full.ts";
import { DOCUMENT, draftFor, ROADMAP } from "../../../harness/phases/new-project.ts";

const material: Material = {
  request: "",
  document: DOCUMENT,
  person: "",
  code: false,
  asks: false,
  auto: true,
};
const draft = (over: Record<string, unknown> = {}): ProjectDraft =>
  ({
    ...draftFor({ text: `## The document x\n${DOCUMENT}\n"questions": []` }),
    questions: [],
    ...over,
  }) as never;
const problems = (over: Record<string, unknown>, more: Partial<Material> = {}): string[] =>
  judgeProject(draft(over), { ...material, ...more }).problems;
const SIX = ["scope", "constraints", "stack", "success_criteria", "timeline", "non_goals"] as const;

describe("what a project is", () => {
  test("six answers with words of the document hold", () => {
    expect(judgeProject(draft(), material)).toMatchObject({
      problems: [],
      outcome: "done",
      assumptions: [],
    });
  });

  test.each(["summary", "core_value", "assumptions"])("%s is no text of several lines", (field) => {
    const text = "Words\n- [x] **Phase 1: A** - b";
    const given = draft({ [field]: field === "assumptions" ? [text] : text });
    expect(projectKind.schema!.safeParse(given).error?.issues).toContainEqual(
      expect.objectContaining({ message: "one line" }),
    );
  });

  test.each(SIX)("%s has to be answered", (field) => {
    for (const text of ["TBD", "to be decided", "?", "not specified", "n/a", "Unknown.", "…"])
      expect(problems({ [field]: { points: [text], from: "assumed", quote: "" } })).toEqual([
        expect.stringContaining(`${field}.points: found "${text}"`),
      ]);
    for (const text of ["None", "no deadline", "kein Termin", "決まりはない"])
      expect(problems({ [field]: { points: [text], from: "assumed", quote: "" } })).toEqual([]);
  });

  test("a quote is looked up in its own source, whatever its case, quotation marks and markdown", () => {
    const timeline = {
      points: ["May"],
      from: "document",
      quote: "**first version** is due\nbefore the “fair”",
    };
    expect(problems({ timeline })).toEqual([]);
    expect(problems({ timeline: { ...timeline, from: "request" } })).toEqual([
      expect.stringContaining("timeline.quote: found"),
    ]);
    expect(problems({ timeline: { ...timeline, quote: "" } })).toEqual([
      expect.stringContaining("found nothing"),
    ]);
    expect(problems({ stack: { points: ["Go"], from: "code", quote: "" } })).toEqual([
      expect.stringContaining("there is no code here"),
    ]);
    expect(
      problems({ stack: { points: ["Go"], from: "code", quote: "" } }, { code: true }),
    ).toEqual([]);
  });

  test("where somebody can be asked, what is assumed has a question about it, until it is answered", () => {
    const timeline = { points: ["May"], from: "assumed", quote: "" };
    const asks = { asks: true, auto: false };
    expect(problems({ timeline }, asks)).toEqual([
      expect.stringContaining('a question with "about": "timeline"'),
    ]);
    const question = { about: "timeline", question: "By when?", options: ["May", "June"] };
    const asked = judgeProject(draft({ timeline, questions: [question] }), {
      ...material,
      ...asks,
    });
    expect(asked).toMatchObject({
      problems: [],
      outcome: "questions",
      questions: [{ question: "By when?" }],
    });
    const answered = [{ ...question, answer: "June" }];
    expect(problems({ timeline, questions: answered }, asks)).toHaveLength(1);
    const said = { points: ["June"], from: "person", quote: "June" };
    expect(
      judgeProject(draft({ timeline: said, questions: answered }), {
        ...material,
        ...asks,
        person: "By when? June",
      }),
    ).toMatchObject({ problems: [], outcome: "done" });
  });

  test("requirements are told apart, and one of them is for now", () => {
    const one = { id: "A-01", text: "It greets", scope: "v1" };
    const found = (...requirements: object[]) => problems({ requirements }).join("\n");
    expect(found(one, { ...one, text: "Else" })).toContain("A-01 is there more than once");
    expect(found(one, { ...one, id: "A-02", text: "it  GREETS" })).toContain("by their texts");
    expect(found({ ...one, scope: "later" })).toContain('none of scope "v1"');
    expect(found()).toContain('none of scope "v1"');
  });

  test("more questions than a conversation has are refused", () => {
    const questions = Array.from({ length: 9 }, (_, n) => ({
      question: `What of ${n}?`,
      options: ["a", "b"],
    }));
    expect(problems({ questions }, { asks: true })).toEqual([
      expect.stringContaining("questions: found 9"),
    ]);
  });
});

const requirement = (id: string, scope: Requirement["scope"] = "v1"): Requirement => ({
  id,
  text: id,
  scope,
  done: false,
});
const known = [requirement("GREET-01"), requirement("GREET-02"), requirement("LANG-01", "later")];
const roadmap = (phases: object[], granularity: "coarse" | "standard" = "standard") =>
  judgeRoadmap({ phases: phases as never }, { requirements: known, granularity });
const [first, second] = ROADMAP.phases as [(typeof ROADMAP.phases)[0], (typeof ROADMAP.phases)[0]];

describe("a roadmap", () => {
  test("an honest one holds", () => {
    expect(roadmap([first, second])).toMatchObject({
      problems: [],
      outcome: "done",
      facts: { phases: 2 },
    });
  });

  test.each<[string, object[], string]>([
    [
      "a requirement in two phases",
      [first, { ...second, requirements: ["GREET-01", "GREET-02"] }],
      "found GREET-01 2 times",
    ],
    ["a requirement in none", [first], "found GREET-02 0 times"],
    [
      "a requirement that nobody has",
      [first, { ...second, requirements: ["GREET-02", "X-01"] }],
      'found "X-01"',
    ],
    [
      "one that is for later",
      [first, { ...second, requirements: ["GREET-02", "LANG-01"] }],
      'found "LANG-01", expected requirements of scope v1',
    ],
    [
      "a cycle",
      [{ ...first, depends_on: [2] }, second],
      "phases[0].depends_on: found 2, expected phases before this one",
    ],
    ["a phase that is not there", [first, { ...second, depends_on: [7] }], "found 7, expected"],
  ])("%s is refused", (_what, phases, problem) => {
    expect(roadmap(phases).problems.join("\n")).toContain(problem);
  });

  test("has names that differ, and criteria that do", () => {
    expect(roadmap([first, { ...second, name: " greeting! " }]).problems).toEqual([
      expect.stringContaining('phases[1].name: found " greeting! "'),
    ]);
    const criteria = [first.criteria[0], `${first.criteria[0]}.`];
    expect(roadmap([{ ...first, criteria }, second]).problems).toEqual([
      expect.stringContaining("once more"),
    ]);
  });

  test.each([
    ["Login works", "too few words"],
    ["<what can be observed…>", "not filled in"],
    ["ログインした人は自分のノートを見る", null],
    ["GET /health answers 200", null],
  ])("criterion %s", (text, why) => {
    const { problems: told } = roadmap([{ ...first, criteria: [first.criteria[0], text] }, second]);
    expect(told).toEqual(why === null ? [] : [expect.stringContaining(why)]);
  });

  test("a phase that nobody has asked for is refused, and a name that would be no heading", () => {
    expect(
      roadmap([first, second, { ...first, name: "Polish", requirements: [] }]).problems,
    ).toEqual([expect.stringContaining("phases[2].requirements: found none")]);
    for (const name of ["Search (INSERTED)", "**Bold**", "a #", "`x`", "<b>", "- x"])
      expect([name, PHASE_NAME.test(name)]).toEqual([name, false]);
    for (const name of ["Search", "C# client", "Über uns", "検索", "Sign-in & roles (1/2)"])
      expect([name, PHASE_NAME.test(name)]).toEqual([name, true]);
  });

  test("granularity bounds the phases", () => {
    const many = Array.from({ length: 6 }, (_, n) => ({ ...first, name: `Part ${n}` }));
    expect(roadmap(many, "coarse").problems.join("\n")).toContain("found 6, expected at most 5");
    expect(roadmap(many, "standard").problems.join("\n")).not.toContain("at most");
  });

  test("whatever passes has each requirement of v1 exactly once, and an order in which each phase can be done", () => {
    // Weighted to what may hold: of evenly drawn ones so few do that now and then a whole run has
    // none.
    const ids = fc.oneof(
      fc.subarray(["GREET-01", "GREET-02", "LANG-01", "X-01"]),
      fc.constantFrom(["GREET-01"], ["GREET-02"], ["GREET-01", "GREET-02"]),
    );
    const SOUND = { requirements: ["GREET-01", "GREET-02"], depends_on: [] };
    const phase = fc.record({
      requirements: ids,
      depends_on: fc.oneof(
        fc.array(fc.integer({ min: -1, max: 5 }), { maxLength: 3 }),
        fc.subarray([1, 2]),
      ),
    });
    let passed = 0;
    fc.assert(
      fc.property(fc.array(phase, { minLength: 1, maxLength: 4 }), (some) => {
        const phases = some.map((one, at) => ({ ...first, ...one, name: `Part ${at}` }));
        const holds =
          phases
            .flatMap((one) => one.requirements)
            .toSorted()
            .join() === "GREET-01,GREET-02" &&
          phases.every(
            (one, at) =>
              one.requirements.length > 0 && one.depends_on.every((n) => n >= 1 && n <= at),
          );
        if (holds) passed++;
        expect(roadmap(phases).problems.length === 0).toBe(holds);
      }),
      { numRuns: runs(2_000), examples: [[[SOUND]]] },
    );
    expect(passed).toBeGreaterThan(0);
  });
});
