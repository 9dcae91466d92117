import { gatesOf, isOf } from "../../../engine/gates.ts";
import { acceptedTasks, type Run, type Task, taskOf } from "../../../engine/run.ts";
import { fit, given, oneLine, plural } from "../../../text.ts";
import { waiverWords } from "../../words/words.ts";
import { ownerRole, PRINCIPAL } from "../areas.ts";
import { GATES } from "../paths.ts";
import { reviewShape } from "../peer-review/tally.ts";
import { teamFacts, timestamp } from "../record/recorded.ts";
import { isDeployRequested, questionsOf } from "../rules.ts";
import {
  areaStandings,
  newestOf,
  statusOf,
  taskStatus,
  tasksOf,
  verdictOf,
  verdictTasks,
} from "../status/standing.ts";
import { isBad, isGateStatus, type StageStatus } from "../status/statuses.ts";
import { openAt } from "../status/warnings.ts";
import { trackOf } from "../tracks.ts";
import { team } from "../workflow.ts";

/**
 * The table of a run: a row for each stage, or part of one. Gate files, status, diagram, report and
 * checkpoints are printed from it, and know nothing else. Pure.
 */

type Value = Record<string, unknown>;

export interface StageRow {
  /** Such as `04a`. */
  stage: string;
  name: string;
  status: StageStatus;
  role: string;
  /** What it came to, and what is wrong with it. */
  notes: string;
  /** All that its gate's file says; null: nobody has spoken yet. */
  gate: (Value & { stage: string }) | null;
}

/** A row before its status is known. */
interface Part {
  stage: string;
  name: string;
  role: string;
  /** Keys of the gates whose results count for it. Checkpoints are the gates after a stage. */
  gates: string[];
  /** What its gate is called. */
  gate: string;
  /** The task with its newest result. */
  result: Task | undefined;
  facts: Value;
  /** Left out: as its gates stand. */
  status?: StageStatus;
  notes?: string[];
  blockers?: string[];
  /** Beside all warnings that are open. */
  warnings?: string[];
}

/** The rows of a run on its track: a stage whose gates that leaves out has none. */
export function stageRows(run: Run): StageRow[] {
  const keys = gatesOf(team, run).map((gate) => gate.key);
  const parts = [
    ...[requirements(run), design(run), clarification(run), ...builds(run)],
    ...[preReview(run), security(run), ...peers(run), qa(run), release(run), lessons(run)],
  ];
  return parts
    .filter(({ gates }) => gates.some((gate) => keys.some((key) => isOf(key, gate))))
    .map((part) => rowOf(run, part));
}

function rowOf(run: Run, part: Part): StageRow {
  const { stage, name, role, gates, gate, result, facts, notes = [] } = part;
  const found = part.status ?? statusOf(run, gates);
  const isUndecided = found === "none" || found === "skipped";
  const status = isUndecided && result ? taskStatus(run, result) : found;
  const tasks = gates.flatMap((key) => tasksOf(run, key));
  const waiver = tasks.findLast((task) => task.waiver !== null)?.waiver;
  const waived = waiver ? [`${waiverWords(waiver.kind)}: ${waiver.reason}`] : [];
  const bad = verdictTasks(run, gates).filter((task) => isBad(verdictOf(task) ?? "none"));
  const blockers = part.blockers ?? bad.flatMap((task) => teamFacts(task).blockers ?? []);
  const problems = [
    ...(isBad(status) ? blockers.slice(0, 1) : []),
    ...waived,
    ...(status === "WARN" ? (teamFacts(result).warnings?.slice(0, 1) ?? []) : []),
  ];
  return {
    ...{ stage, name, status, role },
    notes: [...notes, ...problems.map(shortly)].join(", "),
    gate: result
      ? {
          stage: gate,
          // What has not passed yet does not hold, also while somebody is still at work on it.
          status: isGateStatus(status) ? status : "FAIL",
          agent: role,
          track: trackOf(run),
          timestamp: timestamp(result.ended_at ?? run.updated_at),
          ...facts,
          blockers,
          warnings: [...openWarnings(run, result), ...(part.warnings ?? []), ...waived],
          run: run.run,
        }
      : null,
  };
}

/** Columns of a note that is somebody's own words. */
const MAX_NOTE_LENGTH = 40;
const shortly = (text: string): string => fit(oneLine(text), MAX_NOTE_LENGTH);

/**
 * Every warning that was open when a task had spoken, by its id: in the words of the task itself
 * where it names it, else as it was raised, with the stage that it comes from.
 */
function openWarnings(run: Run, result: Task): string[] {
  const own = teamFacts(result).warnings ?? [];
  return openAt(run, result.acceptedSeq).map(({ id, text, task }) => {
    const stage = task === result.id ? "" : (taskOf(run, task)?.token ?? "");
    const said = own.find((one) => one.startsWith(`${id}:`));
    return said ?? `${id}: ${text}${stage === "" ? "" : ` (${stage})`}`;
  });
}

const passes = (task: Task | undefined): boolean =>
  task !== undefined && verdictOf(task) === "PASS";

/** The newest task that a role has handed in for a gate. */
const lastResult = (run: Run, gate: string): Task | undefined =>
  acceptedTasks(run).findLast(({ writes }) => writes === `${GATES}/${gate}.json`);

/** The newest number of this name that any artifact has stated. */
const countOf = (run: Run, name: string): number | undefined =>
  acceptedTasks(run)
    .map((task) => teamFacts(task).counts?.[name])
    .findLast((count) => count !== undefined);

const counted = (count: number | undefined, one: string, many?: string): string[] =>
  count === undefined ? [] : [plural(count, one, many)];

const BY_SETTINGS = "the settings say not to ask";
/** Why a task was left out, by the rule that did: a workflow's `when`. */
export const SKIP_REASONS: Record<string, string> = {
  openQuestions: "no open questions",
  nothingBuilt: "the build has begun",
  areaHasWork: "the area has no work",
  mergeDue: "built in the checkout",
  securityDue: "no rule asked for it",
  seatNeeded: "nothing for it to look at",
  checkDue: "unchanged since it last passed",
  signedByHand: "signed off automatically",
  deployAsked: "not deployed",
  ...{ passesA: BY_SETTINGS, passesB: BY_SETTINGS, passesC: BY_SETTINGS },
  deployed: "nothing was deployed",
  tookPart: "the role took no part",
};

/** Why the newest task of a gate was left out; empty when it was not. */
function skipped(run: Run, key: string): string[] {
  const rule = tasksOf(run, key).at(-1)?.skipped ?? null;
  return rule === null ? [] : [SKIP_REASONS[rule] ?? rule];
}

function requirements(run: Run): Part {
  const result = lastResult(run, "stage-01");
  const criteria = countOf(run, "criteria");
  return {
    ...{
      stage: "01",
      name: "Requirements",
      role: "pm",
      gates: ["brief"],
      gate: "stage-01",
      result,
    },
    facts: {
      acceptance_criteria_count: criteria ?? null,
      out_of_scope_items: teamFacts(result).out_of_scope ?? [],
      required_sections_complete: passes(result),
    },
    notes: counted(criteria, "criterion", "criteria"),
  };
}

function design(run: Run): Part {
  const result = lastResult(run, "stage-02");
  const adrs = countOf(run, "adrs");
  // pm has looked at this very design; what the person accepted instead is no approval.
  const isConfirmed = tasksOf(run, "scope").some(
    (task) =>
      task.acceptedSeq > (result?.acceptedSeq ?? 0) &&
      task.status === "done" &&
      task.waiver === null &&
      passes(task),
  );
  return {
    ...{ stage: "02", name: "Design", role: "principal", gate: "stage-02", result },
    gates: ["design", "notes", "answers", "scope"],
    facts: { arch_approved: passes(result), pm_approved: isConfirmed, adr_count: adrs ?? null },
    notes: counted(adrs, "ADR"),
  };
}

function clarification(run: Run): Part {
  const result = lastResult(run, "stage-03");
  const { counts = {} } = teamFacts(result);
  const answers = questionsOf(run).flatMap(({ answer }) => answer ?? []);
  return {
    ...{ stage: "03", name: "Clarification", role: "pm", gates: ["clarify"], gate: "stage-03" },
    result,
    facts: {
      open_questions_count: counts.open_questions ?? null,
      answered_questions_count: counts.answered_questions ?? null,
      scope_changed: result?.outcome === "scope_changed",
    },
    notes: answers.length === 0 ? skipped(run, "clarify") : answers.slice(0, 1).map(shortly),
  };
}

const letter = (stage: string, index: number): string =>
  `${stage}${String.fromCharCode(97 + index)}`;

/** A row for each owner that has something to build, or has mended something. */
function builds(run: Run): Part[] {
  const tasks = run.tasks.filter(
    (task) => task.schema === "stage-04" && !task.void && task.status !== "skipped",
  );
  const items = [...new Set(tasks.map((task) => task.item ?? ""))];
  const none = { stage: "04", name: "Build", role: "", gate: "stage-04", result: undefined };
  if (items.length === 0)
    return [{ ...none, gates: ["build"], facts: {}, notes: ["no area has work"] }];
  return items.map((area, index) => {
    const result = lastResult(run, `stage-04-${area}`);
    return {
      ...{ stage: letter("04", index), name: `Build (${area})`, role: ownerRole(area), result },
      ...{ gates: [`build:${area}`, "merge"], gate: `stage-04-${area}` },
      facts: { area, files_changed: teamFacts(result).files ?? [] },
    };
  });
}

/** A part that nobody ran has not passed. */
function preReview(run: Run): Part {
  const result = newestOf(run, "pre-review");
  const { flags = {}, rules = [] } = teamFacts(result);
  return {
    ...{ stage: "05a", name: "Pre-review", role: "platform", gates: ["pre-review"], result },
    gate: "stage-05",
    facts: {
      lint_passed: flags.lint_passed ?? null,
      tests_passed: flags.tests_passed ?? null,
      dependency_review_passed: flags.dependency_review_passed ?? null,
      security_review_required: rules === null || rules.length > 0,
    },
  };
}

function security(run: Run): Part {
  const result = lastResult(run, "stage-05-security");
  // Of the newest check in which any fired, or that could not try them.
  const looked = acceptedTasks(run).findLast(
    (task) => teamFacts(task).rules?.length !== 0 && teamFacts(task).rules !== undefined,
  );
  const { rules = [] } = teamFacts(looked);
  const why = skipped(run, "security");
  const [first, ...others] = rules ?? ["a change that could not be read"];
  const more = others.length > 0 ? ` and ${others.length} more` : "";
  return {
    ...{ stage: "05b", name: "Security review", role: "security", gates: ["security"], result },
    gate: "stage-05-security",
    facts: {
      ...{ security_approved: passes(result), veto: !passes(result) },
      triggering_conditions: rules ?? [],
    },
    notes: why.length > 0 || first === undefined ? why : [`${first}${more} triggered`],
  };
}

/** A row for each area that the run has changed; its role: who reviews it, by area. */
function peers(run: Run): Part[] {
  const areas = areaStandings(run);
  const none = { stage: "06", name: "Peer Review", role: "", gate: "stage-06", result: undefined };
  if (areas.length === 0) return [{ ...none, gates: ["peer"], facts: {} }];
  return areas.map(({ area, status, reviewers, resolved, standing }, index) => {
    const { verdicts, approved, changes, required } = standing;
    const namesOf = (seats: typeof verdicts) =>
      seats.map(({ seat, task }) => ({
        reviewer: seat,
        timestamp: timestamp(task.ended_at ?? run.updated_at),
      }));
    const blockersOf = (seats: typeof verdicts): string[] =>
      seats.flatMap(({ seat, blockers }) => blockers.map((blocker) => `${seat}: ${blocker}`));
    const overruled = verdicts.filter((verdict) => verdict.overruled);
    return {
      ...{ stage: letter("06", index), name: `Peer Review (${area})`, status },
      ...{ role: reviewers.join(", "), gates: ["peer"], gate: `stage-06-${area}` },
      result: verdicts.map(({ task }) => task).sort((a, b) => b.acceptedSeq - a.acceptedSeq)[0],
      facts: {
        ...{ area, review_shape: reviewShape(run), required_approvals: required },
        approvals: namesOf(verdicts.filter(({ seat }) => approved.includes(seat))),
        changes_requested: namesOf(changes),
      },
      notes: [
        ...given(resolved > 0, `${plural(resolved, "escalation")} resolved`),
        `${approved.length} of ${plural(required, "approval")}`,
        ...given(overruled.length > 0, "overruled"),
      ],
      blockers: blockersOf(changes),
      // No approval, and no word that was taken back: the person let the owner's way stand.
      warnings: blockersOf(overruled).map((one) => `overruled by the person: ${one}`),
    };
  });
}

/** The newest run of the tests since the tester's word; undefined before that. */
const testsSeen = (run: Run, report: Task | undefined): Task | undefined =>
  tasksOf(run, "qa-tests").findLast(
    (task) => task.outcome !== null && report && task.acceptedSeq > report.acceptedSeq,
  );

/** What failed in that, where it is red. */
export const failingTests = (
  run: Run,
  seen = testsSeen(run, lastResult(run, "stage-07")),
): string[] => (isRed(seen) ? (teamFacts(seen).failing ?? []) : []);

const isRed = (seen: Task | undefined): boolean =>
  seen !== undefined && isBad(verdictOf(seen) ?? "none");

/** By the program's own run of the tests, where it has run them; else by the tester's word. */
function qa(run: Run): Part {
  const report = lastResult(run, "stage-07");
  const seen = testsSeen(run, report);
  const { counts = {}, flags = {}, owners = [] } = teamFacts(seen);
  const oneToOne = flags.one_to_one ?? teamFacts(report).flags?.one_to_one ?? null;
  const { tests_total: total, tests_passed: passed = 0, criteria_unknown: unknown = 0 } = counts;
  const criteria = seen === undefined ? 0 : (countOf(run, "criteria") ?? 0);
  const met = flags.all_criteria_met === true ? criteria : criteria - unknown;
  const verified =
    unknown > 0 || flags.all_criteria_met === true
      ? `${met} of ${plural(criteria, "criterion", "criteria")} verified`
      : "not all criteria verified";
  return {
    ...{ stage: "07", name: "QA", role: "qa", gate: "stage-07", result: seen ?? report },
    gates: ["qa", "qa-tests", "clarify-late"],
    facts: {
      all_acceptance_criteria_met: flags.all_criteria_met ?? null,
      tests_total: total ?? null,
      tests_passed: counts.tests_passed ?? null,
      tests_failed: counts.tests_failed ?? null,
      failing_tests: failingTests(run, seen),
      assigned_retry_to: isRed(seen) ? owners.join(", ") || PRINCIPAL : null,
      criterion_to_test_mapping_is_one_to_one: oneToOne,
    },
    notes: [
      ...given(total !== undefined, `${passed}/${total} pass`),
      ...given(criteria > 0, verified),
      ...given(unknown > 0, `${unknown} unknown`),
    ],
  };
}

const signedOff = (
  pm_signoff: boolean,
  deploy_requested: boolean,
  auto_from_stage_07: boolean,
): Value => ({ pm_signoff, deploy_requested, runbook_referenced: false, auto_from_stage_07 });

/** By whoever had the last word on the release. */
function release(run: Run): Part {
  const common = {
    ...{ stage: "08", name: "Sign-off + Deploy", gate: "stage-08" },
    gates: ["signoff", "deploy", "summary"],
  };
  const signoff = tasksOf(run, "signoff").at(-1);
  // A sign-off that needed nobody has passed with its checkpoint.
  const isAuto =
    signoff?.status === "skipped" && tasksOf(run, "checkpoint-c").at(-1)?.status === "done";
  const deployed = newestOf(run, "deploy");
  if (deployed) {
    const { flags = {}, deployed: how } = teamFacts(deployed);
    const isSigned = isAuto || (signoff?.status === "done" && passes(signoff));
    const isFailed = isBad(verdictOf(deployed) ?? "FAIL");
    return {
      ...{ ...common, role: "platform", result: deployed },
      facts: {
        ...{ adapter: "command", environment: how?.environment ?? run.options.deploy },
        pm_signoff: run.options.finished !== undefined || isSigned,
        smoke_test_passed: flags.smoke_test_passed ?? (isFailed ? false : null),
        runbook_referenced: flags.runbook_referenced === true,
        adapter_result: { exit: how?.exit ?? null },
      },
      notes: given(flags.smoke_test_passed === true, "smoke tests pass"),
    };
  }
  const isAsked = isDeployRequested(run);
  const skips = [...skipped(run, "signoff"), ...skipped(run, "deploy")];
  if (!isAuto) {
    const result = lastResult(run, "stage-08");
    return {
      ...{ ...common, role: "pm", result, facts: signedOff(passes(result), isAsked, false) },
      notes: signoff?.status === "done" ? ["signed off by pm", ...skips] : [],
    };
  }
  // Signed off by itself, on the results before it.
  const before = acceptedTasks(run).filter((task) => !/^stage-0[89]$/.test(task.token));
  return {
    ...{ ...common, role: "orchestrator", status: "PASS", notes: skips },
    result: { ...before.at(-1)!, ended_at: signoff.ended_at },
    facts: signedOff(true, isAsked, true),
    warnings: isAsked ? [] : ["Deployment not requested by auto-fold"],
  };
}

function lessons(run: Run): Part {
  const result = lastResult(run, "stage-09");
  const promoted = teamFacts(result).promoted ?? [];
  return {
    ...{ stage: "09", name: "Retrospective", role: "principal", gates: ["retro", "lessons"] },
    ...{ gate: "stage-09", result, facts: { lessons_promoted: promoted } },
    notes: result ? counted(promoted.length, "lesson promoted", "lessons promoted") : [],
  };
}
