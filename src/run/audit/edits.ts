import { existsSync } from "node:fs";
import { join } from "node:path";
import type { CommandOf } from "../../engine/commands.ts";
import type { Run, Task } from "../../engine/run.ts";
import { keptBytes } from "../../project/kept-bytes.ts";
import type { Project } from "../../project/project.ts";
import { acceptedFiles, isRead, isWritten } from "../../record/accepted.ts";
import { makeFolders, readCache, writeFileAtomic } from "../../store/disk.ts";
import { sha256 } from "../../store/journal.ts";
import { getObject } from "../../store/objects.ts";
import { parseJson } from "../../store/small-file.ts";
import { someOf } from "../../text.ts";
import { isAtWork, isByProgram } from "../publish/outputs.ts";

/** Files of a run that somebody has changed by hand since they were accepted. */

/** Whether an agent that came to nothing may have left the file like this, since it was accepted from `owner`. */
const byAgent = (run: Run, path: string, owner: Task): boolean =>
  run.tasks.some(
    (task) =>
      task.dispatches > 0 &&
      task.outcome === null &&
      (task.started_at ?? "") >= (owner.ended_at ?? owner.started_at ?? "") &&
      isWritten(task, path),
  );

/** Puts accepted files back that say something else by now; each with where what stood there is kept. `sense`: what a file says. */
export function putBack(
  project: Project,
  run: Run,
  isMeant: (path: string) => boolean,
  sense: (bytes: Uint8Array) => string,
): string[] {
  return [...acceptedFiles(run)].flatMap(([path, { sha, task: owner }]) => {
    if (!isMeant(path) || byAgent(run, path, owner) || isAtWork(run, path)) return [];
    const was = isByProgram(project, run, path) ? null : getObject(project.task, sha);
    if (was === null) return [];
    const file = join(project.root, path);
    const is = readCache(file);
    if (is !== null && sense(is) === sense(was)) return [];
    try {
      const kept = is === null ? "" : ` (what stood there: ${keptBytes(project, is) ?? "too large to be kept"})`;
      makeFolders(project.root, path.slice(0, path.lastIndexOf("/")));
      writeFileAtomic(file, was);
      return [`${path}${kept}`];
    } catch {
      return [];
    }
  });
}

/** What a file says, whatever its white space: a formatter of the project changes nothing. */
function wordsOf(bytes: Uint8Array): string {
  const json = parseJson(bytes);
  return json.ok ? JSON.stringify(json.value) : new TextDecoder().decode(bytes).replaceAll(/\s+/g, " ").trim();
}

const MAX_NAMED = 5;

/** Puts back what a task reads and somebody has changed, and says so; null: nothing was changed. */
export function editNotice(project: Project, run: Run, task: Task): CommandOf<"notice"> | null {
  const isMeant = (path: string): boolean => isRead(task, path) && existsSync(join(project.root, path));
  const edited = putBack(project, run, isMeant, wordsOf);
  if (edited.length === 0) return null;
  const way = 'answer its question with a correction, or type /multi-ai:decide change --reason "…"';
  return {
    do: "notice",
    what: "edited",
    key: sha256(edited.join("\n")).slice(0, 16),
    text: `Changed by hand, and put back as accepted: ${someOf(edited, MAX_NAMED)}. To change a story or plan, ${way}.`,
    hold: false,
  };
}
