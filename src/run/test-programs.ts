import { lstatSync } from "node:fs";
import { basename, dirname } from "node:path";
import { approvedCommands, type Run } from "../engine/run.ts";
import { linkless } from "../process/path.ts";
import { hashed, type Installed, identity, installedAt, isOlderThan } from "../process/program-files.ts";
import { isInside, type Project } from "../project/project.ts";
import type { Env } from "../record/outside.ts";

/** Which programs outside of the project the run's test commands may start. */

/** Words that may name a program, by name or by its whole path. Which of them a command starts only what runs it knows. */
const WORD = /(?<![\w.+/~-])(?:~\/|\/)?[\w.+][\w.+/-]*/g;

/** The words of a command that may name a program outside of the project: a relative path is one of the project. */
export const wordsOf = (command: string): string[] => [
  ...new Set((command.match(WORD) ?? []).filter((word) => !word.includes("/") || /^[~/]/.test(word))),
];

interface TestProgram {
  name: string;
  command: string;
  /** Without the files of it that lie in the project: those are in the tree. */
  program: Installed;
}

/** The ending by which some systems and package managers mark what can be started. */
const stem = (path: string): string => basename(path).replace(/\.(?:exe|[cm]?js)$/, "");

/**
 * Whether a path is a link to a program of its own name: version managers make new ones for each shell, and what counts is that
 * program. Of one in the project nothing would count: such a link does itself.
 */
function isByName(path: string, root: string): boolean {
  const isLink = lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true;
  const end = isLink ? linkless(path) : null;
  return end !== null && stem(end) === stem(path) && !isInside(end, root);
}

/** Whether a file stands in the project, wherever it may lead. */
const standsIn = (path: string, root: string): boolean => isInside(dirname(path), root);

/** The programs of the approved commands, as they are found now. */
export function testPrograms({ root }: Project, run: Run, env: Env): TestProgram[] {
  const PATH = env.PATH ?? "";
  const names = new Map(approvedCommands(run).flatMap(({ text }) => wordsOf(text).map((name) => [name, text])));
  return [...names].flatMap(([name, command]) => {
    const path = Bun.which(name.replace(/^~/, env.HOME ?? "~"), { PATH });
    const found = path === null || standsIn(path, root) ? null : installedAt(path, PATH);
    if (found === null) return [];
    const files = found.files.filter((one) => !standsIn(one.path, root) && !isByName(one.path, root));
    return [{ name, command, program: { ...found, files } }];
  });
}

/**
 * Those that are newer than a moment, in milliseconds since 1970, and not the ones in `known`, which is identities by name.
 * `seen`: the identities of all others, which are known from now on: a package manager may move their times on.
 */
export function newerPrograms(
  all: readonly TestProgram[],
  known: Record<string, string>,
  at: number,
): { newer: (TestProgram & { identity: string; file: string })[]; seen: Record<string, string> } {
  const seen: Record<string, string> = {};
  const newer = all.flatMap((one) => {
    const isOld = isOlderThan(one.program, at);
    if (isOld && known[one.name] !== undefined) return [];
    const now = identity(hashed(one.program));
    if (isOld) seen[one.name] = now;
    if (isOld || known[one.name] === now) return [];
    const [file = ""] = one.program.files.toSorted((a, b) => b.ctime - a.ctime).map(({ path }) => path);
    return [{ ...one, identity: now, file }];
  });
  return { newer, seen };
}
