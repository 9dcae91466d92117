import { join } from "node:path";
import type { Run } from "../../../engine/run.ts";
import { inHost, startInHost } from "../../../plugin.ts";
import type { Scene } from "../../../record/scene.ts";
import { removeFile } from "../../../store/files/disk.ts";
import { fold } from "../../../text.ts";
import type { Part } from "../../contract/contract.ts";
import { PHASES } from "../paths.ts";
import { isOlder } from "../planning/age.ts";
import { bullets } from "../planning/edit.ts";
import { applyChanges, filesIn, namesIn, readText, unwritten } from "../planning/files.ts";
import { frontMatterOf, linesOf, readHead, renderFrontMatter } from "../planning/front-matter.ts";
import type { PhaseFolder } from "../planning/model.ts";
import { samePhase } from "../planning/numbers.ts";
import { foldersOf } from "../planning/read.ts";

/**
 * What a pause has left in a phase's folder for whoever goes on, as GSD's pause-work and this
 * program write it.
 */

const NAME = ".continue-here.md";

/** Whether work of the phase has gone on since. */
const isOld = (root: string, folder: string): boolean =>
  isOlder(
    root,
    `${folder}/${NAME}`,
    filesIn(root, folder).filter((path) => !path.endsWith(`/${NAME}`)),
  );

/** Lines of it that are shown. */
const MOST = 3;
const START = "Start with:";

/** What says something of it: neither front matter nor tags and headings alone. */
const saysIn = (text: string): string[] =>
  linesOf(readHead(text, () => {}).body)
    .map((line) => fold(line.replace(/<!--.*?-->/g, "")).trim())
    .filter((line) => /\w/.test(line) && !/^(?:<\/?[\w-]+>$|#|\|?[-\s|:]+$)/.test(line));

/** The first lines, and with them what to begin with, as its writer says at the end. */
function firstOf(lines: string[]): string[] {
  const start = lines.slice(MOST).find((line) => line.startsWith(START));
  return start === undefined ? lines.slice(0, MOST) : [...lines.slice(0, MOST - 1), start];
}

/**
 * What pauses have left in these phases: of what is older than the phase's newest work, no more
 * than that. `root`: the project.
 */
export const pausesOf = (root: string, phases: readonly Pick<PhaseFolder, "name" | "left">[]) =>
  phases.flatMap(({ name, left }) => {
    if (left === null) return [];
    const is_old = isOld(root, `${PHASES}/${name}`);
    return [
      { path: left, is_old, lines: is_old ? [] : firstOf(saysIn(readText(root, left, []) ?? "")) },
    ];
  });

/** The same for people. */
export const pausesPart = (pauses: ReturnType<typeof pausesOf>): Part => ({
  rows: pauses.map(({ path, is_old, lines }) => ({
    text: is_old
      ? `${path} says where work stopped, but newer work of its phase exists: it is ignored.`
      : `${path} says where work stopped: read it before you go on.`,
    more: lines,
  })),
});

/** The folder of the phase that a run is about, relative to the project; null: there is none. */
function folderOf({ project, run }: Pick<Scene, "project" | "run">): string | null {
  const { phase } = run.options;
  const found =
    phase === undefined
      ? []
      : foldersOf(project.root, []).filter((folder) => samePhase(folder.number, phase));
  return found.length === 1 ? `${PHASES}/${found[0]!.name}` : null;
}

/** Files that agents of a phase are given because of a pause. */
export function handOffFiles(scene: Pick<Scene, "project" | "run">): string[] {
  const folder = folderOf(scene);
  const { root } = scene.project;
  return folder !== null && namesIn(root, folder, []).includes(NAME) && !isOld(root, folder)
    ? [`${folder}/${NAME}`]
    : [];
}

/** The run that left it; null: a person or another tool did. */
function authorOf(root: string, path: string): string | null {
  const run = frontMatterOf(readText(root, path, []) ?? "")?.fields.multi_ai_run;
  return typeof run === "string" ? run : null;
}

const block = (tag: string, lines: readonly string[]): string[] => [
  `<${tag}>`,
  ...lines,
  `</${tag}>`,
  "",
];

/** `decisions`: what the person gave words for. `next`: what to type. */
function handOffText(
  run: Run,
  folder: string,
  handover: { why: string; next: string; decisions: string[] },
): string {
  const tasks = run.tasks.filter((task) => !task.void && task.status !== "skipped");
  const done = tasks.filter(({ status }) => status === "done");
  const open = tasks.filter((task) => !done.includes(task));
  const subjects = (all: typeof tasks): string[] => all.map(({ subject }) => subject);
  return [
    renderFrontMatter({
      ...{
        context: "phase",
        phase: folder.split("/").at(-1),
        task: done.length + 1,
        total_tasks: tasks.length,
      },
      ...{ status: "in_progress", last_updated: run.updated_at, multi_ai_run: run.run },
    }),
    ...block("current_state", [`${run.entry} ${run.options.phase}: ${fold(handover.why)}`]),
    ...block("completed_work", bullets(subjects(done))),
    ...block("remaining_work", bullets(subjects(open))),
    ...block("decisions_made", bullets(handover.decisions)),
    ...block("next_action", [`${START} ${handover.next}`]),
  ].join("\n");
}

/** Whether an agent has done anything. */
export const hasWorked = (run: Run): boolean =>
  run.tasks.some((task) => task.who.program === undefined && task.dispatches > 0);

/**
 * Leaves what was at work, what is done, what is next and why it stopped, where an agent of the run
 * has worked on a phase. A file of a person stays. @returns what could not be written
 */
export function leaveHandOff(
  scene: Scene,
  why: string,
  decisions: string[],
  isParked: boolean,
): string[] {
  const { project, run } = scene;
  const folder = folderOf(scene);
  if (folder === null || !hasWorked(run)) return [];
  const path = `${folder}/${NAME}`;
  const next = isParked ? inHost(`resume ${run.run}`) : startInHost(run.entry, run.options.phase);
  const text = handOffText(run, folder, { why, next, decisions });
  const edit = (before: string | null) =>
    before !== null && authorOf(project.root, path) === null ? before : text;
  return unwritten(applyChanges(project.root, [{ path, edit }]));
}

/**
 * Takes away what a run of this workflow had left, once a command of the phase has gone on from
 * there; what others left stays.
 */
export function dropHandOff(scene: Scene): void {
  const folder = folderOf(scene);
  const path = `${folder}/${NAME}`;
  if (folder !== null && authorOf(scene.project.root, path) !== null)
    removeFile(join(scene.project.root, path));
}
