/**
 * Stores states of the project's files in the person's own repository, else in the program's, as
 * commits on `refs/multi-ai/…`. The bytes are those of the files, without line ending settings or
 * filters, so that they can be restored exactly. Nothing else of the repository is written: no
 * index, HEAD, branch or reflog; no hook runs.
 */
import { copyFileSync, lstatSync, mkdirSync, type Stats } from "node:fs";
import { join } from "node:path";
import { attempt } from "../process/attempt.ts";
import { once, remembering } from "../process/once.ts";
import {
  entriesOf,
  type Failure,
  GIT_TIMEOUT,
  type GitRun,
  gitErrors,
  gitPlaces,
  insideOf,
  openStore,
  type Places,
  placesOf,
  repositoryOf,
  runGit,
  treeEntries,
  trustLine,
  withScratch,
  worktreesInside,
} from "./git.ts";
import { folderOf, isOutput, leftBehind, nameOf } from "./left-behind.ts";
import { foldedName, type Project, sameName, treeStore } from "./project.ts";
import { inWords } from "./stand-in.ts";

/**
 * A file of a state. `mode` is git's: 100644, 100755, or 120000 for a link (whose content is its
 * target).
 */
export type KeptFile = { mode: string; hash: string };
/**
 * Files by path relative to the project. Each character of a path is one of its bytes, because
 * names need not be UTF-8.
 */
export type State<File extends KeptFile = KeptFile> = Map<string, File>;
/** A present file; `stat` was taken just before its bytes were read. */
export type SeenFile = KeptFile & { stat: Stats };

/** Thrown when a state could not be stored or read; nothing was changed. */
export class SnapshotFailed extends Error {
  constructor(
    problem: string,
    readonly remedy: string,
  ) {
    super(problem);
  }

  get failure(): Failure {
    return { ok: false, problem: this.message, remedy: this.remedy };
  }
}

/** A repository, the folders of it to leave out, and a scratch folder. */
export interface Place {
  places: Places;
  /** Folders left out, relative to the project: ".task", "pipeline", … */
  exclude: string[];
  /** Absolute path of the scratch folder for indexes and objects. */
  scratch: string;
  /** Milliseconds for each git process. */
  timeout: number;
  /** Linked worktrees inside that are left out; all of them when absent. */
  worktrees?: readonly string[];
  /** Most bytes of what git does not track; 1 GB when absent. */
  most?: number;
}

/** Where states of a project are stored, without the folders `exclude`; null without git. */
export function placeOfStates(
  project: Project,
  exclude: string[],
  timeout = GIT_TIMEOUT,
): Place | null {
  const scratch = treeStore(project);
  const places = repositoryOf(project.root, scratch);
  return places === null ? null : { places, exclude, scratch, timeout };
}

/** The characters of a path as bytes, and as text. */
export const bytesOf = (path: string): Buffer => Buffer.from(path, "latin1");
export const pathText = (path: string): string => bytesOf(path).toString("utf8");
const latin1 = (text: string): string => Buffer.from(text).toString("latin1");

/** The path of a file in the project, in bytes. */
export const fullPath = ({ places }: Place, path: string): Buffer =>
  Buffer.concat([Buffer.from(`${places.project}/`), bytesOf(path)]);

/** Every folder above a path, the outermost first. */
export const parentsOf = (path: string): string[] =>
  path.split("/").flatMap((_, i, parts) => (i === 0 ? [] : [parts.slice(0, i).join("/")]));

/** The same, as text where that says it: quicker for many files. */
export const namedPath = (place: Place, path: string): string | Buffer =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII.
  /^[\x00-\x7f]*$/.test(path) ? `${place.places.project}/${path}` : fullPath(place, path);

const lstatOf = (place: Place, path: string) =>
  lstatSync(namedPath(place, path), { throwIfNoEntry: false });

/**
 * The stat of a path of the project; undefined when there is nothing, or it is reached through a
 * link.
 */
export const lookAt = (place: Place, path: string): Stats | undefined =>
  parentsOf(path).every((parent) => lstatOf(place, parent)?.isDirectory())
    ? lstatOf(place, path)
    : undefined;

/**
 * Author of our commits. In the environment, because the person's setting `author.name` comes
 * before `-c user.name`.
 */
export const identity = (name: string, email: string): Record<string, string> => ({
  ...{ GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email },
  ...{ GIT_COMMITTER_NAME: name, GIT_COMMITTER_EMAIL: email },
});
export const IDENTITY = identity("multi-ai", "multi-ai@example.invalid");

/** Runs git in the project. @throws SnapshotFailed */
export function git(
  place: Place,
  args: string[],
  {
    cwd = place.places.project,
    ...more
  }: { cwd?: string; stdin?: Buffer | string; env?: Record<string, string> } = {},
): Buffer {
  const env = { ...gitPlaces(place.places), ...IDENTITY, ...more.env };
  const run = runGit(["-c", "core.logAllRefUpdates=false", ...args], {
    ...more,
    cwd,
    env,
    timeout: place.timeout,
  });
  if (!run.ok) throw failed(place, args, run);
  return run.out;
}

const REMEDIES: [RegExp, string][] = [
  [
    /filter/,
    "install that filter's program. If only this repository's .git/config names it, it was not started, as that file may come from an archive. If the filter is yours, set it with git config --global",
  ],
  [
    /unable to index file|Permission denied/,
    "make the named file readable, or put it into .gitignore",
  ],
  [
    /^/,
    "check free space and permissions of .task, of the repository's .git folder and of the named file, then try again",
  ],
];

/** What is thrown where git did not do what it should. */
export function failed(
  { timeout }: Pick<Place, "timeout">,
  args: string[],
  run: GitRun,
): SnapshotFailed {
  const command = args.find((one) => !one.startsWith("-") && !one.includes("="));
  if (run.problem === "timeout")
    return new SnapshotFailed(
      `git ${command} took more than ${timeout / 1000} s`,
      "put large generated files and folders into .gitignore",
    );
  const trusted = trustLine(run);
  const remedy = REMEDIES.find(([pattern]) => pattern.test(run.err))![1];
  return new SnapshotFailed(
    `git ${command} failed: ${gitErrors(run)}`,
    trusted === null ? remedy : `if you trust this repository: ${trusted}`,
  );
}

/**
 * Git on the store, with an index in which files of the project count by the bytes that lie there.
 * Each character is a byte.
 */
export function byBytes(place: Place, index: string, more: Record<string, string> = {}) {
  const { places, scratch, timeout } = place;
  const store = openStore(scratch, places);
  const env = { GIT_INDEX_FILE: index, ...more };
  return (args: string[], lines = ""): string => {
    const stdin = Buffer.from(lines, "latin1");
    const all = ["--git-dir", store, "--work-tree", places.project, ...args];
    const run = runGit(all, { cwd: places.project, env, timeout, stdin });
    if (!run.ok) throw failed(place, args, run);
    return run.out.toString("latin1");
  };
}

/** With this git reads and stores contents in the person's repository alone. */
const intoRepository = ({ places }: Place) => ({
  GIT_OBJECT_DIRECTORY: join(places.common, "objects"),
});

/** The one line that git answered. */
export const line = (bytes: Buffer): string => bytes.toString().trim();

interface ListedFile {
  path: string;
  isTracked: boolean;
}

interface Wanted {
  /** Paths that count whatever git says of them, where they are files or links at present. */
  also?: readonly string[];
  /** Of those, what the project's own ignore files hide by now does not count. */
  hides?: boolean;
  /** What is neither a file nor a link is passed over; else it is refused. */
  passes?: boolean;
  /** Takes the folders of repositories inside. */
  repositories?: string[];
  /**
   * Takes files that git ignores and that stand by themselves: not in a folder that is ignored as a
   * whole, or a tool's.
   */
  ignored?: string[];
}

/**
 * The project's files, in one place for all that asks: what git takes for them, with the files of
 * repositories inside and ignore files that ignore themselves, without what tests and builds left
 * behind. @throws SnapshotFailed, also where what git does not track is too much
 */
export function filesOf(place: Place, wanted: Wanted = {}) {
  const { also = [], hides = false, passes = false, repositories, ignored = [] } = wanted;
  const specs = [".", ...foldersApart(place).map((path) => `:(exclude,literal)${path}`)];
  const listed = git(place, [...LISTED, "--", ...specs]);
  // A tracked path may lead through a folder that is a link by now: not a file of the project any
  // more.
  const isFolder: (path: string) => boolean = remembering(
    (path) =>
      path === "" || (isFolder(folderOf(path)) && (lstatOf(place, path)?.isDirectory() ?? false)),
  );
  const links = once(() => {
    const staged = entriesOf(git(place, ["ls-files", "-s", "-z"]), "latin1");
    return new Set(staged.flatMap((entry) => /^160000 \S+ \d\t(.+)$/s.exec(entry)?.[1] ?? []));
  });
  const found = new Map<string, Stats>();
  const untracked: { path: string; size: number }[] = [];
  const taken = new Set(also);
  /**
   * Puts files and links where they belong; returns the folders among them, which are repositories
   * of their own.
   */
  const take = (files: readonly ListedFile[]): string[] =>
    files.flatMap(({ path: named, isTracked }) => {
      const path = named.replace(/\/$/, "");
      if (path === "" || found.has(path) || !isFolder(folderOf(path))) return [];
      const stat = lstatOf(place, path);
      // An index may call any folder a repository: what lies in it counts all the same.
      if (stat?.isDirectory())
        return lstatOf(place, `${path}/.git`) !== undefined || (isTracked && links().has(path))
          ? [path]
          : [];
      if (stat?.isFile() || stat?.isSymbolicLink()) {
        found.set(path, stat);
        if (!isTracked && !taken.has(path)) untracked.push({ path, size: stat.size });
      } else if (stat !== undefined && !passes)
        throw new SnapshotFailed(
          `${JSON.stringify(pathText(path))} is neither a file nor a link`,
          "remove the named pipe, socket or device, or put it into .gitignore",
        );
      return [];
    });
  let nested = take(work(place, listed.toString("latin1"), also));
  const isAlone = standsAlone(place);
  ignored.push(
    ...git(place, [...IGNORED, "--", ...specs])
      .toString("latin1")
      .split("\0")
      .filter(isAlone),
  );
  while (nested.length > 0) {
    repositories?.push(...nested);
    nested = nested.flatMap((folder) => {
      if (wanted.ignored) ignored.push(...listingInside(place, folder, IGNORED).filter(isAlone));
      return take(work(place, listingInside(place, folder, LISTED).join("\0"), also));
    });
  }
  const isThere = (path: string): boolean =>
    isFolder(folderOf(path)) && lstatOf(place, path) !== undefined;
  const unlisted = also.filter((path) => !found.has(path) && isThere(path));
  const passedOver = hides ? newlyIgnored(place, unlisted) : new Set<string>();
  take(unlisted.filter((path) => !passedOver.has(path)).map((path) => ({ path, isTracked: true })));
  // An ignore file that rules name, as one that says `*`, would hide itself with all that lies
  // beside it.
  const hiding = ignored.filter((path) => nameOf(path) === ".gitignore");
  take(hiding.map((path) => ({ path, isTracked: false })));
  for (const path of otherNames(
    found,
    [...untracked.map((one) => one.path), ...unlisted],
    unlisted,
  ))
    found.delete(path);
  refuseNames(found);
  refuseTooMuch(place, untracked);
  return found;
}

/**
 * Second names of one file, on a disk that ignores case or Unicode form: git's index or an earlier
 * tree still has the name from before such a rename. `others`: names that are not in the index;
 * `earlier`: those of them that git did not list.
 */
function otherNames(
  found: ReadonlyMap<string, Stats>,
  others: readonly string[],
  earlier: readonly string[],
): string[] {
  const asked = new Map(
    others.flatMap((path) => (found.has(path) ? [[found.get(path)!.ino, path]] : [])),
  );
  if (asked.size === 0) return [];
  const isEarlier = new Set(earlier);
  const pairs = [...found].flatMap(([path, { ino, dev }]) => {
    const other = asked.get(ino);
    const isOne = other !== undefined && other !== path && found.get(other)!.dev === dev;
    return isOne && sameName(pathText(path), pathText(other)) ? [[path, other] as const] : [];
  });
  return pairs.map(([path, other]) => (isEarlier.has(other) ? other : path));
}

/**
 * Of files that git passes over by now, though they counted before, those that were never committed
 * and that an ignore file of the project names, such as a log that a server writes: the diff shows
 * that they are gone, and why.
 */
function newlyIgnored(place: Place, paths: readonly string[]): Set<string> {
  // Without commits nothing tells what was meant to stay.
  if (paths.length === 0 || place.places.own) return new Set();
  const where = { cwd: place.places.project, env: gitPlaces(place.places), timeout: place.timeout };
  const stdin = Buffer.from(paths.map((path) => `${path}\0`).join(""), "latin1");
  const committed = runGit(["ls-tree", "-r", "-z", "--name-only", "HEAD"], where);
  const names = new Set(committed.ok ? committed.out.toString("latin1").split("\0") : []);
  const asked = ["check-ignore", "-v", "-z", "--no-index", "--stdin"];
  const answer = runGit(asked, { ...where, stdin });
  const parts = answer.ok ? answer.out.toString("latin1").split("\0") : [];
  const found = new Set<string>();
  // Source of the rule, its line, the rule, the path. One outside of the project's folders is in no
  // diff.
  for (let at = 0; at + 3 < parts.length; at += 4) {
    const [source, , , path] = parts.slice(at, at + 4) as [string, string, string, string];
    if (/^(?!\/|\.git\/)(?:.*\/)?\.gitignore$/.test(source) && !names.has(path)) found.add(path);
  }
  return found;
}

/**
 * Names that git puts into no tree, and leaves out without an error: a folder `.GIT`, a link called
 * `.gitmodules`.
 */
const NO_NAME = /(?:^|\/)\.(?:git|gitmodules)(?:\/|$)/i;

/** @throws SnapshotFailed for a file that could be in no tree, and so would be seen by nobody */
function refuseNames(found: ReadonlyMap<string, Stats>): void {
  for (const [path, stat] of found) {
    const [name] = NO_NAME.exec(path) ?? [];
    if (
      name === undefined ||
      (/modules/i.test(name) && !(stat.isSymbolicLink() && path.endsWith(name)))
    )
      continue;
    throw new SnapshotFailed(
      `${JSON.stringify(pathText(path))} has a name that git reserves`,
      "rename it, remove it, or put it into .gitignore",
    );
  }
}

/**
 * Whether a path lies in one of these repositories inside; none of its files can be in a commit of
 * the one around it.
 */
export const isWithin = (repositories: readonly string[]): ((path: string) => boolean) => {
  const all = new Set(repositories);
  return (path) => all.size > 0 && parentsOf(path).some((one) => all.has(one));
};

/** Repositories inside of a project and in these, as far as its files can be listed. */
export function repositoriesInside(project: Project, exclude: string[]): string[] {
  const place = placeOfStates(project, exclude);
  const repositories: string[] = [];
  if (place !== null)
    attempt(() => filesOf(place, { passes: true, repositories }), null, SnapshotFailed);
  return repositories.map(pathText);
}

/** Folders of the project that are no part of its files, relative to it. */
export function foldersApart(place: Place): string[] {
  const { places, exclude, scratch } = place;
  const inside = insideOf(places.project, scratch);
  const left = [
    ...exclude,
    ...worktreesInside(places).filter((path) => isOtherCheckout(place, path)),
  ];
  return inside === null ? left : [...left, inside];
}

/**
 * A linked worktree in the project is another checkout; one that was made since is hashed like any
 * folder.
 */
const isOtherCheckout = ({ worktrees }: Place, path: string): boolean =>
  worktrees === undefined || worktrees.includes(path) || path.startsWith(".claude/worktrees/");

/**
 * Bytes that git does not track, which have to be hashed or stored: beyond that it is data, and no
 * work.
 */
const MAX_UNTRACKED = 1024 ** 3;

function refuseTooMuch(
  { most = MAX_UNTRACKED }: Place,
  untracked: readonly { path: string; size: number }[],
): void {
  const sum = untracked.reduce((bytes, { size }) => bytes + size, 0);
  if (sum <= most) return;
  const largest = untracked.reduce((one, other) => (other.size > one.size ? other : one));
  const others =
    untracked.length === 1
      ? ""
      : `, of the ${inWords(sum)} in ${untracked.length} files that git does not track`;
  throw new SnapshotFailed(
    `${JSON.stringify(pathText(largest.path))} holds ${inWords(largest.size)}${others}; expected at most ${inWords(most)} of untracked files`,
    "put it into .gitignore, or move it out of the project",
  );
}

const LISTED = ["ls-files", "-t", "-z", "--cached", "--others", "--exclude-standard"];
/** Of a folder that is ignored as a whole the folder alone. */
const IGNORED = ["ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory"];

/** Tells of what git ignores which files are not a tool's, nor in a folder of its own. */
function standsAlone(place: Place): (path: string) => boolean {
  const isLeft = leftBehind(place.places.project);
  const isTools = remembering(
    (folder: string) => isOutput(nameOf(folder)) || isLeft(pathText(folder), true),
  );
  return (path) =>
    path !== "" &&
    !path.endsWith("/") &&
    !isLeft(pathText(path), false) &&
    !parentsOf(path).some(isTools);
}

/**
 * What lies in a repository inside of the project, as `ls-files` lists it: by the rules in it,
 * without its config. What it tracks counts where its index can be read.
 */
function listingInside(place: Place, folder: string, args: readonly string[]): string[] {
  const top = fullPath(place, folder).toString();
  const store = openStore(place.scratch, place.places);
  const listed = (index: string) =>
    runGit(["--git-dir", store, "--work-tree", ".", ...args], {
      cwd: top,
      env: { GIT_INDEX_FILE: index },
      timeout: place.timeout,
    });
  const own = placesOf(top);
  const first = listed(own?.top === top ? join(own.gitDir, "index") : join(store, "none"));
  const found = first.ok ? first : listed(join(store, "none"));
  if (!found.ok)
    throw new SnapshotFailed(
      `the repository in ${JSON.stringify(pathText(folder))} could not be read: ${gitErrors(found)}`,
      "put it into .gitignore, or move it out of the project",
    );
  const marks = args === LISTED ? 2 : 0;
  return entriesOf(found.out, "latin1").map(
    (entry) => `${entry.slice(0, marks)}${folder}/${entry.slice(marks)}`,
  );
}

/**
 * The paths of a listing with git's marks (`?` is one that it does not track) which are somebody's
 * work.
 */
function work(place: Place, listing: string, also: readonly string[]): ListedFile[] {
  const entries = listing
    .split("\0")
    .map((entry) => ({ isTracked: !entry.startsWith("? "), path: entry.slice(2) }));
  const tracked = new Set<string>();
  for (const { isTracked, path } of entries)
    for (
      let folder = folderOf(path);
      isTracked && folder !== "" && !tracked.has(folder);
      folder = folderOf(folder)
    )
      tracked.add(folder);
  // What says that a folder is a build's counts also where the state to go back to has it, and the
  // present one has not.
  const before = Map.groupBy(also, folderOf);
  const namesIn = (folder: string) =>
    new Set(before.get(latin1(folder))?.map((path) => pathText(nameOf(path))));
  const isLeft = leftBehind(place.places.project, namesIn);
  const isLeftFolder: (path: string) => boolean = remembering(
    (path) =>
      path !== "" &&
      (isLeftFolder(folderOf(path)) || (!tracked.has(path) && isLeft(pathText(path), true))),
  );
  return entries.filter(
    ({ isTracked, path }) =>
      isTracked || !(isLeftFolder(folderOf(path)) || isLeft(pathText(path), false)),
  );
}

/**
 * The project's present files: tracked and untracked ones that are not ignored, and those of
 * `also`. `write`: their contents are stored in the repository. @throws SnapshotFailed
 */
export function presentState(
  place: Place,
  options: { also?: Iterable<string>; write: boolean; repositories?: string[] },
): State<SeenFile> {
  const { also = [], repositories = [] } = options;
  const files = filesOf(place, { also: [...also], passes: true, repositories });
  const present = readNow(place, files.keys(), options.write);
  return new Map([...present].map(([path, file]) => [path, { ...file, stat: files.get(path)! }]));
}

/**
 * Files as they are now, by the bytes that lie there; `write`: these are stored in the repository.
 * @throws SnapshotFailed
 */
export function readNow(place: Place, paths: Iterable<string>, write: boolean): State {
  mkdirSync(place.scratch, { recursive: true });
  const index = join(place.scratch, `present-${process.pid}`);
  return withScratch(index, () => {
    const run = byBytes(place, index, write ? intoRepository(place) : {});
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
export function storedState(place: Place, tree: string | null): State {
  const taken = /^disk:(.+)$/.exec(tree ?? "")?.[1];
  if (taken === undefined || place.places.own) return presentState(place, { write: true });
  const listed = treeEntries(byBytes(place, "")(["ls-tree", "-r", "-z", taken]));
  const asked = listed.map(({ hash }) => `${hash}\n`).join("");
  const there = byBytes(
    place,
    "",
    intoRepository(place),
  )(["cat-file", "--batch-check=%(objectname)"], asked).split("\n");
  // What stands for a file that a tree does not keep is in no repository.
  const isThere = ({ hash }: { hash: string }, at: number): boolean => there[at] === hash;
  const state: State = new Map(
    listed.filter(isThere).map(({ path, mode, hash }) => [path, { mode, hash }]),
  );
  const missing = listed.flatMap((one, at) => (isThere(one, at) ? [] : [one.path]));
  return missing.length === 0 ? state : new Map([...state, ...readNow(place, missing, true)]);
}

/** A stored state's commit, its time (ISO 8601) and its message. */
function storedIn(shown: Buffer) {
  const [commit = "", at = "", ...message] = line(shown).split(" ");
  return commit === "" ? null : { commit, at, message: message.join(" ") };
}

/** The state on a ref; null when there is no such ref. */
export const commitOf = (place: Place, ref: string) =>
  storedIn(
    git(place, [
      "for-each-ref",
      "--format=%(objectname) %(committerdate:iso-strict) %(subject)",
      ref,
    ]),
  );

/** A stored state by its commit; null where the repository does not hold it. */
export const stateAt = (place: Place, commit: string) =>
  attempt(
    () => storedIn(git(place, ["log", "-1", "--format=%H %cI %s", commit, "--"])),
    null,
    SnapshotFailed,
  );

/** Puts a ref on a commit, whatever it names now. @throws SnapshotFailed */
export function putRef(place: Place, ref: string, commit: string): void {
  git(place, ["update-ref", "--no-deref", ref, commit]);
}

/**
 * Stores a state, whose contents are stored already, as a commit on a ref; the ref's last commit is
 * its parent. @returns the commit
 */
export function keepState(place: Place, ref: string, state: State, message: string): string {
  mkdirSync(place.scratch, { recursive: true });
  const index = join(place.scratch, `state-index-${process.pid}`);
  const env = { GIT_INDEX_FILE: index };
  return withScratch(index, () => {
    const stdin = Buffer.from(indexLines(state), "latin1");
    git(place, ["update-index", "-z", "--index-info"], { stdin, env });
    const tree = line(git(place, ["write-tree"], { env }));
    const before = commitOf(place, ref)?.commit ?? null;
    const parent = before === null ? [] : ["-p", before];
    const commit = line(git(place, ["commit-tree", tree, ...parent], { stdin: `${message}\n` }));
    git(place, ["update-ref", "--no-deref", ref, commit, before ?? "0".repeat(commit.length)]);
    return commit;
  });
}

/** Deletes a ref, if it still names this commit. */
export function dropState(place: Place, ref: string, commit: string): void {
  git(place, ["update-ref", "--no-deref", "-d", ref, commit]);
}

/**
 * The files of a stored state. @throws SnapshotFailed also for paths that none of our states can
 * have
 */
export function keptState(place: Place, commit: string): State {
  const listed = treeEntries(
    git(place, ["ls-tree", "-r", "-z", "--full-tree", commit]).toString("latin1"),
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
        parentsOf(path).some((one) => links.has(foldedName(pathText(one))));
      if (strange || place.exclude.some((folder) => path.startsWith(`${latin1(folder)}/`)))
        throw new SnapshotFailed(
          `the kept state ${commit} holds ${JSON.stringify(path)}`,
          "do not use it",
        );
      return [path, { mode, hash }];
    }),
  );
}

/**
 * Writes stored files byte for byte, below a folder that nobody else may read. @throws
 * SnapshotFailed when one is missing
 */
export function writeStored(place: Place, state: State, folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const index = `${folder}-index`;
  withScratch(index, () => {
    const run = byBytes(place, index);
    run(["update-index", "-z", "--index-info"], indexLines(state));
    run(["checkout-index", "-q", "-f", "-a", `--prefix=${folder}/`]);
  });
}

/** Files as entries of an index. */
const indexLines = (state: State): string =>
  [...state].map(([path, { mode, hash }]) => `${mode} ${hash}\t${path}\0`).join("");

/** Which of these paths the ignore rules of a state leave out, whether git tracks them or not. */
export function ignoredUnder(place: Place, state: State, paths: string[]): Set<string> {
  if (paths.length === 0) return new Set();
  const { top, gitDir, prefix } = place.places;
  const folder = join(place.scratch, `rules-${process.pid}`);
  return withScratch(folder, () => {
    mkdirSync(join(folder, prefix), { recursive: true });
    // Rules above the project are not part of a state: the present ones count.
    for (const above of ["", ...parentsOf(prefix)].filter(
      (path) => `${path}/` !== prefix && prefix !== "",
    )) {
      const rules = join(top, above, ".gitignore");
      if (lstatSync(rules, { throwIfNoEntry: false })?.isFile())
        copyFileSync(rules, join(folder, above, ".gitignore"));
    }
    const rules = [...state].filter(
      ([path, { mode }]) => mode !== "120000" && /(^|\/)\.gitignore$/.test(path),
    );
    writeStored(place, new Map(rules), join(folder, prefix.replace(/\/$/, "")));
    const stdin = Buffer.from(paths.map((path) => `${latin1(prefix)}${path}\0`).join(""), "latin1");
    const env = { GIT_DIR: gitDir, GIT_WORK_TREE: folder };
    const run = runGit(["check-ignore", "--no-index", "-z", "--stdin"], {
      cwd: folder,
      env,
      stdin,
    });
    // When nothing is ignored git exits with an error code and writes no error.
    if (!run.ok && run.err !== "")
      throw new SnapshotFailed(`git check-ignore failed: ${gitErrors(run)}`, "try again");
    const ignored = run.out.toString("latin1").split("\0");
    return new Set(ignored.map((path) => path.slice(latin1(prefix).length)));
  });
}
