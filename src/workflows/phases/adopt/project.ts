import { fold } from "../../../text.ts";
import { type Line, readMarkdown, titleOf } from "../../markdown.ts";
import { LISTS, type projectText, TEXTS } from "../planning/project.ts";
import { type Adopted, leftLines } from "./left-lines.ts";

/** `PROJECT.md` as GSD and versions before this one write it. */

type Fields = Parameters<typeof projectText>[0];

const ITEM =
  /^[-*+]\s+(?:✓\s+|\[.\]\s+)?(.+?)(?:\s+\(([A-Za-z][\w-]*-\d+[a-z]?)\))?(?:\s+[—–-]\s+(v\d[\w.]*))?$/;
const NONE = /^(?:none|\(none yet\b[^()]*\))\.?$/i;
const UPDATED = /^\*Last updated: ([^*]+)\*$/;

interface Section {
  title: string;
  /** From 0: its heading, and the line behind it. */
  from: number;
  to: number;
}

function sectionsIn(lines: readonly Line[]): Section[] {
  const heads = lines.flatMap(({ heading }, at) => (heading === null ? [] : [at]));
  return heads.map((from, index) => ({
    title: lines[from]!.heading!.title,
    from,
    to: heads[index + 1] ?? lines.length,
  }));
}

/** Pure. */
export function adoptedProject(source: string): Adopted<Fields> {
  const lines = readMarkdown(source);
  const used = new Set<number>();
  const fields: Fields = {};
  const title = titleOf(lines) ?? "";
  const isSaid = (at: number): boolean => {
    const { text } = lines[at]!;
    return text.trim() !== "" && !/^-{3,}$/.test(text.trim()) && !UPDATED.test(text);
  };
  const said = ({ from, to }: Section): number[] =>
    lines.flatMap((_, at) => (at > from && at < to && isSaid(at) ? [at] : []));
  const take = ({ from }: Section, own: readonly number[]): void => {
    for (const at of [from, ...own]) used.add(at);
  };
  /** The entries of a section; null where something else stands in it. */
  const itemsOf = (section: Section) => {
    const own = said(section).filter((at) => !NONE.test(lines[at]!.text.trim()));
    const found = own.map((at) => ITEM.exec(lines[at]!.text));
    if (!found.every((one) => one !== null)) return null;
    take(section, said(section));
    return found.map(([, text = "", id, version]) => ({ text, id, version }));
  };
  for (const section of sectionsIn(lines)) {
    const name = section.title.toLowerCase();
    const text = Object.entries(TEXTS).find(([one]) => one.toLowerCase() === name)?.[1];
    const list = Object.entries(LISTS).find(([one]) => one.toLowerCase() === name)?.[1];
    const isPlain = said(section).every((at) => lines[at]!.kind === "plain");
    if (section.title === title) used.add(section.from);
    else if (text !== undefined && isPlain) {
      const own = lines.slice(section.from + 1, section.to);
      fields[text] = own
        .map((one) => (isSaid(one.number - 1) ? one.text : ""))
        .join("\n")
        .trim();
      take(section, said(section));
    } else if (name === "validated" || name === "active") {
      const items = itemsOf(section);
      if (items !== null) fields[name] = items;
    } else if (name === "out of scope" || list !== undefined) {
      const own = said(section).map((at) => lines[at]!.text);
      const isList = own.every((one) => /^[-*+]\s/.test(one) || NONE.test(one.trim()));
      if (!isList || !isPlain) continue;
      fields[list ?? "out_of_scope"] = own.flatMap((one) => /^[-*+]\s+(.*)$/.exec(one)?.[1] ?? []);
      take(section, said(section));
    } else if (name === "key decisions") {
      const rows = said(section).map((at) =>
        lines[at]!.text.trim()
          .split(/(?<!\\)\|/)
          .slice(1, -1),
      );
      if (rows.length < 2 || rows.some((cells) => cells.length !== 3)) continue;
      fields.decisions = rows.slice(2).map((cells) => {
        const [decision = "", rationale = "", outcome = ""] = cells.map((one) =>
          fold(one.replaceAll("\\|", "|")),
        );
        return { decision, rationale, outcome };
      });
      take(section, said(section));
    } else if (name === "requirements" && said(section).length === 0) used.add(section.from);
  }
  for (const [at, { text }] of lines.entries()) {
    const updated = UPDATED.exec(text.trim())?.[1];
    if (updated === undefined) continue;
    fields.updated = updated;
    used.add(at);
    if (/^-{3,}$/.test(lines[at - 1]?.text.trim() ?? "")) used.add(at - 1);
  }
  return { fields: { title: fold(title), ...fields }, below: leftLines(source, lines, used) };
}
