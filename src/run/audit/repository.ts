/** What a command of an agent does to the person's repository beside its files: HEAD, branches, stashes and the index. */
import { constants, copyFileSync, lstatSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../engine/run.ts";
import { attempt } from "../../process/attempt.ts";
import { gitErrors, placesOf, runGit, withScratch } from "../../project/git.ts";
import { headOf } from "../../project/head.ts";
import { IDENTITY } from "../../project/kept-state.ts";
import type { Project } from "../../project/project.ts";
import { snapshotRef } from "../../project/worktrees/names.ts";
import { readPlainText } from "../../store/plain-file.ts";
import { plural, someOf } from "../../text.ts";

/** How the repository stood before a command. */
export interface Stand {
  head: ReturnType<typeof headOf>;
  /** Branches by their refs, without those of the program. */
  branches: Record<string, string>;
  /** Stashes, the oldest first. */
  stashes: { commit: string; message: string }[];
  /** What the kernel says of the index, of which a copy is kept. */
  index: string;
}

/** How the repository of a project stands now, without what agents `made` there; null: there is none, or git cannot be asked. */
export function standOf({ root }: Pick<Project, "root">, made: readonly string[] = []): Stand | null {
  const places = placesOf(root);
  const args = ["for-each-ref", "--format=%(objectname) %(refname)", "refs/heads"];
  const listed = places && runGit(args, { cwd: root });
  if (!listed?.ok) return null;
  const refs = listed.out.toString().matchAll(/^([0-9a-f]+) (.+)$/gm);
  const branches = [...refs].filter(([, , ref]) => !ref!.startsWith("refs/heads/multi-ai/") && !made.includes(ref!));
  const log = readPlainText(join(places!.common, "logs/refs/stash")) ?? "";
  const stashes = [...log.matchAll(/^[0-9a-f]+ ([0-9a-f]+) [^\t\n]*\t?(.*)$/gm)];
  return {
    head: headOf(root),
    branches: Object.fromEntries(branches.map(([, commit, ref]) => [ref!, commit!])),
    stashes: stashes.flatMap(([, commit, message]) =>
      made.includes(commit!) ? [] : [{ commit: commit!, message: message! }],
    ),
    index: indexStat(places!.gitDir),
  };
}

function indexStat(gitDir: string): string {
  const stat = lstatSync(join(gitDir, "index"), { throwIfNoEntry: false });
  return stat === undefined ? "" : `${stat.ctimeMs} ${stat.size} ${stat.ino}`;
}

/** Keeps a copy of the index, where that is another one than was copied last (`copied`). Returns what it is a copy of. */
export function copyIndex({ root }: Project, stand: Stand, copied: string | undefined, to: string): string | undefined {
  if (stand.index === "" || stand.index === copied) return copied;
  const from = join(placesOf(root)!.gitDir, "index");
  return attempt(() => {
    copyFileSync(from, to, constants.COPYFILE_FICLONE);
    return stand.index;
  }, undefined);
}

/** Where commits of an agent are kept that were taken back into the working tree. */
export const commitRef = (run: string, commit: string): string => `${snapshotRef(run)}-commit-${commit.slice(0, 12)}`;

/** A repository in which a command has ended, and how it stood before. */
interface Behind {
  root: string;
  run: string;
  was: Stand;
  now: Stand;
  /** The copy of the index of before. */
  index: string;
  /** Files of the person's that the command took, relative to the project: they belong into no stash. */
  drafts: readonly string[];
  /** The command. */
  line: string;
}

const git = (
  { root }: Pick<Behind, "root">,
  args: string[],
  more: { env?: Record<string, string>; stdin?: string } = {},
) => runGit(args, { cwd: root, ...more });
/** What git answers in one line; null: it failed, or answered nothing. */
const answer = (...of: Parameters<typeof git>): string | null => {
  const ran = git(...of);
  return (ran.ok && ran.out.toString().trim()) || null;
};
const short = (commit: string): string => commit.slice(0, 12);
const nameOf = (ref: string): string => ref.replace("refs/heads/", "");

/**
 * Puts back what a command has moved or deleted of the repository. `told`: what that was, in parts of a sentence; `made`: the
 * branches and stashes that it has made. What its line does not name may as well be the person's doing in another window, and
 * stays, as does what has moved after `until`. `keepsCommits`: the person wants commits of agents.
 */
export function putBackStand(
  { root }: Project,
  { run }: Run,
  was: Stand | null,
  of: Pick<Behind, "index" | "drafts" | "line"> & { until: number; keepsCommits: boolean },
): { told: string[]; made: string[] } {
  const now = was && standOf({ root });
  if (!was || !now) return { told: [], made: [] };
  const behind: Behind = { root, run, was, now, ...of };
  const named = [...of.line.matchAll(SUBCOMMAND)].map(([, name]) => name!);
  const byGit = namesGit(of.line) && (of.until === Number.POSITIVE_INFINITY || lastMoved(root) <= of.until);
  const branches = Object.keys(now.branches).filter((ref) => !(ref in was.branches));
  const told = lostBranches(behind, byGit);
  if (!byGit) return { told: [...told, ...lostStashes(behind)], made: [] };
  const isMoved = was.head?.commit !== now.head?.commit || was.head?.branch !== now.head?.branch;
  const head = isMoved ? movedHead(behind, named, of.keepsCommits) : [];
  const stashes = stashesAgain(behind);
  const index = now.index === was.index ? [] : stagedAgain(behind);
  return { told: [...head, ...told, ...stashes.told, ...index], made: [...branches, ...stashes.made] };
}

/** Whether a command names git. */
export const namesGit = (line: string): boolean => /\bgit\b/.test(line);
/** What git is told to do, in the lines of a shell. */
const SUBCOMMAND = /\bgit\b(?:\s+-[cC]\s*\S+|\s+-\S+)*\s+([a-z][\w-]*)/g;
/** Does not move HEAD, or moves it to a commit that is there; of all else, such as an alias, nothing is known. */
const STAYS =
  /^(?:add|blame|branch|cat-file|clean|describe|diff\S*|fetch|grep|log|ls-\S+|mv|restore|rev-\S+|rm|show|stash|status|tag|worktree)$/;
const MOVES = /^(?:checkout|reset|switch)$/;
/** A line of git alone, without a script that could have made a commit. */
const isGitAlone = (line: string): boolean =>
  line.split(/[;&|\n]+/).every((one) => /^\s*(?:(?:git|cd|echo|true)\b|$)/.test(one));

/** When HEAD or a stash was last moved. */
function lastMoved(root: string): number {
  const { gitDir, common } = placesOf(root)!;
  const files = [join(gitDir, "HEAD"), join(gitDir, "logs/HEAD"), join(common, "logs/refs/stash")];
  return Math.max(...files.map((file) => lstatSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0));
}

/**
 * The newest of the commits above `to` that is not the command's: one of the run's own, or, where the line says the message of its
 * commits, one that it does not say. Null: all may be its own.
 */
function othersCommit(behind: Behind, makers: readonly string[], from: string, to: string | null | undefined) {
  if (makers.length === 0) return from;
  const isSaid = makers.every((one) => one === "commit") && /\s-\w*m|--message|<<|-F\s*-|--file[= ]-/.test(behind.line);
  const log = git(behind, ["log", "--first-parent", "-z", "--format=%H%n%B", from, ...(to ? ["--not", to] : [])]);
  const commits = log.out.toString().split("\0").filter(Boolean);
  const isOthers = (text: string): boolean => {
    const [, subject = "", ...body] = text.split("\n");
    return body.includes(`Run: ${behind.run}`) || (isSaid && !behind.line.includes(subject));
  };
  return commits.find(isOthers)?.split("\n")[0] ?? null;
}

/** HEAD where it was: commits of the agent are taken back into the working tree, another checkout is undone. */
function movedHead(behind: Behind, named: readonly string[], keepsCommits: boolean): string[] {
  const { was, now, run } = behind;
  const [from, to] = [now.head?.commit, was.head?.commit];
  if (!from || !was.head) return [];
  const known = [to, ...Object.values(was.branches)].filter((one) => typeof one === "string");
  const isNew = answer(behind, ["rev-list", "-1", from, ...(known.length > 0 ? ["--not", ...known] : [])]) !== null;
  const isOn = now.head!.branch === was.head.branch;
  if (isNew && isOn && keepsCommits) return [];
  const makers = named.filter((one) => !STAYS.test(one) && !MOVES.test(one));
  const others = isNew && isOn ? othersCommit(behind, makers, from, to) : null;
  if (others === from || named.every((one) => STAYS.test(one)))
    return makers.length === 0 && isGitAlone(behind.line)
      ? []
      : [
          `HEAD is at ${short(from)} now, which may be your doing, and stays (\`git reset ${short(`${to}`)}\` takes it back)`,
        ];
  if (isNew && !isOn && now.head!.branch !== null && `refs/heads/${now.head!.branch}` in was.branches)
    return [`it left the project on branch ${now.head!.branch} with new commits, which stay`];
  if (isNew && keepsCommits) return [];
  if (isNew) {
    git(behind, ["update-ref", "--no-deref", commitRef(run, from), from]);
    if (!isOn && was.head.branch) git(behind, ["symbolic-ref", "HEAD", `refs/heads/${was.head.branch}`]);
    // A branch without a commit is one without a ref.
    const ref = was.head.branch === null ? "HEAD" : `refs/heads/${was.head.branch}`;
    const target = others ?? to;
    const done = git(behind, target ? ["update-ref", "--no-deref", ref, target] : ["update-ref", "-d", ref]);
    if (!done.ok) return [`its commit ${short(from)} could not be taken back: ${gitErrors(done)}`];
    if (others === null) restoreIndex(behind);
    else git(behind, ["reset", "-q"]);
    return [
      `its commit ${short(from)} was taken back: the changes are uncommitted again, the commit is kept on ${commitRef(run, from)} (\`git reset ${short(from)}\` brings it back, should it be yours)`,
    ];
  }
  const back = isOn
    ? ["reset", "-q", "--keep", `${to}`]
    : ["checkout", "-q", ...(was.head.branch === null ? ["--detach", `${to}`] : [was.head.branch])];
  const moved = git(behind, back);
  // Files that both have changed stay as they are: to that state HEAD and the index go back alone.
  const done = moved.ok || !isOn ? moved : git(behind, ["update-ref", "HEAD", `${to}`]);
  if (done !== moved) restoreIndex(behind);
  const where = was.head.branch ?? short(`${to}`);
  return [
    done.ok
      ? `HEAD was moved from ${where} and is there again`
      : `HEAD was moved from ${where} (${short(`${to}`)}) to ${short(from)}, and could not be put back: ${gitErrors(done)}`,
  ];
}

/** The whole index as it was. */
const restoreIndex = ({ root, index }: Behind): void =>
  attempt(() => {
    const { gitDir } = placesOf(root)!;
    if (lstatSync(join(gitDir, "index.lock"), { throwIfNoEntry: false }) === undefined)
      copyFileSync(index, join(gitDir, "index"));
  }, undefined);

/** Entries that the person had staged and the command has not left so, staged again. */
function stagedAgain(behind: Behind): string[] {
  const { was, index } = behind;
  if (!was.head?.commit) return [];
  const list = (env: Record<string, string>): Map<string, string> => {
    const listed = git(behind, ["diff-index", "--cached", "-z", "--no-renames", was.head!.commit!], {
      env,
    }).out.toString("latin1");
    return new Map(
      [...listed.matchAll(/:\d+ (\d+) [0-9a-f]+ ([0-9a-f]+) \w\0([^\0]+)\0/g)].map(([, mode, hash, path]) => [
        path!,
        `${mode} ${hash}`,
      ]),
    );
  };
  const staged = list({ GIT_INDEX_FILE: index });
  if (staged.size === 0) return [];
  const still = list({});
  const lost = [...staged].filter(([path, entry]) => still.get(path) !== entry);
  if (lost.length === 0) return [];
  const { top } = placesOf(behind.root)!;
  const stdin = Buffer.from(lost.map(([path, entry]) => `${entry}\t${path}\0`).join(""), "latin1");
  const done = runGit(["update-index", "-z", "--index-info"], { cwd: top, stdin });
  const names = someOf(
    lost.map(([path]) => Buffer.from(path, "latin1").toString()),
    5,
  );
  return done.ok ? [`what was staged of ${names} is staged again`] : [];
}

function lostBranches(behind: Behind, isPutBack: boolean): string[] {
  const { was, now } = behind;
  const isLost = (ref: string, commit: string): boolean => {
    const is = now.branches[ref];
    if (is === commit || ref === `refs/heads/${was.head?.branch}`) return false;
    return is === undefined || !git(behind, ["merge-base", "--is-ancestor", commit, is]).ok;
  };
  return Object.entries(was.branches).flatMap(([ref, commit]) => {
    if (!isLost(ref, commit)) return [];
    const again = `git branch -f ${nameOf(ref)} ${commit}`;
    if (!isPutBack) return [`branch ${nameOf(ref)} is gone or moved (\`${again}\` brings it back)`];
    const done = git(behind, ["update-ref", ref, commit]);
    return [done.ok ? `branch ${nameOf(ref)} is there again` : `branch ${nameOf(ref)} is lost: ${again}`];
  });
}

const lostOf = ({ was, now }: Behind) =>
  was.stashes.filter(({ commit }) => !now.stashes.some((one) => one.commit === commit));
const lostStashes = (behind: Behind): string[] =>
  lostOf(behind).map(({ commit }) => `a stash is gone (\`git stash store ${commit}\` brings it back)`);

/** Stashes of the person, put back below those that agents made; of these the person's files are no part any more. */
function stashesAgain(behind: Behind): { told: string[]; made: string[] } {
  const { was, now, drafts } = behind;
  const lost = lostOf(behind);
  const isMade = ({ commit }: Stand["stashes"][number]): boolean => !was.stashes.some((one) => one.commit === commit);
  const made = now.stashes.filter(isMade);
  if (lost.length === 0 && (made.length === 0 || drafts.length === 0))
    return { told: [], made: made.map(({ commit }) => commit) };
  const above = made.length === 0 ? [] : now.stashes.slice(now.stashes.findIndex(isMade));
  const again = above.map((one) => (isMade(one) ? { ...one, commit: withoutDrafts(behind, one.commit) } : one));
  for (const _ of above) git(behind, ["stash", "drop", "-q"]);
  for (const { commit, message } of [...lost, ...again])
    git(behind, ["stash", "store", "-m", message || "stash", commit], { env: IDENTITY });
  return {
    told: lost.length === 0 ? [] : [`${plural(lost.length, "stash is", "stashes are")} there again`],
    made: again.map(({ commit }) => commit).filter((commit) => isMade({ commit, message: "" })),
  };
}

/** A stash without files of the person's: as its own commits have them, these are as the commit below has them. */
function withoutDrafts(behind: Behind, stash: string): string {
  const [base, index, untracked] = (answer(behind, ["rev-parse", `${stash}^@`]) ?? "").split("\n");
  if (!base || !index || behind.drafts.length === 0) return stash;
  const { prefix } = placesOf(behind.root)!;
  const paths = behind.drafts.map((path) => `${prefix}${path}`);
  const scratch = `${behind.index}-stash`;
  const env = { ...IDENTITY, GIT_INDEX_FILE: scratch };
  const without = (commit: string, other: string | null, parents: string[]): string => {
    const entries = paths.map((path) => {
      const found = other && answer(behind, ["ls-tree", "--full-tree", other, "--", path]);
      const [, mode, hash] = /^(\d+) \w+ ([0-9a-f]+)/.exec(found || "") ?? [];
      return `${mode ?? "0"} ${hash ?? "0".repeat(commit.length)}\t${path}\0`;
    });
    git(behind, ["read-tree", commit], { env });
    git(behind, ["update-index", "-z", "--index-info"], { env, stdin: entries.join("") });
    const tree = answer(behind, ["write-tree"], { env });
    const message = answer(behind, ["log", "-1", "--format=%B", commit]) ?? "";
    const made =
      tree &&
      answer(behind, ["commit-tree", tree, ...parents.flatMap((one) => ["-p", one])], { env, stdin: `${message}\n` });
    return made ?? commit;
  };
  return withScratch(scratch, () => {
    const parents = [base, without(index, base, [base]), ...(untracked ? [without(untracked, null, [])] : [])];
    return without(stash, base, parents);
  });
}
