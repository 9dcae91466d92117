import type { TestedCommand } from "../../engine/events.ts";

/** What runs of a command, or of a test, show of the work between them. Pure. */

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
