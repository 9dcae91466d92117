import { oneLine } from "../../../text.ts";
import { type EditLine, joinLines, putLines, splitLines } from "../planning/edit-lines.ts";
import { asWritten, linesOf, parseFrontMatter, splitFrontMatter } from "../planning/front-matter.ts";
import { renderFrontMatter, setField } from "../planning/write-front-matter.ts";

/** `.planning/debug/<slug>.md` in GSD's form: what was seen of a bug, and what it is not. Pure: text to text. */

export const RESOLVED = "resolved";

/** A supposed cause that is none. */
export interface Eliminated {
  hypothesis: string;
  /** How that was found out. */
  evidence: string;
}

export interface Session {
  /** As the file has it; of one without front matter empty. */
  status: string;
  /** The person's own words. */
  trigger: string;
  symptoms: string[];
  eliminated: Eliminated[];
  /** Entries as they stand, a line each. */
  evidence: string[];
}

const SECTIONS = {
  focus: "Current Focus",
  symptoms: "Symptoms",
  eliminated: "Eliminated",
  evidence: "Evidence",
  resolution: "Resolution",
} as const;
type Section = keyof typeof SECTIONS;

/** Fields of each section with what they hold at first; lists have none. */
const FIELDS: Record<Section, string[]> = {
  focus: ["hypothesis", "test", "expecting", "next_action"],
  symptoms: ["expected", "actual", "errors", "reproduction", "started"],
  eliminated: [],
  evidence: [],
  resolution: ["root_cause", "fix", "verification", "files_changed"],
};

const heading = (section: Section): string => `## ${SECTIONS[section]}`;

export function newSession({ trigger, now }: { trigger: string; now: string }): string {
  const front = renderFrontMatter({ status: "gathering", trigger: oneLine(trigger), created: now, updated: now });
  const body = (Object.keys(SECTIONS) as Section[]).map((one) =>
    [heading(one), "", ...FIELDS[one].map((field) => `${field}:`)].join("\n").trimEnd(),
  );
  return `${front}\n${body.join("\n\n")}\n`;
}

/** Where the lines of a section begin and end, without blank ones at its end; null: there is none. */
function rangeOf(lines: readonly EditLine[], section: Section): { from: number; to: number } | null {
  const named = new RegExp(`^##\\s+${SECTIONS[section]}\\s*$`, "i");
  const at = lines.findIndex(({ text }) => named.test(text));
  if (at < 0) return null;
  const next = lines.findIndex(({ text }, index) => index > at && /^##?\s/.test(text));
  let to = next < 0 ? lines.length : next;
  while (to > at + 1 && lines[to - 1]!.text.trim() === "") to -= 1;
  return { from: at + 1, to };
}

/** Entries of a list whose first lines begin with a hyphen, each with the lines that belong to it. */
function entriesOf(lines: readonly string[]): string[][] {
  const entries: string[][] = [];
  for (const line of lines) {
    if (/^-\s/.test(line)) entries.push([line.slice(1).trim()]);
    else if (line.trim() !== "") entries.at(-1)?.push(line.trim());
  }
  return entries;
}

const valueIn = (entry: readonly string[], key: string): string => {
  const at = entry.findIndex((line) => line.startsWith(`${key}:`));
  if (at < 0) return "";
  const rest = entry.slice(at + 1);
  const end = rest.findIndex((line) => /^\w+:(?:\s|$)/.test(line));
  const value = [entry[at]!.slice(key.length + 1), ...rest.slice(0, end < 0 ? rest.length : end)];
  return oneLine(value.join(" ")).replace(/^"(.*)"$/, "$1");
};

/** What a session's file says. A file that a person, or GSD, has written otherwise says less, and never fails. */
export function readSession(text: string): Session {
  const { yaml, body } = splitFrontMatter(text);
  const front = yaml === null ? null : parseFrontMatter(yaml, () => undefined);
  const lines = linesOf(body).map((line): EditLine => ({ text: line, end: "\n" }));
  const of = (section: Section): string[] => {
    const range = rangeOf(lines, section);
    return range === null ? [] : lines.slice(range.from, range.to).map((line) => line.text);
  };
  return {
    status: front === null ? "" : (asWritten(front, "status") ?? ""),
    trigger: front === null ? "" : (asWritten(front, "trigger") ?? ""),
    symptoms: of("symptoms").filter((line) => /^\w+:\s*\S/.test(line)),
    eliminated: entriesOf(of("eliminated"))
      .map((entry) => ({
        hypothesis: valueIn(entry, "hypothesis") || oneLine(entry[0]!),
        evidence: valueIn(entry, "evidence"),
      }))
      .filter(({ hypothesis }) => hypothesis !== ""),
    evidence: entriesOf(of("evidence")).map((entry) => oneLine(entry.join(" · "))),
  };
}

/** The text with another status, and the time of it; as it was where its front matter cannot be changed. */
export function withStatus(text: string, status: string, now: string): string {
  const set = setField(text, "status", status);
  const updated = set.ok ? setField(set.text, "updated", now) : set;
  return updated.ok ? updated.text : text;
}

/** The section's lines, and the section itself where it is missing. */
function opened(text: string, section: Section): { lines: EditLine[]; from: number; to: number } {
  const lines = splitLines(text);
  const range = rangeOf(lines, section);
  if (range !== null) return { lines, ...range };
  const isBlank = lines.at(-1)?.text === "";
  putLines(lines, lines.length - (isBlank ? 1 : 0), 0, ["", heading(section)]);
  return { lines, ...rangeOf(lines, section)! };
}

/** Sets fields of a section; `keep`: those that say something already stay. */
export function withFields(
  text: string,
  section: Section,
  fields: Record<string, string>,
  { keep = false }: { keep?: boolean } = {},
): string {
  let now = text;
  for (const [key, value] of Object.entries(fields)) {
    const { lines, from, to } = opened(now, section);
    const at = lines.findIndex((line, index) => index >= from && index < to && line.text.startsWith(`${key}:`));
    const line = `${key}: ${oneLine(value)}`.trimEnd();
    if (at < 0) putLines(lines, to, 0, to === from ? ["", line] : [line]);
    else {
      // A field may go on in lines that are indented.
      let end = at + 1;
      while (end < to && /^\s+\S/.test(lines[end]!.text)) end += 1;
      const says = lines.slice(at, end).map((one) => one.text);
      if (keep && oneLine(says.join(" ")).length > key.length + 1) continue;
      putLines(lines, at, end - at, [line]);
    }
    now = joinLines(lines);
  }
  return now;
}

/** Adds an entry at the end of a section. */
export function withEntry(text: string, section: "eliminated" | "evidence", entry: Record<string, string>): string {
  const { lines, from, to } = opened(text, section);
  const rows = Object.entries(entry).map(([key, value], at) => `${at === 0 ? "- " : "  "}${key}: ${oneLine(value)}`);
  putLines(lines, to, 0, to === from ? ["", ...rows] : rows);
  return joinLines(lines);
}
