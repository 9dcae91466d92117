/**
 * The forms of markdown documents whose sections are data: each name with what its writer puts in.
 */

export const namesOf = <N extends string>(sections: Record<N, string>): N[] =>
  Object.keys(sections) as N[];

/** The document as its writer gets it. `head`: what stands before the sections. */
export const sectionsForm = (head: string, sections: Record<string, string>): string =>
  `${[head, ...Object.entries(sections).map(([name, form]) => `## ${name}\n${form}`)].join("\n\n")}\n`;

const rowForm = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

/** A table of these columns. */
export const tableForm = (columns: readonly string[], ...rows: string[][]): string =>
  `\n${[rowForm(columns), `|${"---|".repeat(columns.length)}`, ...rows.map(rowForm)].join("\n")}`;
