// @bun
import {
  text,
  list,
  optionalList,
  commandList,
  criterionId,
  stamp,
  question
} from "./s61.js";
import {
  inContext2,
  stampLines3,
  authorQuestions
} from "./s104.js";
import {
  nothing,
  duplicates,
  sameLabels,
  unanswered
} from "./s76.js";
import {
  usualCriteria
} from "./s267.js";
import {
  _minLength,
  object
} from "./s1.js";

// src/workflows/multi-ai/user-story.ts
var userStory = object({
  ...stamp,
  title: text,
  summary: text,
  acceptance_criteria: list(object({ id: criterionId, text })).check(_minLength(1)),
  out_of_scope: optionalList(text),
  assumptions: optionalList(text),
  questions: optionalList(question),
  test_commands: commandList
});
function checkStory(story, context) {
  const ids = story.acceptance_criteria.map((one) => one.id);
  const { maxCriteria: max } = context;
  const tooMany = `acceptance_criteria: found ${ids.length}, expected at most ${max}; keep those that decide the request`;
  const questions = unanswered(story.questions);
  return {
    ...nothing,
    problems: [
      ...duplicates(ids, "acceptance_criteria"),
      ...ids.length > max ? [tooMany] : [],
      ...sameLabels(story.questions)
    ],
    questions,
    assumptions: story.assumptions,
    claims: ids.length,
    commands: [...new Set(story.test_commands)],
    outcome: questions.length > 0 ? "questions" : "done"
  };
}
var kind = {
  schema: userStory,
  form: (facts) => `{
${stampLines3(facts)}
  "title": "<\u2026>", "summary": "<\u2026>",
  "acceptance_criteria": [{"id": "AC1", "text": "<\u2026>"}],
  "out_of_scope": ["<\u2026>"], "assumptions": ["<\u2026>"],
${authorQuestions(facts).form}
  "test_commands": ["<\u2026>"]
}`,
  rules: (facts) => [
    `Most requests take ${usualCriteria(facts.run.settings.max_criteria)} criteria; more than ${facts.run.settings.max_criteria} are refused.`,
    "The program runs `test_commands` itself, in the project's folder: each is one command that ends by itself.",
    ...authorQuestions(facts).rules
  ],
  check: inContext2(checkStory)
};
export {
  kind
};
