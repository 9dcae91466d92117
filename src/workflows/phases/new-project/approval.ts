import type { Scene } from "../../../record/scene.ts";
import { oneLine, plural } from "../../../text.ts";
import type { QuestionLines } from "../../contract/contract.ts";
import { ROADMAP_DRAFT } from "./paths.ts";
import { roadmapOf, surveyOf } from "./recorded.ts";

/** What the person approves, a line for each phase; its criteria stand in the file. */
export function roadmapLines(scene: Scene): QuestionLines {
  const before = (surveyOf(scene)?.first ?? 1) - 1;
  const lines = (roadmapOf(scene)?.phases ?? []).map(({ name, goal, requirements, criteria, depends_on }, at) => {
    const after = depends_on.map((one) => before + one).join(", ");
    const said = [requirements.join(", "), plural(criteria.length, "criterion", "criteria")];
    return oneLine(
      `${before + at + 1} ${name} (${[...said, ...(after === "" ? [] : [`after ${after}`])].join("; ")}): ${goal}`,
    );
  });
  return { lines, file: ROADMAP_DRAFT };
}
