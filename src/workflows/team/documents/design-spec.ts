/**
 * `pipeline/design-spec.md`, written by principal: the design, and which area owns which component
 * and criterion.
 */

import { shown } from "../../../text.ts";
import { refusing } from "../../contract/problems.ts";
import { type Line, readMarkdown } from "../../markdown.ts";
import { bare, inLine, nameKey, namesOf, requiredSections, tableOf } from "../../sections.ts";

const OWNERSHIP = "## Component Ownership";
const COLUMNS = ["Component", "Area", "Criteria", "Paths"] as const;
export const DESIGN_SECTIONS = {
  Architecture: "<parts, data, how they work together, what happens when one fails>",
  "API Contracts": "<each entry: request, response, every error, limits>",
  "Component Ownership": `| ${COLUMNS.join(" | ")} |
|---|---|---|---|
| <name> | <area> | <1, 2> | \`<glob>\`, \`<glob>\` |`,
  Security: "<what is secret and where it may go; who may call what, how often>",
};

const STATUSES = ["DRAFT", "APPROVED"] as const;

function statusOf(lines: readonly Line[], problems: string[]): (typeof STATUSES)[number] | null {
  const statuses = lines.flatMap(
    (line) => (line.kind === "plain" && /^STATUS:(.*)$/.exec(line.text.trim())?.[1]) || [],
  );
  const found = statuses.join(" and").trim();
  const status = STATUSES.find((one) => one === found) ?? null;
  const expected = '"STATUS: DRAFT" or "STATUS: APPROVED" on a line of its own, once';
  if (status === null) refusing(problems)("STATUS", shown(found || undefined), expected);
  return status;
}

/**
 * Criteria of a cell such as `1, 3-5`; null where it names anything else. A dash stands for none.
 */
function criteriaOf(cell: string, criteria: readonly number[]): number[] | null {
  if (/^[-–—]?$/.test(cell)) return [];
  const ranges = cell.split(",").map((part) => part.split(/[-–]/).map(Number));
  const areKnown = ranges.every(
    ([first = 0, last = first, ...more]) =>
      more.length === 0 && first <= last && criteria.includes(first) && criteria.includes(last),
  );
  const found = criteria.filter((criterion) =>
    ranges.some(([first = 0, last = first]) => criterion >= first && criterion <= last),
  );
  return areKnown && found.length > 0 ? found : null;
}

/** The area of this name as the settings spell it, null when there is none. */
export const areaNamed = (name: string, areas: readonly string[]): string | null =>
  areas.find((area) => nameKey(area) === nameKey(name)) ?? null;

/**
 * Reads a design. `areas` are the names of the settings, `criteria` the numbers of the brief: each
 * has to be covered by a component, and no other may be named.
 */
export function parseDesignSpec(
  text: string,
  { areas, criteria }: { areas: readonly string[]; criteria: number[] },
) {
  const problems: string[] = [];
  const lines = readMarkdown(text);
  const status = statusOf(lines, problems);
  const section = requiredSections(lines, namesOf(DESIGN_SECTIONS), problems)[
    "Component Ownership"
  ];
  const rows = (section && tableOf(section.lines, COLUMNS, OWNERSHIP, problems)) ?? [];
  const refuseAt = refusing(problems, OWNERSHIP);
  const components = rows.map(({ cells, line }) => {
    const [name, areaCell, criteriaCell] = cells.map(bare) as [string, string, string];
    const area = areaNamed(areaCell, areas);
    if (area === null)
      refuseAt(inLine(line), shown(areaCell), `one of the areas: ${areas.join(", ")}`);
    const numbers = criteriaOf(criteriaCell, criteria);
    const known = `criteria of the brief (${criteria.join(", ")}) as in 1, 3-5, or - for none`;
    if (numbers === null) refuseAt(inLine(line), shown(criteriaCell), known);
    return { name, area: area ?? areaCell, criteria: numbers ?? [] };
  });
  const covered = new Set(components.flatMap((component) => component.criteria));
  for (const criterion of criteria.filter((number) => !covered.has(number)))
    refuseAt(
      inLine(section?.line ?? null),
      `"no component for criterion ${criterion}"`,
      "each criterion in a row",
    );
  return { spec: { status, components }, problems };
}
