import { acceptedTasks, type Run } from "../../../engine/run.ts";
import { changedFiles } from "../../../project/changes.ts";
import { unlessUnreadable } from "../../../project/kept-trees.ts";
import { treeStore } from "../../../project/project.ts";
import type { Scene } from "../../../record/scene.ts";
import { pathRules } from "../../small/path-rules.ts";
import { programRecord } from "../accepted.ts";
import { ownersOfFiles } from "../areas.ts";
import { isTestOf } from "../ownership.ts";
import { type Outcome, statusBy } from "../statuses.ts";
import { type Found, shownOf } from "./check.ts";
import {
  CODE_PARTS,
  type CodePart,
  filesNamed,
  type PreReviewRecord,
  partBlockers,
  partsRun,
  partWarnings,
  runParts,
} from "./parts.ts";

/**
 * Tests that pass, with what stage 05 looked at once more on the tree that they passed on: tests are code, and so is what was
 * mended since.
 */
export async function withLastLook(scene: Scene, tests: Found, signal: AbortSignal): Promise<Found> {
  const { run } = scene;
  const record = await lookAgain(scene, tests.tree, signal);
  const blockers = partBlockers(record);
  const looked = partWarnings(record);
  const warnings = [...(tests.facts.warnings ?? []), ...looked];
  const { outcome, owners } = blockers.length === 0 ? { outcome: "pass" as const } : whoMends(run, filesNamed(record));
  const status = statusBy(blockers, warnings);
  const ran = partsRun(record);
  return {
    ...tests,
    outcome,
    about: shownOf(ran),
    commands: [...tests.commands, ...ran],
    facts: { ...tests.facts, status, blockers, warnings, owners },
  };
}

/** Nothing where stage 05 is not part of the track, or saw this very tree; what the person went on from there is known. */
async function lookAgain(scene: Scene, tree: string | null, signal: AbortSignal): Promise<Partial<PreReviewRecord>> {
  const { project, run } = scene;
  const seen = acceptedTasks(run).findLast((task) => task.gate === "pre-review" && task.kind !== "fix");
  const before = seen?.reviewed ?? null;
  const isWaivedUnseen = seen?.waiver != null && programRecord(project, seen)?.parts === undefined;
  if (!seen || isWaivedUnseen || before === null || tree === null || before === tree) return {};
  const changed = unlessUnreadable(() => changedFiles(project.root, before, tree, treeStore(project)), null);
  const isDue = (part: CodePart): boolean =>
    part !== "dependencies" || (changed?.some((one) => pathRules(one.path).includes("path:dependencies")) ?? true);
  return runParts(scene, signal, CODE_PARTS.filter(isDue));
}

/** Owners of the named files; what is wrong with tests alone is the tester's. */
function whoMends(run: Run, named: string[]): { outcome: Outcome; owners?: string[] } {
  const isTest = isTestOf(run);
  const code = named.filter((path) => !isTest(path));
  if (named.length > 0 && code.length === 0) return { outcome: "differs" };
  return { outcome: "fail", owners: ownersOfFiles(run, code) };
}
