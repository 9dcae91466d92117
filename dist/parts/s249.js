// @bun
import {
  shown
} from "./s28.js";
import {
  SPEC,
  ADR_FOLDER,
  parseDesignSpec
} from "./s150.js";
import {
  adrNameProblems,
  parseAdr
} from "./s51.js";
import {
  criteriaNumbers,
  required,
  codeList
} from "./s251.js";

// src/workflows/team/kinds/design.ts
var specForm = (status) => `# Design: <title>

STATUS: ${status}

## Architecture
<parts, data, how they work together, what happens when one fails>

## API Contracts
<each entry: request, response, every error, limits>

## Component Ownership

| Component | Area | Criteria | Paths |
|---|---|---|---|
| <name> | <area> | <1, 2> | \`<glob>\`, \`<glob>\` |

## Security
<what is secret and where it may go; who may call what, how often>
`;
var specRules = ({ areas }) => [
  "All four sections are there, none of them empty.",
  `In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has a name of its own, one area of ${codeList(Object.keys(areas))}, and paths as globs of files that this area owns, or of no area, each in back-ticks, with commas between. Test files are dev-qa's, whatever row names them.`
];
var adrDocument = ({ nextAdr, now }) => ({
  path: `${ADR_FOLDER}/${nextAdr}-<title-in-lower-case>.md`,
  form: `# ${nextAdr} \u2014 <Title>

**Status**: Accepted
**Date**: ${now.slice(0, 10)}

## Context
<\u2026>

## Decision
<\u2026>

## Rationale
- <why, and which other way was refused for what reason>

## Consequences
<\u2026>
`
});
var adrRule = ({ nextAdr }) => `An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${nextAdr}.`;
function adrsOf({ list, document }) {
  const names = list(ADR_FOLDER).filter((name) => name.toLowerCase().endsWith(".md"));
  const texts = names.map((name) => document(`${ADR_FOLDER}/${name}`) ?? "");
  const wrong = names.flatMap((name, at) => parseAdr(texts[at], name).problems);
  return { names, texts, problems: [...adrNameProblems(names), ...wrong] };
}
function specOf(context) {
  const text = context.document(SPEC);
  const of = { areas: context.areas, criteria: criteriaNumbers(context) };
  const { spec, problems } = parseDesignSpec(text ?? "", of);
  const areas = context.areas.filter((area) => spec.components.some((one) => one.area === area));
  const all = [...problems, ...foreignPaths(spec, context)];
  return { text, areas, status: text === null ? null : spec.status, problems: required(SPEC, text, all) };
}
var foreignPaths = ({ components }, { areas, inArea, isTest }) => components.flatMap(({ name, area, paths }) => paths.flatMap((path) => {
  const owners = areas.filter((one) => inArea(path, one));
  return isTest(path) || owners.length === 0 || owners.includes(area) || !areas.includes(area) ? [] : `## Component Ownership: ${shown(path)} of ${shown(name)} belongs to ${owners.join(" and ")}, expected files that ${area} owns, or a row of its own with the area ${owners[0]}`;
}));

export { specForm, specRules, adrDocument, adrRule, adrsOf, specOf, foreignPaths };
