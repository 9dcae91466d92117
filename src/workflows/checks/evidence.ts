import type { Facts, TestedCommand } from "../../engine/events.ts";
import type { Run, Task } from "../../engine/run.ts";
import { plural } from "../../text.ts";
import { LOCK_FILE } from "../small/path-rules.ts";

/** What runs of a command, or of a test, show of the work between them, and what of a change nobody was shown. Pure. */

/** Only `proven` is a pass; `unknown` is counted and told as that. */
export type Evidence = "proven" | "refuted" | "unknown";

/** How a command or a test ended; `not_found`: it was not there; null: nobody has run it. */
export type Seen = TestedCommand["state"] | null;

/** What is shown by something that ended so without the work, and so with it: what was green before shows nothing. */
export function shows(before: Seen, after: Seen): Evidence {
  if (after === "failed" || after === "not_found") return "refuted";
  return after === "passed" && (before === "failed" || before === "not_found") ? "proven" : "unknown";
}

/** What several of these show together of one thing: one that is refuted refutes it, one that is proven shows it. */
export const together = (all: readonly Evidence[]): Evidence =>
  all.includes("refuted") ? "refuted" : all.includes("proven") ? "proven" : "unknown";

/** `3 proven, 1 unknown`; empty where there is nothing to count. */
export const evidenceText = (all: readonly Evidence[]): string =>
  (["proven", "refuted", "unknown"] as const)
    .map((one) => [all.filter((other) => other === one).length, one] as const)
    .filter(([count]) => count > 0)
    .map(([count, one]) => `${count} ${one}`)
    .join(", ");

/** What of a run's change is neither proven nor refuted: files with lines that no reviewer was shown, criteria that a file's name alone shows. */
export interface Unknown {
  files: string[];
  criteria: string[];
}

type Unshown = NonNullable<Facts["unshown"]>[number];

/** Reviews that say what was shown, the newest last. */
const looksIn = (run: Run): Task[] =>
  run.tasks.filter((one) => !one.void && one.facts.unshown !== undefined).sort((a, b) => a.acceptedSeq - b.acceptedSeq);

/** Lines of the change that no reviewer was shown, by the newest review. */
export const unshownIn = (run: Run): Unshown[] => looksIn(run).at(-1)?.facts.unshown ?? [];

export function unknownOf(run: Run): Unknown {
  const newest = [...new Map(looksIn(run).map((one) => [one.gate, one.facts.by_name ?? []])).values()];
  const more = looksIn(run).at(-1)?.facts.unshown_more ?? 0;
  return {
    files: [...unshownIn(run).map(({ path }) => path), ...(more > 0 ? [`${more} more`] : [])],
    criteria: (newest[0] ?? []).filter((id) => newest.every((one) => one.includes(id))),
  };
}

/** `unknown: 2 files shown to no reviewer`; empty where nothing is. */
export function unknownText({ files, criteria }: Unknown): string {
  const words = [
    ...(files.length > 0 ? [`${plural(files.length, "file")} shown to no reviewer`] : []),
    ...(criteria.length > 0
      ? [`${plural(criteria.length, "criterion", "criteria")} shown by a file's name alone`]
      : []),
  ];
  return words.length === 0 ? "" : `unknown: ${words.join(", ")}`;
}

/** Pictures, fonts, sound and papers: nobody can be shown them, and nothing runs them. They are counted, and not asked about. */
const ASSET = /\.(?:png|jpe?g|gif|webp|avif|ico|bmp|tiff?|woff2?|[ot]tf|eot|mp[34]|wav|ogg|flac|webm|mov|pdf)$/i;

/** What of it a person is asked about: neither assets nor lock files, and nothing that they have let be by name. */
export function unshownToAsk(run: Run): Unshown[] {
  const waived = run.decisions
    .filter((one) => one.kind === UNSHOWN && one.option === "waive")
    .flatMap((one) => run.tasks.find(({ id }) => id === one.task)?.facts.unshown ?? []);
  return unshownIn(run).filter(
    ({ path, added, removed }) =>
      !LOCK_FILE.test(path) &&
      !(ASSET.test(path) && added.length + removed.length === 0) &&
      !waived.some((one) => one.path === path),
  );
}
/** The question about it. */
export const UNSHOWN = "unshown";

/** `src/a.ts: lines 3-8, 20; what was removed at 4`, for whoever is to look at it. */
export function unshownLine({ path, added, removed }: Unshown): string {
  const words = (ranges: Unshown["added"]): string => ranges.map(([a, b]) => (a === b ? a : `${a}-${b}`)).join(", ");
  const lines = [
    ...(added.length > 0 ? [`lines ${words(added)}`] : []),
    ...(removed.length > 0 ? [`removed lines, once ${words(removed)}`] : []),
  ];
  return `${path}: ${lines.length === 0 ? "binary, or too large to be shown" : lines.join("; ")}`;
}
