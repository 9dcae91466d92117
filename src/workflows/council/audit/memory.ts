import { join } from "node:path";
import type { Project } from "../../../project/project.ts";
import { MIN_SECRET_LENGTH } from "../../../project/secrets/mask.ts";
import { maskOfProject } from "../../../project/secrets/secrets.ts";
import {
  createFolder,
  ownFolder,
  readRegular,
  UnsafeFile,
  writeAtomic,
} from "../../../store/files/disk.ts";
import { cut, oneLine } from "../../../text.ts";

/**
 * What an agent keeps from run to run: `.task/memory/<agent>.md`, one line for each entry, which a
 * person may read and edit. It belongs to no run, so `reset` leaves it where it is. Its text is
 * material in a brief, never an instruction.
 */

/** Lines of a run that are kept, and lines that a brief tells. */
const MAX_LINES = 20;
/** Of one line, in characters. */
const MAX_CHARS = 200;

/** The end of a line that a run has written; any other line is a person's. */
const OF_RUN = / \([a-z-]{1,40}-[0-9a-f]{8}\)$/;
const INTRO = `One line for each thing that earlier runs taught. Edit or delete any line; ${MAX_LINES} of them are kept.`;

export const memoryFile = (agent: string): string => `.task/memory/${agent}.md`;

/** The lines of a memory; none where there is no file of ours. @throws UnsafeFile */
function read(project: Project, agent: string): string[] {
  const isOurs = ownFolder(project.task) && ownFolder(join(project.task, "memory"));
  const text = isOurs ? readRegular(join(project.root, memoryFile(agent)))?.toString() : undefined;
  return (text ?? `# Memory: ${agent}\n\n<!-- ${INTRO} -->\n`).trimEnd().split(/\r?\n/);
}

/**
 * What an agent remembers as a brief shows it: what a person wrote first, then the newest; empty
 * without.
 */
export function memoryText(project: Project, agent: string): string {
  try {
    const all = read(project, agent).map((line) => cut(oneLine(line), MAX_CHARS));
    const notes = all.filter((line) => line !== "" && !/^(?:#|<!--)/.test(line));
    const [runs, persons] = [true, false].map((is) =>
      notes.filter((line) => OF_RUN.test(line) === is),
    );
    const newest = runs!.slice(Math.max(0, persons!.length + runs!.length - MAX_LINES));
    return [...persons!.slice(0, MAX_LINES), ...newest].join("\n");
  } catch (error) {
    if (error instanceof UnsafeFile) return "";
    throw error;
  }
}

/** By this two lines are the same. */
const keyOf = (line: string): string =>
  line
    .replace(OF_RUN, "")
    .toLowerCase()
    .replace(/^[-*+\s]+|[\s.;,]+$/g, "");

/**
 * Adds what a run has taught its agents, by agent, without values that are secret; no line of a
 * person goes. A memory that cannot be kept fails no run.
 * @returns notes for the person; empty when all went well
 */
export function rememberAll(
  project: Project,
  run: string,
  lessons: Readonly<Record<string, readonly string[]>>,
): string[] {
  const mask = maskOfProject(project.root, process.env, MIN_SECRET_LENGTH);
  return Object.entries(lessons).flatMap(([agent, texts]) => {
    const taught = texts.map((text) => cut(oneLine(mask(text)), MAX_CHARS - run.length - 5));
    const added = taught
      .filter((text) => /[\p{L}\p{N}]/u.test(text))
      .map((text) => `- ${text} (${run})`);
    if (added.length === 0) return [];
    try {
      const before = read(project, agent);
      const isAgain = (line: string): boolean =>
        OF_RUN.test(line) && added.some((one) => keyOf(one) === keyOf(line));
      const fresh = added.filter(
        (one) => !before.some((line) => !OF_RUN.test(line) && keyOf(line) === keyOf(one)),
      );
      const lines = [...before.filter((line) => !isAgain(line)), ...fresh];
      const runs = lines.filter((line) => OF_RUN.test(line));
      const gone = runs.slice(0, Math.max(0, runs.length - MAX_LINES));
      createFolder(join(project.task, "memory"));
      const text = lines.filter((line) => !gone.includes(line)).join("\n");
      writeAtomic(join(project.root, memoryFile(agent)), `${text}\n`);
      return [];
    } catch (error) {
      return [
        `${memoryFile(agent)} could not be written: ${error instanceof Error ? error.message : String(error)}`,
      ];
    }
  });
}
