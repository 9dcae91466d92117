import type { CommandOf } from "../../engine/commands.ts";
import type { Host } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { type Env, readNotes, writeNotes } from "./outside.ts";

/** Who carries a run on: the host's process, its session, and that session's transcript. */
interface Owner {
  /** Null where the system does not tell it. */
  host: Host | null;
  session: string;
  /** Path of the session's transcript, as the host named it when the run was taken. */
  transcript: string;
  /** When it was taken, ISO 8601. */
  at: string;
}

/** What is noted outside of the project when a run is started, and at every take-over. */
interface RecordedOwner extends Owner {
  run: string;
  /** Folder in which the session was started. */
  root: string;
  /** Owners before this one, oldest first, each once. */
  earlier: Owner[];
  /**
   * Of a run in the background: the permission mode of the session that began it, which its agents
   * have.
   */
  background?: string;
  /** Options of the driver's own that it was started with, and that the next one needs again. */
  given?: Record<string, string>;
}

/** Whoever takes a run: the host's process and its session, or a driver. */
export type NewOwner = Omit<Owner, "at"> &
  Pick<RecordedOwner, "root" | "background" | "given"> & { driver?: true };

const isNoted = (found: Partial<RecordedOwner>, run: string): found is RecordedOwner =>
  found.run === run &&
  [found.session, found.transcript, found.root, found.at].every((one) => typeof one === "string") &&
  Array.isArray(found.earlier);

/**
 * Who has taken a run last, with those before; null: nothing is noted of it, as for runs of earlier
 * versions.
 */
export function recordedOwner(
  project: Project,
  run: string,
  env: Env = process.env,
): RecordedOwner | null {
  const found = readNotes<RecordedOwner>(env, project, "taken", run).filter((note) =>
    isNoted(note, run),
  );
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
export function noteOwner(
  project: Project,
  run: string,
  by: NewOwner,
  env: Env = process.env,
): void {
  const { driver: _, background, ...owner } = by;
  const before = recordedOwner(project, run, env);
  if (before !== null && isSame(before, by) && before.root === by.root && background === undefined)
    return;
  const owners = before === null ? [] : [...before.earlier, ownerIn(before)];
  const earlier = owners.filter((owner) => !isSame(owner, by));
  const at = new Date().toISOString();
  const note: RecordedOwner = {
    ...before,
    ...owner,
    run,
    at,
    earlier,
    ...(background ? { background } : {}),
  };
  writeNotes(env, project, "taken", run, note);
}

/**
 * Notes who takes a run, and returns what records it: an event of the new owner counts by that
 * note. `force`: whatever works on the run begins again. @throws NoRecord
 */
export function taking(
  project: Project,
  run: string,
  by: NewOwner,
  env: Env,
  force: boolean,
): CommandOf<"attach"> {
  noteOwner(project, run, by, env);
  const { session, host, driver } = by;
  return { do: "attach", session, host, force, ...(driver && { driver }) };
}

const ownerIn = ({ host, session, transcript, at }: RecordedOwner): Owner => ({
  host,
  session,
  transcript,
  at,
});

/** All who have carried the run on, oldest first, the present one last. */
export const ownersOf = (note: RecordedOwner): Owner[] => [...note.earlier, ownerIn(note)];
