import { readMarkdown, sectionsOf } from "../../markdown.ts";
import { PLANNING } from "../paths.ts";
import { CODEBASE, codebaseFile } from "./prose.ts";
import { RESEARCH_FIELDS } from "./recorded.ts";

/** Research and maps, as they lie in `.planning`. Pure. */

interface File {
  path: string;
  text: string;
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * `.planning/research`: a file for each field, RESEARCH.md with what it comes to, and SUMMARY.md, which GSD reads.
 * `name`: of the project; `of`: what was found in a field, null where nobody looked.
 */
export function researchFiles(name: string, of: (field: string) => string | null, synthesis: string | null): File[] {
  const file = (title: string, text: string): File => ({
    path: `${PLANNING}/research/${title.toUpperCase()}.md`,
    text: `# ${upper(title)}: ${name}\n\n${text}\n`,
  });
  const fields = RESEARCH_FIELDS.flatMap((field) => {
    const text = of(field);
    return text === null ? [] : [file(field, text)];
  });
  if (synthesis === null) return fields;
  const summary = sectionsOf(readMarkdown(synthesis), 2).find((one) => one.title === "Summary");
  const short = (summary?.lines ?? []).map((line) => line.text).join("\n");
  return [...fields, file("research", synthesis), file("summary", `${short.trim()}\n\nThe whole of it: RESEARCH.md.`)];
}

/** `.planning/codebase`: a file for each section of the map; what has another title stays with the one before it. */
export function codebaseFiles(map: string | null): File[] {
  if (map === null) return [];
  const parts = new Map<string, string[]>();
  let open: string[] | null = null;
  for (const { text, heading } of readMarkdown(map)) {
    const title = heading?.level === 2 ? heading.title : null;
    if (title !== null && Object.hasOwn(CODEBASE, title)) {
      open = [];
      parts.set(title, open);
    } else open?.push(text);
  }
  return [...parts].map(([title, lines]) => ({
    path: codebaseFile(title),
    text: `# ${title}\n\n${lines.join("\n").trim()}\n`,
  }));
}
