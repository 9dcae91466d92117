// A plan as a file, for people and for GSD.
import { expect, test } from "bun:test";
import type { PlanTask } from "../../../src/workflows/execute/plan/plan.ts";
import { planText } from "../../../src/workflows/execute/plan/plan-file.ts";

test("the plan stands in its waves, with all that each task says", () => {
  const of = (n: number, after: number[]): PlanTask => ({
    ...{
      n,
      name: "# Login",
      files: ["src/a b.ts"],
      after,
      setup: ["npm ci"],
      criteria: ["bun test", "test -f a"],
    },
  });
  const text = planText(
    [of(1, []), of(2, [1])],
    { phase: "council-0badcafe", goal: "Add\na login" },
    { 2: "Do it." },
  );
  const commands = `Before the work:

\`\`\`\`sh
npm ci
\`\`\`\`

Success criteria:

\`\`\`\`sh
bun test
test -f a
\`\`\`\`
`;
  expect(text).toBe(`---
phase: "council-0badcafe"
goal: "Add a login"
---

## Wave 1

### Task 1: \\# Login

- src/a b.ts

${commands}
## Wave 2

### Task 2: \\# Login

\`\`\`\`markdown
Do it.
\`\`\`\`

- src/a b.ts
- after task 1

${commands}`);
});
