/** `pipeline/design-spec.md`, written by principal: the design, and which area owns which component and criterion. */

import { namesOf, tableForm } from "../../kit/sections-form.ts";
import { type Line, readMarkdown } from "../../markdown.ts";
import { pathProblem } from "../../review/evidence.ts";
import { bare, nameKey, refusing, requiredSections, tableOf } from "../../sections.ts";

export interface Component {
  name: string;
  area: string;
  /** Numbers of the brief's criteria. */
  criteria: number[];
  /** Files or globs, relative to the project. */
  paths: string[];
}

export interface DesignSpec {
  status: "DRAFT" | "APPROVED" | null;
  components: Component[];
}

const OWNERSHIP = "## Component Ownership";
const COLUMNS = ["Component", "Area", "Criteria", "Paths"] as const;
export const DESIGN_SECTIONS = {
  Architecture: "<parts, data, how they work together, what happens when one fails>",
  "API Contracts": "<each entry: request, response, every error, limits>",
  "Component Ownership": tableForm(COLUMNS, ["<name>", "<area>", "<1, 2>", "`<glob>`, `<glob>`"]),
  Security: "<what is secret and where it may go; who may call what, how often>",
};
/** Longest run of a range such as `1-7`. */
const MAX_RANGE = 60;
/** Most unknown criteria of one row that are named. */
const MAX_NAMED = 5;

function statusOf(lines: readonly Line[], problems: string[]): DesignSpec["status"] {
  const found = lines.filter((line) => line.kind === "plain" && line.text.trim().startsWith("STATUS:"));
  const expected = '"STATUS: DRAFT" or "STATUS: APPROVED" on a line of its own, once';
  const refuse = refusing("STATUS", problems);
  const [first, second] = found;
  const said = first?.text.trim().slice("STATUS:".length).trim();
  if (first === undefined) refuse(null, undefined, expected);
  else if (second !== undefined) refuse(second.number, `${found.length} lines`, expected);
  else if (said === "DRAFT" || said === "APPROVED") return said;
  else refuse(first.number, said, expected);
  return null;
}

/** Numbers of a cell such as `1, 3-5`; null when it holds something else. A dash stands for none. */
function numbersOf(cell: string): number[] | null {
  if (/^[-–—]?$/.test(cell)) return [];
  const numbers: number[] = [];
  for (const part of cell.split(",")) {
    const found = /^(\d{1,4})(?:\s?[-–]\s?(\d{1,4}))?$/.exec(part.trim());
    if (found === null) return null;
    const [first, last] = [Number(found[1]), Number(found[2] ?? found[1])];
    if (last < first || last - first > MAX_RANGE) return null;
    for (let one = first; one <= last; one++) numbers.push(one);
  }
  return [...new Set(numbers)];
}

/** Paths of a cell: what stands in back-ticks, else what stands between commas outside of braces; null: neither of the two. */
function pathsOf(cell: string): string[] | null {
  if (!cell.includes("`"))
    return cell
      .split(/,(?![^{}]*\})/)
      .map((one) => one.trim())
      .filter(Boolean);
  const around = cell.replaceAll(/`[^`]*`/g, "");
  const paths = [...cell.matchAll(/`([^`]*)`/g)].flatMap((found) => found[1]!.trim() || []);
  return /^[\s,]*$/.test(around) ? paths : null;
}

/** The area of this name as the settings spell it, null when there is none. */
export const areaNamed = (name: string, areas: readonly string[]): string | null =>
  areas.find((area) => nameKey(area) === nameKey(name)) ?? null;

/**
 * Reads a design. `areas` are the names of the settings, `criteria` the numbers of the brief: each has to be covered by a
 * component, and no other may be named.
 */
export function parseDesignSpec(
  text: string,
  { areas, criteria }: { areas: readonly string[]; criteria: readonly number[] },
): { spec: DesignSpec; problems: string[] } {
  const problems: string[] = [];
  const lines = readMarkdown(text);
  const status = statusOf(lines, problems);
  const section = requiredSections(lines, namesOf(DESIGN_SECTIONS), problems)["Component Ownership"];
  const rows = (section && tableOf(section.lines, COLUMNS, OWNERSHIP, problems)) ?? [];
  const seen = new Set<string>();
  const covered = new Set<number>();
  const refuseAt = refusing(OWNERSHIP, problems);
  const components = rows.map(({ cells, line }): Component => {
    const [name, areaCell, criteriaCell] = cells.map(bare) as [string, string, string];
    const refuse = (found: unknown, expected: string) => refuseAt(line, found, expected);
    if (name === "") refuse(undefined, "the component's name");
    else if (seen.has(nameKey(name))) refuse(name, "each component once");
    seen.add(nameKey(name));
    const area = areaNamed(areaCell, areas);
    if (area === null) refuse(areaCell, `one of the areas: ${areas.join(", ")}`);
    const numbers = numbersOf(criteriaCell);
    if (numbers === null) refuse(criteriaCell, "numbers of criteria such as 1, 3-5, or - for none");
    for (const one of numbers ?? []) covered.add(one);
    const unknown = (numbers ?? []).filter((one) => !criteria.includes(one));
    if (unknown.length > 0)
      refuse(`criterion ${unknown.slice(0, MAX_NAMED).join(", ")}`, `criteria of the brief: ${criteria.join(", ")}`);
    const paths = pathsOf(cells[3]!);
    if (paths === null) refuse(cells[3], "globs, each in back-ticks, with commas between");
    else if (paths.length === 0) refuse(undefined, "the component's files or folders");
    for (const path of paths ?? []) {
      const problem = pathProblem(path.replace(/\/$/, ""));
      if (problem !== null) problems.push(`${OWNERSHIP}, line ${line}: ${problem}`);
    }
    return { name, area: area ?? areaCell, criteria: numbers ?? [], paths: paths ?? [] };
  });
  if (rows.length === 0 && section !== null) refuseAt(section.line, "no row", "a row per component");
  for (const one of criteria)
    if (!covered.has(one))
      refuseAt(section?.line ?? null, `no component for criterion ${one}`, "each criterion in a row");
  return { spec: { status, components }, problems };
}
