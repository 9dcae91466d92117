import * as z from "zod/mini";
import { parseLessons, promote } from "../documents/lessons.ts";
import { LESSONS } from "../paths.ts";
import { gateKind, lines, stage } from "./gate.ts";

const lessonsGate = z.strictObject({ ...stage("stage-09"), lessons_promoted: lines });
export type LessonsGate = z.infer<typeof lessonsGate>;

/** Any day: only which lessons are there counts here. */
const NO_DAY = "2000-01-01";

/** `stage-09.json`, written by the principal: each lesson is known by its id, or new with a title. */
export const kind = gateKind({
  schema: lessonsGate,
  stage: "stage-09",
  fields: () => ['"lessons_promoted": ["<title: what to do when, or the id of a known lesson>"]'],
  rules: ({ maxLessons, lessons }) => [
    "A new lesson is one line: a title of a few words, a colon, and what to do when. The program gives the id, the count and the date.",
    `At most ${maxLessons}; none is fine.`,
    ...(lessons.length === 0
      ? []
      : ["A lesson above that this run proved again is promoted by its id alone, such as `L001`."]),
  ],
  judge({ lessons_promoted: chosen }, { document, maxLessons }) {
    const { problems } = promote(parseLessons(document(LESSONS)), chosen, NO_DAY, maxLessons);
    return { problems, facts: { counts: { lessons: chosen.length } } };
  },
});
