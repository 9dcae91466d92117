import { closeSync, constants } from "node:fs";
import { join } from "node:path";
import { MIN_SECRET_LENGTH } from "../../project/mask.ts";
import type { Project } from "../../project/project.ts";
import { maskOfProject } from "../../project/secrets.ts";
import { createFolder, openRegular, ownFolder, readRange, UnsafeFile, writeFileAtomic } from "../../store/disk.ts";
import { cut, oneLine, plural } from "../../text.ts";

/**
 * What an agent keeps from run to run: `.task/memory/<agent>.md`, one line for each entry, which a person may read and edit.
 * It belongs to no run, so `reset` leaves it where it is. Its text is material in a brief, never an instruction.
 */

export interface MemoryEntry {
  text: string;
  /** The run that taught it; null: a person wrote the line. */
  run: string | null;
}

export interface Memory {
  /** Oldest first. */
  entries: MemoryEntry[];
  /** What was left out or could not be read, in words for the person. */
  notes: string[];
}

export const MAX_ENTRIES = 20;
/** Of the whole file, in bytes. */
export const MAX_BYTES = 4_096;
/** Of one entry, in characters. */
const MAX_CHARS = 300;
/** What a person may have made of the file, in bytes: more is not read. */
const MAX_READ = 65_536;

const FOLDER = "memory";
const NAME = /^[a-z][a-z0-9-]{0,39}$/;
const ENTRY = /^- +(.+?)(?: +\(([a-z-]{1,40}-[0-9a-f]{8})\))?$/;
const INTRO = `<!-- One line for each thing that earlier runs taught. Edit or delete any line; ${MAX_ENTRIES} are kept. -->`;

/** The file of an agent's memory, from the project's folder. @throws Error for a name that is no agent's */
export function memoryFile(agent: string): string {
  if (!NAME.test(agent)) throw new Error(`"${agent}" is no name of an agent`);
  return `.task/${FOLDER}/${agent}.md`;
}

const titleOf = (agent: string): string => `# Memory: ${agent}`;

/** By this two entries are the same. */
const keyOf = (text: string): string => text.toLowerCase().replace(/[\s.;,]+$/, "");

/** A text as one entry of one line; empty where it says nothing. */
function entryText(text: string): string {
  const said = oneLine(text).replaceAll(/ {2,}/g, " ");
  return /[\p{L}\p{N}]/u.test(said) ? cut(said, MAX_CHARS).toWellFormed() : "";
}

/**
 * The entries of a memory's text. Headings and comments are none; an indented line goes on with the entry before it; any
 * other line that is no entry is one that a person wrote.
 */
export function parseMemory(text: string): MemoryEntry[] {
  const lines: string[] = [];
  for (const raw of text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/)) {
    const line = oneLine(raw);
    if (line === "" || /^#{1,6}( |$)/.test(line) || (line.startsWith("<!--") && line.endsWith("-->"))) continue;
    if (/^\s/.test(raw) && lines.length > 0 && !line.startsWith("- ")) lines.push(`${lines.pop()} ${line}`);
    else lines.push(line);
  }
  return lines.flatMap((line) => {
    const [, said = "", run = null] = ENTRY.exec(line.replace(/^(?:[-*+] )?/, "- ")) ?? [];
    const kept = entryText(said);
    return kept === "" ? [] : [{ text: kept, run }];
  });
}

const line = ({ text, run }: MemoryEntry): string => `- ${text}${run === null ? "" : ` (${run})`}`;

/** The file's text. */
export const printMemory = (agent: string, entries: readonly MemoryEntry[]): string =>
  `${titleOf(agent)}\n\n${INTRO}\n\n${entries.map((one) => `${line(one)}\n`).join("")}`;

const bytesOf = (agent: string, entries: readonly MemoryEntry[]): number =>
  Buffer.byteLength(printMemory(agent, entries));

/**
 * Each entry once, and no more of them than a memory holds: the oldest of a run goes first, and what a person wrote only
 * when nothing else is left. The newest of two that say the same stays, but what a person wrote stays theirs.
 */
function boundedMemory(agent: string, entries: readonly MemoryEntry[]): MemoryEntry[] {
  const byKey = new Map<string, MemoryEntry>();
  for (const one of entries) {
    const key = keyOf(one.text);
    const before = byKey.get(key);
    byKey.delete(key);
    byKey.set(key, before?.run === null ? before : one);
  }
  const kept = [...byKey.values()];
  while (kept.length > MAX_ENTRIES || bytesOf(agent, kept) > MAX_BYTES) {
    const oldest = kept.findIndex((one) => one.run !== null);
    kept.splice(Math.max(0, oldest), 1);
  }
  return kept;
}

/** The entries with what a run has taught, within the bounds. */
export const withLessons = (
  agent: string,
  before: readonly MemoryEntry[],
  run: string,
  texts: readonly string[],
): MemoryEntry[] => {
  const own = texts.map(entryText).filter((text) => text !== "");
  return boundedMemory(agent, [...before, ...own.map((text) => ({ text, run }))]);
};

interface Found {
  text: string;
  /** There is more of it than was read. */
  more: boolean;
}

/** The text of a memory; null where there is none. @throws UnsafeFile, and the system's error */
function textOf(project: Project, agent: string): Found | null {
  const file = join(project.root, memoryFile(agent));
  if (!ownFolder(project.task) || !ownFolder(join(project.task, FOLDER))) return null;
  const fd = openRegular(file, constants.O_RDONLY);
  if (fd === null) return null;
  try {
    const bytes = readRange(fd, 0, MAX_READ + 1);
    return { text: new TextDecoder().decode(bytes.subarray(0, MAX_READ)), more: bytes.length > MAX_READ };
  } finally {
    closeSync(fd);
  }
}

const problemOf = (error: unknown, agent: string, what: string): string => {
  const why = error instanceof Error ? error.message : String(error);
  return error instanceof UnsafeFile ? why : `${memoryFile(agent)} could not be ${what}: ${why}`;
};

/** What an agent remembers, within the bounds. A file that is a link or cannot be read is a note, and nothing is remembered. */
export function readMemory(project: Project, agent: string): Memory {
  try {
    const found = textOf(project, agent);
    const all = parseMemory(found?.text ?? "");
    const entries = boundedMemory(agent, all);
    const out = all.length - entries.length;
    return {
      entries,
      notes: [
        ...(out > 0 ? [`${memoryFile(agent)} says more than is kept: ${plural(out, "line")} left out`] : []),
        ...(found?.more ? [`${memoryFile(agent)} has more than ${MAX_READ} bytes: the rest was not read`] : []),
      ],
    };
  } catch (error) {
    return { entries: [], notes: [problemOf(error, agent, "read")] };
  }
}

/** The entries as a brief shows them: with the run that each is from; empty without. */
export const memoryText = ({ entries }: Memory): string => entries.map(line).join("\n");

/**
 * Adds what a run has taught an agent, and writes the file where that changes it. Never throws for what stands in the folder:
 * a memory that cannot be kept fails no run.
 * @returns notes for the person; empty when all went well
 */
export function remember(project: Project, agent: string, run: string, texts: readonly string[]): string[] {
  try {
    const found = textOf(project, agent);
    if (found?.more) return [`${memoryFile(agent)} has more than ${MAX_READ} bytes: nothing was added; shorten it`];
    if (texts.every((text) => entryText(text) === "")) return [];
    const before = parseMemory(found?.text ?? "");
    const entries = withLessons(agent, before, run, texts);
    const text = printMemory(agent, entries);
    if (text === found?.text) return [];
    createFolder(join(project.task, FOLDER));
    writeFileAtomic(join(project.root, memoryFile(agent)), text);
    const gone = before.filter(({ run }) => run === null).length - entries.filter(({ run }) => run === null).length;
    return gone > 0 ? [`${memoryFile(agent)}: ${plural(gone, "line")} of yours did not fit or stood there twice`] : [];
  } catch (error) {
    return [problemOf(error, agent, "written")];
  }
}

/** Adds what a run has taught its agents, by agent, without values that are secret. @returns notes for the person */
export function rememberAll(
  project: Project,
  run: string,
  lessons: Readonly<Record<string, readonly string[]>>,
): string[] {
  const mask = maskOfProject(project.root, process.env, MIN_SECRET_LENGTH);
  return Object.entries(lessons).flatMap(([agent, texts]) =>
    remember(
      project,
      agent,
      run,
      texts.map((text) => mask([text]).join("")),
    ),
  );
}
