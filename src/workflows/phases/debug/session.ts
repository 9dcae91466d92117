import type { Run, Task } from "../../../engine/run.ts";
import { treeStore } from "../../../project/project.ts";
import { readText } from "../planning/files.ts";
import { type At, newest } from "../recorded.ts";
import { changedWork } from "../verify/seen.ts";
import { GATE, reproductionOf, surveyOf } from "./recorded.ts";
import { readSession, type Session } from "./session-file.ts";

/** What a debug session has come to, read from its file and from the project's trees. */

/** What the session's file says now: what was seen and ruled out, in this run and before it. */
export function sessionOf(at: At): Session {
  const survey = surveyOf(at);
  return readSession((survey && readText(at.project.root, survey.file, [])) ?? "");
}

/** Files that differ between two trees of the project; null: that cannot be told. */
export const changedBetween = ({ project }: At, from: string | null, to: string | null): string[] | null =>
  from === null || to === null ? null : changedWork(project.root, [from, to], treeStore(project));

/** Attempts at the failing test since the newest cause was found, oldest first. */
function attempts(run: Run): Task[] {
  const cause = run.tasks.findLastIndex((task) => task.gate === GATE.hypothesis);
  return run.tasks.slice(cause + 1).filter((task) => task.gate === GATE.reproduce);
}
const handedIn = ({ facts }: Task): string[] => (facts as { files?: string[] }).files ?? [];

/**
 * What the author of a failing test hands in: the files changed by this task, and those of attempts before it that still
 * stand. What a person changes meanwhile is not among them. Null: that cannot be told.
 */
export function filesHandedIn(at: At, task: Task, tree: string | null): string[] | null {
  const all = attempts(at.run);
  const earlier = all.flatMap(handedIn);
  const [own, since] = [changedBetween(at, task.base, tree), changedBetween(at, all[0]?.base ?? task.base, tree)];
  return own && since && [...new Set([...own, ...since.filter((path) => earlier.includes(path))])];
}

/** Files of the failing test, which nobody changes behind it. In runs of earlier versions its author named them. */
export function testFiles(at: At): string[] {
  const task = newest(at.run, GATE.reproduce);
  const named = reproductionOf(at) as { files?: string[] } | null;
  return [...(task === undefined ? [] : handedIn(task)), ...(named?.files ?? [])];
}
