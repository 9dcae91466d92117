// @bun
import {
  readCache
} from "./s25.js";
import {
  accepted,
  handedText
} from "./s121.js";
import {
  P,
  GATES,
  ANSWERS,
  CONTEXT,
  RETROSPECTIVE,
  LESSONS,
  assembled,
  objectText,
  SCOPE_STATUSES,
  worst,
  isGateStatus,
  isBad,
  reviewShape,
  verdictOf2,
  tasksOf,
  newestOf,
  worstPart,
  statusOf,
  areaStandings,
  openAt,
  questionsOf,
  team
} from "./s150.js";
import {
  wordsOf,
  labelOf
} from "./s97.js";
import {
  diagramText
} from "./s185.js";
import {
  stagesOf
} from "./s196.js";
import {
  contextText
} from "./s144.js";
import {
  areasOf
} from "./s259.js";
import {
  teamFacts
} from "./s49.js";
import {
  RETIRE_AFTER,
  parseLessons,
  printLessons,
  promote,
  retire
} from "./s143.js";
import {
  timestamp
} from "./s48.js";
import {
  trackOf
} from "./s50.js";
import {
  budgetText
} from "./s156.js";
import {
  taskOf,
  acceptedTasks
} from "./s5.js";

// src/workflows/team/outputs/outputs.ts
import { join } from "path";

// src/workflows/team/outputs/gate-files.ts
function gateFiles(run, read) {
  const gates = acceptedTasks(run).filter(({ schema, writes }) => schema.startsWith("stage-") && writes.startsWith(`${GATES}/`));
  const newest = new Map(gates.map((task) => [task.writes, task]));
  const roles = [...newest.values()].flatMap((task) => {
    const value = read(task);
    return value === null ? [] : [{ path: task.writes, text: gateText(run, roleGate(run, task, value, read)) }];
  });
  const own = [
    { name: "stage-05", value: preReviewGate(run, read) },
    ...areaGates(run),
    { name: "stage-04", value: merged(run, "stage-04", buildParts(run)) },
    { name: "stage-06", value: merged(run, "stage-06", peerParts(run)) },
    { name: "stage-08", value: releaseGate(run, read) }
  ];
  const written = own.flatMap(({ name, value }) => value === null ? [] : [{ path: `${GATES}/${name}.json`, text: gateText(run, value) }]);
  const replaced = new Set(written.map((one) => one.path));
  return [...roles.filter((one) => !replaced.has(one.path)), ...written];
}
var header = (run, stage, status, agent, at) => ({
  stage,
  status,
  agent,
  track: trackOf(run),
  timestamp: timestamp(at)
});
var newestIn = (tasks) => tasks.toSorted((a, b) => a.acceptedSeq - b.acceptedSeq).at(-1);
var gateText = (run, gate) => `${JSON.stringify({ ...gate, run: run.run }, null, 2)}
`;
var endOf = (run, task) => task.ended_at ?? run.updated_at;
var NAMED = /^\s*\[?(W\d{1,4})\]?\s*[:\u2013\u2014-]\s*/;
function carried(run, task, own) {
  const saidOf = (id) => own.find((said) => NAMED.exec(said)?.[1] === id);
  return openAt(run, task.acceptedSeq).map(({ id, text: words, task: raised }) => {
    const said = saidOf(id);
    if (said !== undefined)
      return `${id}: ${said.replace(NAMED, "").trim()}`;
    const stage = run.tasks.find((one) => one.id === raised)?.token ?? "";
    return raised === task.id || stage === "" ? `${id}: ${words}` : `${id}: ${words} (${stage})`;
  });
}
var lines = (value) => Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
function recordedGate(task, read) {
  const gate = task.artifact === null ? null : read(task)?.gate;
  return typeof gate === "object" && gate !== null && !Array.isArray(gate) ? gate : {};
}
var withRecorded = (gate, recorded) => Object.fromEntries(Object.entries(gate).map(([key, value]) => [key, key in recorded ? recorded[key] : value]));
function roleGate(run, task, value, read) {
  const { task: _task, nonce: _nonce, ...gate } = value;
  const known = { ...gate, warnings: carried(run, task, lines(gate.warnings)) };
  const { counts = {}, flags = {} } = teamFacts(task);
  const passes = gate.status === "PASS";
  switch (task.schema) {
    case "stage-01":
      return counted(known, {
        acceptance_criteria_count: counts.criteria,
        required_sections_complete: flags.required_sections_complete
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
        auto_from_stage_07: false
      });
    }
    default:
      return known;
  }
}
function counted({ stage, status, agent, track, timestamp: at, ...gate }, own) {
  const known = Object.fromEntries(Object.entries(own).map(([key, value]) => [key, value ?? gate[key] ?? null]));
  return { stage, status, agent, track, timestamp: at, ...known, ...gate, ...known };
}
var isScopeApproved = (run, design) => tasksOf(run, "scope").filter((task) => task.acceptedSeq > design.acceptedSeq && task.status === "done" && task.waiver === null).some((task) => verdictOf2(task) === "PASS");
function testsSeen(run, task, gate, read) {
  const { stage, status: said, agent, track, timestamp: at, blockers: told, warnings } = gate;
  const seen = tasksOf(run, "qa-tests").findLast((one) => one.outcome !== null && one.acceptedSeq > task.acceptedSeq);
  const status = seen ? verdictOf2(seen) : null;
  const { counts = {}, flags = {}, blockers = [], owners = [] } = teamFacts(status === null ? undefined : seen);
  const isRed = status !== null && isBad(status);
  const { tests_total: total = null, tests_passed: passed = null } = counts;
  const failed = counts.tests_failed ?? (total === null || passed === null ? null : total - passed);
  const failing = isRed ? blockers : [];
  const own = {
    ...{ stage, status: said, agent, track, timestamp: status === null ? at : timestamp(endOf(run, seen)) },
    all_acceptance_criteria_met: flags.all_criteria_met ?? null,
    tests_total: total,
    tests_passed: passed,
    tests_failed: failed,
    failing_tests: failing,
    assigned_retry_to: isRed ? owners[0] ?? "principal" : null,
    criterion_to_test_mapping_is_one_to_one: flags.one_to_one ?? teamFacts(task).flags?.one_to_one ?? null,
    blockers: status === null ? told : failing,
    warnings
  };
  if (!seen || status === null)
    return own;
  const recorded = withRecorded(own, recordedGate(seen, read));
  return { ...recorded, status, agent, warnings: carried(run, seen, lines(recorded.warnings)) };
}
function preReviewGate(run, read) {
  const task = newestOf(run, "pre-review");
  const status = task ? verdictOf2(task) : null;
  if (!task || status === null)
    return null;
  const { flags = {}, blockers = [], warnings = [], rules } = teamFacts(task);
  const passed = (flag) => flags[flag] ?? null;
  const own = {
    ...header(run, "stage-05", status, "platform", endOf(run, task)),
    lint_passed: passed("lint_passed"),
    tests_passed: passed("tests_passed"),
    dependency_review_passed: passed("dependency_review_passed"),
    security_review_required: rules === null || (rules ?? []).length > 0,
    blockers,
    warnings
  };
  return { ...withRecorded(own, recordedGate(task, read)), status, warnings: carried(run, task, warnings) };
}
function releaseGate(run, read) {
  const deployed = newestOf(run, "deploy");
  if (deployed)
    return deploymentGate(run, deployed, recordedGate(deployed, read));
  const signoff = tasksOf(run, "signoff").at(-1);
  const checkpoint = tasksOf(run, "checkpoint-c").at(-1);
  if (signoff?.status !== "skipped" || checkpoint?.status !== "done")
    return null;
  const asked = (run.options.deploy ?? "") !== "";
  const before = run.tasks.filter((one) => one.acceptedSeq > 0 && !one.void && !/^stage-0[89]$/.test(one.token));
  return {
    ...header(run, "stage-08", "PASS", "orchestrator", endOf(run, signoff)),
    pm_signoff: true,
    deploy_requested: asked,
    runbook_referenced: false,
    auto_from_stage_07: true,
    blockers: [],
    warnings: [
      ...carried(run, newestIn(before) ?? newestIn(run.tasks), []),
      ...asked ? [] : ["Deployment not requested by auto-fold"]
    ]
  };
}
function deploymentGate(run, task, recorded) {
  const { flags = {}, blockers = [], warnings = [] } = teamFacts(task);
  const signoff = tasksOf(run, "signoff").at(-1);
  const isSigned = signoff?.status === "skipped" || signoff?.status === "done" && verdictOf2(signoff) === "PASS";
  const own = {
    ...header(run, "stage-08", verdictOf2(task) ?? "FAIL", "platform", endOf(run, task)),
    adapter: "none",
    environment: run.options.deploy ?? "production",
    pm_signoff: isSigned,
    smoke_test_passed: flags.smoke_test_passed === true,
    runbook_referenced: flags.runbook_referenced === true,
    adapter_result: {},
    blockers,
    warnings
  };
  const gate = withRecorded(own, recorded);
  return { ...gate, status: own.status, pm_signoff: isSigned, warnings: carried(run, task, lines(gate.warnings)) };
}
function areaGates(run) {
  return areaStandings(team, run, "peer").flatMap(({ area, status, standing }) => {
    const { verdicts, approved, changes, required } = standing;
    if (verdicts.length === 0)
      return [];
    const said = (seats) => seats.map((one) => ({ reviewer: one.seat, timestamp: timestamp(endOf(run, one.task)) }));
    const last = newestIn(verdicts.map((one) => one.task));
    const name = `stage-06-${area}`;
    const overruled = verdicts.filter((one) => one.overruled).flatMap((one) => one.blockers.map((blocker) => `overruled by the person: ${one.seat}: ${blocker}`));
    const value = {
      ...header(run, name, isGateStatus(status) ? status : "FAIL", "orchestrator", endOf(run, last)),
      area,
      review_shape: reviewShape(run),
      required_approvals: required,
      approvals: said(verdicts.filter((one) => approved.includes(one.seat))),
      changes_requested: said(changes),
      blockers: changes.flatMap((one) => one.blockers.map((blocker) => `${one.seat}: ${blocker}`)),
      warnings: [...carried(run, last, []), ...overruled]
    };
    return [{ name, value }];
  });
}
function buildParts(run) {
  const done = [...tasksOf(run, "build"), ...tasksOf(run, "merge")].filter((task) => task.status !== "skipped");
  const items = new Map(done.map(({ gate, item }) => [gate, item]));
  return [...items].map(([gate, item]) => ({
    name: item === null ? gate : `stage-04-${item}`,
    status: statusOf(run, [gate]),
    tasks: tasksOf(run, gate)
  }));
}
var peerParts = (run) => areaStandings(team, run, "peer").map(({ area, status, standing }) => ({
  name: `stage-06-${area}`,
  status,
  tasks: standing.verdicts.map((one) => one.task)
}));
function merged(run, stage, parts) {
  const statuses = parts.map((part) => part.status);
  const status = worstPart(run, statuses);
  if (parts.length === 0 || !isGateStatus(status))
    return null;
  const tasks = parts.flatMap((part) => part.tasks).filter((task) => task.acceptedSeq > 0);
  const last = newestIn(tasks);
  if (last === undefined)
    return null;
  const bad = parts.filter((part) => part.status === worst(["FAIL", status]) || part.status === "FAIL");
  return {
    ...header(run, stage, status, "orchestrator", endOf(run, last)),
    parts: parts.map((part) => part.name),
    blockers: bad.map((part) => `${part.name} is ${part.status}`),
    warnings: carried(run, last, [])
  };
}

// src/workflows/team/outputs/outputs.ts
function outputs2(scene) {
  const { project, workflow, run } = scene;
  const gates = gateFiles(run, (task) => accepted(project, task.artifact)).map((file) => ({
    ...file,
    ofRole: run.tasks.some((task) => task.writes === file.path && task.dispatches > 0)
  }));
  const { files: lessons, problems } = lessonsFile(scene);
  const own = [
    [CONTEXT, contextText(questionsContext(run))],
    [`${P}/design-review-notes.md`, together(project, run, "Design Review Notes", notesParts(run))],
    [RETROSPECTIVE, together(project, run, "Retrospective", retroParts(run))],
    [`${P}/budget.md`, run.settings.budget?.enabled === true ? budgetText(workflow, run) : null],
    [`${P}/diagram.md`, diagramText(stagesOf(scene))]
  ];
  const documents = own.flatMap(([path, text]) => text === null ? [] : [{ path, text, ofRole: false }]);
  return { files: [...gates, ...documents, ...lessons], problems };
}
function lessonsFile({ project, run }) {
  const none = { files: [], problems: [] };
  const task = tasksOf(run, "lessons").findLast((one) => one.status === "done" && one.outcome !== null);
  if (!task || task.ended_at === null)
    return none;
  const bytes = readCache(join(project.root, LESSONS));
  const known = parseLessons(bytes === null ? null : new TextDecoder().decode(bytes));
  if (known.run === run.run)
    return none;
  const problems = known.problems.map((one) => `${LESSONS}: ${one}; mend the line, and the lessons of this run are added`);
  if (problems.length > 0)
    return { files: [], problems };
  const chosen = accepted(project, task.artifact)?.lessons_promoted ?? [];
  const { promote: max = chosen.length, retire_after = RETIRE_AFTER } = run.settings.team?.lessons ?? {};
  const next = promote(known, chosen, task.ended_at.slice(0, 10), max);
  const text = printLessons({ ...retire(next, retire_after), run: run.run });
  return { files: [{ path: LESSONS, text, ofRole: true }], problems: next.problems };
}
var WITH_REASON = ["peer-undecided", "escalation"];
var ESCALATIONS = ["peer-escalation", ...WITH_REASON];
function titleOf(run, { kind, task, option, text }) {
  const token = task === null ? undefined : taskOf(run, task)?.token;
  const stage = /^stage-0(\d)$/.exec(token ?? "")?.[1];
  const place = stage === undefined ? "" : `Stage ${stage} `;
  if (ESCALATIONS.includes(kind))
    return `${place}escalation resolved`;
  const words = wordsOf(kind);
  const label = words.options[option]?.label;
  if (kind.startsWith("checkpoint-"))
    return `${words.header}: ${label?.toLowerCase() ?? option}`;
  if (text !== null && label === undefined)
    return `${place}question answered`;
  return `${place}${words.header.toLowerCase()}: ${label?.toLowerCase() ?? option}`;
}
var isWorthTelling = ({ kind, option, text }) => !(kind.startsWith("checkpoint-") && option === "proceed" && text === null);
function decisionText({ kind, option, text, asked }) {
  const label = labelOf({ kind, option });
  if (WITH_REASON.includes(kind) && text !== null)
    return `${label}: ${text}`;
  if (asked !== null && !ESCALATIONS.includes(kind))
    return `${asked}
${text ?? label}`;
  return text ?? label;
}
function questionsContext(run) {
  return {
    questions: questionsOf(run).map(({ text, answer }) => ({ question: text, answer })),
    decisions: run.decisions.filter(isWorthTelling).map((one) => ({
      at: timestamp(one.at),
      title: titleOf(run, one),
      text: decisionText(one)
    })),
    autoPasses: autoPasses2(run)
  };
}
function autoPasses2(run) {
  return run.tasks.flatMap((task) => {
    const checkpoint = /^checkpoint-([abc])$/.exec(task.gate)?.[1];
    if (checkpoint === undefined || task.status !== "done" || task.ended_at === null)
      return [];
    if (run.decisions.some((one) => one.task === task.id))
      return [];
    const byRule = run.assumptions.some((text) => text.startsWith(`${task.gate}: passed without asking`));
    const rule = (byRule ? run.settings.checkpoints?.[checkpoint]?.auto_pass_when : null) ?? "--auto";
    return [{ at: timestamp(task.ended_at), checkpoint, rule }];
  });
}
var part = (heading, task) => task ? [{ heading, task, path: task.writes }] : [];
function notesParts(run) {
  const isAnswered = acceptedTasks(run).some((task) => task.handed.some((one) => one.path === ANSWERS));
  return [
    ...Object.keys(areasOf(run.settings)).flatMap((area) => part(`dev-${area} notes`, newestOf(run, `notes:${area}`))),
    ...isAnswered ? [{ heading: "principal notes", task: null, path: ANSWERS }] : [],
    ...part("pm notes", newestOf(run, "scope"))
  ];
}
var retroParts = (run) => [...new Set(tasksOf(run, "retro").map((task) => task.gate))].flatMap((gate) => {
  const task = newestOf(run, gate);
  return part(task?.item ?? gate, task);
});
var scopeText = ({ status, reasons }) => [
  SCOPE_STATUSES[status].counts === "approval" ? "The scope is confirmed." : "The design has to change.",
  ...reasons.map((one) => `- ${one.replaceAll(/\s+/g, " ")}`)
].join(`

`);
function together(project, run, title, parts) {
  const texts = parts.flatMap((part) => {
    const text = partText(project, run, part);
    return text === null ? [] : [{ heading: part.heading, text }];
  });
  return texts.length === 0 ? null : assembled(title, texts);
}
function partText(project, run, { task, path }) {
  if (task === null)
    return handedText(project, run, path);
  if (task.schema !== "scope-review")
    return objectText(project, task.artifact ?? "");
  const said = accepted(project, task.artifact);
  return said === null ? null : scopeText(said);
}

export { outputs2, autoPasses2 };
