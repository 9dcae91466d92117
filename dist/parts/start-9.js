// @bun
import {
  phaseAsked
} from "./s182.js";

// src/workflows/phases/verify/start.ts
var resolves = (root, request) => phaseAsked(root, request, "verify-work");
export {
  resolves
};
