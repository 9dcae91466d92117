import type { FieldProject } from "../project.ts";
import { textsOf } from "../texts.ts";

const texts = textsOf("node-test");

/** A library of `npm init` with the runner of Node itself. */
export const nodeTest: FieldProject = {
  name: "node-test",
  what: "a library of `npm init`, node:test",
  programs: ["node", "npm"],
  files: texts("files"),
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
  change: texts("change"),
  testChange: texts("testChange"),
  tries: ["node --test --experimental-test-coverage"],
  council: {
    tasks: [
      {
        name: "The code",
        files: ["index.js"],
        criteria: ["npm test", "grep -qF lastIndexOf index.js"],
      },
      {
        name: "Its tests",
        files: ["test/slugify.test.js"],
        named: ["./test/slugify.test.js"],
        after: [1],
        criteria: ["node --test test/slugify.test.js"],
      },
      {
        name: "Say so in the README",
        files: ["README.md"],
        criteria: ["grep -q 'max: 8' README.md"],
      },
    ],
    uncommitted: texts("uncommitted"),
  },
  phases: {
    uncommitted: { "to do.txt": "A maximum length\n", "drafts/größe.txt": "Noch nichts.\n" },
  },
};
