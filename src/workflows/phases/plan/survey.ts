import { join } from "node:path";
import { filesIn } from "../../../project/project.ts";
import { sha256 } from "../../../store/journal.ts";
import { readPlain } from "../../../store/plain-file.ts";
import { cut, plural } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { clipped, result } from "../../execute/checks/place.ts";
import { type PlanCommit, planCommits } from "../execute/history.ts";
import { PROJECT, REQUIREMENTS, ROADMAP } from "../paths.ts";
import { criteriaOf, findPhase, folderOf, problemText } from "../phase-found.ts";
import { readText } from "../planning/files.ts";
import type { PhaseFolder, PhasePlan, Planning, PlanningConfig, RoadmapPhase } from "../planning/model.ts";
import { byNumber, twoDigits } from "../planning/numbers.ts";
import { contextPaths, lastSummaries, readPlanning } from "../planning/read.ts";
import type { PlanContext } from "./model.ts";
import type { PlanRecord, SurveyFacts } from "./record.ts";

/** What `plan-phase` finds in `.planning` before anybody is asked. */

/** Characters of one text that a brief has room for. */
const MAX_CONCERN = 1_500;
const MAX_CONCERNS = 8;
const MAX_DECISIONS = 12_000;

const isDone = (folder: PhaseFolder, plan: number): boolean => folder.summaries.some((one) => one.plan === plan);

/** What earlier summaries leave to think of: of the phases that this one builds on, and of its own plans. */
function concernsOf(root: string, phase: RoadmapPhase): PlanContext["concerns"] {
  const after = new Set(phase.depends_on);
  return lastSummaries(root, (number) => after.has(number) || byNumber(number, phase.number) <= 0, MAX_CONCERNS).map(
    ({ path, text }) => ({ from: path, text: cut(text.trim(), MAX_CONCERN) }),
  );
}

/** Files that planner and checker read before anything else. */
function filesOf(root: string, planning: Planning, phase: RoadmapPhase, folder?: PhaseFolder): PlanContext["files"] {
  const named = (path: string | null | undefined, about: string) => (path ? [{ path, about }] : []);
  return [
    ...named(
      planning.project === null ? null : PROJECT,
      "what the project is, its constraints and decisions, and what was assumed",
    ),
    { path: ROADMAP, about: "all phases: what belongs to others stays there" },
    ...contextPaths(root, (number) => phase.depends_on.includes(number)).map((path) => ({
      path,
      about: "what was settled about a phase that this one builds on",
    })),
    ...named(folder?.context, "what is settled about this phase, and who said it"),
    ...named(folder?.research, "research of this phase"),
    ...named(folder?.patterns, "what here its files should look like"),
    ...named(folder?.verification?.path, "what was verified, and what is missing for each gap"),
  ];
}

/** Whether there is anything but `.planning` that a new file could be modelled on. */
const hasCode = (root: string): boolean =>
  filesIn(root).some((name) => !name.startsWith(".") && !/^(?:readme|license|changelog)(?:\.\w+)?$/i.test(name));

/** What the verification of a phase that was carried out found missing; none while it has plans to carry out. */
function gapsOf(folder: PhaseFolder | undefined): PlanContext["gaps"] {
  const said = folder?.verification;
  if (said?.status !== "gaps_found" || !folder!.plans.every((one) => isDone(folder!, one.plan))) return [];
  const texts = said.gaps.length > 0 ? [...new Set(said.gaps)] : [`What ${said.path} says is missing`];
  return texts.map((text, at) => ({ id: `G${at + 1}`, text }));
}

function contextOf(
  root: string,
  planning: Planning,
  phase: RoadmapPhase,
  folder: PhaseFolder | undefined,
  begun: readonly PhasePlan[],
): PlanContext {
  const kept = (folder?.plans ?? []).filter((one) => isDone(folder!, one.plan));
  const gaps = gapsOf(folder);
  const covered = new Set(kept.flatMap((one) => one.requirements));
  const known = planning.requirements ?? [];
  return {
    phase: twoDigits(phase.number),
    name: phase.name,
    goal: phase.goal,
    criteria: criteriaOf(phase),
    requirements: phase.requirements.flatMap((id) => {
      const found = known.find((one) => one.id === id);
      return found === undefined ? [] : [{ id, text: found.text }];
    }),
    // What closes gaps is held to them alone.
    due: gaps.length > 0 ? [] : phase.requirements.filter((id) => !covered.has(id)),
    gaps,
    kept: kept.map(({ id, objective, files_modified, wave }) => ({
      id,
      objective,
      files: files_modified,
      ...(wave === null ? {} : { wave }),
    })),
    // A commit says which plan it is of: no other one gets that number.
    taken: Math.max(0, ...[...kept, ...begun].map((one) => one.plan)),
    tdd: planning.config.tdd,
    granularity: planning.config.granularity,
    files: filesOf(root, planning, phase, folder),
    concerns: concernsOf(root, phase),
  };
}

/** What stands in the way of planning a phase; each names its file. */
function problemsOf(planning: Planning, phase: RoadmapPhase, folder: PhaseFolder | undefined): string[] {
  const at = `${ROADMAP}:${phase.line}`;
  const known = new Set((planning.requirements ?? []).map((one) => one.id));
  const kept = (folder?.plans ?? []).filter((one) => isDone(folder!, one.plan));
  return [
    ...(planning.requirements === null
      ? [
          `${REQUIREMENTS}: found no such file, expected one with the project's requirements; /multi-ai:new-project makes it`,
        ]
      : phase.requirements
          .filter((id) => !known.has(id))
          .map((id) => `${at}: found ${id}, expected a requirement of ${REQUIREMENTS}`)),
    ...(phase.criteria.length === 0
      ? [`${at}: found no success criteria, expected at least one that can be observed once the phase is done`]
      : []),
    ...(phase.goal.trim() === "" ? [`${at}: found no goal, expected what the phase brings about`] : []),
    ...(phase.done ? [`${at}: phase ${phase.number} is complete; take its tick away to plan it again`] : []),
    ...kept.flatMap((one) => one.problems.map(problemText)),
  ];
}

type Surveyed =
  | { ok: false; problems: string[] }
  /** `unfinished`: plans that are not done, a line for each; `contextFile`: the phase's CONTEXT.md, null: it has none. */
  | { ok: true; record: PlanRecord; config: PlanningConfig; unfinished: string[]; contextFile: string | null };

/** A plan that is not done, and what was done of it. */
function existingLine({ id, path, objective }: PhasePlan, commits: readonly PlanCommit[]): string {
  const count = commits.filter(({ plan }) => plan === id).length;
  const begun = count === 0 ? "" : ` (begun: ${plural(count, "commit")}; execute-phase would go on with it)`;
  return `${cut(`${path}: ${objective}`, 200)}${begun}`;
}

/** What there is of a phase that may be planned, without a word to anybody. Reads the disk. */
export function surveyPhase(root: string, number: string): Surveyed {
  const planning = readPlanning(root, number);
  const found = findPhase(planning, number);
  if (!found.ok) return found;
  const { phase, folder } = found;
  const problems = [...found.problems, ...problemsOf(planning, phase, folder)];
  if (problems.length > 0) return { ok: false, problems };
  const { config } = planning;
  const open = (folder?.plans ?? []).filter((one) => !isDone(folder!, one.plan));
  const commits = planCommits(
    root,
    open.map((one) => one.id),
  );
  const begun = open.filter((one) => commits.some(({ plan }) => plan === one.id));
  const context = contextOf(root, planning, phase, folder, begun);
  // Gaps are small, and what they are about was looked into.
  const isFirst = context.gaps.length === 0;
  const contextFile = folder?.context ?? null;
  const decisions = contextFile === null ? "" : (readText(root, contextFile, []) ?? "");
  const record: PlanRecord = {
    context,
    folder: folderOf(phase, folder),
    replaced: open.map(({ path }) => ({ path, sha: sha256(readPlain(join(root, path)) ?? "") })),
    research: isFirst && config.research && !folder?.research,
    patterns: isFirst && config.research && !folder?.patterns && hasCode(root),
    decisions: cut(decisions, MAX_DECISIONS),
  };
  return { ok: true, record, config, unfinished: open.map((one) => existingLine(one, commits)), contextFile };
}

export const survey: Check = async ({ project, run }, task) => {
  const found = surveyPhase(project.root, run.options.phase ?? "");
  if (!found.ok) return result(task, "fail", { problems: found.problems });
  const { record, config, unfinished } = found;
  const { research, patterns } = record;
  const facts: SurveyFacts = { plan_check: config.plan_check, research, patterns };
  const asks = unfinished.length > 0 && run.options.replace !== "yes";
  return {
    outcome: asks ? "existing" : "pass",
    tree: null,
    facts: { ...facts, ...(asks ? { existing: clipped(unfinished) } : {}) },
    record,
  };
};
