import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileProblem } from "../../execute/plan-rules.ts";
import { bare } from "../../sections.ts";

/** What prose about a phase names of the project. */

/** The file that a text names at its beginning, without its lines: `` `src/a.ts:10-20` `` is `src/a.ts`. */
export const fileNamed = (text: string): string =>
  bare(/^`[^`]+`/.exec(text.trim())?.[0] ?? text.trim()).replace(/:\d+(?:[-–]\d+)?$/, "");

/** Whether a project has a file or folder of this name. */
export const isThere =
  (root: string) =>
  (path: string): boolean =>
    path !== "" && !/[*?{]/.test(path) && fileProblem(path) === null && existsSync(join(root, path));
