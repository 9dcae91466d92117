import type { Run } from "../engine/run.ts";

/** The report of a run as text. */
export function reportText(run: Run): string {
  return `multi-ai ${run.run}: ${run.status}`;
}
