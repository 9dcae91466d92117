import type { Facts } from "../../artifacts/facts.ts";
import type { Run, Task } from "../../engine/run.ts";
import { isBad, tasksOf, wordOf } from "../../engine/stages.ts";
import type { ReadValue } from "./gate-files.ts";
import { carried, inSeconds, moment, trackOf, type Value } from "./gate-values.ts";

/** Gates one by one: what a role has written, in the program's hands; and what the program writes itself. */

const lines = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

const newest = (run: Run, key: string): Task | undefined => tasksOf(run, key).findLast((task) => task.outcome !== null);

/** A role's gate without what bound it to its task, with the warnings that travel and what the program knows better. */
export function roleGate(run: Run, task: Task, { task: _task, nonce: _nonce, ...gate }: Value): Value {
  const known = { ...gate, warnings: carried(run, task, lines(gate.warnings)) };
  if (task.schema === "stage-02") return { ...known, pm_approved: isScopeApproved(run, task) };
  return task.schema === "stage-07" ? { ...known, ...testsSeen(run, task) } : known;
}

/** pm has looked at this very design and approved it; what the person accepted instead is no approval. */
const isScopeApproved = (run: Run, design: Task): boolean =>
  tasksOf(run, "scope").some(
    (task) => task.taken > design.taken && task.status === "done" && task.waiver === null && wordOf(task) === "PASS",
  );

/** The numbers of the program's own run of the tests, in the place of those that the tester stated. */
function testsSeen(run: Run, gate: Task): Value {
  const seen = tasksOf(run, "qa-tests").findLast((task) => task.outcome !== null && task.taken > gate.taken);
  const word = seen ? wordOf(seen) : null;
  if (!seen || word === null) return {};
  const { counts = {}, flags = {}, blockers = [], owners = [] } = seen.facts;
  const numbers = Object.fromEntries(
    ["tests_total", "tests_passed", "tests_failed"].flatMap((name) =>
      counts[name] === undefined ? [] : [[name, counts[name]]],
    ),
  );
  return {
    status: word,
    timestamp: moment(run, seen),
    ...(flags.all_criteria_met === undefined ? {} : { all_acceptance_criteria_met: flags.all_criteria_met }),
    ...numbers,
    failing_tests: isBad(word) ? blockers : [],
    assigned_retry_to: isBad(word) ? (owners[0] ?? "principal") : null,
    ...(flags.one_to_one === undefined ? {} : { criterion_to_test_mapping_is_one_to_one: flags.one_to_one }),
    blockers: isBad(word) ? blockers : [],
    warnings: carried(run, seen, []),
  };
}

/** `stage-05`: a part that nobody spoke of has passed only if the whole did. */
export function preReviewGate(run: Run): Value | null {
  const task = newest(run, "pre-review");
  const status = task ? wordOf(task) : null;
  if (!task || status === null) return null;
  const { flags = {}, blockers = [], warnings = [], rules } = task.facts;
  const passed = (flag: string): boolean => flags[flag] ?? status === "PASS";
  return {
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
    warnings: carried(run, task, warnings),
  };
}

/** `stage-08` where the program writes it: of a deployment, or of a sign-off that needed nobody; else null. */
export function releaseGate(run: Run, read: ReadValue): Value | null {
  const deployed = newest(run, "deploy");
  if (deployed) return deploymentGate(run, deployed, deployed.artifact === null ? null : read(deployed));
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

function deploymentGate(run: Run, task: Task, record: Value | null): Value {
  const { flags = {}, blockers = [], warnings = [] }: Facts = task.facts;
  const signoff = tasksOf(run, "signoff").at(-1);
  const isSigned = signoff?.status === "skipped" || (signoff?.status === "done" && wordOf(signoff) === "PASS");
  const said = (name: string, otherwise: string): string =>
    typeof record?.[name] === "string" && record[name] !== "" ? (record[name] as string) : otherwise;
  const result = record?.adapter_result;
  return {
    stage: "stage-08",
    status: wordOf(task) ?? "FAIL",
    agent: "platform",
    track: trackOf(run),
    timestamp: moment(run, task),
    adapter: said("adapter", "none"),
    environment: said("environment", run.options.deploy ?? "production"),
    pm_signoff: isSigned,
    smoke_test_passed: flags.smoke_test_passed === true,
    runbook_referenced: flags.runbook_referenced === true,
    adapter_result: typeof result === "object" && result !== null && !Array.isArray(result) ? result : {},
    blockers,
    warnings: carried(run, task, warnings),
  };
}
