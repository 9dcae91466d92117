import * as z from "zod/mini";
import { fold } from "../../../text.ts";
import { page } from "../../kit/artifacts/document.ts";
import { line, lines } from "../kinds/fields.ts";
import { ADR_FOLDER } from "../paths.ts";

/** One decision of the design; `pipeline/adr/NNNN-title.md` is written from it. */
export const adr = z.object({
  title: line("what was decided, in a few words"),
  context: line(),
  decision: line(),
  rationale: lines("why, and which other way was refused for what reason"),
  consequences: line(),
});
type Adr = z.infer<typeof adr>;

const slugOf = (title: string): string => {
  const words = fold(title)
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? ["decision"];
  return words.join("-").slice(0, 60);
};

/**
 * The file of each decision, without its folder: one with the title of one of this run (`own`)
 * takes its place, others get the next free numbers. `names`: those of the folder.
 */
export function adrNames(
  adrs: readonly Pick<Adr, "title">[],
  names: readonly string[],
  own: readonly string[],
): string[] {
  let last = Math.max(0, ...names.map((name) => Number.parseInt(name, 10) || 0));
  return adrs.map(({ title }) => {
    const file = `-${slugOf(title)}.md`;
    const same = own.find((name) => name.slice("0000".length) === file);
    return same ?? `${String(++last).padStart(4, "0")}${file}`;
  });
}

/** They as documents with these names; `day`: such as `2026-03-26`. */
export const adrPages = (adrs: readonly Adr[], names: readonly string[], day: string) =>
  names.map((name, at) => {
    const { title, context, decision, rationale, consequences } = adrs[at]!;
    const head = `# ${name.slice(0, 4)} — ${fold(title)}\n\n**Status**: Accepted\n**Date**: ${day}`;
    const sections = {
      ...{ Context: context, Decision: decision },
      ...{ Rationale: rationale, Consequences: consequences },
    };
    return { path: `${ADR_FOLDER}/${name}`, text: page(head, sections) };
  });
