import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { refPatterns } from "../../../src/project/worktrees/names.ts";
import {
  checkOutRecord,
  commitRecord,
  type Git,
  recordFiles,
} from "../../../src/run/portable/bundle.ts";
import { readRegular, writeBelow } from "../../../src/store/files/disk.ts";
import { type Folder, filesRef, headRef, noLinks } from "./folder.ts";
import { commitAt, git, gitBytes } from "./git.ts";
import type { AttemptOutput } from "./hold.ts";

/**
 * What an attempt has in its folder beside the journal: objects, commits, and files of its record.
 * All of it goes into the database before the events that speak of it, and from there into the
 * folder of the next attempt.
 */

const OBJECT = /^[0-9a-f]{64}$/;
const TASK = ".task";
/** Which no branch has. */
export const isOfTask = (path: string): boolean => path.startsWith(`${TASK}/`);
/** These have tables of their own. */
const JOURNAL = /^\.task\/(?:objects\/|events\.jsonl$)/;

/** The refs of a run, each after its commit. */
const commitsOf = (worktree: string, run: string): Promise<string> =>
  git(worktree, ["for-each-ref", "--format=%(objectname) %(refname)", ...refPatterns(run)]);

/** What of a folder was kept, so that only news are sent. */
export class State {
  private readonly sent = new Set<string>();
  private kept = "";

  constructor(
    private readonly folder: Folder,
    private readonly job: string,
  ) {}

  /** Results that were not sent yet, by their hash. */
  objects(): Map<string, Buffer> {
    const at = join(this.folder.project, TASK, "objects");
    if (!existsSync(at)) return new Map();
    const read = readdirSync(at, { withFileTypes: true })
      .filter((one) => one.isFile() && OBJECT.test(one.name) && !this.sent.has(one.name))
      .map(({ name }) => [name, readFileSync(join(at, name))] as const);
    // Who works in the folder could put another file into the place of a result.
    return new Map(
      read.filter(([name, bytes]) => createHash("sha256").update(bytes).digest("hex") === name),
    );
  }

  /** They were sent. */
  note(objects: Iterable<string>): void {
    for (const sha of objects) this.sent.add(sha);
  }

  /**
   * Commits of the run and files of its record, as a git bundle; null: they are as they were when
   * it was made last.
   */
  async bundle(run: string): Promise<Buffer | null> {
    const { worktree, shared } = this.folder;
    const files = await this.filesCommit();
    // In the order in which a check moves them: a build that is closed has its commit on the branch.
    const listed = await commitsOf(worktree, run);
    const head = await git(worktree, ["rev-parse", "HEAD"]);
    const now = [files.tree, head, listed].join("\n");
    if (now === this.kept) return null;
    await git(worktree, ["update-ref", filesRef(this.job), files.commit]);
    await git(worktree, ["update-ref", headRef(this.job), head]);
    const refs = [
      ...listed.split("\n").map((line) => line.split(" ")[1] ?? ""),
      filesRef(this.job),
      headRef(this.job),
    ];
    const stdin = [...refs.filter(Boolean), `^${shared}`].join("\n");
    const options = ["bundle", "create", "-q", "-", "--stdin"];
    const bundle = await gitBytes(worktree, options, { stdin }).catch(async (error: Error) => {
      if ((await commitsOf(worktree, run)) === listed) throw error;
      return null;
    });
    // The run has taken a branch away in between.
    if (bundle === null) return await this.bundle(run);
    this.kept = now;
    return bundle;
  }

  /** A commit with the files of the record. */
  private async filesCommit(): Promise<{ tree: string; commit: string }> {
    const { project } = this.folder;
    const paths = recordFiles(project).filter((path) => !JOURNAL.test(path));
    return commitRecord(gitIn(this.folder), project, paths, emptied(this.folder));
  }
}

const gitIn =
  ({ worktree }: Folder): Git =>
  (args, more) =>
    git(worktree, args, more);

/** A folder for files of the record, emptied of those before. */
function emptied({ path }: Folder): string {
  const folder = join(path, "record");
  for (const one of [folder, `${folder}-index`]) rmSync(one, { recursive: true, force: true });
  return folder;
}

/**
 * Puts what an earlier attempt left into the folder of this one, whose repository has its commits
 * already. `wanted`: which files of the record; those beside `.task` may be on the branch, where
 * somebody has gone on with them.
 */
export async function restore(
  folder: Folder,
  job: string,
  { lines, objects }: AttemptOutput,
  wanted: (path: string) => boolean = () => true,
): Promise<void> {
  const task = join(folder.project, TASK);
  const files = filesRef(job);
  noLinks(folder);
  if ((await commitAt(folder.repository, files)) !== null) {
    const record = emptied(folder);
    const paths = await checkOutRecord(gitIn(folder), files, record);
    for (const path of paths.filter(wanted))
      writeBelow(folder.project, path, readRegular(join(record, path))!);
  }
  mkdirSync(join(task, "objects"), { recursive: true });
  for (const [sha, bytes] of objects) put(join(task, "objects", sha), bytes);
  put(join(task, "events.jsonl"), lines.map((line) => `${line}\n`).join(""));
}

/** Writes a file anew, so through no link. */
function put(path: string, content: string | Buffer): void {
  rmSync(path, { force: true });
  writeFileSync(path, content, { flag: "wx" });
}
