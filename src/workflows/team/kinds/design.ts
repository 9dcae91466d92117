import { shown } from "../../../text.ts";
import { adrNameProblems, parseAdr } from "../documents/adr.ts";
import { type DesignSpec, parseDesignSpec } from "../documents/design-spec.ts";
import type { BriefFacts } from "../facts.ts";
import { ADR_FOLDER, SPEC } from "../paths.ts";
import { type CheckContext, criteriaNumbers } from "./context.ts";
import { codeList, required } from "./kind.ts";

/** What a draft, an approved design and a ruling have in common: the design itself, and the decisions beside it. */

export const specForm = (status: NonNullable<DesignSpec["status"]>): string => `# Design: <title>

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

export const specRules = ({ areas }: BriefFacts): string[] => [
  "All four sections are there, none of them empty.",
  `In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has a name of its own, one area of ${codeList(Object.keys(areas))}, and paths as globs of files that this area owns, or of no area, each in back-ticks, with commas between. Test files are dev-qa's, whatever row names them.`,
];

/** The next decision of the design, with its form. */
export const adrDocument = ({ nextAdr, now }: BriefFacts): { path: string; form: string } => ({
  path: `${ADR_FOLDER}/${nextAdr}-<title-in-lower-case>.md`,
  form: `# ${nextAdr} — <Title>

**Status**: Accepted
**Date**: ${now.slice(0, 10)}

## Context
<…>

## Decision
<…>

## Rationale
- <why, and which other way was refused for what reason>

## Consequences
<…>
`,
});

export const adrRule = ({ nextAdr }: BriefFacts): string =>
  `An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${nextAdr}.`;

/** The ADRs that are there, with what is wrong with them. */
export function adrsOf({ list, document }: CheckContext): { names: string[]; texts: string[]; problems: string[] } {
  const names = list(ADR_FOLDER).filter((name) => name.toLowerCase().endsWith(".md"));
  const texts = names.map((name) => document(`${ADR_FOLDER}/${name}`) ?? "");
  const wrong = names.flatMap((name, at) => parseAdr(texts[at]!, name).problems);
  return { names, texts, problems: [...adrNameProblems(names), ...wrong] };
}

/** The design that is there, with what is wrong with it. */
export function specOf(context: CheckContext): {
  text: string | null;
  status: DesignSpec["status"];
  /** With a component. */
  areas: string[];
  problems: string[];
} {
  const text = context.document(SPEC);
  const of = { areas: context.areas, criteria: criteriaNumbers(context) };
  const { spec, problems } = parseDesignSpec(text ?? "", of);
  const areas = context.areas.filter((area) => spec.components.some((one) => one.area === area));
  const all = [...problems, ...foreignPaths(spec, context)];
  return { text, areas, status: text === null ? null : spec.status, problems: required(SPEC, text, all) };
}

/** Paths of components that their area's owner may not touch; of a test its owner is told who writes it. */
export const foreignPaths = ({ components }: DesignSpec, { areas, inArea, isTest }: CheckContext): string[] =>
  components.flatMap(({ name, area, paths }) =>
    paths.flatMap((path) => {
      const owners = areas.filter((one) => inArea(path, one));
      return isTest(path) || owners.length === 0 || owners.includes(area) || !areas.includes(area)
        ? []
        : `## Component Ownership: ${shown(path)} of ${shown(name)} belongs to ${owners.join(" and ")}, expected files that ${area} owns, or a row of its own with the area ${owners[0]}`;
    }),
  );
