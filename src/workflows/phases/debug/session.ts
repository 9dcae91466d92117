import { changedFiles } from "../../../project/changes.ts";
import { unlessUnreadable } from "../../../project/kept-trees.ts";
import { treeStore } from "../../../project/project.ts";
import { readText } from "../planning/files.ts";
import { type At, newest } from "../recorded.ts";
import { GATE, surveyOf, testRunOf } from "./recorded.ts";
import { readSession, type Session } from "./session-file.ts";

/** What a debug session has come to, read from its file and from the project's trees. */

/** What the session's file says now: what was seen and ruled out, in this run and before it. */
export function sessionOf(at: At): Session {
  const survey = surveyOf(at);
  return readSession((survey && readText(at.project.root, survey.file, [])) ?? "");
}

/** Files that differ between two trees of the project; null: that cannot be told. */
export const changedBetween = ({ project }: At, from: string | null, to: string | null): string[] | null =>
  from === null || to === null
    ? null
    : unlessUnreadable<string[] | null>(
        () => changedFiles(project.root, from, to, treeStore(project)).map(({ path }) => path),
        null,
      );

/** Files of the failing test, which nobody changes behind it; null: they cannot be told. */
export const testFiles = (at: At): string[] | null =>
  changedBetween(at, newest(at.run, GATE.reproduce)?.base ?? null, testRunOf(at, GATE.red)?.tree ?? null);
