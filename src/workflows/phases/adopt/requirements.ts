import { fold } from "../../../text.ts";
import { readMarkdown, titleOf } from "../../markdown.ts";
import type { Tell } from "../planning/files.ts";
import { plainNumber } from "../planning/numbers.ts";
import type { RequirementsFields } from "../planning/requirements.ts";
import { type Adopted, leftLines } from "./left-lines.ts";

/**
 * `REQUIREMENTS.md` as GSD and versions before this one write it: a list entry with its id in bold
 * for each; a box where it belongs to this milestone.
 */

const ENTRY =
  /^\s*[-*+]\s+(?:\[(.)\]\s+)?(?:\*\*|__|`)?([A-Za-z][\w-]*-\d+[a-z]?)(?:(?:\*\*|__|`):?|:(?:\*\*|__|`)?)\s*(.*)$/;
const OUT = /\bout of scope\b|\bnon-?goals?\b/i;
const LATER = /\bv[2-9]\b|\bfuture\b|\blater\b|\bdeferred\b|\bnice to have\b/i;
const ROW =
  /^\|[\s*`]*([A-Za-z][\w-]*-\d+[a-z]?)[\s*`]*\|\s*(?:Phase\s+([\d.]+)|-)[^|]*\|[^|]*\|\s*$/i;
const TABLE_HEAD = /^\|\s*requirement\s*\||^\|[\s:|-]+$/i;
const LABEL = /^\*\*(Defined|Core Value):\*\*\s*(.*)$/;

/** Pure. */
export function adoptedRequirements(source: string, tell: Tell): Adopted<RequirementsFields> {
  const lines = readMarkdown(source);
  const used = new Set<number>();
  const requirements: RequirementsFields["requirements"] = [];
  const labels: Record<string, string> = {};
  const phases = new Map<string, string>();
  const heads: number[] = [];
  let [section, group] = ["", undefined as string | undefined];
  let open: RequirementsFields["requirements"][number] | null = null;
  for (const [at, { kind, text, heading }] of lines.entries()) {
    if (heading !== null)
      [section, group] = heading.level <= 2 ? [heading.title, undefined] : [section, heading.title];
    if (kind !== "plain") continue;
    const found = ENTRY.exec(text);
    const row = /^traceability\b/i.test(section) ? ROW.exec(text) : null;
    const label = LABEL.exec(text);
    if (found !== null) {
      const [, box, id = "", rest = ""] = found;
      if (requirements.some((requirement) => requirement.id === id)) {
        tell(at + 1, `${id} stands here again: the first one counts`);
        continue;
      }
      const isLater = LATER.test(section) || box === undefined;
      const scope = OUT.test(section) ? "out" : isLater ? "later" : "v1";
      const done = box !== undefined && box !== " ";
      open = { id, text: fold(rest), scope, done, phase: undefined, group };
      requirements.push(open);
      used.add(at);
      continue;
    }
    // Lines below an entry that are indented go on with it.
    if (open !== null && /^\s+[^\s]/.test(text)) {
      open.text = fold(`${open.text} ${text}`);
      used.add(at);
      continue;
    }
    open = null;
    if (row !== null) {
      if (row[2] !== undefined) phases.set(row[1]!, plainNumber(row[2].replace(/\.$/, "")));
      used.add(at);
    } else if (label !== null) {
      labels[label[1]!] = label[2]!;
      used.add(at);
    } else if (/^traceability\b/i.test(section) && TABLE_HEAD.test(text)) heads.push(at);
  }
  // The head of a table of which rows are left stays with them.
  if (
    phases.size > 0 &&
    !lines.some(({ text }, at) => !used.has(at) && !heads.includes(at) && ROW.test(text))
  )
    for (const at of heads) used.add(at);
  const title = titleOf(lines) ?? "";
  const at = lines.findIndex(({ heading }) => heading?.title === title);
  if (at >= 0) used.add(at);
  return {
    fields: {
      title: fold(title.replace(/^Requirements\s*[:—–-]\s*/i, "")),
      defined: labels.Defined,
      core_value: labels["Core Value"],
      requirements: requirements.map((requirement) => ({
        ...requirement,
        phase: phases.get(requirement.id),
      })),
    },
    below: leftLines(source, lines, used),
  };
}
