// @bun
import {
  line,
  flag,
  stage,
  gateKind
} from "./s248.js";
import {
  claim
} from "./s251.js";
import {
  string,
  unknown,
  strictObject,
  discriminatedUnion,
  record2,
  _enum,
  literal,
  optional
} from "./s1.js";

// src/workflows/team/kinds/stage-08.ts
var signOff = strictObject({
  ...stage("stage-08"),
  agent: _enum(["orchestrator", "pm"]),
  pm_signoff: optional(flag),
  deploy_requested: optional(flag),
  runbook_referenced: optional(flag),
  auto_from_stage_07: optional(flag)
});
var deployment = strictObject({
  ...stage("stage-08"),
  agent: literal("platform"),
  adapter: line,
  environment: line,
  pm_signoff: flag,
  smoke_test_passed: flag,
  runbook_referenced: flag,
  adapter_result: record2(string(), unknown())
});
var kind = gateKind({
  schema: discriminatedUnion("agent", [signOff, deployment]),
  stage: "stage-08",
  fields: () => [],
  rules: () => [],
  judge(gate) {
    if (gate.agent === "platform")
      return { problems: ["agent: only the program writes the gate of a deployment"] };
    return {
      problems: [
        ...claim("auto_from_stage_07", gate.auto_from_stage_07, false, "only the program signs off by itself"),
        ...claim("pm_signoff", gate.pm_signoff, gate.status === "PASS", `with status ${gate.status}`)
      ]
    };
  }
});
export {
  kind
};
