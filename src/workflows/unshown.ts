import type { Facts } from "../engine/events.ts";
import type { Run, Task } from "../engine/run.ts";
import { plural } from "../text.ts";

/** What of a run's change nobody was shown, or has shown: how it is counted and told. Pure. */

/** What of a run's change is neither proven nor refuted: files with lines that no reviewer was shown, criteria that a file's name alone shows. */
export interface Unknown {
  files: string[];
  /** Files beyond those. */
  more: number;
  criteria: string[];
}

export type Unshown = NonNullable<Facts["unshown"]>[number];

/** Reviews that say what was shown, the newest last. */
const looksIn = (run: Run): Task[] =>
  run.tasks.filter((one) => !one.void && one.facts.unshown !== undefined).sort((a, b) => a.acceptedSeq - b.acceptedSeq);

/** Lines of the change that no reviewer was shown, by the newest review. */
export const unshownIn = (run: Run): Unshown[] => looksIn(run).at(-1)?.facts.unshown ?? [];

export function unknownOf(run: Run): Unknown {
  const newest = [...new Map(looksIn(run).map((one) => [one.gate, one.facts.by_name ?? []])).values()];
  return {
    files: unshownIn(run).map(({ path }) => path),
    more: looksIn(run).at(-1)?.facts.unshown_more ?? 0,
    criteria: (newest[0] ?? []).filter((id) => newest.every((one) => one.includes(id))),
  };
}

/** `unknown: 2 files shown to no reviewer`; empty where nothing is. */
export function unknownText({ files, more, criteria }: Unknown): string {
  const words = [
    ...(files.length > 0 ? [`${plural(files.length + more, "file")} shown to no reviewer`] : []),
    ...(criteria.length > 0
      ? [`${plural(criteria.length, "criterion", "criteria")} shown by a file's name alone`]
      : []),
  ];
  return words.length === 0 ? "" : `unknown: ${words.join(", ")}`;
}

/** `src/a.ts: lines 3-8, 20; what was removed at 4`, for whoever is to look at it. */
export function unshownLine({ path, added, removed }: Unshown): string {
  const words = (ranges: Unshown["added"]): string => ranges.map(([a, b]) => (a === b ? a : `${a}-${b}`)).join(", ");
  const lines = [
    ...(added.length > 0 ? [`lines ${words(added)}`] : []),
    ...(removed.length > 0 ? [`removed lines, once ${words(removed)}`] : []),
  ];
  return `${path}: ${lines.length === 0 ? "binary, or too large to be shown" : lines.join("; ")}`;
}
