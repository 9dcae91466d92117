import { parseDeployLog } from "../documents/deploy-log.ts";
import { documentKind } from "./kind.ts";

/** `pipeline/deploy-log.md`, written by pm: what stakeholders are told, with every warning that is still open. */
export const kind = documentKind({
  form: ({ warnings }) => `# Deploy Log

## Stakeholder Summary
<what people can do now, and where>

## Known Limits
${warnings.length === 0 ? "None." : warnings.map(({ id }) => `- ${id}: <what it means, for whom, from when on>`).join("\n")}
`,
  rules: ({ warnings }) => [
    "The summary is a few sentences without names of files, functions or stages.",
    ...(warnings.length === 0
      ? []
      : ["Every open warning has its entry under Known Limits, which begins with its id."]),
  ],
  judge: (text, { warnings }) => ({ problems: parseDeployLog(text, warnings).problems }),
});
