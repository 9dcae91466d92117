import * as z from "zod/mini";
import { readAt } from "../../../project/changes.ts";
import { treeStore } from "../../../project/project.ts";
import { list, optionalText, stamp } from "../../contract/fields.ts";
import { about, described } from "../../kit/form.ts";
import { jsonKind } from "../../kit/kind.ts";
import { nothing } from "../../review/check.ts";
import { judgeVerification } from "./judge.ts";
import { criteriaOf, surveyOf } from "./recorded.ts";

const id = z.string().check(z.regex(/^[A-Z]\d{1,3}$/));
/** A person reads it in a dialog. */
const short = z.string().check(z.trim(), z.minLength(1), z.maxLength(400));
/** Questions to one person about one phase. */
const MAX_HUMAN = 12;

const evidence = z.strictObject({
  file: optionalText,
  line: z.optional(z.nullable(z.number())),
  quote: optionalText,
  test: optionalText,
  command: optionalText,
});
const must = z.strictObject({
  id,
  verdict: z.enum(["met", "unmet", "human"]),
  evidence: list(evidence),
  reason: optionalText,
});

export const verification = z.strictObject({
  ...stamp,
  musts: described(z.array(must), {
    form({ scene }) {
      const rows = (surveyOf(scene)?.musts ?? []).map(
        (one) =>
          `    {"id": "${one.id}", "verdict": "<met | unmet | human>", "evidence": [{"file": "<path>", "line": <number>, "quote": "<that line>"}], "reason": null}`,
      );
      return `[\n${rows.join(",\n")}\n  ]`;
    },
    rules: () => [
      "Each id of `musts` is answered once. `met` has evidence; `unmet` and `human` have a `reason`: what has to be there and is not, with its path; or why nothing but a person can tell.",
      'Evidence is one of: {"file", "line", "quote"}, one line copied exactly from a file of the project; {"test": "<name>"}, a test that the program saw pass; {"command": "<line>"}, a command that the program saw pass. A comment shows nothing, unless `reason` says why it is what is asked for.',
      "A must whose own command failed is not met. Each command that failed and each promised file that is missing is a gap without your word; why it is so stands in the reason of the must that it belongs to.",
      "What the goal promises and no must names belongs to the must that is nearest to it, and counts in its verdict.",
    ],
  }),
  human: described(
    z
      .array(
        z.strictObject({
          of: about(id, "id"),
          test: about(short, "what the person does"),
          expected: about(short, "what they then see"),
          why: about(short, "why nothing but a person can tell"),
        }),
      )
      .check(z.maxLength(MAX_HUMAN)),
    {
      rules: () => [
        'A must with the verdict "human" has one entry in `human`, in words that somebody who did not write the code can follow; each of its texts has at most 400 characters.',
      ],
    },
  ),
});

/** `verification.json`, written by phase-verifier: whether the phase does what the roadmap and its plans promise. */
export const kind = jsonKind(verification, (answer, scene) => {
  const [survey, criteria] = [surveyOf(scene), criteriaOf(scene)];
  if (survey === null || criteria === null)
    return { ...nothing, problems: ["what it is checked against is gone from .task/objects; end"], outcome: "done" };
  const { root } = scene.project;
  const read = (path: string) => readAt(root, criteria.tree, path, treeStore(scene.project));
  return judgeVerification(answer, { musts: survey.musts, criteria, read });
});
