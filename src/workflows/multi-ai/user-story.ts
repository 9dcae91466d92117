import * as z from "zod/mini";
import { usualCriteria } from "../brief-parts.ts";
import type { ArtifactKind, Checked } from "../contract.ts";
import { commandList, criterionId, list, optionalList, question, stamp, text } from "../fields.ts";
import { duplicates, nothing, sameLabels, unanswered } from "../review/check.ts";
import { type CheckContext, inContext } from "./context.ts";
import type { BriefFacts } from "./facts.ts";
import { authorQuestions, stampLines } from "./forms.ts";

const userStory = z.object({
  ...stamp,
  title: text,
  summary: text,
  acceptance_criteria: list(z.object({ id: criterionId, text })).check(z.minLength(1)),
  out_of_scope: optionalList(text),
  assumptions: optionalList(text),
  questions: optionalList(question),
  test_commands: commandList,
});
export type UserStory = z.infer<typeof userStory>;

/** A story's problems and what it decides. Pure. */
export function checkStory(story: UserStory, context: Pick<CheckContext, "maxCriteria">): Checked {
  const ids = story.acceptance_criteria.map((one) => one.id);
  const { maxCriteria: max } = context;
  const tooMany = `acceptance_criteria: found ${ids.length}, expected at most ${max}; keep those that decide the request`;
  const questions = unanswered(story.questions);
  return {
    ...nothing,
    problems: [
      ...duplicates(ids, "acceptance_criteria"),
      ...(ids.length > max ? [tooMany] : []),
      ...sameLabels(story.questions),
    ],
    questions,
    assumptions: story.assumptions,
    claims: ids.length,
    commands: [...new Set(story.test_commands)],
    outcome: questions.length > 0 ? "questions" : "done",
  };
}

/** `.task/user-story.json`, written by requirements-gatherer: what the request means, in criteria that decide it. */
export const kind: ArtifactKind<UserStory, BriefFacts> = {
  schema: userStory,
  form: (facts) => `{
${stampLines(facts)}
  "title": "<…>", "summary": "<…>",
  "acceptance_criteria": [{"id": "AC1", "text": "<…>"}],
  "out_of_scope": ["<…>"], "assumptions": ["<…>"],
${authorQuestions(facts).form}
  "test_commands": ["<…>"]
}`,
  rules: (facts) => [
    `Most requests take ${usualCriteria(facts.run.settings.max_criteria)} criteria; more than ${facts.run.settings.max_criteria} are refused.`,
    "The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",
    ...authorQuestions(facts).rules,
  ],
  check: inContext(checkStory),
};
