import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import type { Project } from "../../../project/project.ts";
import { removeFile } from "../../../store/disk.ts";
import { sha256 } from "../../../store/journal.ts";
import { MAX_OBJECT_BYTES, putObject } from "../../../store/objects.ts";
import { readPlain } from "../../../store/plain-file.ts";
import { oneLine } from "../../../text.ts";
import { ROADMAP } from "../paths.ts";
import { problemText } from "../phase-found.ts";
import type { Edited } from "../planning/edit.ts";
import { applyChanges, change, put } from "../planning/files.ts";
import { planName } from "../planning/plan.ts";
import { listPlans } from "../planning/roadmap-edit.ts";
import { normalised } from "./judge.ts";
import type { PlanContext, WrittenPlan } from "./model.ts";
import { planText, waveNumbers } from "./plan-file.ts";

/** Writes accepted plans into `.planning/`, for every command that has some made. Reads and writes the disk. */

interface ToPublish {
  context: PlanContext;
  /** The phase's folder, relative to the project. */
  folder: string;
  plans: WrittenPlan[];
  /** Plans that these take the place of, as they were when the planner began. */
  replaced: { path: string; sha: string }[];
  /** Files that whoever carries out a plan reads first, relative to the project. */
  reads: string[];
  /** Other files that are written with them, by path relative to the project. */
  more: Record<string, string>;
  /** The person lets go of what they changed meanwhile. */
  overwrite: boolean;
}

type Published =
  | { ok: true; paths: string[]; removed: string[] }
  /** `changed`: files that somebody wrote or changed meanwhile; else nothing can be written as it stands. */
  | { ok: false; changed: string[]; problems: string[] };

/** Of what cannot be read no hash that anything has. */
const shaOf = (path: string): string | null => (existsSync(path) ? sha256(readPlain(path) ?? path) : null);

/**
 * All of it or nothing: what stands in the way is found before the first file is written. A second call with the same plans
 * changes nothing more, so that it can be repeated after a break.
 */
export function publishPlans(project: Project, to: ToPublish): Published {
  const plans = normalised(to.plans);
  const waves = waveNumbers(plans, to.context);
  const files = new Map(Object.entries(to.more));
  const planned: string[] = [];
  for (const plan of plans) {
    const path = `${to.folder}/${planName(to.context.phase, Number(plan.id.split("-").at(-1)))}`;
    const own = { context: to.context, folder: basename(to.folder), reads: to.reads, wave: waves.get(plan.id)! };
    files.set(path, planText(plan, own));
    planned.push(path);
  }
  const at = (path: string): string => join(project.root, path);
  const known = new Map(to.replaced.map(({ path, sha }) => [path, sha]));
  const isNew = (path: string): boolean => shaOf(at(path)) === sha256(files.get(path) ?? "");
  const changed = [...new Set([...known.keys(), ...planned])].filter((path) => {
    const sha = shaOf(at(path));
    return sha !== null && sha !== known.get(path) && !isNew(path);
  });
  if (changed.length > 0 && !to.overwrite) return { ok: false, changed, problems: [] };

  const removed = [...known.keys()].filter((path) => !files.has(path) && existsSync(at(path)));
  for (const path of [...removed, ...planned]) {
    if (!existsSync(at(path))) continue;
    const bytes = readPlain(at(path), MAX_OBJECT_BYTES);
    if (bytes === null)
      return {
        ok: false,
        changed: [],
        problems: [`${path} is no regular file, or too large to be kept; move it away`],
      };
    putObject(project.task, bytes);
  }
  const done = applyChanges(project.root, [
    ...[...files].map(([path, text]) => put(path, text)),
    change(ROADMAP, (text) => listedIn(text, to, plans)),
  ]);
  if (!done.ok) return { ok: false, changed: [], problems: done.problems.map(problemText) };
  for (const path of removed) removeFile(at(path));
  return { ok: true, paths: [...files.keys(), ROADMAP], removed };
}

/** The roadmap with these plans in the list of their phase, in the place of those that they replace. */
function listedIn(roadmap: string, { context, replaced }: ToPublish, plans: readonly WrittenPlan[]): Edited {
  const ids = replaced.flatMap(({ path }) => /^(\d[\d.]*-\d+)-/.exec(basename(path))?.[1] ?? []);
  const rows = plans.map(({ id, objective }) => ({ id, title: oneLine(objective).slice(0, 120) }));
  return listPlans(roadmap, context.phase, rows, ids);
}
