import { describe, expect, test } from "bun:test";
import { MAX_NOTES } from "../../../../src/workflows/team/kinds/design-notes.ts";
import { checkData, checkText, type Given, gate, stamped, walkthrough } from "./given.ts";

const RULED: Given = {
  role: "principal",
  documents: {
    "pipeline/design-spec.md": walkthrough("design-spec.ruled.md"),
    "pipeline/adr/0002-token-not-in-response.md": walkthrough("adr/0002-token-not-in-response.md"),
  },
};
const REVIEWED: Given = { role: "dev-frontend", item: "frontend", reviews: ["backend", "platform"] };

const DOCUMENTS: [string, string, Given][] = [
  ["design-draft", "design-spec.draft.md", { role: "principal" }],
  ["design-notes", "design-review/dev-backend.md", { role: "dev-backend", item: "backend" }],
  ["peer-review", "code-review/by-frontend.md", REVIEWED],
  ["deploy-log", "deploy-log.md", { warnings: [{ id: "W1", text: "Redis" }] }],
  ["retro", "retro/security.md", { role: "security" }],
];

describe.each(DOCUMENTS)("%s", (kind, file, context) => {
  const text = walkthrough(file);

  test("the walkthrough's own holds, also with carriage returns and a byte order mark", () => {
    for (const input of [stamped(text), `\uFEFF${stamped(text).replaceAll("\n", "\r\n")}`])
      expect(checkText(kind, input, context)).toMatchObject({ problems: [], outcome: "done" });
  });

  test.each<[string, string, RegExp]>([
    ["without a stamp", text, /^line 1: found no stamp, expected "<!-- task: … nonce: … -->"/m],
    ["of another task", stamped(text).replace("T7", "T8"), /^task: found "T8", expected "T7"$/m],
    ["with its stamp in a code block", `\`\`\`\n${stamped(text)}\n\`\`\``, /^line 1: found no stamp/m],
    ["empty", stamped(""), /found nothing/],
    [
      "with a question to nobody",
      `${stamped(text)}\n\nQUESTION: why?\n`,
      /QUESTION, line \d+: found "why\?", expected QUESTION: <text> @PM/,
    ],
  ])("is refused: %s", (_name, input, problem) => {
    expect(checkText(kind, input, context).problems.join("\n")).toMatch(problem);
  });

  test("a question in it is lifted", () => {
    expect(checkText(kind, `${stamped(text)}\n\nQUESTION: why? @PM\n`, context).facts.questions).toContain("why?");
  });
});

test("a draft is a draft; which areas build says the design that is approved", () => {
  const { problems } = checkText("design-draft", stamped(walkthrough("design-spec.md")));
  expect(problems).toEqual(['STATUS: found "APPROVED", expected "DRAFT": it is approved when the notes are answered']);
  expect(checkText("design-draft", stamped(walkthrough("design-spec.draft.md"))).facts.areas).toBeUndefined();
});

test("facts of documents", () => {
  const read = (kind: string) => {
    const [, file, context] = DOCUMENTS.find((one) => one[0] === kind)!;
    return checkText(kind, stamped(walkthrough(file)), context).facts;
  };
  expect(read("design-notes")).toEqual({ questions: ["do we have Redis in the stack?"] });
  expect(read("peer-review")).toMatchObject({
    sections: [
      { area: "backend", verdict: "changes" },
      { area: "platform", verdict: "approved" },
    ],
  });
  for (const kind of ["deploy-log", "retro"]) expect(read(kind)).toEqual({ questions: [] });
});

test("a review is of the areas as they were when it began; what it leaves is the areas as they are", () => {
  const context = { ...REVIEWED, trees: () => ({ backend: "b2" }), treesBefore: () => ({ backend: "b1" }) };
  const { facts } = checkText("peer-review", stamped(walkthrough("code-review/by-frontend.md")), context);
  expect(facts.sections!.map(({ area, tree }) => [area, tree])).toEqual([
    ["backend", "b1"],
    ["platform", ""],
  ]);
  expect(facts.trees).toEqual({ backend: "b2" });
});

test("more notes than are read are refused", () => {
  const notes = (count: number) => stamped(Array.from({ length: count }, (_, at) => `- note ${at}`).join("\n"));
  expect(checkText("design-notes", notes(MAX_NOTES)).problems).toEqual([]);
  expect(checkText("design-notes", notes(MAX_NOTES + 1)).problems[0]).toStartWith("found 9 notes, expected at most 8");
});

test.each<[string, Given, RegExp]>([
  [
    "the reviewer's own area",
    { role: "dev-backend", reviews: ["platform"] },
    /found "backend", expected another area than your own/,
  ],
  [
    "an area that is not asked for",
    { reviews: ["backend"] },
    /found "platform", expected an area that you have to review/,
  ],
  [
    "an area left out",
    { reviews: ["backend", "frontend", "platform"], role: "principal" },
    /## Review of frontend: found nothing/,
  ],
])("a peer review is refused: %s", (_name, over, problem) => {
  const { problems } = checkText("peer-review", stamped(walkthrough("code-review/by-frontend.md")), {
    ...REVIEWED,
    ...over,
  });
  expect(problems.join("\n")).toMatch(problem);
});

describe("pm's word on the scope", () => {
  const said = (over: object) => checkData("scope-review", gate("design-review/pm.json", over));
  test("approves, or wants changes with a reason", () => {
    expect(said({})).toMatchObject({ problems: [], outcome: "approved" });
    expect(said({ status: "needs_changes", reasons: ["SMS is in it"] })).toMatchObject({
      problems: [],
      outcome: "needs_changes",
      facts: { blockers: ["SMS is in it"] },
    });
  });
  test.each<[string, object, RegExp]>([
    ["changes without a reason", { status: "needs_changes" }, /reasons: found none with status needs_changes/],
    [
      "an approval with a reason",
      { reasons: ["SMS is in it"] },
      /reasons: found .*SMS is in it.* with status approved/,
    ],
    ["another status", { status: "PASS" }, /status: found "PASS", expected one of "approved", "needs_changes"/],
    ["another task", { task: "T8" }, /task: found "T8", expected "T7"/],
    ["no nonce", { nonce: undefined }, /nonce: found nothing/],
  ])("is refused: %s", (_name, over, problem) => {
    expect(said(over).problems.join("\n")).toMatch(problem);
  });
});

describe("a ruling", () => {
  const RULING = gate("ruling.json") as { instruction: string };
  test("of a track without a design has its ADR alone: no design is missing, and none of another run is read", () => {
    const without: Given = { ...RULED, track: "quick" };
    for (const spec of [null, "# Of another run\n"]) {
      const context = { ...without, documents: { ...RULED.documents, "pipeline/design-spec.md": spec } };
      expect(said({ spec_changed: false }, context).problems).toEqual([]);
      expect(said({ spec_changed: true }, context).problems).toEqual([
        "spec_changed: found true, expected false: the track quick has no design; the ADR holds the ruling",
      ]);
    }
    const full = { ...RULED, documents: { ...RULED.documents, "pipeline/design-spec.md": null } };
    expect(said({ spec_changed: false }, full).problems).toEqual([
      "pipeline/design-spec.md: found nothing, expected this file",
    ]);
  });
  const said = (over: object, context: Given = RULED) => checkData("ruling", gate("ruling.json", over), context);
  test("of the walkthrough", () => {
    expect(said({})).toMatchObject({
      problems: [],
      outcome: "done",
      facts: { counts: { adrs: 2 }, owners: ["backend"], note: RULING.instruction },
    });
  });
  test.each<[string, object, Given, RegExp]>([
    [
      "an ADR that is not there",
      { adr: "pipeline/adr/0003-x.md" },
      RULED,
      /adr: found "pipeline\/adr\/0003-x.md", expected the path of an ADR/,
    ],
    ["an ADR elsewhere", { adr: "pipeline/brief.md" }, RULED, /adr: found "pipeline\/brief.md"/],
    ["a path out of the folder", { adr: "pipeline/adr/../brief.md" }, RULED, /adr: found/],
    [
      "an unknown area",
      { areas: ["mobile"] },
      RULED,
      /areas\[0\]: found "mobile", expected one of backend, frontend, platform/,
    ],
    ["an area twice", { areas: ["backend", "Backend"] }, RULED, /areas: an area is there more than once/],
    [
      "a design that is a draft again",
      {},
      { ...RULED, documents: { ...RULED.documents, "pipeline/design-spec.md": walkthrough("design-spec.draft.md") } },
      /found "STATUS: DRAFT"/,
    ],
    [
      "no design",
      {},
      { ...RULED, documents: { ...RULED.documents, "pipeline/design-spec.md": null } },
      /design-spec.md: found nothing/,
    ],
    [
      "an ADR that is broken",
      {},
      { ...RULED, documents: { ...RULED.documents, "pipeline/adr/0002-token-not-in-response.md": "# 0002 — x" } },
      /## Decision: found nothing/,
    ],
  ])("is refused: %s", (_name, over, context, problem) => {
    expect(said(over, context).problems.join("\n")).toMatch(problem);
  });
});
