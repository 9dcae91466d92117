import type { FieldProject } from "../project.ts";

const MONEY_TEST = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { total } from './money.js';

test('adds prices', () => {
  assert.equal(total([{ cents: 100, count: 2 }]), 200);
});
`;
const CART_TEST = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { line } from './cart.js';

test('shows the total', () => {
  assert.equal(line([{ cents: 250, count: 2 }]), 'Total: 5.00');
});
`;

/** npm workspaces: two packages with owners of their own, one of which uses the other. */
export const monorepo: FieldProject = {
  name: "monorepo",
  what: "npm workspaces, two areas, tests in each package",
  programs: ["node", "npm"],
  files: {
    "package.json": `{
  "name": "shop",
  "private": true,
  "workspaces": [
    "packages/*"
  ],
  "scripts": {
    "test": "npm test --workspaces"
  }
}
`,
    ".gitignore": "node_modules/\n",
    "packages/money/package.json":
      '{\n  "name": "@shop/money",\n  "version": "1.0.0",\n  "type": "module",\n  "exports": "./money.js",\n  "scripts": {\n    "test": "node --test"\n  }\n}\n',
    "packages/money/money.js": `export const total = (items) => items.reduce((sum, { cents, count }) => sum + cents * count, 0);
`,
    "packages/money/money.test.js": MONEY_TEST,
    "packages/web/package.json":
      '{\n  "name": "@shop/web",\n  "version": "1.0.0",\n  "type": "module",\n  "dependencies": {\n    "@shop/money": "^1.0.0"\n  },\n  "scripts": {\n    "test": "node --test"\n  }\n}\n',
    "packages/web/cart.js": `import { total } from '@shop/money';

export const line = (items) => \`Total: \${(total(items) / 100).toFixed(2)}\`;
`,
    "packages/web/cart.test.js": CART_TEST,
  },
  request: "Take ten percent off baskets above 100, and say so on the cart's line",
  title: "A discount on large baskets",
  tests: "npm test",
  criteria: [
    {
      text: "total takes ten percent off sums above 10000 cents",
      code: ["packages/money/money.js", "sum > 10_000"],
      test: ["takes ten percent off above 10000 cents", "packages/money/money.test.js"],
    },
    {
      text: "A sum of 10000 cents stays as it is",
      code: ["packages/money/money.js", ": sum"],
      test: ["takes nothing off at 10000 cents", "packages/money/money.test.js"],
    },
    {
      text: "The cart's line says that the discount is in it",
      code: ["packages/web/cart.js", "10% off"],
      test: ["names the discount", "packages/web/cart.test.js"],
    },
  ],
  outOfScope: ["Codes"],
  change: {
    "packages/money/money.js": `const sumOf = (items) => items.reduce((sum, { cents, count }) => sum + cents * count, 0);

export const isDiscounted = (items) => sumOf(items) > 10_000;

export function total(items) {
  const sum = sumOf(items);
  return sum > 10_000 ? Math.round(sum * 0.9) : sum;
}
`,
    "packages/web/cart.js": `import { isDiscounted, total } from '@shop/money';

const note = (items) => (isDiscounted(items) ? ' (10% off)' : '');

export const line = (items) => \`Total: \${(total(items) / 100).toFixed(2)}\${note(items)}\`;
`,
  },
  testChange: {
    "packages/money/money.test.js": `${MONEY_TEST}
test('takes ten percent off above 10000 cents', () => {
  assert.equal(total([{ cents: 20000, count: 1 }]), 18000);
});

test('takes nothing off at 10000 cents', () => {
  assert.equal(total([{ cents: 5000, count: 2 }]), 10000);
});
`,
    "packages/web/cart.test.js": `${CART_TEST}
test('names the discount', () => {
  assert.equal(line([{ cents: 20000, count: 1 }]), 'Total: 180.00 (10% off)');
});
`,
  },
  team: {
    areas: { money: ["packages/money/**"], web: ["packages/web/**"] },
    notes: { web: "API Contracts: how the cart learns that a discount is in the total is not said" },
    openPoints: { web: "`isDiscounted` and `total` each sum up the basket; that is money's to decide" },
  },
  council: {
    tasks: [
      {
        name: "The discount",
        files: ["packages/money/money.js", "packages/money/money.test.js"],
        named: ["packages/money/"],
        criteria: ["npm test -w @shop/money", "grep -q 10_000 packages/money/money.js"],
      },
      {
        name: "The cart's line",
        files: ["packages/web/cart.js", "packages/web/cart.test.js"],
        named: ["packages/web/"],
        after: [1],
        criteria: ["npm test --workspace=@shop/web", "npm test"],
      },
    ],
  },
  phases: {
    roadmap: [
      {
        name: "The discount",
        criteria: [0, 1],
        shown: "npm test -w @shop/money",
        plans: [
          {
            tasks: [
              {
                name: "Ten percent",
                tdd: true,
                files: ["packages/money/money.test.js", "packages/money/money.js"],
                named: ["packages/money/money.test.js", "packages/money/money.js"],
                criteria: ["npm test -w @shop/money"],
              },
            ],
          },
        ],
      },
      {
        name: "The cart's line",
        criteria: [2],
        plans: [
          {
            tasks: [
              {
                name: "The line",
                files: ["packages/web/cart.js", "packages/web/cart.test.js"],
                named: ["packages/web/"],
                criteria: ["npm test --workspace=@shop/web", "npm test"],
              },
            ],
          },
        ],
      },
    ],
  },
};
