// @bun
import {
  visible
} from "./s2.js";
import {
  objectText2,
  writerOf
} from "./s121.js";
import {
  clean
} from "./s28.js";
import {
  STORY_TEXT
} from "./s91.js";
import {
  readJson
} from "./s26.js";

// src/workflows/multi-ai/readable.ts
var PLAN_TEXT2 = ".task/plan.md";
var CRITERIA3 = "Acceptance criteria";
var OUT2 = "Out of scope";
var ASSUMED2 = "Assumed";
var STEPS2 = "Steps";
var RISKS2 = "Risks";
var TESTS3 = "Tests that the program will run";
var NOTE2 = "You may edit this text. Before the next task reads it, you are asked whether your change counts. Headings and the marks before each entry stay.";
var part = (title, lines = []) => lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines];
var listed = (items = []) => items.map((one) => `- ${flat2(one)}`);
var commands = (lines = []) => lines.map((one) => `    ${commandKey2(one)}`);
var flat2 = (text) => clean(text).toWellFormed().replace(/\s+/g, " ").trim();
var commandKey2 = (command) => visible(command.trim());
var paragraph = (text) => flat2(text).replace(/^(?=[\\#>*+-])/, "\\");
function code(name) {
  const longest = Math.max(0, ...(name.match(/`+/g) ?? []).map(({ length }) => length));
  const ticks = "`".repeat(longest + 1);
  return longest === 0 && name !== "" ? ticks + name + ticks : `${ticks} ${name} ${ticks}`;
}
var head = (title, about) => [`# ${flat2(title)}`, "", `> ${NOTE2}`, "", paragraph(about)];
var storyText = (story) => [
  ...head(story.title, story.summary),
  ...part(CRITERIA3, story.acceptance_criteria.map((one) => `- **${one.id}** ${flat2(one.text)}`)),
  ...part(OUT2, listed(story.out_of_scope)),
  ...part(ASSUMED2, listed(story.assumptions)),
  ...part(TESTS3, commands(story.test_commands))
];
var planText = (plan) => [
  ...head(plan.title, plan.approach),
  ...part(STEPS2, plan.steps.flatMap(({ id, title, files = [], covers = [], depends_on: after = [] }) => [
    `- **${id}** ${flat2(title)}`,
    ...files.length === 0 ? [] : [`  - files: ${files.map((one) => code(flat2(one))).join(", ")}`],
    ...covers.length === 0 ? [] : [`  - for ${covers.join(", ")}`],
    ...after.length === 0 ? [] : [`  - after ${after.join(", ")}`]
  ])),
  ...part(RISKS2, listed(plan.risks)),
  ...part(TESTS3, commands(plan.test_commands))
];
var textOf = (of, lines) => ({
  of,
  text: (artifact) => {
    const json = readJson(artifact);
    return `${lines(json.ok ? json.value : null).join(`
`)}
`;
  }
});
var TEXTS2 = {
  [STORY_TEXT]: textOf(".task/user-story.json", storyText),
  [PLAN_TEXT2]: textOf(".task/plan-refined.json", planText)
};
function outputs3({ project, run }) {
  const files = Object.entries(TEXTS2).flatMap(([path, { of, text }]) => {
    const artifact = objectText2(project, writerOf(run, of)?.artifact ?? null);
    try {
      return artifact === null ? [] : [{ path, text: text(artifact), ofRole: false, of }];
    } catch {
      return [];
    }
  });
  return { files, problems: [] };
}

export { PLAN_TEXT2, CRITERIA3, OUT2, ASSUMED2, STEPS2, RISKS2, TESTS3, NOTE2, flat2, commandKey2, TEXTS2, outputs3 };
