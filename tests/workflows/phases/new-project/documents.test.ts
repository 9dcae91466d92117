// What is written is read back as it was accepted, whatever stands in it.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { fold } from "../../../../src/text.ts";
import { readMarkdown, sectionsOf } from "../../../../src/workflows/markdown.ts";
import {
  configOf,
  optionsOf,
  type Wishes,
} from "../../../../src/workflows/phases/new-project/config-questions.ts";
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
  DEFAULT_CONFIG,
  readConfigText,
  renderConfig,
} from "../../../../src/workflows/phases/planning/config.ts";
import { readRequirementsText } from "../../../../src/workflows/phases/planning/requirements.ts";
import { readRoadmapText } from "../../../../src/workflows/phases/planning/roadmap.ts";
import { WISHES } from "../../../../src/workflows/phases/planning/wishes.ts";
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
    version: "v1.0",
    first: 1,
  },
  config: configOf({}),
  decisions: [],
  date: "2026-03-04",
};

const HOSTILE = [
  "### Phase 9: Mine",
  "- [x] **Phase 1: Done**",
  "- [x] **GREET-01**: done",
  "<details>",
  "</details> x",
  "<!-- hidden",
  "```",
  "~~~ js",
  "**Goal**: another",
  "**Requirements**: X-01",
  "1. first",
  "12) x",
  "---",
  "# Title",
  "> said",
  "| a | b |",
  "status: error",
  "Status: failed",
  "Plans:",
  "=====",
  "`code` and __bold__",
  "a\n\n## Out of Scope\n\nb",
];
const text = fc
  .oneof(
    { weight: 3, arbitrary: fc.constantFrom(...HOSTILE) },
    fc.string({ minLength: 1, maxLength: 30, unit: "grapheme" }),
    fc
      .tuple(fc.constantFrom(...HOSTILE), fc.string({ maxLength: 10 }))
      .map((parts) => parts.join("\n")),
  )
  .filter((one) => fold(one) !== "" && !one.includes("\0"));
/** As it stands in a file, without the marks that keep it a text. */
const unmarked = (said: string): string => said.replaceAll("\\", "").replaceAll("&lt;", "<");

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
      // Empty parentheses are read as no goal.
      goal: text.filter((one) => !/^\(\s*\)$/.test(fold(one))),
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
        expect(
          roadmap.phases.map((one) => ({
            ...one,
            goal: unmarked(one.goal),
            criteria: one.criteria.map(unmarked),
            risk: unmarked(one.risk ?? ""),
          })),
        ).toMatchObject(
          all.map((one, at) => ({
            number: `${before + at + 1}`,
            name: fold(one.name),
            goal: unmarked(fold(one.goal)),
            criteria: one.criteria.map((criterion) => unmarked(fold(criterion))),
            requirements: one.requirements,
            depends_on: one.depends_on.map((number) => `${before + number}`),
            risk: unmarked(fold(one.risk)),
            done: false,
          })),
        );
      }),
      { numRuns: 300 },
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
        const byId = (one: { id: string }, other: { id: string }) => (one.id < other.id ? -1 : 1);
        expect(
          read.requirements.map((one) => ({ ...one, text: unmarked(one.text) })).sort(byId),
        ).toEqual(
          requirements
            .map((one) => ({ ...one, text: unmarked(fold(one.text)), done: false }) as never)
            .sort(byId),
        );
        expect(sectionsOf(readMarkdown(projectText(settled)), 2).map(({ title }) => title)).toEqual(
          [
            ...["What This Is", "Core Value", "Requirements", "Context", "Constraints"],
            ...["Scope", "Stack", "Success Criteria", "Timeline", "Assumptions", "Key Decisions"],
          ],
        );
      }),
      { numRuns: 300 },
    );
  });

  test("each wish about how the project is worked on", () => {
    const { skip_discuss: _, auto_advance: _auto, ...settled } = WISHES;
    const wanted = fc.record(
      Object.fromEntries(
        Object.entries(settled).map(([name, { values }]) => [name, fc.constantFrom(...values)]),
      ),
    ) as unknown as fc.Arbitrary<Wishes>;
    fc.assert(
      fc.property(wanted, (wishes) => {
        const config = { ...DEFAULT_CONFIG, ...wishes };
        expect(readConfigText(renderConfig(config), "config.json")).toEqual({
          config,
          problems: [],
        });
        expect(configOf(optionsOf(wishes))).toEqual(wishes);
      }),
    );
  });
});
