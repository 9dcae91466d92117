import { renameSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { makeFolders } from "../../store/disk.ts";
import { PAUSE_NOTE, PHASES, PLANNING } from "./paths.ts";
import { type Applied, alone, freePath, isFolder, isThere, namesIn } from "./planning/files.ts";

/** What a pause leaves beside `STATE.md`: notes of GSD on how to go on. They are kept where nothing looks for a pause. */

const KEPT = `${PLANNING}/handoffs`;

/** The notes that say that the work is paused, relative to the project. Nothing behind a link is one. */
function pauseNotes(root: string): string[] {
  const phases = isFolder(root, PHASES, []) ? namesIn(root, PHASES, []).map((name) => `${PHASES}/${name}`) : [];
  return [PLANNING, ...phases]
    .filter((folder) => isThere(root, `${folder}/${PAUSE_NOTE}`) && isFolder(root, folder, []))
    .map((folder) => `${folder}/${PAUSE_NOTE}`);
}

/** Moves them out of the way; nothing in them is lost. `written`: where they are now. Never throws. */
export const keepPauseNotes = (root: string, now: string): Applied =>
  alone(root, (): Applied => {
    const notes = pauseNotes(root);
    if (notes.length > 0) makeFolders(root, KEPT);
    const written = notes.map((path) => {
      const from = basename(dirname(path)).replace(/^\./, "");
      const to = freePath(root, `${KEPT}/${now.slice(0, 10)}-${from}`, ".md");
      renameSync(join(root, path), join(root, to));
      return to;
    });
    return { ok: true, written };
  });
