/**
 * How a project was listed last, kept beside git's index of it: it is listed anew only where a
 * folder, an ignore file or another rule has changed since.
 */
import { readdirSync, type Stats } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { attempt } from "../process/attempt.ts";
import { readCache, writeAtomic } from "../store/files/disk.ts";
import { seenAt, statAt } from "../store/files/plain-file.ts";
import { valueIn } from "../store/json/fields.ts";
import { buildOutputsOf, nameOf, PLACES } from "./commands/build-outputs.ts";
import { foldersApart } from "./files.ts";
import { entriesOf, gitPlaces, openStore, ownIgnoreFile, runGit } from "./git/git.ts";
import { filesIn } from "./project.ts";
import { namedPath, parentsOf, pathText, type Repo } from "./repo.ts";

/** A path, and what the kernel said of it. */
export type Seen = [path: string, stat: string];

/**
 * What is listed beside the project's files: folders of repositories inside, and files that git
 * ignores. In bytes.
 */
export interface NotTracked {
  repositories: string[];
  ignored: string[];
}

export interface Listing {
  /** What was asked for: of other folders, or beside other files, it says nothing. */
  key: string;
  /** Which index it belongs to, with the objects of which store, and the tree of that. */
  index: string;
  store: number;
  tree: string;
  isLarge: boolean;
  beside: NotTracked;
  /**
   * Folders of the project, and files that decide beside its own ignore files on what is listed.
   */
  folders: Seen[];
  rules: Seen[];
  /**
   * Files of which the index does not know enough: that are not kept, or were changed so lately
   * that git would not see it again.
   */
  stood: Seen[];
  fresh: Seen[];
}

/** Milliseconds by which the times of files may lie behind the clock. */
export const TICK = 20;

/** What the kernel says of a path; what was changed after `until` is never the same again. */
export const statText = (stat: Stats | undefined, until = Number.POSITIVE_INFINITY): string =>
  stat === undefined
    ? ""
    : `${stat.ctimeMs > until ? "new " : ""}${stat.ctimeMs} ${stat.size} ${stat.ino}`;

/** The time in such a text, in milliseconds. */
export const timeIn = (text: string): number => Number(/[\d.]+/.exec(text)?.[0] ?? 0);

/** Which file an index is, wherever it is moved. */
export function indexText(index: string): string {
  const stat = statAt(index);
  return stat === undefined ? "" : `${stat.mtimeMs} ${stat.size} ${stat.ino}`;
}

const listingFile = (index: string): string => `${index}.json`;

/** The listing that belongs to a kept index and a store; null: there is none. */
export function readListing(index: string, store: number): Listing | null {
  const listing = valueIn(readCache(listingFile(index))?.toString()) as Listing | undefined;
  return listing?.store === store && listing.index === indexText(index) ? listing : null;
}

export const writeListing = (index: string, listing: Listing): void =>
  writeAtomic(listingFile(index), JSON.stringify(listing));

/** Paths of the project of which the kernel says something else by now. */
export const othersOf = (repo: Repo, seen: readonly Seen[]): string[] =>
  seen.flatMap(([path, stat]) => (statText(seenAt(namedPath(repo, path))) === stat ? [] : [path]));

/**
 * Whether what was listed is still the whole: no folder has another entry, and no rule has changed.
 */
export const isWhole = (
  repo: Repo,
  { rules, folders }: Pick<Listing, "rules" | "folders">,
): boolean =>
  rules.every(([path, stat]) => statText(seenAt(path)) === stat) &&
  othersOf(repo, folders).length === 0;

/**
 * What decides on the listing of these files from now on. `began`: when they were listed, in
 * milliseconds.
 */
export function decidingOn(
  repo: Repo,
  names: readonly string[],
  repositories: readonly string[],
  began: number,
): Pick<Listing, "rules" | "folders"> {
  const seen = (path: string, whole: string | Buffer): Seen => [
    path,
    statText(seenAt(whole), began),
  ];
  return {
    rules: rulesOf(repo, repositories).map((path) => seen(path, path)),
    folders: [...foldersOf(repo, names, repositories)].map((path) =>
      seen(path, namedPath(repo, path)),
    ),
  };
}

/**
 * What decides beside the project's folders and ignore files on what is listed, and on what is kept
 * of a file.
 */
function rulesOf(repo: Repo, repositories: readonly string[]): string[] {
  const { project, top, prefix, gitDir, common } = repo.places;
  const home = process.env.HOME ?? homedir();
  const config = join(process.env.XDG_CONFIG_HOME || join(home, ".config"), "git");
  const inside = repositories.map((path) => join(project, pathText(path), ".git"));
  return [
    join(gitDir, "index"),
    ...["info/exclude", "info/attributes", "worktrees", "config"].map((name) => join(common, name)),
    ...[join(home, ".gitconfig"), join(config, "config"), "/etc/gitconfig", ownIgnoreFile(project)],
    ...["", ...parentsOf(prefix)].map((above) => join(top, above, ".gitignore")),
    ...inside.flatMap((dot) => [dot, join(dot, "index")]),
    ...[...PLACES, ...filesIn(join(project, ".claude")).map((name) => `.claude/${name}`)].map(
      (path) => join(project, path),
    ),
  ];
}

/**
 * Folders in which a new file would belong to the project: the folders of its files, and empty ones
 * that no rule leaves out.
 */
function foldersOf(
  repo: Repo,
  names: readonly string[],
  repositories: readonly string[],
): Set<string> {
  const found = new Set(["", ...names.flatMap(parentsOf)]);
  const left = new Set(foldersApart(repo).map((path) => Buffer.from(path).toString("latin1")));
  const isBuildOutput = buildOutputsOf(repo.places.project);
  const around = (path: string): string =>
    repositories.findLast((repository) => path.startsWith(`${repository}/`)) ?? "";
  for (let folders = [...found]; folders.length > 0; ) {
    const others = folders.flatMap((folder) =>
      foldersIn(repo, folder)
        .map((name) => (folder === "" ? name : `${folder}/${name}`))
        .filter(
          (path) =>
            nameOf(path) !== ".git" &&
            !found.has(path) &&
            !left.has(path) &&
            !isBuildOutput(pathText(path), true),
        ),
    );
    const ignored = new Set(
      [...Map.groupBy(others, around)].flatMap(([one, paths]) => ignoredIn(repo, one, paths)),
    );
    folders = others.filter((path) => !ignored.has(path));
    for (const path of folders) found.add(path);
  }
  return found;
}

/**
 * Those of some folders that the rules of a repository inside, or of the project ("") leave out.
 */
function ignoredIn(repo: Repo, repository: string, folders: readonly string[]): string[] {
  const { project } = repo.places;
  const below = repository === "" ? 0 : repository.length + 1;
  const stdin = Buffer.from(folders.map((path) => `${path.slice(below)}/\0`).join(""), "latin1");
  const own =
    repository === ""
      ? []
      : ["--git-dir", openStore(repo.scratch, repo.places), "--work-tree", "."];
  const asked = runGit([...own, "check-ignore", "-z", "--stdin"], {
    cwd: join(project, pathText(repository)),
    ...(repository === "" && { env: gitPlaces(repo.places) }),
    timeout: repo.timeout,
    stdin,
  });
  // When nothing is ignored git exits with an error code.
  return asked.ok
    ? entriesOf(asked.out, "latin1").map((path) => join(repository, path.slice(0, -1)))
    : [];
}

const foldersIn = (repo: Repo, folder: string): string[] =>
  attempt(
    () =>
      readdirSync(namedPath(repo, folder), { withFileTypes: true, encoding: "latin1" as "utf8" })
        .filter((one) => one.isDirectory())
        .map(({ name }) => name),
    [],
  );
