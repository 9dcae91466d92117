// @bun
import {
  lines3,
  flag,
  stage,
  gateKind
} from "./s248.js";
import {
  problemIf,
  claim
} from "./s251.js";
import {
  TESTS2
} from "./s259.js";
import {
  strictObject,
  optional
} from "./s1.js";

// src/workflows/team/kinds/stage-05-security.ts
function ownersOf(blockers, { areas, changedAreas, inArea }) {
  const words = blockers.flatMap((one) => one.split(/[\s,;:()'"`]+/)).filter((word) => word.includes("/"));
  const named = areas.filter((area) => words.some((word) => inArea(word, area)));
  return named.length > 0 ? named : changedAreas;
}
var kind = gateKind({
  schema: strictObject({
    ...stage("stage-05-security"),
    security_approved: optional(flag),
    veto: optional(flag),
    triggering_conditions: lines3
  }),
  stage: "stage-05-security",
  ofRecord: true,
  fields: ({ triggers }) => [`"triggering_conditions": ${JSON.stringify(triggers)}`],
  rules: () => ["`FAIL` is a veto, for a way in that must not be shipped. Each blocker names file and line."],
  judge({ status, security_approved, veto, blockers, triggering_conditions: rules }, context) {
    const { [TESTS2]: _tests, ...trees } = context.trees() ?? {};
    const passes = status === "PASS";
    return {
      problems: [
        ...claim("security_approved", security_approved, passes, `with status ${status}`),
        ...problemIf(passes && veto === true, "veto: found true with an approval, expected status FAIL")
      ],
      outcome: passes ? "approved" : "veto",
      facts: { rules, owners: ownersOf(blockers, context), trees }
    };
  }
});
export {
  kind
};
