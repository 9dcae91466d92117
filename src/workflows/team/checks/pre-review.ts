import type { Run } from "../../../engine/run.ts";
import type { Scene } from "../../../record/scene.ts";
import type { TestRecord } from "../../../record/tests.ts";
import { bounded } from "../../test-checks.ts";
import { areasWithWork, ownersOfFiles, TESTS } from "../areas.ts";
import { isTestOf } from "../ownership.ts";
import { type Outcome, STATUSES, statusBy } from "../statuses.ts";
import { changeOf } from "./change.ts";
import { currentTree, type Found, nothing, shownOf, type TeamCheck } from "./check.ts";
import { commandsOf, type PreReviewPart } from "./commands.ts";
import { type Failure, ownerOfFailure } from "./failures.ts";
import {
  filesNamed,
  notRunNote,
  type PreReviewRecord,
  partBlockers,
  partsRun,
  partWarnings,
  runParts,
  testsPart,
} from "./parts.ts";
import {
  doubtWarnings,
  failuresOf,
  failureText,
  goneWarnings,
  isFault,
  ownerContext,
  runTestCommands,
  testCommand,
  whysOf,
} from "./tests.ts";

/** Stage 05: the parts are run, and the change is looked at: whether it asks for a security review, or outgrows its track. */
export const preReview: TeamCheck = async (scene, task, signal) => {
  const { project, run } = scene;
  const before = currentTree(scene);
  if (changeOf(project, run, before.tree).isEmpty) return unbuilt(run, before);
  const code = await runParts(scene, signal, ["lint", "types"]);
  const { tests: set } = commandsOf(scene);
  const isLeftOut = run.settings.team?.commands?.tests === false;
  const tests = isLeftOut ? null : await runTestCommands(scene, task, signal);
  const failures = tests === null ? [] : failuresOf(project, tests);
  const record: PreReviewRecord = {
    ...code,
    tests: testsPart(tests, [...failures.map(failureText), ...whysOf(tests)], set.command === null ? set.why : ""),
    ...(await runParts(scene, signal, ["dependencies"])),
  };
  const { tree, parts } = currentTree(scene);
  const { rules, notes, outgrown } = changeOf(project, run, tree);
  const unrun = notRunNote(record);
  const blockers = partBlockers(record);
  const undecided = partWarnings(record);
  const all = [
    ...undecided,
    ...(unrun === null ? [] : [unrun]),
    ...notes,
    ...goneWarnings(tests),
    ...doubtWarnings(scene, tests),
  ];
  // What could not decide, or failed before the build as it does now, is a warning; a part without a command holds nothing up.
  const passed = (part: PreReviewPart): boolean | undefined =>
    record[part].state === "not_run" ? undefined : record[part].state === "passed";
  const flags = {
    lint_passed: passed("types") === false ? false : passed("lint"),
    tests_passed: passed("tests"),
    dependency_review_passed: passed("dependencies"),
  };
  const outcome = outcomeOf(scene, record, tests, failures);
  const owners = outcome === "outdated" ? [TESTS] : outcome === "fail" ? ownersOf(scene, record, failures) : [];
  const judged = outcome === "outdated" ? testedOwners(scene, failures) : undefined;
  const ran = [
    ...partsRun(code),
    ...(tests?.commands ?? []).map(testCommand),
    ...partsRun({ dependencies: record.dependencies }),
  ];
  // Lint and types ask nothing where it is the tests that cannot be told.
  const shown = shownOf(["unclear", "cannot_run"].includes(outcome) ? ran.filter((one) => one.name === "tests") : ran);
  return {
    ...nothing,
    outcome,
    tree,
    about: shown,
    commands: ran,
    tested: tests && bounded(tests),
    parts: record,
    facts: {
      status: statusBy(blockers, undecided),
      warnings: [...new Set(all)],
      blockers,
      flags: Object.fromEntries(Object.entries(flags).filter(([, one]) => one !== undefined)) as Record<
        string,
        boolean
      >,
      rules,
      ...parts,
      outgrown,
      judged,
      ...(owners.length > 0 ? { owners } : {}),
    },
  };
};

function outcomeOf(scene: Scene, record: PreReviewRecord, tests: TestRecord | null, failures: Failure[]): Outcome {
  if (tests !== null && isOutdated(scene, tests, failures)) return "outdated";
  if (partBlockers(record).length > 0) return "fail";
  const { state } = record.tests;
  if (state === "unclear") return "unclear";
  // Lint, types and audit are for the person to see; without tests nothing of the change is shown.
  if (state === "not_found" || state === "timeout") return "cannot_run";
  return STATUSES[statusBy([], partWarnings(record))].check;
}

/**
 * Tests that passed before the build fail now, or do not load any more, and nobody has looked whether it is the test that is
 * wrong: what is built may be meant to change what they say, or the name that they import. Their tester looks first, once,
 * before an owner has to mend code that is right.
 */
function isOutdated({ run }: Scene, tests: TestRecord, failures: Failure[]): boolean {
  const isTest = isTestOf(run);
  const hasLooked = run.tasks.some((one) => one.gate === "pre-review" && one.item === TESTS && !one.void);
  const isTold = tests.commands.filter(isFault).every((one) => one.told_by !== "exit" && one.state === "failed");
  const isOfTests = failures.every(({ file }) => file === null || isTest(file));
  return failures.length > 0 && !hasLooked && isTold && isOfTests;
}

/** Owners of the code that failing tests are about. */
function testedOwners(scene: Scene, failures: Failure[]): string[] {
  const context = ownerContext(scene, [], []);
  return [...new Set(failures.map((one) => ownerOfFailure(one, context).owner))];
}

/** Who mends what failed: owners of the failing tests' code, and of the files that lint, types or audit name. */
function ownersOf(scene: Scene, record: PreReviewRecord, failures: Failure[]): string[] {
  const { run } = scene;
  const ofTests = testedOwners(scene, failures);
  const others = { ...record, tests: undefined };
  const ofFiles = partBlockers(others).length > 0 ? ownersOfFiles(run, filesNamed(others)) : [];
  const found = [...new Set([...ofTests, ...ofFiles])];
  return found.length > 0 ? found : ownersOfFiles(run, []);
}

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
