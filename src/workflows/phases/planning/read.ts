import { join } from "node:path";
import { startHere } from "../../../plugin.ts";
import { statAt } from "../../../store/files/plain-file.ts";
import { lazily } from "../../kit/lazily.ts";
import {
  archivedRoadmap,
  CONFIG,
  MILESTONES,
  PHASES,
  PLANNING,
  PROJECT,
  REQUIREMENTS,
  ROADMAP,
  STATE,
  WORKSTREAMS,
} from "../paths.ts";
import type { Known } from "./document.ts";
import { DEFAULT_CONFIG, readConfigText } from "./documents/config.ts";
import { readPlanText } from "./documents/plan.ts";
import { PROJECT_KIND } from "./documents/project.ts";
import { REQUIREMENTS_KIND, readRequirementsText } from "./documents/requirements.ts";
import { ROADMAP_KIND, readRoadmapText } from "./documents/roadmap.ts";
import { readStateText } from "./documents/state.ts";
import { readSummaryText } from "./documents/summary.ts";
import { readUatText } from "./documents/uat.ts";
import { readVerificationText } from "./documents/verification.ts";
import { isFolder, isThere, namesIn, readText, telling } from "./files.ts";
import type { PhaseFolder, PhaseNumber, Planning, Problem } from "./model.ts";
import {
  byNumber,
  folderNumber,
  isOfPlan,
  isReserved,
  namesOf,
  planId,
  samePhase,
  summaryOf,
} from "./numbers.ts";

/** What a file says; null where it is missing, or where a problem is told. */
function readWith<T>(
  root: string,
  path: string,
  of: (text: string) => T,
  problems: Problem[],
): T | null {
  const text = readText(root, path, problems);
  if (text === null) return null;
  try {
    return of(text);
  } catch (error) {
    // A file that no reader foresaw is the person's to mend, and never ends a command without a
    // word.
    telling(path, problems)(
      null,
      `it cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    );
    return null;
  }
}

/** The files at the top of `.planning`, without its phases. Never throws. `root`: the project. */
export function readRoot(root: string) {
  const problems: Problem[] = [];
  const exists = isFolder(root, PLANNING, problems);
  const read = <T>(path: string, of: (text: string) => T): T | null =>
    exists ? readWith(root, path, of, problems) : null;
  let foreign = false;
  const readOwn = <T>(path: string, kind: Known, of: (text: string) => T): T | null =>
    read(path, (text) => {
      if (kind.is(text)) return of(text);
      foreign = true;
      return null;
    });
  const project = read(PROJECT, (text) => {
    const changes: Problem[] = [];
    if (PROJECT_KIND.is(text)) PROJECT_KIND.read(text, telling(PROJECT, changes));
    return { problems: changes };
  });
  const roadmap = readOwn(ROADMAP, ROADMAP_KIND, (text) => readRoadmapText(text, ROADMAP));
  // Beside a roadmap of ours, others are a file that has to be corrected.
  const known = roadmap === null ? REQUIREMENTS_KIND : { is: () => true };
  const requirements = readOwn(REQUIREMENTS, known, (text) =>
    readRequirementsText(text, REQUIREMENTS),
  );
  const config = read(CONFIG, (text) => readConfigText(text, CONFIG));
  const state = read(STATE, readStateText);
  for (const one of [requirements, roadmap, config]) problems.push(...(one?.problems ?? []));
  // Of these two nothing else is needed to go on.
  for (const one of [project, state])
    problems.push(...(one?.problems ?? []).filter(({ of }) => of === ""));
  let lastOver: PhaseNumber | null = null;
  if (exists && !isThere(root, ROADMAP)) {
    for (const path of archivedMilestones(root).slice(-1).map(archivedRoadmap)) {
      const over = readOwn(path, ROADMAP_KIND, (text) => readRoadmapText(text, path).roadmap);
      lastOver =
        over?.phases
          .map(({ number }) => number)
          .sort(byNumber)
          .at(-1) ?? null;
    }
    if (namesIn(root, WORKSTREAMS, []).length > 0) foreign = true;
  }
  return {
    exists,
    /** Its files have the form of another tool, or of an earlier version. */
    foreign,
    /** There is a PROJECT.md that can be read. */
    project: project !== null,
    requirements: requirements?.requirements ?? null,
    roadmap: roadmap?.roadmap ?? null,
    config: config?.config ?? DEFAULT_CONFIG,
    /** A projection for people and for GSD, from which little is taken back; null: no such file. */
    state,
    /** The last event of the phase was a failed check that nobody owns; null: no. */
    error: state?.error ?? null,
    /** The last phase of the milestone that is over, where there is no roadmap; null: not known. */
    lastOver,
    problems,
  };
}

/** What `config.json` wants; null: there is none that can be read. */
export function configIn(root: string): ReturnType<typeof readConfigText> | null {
  const text = readText(root, CONFIG, []);
  return text === null ? null : readConfigText(text, CONFIG);
}

interface Entry {
  name: string;
  number: PhaseNumber;
}

/**
 * The folders of phases, in their order. One without a number is told, and one with the number of
 * another.
 */
export function foldersOf(root: string, problems: Problem[], below = PHASES): Entry[] {
  if (!isFolder(root, below, problems)) return [];
  const folders: Entry[] = [];
  for (const name of namesIn(root, below, problems)) {
    if (name.startsWith(".")) continue;
    const number = folderNumber(name);
    if (number !== null && isReserved(number)) continue;
    const path = `${below}/${name}`;
    const found = statAt(join(root, path));
    // A file that lies beside the folders is nobody's.
    if (!found?.isDirectory() && !found?.isSymbolicLink()) continue;
    const twin = folders.find((folder) => folder.number === number);
    if (twin !== undefined)
      telling(path, problems)(
        null,
        `found the number ${number}, which ${twin.name} has, too; expected one folder for it: move the other out of ${below}`,
      );
    if (number !== null) folders.push({ name, number });
    else
      telling(path, problems)(
        null,
        "found a folder without a phase's number, expected a name such as 02-search",
      );
  }
  return folders.sort(
    (one, other) => byNumber(one.number, other.number) || (one.name < other.name ? -1 : 1),
  );
}

/**
 * A phase's folder: what the names of its files say, its verification, and what a person tries out;
 * plans and summaries are read when they are asked for. Null: there is no such folder. `problems`:
 * without those of plans and summaries.
 */
export function folderOf(root: string, { name, number }: Entry) {
  const folder = `${PHASES}/${name}`;
  const problems: Problem[] = [];
  const isOwn = isFolder(root, folder, problems);
  if (!isOwn && problems.length === 0) return null;
  const names = isOwn ? namesIn(root, folder, problems) : [];
  const files = namesOf(number, names);
  for (const one of files.unlike)
    telling(`${folder}/${one}`, problems)(
      null,
      `its name is not that of a plan; expected such as ${planId(number, 1)}-PLAN.md`,
    );
  /**
   * Path of a file that agents are told to read; null: there is none, or something else in its
   * place.
   */
  const ownFile = (file: string | null): string | null => {
    const path = file && `${folder}/${file}`;
    const found = path === null ? undefined : statAt(join(root, path));
    if (found === undefined || found.isFile()) return path;
    telling(path!, problems)(null, "it is a link or no file; expected a file of your own");
    return null;
  };
  /** One file; null where it is gone. */
  const read = <T extends { problems: Problem[] }>(
    file: string,
    of: (text: string, path: string) => T,
  ): T | null => {
    const path = `${folder}/${file}`;
    const own: Problem[] = [];
    const found = readWith(root, path, (text) => of(text, path), own);
    // A file that cannot be opened is read as an empty one with that problem: its plan is there,
    // and never runs.
    return own.length === 0 ? found : { ...of("", path), problems: own };
  };
  const { verification: report } = files;
  const reportPath = `${folder}/${report}`;
  const verification =
    report === null
      ? null
      : readWith(
          root,
          reportPath,
          (text) => readVerificationText(text, { phase: number, path: reportPath }),
          problems,
        );
  const uat = files.uat.flatMap(
    (name) => read(name, (text, path) => readUatText(text, { path })) ?? [],
  );
  const place = { phase: number };
  return lazily(
    {
      plans: () =>
        files.plans
          .flatMap(
            (file) =>
              read(file.name, (text, path) => readPlanText(text, { ...place, path, file })) ?? [],
          )
          .filter(({ superseded }) => !superseded),
      summaries: () =>
        files.summaries.flatMap((file) => {
          const summary = read(file.name, (text, path) =>
            readSummaryText(text, { ...place, path, file }),
          );
          // An overview, such as `01-FINAL-SUMMARY.md`, is about no plan.
          return summary === null || (summary.plan === 0 && !isOfPlan(file, files.plans))
            ? []
            : summary;
        }),
    },
    {
      name,
      number,
      context: ownFile(files.context),
      research: ownFile(files.research),
      patterns: ownFile(files.patterns),
      verification,
      /** What a person tries out of it. */
      uat,
      /** Its plans by the names of their files. */
      named: files.plans.map((plan) => {
        const summary = summaryOf(plan, files.summaries);
        return {
          path: `${folder}/${plan.name}`,
          id: plan.plan === null ? plan.name.replace(/-?PLAN\.md$/, "") : planId(number, plan.plan),
          /** Path of what was done for it; null: none yet. */
          summary: summary && `${folder}/${summary.name}`,
        };
      }),
      problems: [...problems, ...uat.flatMap((one) => one.problems)],
    },
  );
}

/**
 * What the files at the top say, and of each phase the names of its files and its verification:
 * enough to see what comes next, also where there are thousands of plans. Never throws. `root`: the
 * project.
 */
export function readOverview(root: string) {
  const top = readRoot(root);
  const problems = [...top.problems];
  const phases = top.exists
    ? foldersOf(root, problems).flatMap((folder) => folderOf(root, folder) ?? [])
    : [];
  return { ...top, phases, problems: [...problems, ...phases.flatMap((phase) => phase.problems)] };
}

/** Whether there is a `.planning` of the user's own. `root`: the project. */
export const hasPlanning = (root: string): boolean => isFolder(root, PLANNING, []);

/**
 * All files of the folders that have a phase's number: one, none, or more where somebody made a
 * mistake. Of other folders nothing is told. Never throws. `only`: left out: of all phases.
 */
export function readPhase(
  root: string,
  only?: PhaseNumber,
): { phases: PhaseFolder[]; problems: Problem[] } {
  const about: Problem[] = [];
  const own = (hasPlanning(root) ? foldersOf(root, about) : []).filter(
    (one) => only === undefined || samePhase(one.number, only),
  );
  const paths = [PHASES, ...own.map(({ name }) => `${PHASES}/${name}`)];
  const problems = about.filter(({ file }) => only === undefined || paths.includes(file));
  const phases = own.flatMap((one) => folderOf(root, one) ?? []);
  const all = phases.flatMap((phase) => [phase, ...phase.plans, ...phase.summaries]);
  return { phases, problems: [...problems, ...all.flatMap((one) => one.problems)] };
}

/**
 * Reads `.planning` below a project; what cannot be read is a problem, never an exception. `root`:
 * the project. `only`: the one phase whose folders are read. Without it all files are.
 */
export function readPlanning(root: string, only?: PhaseNumber) {
  const top = readRoot(root);
  const { phases, problems } = readPhase(root, only);
  return { ...top, phases, problems: [...top.problems, ...problems] };
}

/** Milestones in the archive, by the names of their roadmaps. */

const ARCHIVED = /^(v\d+(?:\.\d+){0,2})-ROADMAP\.md$/;

/** The order of two versions. */
const versions = new Intl.Collator("en", { numeric: true });

/** Their versions, such as `v1.0`, oldest first. `root`: the project. */
export function archivedMilestones(root: string): string[] {
  const all = namesIn(root, MILESTONES, []).flatMap((name) => ARCHIVED.exec(name)?.[1] ?? []);
  return all.sort(versions.compare);
}

/** The version after them: `v1.2` after `v1.1`; `v1.0` where there is none. */
export function nextVersion(archived: readonly string[]): string {
  const [major = "1", minor = "-1"] = archived.at(-1)?.slice(1).split(".") ?? [];
  return `v${major}.${Number(minor) + 1}`;
}

/**
 * Why no project, and no milestone of one, may begin here, with the way on; null: it may. A
 * description, maps, research, a configuration and milestones that are over are no work that is
 * under way. `archived`: there are such milestones.
 */
export function existing(
  {
    foreign,
    requirements,
    roadmap,
    phases,
    lastOver,
  }: Pick<Planning, "foreign" | "requirements" | "roadmap" | "lastOver" | "phases">,
  archived: boolean,
): string | null {
  // Of what another tool has written a project is made.
  if (foreign) return null;
  const isOpen = roadmap !== null && (roadmap.phases.length > 0 || !archived);
  // Folders of phases may be left by a milestone that another tool has completed.
  const isNew = ({ number, named }: PhaseFolder): boolean =>
    named.length > 0 && lastOver !== null && byNumber(number, lastOver) > 0;
  const isOver = archived && !isOpen && requirements === null && !phases.some(isNew);
  const there = [
    ...(isOpen ? [ROADMAP] : []),
    ...(requirements === null ? [] : [REQUIREMENTS]),
    ...(phases.length === 0 || isOver ? [] : [`${PHASES}/`]),
  ];
  if (there.length === 0) return null;
  const way = isOpen ? `${startHere("next")} continues it` : `bring its phases in ${ROADMAP} back`;
  return `found a project here already (${there.join(", ")}), expected none. ${way}; to start over, move ${PLANNING} away first.`;
}
