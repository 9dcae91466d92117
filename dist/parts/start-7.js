// @bun
import {
  phaseAsked
} from "./s182.js";

// src/workflows/phases/execute/start.ts
var resolves = (root, request) => phaseAsked(root, request, "execute-phase");
export {
  resolves
};
