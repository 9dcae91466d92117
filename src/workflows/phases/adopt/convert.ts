import { basename } from "node:path";
import { runGit } from "../../../project/git.ts";
import { readJson } from "../../../store/json.ts";
import { isObject } from "../../../store/small-file.ts";
import { given, someOf } from "../../../text.ts";
import { readMarkdown, titleOf } from "../../markdown.ts";
import {
  archivedRoadmap,
  CONFIG,
  PHASES,
  PLANNING,
  PROJECT,
  REQUIREMENTS,
  ROADMAP,
  STATE,
  WORKSTREAMS,
} from "../paths.ts";
import type { Known } from "../planning/document.ts";
import {
  type Change,
  isThere,
  type Move,
  namesIn,
  put,
  readText,
  type Tell,
} from "../planning/files.ts";
import { frontMatterOf } from "../planning/front-matter.ts";
import { type PhaseNumber, type Problem, problemIn, problemText } from "../planning/model.ts";
import { namesOf } from "../planning/numbers.ts";
import { PLAN_KIND } from "../planning/plan.ts";
import { PROJECT_KIND, projectText } from "../planning/project.ts";
import { activeWorkstream, archivedMilestones, foldersOf } from "../planning/read.ts";
import { REQUIREMENTS_KIND, requirementsText } from "../planning/requirements.ts";
import {
  ROADMAP_KIND,
  type RoadmapFields,
  readRoadmapText,
  roadmapText,
} from "../planning/roadmap.ts";
import { STATE_KIND, stateText } from "../planning/state.ts";
import { UAT_KIND } from "../planning/uat.ts";
import { WISHES } from "../planning/wishes.ts";
import { type Adopted, rangesOf } from "./left-lines.ts";
import { adoptedPlan } from "./plan.ts";
import { adoptedRequirements } from "./requirements.ts";
import { adoptedRoadmap } from "./roadmap.ts";
import { adoptedState } from "./state.ts";
import { adoptedUat } from "./uat.ts";

/** What becomes of files in another form: each is read once, and written in ours. */

/** Files of one workstream; what else lies at the top belongs to all of them. */
const OF_WORKSTREAM = [ROADMAP, REQUIREMENTS, STATE, PHASES];
/** Where files go that git does not have as they are. */
export const BEFORE = `${PLANNING}/before-adopt`;

export type Conversion = NonNullable<ReturnType<typeof conversionOf>>;

/** Names, or ranges of lines, that a line lists. */
const MOST = 12;

/** What of a file is left below, by its lines. */
function leftText(path: string, source: string, { below, left }: Left): string[] {
  const lines = left && `lines ${someOf(rangesOf(left, source), MOST)}`;
  return given(below !== "", `${path}: ${lines ?? "all of its text"}`);
}
type Left = Pick<Adopted<unknown>, "below" | "left">;

/** Keys of a config.json that count for nothing here; they stay. */
function unreadKeys(text: string | null): string[] {
  const read = readJson(text ?? "{}");
  const known = new Set(Object.values(WISHES).flatMap(({ paths }): readonly string[] => paths));
  return Object.entries(read.ok && isObject(read.value) ? read.value : {})
    .flatMap(([key, value]) =>
      isObject(value) ? Object.keys(value).map((one) => `${key}.${one}`) : [key],
    )
    .filter((key) => !known.has(key));
}

/** Whether git has this text at HEAD. */
function isCommitted(root: string, path: string, text: string): boolean {
  const shown = runGit(["show", `HEAD:./${path}`], { cwd: root });
  return shown.ok && shown.out.toString() === text;
}

/** The workstream whose files stand at the top; null: nothing says one. */
export function workstreamAtTop(root: string): string | null {
  const named = frontMatterOf(readText(root, ROADMAP, []) ?? "")?.fields.workstream;
  return typeof named === "string" ? named : null;
}

/** The files of the active workstream take the place of those at the top, which go to their own. */
function movesOf(root: string, name: string): Move[] {
  const before = workstreamAtTop(root) ?? "root";
  const inFolder = (path: string, of: string): string => `${WORKSTREAMS}/${of}/${basename(path)}`;
  const all = (of: string): string[] => OF_WORKSTREAM.map((path) => inFolder(path, of));
  return [
    ...OF_WORKSTREAM.map((from) => ({ from, to: inFolder(from, before) })),
    ...all(name).map((from) => ({ from, to: `${PLANNING}/${basename(from)}` })),
  ].filter(({ from }) => isThere(root, from));
}

/** People and agents read `PROJECT.md`: all of it is the person's. */
const adoptedProject = (source: string): Adopted<{ title: string }> => ({
  fields: { title: titleOf(readMarkdown(source)) ?? "" },
  below: `\n${source.replace(/^# .*\s*/, "")}`,
  left: null,
});

/** Null: there is nothing to convert. Nothing is written. `root`: the project. */
export function conversionOf(root: string) {
  const workstream = activeWorkstream(root);
  const problems: Problem[] = [];
  const texts: Record<string, string> = {};
  const notes: string[] = [];
  const kept: string[] = [];
  const writes: Change[] = [];
  const folder = workstream === null ? PLANNING : `${WORKSTREAMS}/${workstream}`;
  /** A file in another form, by the place where it will be; null: there is none. */
  const take = <Found extends Left>(
    path: string,
    kind: Known,
    adopted: (text: string, tell: Tell) => Found | null,
  ): Found | null => {
    const isMoved = OF_WORKSTREAM.some((one) => path === one || path.startsWith(`${one}/`));
    const from = isMoved ? `${folder}${path.slice(PLANNING.length)}` : path;
    // A file of one phase stops that phase alone.
    const text = readText(root, from, path.startsWith(`${PHASES}/`) ? [] : problems);
    if (text === null || kind.is(text)) return null;
    const told: string[] = [];
    const found = adopted(text.replace(/^\uFEFF/, ""), (line, problem) =>
      told.push(problemText(problemIn(path, problem, line))),
    );
    // Why one cannot be read is told with its phase, which nobody reads while it moves.
    if (found !== null || workstream !== null) notes.push(...told);
    if (found === null) return null;
    texts[from] = text;
    kept.push(...leftText(path, text, found));
    return found;
  };

  const archived = archivedMilestones(root);
  const readRoadmap = (text: string, tell: Tell) => adoptedRoadmap(text, tell, archived);
  const roadmap = take(ROADMAP, ROADMAP_KIND, readRoadmap);
  const requirements = take(REQUIREMENTS, REQUIREMENTS_KIND, adoptedRequirements);
  if (requirements !== null) {
    const { fields, below } = requirements;
    const phaseOf = (id: string) =>
      roadmap?.fields.phases.find((phase) => phase.requirements.includes(id))?.number;
    const all = fields.requirements.map((requirement) => ({
      ...requirement,
      phase: requirement.phase ?? phaseOf(requirement.id),
    }));
    writes.push(put(REQUIREMENTS, requirementsText({ ...fields, requirements: all }, below)));
  }
  const state = take(STATE, STATE_KIND, adoptedState);
  if (state !== null) {
    writes.push(put(STATE, stateText(state.fields, state.below)));
    const { milestone: version, milestone_name: name } = state.fields;
    // Another tool calls it so where it knows none.
    if (roadmap?.fields.phases.length && version && name !== "milestone")
      roadmap.fields.milestone ??= { version: String(version), name: name ?? "" };
  }
  const project = take(PROJECT, PROJECT_KIND, adoptedProject);
  if (project !== null) writes.push(put(PROJECT, projectText(project.fields, project.below)));
  const unread = unreadKeys(readText(root, CONFIG, problems));
  notes.push(...given(unread.length > 0, `${CONFIG}: nothing here reads ${someOf(unread, MOST)}`));
  for (const path of archived.map(archivedRoadmap)) {
    const over = take(path, ROADMAP_KIND, readRoadmap);
    if (over !== null) writes.push(put(path, roadmapText(over.fields, over.below)));
  }
  const phases = `${folder}${PHASES.slice(PLANNING.length)}`;
  const folders = foldersOf(root, [], phases);
  // A phase that is in no roadmap would be carried out by nobody.
  for (const [number, line] of roadmap?.unread ?? []) {
    const folder = folders.find((one) => one.number === number)?.name;
    if (folder !== undefined || roadmap!.fields.phases.length === 0)
      problems.push(
        problemIn(
          ROADMAP,
          `phase ${number} is not understood, expected "### Phase ${number}: <name>" in a line of its own`,
          line,
        ),
      );
  }
  for (const { name, number } of folders) {
    const { plans, uat } = namesOf(number, namesIn(root, `${phases}/${name}`, []));
    const made = [
      ...plans.map((file) => {
        const place = { folder: name, phase: number, file };
        const path = `${PHASES}/${name}/${file.name}`;
        return { path, by: take(path, PLAN_KIND, (text, tell) => adoptedPlan(text, place, tell)) };
      }),
      ...uat.map((file) => {
        const path = `${PHASES}/${name}/${file}`;
        return { path, by: take(path, UAT_KIND, (text, tell) => adoptedUat(text, name, tell)) };
      }),
    ];
    for (const { path, by } of made) if (by !== null) writes.push(put(path, by.text));
  }
  const moves = workstream === null ? [] : movesOf(root, workstream);
  if (Object.keys(texts).length + moves.length === 0) return null;
  const of = workstream === null ? {} : { workstream };
  /** `done`: phases that the person says are done. */
  const roadmapOf = (done: readonly PhaseNumber[]): string | null => {
    if (roadmap === null) return null;
    const phases = roadmap.fields.phases.map((phase) =>
      done.includes(phase.number) ? { ...phase, done: true } : phase,
    );
    return roadmapText({ ...roadmap.fields, ...of, phases } as RoadmapFields, roadmap.below);
  };
  const text = roadmapOf([]);
  return {
    workstream,
    texts,
    notes,
    /** What stands at the end of each file as it was. */
    kept,
    problems,
    moves,
    /** What STATE.md said; null: there is none in another form. */
    state: state?.fields ?? null,
    /** Phases that are open in a milestone before one that is over. */
    earlier: roadmap?.earlier ?? [],
    /** What it will be; null: there is none, or it is in our form. */
    roadmap: text === null ? null : readRoadmapText(text, ROADMAP).roadmap,
    /**
     * All changes, the roadmap last: with it the project is adopted. `isKept`: what git has as it
     * is needs no copy.
     */
    steps(done: readonly PhaseNumber[], isKept: boolean): (Change | Move)[] {
      const changed = roadmapOf(done);
      const copies = Object.entries(texts)
        .filter(([path, before]) => !isKept || !isCommitted(root, path, before))
        .map(([path, before]) => put(`${BEFORE}/${path.slice(PLANNING.length + 1)}`, before));
      return [...copies, ...moves, ...writes, ...(changed === null ? [] : [put(ROADMAP, changed)])];
    },
  };
}
