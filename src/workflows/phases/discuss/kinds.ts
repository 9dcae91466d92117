import * as z from "zod/mini";
import { cut, given, shortJson } from "../../../text.ts";
import { list, optionalList, stamp, text, textUpTo } from "../../contract/fields.ts";
import { refusing } from "../../contract/problems.ts";
import { about, described } from "../../kit/artifacts/form.ts";
import { jsonKind } from "../../kit/artifacts/json-kind.ts";
import { nothing } from "../../review/check.ts";
import { pathProblem } from "../../review/evidence/evidence.ts";
import { isThere } from "../planning/files.ts";
import type { At } from "../recorded.ts";
import { type Assumptions, CONFIDENCE, corrections, fileNamed, lacksCriteria } from "./record.ts";

/** What is missing of such criteria. */
const criteriaProblems = (criteria: readonly string[], at: At): string[] =>
  given(
    criteria.length === 0 && lacksCriteria(at),
    "criteria: found none, expected what can be observed once the phase is done",
  );

const MAX_ASSUMPTIONS = 15;

const assumption = z.object({
  area: about(textUpTo(60), "what it is about, in a word or two"),
  text: about(text, "what will be so"),
  evidence: list(z.object({ file: about(text, "path"), shows: text })),
  confidence: z.enum(CONFIDENCE),
});

export const assumptionsSchema = z.object({
  ...stamp,
  boundary: about(text, "what the phase is, and what it is not"),
  assumptions: described(z.array(assumption).check(z.minLength(1), z.maxLength(MAX_ASSUMPTIONS)), {
    rules: ({ run }) => [
      `One to ${MAX_ASSUMPTIONS} assumptions; the most expensive to have wrong come first.`,
      "`file` is a file of the project, which the program looks for. High and medium rest on at least one.",
      ...(corrections(run).length > 0
        ? ["Each correction of the person is followed. What they did not speak of stays."]
        : []),
    ],
  }),
  discretion: optionalList(about(text, "what whoever builds it may choose")),
  code: optionalList(about(text, "what the code has that matters here, with its path")),
  deferred: optionalList(about(text, "what belongs to later")),
  criteria: described(optionalList(about(text, "what can be observed once the phase is done")), {
    rules: ({ scene }) =>
      given(
        lacksCriteria(scene),
        "The roadmap has no success criteria for this phase: write 2 to 5 into `criteria`, each of which says who does what and sees what then.",
      ),
  }),
});

/**
 * `discuss-assumptions.json`, written by assumptions-analyzer: what a planner would assume, to be
 * corrected by the person.
 */
export const assumptionsKind = jsonKind<Assumptions>(
  assumptionsSchema,
  ({ assumptions, criteria }, { project, run }) => {
    const problems = criteriaProblems(criteria, { project, run });
    const refuse = refusing(problems);
    const isFile = (path: string): boolean =>
      pathProblem(path) === null && isThere(project.root, path);
    for (const [at, { evidence, confidence }] of assumptions.entries()) {
      for (const { file } of evidence.filter((one) => !isFile(fileNamed(one.file))))
        refuse(`assumptions[${at}].evidence`, shortJson(file), "a file of the project");
      // The person's word is what some of them rest on.
      if (confidence !== "low" && evidence.length === 0 && corrections(run).length === 0)
        refuse(
          `assumptions[${at}].evidence`,
          "none",
          `what a ${confidence} confidence rests on, or "low"`,
        );
    }
    return {
      ...nothing,
      problems,
      assumptions: assumptions.map((assumption) =>
        cut(`(${assumption.confidence}) ${assumption.text}`, 400),
      ),
      // With --auto nobody is asked, and what is assumed goes on record.
      outcome: run.auto ? "assumed" : "done",
    };
  },
);
