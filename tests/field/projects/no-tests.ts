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
  what: "a static page, no tests at all",
  files: {
    "index.html": PAGE("", ""),
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
    },
    {
      text: "A click on it switches dark colors on and off",
      code: ["app.js", "classList.toggle('dark')"],
    },
  ],
  outOfScope: ["Remembering the choice"],
  change: {
    "index.html": PAGE("", '\n    <button id="dark">Dark</button>'),
    "style.css":
      "body { font: 16px/1.5 sans-serif; color: #222; background: #fff; }\nbody.dark { color: #ddd; background: #111; }\n",
    "app.js": `document.querySelector('h1').textContent = 'My notes';
document.querySelector('#dark').addEventListener('click', () => document.body.classList.toggle('dark'));
`,
  },
  testChange: {},
  expects: { chain: { "no-tests": ["without", null] } },
};
