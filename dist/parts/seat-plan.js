// @bun
import {
  requiredSections
} from "./s149.js";
import {
  readMarkdown
} from "./s36.js";
import {
  nothing
} from "./s76.js";
import {
  stripStamp,
  makeStamp
} from "./s47.js";

// src/workflows/council/seat-plan.ts
var SECTIONS = ["Approach", "Tasks", "Risks"];
var MAX_BYTES = 32 * 1024;
function judgeSeatPlan(text) {
  const problems = [];
  const size = Buffer.byteLength(text);
  if (size > MAX_BYTES)
    problems.push(`the whole file: found ${size} bytes, expected at most ${MAX_BYTES}`);
  else
    requiredSections(readMarkdown(stripStamp(text)), SECTIONS, problems);
  return { ...nothing, problems, claims: 1, outcome: "done" };
}
var kind = {
  form: (facts) => `${makeStamp(facts)}
## Approach
<how you would do it, seen from your focus, and what speaks against the other ways>

## Tasks
<what has to be done, in which order, each with its files and how one sees that it is done>

## Risks
<what goes wrong, and how the plan notices>
`,
  rules: () => [
    "The first line stays as it stands, with nothing before it.",
    `The sections ${SECTIONS.join(", ")} are there, each once and with text; others may follow. At most ${MAX_BYTES / 1024} kB.`
  ],
  check: (text) => judgeSeatPlan(text)
};
export {
  kind
};
