// What the models of the council demo answer: an order with discount and shipping, planned twice
// and built in two waves.
import { approval, isVote, revision, seatOf } from "../tests/harness/council.ts";
import type { Brief, Work } from "../tests/harness/team.ts";

export const REQUEST =
  "Give a basket discount codes and shipping, and say in the end what the order costs";

const REFINED = {
  what_to_build: "What an order costs: the basket less a discount code, and shipping.",
  where_it_fits: "src, beside basket.ts.",
  requirements: [
    "TEA10 takes 10 % off the basket, CUP5 takes 5 %; any other code is refused",
    "Shipping is 490 cents, and free from 5000 cents on",
    "An order is the discounted basket with its shipping",
  ],
  inputs: ["lines of a basket", "a code, or none"],
  outputs: ["cents"],
  success_criteria: ["a test covers discount, shipping and order"],
  assumptions: [],
  questions: [],
};

const AUDIT = {
  relevant_existing: [{ path: "src/basket.ts", what: "Adds up a basket" }],
  project_exists: true,
  project_path: "src",
  completed_work: [{ id: "C1", text: "the total of a basket", path: "src/basket.ts" }],
  missing_work: [
    { id: "M1", text: "the discount" },
    { id: "M2", text: "the shipping" },
    { id: "M3", text: "the order" },
  ],
  ports_in_use: [],
  dependencies_available: ["bun"],
  constraints: ["Amounts are whole cents"],
  recommended_base_dir: ".",
  reuse_opportunities: ["total of src/basket.ts"],
  notes: "",
  error: null,
};

const RESEARCH = {
  recommended_stack: [
    { name: "bun test", for: "project", why: "The tests that are there run by it" },
  ],
  implementation_patterns: [
    { text: "A table of codes, and a lookup of its own keys alone", for: "M1" },
    { text: "A pure function of cents", for: "M2" },
  ],
  pitfalls: ["Cents that are no whole number after a discount"],
  security_notes: ["A code is typed by anybody"],
  estimated_complexity: "low",
  estimated_files: 6,
  summary: "Three pure functions with tests.",
  error: null,
};

const seatPlan = (seat: string) => ({
  Approach: `One pure function per file, beside basket.ts, as ${seat} sees it.`,
  Tasks: "Discount and shipping, then the order that uses both, each with its test.",
  Risks: "Rounding, and codes that nobody gave out.",
});

const LOOKUP = "The code is looked up in a table of percentages.";
const LIMIT = "Shipping costs 490 cents, and nothing for dear baskets.";

/** The plan; in its second form it answers both objections. */
const masterPlan = (isSecond: boolean) => {
  const task = (name: string, details: string, depends_on: number[] = []) => ({
    name,
    details,
    files: [`src/${name.toLowerCase()}.ts`, `tests/${name.toLowerCase()}.test.ts`],
    depends_on,
    commands: [],
    success_criteria: [`bun test tests/${name.toLowerCase()}.test.ts`],
  });
  const order = task("Order", "The discounted basket and its shipping.", [1, 2]);
  const objections = [
    {
      id: "mistral-security/F1",
      state: "taken",
      reason: "Task 1 counts the table's own codes alone",
    },
    { id: "deepseek-code/F1", state: "taken", reason: "Task 2 names the limit and tests it" },
  ];
  return {
    title: "Master plan",
    overview: "What an order costs: discount, shipping, and both together.",
    architecture: "One pure function per file, beside src/basket.ts. Amounts are whole cents.",
    tasks: [
      task(
        "Discount",
        isSecond
          ? `${LOOKUP} Only the table's own codes count, by Object.hasOwn; a test tries "constructor".`
          : LOOKUP,
      ),
      task(
        "Shipping",
        isSecond ? `${LIMIT} Dear is 5000 cents and more; a test tries 4999 and 5000.` : LIMIT,
      ),
      { ...order, success_criteria: [...order.success_criteria, "bun test"] },
    ],
    security: "A code is input of anybody.",
    risks: "Rounding: a discount is rounded to whole cents.",
    objections: isSecond ? objections : [],
  };
};

/**
 * The first look at the plan: one seat asks for a change, one with a veto uses it; all others
 * approve.
 */
function firstVote(brief: Brief): Record<string, unknown> {
  const finding = { id: "F1", missing: false };
  switch (seatOf(brief)) {
    case "deepseek-code":
      return revision(brief, {
        feedback: "The limit of free shipping has no number and no test.",
        findings: [
          {
            ...finding,
            severity: "major",
            at: "Task 2",
            quote: LIMIT,
            problem: "From where on shipping is free is not said.",
            fix: "Name the limit, and test it from both sides.",
          },
        ],
      });
    case "mistral-security":
      return revision(brief, {
        vote: "REJECT",
        feedback: "A code that nobody gave out would pass.",
        findings: [
          {
            ...finding,
            severity: "blocker",
            at: "Task 1",
            quote: LOOKUP,
            problem:
              'The code "constructor" is found in every table: the discount would be no number.',
            fix: "Look only at the table's own codes.",
          },
        ],
        veto: {
          at: "Task 1",
          quote: LOOKUP,
          condition: "Only the table's own codes count, and a test shows it.",
        },
      });
    default:
      return approval(brief);
  }
}

const FILES: Record<string, [source: string, test: string]> = {
  discount: [
    `const PERCENT: Record<string, number> = { TEA10: 10, CUP5: 5 };

/** Cents less the discount of a code. Throws for a code that nobody gave out. */
export function discounted(cents: number, code: string): number {
  if (!Object.hasOwn(PERCENT, code)) throw new Error(\`there is no code \${code}\`);
  return Math.round((cents * (100 - PERCENT[code]!)) / 100);
}
`,
    `import { expect, test } from "bun:test";
import { discounted } from "../src/discount.ts";

test("a code takes its percentage off, in whole cents", () => {
  expect(discounted(995, "TEA10")).toBe(896);
});

test.each(["TEA99", "constructor"])("the code %s is refused", (code) => {
  expect(() => discounted(995, code)).toThrow(code);
});
`,
  ],
  shipping: [
    `/** What it costs to ship a basket, in cents. */
export const shipping = (cents: number): number => (cents >= 5_000 ? 0 : 490);
`,
    `import { expect, test } from "bun:test";
import { shipping } from "../src/shipping.ts";

test.each([
  [4_999, 490],
  [5_000, 0],
])("a basket of %d cents ships for %d", (cents, cost) => {
  expect(shipping(cents)).toBe(cost);
});
`,
  ],
  order: [
    `import { type Line, total } from "./basket.ts";
import { discounted } from "./discount.ts";
import { shipping } from "./shipping.ts";

/** What an order costs with its shipping, in cents. */
export function order(lines: readonly Line[], code: string | null): number {
  const cents = code === null ? total(lines) : discounted(total(lines), code);
  return cents + shipping(cents);
}
`,
    `import { expect, test } from "bun:test";
import { order } from "../src/order.ts";

const lines = [{ name: "tea", cents: 450, pieces: 2 }];

test("an order is the discounted basket with its shipping", () => {
  expect(order(lines, "TEA10")).toBe(810 + 490);
  expect(order(lines, null)).toBe(900 + 490);
});
`,
  ],
};

const NAMES = ["discount", "shipping", "order"];

function builds(brief: Brief): Work {
  const name = NAMES[Number(/\/tasks\/(\d+)\.json$/.exec(brief.writes)?.[1]) - 1]!;
  const [source, test] = FILES[name]!;
  const folder = /Work in (\S+?), a checkout of your own/.exec(brief.text)?.[1];
  const at = (path: string): string => (folder === undefined ? path : `${folder}/${path}`);
  const files = [`src/${name}.ts`, `tests/${name}.test.ts`];
  return {
    artifact: {
      status: "done",
      summary: `Built ${name}.`,
      changed_files: files,
      deviations: [],
      reason: null,
    },
    edits: { [at(files[0]!)]: source, [at(files[1]!)]: test },
    commands: [`bun test ${at(files[1]!)}`],
  };
}

/**
 * What each role answers, whether it is an agent of the host or a provider's model; by the file
 * that it writes.
 */
export function answer(brief: Brief): Work {
  const seat = seatOf(brief);
  if (seat !== "" && isVote(brief))
    return { artifact: brief.round === 1 ? firstVote(brief) : approval(brief) };
  if (seat !== "") return { artifact: seatPlan(seat) };
  switch (brief.writes.slice(brief.writes.lastIndexOf("/") + 1)) {
    case "refined-prompt.json":
      return { artifact: REFINED };
    case "audit-result.json":
      return { artifact: AUDIT };
    case "research-packet.json":
      return { artifact: RESEARCH };
    case "master_plan.json":
      return {
        artifact: masterPlan(brief.round > 1 || brief.text.includes("mistral-security/F1")),
      };
    case "code-review-peer.json":
      return {
        artifact: {
          status: "approved",
          summary: "Three pure functions, as planned.",
          criteria: [],
          findings: [],
          prior: [],
        },
      };
    default:
      return builds(brief);
  }
}
