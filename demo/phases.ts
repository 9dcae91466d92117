// What the models of the phases demo answer: a basket goes from an idea through two phases, the
// first with a gap, to its milestone.
import { existsSync, readFileSync } from "node:fs";
import { carriedOut, reviewedCode, taskIn } from "../tests/harness/phases/execute.ts";
import { isProse, proseFor } from "../tests/harness/phases/new-project.ts";
import { approvedPlans, findingIds, namedIn, nameOf } from "../tests/harness/phases/plan.ts";
import { verificationFor } from "../tests/harness/phases/verify.ts";
import type { Brief, Work, Worker } from "../tests/harness/team.ts";

/** The document that the project begins with; whoever drafts the project quotes it. */
export const IDEA = `# Orders for the basket

The basket adds up. Now a shop has to say what an order costs.

A discount code takes its percentage off the basket: TEA10 takes 10 %, CUP5 takes 5 %.
Shipping costs 490 cents, and nothing from 5000 cents on.
Amounts stay whole cents.
It is TypeScript, run and tested by Bun, without any package.
It worked when a test shows the price of an order.
The discount comes first, then the order.
There is no user interface and no database.
`;

/** What the person says of the assumptions that the discussion of the first phase shows them. */
export const CORRECTION = "A code that nobody gave out is refused with an error";

const fromIdea = (quote: string) => ({ points: [quote], from: "document", quote });
const PROJECT = {
  name: "Basket",
  summary: "What is in a shopping basket, and what an order of it costs.",
  core_value: "The price of an order is right to the cent.",
  scope: fromIdea("a shop has to say what an order costs"),
  constraints: fromIdea("Amounts stay whole cents"),
  stack: fromIdea("It is TypeScript, run and tested by Bun, without any package"),
  success_criteria: fromIdea("a test shows the price of an order"),
  timeline: fromIdea("The discount comes first, then the order"),
  non_goals: fromIdea("There is no user interface and no database"),
  requirements: [
    { id: "PRICE-01", text: "A code takes its percentage off a basket", scope: "v1" },
    {
      id: "PRICE-02",
      text: "Shipping costs 490 cents, and nothing from 5000 cents on",
      scope: "v1",
    },
    {
      id: "PRICE-03",
      text: "The price of an order is its discounted basket with shipping",
      scope: "v1",
    },
    { id: "CODE-01", text: "Codes end on a date", scope: "later" },
  ],
  assumptions: [],
  questions: [],
};

const REFUSED = 'A code that nobody gave out is refused with its name, "constructor" as well';
const ROADMAP = {
  phases: [
    {
      name: "Discount",
      goal: "A basket costs less with a code",
      criteria: [
        "The code TEA10 takes 10 % off a basket, as `bun test tests/discount.test.ts` shows",
        REFUSED,
      ],
      requirements: ["PRICE-01"],
      depends_on: [],
      risk: "low, one pure function",
    },
    {
      name: "Order",
      goal: "A shop can say what an order costs",
      criteria: [
        "A basket of 5000 cents ships for nothing and one of 4999 for 490, as `bun test tests/order.test.ts` shows",
        "An order costs its discounted basket and its shipping, with a code and without one",
      ],
      requirements: ["PRICE-02", "PRICE-03"],
      depends_on: [1],
      risk: "low, it joins what is there",
    },
  ],
};

/** What each section of a document says: the same few words do for so small a project. */
const RESEARCHED =
  "One pure function per file beside src/basket.ts, each with a test; Bun brings all that this needs.";

/** What the phase of a brief is about. */
const isFirst = (brief: Brief): boolean => /^01\b/m.test(phaseIn(brief));
const phaseIn = (brief: Brief): string => /^## Phase\n+(.*)$/m.exec(brief.text)?.[1] ?? "";

const onBasket = [{ file: "src/basket.ts", shows: "one pure function per file, of whole cents" }];

/** Assumptions about a phase; the one about unknown codes is what the person corrects. */
function assumptions(brief: Brief) {
  const form = {
    ...{ area: "Form", text: "Each function has a file of its own, as total has" },
    ...{ evidence: onBasket, confidence: "high", otherwise: [] },
  };
  const corrected = brief.text.includes("## Decided by the person");
  const unknown = {
    ...{ area: "Codes", evidence: [] },
    ...(corrected
      ? { text: CORRECTION, confidence: "high", otherwise: [] }
      : {
          text: "A code that nobody gave out takes nothing off",
          confidence: "low",
          otherwise: [{ choice: "An error", means: "the shop has to say that the code is wrong" }],
        }),
  };
  return {
    boundary: isFirst(brief)
      ? "Codes and what they take off; no shipping."
      : "Shipping and the order.",
    assumptions: isFirst(brief) ? [form, unknown] : [form],
    discretion: ["names of variables"],
    code: ["src/basket.ts adds up a basket"],
    deferred: ["codes that end on a date"],
  };
}

interface Planned {
  fn: string;
  action: string;
  truth: string;
  requirements: string[];
  closes?: string[];
  tdd?: boolean;
}

/** A plan of one task, which brings a function or changes it, and its test. */
function planOf(id: string, { fn, action, truth, requirements, closes, tdd = false }: Planned) {
  const files = [`src/${fn}.ts`, `tests/${fn}.test.ts`];
  return {
    ...{ id, type: tdd ? "tdd" : "execute", objective: truth, depends_on: [], requirements },
    ...(closes === undefined ? {} : { closes }),
    must_haves: {
      truths: [truth],
      artifacts: [{ path: files[0]!, provides: fn }],
      key_links: [{ from: files[1]!, to: files[0]!, via: "import" }],
    },
    tasks: [
      {
        ...{
          name: `${closes === undefined ? "Write" : "Mend"} ${fn}`,
          type: "auto",
          tdd,
          files,
          action,
        },
        ...{ commands: [`bun test ${files[1]!}`], done: truth },
      },
    ],
  };
}

const DISCOUNT: Planned = {
  fn: "discount",
  action:
    "Look the code up in a table of percentages, and take that off, rounded to whole cents. Refuse other codes.",
  truth: "TEA10 takes 10 % off, CUP5 takes 5 %",
  requirements: ["PRICE-01"],
};
const ORDER: Planned = {
  fn: "order",
  action:
    "Shipping is 490 below 5000 cents, else 0; an order adds it to its discounted basket. Test 4999 and 5000.",
  truth: "An order costs its discounted basket and its shipping",
  requirements: ["PRICE-02", "PRICE-03"],
};

/** The plans of a brief: of a phase, or of what closes the gaps in one. */
function plans(brief: Brief) {
  const gaps = namedIn(brief, "Gaps that a verification found").map(({ id }) => id);
  const given = { declined: [], answered: findingIds(brief) };
  if (!isFirst(brief))
    return {
      approach: "One file for the order and its shipping.",
      ...given,
      plans: [planOf("02-01", ORDER)],
    };
  if (gaps.length === 0)
    return { approach: "One function and its test.", ...given, plans: [planOf("01-01", DISCOUNT)] };
  const mends = {
    fn: "discount",
    action:
      'Only the table\'s own codes count, by Object.hasOwn; first a test that tries "constructor".',
    truth: REFUSED,
    requirements: [],
    ...{ closes: gaps, tdd: true },
  };
  return {
    approach: "A test that fails, then the mend.",
    ...given,
    plans: [planOf("01-02", mends)],
  };
}

const discount = (
  lookup: string,
): string => `const PERCENT: Record<string, number> = { TEA10: 10, CUP5: 5 };

/** Cents less the discount of a code. Throws for a code that nobody gave out. */
export function discounted(cents: number, code: string): number {
${lookup}
  return Math.round((cents * (100 - percent)) / 100);
}
`;
/** What the first phase forgets: a table has more names than its own. */
const ANY_NAME = `  const percent = PERCENT[code];
  if (percent === undefined) throw new Error(\`there is no code \${code}\`);`;
const OWN_NAMES = `  const percent = Object.hasOwn(PERCENT, code) ? PERCENT[code] : undefined;
  if (percent === undefined) throw new Error(\`there is no code \${code}\`);`;

const discountTest = (codes: string[]): string => `import { expect, test } from "bun:test";
import { discounted } from "../src/discount.ts";

test.each([
  ["TEA10", 896],
  ["CUP5", 945],
])("%s takes its percentage off, in whole cents", (code, cents) => {
  expect(discounted(995, code)).toBe(cents);
});

test.each(${JSON.stringify(codes).replaceAll(",", ", ")})("the code %s is refused", (code) => {
  expect(() => discounted(995, code)).toThrow(code);
});
`;

/** Files by the name of the task that brings them. */
const BUILT: Record<string, Record<string, string>> = {
  "Write discount": {
    "src/discount.ts": discount(ANY_NAME),
    "tests/discount.test.ts": discountTest(["TEA99"]),
  },
  "Mend discount": {
    "src/discount.ts": discount(OWN_NAMES),
    "tests/discount.test.ts": discountTest(["TEA99", "constructor"]),
  },
  "Write order": {
    "src/order.ts": `import { type Line, total } from "./basket.ts";
import { discounted } from "./discount.ts";

/** What it costs to ship a basket, in cents. */
export const shipping = (cents: number): number => (cents >= 5_000 ? 0 : 490);

/** What an order costs with its shipping, in cents. */
export function order(lines: readonly Line[], code: string | null): number {
  const cents = code === null ? total(lines) : discounted(total(lines), code);
  return cents + shipping(cents);
}
`,
    "tests/order.test.ts": `import { expect, test } from "bun:test";
import { order, shipping } from "../src/order.ts";

test.each([
  [4_999, 490],
  [5_000, 0],
])("a basket of %d cents ships for %d", (cents, cost) => {
  expect(shipping(cents)).toBe(cost);
});

test("an order is the discounted basket with its shipping", () => {
  const lines = [{ name: "tea", cents: 450, pieces: 2 }];
  expect(order(lines, "TEA10")).toBe(810 + 490);
  expect(order(lines, null)).toBe(900 + 490);
});
`,
  },
};

/** The verifier looks at the code itself: until only the table's own names count, one criterion does not hold. */
function verification(brief: Brief) {
  const source = `${brief.writes.slice(0, brief.writes.indexOf("/.task/"))}/src/discount.ts`;
  const holds = existsSync(source) && readFileSync(source, "utf8") === discount(OWN_NAMES);
  const missing = 'discounted(995, "constructor") is NaN';
  return verificationFor(brief, { line: null, unmet: holds ? {} : { constructor: missing } });
}

function work(brief: Brief): Work {
  if (isProse(brief.writes)) return { artifact: proseFor(brief, RESEARCHED) };
  switch (nameOf(brief)) {
    case "project.json":
      return { artifact: PROJECT };
    case "roadmap.json":
      return { artifact: ROADMAP };
    case "discuss-assumptions.json":
      return { artifact: assumptions(brief) };
    case "plan-plans.json":
      return { artifact: plans(brief) };
    case "plan-check.json":
      return { artifact: approvedPlans(brief) };
    case "verification.json":
      return { artifact: verification(brief) };
    case "code-review-peer.json":
      return { artifact: reviewedCode() };
    default:
      return carriedOut(brief, BUILT[taskIn(brief)]!);
  }
}

/** All agents of the demo. Each is asked again after every tool call: what it means to write must not move under it. */
export function phasesWorker(): Worker {
  const settled = new Map<string, Work>();
  return (brief) => {
    const meant = settled.get(brief.nonce) ?? work(brief);
    settled.set(brief.nonce, meant);
    return meant;
  };
}
