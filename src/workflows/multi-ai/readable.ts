import { visible } from "../../command-line.ts";
import { objectText, writerOf } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import { readJson } from "../../store/json.ts";
import { clean } from "../../text.ts";
import type { Outputs } from "../contract/contract.ts";
import type { Plan } from "./plan.ts";
import type { UserStory } from "./user-story.ts";
import { STORY_TEXT } from "./words.ts";

/** The accepted story and plan for people to read, beside the files that decide. */

const TESTS = "Tests that the program will run";

/** A heading with its lines; nothing without lines. What may be left out of an artifact is not there. */
const part = (title: string, lines: readonly string[] = []): string[] =>
  lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines];
const listed = (items: readonly string[] = []): string[] => items.map((one) => `- ${flat(one)}`);
const commands = (lines: readonly string[] = []): string[] => lines.map((one) => `    ${visible(one.trim())}`);

/** What somebody wrote, on one line: it could begin a heading. */
const flat = (text: string): string => clean(text).toWellFormed().replace(/\s+/g, " ").trim();

/** The same at the beginning of a line, where a mark would mean something. */
const paragraph = (text: string): string => flat(text).replace(/^(?=[\\#>*+-])/, "\\");

/** `of`: the name of the file that counts. */
const head = (of: string, title: string, about: string): string[] => [
  `# ${flat(title)}`,
  "",
  `> For you to read, made from ${of}. To change it, edit that file: you are asked whether your change counts.`,
  "",
  paragraph(about),
];

const storyText = (story: UserStory): string[] => [
  ...head("user-story.json", story.title, story.summary),
  ...part(
    "Acceptance criteria",
    story.acceptance_criteria.map((one) => `- **${one.id}** ${flat(one.text)}`),
  ),
  ...part("Out of scope", listed(story.out_of_scope)),
  ...part("Assumed", listed(story.assumptions)),
  ...part(TESTS, commands(story.test_commands)),
];

const planText = (plan: Plan): string[] => [
  ...head("plan-refined.json", plan.title, plan.approach),
  ...part(
    "Steps",
    plan.steps.flatMap(({ id, title, files = [], covers = [], depends_on: after = [] }) => [
      `- **${id}** ${flat(title)}`,
      ...(files.length === 0 ? [] : [`  - files: ${files.map((one) => `\`${flat(one)}\``).join(", ")}`]),
      ...(covers.length === 0 ? [] : [`  - for ${covers.join(", ")}`]),
      ...(after.length === 0 ? [] : [`  - after ${after.join(", ")}`]),
    ]),
  ),
  ...part("Risks", listed(plan.risks)),
  ...part(TESTS, commands(plan.test_commands)),
];

/** The texts by their paths, each from the artifact of this file. */
const TEXTS: Record<string, [of: string, lines: (artifact: never) => string[]]> = {
  [STORY_TEXT]: [".task/user-story.json", storyText],
  ".task/plan.md": [".task/plan-refined.json", planText],
};

/** Both, as far as they are there and can be made: an artifact of an older version may lack what a text needs. */
export function outputs({ project, run }: Pick<Scene, "project" | "run">): Outputs {
  const files = Object.entries(TEXTS).flatMap(([path, [of, lines]]) => {
    const artifact = objectText(project, writerOf(run, of)?.artifact ?? null);
    if (artifact === null) return [];
    try {
      const json = readJson(artifact);
      return [{ path, text: `${lines((json.ok ? json.value : null) as never).join("\n")}\n`, ofRole: false }];
    } catch {
      return [];
    }
  });
  return { files, problems: [] };
}
