import * as z from "zod/mini";
import { commandList, criterionId, list, optionalList, question, stamp, text } from "../fields.ts";

/** `.task/user-story.json`, written by requirements-gatherer: what the request means, in criteria that decide it. */
export const userStory = z.object({
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
