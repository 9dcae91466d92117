import type { FieldProject } from "../project.ts";

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

/** A module gets another name, and everything that imports it; a linter's script mends what it finds. */
export const rename: FieldProject = {
  name: "rename",
  what: "a module gets another name by `git mv`, `lint` mends what it finds",
  programs: ["node", "npm"],
  files: {
    "package.json": `{
  "name": "settings-file",
  "type": "module",
  "scripts": {
    "lint": "node scripts/format.js --fix",
    "test": "node --test"
  }
}
`,
    ".gitignore": "node_modules\n",
    "scripts/format.js": `import { readFileSync, writeFileSync, readdirSync } from 'node:fs';

for (const name of readdirSync('lib')) {
  const text = readFileSync(\`lib/\${name}\`, 'utf8');
  const tidy = text.replace(/[ \\t]+$/gm, '').replace(/\\n*$/, '\\n');
  if (tidy !== text) writeFileSync(\`lib/\${name}\`, tidy);
}
`,
    "lib/parser.js": PARSER,
    "lib/index.js": "export { read } from './parser.js';\n",
    "test/read.test.js": readsPairs("parser"),
  },
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
  change: {
    "lib/read.js": PARSER.replace("line.includes('=')", "line.includes('=') && !line.startsWith('#')").replace(
      /\n$/,
      "  \n\n",
    ),
    "lib/index.js": "export { read } from './read.js';\n",
  },
  testChange: {
    "test/read.test.js": `${readsPairs("read")}
it('skips comments', () => {
  assert.deepEqual(read('# a=1\\nb=2\\n'), { b: '2' });
});
`,
    "test/index.test.js": `import assert from 'node:assert/strict';
import { it } from 'node:test';

it('lib/index.js exports read', async () => {
  assert.equal(typeof (await import('../lib/index.js')).read, 'function');
});
`,
  },
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
              { name: "Test the index", files: ["test/index.test.js"], criteria: ["npm test -- test/index.test.js"] },
            ],
          },
        ],
      },
    ],
  },
};
