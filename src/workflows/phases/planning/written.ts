import { attempt } from "../../../process/attempt.ts";
import { findProject } from "../../../project/project.ts";
import { readNotes, writeNotes } from "../../../record/machine/outside.ts";
import { sha256 } from "../../../store/journal.ts";
import { PLANNING } from "../paths.ts";

/**
 * What the program itself has written below `.planning`, noted outside of the project. Of each file
 * the hashes of its texts, oldest first: each was made from the one before it.
 */
type TextHashes = Record<string, string[]>;

/** Texts that are known of a file: a run that is older than these asks. */
const MAX_TEXTS = 50;

/** The hash of a file's text; empty where there is no file. */
export const textHash = (text: string | null): string => (text === null ? "" : sha256(text));

function writtenIn(root: string): TextHashes {
  // The plugin may be installed in two ways, each with a folder of its own: the newest one counts.
  const [newest] = readNotes<{ at: number; files: TextHashes }>(
    process.env,
    findProject(root),
    "planning",
    PLANNING,
  ).sort((one, other) => (other.at ?? 0) - (one.at ?? 0));
  return newest?.files ?? {};
}

/** Notes files that were written. Where that cannot be noted, the person is asked about them. */
export function recordTexts(
  root: string,
  changed: Iterable<[path: string, { before: string | null; after: string | null }]>,
): void {
  const files = writtenIn(root);
  for (const [path, { before, after }] of changed) {
    const known = files[path] ?? [];
    // What somebody else has changed in between begins anew, and so never counts as made here.
    const texts = known.at(-1) === textHash(before) ? known : [textHash(before)];
    files[path] = [...texts, textHash(after)].slice(-MAX_TEXTS);
  }
  const notes = { at: Date.now(), files };
  attempt(() => writeNotes(process.env, findProject(root), "planning", PLANNING, notes), null);
}

/** Whether the program alone has made one text of a file from another, by their hashes. */
export function writtenHere(root: string) {
  const files = writtenIn(root);
  return (path: string, from: string, to: string): boolean =>
    files[path]?.at(-1) === to && files[path].includes(from);
}
