// What documents say, as a reader counts it: words, sentences, commands, links.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export const root = join(import.meta.dir, "..", "..");
export const read = (file: string): string => readFileSync(join(root, file), "utf8");

/** Pages that a new user reads. */
export const FIRST_PAGES = ["README.md", "docs/usage.md", "docs/multi-ai.md", "docs/settings.md"];

/** Pages that people read. */
export const READ_PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  "server/README.md",
  ...readdirSync(join(root, "docs"))
    .filter((file) => file.endsWith(".md"))
    .map((file) => `docs/${file}`)
    .sort(),
];

const FENCE = /^```[^\n]*\n([\s\S]*?)^```$/gm;

/** Lines of the blocks of code. */
export const codeLines = (text: string): string[] =>
  [...text.matchAll(FENCE)].flatMap((match) =>
    match[1]!.split("\n").filter((line) => line.trim() !== ""),
  );

/** Pieces of code within sentences; `\|` of a table is a `|`. */
export const codeSpans = (text: string): string[] =>
  [...text.replace(FENCE, "").matchAll(/`([^`\n]+)`/g)].map((match) =>
    match[1]!.replaceAll("\\|", "|"),
  );

/** Words, with marks, links and code as they stand in the file: never fewer than a reader sees. */
export const words = (text: string): string[] => text.split(/\s+/).filter((word) => word !== "");

/** Sentences of the prose: paragraphs, list items, headings and cells apart; a piece of code is one word, a link its text. */
export function sentences(text: string): string[] {
  const prose = text
    .replace(FENCE, "\n")
    .replace(/<!--[\s\S]*?-->/g, "\n")
    .replace(/`[^`\n]+`/g, "code")
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, "$1");
  const blocks: string[] = [];
  for (const line of prose.split("\n")) {
    const starts = /^\s*(?:$|[-*] |\d+\. |#|\|)/.test(line);
    if (starts || blocks.length === 0) blocks.push(line);
    else blocks.push(`${blocks.pop()} ${line}`);
  }
  return blocks
    .flatMap((block) => (block.startsWith("|") ? block.split("|") : [block]))
    .flatMap((block) => block.split(/(?<=[.!?][)"*]*)\s+/))
    .map((sentence) => sentence.replace(/^\s*(?:[-*#]+|\d+\.)\s+/, "").trim())
    .filter((sentence) => /\p{L}/u.test(sentence));
}

/** Names of a page's headings in links, as GitHub makes them. */
export function anchors(text: string): string[] {
  const seen = new Map<string, number>();
  return [...text.replace(FENCE, "").matchAll(/^#+ (.+)$/gm)].map((match) => {
    const name = match[1]!
      .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-");
    const times = seen.get(name) ?? 0;
    seen.set(name, times + 1);
    return times === 0 ? name : `${name}-${times}`;
  });
}

/** Relative links of a page, with file (empty: the page itself) and anchor (null: none). */
export const links = (text: string): { file: string; anchor: string | null }[] =>
  [...text.replace(FENCE, "").matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1]!)
    .filter((target) => !/^[a-z]+:/i.test(target))
    .map((target) => {
      const [file = "", anchor = null] = target.split("#");
      return { file, anchor };
    });
