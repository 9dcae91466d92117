import { gatesOf } from "../../../engine/gates.ts";
import { isLive, type Run, taskOf } from "../../../engine/run.ts";
import { unlessUnreadable } from "../../../project/kept-trees.ts";
import type { Scene } from "../../../record/scene.ts";
import { isTree } from "../../../record/subject.ts";
import { asItWas, clip, type Layout, laid, moment, oneLine, plural, section } from "../../../text.ts";
import type { CriterionReport, ReportLines, WorkflowReport } from "../../contract/contract.ts";
import { briefOf, programRecord } from "../accepted.ts";
import { areasOf, ownerRole, PRINCIPAL } from "../areas.ts";
import type { Verdict } from "../documents/peer-review.ts";
import { autoPasses } from "../outputs/outputs.ts";
import { partTrees } from "../ownership.ts";
import { roleOf, teamFacts } from "../recorded.ts";
import { areaStandings, newestOf, tasksOf, verdictOf } from "../standing.ts";
import { hasStage, trackOf } from "../tracks.ts";
import { warningsOf } from "../warnings.ts";
import { team } from "../workflow.ts";
import { stagesOf, statusTable } from "./status.ts";

/** What a report says of a run with stages beyond that of any run: pure, from its state and the program's own records. */

/** Programs whose commands are shown. */
const SHOWN = ["pre-review", "qa", "deploy"];

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
        const verdict = verdicts.find((one) => one.seat === seat);
        const who = (verdict?.task ?? own.at(-1))?.who;
        const none = isLive(run) ? "open" : "not reached";
        const standing: ReviewOutcome = verdict?.overruled ? "overruled" : (verdict?.verdict ?? none);
        const tree = verdict?.tree || null;
        return {
          area,
          reviewer: ownerRole(seat),
          /** Agent and model. */
          by: who ? `${who.agent}/${who.model}` : "",
          standing,
          /** The person's, where the standing is the person's. */
          reason: (verdict?.overruled && run.decisions.findLast((one) => one.task === verdict.task.id)?.text) || null,
          /** Hash of the area as it was looked at. */
          tree,
          /** Whether the area is that now; null when it cannot be told. */
          final: tree === null ? null : !verdict?.stale && trees && tree === trees[area],
          reviews: own.filter((task) => teamFacts(task).sections?.some((one) => one.area === area)).length,
        };
      }),
  );
}

/** What the program ran at each place of the workflow, by its newest run; before that without status and tree. */
const checks = ({ project, run }: Scene, final: string | null) =>
  gatesOf(team, run).flatMap((gate) => {
    if (gate.gate !== "check" || !SHOWN.includes(gate.who.program)) return [];
    const last = newestOf(run, gate.key);
    const found = last ? programRecord(project, last) : null;
    const tree = found?.tree ?? null;
    return [
      {
        title: gate.title,
        stage: gate.part ?? "",
        // What it saw itself: that somebody waived it stands elsewhere.
        status: last ? verdictOf(last) : null,
        tree,
        final: tree === null || final === null ? null : tree === final,
        commands: (found?.commands ?? []).map(({ command, state, ended = state }) => ({ command, ended })),
      },
    ];
  });

/** `origin`: who raised it, and where; null: the program, about the budget. */
function warnings(run: Run) {
  return warningsOf(run).map(({ id, text, task, closed }) => {
    const by = taskOf(run, task);
    return { id, text, origin: by ? { task, stage: by.token, role: roleOf(by) } : null, closed };
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
    checks: checks(scene, final),
    warnings: warnings(run),
    /** Checkpoints that nobody decided about. */
    passed: autoPasses(run),
  };
}
export type StageReport = ReturnType<typeof stageReport>;

const OUTCOMES: Record<ReviewOutcome, string> = {
  approved: "approved",
  changes: "no approval: asks for changes",
  overruled: "no approval: asks for changes; the person let the owner's way stand",
  open: "no approval: no word yet",
  "not reached": "no approval: not reached",
};

function reviewLine(one: StageReport["reviews"][number]): string {
  const about = one.tree === null ? "" : `, the code ${asItWas(one.tree, one.final)}`;
  const reason = one.reason === null ? "" : ` — "${oneLine(one.reason)}"`;
  return `${one.area}, by ${one.reviewer} (${one.by}): ${OUTCOMES[one.standing]}, ${plural(one.reviews, "round")}${about}${reason}`;
}

function checkLine({ title, stage, status, tree, final, commands }: StageReport["checks"][number]): string {
  const head = `${title} (stage ${stage}): `;
  if (status === null) return `${head}not run`;
  const ran = commands.map(({ command, ended }) => `\n  \`${oneLine(command)}\`: ${oneLine(ended)}`);
  return `${head}${status} on the code ${asItWas(tree ?? "?", final)}${ran.join("")}`;
}

function warningLine({ id, text, origin, closed }: StageReport["warnings"][number]): string {
  const from = origin === null ? "the budget" : `${origin.stage}, ${origin.role}`;
  return `${id} ${oneLine(text)} (${from})${closed === null ? "" : `, closed: ${oneLine(closed)}`}`;
}

/**
 * The criteria of the accepted brief. Each is met when the program saw every test pass that the test report named for it when
 * they ran. `note`: takes what is not kept any more.
 */
function briefCriteria(scene: Scene, note: (what: string) => void): CriterionReport[] {
  const { project, run } = scene;
  const brief = briefOf(scene);
  if (brief === null && newestOf(run, "brief")) note("the brief");
  const ran = newestOf(run, "qa-tests");
  const rows = ran ? programRecord(project, ran)?.criteria : undefined;
  return (brief?.criteria ?? []).map(({ number, text }) => {
    const tests = (rows ?? []).flatMap(({ criterion, ...test }) => (criterion === number ? [test] : []));
    const isUntold = tests.some((one) => one.seen === null) && tests.every((one) => one.seen !== false);
    const isShown = tests.length > 0 && tests.every((one) => one.seen === true);
    const met = rows === undefined || isUntold ? null : isShown;
    return { id: String(number), text, steps: [], verdicts: [], met, tests };
  });
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
    own: { stages: stageReport(scene, final) },
  };
}

/** Its lines: the table of the stages first. `most`: items that a list shows. */
export function reportLines(own: Record<string, unknown>, layout: Layout, most: number): ReportLines {
  const stages = own.stages as StageReport;
  const isWhole = most === Number.POSITIVE_INFINITY;
  /** Makes a section of a list: `show` gives the text of one item, which may have several lines. */
  const list = <T>(title: string, items: T[], show: (item: T) => string): string[] => {
    const lines = clip(items, most, show).flatMap((text) => text.split("\n"));
    const fitted = lines.flatMap((line) => laid(line, layout.width - 2, isWhole));
    return section(title, items.length, fitted);
  };
  const reviews = list("Reviews by area", stages.reviews, reviewLine);
  const warnings = list(
    "Warnings",
    stages.warnings.toSorted((a, b) => Number(a.closed !== null) - Number(b.closed !== null)),
    warningLine,
  );
  const passed = list(
    "Checkpoints that nobody was asked about",
    stages.passed,
    (one) => `${one.checkpoint.toUpperCase()} by ${one.rule}, ${moment(one.at, layout.zone)}`,
  );
  const ran = list("Run by the program", stages.checks, checkLine);
  return {
    // What is open is told below, with where it comes from.
    head: [...statusTable({ ...stages, warnings: [], questions: [], next: "" }, layout, isWhole), ""],
    reviews,
    closing: [...warnings, ...passed, ...ran],
    merging: [...reviews, ...warnings, ...ran],
    foot: [],
  };
}
