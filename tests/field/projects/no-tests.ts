import type { FieldProject } from "../project.ts";
import { textsOf } from "../texts.ts";

const texts = textsOf("no-tests");

/** A page by hand: no package, no build, no test. */
export const noTests: FieldProject = {
  name: "no-tests",
  what: "static pages, one with blanks and umlauts in its name, no tests at all",
  files: texts("files"),
  request: "Add a button that switches the page to dark colors",
  title: "Dark colors",
  tests: null,
  criteria: [
    {
      text: "A button with the text Dark is on the page",
      code: ["index.html", '<button id="dark">'],
      test: ["the page has a button with the text Dark", "test/dark.test.mjs"],
    },
    {
      text: "A click on it switches dark colors on and off",
      code: ["app.js", "classList.toggle('dark')"],
      test: ["a click switches dark colors on and off", "test/dark.test.mjs"],
    },
  ],
  outOfScope: ["Remembering the choice"],
  change: texts("change"),
  testChange: {},
  team: {
    names: "node --test",
    testChange: texts("testChange"),
  },
  expects: { chain: { "no-tests": ["without", null] } },
  council: {
    auto: true,
    tasks: [
      {
        name: "Dark colors",
        files: ["style.css", "app.js"],
        criteria: ["grep -q dark style.css", "node --check app.js"],
      },
      {
        name: "A button on each page",
        files: ["index.html", "über uns.html"],
        after: [1],
        criteria: ["grep -q '<button id=\"dark\">' index.html", "grep -q Dark 'über uns.html'"],
      },
    ],
  },
};
