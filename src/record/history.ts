import { join } from "node:path";
import type { Project } from "../project/project.ts";
import { worktreeBranch } from "../project/worktrees/names.ts";
import { readCache } from "../store/files/disk.ts";
import { fieldsIn } from "../store/json/fields.ts";

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
  /**
   * The entry by which it was started, and what its agents took; missing in lines of earlier
   * versions, as what follows.
   */
  entry?: string;
  /** Which of its forms that entry had at the end, where it has several, such as a track. */
  variant?: string;
  tokens?: number;
  minutes?: number;
  /**
   * What the main thread took; what all of it cost in US dollars, null: unknown; and whose part is
   * not known.
   */
  main_tokens?: number;
  usd?: number | null;
  unpriced?: string[];
  /** The name of the worktree that it was in, which is removed. */
  dropped?: string;
}

/** What every line has; what some have, by its kind. */
export const NONE = {
  workflow: "",
  request: "",
  status: "",
  reason: "",
  created_at: "",
  updated_at: "",
};
const TEXTS = [...Object.keys(NONE), "run", "entry", "variant", "dropped"];
const NUMBERS = ["tokens", "minutes", "main_tokens", "usd"];
/** Lines of the index that are read, of its end. */
const MAX_LINES = 5_000;
/**
 * The index of archived runs, oldest first; unreadable lines are left out, and values of another
 * kind.
 */
export function archiveIndex(project: Project): IndexLine[] {
  const lines = (
    readCache(join(project.task, "history", "index.jsonl"))?.toString("utf8") ?? ""
  ).split("\n");
  return lines.slice(-MAX_LINES).flatMap((line) => {
    const { unpriced, ...noted } = fieldsIn(line);
    if (typeof noted.run !== "string") return [];
    const known = Object.entries(noted).filter(([name, value]) =>
      typeof value === "string"
        ? TEXTS.includes(name)
        : typeof value === "number" && NUMBERS.includes(name),
    );
    const parts = Array.isArray(unpriced) && {
      unpriced: unpriced.filter((one) => typeof one === "string"),
    };
    return { ...NONE, run: noted.run, ...Object.fromEntries(known), ...parts };
  });
}

/**
 * Archived runs of a project, by when they ended, oldest first; with those of its checkout, where
 * it is a worktree.
 */
export function archivedIn(project: Project): IndexLine[] {
  const { checkoutOf } =
    require("../project/worktrees/linked-worktrees.ts") as typeof import("../project/worktrees/linked-worktrees.ts");
  // What a worktree knows of its runs goes into the checkout's history with it.
  return [...new Set([checkoutOf(project), project])]
    .flatMap(archiveIndex)
    .toSorted((a, b) => Number(a.updated_at > b.updated_at) - Number(a.updated_at < b.updated_at));
}

/** The newest run of a removed worktree by its id, or by the name or branch of that. */
export const droppedRun = (project: Project, word: string): IndexLine | undefined =>
  archiveIndex(project).findLast(
    ({ run, dropped }) => dropped && [run, dropped, worktreeBranch(dropped)].includes(word),
  );
