import type { Scene } from "../../record/scene.ts";
import { clean } from "../../text.ts";
import type { OutputFile, Outputs } from "../contract.ts";
import type { Plan } from "./plan.ts";
import { planOf, storyOf } from "./record.ts";
import type { UserStory } from "./user-story.ts";
import { STORY_TEXT } from "./words.ts";

/** The accepted story and plan for people to read, beside the files that decide. */

const PLAN = ".task/plan.md";

/** A heading with its lines; nothing without lines. What may be left out of an artifact is not there. */
const part = (title: string, lines: readonly string[] = []): string[] =>
  lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines];
const listed = (items: readonly string[] = []): string[] => items.map((one) => `- ${one}`);
const commands = (lines: readonly string[] = []): string[] => lines.map((one) => `    ${one}`);

/** What somebody wrote, on one line: it could begin a heading. */
const flat = (text: string): string => clean(text).replace(/\s+/g, " ").trim();

const madeFrom = (file: string): string[] => [
  "",
  `Made from \`${file}\`, which decides. Change that one if you want something else: you are asked which of the two counts.`,
  "",
];

function storyText(story: UserStory): string {
  return [
    `# ${flat(story.title)}`,
    "",
    flat(story.summary),
    ...part(
      "Acceptance criteria",
      story.acceptance_criteria.map((one) => `- **${one.id}** ${flat(one.text)}`),
    ),
    ...part("Out of scope", listed(story.out_of_scope?.map(flat))),
    ...part("Assumed", listed(story.assumptions?.map(flat))),
    ...part("Tests that the program will run", commands(story.test_commands?.map(clean))),
    ...madeFrom(".task/user-story.json"),
  ].join("\n");
}

function planText(plan: Plan): string {
  const steps = plan.steps.flatMap(({ id, title, files = [], covers = [], depends_on: after = [] }) => [
    `- **${id}** ${flat(title)}`,
    ...(files.length === 0 ? [] : [`  - files: ${files.map((one) => `\`${flat(one)}\``).join(", ")}`]),
    ...(covers.length === 0 ? [] : [`  - for ${covers.join(", ")}`]),
    ...(after.length === 0 ? [] : [`  - after ${after.join(", ")}`]),
  ]);
  return [
    `# ${flat(plan.title)}`,
    "",
    flat(plan.approach),
    ...part("Steps", steps),
    ...part("Risks", listed(plan.risks?.map(flat))),
    ...part("Tests that the program will run", commands(plan.test_commands?.map(clean))),
    ...madeFrom(".task/plan-refined.json"),
  ].join("\n");
}

/** Both, as far as they are accepted. An artifact of another version may lack what a text needs: then there is none of it. */
export function outputs({ project, run }: Scene): Outputs {
  const story = storyOf(project, run);
  const plan = planOf(project, run);
  const made = <T>(path: string, of: T | null, text: (of: T) => string): OutputFile[] => {
    try {
      return of === null ? [] : [{ path, text: text(of), ofRole: false }];
    } catch {
      return [];
    }
  };
  return { files: [...made(STORY_TEXT, story, storyText), ...made(PLAN, plan, planText)], problems: [] };
}
