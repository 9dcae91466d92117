/**
 * What lies in a project, from one look to the next: a look reads the kernel's word on each file that is known, and lists the
 * project anew only where a folder, an ignore file or git's index has changed since. Each look has a number, and each file the
 * number of the look that found it changed: so many calls share what is kept of the last look.
 */
import { lstatSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { attempt } from "../process/attempt.ts";
import { readCache, writeFileAtomic } from "../store/disk.ts";
import { valueIn } from "../store/loose.ts";
import { entriesOf, gitPlaces, openStore, runGit } from "./git.ts";
import { filesOf, leftOut, namedPath, type Place, parentsOf, pathText } from "./kept-state.ts";
import { leftBehind, nameOf } from "./left-behind.ts";

/** What is known of each file: when it last changed, its size and its number, and the looks that found it changed and new. */
const FACTS = 5;
const [CTIME, SIZE, INO, CHANGED, BORN] = [0, 1, 2, 3, 4];

/** `folders`: each with what the kernel says of it; `rules`: what else decides on the listing; `gone`: files, and the look that missed them. */
interface Head {
  look: number;
  rules: string;
  repositories: string[];
  folders: [path: string, stat: string][];
  gone: [path: string, look: number][];
}

interface Kept extends Head {
  names: string[];
  facts: Float64Array;
}

/** Files that are gone and are remembered. */
const MAX_GONE = 20_000;
/** Bytes of what is kept of a look: some millions of files. */
const MAX_KEPT = 512 * 1024 * 1024;

export class SeenFiles {
  constructor(private readonly kept: Kept) {}

  /** The number of this look. */
  get look(): number {
    return this.kept.look;
  }

  private named(is: (at: number) => boolean): string[] {
    const { names } = this.kept;
    return names.flatMap((name, at) => (is(at * FACTS) ? [pathText(name)] : []));
  }

  /** Files that were changed after a time, in milliseconds since 1970. */
  changedAfter(time: number): string[] {
    return this.named((at) => this.kept.facts[at + CTIME!]! > time);
  }

  /** Files that a later look than this one found changed or gone (`old`), and new. */
  since(look: number): { old: string[]; added: string[] } {
    const { facts, gone } = this.kept;
    const isNew = (at: number): boolean => facts[at + BORN!]! > look;
    const missed = gone.flatMap(([path, when]) => (when > look ? [pathText(path)] : []));
    const added = this.named(isNew);
    const there = new Set(added);
    return {
      old: [
        ...this.named((at) => facts[at + CHANGED!]! > look && !isNew(at)),
        ...missed.filter((path) => !there.has(path)),
      ],
      added,
    };
  }
}

/** Milliseconds by which the times of files may lie behind the clock. */
const TICK = 20;

/** What the kernel says of a path; what was changed after `until` is never the same again. */
const statText = (path: string | Buffer, until = Number.POSITIVE_INFINITY): string => {
  // A folder above it may be a file by now.
  const stat = attempt(() => lstatSync(path), undefined);
  return stat === undefined ? "" : `${stat.ctimeMs > until ? "new " : ""}${stat.ctimeMs} ${stat.ino}`;
};

/** What decides beside the project's folders and ignore files on what is listed. */
function rulesOf(place: Place, repositories: readonly string[], until?: number): string {
  const { gitDir, common } = place.places;
  const inside = repositories.map((path) => join(place.places.project, pathText(path), ".git"));
  const files = [
    join(gitDir, "index"),
    ...["info/exclude", "worktrees", "config"].map((name) => join(common, name)),
    ...inside.flatMap((dot) => [dot, join(dot, "index")]),
  ];
  return JSON.stringify([files.map((file) => statText(file, until)), place.exclude, place.worktrees ?? null]);
}

/** Folders in which a new file would be one of the project's: those of its files, and empty ones that no rule leaves out. */
function foldersOf(place: Place, names: readonly string[], repositories: readonly string[]): Set<string> {
  const found = new Set(["", ...names.flatMap(parentsOf)]);
  const left = new Set(leftOut(place).map((path) => Buffer.from(path).toString("latin1")));
  const isLeft = leftBehind(place.places.project);
  const around = (path: string): string => repositories.findLast((one) => path.startsWith(`${one}/`)) ?? "";
  for (let folders = [...found]; folders.length > 0; ) {
    const others = folders.flatMap((folder) =>
      foldersIn(place, folder)
        .map((name) => (folder === "" ? name : `${folder}/${name}`))
        .filter(
          (path) => nameOf(path) !== ".git" && !found.has(path) && !left.has(path) && !isLeft(pathText(path), true),
        ),
    );
    const ignored = new Set([...Map.groupBy(others, around)].flatMap(([one, paths]) => ignoredIn(place, one, paths)));
    folders = others.filter((path) => !ignored.has(path));
    for (const path of folders) found.add(path);
  }
  return found;
}

/** Those of some folders that the rules of a repository inside, or of the project ("") leave out. */
function ignoredIn(place: Place, repository: string, folders: readonly string[]): string[] {
  const { project } = place.places;
  const below = repository === "" ? 0 : repository.length + 1;
  const stdin = Buffer.from(folders.map((path) => `${path.slice(below)}/\0`).join(""), "latin1");
  const own = repository === "" ? [] : ["--git-dir", openStore(place.scratch, place.places), "--work-tree", "."];
  const asked = runGit([...own, "check-ignore", "-z", "--stdin"], {
    cwd: join(project, pathText(repository)),
    ...(repository === "" && { env: gitPlaces(place.places) }),
    timeout: place.timeout,
    stdin,
  });
  // When nothing is ignored git exits with an error code.
  return asked.ok ? entriesOf(asked.out, "latin1").map((path) => join(repository, path.slice(0, -1))) : [];
}

const foldersIn = (place: Place, folder: string): string[] =>
  attempt(
    () =>
      readdirSync(namedPath(place, folder), { withFileTypes: true, encoding: "latin1" as "utf8" })
        .filter((one) => one.isDirectory())
        .map(({ name }) => name),
    [],
  );

function readKept(file: string): Kept | null {
  const bytes = readCache(file, undefined, MAX_KEPT);
  const end = bytes?.indexOf(10) ?? -1;
  const head =
    end < 0 ? undefined : (valueIn(bytes!.toString("utf8", 0, end)) as (Head & { count: number }) | undefined);
  if (!bytes || !head) return null;
  const start = bytes.length - head.count * FACTS * 8;
  const names = bytes
    .toString("latin1", end + 1, start)
    .split("\0")
    .slice(0, -1);
  const facts = new Float64Array(new Uint8Array(bytes.subarray(start)).buffer);
  return names.length === head.count ? { ...head, names, facts } : null;
}

function writeKept(file: string, { names, facts, ...head }: Kept): void {
  const text = `${JSON.stringify({ ...head, count: names.length })}\n`;
  const list = Buffer.from(names.map((name) => `${name}\0`).join(""), "latin1");
  writeFileAtomic(file, Buffer.concat([Buffer.from(text), list, new Uint8Array(facts.buffer)]));
}

/** Whether what was listed is still the whole: no folder has another entry, and no rule has changed. */
const isSame = (place: Place, { rules, repositories, folders }: Kept): boolean =>
  rules === rulesOf(place, repositories) && folders.every(([path, stat]) => statText(namedPath(place, path)) === stat);

const IGNORES = /(?:^|\/)\.gitignore$/;

/** Looks at the project's files. `file`: where what is seen is kept, out of reach of what works there. @throws SnapshotFailed */
export function lookAtFiles(place: Place, file: string): SeenFiles {
  const before = readKept(file);
  const known = before !== null && isSame(place, before) ? attempt(() => lookAgain(place, before), null) : null;
  const kept = known ?? listAnew(place, before);
  if (kept !== before) writeKept(file, kept);
  return new SeenFiles(kept);
}

/** The known files as they are now: the same where none has changed; null: what counts has to be listed. Throws where one is gone. */
function lookAgain(place: Place, before: Kept): Kept | null {
  const { names } = before;
  const look = before.look + 1;
  let facts: Float64Array | null = null;
  for (let i = 0; i < names.length; i++) {
    const stat = lstatSync(namedPath(place, names[i]!));
    const at = i * FACTS;
    const was = before.facts;
    if (stat.ctimeMs === was[at] && stat.size === was[at + SIZE!] && stat.ino === was[at + INO!]) continue;
    if (IGNORES.test(names[i]!)) return null;
    facts ??= was.slice();
    facts.set([stat.ctimeMs, stat.size, stat.ino, look], at);
  }
  return facts === null ? before : { ...before, look, facts };
}

function listAnew(place: Place, before: Kept | null): Kept {
  const began = Date.now();
  const repositories: string[] = [];
  const files = filesOf(place, { repositories });
  const names = [...files.keys()];
  const look = (before?.look ?? 0) + 1;
  const were = new Map(before?.names.map((name, at) => [name, at * FACTS]));
  const facts = new Float64Array(names.length * FACTS);
  names.forEach((name, i) => {
    const { ctimeMs, size, ino } = files.get(name)!;
    const was = were.get(name);
    const old = was === undefined ? null : before!.facts.subarray(was, was + FACTS);
    const isSameFile = old !== null && old[CTIME!] === ctimeMs && old[SIZE!] === size && old[INO!] === ino;
    const first = before === null ? 0 : look;
    facts.set([ctimeMs, size, ino, isSameFile ? old[CHANGED!]! : first, old === null ? first : old[BORN!]!], i * FACTS);
  });
  const missed = before?.names.filter((name) => !files.has(name)) ?? [];
  const gone = [...(before?.gone ?? []), ...missed.map((name): [string, number] => [name, look])].slice(-MAX_GONE);
  // One that was changed just now may have got an entry behind the listing.
  const folders = [...foldersOf(place, names, repositories)].map((path): [string, string] => [
    path,
    statText(namedPath(place, path), began - TICK),
  ]);
  return { look, rules: rulesOf(place, repositories, began - TICK), repositories, folders, gone, names, facts };
}
