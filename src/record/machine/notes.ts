import type { Project } from "../../project/project.ts";
import { readCache, writeAtomic } from "../../store/files/disk.ts";
import { sha256 } from "../../store/journal.ts";
import { valueIn } from "../../store/json/fields.ts";
import { copyOf } from "./copies.ts";
import type { Env } from "./outside.ts";

/**
 * Notes on the live run, each in a file of its own: how things were before a command, and when the
 * program looked last.
 */
interface Note {
  run: string;
}

/** Where they lie: out of reach of commands, where a copy of the run's record is kept. */
export const notesOf = (project: Project, env: Env): string => copyOf(project, env) ?? project.task;

/** What the note of a call is named by. */
export const noteName = (call: string): string => `${sha256(call).slice(0, 32)}.json`;

/** A note on this run; null: there is none. */
export function readNote<T extends Note>(file: string, run: string): T | null {
  const note = valueIn(readCache(file)?.toString()) as T | null;
  return note?.run === run ? note : null;
}

export const writeNote = <T extends Note>(file: string, note: T): void =>
  writeAtomic(file, JSON.stringify(note));
