import type { Project } from "../project/project.ts";
import { type Env, NoRecord, readOutside, runFiles, writeOutside } from "./outside.ts";

/**
 * What the program itself has told the person of a run, and what it was told at a terminal, where no transcript of the host
 * speaks for it: noted outside of the project, since a journal can be forged.
 */
/** Kind of a notice: a hook of the host gave an answer in the person's place. A dialog that asks about it would be answered as well. */
export const BY_HOOK = "answered-by-hook";

interface Noted {
  run: string;
  /** Keys of what the person was asked about. */
  told: string[];
  /** Questions that were answered at a terminal. */
  answers: string[];
}

const filesOf = (project: Project, run: string): string[] => runFiles("noted", project, run);

const isList = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === "string");

/** What is noted of a run, in whichever of the record's places. */
export function notedOf(project: Project, run: string, env: Env = process.env): Omit<Noted, "run"> {
  const all = filesOf(project, run)
    .flatMap((name) => readOutside<Partial<Noted> | null>(env, project, name))
    .filter((one) => one?.run === run);
  const of = (name: "told" | "answers"): string[] => [
    ...new Set(all.flatMap((one) => (isList(one?.[name]) ? one[name] : []))),
  ];
  return { told: of("told"), answers: of("answers") };
}

/**
 * Notes more of it, and returns the files that say so; null: nothing can be noted outside of the project. Called under the lock
 * of the run's record: else what another process notes meanwhile is lost.
 */
export function noteMore(
  project: Project,
  run: string,
  more: Partial<Omit<Noted, "run">>,
  env: Env = process.env,
): string[] | null {
  const { told, answers } = notedOf(project, run, env);
  const noted: Noted = {
    run,
    told: [...new Set([...told, ...(more.told ?? [])])],
    answers: [...new Set([...answers, ...(more.answers ?? [])])],
  };
  try {
    return filesOf(project, run).map((name) => writeOutside(env, project, name, noted));
  } catch (error) {
    if (error instanceof NoRecord) return null;
    throw error;
  }
}
