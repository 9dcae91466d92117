import { findProject } from "../../../project/project.ts";
import { readNotes, writeNotes } from "../../../record/outside.ts";
import { sha256 } from "../../../store/journal.ts";
import { PLANNING } from "../paths.ts";
import type { PhaseNumber } from "../planning/model.ts";

/**
 * What the person vouched for of texts that another tool, or a hand, has written: by the hash of each, outside of the project.
 * A text that has changed since is new, and held to the rules for what is new.
 */

export interface Vouched {
  /** Hashes of plans and summaries that count as done, by path. */
  done: Record<string, string>;
  /** Verifications that count as passed, by path, and the state of the project when that was said. */
  verified: Record<string, { sha: string; tree: string | null; commit: string | null }>;
  /** Phases that are to be verified again before their verification counts. */
  again: PhaseNumber[];
}

const NONE: Vouched = { done: {}, verified: {}, again: [] };

/** `root`: the project. */
export function vouchedIn(root: string): Vouched {
  const [noted] = readNotes<Vouched>(process.env, findProject(root), "adopted", PLANNING);
  return { ...NONE, ...noted };
}

/** Adds to what was vouched for. @throws NoRecord where it cannot be noted */
export function vouch(root: string, more: Partial<Vouched>): void {
  const known = vouchedIn(root);
  const all: Vouched = {
    done: { ...known.done, ...more.done },
    verified: { ...known.verified, ...more.verified },
    again: [...new Set([...known.again, ...(more.again ?? [])])],
  };
  writeNotes(process.env, findProject(root), "adopted", PLANNING, all);
}

/** The same, read once and only where it is asked. */
export function vouching(root: string) {
  let known: Vouched | undefined;
  const all = (): Vouched => (known ??= vouchedIn(root));
  return {
    isDone: (path: string, text: string): boolean => all().done[path] === sha256(text),
    verified: (path: string, text: string) => {
      const found = all().verified[path];
      return found?.sha === sha256(text) ? found : null;
    },
    isAgain: (number: PhaseNumber): boolean => all().again.includes(number),
  };
}
export type Vouching = ReturnType<typeof vouching>;
