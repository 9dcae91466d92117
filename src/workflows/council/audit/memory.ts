import { join } from "node:path";
import { MIN_SECRET_LENGTH } from "../../../project/mask.ts";
import type { Project } from "../../../project/project.ts";
import { maskOfProject } from "../../../project/secrets.ts";
import type { Scene } from "../../../record/scene.ts";
import { createFolder, ownFolder, readRegular, UnsafeFile, writeFileAtomic } from "../../../store/disk.ts";
import { cut, oneLine, plural } from "../../../text.ts";
import type { CheckResult } from "../../contract/contract.ts";

/**
 * What an agent keeps from run to run: `.task/memory/<agent>.md`, one line for each entry, which a person may read and edit.
 * It belongs to no run, so `reset` leaves it where it is. Its text is material in a brief, never an instruction.
 */

interface Entry {
  text: string;
  /** The run that taught it; null: a person wrote the line. */
  run: string | null;
}

const MAX_ENTRIES = 20;
/** Of the whole file. */
const MAX_BYTES = 4_096;
/** Of one entry, in characters. */
const MAX_CHARS = 300;

const ENTRY = /^(?:[-*+] +)?(.+?)(?: +\(([a-z-]{1,40}-[0-9a-f]{8})\))?$/;
const INTRO = `<!-- One line for each thing that earlier runs taught. Edit or delete any line; ${MAX_ENTRIES} are kept. -->`;

export const memoryFile = (agent: string): string => `.task/memory/${agent}.md`;

/** A text as one entry of one line; empty where it says nothing. */
const entryText = (text: string): string => (/[\p{L}\p{N}]/u.test(text) ? cut(oneLine(text), MAX_CHARS) : "");

/** The entries of a memory's text, oldest first: every line that is no heading and no comment, with what is indented below it. */
const entriesOf = (text: string): Entry[] =>
  text
    .replace(/\r?\n[ \t]+(?![-*+] )/g, " ")
    .split(/\r?\n/)
    .flatMap((raw) => {
      const line = oneLine(raw);
      if (/^(?:#|<!--)/.test(line)) return [];
      const [, remembered = "", run = null] = ENTRY.exec(line) ?? [];
      const kept = entryText(remembered);
      return kept === "" ? [] : [{ text: kept, run }];
    });

/** By this two entries are the same. */
const keyOf = ({ text }: Entry): string => text.toLowerCase().replace(/[\s.;,]+$/, "");

const line = ({ text, run }: Entry): string => `- ${text}${run === null ? "" : ` (${run})`}`;

const fileText = (agent: string, entries: readonly Entry[]): string =>
  `# Memory: ${agent}\n\n${INTRO}\n\n${entries.map((one) => `${line(one)}\n`).join("")}`;

/** Each entry once, the person's or else the newest of those that say the same; the oldest of a run goes first, what a person wrote last. */
function bounded(agent: string, entries: readonly Entry[]): Entry[] {
  const byKey = new Map<string, Entry>();
  for (const one of entries) {
    const before = byKey.get(keyOf(one));
    byKey.delete(keyOf(one));
    byKey.set(keyOf(one), before?.run === null ? before : one);
  }
  const kept = [...byKey.values()];
  while (kept.length > MAX_ENTRIES || Buffer.byteLength(fileText(agent, kept)) > MAX_BYTES)
    kept.splice(
      Math.max(
        0,
        kept.findIndex((one) => one.run !== null),
      ),
      1,
    );
  return kept;
}

/** The entries that a memory holds; none where there is no file of ours. @throws UnsafeFile */
function read(project: Project, agent: string): Entry[] {
  if (!ownFolder(project.task) || !ownFolder(join(project.task, "memory"))) return [];
  return entriesOf(readRegular(join(project.root, memoryFile(agent)))?.toString() ?? "");
}

/** What an agent remembers as a brief shows it, each entry with the run that it is from; empty without. */
export function memoryText(project: Project, agent: string): string {
  try {
    return bounded(agent, read(project, agent)).map(line).join("\n");
  } catch (error) {
    if (error instanceof UnsafeFile) return "";
    throw error;
  }
}

/**
 * Adds what a run has taught its agents, by agent, without values that are secret. A memory that cannot be kept fails no run.
 * @returns notes for the person; empty when all went well
 */
export function rememberAll(
  project: Project,
  run: string,
  lessons: Readonly<Record<string, readonly string[]>>,
): string[] {
  const mask = maskOfProject(project.root, process.env, MIN_SECRET_LENGTH);
  const persons = (entries: readonly Entry[]): number => entries.filter(({ run }) => run === null).length;
  return Object.entries(lessons).flatMap(([agent, texts]) => {
    const taught = texts.map((text) => entryText(mask(text))).filter((text) => text !== "");
    if (taught.length === 0) return [];
    try {
      const before = read(project, agent);
      const entries = bounded(agent, [...before, ...taught.map((text) => ({ text, run }))]);
      createFolder(join(project.task, "memory"));
      writeFileAtomic(join(project.root, memoryFile(agent)), fileText(agent, entries));
      const gone = persons(before) - persons(entries);
      return gone > 0
        ? [`${memoryFile(agent)}: ${plural(gone, "line")} of yours did not fit or stood there twice`]
        : [];
    } catch (error) {
      return [`${memoryFile(agent)} could not be written: ${error instanceof Error ? error.message : String(error)}`];
    }
  });
}

/** What a check comes to that passes where nothing is wrong: what the run has taught its agents is kept then. */
export function passedWith(
  { project, run }: Pick<Scene, "project" | "run">,
  wrong: string | null,
  lessons: () => Record<string, string[]>,
  record: object,
): CheckResult {
  const outcome = wrong === null ? "pass" : "blocked";
  const notes = wrong === null ? rememberAll(project, run.run, lessons()) : [];
  const facts = wrong === null ? {} : { facts: { error: wrong.slice(0, 400) } };
  return { outcome, tree: null, ...facts, record: { ...record, outcome, notes } };
}
