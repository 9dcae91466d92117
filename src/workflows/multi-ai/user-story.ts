import * as z from "zod/mini";
import type { Run } from "../../engine/run.ts";
import { MAX_CRITERIA } from "../../settings.ts";
import type { Checked } from "../contract/contract.ts";
import { commandList, criterionId, list, optionalList, stamp, text } from "../contract/fields.ts";
import { inContext } from "../kit/artifacts/context.ts";
import { authorQuestions, described } from "../kit/artifacts/form.ts";
import { jsonKind } from "../kit/artifacts/json-kind.ts";
import { duplicates, nothing, sameLabels, unanswered } from "../review/check.ts";
import { notSmallStory, type QuickFacts } from "./quick.ts";
import { GROUND } from "./record.ts";

/** What does not run where nobody approves a command. */
export const noShell = ({ auto }: Pick<Run, "auto">): string =>
  auto ? " Nobody approves one here: with `*`, `|`, `&&` or `;` it does not run." : "";

/** What a story says. */
export const storyFields = {
  title: text,
  summary: text,
  acceptance_criteria: described(list(z.object({ id: criterionId, text })).check(z.minLength(1)), {
    form: () => '[{"id": "AC1", "text": "<…>"}]',
    rules: () => [`Most requests take 3 to 9 criteria; more than ${MAX_CRITERIA} are refused.`],
  }),
  size: described(z.optional(z.enum(["small", "normal", "large"])), {
    form: () => '"<…>"',
    rules: () => [
      "`size` is `small` where a careful engineer would change at most 5 files and 150 lines, and nothing of logins, payments, personal data, how data is stored, dependencies, or an interface that programs use; `large` where it is several sizeable changes, each useful alone; else `normal`.",
    ],
  }),
  out_of_scope: optionalList(text),
  assumptions: optionalList(text),
  test_commands: described(z.optional(commandList), {
    form: () => '["<…>"]',
    rules: ({ run }) => [
      `The program runs \`test_commands\` itself, in the project's folder: each is one command that ends by itself. A test script is named whole, such as \`npm test\`, so that the checks in it run, too.${noShell(run)}`,
    ],
  }),
};
const userStory = z.object({ ...stamp, ...storyFields, questions: authorQuestions });
export type UserStory = z.infer<typeof userStory>;

/** A story's problems and what it decides. Pure. */
export function checkStory(story: UserStory): Checked {
  const ids = story.acceptance_criteria.map((acceptanceCriterion) => acceptanceCriterion.id);
  const tooMany = `acceptance_criteria: found ${ids.length}, expected at most ${MAX_CRITERIA}; keep those that decide the request`;
  const questions = unanswered(story.questions);
  return {
    ...nothing,
    problems: [
      ...duplicates(ids, "acceptance_criteria"),
      ...(ids.length > MAX_CRITERIA ? [tooMany] : []),
      ...sameLabels(story.questions),
    ],
    questions,
    assumptions: story.assumptions,
    commands: [...new Set(story.test_commands)],
    outcome: questions.length > 0 ? "questions" : "done",
    ...(notSmallStory(story) === null && { facts: { small: true } satisfies QuickFacts }),
  };
}

const check = inContext(GROUND, checkStory);

/**
 * `.task/user-story.json`, written by requirements-gatherer: what the request means, in criteria
 * that decide it.
 */
export const kind = jsonKind(userStory, (story, scene, task, subject) => {
  const checked = check(story, scene, task, subject);
  const { auto, options } = scene.run;
  const why = auto && !options.quick && !options.full ? notSmallStory(story) : null;
  return why === null ? checked : { ...checked, facts: { why_all: `All reviews: ${why}` } };
});
