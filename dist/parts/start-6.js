// @bun
import {
  phaseAsked
} from "./s182.js";

// src/workflows/phases/discuss/start.ts
var resolves = (root, request) => phaseAsked(root, request, "discuss-phase");
export {
  resolves
};
