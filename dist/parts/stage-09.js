// @bun
import {
  LESSONS
} from "./s150.js";
import {
  lines3,
  stage,
  gateKind
} from "./s248.js";
import {
  parseLessons,
  promote
} from "./s143.js";
import {
  strictObject
} from "./s1.js";

// src/workflows/team/kinds/stage-09.ts
var lessonsGate = strictObject({ ...stage("stage-09"), lessons_promoted: lines3 });
var NO_DAY = "2000-01-01";
var kind = gateKind({
  schema: lessonsGate,
  stage: "stage-09",
  fields: () => ['"lessons_promoted": ["<title: what to do when, or the id of a known lesson>"]'],
  rules: ({ maxLessons, lessons }) => [
    "A new lesson is one line: a title of a few words, a colon, and what to do when. The program gives the id, the count and the date.",
    `At most ${maxLessons}; none is fine.`,
    ...lessons.length === 0 ? [] : ["A lesson above that this run proved again is promoted by its id alone, such as `L001`."]
  ],
  judge({ lessons_promoted: chosen }, { document, maxLessons }) {
    const { problems } = promote(parseLessons(document(LESSONS)), chosen, NO_DAY, maxLessons);
    return { problems, facts: { counts: { lessons: chosen.length } } };
  }
});
export {
  kind
};
