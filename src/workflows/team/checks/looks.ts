import { visible } from "../../../command-line.ts";
import type { Run, Task } from "../../../engine/run.ts";
import type { Scene } from "../../../record/scene.ts";
import { type TestRecord, testsIn } from "../../../record/tests.ts";
import { titleOf } from "../../../runners/report.ts";
import { given, plural } from "../../../text.ts";
import { asBefore, lostFacts } from "../../checks/as-before.ts";
import { shows } from "../../checks/evidence.ts";
import { askedOf } from "../../review/earlier-tests.ts";
import { sharedTests, testsNamed } from "../../review/named-tests.ts";
import { lostIn, untoldLine } from "../../unshown.ts";
import { briefOf, documentText, testReportOf } from "../accepted.ts";
import { ownersOfFiles, TESTS } from "../areas.ts";
import { type Mapping, mappingProblems } from "../documents/test-report.ts";
import { isTestOf } from "../ownership.ts";
import { checkOutcome, type Outcome, statusBy, statusOfOutcome } from "../statuses.ts";
import { hasChecks, trackOf } from "../tracks.ts";
import { seenBefore, seenEmptied } from "./apart.ts";
import { changeOf, wroteIgnored } from "./change.ts";
import { type CriterionRow, cannotRun, currentTree, type TeamCheck, testLimit } from "./check.ts";
import { foundCommands, notRunNotes, testCommands, testsToRun } from "./commands.ts";
import {
  type CheckedPart,
  filesNamed,
  isUndecided,
  partBlockers,
  partsRun,
  partWarnings,
  runParts,
} from "./parts.ts";
import { judgeTests, knownTests, runTestCommands, testDoubts, testsRun } from "./tests.ts";

/**
 * What the program looks at: before the build, before the reviews, and once more with the last
 * tests.
 */

/**
 * Before the build: the tests, lint, types and dependencies as they stand. What is red now is
 * nobody's fault later.
 */
export const baseline: TeamCheck = async (scene, task, signal) => {
  const begun = Date.now();
  const parts = hasChecks(trackOf(scene.run)) ? await runParts(scene, signal) : {};
  const record = await runTestCommands({ scene, task, signal }, { baseline: true });
  const { commands, tested } = testsRun(record);
  const stopped = (record?.commands ?? []).filter((command) =>
    ["not_found", "timeout"].includes(command.state),
  );
  const { tree } = currentTree(scene);
  return {
    ...(stopped.length > 0 ? { outcome: "no_baseline" } : { outcome: "pass" }),
    ...{ tree, tested, parts },
    about: stopped.map((one) => one.command),
    commands: [...commands, ...partsRun(parts)],
    wrote: wroteIgnored(scene, tree, begun),
    facts: { status: stopped.length > 0 ? "WARN" : "PASS", found: foundCommands(scene) },
  };
};

/**
 * What the program runs of a change, and what that says: lint, types, audit and tests, and the
 * rules on the change.
 */
async function look(
  scene: Scene,
  task: Task,
  signal: AbortSignal,
  /** Whether reviewers answer for an earlier test that does not pass any more. */
  answered: (lost: string) => boolean,
  mapping: Mapping[] = [],
) {
  const { run } = scene;
  const code = hasChecks(trackOf(run)) ? await runParts(scene, signal) : {};
  const record = await runTestCommands({ scene, task, signal });
  const { tree, parts } = currentTree(scene);
  const { rules, codeRules, notes, ignored, outgrown } = changeOf(scene, tree);
  const judged = record && judgeTests(scene, record, mapping);
  const asked = {
    scene,
    signal,
    commands: testCommands(scene),
    timeoutMs: testLimit(scene),
    isTest: isTestOf(run),
  };
  const old = record !== null && judged?.outcome === "pass" ? await asBefore(asked, record) : null;
  const lost = old === null ? [] : askedOf(scene, old.lost).filter((one) => !answered(one));
  const isHidden = lost.length > 0;
  const { commands, tested } = testsRun(isHidden ? { ...record!, lost } : record);
  // What could not decide, or failed before the build as it does now, is a warning.
  const undecided = [...partWarnings(code), ...(record ? knownTests(record) : [])];
  const doubts = [
    ...(record ? testDoubts(scene, record) : []),
    ...given(old?.untold != null, untoldLine(old?.untold ?? "")),
  ];
  return {
    code,
    record,
    tests: isHidden
      ? { ...judged!, outcome: "unclear" as const, blockers: lost, about: old!.about }
      : judged,
    /** The tests may hide something: nobody is signed off for by itself. */
    isDoubted: doubts.length > 0 || (old !== null && old.lost.length > 0),
    testsPassed: isHidden
      ? false
      : old?.untold
        ? undefined
        : record?.commands.every((command) => command.state === "passed"),
    ...{ undecided, notes, rules, codeRules },
    warnings: [...undecided, ...doubts, ...ignored],
    found: { tree, commands: [...partsRun(code), ...commands], tested, parts: code },
    facts: { ...parts, outgrown, ...(old && lostFacts(old)) },
  };
}

/**
 * What lint, types, audit and tests say, and who mends what is red. `blockers`: of all that is red,
 * so that it is mended at once; lint and types alone ask nothing.
 */
function verdictOn(run: Run, { code, tests, found }: Awaited<ReturnType<typeof look>>) {
  const red = partBlockers(code);
  const failed = found.commands.filter(({ state }) => state !== "passed" && state !== "known");
  const named = filesNamed(code);
  const isTest = isTestOf(run);
  // Tests are code, and what is wrong with them alone is their tester's.
  const ofProject = named.filter((one) => !isTest(one));
  const ofCode =
    named.length > 0 && ofProject.length === 0 ? [TESTS] : ownersOfFiles(run, ofProject);
  const owners = [...new Set([...(tests?.owners ?? []), ...(red.length > 0 ? ofCode : [])])];
  const outcome: Outcome = red.length > 0 ? "fail" : (tests?.outcome ?? "pass");
  return {
    outcome,
    blockers: [...red, ...(tests?.blockers ?? [])],
    about: outcome === "fail" ? failed.map(({ command }) => command) : (tests?.about ?? []),
    owners: owners.length > 0 ? owners : undefined,
  };
}

/**
 * Stage 05: the parts are run, and the change is looked at: whether it asks for a security review,
 * or outgrows its track.
 */
export const preReview: TeamCheck = async (scene, task, signal) => {
  const { run } = scene;
  // Those who review the code answer for each, or the last tests ask about it.
  const seen = await look(scene, task, signal, () => true);
  const { code, record, tests, undecided } = seen;
  const { blockers, about, ...verdict } = verdictOn(run, seen);
  const isOld = tests !== null && isOutdated(run, tests);
  const outcome =
    verdict.outcome === "pass" ? checkOutcome(statusBy([], undecided)) : verdict.outcome;
  const menders = { outdated: [TESTS], fail: verdict.owners ?? ownersOfFiles(run, []) };
  return {
    ...seen.found,
    outcome: isOld ? "outdated" : outcome,
    about,
    facts: {
      ...seen.facts,
      status: statusBy(blockers, undecided),
      warnings: [
        ...new Set([...seen.warnings, ...seen.notes, ...notRunNotes(scene, record !== null)]),
      ],
      blockers,
      flags: {
        ...flag(
          "lint_passed",
          code.types?.state === "passed" ? code.lint : (code.types ?? code.lint),
        ),
        ...(seen.testsPassed !== undefined && { tests_passed: seen.testsPassed }),
        ...flag("dependency_review_passed", code.dependencies),
      },
      rules: seen.rules,
      judged: isOld ? tests.owners : undefined,
      owners: menders[(isOld ? "outdated" : outcome) as keyof typeof menders],
    },
  };
};

/** What a part came to; nothing where it could not decide: that is no failure, and no pass. */
const flag = (name: string, part: CheckedPart | undefined): Record<string, boolean> =>
  part === undefined || isUndecided(part) ? {} : { [name]: part.state === "passed" };

/**
 * Tests that passed before the build fail now, or do not load any more, and nobody has looked
 * whether it is the test that is wrong: what is built may be meant to change what they say, or the
 * name that they import. Their tester looks first, once, before an owner has to mend code that is
 * right.
 */
function isOutdated(run: Run, { faults, failures }: ReturnType<typeof judgeTests>): boolean {
  const isTest = isTestOf(run);
  const hasLooked = run.tasks.some(
    (task) => task.gate === "pre-review" && task.item === TESTS && !task.void,
  );
  const isTold = faults.every((fault) => fault.told_by !== "exit");
  const isOfTests = failures.every(({ file }) => file === null || isTest(file));
  return failures.length > 0 && !hasLooked && isTold && isOfTests;
}

/**
 * How many blockers the run keeps, and characters of one: with all facts they have to fit into a
 * line of the journal.
 */
const MAX_BLOCKERS = 30;
const MAX_BLOCKER = 400;

/** Earlier tests that do not pass any more, for which reviewers of the code have answered. */
const answeredByPeers = (run: Run): string[] =>
  run.tasks.some((task) => task.schema === "peer-review" && task.artifact !== null && !task.void)
    ? lostIn(run)
    : [];

/** Stage 07: the same once more, against the tester's report; who mends what. */
export const qa: TeamCheck = async (scene, task, signal) => {
  const criteria = (briefOf(scene)?.criteria ?? []).map((criterion) => criterion.number);
  const report = reportOf(scene, criteria);
  const known = answeredByPeers(scene.run);
  const seen = await look(scene, task, signal, (lost) => known.includes(lost), report.mapping);
  const { record, tests, found } = seen;
  if (record === null || tests === null)
    return cannotRun(`no tests run: ${testsToRun(scene.run.settings, scene)}`, found.tree);
  const shown = shownBy(record, report.mapping);
  const differs = [...report.problems, ...shown.problems];
  const silent = unnamed(record);
  const quiet = silent.map((one) => one.command);
  // Each says nothing while one before it does.
  const all: {
    outcome: Outcome;
    blockers: string[];
    about: string[];
    owners?: string[] | undefined;
  }[] = [
    verdictOn(scene.run, seen),
    { outcome: differs.length > 0 ? "differs" : "pass", blockers: differs, about: [] },
    {
      outcome: shown.untold.length > 0 ? "cannot_run" : "pass",
      blockers: shown.untold,
      about: quiet,
    },
  ];
  const { outcome, blockers, about, owners } = all.find((one) => one.outcome !== "pass") ?? tests;
  const ask = { scene, task, signal };
  const rows: CriterionRow[] =
    outcome === "pass"
      ? await seenEmptied(ask, await seenBefore(ask, shown.rows, found.tree), found.tree)
      : shown.rows;
  // Nothing shows them: their test passed before the build as well, or that cannot be told; or it
  // passes on empty code.
  const isUnknown = ({ before = null, hollow }: CriterionRow): boolean =>
    hollow || shows(before, "passed") === "unknown";
  const unknown = rows.filter((row) => outcome === "pass" && isUnknown(row));
  const [passed, failed] = [testsIn(record, "passed").length, testsIn(record, "failed").length];
  // Where nothing looked at the change before its tests, what is told of it is told here.
  const notes = hasChecks(trackOf(scene.run)) ? [] : seen.notes;
  const warnings = [...unknownText(unknown, criteria.length), ...seen.warnings, ...notes];
  return {
    ...found,
    outcome,
    about,
    criteria: rows,
    facts: {
      ...seen.facts,
      status: outcome === "pass" ? statusBy([], warnings) : statusOfOutcome(outcome),
      blockers: blockers.slice(0, MAX_BLOCKERS).map((blocker) => blocker.slice(0, MAX_BLOCKER)),
      rules: seen.codeRules,
      warnings,
      owners: outcome === "fail" ? owners : undefined,
      counts: {
        ...(silent.length === 0 && {
          tests_total: passed + failed,
          tests_passed: passed,
          tests_failed: failed,
        }),
        ...(outcome === "pass" && criteria.length > 0 && { criteria_unknown: unknown.length }),
      },
      failing: testsIn(record, "failed").map(titleOf),
      flags: {
        // Where there are none, none is met.
        ...(criteria.length > 0 && {
          all_criteria_met: outcome === "pass" && unknown.length === 0,
        }),
        ...(seen.isDoubted && { tests_doubted: true }),
        one_to_one: report.oneToOne && shown.problems.length === 0,
      },
    },
  };
};

function unknownText(rows: CriterionRow[], all: number): string[] {
  const stateOf = ({ before, hollow }: CriterionRow) =>
    before === "passed" ? "green" : hollow ? "hollow" : "untold";
  const whyOf = (state: ReturnType<typeof stateOf>, why: string): string[] => {
    const numbers = rows.filter((row) => stateOf(row) === state).map(({ criterion }) => criterion);
    return given(numbers.length > 0, `${[...new Set(numbers)].join(", ")}: the test ${why}`);
  };
  const whys = [
    ...whyOf("green", "passed before the build as well"),
    ...whyOf("hollow", "passes on emptied code as well, or cannot be loaded with it"),
    ...whyOf("untold", "could not be run on the code before the build"),
  ].join("; ");
  const what = `${rows.length} of ${plural(all, "criterion", "criteria")}`;
  return given(
    rows.length > 0,
    `Unknown whether ${what} ${rows.length === 1 ? "is" : "are"} met (${whys})`,
  );
}

/** Commands that passed or failed, and tell none of their tests. */
const unnamed = (record: TestRecord): TestRecord["commands"] =>
  record.commands.filter(
    (command) =>
      command.told_by === "exit" && (command.state === "passed" || command.state === "failed"),
  );

/**
 * Which tests of the report the program saw pass, in their files; where a command tells none, it
 * may have been one of those.
 */
function shownBy(record: TestRecord, mapping: Mapping[]) {
  const passed = testsIn(record, "passed");
  const silent = unnamed(record).map((one) => `\`${visible(one.command)}\``);
  const named = mapping.map((one) => ({ ...one, by: testsNamed(passed, one.test, one.file) }));
  const [problems, untold]: [string[], string[]] = [[], []];
  for (const { criterion, test, file } of named.filter(({ by }) => by.length === 0))
    if (silent.length === 0)
      problems.push(
        `criterion ${criterion}: the program did not see the test "${test}" of ${file} pass`,
      );
    else
      untold.push(
        `criterion ${criterion}: it is unknown whether the test "${test}" passed; ${silent.join(", ")} passed by its exit code, and names none of its tests`,
      );
  const found = named.filter(({ by }) => by.length > 0);
  for (const { id, test, other } of sharedTests(
    found.map(({ criterion, by }) => ({ id: String(criterion), by: [by] })),
  ))
    problems.push(
      `criterion ${id}: the test "${test}" shows criterion ${other} already; each needs a test of its own, or a case of one, named with its parameters`,
    );
  const unseen = silent.length > 0 ? null : false;
  return {
    rows: named.map(({ by, ...one }) => ({ ...one, seen: by.length > 0 || unseen })),
    problems,
    untold,
  };
}

/** The tester's report; on a track without a brief there is nothing to report. */
function reportOf(scene: Scene, criteria: number[]) {
  const mapping = criteria.length === 0 ? [] : (testReportOf(scene)?.tests ?? []);
  const document = (path: string): string | null => documentText(scene.project.root, path);
  const problems = mappingProblems(mapping, criteria, document, isTestOf(scene.run));
  return {
    mapping,
    problems,
    oneToOne: problems.length === 0 && mapping.length === criteria.length,
  };
}
