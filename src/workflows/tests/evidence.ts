import type { TestedCommand } from "../../engine/events.ts";
import { type Run, taskOf } from "../../engine/run.ts";
import { LOCK_FILE } from "../small/path-rules.ts";
import { type Unshown, unshownIn } from "../unshown.ts";

/**
 * What runs of a command, or of a test, show of the work between them, and what of a change nobody
 * was shown. Pure.
 */

/** Only `proven` is a pass; `unknown` is counted and told as that. */
export type Evidence = "proven" | "refuted" | "unknown";

/** How a command or a test ended; `not_found`: it was not there; null: nobody has run it. */
export type Seen = TestedCommand["state"] | null;

/**
 * What is shown by something that ended so without the work, and so with it: what was green before
 * shows nothing.
 */
export function shows(before: Seen, after: Seen): Evidence {
  if (after === "failed" || after === "not_found") return "refuted";
  return after === "passed" && (before === "failed" || before === "not_found")
    ? "proven"
    : "unknown";
}

/**
 * What several pieces of evidence show together: one that refutes outweighs all others, then one
 * that proves.
 */
export const together = (all: readonly Evidence[]): Evidence =>
  all.includes("refuted") ? "refuted" : all.includes("proven") ? "proven" : "unknown";

/** `3 proven, 1 unknown`; empty where there is nothing to count. */
export const evidenceText = (all: readonly Evidence[]): string =>
  (["proven", "refuted", "unknown"] as const)
    .map((one) => [all.filter((other) => other === one).length, one] as const)
    .filter(([count]) => count > 0)
    .map(([count, one]) => `${count} ${one}`)
    .join(", ");

/**
 * Pictures, fonts, sound and papers: nobody can be shown them, and nothing runs them. They are
 * counted, and not asked about.
 */
const ASSET =
  /\.(?:png|jpe?g|gif|webp|avif|ico|bmp|tiff?|woff2?|[ot]tf|eot|mp[34]|wav|ogg|flac|webm|mov|pdf)$/i;

/**
 * What of it a person is asked about: neither assets nor lock files, and nothing that they have let
 * be by name.
 */
export function unshownToAsk(run: Run): Unshown[] {
  const waived = run.decisions
    .filter((decision) => decision.kind === UNSHOWN && decision.option === "waive")
    .flatMap((decision) => taskOf(run, decision.task)?.facts.unshown ?? []);
  return unshownIn(run).filter(
    ({ path, added, removed }) =>
      !LOCK_FILE.test(path) &&
      !(ASSET.test(path) && added.length + removed.length === 0) &&
      !waived.some((one) => one.path === path),
  );
}
/** The question about it. */
export const UNSHOWN = "unshown";
