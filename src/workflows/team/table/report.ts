import type { Scene } from "../../../record/scene.ts";
import type { CriterionReport, WorkflowReport } from "../../contract/contract.ts";
import { letPass } from "../../kit/ground.ts";
import { shows } from "../../tests/evidence.ts";
import { briefOf, programRecord } from "../record/accepted.ts";
import { newestOf } from "../status/standing.ts";
import { hasStage, trackOf } from "../tracks.ts";
import { stagesOf } from "./views.ts";

/** What a report says of a run of the team workflow beside what it says of any run. */

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

export function reportFacts(scene: Scene, note: (what: string) => void): WorkflowReport {
  // A track without stage 01 has no criteria.
  const hasBrief = hasStage(trackOf(scene.run), "01");
  return {
    story: null,
    criteria: hasBrief ? briefCriteria(scene, note) : [],
    criteria_in: hasBrief ? "brief" : null,
    criteria_approved: letPass(scene.run, ["checkpoint-a"]),
    deviations: [],
    own: { stages: stagesOf(scene) },
  };
}
