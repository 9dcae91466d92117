import { join } from "node:path";
import { visible } from "../../../command-line.ts";
import { acceptedTasks } from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import { accepted, isFile } from "../../../record/accepted.ts";
import { runTests } from "../../../record/run-tests.ts";
import type { Scene } from "../../../record/scene.ts";
import type { TestRecord } from "../../../record/tests.ts";
import { isTestNamed } from "../../review/quote.ts";
import { briefOf, componentsOf, documentText, objectText } from "../accepted.ts";
import { areasOf } from "../areas.ts";
import { timestamp } from "../documents/days.ts";
import { type Mapping, parseTestReport } from "../documents/test-report.ts";
import { isTestOf } from "../ownership.ts";
import { TEST_REPORT } from "../paths.ts";
import { statusOfOutcome } from "../statuses.ts";
import { trackOf } from "../tracks.ts";
import { type Change, changeOf } from "./change.ts";
import { cannotRun, currentTree, type Found, MAX_BLOCKERS, nothing, type TeamCheck } from "./check.ts";
import { isPersonsLine, testCommands } from "./commands.ts";
import { type Failure, failuresIn, type OwnerContext, ownerOfFailure } from "./failures.ts";
import { importsIn } from "./imports.ts";
import { withLastLook } from "./last-look.ts";
import { testLimit } from "./parts.ts";

/** Characters of one blocker that the run keeps. */
const MAX_BLOCKER = 400;

type Claims = { tests_total?: number; tests_passed?: number; warnings?: string[] };

/** Stage 07: the tests, run by the program, against what the tester claims; lint and types behind them; who mends what. */
export const qa: TeamCheck = async (scene, task, signal) => {
  const { project, run } = scene;
  const commands = testCommands(scene).map((text) => ({ text, shellAllowed: isPersonsLine(scene, text) }));
  if (commands.length === 0)
    return cannotRun(
      "no test command: set team.commands.tests in .claude/multi-ai.json, or a test script in package.json",
      currentTree(scene).tree,
    );
  const options = { env: process.env, signal, timeoutMs: testLimit(scene), baseline: false, task: task.id };
  const record = await runTests(project, null, commands, options);
  const now = currentTree(scene);
  // Nobody's area makes a program start that is not there, or approves a line.
  const missing = record.commands
    .filter((one) => ["not_found", "not_run"].includes(one.state))
    .map((one) => one.command);
  if (missing.length > 0)
    return cannotRun(`could not be started: ${missing.map(visible).join("; ")}`, now.tree, missing);
  const change = changeOf(project, run, now.tree);
  const tests = judged(scene, record, now, change);
  return tests.outcome === "pass" ? withLastLook(scene, tests, change, signal) : tests;
};

/** What the tests say, and what was claimed of them. */
function judged(
  scene: Scene,
  record: TestRecord,
  { tree, trees }: ReturnType<typeof currentTree>,
  change: Change,
): Found {
  const { project, run } = scene;
  const claims = claimsOf(scene);
  const criteria = (briefOf(scene)?.criteria ?? []).map((one) => one.number);
  const passed = record.commands.flatMap((one) => one.passed_tests);
  const failed = record.commands.flatMap((one) => one.failed_tests);
  const total = passed.length + failed.length;
  const red = record.commands.some((one) => one.state !== "passed");
  const report = reportOf(scene, criteria);
  const unseen = report.mapping.filter(({ test }) => total > 0 && !passed.some((name) => isTestNamed(name, test)));
  const met = !red && unseen.length === 0 && report.problems.length === 0;
  const differs = red ? [] : differences(claims, passed.length, total, [...report.problems, ...unseen.map(unseenText)]);
  const failures = red ? failuresOf(project, record) : [];
  const context = ownerContext(scene, criteria, report.mapping);
  const owners = failures.map((one) => ownerOfFailure(one, context));
  const outcome = red ? "fail" : differs.length > 0 ? "differs" : "pass";
  const all = [
    ...differs,
    ...failures.map((one, at) => `${one.test ?? one.file ?? "a test"} fails; ${owners[at]!.owner}: ${owners[at]!.why}`),
    ...(red && failures.length === 0 ? record.commands.flatMap((one) => one.lines.slice(-5)) : []),
  ];
  const blockers = all.slice(0, MAX_BLOCKERS);
  const names = [...new Set(owners.map((one) => one.owner))];
  const status = statusOfOutcome(outcome);
  const warnings = claims.warnings ?? [];
  return {
    ...nothing,
    outcome,
    tree,
    commands: record.commands.map((one) => ({
      name: "tests",
      command: one.command,
      state: one.state,
      failed: one.failed_tests,
      passed: one.passed_tests,
      lines: one.lines,
    })),
    facts: {
      status,
      blockers: blockers.map((one) => one.slice(0, MAX_BLOCKER)),
      trees,
      outgrown: change.outgrown,
      owners: red ? (names.length > 0 ? names : undefined) : undefined,
      counts: { tests_total: total, tests_passed: passed.length },
      flags: { all_criteria_met: met, one_to_one: report.oneToOne },
    },
    gate: {
      stage: "stage-07",
      status,
      agent: "qa",
      track: trackOf(run),
      timestamp: timestamp(),
      all_acceptance_criteria_met: met,
      tests_total: total,
      tests_passed: passed.length,
      tests_failed: failed.length,
      failing_tests: failed,
      assigned_retry_to: names.length === 0 ? null : names.join(", "),
      criterion_to_test_mapping_is_one_to_one: report.oneToOne,
      blockers,
      warnings,
    },
  };
}

/** What the tester's newest gate says of the tests; nothing once somebody has changed the code behind it. */
function claimsOf({ project, run }: Scene): Claims {
  const last = acceptedTasks(run).findLast((one) => one.edits !== null);
  return last?.schema === "stage-07" ? (accepted<Claims>(project, last.artifact) ?? {}) : {};
}

const unseenText = ({ criterion, test }: { criterion: number; test: string }): string =>
  `criterion ${criterion}: the program did not see the test "${test}" pass`;

/** What the tester's gate says otherwise than the program saw. */
function differences(claims: Claims, passed: number, total: number, problems: string[]): string[] {
  const of = (field: keyof Claims, seen: number): string[] =>
    total > 0 && typeof claims[field] === "number" && claims[field] !== seen
      ? [`${field}: claimed ${claims[field]}, the program saw ${seen}`]
      : [];
  return [...of("tests_total", total), ...of("tests_passed", passed), ...problems];
}

/** The tester's report; on a track without a brief there is nothing to report. */
function reportOf({ project, run }: Scene, criteria: number[]): ReturnType<typeof parseTestReport> {
  if (criteria.length === 0) return { mapping: [], problems: [], oneToOne: true };
  const document = (path: string): string | null => documentText(project.root, path);
  return parseTestReport(document(TEST_REPORT) ?? "", criteria, document, isTestOf(run));
}

function failuresOf(project: Project, record: TestRecord): Failure[] {
  return record.commands.flatMap((one) => {
    const output = one.log === null || one.state === "passed" ? null : objectText(project, one.log);
    return output === null ? [] : failuresIn(output, project.root);
  });
}

/** What tells whose a failing test is. */
function ownerContext(scene: Scene, criteria: number[], mapping: Mapping[]): OwnerContext {
  const { root } = scene.project;
  return {
    imports: (file) =>
      importsIn(documentText(root, file) ?? "", file).flatMap(
        ({ candidates }) => candidates.find((path) => isFile(join(root, path))) ?? [],
      ),
    criteria: mapping.map(({ criterion, test, file }) => ({ number: criterion, test, file })),
    components: componentsOf(scene, criteria),
    areas: areasOf(scene.run.settings),
    isTest: isTestOf(scene.run),
  };
}
