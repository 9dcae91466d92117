/** Which files are the project's. */
import type { Stats } from "node:fs";
import { join } from "node:path";
import { attempt } from "../process/attempt.ts";
import { once, remembering } from "../process/once.ts";
import { buildOutputsOf, folderOf, isOutput, nameOf } from "./commands/build-outputs.ts";
import {
  entriesOf,
  gitErrors,
  gitPlaces,
  insideOf,
  openStore,
  placesOf,
  type RunOptions,
  runGit,
  worktreesInside,
} from "./git/git.ts";
import { type Project, sameName } from "./project.ts";
import {
  fullPath,
  git,
  latin1,
  lstatOf,
  parentsOf,
  pathText,
  type Repo,
  SnapshotError,
  statesRepo,
} from "./repo.ts";
import { inWords } from "./trees/stand-in.ts";

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
 * behind. @throws SnapshotError, also where what git does not track is too much
 */
export function filesOf(repo: Repo, wanted: Wanted = {}) {
  const { also = [], hides = false, passes = false, repositories, ignored = [] } = wanted;
  const specs = [".", ...foldersApart(repo).map((path) => `:(exclude,literal)${path}`)];
  const listed = git(repo, [...LISTED, "--", ...specs]);
  // A tracked path may lead through a folder that is a link by now: not a file of the project any
  // more.
  const isFolder: (path: string) => boolean = remembering(
    (path) =>
      path === "" || (isFolder(folderOf(path)) && (lstatOf(repo, path)?.isDirectory() ?? false)),
  );
  const links = once(() => {
    const staged = entriesOf(git(repo, ["ls-files", "-s", "-z"]), "latin1");
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
      const stat = lstatOf(repo, path);
      // An index may call any folder a repository: what lies in it counts all the same.
      if (stat?.isDirectory())
        return lstatOf(repo, `${path}/.git`) !== undefined || (isTracked && links().has(path))
          ? [path]
          : [];
      if (stat?.isFile() || stat?.isSymbolicLink()) {
        found.set(path, stat);
        if (!isTracked && !taken.has(path)) untracked.push({ path, size: stat.size });
      } else if (stat !== undefined && !passes)
        throw new SnapshotError(
          `${JSON.stringify(pathText(path))} is neither a file nor a link`,
          "remove the named pipe, socket or device, or put it into .gitignore",
        );
      return [];
    });
  let nested = take(work(repo, listed.toString("latin1"), also));
  const isAlone = standsAlone(repo);
  ignored.push(
    ...git(repo, [...IGNORED, "--", ...specs])
      .toString("latin1")
      .split("\0")
      .filter(isAlone),
  );
  while (nested.length > 0) {
    repositories?.push(...nested);
    nested = nested.flatMap((folder) => {
      if (wanted.ignored) ignored.push(...listingInside(repo, folder, IGNORED).filter(isAlone));
      return take(work(repo, listingInside(repo, folder, LISTED).join("\0"), also));
    });
  }
  const isThere = (path: string): boolean =>
    isFolder(folderOf(path)) && lstatOf(repo, path) !== undefined;
  const unlisted = also.filter((path) => !found.has(path) && isThere(path));
  const passedOver = hides ? newlyIgnored(repo, unlisted) : new Set<string>();
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
  refuseTooMuch(repo, untracked);
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
function newlyIgnored(repo: Repo, paths: readonly string[]): Set<string> {
  // Without commits nothing tells what was meant to stay.
  if (paths.length === 0 || repo.places.own) return new Set();
  const where = { cwd: repo.places.project, env: gitPlaces(repo.places), timeout: repo.timeout };
  const committed = runGit(["ls-tree", "-r", "-z", "--name-only", "HEAD"], where);
  const names = new Set(committed.ok ? committed.out.toString("latin1").split("\0") : []);
  // A rule outside of the project's folders is in no diff.
  const hiding = [...hidingRules(paths, where)].filter(
    ([path, { source }]) => /^(?!\/|\.git\/)(?:.*\/)?\.gitignore$/.test(source) && !names.has(path),
  );
  return new Set(hiding.map(([path]) => path));
}

/**
 * Of some paths those that git passes over, each with the rule that says so and the file that it
 * stands in. Each character of a path is a byte.
 */
export function hidingRules(
  paths: readonly string[],
  where: Pick<RunOptions, "cwd" | "env" | "timeout">,
): Map<string, { source: string; rule: string }> {
  const answer = runGit(["check-ignore", "-v", "-z", "--no-index", "--stdin"], {
    ...where,
    stdin: Buffer.from(paths.map((path) => `${path}\0`).join(""), "latin1"),
  });
  const parts = answer.ok ? answer.out.toString("latin1").split("\0") : [];
  const found = new Map<string, { source: string; rule: string }>();
  // Source of the rule, its line, the rule, the path.
  for (let at = 0; at + 3 < parts.length; at += 4)
    found.set(parts[at + 3]!, { source: pathText(parts[at]!), rule: pathText(parts[at + 2]!) });
  return found;
}

/**
 * Names that git puts into no tree, and leaves out without an error: a folder `.GIT`, a link called
 * `.gitmodules`.
 */
const NO_NAME = /(?:^|\/)\.(?:git|gitmodules)(?:\/|$)/i;

/** @throws SnapshotError for a file that could be in no tree, and so would be seen by nobody */
function refuseNames(found: ReadonlyMap<string, Stats>): void {
  for (const [path, stat] of found) {
    const [name] = NO_NAME.exec(path) ?? [];
    if (
      name === undefined ||
      (/modules/i.test(name) && !(stat.isSymbolicLink() && path.endsWith(name)))
    )
      continue;
    throw new SnapshotError(
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
  return (path) => all.size > 0 && parentsOf(path).some((parent) => all.has(parent));
};

/** Repositories inside of a project and in these, as far as its files can be listed. */
export function repositoriesInside(project: Project, exclude: string[]): string[] {
  const repo = statesRepo(project, exclude);
  const repositories: string[] = [];
  if (repo !== null)
    attempt(() => filesOf(repo, { passes: true, repositories }), null, SnapshotError);
  return repositories.map(pathText);
}

/** Folders of the project that are no part of its files, relative to it. */
export function foldersApart(repo: Repo): string[] {
  const { places, exclude, scratch } = repo;
  const inside = insideOf(places.project, scratch);
  const left = [
    ...exclude,
    ...worktreesInside(places).filter((path) => isOtherCheckout(repo, path)),
  ];
  return inside === null ? left : [...left, inside];
}

/**
 * A linked worktree in the project is another checkout; one that was made since is hashed like any
 * folder.
 */
const isOtherCheckout = ({ worktrees }: Repo, path: string): boolean =>
  worktrees === undefined || worktrees.includes(path) || path.startsWith(".claude/worktrees/");

/**
 * Bytes that git does not track, which have to be hashed or stored: beyond that it is data, and no
 * work.
 */
const MAX_UNTRACKED = 1024 ** 3;

function refuseTooMuch(
  { most = MAX_UNTRACKED }: Repo,
  untracked: readonly { path: string; size: number }[],
): void {
  const sum = untracked.reduce((bytes, { size }) => bytes + size, 0);
  if (sum <= most) return;
  const largest = untracked.reduce((one, other) => (other.size > one.size ? other : one));
  const others =
    untracked.length === 1
      ? ""
      : `, of the ${inWords(sum)} in ${untracked.length} files that git does not track`;
  throw new SnapshotError(
    `${JSON.stringify(pathText(largest.path))} holds ${inWords(largest.size)}${others}; expected at most ${inWords(most)} of untracked files`,
    "put it into .gitignore, or move it out of the project",
  );
}

const LISTED = ["ls-files", "-t", "-z", "--cached", "--others", "--exclude-standard"];
/** Of a folder that is ignored as a whole the folder alone. */
const IGNORED = ["ls-files", "-z", "--others", "--ignored", "--exclude-standard", "--directory"];

/** Tells of what git ignores which files are not a tool's, nor in a folder of its own. */
function standsAlone(repo: Repo): (path: string) => boolean {
  const isBuildOutput = buildOutputsOf(repo.places.project);
  const isTools = remembering(
    (folder: string) => isOutput(nameOf(folder)) || isBuildOutput(pathText(folder), true),
  );
  return (path) =>
    path !== "" &&
    !path.endsWith("/") &&
    !isBuildOutput(pathText(path), false) &&
    !parentsOf(path).some(isTools);
}

/**
 * What lies in a repository inside of the project, as `ls-files` lists it: by the rules in it,
 * without its config. What it tracks counts where its index can be read.
 */
function listingInside(repo: Repo, folder: string, args: readonly string[]): string[] {
  const top = fullPath(repo, folder).toString();
  const store = openStore(repo.scratch, repo.places);
  const listed = (index: string) =>
    runGit(["--git-dir", store, "--work-tree", ".", ...args], {
      cwd: top,
      env: { GIT_INDEX_FILE: index },
      timeout: repo.timeout,
    });
  const own = placesOf(top);
  const first = listed(own?.top === top ? join(own.gitDir, "index") : join(store, "none"));
  const found = first.ok ? first : listed(join(store, "none"));
  if (!found.ok)
    throw new SnapshotError(
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
function work(repo: Repo, listing: string, also: readonly string[]): ListedFile[] {
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
  const isBuildOutput = buildOutputsOf(repo.places.project, namesIn);
  const isLeftFolder: (path: string) => boolean = remembering(
    (path) =>
      path !== "" &&
      (isLeftFolder(folderOf(path)) || (!tracked.has(path) && isBuildOutput(pathText(path), true))),
  );
  return entries.filter(
    ({ isTracked, path }) =>
      isTracked || !(isLeftFolder(folderOf(path)) || isBuildOutput(pathText(path), false)),
  );
}
