import * as z from "zod/mini";
import { shown } from "../../../text.ts";
import type { Checked } from "../../contract/contract.ts";
import { stamp } from "../../contract/fields.ts";
import { about, described } from "../../kit/form.ts";
import { jsonKind } from "../../kit/kind.ts";
import { refusing } from "../../kit/problems.ts";
import { nothing } from "../../review/check.ts";
import type { Requirement } from "../planning/model.ts";
import { wordsAlone } from "../same-words.ts";
import { granularityOf, mostPhases, type Wishes } from "./config-questions.ts";
import { draftOf } from "./recorded.ts";

const [FEWEST_CRITERIA, MOST_CRITERIA] = [2, 5];
/** Characters of its texts. */
const [MAX_NAME, MAX_GOAL, MAX_LINE] = [60, 300, 240];

const short = (most: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(most));
/** It stands in headings and names of folders. `(INSERTED)` is GSD's mark of a phase that came in between. */
export const PHASE_NAME = /^(?!.*\(inserted\))[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} .,:;&+'’/()!?–-]|(?<=\p{L})#)*$/iu;
const phase = z.strictObject({
  name: short(MAX_NAME).check(z.regex(PHASE_NAME)),
  goal: short(MAX_GOAL),
  criteria: z
    .array(about(short(MAX_LINE), "what can be observed"))
    .check(z.minLength(FEWEST_CRITERIA), z.maxLength(MOST_CRITERIA)),
  requirements: z.array(about(short(20), "AUTH-01")),
  depends_on: z.array(about(z.int(), "numbers of earlier phases, from 1")),
  risk: about(short(MAX_LINE), "low, medium or high, and what may go wrong"),
});
const roadmapDraft = z.strictObject({
  ...stamp,
  phases: described(z.array(phase).check(z.minLength(1)), {
    rules: ({ run }) => [
      `Phases are numbered from 1 by their order; at most ${mostPhases(granularityOf(run))} here. Each depends on earlier ones alone.`,
      "Each requirement of scope v1 is in exactly one phase, and each phase has at least one.",
      `A name is a few words without marks of markdown. At most ${MAX_NAME} characters in a name, ${MAX_GOAL} in a goal, ${MAX_LINE} in each criterion and in risk.`,
      `A phase has ${FEWEST_CRITERIA} to ${MOST_CRITERIA} criteria. A criterion says who does what and sees what then: no work to be done ("Implement login"), and no bare praise ("works well").`,
    ],
  }),
});
export type RoadmapDraft = z.infer<typeof roadmapDraft>;
type Phase = RoadmapDraft["phases"][number];

/** Beginnings of an order to somebody: verbs that are nothing else, and others where an article shows that they are one. */
const ORDER =
  /^(?:(?:implement|create|write|develop|refactor|configure|integrate|scaffold|initiali[sz]e|finali[sz]e|investigate|improve|optimi[sz]e|ensure|add|define|migrate)\s|(?:build|set up|design|document|research|deploy|install|make|prepare|test)\s+(?:an?|the|all|some|new|our|every|each|support|basic|proper)\s)/i;
/** What is seen, within an order that somebody is told to try: "Create a note: the list shows it". */
const SEEN =
  /\b(?:returns?|shows?|prints?|exits?|opens?|displays?|fails?|appears?|lists?|responds?|answers?|succeeds?|accepts?|rejects?|refuses?|contains?|stays?|keeps?|loads?|leads?|gives?|gets?|sees?|takes?|sends?|receives?|finds?|is|are|can|has|have)\b/i;
/** A predicate that everybody may read as they like, at the very end. */
const VAGUE =
  /\b(?:(?:works?|functions?|runs?|behaves?|performs?)(?: (?:well|fine|correctly|properly|reliably|smoothly|as (?:expected|intended|desired|designed|planned|specified)))?|(?:is|are|feels?|looks?) (?:(?:fully|very|highly|quite|completely) )?(?:good|nice|clean|robust|solid|stable|performant|scalable|maintainable|intuitive|user[- ]friendly|well[- ](?:tested|structured|designed|documented)|production[- ]ready|high[- ]quality|implemented|done|complete|completed|finished|ready|in place|set up|fast|secure))[\s.!]*$/i;

/**
 * Why a criterion names nothing that can be observed; null: it may. It is about the form alone, so that honest words in any
 * language pass: a criterion of several words that is no order to somebody and does not end in bare praise.
 */
export function unobservable(text: string): string | null {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (/<[^<>]*…[^<>]*>/.test(text)) return "a place of the form that was not filled in";
  if ([...text].filter((char) => /[\p{L}\p{N}]/u.test(char)).length < 8 || (words.length < 3 && !/\p{Lo}/u.test(text)))
    return "too few words to say who sees what";
  if (ORDER.test(text.trim()) && !SEEN.test(text)) return "work to be done, and not what is seen when it is done";
  if (VAGUE.test(text.trim())) return "a judgement that each reader makes differently";
  return null;
}

/** A roadmap's problems. `requirements`: those of the project. Pure. */
export function judgeRoadmap(
  { phases }: Pick<RoadmapDraft, "phases">,
  { requirements, granularity }: { requirements: readonly Requirement[]; granularity: Wishes["granularity"] },
): Checked {
  const most = mostPhases(granularity);
  const due = requirements.filter((one) => one.scope === "v1").map((one) => one.id);
  const named = phases.flatMap((one) => one.requirements);
  const problems: string[] = [];
  const refuse = refusing(problems);
  if (phases.length > most) refuse("phases", phases.length, `at most ${most} at granularity ${granularity}`);
  for (const [at, phase] of phases.entries()) {
    const place = `phases[${at}]`;
    problems.push(...criteriaProblems(phase, `${place}.criteria`));
    if (phase.requirements.length === 0)
      refuse(`${place}.requirements`, "none", "at least one: nobody has asked for this phase");
    for (const id of phase.requirements.filter((one) => !due.includes(one)))
      refuse(`${place}.requirements`, shown(id), `requirements of scope v1: ${due.join(", ")}`);
    for (const number of phase.depends_on.filter((one) => one < 1 || one > at))
      refuse(`${place}.depends_on`, number, `phases before this one, ${at + 1}: change the order`);
    if (phases.findIndex((other) => wordsAlone(other.name) === wordsAlone(phase.name)) < at)
      refuse(`${place}.name`, shown(phase.name), "a name that no earlier phase has");
  }
  for (const id of due) {
    const count = named.filter((one) => one === id).length;
    if (count !== 1) refuse("phases", `${id} ${count} times`, "each v1 requirement in exactly one phase");
  }
  return {
    ...nothing,
    problems,
    facts: { phases: phases.length },
    outcome: "done",
  };
}

function criteriaProblems({ criteria }: Phase, place: string): string[] {
  const problems: string[] = [];
  const refuse = refusing(problems, place);
  for (const [at, text] of criteria.entries()) {
    const why = unobservable(text);
    if (criteria.findIndex((other) => wordsAlone(other) === wordsAlone(text)) < at)
      refuse(`[${at}]`, `${shown(text)} once more`, "each once");
    else if (why !== null) refuse(`[${at}]`, `${shown(text)}: ${why}`, "what a user, a command or a test can observe");
  }
  return problems;
}

const GONE = "the project as it was accepted is gone from .task/objects; end, the person has to decide";

/** `roadmap.json`, written by roadmapper: phases, each with what can be observed once it is done. */
export const kind = jsonKind(roadmapDraft, (draft, scene) => {
  const known = draftOf(scene);
  if (known === null) return { ...nothing, problems: [GONE], outcome: "" };
  const requirements = known.requirements.map((one) => ({ ...one, done: false }));
  return judgeRoadmap(draft, { requirements, granularity: granularityOf(scene.run) });
});
