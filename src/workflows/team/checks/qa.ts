import { visible } from "../../../command-line.ts";
import type { Scene } from "../../../record/scene.ts";
import { type TestRecord, testsIn } from "../../../record/tests.ts";
import { titleOf } from "../../../runners/report.ts";
import { sharedTests, testsNamed } from "../../review/named-tests.ts";
import { briefOf, documentText } from "../accepted.ts";
import { type Mapping, parseTestReport } from "../documents/test-report.ts";
import { isTestOf } from "../ownership.ts";
import { TEST_REPORT } from "../paths.ts";
import { type Outcome, statusBy, statusOfOutcome } from "../statuses.ts";
import { hasChecks, trackOf } from "../tracks.ts";
import { cannotRun, MAX_BLOCKERS, type TeamCheck } from "./check.ts";
import { testsToRun } from "./commands.ts";
import { codeVerdict, look } from "./pre-review.ts";

/** Characters of one blocker that the run keeps. */
const MAX_BLOCKER = 400;

/**
 * Stage 07: the tests, run by the program, against the tester's report, with lint, types and audit once more; who mends
 * what.
 */
export const qa: TeamCheck = async (scene, task, signal) => {
  const criteria = (briefOf(scene)?.criteria ?? []).map((one) => one.number);
  const report = reportOf(scene, criteria);
  const seen = await look(scene, task, signal, criteria, report.mapping);
  const { record, tests, found } = seen;
  if (record === null || tests === null)
    return cannotRun(`no test is run: ${testsToRun(scene.run.settings, scene)}`, found.tree);
  const shown = shownBy(record, report.mapping);
  const differs = [...report.problems, ...shown.problems];
  const silent = unnamed(record);
  // Each says nothing while one before it does.
  const all: { outcome: Outcome; blockers: string[]; about: string[]; owners?: string[] }[] = [
    tests,
    { outcome: differs.length > 0 ? "differs" : "pass", blockers: differs, about: [] },
    {
      outcome: shown.untold.length > 0 ? "cannot_run" : "pass",
      blockers: shown.untold,
      about: silent.map((one) => one.command),
    },
    codeVerdict(scene, seen),
  ];
  const { outcome, blockers, about, owners = [] } = all.find((one) => one.outcome !== "pass") ?? tests;
  const [passed, failed] = [testsIn(record, "passed").length, testsIn(record, "failed").length];
  const skipped = testsIn(record, "skipped").length;
  // Where nothing looked at the change before its tests, what is told of it is told here.
  const notes = hasChecks(trackOf(scene.run)) ? [] : seen.notes;
  const warnings = [...seen.warnings, ...notes];
  return {
    ...found,
    outcome,
    about,
    criteria: shown.rows,
    facts: {
      ...seen.facts,
      status: outcome === "pass" ? statusBy([], warnings) : statusOfOutcome(outcome),
      blockers: blockers.slice(0, MAX_BLOCKERS).map((one) => one.slice(0, MAX_BLOCKER)),
      rules: seen.codeRules,
      warnings,
      owners: owners.length > 0 ? owners : undefined,
      counts:
        silent.length > 0
          ? undefined
          : { tests_total: passed + failed, tests_passed: passed, tests_failed: failed, tests_skipped: skipped },
      failing: testsIn(record, "failed").map(titleOf),
      flags: {
        all_criteria_met: outcome === "pass",
        one_to_one: report.oneToOne && shown.problems.length === 0,
      },
    },
  };
};

/** Commands that passed or failed, and tell none of their tests. */
const unnamed = (record: TestRecord): TestRecord["commands"] =>
  record.commands.filter((one) => one.told_by === "exit" && (one.state === "passed" || one.state === "failed"));

/** Which tests of the report the program saw pass, in their files; where a command tells none, it may have been one of those. */
function shownBy(record: TestRecord, mapping: Mapping[]) {
  const tests = testsIn(record, "passed");
  const silent = unnamed(record).map((one) => `\`${visible(one.command)}\``);
  const named = mapping.map(({ test, file }) => testsNamed(tests, test, file));
  const rows = mapping.map((one, at) => ({
    ...one,
    seen: named[at]!.length > 0 || (silent.length > 0 ? null : false),
  }));
  const shared = sharedTests(
    mapping
      .map(({ criterion }, at) => ({ id: String(criterion), by: [named[at]!] }))
      .filter(({ by }) => by[0]!.length > 0),
  );
  return {
    rows,
    problems: [
      ...rows.filter((one) => one.seen === false).map(unseenText),
      ...shared.map(
        ({ id, test, other }) =>
          `criterion ${id}: the test "${test}" shows criterion ${other} already, and one test shows one criterion; name another one, or the case of it with its parameters`,
      ),
    ],
    untold: rows
      .filter((one) => one.seen === null)
      .map(
        ({ criterion, test }) =>
          `criterion ${criterion}: cannot tell whether the test "${test}" passed; ${silent.join(", ")} passed by its exit code, and tells none of its tests`,
      ),
  };
}

const unseenText = ({ criterion, test, file }: Mapping): string =>
  `criterion ${criterion}: the program did not see the test "${test}" of ${file} pass`;

/** The tester's report; on a track without a brief there is nothing to report. */
function reportOf({ project, run }: Scene, criteria: number[]): ReturnType<typeof parseTestReport> {
  if (criteria.length === 0) return { mapping: [], problems: [], oneToOne: true };
  const document = (path: string): string | null => documentText(project.root, path);
  return parseTestReport(document(TEST_REPORT) ?? "", criteria, document, isTestOf(run));
}
