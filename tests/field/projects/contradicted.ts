import type { FieldProject } from "../project.ts";
import { textsOf } from "../texts.ts";

const texts = textsOf("contradicted");

/** What is asked for contradicts a test that is there. */
export const contradicted: FieldProject = {
  name: "contradicted",
  what: "what is asked for contradicts a test that is there",
  programs: ["node", "npm"],
  files: texts("files"),
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
  change: texts("change"),
  testChange: texts("testChange"),
  team: {
    outdated: texts("outdated"),
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
        texts: texts("texts"),
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
