import { dirname, join } from "node:path";
import * as z from "zod/mini";
import { disk, makeFolders, removeFile, writeFileAtomic } from "../../../store/disk.ts";
import { readJson } from "../../../store/json.ts";
import { planCommits } from "../execute/history.ts";
import { PHASES, PLANNING, REQUIREMENTS, ROADMAP, ROADMAP_CHANGE, STATE } from "../paths.ts";
import { alone, isFolder, isSafe, namesIn, readText, writeBelow } from "./files.ts";
import type { Problem } from "./model.ts";
import { leftProblem, MOVING } from "./names.ts";
import { planId } from "./numbers.ts";
import {
  planChange,
  REMOVED,
  type RoadmapChange,
  type RoadmapFiles,
  type RoadmapMoves,
  renames,
} from "./roadmap-change.ts";

/** Carries out a change of the phases' order. What it is about to do stands in a file first, so that a break loses nothing. */

/** Folders on their way to a place that another one may have yet. */
const staged = (to: string): string => `${PHASES}/${MOVING}${to.split("/").at(-1)}`;

const move = z.object({ from: z.string(), to: z.string() });
const record = z.object({
  /** The change as it was asked for, as JSON: whoever asks once more gets what was begun. */
  asked: z.string(),
  /** 0: folders are being staged; 1: they are put in place; 2: files get their names and texts. */
  stage: z.int().check(z.minimum(0), z.maximum(2)),
  moves: z.object({
    phase: z.string(),
    numbers: z.array(move),
    folders: z.array(move),
    files: z.array(move),
    texts: z.array(z.object({ path: z.string(), text: z.string() })),
    unmapped: z.array(z.string()),
  }),
});
type ChangeRecord = z.infer<typeof record>;

/** `finished`: what was carried out had been begun before, and broken off. */
export type Changed = { ok: true; moves: RoadmapMoves; finished: boolean } | { ok: false; problems: Problem[] };

/**
 * Inserts, removes or moves a phase, with its folder, the names of its files, and every text that names it. One that was broken
 * off is finished first: asked for again, that is all that is done. Never throws. `root`: the project.
 */
export const changeRoadmap = (root: string, change: RoadmapChange): Changed =>
  alone(root, (): Changed => {
    const problems: Problem[] = [];
    const asked = JSON.stringify(change);
    const before = readRecord(root, problems);
    if (problems.length > 0) return { ok: false, problems };
    if (before !== null) {
      carryOut(root, before);
      if (before.asked === asked) return { ok: true, moves: before.moves, finished: true };
    }
    const files = readFiles(root, renames(change), problems);
    if (problems.length > 0) return { ok: false, problems };
    const left = files.folders.find((one) => one.startsWith(`${PHASES}/${MOVING}`));
    if (left !== undefined) return { ok: false, problems: [leftProblem(left)] };
    const planned = planChange(files, change);
    if (!planned.ok) return planned;
    const begun = begunProblem(root, files, planned.moves);
    if (begun !== null) return { ok: false, problems: [begun] };
    const fresh: ChangeRecord = { asked, stage: 0, moves: planned.moves };
    if (!areSafe(root, fresh.moves, problems)) return { ok: false, problems };
    carryOut(root, fresh);
    return { ok: true, moves: planned.moves, finished: false };
  });

function readRecord(root: string, problems: Problem[]): ChangeRecord | null {
  const text = readText(root, ROADMAP_CHANGE, problems);
  if (text === null) return null;
  const read = readJson(text);
  const parsed = record.safeParse(read.ok ? read.value : null);
  if (parsed.success && areSafe(root, parsed.data.moves, problems)) return parsed.data;
  problems.push({
    file: ROADMAP_CHANGE,
    line: null,
    problem: `found a change of the roadmap that cannot be finished, expected what the program wrote; folders on their way are ${PHASES}/${MOVING}…`,
  });
  return null;
}

/** The file may be anybody's: nothing outside of the folders of phases is moved, and nothing outside of `.planning` written. */
function areSafe(root: string, { folders, files, texts }: RoadmapMoves, problems: Problem[]): boolean {
  const isPlace = (path: string): boolean =>
    [PHASES, REMOVED].includes(dirname(path)) && isSafe(root, `${path}/x`, problems) && !/[/\\]\.*$/.test(path);
  const areFolders = folders.every(({ from, to }) => isPlace(from) && isPlace(to) && isPlace(staged(to)));
  const isFile = (path: string): boolean => path.startsWith(`${PHASES}/`) && !path.split("/").includes("..");
  const areFiles = files.every(({ from, to }) => isFile(from) && isFile(to) && dirname(from) === dirname(to));
  const areTexts = texts.every(({ path }) => path.startsWith(`${PLANNING}/`) && !path.split("/").includes(".."));
  return areFolders && areFiles && areTexts;
}

const isThere = (root: string, path: string): boolean => disk.lstat(join(root, path)) !== undefined;

/** A phase without a summary yet, whose number commits have: under another one nobody would find them. */
function begunProblem(root: string, { files }: RoadmapFiles, { folders }: RoadmapMoves): Problem | null {
  const ids = folders.flatMap(({ from }) =>
    files.flatMap((path) => {
      const plan = path.startsWith(`${from}/`)
        ? /^(\d{1,4}(?:\.\d{1,3})*)-(\d{1,4})-/.exec(path.split("/").at(-1)!)
        : null;
      return plan === null ? [] : planId(plan[1]!, Number(plan[2]));
    }),
  );
  const [first] = planCommits(root, [...new Set(ids)]);
  if (first === undefined) return null;
  const problem = `found commit ${first.commit.slice(0, 12)} of plan ${first.plan}, whose phase would lose its number; expected a change behind all that was begun`;
  return { file: ROADMAP, line: null, problem };
}

/** Each step can be done again; which of them may be done stands on the disk before the first of them. */
function carryOut(root: string, { asked, stage, moves }: ChangeRecord): void {
  const note = (at: number): void => {
    writeFileAtomic(join(root, ROADMAP_CHANGE), JSON.stringify({ asked, stage: at, moves } satisfies ChangeRecord));
  };
  const rename = (from: string, to: string): void => disk.rename(join(root, from), join(root, to));
  if (stage === 0) {
    note(0);
    for (const { from, to } of moves.folders) if (!isThere(root, staged(to))) rename(from, staged(to));
    note(1);
  }
  if (stage <= 1) {
    for (const { to } of moves.folders) {
      if (!isThere(root, staged(to))) continue;
      makeFolders(root, dirname(to));
      rename(staged(to), to);
    }
    note(2);
  }
  for (const { from, to } of moves.files) if (isThere(root, from)) rename(from, to);
  for (const { path, text } of moves.texts) {
    const problems: Problem[] = [];
    if (!isSafe(root, path, problems)) throw new Error(`${path} ${problems[0]!.problem}`);
    writeBelow(root, path, text);
  }
  removeFile(join(root, ROADMAP_CHANGE));
}

/** What a change is made of; what cannot be read is told: then nothing may be changed. `all`: with the files of each phase. */
function readFiles(root: string, all: boolean, problems: Problem[]): RoadmapFiles {
  const texts = new Map<string, string>();
  const files: string[] = [];
  const folders: string[] = [];
  const read = (path: string): void => {
    const text = readText(root, path, problems);
    if (text !== null) texts.set(path, text);
  };
  if (!isFolder(root, PLANNING, problems)) return { texts, files, folders };
  for (const path of [ROADMAP, REQUIREMENTS, STATE]) read(path);
  for (const place of [PHASES, REMOVED]) {
    if (!isFolder(root, place, problems)) continue;
    for (const name of namesIn(root, place, problems)) {
      const folder = `${place}/${name}`;
      if (!(disk.lstat(join(root, folder))?.isDirectory() ?? false)) continue;
      folders.push(folder);
      if (place === REMOVED || !all) continue;
      for (const file of namesIn(root, folder, problems)) {
        const path = `${folder}/${file}`;
        if (disk.lstat(join(root, path))?.isFile() !== true) continue;
        files.push(path);
        if (file.endsWith(".md")) read(path);
      }
    }
  }
  return { texts, files, folders };
}
