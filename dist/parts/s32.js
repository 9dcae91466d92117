// @bun
// src/workflows/phases/paths.ts
var PLANNING = ".planning";
var WORK = ".task/phases";
var PROJECT = `${PLANNING}/PROJECT.md`;
var REQUIREMENTS = `${PLANNING}/REQUIREMENTS.md`;
var ROADMAP = `${PLANNING}/ROADMAP.md`;
var STATE = `${PLANNING}/STATE.md`;
var CONFIG = `${PLANNING}/config.json`;
var PHASES = `${PLANNING}/phases`;
var ROADMAP_CHANGE = ".task/roadmap-change.json";

export { PLANNING, WORK, PROJECT, REQUIREMENTS, ROADMAP, STATE, CONFIG, PHASES, ROADMAP_CHANGE };
