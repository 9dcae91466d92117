import type { Facts } from "../../../engine/facts.ts";
import type { Run, Task } from "../../../engine/run.ts";
import { isBad, tasksOf, wordOf } from "../standing.ts";
import type { ReadValue } from "./write.ts";
import { carried, inSeconds, moment, trackOf, type Value } from "./gate-values.ts";

/** Gates one by one: what a role has written, in the program's hands; and what the program writes itself. */

const lines = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

const newest = (run: Run, key: string): Task | undefined => tasksOf(run, key).findLast((task) => task.outcome !== null);

/** The gate that a check of the program's has made of what it saw. */
function recordedGate(task: Task, read: ReadValue): Value {
  const gate = task.artifact === null ? null : read(task)?.gate;
  return typeof gate === "object" && gate !== null && !Array.isArray(gate) ? (gate as Value) : {};
}

/** A gate with the recorded fields in the place of those that follow from the run's state; none beyond the gate's own. */
const withRecorded = (gate: Value, recorded: Value): Value =>
  Object.fromEntries(Object.entries(gate).map(([key, value]) => [key, recorded[key] ?? value]));

/** A role's gate without what bound it to its task, with the warnings that travel and what the program knows better. */
export function roleGate(run: Run, task: Task, value: Value, read: ReadValue): Value {
  const { task: _task, nonce: _nonce, ...gate } = value;
  const known = { ...gate, warnings: carried(run, task, lines(gate.warnings)) };
  if (task.schema === "stage-02") return { ...known, pm_approved: isScopeApproved(run, task) };
  return task.schema === "stage-07" ? testsSeen(run, task, known, read) : known;
}

/** pm has looked at this very design and approved it; what the person accepted instead is no approval. */
const isScopeApproved = (run: Run, design: Task): boolean =>
  tasksOf(run, "scope").some(
    (task) => task.taken > design.taken && task.status === "done" && task.waiver === null && wordOf(task) === "PASS",
  );

/** The numbers of the program's own run of the tests, in the place of those that the tester stated. */
function testsSeen(run: Run, task: Task, gate: Value, read: ReadValue): Value {
  const seen = tasksOf(run, "qa-tests").findLast((one) => one.outcome !== null && one.taken > task.taken);
  const status = seen ? wordOf(seen) : null;
  if (!seen || status === null) return gate;
  const { counts = {}, flags = {}, blockers = [], owners = [] } = seen.facts;
  const failing = isBad(status) ? blockers : [];
  const { tests_total: total = gate.tests_total, tests_passed: passed = gate.tests_passed } = counts;
  const failed = counts.tests_failed ?? (typeof total === "number" && typeof passed === "number" ? total - passed : 0);
  const own = {
    ...gate,
    timestamp: moment(run, seen),
    all_acceptance_criteria_met: flags.all_criteria_met ?? gate.all_acceptance_criteria_met,
    tests_total: total,
    tests_passed: passed,
    tests_failed: failed,
    failing_tests: failing,
    assigned_retry_to: isBad(status) ? (owners[0] ?? "principal") : null,
    criterion_to_test_mapping_is_one_to_one: flags.one_to_one ?? gate.criterion_to_test_mapping_is_one_to_one,
    blockers: failing,
  };
  const recorded = withRecorded(own, recordedGate(seen, read));
  return { ...recorded, status, agent: gate.agent, warnings: carried(run, seen, lines(recorded.warnings)) };
}

/** `stage-05`: a part that nobody spoke of has passed only if the whole did. */
export function preReviewGate(run: Run, read: ReadValue): Value | null {
  const task = newest(run, "pre-review");
  const status = task ? wordOf(task) : null;
  if (!task || status === null) return null;
  const { flags = {}, blockers = [], warnings = [], rules } = task.facts;
  const passed = (flag: string): boolean => flags[flag] ?? status === "PASS";
  const own = {
    stage: "stage-05",
    status,
    agent: "platform",
    track: trackOf(run),
    timestamp: moment(run, task),
    lint_passed: passed("lint_passed"),
    tests_passed: passed("tests_passed"),
    dependency_review_passed: passed("dependency_review_passed"),
    security_review_required: rules === null || (rules ?? []).length > 0,
    blockers,
    warnings,
  };
  return { ...withRecorded(own, recordedGate(task, read)), status, warnings: carried(run, task, warnings) };
}

/** `stage-08` where the program writes it: of a deployment, or of a sign-off that needed nobody; else null. */
export function releaseGate(run: Run, read: ReadValue): Value | null {
  const deployed = newest(run, "deploy");
  if (deployed) return deploymentGate(run, deployed, recordedGate(deployed, read));
  const signoff = tasksOf(run, "signoff").at(-1);
  const checkpoint = tasksOf(run, "checkpoint-c").at(-1);
  if (signoff?.status !== "skipped" || checkpoint?.status !== "done") return null;
  const asked = (run.options.deploy ?? "") !== "";
  const last = run.tasks.reduce((a, b) => (b.taken > a.taken ? b : a));
  return {
    stage: "stage-08",
    status: "PASS",
    agent: "orchestrator",
    track: trackOf(run),
    timestamp: inSeconds(signoff.ended_at ?? run.updated_at),
    pm_signoff: true,
    deploy_requested: asked,
    runbook_referenced: false,
    auto_from_stage_07: true,
    blockers: [],
    warnings: [
      ...carried(run, beforeRelease(run) ?? last, []),
      ...(asked ? [] : ["Deployment not requested by auto-fold"]),
    ],
  };
}

/** The last task whose word the sign-off stands on. */
const beforeRelease = (run: Run): Task | undefined =>
  run.tasks
    .filter((task) => task.taken > 0 && !task.void && !/^stage-0[89]$/.test(task.token))
    .reduce<Task | undefined>((a, b) => (a === undefined || b.taken > a.taken ? b : a), undefined);

function deploymentGate(run: Run, task: Task, recorded: Value): Value {
  const { flags = {}, blockers = [], warnings = [] }: Facts = task.facts;
  const signoff = tasksOf(run, "signoff").at(-1);
  const isSigned = signoff?.status === "skipped" || (signoff?.status === "done" && wordOf(signoff) === "PASS");
  const own = {
    stage: "stage-08",
    status: wordOf(task) ?? "FAIL",
    agent: "platform",
    track: trackOf(run),
    timestamp: moment(run, task),
    adapter: "none",
    environment: run.options.deploy ?? "production",
    pm_signoff: isSigned,
    smoke_test_passed: flags.smoke_test_passed === true,
    runbook_referenced: flags.runbook_referenced === true,
    adapter_result: {},
    blockers,
    warnings,
  };
  const gate = withRecorded(own, recorded);
  return { ...gate, status: own.status, pm_signoff: isSigned, warnings: carried(run, task, lines(gate.warnings)) };
}
