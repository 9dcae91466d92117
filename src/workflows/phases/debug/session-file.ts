import * as z from "zod/mini";
import type { Run, Task } from "../../../engine/run.ts";
import { oneLine } from "../../../text.ts";
import { newSections } from "../planning/edit.ts";
import { frontMatterOf, renderFrontMatter } from "../planning/front-matter.ts";
import { type At, newest } from "../recorded.ts";
import { changedWork } from "../verify/seen.ts";
import { GATE, roundsOf, surveyOf } from "./recorded.ts";

/**
 * `.planning/debug/<slug>.md`: what was seen of a bug, and what it is not. It is printed from what
 * the runs of the session have on record. A later run reads its fields, and no text below them.
 */

export const RESOLVED = "resolved";

const line = z.pipe(z.string(), z.transform(oneLine));
const fields = z.record(z.string(), line);
const sessionSchema = z.object({
  status: z.string(),
  /** The person's own words. */
  trigger: line,
  created: z.string(),
  updated: z.string(),
  symptoms: fields,
  /** Supposed causes that are none. */
  eliminated: z.array(z.object({ hypothesis: line, evidence: line, timestamp: z.string() })),
  evidence: z.array(fields),
  resolution: fields,
});
export type Session = z.infer<typeof sessionSchema>;

/** One that nobody has worked on. */
export const newSession = (
  trigger: string,
  now: string,
  symptoms: Session["symptoms"] = {},
): Session => ({
  ...{ status: "investigating", trigger, created: now, updated: now, symptoms },
  ...{ eliminated: [], evidence: [], resolution: {} },
});

/** What a file has of a session; null: it is none of this program's. */
export const readSession = (text: string): Session | null =>
  sessionSchema.safeParse(frontMatterOf(text)?.fields).data ?? null;

const fieldLines = (of: Record<string, string>): string[] =>
  Object.entries(of).map(([key, value]) => `${key}: ${value}`);
const listed = (all: readonly Record<string, string>[]): string[] =>
  all.flatMap((one) => fieldLines(one).map((text, at) => `${at === 0 ? "-" : " "} ${text}`));

/** A session as its file. */
export function sessionText(of: Session): string {
  const session = sessionSchema.parse(of);
  const sections = newSections(
    ["## Symptoms", fieldLines(session.symptoms)],
    ["## Eliminated", listed(session.eliminated)],
    ["## Evidence", listed(session.evidence)],
    ["## Resolution", fieldLines(session.resolution)],
  );
  return `${renderFrontMatter(session)}${sections.join("\n").trimEnd()}\n`;
}

/** What a round has shown: that a supposed cause is none, or what else was seen. */
export interface Round {
  eliminated?: Session["eliminated"][number];
  evidence?: Session["evidence"][number];
}

/** The session with what one more round has shown. */
export const withRound = (session: Session, { eliminated, evidence }: Round): Session => ({
  ...session,
  eliminated: [...session.eliminated, ...(eliminated === undefined ? [] : [eliminated])],
  evidence: [...session.evidence, ...(evidence === undefined ? [] : [evidence])],
});

/** What a debug session has come to, by the run's record and the project's trees. */

/** The session so far: as the run has found it, and after each of its rounds. Null: none is open. */
export function sessionOf(at: At): Session | null {
  const before = surveyOf(at)?.session;
  return before === undefined ? null : roundsOf(at).reduce(withRound, before);
}

/** Files that differ between two trees of the project; null: that cannot be told. */
export const diffTrees = (
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
    diffTrees(at, task.base, tree),
    diffTrees(at, all[0]?.base ?? task.base, tree),
  ];
  return own && since && [...new Set([...own, ...since.filter((path) => earlier.includes(path))])];
}

/** Files of the failing test, which nobody changes after it. */
export function testFiles(at: At): string[] {
  const task = newest(at.run, GATE.reproduce);
  return task === undefined ? [] : handedIn(task);
}
