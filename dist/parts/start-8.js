// @bun
import {
  phaseAsked
} from "./s182.js";

// src/workflows/phases/plan/start.ts
var resolves = (root, request) => phaseAsked(root, request, "plan-phase");
export {
  resolves
};
