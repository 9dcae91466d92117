import * as z from "zod/mini";
import type { Scene } from "../../../record/scene.ts";
import { given, shortJson } from "../../../text.ts";
import type { Checked } from "../../contract/contract.ts";
import { list, MAX_TEXT, optionalList, question, stamp, textUpTo } from "../../contract/fields.ts";
import { refusing } from "../../contract/problems.ts";
import { about, described } from "../../kit/artifacts/form.ts";
import { jsonKind } from "../../kit/artifacts/json-kind.ts";
import { lazily } from "../../kit/lazily.ts";
import { duplicates, nothing, sameLabels, unanswered, uncheckable } from "../../review/check.ts";
import type { PlanningConfig, Requirement } from "../planning/model.ts";
import { asQuoted, isQuoted, wordsAlone } from "../same-words.ts";
import { granularityOf, mostPhases } from "./config-questions.ts";
import { textOf } from "./foreign.ts";
import { assumes, assumptionsOf, draftOf, surveyOf } from "./recorded.ts";

/** What has to be known of a project before it is planned, with what each of them answers. */
const FIELDS = {
  scope: "what it does, for whom",
  constraints: "what it must keep to",
  stack: "languages, frameworks, services",
  success_criteria: "how one sees that it worked",
  timeline: "by when, or in which order",
  non_goals: "what it is not",
} as const;
export type Field = keyof typeof FIELDS;
const NAMES = Object.keys(FIELDS) as [Field, ...Field[]];

const SOURCES = ["request", "document", "person", "code", "assumed"] as const;
const SCOPES = ["v1", "later", "out"] as const satisfies readonly Requirement["scope"][];
/** `AUTH-01`: a category and a number. */
const REQUIREMENT_ID = /^[A-Z][A-Z0-9]{1,11}-\d{2,3}$/;
/** Questions of one dialog after the other; more of them are no conversation. */
const MAX_QUESTIONS = 8;

/** Characters of its texts. */
const [MAX_NAME, MAX_LINE] = [80, 500];

const line = textUpTo(MAX_LINE).check(z.regex(/^[^\r\n]*$/, "one line"));
const answerTo = (field: Field) =>
  z.strictObject({
    points: list(about(line, FIELDS[field])).check(z.minLength(1)),
    from: z.enum(SOURCES),
    quote: z._default(z.string().check(z.maxLength(MAX_TEXT)), ""),
  });
const fields = Object.fromEntries(NAMES.map((field) => [field, answerTo(field)])) as Record<
  Field,
  ReturnType<typeof answerTo>
>;
const requirement = z.strictObject({
  id: about(z.string().check(z.regex(REQUIREMENT_ID)), "AUTH-01"),
  text: line,
  scope: z.enum(SCOPES),
});

const projectDraft = z.strictObject({
  ...stamp,
  name: textUpTo(MAX_NAME),
  summary: line,
  core_value: line,
  ...fields,
  requirements: described(list(requirement), {
    rules: () => [
      "`quote` has the words of the source that say it, as they stand there: the program looks them up. It is empty for code and for what is assumed. Where a field has several sources, both name the one that settles most of it.",
      `Each text is one line of at most ${MAX_LINE} characters, the name of at most ${MAX_NAME}. Non-goals and requirements of scope out become one list: nothing is in both.`,
      "An id is a category in capitals and a number of two digits. `v1` is built now, `later` is not, `out` never.",
    ],
  }),
  assumptions: list(line),
  questions: described(optionalList(z.extend(question, { about: z.optional(z.enum(NAMES)) })), {
    form: ({ run }) =>
      assumes(run)
        ? "[]"
        : '[{"about": "<timeline>", "question": "<…>", "options": ["<your own choice>", "<…>"]}]',
    rules: ({ run }) => [
      assumes(run)
        ? "Nobody can be asked: what the material does not say is assumed, and `questions` stays empty. Where it contradicts itself or the code, request and document win in what they ask to be changed, the code in all else; `assumptions` says which of both you took."
        : `What is "assumed" has a question: its first option is what you assumed, and \`about\` names the field. Where the person leaves it to you, that answer is what you quote. A question has two to four options with short labels that differ; at most ${MAX_QUESTIONS} questions, about a field or about what changes most.`,
    ],
  }),
});
export type ProjectDraft = z.infer<typeof projectDraft>;

/**
 * Words that fill a field and answer nothing. That there is none, such as no deadline, is an
 * answer.
 */
const NO_ANSWER =
  /^(?:tb[adc]|to be (?:decided|defined|determined|discussed)|todo|unknown|unclear|open|undecided|\?+|\.{2,}|…|n\/?a|not (?:yet )?(?:known|clear|decided|specified|stated|said|given))[\s.!?]*$/i;
/** In characters: what is longer says something. */
const MAX_NOTHING = 200;
const saysNothing = (text: string): boolean =>
  (text.length <= MAX_NOTHING && NO_ANSWER.test(text.trim())) || !/[\p{L}\p{N}]/u.test(text);

/** What code compares an answer's quote with. */
export type Material = ReturnType<typeof materialOf>;

const NAMED = { request: "request", document: "document", person: "person's answers" };

/** What is wrong with where an answer is said to be from; null: nothing. */
function sourceProblem({ from, quote }: ProjectDraft[Field], material: Material): string | null {
  if (from === "assumed") return null;
  if (from === "code")
    return material.code
      ? null
      : 'from: found "code", and there is no code here; expected another source';
  if (asQuoted(quote) === "")
    return `quote: found nothing, expected words of the ${NAMED[from]} that say it, or from "assumed"`;
  return isQuoted(quote, material[from])
    ? null
    : `quote: found ${shortJson(quote)}, which is not in the ${NAMED[from]}; quote it word for word, or from "assumed"`;
}

/** A draft's problems, what it asks, and what it assumes. Pure. */
export function judgeProject(draft: ProjectDraft, material: Material): Checked {
  const { asks } = material;
  const { requirements, questions } = draft;
  const open = asks ? unanswered(questions) : [];
  const asked = questions.filter((question) => !question.answer).map((question) => question.about);
  const problems: string[] = [];
  const refuse = refusing(problems);
  const instead = `; what nobody said is assumed${asks ? " and asked" : ""}`;
  for (const field of NAMES) {
    for (const text of draft[field].points.filter(saysNothing))
      refuse(`${field}.points`, shortJson(text), `${FIELDS[field]}${instead}`);
    const source = sourceProblem(draft[field], material);
    if (source !== null) problems.push(`${field}.${source}`);
    if (asks && draft[field].from === "assumed" && !asked.includes(field))
      problems.push(
        `${field}: it is assumed, and no question is about it; expected a question with "about": "${field}"`,
      );
  }
  const ids = requirements.map((requirement) => requirement.id);
  const texts = requirements.map((requirement) => asQuoted(requirement.text));
  problems.push(
    ...duplicates(ids, "requirements"),
    ...duplicates(texts, "requirements, by their texts"),
  );
  const v1 = requirements.filter((requirement) => requirement.scope === "v1").length;
  if (v1 === 0) refuse("requirements", 'none of scope "v1"', "at least one: it is what is built");
  if (open.length > MAX_QUESTIONS)
    refuse(
      "questions",
      open.length,
      `at most ${MAX_QUESTIONS}: those where a wrong guess costs most`,
    );
  problems.push(...sameLabels(questions));
  const assumed = assumptionsOf(draft);
  return {
    ...nothing,
    problems,
    questions: open,
    assumptions: assumed,
    facts: { v1 },
    outcome:
      open.length > 0 ? "questions" : material.auto && assumed.length > 0 ? "assumed" : "done",
  };
}

function materialOf(scene: Scene) {
  const { run } = scene;
  const survey = surveyOf(scene);
  const known = {
    request: run.request.text,
    /** What the person has answered in this run. */
    person: run.decisions
      .map((decision) => `${decision.asked ?? ""} ${decision.text ?? ""}`)
      .join("\n"),
    code: (survey?.code ?? 0) > 0,
    asks: !assumes(run),
    /** Nobody is asked anything, and what is assumed goes on record. */
    auto: run.auto,
  };
  const foreign = survey?.foreign ?? null;
  const planned = (): string => (foreign === null ? "" : textOf(scene.project.root, foreign));
  return lazily({ document: () => `${survey?.document?.text ?? ""}\n${planned()}` }, known);
}

/**
 * `project.json`, written by roadmapper: what the project is, what it has to do, and what is still
 * open.
 */
export const projectKind = jsonKind(projectDraft, (draft, scene) =>
  judgeProject(draft, materialOf(scene)),
);

const [FEWEST_CRITERIA, MOST_CRITERIA] = [2, 5];
/** Characters of its texts. */
const [MAX_PHASE_NAME, MAX_GOAL, MAX_PHASE_LINE] = [60, 300, 240];

/**
 * It stands in headings and names of folders. `(INSERTED)` is GSD's mark of a phase that came in
 * between.
 */
export const PHASE_NAME =
  /^(?!.*\(inserted\))[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} .,:;&+'’/()!?–-]|(?<=\p{L})#)*$/iu;
const NAME_RULE =
  "words in plain text: letters, digits and . , : ; & + ' / ( ) ! ? -, with a letter or digit first";
const phase = z.strictObject({
  name: textUpTo(MAX_PHASE_NAME).check(z.regex(PHASE_NAME, NAME_RULE)),
  goal: textUpTo(MAX_GOAL),
  criteria: z
    .array(about(textUpTo(MAX_PHASE_LINE), "what can be observed"))
    .check(z.minLength(FEWEST_CRITERIA), z.maxLength(MOST_CRITERIA)),
  requirements: z.array(about(textUpTo(20), "AUTH-01")),
  depends_on: z.array(about(z.int(), "numbers of earlier phases, from 1")),
  risk: about(textUpTo(MAX_PHASE_LINE), "low, medium or high, and what may go wrong"),
  done: described(z.optional(z.boolean()), {
    form: ({ scene }) => (surveyOf(scene)?.foreign ? "<true | false>" : null),
  }),
});
const roadmapDraft = z.strictObject({
  ...stamp,
  phases: described(z.array(phase).check(z.minLength(1)), {
    rules: ({ run, scene }) => [
      `Phases are numbered from 1 by their order; at most ${mostPhases(granularityOf(run))} here. Each depends on earlier ones alone.`,
      ...given(
        Boolean(surveyOf(scene)?.foreign),
        "`done` is true for a phase that the earlier planning shows as finished, and the person approves that. Those do not count for the most.",
      ),
      "Each requirement of scope v1 is in exactly one phase, and each phase has at least one.",
      `A name is a few ${NAME_RULE}. At most ${MAX_PHASE_NAME} characters in a name, ${MAX_GOAL} in a goal, ${MAX_PHASE_LINE} in each criterion and in risk.`,
      `A phase has ${FEWEST_CRITERIA} to ${MOST_CRITERIA} criteria. A criterion says who does what and sees what then: no work to be done ("Implement login"), and no bare praise ("works well").`,
    ],
  }),
});
export type RoadmapDraft = z.infer<typeof roadmapDraft>;
type Phase = RoadmapDraft["phases"][number];

/** What a criterion says nothing with; null: it may name what can be observed. */
function empty(text: string): string | null {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  if (/<[^<>]*…[^<>]*>/.test(text)) return "a place of the form that was not filled in";
  return words.join("").length < 8 || (words.length < 3 && !/\p{Lo}/u.test(text))
    ? "too few words to say who sees what"
    : null;
}

/** A roadmap's problems. `requirements`: those of the project. Pure. */
export function judgeRoadmap(
  { phases }: Pick<RoadmapDraft, "phases">,
  {
    requirements,
    granularity,
    isForeign = false,
  }: Pick<ProjectDraft, "requirements"> &
    Pick<PlanningConfig, "granularity"> & { isForeign?: boolean },
): Checked {
  const most = mostPhases(granularity);
  const due = requirements
    .filter((requirement) => requirement.scope === "v1")
    .map((requirement) => requirement.id);
  const named = phases.flatMap((phase) => phase.requirements);
  const problems: string[] = [];
  const refuse = refusing(problems);
  const open = phases.filter(({ done }) => !done);
  if (open.length > most)
    refuse("phases", open.length, `at most ${most} at granularity ${granularity}`);
  for (const [at, phase] of phases.entries()) {
    const place = `phases[${at}]`;
    problems.push(...criteriaProblems(phase, `${place}.criteria`));
    if (phase.done && !isForeign)
      refuse(`${place}.done`, true, "no such field: nothing here was planned before");
    if (phase.requirements.length === 0)
      refuse(`${place}.requirements`, "none", "at least one: nobody has asked for this phase");
    for (const id of phase.requirements.filter((requirement) => !due.includes(requirement)))
      refuse(`${place}.requirements`, shortJson(id), `requirements of scope v1: ${due.join(", ")}`);
    for (const number of phase.depends_on.filter((one) => one < 1 || one > at))
      refuse(`${place}.depends_on`, number, `phases before this one, ${at + 1}: change the order`);
    if (phases.findIndex((other) => wordsAlone(other.name) === wordsAlone(phase.name)) < at)
      refuse(`${place}.name`, shortJson(phase.name), "a name that no earlier phase has");
  }
  for (const id of due) {
    const count = named.filter((one) => one === id).length;
    if (count !== 1)
      refuse("phases", `${id} ${count} times`, "each v1 requirement in exactly one phase");
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
    const why = empty(text);
    if (criteria.findIndex((other) => wordsAlone(other) === wordsAlone(text)) < at)
      refuse(`[${at}]`, `${shortJson(text)} once more`, "each once");
    else if (why !== null)
      refuse(
        `[${at}]`,
        `${shortJson(text)}: ${why}`,
        "what a user, a command or a test can observe",
      );
  }
  return problems;
}

const GONE =
  "the project as it was accepted is gone from .task/objects; end, the person has to decide";

/**
 * `roadmap.json`, written by roadmapper: phases, each with what can be observed once it is done.
 */
export const roadmapKind = jsonKind(roadmapDraft, (draft, scene) => {
  const known = draftOf(scene);
  if (known === null) return uncheckable(GONE);
  const { requirements } = known;
  const isForeign = Boolean(surveyOf(scene)?.foreign);
  return judgeRoadmap(draft, { requirements, granularity: granularityOf(scene.run), isForeign });
});
