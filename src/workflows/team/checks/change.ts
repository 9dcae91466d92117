import type { Run } from "../../../engine/run.ts";
import { folderOf } from "../../../project/commands/build-outputs.ts";
import { ifReadable } from "../../../project/snapshots/trees.ts";
import { baseOf } from "../../../record/accepted.ts";
import { byAuthor, otherText } from "../../../record/changes/authors.ts";
import { writtenIgnored } from "../../../record/changes/ignored.ts";
import type { Scene } from "../../../record/scene.ts";
import { given, someOf } from "../../../text.ts";
import { pathRules } from "../../small/path-rules.ts";
import { changeUnderRules, rulesOf } from "../../small/rules.ts";
import { REST } from "../areas.ts";
import { isTestOf, partsOf } from "../ownership.ts";
import { programRecord } from "../record/accepted.ts";
import { outgrown, trackOf } from "../tracks.ts";

/**
 * What the run has changed up to this tree, as the rules look at it; where that cannot be told, a
 * security review is due.
 */
export function changeOf(scene: Scene, tree: string | null) {
  const base = baseOf(scene.run);
  const known =
    base === null || tree === null
      ? null
      : ifReadable(() => changeBetween(scene, base, tree), null);
  const notes = ["The change could not be read, so it is unknown what was built"];
  return (
    known ?? {
      rules: null,
      codeRules: null,
      notes,
      outgrown: undefined,
      ignored: [],
      isEmpty: null,
    }
  );
}

function changeBetween(scene: Scene, base: string, tree: string) {
  const { run } = scene;
  const { changed, ruled: files } = changeUnderRules(scene, base, tree);
  const all = changed.map((one) => one.path);
  const own = byAuthor(scene, base, tree);
  const isTest = isTestOf(run);
  const fired = (some: typeof files) => rulesOf(some).map((rule) => rule.rule);
  const code = changed.filter((one) => !isTest(one.path));
  const paths = code.map((one) => one.path);
  const lines = code.reduce((sum, one) => sum + one.added + one.removed, 0);
  const codeRules = fired(files.filter((file) => !isTest(file.path)));
  return {
    /** Rules that fire. */
    rules: fired(files),
    /** The same without test files: a test of the login changes no login. */
    codeRules,
    /** A warning about what no owner has changed. */
    notes: given(
      own.others.length > 0,
      `Changed by no task of the run, and reviewed with the change: ${someOf(own.others.map(otherText), 5)}`,
    ),
    /** The change is more than the run's track is for. */
    outgrown:
      outgrown(trackOf(run), {
        files: paths,
        lines,
        areas: crossed(run, paths),
        rules: codeRules,
      }) ?? undefined,
    /**
     * What reviewers and the person are told of ignored files that were written since the run
     * began.
     */
    ignored: ignoredNotes(scene, tree, all),
    /** No owner has changed a file; null: that cannot be told. */
    isEmpty: own.run.length === 0,
  };
}

/**
 * Areas that a change of these files crosses: a file of several counts for none of them, unless it
 * is alone.
 */
function crossed(run: Run, paths: string[]): string[] {
  const owners = paths.map(partsOf(run)).filter((parts) => !parts.includes(REST));
  const single = owners.filter((parts) => parts.length === 1).flat();
  return [...new Set(single.length > 0 ? single : owners.slice(0, 1).flat().slice(0, 1))];
}

/**
 * Of what the commands of the baseline wrote, how many paths are kept; how far the clock of a file
 * system may lag, in milliseconds.
 */
const MAX_KEPT = 300;
const LAG = 50;

/** Ignored files that the checks before the build wrote themselves: it is their normal work. */
export const wroteIgnored = (scene: Scene, tree: string | null, since: number): string[] =>
  tree === null
    ? []
    : ifReadable(() => writtenIgnored(scene, tree, since - LAG, true).paths.slice(0, MAX_KEPT), []);

/**
 * Files that are in no diff, and able to change what tests say; installed packages where nothing
 * was installed.
 */
function ignoredNotes(scene: Scene, tree: string, changed: readonly string[]): string[] {
  const { project, run } = scene;
  const baseline = run.tasks.findLast(
    (task) => task.who.program === "baseline" && task.artifact !== null,
  );
  const usual = (baseline && programRecord(project, baseline)?.wrote) ?? [];
  const folders = new Set(usual.map(folderOf).filter((one) => one !== ""));
  const isInstalled = changed.some((path) => pathRules(path).includes("path:dependencies"));
  const { paths, isWhole } = writtenIgnored(scene, tree, Date.parse(run.created_at), !isInstalled);
  const found = paths.filter((path) => !usual.includes(path) && !folders.has(folderOf(path)));
  const more =
    "Other changes to git-ignored files are unknown: the project has too many files to check all";
  const written = `Written during the run, but git-ignored, so in no diff; tests may read it: ${someOf(found, 5)}`;
  return [...given(found.length > 0, written), ...given(!isWhole, more)];
}
