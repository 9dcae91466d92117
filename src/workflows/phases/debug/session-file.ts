import type { Run, Task } from "../../../engine/run.ts";
import { oneLine } from "../../../text.ts";
import { newSections, sectionLines, withSection } from "../planning/edit.ts";
import { readText } from "../planning/files.ts";
import {
  asWritten,
  frontMatterOf,
  renderFrontMatter,
  withFields,
} from "../planning/front-matter.ts";
import { type At, newest } from "../recorded.ts";
import { changedWork } from "../verify/seen.ts";
import { GATE, reproductionOf, surveyOf } from "./recorded.ts";

/**
 * `.planning/debug/<slug>.md` in GSD's form: what was seen of a bug, and what it is not. Pure: text
 * to text.
 */

export const RESOLVED = "resolved";

export type Session = ReturnType<typeof readSession>;

const SECTIONS = ["Symptoms", "Eliminated", "Evidence", "Resolution"] as const;
type Section = (typeof SECTIONS)[number];

export function newSession(
  trigger: string,
  now: string,
  symptoms: Record<string, string> = {},
): string {
  const front = renderFrontMatter({
    status: "gathering",
    trigger: oneLine(trigger),
    created: now,
    updated: now,
  });
  const lines = (title: Section): string[] => (title === "Symptoms" ? fieldLines(symptoms) : []);
  return `${front}\n${newSections(...SECTIONS.map((title) => [`## ${title}`, lines(title)] as const)).join("\n")}`;
}

const linesIn = (text: string, section: Section): string[] =>
  sectionLines(text, new RegExp(`^${section}$`, "i"));

/** Entries of a list whose first lines begin with a hyphen, each in one line. */
function entriesIn(text: string, section: Section): string[] {
  const entries: string[] = [];
  for (const line of linesIn(text, section)) {
    if (/^-\s/.test(line)) entries.push(line.slice(1));
    else if (entries.length > 0) entries.push(`${entries.pop()} ${line}`);
  }
  return entries.map(oneLine);
}

const ELIMINATED =
  /^(?:hypothesis:\s*)?(.*?)(?:\s+evidence:\s*((?:(?!\sevidence:\s).)*?))?(?:\s+timestamp:.*)?$/;
const unquoted = (text: string): string => text.replace(/^"(.*)"$/, "$1");

/**
 * What a session's file says; `trigger`: the person's own words; `eliminated`: supposed causes that
 * are none. One that was written otherwise says less, and never fails.
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
export function withEntry(
  text: string,
  section: "Eliminated" | "Evidence",
  entry: Record<string, string>,
): string {
  const rows = fieldLines(entry).map((line, at) => `${at === 0 ? "-" : " "} ${line}`);
  return withSection(text, `## ${section}`, [...linesIn(text, section), ...rows]);
}

/** What a debug session has come to, read from its file and from the project's trees. */

/** What the session's file says now: what was seen and ruled out, in this run and before it. */
export function sessionOf(at: At): Session {
  const survey = surveyOf(at);
  return readSession((survey && readText(at.project.root, survey.file, [])) ?? "");
}

/** Files that differ between two trees of the project; null: that cannot be told. */
export const changedBetween = (
  { project }: At,
  from: string | null,
  to: string | null,
): string[] | null => (from === null || to === null ? null : changedWork(project, [from, to]));

/** Attempts at the failing test since the newest cause was found, oldest first. */
function attempts(run: Run): Task[] {
  const cause = run.tasks.findLastIndex((task) => task.gate === GATE.hypothesis);
  return run.tasks.slice(cause + 1).filter((task) => task.gate === GATE.reproduce);
}
const handedIn = ({ facts }: Task): string[] => (facts as { files?: string[] }).files ?? [];

/**
 * What the author of a failing test hands in: the files changed by this task, and those of attempts
 * before it that still stand. What a person changes meanwhile is not among them. Null: that cannot
 * be told.
 */
export function filesHandedIn(at: At, task: Task, tree: string | null): string[] | null {
  const all = attempts(at.run);
  const earlier = all.flatMap(handedIn);
  const [own, since] = [
    changedBetween(at, task.base, tree),
    changedBetween(at, all[0]?.base ?? task.base, tree),
  ];
  return own && since && [...new Set([...own, ...since.filter((path) => earlier.includes(path))])];
}

/**
 * Files of the failing test, which nobody changes behind it. In runs of earlier versions its author
 * named them.
 */
export function testFiles(at: At): string[] {
  const task = newest(at.run, GATE.reproduce);
  const named = reproductionOf(at) as { files?: string[] } | null;
  return [...(task === undefined ? [] : handedIn(task)), ...(named?.files ?? [])];
}
