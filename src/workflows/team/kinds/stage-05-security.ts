import * as z from "zod/mini";
import { TESTS } from "../areas.ts";
import type { CheckContext } from "./context.ts";
import { flag, gateKind, lines, stage } from "./gate.ts";
import { problemIf, YES_OR_NO } from "./kind.ts";

/** Whose part has to be mended: the areas of the files that the blockers name, else all that the run has changed. */
function ownersOf(blockers: string[], { areas, changedAreas, inArea }: CheckContext): string[] {
  const words = blockers.flatMap((one) => one.split(/[\s,;:()'"`]+/)).filter((word) => word.includes("/"));
  const named = areas.filter((area) => words.some((word) => inArea(word, area)));
  return named.length > 0 ? named : changedAreas;
}

/** `stage-05-security.json`, written by security: all but an approval holds the change back. */
export const kind = gateKind({
  schema: z.strictObject({
    ...stage("stage-05-security"),
    security_approved: flag,
    veto: flag,
    triggering_conditions: lines,
  }),
  stage: "stage-05-security",
  fields: ({ triggers }) => [
    `"security_approved": ${YES_OR_NO}`,
    `"veto": ${YES_OR_NO}`,
    `"triggering_conditions": ${JSON.stringify(triggers)}`,
  ],
  rules: () => [
    "`security_approved` is true exactly with `PASS`. `veto` is true for a way in that must not be shipped, never with `PASS`. Each blocker names file and line.",
  ],
  judge({ status, security_approved: approved, veto, blockers, triggering_conditions: rules }, context) {
    // A test changes nothing that it has looked at.
    const { [TESTS]: _tests, ...trees } = context.trees() ?? {};
    const passes = status === "PASS";
    return {
      problems: [
        ...problemIf(
          passes !== approved,
          `security_approved: found ${approved} with status ${status}, expected ${passes}`,
        ),
        ...problemIf(
          veto && (passes || approved),
          "veto: found true with an approval, expected false; a veto has status FAIL and security_approved false",
        ),
      ],
      outcome: passes && !veto ? "approved" : "veto",
      facts: { rules, owners: ownersOf(blockers, context), trees },
    };
  },
});
