import { fold } from "../../../text.ts";
import { readMarkdown } from "../../markdown.ts";
import { CannotEdit, hasBox, sectionAt, withBox, withLines } from "./edit.ts";
import { telling } from "./files.ts";
import type { Problem, Requirement } from "./model.ts";

/**
 * `REQUIREMENTS.md`: a list entry with its id in bold for each; a box where it belongs to this
 * milestone.
 */

/** A requirement, and the line of the file that it begins in, from 0. */
interface PlacedRequirement {
  requirement: Requirement;
  line: number;
}

const ENTRY =
  /^\s*[-*+]\s+(?:\[([ x])\]\s+)?(?:\*\*|__)([A-Za-z][\w-]*-\d+[a-z]?)(?::(?:\*\*|__)|(?:\*\*|__):)\s*(.*)$/;
const MEANT = /^\s*[-*+]\s+\[.\]\s+(?:`|\*\*|__)?([A-Z][A-Z0-9_]*-\d+)\b/;
const OUT = /\bout of scope\b|\bnon-?goals?\b/i;
const LATER = /\bv[2-9]\b|\bfuture\b|\blater\b|\bdeferred\b|\bnice to have\b/i;

/** The last word of a row that is a status; one in other words stays. */
const STATUS = /(.*\|[ \t]*)(?:Not started|Planned|Pending|In Progress|Complete)(?=[ \t]*\|)/i;

/** What a text of requirements says, and where. Pure. */
export function placeRequirements(source: string, path: string) {
  const problems: Problem[] = [];
  const tell = telling(path, problems);
  const requirements: PlacedRequirement[] = [];
  let section = "";
  let open: Requirement | null = null;
  for (const [at, { kind, text, heading }] of readMarkdown(source).entries()) {
    if (heading !== null && heading.level <= 2) section = heading.title;
    const found = kind === "plain" ? ENTRY.exec(text) : null;
    if (found === null) {
      const meant = kind === "plain" ? MEANT.exec(text) : null;
      if (meant)
        tell(
          at + 1,
          `found ${meant[1]} in another form, expected \`- [ ] **${meant[1]}**: text\``,
          meant[1],
        );
      // Lines below an entry that are indented go on with it.
      if (open !== null && kind === "plain" && /^\s+[^\s]/.test(text))
        open.text = fold(`${open.text} ${text}`);
      else open = null;
      continue;
    }
    const [, box, id = "", rest = ""] = found;
    const before = requirements.find(({ requirement }) => requirement.id === id);
    if (before)
      tell(at + 1, `found ${id} again (first in line ${before.line + 1}), expected it once`, id);
    const scope = OUT.test(section)
      ? "out"
      : LATER.test(section) || box === undefined
        ? "later"
        : "v1";
    open = { id, text: fold(rest), scope, done: box === "x" };
    requirements.push({ requirement: open, line: at });
  }
  return { requirements, problems };
}

/** Ticks the box of a requirement, or takes the tick back; its row under Traceability says the same. Pure. */
export const setRequirementDone = (text: string, id: string, done: boolean): string =>
  withLines(text, (lines) => {
    const at = placeRequirements(text, "").requirements.find(
      ({ requirement }) => requirement.id === id,
    )?.line;
    if (at === undefined || !hasBox(lines[at]!))
      throw new CannotEdit(
        `found no box of ${id}, expected a line such as \`- [ ] **${id}**: text\``,
      );
    lines[at] = withBox(lines[at]!, done);
    const row = new RegExp(`^\\|[\\s*\`]*${RegExp.escape(id)}[\\s*\`]*\\|`);
    const table = sectionAt(lines, /^traceability\b/i);
    for (let line = table?.at ?? 0; line < (table?.to ?? 0); line++)
      if (row.test(lines[line]!))
        lines[line] = lines[line]!.replace(STATUS, `$1${done ? "Complete" : "Pending"}`);
  });
