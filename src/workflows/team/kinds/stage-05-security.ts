import * as z from "zod/mini";
import { TESTS } from "../areas.ts";
import type { CheckContext } from "./context.ts";
import { flag, gateKind, lines, stage } from "./gate.ts";
import { claim, problemIf } from "./kind.ts";

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
    /** The program knows these by the status; earlier versions asked. */
    security_approved: z.optional(flag),
    veto: z.optional(flag),
    triggering_conditions: lines,
  }),
  stage: "stage-05-security",
  fields: ({ triggers }) => [`"triggering_conditions": ${JSON.stringify(triggers)}`],
  rules: () => ["`FAIL` is a veto, for a way in that must not be shipped. Each blocker names file and line."],
  judge({ status, security_approved, veto, blockers, triggering_conditions: rules }, context) {
    // A test changes nothing that it has looked at.
    const { [TESTS]: _tests, ...trees } = context.trees() ?? {};
    const passes = status === "PASS";
    return {
      problems: [
        ...claim("security_approved", security_approved, passes, `with status ${status}`),
        ...problemIf(passes && veto === true, "veto: found true with an approval, expected status FAIL"),
      ],
      outcome: passes ? "approved" : "veto",
      facts: { rules, owners: ownersOf(blockers, context), trees },
    };
  },
});
