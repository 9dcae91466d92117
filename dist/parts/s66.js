// @bun
import {
  PLANNING
} from "./s40.js";
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

// src/workflows/phases/new-project/prose.ts
var MAX_BYTES = 48 * 1024;
var RESEARCH = {
  Findings: "what you found, each point with what it rests on",
  Recommendation: "what this project should do, and why not otherwise",
  Risks: "what goes wrong here, and how one notices",
  Sources: "files, addresses, or that it is what you know"
};
var OPEN_QUESTIONS2 = "Open questions";
var SYNTHESIS = {
  Summary: "what a planner must know if they read nothing else",
  Stack: "what is used, and why",
  Features: "what has to be there, and what can wait",
  Architecture: "the parts, and what goes between them",
  Pitfalls: "what goes wrong, and in which phase to see to it",
  "What it means for the roadmap": "which phases, in which order, and why",
  [OPEN_QUESTIONS2]: "what no researcher could settle, as a list that PROJECT.md takes over; or None"
};
var CODEBASE2 = {
  Stack: "languages, frameworks, versions, how it is built and run",
  Integrations: "services, databases, addresses that it talks to",
  Architecture: "the parts and layers, what calls what, where it is entered",
  Structure: "folders and files, and where new ones of each kind go",
  Conventions: "names, style, errors, logging, as the code has them",
  Testing: "how tests run, where they lie, what they cover",
  Concerns: "what is fragile, missing, unsafe or slow, each with its file"
};
var codebaseFile2 = (title) => `${PLANNING}/codebase/${title.toUpperCase()}.md`;
var isForm = (line) => /^\s*<[^<>]*>\s*$/.test(line);
function judgeProse(text, sections) {
  const problems = [];
  const size = Buffer.byteLength(text);
  if (size > MAX_BYTES)
    problems.push(`the whole file: found ${size} bytes, expected at most ${MAX_BYTES}`);
  else {
    const lines = readMarkdown(stripStamp(text));
    requiredSections(lines, sections, problems);
    for (const { text: line, number, kind } of lines)
      if (kind === "plain" && isForm(line))
        problems.push(`line ${number}: found ${line.trim()}, expected text in its place`);
  }
  return { ...nothing, problems, claims: sections.length, outcome: "done" };
}
var form = (facts, sections) => `${makeStamp(facts)}
${Object.entries(sections).map(([title, what]) => `## ${title}
<${what}>
`).join(`
`)}`;
var prose = (sections) => ({
  form: (facts) => form(facts, sections),
  rules: () => [
    "The first line stays as it stands, with nothing before it.",
    `The sections are there, each once and with text, or None; others may follow. At most ${MAX_BYTES / 1024} kB.`
  ],
  check: (text) => judgeProse(text, Object.keys(sections))
});
var researchKind2 = prose(RESEARCH);
var synthesisKind2 = prose(SYNTHESIS);
var codebaseKind2 = prose(CODEBASE2);

export { OPEN_QUESTIONS2, CODEBASE2, codebaseFile2, researchKind2, synthesisKind2, codebaseKind2 };
