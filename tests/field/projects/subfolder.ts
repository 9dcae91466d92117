import type { FieldProject } from "../project.ts";
import { textsOf } from "../texts.ts";

const texts = textsOf("subfolder");

/** A repository of several programs; the person has started Claude Code in the folder of one. */
export const subfolder: FieldProject = {
  name: "subfolder",
  what: "a package of a larger repository, Claude Code started in its folder",
  programs: ["bun"],
  files: texts("files"),
  startsIn: { folder: "site", tests: "bun test" },
  request: "The last page may be half empty: count it",
  title: "Half empty pages",
  tests: "bun run --cwd site test",
  criteria: [
    {
      text: "A page that is begun counts",
      code: ["site/src/pages.js", "Math.ceil"],
      test: ["counts a page that is begun", "site/tests/pages.test.js"],
    },
  ],
  outOfScope: ["Empty lists"],
  change: {
    "site/src/pages.js": "export const pages = (items, size) => Math.ceil(items / size);\n",
  },
  testChange: texts("testChange"),
  team: { names: "bun run --cwd site test" },
  council: {
    tasks: [
      {
        name: "The code",
        files: ["site/src/pages.js"],
        criteria: ["cd site && bun test", "grep -q Math.ceil site/src/pages.js"],
      },
      {
        name: "Its tests",
        files: ["site/tests/pages.test.js"],
        named: ["site/tests/"],
        after: [1],
        criteria: ["bun run --cwd site test", "bun test site/tests/pages.test.js"],
      },
    ],
  },
};
