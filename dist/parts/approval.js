// @bun
import {
  roadmapOf2
} from "./s81.js";
import {
  ROADMAP_DRAFT
} from "./s71.js";
import {
  surveyOf2
} from "./s72.js";
import {
  oneLine2,
  plural
} from "./s20.js";

// src/workflows/phases/new-project/approval.ts
function roadmapLines({ project, run }) {
  const before = (surveyOf2(project, run)?.first ?? 1) - 1;
  const lines = (roadmapOf2(project, run)?.phases ?? []).map(({ name, goal, requirements, criteria, depends_on }, at) => {
    const after = depends_on.map((one) => before + one).join(", ");
    const said = [requirements.join(", "), plural(criteria.length, "criterion", "criteria")];
    return oneLine2(`${before + at + 1} ${name} (${[...said, ...after === "" ? [] : [`after ${after}`]].join("; ")}): ${goal}`);
  });
  return { lines, file: ROADMAP_DRAFT };
}
export {
  roadmapLines
};
