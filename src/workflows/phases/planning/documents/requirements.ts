import * as z from "zod/mini";
import { loose, optional, planningDocument, singleLine } from "../document.ts";
import { bullets, CannotEdit, inline, newSections, newTable, titleLine } from "../edit.ts";
import { telling } from "../files.ts";
import type { Problem, Requirement } from "../model.ts";
import { twinsOf } from "../numbers.ts";
import { or } from "./plan.ts";

/** `REQUIREMENTS.md`: what the project has to do, now or later, and which phase does it. */

const requirementFields = loose({
  /** As phases name it, such as `AUTH-01`. */
  id: z.string(),
  text: singleLine,
  /** `v1`: has to be done in this milestone; `later`: has not; `out`: is out of scope. */
  scope: or(z.enum(["v1", "later", "out"]), "v1"),
  done: or(z.boolean(), false),
  /** Number of the phase that does it. */
  phase: optional(z.pipe(z.union([z.string(), z.number()]), z.transform(String))),
  /** A heading that it stands under. */
  group: optional(singleLine),
});
const requirementsFields = loose({
  title: or(singleLine, ""),
  /** The day. */
  defined: optional(z.string()),
  core_value: optional(singleLine),
  requirements: or(z.array(requirementFields), []),
  /** What is out of scope and has no id. */
  out_of_scope: optional(z.array(singleLine)),
});
type RequirementsFields = z.infer<typeof requirementsFields>;
type RequirementFields = z.infer<typeof requirementFields>;

const hasBox = ({ scope }: RequirementFields): boolean => scope === "v1";
const entryOf = (fields: RequirementFields): string =>
  `- ${hasBox(fields) ? `[${fields.done ? "x" : " "}] ` : ""}**${fields.id}**: ${inline(fields.text)}`;

/** Entries of a section, under the headings that they have. */
function grouped(all: readonly RequirementFields[]): string[] {
  const groups = [...Map.groupBy(all, ({ group }) => group ?? "")];
  return groups.flatMap(([group, entries], at) => [
    ...(at === 0 ? [] : [""]),
    ...(group === "" ? [] : [`### ${inline(group)}`, ""]),
    ...entries.map(entryOf),
  ]);
}

function bodyOf(fields: RequirementsFields): string {
  const { title, defined, core_value, requirements, out_of_scope = [] } = fields;
  const of = (wanted: RequirementFields["scope"]): RequirementFields[] =>
    requirements.filter(({ scope }) => scope === wanted);
  const out = [...grouped(of("out")), ...out_of_scope.flatMap((one) => bullets([one]))];
  const rows = of("v1").map(({ id, phase, done }) => [
    ...[id, phase === undefined ? "-" : `Phase ${phase}`, done ? "Complete" : "Pending"],
  ]);
  return [
    titleLine("Requirements", title),
    "",
    ...(defined === undefined ? [] : [`**Defined:** ${defined}`]),
    ...(core_value === undefined ? [] : [`**Core Value:** ${inline(core_value)}`]),
    ...((defined ?? core_value) === undefined ? [] : [""]),
    ...newSections(
      ["## v1 Requirements", grouped(of("v1"))],
      ["## v2 Requirements", grouped(of("later"))],
      ["## Out of Scope", out.length === 0 ? ["None"] : out],
      ["## Traceability", newTable(["Requirement", "Phase", "Status"], rows)],
    ),
  ].join("\n");
}

/** What the boxes of a body say. */
function edited(fields: RequirementsFields, lines: readonly string[]): RequirementsFields {
  for (const requirement of fields.requirements.filter(hasBox)) {
    const box = new RegExp(`^- \\[([ x])\\] \\*\\*${RegExp.escape(requirement.id)}\\*\\*: `);
    const [mark] = lines.flatMap((text) => box.exec(text)?.[1] ?? []);
    if (mark !== undefined) requirement.done = mark === "x";
  }
  return fields;
}

export const REQUIREMENTS_KIND = planningDocument({
  schema: requirementsFields,
  key: "requirements",
  body: bodyOf,
  edited,
});

/** What a text of requirements says. Pure. */
export function readRequirementsText(source: string, path: string) {
  const problems: Problem[] = [];
  const tell = telling(path, problems);
  const { fields } = REQUIREMENTS_KIND.read(source, tell);
  const requirements = (fields?.requirements ?? []).map(
    ({ id, text, scope, done }): Requirement => ({ id, text, scope, done }),
  );
  for (const [, { id }] of twinsOf(requirements, (one) => one.id))
    tell(null, `found ${id} again, expected it once`, id);
  return { requirements, problems };
}

export const requirementsText = REQUIREMENTS_KIND.text;

/** Marks a requirement as done, or takes that back. @throws CannotEdit */
export const setRequirementDone = (source: string, id: string, done: boolean): string =>
  REQUIREMENTS_KIND.edit(source, (fields) => {
    if (!fields.requirements.some((requirement) => requirement.id === id))
      throw new CannotEdit(`found no ${id}, expected an entry of it`);
    const requirements = fields.requirements.map((requirement) =>
      requirement.id === id ? { ...requirement, done } : requirement,
    );
    return { ...fields, requirements };
  });
