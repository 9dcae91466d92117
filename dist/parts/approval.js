// @bun
import {
  oneLine2,
  plural
} from "./s28.js";
import {
  ROADMAP_DRAFT
} from "./s85.js";
import {
  surveyOf2,
  roadmapOf
} from "./s96.js";

// src/workflows/phases/new-project/approval.ts
function roadmapLines({ project, run }) {
  const before = (surveyOf2(project, run)?.first ?? 1) - 1;
  const lines = (roadmapOf(project, run)?.phases ?? []).map(({ name, goal, requirements, criteria, depends_on }, at) => {
    const after = depends_on.map((one) => before + one).join(", ");
    const said = [requirements.join(", "), plural(criteria.length, "criterion", "criteria")];
    return oneLine2(`${before + at + 1} ${name} (${[...said, ...after === "" ? [] : [`after ${after}`]].join("; ")}): ${goal}`);
  });
  return { lines, file: ROADMAP_DRAFT };
}
export {
  roadmapLines
};
