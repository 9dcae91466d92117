import type { FieldProject } from "../project.ts";

/** A library of `npm init` with the runner of Node itself. */
export const nodeTest: FieldProject = {
  name: "node-test",
  what: "a library of `npm init`, node:test",
  programs: ["node", "npm"],
  files: {
    "package.json": `{
  "name": "slugs",
  "version": "1.0.0",
  "description": "Slugs for URLs",
  "main": "index.js",
  "scripts": {
    "test": "node --test"
  },
  "keywords": [],
  "author": "",
  "license": "ISC"
}
`,
    "index.js": `'use strict';

/** Turns a title into a slug. */
function slugify(title) {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
}

module.exports = { slugify };
`,
    "test/slugify.test.js": `'use strict';
const { describe, it } = require('node:test');
const assert = require('node:assert/strict');
const { slugify } = require('../index.js');

describe('slugify', () => {
  it('lowers and joins with hyphens', () => {
    assert.equal(slugify('Hello World'), 'hello-world');
  });

  it('leaves no hyphen at the ends', () => {
    assert.equal(slugify('  Hello!  '), 'hello');
  });
});
`,
    ".gitignore": "node_modules/\n",
    "README.md": "# slugs\n\n```js\nslugify('Hello World'); // hello-world\n```\n",
  },
  request: "slugify should take a maximum length and never cut a word in two",
  title: "A maximum length for slugs",
  tests: "npm test",
  criteria: [
    {
      text: "slugify(title, { max }) returns at most max characters, cut between words",
      code: ["index.js", "slug.lastIndexOf('-', max)"],
      test: ["slugify > cuts between words", "test/slugify.test.js"],
    },
    {
      text: "A first word that is longer than max is cut at max",
      code: ["index.js", "at > 0 ? at : max"],
      test: ["cuts a first word that is too long", "test/slugify.test.js"],
    },
    {
      text: "Without max nothing changes",
      code: ["index.js", "max = Infinity"],
      test: ["slugify > keeps everything without a maximum", "test/slugify.test.js"],
    },
  ],
  outOfScope: ["Other alphabets"],
  change: {
    "index.js": `'use strict';

/** Turns a title into a slug of at most \`max\` characters, cut between words where that is possible. */
function slugify(title, { max = Infinity } = {}) {
  const slug = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  if (slug.length <= max) return slug;
  const at = slug.lastIndexOf('-', max);
  return slug.slice(0, at > 0 ? at : max);
}

module.exports = { slugify };
`,
    "README.md":
      "# slugs\n\n```js\nslugify('Hello World'); // hello-world\nslugify('Hello World', { max: 8 }); // hello\n```\n",
  },
  testChange: {
    "test/slugify.test.js": `'use strict';
const { describe, it } = require('node:test');
const assert = require('node:assert/strict');
const { slugify } = require('../index.js');

describe('slugify', () => {
  it('lowers and joins with hyphens', () => {
    assert.equal(slugify('Hello World'), 'hello-world');
  });

  it('leaves no hyphen at the ends', () => {
    assert.equal(slugify('  Hello!  '), 'hello');
  });

  it('cuts between words', () => {
    assert.equal(slugify('Hello wide World', { max: 12 }), 'hello-wide');
  });

  it('cuts a first word that is too long', () => {
    assert.equal(slugify('Incomprehensible', { max: 5 }), 'incom');
  });

  it('keeps everything without a maximum', () => {
    assert.equal(slugify('a '.repeat(200)).length, 399);
  });
});
`,
  },
  tries: ["node --test --experimental-test-coverage"],
  council: {
    tasks: [
      { name: "The code", files: ["index.js"], criteria: ["npm test", "grep -qF lastIndexOf index.js"] },
      {
        name: "Its tests",
        files: ["test/slugify.test.js"],
        named: ["./test/slugify.test.js"],
        after: [1],
        criteria: ["node --test test/slugify.test.js"],
      },
      { name: "Say so in the README", files: ["README.md"], criteria: ["grep -q 'max: 8' README.md"] },
    ],
    uncommitted: {
      "package.json": `{
  "name": "slugs",
  "version": "1.1.0-rc.1",
  "main": "index.js",
  "scripts": {
    "test": "node --test"
  }
}
`,
      "to do.txt": "A maximum length\n",
      "drafts/größe.txt": "Noch nichts.\n",
    },
  },
  phases: {
    uncommitted: { "to do.txt": "A maximum length\n", "drafts/größe.txt": "Noch nichts.\n" },
  },
};
