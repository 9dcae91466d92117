// Plans in another form: what `roadmap adopt` makes of them.
import { expect, test } from "bun:test";
import { adoptedPlan } from "../../../src/workflows/phases/adopt/plan.ts";
import { readPlanText } from "../../../src/workflows/phases/planning/plan.ts";

const PLAN = `---
phase: 02-search
plan: 01
type: execute
wave: 1
depends_on: []
files_modified: [./src/search.ts, "src/{a,b}.ts"]
autonomous: true
requirements: [STOR-02]
must_haves:
  truths:
    - "A word finds its note"
    - Users can: log in
  artifacts:
    - path: "src/search.ts"
      provides: "Search"
  key_links:
    - from: "src/search.ts"
      to: "src/store.ts"
      via: "import"
---

<objective>
Find notes by word.

Purpose: they get lost.
</objective>

<tasks>

<task type="auto" tdd="true">
  <name>Task 1: Search</name>
  <files>src/search.ts, tests/search.test.ts</files>
  <action>
Write it; \`</action>\` is only shown here:
\`\`\`xml
<task><name>no task</name></task></action>
\`\`\`
if a < b && c > d
  </action>
  <verify>
    <automated>bun test tests/search.test.ts</automated>
    <automated>MISSING — no browser yet</automated>
  </verify>
  <behavior>A hit is returned</behavior>
  <acceptance_criteria>
- it exports find
  </acceptance_criteria>
  <done>Test passes</done>
</task>

<!-- <task type="auto"><name>left out</name></task> -->

<task type="checkpoint:human-verify" gate="blocking">
  <what-built>Search</what-built>
  <how-to-verify>Look</how-to-verify>
  <resume-signal>approved</resume-signal>
</task>

</tasks>
`;

const FILE = { name: "02-01-PLAN.md", plan: 1 };

/** The plan that becomes of a text, and what was not understood of it. */
function adopted(text: string) {
  const notes: string[] = [];
  const place = { folder: "02-search", phase: "2", file: FILE };
  const adopted = adoptedPlan(text, place, (line, problem) => notes.push(`${line}: ${problem}`));
  const after = adopted?.text ?? null;
  const plan = after && readPlanText(after, { path: "p", phase: "2", file: FILE });
  return { notes, after, left: adopted?.left, plan: plan as Exclude<typeof plan, "" | null> };
}

test("its tasks become fields; what is only shown is no task, and its text stays below", () => {
  const { plan, after, notes } = adopted(PLAN);
  expect([notes, plan.problems, plan.notes]).toEqual([[], [], []]);
  expect(plan).toMatchObject({
    ...{ id: "02-01", wave: 1, autonomous: false, requirements: ["STOR-02"] },
    files_modified: ["./src/search.ts", "src/{a,b}.ts"],
    objective: "Find notes by word.\n\nPurpose: they get lost.",
    must_haves: {
      truths: ["A word finds its note", "Users can: log in"],
      artifacts: [{ path: "src/search.ts", provides: "Search" }],
      key_links: [{ from: "src/search.ts", to: "src/store.ts", via: "import" }],
    },
  });
  expect(plan.tasks).toMatchObject([
    {
      ...{ name: "Task 1: Search", type: "auto", tdd: true, done: "Test passes" },
      files: ["src/search.ts", "tests/search.test.ts"],
      commands: ["bun test tests/search.test.ts"],
      ...{ behavior: "A hit is returned", criteria: "- it exports find" },
      action: expect.stringMatching(/if a < b && c > d$/),
    },
    { name: "Search", type: "checkpoint:human-verify", action: "Search\n\nLook" },
  ]);
  // What the fields hold stands once; of a task that says more all of it stays.
  const below = after!.slice(after!.indexOf("-->\n"));
  expect(below).toContain("<automated>MISSING — no browser yet</automated>");
  expect(below).toContain("<name>left out</name>");
  expect(below).not.toMatch(/<objective>|<what-built>/);
});

test("files that a plan names are read first; what is in no field stays, with its lines", () => {
  const task = `<task type="auto"><name>n</name><action>do</action><verify>Look at it</verify></task>`;
  const context = "<context>\n@.planning/PROJECT.md\n@src/search.ts\n</context>";
  const text = `---\nplan: 01\nautonomous: true\n---\n${context}\n\n${task}\n\n<verification>\nAll.\n</verification>\n`;
  const { plan, after, left } = adopted(text);
  expect(after).toContain("reads:\n  - .planning/PROJECT.md\n  - src/search.ts\n");
  expect(after).toEndWith(`-->\n\n${task}\n\n<verification>\nAll.\n</verification>\n`);
  expect([plan.autonomous, left]).toEqual([true, [10, 12, 13, 14]]);
  const checkpoint = '<task type="checkpoint:human-verify"><what-built>x</what-built></task>';
  expect(adopted(text.replace(task, checkpoint)).after).toContain("autonomous: true\n");
});

const withTask = (task: string) => adopted(PLAN.replace("</tasks>", () => `${task}\n</tasks>`));

test.each<[string, string, string]>([
  ["a list", "- a: one\n- b: two", "- a: one\n- b: two"],
  [
    "elements",
    '<option id="a"><name>One</name><pros>No store</pros></option><option id="b" name="Two">simple</option>',
    "- a: One; pros: No store\n- b: Two: simple",
  ],
])("a decision offers its options, as %s", (_form, options, offered) => {
  const task = `<task type="checkpoint:decision"><decision>Which?</decision><options>\n${options}\n</options><resume-signal>Select</resume-signal></task>`;
  expect(withTask(task).plan.tasks[2]).toMatchObject({
    name: "Which?",
    action: `Which?\n\n${offered}\n\nSelect`,
  });
});

test.each<[string, string, string[]]>([
  ["commands in code", "<automated>\n```bash\nbun test\n```\n</automated>", ["bun test"]],
  ["one that goes on", "<automated>bun test \\\n  a.test.ts</automated>", ["bun test a.test.ts"]],
  ["none, and the project's own in its words", "See `npm test`, and `src/a.ts`", ["npm test"]],
])("a verification with %s", (_what, verify, commands) => {
  const task = `<task type="auto"><name>n</name><action>do</action><verify>${verify}</verify></task>`;
  expect(withTask(task).plan.tasks[2]).toMatchObject({ commands });
});

test.each<[string, (text: string) => string, object]>([
  [
    "one entry in the place of a list",
    (text) => text.replace(/files_modified: .*/, "files-modified: src/a.ts"),
    { files_modified: ["src/a.ts"] },
  ],
  [
    "paths with a remark",
    (text) => text.replace(/files_modified: .*/, 'files_modified: ["`src/a.ts` (new), src/b.ts"]'),
    { files_modified: ["src/a.ts", "src/b.ts"] },
  ],
  [
    "a comment above its fields",
    (text) => `<!-- SPDX-License-Identifier: MIT -->\n# mine\n${text}`,
    { files_modified: ["./src/search.ts", "src/{a,b}.ts"], requirements: ["STOR-02"] },
  ],
  [
    "a remark at a file that has to be there",
    (text) => text.replace('- path: "src/search.ts"', '- path: "src/search.ts (new)"'),
    { must_haves: { artifacts: [{ path: "src/search.ts" }] } },
  ],
  [
    "files as texts",
    (text) => text.replace('- path: "src/search.ts"\n      provides: "Search"', "- src/search.ts"),
    { must_haves: { artifacts: [{ path: "src/search.ts", provides: "" }] } },
  ],
  [
    "texts beside each other",
    (text) => text.replace('provides: "Search"', 'provides: x\n      contains: "a", "b"'),
    { must_haves: { artifacts: [{ path: "src/search.ts", contains: ["a", "b"] }] } },
  ],
  ["true as a text", (text) => text.replace("autonomous: true", 'autonomous: "true"'), {}],
  [
    "a plan of another form that it waits for",
    (text) => text.replace("depends_on: []", "depends_on: [1, 01-02-base]"),
    { depends_on: ["02-01", "01-02"] },
  ],
])("%s is understood", (_what, edit, expected) => {
  const { plan, notes } = adopted(edit(PLAN));
  expect([notes, plan.problems]).toEqual([[], []]);
  expect(plan).toMatchObject(expected);
});

test("the oldest plans have tasks that are headings", () => {
  const { plan } = adopted(
    "---\nplan: 01\n---\n\n## Task 1: store\n\nKeep it.\n\n### Task 2 — find\n",
  );
  expect(plan.tasks.map(({ name }) => name)).toEqual(["store", "find"]);
});

test.each<[string, string, RegExp]>([
  ["no YAML", "---\nplan: [\n---\n", /not valid YAML/],
  ["a list that is none", "---\nrequirements: { a: [] }\n---\n", /^2: requirements: found/],
])("a plan with %s stays as it is, and that is told", (_what, text, note) => {
  const { after, notes } = adopted(text);
  expect([after, notes.join("\n")]).toEqual([null, expect.stringMatching(note)]);
});

test("where it has no task its whole text is one, and that is told", () => {
  const { plan, notes } = adopted("---\nplan: 01\n---\n\nKeep notes.\n");
  expect(notes).toEqual([expect.stringContaining("found no task: all of its text is one")]);
  expect(plan.tasks).toMatchObject([{ name: "Carry out the plan", action: "Keep notes." }]);
  expect(adopted("<task><name>x</name></task>").plan.tasks).toMatchObject([{ name: "x" }]);
});

test.each([
  ["tags", "<task><name>".repeat(40_000)],
  ["backticks", Array.from({ length: 1_200 }, (_, at) => "`".repeat(at + 3)).join("\n")],
  ["comments", "<!--".repeat(200_000)],
])("%s without an end are read soon", (_what, text) => {
  expect(adopted(`---\nphase: 02\n---\n${text}`).notes.length).toBeGreaterThan(0);
});
