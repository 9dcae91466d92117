import { changedFiles } from "../../../project/changes.ts";
import { unlessUnreadable } from "../../../project/kept-trees.ts";
import { treeStore } from "../../../project/project.ts";
import { baseOf } from "../../../record/accepted.ts";
import { writtenIgnored } from "../../../record/ignored.ts";
import type { Scene } from "../../../record/scene.ts";
import { someOf } from "../../../text.ts";
import { programRecord } from "../accepted.ts";
import { isManifest } from "./manifests.ts";

/** Ignored files that a run wrote: in no diff, and able to change what tests say. */

/** Of what the commands of the baseline wrote. */
const MAX_KEPT = 300;
const MAX_SHOWN = 5;
/** How far the clock of a file system may lag behind, in milliseconds. */
const LAG = 50;

const LOCK = /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?)$/;

/** Ignored files that the checks before the build wrote themselves: it is their normal work. */
export const wroteIgnored = (scene: Scene, tree: string | null, since: number): string[] =>
  tree === null ? [] : unlessUnreadable(() => writtenIgnored(scene, tree, since - LAG, true).slice(0, MAX_KEPT), []);

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** What reviewers and the person are told of ignored files that were written since the run began; none where there are none. */
export function ignoredNotes(scene: Scene, tree: string | null): string[] {
  const { project, run } = scene;
  const base = baseOf(run);
  if (tree === null || base === null) return [];
  const baseline = run.tasks.findLast((task) => task.who.program === "baseline" && task.artifact !== null);
  const usual = (baseline && programRecord(project, baseline)?.wrote) ?? [];
  const folders = new Set(usual.map(folderOf).filter((one) => one !== ""));
  const found = unlessUnreadable(() => {
    const changed = changedFiles(project.root, base, tree, treeStore(project)).map((one) => one.path);
    const isInstalled = changed.some((path) => isManifest(path) || LOCK.test(path));
    return writtenIgnored(scene, tree, Date.parse(run.created_at), !isInstalled);
  }, []).filter((path) => !usual.includes(path) && !folders.has(folderOf(path)));
  return found.length === 0
    ? []
    : [`Written since the run began, ignored and so in no diff; tests may read it: ${someOf(found, MAX_SHOWN)}`];
}
