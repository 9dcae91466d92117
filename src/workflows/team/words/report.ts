import { gatesOf } from "../../../engine/gates.ts";
import { acceptedTasks, isLive, type Run, type Task, taskOf } from "../../../engine/run.ts";
import { unlessUnreadable } from "../../../project/kept-trees.ts";
import type { Project } from "../../../project/project.ts";
import { accepted, handedText } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { isTree } from "../../../record/subject.ts";
import { testOfLine } from "../../../runners/report.ts";
import { asItWas, clip, type Layout, laid, moment, oneLine, plural, section, wrap, wrapWhole } from "../../../text.ts";
import type { CriterionReport, ReportLines, WorkflowReport } from "../../contract/contract.ts";
import { testsNamed } from "../../review/named-tests.ts";
import { programRecord } from "../accepted.ts";
import { areasOf, ownerRole, PRINCIPAL } from "../areas.ts";
import type { ProgramRecord } from "../checks/check.ts";
import { disputedBlockers } from "../declined.ts";
import { parseBrief } from "../documents/brief.ts";
import type { Verdict } from "../documents/peer-review.ts";
import { parseTestReport } from "../documents/test-report.ts";
import { peer } from "../gates/gates.ts";
import { autoPasses } from "../outputs/outputs.ts";
import { partTrees } from "../ownership.ts";
import { BRIEF, TEST_REPORT } from "../paths.ts";
import { changesAsked, roleOf, teamFacts } from "../recorded.ts";
import { areaStandings, taskStatus, tasksOf, verdictOf } from "../standing.ts";
import { hasStage, TRACKS, trackOf } from "../tracks.ts";
import { warningsOf } from "../warnings.ts";
import { team } from "../workflow.ts";
import { SKIP_REASONS } from "./notes.ts";
import { labelOf } from "./questions.ts";
import { stagesOf, statusTable } from "./status.ts";

/** What a report says of a run with stages beyond that of any run: pure, from its state and the program's own records. */

/** Programs whose commands are shown; a merge has none, a deployment is told by itself. */
const TESTS = ["pre-review", "qa"];

const counts = (run: Run): Task[] => run.tasks.filter((task) => !task.void);

/** What became of one reviewer's look at one area. */
type ReviewOutcome = Verdict | "overruled" | "open" | "not reached";

/**
 * Each reviewer's newest word on each part that changed; only `approved` is an approval. `trees`: those of the parts at the
 * end; null: not known.
 */
function seatReports(run: Run, trees: Record<string, string> | null) {
  const seats = tasksOf(run, "peer");
  // In the order of the settings: who spoke first is chance.
  const order = [...Object.keys(areasOf(run.settings)), PRINCIPAL];
  return areaStandings(team, run, "peer").flatMap(({ area, reviewers, standing: { verdicts } }) =>
    order
      .filter((seat) => reviewers.includes(seat))
      .map((seat) => {
        const own = seats.filter((task) => task.item === seat);
        const said = verdicts.find((one) => one.seat === seat);
        const who = (said?.task ?? own.at(-1))?.who;
        const none = isLive(run) ? "open" : "not reached";
        const standing: ReviewOutcome = said?.overruled ? "overruled" : (said?.verdict ?? none);
        const tree = said?.tree || null;
        return {
          area,
          reviewer: ownerRole(seat),
          /** Agent and model. */
          by: who ? `${who.agent}/${who.model}` : "",
          task: said?.task.id ?? null,
          standing,
          /** The person's, where the standing is the person's. */
          reason: (said?.overruled && run.decisions.findLast((one) => one.task === said.task.id)?.text) || null,
          /** Hash of the area as it was looked at. */
          tree,
          /** Whether the area is that now; null when it cannot be told. */
          final: tree === null ? null : !said?.stale && trees && tree === trees[area],
          reviews: own.filter((task) => teamFacts(task).sections?.some((one) => one.area === area)).length,
        };
      }),
  );
}

/**
 * What seats put before the person, or the person had to decide because nobody gave in. Of one that asked nothing itself
 * `question` may be null; `decision` is while it is open.
 */
function escalations(run: Run) {
  const kinds = [peer.escalation.ask, peer.undecided.ask];
  return tasksOf(run, "peer").flatMap((task) => {
    const decision = run.decisions.findLast((one) => one.task === task.id && kinds.includes(one.kind));
    const changes = changesAsked(task);
    const asked = changes.find((one) => one.escalation !== null)?.escalation;
    if (!decision && !asked) return [];
    return [
      {
        task: task.id,
        reviewer: roleOf(task),
        areas: changes.map((one) => one.area),
        question: decision?.asked ?? (asked?.decision || asked?.reason) ?? null,
        decision: decision ? { option: labelOf(decision), text: decision.text, at: decision.at } : null,
      },
    ];
  });
}

/** `token-not-in-response`: what an ADR is about, by the name of its file. */
const topicOf = (adr: string): string => adr.replace(/^.*\/(?:\d{4}-)?|\.md$/g, "");

/**
 * What the principal ruled; of a ruling that is gone only what the run has kept of it. `between`: reviewer and area that did
 * not agree, null for a ruling that the person asked for; `areas`: those that had to follow it.
 */
const rulings = ({ project, run }: Scene) =>
  counts(run)
    .filter((task) => task.outcome !== null && task.schema === peer.arbiter?.schema)
    .map(({ id: task, subject, item: between, artifact, facts }) => {
      const adr = accepted<{ adr?: string }>(project, artifact)?.adr ?? null;
      const instruction = teamFacts({ facts }).note ?? null;
      return { task, subject, between, topic: adr && topicOf(adr), adr, areas: facts.owners ?? [], instruction };
    });

/** Vetoes of the security review. `lifted` is the person's own decision, `cleared` the reviewer's word on the fix. */
function vetoes(run: Run) {
  const own = tasksOf(run, "security");
  return own.flatMap((task) => {
    if (task.outcome !== "veto") return [];
    const cleared = own.some((one) => one.acceptedSeq > task.acceptedSeq && one.outcome === "approved");
    const state: "open" | "lifted" | "cleared" = task.waiver ? "lifted" : cleared ? "cleared" : "open";
    const { blockers = [] } = teamFacts(task);
    return [{ task: task.id, subject: task.subject, blockers, state, reason: task.waiver?.reason ?? null }];
  });
}

/** What the program ran at each place of the workflow; before the first run without status, tree and numbers. */
const checks = ({ project, run }: Scene, final: string | null) =>
  gatesOf(team, run).flatMap((gate) => {
    if (gate.gate !== "check" || !TESTS.includes(gate.who.program)) return [];
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
        // What it saw itself: that somebody waived it stands elsewhere.
        status: last ? verdictOf(last) : null,
        tree,
        final: tree === null || final === null ? null : tree === final,
        counts: total === undefined ? null : { total, passed },
        commands: (found?.commands ?? []).map(({ name, command, state, ended, failed }) => ({
          ...{ name, command, state, failed },
          ...(ended === undefined ? {} : { ended }),
        })),
      },
    ];
  });

function deployment({ project, run }: Scene) {
  const ran = counts(run).filter((task) => task.who.program === "deploy" && task.outcome !== null);
  const last = ran.at(-1);
  if (!last) return null;
  const found = programRecord(project, last);
  return {
    task: last.id,
    tries: ran.reduce((sum, task) => sum + task.dispatches, 0),
    status: verdictOf(last) ?? taskStatus(run, last),
    environment: teamFacts(last).deployed?.environment ?? "",
    rollback_command: found?.rollback ?? null,
    blockers: teamFacts(last).blockers ?? [],
  };
}

/** `origin`: who raised it, and where; null: the program, about the budget. */
function warnings(run: Run) {
  const stages = new Map(gatesOf(team, run).map((gate) => [gate.key, gate.part ?? ""]));
  return warningsOf(run).map(({ id, text, task, closed }) => {
    const by = taskOf(run, task);
    const origin = by ? { task, subject: by.subject, stage: stages.get(by.gate) ?? "", role: roleOf(by) } : null;
    return { id, text, origin, closed };
  });
}

/** Everything that a report says of the stages of a run. */
function stageReport(scene: Scene, final: string | null) {
  const { project, run } = scene;
  const trees = isTree(final) ? unlessUnreadable(() => partTrees(project, run, final), null) : null;
  const { feature, track, moved, rows } = stagesOf(scene);
  return {
    feature,
    track,
    moved,
    rows,
    reviews: seatReports(run, trees),
    escalations: escalations(run),
    rulings: rulings(scene),
    vetoes: vetoes(run),
    checks: checks(scene, final),
    deployment: deployment(scene),
    warnings: warnings(run),
    /** Checkpoints that nobody decided about. */
    passed: autoPasses(run),
    skipped: counts(run).flatMap(({ id, subject, status, skipped }) =>
      status === "skipped" && skipped !== null
        ? [{ task: id, subject, rule: skipped, why: SKIP_REASONS[skipped] ?? skipped }]
        : [],
    ),
    /** Stages that the track of the run does not have. */
    left_out: TRACKS.full.filter((stage) => !hasStage(trackOf(run), stage)),
  };
}
export type StageReport = ReturnType<typeof stageReport>;
type CheckReport = StageReport["checks"][number];

const quoted = (text: string | null): string => (text === null ? "" : ` — "${oneLine(text)}"`);

const OUTCOMES: Record<ReviewOutcome, string> = {
  approved: "approved",
  changes: "no approval: asks for changes",
  overruled: "no approval: asks for changes; the person let the owner's way stand",
  open: "no approval: no word yet",
  "not reached": "no approval: not reached",
};

function reviewLine(one: StageReport["reviews"][number]): string {
  const about = one.tree === null ? "" : `, the code ${asItWas(one.tree, one.final)}`;
  return `${one.area}, by ${one.reviewer} (${one.by}): ${OUTCOMES[one.standing]}, ${plural(one.reviews, "round")}${about}${quoted(one.reason)}`;
}

const VETO = {
  open: "it stands",
  lifted: "lifted by the person",
  cleared: "mended; its reviewer approved the fix",
};

/** Everything that was settled by a word instead of an approval; what was asked has a line of its own. */
function settled({ escalations, rulings, vetoes }: StageReport): string[] {
  return [
    ...vetoes.map(({ task, subject, blockers, state }) => {
      return `${task} ${subject}: veto, ${oneLine(blockers[0] ?? "without a reason")}; ${VETO[state]}`;
    }),
    ...escalations.map(({ task, reviewer, areas, question, decision }) => {
      const end = decision === null ? "open" : `the person decided "${oneLine(decision.text ?? decision.option)}"`;
      const asked = question === null ? "" : `\n    asked: ${oneLine(question)}`;
      return `${task} ${reviewer} about ${areas.join(", ")}: ${end}${asked}`;
    }),
    ...rulings.map(({ task, subject, between, topic, adr, areas }) => {
      const about = between === null ? "" : ` (${between})`;
      const where = adr === null ? "" : `, ${oneLine(adr)}`;
      const mends = areas.length === 0 ? "" : `; ${areas.join(", ")} follows`;
      return `${task} ${subject}${about}: ${oneLine(topic ?? "its words are not kept any more")}${where}${mends}`;
    }),
  ];
}

/** Whether all is shown, and nothing is cut. */
const isWhole = (most: number): boolean => most === Number.POSITIVE_INFINITY;

/** Makes a section of a list: `show` gives the text of one item, which may have several lines. */
const listing =
  ({ width }: Layout, most: number) =>
  <T>(title: string, items: T[], show: (item: T) => string, count = items.length): string[] => {
    const lines = clip(items, most, show).flatMap((text) => text.split("\n"));
    const fitted = lines.flatMap((line) => laid(line, width - 2, isWhole(most)));
    return section(title, count, fitted);
  };

function checkLines(one: CheckReport, most: number): string[] {
  const head = `${one.title} (stage ${one.stage})`;
  if (one.runs === 0) return [`${head}: not run`];
  const times = one.runs === 1 ? "once" : `${one.runs} times`;
  const tests = one.counts === null ? "" : `, ${one.counts.passed} of ${plural(one.counts.total, "test")} passed`;
  const state = one.status === null ? "" : `: ${one.status}${tests}`;
  return [
    `${head}${state}; run by the program ${times}, last on the code ${asItWas(one.tree ?? "?", one.final)}`,
    ...clip(one.commands, most, ({ name, command, state, ended = state, failed }) => {
      const red = failed.length === 0 ? "" : `: ${clip(failed, isWhole(most) ? most : 2, oneLine).join(", ")}`;
      return `  ${name} \`${oneLine(command)}\`: ${ended}${red}`;
    }),
  ];
}

function deploymentLines(one: StageReport["deployment"]): string[] {
  if (one === null) return [];
  const tries = one.tries > 1 ? `, ${one.tries} tries` : "";
  return [
    "",
    `Deployment to ${oneLine(one.environment)}: ${one.status}${tries}`,
    ...(one.status === "FAIL" ? [`  ${oneLine(one.blockers[0] ?? "")}`] : []),
    one.rollback_command === null
      ? "  No command takes it back: deploy.rollback is not set"
      : `  Taken back by: ${oneLine(one.rollback_command)}`,
  ];
}

/** Subjects of one reason in one line. */
function skippedLines({ skipped, left_out, track }: StageReport): string[] {
  const byWhy = Map.groupBy(skipped, (one) => one.why);
  return [
    ...(left_out.length === 0 ? [] : [`The track ${oneLine(track)} has no ${left_out.join(", ")}`]),
    ...[...byWhy].map(([why, all]) => `${[...new Set(all.map((one) => oneLine(one.subject)))].join(", ")}: ${why}`),
  ];
}

/** What was deployed, and what the program ran. */
const programLines = (stages: StageReport, layout: Layout, most: number): string[] => [
  ...deploymentLines(stages.deployment).flatMap((one) => laid(one, layout.width, isWhole(most))),
  ...(stages.checks.length === 0 ? [] : [""]),
  ...stages.checks
    .flatMap((one) => checkLines(one, most))
    .flatMap((one) => (isWhole(most) ? wrapWhole(one, layout.width) : wrap(one, layout.width))),
];

/** Whether a document was accepted whose copy is gone. */
const isGone = (project: Project, run: Run, path: string): boolean =>
  acceptedTasks(run).some((task) => task.handed.some((one) => one.path === path)) &&
  handedText(project, run, path) === null;

/**
 * The criteria of the accepted brief. Each is met when the program saw every test pass that the accepted test report names
 * for it. `note`: takes what is not kept any more.
 */
function briefCriteria({ project, run }: Scene, note: (what: string) => void): CriterionReport[] {
  if (isGone(project, run, BRIEF)) note("the brief");
  if (isGone(project, run, TEST_REPORT)) note("the test report");
  const { criteria } = parseBrief(handedText(project, run, BRIEF) ?? "").brief;
  const numbers = criteria.map((one) => one.number);
  const report = handedText(project, run, TEST_REPORT) ?? "";
  // Whether its tests are in their files was checked when it was taken in.
  const [noText, isAnyTest] = [() => null, () => true];
  const { mapping } = parseTestReport(report, numbers, noText, isAnyTest);
  const ran = acceptedTasks(run).findLast((task) => task.who.program === "qa");
  const record = ran ? programRecord(project, ran) : null;
  const seen = record === null ? () => false : seenIn(record);
  return criteria.map(({ number, text }) => {
    const tests = mapping
      .filter((one) => one.criterion === number)
      .map(({ criterion, test, file }) => ({ test, file, seen: seen(criterion, test, file) }));
    const isUntold = tests.some((one) => one.seen === null) && tests.every((one) => one.seen !== false);
    const isShown = tests.length > 0 && tests.every((one) => one.seen === true);
    return {
      id: String(number),
      text,
      steps: [],
      verdicts: [],
      met: record === null || isUntold ? null : isShown,
      tests,
    };
  });
}

/** Whether the program saw a test pass that a report names; null: it cannot tell. */
function seenIn(record: Partial<ProgramRecord>): (criterion: number, test: string, file: string) => boolean | null {
  const { criteria, commands = [] } = record;
  if (criteria !== undefined)
    return (criterion, test, file) =>
      criteria.find((one) => one.criterion === criterion && one.test === test && one.file === file)?.seen ?? false;
  // As earlier versions wrote it: the names of all that passed.
  const passed = commands.flatMap((one) => one.passed ?? []).map((name) => testOfLine(name, "passed"));
  const isNameless = passed.length === 0 && commands.every((one) => one.failed.length === 0);
  if (isNameless) return () => (record.outcome === "pass" ? null : false);
  return (_criterion, test) => testsNamed(passed, test).length > 0;
}

/** What a report says of a run of the team workflow. `final`: the tree that the run ended with. */
export function reportFacts(scene: Scene, final: string | null, note: (what: string) => void): WorkflowReport {
  const { run } = scene;
  // A track without stage 01 has no criteria.
  const hasBrief = hasStage(trackOf(run), "01");
  return {
    story: null,
    criteria: hasBrief ? briefCriteria(scene, note) : [],
    criteria_in: hasBrief ? "brief" : null,
    deviations: [],
    untouched_fixes: [],
    disputed: disputedBlockers(run),
    own: { stages: stageReport(scene, final) },
  };
}

/** Its lines: the table of the stages first. `most`: items that a list shows. */
export function reportLines(own: Record<string, unknown>, layout: Layout, most: number): ReportLines {
  const stages = own.stages as StageReport;
  const list = listing(layout, most);
  const reviews = [
    ...list("Reviews by area", stages.reviews, reviewLine),
    ...list("Vetoes, escalations and rulings, no approvals", settled(stages), (text) => text),
  ];
  const warnings = list(
    "Open warnings",
    stages.warnings.filter((one) => one.closed === null),
    ({ id, text, origin }) =>
      `${id} ${oneLine(text)} (${origin === null ? "the budget" : `stage ${origin.stage}, ${origin.role}`})`,
  );
  const passed = list(
    "Checkpoints that nobody was asked about",
    stages.passed,
    (one) => `${one.checkpoint.toUpperCase()} by ${one.rule}, ${moment(one.at, layout.zone)}`,
  );
  const closed = list(
    "Closed warnings",
    stages.warnings.filter((one) => one.closed !== null),
    (one) => `${one.id} ${oneLine(one.text)}: ${oneLine(one.closed!)}`,
  );
  const count = stages.skipped.length + stages.left_out.length;
  const skipped = list("Skipped", skippedLines(stages), (text) => text, count);
  const ran = programLines(stages, layout, most);
  return {
    // What is open is told below, with where it comes from.
    head: [...statusTable({ ...stages, warnings: [], questions: [], next: "" }, layout, isWhole(most)), ""],
    reviews,
    closing: [...warnings, ...closed, ...passed, ...skipped, ...ran],
    merging: [...reviews, ...warnings, ...ran],
    foot: [],
  };
}
