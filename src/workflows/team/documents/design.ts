import * as z from "zod/mini";
import { fold, nameKey, shortJson } from "../../../text.ts";
import { refusing } from "../../contract/problems.ts";
import { page } from "../../kit/artifacts/document.ts";
import { about } from "../../kit/artifacts/form.ts";
import { codeList, line, lines } from "../kinds/fields.ts";

/**
 * The principal's design, and which area owns which component and criterion;
 * `pipeline/design-spec.md` is written from it.
 */

/** Characters of one section, which may be markdown. */
const MAX_SECTION = 40_000;
const section = (what: string) =>
  about(z.string().check(z.maxLength(MAX_SECTION), z.regex(/\S/, "expected a text")), what);

export const design = z.object({
  title: line("the feature, in a few words"),
  architecture: section("parts, data, how they work together, what happens when one fails"),
  api_contracts: section("each entry: request, response, every error, limits"),
  components: z
    .array(
      z.object({
        name: line(),
        area: line("area"),
        criteria: z.array(about(z.number(), "number of a criterion")),
        paths: lines("glob"),
      }),
    )
    .check(z.minLength(1)),
  security: section("what is secret and where it may go; who may call what, how often"),
});
export type Design = z.infer<typeof design>;

/** Sections that change: those that are left out stay as they were. */
export const changes = z.optional(z.partial(design));

/** The area of this name as the settings spell it, null when there is none. */
export const areaNamed = (name: string, areas: readonly string[]): string | null =>
  areas.find((area) => nameKey(area) === nameKey(name)) ?? null;

/**
 * What is wrong with a design: each criterion of the brief is covered by a component, no other is
 * named, and each component has an area.
 */
export function designProblems(
  { components = [] }: Partial<Design>,
  { areas, criteria }: { areas: readonly string[]; criteria: readonly number[] },
): string[] {
  const problems: string[] = [];
  const refuse = refusing(problems);
  components.forEach(({ area, criteria: numbers }, at) => {
    if (!areas.includes(area))
      refuse(`components[${at}].area`, shortJson(area), `one of the areas: ${areas.join(", ")}`);
    for (const number of numbers.filter((one) => !criteria.includes(one)))
      refuse(
        `components[${at}].criteria`,
        `${number}`,
        `criteria of the brief: ${criteria.join(", ")}`,
      );
  });
  const covered = components.flatMap((component) => component.criteria);
  for (const criterion of criteria.filter((number) => !covered.includes(number)))
    refuse("components", `none for criterion ${criterion}`, "each criterion in one");
  return problems;
}

export const designPage = (one: Partial<Design>, status: "DRAFT" | "APPROVED"): string =>
  page(`# Design: ${fold(one.title ?? "")}\n\nSTATUS: ${status}`, {
    Architecture: one.architecture ?? "",
    "API Contracts": one.api_contracts ?? "",
    "Component Ownership": (one.components ?? []).map(({ name, area, criteria, paths }) => {
      const of = criteria.length > 0 ? `, criteria ${criteria.join(", ")}` : "";
      return `${name}: ${area}${of}: ${codeList(paths)}`;
    }),
    Security: one.security ?? "",
  });
