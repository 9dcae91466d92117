// @bun
import {
  WORK
} from "./s40.js";

// src/workflows/phases/new-project/paths.ts
var DRAFT = `${WORK}/project.json`;
var ROADMAP_DRAFT = `${WORK}/roadmap.json`;
var RESEARCH2 = `${WORK}/research/`;
var SYNTHESIS = `${WORK}/synthesis.md`;
var CODEBASE_MAP = `${WORK}/codebase.md`;
var RESEARCH_FIELDS = ["stack", "features", "architecture", "pitfalls"];
var STAGE = "stage";

export { DRAFT, ROADMAP_DRAFT, RESEARCH2, SYNTHESIS, CODEBASE_MAP, RESEARCH_FIELDS, STAGE };
