import { shown } from "../../../text.ts";
import { pathProblem } from "../../review/evidence.ts";
import { REST, TESTS } from "../areas.ts";
import { adrNameProblems, adrProblems } from "../documents/adr.ts";
import { answerProblems, parseNotes } from "../documents/design-notes.ts";
import { areaNamed, type DesignSpec, parseDesignSpec } from "../documents/design-spec.ts";
import type { BriefFacts } from "../facts.ts";
import { ADR_FOLDER, ANSWERS, SPEC } from "../paths.ts";
import { hasDesign } from "../tracks.ts";
import { type CheckContext, criteriaNumbers } from "./context.ts";
import {
  codeList,
  documentKind,
  gateKind,
  line,
  lines,
  notingFound,
  problemIf,
  QUESTION,
  required,
  within,
} from "./kind.ts";

/** The design with its decisions: a draft, the owners' notes on it, its approval, pm's word on its scope, a ruling. */

const specForm = (status: NonNullable<DesignSpec["status"]>): string => `# Design: <title>

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

const specRules = ({ areas }: BriefFacts): string[] => [
  "All four sections are there, none of them empty.",
  `In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has a name of its own, one area of ${codeList(Object.keys(areas))}, and paths as globs of files that this area owns, or of no area, each in back-ticks, with commas between. Test files are dev-qa's, whatever row names them.`,
];

/** The next decision of the design, with its form. */
const adrDocument = ({ nextAdr, now }: BriefFacts): { path: string; form: string } => ({
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

const adrRule = ({ nextAdr }: BriefFacts): string =>
  `An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${nextAdr}.`;

/** The ADRs that are there, with what is wrong with them. */
function adrsOf({ list, document }: CheckContext): { names: string[]; texts: string[]; problems: string[] } {
  const names = list(ADR_FOLDER).filter((name) => name.toLowerCase().endsWith(".md"));
  const texts = names.map((name) => document(`${ADR_FOLDER}/${name}`) ?? "");
  const wrong = names.flatMap((name, at) => adrProblems(texts[at]!, name));
  return { names, texts, problems: [...adrNameProblems(names), ...wrong] };
}

/** The design in a text, with what is wrong with it; paths of its components that their area's owner may not touch are. */
function designIn(text: string, context: CheckContext): { spec: DesignSpec; problems: string[] } {
  const { areas, inArea, isTest } = context;
  const { spec, problems } = parseDesignSpec(text, { areas, criteria: criteriaNumbers(context) });
  const foreign = spec.components.flatMap(({ name, area, paths }) =>
    paths.flatMap((path) => {
      const owners = areas.filter((one) => inArea(path, one));
      return isTest(path) || owners.length === 0 || owners.includes(area) || !areas.includes(area)
        ? []
        : `## Component Ownership: ${shown(path)} of ${shown(name)} belongs to ${owners.join(" and ")}, expected files that ${area} owns, or a row of its own with the area ${owners[0]}`;
    }),
  );
  return { spec, problems: [...problems, ...foreign] };
}

/** `pipeline/design-spec.md` as a draft, written by the principal: the owners annotate it before it is approved. */
export const draft = documentKind({
  form: () => specForm("DRAFT"),
  rules: (facts) => [...specRules(facts), QUESTION],
  judge(text, context) {
    const { spec, problems } = designIn(text, context);
    const early = 'STATUS: found "APPROVED", expected "DRAFT": it is approved when the notes are answered';
    return { problems: [...problems, ...problemIf(spec.status === "APPROVED", early)] };
  },
});

/** Most notes of one owner on a design: each is answered, and a list of everything hides what matters. */
const MAX_NOTES = 8;

/** `pipeline/design-review/<role>.md`, written by an area's owner: what has to change in the draft. */
export const notes = documentKind({
  form: () => "- <section of the design>: <what goes wrong, and what would mend it>\n",
  rules: () => [
    `At most ${MAX_NOTES} notes, the gravest first; what one change would mend is one note.`,
    "Each note is one entry that begins with `- `, nothing else does; the principal answers every one. Without any note the list is replaced by `None.`",
    QUESTION,
  ],
  judge(text) {
    const { notes, problems } = parseNotes(text);
    const tooMany = `found ${notes.length} notes, expected at most ${MAX_NOTES}: keep the gravest, and merge what one change would mend`;
    return { problems: [...problems, ...problemIf(notes.length > MAX_NOTES, tooMany)] };
  },
});

/** A line for the answer to each note, by its role and its number there. */
function answersForm(notes: BriefFacts["notes"]): string {
  const all = [...Map.groupBy(notes, (one) => one.role)].flatMap(([role, own]) =>
    own.map((_note, at) => `- ${role} ${at + 1}: <taken | not taken> — <where the design says so now, or why not>\n`),
  );
  return `# Answers to the notes\n\n${all.join("")}`;
}

/** `stage-02.json`, written by the principal with the design: its status line, its ADRs, the answers to the owners' notes. */
export const design = notingFound(
  gateKind({
    documents: (facts) => [
      { path: SPEC, form: specForm("APPROVED") },
      adrDocument(facts),
      ...(facts.notes.length === 0 ? [] : [{ path: ANSWERS, form: answersForm(facts.notes) }]),
    ],
    rules: (facts) => [
      "With `PASS` the design has the line `STATUS: APPROVED`, and begins with its title: the draft's stamp above it goes.",
      ...specRules(facts),
      `${adrRule(facts)} One is for a decision that is costly to turn back; without such a one none is written.`,
      ...(facts.notes.length === 0 ? [] : ["Each note has one line with its answer, which begins as in the form."]),
      QUESTION,
    ],
    judge({ status }, context) {
      const text = context.document(SPEC);
      const { spec, problems } = designIn(text ?? "", context);
      const adrs = adrsOf(context);
      const answers = context.document(ANSWERS);
      const unanswered = answerProblems(answers ?? "", context.notes);
      const passes = status === "PASS";
      const isApproved = text !== null && spec.status === "APPROVED";
      const unapproved = `${SPEC} says STATUS: ${(text && spec.status) ?? "nothing"}, expected STATUS: APPROVED with status PASS, or FAIL with what is missing`;
      return {
        problems: passes
          ? [
              ...required(SPEC, text, problems),
              ...adrs.problems,
              ...within(ANSWERS, unanswered),
              ...problemIf(!isApproved, unapproved),
            ]
          : [],
        facts: {
          counts: { adrs: adrs.names.length },
          flags: { arch_approved: isApproved },
          ...(passes
            ? { areas: context.areas.filter((area) => spec.components.some((one) => one.area === area)) }
            : {}),
        },
        texts: [text, ...adrs.texts, answers],
      };
    },
  }),
);

/** `pipeline/design-review/pm.json`: pm's word on the design's scope. */
export const scope = gateKind({ outcomes: { holds: "approved", not: "needs_changes" } });

/** Characters of an instruction that the run keeps for the briefs of those who follow it. */
const MAX_NOTE = 400;

/** `pipeline/ruling.json`, written by the principal: what holds where two owners do not agree, and who follows it. */
export const ruling = gateKind({
  own: { adr: line, areas: lines, instruction: line },
  form: (facts) => [
    `"adr": "${adrDocument(facts).path}"`,
    '"areas": ["<area that has to change something>"]',
    '"instruction": "<what each of them changes, exactly>"',
  ],
  documents: (facts) => [adrDocument(facts)],
  rules: (facts) => [
    adrRule(facts),
    `\`areas\` are of ${codeList([...Object.keys(facts.areas), REST, TESTS])} (\`${REST}\`: files of no area, \`${TESTS}\`: test files), and only those that have to change something; none if the code is right as it stands.${facts.has.design ? " Where pipeline/design-spec.md is changed its STATUS line stays." : ""}`,
  ],
  judge({ adr, areas: named, instruction }, context) {
    const isAdr = pathProblem(adr) === null && adr.startsWith(`${ADR_FOLDER}/`);
    const text = isAdr ? context.document(adr) : null;
    const adrs = adrsOf(context);
    // On a track without a design, what lies there is of another run.
    const design = hasDesign(context.track) ? context.document(SPEC) : null;
    const { spec, problems } = designIn(design ?? "", context);
    const parts = [...context.areas, REST, TESTS];
    const areas = named.map((one) => areaNamed(one, parts));
    return {
      problems: [
        ...problemIf(
          text === null,
          `adr: found ${shown(adr)}, expected the path of an ADR in ${ADR_FOLDER} that is there`,
        ),
        ...adrs.problems,
        ...(hasDesign(context.track) ? required(SPEC, design, problems) : []),
        ...problemIf(spec.status === "DRAFT", `${SPEC}: found "STATUS: DRAFT", expected "STATUS: APPROVED"`),
        ...named.flatMap((one, at) =>
          areas[at] === null ? [`areas[${at}]: found ${shown(one)}, expected one of ${parts.join(", ")}`] : [],
        ),
      ],
      facts: {
        counts: { adrs: adrs.names.length },
        owners: [...new Set(areas.filter((one) => one !== null))],
        note: instruction.slice(0, MAX_NOTE),
      },
      texts: [design, text, instruction],
    };
  },
});
