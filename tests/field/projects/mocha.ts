import type { Files } from "../../harness/project.ts";
import { textsOf } from "../texts.ts";

const texts = textsOf("mocha");

import type { FieldProject } from "../project.ts";

const TEST = `const assert = require('assert');
const { parse } = require('../lib/duration');

describe('duration', function () {
  describe('#parse()', function () {
    it('should read minutes', function () {
      assert.strictEqual(parse('5m'), 300);
    });

    it('should read hours and minutes', function () {
      assert.strictEqual(parse('1h30m'), 5400);
    });
`;

const crlf = (files: Files): Files =>
  Object.fromEntries(
    Object.entries(files).map(([path, text]) => [path, text.replaceAll("\n", "\r\n")]),
  );

/** Mocha behind nyc, as many older packages have it; nothing that nyc writes is ignored. */
export const mocha: FieldProject = {
  name: "mocha",
  what: "an older package with CRLF, `nyc mocha`, no ignore file",
  programs: ["node", "npm"],
  files: crlf({
    "package.json": `{
  "name": "duration-text",
  "version": "2.0.4",
  "main": "lib/duration.js",
  "scripts": {
    "test": "nyc --reporter=html --reporter=text mocha"
  },
  "devDependencies": {
    "mocha": "^10.8.2",
    "nyc": "^17.1.0"
  }
}
`,
    "lib/duration.js": `'use strict';

var UNITS = { h: 3600, m: 60 };

exports.parse = function parse(text) {
  var seconds = 0;
  text.replace(/(\\d+)([hm])/g, function (all, number, unit) {
    seconds += Number(number) * UNITS[unit];
  });
  return seconds;
};
`,
    "test/duration.js": `${TEST}  });\n});\n`,
    "History.md": "2.0.4 / 2019-03-02\n==================\n\n  * fix typo\n",
  }),
  request: "parse should understand seconds and days too, and throw for text that is no duration",
  title: "Seconds, days and wrong texts",
  tests: "npm test",
  criteria: [
    {
      text: "Seconds (s) and days (d) are read",
      code: ["lib/duration.js", "d: 86400"],
      test: ["duration #parse() should read 1d as 86400", "test/duration.js"],
    },
    {
      text: "A text that is no duration throws a TypeError",
      code: ["lib/duration.js", "throw new TypeError"],
      test: ["should throw for what is no duration", "test/duration.js"],
    },
  ],
  outOfScope: ["Weeks"],
  change: texts("change"),
  testChange: texts("testChange"),
  asks: {
    by: "codex",
    of: "plan",
    problem: "The change is breaking and the plan does not say so.",
    fix: "Say in History.md that wrong texts throw.",
  },
  council: {
    settings: { execute: { isolation: "checkout" } },
    tasks: [
      {
        name: "The code",
        files: ["lib/duration.js"],
        criteria: ["npm test", "grep -q 86400 lib/duration.js"],
      },
      {
        name: "Its tests",
        files: ["test/duration.js"],
        after: [1],
        criteria: ["npx mocha test/duration.js", "npm test"],
      },
      { name: "The history", files: ["History.md"], criteria: ["grep -q ^unreleased History.md"] },
    ],
  },
  phases: { config: { workflow: { use_worktrees: false } } },
};
