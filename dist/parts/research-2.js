// @bun
import {
  makeStamp
} from "./s29.js";
import {
  nothing
} from "./s51.js";

// src/workflows/phases/plan/research.ts
var kind = {
  form: (facts) => `${makeStamp(facts)}
## Findings
<\u2026>
`,
  rules: () => ["The first line stays as it stands, with nothing before it."],
  check: () => ({ ...nothing, problems: [], claims: 1, outcome: "done" })
};
export {
  kind
};
