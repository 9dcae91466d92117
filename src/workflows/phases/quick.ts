import type { EndedRun } from "../contract/contract.ts";
import { QUICK, ROADMAP, STATE } from "./paths.ts";
import { hyphened } from "./phase-found.ts";
import { applyChanges, change, isThere, kept, namesIn, unwritten } from "./planning/files.ts";
import { quickId, quickSummary, withQuickTask } from "./planning/quick.ts";

/**
 * Work that another workflow has done in a project with a roadmap stands in the project's files as a quick task; what was
 * recorded once is not recorded again. @returns what could not be written
 */
export function noteQuickTask({ scene, story, files }: EndedRun): string[] {
  const { project, run } = scene;
  const { root } = project;
  if (!isThere(root, ROADMAP)) return [];
  const id = quickId(run.created_at);
  if (namesIn(root, QUICK, []).some((name) => name.startsWith(`${id}-`))) return [];
  const changed = files();
  if (changed?.length === 0) return [];
  const about = story();
  const name = `${id}-${hyphened(about).slice(0, 40).replace(/-+$/, "") || "task"}`;
  const task = { id, name, about, request: run.request.text, now: run.updated_at, files: changed, run: run.run };
  const applied = applyChanges(root, [
    kept(`${QUICK}/${name}/${id}-SUMMARY.md`, quickSummary(task)),
    ...(isThere(root, STATE) ? [change(STATE, (before) => withQuickTask(before, task))] : []),
  ]);
  return unwritten(applied);
}
