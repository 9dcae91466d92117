import { WORK } from "../paths.ts";

/** Of a run of `new-project`: its files, relative to the project, and names. */
export const DRAFT = `${WORK}/project.json`;
export const ROADMAP_DRAFT = `${WORK}/roadmap.json`;
export const RESEARCH = `${WORK}/research/`;
export const SYNTHESIS = `${WORK}/synthesis.md`;
export const CODEBASE_MAP = `${WORK}/codebase.md`;

/** The fields of research. */
export const RESEARCH_FIELDS = ["stack", "features", "architecture", "pitfalls"];
/** Option of the run: whether the work on the project has begun, or how it is worked on is still being settled. */
export const STAGE = "stage";
