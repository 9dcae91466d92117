// @bun
import {
  parseNotes
} from "./s150.js";
import {
  documentKind,
  QUESTION
} from "./s251.js";

// src/workflows/team/kinds/design-notes.ts
var MAX_NOTES = 8;
var kind = documentKind({
  form: () => `- <section of the design>: <what goes wrong, and what would mend it>
`,
  rules: () => [
    `At most ${MAX_NOTES} notes, the gravest first; what one change would mend is one note.`,
    "Each note is one entry that begins with `- `, nothing else does; the principal answers every one. Without any note the list is replaced by `None.`",
    QUESTION
  ],
  judge(text) {
    const { notes, problems } = parseNotes(text);
    const tooMany = `found ${notes.length} notes, expected at most ${MAX_NOTES}: keep the gravest, and merge what one change would mend`;
    return { problems: notes.length > MAX_NOTES ? [...problems, tooMany] : problems };
  }
});
export {
  kind
};
