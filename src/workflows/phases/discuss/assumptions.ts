import * as z from "zod/mini";
import { cut, shown } from "../../../text.ts";
import type { ArtifactKind, Checked } from "../../contract/contract.ts";
import { list, optionalList, optionalText, stamp, text } from "../../contract/fields.ts";
import { nothing } from "../../review/check.ts";
import { fileNamed, isThere } from "../plan/prose.ts";
import { isQuoted } from "../same-words.ts";
import type { DiscussFacts } from "./facts.ts";
import { type Assumptions, CONFIDENCE } from "./model.ts";
import { corrections } from "./said.ts";

const MAX_ASSUMPTIONS = 15;
const path = z.string().check(z.trim(), z.minLength(1), z.maxLength(400));
export const area = z.string().check(z.trim(), z.minLength(1), z.maxLength(60));

/** What both ways of talking a phase over write beside what is open. */
export const talked = {
  boundary: text,
  discretion: optionalList(text),
  code: optionalList(text),
  deferred: optionalList(text),
};

export const assumptionsSchema = z.strictObject({
  ...stamp,
  ...talked,
  assumptions: list(
    z.strictObject({
      id: z.string().check(z.regex(/^A\d{1,2}$/)),
      area,
      text,
      evidence: list(z.strictObject({ file: path, shows: text })),
      confidence: z.enum(CONFIDENCE),
      otherwise: optionalList(z.strictObject({ choice: text, means: text })),
      corrected: optionalText,
    }),
  ).check(z.minLength(1)),
});

/** `A1`, `A2` … in order, each once. */
export function idProblems(ids: readonly string[], letter: string, place: string): string[] {
  const expected = ids.map((_, index) => `${letter}${index + 1}`);
  return ids.every((id, index) => id === expected[index])
    ? []
    : [`${place}: found the ids ${ids.join(", ")}, expected ${expected.join(", ")}`];
}

/**
 * Assumptions' problems, and what the run keeps. `said`: the person's corrections; `exists`: whether the project has a file;
 * `auto`: nobody is asked, and what is assumed goes on record. Pure.
 */
function judgeAssumptions(
  { assumptions }: Assumptions,
  { said, exists, auto }: { said: readonly string[]; exists(path: string): boolean; auto: boolean },
): Checked {
  const problems = [
    ...idProblems(
      assumptions.map((one) => one.id),
      "A",
      "assumptions",
    ),
    ...(assumptions.length > MAX_ASSUMPTIONS
      ? [
          `assumptions: found ${assumptions.length}, expected at most ${MAX_ASSUMPTIONS}: those that are most expensive to have wrong`,
        ]
      : []),
    ...assumptions.flatMap(({ id, evidence, confidence, otherwise, corrected }) => [
      ...evidence
        .filter(({ file }) => !exists(fileNamed(file)))
        .map(({ file }) => `${id}.evidence: found ${shown(file)}, expected a file of the project`),
      ...(confidence !== "low" && evidence.length === 0 && !corrected
        ? [`${id}.evidence: found none, expected what a ${confidence} confidence rests on, or "low"`]
        : []),
      ...(confidence !== "high" && otherwise.length === 0 && !corrected
        ? [`${id}.otherwise: found none, expected another way to go: the confidence is ${confidence}`]
        : []),
      ...(corrected && !said.some((one) => isQuoted(corrected, one))
        ? [`${id}.corrected: found ${shown(corrected)}, expected the person's own words, or null`]
        : []),
    ]),
    ...said
      .filter((one) => !assumptions.some(({ corrected }) => corrected && isQuoted(corrected, one)))
      .map(
        (one) =>
          `assumptions: none quotes the person's correction ${shown(one)} in \`corrected\`, expected one that follows it`,
      ),
  ];
  return {
    ...nothing,
    problems,
    assumptions: assumptions.map((one) => cut(`${one.id} (${one.confidence}) ${one.text}`, 400)),
    claims: assumptions.length,
    facts: { assumptions: assumptions.length },
    outcome: auto ? "assumed" : "done",
  };
}

/** `discuss-assumptions.json`, written by assumptions-analyzer: what a planner would assume, to be corrected by the person. */
export const kind: ArtifactKind<Assumptions, DiscussFacts> = {
  schema: assumptionsSchema as z.ZodMiniType<Assumptions>,
  form: ({ task, nonce, said }) => `{
  "task": "${task}",
  "nonce": "${nonce}",
  "boundary": "<what the phase is, and what it is not>",
  "assumptions": [
    {"id": "A1", "area": "<what it is about, in a word or two>", "text": "<what will be so>",
     "evidence": [{"file": "<path>", "shows": "<…>"}], "confidence": "<${CONFIDENCE.join(" | ")}>",
     "otherwise": [{"choice": "<…>", "means": "<…>"}]${said.length > 0 ? ', "corrected": <null | "words of the person">' : ""}}
  ],
  "discretion": ["<what whoever builds it may choose>"],
  "code": ["<what the code has that matters here, with its path>"],
  "deferred": ["<what belongs to later>"]
}`,
  rules: ({ said }) => [
    `One to ${MAX_ASSUMPTIONS} assumptions, \`A1\`, \`A2\` and so on; the most expensive to have wrong come first.`,
    "`file` is a file of the project, which the program looks for. High and medium rest on at least one; low and medium name at least one other way.",
    ...(said.length > 0
      ? [
          "Each correction of the person is followed: `corrected` of an assumption quotes it word for word. What they did not speak of stays.",
        ]
      : []),
  ],
  check: (value, { project, run }) =>
    judgeAssumptions(value, { said: corrections(run), exists: isThere(project.root), auto: run.auto }),
};
