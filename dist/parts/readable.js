// @bun
import {
  clean
} from "./s28.js";
import {
  STORY_TEXT
} from "./s91.js";
import {
  storyOf,
  planOf
} from "./s151.js";

// src/workflows/multi-ai/readable.ts
var PLAN = ".task/plan.md";
var part = (title, lines = []) => lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines];
var listed = (items = []) => items.map((one) => `- ${one}`);
var commands = (lines = []) => lines.map((one) => `    ${one}`);
var flat = (text) => clean(text).replace(/\s+/g, " ").trim();
var madeFrom = (file) => [
  "",
  `Made from \`${file}\`, which decides. Change that one if you want something else: you are asked which of the two counts.`,
  ""
];
function storyText(story) {
  return [
    `# ${flat(story.title)}`,
    "",
    flat(story.summary),
    ...part("Acceptance criteria", story.acceptance_criteria.map((one) => `- **${one.id}** ${flat(one.text)}`)),
    ...part("Out of scope", listed(story.out_of_scope?.map(flat))),
    ...part("Assumed", listed(story.assumptions?.map(flat))),
    ...part("Tests that the program will run", commands(story.test_commands?.map(clean))),
    ...madeFrom(".task/user-story.json")
  ].join(`
`);
}
function planText(plan) {
  const steps = plan.steps.flatMap(({ id, title, files = [], covers = [], depends_on: after = [] }) => [
    `- **${id}** ${flat(title)}`,
    ...files.length === 0 ? [] : [`  - files: ${files.map((one) => `\`${flat(one)}\``).join(", ")}`],
    ...covers.length === 0 ? [] : [`  - for ${covers.join(", ")}`],
    ...after.length === 0 ? [] : [`  - after ${after.join(", ")}`]
  ]);
  return [
    `# ${flat(plan.title)}`,
    "",
    flat(plan.approach),
    ...part("Steps", steps),
    ...part("Risks", listed(plan.risks?.map(flat))),
    ...part("Tests that the program will run", commands(plan.test_commands?.map(clean))),
    ...madeFrom(".task/plan-refined.json")
  ].join(`
`);
}
function outputs({ project, run }) {
  const story = storyOf(project, run);
  const plan = planOf(project, run);
  const made = (path, of, text) => {
    try {
      return of === null ? [] : [{ path, text: text(of), ofRole: false }];
    } catch {
      return [];
    }
  };
  return { files: [...made(STORY_TEXT, story, storyText), ...made(PLAN, plan, planText)], problems: [] };
}
export {
  outputs
};
