import { findProject } from "../../../project/project.ts";
import { readNotes, writeNotes } from "../../../record/outside.ts";
import { sha256 } from "../../../store/journal.ts";
import { PLANNING } from "../paths.ts";
import { readText } from "../planning/files.ts";

/**
 * What the person said of texts that another tool, or a hand, has written: by the hash of each,
 * outside of the project. A text that has changed since is new, and held to the rules for what is
 * new.
 */

type Hashes = Record<string, string>;

export interface Vouched {
  /** Plans with their summaries that count as done. */
  done: Hashes;
  /** Plans that count as done without a summary. */
  unbuilt: Hashes;
  /** Verifications that count as passed, and the state of the project when that was said. */
  verified: Record<string, { sha: string; tree: string | null; commit: string | null }>;
  /** Texts that do not count, whatever box is ticked: nobody asks about them again. */
  open: Hashes;
  /** Texts of phases that are verified again before their verification counts. */
  again: Hashes;
}

const NONE: Vouched = { done: {}, unbuilt: {}, verified: {}, open: {}, again: {} };

/** `root`: the project. */
export function vouchedIn(root: string): Vouched {
  // The plugin may be installed in two ways, each with a folder of its own: what was said last
  // counts.
  const noted = readNotes<Vouched & { at: number }>(
    process.env,
    findProject(root),
    "adopted",
    PLANNING,
  );
  const [{ at: _, ...last } = { at: 0 }] = noted.sort(
    (one, other) => (other.at ?? 0) - (one.at ?? 0),
  );
  return { ...NONE, ...last };
}

const write = (root: string, all: Vouched): unknown =>
  writeNotes(process.env, findProject(root), "adopted", PLANNING, { ...all, at: Date.now() });

/** Adds to what was said. @throws NoRecord where it cannot be noted */
export function vouch(root: string, more: Vouched): void {
  const both = Object.entries(vouchedIn(root)).map(([kind, known]) => [
    kind,
    { ...known, ...more[kind as keyof Vouched] },
  ]);
  write(root, Object.fromEntries(both));
}

/** Paths of all texts that something was said of. */
export const textsSaid = (root: string): string[] =>
  [...new Set(Object.values(vouchedIn(root)).flatMap((texts) => Object.keys(texts)))].sort();

/** Takes back what was said of these texts; left out: of all. @throws NoRecord */
export function forget(root: string, paths: readonly string[] = textsSaid(root)): void {
  const rest = Object.entries(vouchedIn(root)).map(([kind, known]) => [
    kind,
    Object.fromEntries(Object.entries(known).filter(([path]) => !paths.includes(path))),
  ]);
  write(root, Object.fromEntries(rest));
}

/** The same, read once and only where it is asked. `text`: what stands in the file now. */
export function vouching(root: string, known?: Vouched) {
  const all = (): Vouched => (known ??= vouchedIn(root));
  return {
    has: (kind: "done" | "unbuilt" | "open", path: string, text: string): boolean =>
      all()[kind][path] === sha256(text),
    verified: (path: string, text: string) => {
      const found = all().verified[path];
      return found?.sha === sha256(text) ? found : null;
    },
    /** Texts of this phase that it was said of. `folder`: of the phase. */
    textsIn: (kind: "again" | "open", folder: string): string[] =>
      Object.entries(all()[kind]).flatMap(([path, sha]) =>
        path.startsWith(`${folder}/`) && sha256(readText(root, path, []) ?? "") === sha ? path : [],
      ),
  };
}
export const nothingVouched = (root: string) => vouching(root, NONE);
export type Vouching = ReturnType<typeof vouching>;
