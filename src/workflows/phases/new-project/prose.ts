import { documentKind } from "../../kit/artifacts/document.ts";
import { CODEBASE_MAP } from "../paths.ts";
import { RESEARCH, SYNTHESIS } from "./recorded.ts";

/** Research, what comes of it, and the map of a code base. */

/** What each field of research says; its files are named as the field is. */
export const researchKind = documentKind(({ item }) => `${RESEARCH}${item}.md`, {
  Findings: "<what you found, each point with what it rests on>",
  Recommendation: "<what this project should do, and why not otherwise>",
  Risks: "<what goes wrong here, and how one notices>",
  Sources: "<files, addresses, or that it is what you know>",
});

export const synthesisKind = documentKind(SYNTHESIS, {
  Summary: "<what a planner must know if they read nothing else>",
  Stack: "<what is used, and why>",
  Features: "<what has to be there, and what can wait>",
  Architecture: "<the parts, and what goes between them>",
  Pitfalls: "<what goes wrong, and in which phase to see to it>",
  "What it means for the roadmap": "<which phases, in which order, and why>",
  "Open questions": "<what no researcher could settle>",
});

export const codebaseKind = documentKind(CODEBASE_MAP, {
  Stack: "<languages, frameworks, versions, how it is built and run>",
  Integrations: "<services, databases, addresses that it talks to>",
  Architecture: "<the parts and layers, what calls what, where it is entered>",
  Structure: "<folders and files, and where new ones of each kind go>",
  Conventions: "<names, style, errors, logging, as the code has them>",
  Testing: "<how tests run, where they lie, what they cover>",
  Concerns: "<what is fragile, missing, unsafe or slow, each with its file>",
});
