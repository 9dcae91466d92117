import { acceptedTasks, type Run, type Task, taskOf } from "../../../engine/run.ts";
import type { Document } from "../../contract/contract.ts";
import { PRINCIPAL } from "../areas.ts";
import { GATES } from "../paths.ts";
import { reviewShape } from "../peer-review/tally.ts";
import { roleOf, type TeamFacts, teamFacts, timestamp } from "../recorded.ts";
import { isDeployAsked } from "../rules.ts";
import { type AreaStanding, areaStandings, newestOf, tasksOf, verdictOf } from "../standing.ts";
import { type GateStatus, isBad, isGateStatus } from "../statuses.ts";
import { trackOf } from "../tracks.ts";
import { openAt } from "../warnings.ts";

/**
 * What the program writes below `pipeline/gates/`: each from the run's state and what was accepted,
 * and from nothing else. Roles state a status, blockers, warnings and a fact or two; all else of a
 * gate is what code knows.
 */

export type Value = Record<string, unknown>;
type Gate = [stage: string, value: Value];

/**
 * Every gate file of a run as it stands now, by path. The same run gives the same bytes. `read`:
 * the value of an accepted JSON artifact; null where it is none, or gone.
 */
export function gateFiles(run: Run, read: (task: Task) => Value | null): Document[] {
  // The newest of each file that a role writes.
  const written = acceptedTasks(run).filter(
    ({ schema, writes }) => schema.startsWith("stage-") && writes.startsWith(`${GATES}/`),
  );
  const newest = [...new Map(written.map((task) => [task.writes, task])).values()];
  const gates: Gate[] = [
    ...newest.flatMap((task) => roleGate(run, task, read(task))),
    ...preReviewGate(run),
    ...areaStandings(run).flatMap((areaStanding) => areaGate(run, areaStanding)),
    ...releaseGate(run),
  ];
  // The program's own stands in the place of a role's.
  return [...new Map(gates)].map(([stage, value]) => ({
    path: `${GATES}/${stage}.json`,
    text: `${JSON.stringify({ ...value, run: run.run }, null, 2)}\n`,
  }));
}

/** What a gate says; `task`: whose word it is, and when it was said. */
interface Said {
  stage: string;
  status: GateStatus;
  agent: string;
  task: Task;
  blockers?: string[] | undefined;
  /** In the gate's own words. */
  warnings?: string[] | undefined;
  /** Beside all that are open. */
  more?: string[];
}

/** A gate as its file has it: what all begin with, what is its own, and what all end with. */
const gateOf = (run: Run, { stage, status, agent, task, ...gate }: Said, own: Value = {}): Gate => {
  const warnings = [...carried(run, task, gate.warnings), ...(gate.more ?? [])];
  const head = { stage, status, agent, track: trackOf(run), timestamp: endOf(run, task) };
  return [stage, { ...head, ...own, blockers: gate.blockers ?? [], warnings }];
};

/** The newest of some tasks. */
const newestIn = (tasks: Task[]): Task | undefined =>
  tasks.toSorted((a, b) => a.acceptedSeq - b.acceptedSeq).at(-1);

/** When a task ended; one that waits for others of its round has only been taken in. */
const endOf = (run: Run, task: Task): string => timestamp(task.ended_at ?? run.updated_at);

/**
 * Every warning that was open when a task had spoken, by its id: in the words of the gate itself
 * where it names it, else as it was raised, with the stage that it comes from.
 */
function carried(run: Run, task: Task, own: readonly string[] = []): string[] {
  return openAt(run, task.acceptedSeq).map(({ id, text, task: raised }) => {
    const entry = own.find((one) => one.startsWith(`${id}:`));
    const stage = raised === task.id ? "" : (taskOf(run, raised)?.token ?? "");
    return entry ?? `${id}: ${text}${stage === "" ? "" : ` (${stage})`}`;
  });
}

/**
 * pm has looked at this very design and approved it; what the person accepted instead is no
 * approval.
 */
const isScopeApproved = (run: Run, design: Task): boolean =>
  tasksOf(run, "scope")
    .filter(
      (task) =>
        task.acceptedSeq > design.acceptedSeq && task.status === "done" && task.waiver === null,
    )
    .some((task) => verdictOf(task) === "PASS");

/** Fields of a role's gate beside those of all, by its kind. `gate`: its artifact. */
const OWN: Record<string, (run: Run, task: Task, gate: Value, facts: TeamFacts) => Value> = {
  "stage-01": (_run, task, _gate, { counts, out_of_scope = [] }) => ({
    acceptance_criteria_count: counts?.criteria ?? null,
    out_of_scope_items: out_of_scope,
    required_sections_complete: verdictOf(task) === "PASS",
  }),
  "stage-02": (run, task, _gate, { counts }) => ({
    arch_approved: verdictOf(task) === "PASS",
    pm_approved: isScopeApproved(run, task),
    adr_count: counts?.adrs ?? null,
  }),
  "stage-03": (_run, { outcome }, _gate, { counts }) => ({
    open_questions_count: counts?.open_questions ?? null,
    answered_questions_count: counts?.answered_questions ?? null,
    scope_changed: outcome === "scope_changed",
  }),
  "stage-04": (_run, task, gate, { files = [] }) => ({
    area: task.item ?? "",
    files_changed: files,
    ...(gate.declined === undefined ? {} : { declined: gate.declined }),
  }),
  "stage-05-security": (run, task) => {
    const approved = verdictOf(task) === "PASS";
    // Rules that asked for it, by the newest check that looked.
    const { rules } = teamFacts(
      acceptedTasks(run).findLast((acceptedTask) => teamFacts(acceptedTask).rules),
    );
    return { security_approved: approved, veto: !approved, triggering_conditions: rules ?? [] };
  },
  "stage-08": (run, task) => signedOff(verdictOf(task) === "PASS", isDeployAsked(run), false),
  "stage-09": (_run, _task, gate) => ({ lessons_promoted: gate.lessons_promoted ?? [] }),
};

const signedOff = (
  pm_signoff: boolean,
  deploy_requested: boolean,
  auto_from_stage_07: boolean,
): Value => ({
  ...{ pm_signoff, deploy_requested, runbook_referenced: false, auto_from_stage_07 },
});

/**
 * A role's gate: its word, the warnings that travel, and what the program knows; none where its
 * artifact is gone.
 */
function roleGate(run: Run, task: Task, value: Value | null): Gate[] {
  if (value === null) return [];
  const isTests = task.schema === "stage-07";
  const facts = teamFacts(task);
  const {
    status = facts.status ?? "FAIL",
    blockers,
    warnings,
  } = value as Pick<TeamFacts, "status" | "blockers" | "warnings">;
  const stage = task.writes.slice(GATES.length + 1, -".json".length);
  const gate: Said = {
    stage,
    status,
    agent: isTests ? "qa" : roleOf(task),
    task,
    blockers,
    warnings,
  };
  return [
    isTests ? testsGate(run, gate) : gateOf(run, gate, OWN[task.schema]?.(run, task, value, facts)),
  ];
}

/**
 * The gate of stage 07, by the program's own run of the tests, where it has run them; else by the
 * role's word.
 */
function testsGate(run: Run, gate: Said): Gate {
  const seen = testsSeen(run, gate.task);
  const { counts = {}, flags = {}, blockers, owners = [], warnings } = teamFacts(seen);
  const status = (seen && verdictOf(seen)) ?? gate.status;
  return gateOf(run, seen ? { ...gate, status, task: seen, blockers, warnings } : gate, {
    all_acceptance_criteria_met: flags.all_criteria_met ?? null,
    tests_total: counts.tests_total ?? null,
    tests_passed: counts.tests_passed ?? null,
    tests_failed: counts.tests_failed ?? null,
    failing_tests: failingTests(run, gate.task),
    assigned_retry_to: isRed(seen) ? owners.join(", ") || PRINCIPAL : null,
    criterion_to_test_mapping_is_one_to_one:
      flags.one_to_one ?? teamFacts(gate.task).flags?.one_to_one ?? null,
  });
}

const isRed = (seen: Task | undefined): boolean =>
  seen !== undefined && isBad(verdictOf(seen) ?? "none");

/** What failed in the newest run of the tests since the tester's word, where that is red. */
export function failingTests(run: Run, report: Task): string[] {
  const seen = testsSeen(run, report);
  return isRed(seen) ? (teamFacts(seen).failing ?? []) : [];
}

/** The newest run of the tests since the tester's word; undefined before that. */
const testsSeen = (run: Run, report: Task): Task | undefined =>
  tasksOf(run, "qa-tests").findLast(
    (task) => task.outcome !== null && task.acceptedSeq > report.acceptedSeq,
  );

/** `stage-05`: a part that nobody ran has not passed. */
function preReviewGate(run: Run): Gate[] {
  const task = newestOf(run, "pre-review");
  const status = task ? verdictOf(task) : null;
  if (!task || status === null) return [];
  const { flags = {}, blockers, warnings, rules } = teamFacts(task);
  const own = {
    lint_passed: flags.lint_passed ?? null,
    tests_passed: flags.tests_passed ?? null,
    dependency_review_passed: flags.dependency_review_passed ?? null,
    security_review_required: rules === null || (rules ?? []).length > 0,
  };
  return [
    gateOf(run, { stage: "stage-05", status, agent: "platform", task, blockers, warnings }, own),
  ];
}

/** `stage-08` where the program writes it: of a deployment, or of a sign-off that needed nobody. */
function releaseGate(run: Run): Gate[] {
  const deployed = newestOf(run, "deploy");
  const signoff = tasksOf(run, "signoff").at(-1);
  if (deployed) {
    const { flags = {}, blockers, warnings, deployed: how } = teamFacts(deployed);
    const status = verdictOf(deployed) ?? "FAIL";
    const isSigned =
      signoff?.status === "skipped" ||
      (signoff?.status === "done" && verdictOf(signoff) === "PASS");
    const own = {
      adapter: "command",
      environment: how?.environment ?? run.options.deploy,
      pm_signoff: run.options.finished !== undefined || isSigned,
      smoke_test_passed: flags.smoke_test_passed ?? (isBad(status) ? false : null),
      runbook_referenced: flags.runbook_referenced === true,
      adapter_result: { exit: how?.exit ?? null },
    };
    return [
      gateOf(
        run,
        { stage: "stage-08", status, agent: "platform", task: deployed, blockers, warnings },
        own,
      ),
    ];
  }
  if (signoff?.status !== "skipped" || tasksOf(run, "checkpoint-c").at(-1)?.status !== "done")
    return [];
  const asked = isDeployAsked(run);
  // What the sign-off stands on.
  const before = run.tasks.filter(
    (task) => task.acceptedSeq > 0 && !task.void && !/^stage-0[89]$/.test(task.token),
  );
  const task = { ...(newestIn(before) ?? newestIn(run.tasks)!), ended_at: signoff.ended_at };
  const more = asked ? [] : ["Deployment not requested by auto-fold"];
  const gate: Said = { stage: "stage-08", status: "PASS", agent: "orchestrator", task, more };
  return [gateOf(run, gate, signedOff(true, asked, true))];
}

/**
 * `stage-06-<area>`: what the reviews of an area come to, once somebody has said something about
 * it.
 */
function areaGate(run: Run, { area, status, standing }: AreaStanding): Gate[] {
  const { verdicts, approved, changes, required } = standing;
  const task = newestIn(verdicts.map((verdict) => verdict.task));
  if (task === undefined) return [];
  const namesOf = (seats: typeof verdicts) =>
    seats.map((seat) => ({ reviewer: seat.seat, timestamp: endOf(run, seat.task) }));
  const blockersOf = (seats: typeof verdicts): string[] =>
    seats.flatMap(({ seat, blockers }) => blockers.map((blocker) => `${seat}: ${blocker}`));
  // Without enough approvals it does not hold, also while reviewers are still at work.
  const now = isGateStatus(status) ? status : "FAIL";
  const blockers = blockersOf(changes);
  // No approval, and no word that was taken back: the person let the owner's way stand.
  const overruled = blockersOf(verdicts.filter((verdict) => verdict.overruled));
  const more = overruled.map((one) => `overruled by the person: ${one}`);
  const own = {
    ...{ area, review_shape: reviewShape(run), required_approvals: required },
    approvals: namesOf(verdicts.filter((verdict) => approved.includes(verdict.seat))),
    changes_requested: namesOf(changes),
  };
  return [
    gateOf(
      run,
      { stage: `stage-06-${area}`, status: now, agent: "orchestrator", task, blockers, more },
      own,
    ),
  ];
}
