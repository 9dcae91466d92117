// @bun
import {
  oneLine2
} from "./s28.js";
import {
  text,
  list,
  optionalList,
  commandList,
  criterionId,
  stepId,
  findingId,
  stamp,
  question
} from "./s61.js";
import {
  inContext2,
  stampLines3,
  answeredLines,
  answerRules,
  authorQuestions
} from "./s104.js";
import {
  nothing,
  duplicates,
  sameLabels,
  unanswered
} from "./s76.js";
import {
  answerProblems
} from "./s93.js";
import {
  _minLength,
  object
} from "./s1.js";
import {
  approvedCommands
} from "./s5.js";

// src/workflows/multi-ai/plan.ts
var plan = object({
  ...stamp,
  title: text,
  approach: text,
  steps: list(object({
    id: stepId,
    title: text,
    files: optionalList(text),
    covers: optionalList(criterionId),
    depends_on: optionalList(stepId)
  })).check(_minLength(1)),
  test_commands: commandList,
  risks: optionalList(text),
  questions: optionalList(question),
  answered: optionalList(findingId),
  declined: optionalList(object({ id: findingId, reason: text }))
});
function cycle(steps) {
  const after = new Map(steps.map((step) => [step.id, step.depends_on]));
  const closed = new Set;
  const visit = (ids, trail) => {
    for (const id of ids) {
      if (trail.includes(id))
        return [...trail.slice(trail.indexOf(id)), id].join(" \u2192 ");
      const found = closed.has(id) ? null : visit(after.get(id) ?? [], [...trail, id]);
      if (found)
        return found;
      closed.add(id);
    }
    return null;
  };
  return visit([...after.keys()], []);
}
function checkPlan(value, context) {
  const { criteria } = context;
  const ids = value.steps.map((step) => step.id);
  const problems = duplicates(ids, "steps");
  for (const step of value.steps) {
    for (const id of step.covers.filter((one) => !criteria.includes(one)))
      problems.push(`steps ${step.id}.covers: ${id} is not a criterion of the story; known: ${criteria.join(", ")}`);
    for (const id of step.depends_on.filter((one) => !ids.includes(one)))
      problems.push(`steps ${step.id}.depends_on: ${id} is not a step; known: ${ids.join(", ")}`);
  }
  const covered = new Set(value.steps.flatMap((step) => step.covers));
  for (const id of criteria)
    if (!covered.has(id))
      problems.push(`steps: no step covers ${id}, expected every criterion in some step's covers`);
  const circle = cycle(value.steps);
  if (circle)
    problems.push(`steps: depends_on is a circle: ${circle}`);
  problems.push(...answerProblems(value.answered, value.declined, context), ...sameLabels(value.questions));
  const questions = unanswered(value.questions);
  return {
    ...nothing,
    problems,
    questions,
    declined: value.declined.map((one) => one.id),
    claims: criteria.length,
    commands: [...new Set(value.test_commands)],
    outcome: questions.length > 0 ? "questions" : "done"
  };
}
function testsRule(run) {
  const commands = approvedCommands(run).map((one) => `\`${oneLine2(one.text)}\``);
  return commands.length === 0 ? "The program runs the tests itself: `test_commands` says how, one command each, or is empty where the project has none." : `The program runs ${commands.join(", ")} itself: \`test_commands\` names only what it has to run beside that, mostly nothing.`;
}
var kind = {
  schema: plan,
  form: (facts) => `{
${stampLines3(facts)}
  "title": "<\u2026>", "approach": "<\u2026>",
  "steps": [{"id": "S1", "title": "<\u2026>", "files": ["<path>"], "covers": ["AC1"], "depends_on": []}],
  "test_commands": ["<\u2026>"], "risks": ["<\u2026>"],
${authorQuestions(facts).form}
${answeredLines(facts)}
}`,
  rules: (facts) => [
    "Every criterion of the story is in some step's `covers`; `depends_on` names steps of this plan.",
    testsRule(facts.run),
    ...authorQuestions(facts).rules,
    ...answerRules(facts.findings)
  ],
  check: inContext2(checkPlan)
};
export {
  kind
};
