import { visible } from "../../../command-line.ts";
import type { Run, Task } from "../../../engine/run.ts";
import type { Scene } from "../../../record/scene.ts";
import { knownInChanged, type TestRecord, testsIn } from "../../../record/tests/test-record.ts";
import { titleOf } from "../../../runners/report.ts";
import { given, oneLine, plural, someOf } from "../../../text.ts";
import { sharedTests, testsNamed } from "../../review/evidence/named-tests.ts";
import { shows } from "../../tests/evidence.ts";
import { type Regressions, regressionFacts } from "../../tests/regression-check.ts";
import { bounded, runAfter, runAll } from "../../tests/test-checks.ts";
import { lostIn, unknownOutcomeLine } from "../../unshown.ts";
import { endOf, newFailures } from "../../words/test-words.ts";
import { authorsSince, changedAreas, TESTS } from "../areas.ts";
import { type Mapping, mappingProblems } from "../documents/test-report.ts";
import { isTestOf } from "../ownership.ts";
import { briefOf, documentText, programRecord, testReportOf } from "../record/accepted.ts";
import { checkOutcome, type Outcome, statusBy, statusOfOutcome } from "../status/statuses.ts";
import { hasChecks, trackOf } from "../tracks.ts";
import { seenBefore, seenEmptied } from "./apart.ts";
import { changeOf, wroteIgnored } from "./change.ts";
import {
  type CriterionRow,
  cannotRun,
  currentTree,
  type ProgramCommand,
  type TeamCheck,
} from "./check.ts";
import { checkedBy, foundCommands, nameText, notRunNotes, testsToRun } from "./commands.ts";

/**
 * What the program looks at: before the build, before the reviews, and once more with the last
 * tests.
 */

/**
 * Before the build: the tests and the track's commands as they stand. What is red now is nobody's
 * fault later.
 */
export const baseline: TeamCheck = async (scene, task, signal) => {
  const begun = Date.now();
  const commands = checkedBy(scene);
  const record =
    commands.length === 0 ? null : await runAll({ scene, task, signal, commands }, undefined, true);
  const stopped = testsOf(record).filter(({ state }) => ["not_found", "timeout"].includes(state));
  const { tree } = currentTree(scene);
  return {
    ...(stopped.length > 0 ? { outcome: "no_baseline" } : { outcome: "pass" }),
    ...seenIn(record),
    tree,
    about: stopped.map((one) => one.command),
    wrote: wroteIgnored(scene, tree, begun),
    facts: { status: stopped.length > 0 ? "WARN" : "PASS", found: foundCommands(scene) },
  };
};

type Ran = TestRecord["commands"][number];

/** Those that are tests. */
const testsOf = (record: TestRecord | null): Ran[] =>
  (record?.commands ?? []).filter(({ name }) => name === undefined);

/**
 * Whether a command that did not pass failed in the same way before the build: that is nobody's
 * fault.
 */
const isKnown = ({ red }: Ran): boolean => red === "known" || red === "same_output";

/** What a run of commands leaves in the record of a check; nothing where none was run. */
const seenIn = (record: TestRecord | null) => ({
  commands: (record?.commands ?? []).map((ran): ProgramCommand => {
    const { name = "tests", command } = ran;
    if (isKnown(ran))
      return { name, command, state: "known", ended: `${endOf(ran)}, as before the build` };
    const isPlain = ran.name !== undefined && ran.state === "passed";
    return { name, command, state: ran.state, ...(!isPlain && { ended: endOf(ran) }) };
  }),
  tested: record && bounded(record),
});

const NO_RESULT: Ran["state"][] = ["not_found", "timeout", "not_run"];
/** Whether a command that is no test came to no result. */
const isUndecided = ({ name, state }: Ran): boolean =>
  name !== undefined && NO_RESULT.includes(state);

/** Warnings about what failed before the build as it does now, and what came to no result. */
const undecidedIn = (record: TestRecord): string[] =>
  record.commands.flatMap((ran) => {
    const { name = "tests", command } = ran;
    const what = nameText(name);
    if (isKnown(ran)) return [`${what}: failing, as before the build: ${oneLine(command)}`];
    return given(isUndecided(ran), `${what}: no result: ${oneLine(command)} ${endOf(ran)}`);
  });

/** Names that one warning lists. */
const MAX_NAMED = 5;

/** Warnings about tests that were not run now, and about known failures that may hide a new one. */
function testDoubts({ project, run }: Scene, record: TestRecord): string[] {
  const gone = record.commands.flatMap((command) => command.gone);
  const doubt = (what: string, tests: string[]): string[] =>
    given(tests.length > 0, `${what}: ${someOf(tests.map(oneLine), MAX_NAMED)}`);
  return [
    ...doubt(`${plural(gone.length, "test")} passed before the build and did not run now`, gone),
    ...doubt(
      "Failed before the build as well, in a changed test file",
      knownInChanged(project, run, record),
    ),
  ];
}

/** What one that did not pass says: its new failures, else how it ended. */
function faultLines(one: Ran): string[] {
  const failures = one.why === undefined ? newFailures(one) : [];
  if (failures.length > 0) return failures;
  const why = one.why === undefined ? "" : `; ${one.why}`;
  const end = `${visible(one.command)}: ${endOf(one)}${why}`;
  return one.name === undefined ? [end, ...one.lines.slice(-5)] : [`${nameText(one.name)}: ${end}`];
}

/** The outcome of a run of commands. */
function outcomeOf(record: TestRecord): Outcome {
  if (record.outcome === "fail") return "fail";
  const isRun = testsOf(record).every(({ state }) => state !== "not_run");
  if (!isRun || record.outcome === "cannot_run") return "cannot_run";
  return record.outcome === "unclear" ? "unclear" : "pass";
}

/**
 * What the program runs of a change, and what that says: the track's commands and the tests, and
 * the rules on the change. `answered`: whether reviewers answer for an earlier test that does not
 * pass any more.
 */
async function look(
  scene: Scene,
  task: Task,
  signal: AbortSignal,
  answered: (lost: string) => boolean,
) {
  const { run } = scene;
  const toRun = { scene, task, signal, commands: checkedBy(scene) };
  const {
    record,
    old,
    lost,
  }: { record: TestRecord | null; old: Regressions | null; lost: string[] } =
    toRun.commands.length === 0
      ? { record: null, old: null, lost: [] }
      : await runAfter(toRun, isTestOf(run), answered);
  const { tree, parts } = currentTree(scene);
  const { outgrown, ...change } = changeOf(scene, tree);
  const isLost = lost.length > 0;
  const outcome: Outcome = isLost ? "unclear" : record === null ? "pass" : outcomeOf(record);
  const isRed = (one: Ran): boolean => one.state !== "passed" && !isKnown(one) && !isUndecided(one);
  const reds = (record?.commands ?? []).filter(isRed);
  const faults = outcome === "fail" ? reds.filter(({ red }) => red === "new") : [];
  // What could not decide, or failed before the build as it does now, is a warning.
  const undecided = record === null ? [] : undecidedIn(record);
  const doubts = [
    ...(record ? testDoubts(scene, record) : []),
    ...given(old?.inconclusive != null, unknownOutcomeLine(old?.inconclusive ?? "")),
  ];
  return {
    ...{ outcome, record, faults, undecided, change },
    blockers: isLost ? lost : (faults.length > 0 ? faults : reds).flatMap(faultLines),
    about: isLost ? (old?.about ?? []) : reds.map(({ command }) => command),
    owners: faults.length === 0 ? undefined : menders(scene, task, faults),
    /** The tests may hide something: nobody is signed off for by itself. */
    isDoubted: doubts.length > 0 || (old !== null && old.regressed.length > 0),
    /** Null: it cannot be told. */
    testsPassed: isLost
      ? false
      : old?.inconclusive || testsOf(record).length === 0
        ? null
        : testsOf(record).every(({ state }) => state === "passed"),
    warnings: [...undecided, ...doubts, ...change.ignored],
    found: { tree, ...seenIn(record) },
    facts: { ...parts, outgrown, ...(old && regressionFacts(old)) },
  };
}

/**
 * Who mends what is red: whoever has changed something since it passed last. A test shows the fault
 * of code, so its tester is left out; where that leaves nobody, or they have tried, the owners of
 * all areas that changed.
 */
function menders({ project, run }: Scene, { gate }: Task, faults: Ran[]): string[] {
  const passedAt = ({ command }: Ran): number =>
    run.tasks.findLast((task) =>
      programRecord(project, task)?.tested?.commands.some(
        (one) => one.command === command && one.state === "passed",
      ),
    )?.acceptedSeq ?? 0;
  const isTried = run.tasks.some(
    (task) => task.gate === gate && task.kind === "fix" && task.item !== TESTS && !task.void,
  );
  const found = faults.flatMap((fault) => {
    const authors = authorsSince(run, passedAt(fault));
    if (fault.name !== undefined) return authors;
    const owners = authors.filter((author) => author !== TESTS);
    return isTried || owners.length === 0 ? changedAreas(run) : owners;
  });
  return [...new Set(found)];
}

/**
 * Stage 05: what is run says whether the change may be reviewed, and the change itself whether it
 * asks for a security review, or outgrows its track.
 */
export const preReview: TeamCheck = async (scene, task, signal) => {
  // Those who review the code answer for each, or the last tests ask about it.
  const seen = await look(scene, task, signal, () => true);
  const { record, faults, undecided, blockers, about, change } = seen;
  const isOld = isOutdated(scene.run, faults);
  const outcome = seen.outcome === "pass" ? checkOutcome(statusBy([], undecided)) : seen.outcome;
  return {
    ...seen.found,
    outcome: isOld ? "outdated" : outcome,
    about,
    facts: {
      ...seen.facts,
      status: statusBy(blockers, undecided),
      warnings: [...new Set([...seen.warnings, ...change.notes, ...notRunNotes(scene)])],
      blockers,
      flags: {
        ...flag("lint_passed", record, ["lint", "types"]),
        ...(seen.testsPassed !== null && { tests_passed: seen.testsPassed }),
        ...flag("dependency_review_passed", record, ["dependencies"]),
      },
      rules: change.rules,
      owners: isOld ? [TESTS] : seen.owners,
    },
  };
};

/** What some commands came to; nothing where they could not decide: that is no failure, and no pass. */
function flag(name: string, record: TestRecord | null, of: string[]): Record<string, boolean> {
  const all = (record?.commands ?? []).filter((one) => of.includes(one.name ?? ""));
  const isFailed = all.some((one) => one.red === "new");
  const isPassed = all.length > 0 && all.every(({ state }) => state === "passed");
  return isFailed || isPassed ? { [name]: isPassed } : {};
}

/**
 * Tests that passed before the build fail now, or do not load any more, and nobody has looked
 * whether it is the test that is wrong: what is built may be meant to change what they say, or the
 * name that they import. Their tester looks first, once, before an owner has to mend code that is
 * right.
 */
function isOutdated(run: Run, faults: Ran[]): boolean {
  const isTest = isTestOf(run);
  const hasLooked = run.tasks.some(
    (task) => task.gate === "pre-review" && task.item === TESTS && !task.void,
  );
  const tests = faults.filter(({ name }) => name === undefined);
  const isNamed = ({ new_failures, tests: all }: Ran): boolean =>
    new_failures.length > 0 &&
    all.every(
      (one) => !new_failures.includes(titleOf(one)) || one.file === null || isTest(one.file),
    );
  return tests.length > 0 && !hasLooked && tests.every(isNamed);
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
  const seen = await look(scene, task, signal, (lost) => known.includes(lost));
  const { record, found } = seen;
  const commands = testsToRun(scene);
  if (record === null || typeof commands === "string")
    return cannotRun(`no tests run: ${commands}`, found.tree);
  const shown = shownBy(record, report.mapping);
  const differs = [...report.problems, ...shown.problems];
  const silent = unnamed(record);
  const quiet = silent.map((one) => one.command);
  // Each says nothing while one before it does.
  const all: Pick<typeof seen, "outcome" | "blockers" | "about">[] = [
    seen,
    { outcome: differs.length > 0 ? "differs" : "pass", blockers: differs, about: [] },
    {
      outcome: shown.untold.length > 0 ? "cannot_run" : "pass",
      blockers: shown.untold,
      about: quiet,
    },
  ];
  const { outcome, blockers, about } = all.find((one) => one.outcome !== "pass") ?? seen;
  const toRun = { scene, task, signal, commands };
  const rows: CriterionRow[] =
    outcome === "pass"
      ? await seenEmptied(toRun, await seenBefore(toRun, shown.rows, found.tree), found.tree)
      : shown.rows;
  // Nothing shows them: their test passed before the build as well, or that cannot be told; or it
  // passes on empty code.
  const isUnknown = ({ before = null, hollow }: CriterionRow): boolean =>
    hollow || shows(before, "passed") === "unknown";
  const unknown = rows.filter((row) => outcome === "pass" && isUnknown(row));
  const [passed, failed] = [testsIn(record, "passed").length, testsIn(record, "failed").length];
  // Where nothing looked at the change before its tests, what is told of it is told here.
  const notes = hasChecks(trackOf(scene.run)) ? [] : seen.change.notes;
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
      rules: seen.change.codeRules,
      warnings,
      owners: seen.owners,
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
const unnamed = (record: TestRecord): Ran[] =>
  testsOf(record).filter(
    ({ told_by, state }) => told_by === "exit" && (state === "passed" || state === "failed"),
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
