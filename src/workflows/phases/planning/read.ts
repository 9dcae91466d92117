import { lstatSync } from "node:fs";
import { join } from "node:path";
import { CONFIG, MILESTONES, PAUSE_NOTE, PHASES, PLANNING, PROJECT, REQUIREMENTS, ROADMAP, STATE } from "../paths.ts";
import { DEFAULT_CONFIG, readConfigText } from "./config.ts";
import { isFolder, isThere, namesIn, readText, telling } from "./files.ts";
import type { Overview, PhaseFolder, PhaseNumber, Planning, PlanSummary, Problem } from "./model.ts";
import { byNumber, folderNumber, isReserved, namesOf, planId, samePhase, summaryOf } from "./numbers.ts";
import { readPlanText } from "./plan.ts";
import { placeRequirements } from "./requirements.ts";
import { placeRoadmap } from "./roadmap.ts";
import { readStateText } from "./state.ts";
import { readSummaryText } from "./summary.ts";
import { readVerificationText } from "./verification.ts";

type Root = Omit<Overview, "phases">;

const NOTHING: Root = {
  exists: false,
  project: false,
  requirements: null,
  roadmap: null,
  config: DEFAULT_CONFIG,
  state: null,
  paused: false,
  error: null,
  problems: [],
};

/** What a file says; null where it is missing, or where a problem is told. */
function readWith<T>(root: string, path: string, of: (text: string) => T, problems: Problem[]): T | null {
  const text = readText(root, path, problems);
  if (text === null) return null;
  try {
    return of(text);
  } catch (error) {
    // A file that no reader foresaw is the person's to mend, and never ends a command without a word.
    telling(path, problems)(null, `it cannot be read: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

/** The files at the top of `.planning`, without its phases. Never throws. `root`: the project. */
export function readRoot(root: string): Root {
  const problems: Problem[] = [];
  if (!isFolder(root, PLANNING, problems)) return { ...NOTHING, problems };
  const read = <T>(path: string, of: (text: string) => T): T | null => readWith(root, path, of, problems);
  const project = read(PROJECT, () => true);
  const requirements = read(REQUIREMENTS, (text) => placeRequirements(text, REQUIREMENTS));
  const roadmap = read(ROADMAP, (text) => placeRoadmap(text, ROADMAP));
  const config = read(CONFIG, (text) => readConfigText(text, CONFIG));
  const state = read(STATE, (text) => readStateText(text, STATE));
  for (const one of [requirements, roadmap, config, state]) problems.push(...(one?.problems ?? []));
  const milestone = roadmap?.roadmap.milestone ?? state?.state.milestone ?? null;
  return {
    exists: true,
    project: project !== null,
    requirements: requirements?.requirements.map((one) => one.requirement) ?? null,
    roadmap: roadmap === null ? null : { ...roadmap.roadmap, milestone },
    config: config?.config ?? DEFAULT_CONFIG,
    state: state?.state ?? null,
    paused: state?.state.paused === true || isThere(root, `${PLANNING}/${PAUSE_NOTE}`),
    error: state?.state.error ?? null,
    problems,
  };
}

interface Entry {
  name: string;
  number: PhaseNumber;
}

/** The folders of phases, in their order; a folder without a number is told. */
function foldersOf(root: string, problems: Problem[]): Entry[] {
  if (!isFolder(root, PHASES, problems)) return [];
  const folders: Entry[] = [];
  for (const name of namesIn(root, PHASES, problems)) {
    if (name.startsWith(".")) continue;
    const number = folderNumber(name);
    if (number !== null && isReserved(number)) continue;
    const path = `${PHASES}/${name}`;
    if (number !== null) folders.push({ name, number });
    else if (lstatSync(join(root, path), { throwIfNoEntry: false })?.isDirectory())
      telling(path, problems)(null, "found a folder without a phase's number, expected a name such as 02-search");
  }
  return folders.sort((one, other) => byNumber(one.number, other.number) || (one.name < other.name ? -1 : 1));
}

/**
 * A phase's folder: the names in it, and what its files say, each read when it is asked for. What is wrong there is told, and a
 * file's own problems stand in it, too. Null: there is none.
 */
function opened(root: string, { name, number }: Entry, problems: Problem[]) {
  const folder = `${PHASES}/${name}`;
  if (!isFolder(root, folder, problems)) return null;
  const names = namesIn(root, folder, problems);
  const files = namesOf(number, names);
  /** A file that agents are told to read; null: there is none, or something else in its place. */
  const ownFile = (kind: "context" | "research" | "patterns"): string | null => {
    const path = files[kind] && `${folder}/${files[kind]}`;
    const found = path === null ? undefined : lstatSync(join(root, path), { throwIfNoEntry: false });
    if (path === null || found === undefined || found.isFile()) return path;
    const what = found.isSymbolicLink() ? "a symbolic link" : "no file";
    telling(path, problems)(null, `it is ${what}; expected a file of your own that is no link`);
    return null;
  };
  /** One file, as a list of one; empty where it is gone. */
  const read = <T extends { problems: Problem[] }>(file: string, of: (text: string, path: string) => T): T[] => {
    const path = `${folder}/${file}`;
    const own: Problem[] = [];
    const found = readWith(root, path, (text) => of(text, path), own);
    // A file that cannot be opened is read as an empty one with that problem: its plan is there, and never runs.
    const value = own.length === 0 ? found : { ...of("", path), problems: own };
    problems.push(...(value?.problems ?? []));
    return value === null ? [] : [value];
  };
  const place = { phase: number };
  return {
    names,
    ownFile,
    planned: files.plans.map((one) => {
      const summary = summaryOf(one, files.summaries);
      return {
        path: `${folder}/${one.name}`,
        id: one.plan === null ? one.name.replace(/-?PLAN\.md$/, "") : planId(number, one.plan),
        /** Path of what was done for it; null: none yet. */
        summary: summary && `${folder}/${summary.name}`,
      };
    }),
    plans: () =>
      files.plans
        .flatMap((file) => read(file.name, (text, path) => readPlanText(text, { ...place, path, file })))
        .filter((one) => !one.superseded),
    summaries: () =>
      files.summaries.flatMap((file) =>
        read(file.name, (text, path) => readSummaryText(text, { ...place, path, file })),
      ),
    /** All of it but plans and summaries. */
    rest: () => ({
      name,
      number,
      context: ownFile("context"),
      research: ownFile("research"),
      patterns: ownFile("patterns"),
      verification:
        files.verification === null
          ? null
          : (read(files.verification, (text, path) => readVerificationText(text, { ...place, path }))[0] ?? null),
    }),
  };
}

/** What the names of files in a phase's folder say; of their contents the verification's alone is read. */
export function overviewOf(root: string, entry: Entry) {
  const problems: Problem[] = [];
  const one = opened(root, entry, problems);
  if (one === null && problems.length === 0) return null;
  return {
    ...(one?.rest() ?? { ...entry, context: null, research: null, patterns: null, verification: null }),
    plans: one?.planned ?? [],
    /** A person paused the work on it. */
    paused: one?.names.includes(PAUSE_NOTE) === true,
    problems,
  };
}

export function folderOf(root: string, entry: Entry, problems: Problem[]) {
  const one = opened(root, entry, problems);
  return one && { ...one.rest(), plans: one.plans(), summaries: one.summaries() };
}

/**
 * What the files at the top say, and of each phase the names of its files and its verification: enough to see what comes next,
 * also where there are thousands of plans. Never throws. `root`: the project.
 */
export function readOverview(root: string): Overview {
  const top = readRoot(root);
  if (!top.exists) return { ...top, phases: [] };
  const problems = [...top.problems];
  const phases = foldersOf(root, problems).flatMap((one) => overviewOf(root, one) ?? []);
  problems.push(...phases.flatMap((one) => one.problems));
  return { ...top, paused: top.paused || phases.some((one) => one.paused), phases, problems };
}

/** Whether there is a `.planning` of the user's own. `root`: the project. */
export const hasPlanning = (root: string): boolean => isFolder(root, PLANNING, []);

/** All files of the folders that have a phase's number: one, none, or more where somebody made a mistake. Never throws. */
export function readPhase(root: string, number: PhaseNumber): { phases: PhaseFolder[]; problems: Problem[] } {
  const problems: Problem[] = [];
  const own = hasPlanning(root) ? foldersOf(root, problems).filter((one) => samePhase(one.number, number)) : [];
  return { phases: own.flatMap((one) => folderOf(root, one, problems) ?? []), problems };
}

/**
 * Reads `.planning` below a project; what cannot be read is a problem, never an exception. `root`: the project. `only`: the
 * one phase whose folders are read; of the others nothing but that they are folders. Without it all files are.
 */
export function readPlanning(root: string, only?: PhaseNumber): Planning {
  const top = readRoot(root);
  if (!top.exists) return { ...top, phases: [] };
  const problems = [...top.problems];
  let { paused } = top;
  const phases = foldersOf(root, problems).flatMap((one) => {
    const isAsked = only === undefined || samePhase(one.number, only);
    const read = isAsked ? folderOf(root, one, problems) : null;
    const isOne = isAsked ? read !== null : isFolder(root, `${PHASES}/${one.name}`, problems);
    paused ||= isOne && isThere(root, `${PHASES}/${one.name}/${PAUSE_NOTE}`);
    return read ?? [];
  });
  return { ...top, paused, phases, problems };
}

/**
 * The last summaries that say something, in the order of their phases; no more files are read than it takes. `of`: whether a
 * phase is asked for. Never throws.
 */
export function lastSummaries(root: string, of: (phase: PhaseNumber) => boolean, most: number): PlanSummary[] {
  const found: PlanSummary[] = [];
  for (const one of foldersOf(root, []).toReversed()) {
    if (found.length >= most) break;
    const summaries = of(one.number) ? (opened(root, one, [])?.summaries() ?? []) : [];
    found.unshift(...summaries.filter(({ text }) => text.trim() !== ""));
  }
  return found.slice(-most);
}

/** Paths of the contexts of phases, in the order of these. `of`: whether a phase is asked for. Never throws. */
export const contextPaths = (root: string, of: (phase: PhaseNumber) => boolean): string[] =>
  foldersOf(root, []).flatMap((one) => (of(one.number) ? (opened(root, one, [])?.ownFile("context") ?? []) : []));

/** Milestones in the archive, by the names of their roadmaps. */

const ARCHIVED = /^(v\d+(?:\.\d+){0,2})-ROADMAP\.md$/;

/** Their versions, such as `v1.0`, oldest first. `root`: the project. */
export function archivedMilestones(root: string): string[] {
  const versions = namesIn(root, MILESTONES, []).flatMap((name) => ARCHIVED.exec(name)?.[1] ?? []);
  return versions.sort(new Intl.Collator("en", { numeric: true }).compare);
}

/** The version behind them: `v1.2` behind `v1.1`; `v1.0` where there is none. */
export function nextVersion(archived: readonly string[]): string {
  const [major = "1", minor = "-1"] = archived.at(-1)?.slice(1).split(".") ?? [];
  return `v${major}.${Number(minor) + 1}`;
}
