import { join } from "node:path";
import type { Run, Task } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { displace } from "../../store/displaced.ts";
import { makeTaskFolder, readCache, writeAtomic, writeBelow } from "../../store/files/disk.ts";
import { sha256 } from "../../store/journal.ts";
import { fieldsIn, fieldsOf } from "../../store/json/fields.ts";
import { getObject } from "../../store/objects.ts";
import { readJournal } from "../../store/reader.ts";
import { acceptedFiles, isWritten } from "../accepted.ts";
import { contentHash, noncesIn } from "./agent-writes.ts";

/**
 * Whether this program, or an agent of its run, wrote what lies in a folder that other programs may
 * use as well; and the one way to write there, which replaces nothing of theirs.
 */

/** The id of any run of this program. */
const RUN = /^[a-z][a-z-]*-[0-9a-f]{8}$/;

/** Whether a file says of itself that a run of this program made it: as folds and gate files do. */
export function namesRun(bytes: Uint8Array): boolean {
  const text = new TextDecoder().decode(bytes);
  const { run = text.trim() } = fieldsIn(text);
  return typeof run === "string" && RUN.test(run);
}

/**
 * Whether a file is one of the run's: it names a run, stands as it was accepted, also in another
 * layout, has the nonce of a task, or is on record by its hash. Where a task that writes it has begun
 * and nothing of that was accepted, it is its draft: its place was free when the run began.
 */
export function isOwnFile(project: Project, run: Run, path: string): boolean {
  const bytes = readCache(join(project.root, path));
  if (bytes === null) return false;
  const accepted = acceptedFiles(run).get(path);
  const was = accepted === undefined ? null : getObject(project.task, accepted.sha);
  const sense = contentHash(bytes);
  if (was !== null && contentHash(was) === sense) return true;
  if (namesRun(bytes) || isByProgram(project, run, path)) return true;
  if (run.tasks.some((task) => isDraft(task, path))) return true;
  const journal = readJournal(project.task);
  const hashes = [sha256(bytes), sense, ...noncesIn(bytes.toString()).map(sha256)];
  return hashes.some((hash) => journal?.includes(hash));
}

const isDraft = (task: Task, path: string): boolean =>
  task.dispatches > 0 && task.artifact === null && isWritten(task, path);

/** Writes a file of the run; what somebody else has put there is moved aside. @throws UnsafeFile */
export function writeOwn(
  project: Project,
  run: Run,
  path: string,
  content: string | Uint8Array,
): void {
  if (!isOwnFile(project, run, path)) displaceFile(project, path);
  writeBelow(project.root, path, content);
}

/** Moves what lies there aside, within the first folder of its path. */
export function displaceFile({ root }: Project, path: string): void {
  const [folder, ...name] = path.split("/");
  displace(root, folder!, [name.join("/")]);
}

const RECORD = "kept.json";
/** Hashes of the files that the program has made for a run, by their paths. */
export type FileHashes = Record<string, string>;

export function readFileHashes(project: Project, run: Run): FileHashes {
  const record = fieldsIn(readCache(join(project.task, RECORD))?.toString());
  const files = record.run === run.run ? Object.entries(fieldsOf(record.files)) : [];
  return Object.fromEntries(
    files.filter((file): file is [string, string] => typeof file[1] === "string"),
  );
}

export function writeFileHashes(project: Project, run: Run, files: FileHashes): void {
  makeTaskFolder(project.task);
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1)));
  writeAtomic(join(project.task, RECORD), `${JSON.stringify({ run: run.run, files: sorted })}\n`);
}

/** Paths that the program has written for a run. */
export const writtenBy = (project: Project, run: Run): string[] =>
  Object.keys(readFileHashes(project, run));

/** Whether a file stands as the program itself has written it last. */
export function isByProgram(project: Project, run: Run, path: string): boolean {
  const known = readFileHashes(project, run)[path];
  const bytes = known === undefined ? null : readCache(join(project.root, path));
  return bytes !== null && sha256(bytes) === known;
}
