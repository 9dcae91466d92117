/** A project's folder with the repository that it lies in, and git in it. */
import type { Stats } from "node:fs";
import { statAt } from "../store/files/plain-file.ts";
import {
  type Failure,
  GIT_TIMEOUT,
  type GitRun,
  gitErrors,
  gitPlaces,
  openStore,
  type Places,
  repositoryOf,
  runGit,
  trustLine,
} from "./git/git.ts";
import { type Project, treeStore } from "./project.ts";

/** Thrown when a state could not be stored or read; nothing was changed. */
export class SnapshotError extends Error {
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
export interface Repo {
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
export function statesRepo(
  project: Project,
  exclude: string[],
  timeout = GIT_TIMEOUT,
): Repo | null {
  const scratch = treeStore(project);
  const places = repositoryOf(project.root, scratch);
  return places === null ? null : { places, exclude, scratch, timeout };
}

/** The characters of a path as bytes, and as text. */
export const bytesOf = (path: string): Buffer => Buffer.from(path, "latin1");
export const pathText = (path: string): string => bytesOf(path).toString("utf8");
export const latin1 = (text: string): string => Buffer.from(text).toString("latin1");

/** The path of a file in the project, in bytes. */
export const bytesIn = (folder: string, path: string): Buffer =>
  Buffer.concat([Buffer.from(`${folder}/`), bytesOf(path)]);
export const fullPath = ({ places }: Repo, path: string): Buffer => bytesIn(places.project, path);

/** Every folder above a path, the outermost first. */
export const parentsOf = (path: string): string[] =>
  path.split("/").flatMap((_, i, parts) => (i === 0 ? [] : [parts.slice(0, i).join("/")]));

/** The same, as text where that says it: quicker for many files. */
export const namedPath = (repo: Repo, path: string): string | Buffer =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: all of ASCII.
  /^[\x00-\x7f]*$/.test(path) ? `${repo.places.project}/${path}` : fullPath(repo, path);

export const lstatOf = (repo: Repo, path: string) => statAt(namedPath(repo, path));

/**
 * The stat of a path of the project; undefined when there is nothing, or it is reached through a
 * link.
 */
export const lookAt = (repo: Repo, path: string): Stats | undefined =>
  parentsOf(path).every((parent) => lstatOf(repo, parent)?.isDirectory())
    ? lstatOf(repo, path)
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

/** Runs git in the project. @throws SnapshotError */
export function git(
  repo: Repo,
  args: string[],
  {
    cwd = repo.places.project,
    ...more
  }: { cwd?: string; stdin?: Buffer | string; env?: Record<string, string> } = {},
): Buffer {
  const env = { ...gitPlaces(repo.places), ...IDENTITY, ...more.env };
  const run = runGit(["-c", "core.logAllRefUpdates=false", ...args], {
    ...more,
    cwd,
    env,
    timeout: repo.timeout,
  });
  if (!run.ok) throw failed(repo, args, run);
  return run.out;
}

const REMEDIES: [RegExp, string][] = [
  // What macOS has in git's place until its tools are there, and again after an update of it.
  [/xcode-select|xcrun/, "type xcode-select --install, and try again once it is done"],
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
  { timeout }: Pick<Repo, "timeout">,
  args: string[],
  run: GitRun,
): SnapshotError {
  const command = args.find((arg) => !arg.startsWith("-") && !arg.includes("="));
  if (run.problem === "timeout")
    return new SnapshotError(
      `git ${command} took more than ${timeout / 1000} s`,
      "put large generated files and folders into .gitignore",
    );
  const trusted = trustLine(run);
  const remedy = REMEDIES.find(([pattern]) => pattern.test(run.err))![1];
  return new SnapshotError(
    `git ${command} failed: ${gitErrors(run)}`,
    trusted === null ? remedy : `if you trust this repository: ${trusted}`,
  );
}

/**
 * Git on the store, with an index in which files of the project count by the bytes that lie there.
 * Each character is a byte.
 */
export function byBytes(repo: Repo, index: string, more: Record<string, string> = {}) {
  const { places, scratch, timeout } = repo;
  const store = openStore(scratch, places);
  const env = { GIT_INDEX_FILE: index, ...more };
  return (args: string[], lines = ""): string => {
    const stdin = Buffer.from(lines, "latin1");
    const all = ["--git-dir", store, "--work-tree", places.project, ...args];
    const run = runGit(all, { cwd: places.project, env, timeout, stdin });
    if (!run.ok) throw failed(repo, args, run);
    return run.out.toString("latin1");
  };
}

/** The one line that git answered. */
export const line = (bytes: Buffer): string => bytes.toString().trim();
