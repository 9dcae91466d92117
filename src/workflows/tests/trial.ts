import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "../../project/project.ts";
import { type ChangedFile, readAt } from "../../project/trees/changes.ts";
import { couldPutBack } from "../../project/trees/put-back.ts";
import { asRepository, inCopy } from "../../project/worktrees/copy/in-copy.ts";
import type { TestRecord } from "../../record/tests/test-record.ts";
import { given } from "../../text.ts";
import { type ChangeSet, withListed } from "./source.ts";
import { withOldTests } from "./tests-within.ts";

/** Test commands in a copy of the project, where files of a change are as they were. */

/** Puts these files of a copy back, and makes it a repository. @returns false: it could not */
function putBack(
  project: Project,
  { root }: Project,
  base: string,
  put: readonly ChangedFile[],
  change: (root: string) => void,
): boolean {
  if (!couldPutBack(project, root, base, put)) return false;
  change(root);
  asRepository(project, root);
  return true;
}

/** Works in such a copy. Null: there is none. */
export const inOldCopy = <T>(
  project: Project,
  base: string,
  put: readonly ChangedFile[],
  work: (copy: Project) => Promise<T>,
  change: (root: string) => void = () => {},
): Promise<T | null> =>
  inCopy(project, async (copy) => (putBack(project, copy, base, put, change) ? work(copy) : null));

/** How a command went. */
export type Ran = Pick<
  TestRecord["commands"][number],
  "command" | "state" | "told_by" | "tests" | "lines"
>;
export const ranOf = (all: readonly Ran[], command: string): Ran | undefined =>
  all.find((one) => one.command === command);

/** The same without the path of a copy, which is gone when it is read. */
const named = (ran: Ran, root: string): Ran => ({
  ...ran,
  lines: ran.lines.map((line) => line.replaceAll(`${root}/`, "")),
});

/** A changed program before and now, and now with the tests in it as they were. */
export interface Versions extends ReturnType<typeof withOldTests> {
  was: string;
  is: string;
}

/** What is tried. */
export interface Subject {
  /** Whose folder is copied. */
  project: Project;
  /** `tree`: what the folder holds. */
  change: ChangeSet;
  run: (copy: Project, commands: readonly string[]) => Promise<Ran[]>;
  /** How some or all commands go on the project as it is. */
  now: readonly Ran[];
}

/**
 * Runs commands with some files of a change as they are now, but for tests in them, and all else
 * as it was; null: no copy could be made. Only files that `isTaken` says yes to are there.
 */
export function trialsOf(
  { project, change, run, now }: Subject,
  isTaken: (path: string) => boolean,
) {
  const { base, tree, changed } = change;
  const texts = new Map<string, Versions>();
  const versionsOf = ({ path }: ChangedFile): Versions => {
    const [was, is] = [readAt(project, base, path) ?? "", readAt(project, tree, path) ?? ""];
    const found = texts.get(path) ?? { was, is, ...withOldTests(path, was, is) };
    texts.set(path, found);
    return found;
  };
  const ranBefore = new Map<string, Ran>();
  const tryWith = async (files: readonly ChangedFile[], commands: readonly string[]) => {
    const put = changed.filter((one) => !files.includes(one));
    const within = files.flatMap((file) => {
      const { text, is } = versionsOf(file);
      return given(file.status === "modified" && text !== is, { path: file.path, text });
    });
    const listed = put.flatMap((file) => {
      if (file.status !== "modified") return [];
      const { was, is } = versionsOf(file);
      const text = withListed(was, is, files);
      return given(text !== was, { path: file.path, text });
    });
    const isSource = put.length + within.length === 0;
    const known = isSource ? now.filter(({ command }) => commands.includes(command)) : [];
    let isWhole = true;
    const isIn = (path: string): boolean => {
      const isThere = isTaken(path);
      isWhole &&= isThere;
      return isThere;
    };
    const ran = await inCopy(
      project,
      async (copy) => {
        const seen = isWhole ? known : [];
        const open = commands.filter((command) => ranOf(seen, command) === undefined);
        if (open.length === 0) return seen;
        const change = (root: string): void => {
          for (const { path, text } of [...within, ...listed])
            writeFileSync(join(root, path), text);
        };
        return putBack(project, copy, base, put, change)
          ? [...seen, ...(await run(copy, open)).map((one) => named(one, copy.root))]
          : null;
      },
      isIn,
    );
    return ran ?? (known.length === commands.length ? known : null);
  };
  /** How commands went before the change; of those that could not be tried nothing. */
  const tryBefore = async (commands: readonly string[]): Promise<Ran[]> => {
    const open = commands.filter((one) => !ranBefore.has(one));
    const ran = open.length === 0 ? [] : await tryWith([], open);
    for (const one of ran ?? []) ranBefore.set(one.command, one);
    return commands.flatMap((one) => ranBefore.get(one) ?? []);
  };
  return { versionsOf, tryWith, tryBefore };
}
