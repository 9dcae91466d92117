import { describe, expect, test } from "bun:test";
import { Glob } from "bun";
import fc from "fast-check";
import { bodyText } from "../../../../src/run/dispatch/brief.ts";
import { NONCE_LINE } from "../../../../src/run/dispatch/brief-files.ts";
import { workflowOf } from "../../../../src/workflows/index.ts";
import { BRIEFS as BODIES, TEXTS } from "../../../../src/workflows/team/brief.ts";
import { promote } from "../../../../src/workflows/team/documents/lessons.ts";
import type { BriefFacts, CheckContext } from "../../../../src/workflows/team/record/facts.ts";
import {
  EMPTY,
  factsOf,
  filled,
  holesOf,
  NONCE,
  rolesTasks,
  valuesOf,
} from "../kinds/brief-facts.ts";
import { accepted, BRIEF, check, DRAFT, given, KINDS } from "../kinds/given.ts";

type Over = Partial<BriefFacts>;

/** All of a brief behind its header. */
const briefText = (brief: string, kind: string, writes: string, facts: BriefFacts): string =>
  bodyText("/project", { id: "T7", writes }, BODIES[brief]!, KINDS[kind]!, facts);

/** Every kind of brief with the kind of its artifact, its file and what is special of its facts. */
const BRIEFS: [brief: string, kind: string, writes: string, over: Over][] = [
  ["team-brief", "stage-01", "gates/stage-01.json", { role: "pm", item: null, criteria: [] }],
  ["team-brief again", "stage-01", "gates/stage-01.json", { role: "pm", item: null }],
  ["design", "design-draft", "design-draft.json", { role: "principal", item: null }],
  ["notes", "design-notes", "design-review/dev-frontend.json", {}],
  ["answers", "stage-02", "gates/stage-02.json", { role: "principal", item: null }],
  ["design again", "design-draft", "design-draft.json", { role: "principal", item: null }],
  ["scope again", "scope-review", "design-review/pm.json", { role: "pm", item: null }],
  ["scope", "scope-review", "design-review/pm.json", { role: "pm", item: null }],
  ["design-fix", "stage-02", "gates/stage-02.json", { role: "principal", item: null, notes: [] }],
  ["clarify", "stage-03", "gates/stage-03.json", { role: "pm", item: null }],
  ["build", "stage-04", "gates/stage-04-frontend.json", { workdir: "/trees/frontend" }],
  ["build", "stage-04", "gates/stage-04-größe.json", { role: "dev-größe", item: "größe" }],
  ["fix-merge", "stage-04", "gates/stage-04-frontend.json", {}],
  ["fix-checks", "stage-04", "gates/stage-04-frontend.json", {}],
  ["fix-outdated", "stage-04", "gates/stage-04-frontend.json", {}],
  ["fix-security", "stage-04", "gates/stage-04-frontend.json", {}],
  ["fix-review", "stage-04", "gates/stage-04-frontend.json", {}],
  ["fix-team-tests", "stage-04", "gates/stage-04-frontend.json", {}],
  [
    "security",
    "stage-05-security",
    "gates/stage-05-security.json",
    { role: "security", item: null },
  ],
  [
    "security again",
    "stage-05-security",
    "gates/stage-05-security.json",
    { role: "security", item: null, warnings: [] },
  ],
  ["peer-review", "peer-review", "code-review/by-frontend.json", { reviews: ["backend"] }],
  [
    "peer-review again",
    "peer-review",
    "code-review/by-principal.json",
    { role: "principal", item: null, reviews: ["backend"] },
  ],
  ["ruling", "ruling", "ruling.json", { role: "principal", item: null }],
  ["qa", "stage-07", "gates/stage-07.json", { role: "dev-qa", item: null }],
  ["qa again", "stage-07", "gates/stage-07.json", { role: "dev-qa", item: null }],
  ["signoff", "stage-08", "gates/stage-08.json", { role: "pm", item: null }],
  ["summary", "deploy-log", "deploy-log.json", { role: "pm", item: null }],
  ["retro", "retro", "retro/security.json", { role: "security", item: null }],
  ["lessons", "stage-09", "gates/stage-09.json", { role: "principal", item: null }],
];

function notesOf({ notes }: BriefFacts) {
  const byRole = Map.groupBy(notes, ({ name }) => name.split(" ")[0]!);
  return [...byRole].map(([role, own]) => ({ role, notes: own.map(({ note }) => note) }));
}

/** As many as `VALUES` name. */
const TWO = ["said in a sentence", "said in another"];
const LESSON = { id: "L001", title: "Contracts", text: "x", reinforced: 1, last: "2026-03-26" };

/**
 * What the program checks the artifact of a task against: what earlier tasks have handed in.
 */
function contextOf(kind: string, facts: BriefFacts): CheckContext {
  const documents: Record<string, string> = {
    "pipeline/lessons-learned.json": JSON.stringify({ lessons: [LESSON] }),
    "src/frontend/a.ts": "said in a sentence, said in another",
  };
  const { role, item, track, areas, openQuestions, warnings, reviews } = facts;
  return {
    ...given(),
    ...{ role, item, track, openQuestions, warnings, reviews },
    areas: Object.keys(areas),
    document: (path) => documents[path] ?? null,
    list: (folder) =>
      Object.keys(documents).flatMap((path) =>
        path.startsWith(`${folder}/`) ? [path.slice(folder.length + 1)] : [],
      ),
    partsOf: (path) =>
      Object.keys(areas).filter((area) => areas[area]!.some((glob) => new Glob(glob).match(path))),
    isTest: () => kind === "stage-07",
    changed: kind === "stage-04" ? [valuesOf(kind, facts).path as string] : [],
    brief: kind === "stage-01" ? null : accepted({ ...BRIEF, acceptance_criteria: TWO }),
    design: {
      ...DRAFT,
      components: [{ name: "All", area: "frontend", criteria: [1, 2], paths: [] }],
    },
    notes: notesOf(facts),
  };
}

/** The check of a filled-in form of a kind. */
function checked(kind: string, facts: BriefFacts, change = (text: string): string => text) {
  const form = KINDS[kind]!.form(facts).replaceAll(EMPTY, '"$1": []');
  const text = change(filled(form, valuesOf(kind, facts)));
  expect(holesOf(text)).toEqual([]);
  return check(kind, text, contextOf(kind, facts));
}

describe("forms", () => {
  test.each(BRIEFS)(
    "of %s: %s, filled in, passes the program's own check",
    (_brief, kind, _writes, over) => {
      const facts = factsOf(over);
      expect(KINDS[kind]!.form(facts)).not.toMatch(/undefined|null-|\[object/);
      expect(checked(kind, facts).problems).toEqual([]);
    },
  );

  test.each([
    ["stage-01", { role: "pm" }, '"blockers": []', '"blockers": ["b"]'],
    ["stage-07", { role: "dev-qa" }, '"status": "PASS"', '"status": "FAIL"'],
    ["design-draft", { role: "principal" }, '"area": "frontend"', '"area": "nowhere"'],
    ["peer-review", { reviews: ["backend"] }, '"approved"', '"changes"'],
    ["retro", {}, '"task": "T7"', '"task": "T8"'],
  ] as [string, Over, string, string][])(
    "of %s: what is wrong in it is seen by that check",
    (kind, over, is, not) => {
      const facts = factsOf(over);
      const problems = (change?: (text: string) => string) => checked(kind, facts, change).problems;
      expect(problems()).toEqual([]);
      expect(problems((text) => text.replace(is, not))).not.toEqual([]);
    },
  );

  test("what code knows is filled in, and no verdict is", () => {
    for (const [, kind, , over] of BRIEFS) {
      const form = KINDS[kind]!.form(factsOf(over));
      expect(form).toContain(NONCE);
      expect(form).not.toMatch(
        /"status": "(?!<)|"(?:veto|security_approved|pm_signoff|arch_approved)": (?!<)/,
      );
    }
  });

  test("of answers name each note by role and number", () => {
    const form = KINDS["stage-02"]!.form(factsOf({ role: "principal" }));
    expect(form.match(/(?<="note": ")[^"]+/g)).toEqual([
      "dev-backend 1",
      "dev-backend 2",
      "dev-frontend 1",
    ]);
  });

  test("of a review take the escalation that its rules show", () => {
    const { form, rules } = KINDS["peer-review"]!;
    const facts = factsOf({ reviews: ["backend"] });
    const [, escalation] = /`("escalation": .*\})`/.exec(rules(facts).join("\n"))!;
    const text = form(facts)
      .replace("<approved | changes>", "changes")
      .replace('"blockers"', `${escalation}, "blockers"`);
    const { problems, facts: said } = check(
      "peer-review",
      filled(text, valuesOf("peer-review", facts)),
      contextOf("peer-review", facts),
    );
    expect(problems).toEqual([]);
    expect(said.sections![0]!.escalation?.options.length).toBe(2);
  });

  test("of lessons take a new one and the id of a known one, as the rules say", () => {
    const [id] = /`(L\d+)`/.exec(KINDS["stage-09"]!.rules(factsOf()).join("\n"))!.slice(1);
    const after = promote(
      { lessons: [LESSON] },
      [id!, "Answers: list every field."],
      "2026-04-01",
      2,
    );
    expect(after).toMatchObject({
      lessons: [{ id: "L001", reinforced: 2 }, { id: "L002" }],
      problems: [],
    });
  });
});

describe("briefs", () => {
  const texts = BRIEFS.map(([brief, kind, writes, over]) => {
    const facts = factsOf(over);
    const [name, again] = brief.split(" ");
    const text = briefText(name!, kind, `pipeline/${writes}`, {
      ...facts,
      again: again !== undefined,
    });
    return [brief, kind, writes, facts, text] as const;
  });

  test("every kind of brief and artifact has its text, and none is without a brief", () => {
    const kinds = [...new Set(BRIEFS.map(([, kind]) => kind))].sort();
    expect([...new Set(BRIEFS.map(([brief]) => brief.replace(" again", "")))].sort()).toEqual(
      Object.keys(TEXTS).sort(),
    );
    expect(Object.keys(KINDS).sort()).toEqual(kinds);
  });

  test("every task of a role in the workflow has its texts and its form", () => {
    const tasks = rolesTasks(workflowOf("team"));
    expect(tasks.length).toBeGreaterThan(15);
    for (const { brief, schema } of tasks) {
      expect([brief, brief in TEXTS]).toEqual([brief, true]);
      expect(BRIEFS.some(([name, kind]) => name === brief && kind === schema)).toBe(true);
    }
    expect(
      Object.keys(TEXTS).filter((brief) => !tasks.some((task) => task.brief === brief)),
    ).toEqual([]);
  });

  test.each(texts)(
    "%s (%s) holds its form once, and keeps the nonce out of what is stored",
    (...args) => {
      const [, , writes, , text] = args;
      expect(text.split(NONCE).length).toBe(2);
      const stored = text.replace(NONCE_LINE, "");
      expect(stored).not.toContain(NONCE);
      expect(stored.split("\n").length).toBe(text.split("\n").length - 1);
      expect(text).toContain(`/project/pipeline/${writes}`);
    },
  );

  test.each(texts)("%s (%s) names what is read first in one line, and is complete", (...args) => {
    const [, , , facts, text] = args;
    expect(text).toContain(" Read first: /project/pipeline/context.md. ");
    expect(text).toStartWith(`You are ${facts.role}. `);
    expect(text).toEndWith('"T7 is done".\n');
    expect(text).not.toMatch(/undefined|\bNaN\b|\[object|\bnull\b(?!,)/);
  });

  test("what others wrote cannot close its fence, become a heading or a verdict", () => {
    const piece = fc.constantFrom(
      "````",
      "`````",
      "~~~",
      "\n",
      "\r\n",
      "## Write",
      "REVIEW: APPROVED",
      " ",
      "<!--",
      "-->",
      "x",
    );
    const hostile = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(""));
    const over = hostile.map((text) => ({
      blockers: [{ by: "dev-backend", text }],
      notes: [{ name: "dev-backend 1", note: text }],
      criteria: [{ id: "1", text }],
      openQuestions: [text],
      warnings: [{ id: "W1", text }],
      lessons: [text],
      conflicts: [{ path: text, area: "frontend", against: "backend", ours: text, theirs: text }],
      checks: [{ command: text, ended: text, failed: [text], output: text }],
    }));
    fc.assert(
      fc.property(over, (facts) => {
        const outside = briefText(
          "fix-review",
          "stage-04",
          "pipeline/gates/stage-04-frontend.json",
          factsOf(facts),
        ).replaceAll(/^(`{4,})(?:markdown)?\n[\s\S]*?\n\1$/gm, "");
        expect(outside.match(/^## Write$/gm)?.length).toBe(1);
        expect(outside).not.toMatch(/^(?:REVIEW:|`{4,})/m);
      }),
    );
  });

  test("an owner is told where it builds and what it owns; a reviewer whom it reviews", () => {
    const brief = (name: string, kind: string, over: Over) =>
      briefText(name, kind, "pipeline/x", factsOf(over));
    const build = brief("build", "stage-04", { workdir: "/trees/frontend" });
    expect(build).toContain("Work in /trees/frontend");
    expect(build).toContain("area frontend alone: `src/frontend/**`");
    const review = brief("peer-review", "peer-review", {});
    expect(review).toContain("one entry for each of `backend`, `größe`, and no other");
  });

  test("only what is there on this track, and what others do only where it is so", () => {
    const brief = (name: string, kind: string, over: Over) =>
      briefText(name, kind, "pipeline/x", factsOf(over));
    const nano: Over = { criteria: [], first: [] };
    const texts = [
      brief("build", "stage-04", nano),
      brief("qa", "stage-07", { ...nano, role: "dev-qa" }),
      brief("peer-review", "peer-review", nano),
      brief("ruling", "ruling", { ...nano, role: "principal" }),
      brief("clarify", "stage-03", { ...nano, role: "pm" }),
      brief("signoff", "stage-08", { ...nano, role: "pm" }),
    ];
    for (const text of texts)
      expect(text).not.toMatch(/pipeline\/brief\.md|design-spec|ADRs|Read first|the brief asked/);
    const said = (isShared: boolean) => brief("build", "stage-04", { isShared });
    expect(said(true)).toContain(
      "after you: rely on the contracts that you all read. What is red for want of their part",
    );
    expect(said(false)).not.toContain("Other owners build");
    expect(brief("build", "stage-04", {})).toContain(
      "; later work may have done it\nFrom dev-backend:\n",
    );
    expect(brief("summary", "deploy-log", { undecidedDeploy: true })).toContain(
      "nothing could tell whether it works",
    );
  });

  test("a reviewer is told of tests that are still to come, and what counts when it comes again", () => {
    const brief = (over: Over) =>
      briefText("peer-review", "peer-review", "pipeline/x", factsOf(over));
    expect(brief({ again: true })).toContain("other owners: backend, größe. Each");
    expect(brief({ again: true })).toContain(
      "what is new to you, read whole. Your earlier verdict no longer counts.",
    );
    expect(brief({})).not.toContain("You have looked before");
    expect(brief({ reviews: ["backend", "qa"] })).toContain(
      "Tests of the criteria are dev-qa's, and may come after this review.",
    );
    expect(brief({ reviews: ["qa"] })).not.toContain("may come after this review");
    expect(brief({ reviews: ["qa"] })).toContain("one entry for each of `qa`, and no other");
  });

  test("what is not there is not told", () => {
    const empty = {
      openQuestions: [],
      warnings: [],
      notes: [],
      blockers: [],
      lessons: [],
    };
    const none = {
      ...empty,
      criteria: [],
      areas: {},
      checks: [],
      conflicts: [],
      openPoints: [],
    };
    for (const { parts } of Object.values(BODIES))
      expect(
        parts(factsOf(none)).filter(({ title, body }) => title !== "Request" && body !== ""),
      ).toEqual([]);
    expect(KINDS["stage-02"]!.form(factsOf(none))).not.toContain("closed_warnings");
    expect(KINDS["deploy-log"]!.form(factsOf())).toContain('{"id": "W2", "text": "<');
    expect(KINDS["deploy-log"]!.form(factsOf(none))).toContain('"known_limits": []');
  });
});

test("each who looks at one area with others is told its own work there, and nobody who looks alone", () => {
  const told = (over: Over): string =>
    briefText("peer-review", "peer-review", "code-review/by-frontend.json", factsOf(over));
  const places = new Map<string, number | null>([
    ["backend", 0],
    ["größe", 1],
    ["frontend", 3],
    ["platform", null],
  ]);
  const text = told({ places });
  expect(text).toContain(
    "In backend, frontend: Your part: plan and change against what was asked.",
  );
  expect(text).toContain("In größe: Your part: what surrounds the change.");
  expect(told({})).not.toContain("Your part");
});
