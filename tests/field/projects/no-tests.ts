import type { FieldProject } from "../project.ts";

const PAGE = (head: string, script: string) => `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>Notes</title>
    <link rel="stylesheet" href="style.css">${head}
  </head>
  <body>
    <h1>Notes</h1>${script}
    <script src="app.js"></script>
  </body>
</html>
`;

/** A page by hand: no package, no build, no test. */
export const noTests: FieldProject = {
  name: "no-tests",
  what: "static pages, one with blanks and umlauts in its name, no tests at all",
  files: {
    "index.html": PAGE("", ""),
    "über uns.html": PAGE("", ""),
    "style.css": "body { font: 16px/1.5 sans-serif; color: #222; background: #fff; }\n",
    "app.js": "document.querySelector('h1').textContent = 'My notes';\n",
  },
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
  change: {
    "index.html": PAGE("", '\n    <button id="dark">Dark</button>'),
    "über uns.html": PAGE("", '\n    <button class="dark">Dark</button>'),
    "style.css":
      "body { font: 16px/1.5 sans-serif; color: #222; background: #fff; }\nbody.dark { color: #ddd; background: #111; }\n",
    "app.js": `document.querySelector('h1').textContent = 'My notes';
document.querySelector('#dark').addEventListener('click', () => document.body.classList.toggle('dark'));
`,
  },
  testChange: {},
  team: {
    names: "node --test",
    testChange: {
      "test/dark.test.mjs": `import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import vm from 'node:vm';

const read = (name) => readFileSync(new URL(\`../\${name}\`, import.meta.url), 'utf8');

test('the page has a button with the text Dark', () => {
  assert.match(read('index.html'), /<button id="dark">Dark<\\/button>/);
});

test('a click switches dark colors on and off', () => {
  const classes = new Set();
  const classList = { toggle: (name) => classes.delete(name) || classes.add(name) };
  let click;
  const document = {
    body: { classList },
    querySelector: () => ({ addEventListener: (_type, listener) => (click = listener) }),
  };
  vm.runInNewContext(read('app.js'), { document });
  click();
  assert.ok(classes.has('dark'));
  click();
  assert.ok(!classes.has('dark'));
});
`,
    },
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
