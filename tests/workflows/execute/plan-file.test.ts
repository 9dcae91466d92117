// A plan as a file, for people and for GSD.
import { expect, test } from "bun:test";
import { readPlan, wavesText } from "../../../src/workflows/execute/document.ts";

test("the plan stands in its waves, with all that each task says", () => {
  const of = (n: number, after: number[], details: string) => ({
    ...{ n, name: "Login", files: ["src/a b.ts"], after, setup: ["npm ci"], details },
    criteria: ["bun test", "test -f a"],
  });
  const plan = { title: "", sections: {}, tasks: [of(1, [], ""), of(2, [1], "Do it.")] };
  const fields = (after: string) => `- **Files**: \`src/a b.ts\`
- **Depends on**: ${after}
- **Commands**: \`npm ci\`
- **Success criteria**: \`bun test\`, \`test -f a\`
`;
  expect(wavesText(plan, { phase: "council-0badcafe", goal: "Add\na login" })).toBe(`---
phase: "council-0badcafe"
goal: "Add a login"
---

## Wave 1

### Task 1: Login
${fields("None.")}
## Wave 2

### Task 2: Login
Do it.
${fields("Task 1")}`);
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
  expect(readPlan(plan).plan.tasks).toMatchObject([{ n: 1, details: "This." }]);
});
