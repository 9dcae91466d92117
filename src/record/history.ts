import { join } from "node:path";
import type { Project } from "../project/project.ts";
import { readCache } from "../store/disk.ts";

/** What is noted of a project's runs when they are archived. */

/** One line of `.task/history/index.jsonl`. */
export interface IndexLine {
  run: string;
  workflow: string;
  request: string;
  status: string;
  reason: string;
  created_at: string;
  updated_at: string;
  /** The entry by which it was started, and what its agents took; missing in lines of earlier versions. */
  entry?: string;
  /** Which of its forms that entry had at the end, where it has several, such as a track. */
  variant?: string;
  tokens?: number;
  minutes?: number;
  /** What the main thread took; what all of it cost in US dollars, null: unknown; and whose part is not known. */
  main_tokens?: number;
  usd?: number | null;
  unpriced?: string[];
}

const EMPTY = { workflow: "", request: "", status: "", reason: "", created_at: "", updated_at: "" };

/** The index of archived runs, oldest first; unreadable lines are left out. */
export function archiveIndex(project: Project): IndexLine[] {
  return (readCache(join(project.task, "history", "index.jsonl"))?.toString("utf8") ?? "")
    .split("\n")
    .flatMap((line) => {
      try {
        const value = JSON.parse(line) as Partial<IndexLine> | null;
        return typeof value?.run === "string" ? [{ ...EMPTY, ...value, run: value.run }] : [];
      } catch {
        return [];
      }
    });
}

/**
 * What earlier runs of a kind have taken, each the median; tokens with the main thread's, minutes of agents' work. `runs`: how
 * many there are; `usd`: US dollars, null where no run tells; `unpriced`: whose part is not in them.
 */
export interface Usual {
  runs: number;
  tokens: number;
  minutes: number;
  usd: number | null;
  unpriced: string[];
}

/** Runs whose cost is alike. */
export type Kind = Pick<IndexLine, "workflow" | "entry" | "variant">;

/** So many of the newest runs tell what the next one will take. */
const MAX_USUAL = 10;

/** What completed runs of this kind have taken in this project; null: none tells. */
export function usualCost(project: Project, { workflow, entry, variant }: Kind): Usual | null {
  const told = archiveIndex(project)
    .filter((one) => one.workflow === workflow && one.entry === entry && one.status === "complete")
    .filter((one) => one.variant === variant)
    .flatMap(({ tokens, minutes, main_tokens: main, usd, unpriced }) =>
      typeof tokens === "number" && tokens > 0 && typeof minutes === "number"
        ? [
            {
              tokens: tokens + (typeof main === "number" ? main : 0),
              minutes,
              usd: typeof usd === "number" ? usd : null,
              unpriced: Array.isArray(unpriced) ? unpriced.map(String) : [],
            },
          ]
        : [],
    )
    .slice(-MAX_USUAL);
  if (told.length === 0) return null;
  const tokens = Math.round(median(told.map((one) => one.tokens)));
  const priced = told.filter((one) => one.usd !== null);
  return {
    runs: told.length,
    tokens,
    minutes: median(told.map((one) => one.minutes)),
    usd: priced.length === 0 ? null : median(priced.map((one) => one.usd!)),
    unpriced: [...new Set(priced.flatMap((one) => one.unpriced))].sort(),
  };
}

function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor((sorted.length - 1) / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle]! + sorted[middle + 1]!) / 2;
}
