import * as z from "zod/mini";
import { fold } from "../../../../text.ts";
import { loose, optional, planningDocument, singleLine } from "../document.ts";
import {
  bullets,
  inline,
  linesUnder,
  listUnder,
  newSections,
  newTable,
  paragraphs,
} from "../edit.ts";
import { or } from "./plan.ts";

/** `PROJECT.md`: what the project is. Every planner reads it first. */

const item = loose({
  text: singleLine,
  id: optional(z.string()),
  version: optional(z.string()),
});
const points = optional(z.array(singleLine));
const projectFields = loose({
  title: or(singleLine, ""),
  summary: optional(z.string()),
  core_value: optional(z.string()),
  /** Requirements of milestones that are over. */
  validated: optional(z.array(item)),
  /** Those of this one. */
  active: optional(z.array(item)),
  out_of_scope: points,
  context: points,
  constraints: points,
  scope: points,
  stack: points,
  success_criteria: points,
  timeline: points,
  assumptions: points,
  decisions: optional(
    z.array(loose({ decision: singleLine, rationale: singleLine, outcome: singleLine })),
  ),
  /** The day, and after what. */
  updated: optional(singleLine),
});
type ProjectFields = z.infer<typeof projectFields>;

/** Sections that are texts, and such that are lists, by their headings. */
const TEXTS = { "What This Is": "summary", "Core Value": "core_value" } as const;
const LISTS = {
  Context: "context",
  Constraints: "constraints",
  Scope: "scope",
  Stack: "stack",
  "Success Criteria": "success_criteria",
  Timeline: "timeline",
  Assumptions: "assumptions",
} as const;

const itemText = ({ text, id }: z.infer<typeof item>): string =>
  `${inline(text)}${id === undefined ? "" : ` (${id})`}`;

/** A section; none where there is nothing to say. */
const section = (heading: string, lines: string[] | undefined): [string, string[]][] =>
  lines === undefined ? [] : [[heading, lines]];

function bodyOf(fields: ProjectFields): string {
  const { title, validated, active, decisions, updated } = fields;
  const listed = (key: (typeof LISTS)[keyof typeof LISTS] | "out_of_scope") =>
    fields[key] && bullets(fields[key]);
  const built = validated?.map(
    (one) => `- ✓ ${itemText(one)}${one.version ? ` — ${one.version}` : ""}`,
  );
  const rows = decisions?.map((decision) => [
    decision.decision,
    decision.rationale,
    decision.outcome,
  ]);
  return [
    `# ${inline(title)}`,
    "",
    ...newSections(
      ...Object.entries(TEXTS).flatMap(([heading, key]) =>
        section(`## ${heading}`, fields[key] === undefined ? undefined : [paragraphs(fields[key])]),
      ),
      ...section("## Requirements", validated && []),
      ...section("### Validated", built?.length === 0 ? ["(None yet)"] : built),
      ...section(
        "### Active",
        active?.map((one) => `- [ ] ${itemText(one)}`),
      ),
      ...section("### Out of Scope", listed("out_of_scope")),
      ...Object.entries(LISTS).flatMap(([heading, key]) => section(`## ${heading}`, listed(key))),
      ...section("## Key Decisions", rows && newTable(["Decision", "Rationale", "Outcome"], rows)),
    ),
    ...(updated === undefined ? [] : ["---", `*Last updated: ${updated}*`, ""]),
  ].join("\n");
}

/** What texts and lists of a body say: people describe their project in it. */
function edited(fields: ProjectFields, lines: readonly string[]): ProjectFields {
  for (const [heading, key] of Object.entries(TEXTS)) {
    const before = fields[key];
    const text = linesUnder(lines, `## ${heading}`)?.join("\n").trim();
    if (before !== undefined && text !== paragraphs(before)) fields[key] = text ?? before;
  }
  for (const [heading, key] of Object.entries(LISTS)) {
    const before = fields[key];
    if (before !== undefined) fields[key] = listUnder(lines, `## ${heading}`, before) ?? before;
  }
  return fields;
}

export const PROJECT_KIND = planningDocument({
  schema: projectFields,
  key: "title",
  body: bodyOf,
  edited,
});

export const projectText = PROJECT_KIND.text;

/** What a milestone has built and decided. */
export interface Outcome {
  validated: { id: string; text: string }[];
  decisions: { text: string; phase: string }[];
}

/** The text with what a milestone came to; nothing is added twice. @throws CannotEdit */
export const concluded = (
  source: string,
  version: string,
  date: string,
  { validated, decisions }: Outcome,
): string =>
  PROJECT_KIND.edit(source, (fields) => {
    const outcome = `Shipped in ${version}`;
    const isKnown = ({ id }: { id: string }): boolean =>
      (fields.validated ?? []).some((one) => one.id === id && one.version === version);
    const built = validated.filter((one) => !isKnown(one)).map((one) => ({ ...one, version }));
    const made = decisions
      .map(({ text, phase }) => ({ decision: fold(text), rationale: phase, outcome }))
      .filter((one) => !(fields.decisions ?? []).some((other) => Bun.deepEquals(one, other)));
    return {
      ...fields,
      validated: [...(fields.validated ?? []), ...built],
      // One that a person has changed is theirs.
      active: fields.active?.filter(({ id, text }) =>
        validated.every((one) => one.id !== id || fold(one.text) !== text),
      ),
      decisions: [...(fields.decisions ?? []), ...made],
      updated: `${date} after ${version} milestone`,
    };
  });
