import { readMarkdown, titleOf } from "../../markdown.ts";
import { linesOf } from "./front-matter.ts";

/** Reading of `PROJECT.md`. */

interface ProjectText {
  title: string;
  /** Text under each heading of the second rank, as it stands there, by title. */
  sections: Record<string, string>;
}

/** What a text of PROJECT.md says. Of two sections with one title both count. Pure. */
export function readProjectText(source: string): ProjectText {
  const read = readMarkdown(source);
  const raw = linesOf(source);
  const sections = new Map<string, string>();
  let open: { title: string; from: number } | null = null;
  const close = (to: number): void => {
    if (open === null) return;
    const text = raw.slice(open.from, to).join("\n").trim();
    sections.set(open.title, [sections.get(open.title), text].filter(Boolean).join("\n\n"));
  };
  for (const [at, { heading }] of read.entries()) {
    if (heading === null || heading.level > 2) continue;
    close(at);
    open = heading.level === 2 ? { title: heading.title, from: at + 1 } : null;
  }
  close(raw.length);
  return { title: titleOf(read) ?? "", sections: Object.fromEntries(sections) };
}
