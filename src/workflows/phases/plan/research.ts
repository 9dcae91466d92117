import type { ArtifactKind } from "../../contract.ts";
import { nothing } from "../../review/check.ts";
import { makeStamp } from "../../stamp.ts";
import type { PlanFacts } from "./facts.ts";

export const kind: ArtifactKind<string, PlanFacts> = {
  form: (facts) => `${makeStamp(facts)}
## Findings
<…>
`,
  rules: () => ["The first line stays as it stands, with nothing before it."],
  check: () => ({ ...nothing, problems: [], claims: 1, outcome: "done" }),
};
