import { visible } from "../../../command-line.ts";
import type { Scene } from "../../../record/scene.ts";
import { type TestRecord, testsIn } from "../../../record/tests.ts";
import { titleOf } from "../../../runners/report.ts";
import { sharedTests, testsNamed } from "../../review/named-tests.ts";
import { endOf } from "../../test-words.ts";
import { briefOf, documentText } from "../accepted.ts";
import { type Mapping, parseTestReport } from "../documents/test-report.ts";
import { isTestOf } from "../ownership.ts";
import { TEST_REPORT } from "../paths.ts";
import { type Outcome, statusBy, statusOfOutcome } from "../statuses.ts";
import { hasChecks, trackOf } from "../tracks.ts";
import { type Change, changeOf } from "./change.ts";
import { cannotRun, currentTree, type Found, MAX_BLOCKERS, nothing, type TeamCheck } from "./check.ts";
import { testsToRun } from "./commands.ts";
import { ignoredNotes } from "./ignored.ts";
import { withLastLook } from "./pre-review.ts";
import { failureText, isFault, isKnown, ownerContext, ownerOfFailure, readTests, runTestCommands } from "./tests.ts";

/** Characters of one blocker that the run keeps. */
const MAX_BLOCKER = 400;

/** Stage 07: the tests, run by the program, against the tester's report; lint and types behind them; who mends what. */
export const qa: TeamCheck = async (scene, task, signal) => {
  const { project, run } = scene;
  const record = await runTestCommands(scene, task, signal);
  if (record === null) return cannotRun(`no test is run: ${testsToRun(run.settings, scene)}`, currentTree(scene).tree);
  const now = currentTree(scene);
  // Nobody's area makes a program start that is not there, or approves a line.
  const missing = record.commands
    .filter((one) => ["not_found", "not_run"].includes(one.state))
    .map((one) => one.command);
  if (missing.length > 0)
    return cannotRun(`could not be started: ${missing.map(visible).join("; ")}`, now.tree, missing);
  const change = changeOf(project, run, now.tree);
  const tests = judged(scene, record, now, change);
  return tests.outcome === "pass" ? withLastLook(scene, tests, signal) : tests;
};

/** What the tests say, and what they show of the criteria. */
function judged(
  scene: Scene,
  record: TestRecord,
  { tree, parts }: ReturnType<typeof currentTree>,
  change: Change,
): Found {
  const { run } = scene;
  const criteria = (briefOf(scene)?.criteria ?? []).map((one) => one.number);
  const { commands, failures, whys, known, doubts, tested } = readTests(scene, record);
  const faults = record.commands.filter(isFault);
  const unclear = record.commands.filter((one) => one.red === "unclear");
  const report = reportOf(scene, criteria);
  const shown = shownBy(record, report.mapping);
  const differs = [...report.problems, ...shown.problems];
  const context = ownerContext(scene, criteria, report.mapping);
  const owned = failures.map((one) => ({ text: failureText(one), ...ownerOfFailure(one, context) }));
  const owners = [...new Set(owned.map((one) => one.owner))];
  // Each says nothing while one before it does.
  const all: [outcome: Outcome, is: boolean, why: string[]][] = [
    [
      "fail",
      faults.length > 0,
      [
        ...owned.map(({ text, owner, why }) => `${text}; ${owner}: ${why}`),
        ...whys,
        ...(failures.length === 0 ? faults.flatMap((one) => one.lines.slice(-5)) : []),
      ],
    ],
    [
      "unclear",
      unclear.length > 0,
      unclear.map((one) => `${visible(one.command)}: ${endOf(one)}; cannot tell whether that is new: ${one.why}`),
    ],
    ["differs", differs.length > 0, differs],
    ["cannot_run", shown.untold.length > 0, shown.untold],
  ];
  const [outcome, , blockers] = all.find(([, is]) => is) ?? ["pass" as const, true, []];
  const silent = unnamed(record);
  const [passed, failed] = [testsIn(record, "passed").length, testsIn(record, "failed").length];
  const skipped = testsIn(record, "skipped").length + testsIn(record, "todo").length;
  // Where nothing looked at the change before its tests, what is told of it is told here.
  const notes = hasChecks(trackOf(run)) ? [] : change.notes;
  const warnings = [...known, ...doubts(), ...ignoredNotes(scene, tree), ...notes];
  // Commands that a question about this shows: those that are silent, or those that are red.
  const about =
    outcome === "cannot_run" ? silent : record.commands.filter((one) => one.state !== "passed" && !isKnown(one));
  return {
    ...nothing,
    outcome,
    about: about.map((one) => one.command),
    tree,
    criteria: shown.rows,
    commands,
    tested,
    facts: {
      status: outcome === "pass" ? statusBy([], warnings) : statusOfOutcome(outcome),
      blockers: blockers.slice(0, MAX_BLOCKERS).map((one) => one.slice(0, MAX_BLOCKER)),
      ...parts,
      outgrown: change.outgrown,
      rules: change.codeRules,
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
}

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
  const byCriterion = Map.groupBy(
    mapping.map((one, at) => ({ id: String(one.criterion), tests: named[at]! })),
    (one) => one.id,
  );
  const shared = sharedTests(
    [...byCriterion]
      .map(([id, all]) => ({ id, by: all.map((one) => one.tests).filter((one) => one.length > 0) }))
      .filter((one) => one.by.length > 0),
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
