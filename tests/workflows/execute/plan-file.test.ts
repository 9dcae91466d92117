// Plans as files, for people and for GSD.
import { expect, test } from "bun:test";
import type { PlanTask } from "../../../src/workflows/execute/plan.ts";
import { phaseName, writePlan } from "../../../src/workflows/execute/plan-file.ts";
import { taskText } from "../../../src/workflows/execute/sections.ts";

test("each task is a file where its phase and number say, with the wave that it can be in and all that it says", () => {
  const of = (n: number, after: number[]): PlanTask => ({
    ...{ n, name: "# Login", files: ["src/a b.ts"], after, setup: [], criteria: ["bun test", "test -f a"] },
  });
  const files = writePlan([of(1, []), of(2, [1])], { phase: "03-add-login", run: "council-0badcafe" }, { 2: "Do it." });
  expect(files.map(({ path }) => path)).toEqual([
    ".planning/phases/03-add-login/03-01-PLAN.md",
    ".planning/phases/03-add-login/03-02-PLAN.md",
  ]);
  expect(files[1]!.text).toBe(`---
phase: "03-add-login"
plan: 2
wave: 2
depends_on:
  - "03-01"
files_modified:
  - "src/a b.ts"
run: "council-0badcafe"
---

# Objective

\\# Login

# Details

\`\`\`\`markdown
Do it.
\`\`\`\`

# Tasks

None.

# Success criteria

\`\`\`\`sh
bun test
test -f a
\`\`\`\`
`);
});

test.each([
  [3, "Add a login", "03-add-a-login"],
  [12, "Grüße: ändern & mehr, viel mehr als das", "12-gru-e-andern-mehr-viel"],
  [1, "登录", "01-plan"],
])("phase %p about %p is called %p", (number, about, name) => {
  expect(phaseName(number, about)).toBe(name);
});

test("what an executor gets of a task is what stands below it, whatever else has its name", () => {
  const plan = `# Task 1: Title

## Overview
#### Task 1: Another

Not this.

## Tasks
### Task 1: Own

This.

## Risks
r
`;
  expect(taskText(plan, 1)).toBe("This.");
});
