import { oneLine } from "../../../text.ts";
import { sectionLines, withSection } from "../planning/edit.ts";
import {
  asWritten,
  frontMatterOf,
  renderFrontMatter,
  withFields as withFrontMatter,
} from "../planning/front-matter.ts";

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

/** Sections by title, with the fields of each; lists have none. */
const SECTIONS = {
  focus: { title: "Current Focus", fields: ["hypothesis", "test", "expecting", "next_action"] },
  symptoms: { title: "Symptoms", fields: ["expected", "actual", "errors", "reproduction", "started"] },
  eliminated: { title: "Eliminated", fields: [] },
  evidence: { title: "Evidence", fields: [] },
  resolution: { title: "Resolution", fields: ["root_cause", "fix", "verification", "files_changed"] },
};
type Section = keyof typeof SECTIONS;

const heading = (section: Section): string => `## ${SECTIONS[section].title}`;

export function newSession({ trigger, now }: { trigger: string; now: string }): string {
  const front = renderFrontMatter({ status: "gathering", trigger: oneLine(trigger), created: now, updated: now });
  const body = Object.values(SECTIONS).map(({ title, fields }) =>
    [`## ${title}`, "", ...fields.map((field) => `${field}:`)].join("\n").trimEnd(),
  );
  return `${front}\n${body.join("\n\n")}\n`;
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

const linesIn = (text: string, section: Section): string[] =>
  sectionLines(text, new RegExp(`^${SECTIONS[section].title}$`, "i"));

/** What a session's file says. One that was written otherwise says less, and never fails. */
export function readSession(text: string): Session {
  const front = frontMatterOf(text);
  return {
    status: asWritten(front, "status") ?? "",
    trigger: asWritten(front, "trigger") ?? "",
    symptoms: linesIn(text, "symptoms").filter((line) => /^\w+:\s*\S/.test(line)),
    eliminated: entriesOf(linesIn(text, "eliminated"))
      .map((entry) => ({
        hypothesis: valueIn(entry, "hypothesis") || oneLine(entry[0]!),
        evidence: valueIn(entry, "evidence"),
      }))
      .filter(({ hypothesis }) => hypothesis !== ""),
    evidence: entriesOf(linesIn(text, "evidence")).map((entry) => oneLine(entry.join(" · "))),
  };
}

/** The text with another status, and the time of it. */
export const withStatus = (text: string, status: string, now: string): string =>
  withFrontMatter(text, { status, updated: now });

/** Sets fields of a section; `keep`: those that say something already stay. */
export function withFields(
  text: string,
  section: Section,
  fields: Record<string, string>,
  { keep = false }: { keep?: boolean } = {},
): string {
  const lines = linesIn(text, section);
  for (const [key, value] of Object.entries(fields)) {
    const at = lines.findIndex((line) => line.startsWith(`${key}:`));
    const line = `${key}: ${oneLine(value)}`.trimEnd();
    if (at < 0) lines.push(line);
    else if (!keep || lines[at]!.trim() === `${key}:`) {
      // A field may go on in lines that are indented.
      const end = lines.findIndex((one, index) => index > at && !/^\s+\S/.test(one));
      lines.splice(at, (end < 0 ? lines.length : end) - at, line);
    }
  }
  return withSection(text, heading(section), lines);
}

/** Adds an entry at the end of a section. */
export function withEntry(text: string, section: "eliminated" | "evidence", entry: Record<string, string>): string {
  const rows = Object.entries(entry).map(([key, value], at) => `${at === 0 ? "- " : "  "}${key}: ${oneLine(value)}`);
  return withSection(text, heading(section), [...linesIn(text, section), ...rows]);
}
