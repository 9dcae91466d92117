import type { FieldProject } from "../project.ts";
import { textsOf } from "../texts.ts";

const texts = textsOf("monorepo");

/** npm workspaces: two packages with owners of their own, one of which uses the other. */
export const monorepo: FieldProject = {
  name: "monorepo",
  what: "npm workspaces, two areas, tests in each package",
  programs: ["node", "npm"],
  files: texts("files"),
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
  change: texts("change"),
  testChange: texts("testChange"),
  team: {
    areas: { money: ["packages/money/**"], web: ["packages/web/**"] },
    notes: {
      web: "API Contracts: how the cart learns that a discount is in the total is not said",
    },
    openPoints: {
      web: "`isDiscounted` and `total` each sum up the basket; that is money's to decide",
    },
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
