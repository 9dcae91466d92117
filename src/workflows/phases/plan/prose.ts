import { documentKind } from "../../kit/artifacts/document.ts";
import { PATTERNS, RESEARCH } from "./record.ts";

/** What is found out before a phase is planned. Sections as GSD has them. */

/** By phase-researcher: what is to be known before the phase is planned. */
export const researchKind = documentKind(
  RESEARCH,
  {
    Summary: "<what a planner has to know, in a paragraph, and the one recommendation>",
    "Standard Stack": "<what of this project to use; what is new, with its version and why>",
    "Architecture Patterns": "<where it fits in, which interfaces, in which order>",
    "Don't Hand-Roll":
      "<what is there already, here or in a library, and should not be written again>",
    "Common Pitfalls": "<what goes wrong, when, and how to keep clear of it>",
    "Code Examples": "<few lines that show the use of what is recommended>",
    "Open Questions": "<what nobody knows yet, and how to find out>",
    Sources: "- `<file of the project>` — <what it says>\n- <https address> — <what it says>",
  },
  {
    fields: {
      Domain: "<what the phase is about, in a few words>",
      Confidence:
        "<HIGH | MEDIUM | LOW; not HIGH where nothing but your own knowledge stands behind it>",
    },
    head: ({ Domain, Confidence }) => `**Domain:** ${Domain}\n**Confidence:** ${Confidence}`,
  },
);

/** By pattern-mapper: what here each file of the phase should look like. */
export const patternsKind = documentKind(PATTERNS, {
  "File Classification": `| New/Modified File | Role | Data Flow | Closest Analog | Match Quality |
|---|---|---|---|---|
| \`<path>\` | <what it is> | <what goes in and out> | \`<path of the analog, or none>\` | <exact / role-match / partial / none> |`,
  "Pattern Assignments": `### \`<path of a new or changed file>\`

**Analog:** \`<path>:<lines>\`

<what to take over: imports, structure, errors, tests, with the lines that show it>`,
  "Shared Patterns": "<what holds for several of them>",
  "No Analog Found": "<files for which there is none, and what to go by>",
});
