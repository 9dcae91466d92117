import { acceptedTasks, type Run } from "../../../engine/run.ts";
import { changedFiles } from "../../../project/changes.ts";
import { unlessUnreadable } from "../../../project/kept-trees.ts";
import { treeStore } from "../../../project/project.ts";
import type { Scene } from "../../../record/scene.ts";
import type { TestRecord } from "../../../record/tests.ts";
import { pathRules } from "../../small/path-rules.ts";
import { programRecord } from "../accepted.ts";
import { areasWithWork, ownersOfFiles, TESTS } from "../areas.ts";
import { isTestOf } from "../ownership.ts";
import { checkOutcome, type Outcome, statusBy } from "../statuses.ts";
import { hasChecks, trackOf } from "../tracks.ts";
import { changeOf } from "./change.ts";
import { currentTree, type Found, nothing, shownOf, type TeamCheck } from "./check.ts";
import { commandsOf, foundCommands, type PreReviewPart } from "./commands.ts";
import { ignoredNotes, wroteIgnored } from "./ignored.ts";
import {
  CODE_PARTS,
  type CodePart,
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
  type Failure,
  failureText,
  isFault,
  ownerContext,
  ownerOfFailure,
  readTests,
  runTestCommands,
} from "./tests.ts";

/** What stage 05 looks at: before the build, before the reviews, and once more with the last tests. */

/** Before the build: the tests, lint, types and dependencies as they stand. What is red now is nobody's fault later. */
export const baseline: TeamCheck = async (scene, task, signal) => {
  const begun = Date.now();
  const parts = hasChecks(trackOf(scene.run)) ? await runParts(scene, signal, CODE_PARTS) : {};
  const record = await runTestCommands(scene, task, signal, true);
  const { commands, tested } = readTests(scene, record);
  const stopped = (record?.commands ?? []).filter((one) => ["not_found", "timeout"].includes(one.state));
  const outcome = stopped.length > 0 ? "no_baseline" : "pass";
  const { tree } = currentTree(scene);
  return {
    ...nothing,
    outcome,
    tree,
    wrote: wroteIgnored(scene, tree, begun),
    about: stopped.map((one) => one.command),
    commands: [...commands, ...partsRun(parts)],
    tested,
    parts,
    facts: { status: outcome === "pass" ? "PASS" : "WARN", found: foundCommands(scene) },
  };
};

/** Stage 05: the parts are run, and the change is looked at: whether it asks for a security review, or outgrows its track. */
export const preReview: TeamCheck = async (scene, task, signal) => {
  const { project, run } = scene;
  const before = currentTree(scene);
  if (changeOf(project, run, before.tree).isEmpty) return unbuilt(run, before);
  const code = await runParts(scene, signal, ["lint", "types"]);
  const { tests: set } = commandsOf(scene);
  const isLeftOut = run.settings.team?.commands?.tests === false;
  const tests = isLeftOut ? null : await runTestCommands(scene, task, signal);
  const { commands, failures, whys, doubts, tested } = readTests(scene, tests);
  const audit = await runParts(scene, signal, ["dependencies"]);
  const said = [...failures.map(failureText), ...whys];
  const record = { ...code, tests: testsPart(tests, said, set.command === null ? set.why : ""), ...audit };
  const { tree, parts } = currentTree(scene);
  const { rules, notes, outgrown } = changeOf(project, run, tree);
  const unrun = notRunNote(record);
  const blockers = partBlockers(record);
  const undecided = partWarnings(record);
  const told = [...undecided, ...(unrun === null ? [] : [unrun]), ...notes, ...doubts(), ...ignoredNotes(scene, tree)];
  // What could not decide, or failed before the build as it does now, is a warning; a part without a command holds nothing up.
  const passed = (part: PreReviewPart): boolean | undefined =>
    record[part].state === "not_run" ? undefined : record[part].state === "passed";
  const flags = Object.entries({
    lint_passed: passed("types") === false ? false : passed("lint"),
    tests_passed: passed("tests"),
    dependency_review_passed: passed("dependencies"),
  }).filter((one): one is [string, boolean] => one[1] !== undefined);
  const outcome = outcomeOf(scene, record, tests, failures);
  const owners = outcome === "outdated" ? [TESTS] : outcome === "fail" ? ownersOf(scene, record, failures) : [];
  const ran = [...partsRun(code), ...commands, ...partsRun(audit)];
  // Lint and types ask nothing where it is the tests that cannot be told.
  const isOfTests = outcome === "unclear" || outcome === "cannot_run";
  return {
    ...nothing,
    outcome,
    tree,
    about: shownOf(isOfTests ? ran.filter((one) => one.name === "tests") : ran),
    commands: ran,
    tested,
    parts: record,
    facts: {
      status: statusBy(blockers, undecided),
      warnings: [...new Set(told)],
      blockers,
      flags: Object.fromEntries(flags),
      rules,
      ...parts,
      outgrown,
      judged: outcome === "outdated" ? testedOwners(scene, failures) : undefined,
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
  return checkOutcome(statusBy([], partWarnings(record)));
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
  const others = { ...record, tests: undefined };
  const ofFiles = partBlockers(others).length > 0 ? ownersOfFiles(run, filesNamed(others)) : [];
  const found = [...new Set([...testedOwners(scene, failures), ...ofFiles])];
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

/**
 * Tests that pass, with what stage 05 looked at once more on the tree that they passed on: tests are code, and so is what was
 * mended since.
 */
export async function withLastLook(scene: Scene, tests: Found, signal: AbortSignal): Promise<Found> {
  const record = await lookAgain(scene, tests.tree, signal);
  const blockers = partBlockers(record);
  const warnings = [...(tests.facts.warnings ?? []), ...partWarnings(record)];
  const { outcome, owners } = whoMends(scene.run, blockers, filesNamed(record));
  const ran = partsRun(record);
  return {
    ...tests,
    outcome,
    about: shownOf(ran),
    commands: [...tests.commands, ...ran],
    facts: { ...tests.facts, status: statusBy(blockers, warnings), blockers, warnings, owners },
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
function whoMends(run: Run, blockers: string[], named: string[]): { outcome: Outcome; owners?: string[] } {
  if (blockers.length === 0) return { outcome: "pass" };
  const isTest = isTestOf(run);
  const code = named.filter((path) => !isTest(path));
  if (named.length > 0 && code.length === 0) return { outcome: "differs" };
  return { outcome: "fail", owners: ownersOfFiles(run, code) };
}
