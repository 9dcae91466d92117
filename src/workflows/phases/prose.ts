import type { Task } from "../../engine/run.ts";
import { documentKind } from "../kit/document.ts";

/** Prose of agents, which others read before they decide. */
export const prose = (
  path: string | ((task: Task) => string),
  sections: Record<string, string>,
  head: Pick<Parameters<typeof documentKind>[0], "fields" | "head"> = {},
) =>
  documentKind({
    path: typeof path === "string" ? () => path : path,
    sections,
    ...head,
    maxKb: 48,
  });
