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
import { isDocument } from "../planning/document.ts";
import { type Change, isThere, type Move, namesIn, put, readText } from "../planning/files.ts";
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
import { namesOfLeft } from "./left-lines.ts";
import { adoptedPlan } from "./plan.ts";
import { adoptedRequirements } from "./requirements.ts";
import { adoptedRoadmap } from "./roadmap.ts";
import { adoptedState } from "./state.ts";
import { adoptedUat } from "./uat.ts";

/** What becomes of files in another form: each is read once, and written in ours. */

/** Files of one workstream; what else lies at the top belongs to all of them. */
const OF_WORKSTREAM = [ROADMAP, REQUIREMENTS, STATE, PHASES];
/** Where files go that git does not have as they are. */
const BEFORE = `${PLANNING}/before-adopt`;

export type Conversion = NonNullable<ReturnType<typeof conversionOf>>;

/** Names of sections that a line lists. */
const MOST = 12;

/** What of a file is left below, in words. */
const leftText = (path: string, below: string): string[] =>
  given(below !== "", `${path}: kept as it is at the end: ${someOf(namesOfLeft(below), MOST)}`);

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

/** The files of the active workstream take the place of those at the top, which go to their own. */
function movesOf(root: string, name: string): Move[] {
  const named = frontMatterOf(readText(root, ROADMAP, []) ?? "")?.fields.workstream;
  const before = typeof named === "string" ? named : "root";
  const inFolder = (path: string, of: string): string => `${WORKSTREAMS}/${of}/${basename(path)}`;
  const all = (of: string): string[] => OF_WORKSTREAM.map((path) => inFolder(path, of));
  return [
    ...OF_WORKSTREAM.map((from) => ({ from, to: inFolder(from, before) })),
    ...all(name).map((from) => ({ from, to: `${PLANNING}/${basename(from)}` })),
  ].filter(({ from }) => isThere(root, from));
}

/** Null: there is nothing to convert. Nothing is written. `root`: the project. */
export function conversionOf(root: string) {
  const workstream = activeWorkstream(root);
  const problems: Problem[] = [];
  const texts: Record<string, string> = {};
  const notes: string[] = [];
  const writes: Change[] = [];
  const folder = workstream === null ? PLANNING : `${WORKSTREAMS}/${workstream}`;
  /** The text of a file in another form, by the place where it will be. */
  const foreign = (path: string, kind: { key: string }): string | null => {
    const from = OF_WORKSTREAM.includes(path) ? `${folder}/${basename(path)}` : path;
    const text = readText(root, from, problems);
    if (text === null || isDocument(kind, text)) return null;
    texts[from] = text;
    return text.replace(/^\uFEFF/, "");
  };
  const tellOf =
    (path: string) =>
    (line: number | null, problem: string): void => {
      notes.push(problemText(problemIn(path, problem, line)));
    };
  const write = (path: string, text: string, below: string): void => {
    notes.push(...leftText(path, below));
    writes.push(put(path, text));
  };

  const archived = archivedMilestones(root);
  const read = (path: string) => {
    const text = foreign(path, ROADMAP_KIND);
    return text === null ? null : adoptedRoadmap(text, tellOf(path), archived);
  };
  const roadmap = read(ROADMAP);
  const requirements = foreign(REQUIREMENTS, REQUIREMENTS_KIND);
  if (requirements !== null) {
    const { fields, below } = adoptedRequirements(requirements, tellOf(REQUIREMENTS));
    const phaseOf = (id: string) =>
      roadmap?.fields.phases.find((phase) => phase.requirements.includes(id))?.number;
    const all = fields.requirements.map((requirement) => ({
      ...requirement,
      phase: requirement.phase ?? phaseOf(requirement.id),
    }));
    write(REQUIREMENTS, requirementsText({ ...fields, requirements: all }, below), below);
  }
  const state = foreign(STATE, STATE_KIND);
  if (state !== null) {
    const { fields, below } = adoptedState(state, tellOf(STATE));
    writes.push(put(STATE, stateText(fields, below)));
    const { milestone: version, milestone_name: name } = fields;
    // Another tool calls it so where it knows none.
    if (roadmap?.fields.phases.length && version && name !== "milestone")
      roadmap.fields.milestone ??= { version: String(version), name: name ?? "" };
  }
  const project = foreign(PROJECT, PROJECT_KIND);
  if (project !== null) {
    // People and agents read it: all of it is the person's.
    const title = titleOf(readMarkdown(project)) ?? "";
    writes.push(put(PROJECT, projectText({ title }, `\n${project.replace(/^# .*\s*/, "")}`)));
  }
  const unread = unreadKeys(readText(root, CONFIG, problems));
  notes.push(...given(unread.length > 0, `${CONFIG}: nothing here reads ${someOf(unread, MOST)}`));
  for (const path of archived.map(archivedRoadmap)) {
    const over = read(path);
    if (over !== null) write(path, roadmapText(over.fields, over.below), over.below);
  }
  // Those of a workstream are looked at once they are in their place.
  for (const { name, number } of workstream === null ? foldersOf(root, []) : []) {
    const at = `${PHASES}/${name}`;
    const adopt = (
      path: string,
      kind: { key: string },
      adopted: (text: string) => string | null,
    ): void => {
      const text = readText(root, path, []);
      const after = text === null || isDocument(kind, text) ? null : adopted(text);
      if (after === null) return;
      texts[path] = text!;
      writes.push(put(path, after));
    };
    const { plans, uat } = namesOf(number, namesIn(root, at, []));
    for (const file of plans) {
      const path = `${at}/${file.name}`;
      const place = { folder: name, phase: number, file };
      adopt(path, PLAN_KIND, (text) => adoptedPlan(text, place, tellOf(path)));
    }
    for (const path of uat.map((file) => `${at}/${file}`))
      adopt(path, UAT_KIND, (text) => adoptedUat(text, name, tellOf(path)));
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
  if (roadmap !== null) notes.push(...leftText(ROADMAP, roadmap.below));
  const text = roadmapOf([]);
  return {
    workstream,
    texts,
    notes,
    problems,
    moves,
    /** Phases that are open in a milestone before one that is over. */
    earlier: roadmap?.earlier ?? [],
    /** What it will be; null: there is none, or it is in our form. */
    roadmap: text === null ? null : readRoadmapText(text, ROADMAP).roadmap,
    /** All changes, the roadmap last: with it the project is adopted. */
    steps(done: readonly PhaseNumber[]): (Change | Move)[] {
      const changed = roadmapOf(done);
      const copies = Object.entries(texts)
        .filter(([path, before]) => !isCommitted(root, path, before))
        .map(([path, before]) => put(`${BEFORE}/${path.slice(PLANNING.length + 1)}`, before));
      return [...copies, ...moves, ...writes, ...(changed === null ? [] : [put(ROADMAP, changed)])];
    },
  };
}
