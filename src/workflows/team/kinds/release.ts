import { stripStamp } from "../../contract/stamp.ts";
import { readMarkdown } from "../../markdown.ts";
import { itemsOf, problemAt } from "../../sections.ts";
import { parseLessons, promote } from "../documents/lessons.ts";
import type { Warning } from "../documents/warnings.ts";
import { LESSONS } from "../paths.ts";
import { documentKind, gateKind, lines, problemIf } from "./kind.ts";

/** What is written behind the tests: the sign-off, the summary, what each role and the project has learned. */

/** `stage-08.json`, written by pm: the sign-off. That of a deployment the program writes. */
export const signOff = gateKind({});

/** What is wrong with the summary; it has to name the id of each open warning in its plain text. */
export function summaryProblems(text: string, open: readonly Warning[]): string[] {
  const plain = readMarkdown(stripStamp(text)).filter((one) => one.kind === "plain" && one.text.trim() !== "");
  const named = new Set(plain.flatMap((one) => one.text.match(/[\p{L}\p{N}_]+/gu) ?? []));
  const missing = (what: string): string => problemAt("deploy log", null, undefined, what);
  return [
    ...problemIf(!plain.some((one) => one.heading === null), missing("the summary for stakeholders")),
    ...open.filter((one) => !named.has(one.id)).map((one) => missing(`the open warning ${one.id}: ${one.text}`)),
  ];
}

/** `pipeline/deploy-log.md`, written by pm: what stakeholders are told, with every warning that is still open. */
export const summary = documentKind({
  form: ({ warnings }) => `# Deploy Log

## Stakeholder Summary
<what people can do now, and where>

## Known Limits
${warnings.length === 0 ? "None." : warnings.map(({ id }) => `- ${id}: <what it means, for whom, from when on>`).join("\n")}
`,
  rules: ({ warnings }) => [
    "The summary is a few sentences without names of files, functions or stages.",
    ...(warnings.length === 0
      ? []
      : ["Every open warning has its entry under Known Limits, which begins with its id."]),
  ],
  judge: (text, { warnings }) => ({ problems: summaryProblems(text, warnings) }),
});

/** `pipeline/retro/<role>.md`: what one role takes from the run, in a list or in paragraphs. */
export const retro = documentKind({
  form: () => "- <stage>: <what happened, what it cost, which rule would have caught it sooner>\n",
  rules: () => ["Few entries, each about something that happened in this run."],
  judge(text) {
    const { items, loose } = itemsOf(readMarkdown(stripStamp(text)));
    const isThere = [...items, ...loose].some((one) => one.text.trim() !== "");
    return {
      problems: problemIf(!isThere, problemAt("retrospective", null, undefined, "at least one point in plain text")),
    };
  },
});

/** Any day: only which lessons are there counts here. */
const NO_DAY = "2000-01-01";

/** `stage-09.json`, written by the principal: each lesson is known by its id, or new with a title. */
export const lessons = gateKind({
  own: { lessons_promoted: lines },
  form: () => ['"lessons_promoted": ["<title: what to do when, or the id of a known lesson>"]'],
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
