import { dirname } from "node:path";
import { SESSIONS } from "../debug/recorded.ts";
import { BEFORE, CODEBASE, CONFIG, PLANNING, QUICK, TODOS } from "../paths.ts";
import {
  applyChanges,
  filesBelow,
  filesIn,
  isThere,
  namesIn,
  readText,
} from "../planning/files.ts";
import { made } from "../stopped.ts";

/**
 * Planning that another tool, or an earlier version, has left: agents read it, a person approves
 * what they make of it, and then it moves aside, byte for byte.
 */

/** `entries`: of `.planning` itself. `to`: where they go. */
interface Foreign {
  entries: string[];
  to: string;
}

/** These are read in any tool's form, or left alone. */
const SHARED = [CONFIG, CODEBASE, QUICK, SESSIONS, dirname(TODOS)];

/** Where files go on this day: a folder that nothing is in yet. */
function unused(root: string, date: string): string {
  const names = namesIn(root, BEFORE, []);
  let name = date;
  for (let more = 2; names.includes(name); more++) name = `${date}-${more}`;
  return `${BEFORE}/${name}`;
}

/** `date`: of the run. */
export const foreignIn = (root: string, date: string): Foreign => ({
  // The roadmap among the last: while it is there, the rest of an interrupted move is foreign, too.
  entries: filesIn(root, PLANNING)
    .filter((path) => !SHARED.includes(path))
    .toReversed(),
  to: unused(root, date),
});

/** All that its files say. */
export const textOf = (root: string, { entries }: Foreign): string =>
  entries
    .flatMap((path) => [path, ...filesBelow(root, path)])
    .map((path) => readText(root, path, []) ?? "")
    .join("\n");

/** Moves it aside. What an interrupted attempt has moved already is there. @throws Stopped */
export function displaceForeign(root: string, { entries, to }: Foreign): void {
  const moves = entries
    .filter((path) => path !== BEFORE)
    .map((from) => ({ from, to: `${to}${from.slice(PLANNING.length)}` }));
  made(
    applyChanges(
      root,
      moves.filter((move) => !isThere(root, move.to)),
    ),
  );
}
