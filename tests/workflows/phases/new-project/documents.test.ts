// What is written is read back as it was accepted, whatever stands in it.
// Runs: in full too, together.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { fold } from "../../../../src/text.ts";
import { configOf } from "../../../../src/workflows/phases/new-project/config-questions.ts";
import {
  PHASE_NAME,
  type ProjectDraft,
} from "../../../../src/workflows/phases/new-project/kinds.ts";
import {
  projectText,
  requirementsText,
  roadmapText,
  type Settled,
} from "../../../../src/workflows/phases/new-project/publish.ts";
import {
  readConfigText,
  renderConfig,
} from "../../../../src/workflows/phases/planning/documents/config.ts";
import { readRequirementsText } from "../../../../src/workflows/phases/planning/documents/requirements.ts";
import { readRoadmapText } from "../../../../src/workflows/phases/planning/documents/roadmap.ts";
import { WISHES } from "../../../../src/workflows/phases/planning/documents/wishes.ts";
import type { PlanningConfig } from "../../../../src/workflows/phases/planning/model.ts";
import { runs } from "../../../harness/in-full.ts";
import { draftFor, ROADMAP } from "../../../harness/phases/new-project.ts";

const base: Settled = {
  draft: {
    ...draftFor({ text: "" }),
    task: "T1",
    nonce: "ab".repeat(16),
    questions: [],
  } as unknown as ProjectDraft,
  phases: ROADMAP.phases,
  first: 1,
  version: "v1.0",
  survey: {
    document: null,
    code: 0,
    git: true,
    mapped: [],
    described: false,
    foreign: null,
    version: "v1.0",
    first: 1,
  },
  config: configOf({}),
  decisions: [],
  date: "2026-03-04",
};

const HOSTILE = [
  "### Phase 9: Mine",
  "- [x] **GREET-01**: done",
  "</details> x",
  "```",
  "1. first",
];
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(...HOSTILE, "---", "status: error", "`a` and __b__", "a\n\n## B\n\nb"),
      fc.string({ maxLength: 30, unit: "grapheme" }),
    ),
  )
  .map((parts) => parts.join(""))
  .filter((one) => fold(one) !== "" && !one.includes("\0"));

test("what is out of scope stands in both files, and no table is empty", () => {
  const draft = structuredClone(base.draft);
  draft.non_goals = {
    points: ["No mail", "No windows"],
    from: "document",
    quote: "neither mail nor windows",
  };
  draft.requirements.push({ id: "MAIL-01", text: "**No mail.**", scope: "out" });
  const text = projectText({ ...base, draft });
  expect(text).toContain("- No windows\n");
  const requirements = requirementsText({ ...base, draft });
  expect(requirements).toContain("**MAIL-01**: ");
  expect(requirements).not.toContain("| Feature |");
  draft.requirements = draft.requirements.filter(({ scope }) => scope === "v1");
  expect(requirementsText({ ...base, draft })).toContain("## Out of Scope\n\nNone\n");
});

describe("round trips", () => {
  test("a roadmap", () => {
    const phase = fc.record({
      name: fc.oneof(
        fc.constantFrom("Search", "Über uns", "2nd step: C# (beta)", "Phase 3", "Use C#"),
        fc.stringMatching(/^[a-zÄ0-9][\w #:.(]{0,12}$/).filter((one) => PHASE_NAME.test(one)),
      ),
      goal: text,
      criteria: fc.array(text, { minLength: 2, maxLength: 5 }),
      requirements: fc.uniqueArray(fc.constantFrom("AUTH-01", "AUTH-02", "X1-100"), {
        minLength: 1,
      }),
      depends_on: fc.constant([] as number[]),
      risk: text,
    });
    fc.assert(
      fc.property(fc.array(phase, { minLength: 1, maxLength: 4 }), fc.nat(40), (phases, before) => {
        const all = phases.map((one, at) => ({
          ...one,
          depends_on: Array.from({ length: at }, (_, n) => n + 1),
        }));
        const { roadmap, problems } = readRoadmapText(
          roadmapText({ ...base, phases: all, first: before + 1, version: "v1.3" }),
          "ROADMAP.md",
        );
        expect(problems).toEqual([]);
        expect(roadmap.phases).toMatchObject(
          all.map((one, at) => ({
            number: `${before + at + 1}`,
            name: fold(one.name),
            goal: fold(one.goal),
            criteria: one.criteria.map(fold),
            requirements: one.requirements,
            depends_on: one.depends_on.map((number) => `${before + number}`),
            risk: fold(one.risk),
            done: false,
          })),
        );
      }),
      { numRuns: runs(300) },
    );
  });

  test("requirements, a description and a state", () => {
    const requirement = fc.record({ text, scope: fc.constantFrom("v1", "later", "out") });
    fc.assert(
      fc.property(fc.array(requirement, { minLength: 1, maxLength: 8 }), text, (some, words) => {
        const requirements = some.map((one, at) => ({
          ...one,
          id: `${at % 2 ? "AUTH" : "DATA"}-0${at}`,
        }));
        const draft = {
          ...base.draft,
          summary: words,
          core_value: words,
          requirements,
        } as ProjectDraft;
        const settled = { ...base, draft, decisions: [{ asked: words, said: words }] };
        const read = readRequirementsText(requirementsText(settled), "REQUIREMENTS.md");
        expect(read.problems).toEqual([]);
        expect(read.requirements).toEqual(
          requirements.map((one) => ({ ...one, text: fold(one.text), done: false }) as never),
        );
        expect(
          projectText(settled)
            .match(/^## .*/gm)
            ?.map((one) => one.slice(3)),
        ).toEqual([
          ...["What This Is", "Core Value", "Requirements", "Context", "Constraints"],
          ...["Scope", "Stack", "Success Criteria", "Timeline", "Assumptions", "Key Decisions"],
        ]);
      }),
      { numRuns: runs(300) },
    );
  });

  test("each wish about how the project is worked on", () => {
    const wanted = fc.record(
      Object.fromEntries(
        Object.entries(WISHES).map(([name, { values }]) => [name, fc.constantFrom(...values)]),
      ),
    ) as unknown as fc.Arbitrary<PlanningConfig>;
    fc.assert(
      fc.property(wanted, (config) => {
        expect(readConfigText(renderConfig(config), "config.json")).toEqual({
          config,
          problems: [],
        });
        expect(configOf(config)).toEqual(config);
      }),
      { numRuns: runs(100) },
    );
  });
});
