import * as z from "zod/mini";
import type { Run, Task } from "../../../engine/run.ts";
import { oneLine } from "../../../text.ts";
import { open, optional, planningDocument } from "../planning/document.ts";
import { CannotEdit, newSections } from "../planning/edit.ts";
import { readText, type Tell } from "../planning/files.ts";
import { asWritten, frontMatterOf } from "../planning/front-matter.ts";
import { or } from "../planning/plan.ts";
import { type At, newest } from "../recorded.ts";
import { changedWork } from "../verify/seen.ts";
import { GATE, surveyOf } from "./recorded.ts";

/**
 * `.planning/debug/<slug>.md`: what was seen of a bug, and what it is not. Its front matter is what
 * counts, and its body shows that to people. Pure: text to text.
 */

export const RESOLVED = "resolved";

const line = z.pipe(z.string(), z.transform(oneLine));
const entries = or(z.array(z.record(z.string(), line)), []);
const sessionFields = open({
  status: or(z.string(), "gathering"),
  /** The person's own words. */
  trigger: or(line, ""),
  created: optional(z.string()),
  updated: optional(z.string()),
  symptoms: or(z.record(z.string(), line), {}),
  /** Supposed causes that are none. */
  eliminated: or(z.array(open({ hypothesis: or(line, ""), evidence: or(line, "") })), []),
  evidence: entries,
  resolution: or(z.record(z.string(), line), {}),
});
export type Session = z.output<typeof sessionFields>;

const fieldLines = (fields: Record<string, string>): string[] =>
  Object.entries(fields).map(([key, value]) => `${key}: ${value}`);
const listed = (all: readonly Record<string, string>[]): string[] =>
  all.flatMap((one) => fieldLines(one).map((text, at) => `${at === 0 ? "-" : " "} ${text}`));

const SESSION = planningDocument({
  schema: sessionFields,
  key: "eliminated",
  body: ({ symptoms, eliminated, evidence, resolution }) =>
    newSections(
      ["## Symptoms", fieldLines(symptoms)],
      ["## Eliminated", listed(eliminated)],
      ["## Evidence", listed(evidence)],
      ["## Resolution", fieldLines(resolution)],
    ).join("\n"),
});

/**
 * What a session's file says, and what stands below that. Another tool's says less, and stays.
 * `tell`: of ours, what cannot be read.
 */
function parts(text: string, tell: Tell = () => {}): { session: Session; below: string } {
  const { fields, below } = SESSION.is(text)
    ? SESSION.read(text, tell)
    : { fields: null, below: text };
  if (fields !== null) return { session: fields, below };
  const front = frontMatterOf(text);
  const known = ["status", "trigger", "created"].map(
    (key) => [key, asWritten(front, key)] as const,
  );
  const given = known.filter(([, value]) => value !== null);
  return { session: sessionFields.parse(Object.fromEntries(given)), below };
}
export const readSession = (text: string): Session => parts(text).session;

/** The text with these fields changed. @throws CannotEdit for a slip in it, which would lose all */
export function withSession(text: string, change: Partial<z.input<typeof sessionFields>>): string {
  const problems: string[] = [];
  const { session, below } = parts(text, (line, problem, of) => {
    if (of === undefined) problems.push(`line ${line}: ${problem}`);
  });
  if (problems.length > 0) throw new CannotEdit(problems.join("; "));
  return SESSION.text({ ...session, ...change }, below);
}

export const newSession = (
  trigger: string,
  now: string,
  symptoms: Record<string, string> = {},
): string => withSession("", { trigger, created: now, updated: now, symptoms });

/** Adds an entry at the end of a list. */
export const withEntry = (
  text: string,
  list: "eliminated" | "evidence",
  entry: Record<string, string>,
): string => withSession(text, { [list]: [...readSession(text)[list], entry] });

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
): string[] | null => changedWork(project, [from, to]);

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

/** Files of the failing test, which nobody changes behind it. */
export function testFiles(at: At): string[] {
  const task = newest(at.run, GATE.reproduce);
  return task === undefined ? [] : handedIn(task);
}
