// @bun
import {
  unlessUnreadable
} from "./s127.js";
import {
  accepted,
  handedText
} from "./s121.js";
import {
  isTree
} from "./s247.js";
import {
  table,
  wrap,
  wrapWhole,
  laid,
  clip,
  oneLine2,
  moment,
  section,
  asItWas,
  plural
} from "./s28.js";
import {
  BRIEF,
  TEST_REPORT,
  parseBrief,
  programRecord,
  verdictOf2,
  taskStatus,
  tasksOf,
  areaStandings,
  warningsOf,
  questionsOf,
  team,
  SKIP_REASONS
} from "./s150.js";
import {
  disputedBlockers2
} from "./s260.js";
import {
  labelOf
} from "./s97.js";
import {
  autoPasses2
} from "./s211.js";
import {
  statusTable2
} from "./s136.js";
import {
  stagesOf
} from "./s196.js";
import {
  parseTestReport
} from "./s146.js";
import {
  partTrees
} from "./s242.js";
import {
  areasOf,
  PRINCIPAL,
  ownerRole
} from "./s259.js";
import {
  teamFacts,
  changesAsked,
  roleOf
} from "./s49.js";
import {
  testsNamed
} from "./s147.js";
import {
  seatsOf
} from "./s128.js";
import {
  testOfLine
} from "./s24.js";
import {
  budgetRows,
  BUDGET_HEAD,
  budgetCells
} from "./s156.js";
import {
  partsOf2,
  entryOf,
  gatesOf
} from "./s100.js";
import {
  isLive,
  taskOf,
  acceptedTasks
} from "./s5.js";

// src/workflows/team/words/reviews.ts
var panelsOf = (run) => {
  const panels = gatesOf(team, run).filter((gate) => gate.gate === "panel");
  return panels.filter((gate, index) => panels.findIndex((one) => one.panel === gate.panel) === index);
};
function seatReports(run, panel, final) {
  const seats = seatsOf(team, run, panel.panel);
  const order = [...Object.keys(areasOf(run.settings)), PRINCIPAL];
  return areaStandings(team, run, panel.panel).flatMap(({ area, reviewers, standing }) => order.filter((seat) => reviewers.includes(seat)).map((seat) => {
    const own = seats.filter((task) => task.item === seat);
    const verdict = standing.verdicts.find((one) => one.seat === seat);
    const who = (verdict?.task ?? own.at(-1))?.who;
    const common = {
      area,
      reviewer: ownerRole(seat),
      by: who ? `${who.agent}/${who.model}` : "",
      reviews: own.filter((task) => teamFacts(task).sections?.some((one) => one.area === area)).length
    };
    const none = { task: null, reason: null, tree: null, final: null };
    if (verdict === undefined)
      return { ...common, ...none, standing: isLive(run) ? "open" : "not reached" };
    const decided = verdict.overruled ? run.decisions.findLast((one) => one.task === verdict.task.id) : undefined;
    return {
      ...common,
      task: verdict.task.id,
      standing: verdict.overruled ? "overruled" : verdict.verdict,
      reason: decided?.text ?? null,
      tree: verdict.tree || null,
      final: verdict.tree === "" ? null : verdict.stale ? false : final && verdict.tree === final[area]
    };
  }));
}
function escalations(run, panel) {
  const kinds = [panel.escalation.ask, panel.undecided.ask];
  return seatsOf(team, run, panel.panel).flatMap((task) => {
    const decision = run.decisions.findLast((one) => one.task === task.id && kinds.includes(one.kind));
    const changes = changesAsked(task);
    const asked = changes.find((one) => one.escalation !== null)?.escalation;
    if (!decision && !asked)
      return [];
    return [
      {
        task: task.id,
        reviewer: roleOf(task),
        areas: changes.map((one) => one.area),
        question: decision?.asked ?? (asked?.decision || asked?.reason) ?? null,
        decision: decision ? { option: labelOf(decision), text: decision.text, at: decision.at } : null
      }
    ];
  });
}
var rulings = ({ project, run }, panels) => run.tasks.filter((task) => !task.void && task.outcome !== null).filter((task) => panels.some((gate) => gate.arbiter?.schema === task.schema)).map((task) => {
  const said = accepted(project, task.artifact);
  return {
    task: task.id,
    subject: task.subject,
    between: task.item,
    topic: said?.topic ?? null,
    adr: said?.adr ?? null,
    areas: task.facts.owners ?? [],
    instruction: teamFacts(task).note ?? null
  };
});
function vetoes(run) {
  return gatesOf(team, run).flatMap((gate) => {
    if (gate.gate !== "review")
      return [];
    const own = tasksOf(run, gate.key);
    return own.flatMap((task) => {
      const move = task.outcome === null ? undefined : gate.on[task.outcome];
      if (typeof move !== "object" || !("ask" in move))
        return [];
      const cleared = own.some((one) => one.acceptedSeq > task.acceptedSeq && one.outcome === "approved");
      const state = task.waiver ? "lifted" : cleared ? "cleared" : "open";
      const { blockers = [] } = teamFacts(task);
      return [{ task: task.id, subject: task.subject, blockers, state, reason: task.waiver?.reason ?? null }];
    });
  });
}

// src/workflows/team/words/report.ts
var TESTS = ["pre-review", "qa"];
var counts = (run) => run.tasks.filter((task) => !task.void);
var checks = ({ project, run }, final) => gatesOf(team, run).flatMap((gate) => {
  if (gate.gate !== "check" || !TESTS.includes(gate.who.program))
    return [];
  const ran = run.tasks.filter((task) => task.gate === gate.key && task.kind !== "fix" && task.artifact !== null);
  const last = ran.findLast((task) => !task.void);
  const found = last ? programRecord(project, last) : null;
  const { tests_total: total, tests_passed: passed = 0 } = teamFacts(last).counts ?? {};
  const tree = found?.tree ?? null;
  return [
    {
      title: gate.title,
      stage: gate.part ?? "",
      runs: ran.length,
      status: last ? verdictOf2(last) : null,
      tree,
      final: tree === null || final === null ? null : tree === final,
      counts: total === undefined ? null : { total, passed },
      commands: (found?.commands ?? []).map(({ name, command, state, ended, failed }) => ({
        ...{ name, command, state, failed },
        ...ended === undefined ? {} : { ended }
      }))
    }
  ];
});
function deployment({ project, run }) {
  const ran = counts(run).filter((task) => task.who.program === "deploy" && task.outcome !== null);
  const last = ran.at(-1);
  if (!last)
    return null;
  const found = programRecord(project, last);
  const gate = found?.gate ?? {};
  return {
    task: last.id,
    tries: ran.reduce((sum, task) => sum + task.dispatches, 0),
    status: verdictOf2(last) ?? taskStatus(run, last),
    adapter: gate.adapter ?? "",
    environment: gate.environment ?? "",
    smoke_test_passed: teamFacts(last).flags?.smoke_test_passed === true,
    runbook_referenced: gate.runbook_referenced === true,
    rollback_command: found?.rollback ?? null,
    blockers: teamFacts(last).blockers ?? []
  };
}
function warnings(run) {
  const stages = new Map(gatesOf(team, run).map((gate) => [gate.key, gate.part ?? ""]));
  return warningsOf(run).map(({ id, text, task, closed }) => {
    const by = taskOf(run, task);
    const origin = by ? { task, subject: by.subject, stage: stages.get(by.gate) ?? "", role: roleOf(by) } : null;
    return { id, text, origin, closed };
  });
}
function stageReport(scene, final) {
  const { project, run } = scene;
  const entry = entryOf(team, run.entry);
  const parts = partsOf2(entry, run);
  const all = [...new Set(entry.gates.flatMap((gate) => gate.part ?? []))];
  const panels = panelsOf(run);
  const trees = isTree(final) ? unlessUnreadable(() => partTrees(project, run, final), null) : null;
  const { feature, track, moved, rows } = stagesOf(scene);
  const { enabled, tokens_max = null, minutes_max = null } = run.settings.budget ?? {};
  return {
    feature,
    track,
    moved,
    rows,
    reviews: panels.flatMap((panel) => seatReports(run, panel, trees)),
    escalations: panels.flatMap((panel) => escalations(run, panel)),
    rulings: rulings(scene, panels),
    vetoes: vetoes(run),
    checks: checks(scene, final),
    deployment: deployment(scene),
    warnings: warnings(run),
    questions: questionsOf(run),
    passed: autoPasses2(run),
    skipped: counts(run).flatMap(({ id, subject, status, skipped }) => status === "skipped" && skipped !== null ? [{ task: id, subject, rule: skipped, why: SKIP_REASONS[skipped] ?? skipped }] : []),
    left_out: parts === null ? [] : all.filter((one) => !parts.includes(one)),
    budget: enabled === true ? { tokens_max, minutes_max, rows: budgetRows(team, run) } : null
  };
}
var quoted = (text) => text === null ? "" : ` \u2014 "${oneLine2(text)}"`;
var OUTCOMES = {
  approved: "approved",
  changes: "no approval: asks for changes",
  overruled: "no approval: asks for changes; the person let the owner's way stand",
  open: "no approval: no word yet",
  "not reached": "no approval: not reached"
};
function reviewLine(one) {
  const about = one.tree === null ? "" : `, the code ${asItWas(one.tree, one.final)}`;
  return `${one.area}, by ${one.reviewer} (${one.by}): ${OUTCOMES[one.standing]}, ${plural(one.reviews, "round")}${about}${quoted(one.reason)}`;
}
function reportPanel(own) {
  const { reviews } = own.stages;
  if (reviews.length === 0)
    return null;
  return {
    title: "Peer reviews",
    voices: reviews.map((one) => ({
      name: `${one.area}, by ${one.reviewer}`,
      by: one.by,
      said: OUTCOMES[one.standing],
      approves: one.standing === "approved" ? true : one.task === null ? null : false,
      more: [
        plural(one.reviews, "round"),
        ...one.tree === null ? [] : [`The code ${asItWas(one.tree, one.final)}`],
        ...one.reason === null ? [] : [`"${one.reason}"`]
      ]
    }))
  };
}
var VETO = {
  open: "it stands",
  lifted: "lifted by the person",
  cleared: "mended; its reviewer approved the fix"
};
function settled({ escalations, rulings, vetoes }) {
  return [
    ...vetoes.map(({ task, subject, blockers, state }) => {
      return `${task} ${subject}: veto, ${oneLine2(blockers[0] ?? "without a reason")}; ${VETO[state]}`;
    }),
    ...escalations.map(({ task, reviewer, areas, question, decision }) => {
      const end = decision === null ? "open" : `the person decided "${oneLine2(decision.text ?? decision.option)}"`;
      const asked = question === null ? "" : `
    asked: ${oneLine2(question)}`;
      return `${task} ${reviewer} about ${areas.join(", ")}: ${end}${asked}`;
    }),
    ...rulings.map(({ task, subject, between, topic, adr, areas }) => {
      const about = between === null ? "" : ` (${between})`;
      const where = adr === null ? "" : `, ${oneLine2(adr)}`;
      const mends = areas.length === 0 ? "" : `; ${areas.join(", ")} follows`;
      return `${task} ${subject}${about}: ${oneLine2(topic ?? "its words are not kept any more")}${where}${mends}`;
    })
  ];
}
var isWhole = (most) => most === Number.POSITIVE_INFINITY;
var listing = ({ width }, most) => (title, items, show, count = items.length) => {
  const lines = clip(items, most, show).flatMap((text) => text.split(`
`));
  const fitted = lines.flatMap((line) => laid(line, width - 2, isWhole(most)));
  return section(title, count, fitted);
};
function reviewSections(stages, layout, most) {
  const list = listing(layout, most);
  return [
    ...list("Reviews by area", stages.reviews, reviewLine),
    ...list("Vetoes, escalations and rulings, no approvals", settled(stages), (text) => text)
  ];
}
function checkLines(one, most) {
  const head = `${one.title} (stage ${one.stage})`;
  if (one.runs === 0)
    return [`${head}: not run`];
  const times = one.runs === 1 ? "once" : `${one.runs} times`;
  const tests = one.counts === null ? "" : `, ${one.counts.passed} of ${plural(one.counts.total, "test")} passed`;
  const state = one.status === null ? "" : `: ${one.status}${tests}`;
  return [
    `${head}${state}; run by the program ${times}, last on the code ${asItWas(one.tree ?? "?", one.final)}`,
    ...clip(one.commands, most, ({ name, command, state, ended = state, failed }) => {
      const red = failed.length === 0 ? "" : `: ${clip(failed, isWhole(most) ? most : 2, oneLine2).join(", ")}`;
      return `  ${name} \`${oneLine2(command)}\`: ${ended}${red}`;
    })
  ];
}
function deploymentLines(one) {
  if (one === null)
    return [];
  if (one.adapter === "none")
    return ["", "Nothing was deployed: deploy.adapter is none"];
  const smoke = one.smoke_test_passed ? "smoke test passed" : "no smoke test passed";
  const tries = one.tries > 1 ? `, ${one.tries} tries` : "";
  return [
    "",
    `Deployment to ${oneLine2(one.environment)} by ${oneLine2(one.adapter)}: ${one.status}, ${smoke}${tries}`,
    ...one.status === "FAIL" ? [`  ${oneLine2(one.blockers[0] ?? "")}`] : [],
    one.rollback_command === null ? "  No command takes it back: deploy.rollback is not set" : `  Taken back by: ${oneLine2(one.rollback_command)}`
  ];
}
var originText = ({ origin }) => origin === null ? "the budget" : `stage ${origin.stage}, ${origin.role}`;
function skippedLines({ skipped, left_out, track }) {
  const byWhy = Map.groupBy(skipped, (one) => one.why);
  return [
    ...left_out.length === 0 ? [] : [`The track ${oneLine2(track)} has no ${left_out.join(", ")}`],
    ...[...byWhy].map(([why, all]) => `${[...new Set(all.map((one) => oneLine2(one.subject)))].join(", ")}: ${why}`)
  ];
}
function budgetTable({ budget }, { width }, most) {
  if (budget === null)
    return [];
  const rows = budget.rows.map((row) => budgetCells({ ...row, role: oneLine2(row.role) }, budget));
  const lines = table([BUDGET_HEAD, ...rows], width - 2, [1], isWhole(most)).flatMap((one) => one.split(`
`));
  return ["", "Budget", ...lines.map((one) => `  ${one}`)];
}
var openWarnings = (stages, layout, most) => listing(layout, most)("Open warnings", stages.warnings.filter((one) => one.closed === null), (one) => `${one.id} ${oneLine2(one.text)} (${originText(one)})`);
var programLines = (stages, layout, most) => [
  ...deploymentLines(stages.deployment).flatMap((one) => laid(one, layout.width, isWhole(most))),
  ...stages.checks.length === 0 ? [] : [""],
  ...stages.checks.flatMap((one) => checkLines(one, most)).flatMap((one) => isWhole(most) ? wrapWhole(one, layout.width) : wrap(one, layout.width))
];
function closingSections(stages, layout, most) {
  const list = listing(layout, most);
  const closed = stages.warnings.filter((one) => one.closed !== null);
  const asked = "Checkpoints that nobody was asked about";
  return [
    ...openWarnings(stages, layout, most),
    ...list("Closed warnings", closed, (one) => `${one.id} ${oneLine2(one.text)}: ${oneLine2(one.closed)}`),
    ...list("Questions among the roles", stages.questions, ({ text, role, answer }) => {
      return `${oneLine2(text)} (${role}): ${oneLine2(answer ?? "not answered")}`;
    }),
    ...list(asked, stages.passed, (one) => `${one.checkpoint.toUpperCase()} by ${one.rule}, ${moment(one.at, layout.zone)}`),
    ...list("Skipped", skippedLines(stages), (text) => text, stages.skipped.length + stages.left_out.length),
    ...programLines(stages, layout, most)
  ];
}
var hasBrief = (run) => gatesOf(team, run).some((gate) => gate.gate === "produce" && gate.documents?.includes(BRIEF));
var isGone = (project, run, path) => acceptedTasks(run).some((task) => task.handed.some((one) => one.path === path)) && handedText(project, run, path) === null;
function briefCriteria({ project, run }, note) {
  if (isGone(project, run, BRIEF))
    note("the brief");
  if (isGone(project, run, TEST_REPORT))
    note("the test report");
  const { criteria } = parseBrief(handedText(project, run, BRIEF) ?? "").brief;
  const numbers = criteria.map((one) => one.number);
  const report = handedText(project, run, TEST_REPORT) ?? "";
  const [noText, isAnyTest] = [() => null, () => true];
  const { mapping } = parseTestReport(report, numbers, noText, isAnyTest);
  const ran = acceptedTasks(run).findLast((task) => task.who.program === "qa");
  const record = ran ? programRecord(project, ran) : null;
  const seen = record === null ? () => false : seenIn(record);
  return criteria.map(({ number, text }) => {
    const tests = mapping.filter((one) => one.criterion === number).map(({ criterion, test, file }) => ({ test, file, seen: seen(criterion, test, file) }));
    const isUntold = tests.some((one) => one.seen === null) && tests.every((one) => one.seen !== false);
    const isShown = tests.length > 0 && tests.every((one) => one.seen === true);
    return {
      id: String(number),
      text,
      steps: [],
      verdicts: [],
      met: record === null || isUntold ? null : isShown,
      tests
    };
  });
}
function seenIn(record) {
  const { criteria, commands = [] } = record;
  if (criteria !== undefined)
    return (criterion, test, file) => criteria.find((one) => one.criterion === criterion && one.test === test && one.file === file)?.seen ?? false;
  const passed = commands.flatMap((one) => one.passed ?? []).map((name) => testOfLine(name, "passed"));
  const isNameless = passed.length === 0 && commands.every((one) => one.failed.length === 0);
  if (isNameless)
    return () => record.outcome === "pass" ? null : false;
  return (_criterion, test) => testsNamed(passed, test).length > 0;
}
function reportFacts(scene, final, note) {
  const { run } = scene;
  return {
    story: null,
    criteria: hasBrief(run) ? briefCriteria(scene, note) : [],
    criteria_in: hasBrief(run) ? "brief" : null,
    deviations: [],
    untouched_fixes: [],
    disputed: disputedBlockers2(run),
    own: { stages: stageReport(scene, final) }
  };
}
function reportLines(own, layout, most) {
  const stages = own.stages;
  return {
    head: [...statusTable2({ ...stages, warnings: [], questions: [], next: "" }, layout, isWhole(most)), ""],
    reviews: reviewSections(stages, layout, most),
    closing: closingSections(stages, layout, most),
    merging: [
      ...reviewSections(stages, layout, most),
      ...openWarnings(stages, layout, most),
      ...programLines(stages, layout, most)
    ],
    foot: budgetTable(stages, layout, most)
  };
}
export {
  reportFacts,
  reportLines,
  reportPanel
};
