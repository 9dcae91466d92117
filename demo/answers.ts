// What the scripted team writes for the demo's request: one plan flaw, one bug and one false claim
// are in it on purpose.
import type { Brief } from "../tests/harness/team.ts";
import { openIds } from "../tests/harness/workers.ts";

export const REQUEST =
  "Add the discount code SAVE10: ten percent off the total. Refuse codes that we do not know.";

export const STORY = {
  title: "A discount code on the basket",
  summary: "A customer types a code; a known one lowers the total, any other is refused.",
  acceptance_criteria: [
    {
      id: "AC1",
      text: "discounted(cents, code) takes ten percent off for SAVE10 and returns whole cents",
    },
    { id: "AC2", text: "Any other code is refused with an error that names the code" },
    { id: "AC3", text: "Tests cover a known code, the rounding and an unknown code" },
  ],
  out_of_scope: ["Several codes on one basket", "Codes that expire"],
  assumptions: ["Codes are typed exactly, upper case and all"],
  questions: [],
  test_commands: ["bun test"],
};

/** The first plan forgets to say how half a cent is rounded. */
export const plan = (answered: string[]) => ({
  title: "Discount codes",
  approach: "A pure function beside total, with a table of codes.",
  steps: [
    {
      id: "S1",
      title:
        answered.length === 0
          ? "Write discounted with the table of codes"
          : "Write discounted with the table of codes, rounding down in the customer's favour",
      files: ["src/discount.ts"],
      covers: ["AC1", "AC2"],
      depends_on: [],
    },
    {
      id: "S2",
      title: "Test it, with 995 cents for the rounding",
      files: ["tests/discount.test.ts"],
      covers: ["AC3"],
      depends_on: ["S1"],
    },
  ],
  test_commands: ["bun test"],
  risks: [],
  questions: [],
  answered,
});

/** Both at once, as a quick run has them. */
const { questions, ...story } = STORY;
const { questions: _open, answered: _none, test_commands: _tests, ...first } = plan([]);
export const DRAFT = { story, plan: first, questions };

/**
 * The first version looks codes up in an object, where every object also answers to "constructor".
 */
export const discount = (
  fixed: boolean,
): string => `const PERCENT: Record<string, number> = { SAVE10: 10 };

/** What is left to pay, in whole cents, in the customer's favour. @throws when the code is not known */
export function discounted(cents: number, code: string): number {
  const percent = ${fixed ? "Object.hasOwn(PERCENT, code) ? PERCENT[code] : undefined" : "PERCENT[code]"};
  if (percent === undefined) throw new Error(\`unknown discount code "\${code}"\`);
  return Math.floor((cents * (100 - percent)) / 100);
}
`;

export const discountTest = (fixed: boolean): string => `import { expect, test } from "bun:test";
import { discounted } from "../src/discount.ts";

test("SAVE10 takes ten percent off", () => {
  expect(discounted(1000, "SAVE10")).toBe(900);
});

test("half a cent is the customer's", () => {
  expect(discounted(995, "SAVE10")).toBe(895);
});

test("an unknown code is refused by name", () => {
  expect(() => discounted(1000, "SAVE99")).toThrow('unknown discount code "SAVE99"');
});
${
  fixed
    ? `
test("a name that every object has is no code", () => {
  expect(() => discounted(1000, "constructor")).toThrow('unknown discount code "constructor"');
});
`
    : ""
}`;

export const implementation = (brief: Brief) => {
  const fixed = openIds(brief).length > 0;
  return {
    artifact: {
      status: "complete",
      reason: null,
      changed_files: ["src/discount.ts", "tests/discount.test.ts"],
      criteria: ["AC1", "AC2", "AC3"].map((id) => ({ id, met: true })),
      deviations: [],
      answered: openIds(brief),
    },
    edits: { "src/discount.ts": discount(fixed), "tests/discount.test.ts": discountTest(fixed) },
    commands: ["bun test"],
  };
};

const prior = (open: string[]) => open.map((id) => ({ id, state: "fixed" }));

export const planApproval = (open: string[]) => ({
  status: "approved",
  summary: "Every criterion has a step.",
  criteria: [
    { id: "AC1", met: true, evidence: ["S1"] },
    { id: "AC2", met: true, evidence: ["S1"] },
    { id: "AC3", met: true, evidence: ["S2"] },
  ],
  findings: [],
  prior: prior(open),
});

export const planObjection = {
  ...planApproval([]),
  status: "needs_changes",
  summary: "The plan leaves the rounding open.",
  findings: [
    {
      id: "F1",
      severity: "major",
      at: "S1",
      quote: "Write discounted with the table of codes",
      problem:
        "Ten percent of 995 cents is 99.5: the plan does not say which way half a cent goes.",
      fix: "Say it in the step, in the customer's favour.",
    },
  ],
};

const place = (file: string, line: number, quote: string) => ({ file, line, quote });

export const codeApproval = (open: string[]) => ({
  status: "approved",
  summary: "It does what was asked.",
  criteria: [
    {
      id: "AC1",
      met: true,
      evidence: [
        place("src/discount.ts", 7, "return Math.floor((cents * (100 - percent)) / 100);"),
      ],
    },
    {
      id: "AC2",
      met: true,
      evidence: [place("src/discount.ts", 6, "if (percent === undefined) throw new Error(")],
    },
    {
      id: "AC3",
      met: true,
      evidence: [
        place("tests/discount.test.ts", 8, 'test("half a cent is the customer\'s", () => {'),
      ],
    },
  ],
  findings: [],
  prior: prior(open),
});

/** It quotes a line that the code does not hold. */
export const falseClaim = {
  ...codeApproval([]),
  status: "needs_changes",
  summary: "A missing code gets through.",
  findings: [
    {
      id: "F1",
      severity: "major",
      ...place("src/discount.ts", 5, "if (code === null) return cents;"),
      problem: "A basket without a code is not refused.",
      fix: "Refuse null as well.",
    },
  ],
};

export const codeObjection = (id: string) => ({
  ...codeApproval([]),
  status: "needs_changes",
  summary: "One word gets past the table.",
  findings: [
    {
      id,
      severity: "major",
      ...place("src/discount.ts", 5, "const percent = PERCENT[code];"),
      problem: 'The code "constructor" is found on every object: the total becomes NaN.',
      fix: "Look only at the table's own names, and test that.",
    },
  ],
});
