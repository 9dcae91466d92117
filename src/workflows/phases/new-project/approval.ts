import type { Scene } from "../../../record/scene.ts";
import { oneLine } from "../../../text.ts";
import type { QuestionLines } from "../../contract.ts";
import { roadmapOf } from "./facts.ts";
import { ROADMAP_DRAFT } from "./paths.ts";
import { surveyOf } from "./survey-record.ts";

/** What the person approves: each phase with its goal, its requirements and its criteria. */
export function roadmapLines({ project, run }: Scene): QuestionLines {
  const phases = roadmapOf(project, run)?.phases ?? [];
  const before = (surveyOf(project, run)?.first ?? 1) - 1;
  const lines = phases.flatMap(({ name, goal, requirements, criteria, depends_on }, at) => [
    oneLine(
      `${before + at + 1} ${name}: ${goal} (${requirements.join(", ")}${depends_on.length === 0 ? "" : `; after ${depends_on.map((one) => before + one).join(", ")}`})`,
    ),
    ...criteria.map((one) => oneLine(`  - ${one}`)),
  ]);
  return { lines, file: ROADMAP_DRAFT, whole: true };
}
