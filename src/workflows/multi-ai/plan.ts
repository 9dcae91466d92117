import * as z from "zod/mini";
import { commandList, criterionId, findingId, list, optionalList, question, stamp, stepId, text } from "../fields.ts";

/** `.task/plan-refined.json`, written by planner: the steps that meet the criteria. */
export const plan = z.object({
  ...stamp,
  title: text,
  approach: text,
  steps: list(
    z.object({
      id: stepId,
      title: text,
      files: optionalList(text),
      covers: optionalList(criterionId),
      depends_on: optionalList(stepId),
    }),
  ).check(z.minLength(1)),
  test_commands: commandList,
  risks: optionalList(text),
  questions: optionalList(question),
  answered: optionalList(findingId),
});
export type Plan = z.infer<typeof plan>;
