// @bun
import {
  planRecord
} from "./s73.js";

// src/workflows/phases/plan/facts.ts
function planFacts(making, scene, task, dispatched) {
  return {
    ...making.facts(scene, task, dispatched),
    decisions: planRecord(scene)?.decisions ?? ""
  };
}
export {
  planFacts
};
