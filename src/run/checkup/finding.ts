/**
 * One thing that a run needs, and its state. With an error no run works, with a warning it does.
 */
export interface Finding {
  /** What was looked at, in a word or two. */
  name: string;
  state: "ok" | "warning" | "error";
  /** What was found. */
  found: string;
  /** What to do about it; null when there is nothing to do. */
  remedy: string | null;
}

/** As a check finds it, before it has the check's name. */
export type Found = Omit<Finding, "name"> & { name?: string };

export const ok = (found: string): Found => ({ state: "ok", found, remedy: null });
export const warning = (found: string, remedy: string): Found => ({
  state: "warning",
  found,
  remedy,
});
export const error = (found: string, remedy: string): Found => ({ state: "error", found, remedy });

/** A finding as a sentence of its own. */
export const findingText = ({ found, remedy }: Found): string =>
  `${found}${remedy === null ? "" : `: ${remedy}`}`.replace(/\.?$/, ".");
