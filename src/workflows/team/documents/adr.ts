import * as z from "zod/mini";
import { fold } from "../../../text.ts";
import { line, lines } from "../kinds/kind.ts";
import { ADR_FOLDER } from "../paths.ts";
import { listed, ownLines } from "./page.ts";

/** One decision of the design; `pipeline/adr/NNNN-title.md` is written from it. */
export const adr = z.object({
  title: line("what was decided, in a few words"),
  context: line(),
  decision: line(),
  rationale: lines("why, and which other way was refused for what reason"),
  consequences: line(),
});
type Adr = z.infer<typeof adr>;

const slugOf = (title: string): string =>
  fold(title)
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, "-")
    .slice(0, 60)
    .replaceAll(/^-|-$/g, "");

/**
 * The file of each decision, without its folder: one of a title that this run has recorded before
 * takes that place, others get the next free numbers. `names`: those of the folder; `known`: this
 * run's.
 */
export function adrNames(
  titles: readonly string[],
  names: readonly string[],
  known: readonly string[],
): string[] {
  let last = Math.max(0, ...names.map((name) => Number(/^\d{4}(?=-)/.exec(name)?.[0] ?? 0)));
  return titles.map((title) => {
    const file = `${slugOf(title) || "decision"}.md`;
    const same = known.find((name) => name.slice("0000-".length) === file);
    return same ?? `${String(++last).padStart(4, "0")}-${file}`;
  });
}

/** `day`: such as `2026-03-26`. */
export const adrPage = (one: Adr, name: string, day: string): { path: string; text: string } => ({
  path: `${ADR_FOLDER}/${name}`,
  text: [
    `# ${name.slice(0, 4)} — ${fold(one.title)}`,
    `**Status**: Accepted\n**Date**: ${day}`,
    `## Context\n\n${ownLines(one.context)}`,
    `## Decision\n\n${ownLines(one.decision)}`,
    `## Rationale\n\n${listed(one.rationale)}`,
    `## Consequences\n\n${ownLines(one.consequences)}\n`,
  ].join("\n\n"),
});
