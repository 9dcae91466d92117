import { describe, expect, test } from "bun:test";
import { AREAS, checkData, type Given, gate, walkthrough } from "./given.ts";
import { edited, REDIS, refuses, STAGES } from "./stages.ts";

test.each([
  ["stage-01", { acceptance_criteria_count: 6 }, { criteria: 7 }],
  ["stage-02", { adr_count: 9 }, { adrs: 1 }],
  ["stage-03", { open_questions_count: 4, answered_questions_count: 0 }, { open_questions: 0, answered_questions: 1 }],
])("%s: numbers are the program's own, whatever a gate of earlier versions says of them", (kind, claimed, counts) => {
  const one = STAGES[kind]!;
  expect(checkData(one.kind, gate(one.file, claimed), one.context)).toMatchObject({ problems: [], facts: { counts } });
  const none = Object.fromEntries(Object.keys(claimed).map((key) => [key, undefined]));
  expect(checkData(one.kind, gate(one.file, none), one.context)).toMatchObject({ problems: [], facts: { counts } });
});

describe("stage-01", () => {
  const one = STAGES["stage-01"]!;
  const brief = (text: string | null): Given => ({ documents: { "pipeline/brief.md": text } });
  refuses(one, [
    [
      "what is not out of scope in the brief",
      { out_of_scope_items: ["Dark mode"] },
      {},
      /out_of_scope_items: found "Dark mode", expected an item/,
    ],
    [
      "sections that are called incomplete",
      { required_sections_complete: false },
      {},
      /required_sections_complete: found false, expected true/,
    ],
    ["no brief", {}, brief(null), /pipeline\/brief.md: found nothing, expected this file/],
    [
      "a brief without a section",
      {},
      brief(edited("brief.md", "## Out of Scope", "## Later")),
      /pipeline\/brief.md: ## Out of Scope: found nothing[\s\S]*required_sections_complete: found true, expected false/,
    ],
  ]);

  test("an out-of-scope item that the gate leaves out is a warning, as in the sample gate", () => {
    const { problems, facts } = checkData(
      "stage-01",
      gate(one.file, { out_of_scope_items: ["SMS reset", "social login recovery."] }),
      one.context,
    );
    expect(problems).toEqual([]);
    expect(facts).toMatchObject({
      counts: { criteria: 7 },
      warnings: ["Out of scope in the brief, but not in its gate: Admin-initiated password reset"],
    });
  });

  test("open questions are for the person", () => {
    const text = edited("brief.md", "None at this time.", "1. Which store? Options: Redis; memory\n2. For whom?");
    const asked = checkData("stage-01", gate(one.file), { ...one.context, ...brief(text) });
    expect(asked).toMatchObject({
      problems: [],
      outcome: "questions",
      questions: [
        { question: "Which store?", options: ["Redis", "memory"] },
        { question: "For whom?", options: [] },
      ],
    });
  });

  test.each([
    ["FAIL", "fail"],
    ["ESCALATE", "escalate"],
  ])("%s without a brief ends as %s", (status, outcome) => {
    const over = {
      status,
      blockers: ["unclear"],
      out_of_scope_items: [],
      required_sections_complete: false,
    };
    expect(checkData("stage-01", gate(one.file, over), { ...one.context, ...brief(null) })).toMatchObject({
      problems: [],
      outcome,
      questions: [],
    });
  });
});

describe("stage-02", () => {
  const one = STAGES["stage-02"]!;
  const SPEC = "pipeline/design-spec.md";
  const spec = (text: string | null): Given => ({ documents: { [SPEC]: text } });
  refuses(one, [
    [
      "pm's approval in principal's gate",
      { pm_approved: true },
      {},
      /pm_approved: found true, expected false: pm confirms/,
    ],
    [
      "an ADR with a number that is taken",
      {},
      { documents: { "pipeline/adr/0001-x.md": walkthrough("adr/0001-email-delivery-via-queue.md") } },
      /expected the next free number, 0002/,
    ],
    [
      "an ADR without its sections",
      {},
      { documents: { "pipeline/adr/0001-email-delivery-via-queue.md": "# 0001 — a" } },
      /## Context: found nothing/,
    ],
    [
      "a draft that is called approved",
      {},
      spec(walkthrough("design-spec.draft.md")),
      /arch_approved: found true, expected false: pipeline\/design-spec.md says STATUS: DRAFT/,
    ],
    [
      "a pass without approval",
      { arch_approved: false },
      spec(walkthrough("design-spec.draft.md")),
      /says STATUS: DRAFT, expected STATUS: APPROVED with status PASS/,
    ],
    ["no design", {}, spec(null), /pipeline\/design-spec.md: found nothing, expected this file/],
    [
      "a design that leaves out a criterion",
      {},
      spec(edited("design-spec.md", "| 4 |", "| 1 |")),
      /no component for criterion 4/,
    ],
    [
      "a note without an answer",
      {},
      { notes: [{ role: "dev-backend", notes: ["a", "b"] }] },
      /principal.md: answers: found nothing, expected an answer to dev-backend 2 \(b\)/,
    ],
    [
      "no answers",
      {},
      { documents: { "pipeline/design-review/principal.md": null } },
      /expected an answer to dev-backend 1/,
    ],
  ]);

  test("counts ADRs from disk, and lifts the question from the answers", () => {
    const { facts } = checkData("stage-02", gate(one.file), one.context);
    expect(facts).toMatchObject({ counts: { adrs: 1 }, questions: ["Do we have Redis in the stack?"] });
  });

  test("says which areas build: those of the approved design, not of its draft", () => {
    const spec = one.context.documents?.["pipeline/design-spec.md"] ?? walkthrough("design-spec.md");
    const documents = {
      ...one.context.documents,
      "pipeline/design-spec.md": spec.replaceAll(/\| frontend \|/g, "| backend |"),
    };
    const all = checkData("stage-02", gate(one.file), one.context).facts.areas;
    expect(all).toEqual(["backend", "frontend", "platform"]);
    const owned = { ...AREAS, backend: [...AREAS.backend!, ...AREAS.frontend!] };
    expect(checkData("stage-02", gate(one.file), { ...one.context, documents, areas: owned }).facts.areas).toEqual([
      "backend",
      "platform",
    ]);
  });

  test("a path that another area owns is refused with its owner; a test's is not: its builder is told who writes it", () => {
    const spec = (path: string) => ({
      ...one.context,
      documents: {
        ...one.context.documents,
        "pipeline/design-spec.md": walkthrough("design-spec.md").replace("`src/backend/routes/auth.js`", path),
      },
    });
    const said = (path: string) => checkData("stage-02", gate(one.file), spec(path)).problems.join("\n");
    expect(said("`src/frontend/api.js`")).toMatch(/"src\/frontend\/api\.js" of "Reset endpoints" belongs to frontend/);
    expect(said("`src/tests/auth.test.js`, `src/backend/routes/auth.js`, `server/auth.js`")).toBe("");
  });

  test("without notes nothing has to be answered", () => {
    const { problems } = checkData("stage-02", gate(one.file), {
      ...one.context,
      notes: [],
      documents: { "pipeline/design-review/principal.md": null },
    });
    expect(problems).toEqual([]);
  });
});

describe("stage-03", () => {
  const one = STAGES["stage-03"]!;
  const clarification = (text: string | null): Given => ({ documents: { "pipeline/clarification.md": text } });
  const changedBrief = { "pipeline/brief.md": edited("brief.md", "minimum 8 characters", "minimum 12 characters") };
  refuses(one, [
    ["a question that has no answer", {}, { openQuestions: [REDIS, "Why?"] }, /expected an answer to: Why\?/],
    ["no answers at all", {}, clarification(null), /clarification.md: found nothing, expected this file/],
    [
      "an answer to nobody",
      {},
      { openQuestions: [] },
      /found "Do we have Redis in the stack\?", expected one of the open questions: there is none/,
    ],
    [
      "a brief that was changed in silence",
      {},
      { documents: changedBrief },
      /scope_changed: found false, expected true: pipeline\/brief.md wants something else/,
    ],
    [
      "a change of scope that is none",
      { scope_changed: true },
      {},
      /scope_changed: found true, expected false: .* wants what it wanted before/,
    ],
    [
      "a brief that is broken",
      { scope_changed: true },
      { documents: { "pipeline/brief.md": edited("brief.md", "7. Used", "9. Used") } },
      /brief.md: ## Acceptance Criteria, line \d+: found 9/,
    ],
  ]);

  test("gives the answers, and says when the brief changed", () => {
    expect(checkData("stage-03", gate(one.file), one.context).facts.answered).toEqual([
      {
        question: REDIS,
        answer: "No Redis. Use in-memory rate limiting. Note this as a production limitation in deploy-log.md.",
      },
    ]);
    const scope = checkData("stage-03", gate(one.file, { scope_changed: true }), {
      ...one.context,
      documents: changedBrief,
    });
    expect(scope).toMatchObject({
      problems: [],
      outcome: "scope_changed",
      facts: { counts: { criteria: 7 }, questions: [] },
    });
  });
});
