import type { FieldProject } from "../project.ts";
import { textsOf } from "../texts.ts";

const texts = textsOf("rename");

const PARSER = `// Reads lines of key=value.
export function read(text) {
  return Object.fromEntries(
    text
      .split('\\n')
      .filter((line) => line.includes('='))
      .map((line) => line.split('=', 2)),
  );
}
`;

const readsPairs = (module: string): string => `import assert from 'node:assert/strict';
import { it } from 'node:test';
import { read } from '../lib/${module}.js';

it('reads pairs', () => {
  assert.deepEqual(read('a=1\\nb=2\\n'), { a: '1', b: '2' });
});
`;

/**
 * A module gets another name, and everything that imports it; a linter's script mends what it
 * finds.
 */
export const rename: FieldProject = {
  name: "rename",
  what: "a module gets another name by `git mv`, `lint` mends what it finds",
  programs: ["node", "npm"],
  files: texts("files"),
  request: "Rename lib/parser.js to lib/read.js, and skip lines that begin with #",
  title: "lib/read.js, with comments",
  tests: "npm test",
  criteria: [
    {
      text: "The module is lib/read.js, and lib/index.js exports it from there",
      code: ["lib/index.js", "./read.js"],
      test: ["lib/index.js exports read", "test/index.test.js"],
    },
    {
      text: "Lines that begin with # are skipped",
      code: ["lib/read.js", "startsWith('#')"],
      test: ["skips comments", "test/read.test.js"],
    },
  ],
  outOfScope: ["Sections"],
  moves: { "lib/parser.js": "lib/read.js" },
  change: texts("change"),
  testChange: texts("testChange"),
  team: { outdated: { "test/read.test.js": readsPairs("read") } },
  council: {
    auto: true,
    tasks: [
      {
        name: "Rename the module",
        files: ["lib/parser.js", "lib/read.js", "lib/index.js", "test/read.test.js"],
        moves: { "lib/parser.js": "lib/read.js" },
        criteria: ["npm test", "test ! -e lib/parser.js"],
        texts: { "lib/read.js": PARSER, "test/read.test.js": readsPairs("read") },
      },
      {
        name: "Skip comments",
        files: ["lib/read.js", "test/read.test.js"],
        after: [1],
        criteria: ["node --test test/read.test.js", "npm run lint"],
      },
      {
        name: "Test the index",
        files: ["test/index.test.js"],
        named: ["./test/index.test.js"],
        after: [1],
        criteria: ["npm test -- test/index.test.js"],
      },
    ],
  },
  phases: {
    config: { model_profile: "budget", workflow: { research: false } },
    roadmap: [
      {
        name: "A reader that skips comments",
        criteria: [0, 1],
        plans: [
          {
            tasks: [
              {
                name: "Rename the module",
                files: ["lib/parser.js", "lib/read.js", "lib/index.js", "test/read.test.js"],
                moves: { "lib/parser.js": "lib/read.js" },
                criteria: ["npm test", "test ! -e lib/parser.js"],
                texts: { "lib/read.js": PARSER, "test/read.test.js": readsPairs("read") },
              },
              {
                name: "Skip comments",
                files: ["lib/read.js", "test/read.test.js"],
                criteria: ["node --test test/read.test.js", "npm run lint"],
              },
              {
                name: "Test the index",
                files: ["test/index.test.js"],
                criteria: ["npm test -- test/index.test.js"],
              },
            ],
          },
        ],
      },
    ],
  },
};
