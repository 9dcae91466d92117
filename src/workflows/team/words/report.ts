import { gatesOf } from "../../../engine/gates.ts";
import { type Run, type Task, taskOf, treesOf } from "../../../engine/run.ts";
import { unlessUnreadable } from "../../../project/kept-trees.ts";
import type { Scene } from "../../../record/scene.ts";
import { isTree } from "../../../record/subject.ts";
import { asItWas, clip, type Layout, laid, moment, oneLine, plural, section } from "../../../text.ts";
import type { CriterionReport, ReportLines, WorkflowReport } from "../../contract/contract.ts";
import { briefOf, programRecord } from "../accepted.ts";
import { ownerRole } from "../areas.ts";
import { autoPasses } from "../outputs/outputs.ts";
import { partTrees } from "../ownership.ts";
import { roleOf } from "../recorded.ts";
import { areaStandings, newestOf, verdictOf } from "../standing.ts";
import { hasStage, trackOf } from "../tracks.ts";
import { warningsOf } from "../warnings.ts";
import { team } from "../workflow.ts";
import { stagesOf, statusTable } from "./status.ts";

/** What a report says of a run with stages beyond that of any run: pure, from its state and the program's own records. */

/** Programs whose commands are shown. */
const SHOWN = ["pre-review", "qa", "deploy"];

/**
 * What the reviews of each part that changed have come to; only who is in `approved` approves it as it was seen last. `trees`:
 * those of the parts at the end; null: not known.
 */
const reviews = (run: Run, trees: Record<string, string> | null) =>
  areaStandings(run).map(({ area, standing: { required, approved, changes, verdicts } }) => {
    const tree = treesOf(run)[area] ?? null;
    const reasonOf = ({ task }: { task: Task }) => run.decisions.findLast((one) => one.task === task.id)?.text ?? null;
    return {
      area,
      required,
      approved: approved.map(ownerRole),
      changes: changes.map(({ seat }) => ownerRole(seat)),
      /** Where the person let the owner's way stand, and why. */
      overruled: verdicts.flatMap((one) =>
        one.overruled ? [{ reviewer: ownerRole(one.seat), reason: reasonOf(one) }] : [],
      ),
      tree,
      /** Whether the part is that at the end; null when it cannot be told. */
      final: trees && tree !== null ? tree === trees[area] : null,
    };
  });

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
    reviews: reviews(run, trees),
    checks: checks(scene, final),
    warnings: warnings(run),
    /** Checkpoints that nobody decided about. */
    passed: autoPasses(run),
  };
}
export type StageReport = ReturnType<typeof stageReport>;

function reviewLine({
  area,
  required,
  approved,
  changes,
  overruled,
  tree,
  final,
}: StageReport["reviews"][number]): string {
  const by = approved.length === 0 ? "" : `, by ${approved.join(", ")}`;
  const about = tree === null || approved.length === 0 ? "" : `, the code ${asItWas(tree, final)}`;
  const others = [
    ...changes.map((one) => `${one} asks for changes`),
    ...overruled.map(
      ({ reviewer, reason }) =>
        `${reviewer} asks for changes, and the person let the owner's way stand — "${oneLine(reason ?? "")}"`,
    ),
  ];
  return [`${area}: ${approved.length} of ${plural(required, "approval")}${by}${about}`, ...others].join("; ");
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
  const byArea = list("Reviews by area", stages.reviews, reviewLine);
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
    reviews: byArea,
    closing: [...warnings, ...passed, ...ran],
    merging: [...byArea, ...warnings, ...ran],
    foot: [],
  };
}
