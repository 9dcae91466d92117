/** Stage 05: lint, types, tests and dependencies, run by the program, and whether the change asks for a security review. */
import { ownersOf } from "../areas-2.ts";
import { PRE_REVIEW_PARTS, type PreReviewRecord, preReviewGate } from "./parts.ts";
import type { ProgramCommand } from "./program-record.ts";
import { areasOf, changedAreas } from "../areas.ts";
import { preReviewCommands, runPreReview } from "./pre-review-2.ts";
import { trackOf } from "../track.ts";
import { changeOf } from "./change.ts";
import { type Check, standing, timestamp } from "./check.ts";

/** What was run, as a record lists it. */
export const partsRun = (record: Partial<PreReviewRecord>): ProgramCommand[] =>
  PRE_REVIEW_PARTS.flatMap((name) => {
    const part = record[name];
    if (part === undefined || part.state === "not_run") return [];
    const { command, state, failures: failed, lines } = part;
    return [{ name, command: command ?? name, state, failed, lines }];
  });

/** Files of the project that the output of failed parts names. */
export const filesNamed = (record: Partial<PreReviewRecord>): string[] =>
  PRE_REVIEW_PARTS.flatMap((part) => (record[part]?.state === "failed" ? record[part].failures : []));

export const preReview: Check = async ({ project, run, signal }) => {
  const commands = preReviewCommands(project.root, run.settings.team?.commands ?? {});
  const record = await runPreReview(project, commands, {
    env: process.env,
    signal,
    timeoutMs: run.settings.tests.timeout_minutes * 60_000,
  });
  const { tree, trees } = standing(project, run);
  const change = changeOf(project, run, tree);
  const gate = preReviewGate(record, {
    track: trackOf(run),
    timestamp: timestamp(),
    securityRequired: change.rules === null || change.rules.length > 0,
    notes: change.notes,
  });
  const owners = ownersOf(areasOf(run.settings));
  const found = [...new Set(filesNamed(record).flatMap((path) => owners(path)))];
  return {
    outcome: gate.status === "FAIL" ? "fail" : gate.status === "WARN" ? "warn" : "pass",
    tree,
    conflicts: [],
    gate,
    commands: partsRun(record),
    facts: {
      status: gate.status,
      warnings: gate.warnings,
      blockers: gate.blockers,
      rules: change.rules,
      files: change.files?.slice(0, 60),
      trees,
      ...(change.outgrown ? { outgrown: change.outgrown } : {}),
      // Where the output names no file of an area, everybody who has changed something looks.
      ...(gate.status === "FAIL" ? { owners: found.length > 0 ? found : changedAreas(run) } : {}),
      ...(change.rules && change.rules.length > 0 ? { note: change.rules.join(", ") } : {}),
    },
  };
};
