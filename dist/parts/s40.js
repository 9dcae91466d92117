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
var MILESTONES = `${PLANNING}/milestones`;
var archivedRoadmap = (version) => `${MILESTONES}/${version}-ROADMAP.md`;
var PAUSE_NOTE = ".continue-here.md";
var ROADMAP_CHANGE = ".task/roadmap-change.json";

export { PLANNING, WORK, PROJECT, REQUIREMENTS, ROADMAP, STATE, CONFIG, PHASES, MILESTONES, archivedRoadmap, PAUSE_NOTE, ROADMAP_CHANGE };
