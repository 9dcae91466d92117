// @bun
import {
  documentKind
} from "./s251.js";
import {
  problemAt
} from "./s149.js";
import {
  readMarkdown
} from "./s36.js";
import {
  stripStamp
} from "./s47.js";

// src/workflows/team/kinds/deploy-log.ts
function parseDeployLog(text, open) {
  const summary = stripStamp(text).trim();
  const plain = readMarkdown(summary).filter((line) => line.kind === "plain" && line.text.trim() !== "");
  const said = plain.filter((line) => line.heading === null);
  const problems = said.length === 0 ? [problemAt("deploy log", null, undefined, "the summary for stakeholders")] : [];
  const named = new Set(plain.flatMap((line) => [...line.text.matchAll(/[\p{L}\p{N}_]+/gu)].map((word) => word[0])));
  for (const one of open)
    if (!named.has(one.id))
      problems.push(problemAt("deploy log", null, undefined, `the open warning ${one.id}: ${one.text}`));
  return { summary, problems };
}
var kind = documentKind({
  form: ({ warnings }) => `# Deploy Log

## Stakeholder Summary
<what people can do now, and where>

## Known Limits
${warnings.length === 0 ? "None." : warnings.map(({ id }) => `- ${id}: <what it means, for whom, from when on>`).join(`
`)}
`,
  rules: ({ warnings }) => [
    "The summary is a few sentences without names of files, functions or stages.",
    ...warnings.length === 0 ? [] : ["Every open warning has its entry under Known Limits, which begins with its id."]
  ],
  judge: (text, { warnings }) => ({ problems: parseDeployLog(text, warnings).problems })
});
export {
  kind
};
