/**
 * What a person has in the checkout and in no commit: files that were uncommitted when the work
 * began, and what they have saved since. Its bytes are kept on a ref of the run before an agent's
 * command; what the command took away is put back behind it.
 */
import {
  chmodSync,
  constants,
  copyFileSync,
  lstatSync,
  mkdirSync,
  rmSync,
  utimesSync,
} from "node:fs";
import { basename, dirname, join } from "node:path";
import type { Run } from "../../engine/run.ts";
import { namesGit, type reachOf } from "../../host/git-words.ts";
import { HOOK_PATIENCE_MS } from "../../host/host.ts";
import { attempt } from "../../process/attempt.ts";
import { denyList } from "../../project/deny-list.ts";
import { entriesOf, pathLines, placesOf, runGit } from "../../project/git.ts";
import {
  commitAt,
  type KeptFile,
  keptState,
  readNow,
  type State,
  sameKept,
} from "../../project/kept/states.ts";
import { blobsOf, unlessUnreadable } from "../../project/kept/trees.ts";
import { statText } from "../../project/listed.ts";
import { git, lookAt, type Place, SnapshotFailed } from "../../project/place.ts";
import type { Project } from "../../project/project.ts";
import { replaceFiles } from "../../project/put.ts";
import { snapshotRef } from "../../project/worktrees/names.ts";
import { hashAfterCalls } from "../../record/authors.ts";
import { keepNoted, keptRef, snapshotOf } from "../../record/refs.ts";
import { sha256 } from "../../store/journal.ts";
import { readPlain, seenAt, statAt } from "../../store/plain-file.ts";
import { placeOf } from "./accepted-state.ts";
import { firstTree } from "./subject.ts";

/** The ref with a person's uncommitted files, as they were last. */
export const draftsRef = (run: string): string => `${snapshotRef(run)}-drafts`;

const named = (path: string): string => Buffer.from(path).toString("latin1");

/** A person's uncommitted files as they were last kept; null: none were. @throws SnapshotFailed */
export function draftsOf(project: Project, place: Place, run: Run): State | null {
  const { commit } = keptRef(project, place, draftsRef(run.run), run);
  return commit === null ? null : keptState(place, commit);
}

/** What was in no commit when the work began. @throws SnapshotFailed */
function draftsAtStart(place: Place, snapshot: string): State {
  const { prefix } = place.places;
  const head = attempt(
    () => git(place, ["rev-parse", "--verify", `HEAD:${prefix.replace(/\/$/, "")}`]),
    null,
    SnapshotFailed,
  );
  const all = keptState(place, snapshot);
  if (head === null) return all;
  const listed = git(place, [
    "diff-tree",
    "-r",
    "-z",
    "--no-renames",
    "--name-only",
    `${head}`.trim(),
    snapshot,
  ]);
  const paths = listed.toString("latin1").split("\0");
  return new Map(paths.flatMap((path) => (all.has(path) ? [[path, all.get(path)!]] : [])));
}

/**
 * Keeps a person's uncommitted files before a command. `changed`: tells which files were changed
 * since a tree;
 * `since`: that of the last look, null: this is the first one. `isOfCall`: a call has left a file
 * as it is.
 */
export function keepDrafts(
  project: Project,
  run: Run,
  since: string | null,
  changed: (since: string | null) => string[],
  isOfCall: (path: string) => boolean,
): void {
  const snapshot = snapshotOf(run);
  if (snapshot === null || (since !== null && changed(since).length === 0)) return;
  const keep = (): void => {
    const place = placeOf(project, run, HOOK_PATIENCE_MS);
    if (place === null || commitAt(place, snapshot) === null) return;
    const known = draftsOf(project, place, run);
    const before = known ?? draftsAtStart(place, snapshot);
    // What a call has changed counts where it goes on from what the person had.
    const paths = changed(since ?? firstTree(run)).filter(
      (path) => before.has(named(path)) || !isOfCall(path),
    );
    const found = paths.length === 0 ? [] : [...readNow(place, paths.map(named), true)];
    const isNew = ([path, file]: [string, KeptFile]): boolean => !sameKept(before.get(path), file);
    if (known !== null && !found.some(isNew)) return;
    const message = `multi-ai: the person's uncommitted files while ${run.run} worked`;
    keepNoted(project, place, draftsRef(run.run), new Map([...before, ...found]), message);
  };
  attempt(keep, undefined, SnapshotFailed);
}

/**
 * A command of an agent that has ended: its line, the files that it found changed, and the ones
 * that it left there, by hash.
 */
export interface Ended {
  line: string;
  reach: ReturnType<typeof reachOf>;
  /** When it began, in milliseconds since 1970. */
  at: number;
  /** Files that are not as before the command; new ones apart. */
  changed: readonly string[];
  added: readonly string[];
  /** Of each repository, by its folder, the commit that was checked out before it. */
  before: readonly { folder: string; commit: string | null }[];
  /** Repositories that it took as a whole. */
  lost: readonly string[];
}

/**
 * Whether a command names a file: what it does to it is its work. Git takes away what it names,
 * too.
 */
const isMeant = ({ line, reach }: Pick<Ended, "line" | "reach">, path: string): boolean =>
  line.includes(basename(path)) &&
  (!reach.takes || reach.verbs.every((verb) => /^(?:rm|mv|add)$/.test(verb)));

const sameText = (a: Buffer | null, b: Buffer | undefined): boolean =>
  a !== null &&
  b !== undefined &&
  a.toString("latin1").replaceAll("\r\n", "\n") === b.toString("latin1").replaceAll("\r\n", "\n");

/** Whether a text is the one that git calls by a hash, whatever repository has it. */
function isBlob(text: Buffer | null, hash: string | undefined): boolean {
  const hashOf = (bytes: Buffer): string =>
    new Bun.CryptoHasher(hash?.length === 64 ? "sha256" : "sha1")
      .update(`blob ${bytes.length}\0`)
      .update(bytes)
      .digest("hex");
  const plain = (bytes: Buffer): Buffer =>
    Buffer.from(bytes.toString("latin1").replaceAll("\r\n", "\n"), "latin1");
  return (
    text !== null && hash !== undefined && (hashOf(text) === hash || hashOf(plain(text)) === hash)
  );
}

/** Whether a text has the marks that git leaves where it cannot merge. */
const hasMarkers = (text: Buffer | null): boolean =>
  /^<{7} [\s\S]*^>{7} /m.test(text?.toString("latin1") ?? "");

/** Whether a file may be run and was not to be, or the other way round. `mode`: git's. */
function isOtherMode(file: string, mode: string | undefined): boolean {
  const stat = seenAt(file);
  return (
    stat?.isFile() === true &&
    /^100/.test(mode ?? "") &&
    (stat.mode & 0o100) !== (mode === "100755" ? 0o100 : 0)
  );
}

/**
 * Files with something of the person's in them: that were put back, that are as before, and all
 * that the command has touched.
 * `deleted`: those that are gone again.
 */
interface PutBack {
  back: string[];
  deleted: string[];
  same: string[];
  theirs: string[];
}

/**
 * Puts back what a command took of a person's uncommitted files: they are gone, or as the commit or
 * the index has them. What the person had deleted, and git has made again, is gone again.
 */
export function putBackDrafts(project: Project, run: Run, ended: Ended): PutBack {
  const none: PutBack = { back: [], deleted: [], same: [], theirs: [] };
  const { line, reach, changed, added, lost } = ended;
  // By its name alone a command wants one of them back; what a call has deleted is none of the
  // person's doing.
  const made = reach.takes
    ? added.filter((path) => !line.includes(basename(path)) && hashAfterCalls(run, path) === null)
    : [];
  if (changed.length + made.length === 0 || snapshotOf(run) === null) return none;
  const restore = (): PutBack => {
    const place = placeOf(project, run, HOOK_PATIENCE_MS);
    const drafts = place && draftsOf(project, place, run);
    if (!drafts) return none;
    const theirs = changed.filter((path) => drafts.has(named(path)));
    const again = made.filter((path) => !drafts.has(named(path)));
    if (theirs.length + again.length === 0) return none;
    const { head, isHeld } = inGit(project, ended, [...theirs, ...again]);
    const isLost = (path: string): boolean => lost.some((folder) => path.startsWith(`${folder}/`));
    // Committed by the person in the meantime: nothing would be lost.
    const hasOtherMode = (path: string): boolean =>
      reach.takes && isOtherMode(join(project.root, path), modeIn(drafts, path));
    const own = theirs.filter(
      (path) => isLost(path) || hasOtherMode(path) || hashIn(head, path) !== hashIn(drafts, path),
    );
    const hashes = own.flatMap((path) => hashIn(drafts, path) ?? []);
    const blobs = blobsOf(project, hashes);
    const now = (path: string): Buffer | null => readPlain(join(project.root, path));
    const moved = added.map(now);
    const lies = (path: string): "file" | "folder" | null => {
      // Where nobody may look, nothing is known to be gone.
      const stat = attempt(() => statAt(join(project.root, path)), null);
      return stat === undefined ? null : stat?.isDirectory() ? "folder" : "file";
    };
    const isGone = (path: string): boolean => lies(path) !== "file";
    const kept = (path: string) => blobs.get(hashIn(drafts, path) ?? "");
    const isTaken = (path: string): boolean => {
      if (isGone(path))
        return !isMeant(ended, path) && !moved.some((text) => sameText(text, kept(path)));
      const isMerged = hasMarkers(now(path)) && !hasMarkers(kept(path) ?? null);
      if (isLost(path) || (reach.takes && isMerged)) return true;
      return !isMeant(ended, path) && (isHeld(path) || isBlob(now(path), hashIn(head, path)));
    };
    // Git takes back whether a file may be run, too.
    const isSame = (path: string): boolean =>
      sameText(now(path), kept(path)) && !hasOtherMode(path);
    const { same = [], other = [] } = Object.groupBy(own, (path) =>
      isSame(path) ? "same" : "other",
    );
    const taken = other.filter(isTaken);
    const entries = taken.map((path) => {
      return {
        path: named(path),
        kind: isGone(path) ? "added" : "modified",
        to: drafts.get(named(path))!,
      } as const;
    });
    // All at once: one at a time thousands would take minutes.
    const put = (): string[] => {
      // Git has put a folder where a file was, or a file where its folder was.
      for (const path of reach.takes ? taken : [])
        for (let at = path, is = "folder"; at !== "."; at = dirname(at), is = "file")
          if (lies(at) === is) rmSync(join(project.root, at), { recursive: true });
      if (entries.length > 0) replaceFiles(place, entries, (path) => lookAt(place, path));
      return taken;
    };
    const back = attempt(put, null) ?? taken.filter(isSame);
    const deleted = again.filter((path) => isBlob(now(path), hashIn(head, path)));
    for (const path of deleted) rmSync(join(project.root, path), { force: true });
    return { back, deleted, same, theirs: [...theirs, ...deleted] };
  };
  return unlessUnreadable(() => attempt(restore, none, SnapshotFailed), none);
}

type Hashes = Map<string, string>;
const hashIn = (state: State | Hashes, path: string): string | undefined => {
  const found = state.get(named(path));
  return typeof found === "string" ? found : found?.hash;
};

const modeIn = (state: State, path: string): string | undefined => state.get(named(path))?.mode;

/** More paths than that git is not given one by one. */
const MAX_PATHS = 500;

/**
 * What git knew of files of the project as a command began, each in the repository that it lies in.
 * `head`: their hashes in the commit that was checked out; `isHeld`: what lies there now was in the
 * repository before, so git has taken it from there.
 */
function inGit({ root }: Project, { before, at }: Ended, paths: readonly string[]) {
  const folders = before.map(({ folder }) => folder).sort((a, b) => b.length - a.length);
  const isIn = (path: string, folder: string): boolean =>
    folder === "" || path.startsWith(`${folder}/`);
  const byFolder = Map.groupBy(paths, (path) => folders.find((folder) => isIn(path, folder)));
  const head: Hashes = new Map();
  const held = new Set<string>();
  for (const { folder, commit } of before) {
    const below = folder === "" ? 0 : folder.length + 1;
    const own = (byFolder.get(folder) ?? []).map((path) => path.slice(below));
    if (own.length === 0) continue;
    const cwd = join(root, folder);
    const whole = (path: string): string => named(folder === "" ? "" : `${folder}/`) + path;
    const asked = (args: string[], stdin?: string) => {
      const ran = runGit(args, {
        cwd,
        timeout: HOOK_PATIENCE_MS,
        ...(stdin !== undefined && { stdin }),
      });
      return ran.ok ? ran.out : Buffer.alloc(0);
    };
    const few = own.length > MAX_PATHS ? [] : own;
    const listed =
      commit === null ? Buffer.alloc(0) : asked(["ls-tree", "-r", "-z", commit, "--", ...few]);
    for (const entry of entriesOf(listed, "latin1")) {
      const [, hash, path] = /^\d+ \w+ ([0-9a-f]{40,})\t(.+)$/s.exec(entry) ?? [];
      if (hash) head.set(whole(path!), hash);
    }
    const there = own.filter((path) => seenAt(join(cwd, path))?.isFile());
    const hashes = asked(["hash-object", "--stdin-paths"], pathLines(there)).toString();
    const answers = asked(["cat-file", "--batch-check"], hashes).toString().split("\n");
    // What the command itself has added or committed is its own work. Git touches objects again
    // that it needs.
    const objects = join(placesOf(cwd)?.common ?? cwd, "objects");
    const isOld = (hash: string): boolean =>
      (seenAt(join(objects, hash.slice(0, 2), hash.slice(2)))?.birthtimeMs ?? 0) < at;
    for (const [index, path] of there.entries()) {
      const [, hash] = /^([0-9a-f]{40,}) blob /.exec(answers[index] ?? "") ?? [];
      if (hash && isOld(hash)) held.add(whole(named(path)));
    }
  }
  return { head, isHeld: (path: string): boolean => held.has(named(path)) };
}

/** Of a file that git ignores, of all of them, and how many are kept. */
const MAX_IGNORED = { bytes: 5 * 1024 ** 2, all: 50 * 1024 ** 2, files: 500 };
/**
 * What compilers and their like make anew: with it there and the rest gone, they would take nothing
 * for changed.
 */
const MADE = /(?:cache|buildinfo)$|\.(?:o|obj|a|so|dll|dylib|exe|class|log|pid|tmp|swp|map)$/i;

const copyOfIgnored = (notes: string, path: string): string =>
  join(notes, `ignored-${sha256(path).slice(0, 32)}`);

/**
 * Keeps copies of files that git ignores, such as `.env`, in the folder `notes`. `was`: what they
 * were at the last look.
 */
export function keepIgnored(
  { root }: Project,
  paths: readonly string[],
  was: Record<string, string>,
  notes: string,
): Record<string, string> {
  let room = MAX_IGNORED.all;
  const kept: Record<string, string> = {};
  for (const path of paths.filter((path) => !MADE.test(path)).slice(0, MAX_IGNORED.files)) {
    const stat = statAt(join(root, path));
    if (!stat?.isFile() || stat.size > Math.min(room, MAX_IGNORED.bytes)) continue;
    room -= stat.size;
    const [is, copy] = [statText(stat), copyOfIgnored(notes, path)];
    const keep = (): string => {
      copyFileSync(join(root, path), copy, constants.COPYFILE_FICLONE);
      chmodSync(copy, stat.mode);
      utimesSync(copy, stat.atime, stat.mtime);
      return is;
    };
    const done = was[path] === is ? is : attempt(keep, null);
    if (done !== null) kept[path] = done;
  }
  return kept;
}

/**
 * Puts back ignored files that a git command removed, and secrets that any command removed. Their
 * times stay, because builds compare them.
 */
export function putBackIgnored(
  { root }: Project,
  run: Run,
  of: Pick<Ended, "line" | "reach">,
  paths: readonly string[],
  notes: string,
) {
  const isSecret = denyList(run.settings.secrets);
  return paths.filter((path) => {
    const file = join(root, path);
    const isTaken = namesGit(of.line) || (isSecret(path) && !isMeant(of, path));
    if (!isTaken || hashAfterCalls(run, path) !== null || statAt(file) !== undefined) return false;
    return attempt(() => {
      const { mode, atime, mtime } = lstatSync(copyOfIgnored(notes, path));
      mkdirSync(dirname(file), { recursive: true });
      copyFileSync(copyOfIgnored(notes, path), file, constants.COPYFILE_EXCL);
      chmodSync(file, mode);
      utimesSync(file, atime, mtime);
      return true;
    }, false);
  });
}
