import type { Run, Task } from "../../../engine/run.ts";
import type { Scene } from "../../../record/scene.ts";
import { areasWithWork, ownersOfFiles, TESTS } from "../areas.ts";
import type { Mapping } from "../documents/test-report.ts";
import { isTestOf } from "../ownership.ts";
import { checkOutcome, type Outcome, statusBy } from "../statuses.ts";
import { hasChecks, trackOf } from "../tracks.ts";
import { changeOf, wroteIgnored } from "./change.ts";
import { currentTree, type Found, nothing, shownOf, type TeamCheck } from "./check.ts";
import { foundCommands, notRunNotes } from "./commands.ts";
import { type CheckedPart, filesNamed, partBlockers, partsRun, partWarnings, runParts } from "./parts.ts";
import { judgeTests, knownTests, runTestCommands, testDoubts, testsRun } from "./tests.ts";

/** What stage 05 looks at: before the build, before the reviews, and once more with the last tests. */

/** Before the build: the tests, lint, types and dependencies as they stand. What is red now is nobody's fault later. */
export const baseline: TeamCheck = async (scene, task, signal) => {
  const begun = Date.now();
  const parts = hasChecks(trackOf(scene.run)) ? await runParts(scene, signal) : {};
  const record = await runTestCommands(scene, task, signal, true);
  const { commands, tested } = testsRun(record);
  const stopped = (record?.commands ?? []).filter((one) => ["not_found", "timeout"].includes(one.state));
  const outcome = stopped.length > 0 ? "no_baseline" : "pass";
  const { tree } = currentTree(scene);
  return {
    ...nothing,
    outcome,
    tree,
    about: stopped.map((one) => one.command),
    commands: [...commands, ...partsRun(parts)],
    tested,
    parts,
    wrote: wroteIgnored(scene, tree, begun),
    facts: { status: outcome === "pass" ? "PASS" : "WARN", found: foundCommands(scene) },
  };
};

/** What the program runs of a change, and what that says: lint, types, audit and tests, and the rules on the change. */
export async function look(
  scene: Scene,
  task: Task,
  signal: AbortSignal,
  criteria: number[] = [],
  mapping: Mapping[] = [],
) {
  const { run } = scene;
  const code = hasChecks(trackOf(run)) ? await runParts(scene, signal) : {};
  const record = await runTestCommands(scene, task, signal);
  const { commands, tested } = testsRun(record);
  const { tree, parts } = currentTree(scene);
  const { rules, codeRules, notes, ignored, outgrown } = changeOf(scene, tree);
  // What could not decide, or failed before the build as it does now, is a warning.
  const undecided = [...partWarnings(code), ...(record ? knownTests(record) : [])];
  const doubts = record ? testDoubts(scene, record) : [];
  return {
    code,
    record,
    tests: record && judgeTests(scene, record, criteria, mapping),
    red: partBlockers(code),
    undecided,
    warnings: [...undecided, ...doubts, ...ignored],
    notes,
    rules,
    codeRules,
    ofTests: commands,
    ofCode: partsRun(code),
    found: { ...nothing, tree, commands: [...partsRun(code), ...commands], tested, parts: code },
    facts: { ...parts, outgrown },
  };
}

/** Stage 05: the parts are run, and the change is looked at: whether it asks for a security review, or outgrows its track. */
export const preReview: TeamCheck = async (scene, task, signal) => {
  const { run } = scene;
  const before = currentTree(scene);
  if (changeOf(scene, before.tree).isEmpty) return unbuilt(run, before);
  const seen = await look(scene, task, signal);
  const { code, record, tests, red, undecided, ofTests, found } = seen;
  const blockers = [...red, ...(tests?.blockers ?? [])];
  const outcome = outcomeOf(run, tests, red, undecided);
  const ofFiles = red.length > 0 ? ownersOfFiles(run, filesNamed(code)) : [];
  const owners = [...new Set([...(tests?.owners ?? []), ...ofFiles])];
  const menders = { outdated: [TESTS], fail: owners.length > 0 ? owners : ownersOfFiles(run, []) };
  return {
    ...found,
    outcome,
    // Lint and types ask nothing where it is the tests that cannot be told.
    about: shownOf(outcome === "unclear" || outcome === "cannot_run" ? ofTests : found.commands),
    facts: {
      ...seen.facts,
      status: statusBy(blockers, undecided),
      warnings: [...new Set([...seen.warnings, ...seen.notes, ...notRunNotes(scene, record !== null)])],
      blockers,
      flags: {
        ...flag("lint_passed", code.types?.state === "passed" ? code.lint : (code.types ?? code.lint)),
        ...(record && { tests_passed: record.commands.every((one) => one.state === "passed") }),
        ...flag("dependency_review_passed", code.dependencies),
      },
      rules: seen.rules,
      judged: outcome === "outdated" ? tests?.owners : undefined,
      owners: menders[outcome as keyof typeof menders],
    },
  };
};

const flag = (name: string, part: CheckedPart | undefined): Record<string, boolean> =>
  part === undefined ? {} : { [name]: part.state === "passed" };

type Tests = ReturnType<typeof judgeTests>;

function outcomeOf(run: Run, tests: Tests | null, red: string[], undecided: string[]): Outcome {
  if (tests !== null && isOutdated(run, tests)) return "outdated";
  if (red.length > 0) return "fail";
  // Lint, types and audit are for the person to see; without tests nothing of the change is shown.
  if (tests !== null && tests.outcome !== "pass") return tests.outcome;
  return checkOutcome(statusBy([], undecided));
}

/**
 * Tests that passed before the build fail now, or do not load any more, and nobody has looked whether it is the test that is
 * wrong: what is built may be meant to change what they say, or the name that they import. Their tester looks first, once,
 * before an owner has to mend code that is right.
 */
function isOutdated(run: Run, { faults, failures }: Tests): boolean {
  const isTest = isTestOf(run);
  const hasLooked = run.tasks.some((one) => one.gate === "pre-review" && one.item === TESTS && !one.void);
  const isTold = faults.every((one) => one.told_by !== "exit");
  const isOfTests = failures.every(({ file }) => file === null || isTest(file));
  return failures.length > 0 && !hasLooked && isTold && isOfTests;
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

/** What lint, types and audit say of the last tests' tree: tests are code, and what is wrong with them alone is the tester's. */
export function codeVerdict({ run }: Scene, { code, red, ofCode }: Awaited<ReturnType<typeof look>>) {
  const verdict = { outcome: "pass" as Outcome, blockers: red, about: shownOf(ofCode), owners: [] as string[] };
  if (red.length === 0) return verdict;
  const named = filesNamed(code);
  const ofProject = named.filter((path) => !isTestOf(run)(path));
  if (named.length > 0 && ofProject.length === 0) return { ...verdict, outcome: "differs" as const };
  return { ...verdict, outcome: "fail" as const, owners: ownersOfFiles(run, ofProject) };
}
