import * as z from "zod/mini";
import { flag, gateKind, line, stage } from "./gate.ts";
import { claim } from "./kind.ts";

const signOff = z.strictObject({
  ...stage("stage-08"),
  agent: z.enum(["orchestrator", "pm"]),
  /** The program knows these itself; earlier versions asked. */
  pm_signoff: z.optional(flag),
  deploy_requested: z.optional(flag),
  runbook_referenced: z.optional(flag),
  auto_from_stage_07: z.optional(flag),
});

export const deployment = z.strictObject({
  ...stage("stage-08"),
  agent: z.literal("platform"),
  adapter: line,
  environment: line,
  pm_signoff: flag,
  smoke_test_passed: flag,
  runbook_referenced: flag,
  adapter_result: z.record(z.string(), z.unknown()),
});

/** `stage-08.json`, written by pm: the sign-off. That of a deployment has fields of its own, and the program writes it. */
export const kind = gateKind({
  schema: z.discriminatedUnion("agent", [signOff, deployment]),
  stage: "stage-08",
  fields: () => [],
  rules: () => [],
  judge(gate) {
    if (gate.agent === "platform") return { problems: ["agent: only the program writes the gate of a deployment"] };
    return {
      problems: [
        ...claim("auto_from_stage_07", gate.auto_from_stage_07, false, "only the program signs off by itself"),
        ...claim("pm_signoff", gate.pm_signoff, gate.status === "PASS", `with status ${gate.status}`),
      ],
    };
  },
});
