/**
 * Stores states of the project's files in the person's own repository, else in the program's, as
 * commits on `refs/multi-ai/…`. The bytes are those of the files, without line ending settings or
 * filters, so that they can be restored exactly. Nothing else of the repository is written: no
 * index, HEAD, branch or reflog; no hook runs.
 */
import { copyFileSync, mkdirSync, type Stats } from "node:fs";
import { join } from "node:path";
import { attempt } from "../../process/attempt.ts";
import { statAt } from "../../store/files/plain-file.ts";
import { filesOf } from "../files.ts";
import { gitErrors, runGit, treeEntries, withScratch } from "../git/git.ts";
import { foldedName } from "../project.ts";
import {
  byBytes,
  git,
  latin1,
  line,
  parentsOf,
  pathText,
  type Repo,
  SnapshotError,
} from "../repo.ts";

/**
 * A file of a state. `mode` is git's: 100644, 100755, or 120000 for a link (whose content is its
 * target).
 */
export type SnapshotFile = { mode: string; hash: string };
type MaybeFile = SnapshotFile | null | undefined;
export const isSameFile = (one: MaybeFile, other: MaybeFile): boolean =>
  one?.hash === other?.hash && one?.mode === other?.mode;
/**
 * Files by path relative to the project. Each character of a path is one of its bytes, because
 * names need not be UTF-8.
 */
export type State<File extends SnapshotFile = SnapshotFile> = Map<string, File>;
/** A present file; `stat` was taken just before its bytes were read. */
export type SeenFile = SnapshotFile & { stat: Stats };

/** With this git reads and stores contents in the person's repository alone. */
const intoRepository = ({ places }: Repo) => ({
  GIT_OBJECT_DIRECTORY: join(places.common, "objects"),
});

/**
 * The project's present files: tracked and untracked ones that are not ignored, and those of
 * `also`. `write`: their contents are stored in the repository. @throws SnapshotError
 */
export function presentState(
  repo: Repo,
  options: { also?: Iterable<string>; write: boolean; repositories?: string[] },
): State<SeenFile> {
  const { also = [], repositories = [] } = options;
  const files = filesOf(repo, { also: [...also], passes: true, repositories });
  const present = readNow(repo, files.keys(), options.write);
  return new Map([...present].map(([path, file]) => [path, { ...file, stat: files.get(path)! }]));
}

/**
 * Files as they are now, by the bytes that lie there; `write`: these are stored in the repository.
 * @throws SnapshotError
 */
export function readNow(repo: Repo, paths: Iterable<string>, write: boolean): State {
  mkdirSync(repo.scratch, { recursive: true });
  const index = join(repo.scratch, `present-${process.pid}`);
  return withScratch(index, () => {
    const run = byBytes(repo, index, write ? intoRepository(repo) : {});
    run(
      ["update-index", "-z", "--add", "--remove", "--stdin"],
      [...paths].map((path) => `${path}\0`).join(""),
    );
    const entries = run(["ls-files", "-s", "-z"]).matchAll(/(\d+) ([0-9a-f]+) 0\t([^\0]+)\0/g);
    return new Map(
      [...entries].map(([, mode, hash, path]) => [path!, { mode: mode!, hash: hash! }]),
    );
  });
}

/**
 * The project's files with their contents stored in the repository. `tree`: the tree of the disk,
 * where it was just taken; contents that the repository already has are not read again.
 */
export function storedState(repo: Repo, tree: string | null): State {
  const taken = /^disk:(.+)$/.exec(tree ?? "")?.[1];
  if (taken === undefined || repo.places.own) return presentState(repo, { write: true });
  const listed = treeEntries(byBytes(repo, "")(["ls-tree", "-r", "-z", taken]));
  const asked = listed.map(({ hash }) => `${hash}\n`).join("");
  const there = byBytes(
    repo,
    "",
    intoRepository(repo),
  )(["cat-file", "--batch-check=%(objectname)"], asked).split("\n");
  // What stands for a file that a tree does not keep is in no repository.
  const isThere = ({ hash }: { hash: string }, at: number): boolean => there[at] === hash;
  const state: State = new Map(
    listed.filter(isThere).map(({ path, mode, hash }) => [path, { mode, hash }]),
  );
  const missing = listed.flatMap((one, at) => (isThere(one, at) ? [] : [one.path]));
  return missing.length === 0 ? state : new Map([...state, ...readNow(repo, missing, true)]);
}

/** A stored state's commit, its time (ISO 8601) and its message. */
function storedIn(shown: Buffer) {
  const [commit = "", at = "", ...message] = line(shown).split(" ");
  return commit === "" ? null : { commit, at, message: message.join(" ") };
}

/** The state on a ref; null when there is no such ref. */
export const commitOn = (repo: Repo, ref: string) =>
  storedIn(
    git(repo, [
      "for-each-ref",
      "--format=%(objectname) %(committerdate:iso-strict) %(subject)",
      ref,
    ]),
  );

/** A stored state by its commit; null where the repository does not hold it. */
export const commitAt = (repo: Repo, commit: string) =>
  attempt(
    () => storedIn(git(repo, ["log", "-1", "--format=%H %cI %s", commit, "--"])),
    null,
    SnapshotError,
  );

/** Puts a ref on a commit, whatever it names now. @throws SnapshotError */
export function putRef(repo: Repo, ref: string, commit: string): void {
  git(repo, ["update-ref", "--no-deref", ref, commit]);
}

/**
 * Stores a state, whose contents are stored already, as a commit on a ref; the ref's last commit is
 * its parent. @returns the commit
 */
export function keepState(repo: Repo, ref: string, state: State, message: string): string {
  mkdirSync(repo.scratch, { recursive: true });
  const index = join(repo.scratch, `state-index-${process.pid}`);
  const env = { GIT_INDEX_FILE: index };
  return withScratch(index, () => {
    const stdin = Buffer.from(indexLines(state), "latin1");
    git(repo, ["update-index", "-z", "--index-info"], { stdin, env });
    const tree = line(git(repo, ["write-tree"], { env }));
    const before = commitOn(repo, ref)?.commit ?? null;
    const parent = before === null ? [] : ["-p", before];
    const commit = line(git(repo, ["commit-tree", tree, ...parent], { stdin: `${message}\n` }));
    git(repo, ["update-ref", "--no-deref", ref, commit, before ?? "0".repeat(commit.length)]);
    return commit;
  });
}

/** Deletes a ref, if it still names this commit. */
export function dropRef(repo: Repo, ref: string, commit: string): void {
  git(repo, ["update-ref", "--no-deref", "-d", ref, commit]);
}

/**
 * The files of a stored state. @throws SnapshotError also for paths that none of our states can
 * have
 */
export function filesOfState(repo: Repo, commit: string): State {
  const listed = treeEntries(
    git(repo, ["ls-tree", "-r", "-z", "--full-tree", commit]).toString("latin1"),
  );
  // Through a link other files would be written; on some disks in whatever case it is named.
  const links = new Set(
    listed.filter(({ mode }) => mode === "120000").map(({ path }) => foldedName(pathText(path))),
  );
  return new Map(
    listed.map(({ mode, kind, hash, path }) => {
      const strange =
        kind !== "blob" ||
        path.split("/").some((part) => /^(\.{0,2}|\.git)$/i.test(part)) ||
        parentsOf(path).some((parent) => links.has(foldedName(pathText(parent))));
      if (strange || repo.exclude.some((folder) => path.startsWith(`${latin1(folder)}/`)))
        throw new SnapshotError(
          `the kept state ${commit} holds ${JSON.stringify(path)}`,
          "do not use it",
        );
      return [path, { mode, hash }];
    }),
  );
}

/**
 * Writes stored files byte for byte, below a folder that nobody else may read. @throws
 * SnapshotError when one is missing
 */
export function writeState(repo: Repo, state: State, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const index = `${folder}-index`;
  withScratch(index, () => {
    const run = byBytes(repo, index);
    run(["update-index", "-z", "--index-info"], indexLines(state));
    run(["checkout-index", "-q", "-f", "-a", `--prefix=${folder}/`]);
  });
}

/** Files as entries of an index. */
const indexLines = (state: State): string =>
  [...state].map(([path, { mode, hash }]) => `${mode} ${hash}\t${path}\0`).join("");

/** Which of these paths the ignore rules of a state leave out, whether git tracks them or not. */
export function ignoredUnder(repo: Repo, state: State, paths: string[]): Set<string> {
  if (paths.length === 0) return new Set();
  const { top, gitDir, prefix } = repo.places;
  const folder = join(repo.scratch, `rules-${process.pid}`);
  return withScratch(folder, () => {
    mkdirSync(join(folder, prefix), { recursive: true });
    // Rules above the project are not part of a state: the present ones count.
    for (const above of ["", ...parentsOf(prefix)].filter(
      (path) => `${path}/` !== prefix && prefix !== "",
    )) {
      const rules = join(top, above, ".gitignore");
      if (statAt(rules)?.isFile()) copyFileSync(rules, join(folder, above, ".gitignore"));
    }
    const rules = [...state].filter(
      ([path, { mode }]) => mode !== "120000" && /(^|\/)\.gitignore$/.test(path),
    );
    writeState(repo, new Map(rules), join(folder, prefix.replace(/\/$/, "")));
    const stdin = Buffer.from(paths.map((path) => `${latin1(prefix)}${path}\0`).join(""), "latin1");
    const env = { GIT_DIR: gitDir, GIT_WORK_TREE: folder };
    const run = runGit(["check-ignore", "--no-index", "-z", "--stdin"], {
      cwd: folder,
      env,
      stdin,
    });
    // When nothing is ignored git exits with an error code and writes no error.
    if (!run.ok && run.err !== "")
      throw new SnapshotError(`git check-ignore failed: ${gitErrors(run)}`, "try again");
    const ignored = run.out.toString("latin1").split("\0");
    return new Set(ignored.map((path) => path.slice(latin1(prefix).length)));
  });
}
