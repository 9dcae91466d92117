import { existsSync, readFileSync, readlinkSync, type Stats } from "node:fs";
import type { Run } from "../../engine/run.ts";
import { diffText, lineDiff, shownPath } from "../../project/changes.ts";
import { denyList, type IsSecret, LEFT_OUT } from "../../project/deny-list.ts";
import { filesOf, fullPath, type Place, pathText, placeOfStates, SnapshotFailed } from "../../project/kept-state.ts";
import { blobsOf, isBinary, TreeUnreadable, treeFiles } from "../../project/kept-trees.ts";
import { type Project, treeStore } from "../../project/project.ts";
import { baseOf } from "../../record/accepted.ts";
import { excludedFolders, isTree } from "../../record/subject.ts";
import { workflowOf } from "../../workflows/index.ts";

/** Bytes of a file whose lines are compared; of a larger one only its name is shown. */
const MAX_FILE_BYTES = 1024 * 1024;
/** Bytes of the whole diff of trees that were kept. */
const MAX_DIFF_BYTES = 1024 * 1024;
/** Clocks of file systems are coarser than that of the journal. In milliseconds. */
const COARSE_MS = 2_000;

/** What the run has changed so far: `text` is a unified diff, `said` how it stands with it, in one sentence. */
interface WorkSoFar {
  said: string;
  text: string;
}

/**
 * The diff from the tree that the run's change started from to the project's files as they are now; without git to the last
 * accepted tree. Unlike `projectTree` it stores nothing. Files on the deny list are only named.
 */
export function workSoFar(project: Project, run: Run): WorkSoFar {
  const base = baseOf(run);
  if (base === null) return { said: "No task that changes files has begun.", text: "" };
  // To read them would make that folder.
  if (!existsSync(treeStore(project)))
    return { said: "It cannot be told: the trees of this run are not kept here.", text: "" };
  try {
    const isSecret = denyList(run.settings.secrets);
    const place = placeOfStates(project, excludedFolders(workflowOf(run.workflow)));
    if (place === null || !base.startsWith("disk:")) return keptWork(project, run, base, isSecret);
    const parts = presentWork(project, place, base, Date.parse(run.created_at) - COARSE_MS, isSecret);
    const said =
      parts.length === 0 ? "No file differs from what the work began on." : "From where the work began to now:";
    return { said, text: parts.join("\n") };
  } catch (error) {
    if (!(error instanceof TreeUnreadable || error instanceof SnapshotFailed)) throw error;
    return { said: `It cannot be told: ${error.message}.`, text: "" };
  }
}

/** The same up to the last tree that an accepted artifact is about. */
function keptWork(project: Project, run: Run, base: string, isSecret: IsSecret): WorkSoFar {
  const last = run.tasks
    .filter((task) => isTree(task.reviewed) && task.acceptedSeq > 0)
    .sort((a, b) => a.acceptedSeq - b.acceptedSeq)
    .at(-1)?.reviewed;
  const { text, truncated } = diffText(project.root, base, last ?? base, treeStore(project), MAX_DIFF_BYTES, isSecret);
  const end = truncated ? "; it is cut, the report names all files" : "";
  const said = text === "" ? "No accepted result has changed a file." : `Up to the last accepted result${end}:`;
  return { said, text };
}

/** The name of a blob of these bytes, as git has it; `like`: a name of the same kind. */
const blobName = (bytes: Buffer, like: string): string =>
  new Bun.CryptoHasher(like.length === 64 ? "sha256" : "sha1")
    .update(`blob ${bytes.length}\0`)
    .update(bytes)
    .digest("hex");

/** The bytes of a file, of a link its target; null where it went meanwhile. */
function bytesAt(place: Place, path: string, stat: Stats): Buffer | null {
  try {
    const full = fullPath(place, path);
    return stat.isSymbolicLink() ? readlinkSync(full, { encoding: "buffer" }) : readFileSync(full);
  } catch {
    return null;
  }
}

interface Pair {
  path: string;
  /** Name of the blob that it was; null: it is new. */
  was: string | null;
  /** Null: it is gone. */
  now: Buffer | null;
  /** Too large for its lines to be compared. */
  large: boolean;
}

/** The part of each file that differs, by path. `since`: milliseconds; what was last touched before is as it was. */
function presentWork(project: Project, place: Place, base: string, since: number, isSecret: IsSecret): string[] {
  const tree = treeFiles(project.root, base, treeStore(project), "latin1");
  const before = new Map(tree.map(({ path, hash }) => [path, hash]));
  const like = tree[0]?.hash ?? "";
  const present = filesOf(place, { also: [...before.keys()] });
  const pairs: Pair[] = [];
  for (const [path, was] of before) if (!present.has(path)) pairs.push({ path, was, now: null, large: false });
  for (const [path, stat] of present) {
    const was = before.get(path) ?? null;
    if (was !== null && stat.ctimeMs < since) continue;
    const large = stat.size > MAX_FILE_BYTES;
    const now = large ? Buffer.alloc(0) : bytesAt(place, path, stat);
    if (now === null || (!large && was !== null && blobName(now, like) === was)) continue;
    pairs.push({ path, was, now, large });
  }
  const shown = pairs.filter((one) => !one.large && !isSecret(pathText(one.path)));
  const wanted = shown.flatMap((one) => (one.was === null ? [] : [one.was]));
  const blobs = blobsOf(project.root, treeStore(project), wanted);
  return pairs
    .sort((a, b) => (a.path < b.path ? -1 : 1))
    .map((one) => partOf(one, shown.includes(one) ? (blobs.get(one.was ?? "") ?? Buffer.alloc(0)) : null));
}

/** The part of one file; `was` null: its lines are not shown. */
function partOf({ path, was: name, now, large }: Pair, was: Buffer | null): string {
  const file = shownPath(pathText(path));
  if (was === null) return `${file} ${large ? "is too large for its lines to be shown" : LEFT_OUT}`;
  const status = name === null ? "added" : now === null ? "deleted" : "modified";
  if (isBinary(was) || (now !== null && isBinary(now))) return `${file} (${status}, binary)`;
  const { added, removed, hunks } = lineDiff(was.toString("utf8"), (now ?? Buffer.alloc(0)).toString("utf8"));
  return `${file} (${status}, +${added} -${removed})\n${hunks.trimEnd()}`;
}
