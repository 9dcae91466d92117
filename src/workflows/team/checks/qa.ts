/** Stage 07: the tests, run by the program, against what the tester claims; lint and types behind them; who mends what. */

import { join } from "node:path";
import type { TestRecord } from "../../../engine/events.ts";
import { acceptedTasks } from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import { accepted, acceptedText, isFile } from "../../../record/accepted.ts";
import { runTests } from "../../../record/run-tests.ts";
import { getObject } from "../../../store/objects.ts";
import { areasOf } from "../areas.ts";
import { briefOf, documentText } from "../artifact.ts";
import { parseDesignSpec } from "../documents/design-spec.ts";
import { isTestNamed, parseTestReport } from "../documents/test-report.ts";
import { isTestOf } from "../ownership.ts";
import { trackOf } from "../track.ts";
import { type Change, changeOf } from "./change.ts";
import {
  type Checked,
  cannotRun,
  currentTree,
  nothing,
  type RunStageCheck,
  type StageCheck,
  timestamp,
} from "./check.ts";
import { type Failure, failuresIn, ownerOfFailure } from "./failures.ts";
import { importsIn } from "./imports.ts";
import { withLastLook } from "./last-look.ts";
import { preReviewCommands } from "./pre-review.ts";

type Claims = { tests_total?: number; tests_passed?: number; warnings?: string[] };

/** Commands of the settings, else those of the project's own `test` script. */
function commandsOf({ project, run }: StageCheck): string[] {
  const set = run.settings.tests.commands;
  if (set.length > 0) return set;
  const { tests } = preReviewCommands(project.root, run.settings.team?.commands ?? {});
  return tests.command === null ? [] : [tests.command];
}

export const qa: RunStageCheck = async (check) => {
  const { project, run, signal } = check;
  const commands = commandsOf(check);
  if (commands.length === 0)
    return cannotRun(
      "no test command: set team.commands.tests in .claude/multi-ai.json, or a test script in package.json",
      currentTree(check).tree,
    );
  const record = await runTests(
    project,
    null,
    commands.map((text) => ({ text, shellAllowed: true })),
    {
      env: process.env,
      signal,
      timeoutMs: run.settings.tests.timeout_minutes * 60_000,
      baseline: false,
      task: check.task.id,
    },
  );
  const { tree, trees } = currentTree(check);
  const change = changeOf(project, run, tree);
  const tests = judged(check, record, { tree, trees }, change);
  return tests.outcome === "pass" ? withLastLook(check, tests, change) : tests;
};

/** What the tests say, and what was claimed of them. */
function judged(
  { project, run }: StageCheck,
  record: TestRecord,
  { tree, trees }: ReturnType<typeof currentTree>,
  change: Change,
): Checked {
  const claims = claimsOf(project, run);
  const passed = record.commands.flatMap((one) => one.passed_tests);
  const failed = record.commands.flatMap((one) => one.failed_tests);
  const total = passed.length + failed.length;
  const red = record.commands.some((one) => one.state !== "passed");
  const report = reportOf(project, run);
  const unseen = report.mapping.filter(({ test }) => total > 0 && !passed.some((name) => isTestNamed(name, test)));
  const met = !red && unseen.length === 0 && report.problems.length === 0;
  const differs = red ? [] : differences(claims, passed.length, total, [...report.problems, ...unseen.map(unseenText)]);
  const failures = red ? failuresOf(project, record) : [];
  const owners = failures.map((one) => ownerOfFailure(one, reportContext(project, run, report)));
  const outcome = red ? "fail" : differs.length > 0 ? "differs" : "pass";
  const blockers = [
    ...differs,
    ...failures.map((one, at) => `${one.test ?? one.file ?? "a test"} fails; ${owners[at]!.owner}: ${owners[at]!.why}`),
    ...(red && failures.length === 0 ? record.commands.flatMap((one) => one.lines.slice(-5)) : []),
  ];
  const names = [...new Set(owners.map((one) => one.owner))];
  const status = outcome === "pass" ? ("PASS" as const) : ("FAIL" as const);
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
      blockers: blockers.slice(0, 30).map((one) => one.slice(0, 400)),
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
      blockers: blockers.slice(0, 30),
      warnings,
    },
  };
}

/** What the tester's newest gate says of the tests; nothing once somebody has changed the code behind it. */
function claimsOf(project: Project, run: StageCheck["run"]): Claims {
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

function reportOf(project: Project, run: StageCheck["run"]) {
  const criteria = (briefOf(project, run)?.criteria ?? []).map((one) => one.number);
  if (criteria.length === 0) return { mapping: [], problems: [], oneToOne: true };
  const isTest = isTestOf(run);
  const text = documentText(project.root, "pipeline/test-report.md") ?? "";
  return parseTestReport(text, criteria, (path) => documentText(project.root, path), isTest);
}

function failuresOf(project: Project, record: TestRecord): Failure[] {
  return record.commands.flatMap((one) => {
    const bytes = one.log === null ? null : getObject(project.task, one.log);
    return bytes === null || one.state === "passed" ? [] : failuresIn(new TextDecoder().decode(bytes), project.root);
  });
}

function reportContext(project: Project, run: StageCheck["run"], report: ReturnType<typeof reportOf>) {
  const areas = areasOf(run.settings);
  const criteria = (briefOf(project, run)?.criteria ?? []).map((one) => one.number);
  const spec = acceptedText(project, run, "pipeline/design-spec.md");
  const components =
    spec === null ? [] : parseDesignSpec(spec, { areas: Object.keys(areas), criteria }).spec.components;
  return {
    imports: (file: string): string[] =>
      importsIn(documentText(project.root, file) ?? "", file).flatMap(({ candidates }) => {
        const found = candidates.find((path) => isFile(join(project.root, path)));
        return found === undefined ? [] : [found];
      }),
    criteria: report.mapping.map(({ criterion, test, file }) => ({ number: criterion, test, file })),
    components: components.map(({ area, criteria: of, paths }) => ({ area, criteria: of, paths })),
    areas,
    isTest: isTestOf(run),
  };
}
