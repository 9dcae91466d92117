import type { FieldProject } from "../project.ts";
import { textsOf } from "../texts.ts";

const texts = textsOf("jest");

/**
 * CommonJS with Jest, whose script collects coverage at every run; the ignore file names
 * node_modules alone.
 */
export const jest: FieldProject = {
  name: "jest",
  what: "CommonJS, `jest --coverage`, coverage/ not ignored, a snapshot",
  programs: ["node", "npm"],
  files: texts("files"),
  request: "Inventory needs remove(name, count), which throws when there are not enough",
  title: "Take things out of the inventory",
  tests: "npx jest --coverage",
  paths: "absolute",
  criteria: [
    {
      text: "remove(name, count) lowers the count",
      code: ["src/inventory.js", "left - count"],
      test: ["Inventory remove takes things out", "src/inventory.test.js"],
    },
    {
      text: "Removing more than there are throws an error that names the item",
      code: ["src/inventory.js", "throw new RangeError"],
      test: ["remove refuses more than there are", "src/inventory.test.js"],
    },
  ],
  outOfScope: ["Reservations"],
  change: texts("change"),
  testChange: texts("testChange"),
  tries: ["npx jest src/inventory.test.js"],
  asks: {
    by: "sonnet",
    of: "code",
    code: ["src/inventory.js", "remove(name, count)"],
    problem: "A negative count adds things.",
    fix: "Refuse a count below zero.",
    mended: texts("mended"),
  },
  team: {
    openPoints: { app: "Nothing stops a negative count in `add`; the story does not ask for it" },
  },
  council: {
    tasks: [
      {
        name: "The code",
        files: ["src/inventory.js"],
        criteria: ["npx jest --coverage", "grep -q RangeError src/inventory.js"],
      },
      {
        name: "Its tests",
        files: ["src/inventory.test.js", "src/__snapshots__/inventory.test.js.snap"],
        named: ["src/inventory.test.js", "src/__snapshots__/"],
        after: [1],
        criteria: ["npm test -- src/inventory.test.js"],
        texts: texts("texts"),
      },
    ],
  },
};
