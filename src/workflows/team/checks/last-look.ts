import { gatesOf } from "../../../engine/gates.ts";
import { acceptedTasks, type Run } from "../../../engine/run.ts";
import { changedFiles, TreeUnreadable } from "../../../project/changes.ts";
import { type Project, treeStore } from "../../../project/project.ts";
import type { Scene } from "../../../record/scene.ts";
import { areasOf, changedAreas, ownersOf } from "../areas.ts";
import { isTestOf } from "../ownership.ts";
import { type Outcome, statusBy } from "../statuses.ts";
import { trackOf } from "../tracks.ts";
import { team } from "../workflow.ts";
import type { Change } from "./change.ts";
import type { Found } from "./check.ts";
import { isManifest } from "./dependencies.ts";
import {
  filesNamed,
  PRE_REVIEW_PARTS,
  type PreReviewPart,
  type PreReviewRecord,
  partBlockers,
  partsRun,
  partWarnings,
  preReviewCommands,
  runPreReview,
} from "./parts.ts";

/**
 * Tests that pass, with what stage 05 looked at once more on the tree that they passed on: tests are code, and so is what was
 * mended since.
 */
export async function withLastLook(scene: Scene, tests: Found, change: Change, signal: AbortSignal): Promise<Found> {
  const { run } = scene;
  const record = await lookAgain(scene, tests.tree, signal);
  const blockers = partBlockers(record);
  const warnings = [...partWarnings(record), ...unreviewed(run, change.codeRules)];
  const { outcome, owners } = blockers.length === 0 ? { outcome: "pass" as const } : whoMends(run, filesNamed(record));
  const status = statusBy(blockers, warnings);
  return {
    ...tests,
    outcome,
    commands: [...tests.commands, ...partsRun(record)],
    facts: { ...tests.facts, status, blockers, warnings, owners, rules: change.codeRules },
    gate: {
      ...tests.gate,
      status,
      assigned_retry_to: blockers.length === 0 ? null : (owners?.join(", ") ?? "dev-qa"),
      blockers,
      warnings: [...((tests.gate?.warnings as string[] | undefined) ?? []), ...warnings],
    },
  };
}

/** Nothing where stage 05 is not part of the track, was waived, or saw this very tree. */
async function lookAgain(
  { project, run }: Scene,
  tree: string | null,
  signal: AbortSignal,
): Promise<Partial<PreReviewRecord>> {
  const seen = acceptedTasks(run).findLast((task) => task.gate === "pre-review" && task.kind !== "fix");
  if (!seen || seen.waiver !== null || seen.reviewed === null || tree === null || seen.reviewed === tree) return {};
  const changed = changedSince(project, seen.reviewed, tree);
  const isDue = (part: PreReviewPart): boolean =>
    part === "dependencies" ? (changed?.some(isManifest) ?? true) : part !== "tests";
  const options = { env: process.env, signal, timeoutMs: run.settings.tests.timeout_minutes * 60_000 };
  const commands = preReviewCommands(project.root, run.settings.team?.commands ?? {});
  return runPreReview(project, commands, options, PRE_REVIEW_PARTS.filter(isDue));
}

/** Null where it cannot be told. */
function changedSince(project: Project, before: string, now: string): string[] | null {
  try {
    return changedFiles(project.root, before, now, treeStore(project)).map((one) => one.path);
  } catch (error) {
    if (error instanceof TreeUnreadable) return null;
    throw error;
  }
}

/** Owners of the named files, else everybody who has changed something; what is wrong with tests alone is the tester's. */
function whoMends(run: Run, named: string[]): { outcome: Outcome; owners?: string[] } {
  const isTest = isTestOf(run);
  if (named.length > 0 && named.every((path) => isTest(path))) return { outcome: "differs" };
  const owners = ownersOf(areasOf(run.settings));
  const found = [...new Set(named.filter((path) => !isTest(path)).flatMap((path) => owners(path)))];
  return { outcome: "fail", owners: found.length > 0 ? found : changedAreas(run) };
}

/** An update of dependencies is what that track is for. */
const EXPECTED: Record<string, RegExp> = { "dep-update": /^(?:path:dependencies|dependency:)/ };

/** A change that asks for a security review in a track that has none. */
function unreviewed(run: Run, rules: string[] | null): string[] {
  if (gatesOf(team, run).some((gate) => gate.key === "security")) return [];
  const track = trackOf(run);
  const fired = (rules ?? ["it could not be read"]).filter((rule) => !EXPECTED[track]?.test(rule));
  return fired.length === 0
    ? []
    : [`Track ${track} has no security review, and the change asks for one: ${fired.join(", ")}`];
}
