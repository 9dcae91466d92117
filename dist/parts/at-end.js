// @bun
import {
  RECORDED,
  record
} from "./s112.js";

// src/workflows/phases/at-end.ts
function outputs(scene) {
  const { status, tasks } = scene.run;
  const isRecorded = status === "complete" && tasks.some((one) => !one.void && one.facts[RECORDED] === true);
  return { files: [], problems: isRecorded ? [] : record(scene) };
}
export {
  outputs
};
