import type { Run } from "../../../../engine/run.ts";
import { clip, fold, plural, someOf } from "../../../../text.ts";
import type { EndedRun } from "../../../contract/contract.ts";
import { QUICK, ROADMAP, STATE } from "../../paths.ts";
import { hyphened } from "../../routes/phase-found.ts";
import { cellText } from "../edit.ts";
import {
  applyChanges,
  change,
  isFolder,
  isThere,
  keepExisting,
  namesIn,
  unwritten,
} from "../files.ts";
import { renderFrontMatter } from "../front-matter.ts";
import { withQuickTask } from "./state.ts";

/**
 * Small tasks beside the phases: a folder for each below `.planning/quick`, and a row in
 * `STATE.md`.
 */

type QuickTasks = ReturnType<typeof readQuickTasks>;

/** By the names of their files: one with a summary is done. `root`: the project. */
export function readQuickTasks(root: string) {
  const names = namesIn(root, QUICK, []).filter(
    (name) => !name.startsWith(".") && isFolder(root, `${QUICK}/${name}`, []),
  );
  const isDone = (name: string): boolean =>
    namesIn(root, `${QUICK}/${name}`, []).some((name) => SUMMARY.test(name));
  const unfinished = names.filter((name) => !isDone(name));
  return { done: names.length - unfinished.length, unfinished };
}
const SUMMARY = /(?:^|-)SUMMARY\.md$/;

/** Names that a line has room for. */
const MOST = 3;

/**
 * `3 quick tasks done, 1 not finished: 260104-abc-a-slip`; null: there is none. `names`: of those
 * that are not finished.
 */
export function quickText({ done, unfinished }: QuickTasks, names = true): string | null {
  const open = unfinished.length;
  const named = names && open > 0 ? `: ${someOf(unfinished, MOST)}` : "";
  const parts = [
    ...(done === 0 ? [] : [`${plural(done, "quick task")} done`]),
    ...(open === 0
      ? []
      : [`${done === 0 ? plural(open, "quick task") : open} not finished${named}`]),
  ];
  return parts.length === 0 ? null : parts.join(", ");
}

/**
 * How GSD names one by the time of its begin: the day, and two seconds of it for each number. `at`:
 * ISO 8601.
 */
export function quickId(at: string): string {
  const time = new Date(at);
  const seconds = time.getUTCHours() * 3_600 + time.getUTCMinutes() * 60 + time.getUTCSeconds();
  const block = Math.floor(seconds / 2).toString(36);
  return `${time.toISOString().slice(2, 10).replaceAll("-", "")}-${block.padStart(3, "0")}`;
}

/** Files that a summary lists. */
const MOST_FILES = 100;

/** Its `<id>-SUMMARY.md`. `files`: those that it changed; null: nobody can tell. */
const quickSummary = (run: Run, id: string, about: string, files: string[] | null): string =>
  [
    renderFrontMatter({
      ...{ quick_id: id, status: "complete", date: run.updated_at.slice(0, 10), run: run.run },
    }),
    `# Quick Task ${id}: ${fold(about)}`,
    "",
    `**Request:** ${cellText(run.request.text)}`,
    "",
    "## Files",
    "",
    ...(files === null
      ? ["Not known"]
      : clip(files, MOST_FILES, String).map((path) => `- ${path}`)),
    "",
  ].join("\n");

/**
 * Work that another workflow has done in a project with a roadmap stands in the project's files as
 * a quick task; what was recorded once is not recorded again. @returns what could not be written
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
  const row = { id, about, date: run.updated_at.slice(0, 10), folder: name };
  const applied = applyChanges(root, [
    keepExisting(`${QUICK}/${name}/${id}-SUMMARY.md`, quickSummary(run, id, about, changed)),
    ...(isThere(root, STATE) ? [change(STATE, (before) => withQuickTask(before, row))] : []),
  ]);
  return unwritten(applied);
}
