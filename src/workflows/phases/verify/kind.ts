import * as z from "zod/mini";
import { readAt } from "../../../project/changes.ts";
import { treeStore } from "../../../project/project.ts";
import type { ArtifactKind } from "../../contract/contract.ts";
import { list, optionalText, stamp, text } from "../../contract/fields.ts";
import { nothing } from "../../review/check.ts";
import type { VerifyFacts } from "./facts.ts";
import { judgeVerification } from "./judge.ts";
import { criteriaOf, type PhaseVerification, surveyOf } from "./recorded.ts";

const id = z.string().check(z.regex(/^[A-Z]\d{1,3}$/));
/** A person reads it in a dialog. */
const short = z.string().check(z.trim(), z.minLength(1), z.maxLength(400));
/** Questions to one person about one phase. */
const MAX_HUMAN = 12;

const verification = z.strictObject({
  ...stamp,
  status: z.enum(["passed", "gaps_found", "human_needed"]),
  musts: z.array(
    z.strictObject({
      id,
      verdict: z.enum(["met", "unmet", "human"]),
      evidence: list(
        z.strictObject({
          file: optionalText,
          line: z.optional(z.nullable(z.number())),
          quote: optionalText,
          test: optionalText,
          command: optionalText,
        }),
      ),
      reason: optionalText,
    }),
  ),
  gaps: list(z.strictObject({ of: z.array(id).check(z.minLength(1)), missing: text, files: list(text) })),
  human: z.array(z.strictObject({ of: id, test: short, expected: short, why: short })).check(z.maxLength(MAX_HUMAN)),
});

/** `verification.json`, written by phase-verifier: whether the phase does what the roadmap and its plans promise. */
export const kind: ArtifactKind<z.infer<typeof verification>, VerifyFacts> = {
  schema: verification,
  form: ({ task, nonce, musts }) => `{
  "task": "${task}",
  "nonce": "${nonce}",
  "status": <"passed" | "gaps_found" | "human_needed">,
  "musts": [
${musts.map((one) => `    {"id": "${one.id}", "verdict": <"met" | "unmet" | "human">, "evidence": [{"file": "<path>", "line": <number>, "quote": "<that line>"}], "reason": null}`).join(",\n")}
  ],
  "gaps": [{"of": ["<id>"], "missing": "<what has to be there and is not>", "files": ["<path where it belongs>"]}],
  "human": [{"of": "<id>", "test": "<what the person does>", "expected": "<what they then see>", "why": "<why nothing but a person can tell>"}]
}`,
  rules: () => [
    "Each id of `musts` is answered once. `met` has evidence; `unmet` and `human` have a `reason`.",
    'Evidence is one of: {"file", "line", "quote"}, one line copied exactly from a file of the project; {"test": "<name>"}, a test that the program saw pass; {"command": "<line>"}, a command that the program saw pass. A comment shows nothing, unless `reason` says why it is what is asked for.',
    "A must whose own command failed is not met.",
    "What the goal promises and no must names belongs to the must that is nearest to it, and counts in its verdict.",
    "Whatever does not hold is in a gap: musts that are unmet, commands that failed, files that are missing; `of` has their ids.",
    'A must with the verdict "human" has one entry in `human`, in words that somebody who did not write the code can follow; each of its texts has at most 400 characters.',
    '`status` is "gaps_found" where anything does not hold, else "human_needed" where there is an entry in `human`, else "passed".',
  ],
  check: (answer, { project, run }) => {
    const [survey, criteria] = [surveyOf(project, run), criteriaOf(project, run)];
    if (survey === null || criteria === null)
      return { ...nothing, problems: ["what it is checked against is gone from .task/objects; end"], outcome: "done" };
    const read = (path: string) => readAt(project.root, criteria.tree, path, treeStore(project));
    const { musts, held } = survey;
    return judgeVerification(answer as PhaseVerification, { musts, criteria, held, read });
  },
};
