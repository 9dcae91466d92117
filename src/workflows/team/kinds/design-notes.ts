import { parseNotes } from "../documents/design-notes.ts";
import { documentKind, QUESTION } from "./kind.ts";

/** Most notes of one owner on a design: each is answered, and a list of everything hides what matters. */
export const MAX_NOTES = 8;

/** `pipeline/design-review/<role>.md`, written by an area's owner: what has to change in the draft. */
export const kind = documentKind({
  form: () => "- <section of the design>: <what goes wrong, and what would mend it>\n",
  rules: () => [
    `At most ${MAX_NOTES} notes, the gravest first; what one change would mend is one note.`,
    "Each note is one entry that begins with `- `, nothing else does; the principal answers every one. Without any note the list is replaced by `None.`",
    QUESTION,
  ],
  judge(text) {
    const { notes, problems } = parseNotes(text);
    const tooMany = `found ${notes.length} notes, expected at most ${MAX_NOTES}: keep the gravest, and merge what one change would mend`;
    return { problems: notes.length > MAX_NOTES ? [...problems, tooMany] : problems };
  },
});
