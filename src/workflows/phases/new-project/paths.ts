import { WORK } from "../paths.ts";

/** Files of one run of `new-project`, relative to the project. */
export const DRAFT = `${WORK}/project.json`;
export const ROADMAP_DRAFT = `${WORK}/roadmap.json`;
export const RESEARCH = `${WORK}/research/`;
export const SYNTHESIS = `${WORK}/synthesis.md`;
export const CODEBASE_MAP = `${WORK}/codebase.md`;
