import * as z from "zod/mini";
import { given } from "../../../text.ts";
import { described } from "../../kit/artifacts/form.ts";
import { line } from "../kinds/fields.ts";
import type { RoleNotes } from "../record/accepted.ts";
import type { BriefFacts } from "../record/facts.ts";

/**
 * What the principal says to each note of the owners; `pipeline/design-review/principal.md` is
 * written from it.
 */

const answer = z.object({ note: line(), taken: z.boolean(), text: line() });
export type Answer = z.infer<typeof answer>;

export const answers = described(z.optional(z.array(answer)), {
  form: ({ notes }: BriefFacts) => {
    const entries = notes.map(
      ({ name }) =>
        `\n    {"note": "${name}", "taken": <true | false>, "text": "<where the design says so now, or why not>"}`,
    );
    return entries.length === 0 ? null : `[${entries.join(",")}\n  ]`;
  },
  rules: ({ notes }: BriefFacts) =>
    given(notes.length > 0, "`answers` has one entry for each note, by its name."),
});

/** How a note is named: by its role and its number. */
const namesOfNotes = (notes: readonly RoleNotes[]): string[] =>
  notes.flatMap(({ role, notes: texts }) => texts.map((_, at) => `${role} ${at + 1}`));

/** What is wrong with answers: each note has one. */
export const answerProblems = (all: readonly Answer[], notes: readonly RoleNotes[]): string[] =>
  namesOfNotes(notes)
    .filter((name) => !all.some(({ note }) => note === name))
    .map((name) => `answers: found nothing, expected an answer to the note ${name}`);

/** What was said to each, a line each. */
export const answerLines = (all: readonly Answer[]): string[] =>
  all.map(({ note, taken, text }) => `${note}: ${taken ? "taken" : "not taken"} — ${text}`);
