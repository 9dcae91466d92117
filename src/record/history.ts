import { join } from "node:path";
import type { Project } from "../project/project.ts";
import { readCache } from "../store/disk.ts";
import { fieldsIn } from "../store/loose.ts";

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
  /** The entry by which it was started, and what its agents took; missing in lines of earlier versions, as what follows. */
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

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** The index of archived runs, oldest first; unreadable lines are left out, and values of another kind. */
export function archiveIndex(project: Project): IndexLine[] {
  return (readCache(join(project.task, "history", "index.jsonl"))?.toString("utf8") ?? "")
    .split("\n")
    .flatMap((line) => {
      const { run, entry, variant, tokens, minutes, main_tokens, usd, unpriced, ...noted } = fieldsIn(line);
      if (typeof run !== "string") return [];
      return {
        run,
        workflow: text(noted.workflow),
        request: text(noted.request),
        status: text(noted.status),
        reason: text(noted.reason),
        created_at: text(noted.created_at),
        updated_at: text(noted.updated_at),
        ...(typeof entry === "string" && { entry }),
        ...(typeof variant === "string" && { variant }),
        ...(typeof tokens === "number" && { tokens }),
        ...(typeof minutes === "number" && { minutes }),
        ...(typeof main_tokens === "number" && { main_tokens }),
        ...(typeof usd === "number" && { usd }),
        ...(Array.isArray(unpriced) && { unpriced: unpriced.map(text) }),
      };
    });
}
