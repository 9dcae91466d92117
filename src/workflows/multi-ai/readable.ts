import { visible } from "../../command-line.ts";
import { objectText, writerOf } from "../../record/accepted.ts";
import type { Scene } from "../../record/scene.ts";
import { readJson } from "../../store/json.ts";
import { clean } from "../../text.ts";
import type { Outputs, TextOf } from "../contract/contract.ts";
import type { Plan } from "./plan.ts";
import type { UserStory } from "./user-story.ts";
import { STORY_TEXT } from "./words.ts";

/** The accepted story and plan for people to read, beside the files that decide. `read-back.ts` reads them. */

export const PLAN_TEXT = ".task/plan.md";

/** Headings of the parts. */
export const CRITERIA = "Acceptance criteria";
export const OUT = "Out of scope";
export const ASSUMED = "Assumed";
export const STEPS = "Steps";
export const RISKS = "Risks";
export const TESTS = "Tests that the program will run";

export const NOTE =
  "You may edit this text. Before the next task reads it, you are asked whether your change counts. Headings and the marks before each entry stay.";

/** A heading with its lines; nothing without lines. What may be left out of an artifact is not there. */
const part = (title: string, lines: readonly string[] = []): string[] =>
  lines.length === 0 ? [] : ["", `## ${title}`, "", ...lines];
const listed = (items: readonly string[] = []): string[] => items.map((one) => `- ${flat(one)}`);
const commands = (lines: readonly string[] = []): string[] => lines.map((one) => `    ${commandKey(one)}`);

/** What somebody wrote, on one line: it could begin a heading. */
export const flat = (text: string): string => clean(text).toWellFormed().replace(/\s+/g, " ").trim();

/** A command on one line, with every character that nobody sees as its code. */
export const commandKey = (command: string): string => visible(command.trim());

/** The same at the beginning of a line, where a mark would mean something. */
const paragraph = (text: string): string => flat(text).replace(/^(?=[\\#>*+-])/, "\\");

/** A name as code, whatever backticks are in it. */
function code(name: string): string {
  const longest = Math.max(0, ...(name.match(/`+/g) ?? []).map(({ length }) => length));
  const ticks = "`".repeat(longest + 1);
  return longest === 0 && name !== "" ? ticks + name + ticks : `${ticks} ${name} ${ticks}`;
}

const head = (title: string, about: string): string[] => [`# ${flat(title)}`, "", `> ${NOTE}`, "", paragraph(about)];

const storyText = (story: UserStory): string[] => [
  ...head(story.title, story.summary),
  ...part(
    CRITERIA,
    story.acceptance_criteria.map((one) => `- **${one.id}** ${flat(one.text)}`),
  ),
  ...part(OUT, listed(story.out_of_scope)),
  ...part(ASSUMED, listed(story.assumptions)),
  ...part(TESTS, commands(story.test_commands)),
];

const planText = (plan: Plan): string[] => [
  ...head(plan.title, plan.approach),
  ...part(
    STEPS,
    plan.steps.flatMap(({ id, title, files = [], covers = [], depends_on: after = [] }) => [
      `- **${id}** ${flat(title)}`,
      ...(files.length === 0 ? [] : [`  - files: ${files.map((one) => code(flat(one))).join(", ")}`]),
      ...(covers.length === 0 ? [] : [`  - for ${covers.join(", ")}`]),
      ...(after.length === 0 ? [] : [`  - after ${after.join(", ")}`]),
    ]),
  ),
  ...part(RISKS, listed(plan.risks)),
  ...part(TESTS, commands(plan.test_commands)),
];

/** Makes a text from an artifact's. @throws for one of another version, which may lack what the text needs */
const textOf = <T>(of: string, lines: (value: T) => string[]): TextOf => ({
  of,
  text: (artifact) => {
    const json = readJson(artifact);
    return `${lines((json.ok ? json.value : null) as T).join("\n")}\n`;
  },
});

export const TEXTS: Record<string, TextOf> = {
  [STORY_TEXT]: textOf(".task/user-story.json", storyText),
  [PLAN_TEXT]: textOf(".task/plan-refined.json", planText),
};

/** Both, as far as they are there and can be made. */
export function outputs({ project, run }: Pick<Scene, "project" | "run">): Outputs {
  const files = Object.entries(TEXTS).flatMap(([path, { of, text }]) => {
    const artifact = objectText(project, writerOf(run, of)?.artifact ?? null);
    try {
      return artifact === null ? [] : [{ path, text: text(artifact), ofRole: false, of }];
    } catch {
      return [];
    }
  });
  return { files, problems: [] };
}
