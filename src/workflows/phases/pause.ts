import { existsSync, readdirSync, renameSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { PHASES, PLANNING } from "./paths.ts";
import { type Applied, alone, isFolder, makeFolders } from "./planning/files.ts";

/** What a pause leaves beside `STATE.md`: notes of GSD on how to go on. They are kept where nothing looks for a pause. */

const NOTE = ".continue-here.md";
const KEPT = `${PLANNING}/handoffs`;

/** The notes that say that the work is paused, relative to the project. */
export function pauseNotes(root: string): string[] {
  const folders = isFolder(root, PHASES, []) ? readdirSync(join(root, PHASES)).map((name) => `${PHASES}/${name}`) : [];
  return [PLANNING, ...folders].map((folder) => `${folder}/${NOTE}`).filter((path) => existsSync(join(root, path)));
}

/** Moves them out of the way; nothing in them is lost. `written`: where they are now. Never throws. */
export const keepPauseNotes = (root: string, now: string): Applied =>
  alone(root, (): Applied => {
    const notes = pauseNotes(root);
    if (notes.length > 0) makeFolders(root, KEPT);
    const written = notes.map((path) => {
      const from = basename(dirname(path)).replace(/^\./, "");
      const free = (count: number): string => {
        const name = `${KEPT}/${now.slice(0, 10)}-${from}${count === 1 ? "" : `-${count}`}.md`;
        return existsSync(join(root, name)) ? free(count + 1) : name;
      };
      const to = free(1);
      renameSync(join(root, path), join(root, to));
      return to;
    });
    return { ok: true, written };
  });
