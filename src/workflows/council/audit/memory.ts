import { join } from "node:path";
import { MIN_SECRET_LENGTH } from "../../../project/mask.ts";
import type { Project } from "../../../project/project.ts";
import { maskOfProject } from "../../../project/secrets.ts";
import type { Scene } from "../../../record/scene.ts";
import { createFolder, ownFolder, readRegular, UnsafeFile, writeFileAtomic } from "../../../store/disk.ts";
import { cut, oneLine } from "../../../text.ts";
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
/** Of one entry, in characters. */
const MAX_CHARS = 300;

const ENTRY = /^(?:[-*+] +)?(.+?)(?: +\(([a-z-]{1,40}-[0-9a-f]{8})\))?$/;
const INTRO = `<!-- One line for each thing that earlier runs taught. Edit or delete any line; ${MAX_ENTRIES} are kept. -->`;

export const memoryFile = (agent: string): string => `.task/memory/${agent}.md`;

/** The entries of a memory's text, oldest first: every line that is no heading and no comment. */
const entriesOf = (text: string): Entry[] =>
  text.split(/\r?\n/).flatMap((raw) => {
    const line = oneLine(raw);
    if (line === "" || /^(?:#|<!--)/.test(line)) return [];
    const [, said = "", run = null] = ENTRY.exec(line) ?? [];
    return said === "" ? [] : [{ text: cut(said, MAX_CHARS), run }];
  });

/** By this two entries are the same. */
const keyOf = ({ text }: Entry): string => text.toLowerCase().replace(/[\s.;,]+$/, "");

/** Each entry once, the newest of those that say the same; the oldest of a run goes first, what a person wrote last. */
function bounded(entries: readonly Entry[]): Entry[] {
  const kept = [...new Map(entries.map((one) => [keyOf(one), one])).values()];
  while (kept.length > MAX_ENTRIES)
    kept.splice(
      Math.max(
        0,
        kept.findIndex((one) => one.run !== null),
      ),
      1,
    );
  return kept;
}

const line = ({ text, run }: Entry): string => `- ${text}${run === null ? "" : ` (${run})`}`;

/** The entries that a memory holds; none where there is no file of ours. @throws UnsafeFile */
function read(project: Project, agent: string): Entry[] {
  if (!ownFolder(project.task) || !ownFolder(join(project.task, "memory"))) return [];
  return bounded(entriesOf(readRegular(join(project.root, memoryFile(agent)))?.toString() ?? ""));
}

/** What an agent remembers as a brief shows it, each entry with the run that it is from; empty without. */
export function memoryText(project: Project, agent: string): string {
  try {
    return read(project, agent).map(line).join("\n");
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
  const entryOf = (text: string): Entry => ({ text: cut(oneLine(mask([text]).join("")), MAX_CHARS), run });
  return Object.entries(lessons).flatMap(([agent, texts]) => {
    if (texts.length === 0) return [];
    try {
      const entries = bounded([...read(project, agent), ...texts.map(entryOf)]);
      createFolder(join(project.task, "memory"));
      const text = `# Memory: ${agent}\n\n${INTRO}\n\n${entries.map((one) => `${line(one)}\n`).join("")}`;
      writeFileAtomic(join(project.root, memoryFile(agent)), text);
      return [];
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
