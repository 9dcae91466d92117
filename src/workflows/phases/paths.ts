/** Where the workflow's files are, relative to the project. */

/** Of the project, for people and for GSD; the program alone writes here. */
export const PLANNING = ".planning";
/** Of one run: what its agents write, and records of the program. */
export const WORK = ".task/phases";

export const PROJECT = `${PLANNING}/PROJECT.md`;
export const REQUIREMENTS = `${PLANNING}/REQUIREMENTS.md`;
export const ROADMAP = `${PLANNING}/ROADMAP.md`;
export const STATE = `${PLANNING}/STATE.md`;
export const CONFIG = `${PLANNING}/config.json`;
export const PHASES = `${PLANNING}/phases`;
export const GITKEEP = `${PHASES}/.gitkeep`;
/** The map of the code that a run writes. */
export const CODEBASE_MAP = `${WORK}/codebase.md`;
/** Small tasks beside the phases. */
export const QUICK = `${PLANNING}/quick`;
/** What a person wants to do one day, a file for each. */
export const TODOS = `${PLANNING}/todos/pending`;
/** Maps of the code. */
export const CODEBASE = `${PLANNING}/codebase`;
/** Where GSD keeps roadmaps side by side. */
export const WORKSTREAMS = `${PLANNING}/workstreams`;
/** Where the files of another tool go, each time in a folder of its own. */
export const BEFORE = `${PLANNING}/before`;
/** Where milestones go that are over. */
export const MILESTONES = `${PLANNING}/milestones`;
export const archivedRoadmap = (version: string): string => `${MILESTONES}/${version}-ROADMAP.md`;
