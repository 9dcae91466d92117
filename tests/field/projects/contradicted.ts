import type { FieldProject } from "../project.ts";

const test = (empty: string, more: string) => `import assert from 'node:assert/strict';
import test from 'node:test';
import { search } from '../search.js';

const BOOKS = [{ title: 'Emma' }, { title: 'Middlemarch' }];

test('finds by a part of the title', () => {
  assert.deepEqual(search(BOOKS, 'march'), [BOOKS[1]]);
});

${empty}
${more}`;

/** What is asked for contradicts a test that is there. */
export const contradicted: FieldProject = {
  name: "contradicted",
  what: "what is asked for contradicts a test that is there",
  programs: ["node", "npm"],
  files: {
    "package.json":
      '{\n  "name": "bookshelf",\n  "type": "module",\n  "scripts": {\n    "test": "node --test"\n  }\n}\n',
    "search.js": `export const search = (books, text) => text === '' ? [] : books.filter(({ title }) => title.includes(text));
`,
    "test/search.test.js": test(
      `test('an empty text finds nothing', () => {
  assert.deepEqual(search(BOOKS, ''), []);
});`,
      "",
    ),
  },
  request: "An empty search text should list all books, and letter case should not matter",
  title: "Search everything",
  tests: "npm test",
  criteria: [
    {
      text: "An empty text finds all books",
      code: ["search.js", "title.toLowerCase().includes"],
      test: ["an empty text finds everything", "test/search.test.js"],
    },
    {
      text: "Letter case does not matter",
      code: ["search.js", "text.toLowerCase()"],
      test: ["letter case does not matter", "test/search.test.js"],
    },
  ],
  outOfScope: ["Authors"],
  change: {
    "search.js": `export function search(books, text) {
  const wanted = text.toLowerCase();
  return books.filter(({ title }) => title.toLowerCase().includes(wanted));
}
`,
  },
  testChange: {
    "test/search.test.js": test(
      `test('an empty text finds everything', () => {
  assert.deepEqual(search(BOOKS, ''), BOOKS);
});`,
      `
test('letter case does not matter', () => {
  assert.deepEqual(search(BOOKS, 'EMMA'), [BOOKS[0]]);
});
`,
    ),
  },
  team: {
    outdated: {
      "test/search.test.js": test(
        `test('an empty text finds everything', () => {
  assert.deepEqual(search(BOOKS, ''), BOOKS);
});`,
        "",
      ),
    },
  },
  deviations: [
    "test/search.test.js: 'an empty text finds nothing' contradicts AC1 and became 'an empty text finds everything'",
  ],
  council: {
    auto: true,
    tasks: [
      {
        name: "The code",
        files: ["search.js", "test/search.test.js"],
        named: ["search.js", "test/search.test.js"],
        criteria: ["npm test", "grep -q toLowerCase search.js"],
        texts: {
          "test/search.test.js": test(
            `test('an empty text finds everything', () => {
  assert.deepEqual(search(BOOKS, ''), BOOKS);
});`,
            "",
          ),
        },
      },
      {
        name: "More tests",
        files: ["test/search.test.js"],
        after: [1],
        criteria: ["node --test --test-name-pattern='letter case' test/search.test.js"],
      },
    ],
  },
};
