import type { Run } from "../../../engine/run.ts";
import { areasWithWork, ownersOfFiles } from "../areas.ts";
import { timestamp } from "../documents/days.ts";
import { STATUSES, statusBy } from "../statuses.ts";
import { type Track, trackOf } from "../tracks.ts";
import { changeOf } from "./change.ts";
import { currentTree, type Found, nothing, type TeamCheck } from "./check.ts";
import { PRE_REVIEW_PARTS, type PreReviewPart } from "./commands.ts";
import {
  filesNamed,
  notRunNote,
  type PreReviewRecord,
  partBlockers,
  partsRun,
  partWarnings,
  runParts,
} from "./parts.ts";

/** Stage 05: the parts are run, and the change is looked at: whether it asks for a security review, or outgrows its track. */
export const preReview: TeamCheck = async (scene, _task, signal) => {
  const { project, run } = scene;
  const before = currentTree(scene);
  if (changeOf(project, run, before.tree).isEmpty) return unbuilt(run, before);
  const record = await runParts(scene, signal, PRE_REVIEW_PARTS);
  const { tree, parts } = currentTree(scene);
  const { rules, notes, outgrown } = changeOf(project, run, tree);
  const unrun = notRunNote(record);
  const gate = preReviewGate(record, {
    track: trackOf(run),
    timestamp: timestamp(),
    securityRequired: rules === null || rules.length > 0,
    notes: [...(unrun === null ? [] : [unrun]), ...notes],
  });
  const { status, warnings, blockers } = gate;
  return {
    ...nothing,
    outcome: STATUSES[status].check,
    tree,
    gate,
    commands: partsRun(record),
    facts: {
      status,
      warnings,
      blockers,
      rules,
      ...parts,
      outgrown,
      ...(status === "FAIL" ? { owners: ownersOfFiles(run, filesNamed(record)) } : {}),
    },
  };
};

/** Every owner has said that its part is built, and nothing differs: the person decides, and owners get it back. */
const unbuilt = (run: Run, { tree, parts }: ReturnType<typeof currentTree>): Found => ({
  ...nothing,
  outcome: "unchanged",
  tree,
  facts: {
    status: "FAIL",
    blockers: ["stage 04 passed, and no file of the project has changed: build what the design asks for"],
    owners: areasWithWork(run),
    ...parts,
  },
});

/**
 * The gate of stage 05. A failed part makes it FAIL; one that ran and could not decide makes it WARN; a part without a
 * command holds nothing up, and its field is null. `securityRequired`: what the triggers said, or true where the
 * changed files are not known. `notes`: warnings of others about the same change. `timestamp`: ISO 8601, UTC.
 */
export function preReviewGate(
  record: PreReviewRecord,
  about: { track: Track; timestamp: string; securityRequired: boolean; notes?: readonly string[] },
) {
  const blockers = partBlockers(record);
  const warnings = partWarnings(record);
  const passed = (part: PreReviewPart): boolean | null =>
    record[part].state === "not_run" ? null : record[part].state === "passed";
  return {
    stage: "stage-05",
    status: statusBy(blockers, warnings),
    agent: "platform",
    track: about.track,
    timestamp: about.timestamp,
    lint_passed: passed("types") === false ? false : passed("lint"),
    tests_passed: passed("tests"),
    dependency_review_passed: passed("dependencies"),
    security_review_required: about.securityRequired,
    blockers,
    warnings: [...new Set([...warnings, ...(about.notes ?? [])])],
  };
}
