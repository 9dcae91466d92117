import { join } from "node:path";
import { startHere } from "../../../plugin.ts";
import { filesIn } from "../../../project/project.ts";
import type { Settings } from "../../../settings.ts";
import { readPlain } from "../../../store/files/plain-file.ts";
import { sha256 } from "../../../store/journal.ts";
import { cut, plural } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { refusing } from "../../contract/problems.ts";
import { clipped } from "../../execute/checks/workspace.ts";
import { type PlanCommit, planCommits } from "../execute/history.ts";
import { CODEBASE, PROJECT, REQUIREMENTS, ROADMAP } from "../paths.ts";
import { isOwnFile, namesIn } from "../planning/files.ts";
import { type PhasePlan, problemText } from "../planning/model.ts";
import { byNumber, planNumber, twoDigits } from "../planning/numbers.ts";
import { readPhase } from "../planning/read.ts";
import { isSkipped } from "../recorded.ts";
import { findPhase, folderOf } from "../routes/phase-found.ts";
import { hasGaps } from "../routes/routes.ts";
import { Stopped } from "../stopped.ts";
import type { Named } from "./record.ts";

/** What `plan-phase` finds in `.planning` before anybody is asked. */

/** Phases before this one whose summaries are named beside those that it builds on. */
const MAX_PHASES = 4;

/** A phase as its files are; `done`: plans that have a summary, `open`: the others. */
type Looked = ReturnType<typeof planningAt>;

/** Files that planner and checker read before anything else. */
function filesOf({ root, planning, phase, folder }: Looked): { path: string; about: string }[] {
  const project = planning.project ? PROJECT : null;
  const builtOn = phase.depends_on.flatMap((number) => readPhase(root, number).phases);
  const before = planning
    .roadmap!.phases.map(({ number }) => number)
    .filter((one) => byNumber(one, phase.number) < 0);
  const carriedOut = before
    .sort(byNumber)
    .flatMap((number) => readPhase(root, number).phases)
    .filter((one) => one.summaries.length > 0);
  const summarised = [...builtOn, ...carriedOut.slice(-MAX_PHASES), ...(folder ? [folder] : [])];
  const summaries = new Set(summarised.flatMap((one) => one.summaries.map(({ path }) => path)));
  const settled = "what was settled about a phase that this one builds on";
  const files = [
    {
      path: project,
      about: "what the project is, its constraints and decisions, and what was assumed",
    },
    { path: ROADMAP, about: "all phases: what belongs to others stays there" },
    ...builtOn.map(({ context }) => ({ path: context, about: settled })),
    ...[...summaries].map((path) => ({ path, about: "what earlier work leaves to think of" })),
    { path: folder?.context, about: "what is settled about this phase, and who said it" },
    { path: folder?.research, about: "research of this phase" },
    { path: folder?.patterns, about: "what here its files should look like" },
    ...namesIn(root, CODEBASE, [])
      .filter((name) => /^[\w.-]+\.md$/.test(name) && isOwnFile(root, `${CODEBASE}/${name}`))
      .map((name) => ({ path: `${CODEBASE}/${name}`, about: "a map of the code" })),
    {
      path: folder?.verification?.path,
      about: "what was verified, and what is missing for each gap",
    },
  ];
  return files.flatMap(({ path, about }) => (path ? [{ path, about }] : []));
}

/** Whether there is anything but `.planning` that a new file could be modelled on. */
const hasCode = (root: string): boolean =>
  filesIn(root).some(
    (name) => !name.startsWith(".") && !/^(?:readme|license|changelog)(?:\.\w+)?$/i.test(name),
  );

/**
 * What the verification of a phase that was carried out found missing; none while it has plans to
 * carry out.
 */
function gapsOf({ folder, open }: Looked): Named[] {
  const verification = folder?.verification;
  if (verification?.status !== "gaps_found" || open.length > 0) return [];
  const texts =
    verification.gaps.length > 0
      ? [...new Set(verification.gaps)]
      : [`What ${verification.path} says is missing`];
  return texts.map((text, at) => ({ id: `G${at + 1}`, text }));
}

/** A plan's number, or that of what was done for it, without a letter. */
const wholeOf = ({ plan }: { plan: number }): number => Math.floor(plan);

export function contextOf(looked: Looked, begun: readonly PhasePlan[], tdd: boolean) {
  const { planning, phase, folder, done } = looked;
  const gaps = gapsOf(looked);
  const covered = new Set(done.flatMap((one) => one.requirements));
  const known = planning.requirements ?? [];
  // Also those that are not carried out here.
  const named = (folder?.named ?? []).map(({ id }) =>
    wholeOf({ plan: planNumber(id.split("-").at(-1)!) }),
  );
  return {
    /** As in names of files: `02`, `02.1`. */
    phase: twoDigits(phase.number),
    name: phase.name,
    goal: phase.goal,
    /** What can be observed once the phase is done; `AC1`, `AC2`. */
    criteria: phase.criteria.map((text, index): Named => ({ id: `AC${index + 1}`, text })),
    requirements: phase.requirements.flatMap((id) => {
      const found = known.find((one) => one.id === id);
      return found === undefined ? [] : [{ id, text: found.text }];
    }),
    /** Requirements that one of the plans has to name. What closes gaps is held to them alone. */
    due: gaps.length > 0 ? [] : phase.requirements.filter((id) => !covered.has(id)),
    gaps,
    /** Plans of the phase that stay as they are. */
    kept: done.map(({ id, objective, files_modified: files }) => ({ id, objective, files })),
    /**
     * Numbers up to this one are taken: a commit, or a file, says which plan it is of, and no other
     * one gets that number.
     */
    taken: Math.max(0, ...[...done, ...begun, ...(folder?.summaries ?? [])].map(wholeOf), ...named),
    tdd,
    files: filesOf(looked),
  };
}

/** What stands in the way of planning a phase; each names its file. */
function problemsOf({ planning: { requirements }, phase, folder, done }: Looked): string[] {
  const problems: string[] = [];
  const refuse = refusing(problems, `${ROADMAP}:${phase.line}`);
  const unknown = phase.requirements.filter((id) =>
    requirements?.every((requirement) => requirement.id !== id),
  );
  if (requirements === null)
    problems.push(
      `${REQUIREMENTS}: found no such file, expected one with the project's requirements; ${startHere("new-project")} creates it`,
    );
  for (const id of unknown) refuse("", id, `a requirement of ${REQUIREMENTS}`);
  if (phase.goal.trim() === "") refuse("", "no goal", "what the phase brings about");
  if (phase.done && !hasGaps(folder?.verification ?? null))
    problems.push(
      `${ROADMAP}:${phase.line}: phase ${phase.number} is complete; untick it to plan it again`,
    );
  return [...problems, ...done.flatMap((one) => one.problems.map(problemText))];
}

/** A plan that is not done, and what was done of it. */
function existingLine({ id, path, objective }: PhasePlan, commits: readonly PlanCommit[]): string {
  const count = commits.filter(({ plan }) => plan === id).length;
  const begun =
    count === 0 ? "" : ` (started: ${plural(count, "commit")}; execute-phase would continue it)`;
  return `${cut(`${path}: ${objective}`, 200)}${begun}`;
}

/**
 * A phase that may be planned, or talked over. Reads the disk. @throws Stopped with what keeps it
 * from that
 */
export function planningAt(root: string, number: string) {
  const found = findPhase(root, number);
  const { planning, phase, folder } = found;
  const isDone = ({ plan }: PhasePlan): boolean =>
    folder!.summaries.some((summary) => summary.plan === plan);
  const plans = Map.groupBy(folder?.plans ?? [], isDone);
  const looked = {
    root,
    planning,
    phase,
    folder,
    done: plans.get(true) ?? [],
    open: plans.get(false) ?? [],
  };
  const problems = [...found.problems, ...problemsOf(looked)];
  if (problems.length > 0) throw new Stopped(...problems);
  return looked;
}

/**
 * A phase that may be planned: what is carried out is looked at before more of it is planned.
 * @throws Stopped
 */
export function plannableAt(root: string, number: string): Looked {
  const looked = planningAt(root, number);
  const { phase, folder, done, open } = looked;
  if (phase.criteria.length === 0)
    throw new Stopped(
      `${ROADMAP}:${phase.line}: found no success criteria; ${startHere("discuss-phase", phase.number)} writes them`,
    );
  const covered = new Set(done.flatMap((one) => one.requirements));
  // Plans that name no requirement leave open which are theirs.
  const isCovered = covered.size === 0 || phase.requirements.every((id) => covered.has(id));
  if (done.length > 0 && open.length === 0 && isCovered && !hasGaps(folder?.verification ?? null))
    throw new Stopped(
      `all plans of phase ${phase.number} are done: type ${startHere("verify-work", phase.number)}; what it finds missing can be planned`,
    );
  return looked;
}

/**
 * What there is of such a phase, without a word to anybody. @throws Stopped with what keeps it from
 * being planned
 */
export function surveyPhase(
  root: string,
  number: string,
  of: "plans" | "context" = "plans",
  settings: Pick<Settings, "phases"> = {},
) {
  const isPlanned = of === "plans";
  const looked = (isPlanned ? plannableAt : planningAt)(root, number);
  const { planning, phase, folder } = looked;
  const { config } = planning;
  const { open } = looked;
  const commits = planCommits(
    root,
    open.map((one) => one.id),
  );
  const context = contextOf(
    looked,
    open.filter((one) => commits.some(({ plan }) => plan === one.id)),
    settings.phases?.tdd ?? false,
  );
  // Gaps are small, and what they are about was looked into.
  const researches = context.gaps.length === 0 && !isSkipped(settings, "research");
  const written = isPlanned
    ? open.map(({ path }) => path)
    : folder?.context
      ? [folder.context]
      : [];
  const record = {
    context,
    /** Relative to the project; it may not be there yet. */
    folder: folderOf(phase, folder),
    /** Files that new ones take the place of, each with its hash. */
    replaced: written.map((path) => ({
      path,
      sha: sha256(readPlain(join(root, path)) ?? ""),
    })),
    research: researches && !folder?.research,
    patterns: researches && !folder?.patterns && hasCode(root),
  };
  const existing = isPlanned ? open.map((one) => existingLine(one, commits)) : written;
  return { record, config, existing };
}

/**
 * The look at a phase whose plans, or whose context, are made: what of it is there already the
 * person has to let go of.
 */
export const surveying =
  (of: "plans" | "context"): Check =>
  async ({ project, run }) => {
    const { record, config, existing } = surveyPhase(
      project.root,
      run.options.phase ?? "",
      of,
      run.settings,
    );
    const asks = existing.length > 0 && run.options.replace !== "yes";
    const { research, patterns } = record;
    const facts = {
      plan_check: !isSkipped(run.settings, "plan_check"),
      research,
      patterns,
      yolo: config.mode === "yolo",
    };
    return {
      outcome: asks ? "existing" : "pass",
      tree: null,
      facts: { ...facts, ...(asks ? { existing: clipped(existing) } : {}) },
      record,
    };
  };
