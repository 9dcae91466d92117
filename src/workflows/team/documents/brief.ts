import * as z from "zod/mini";
import { fold } from "../../../text.ts";
import { page } from "../../kit/artifacts/document.ts";
import { line, lines } from "../kinds/fields.ts";

/**
 * What is wanted, in criteria that decide it; a criterion is known by its place in the list.
 * `pipeline/brief.md` is written from it.
 */
export const brief = z.object({
  title: line("the feature, in a few words"),
  problem: line("who cannot do what today, and what that costs"),
  user_stories: lines("As <who>, I want <what> so that <why>.").check(z.minLength(1)),
  acceptance_criteria: lines().check(z.minLength(1)),
  out_of_scope: lines(),
  open_questions: z.array(
    z.object({
      question: line(),
      // As many as the host's dialog can show.
      options: z.array(line("label").check(z.maxLength(80))).check(z.maxLength(4)),
    }),
  ),
});
export type Brief = z.infer<typeof brief>;

export const criteriaIn = ({ acceptance_criteria: all }: Brief) =>
  all.map((text, at) => ({ number: at + 1, text: fold(text) }));

/** The open questions for the person; options that are no choice are left to the dialog. */
export const openIn = ({ open_questions: all }: Brief) =>
  all.map(({ question, options }) => ({
    question,
    options: options.length > 1 && new Set(options).size === options.length ? options : [],
  }));

const numbered = (texts: string[]): string =>
  texts.map((text, at) => `${at + 1}. ${fold(text)}`).join("\n");

export const briefPage = (one: Brief): string =>
  page(`# Feature Brief: ${fold(one.title)}`, {
    "Problem Statement": one.problem,
    "User Stories": numbered(one.user_stories),
    "Acceptance Criteria": numbered(one.acceptance_criteria),
    "Out of Scope": one.out_of_scope,
    "Open Questions": one.open_questions.map(({ question, options }) =>
      [question, ...(options.length > 0 ? [`Options: ${options.join("; ")}`] : [])].join(" "),
    ),
  });
