import { gatesOf } from "../../../engine/gates.ts";
import { type Run, tasksOf, treesOf } from "../../../engine/run.ts";
import { unlessUnreadable } from "../../../project/kept/trees.ts";
import type { Scene } from "../../../record/scene.ts";
import { isTree } from "../../../record/subject.ts";
import { asItWas, oneLine, plural } from "../../../text.ts";
import { shows } from "../../checks/evidence.ts";
import type {
  CriterionReport,
  OwnParts,
  Part,
  Row,
  WorkflowReport,
} from "../../contract/contract.ts";
import { letPass } from "../../kit/ground.ts";
import { briefOf, programRecord } from "../accepted.ts";
import { ownerRole } from "../areas.ts";
import { partTrees } from "../ownership.ts";
import { areaStandings, newestOf, verdictOf } from "../standing.ts";
import { hasStage, trackOf } from "../tracks.ts";
import { team } from "../workflow.ts";
import { stageParts, stagesOf, warningsPart } from "./status.ts";

/**
 * What a report says of a run with stages beyond that of any run: pure, from its state and the
 * program's own records.
 */

/**
 * What the reviews of each part that changed have come to. `final`: whether the part is that at the
 * end; null: it cannot be told.
 */
function reviews({ project, run }: Scene, end: string | null) {
  const trees = isTree(end) ? unlessUnreadable(() => partTrees(project, run, end), null) : null;
  return areaStandings(run).map(({ area, standing: { required, approved, changes, verdicts } }) => {
    const tree = treesOf(run)[area] ?? null;
    return {
      area,
      required,
      // Only these approve it as it was seen last.
      approved: approved.map(ownerRole),
      changes: changes.map(({ seat }) => ownerRole(seat)),
      overruled: verdicts.flatMap((verdict) =>
        verdict.overruled ? [ownerRole(verdict.seat)] : [],
      ),
      scripts: verdicts.flatMap(({ seat, task }) => {
        const count = scriptsOf(run, task.gate);
        return count > 0 ? [{ by: ownerRole(seat), count }] : [];
      }),
      tree,
      final: trees && tree !== null ? tree === trees[area] : null,
    };
  });
}

/** How many scripts a seat had run, whatever it looked at. */
const scriptsOf = (run: Run, seat: string): number =>
  tasksOf(run, seat).reduce((sum, { tried }) => sum + tried, 0);

/** What the program ran at each place of the workflow, by its newest run. */
const checks = ({ project, run }: Scene, end: string | null) =>
  gatesOf(team, run).flatMap((gate) => {
    const last = gate.gate === "check" && gate.key !== "merge" && newestOf(run, gate.key);
    if (!last) return [];
    const { tree = null, commands = [] } = programRecord(project, last) ?? {};
    const ran = commands.map(({ command, state, ended = state }) => ({ command, ended }));
    const final = tree === null || end === null ? null : tree === end;
    // What it saw itself: that somebody waived it stands elsewhere.
    return [{ title: gate.title, status: verdictOf(last), tree, final, commands: ran }];
  });

/** Everything that a report says of the stages of a run. */
const stageReport = (scene: Scene, end: string | null) => {
  return { ...stagesOf(scene), reviews: reviews(scene, end), checks: checks(scene, end) };
};
export type StageReport = ReturnType<typeof stageReport>;

function reviewLine({
  area,
  required,
  approved,
  changes,
  overruled,
  scripts,
  tree,
  final,
}: StageReport["reviews"][number]) {
  const by = approved.length === 0 ? "" : `, by ${approved.join(", ")}`;
  const about = tree === null || approved.length === 0 ? "" : `, the code ${asItWas(final)}`;
  return [
    `${area}: ${approved.length} of ${plural(required, "approval")}${by}${about}`,
    ...changes.map((change) => `${change} asks for changes`),
    ...overruled.map((one) => `${one} asks for changes, overruled`),
    ...scripts.map(({ by, count }) => `${by} had ${plural(count, "script")} run`),
  ].join("; ");
}

const checkRow = ({ title, status, final, commands }: StageReport["checks"][number]): Row => ({
  text: `${title}: ${status} on the code ${asItWas(final)}`,
  more: commands.map(({ command, ended }) => `\`${oneLine(command)}\`: ${oneLine(ended)}`),
});

/**
 * The criteria of the accepted brief. Each is met when the program saw every test pass that the
 * test report named for it when they ran. `note`: takes what is not kept any more.
 */
function briefCriteria(scene: Scene, note: (what: string) => void): CriterionReport[] {
  const { project, run } = scene;
  const brief = briefOf(scene);
  if (brief === null && newestOf(run, "brief")) note("the brief");
  const ran = newestOf(run, "qa-tests");
  const rows = ran ? programRecord(project, ran)?.criteria : undefined;
  return (brief?.criteria ?? []).map(({ number, text }) => {
    const own = (rows ?? []).filter(({ criterion }) => criterion === number);
    const tests = own.map(({ test, file, seen }) => ({ test, file, seen }));
    // A record of before has nothing of the code before the build.
    const evidence = own.map(({ seen, before }) =>
      seen && before !== undefined ? shows(before, "passed") : seen,
    );
    const isShown = own.length > 0 && evidence.every((one) => one === true || one === "proven");
    const isUntold = own.length > 0 && !isShown && evidence.every((one) => one !== false);
    const met = rows === undefined || isUntold ? null : isShown;
    return { id: String(number), text, steps: [], verdicts: [], met, tests };
  });
}

/** What a report says of a run of the team workflow. `final`: the tree that the run ended with. */
export function reportFacts(
  scene: Scene,
  final: string | null,
  note: (what: string) => void,
): WorkflowReport {
  // A track without stage 01 has no criteria.
  const hasBrief = hasStage(trackOf(scene.run), "01");
  const criteria = hasBrief ? briefCriteria(scene, note) : [];
  const own = { stages: stageReport(scene, final) };
  const criteria_in = hasBrief ? "brief" : null;
  const criteria_approved = letPass(scene.run, ["checkpoint-a"]);
  return { story: null, criteria, criteria_in, criteria_approved, deviations: [], own };
}

/** Its parts: the table of the stages first. */
export function reportParts(own: Record<string, unknown>): OwnParts {
  const stages = own.stages as StageReport;
  const byArea: Part = {
    title: "Reviews by area",
    rows: stages.reviews.map((review) => ({
      tone: review.approved.length < review.required || review.changes.length > 0 ? "warn" : "good",
      text: reviewLine(review),
    })),
    merging: true,
  };
  const checks = { title: "Run by the program", rows: stages.checks.map(checkRow) };
  return {
    first: stageParts(stages),
    reviews: [byArea],
    closing: [warningsPart(stages), { ...checks, merging: true }],
  };
}
