import { fold } from "../../../text.ts";
import { type Line, readMarkdown } from "../../markdown.ts";
import { telling } from "./files.ts";
import type { Problem, Requirement } from "./model.ts";

/** Reading of `REQUIREMENTS.md`: a list entry with its id in bold for each; a box where it belongs to this milestone. */

/** A requirement, and the line of the file that it begins in, from 0. */
interface PlacedRequirement {
  requirement: Requirement;
  line: number;
}

interface PlacedRequirements {
  requirements: PlacedRequirement[];
  lines: Line[];
  problems: Problem[];
}

const ENTRY =
  /^\s*[-*+]\s+(?:\[(.)\]\s+)?(?:\*\*|__)([A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*-\d+[a-z]?)(:?)(?:\*\*|__)(:?)\s*(.*)$/;
const MEANT = /^\s*[-*+]\s+\[(.)\]\s+(?:`|\*\*|__)?([A-Z][A-Z0-9_]*-\d+)\b/;
const OUT = /\bout of scope\b|\bnon-?goals?\b/i;
const LATER = /\bv[2-9]\b|\bfuture\b|\blater\b|\bdeferred\b|\bnice to have\b/i;

/** What a text of requirements says, and where. Pure. */
export function placeRequirements(source: string, path: string): PlacedRequirements {
  const problems: Problem[] = [];
  const tell = telling(path, problems);
  const lines = readMarkdown(source);
  const requirements: PlacedRequirement[] = [];
  const first = new Map<string, number>();
  let section = "";
  let open: { indent: number; parts: string[]; one: Requirement } | null = null;
  const close = (): void => {
    if (open !== null) open.one.text = fold(open.parts.join(" "));
    open = null;
  };
  for (const [at, line] of lines.entries()) {
    if (line.kind !== "plain" || line.text.trim() === "") {
      close();
      continue;
    }
    if (line.heading !== null) {
      close();
      if (line.heading.level <= 2) section = line.heading.title;
      continue;
    }
    const found = ENTRY.exec(line.text);
    if (found === null || (found[3] === "" && found[4] === "")) {
      const meant = MEANT.exec(line.text);
      if (meant) tell(at + 1, `found ${meant[2]} in another form, expected \`- [ ] **${meant[2]}**: text\``);
      const indent = line.text.length - line.text.trimStart().length;
      const current = open as { indent: number; parts: string[] } | null;
      if (current !== null && indent > current.indent) current.parts.push(line.text);
      else close();
      continue;
    }
    close();
    const [, box, id, , , rest] = found;
    if (box !== undefined && !/[ x]/.test(box)) tell(at + 1, `found the box [${box}] of ${id}, expected [ ] or [x]`);
    const before = first.get(id!);
    if (before !== undefined) tell(at + 1, `found ${id} once more (first in line ${before}), expected it once`);
    else first.set(id!, at + 1);
    const scope = OUT.test(section) ? "out" : LATER.test(section) || box === undefined ? "later" : "v1";
    const one: Requirement = { id: id!, text: "", scope, done: box === "x" };
    requirements.push({ requirement: one, line: at });
    open = { indent: line.text.length - line.text.trimStart().length, parts: [rest!], one };
  }
  close();
  return { requirements, lines, problems };
}
