import type { Run } from "../../../engine/run.ts";
import { changedFiles } from "../../../project/changes.ts";
import { unlessUnreadable } from "../../../project/kept-trees.ts";
import { treeStore } from "../../../project/project.ts";
import { baseOf, beforeWork } from "../../../record/accepted.ts";
import { writtenIgnored } from "../../../record/ignored.ts";
import type { Scene } from "../../../record/scene.ts";
import { fit, oneLine, someOf } from "../../../text.ts";
import { changeUnderRules, isManifest, type RuledFile, rulesOf } from "../../small/rules.ts";
import { programRecord } from "../accepted.ts";
import { REST } from "../areas.ts";
import { isTestOf, partsOf } from "../ownership.ts";
import { outgrown, trackOf } from "../tracks.ts";

/** What the run has changed up to this tree, as the rules look at it; where that cannot be told, a security review is due. */
export function changeOf(scene: Scene, tree: string | null) {
  const base = baseOf(scene.run);
  const known = base === null || tree === null ? null : unlessUnreadable(() => changeBetween(scene, base, tree), null);
  return known ?? { rules: null, codeRules: null, notes: [], outgrown: undefined, ignored: [], isEmpty: false };
}

function changeBetween(scene: Scene, base: string, tree: string) {
  const { project, run } = scene;
  const scratch = treeStore(project);
  const { changed, ruled: files } = changeUnderRules(scene, base, tree);
  const early = beforeWork(run);
  const isTest = isTestOf(run);
  const fired = (some: typeof files) => rulesOf(some).map((one) => one.rule);
  const code = changed.filter((one) => !isTest(one.path));
  const paths = code.map((one) => one.path);
  const lines = code.reduce((sum, one) => sum + one.added + one.removed, 0);
  const codeRules = fired(files.filter((one) => !isTest(one.path)));
  return {
    /** Rules that fire. */
    rules: fired(files),
    /** The same without test files: a test of the login changes no login. */
    codeRules,
    notes: decidingNotes(files),
    /** The change is more than the run's track is for. */
    outgrown:
      outgrown(trackOf(run), { files: paths, lines, areas: crossed(run, paths), rules: codeRules }) ?? undefined,
    /** What reviewers and the person are told of ignored files that were written since the run began. */
    ignored: ignoredNotes(
      scene,
      tree,
      changed.map(({ path }) => path),
    ),
    /** No owner has changed a file. */
    isEmpty: early?.inDiff ? changedFiles(project.root, early.to, tree, scratch).length === 0 : changed.length === 0,
  };
}

/** Areas that a change of these files crosses: a file of several counts for none of them, unless it is alone. */
function crossed(run: Run, paths: string[]): string[] {
  const owners = paths.map(partsOf(run)).filter((parts) => !parts.includes(REST));
  const single = owners.filter((parts) => parts.length === 1).flat();
  return [...new Set(single.length > 0 ? single : owners.slice(0, 1).flat().slice(0, 1))];
}

/** Files beside manifests that decide how scripts and tests are run, whatever these say themselves. */
const RUN_FILE = /(?:^|\/)(?:\.pnpmrc|bunfig\.toml|\.mocharc\.[\w.]+|pytest\.ini|conftest\.py)$/;
/** Added lines of a file that are told. */
const MAX_TOLD = 5;

/** What a person is told when a change wrote what decides which packages there are, or how scripts and tests run. */
export function decidingNotes(files: readonly RuledFile[]): string[] {
  return files
    .filter(({ path }) => isManifest(path) || RUN_FILE.test(path))
    .map(({ path, added }) => {
      const lines = (added ?? []).map((line) => fit(oneLine(line).replace(/,$/, ""), 80)).filter((line) => line !== "");
      const what = lines.length === 0 ? "" : `: ${someOf(lines, MAX_TOLD)}`;
      return `The change wrote ${path}, which decides about packages, scripts or tests${what}`;
    });
}

/** Of what the commands of the baseline wrote, how many paths are kept; how far the clock of a file system may lag, in milliseconds. */
const MAX_KEPT = 300;
const LAG = 50;

/** Ignored files that the checks before the build wrote themselves: it is their normal work. */
export const wroteIgnored = (scene: Scene, tree: string | null, since: number): string[] =>
  tree === null ? [] : unlessUnreadable(() => writtenIgnored(scene, tree, since - LAG, true).slice(0, MAX_KEPT), []);

const LOCK = /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?)$/;
const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** Files that are in no diff, and able to change what tests say; installed packages where nothing was installed. */
function ignoredNotes(scene: Scene, tree: string, changed: readonly string[]): string[] {
  const { project, run } = scene;
  const baseline = run.tasks.findLast((task) => task.who.program === "baseline" && task.artifact !== null);
  const usual = (baseline && programRecord(project, baseline)?.wrote) ?? [];
  const folders = new Set(usual.map(folderOf).filter((one) => one !== ""));
  const isInstalled = changed.some((path) => isManifest(path) || LOCK.test(path));
  const found = writtenIgnored(scene, tree, Date.parse(run.created_at), !isInstalled).filter(
    (path) => !usual.includes(path) && !folders.has(folderOf(path)),
  );
  return found.length === 0
    ? []
    : [`Written since the run began, ignored and so in no diff; tests may read it: ${someOf(found, 5)}`];
}
