import { oneLine } from "../../../text.ts";
import { newSections, sectionLines, withSection } from "../planning/edit.ts";
import { asWritten, frontMatterOf, renderFrontMatter, withFields } from "../planning/front-matter.ts";

/** `.planning/debug/<slug>.md` in GSD's form: what was seen of a bug, and what it is not. Pure: text to text. */

export const RESOLVED = "resolved";

export type Session = ReturnType<typeof readSession>;

const SECTIONS = ["Symptoms", "Eliminated", "Evidence", "Resolution"] as const;
type Section = (typeof SECTIONS)[number];

export function newSession(trigger: string, now: string, symptoms: Record<string, string> = {}): string {
  const front = renderFrontMatter({ status: "gathering", trigger: oneLine(trigger), created: now, updated: now });
  const lines = (title: Section): string[] => (title === "Symptoms" ? fieldLines(symptoms) : []);
  return `${front}\n${newSections(...SECTIONS.map((title) => [`## ${title}`, lines(title)] as const)).join("\n")}`;
}

const linesIn = (text: string, section: Section): string[] => sectionLines(text, new RegExp(`^${section}$`, "i"));

/** Entries of a list whose first lines begin with a hyphen, each in one line. */
function entriesIn(text: string, section: Section): string[] {
  const entries: string[] = [];
  for (const line of linesIn(text, section)) {
    if (/^-\s/.test(line)) entries.push(line.slice(1));
    else if (entries.length > 0) entries.push(`${entries.pop()} ${line}`);
  }
  return entries.map(oneLine);
}

const ELIMINATED = /^(?:hypothesis:\s*)?(.*?)(?:\s+evidence:\s*((?:(?!\sevidence:\s).)*?))?(?:\s+timestamp:.*)?$/;
const unquoted = (text: string): string => text.replace(/^"(.*)"$/, "$1");

/**
 * What a session's file says; `trigger`: the person's own words; `eliminated`: supposed causes that are none. One that was
 * written otherwise says less, and never fails.
 */
export function readSession(text: string) {
  const front = frontMatterOf(text);
  return {
    status: asWritten(front, "status") ?? "",
    trigger: asWritten(front, "trigger") ?? "",
    symptoms: linesIn(text, "Symptoms").filter((line) => /^\w+:\s*\S/.test(line)),
    eliminated: entriesIn(text, "Eliminated").map((entry) => {
      const [, hypothesis = "", evidence = ""] = ELIMINATED.exec(entry) ?? [];
      return { hypothesis: unquoted(hypothesis), evidence: unquoted(evidence) };
    }),
    evidence: entriesIn(text, "Evidence"),
  };
}

/** The text with another status, and the time of it. */
export const withStatus = (text: string, status: string, now: string): string =>
  withFields(text, { status, updated: now });

const fieldLines = (fields: Record<string, string>): string[] =>
  Object.entries(fields).map(([key, value]) => `${key}: ${oneLine(value)}`);

/** The text with what came of it, which is written anew each time. */
export const withResolution = (text: string, fields: Record<string, string>): string =>
  withSection(text, "## Resolution", fieldLines(fields));

/** Adds an entry at the end of a section. */
export function withEntry(text: string, section: "Eliminated" | "Evidence", entry: Record<string, string>): string {
  const rows = fieldLines(entry).map((line, at) => `${at === 0 ? "-" : " "} ${line}`);
  return withSection(text, `## ${section}`, [...linesIn(text, section), ...rows]);
}
