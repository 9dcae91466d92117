// @bun
import {
  sha256
} from "./s68.js";
import {
  readPlain
} from "./s27.js";
import {
  cut,
  plural
} from "./s28.js";
import {
  PROJECT,
  REQUIREMENTS,
  ROADMAP
} from "./s40.js";
import {
  readPlanning,
  lastSummaries,
  contextPaths
} from "./s126.js";
import {
  planCommits
} from "./s228.js";
import {
  criteriaOf2,
  problemText,
  folderOf,
  findPhase
} from "./s72.js";
import {
  twoDigits,
  byNumber
} from "./s43.js";
import {
  readText
} from "./s120.js";
import {
  clipped,
  result
} from "./s229.js";
import {
  filesIn
} from "./s172.js";

// src/workflows/phases/plan/survey.ts
import { join } from "path";
var MAX_CONCERN = 1500;
var MAX_CONCERNS = 8;
var MAX_DECISIONS = 12000;
var isDone = (folder, plan) => folder.summaries.some((one) => one.plan === plan);
function concernsOf(root, phase) {
  const after = new Set(phase.depends_on);
  return lastSummaries(root, (number) => after.has(number) || byNumber(number, phase.number) <= 0, MAX_CONCERNS).map(({ path, text }) => ({ from: path, text: cut(text.trim(), MAX_CONCERN) }));
}
function filesOf(root, planning, phase, folder) {
  const named = (path, about) => path ? [{ path, about }] : [];
  return [
    ...named(planning.project === null ? null : PROJECT, "what the project is, its constraints and decisions, and what was assumed"),
    { path: ROADMAP, about: "all phases: what belongs to others stays there" },
    ...contextPaths(root, (number) => phase.depends_on.includes(number)).map((path) => ({
      path,
      about: "what was settled about a phase that this one builds on"
    })),
    ...named(folder?.context, "what is settled about this phase, and who said it"),
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
function contextOf(root, planning, phase, folder, begun) {
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
    taken: Math.max(0, ...[...kept, ...begun].map((one) => one.plan)),
    tdd: planning.config.tdd,
    granularity: planning.config.granularity,
    files: filesOf(root, planning, phase, folder),
    concerns: concernsOf(root, phase)
  };
}
function problemsOf(planning, phase, folder) {
  const at = `${ROADMAP}:${phase.line}`;
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
function existingLine({ id, path, objective }, commits) {
  const count = commits.filter(({ plan }) => plan === id).length;
  const begun = count === 0 ? "" : ` (begun: ${plural(count, "commit")}; execute-phase would go on with it)`;
  return `${cut(`${path}: ${objective}`, 200)}${begun}`;
}
function surveyPhase(root, number) {
  const planning = readPlanning(root, number);
  const found = findPhase(planning, number);
  if (!found.ok)
    return found;
  const { phase, folder } = found;
  const problems = [...found.problems, ...problemsOf(planning, phase, folder)];
  if (problems.length > 0)
    return { ok: false, problems };
  const { config } = planning;
  const open = (folder?.plans ?? []).filter((one) => !isDone(folder, one.plan));
  const commits = planCommits(root, open.map((one) => one.id));
  const begun = open.filter((one) => commits.some(({ plan }) => plan === one.id));
  const context = contextOf(root, planning, phase, folder, begun);
  const isFirst = context.gaps.length === 0;
  const contextFile = folder?.context ?? null;
  const decisions = contextFile === null ? "" : readText(root, contextFile, []) ?? "";
  const record = {
    context,
    folder: folderOf(phase, folder),
    replaced: open.map(({ path }) => ({ path, sha: sha256(readPlain(join(root, path)) ?? "") })),
    research: isFirst && config.research && !folder?.research,
    patterns: isFirst && config.research && !folder?.patterns && hasCode(root),
    decisions: cut(decisions, MAX_DECISIONS)
  };
  return { ok: true, record, config, unfinished: open.map((one) => existingLine(one, commits)), contextFile };
}
var survey = async ({ project, run }, task) => {
  const found = surveyPhase(project.root, run.options.phase ?? "");
  if (!found.ok)
    return result(task, "fail", { problems: found.problems });
  const { record, config, unfinished } = found;
  const { research, patterns } = record;
  const facts = { plan_check: config.plan_check, research, patterns };
  const asks = unfinished.length > 0 && run.options.replace !== "yes";
  return {
    outcome: asks ? "existing" : "pass",
    tree: null,
    facts: { ...facts, ...asks ? { existing: clipped(unfinished) } : {} },
    record
  };
};

export { surveyPhase, survey };
