// @bun
import {
  phaseAsked
} from "./s181.js";

// src/workflows/phases/execute/start.ts
var resolves = (root, request) => phaseAsked(root, request, "execute-phase");
export {
  resolves
};
