import { acceptedTasks, type Run, type Task } from "../../../engine/run.ts";
import type { OutputFile } from "../../contract.ts";
import { timestamp } from "../documents/days.ts";
import { GATES } from "../paths.ts";
import { reviewShape } from "../peer-review/tally.ts";
import { teamFacts } from "../recorded.ts";
import { areaStandings, newestOf, statusOf, tasksOf, verdictOf, worstPart } from "../standing.ts";
import { type GateStatus, isBad, isGateStatus, type StageStatus, worst } from "../statuses.ts";
import { trackOf } from "../tracks.ts";
import { openAt } from "../warnings.ts";
import { team } from "../workflow.ts";

/** What the program writes below `pipeline/gates/`: each from the run's state and what was accepted, and from nothing else. */

export type Value = Record<string, unknown>;
/** The value of an accepted JSON artifact; null where it is none, or gone. */
type ReadValue = (task: Task) => Value | null;

/** Every gate file of a run as it stands now, by path. The same run gives the same bytes. */
export function gateFiles(run: Run, read: ReadValue): Pick<OutputFile, "path" | "text">[] {
  // The newest of each file that a role writes.
  const gates = acceptedTasks(run).filter(
    ({ schema, writes }) => schema.startsWith("stage-") && writes.startsWith(`${GATES}/`),
  );
  const newest = new Map(gates.map((task) => [task.writes, task]));
  const roles = [...newest.values()].flatMap((task) => {
    const value = read(task);
    return value === null ? [] : [{ path: task.writes, text: gateText(run, roleGate(run, task, value, read)) }];
  });
  const own: { name: string; value: Value | null }[] = [
    { name: "stage-05", value: preReviewGate(run, read) },
    ...areaGates(run),
    { name: "stage-04", value: merged(run, "stage-04", buildParts(run)) },
    { name: "stage-06", value: merged(run, "stage-06", peerParts(run)) },
    { name: "stage-08", value: releaseGate(run, read) },
  ];
  const written = own.flatMap(({ name, value }) =>
    value === null ? [] : [{ path: `${GATES}/${name}.json`, text: gateText(run, value) }],
  );
  const replaced = new Set(written.map((one) => one.path));
  return [...roles.filter((one) => !replaced.has(one.path)), ...written];
}

/** What every gate begins with. `at`: ISO 8601. */
const header = (run: Run, stage: string, status: GateStatus, agent: string, at: string) => ({
  stage,
  status,
  agent,
  track: trackOf(run),
  timestamp: timestamp(at),
});

/** The newest of some tasks. */
const newestIn = (tasks: Task[]): Task | undefined => tasks.toSorted((a, b) => a.acceptedSeq - b.acceptedSeq).at(-1);

/** A gate as its file has it: with the run that it is of. */
const gateText = (run: Run, gate: Value): string => `${JSON.stringify({ ...gate, run: run.run }, null, 2)}\n`;

/** When a task ended; one that waits for others of its round has only been taken in. */
const endOf = (run: Run, task: Task): string => task.ended_at ?? run.updated_at;

const NAMED = /^\s*\[?(W\d{1,4})\]?\s*[:–—-]\s*/;

/**
 * Every warning that was open when a task had spoken, by its id: in the words of the gate itself where it names it, else
 * as it was raised, with the stage that it comes from.
 */
function carried(run: Run, task: Task, own: readonly string[]): string[] {
  const saidOf = (id: string): string | undefined => own.find((said) => NAMED.exec(said)?.[1] === id);
  return openAt(run, task.acceptedSeq).map(({ id, text: words, task: raised }) => {
    const said = saidOf(id);
    if (said !== undefined) return `${id}: ${said.replace(NAMED, "").trim()}`;
    const stage = run.tasks.find((one) => one.id === raised)?.token ?? "";
    return raised === task.id || stage === "" ? `${id}: ${words}` : `${id}: ${words} (${stage})`;
  });
}

const lines = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];

/** The gate that a check of the program's has made of what it saw. */
function recordedGate(task: Task, read: ReadValue): Value {
  const gate = task.artifact === null ? null : read(task)?.gate;
  return typeof gate === "object" && gate !== null && !Array.isArray(gate) ? (gate as Value) : {};
}

/** A gate with the recorded fields in the place of those that follow from the run's state; none beyond the gate's own. */
const withRecorded = (gate: Value, recorded: Value): Value =>
  Object.fromEntries(Object.entries(gate).map(([key, value]) => [key, key in recorded ? recorded[key] : value]));

/** A role's gate without what bound it to its task, with the warnings that travel and what the program knows better. */
function roleGate(run: Run, task: Task, value: Value, read: ReadValue): Value {
  const { task: _task, nonce: _nonce, ...gate } = value;
  const known = { ...gate, warnings: carried(run, task, lines(gate.warnings)) };
  const { counts = {}, flags = {} } = teamFacts(task);
  const passes = gate.status === "PASS";
  switch (task.schema) {
    case "stage-01":
      return counted(known, {
        acceptance_criteria_count: counts.criteria,
        required_sections_complete: flags.required_sections_complete,
      });
    case "stage-02": {
      const arch_approved = flags.arch_approved;
      return counted(known, { arch_approved, pm_approved: isScopeApproved(run, task), adr_count: counts.adrs });
    }
    case "stage-03": {
      const { open_questions, answered_questions } = counts;
      const own = { open_questions_count: open_questions, answered_questions_count: answered_questions };
      return counted(known, { ...own, scope_changed: flags.scope_changed });
    }
    case "stage-05-security":
      return counted(known, { security_approved: passes, veto: !passes });
    case "stage-07":
      return testsSeen(run, task, known, read);
    case "stage-08": {
      const deploy_requested = (run.options.deploy ?? "") !== "";
      return counted(known, {
        pm_signoff: passes,
        deploy_requested,
        runbook_referenced: false,
        auto_from_stage_07: false,
      });
    }
    default:
      return known;
  }
}

/** A gate with what the program has counted itself, behind what every gate begins with; earlier versions asked its writer. */
function counted({ stage, status, agent, track, timestamp: at, ...gate }: Value, own: Value): Value {
  const known = Object.fromEntries(Object.entries(own).map(([key, value]) => [key, value ?? gate[key] ?? null]));
  return { stage, status, agent, track, timestamp: at, ...known, ...gate, ...known };
}

/** pm has looked at this very design and approved it; what the person accepted instead is no approval. */
const isScopeApproved = (run: Run, design: Task): boolean =>
  tasksOf(run, "scope")
    .filter((task) => task.acceptedSeq > design.acceptedSeq && task.status === "done" && task.waiver === null)
    .some((task) => verdictOf(task) === "PASS");

/** The fields of stage 07 that the program knows, by its own run of the tests; null: it has not run them, or cannot tell. */
function testsSeen(run: Run, task: Task, gate: Value, read: ReadValue): Value {
  const { stage, status: said, agent, track, timestamp: at, blockers: told, warnings } = gate;
  const seen = tasksOf(run, "qa-tests").findLast((one) => one.outcome !== null && one.acceptedSeq > task.acceptedSeq);
  const status = seen ? verdictOf(seen) : null;
  const { counts = {}, flags = {}, blockers = [], owners = [] } = teamFacts(status === null ? undefined : seen);
  const isRed = status !== null && isBad(status);
  const { tests_total: total = null, tests_passed: passed = null } = counts;
  const failed = counts.tests_failed ?? (total === null || passed === null ? null : total - passed);
  const failing = isRed ? blockers : [];
  const own = {
    ...{ stage, status: said, agent, track, timestamp: status === null ? at : timestamp(endOf(run, seen!)) },
    all_acceptance_criteria_met: flags.all_criteria_met ?? null,
    tests_total: total,
    tests_passed: passed,
    tests_failed: failed,
    failing_tests: failing,
    assigned_retry_to: isRed ? (owners[0] ?? "principal") : null,
    criterion_to_test_mapping_is_one_to_one: flags.one_to_one ?? teamFacts(task).flags?.one_to_one ?? null,
    blockers: status === null ? told : failing,
    warnings,
  };
  if (!seen || status === null) return own;
  const recorded = withRecorded(own, recordedGate(seen, read));
  return { ...recorded, status, agent, warnings: carried(run, seen, lines(recorded.warnings)) };
}

/** `stage-05`: a part that nobody ran has not passed. */
function preReviewGate(run: Run, read: ReadValue): Value | null {
  const task = newestOf(run, "pre-review");
  const status = task ? verdictOf(task) : null;
  if (!task || status === null) return null;
  const { flags = {}, blockers = [], warnings = [], rules } = teamFacts(task);
  const passed = (flag: string): boolean | null => flags[flag] ?? null;
  const own = {
    ...header(run, "stage-05", status, "platform", endOf(run, task)),
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
function releaseGate(run: Run, read: ReadValue): Value | null {
  const deployed = newestOf(run, "deploy");
  if (deployed) return deploymentGate(run, deployed, recordedGate(deployed, read));
  const signoff = tasksOf(run, "signoff").at(-1);
  const checkpoint = tasksOf(run, "checkpoint-c").at(-1);
  if (signoff?.status !== "skipped" || checkpoint?.status !== "done") return null;
  const asked = (run.options.deploy ?? "") !== "";
  // What the sign-off stands on.
  const before = run.tasks.filter((one) => one.acceptedSeq > 0 && !one.void && !/^stage-0[89]$/.test(one.token));
  return {
    ...header(run, "stage-08", "PASS", "orchestrator", endOf(run, signoff)),
    pm_signoff: true,
    deploy_requested: asked,
    runbook_referenced: false,
    auto_from_stage_07: true,
    blockers: [],
    warnings: [
      ...carried(run, newestIn(before) ?? newestIn(run.tasks)!, []),
      ...(asked ? [] : ["Deployment not requested by auto-fold"]),
    ],
  };
}

function deploymentGate(run: Run, task: Task, recorded: Value): Value {
  const { flags = {}, blockers = [], warnings = [] } = teamFacts(task);
  const signoff = tasksOf(run, "signoff").at(-1);
  const isSigned = signoff?.status === "skipped" || (signoff?.status === "done" && verdictOf(signoff) === "PASS");
  const own = {
    ...header(run, "stage-08", verdictOf(task) ?? "FAIL", "platform", endOf(run, task)),
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

/** `stage-06-<area>`: what the reviews of an area come to, once somebody has said something about it. */
function areaGates(run: Run): { name: string; value: Value }[] {
  return areaStandings(team, run, "peer").flatMap(({ area, status, standing }) => {
    const { verdicts, approved, changes, required } = standing;
    if (verdicts.length === 0) return [];
    const said = (seats: typeof verdicts) =>
      seats.map((one) => ({ reviewer: one.seat, timestamp: timestamp(endOf(run, one.task)) }));
    const last = newestIn(verdicts.map((one) => one.task))!;
    const name = `stage-06-${area}`;
    // No approval, and no word that was taken back: the person let the owner's way stand.
    const overruled = verdicts
      .filter((one) => one.overruled)
      .flatMap((one) => one.blockers.map((blocker) => `overruled by the person: ${one.seat}: ${blocker}`));
    const value = {
      // Without enough approvals it does not hold, also while reviewers are still at work.
      ...header(run, name, isGateStatus(status) ? status : "FAIL", "orchestrator", endOf(run, last)),
      area,
      review_shape: reviewShape(run),
      required_approvals: required,
      approvals: said(verdicts.filter((one) => approved.includes(one.seat))),
      changes_requested: said(changes),
      blockers: changes.flatMap((one) => one.blockers.map((blocker) => `${one.seat}: ${blocker}`)),
      warnings: [...carried(run, last, []), ...overruled],
    };
    return [{ name, value }];
  });
}

interface Part {
  name: string;
  status: StageStatus;
  tasks: Task[];
}

/** What builds and their merge have come to, each gate once. */
function buildParts(run: Run): Part[] {
  const done = [...tasksOf(run, "build"), ...tasksOf(run, "merge")].filter((task) => task.status !== "skipped");
  const items = new Map(done.map(({ gate, item }) => [gate, item]));
  return [...items].map(([gate, item]) => ({
    name: item === null ? gate : `stage-04-${item}`,
    status: statusOf(run, [gate]),
    tasks: tasksOf(run, gate),
  }));
}

const peerParts = (run: Run): Part[] =>
  areaStandings(team, run, "peer").map(({ area, status, standing }) => ({
    name: `stage-06-${area}`,
    status,
    tasks: standing.verdicts.map((one) => one.task),
  }));

/** A stage of several parts: the worst of them, and nothing at all while one that is needed has no word yet. */
function merged(run: Run, stage: string, parts: Part[]): Value | null {
  const statuses = parts.map((part) => part.status);
  const status = worstPart(run, statuses);
  if (parts.length === 0 || !isGateStatus(status)) return null;
  const tasks = parts.flatMap((part) => part.tasks).filter((task) => task.acceptedSeq > 0);
  const last = newestIn(tasks);
  if (last === undefined) return null;
  const bad = parts.filter((part) => part.status === worst(["FAIL", status]) || part.status === "FAIL");
  return {
    ...header(run, stage, status, "orchestrator", endOf(run, last)),
    parts: parts.map((part) => part.name),
    blockers: bad.map((part) => `${part.name} is ${part.status}`),
    warnings: carried(run, last, []),
  };
}
