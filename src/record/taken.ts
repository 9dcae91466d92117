import type { Host } from "../engine/run.ts";
import type { Project } from "../project/project.ts";
import { type Env, readOutside, runFiles, writeOutside } from "./outside.ts";

/** Who carries a run on: the host's process, its session, and that session's transcript. */
export interface Owner {
  /** Null where the system does not tell it. */
  host: Host | null;
  session: string;
  /** Path of the session's transcript, as the host named it when the run was taken. */
  transcript: string;
  /** When it was taken, ISO 8601. */
  at: string;
}

/** What is noted outside of the project when a run is started, and at every take-over. */
export interface Taken extends Owner {
  run: string;
  /** Folder in which the session was started. */
  root: string;
  /** Owners before this one, oldest first, each once. */
  earlier: Owner[];
}

/** Whoever takes a run: the host's process and its session. */
export type Taker = Omit<Owner, "at"> & Pick<Taken, "root">;

const isTaken = (found: Partial<Taken> | null, run: string): found is Taken =>
  found?.run === run &&
  [found.session, found.transcript, found.root, found.at].every((one) => typeof one === "string") &&
  Array.isArray(found.earlier);

const filesOf = (project: Project, run: string): string[] => runFiles("taken", project, run);

/** Who has taken a run last, with those before; null: nothing is noted of it, as for runs of earlier versions. */
export function takenOf(project: Project, run: string, env: Env = process.env): Taken | null {
  const found = filesOf(project, run)
    .flatMap((name) => readOutside<Partial<Taken> | null>(env, project, name))
    .filter((one) => isTaken(one, run));
  // Each installation of the plugin has a folder of its own: the last note counts.
  return found.sort((a, b) => a.at.localeCompare(b.at)).at(-1) ?? null;
}

const isSame = (a: Omit<Owner, "at">, b: Omit<Owner, "at">): boolean =>
  a.session === b.session &&
  a.transcript === b.transcript &&
  a.host?.pid === b.host?.pid &&
  a.host?.start === b.host?.start;

/**
 * Notes who takes a run, and keeps what else is noted of it. The same once more changes nothing.
 * @throws NoRecord where nothing can be noted
 */
export function noteTaken(project: Project, run: string, by: Taker, env: Env = process.env): void {
  const { host, session, transcript, root } = by;
  const before = takenOf(project, run, env);
  if (before !== null && isSame(before, by) && before.root === root) return;
  const owners = before === null ? [] : [...before.earlier, ownerIn(before)];
  const earlier = owners.filter((one) => !isSame(one, by));
  const at = new Date().toISOString();
  const taken: Taken = { ...before, run, host, session, transcript, root, at, earlier };
  for (const name of filesOf(project, run)) writeOutside(env, project, name, taken);
}

const ownerIn = ({ host, session, transcript, at }: Taken): Owner => ({ host, session, transcript, at });

/** All who have carried the run on, oldest first, the present one last. */
export const ownersOf = (taken: Taken): Owner[] => [...taken.earlier, ownerIn(taken)];
