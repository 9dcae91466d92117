import * as z from "zod/mini";
import { stamp } from "../contract/fields.ts";
import { authorQuestions, described, rulesOf } from "../kit/artifacts/form.ts";
import { jsonKind } from "../kit/artifacts/json-kind.ts";
import { nothing, sameLabels, unanswered } from "../review/check.ts";
import { checkPlan, planFields } from "./plan.ts";
import { checkStory, storyFields } from "./user-story.ts";

/** An object within a form, with the rules on its fields. */
function part<S extends Record<string, z.ZodMiniType>>(fields: S) {
  const object = z.object(fields);
  return described(object, { rules: (facts) => rulesOf(object, facts) });
}

const draft = z.object({
  ...stamp,
  story: part(storyFields),
  plan: part(planFields),
  questions: authorQuestions,
});
export type Draft = z.infer<typeof draft>;

/** `.task/draft.json`, written by planner in a quick run: the story, and the plan that meets it. */
export const kind = jsonKind(draft, ({ story, plan, questions, ...own }) => {
  const ofStory = checkStory({ ...own, ...story, questions: [] });
  const open = unanswered(questions);
  const criteria = story.acceptance_criteria.map(({ id }) => id);
  const ofPlan = checkPlan(
    { ...own, ...plan, questions: [], answered: [], declined: [] },
    { criteria, open: [], insisted: [] },
  );
  const problems = [
    ...ofStory.problems.map((one) => `story.${one}`),
    ...ofPlan.problems.map((one) => `plan.${one}`),
    ...sameLabels(questions),
  ];
  return {
    ...nothing,
    problems,
    questions: open,
    assumptions: ofStory.assumptions,
    commands: ofStory.commands,
    outcome: open.length > 0 ? "questions" : "done",
    facts: { drafted: true },
  };
});
