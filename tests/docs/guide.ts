// docs/extending.md, followed to the letter: its blocks are applied to a copy of the plugin.
import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { tempDir } from "../harness/project.ts";
import { read, root } from "./pages.ts";

export interface Block {
  file: string;
  /** The file that a new one is a copy of, as git writes it above a change. */
  from: string | null;
  /** As a page shows a change: ` ` stands there, `-` goes, `+` comes; else the whole file. */
  isDiff: boolean;
  text: string;
}

export const PAGE = read("docs/extending.md");

export const blocksOf = (page: string): Block[] =>
  [...page.matchAll(/^```(\w+) (\S+)\n(?:copy from (\S+)\n)?([\s\S]*?)^```$/gm)].map(
    ([, kind, file, from, text]) => ({
      file: file!,
      from: from ?? null,
      isDiff: kind === "diff",
      text: text!,
    }),
  );

/** The sections of the page by their titles. */
export const SECTIONS = new Map(
  PAGE.split(/^## /m)
    .slice(1)
    .map((one): [string, Block[]] => [one.split("\n")[0]!, blocksOf(one)]),
);

/**
 * A file with a block applied. @throws Error where the lines that should be there are not, or stand
 * there twice
 */
function applied(source: string, { file, isDiff, text }: Block): string {
  if (!isDiff) return text;
  const lines = text.trimEnd().split("\n");
  const without = (mark: string): string =>
    lines
      .filter((line) => !line.startsWith(mark))
      .map((line) => `${line.slice(1)}\n`)
      .join("");
  const before = without("+");
  const found = source.split(before).length - 1;
  if (found !== 1) throw new Error(`${file}: these lines stand there ${found} times:\n${before}`);
  return source.replace(before, () => without("-"));
}

/** What a plugin is run from. */
const PARTS = [
  ...["src", "hooks", "bin", "agents", "commands", "skills", "prompts", ".claude-plugin"],
  ...["plugin.json", "package.json", "tsconfig.json"],
];

/** A copy of the plugin with these blocks applied; `more`: what else is copied. */
export function pluginWith(blocks: readonly Block[], more: readonly string[] = []): string {
  const copy = join(tempDir(), "plugin");
  for (const path of [...PARTS, ...more]) {
    mkdirSync(dirname(join(copy, path)), { recursive: true });
    cpSync(join(root, path), join(copy, path), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(copy, "node_modules"));
  for (const block of blocks) {
    const path = join(copy, block.file);
    mkdirSync(dirname(path), { recursive: true });
    const source = block.from === null ? path : join(copy, block.from);
    writeFileSync(path, applied(block.isDiff ? readFileSync(source, "utf8") : "", block));
  }
  return copy;
}
