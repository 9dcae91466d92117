import * as z from "zod/mini";
import type { Scene } from "../../../record/scene.ts";
import { shown } from "../../../text.ts";
import type { ArtifactKind, Checked } from "../../contract/contract.ts";
import { list, MAX_TEXT, optionalList, question, stamp } from "../../contract/fields.ts";
import { duplicates, nothing, sameLabels, unanswered } from "../../review/check.ts";
import type { Requirement } from "../planning/model.ts";
import { asQuoted, isQuoted } from "../same-words.ts";
import { assumptionsOf } from "./assumptions.ts";
import type { ProjectFacts } from "./facts.ts";
import { assumes, surveyOf } from "./recorded.ts";

/** What has to be known of a project before it is planned, with what each of them answers. */
export const FIELDS = {
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

const line = z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_LINE));
const answer = z.strictObject({
  points: list(line).check(z.minLength(1)),
  from: z.enum(SOURCES),
  quote: z._default(z.string().check(z.maxLength(MAX_TEXT)), ""),
});
const projectDraft = z.strictObject({
  ...stamp,
  name: z.string().check(z.trim(), z.minLength(1), z.maxLength(MAX_NAME)),
  summary: line,
  core_value: line,
  scope: answer,
  constraints: answer,
  stack: answer,
  success_criteria: answer,
  timeline: answer,
  non_goals: answer,
  requirements: list(
    z.strictObject({ id: z.string().check(z.regex(REQUIREMENT_ID)), text: line, scope: z.enum(SCOPES) }),
  ),
  assumptions: list(line),
  questions: optionalList(z.extend(question, { about: z.optional(z.enum(NAMES)) })),
});
export type ProjectDraft = z.infer<typeof projectDraft>;

/** Words that fill a field and answer nothing. That there is none, such as no deadline, is an answer. */
const NO_ANSWER =
  /^(?:tb[adc]|to be (?:decided|defined|determined|discussed)|todo|unknown|unclear|open|undecided|\?+|\.{2,}|…|n\/?a|not (?:yet )?(?:known|clear|decided|specified|stated|said|given))[\s.!?]*$/i;
/** In characters: what is longer says something. */
const MAX_NOTHING = 200;
const saysNothing = (text: string): boolean =>
  (text.length <= MAX_NOTHING && NO_ANSWER.test(text.trim())) || !/[\p{L}\p{N}]/u.test(text);

/** What code compares an answer's quote with. */
export interface Material {
  request: string;
  document: string;
  /** What the person has answered in this run. */
  person: string;
  code: boolean;
  asks: boolean;
  /** Nobody is asked anything, and what is assumed goes on record. */
  auto: boolean;
}

function sourceProblem(field: Field, { from, quote }: ProjectDraft[Field], material: Material): string[] {
  if (from === "assumed") return [];
  if (from === "code")
    return material.code ? [] : [`${field}.from: found "code", and there is no code here; expected another source`];
  if (asQuoted(quote) === "")
    return [`${field}.quote: found nothing, expected words of the ${NAMED[from]} that say it, or from "assumed"`];
  return isQuoted(quote, material[from])
    ? []
    : [
        `${field}.quote: found ${shown(quote)}, which is not in the ${NAMED[from]}; quote it word for word, or from "assumed"`,
      ];
}
const NAMED = { request: "request", document: "document", person: "person's answers" };

/** A draft's problems, what it asks, and what it assumes. Pure. */
export function judgeProject(draft: ProjectDraft, material: Material): Checked {
  const { asks } = material;
  const open = asks ? unanswered(draft.questions) : [];
  const about = draft.questions.filter((one) => !one.answer).map((one) => one.about);
  const empty = NAMES.flatMap((field) =>
    draft[field].points
      .filter(saysNothing)
      .map(
        (text) =>
          `${field}.points: found ${shown(text)}, expected ${FIELDS[field]}; what nobody said is assumed${asks ? " and asked" : ""}`,
      ),
  );
  const unasked = NAMES.filter((field) => asks && draft[field].from === "assumed" && !about.includes(field));
  const assumed = assumptionsOf(draft);
  const texts = draft.requirements.map((one) => asQuoted(one.text));
  return {
    ...nothing,
    problems: [
      ...empty,
      ...NAMES.flatMap((field) => sourceProblem(field, draft[field], material)),
      ...unasked.map(
        (field) => `${field}: it is assumed, and no question is about it; expected a question with "about": "${field}"`,
      ),
      ...duplicates(
        draft.requirements.map((one) => one.id),
        "requirements",
      ),
      ...duplicates(texts, "requirements, by their texts"),
      ...(draft.requirements.some((one) => one.scope === "v1")
        ? []
        : ['requirements: found none of scope "v1", expected at least one: it is what is built']),
      ...(open.length > MAX_QUESTIONS
        ? [`questions: found ${open.length}, expected at most ${MAX_QUESTIONS}: those where a wrong guess costs most`]
        : []),
      ...sameLabels(draft.questions),
    ],
    questions: open,
    assumptions: assumed,
    claims: NAMES.length + draft.requirements.length,
    facts: { v1: draft.requirements.filter((one) => one.scope === "v1").length },
    outcome: open.length > 0 ? "questions" : material.auto && assumed.length > 0 ? "assumed" : "done",
  };
}

function materialOf({ project, run }: Scene): Material {
  const survey = surveyOf(project, run);
  return {
    request: run.request.text,
    document: survey?.document?.text ?? "",
    person: run.decisions.map((one) => `${one.asked ?? ""} ${one.text ?? ""}`).join("\n"),
    code: (survey?.code ?? 0) > 0,
    asks: !assumes(run),
    auto: run.auto,
  };
}

/** `project.json`, written by roadmapper: what the project is, what it has to do, and what is still open. */
export const kind: ArtifactKind<ProjectDraft, ProjectFacts> = {
  schema: projectDraft,
  form: ({ task, nonce, asks }) => `{
  "task": "${task}",
  "nonce": "${nonce}",
  "name": "<…>",
  "summary": "<…>",
  "core_value": "<…>",
${NAMES.map((field) => `  "${field}": {"points": ["<${FIELDS[field]}>"], "from": "<${SOURCES.join(" | ")}>", "quote": "<…>"},`).join("\n")}
  "requirements": [{"id": "<AUTH-01>", "text": "<…>", "scope": "<${SCOPES.join(" | ")}>"}],
  "assumptions": ["<…>"],
  "questions": ${asks ? '[{"about": "<timeline>", "question": "<…>", "options": ["<your own choice>", "<…>"]}]' : "[]"}
}`,
  rules: ({ asks }) => [
    `\`quote\` has the words of the source that say it, as they stand there: the program looks them up. It is empty for code and for what is assumed. Where a field has several sources, both name the one that settles most of it.`,
    `Each text is one line of at most ${MAX_LINE} characters, the name of at most ${MAX_NAME}. Non-goals and requirements of scope out become one list: nothing is in both.`,
    "An id is a category in capitals and a number of two digits. `v1` is built now, `later` is not, `out` never.",
    ...(asks
      ? [
          `What is "assumed" has a question: its first option is what you assumed, and \`about\` names the field. Where the person leaves it to you, that answer is what you quote. A question has two to four options with short labels that differ; at most ${MAX_QUESTIONS} questions, about a field or about what changes most.`,
        ]
      : [
          "Nobody can be asked: what the material does not say is assumed, and `questions` stays empty. Where it contradicts itself or the code, request and document win in what they ask to be changed, the code in all else; `assumptions` says which of both you took.",
        ]),
  ],
  check: (draft, scene) => judgeProject(draft, materialOf(scene)),
};
