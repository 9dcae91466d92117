import type { FieldProject } from "../project.ts";

const TEST = `import { expect, test } from "bun:test";
import { pages } from "../src/pages.js";

test("counts whole pages", () => {
  expect(pages(20, 10)).toBe(2);
});
`;

/** A repository of several programs; the person has started Claude Code in the folder of one. */
export const subfolder: FieldProject = {
  name: "subfolder",
  what: "a package of a larger repository, Claude Code started in its folder",
  programs: ["bun"],
  files: {
    "README.md": "# Tools\n\nOne folder each.\n",
    "backup/backup.sh": 'tar czf backup.tgz "$1"\n',
    "site/package.json": '{\n  "name": "site",\n  "type": "module",\n  "scripts": {\n    "test": "bun test"\n  }\n}\n',
    "site/src/pages.js": "export const pages = (items, size) => items / size;\n",
    "site/tests/pages.test.js": TEST,
  },
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
  change: { "site/src/pages.js": "export const pages = (items, size) => Math.ceil(items / size);\n" },
  testChange: {
    "site/tests/pages.test.js": `${TEST}
test("counts a page that is begun", () => {
  expect(pages(21, 10)).toBe(3);
});
`,
  },
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
