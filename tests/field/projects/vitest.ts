import type { FieldProject } from "../project.ts";
import { textsOf } from "../texts.ts";

const texts = textsOf("vitest");

/**
 * `npm create vite`, vanilla-ts, with vitest and its coverage added: the template's ignore file
 * knows no coverage.
 */
export const vitest: FieldProject = {
  name: "vitest",
  what: "Vite's TypeScript template, vitest, coverage",
  programs: ["node", "npm"],
  files: texts("files"),
  request: "euros shows negative amounts with a minus sign and puts a dot between thousands",
  title: "Negative and large prices",
  tests: "npm test",
  criteria: [
    {
      text: "A negative amount begins with one minus sign",
      code: ["src/euros.ts", "cents < 0"],
      test: ["euros > shows a negative amount", "src/euros.test.ts"],
    },
    {
      text: "Thousands are separated by dots",
      code: ["src/euros.ts", "replace(/\\B(?=(\\d{3})+$)/g"],
      test: ["groups 1234567890 cents as 12.345.678,90 €", "src/euros.test.ts"],
    },
    {
      text: "What was shown right before stays as it was",
      code: ["src/euros.ts", "Math.floor(whole / 100)"],
      test: ["shows 1999 cents as 19,99 €", "src/euros.test.ts"],
    },
  ],
  outOfScope: ["Other currencies"],
  change: texts("change"),
  testChange: texts("testChange"),
  tries: ["npm run coverage"],
  asks: {
    by: "opus",
    of: "code",
    code: ["src/euros.ts", "const front"],
    problem: "Fractions of a cent are cut off without a word.",
    fix: "Round them.",
    declined: "Amounts are whole cents everywhere; the story says nothing of fractions.",
  },
  council: {
    tasks: [
      {
        name: "The code",
        files: ["src/euros.ts"],
        criteria: ["npm run typecheck", "npx vitest run", "grep -q 'cents < 0' src/euros.ts"],
      },
      {
        name: "Its tests",
        files: ["src/euros.test.ts"],
        after: [1],
        criteria: ["npx vitest run src/euros.test.ts -t negative", "npm run coverage"],
      },
      {
        name: "Show a large price",
        files: ["src/main.ts"],
        after: [1],
        criteria: ["npm run build", "./node_modules/.bin/tsc --noEmit"],
        texts: texts("texts"),
      },
    ],
  },
  phases: {
    document: "docs/idea.md",
    roadmap: [
      {
        name: "Amounts as people read them",
        criteria: [0, 1, 2],
        plans: [
          {
            tasks: [
              {
                name: "Signs and thousands",
                tdd: true,
                files: ["src/euros.test.ts", "src/euros.ts"],
                criteria: ["npx vitest run src/euros.test.ts", "npm run typecheck"],
              },
              {
                name: "Show a large price",
                files: ["src/main.ts"],
                criteria: ["npm run build"],
                texts: texts("texts2"),
              },
            ],
          },
        ],
      },
    ],
  },
};
