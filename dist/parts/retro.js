// @bun
import {
  documentKind
} from "./s251.js";
import {
  problemAt,
  itemsOf
} from "./s149.js";
import {
  readMarkdown
} from "./s36.js";
import {
  stripStamp
} from "./s47.js";

// src/workflows/team/kinds/retro.ts
function parseRetro(text) {
  const { items, loose } = itemsOf(readMarkdown(text));
  const points = [...items, ...loose.map((line) => ({ text: line.text.trim(), line: line.number }))].filter((one) => one.text !== "").sort((a, b) => a.line - b.line).map((one) => one.text);
  return {
    points,
    problems: points.length > 0 ? [] : [problemAt("retrospective", null, undefined, "at least one point in plain text")]
  };
}
var kind = documentKind({
  form: () => `- <stage>: <what happened, what it cost, which rule would have caught it sooner>
`,
  rules: () => ["Few entries, each about something that happened in this run."],
  judge: (text) => ({ problems: parseRetro(stripStamp(text)).problems })
});
export {
  kind
};
