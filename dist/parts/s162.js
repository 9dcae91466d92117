// @bun
import {
  sha256
} from "./s18.js";
import {
  PROJECT,
  REQUIREMENTS,
  ROADMAP
} from "./s32.js";
import {
  twoDigits,
  byNumber,
  readPlanning
} from "./s55.js";
import {
  criteriaOf2,
  problemText,
  folderOf,
  findPhase
} from "./s61.js";
import {
  readText
} from "./s53.js";
import {
  cut
} from "./s20.js";
import {
  filesIn
} from "./s14.js";

// src/workflows/phases/plan/survey.ts
import { readFileSync } from "fs";
import { join } from "path";
var MAX_CONCERN = 1500;
var MAX_CONCERNS = 8;
var MAX_DECISIONS = 12000;
var isDone = (folder, plan) => folder.summaries.some((one) => one.plan === plan);
function concernsOf(planning, phase) {
  const after = new Set(phase.depends_on);
  const earlier = planning.phases.filter(({ number }) => after.has(number) || byNumber(number, phase.number) <= 0).sort((a, b) => byNumber(a.number, b.number));
  return earlier.flatMap((folder) => folder.summaries).filter((one) => one.text.trim() !== "").slice(-MAX_CONCERNS).map(({ path, text }) => ({ from: path, text: cut(text.trim(), MAX_CONCERN) }));
}
function filesOf(planning, folder) {
  const named = (path, about) => path ? [{ path, about }] : [];
  return [
    ...named(planning.project === null ? null : PROJECT, "what the project is, its constraints and decisions"),
    { path: ROADMAP, about: "all phases: what belongs to others stays there" },
    ...named(folder?.context, "what the person decided about this phase"),
    ...named(folder?.research, "research of this phase"),
    ...named(folder?.patterns, "what here its files should look like"),
    ...named(folder?.verification?.path, "what was verified, and what is missing for each gap")
  ];
}
var hasCode = (root) => filesIn(root).some((name) => !name.startsWith(".") && !/^(?:readme|license|changelog)(?:\.\w+)?$/i.test(name));
function gapsOf(folder) {
  const said = folder?.verification;
  if (said?.status !== "gaps_found" || !folder.plans.every((one) => isDone(folder, one.plan)))
    return [];
  const texts = said.gaps.length > 0 ? [...new Set(said.gaps)] : [`What ${said.path} says is missing`];
  return texts.map((text, at) => ({ id: `G${at + 1}`, text }));
}
function contextOf(planning, phase, folder) {
  const kept = (folder?.plans ?? []).filter((one) => isDone(folder, one.plan));
  const gaps = gapsOf(folder);
  const covered = new Set(kept.flatMap((one) => one.requirements));
  const known = planning.requirements ?? [];
  return {
    phase: twoDigits(phase.number),
    name: phase.name,
    goal: phase.goal,
    criteria: criteriaOf2(phase),
    requirements: phase.requirements.flatMap((id) => {
      const found = known.find((one) => one.id === id);
      return found === undefined ? [] : [{ id, text: found.text }];
    }),
    due: gaps.length > 0 ? [] : phase.requirements.filter((id) => !covered.has(id)),
    gaps,
    kept: kept.map(({ id, objective, files_modified, wave }) => ({
      id,
      objective,
      files: files_modified,
      ...wave === null ? {} : { wave }
    })),
    tdd: planning.config.tdd,
    granularity: planning.config.granularity,
    files: filesOf(planning, folder),
    concerns: concernsOf(planning, phase)
  };
}
function problemsOf(planning, phase, folder) {
  const at = `${ROADMAP}, line ${phase.line}`;
  const known = new Set((planning.requirements ?? []).map((one) => one.id));
  const kept = (folder?.plans ?? []).filter((one) => isDone(folder, one.plan));
  return [
    ...planning.requirements === null ? [
      `${REQUIREMENTS}: found no such file, expected one with the project's requirements; /multi-ai:new-project makes it`
    ] : phase.requirements.filter((id) => !known.has(id)).map((id) => `${at}: found ${id}, expected a requirement of ${REQUIREMENTS}`),
    ...phase.criteria.length === 0 ? [`${at}: found no success criteria, expected at least one that can be observed once the phase is done`] : [],
    ...phase.goal.trim() === "" ? [`${at}: found no goal, expected what the phase brings about`] : [],
    ...phase.done ? [`${at}: phase ${phase.number} is complete; take its tick away to plan it again`] : [],
    ...kept.flatMap((one) => one.problems.map(problemText))
  ];
}
function lookAtPhase(root, number, replace) {
  const planning = readPlanning(root);
  const found = findPhase(planning, number);
  const yolo = planning.config.mode === "yolo";
  if (!found.ok)
    return { problems: found.problems, facts: { problems: found.problems }, record: null, contextFile: null, yolo };
  const { phase, folder, aside } = found;
  const problems = [...found.problems, ...problemsOf(planning, phase, folder)];
  const unfinished = (folder?.plans ?? []).filter((one) => !isDone(folder, one.plan));
  const { config } = planning;
  const decisions = folder?.context ? readText(root, folder.context, []) ?? "" : "";
  const context = contextOf(planning, phase, folder);
  const isFirst = context.gaps.length === 0;
  const record = {
    context,
    folder: folderOf(phase, folder),
    replaced: unfinished.map(({ path }) => ({ path, sha: sha256(readFileSync(join(root, path))) })),
    research: isFirst && config.research && !folder?.research,
    patterns: isFirst && config.research && !folder?.patterns && hasCode(root),
    decisions: cut(decisions, MAX_DECISIONS),
    aside
  };
  const facts = {
    plan_check: config.plan_check,
    research: record.research,
    patterns: record.patterns,
    ...replace || unfinished.length === 0 ? {} : { existing: unfinished.slice(0, 12).map((one) => cut(`${one.path}: ${one.objective}`, 200)) },
    ...problems.length > 0 ? { problems: problems.slice(0, 12).map((one) => cut(one, 400)) } : {}
  };
  const contextFile = folder?.context ?? null;
  return { problems, facts, record: problems.length > 0 ? null : record, contextFile, yolo };
}
var survey = async ({ project, run }) => {
  const { problems, facts, record } = lookAtPhase(project.root, run.options.phase ?? "", run.options.replace === "yes");
  const outcome = record === null ? "fail" : facts.existing !== undefined ? "existing" : "pass";
  return { outcome, tree: null, facts, record: record ?? { problems } };
};

export { lookAtPhase, survey };
