import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { attempt } from "../../process/attempt.ts";
import type { ChangedFile } from "../../project/changes.ts";
import { isCode } from "../execute/test-file.ts";

/** Code without what it does: what passes with that is shown by names and comments alone. */

const COMMENT = /^\s*(?:\/\/|\/?\*|#(?!include|!)|--|;|%|<!--)/;
const SCRIPT = /\.[cm]?[jt]sx?$/;
const EXPORTED = /^\s*export\s+(?:(?:async\s+)?(?:function\*?|class)|const|let|var)\s+([\w$]+)/gm;

/** A text of code with its comments; of a module also the names that it exports, so that it can still be loaded. Pure. */
export function emptied(path: string, text: string): string {
  const names = SCRIPT.test(path) ? [...new Set([...text.matchAll(EXPORTED)].map(([, name]) => name!))] : [];
  const isDefault = SCRIPT.test(path) && /^\s*export\s+default\b/m.test(text);
  return [
    ...text.split("\n").filter((line) => COMMENT.test(line)),
    ...names.map((name) => `export const ${name} = undefined;`),
    ...(isDefault ? ["export default undefined;"] : []),
    "",
  ].join("\n");
}

/** The files of a change that can be emptied. */
export const codeOf = (changed: readonly ChangedFile[]): ChangedFile[] =>
  changed.filter(({ path, status }) => isCode(path) && status !== "deleted");

/** Empties files of a folder, which is no person's. */
export function emptyFiles(root: string, files: readonly ChangedFile[]): void {
  for (const { path } of files) {
    const text = attempt(() => readFileSync(join(root, path), "utf8"), null);
    if (text !== null) writeFileSync(join(root, path), emptied(path, text));
  }
}
