/**
 * What a command of an agent does to the person's repositories beside their files: HEAD, branches,
 * stashes and the index, of the one around the project and of each one inside.
 */
import {
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import type { Run } from "../../engine/run.ts";
import type { reachOf } from "../../host/git-words.ts";
import { attempt } from "../../process/attempt.ts";
import { linkless } from "../../process/path.ts";
import {
  entriesOf,
  type GitRun,
  gitAnswer,
  gitErrors,
  type Places,
  pathLines,
  placesOf,
  type RunOptions,
  runGit,
  withScratch,
} from "../../project/git.ts";
import { headOf, isUnderway } from "../../project/head.ts";
import { mirror } from "../../project/kept/repository.ts";
import { statText } from "../../project/listed.ts";
import { IDENTITY, pathText } from "../../project/place.ts";
import type { Project } from "../../project/project.ts";
import { emptyTree } from "../../project/tree.ts";
import { ownRefs, snapshotRef } from "../../project/worktrees/names.ts";
import { sha256 } from "../../store/journal.ts";
import { readPlainText, statAt } from "../../store/plain-file.ts";
import { plural, someOf } from "../../text.ts";

type Head = ReturnType<typeof headOf>;

/** How the repository stood before a command. */
export interface RepositoryState {
  head: Head;
  /**
   * That of the worktree in which the command ran; what is checked out in the checkout is not its
   * own then.
   */
  worktree?: Head;
  /** Branches, tags and notes by their refs, without those of the program. */
  branches: Record<string, string>;
  /** Stashes, the oldest first. */
  stashes: { commit: string; message: string }[];
  /** What the kernel says of the index, of which a copy is kept. */
  index: string;
  /** A merge, a rebase or the like is not finished. */
  isUnderway: boolean;
}

/** How each repository of a project stood, by its folder: "" for the one around it. */
export type RepositoryStates = Record<string, RepositoryState>;

/** What is known of a repository from looks before. */
interface Known {
  /**
   * What its index was of which there is a copy, and what it was as a copy of all of it was made.
   */
  index?: string | undefined;
  whole?: string | undefined;
  /**
   * Branches by their refs, and stashes by their commits, that agents have made; true: the
   * repository is theirs.
   */
  made?: string[] | true;
  /** An agent has begun the merge, rebase or the like that is not finished. */
  begun?: boolean;
  /** What agents have staged, by entry and path. */
  staged?: string[];
  /** The commits of branches and stashes that a ref of the run holds. */
  held?: string;
}
export type KnownRepositories = Record<string, Known>;

/**
 * The parts of the repository around a project, or of the one in a folder of it: nothing of the one
 * around that, where it is gone.
 */
function placesIn(root: string, folder: string): Places | null {
  const places = placesOf(join(root, folder));
  return folder === "" || places?.top === join(linkless(root) ?? root, folder) ? places : null;
}

/**
 * How a repository stands now, without what agents `made` there; null: there is none, or git cannot
 * be asked.
 */
function stateOf(
  root: string,
  folder: string,
  made: readonly string[] = [],
): RepositoryState | null {
  const places = placesIn(root, folder);
  const args = [
    "for-each-ref",
    "--format=%(objectname) %(refname)",
    "refs/heads",
    "refs/tags",
    "refs/notes",
  ];
  const listed = places && runGit(args, { cwd: join(root, folder) });
  if (!listed?.ok) return null;
  const refs = listed.out.toString().matchAll(/^([0-9a-f]+) (.+)$/gm);
  const branches = [...refs].filter(
    ([, , ref]) => !ref!.startsWith("refs/heads/multi-ai/") && !made.includes(ref!),
  );
  const log = readPlainText(join(places!.common, "logs/refs/stash")) ?? "";
  const stashes = [...log.matchAll(/^[0-9a-f]+ ([0-9a-f]+) [^\t\n]*\t?(.*)$/gm)];
  return {
    head: headOf(join(root, folder)),
    branches: Object.fromEntries(branches.map(([, commit, ref]) => [ref!, commit!])),
    stashes: stashes.flatMap(([, commit, message]) =>
      made.includes(commit!) ? [] : [{ commit: commit!, message: message! }],
    ),
    index: statOf(join(places!.gitDir, "index")),
    isUnderway: isUnderway(places!.gitDir),
  };
}

const statOf = (path: string): string => statText(statAt(path));

const nameIn = (folder: string): string => (folder === "" ? "" : `-${sha256(folder).slice(0, 16)}`);
/** Where the copy of the index of a repository lies. */
const indexIn = (notes: string, folder: string): string => join(notes, `index${nameIn(folder)}`);
const wholeIn = (notes: string, folder: string): string =>
  join(notes, `repository${nameIn(folder)}`);

/**
 * How the repositories of a project stand before a command: the one around it, and those in
 * `folders`. `keeps`: what was changed since the last look is copied to the folder `notes`, the
 * index of each, and of one inside all.
 */
export function statesOf(
  { root }: Project,
  run: string,
  folders: readonly string[],
  looked: KnownRepositories,
  notes: string,
  keeps: boolean,
): { states: RepositoryStates; known: KnownRepositories } {
  const found = ["", ...folders].flatMap((folder) => {
    const was = looked[folder] ?? {};
    const stand = was.made === true ? null : stateOf(root, folder, was.made);
    if (stand === null) return [];
    const known = keeps
      ? { ...was, ...kept(root, folder, stand, was, notes), ...held(root, folder, run, stand, was) }
      : was;
    return [{ folder, stand, known }];
  });
  return {
    states: Object.fromEntries(found.map(({ folder, stand }) => [folder, stand])),
    known: { ...looked, ...Object.fromEntries(found.map(({ folder, known }) => [folder, known])) },
  };
}

/** The commits of branches. */
const headsOf = ({ branches }: Pick<RepositoryState, "branches">): string[] =>
  Object.entries(branches).flatMap(([ref, commit]) => (ref.startsWith(HEADS) ? [commit] : []));

/** More branches and stashes than that are not held. */
const MAX_HELD = 1_000;

/**
 * A ref of the run holds branches and stashes, so that no command takes their commits for good. Of
 * a repository inside all is copied.
 */
function held(
  root: string,
  folder: string,
  run: string,
  { branches, stashes }: RepositoryState,
  was: Known,
): Known {
  if (folder !== "") return {};
  const commits = [
    ...new Set([...stashes.map(({ commit }) => commit), ...headsOf({ branches })]),
  ].slice(0, MAX_HELD);
  const text = sha256(commits.join(" "));
  if (text === was.held || commits.length === 0) return {};
  const parents = commits.flatMap((commit) => ["-p", commit]);
  // Written, too: without its tree the repository would not be whole.
  const tree = answer({ root }, ["mktree"], { stdin: "" });
  const message = `multi-ai: held while ${run} worked`;
  const commit =
    tree && answer({ root }, ["commit-tree", tree, ...parents, "-m", message], { env: IDENTITY });
  const isDone = commit !== null && git({ root }, ["update-ref", `${ownRefs(run)}held`, commit]).ok;
  return isDone ? { held: text } : {};
}

function kept(
  root: string,
  folder: string,
  stand: RepositoryState,
  was: Known,
  notes: string,
): Known {
  const { gitDir, common } = placesIn(root, folder)!;
  const files = ["config", "packed-refs", "info/sparse-checkout"].map((name) =>
    statOf(join(common, name)),
  );
  const whole = folder === "" ? undefined : JSON.stringify([stand, files]);
  const copyIndex = (): string => {
    copyFileSync(join(gitDir, "index"), indexIn(notes, folder), constants.COPYFILE_FICLONE);
    return stand.index;
  };
  const copyAll = (): string | undefined => {
    const dot = join(root, folder, ".git");
    const to = wholeIn(notes, folder);
    mkdirSync(to, { recursive: true });
    if (lstatSync(dot).isFile()) copyFileSync(dot, join(to, "pointer"));
    // Of a worktree the repository lies elsewhere.
    if (gitDir === common) mirror(gitDir, join(to, "git"));
    return whole;
  };
  const isSame = stand.index === "" || stand.index === was.index;
  return {
    index: isSame ? was.index : attempt(copyIndex, undefined),
    whole: whole === was.whole ? whole : attempt(copyAll, undefined),
  };
}

/**
 * Brings repositories back whose folder, or whose own folder of git, a command took; another one
 * may lie there. Returns their folders.
 */
export function broughtBack(
  { root }: Project,
  folders: readonly string[],
  states: RepositoryStates,
  notes: string,
): string[] {
  const isGone = (folder: string): boolean => {
    const { head, branches, stashes } = states[folder]!;
    const commits = [
      head?.commit,
      ...Object.values(branches),
      ...stashes.map(({ commit }) => commit),
    ].filter(Boolean);
    const stdin = commits.map((commit) => `${commit}\n`).join("");
    const asked =
      placesIn(root, folder) &&
      git({ root: join(root, folder) }, ["cat-file", "--batch-check"], { stdin });
    return !asked?.ok || asked.out.includes(" missing\n");
  };
  const again = (folder: string): boolean => {
    const from = wholeIn(notes, folder);
    const [dot, pointer] = [join(root, folder, ".git"), readPlainText(join(from, "pointer"))];
    mkdirSync(dirname(dot), { recursive: true });
    if (pointer !== null && !existsSync(dot)) writeFileSync(dot, pointer);
    const gitDir = pointer === null ? dot : (placesIn(root, folder)?.gitDir ?? dot);
    if (isGone(folder)) mirror(join(from, "git"), gitDir, true);
    return stateOf(root, folder) !== null;
  };
  return folders.filter((folder) => isGone(folder) && attempt(() => again(folder), false));
}

/**
 * What a checkout leaves out of its files: by folders alone or not, and what git lists of it; null:
 * nothing is left out.
 */
export interface Sparse {
  isCone: boolean;
  listed: string | null;
}

/** That of a project, where a command names it; undefined also where git cannot tell. */
export function sparseBefore({ root }: Project, line: string): Sparse | undefined {
  if (!/\bsparse-checkout\b/.test(line)) return undefined;
  const isOn = (setting: string): boolean =>
    answer({ root }, ["config", "--type=bool", "--get", setting]) === "true";
  if (!isOn("core.sparseCheckout")) return { isCone: false, listed: null };
  const { ok, out } = git({ root }, ["sparse-checkout", "list"]);
  return ok ? { isCone: isOn("core.sparseCheckoutCone"), listed: out.toString() } : undefined;
}

/** Puts that back; returns what is told of it. */
export function sparseAgain(project: Project, line: string, was: Sparse | undefined): string[] {
  const is = was && sparseBefore(project, line);
  if (was === undefined || !is || JSON.stringify(is) === JSON.stringify(was)) return [];
  const set = ["sparse-checkout", "set", was.isCone ? "--cone" : "--no-cone", "--stdin"];
  const done =
    was.listed === null
      ? git(project, ["sparse-checkout", "disable"])
      : git(project, set, { stdin: was.listed });
  return [
    done.ok
      ? "what is checked out is as before"
      : `what is checked out could not be set back: ${gitErrors(done)}`,
  ];
}

/** Where commits of an agent are kept that were taken back into the working tree. */
export const commitRef = (run: string, commit: string): string =>
  `${snapshotRef(run)}-commit-${commit.slice(0, 12)}`;

/** A repository in which a command has ended, and how it stood before. */
interface Behind {
  /** Its folder, in which git is asked. */
  root: string;
  isInside: boolean;
  run: string;
  was: RepositoryState;
  now: RepositoryState;
  /** The copy of the index of before; null: of a worktree there is none. */
  index: string | null;
  /**
   * Files of the person's that the command took, and all that are not as before it, relative to
   * that folder. Drafts belong into no stash.
   */
  drafts: readonly string[];
  changed: readonly string[];
  /** The command, and what its git commands can change. */
  line: string;
  reach: ReturnType<typeof reachOf>;
  /** The worktree that its task works in. */
  worktree: string | null;
}

type GitMore = Pick<RunOptions, "env" | "stdin">;
const git = ({ root }: Pick<Behind, "root">, args: string[], more: GitMore = {}): GitRun =>
  runGit(args, { cwd: root, ...more });
const answer = ({ root }: Pick<Behind, "root">, args: string[], more: GitMore = {}) =>
  gitAnswer(args, { cwd: root, ...more });
const short = (commit: string): string => commit.slice(0, 12);
const HEADS = "refs/heads/";
/** A ref as it is told: `branch main`, `tag v1`. */
const nameOf = (ref: string): string =>
  ref.replace(/^refs\/(head|tag|note)s\//, (_, kind) => `${kind === "head" ? "branch" : kind} `);

/**
 * Puts back what a command has moved or deleted of the repositories. `told`: what that was, in
 * parts of a sentence; `known`: with the branches and stashes that it has made. What its line does
 * not name may as well be the person's doing in another window, and stays, as does what has moved
 * after `until`. `back`: those that were brought back.
 */
export function putBackRepositories(
  { root }: Project,
  { run }: Run,
  states: RepositoryStates,
  looked: KnownRepositories,
  of: Pick<Behind, "drafts" | "changed" | "line" | "reach" | "worktree"> & {
    notes: string;
    back: readonly string[];
    until: number;
  },
): { notices: string[]; known: KnownRepositories } {
  const done = Object.entries(states).flatMap(([folder, was]) => {
    const now = stateOf(root, folder, listOf(looked[folder]?.made));
    if (now === null) return [];
    const below = folder === "" ? "" : `${folder}/`;
    const [drafts, changed] = [of.drafts, of.changed].map((paths) =>
      paths.flatMap((path) => (path.startsWith(below) ? [path.slice(below.length)] : [])),
    ) as [string[], string[]];
    const [index, at] = [indexIn(of.notes, folder), join(root, folder)];
    const { begun, ...before } = looked[folder] ?? {};
    const behind: Behind = {
      ...of,
      root: at,
      isInside: folder !== "",
      run,
      was,
      now,
      index,
      drafts,
      changed,
    };
    const { notices, made, staged } = putBackRepository(behind, of.until, before.staged ?? []);
    if (was.isUnderway && !now.isUnderway && begun !== true && of.reach.head)
      notices.push("the merge, rebase or the like that was not finished is over");
    const inFolder = of.back.includes(folder)
      ? ["the repository was taken away and is there again", ...notices]
      : notices;
    const isBegun = now.isUnderway && (was.isUnderway ? begun === true : of.reach.head);
    const all = [...new Set([...listOf(before.made), ...made])];
    return [
      {
        notices: inFolder.map((one) => (folder === "" ? one : `in ${below}: ${one}`)),
        known: [folder, { ...before, made: all, staged, ...(isBegun && { begun: true }) }] as const,
      },
    ];
  });
  return {
    notices: done.flatMap(({ notices }) => notices),
    known: { ...looked, ...Object.fromEntries(done.map(({ known }) => known)) },
  };
}

const listOf = (made: Known["made"]): readonly string[] => (made === true ? [] : (made ?? []));

function putBackRepository(behind: Behind, until: number, own: readonly string[]) {
  const { root, was, now, reach } = behind;
  const isNear = until === Number.POSITIVE_INFINITY || lastMoved(root) <= until;
  const byGit = reach.verbs.length > 0 && isNear;
  const branches =
    byGit && reach.refs ? Object.keys(now.branches).filter((ref) => !(ref in was.branches)) : [];
  const moved = byGit ? takenAlong(behind) : [];
  const notices = [...moved, ...lostBranches(behind, byGit)];
  const stashes =
    byGit && reach.stashes ? stashesAgain(behind) : { notices: lostStashes(behind), made: [] };
  const isMoved = was.head?.commit !== now.head?.commit || was.head?.branch !== now.head?.branch;
  const head = isMoved && isNear && (byGit || !reach.isAlone) ? movedHead(behind) : [];
  const isStaged = byGit && reach.index && now.index !== was.index;
  // What was staged for a commit that git refused would go into the person's next one.
  const isRefused = !isMoved && branches.length === 0 && reach.verbs.includes("commit");
  const index =
    isStaged && isRefused
      ? { notices: unstaged(behind), staged: [...own] }
      : isStaged
        ? stagedAgain(behind, own)
        : { notices: [], staged: [...own] };
  return {
    notices: [...head, ...notices, ...stashes.notices, ...index.notices],
    made: [...branches, ...stashes.made],
    staged: index.staged,
  };
}

/** When HEAD or a stash was last moved. */
function lastMoved(root: string): number {
  const { gitDir, common } = placesOf(root)!;
  const files = [join(gitDir, "HEAD"), join(gitDir, "logs/HEAD"), join(common, "logs/refs/stash")];
  return Math.max(...files.map((file) => statAt(file)?.mtimeMs ?? 0));
}

/**
 * The newest of the commits above `to` that is not the command's: one of the run's own, or, where
 * the line says the message of its commits, one that it does not say. Null: all may be its own.
 */
function othersCommit(behind: Behind, from: string, to: string | null | undefined) {
  const { makers } = behind.reach;
  if (makers.length === 0) return from;
  const isSaid =
    makers.every((maker) => maker === "commit") &&
    /\s-\w*m|--message|<<|-F\s*-|--file[= ]-/.test(behind.line);
  const log = git(behind, [
    "log",
    "--first-parent",
    "-z",
    "--format=%H%n%B",
    from,
    ...(to ? ["--not", to] : []),
  ]);
  const commits = log.out.toString().split("\0").filter(Boolean);
  const isOthers = (text: string): boolean => {
    const [, subject = "", ...body] = text.split("\n");
    return body.includes(`Run: ${behind.run}`) || (isSaid && !behind.line.includes(subject));
  };
  return commits.find(isOthers)?.split("\n")[0] ?? null;
}

/**
 * The branch that is checked out has lost its ref, or another one without a commit is checked out:
 * as it was again.
 */
function checkedOutAgain(behind: Behind): string[] {
  const { commit, branch } = behind.was.head!;
  if (!commit) return [];
  if (branch === null || behind.now.head?.branch !== branch) {
    const isDone =
      behind.reach.head && checkedOut(behind, emptyTree(commit.length === 64), commit).ok;
    return [
      isDone
        ? `HEAD was moved from ${branch ?? short(commit)} and is there again`
        : "HEAD is on a branch without a commit now",
    ];
  }
  return [`branch ${branch} ${refAgain(behind, HEADS + branch, commit)}`];
}

/** Puts a ref where it was; returns what is told of it. */
function refAgain(behind: Behind, ref: string, commit: string): string {
  const again = ["update-ref", ref, commit];
  return git(behind, again).ok ? "is there again" : `is lost: git ${again.join(" ")}`;
}

/**
 * HEAD where it was: commits of the agent are taken back into the working tree, another checkout is
 * undone.
 */
function movedHead(behind: Behind): string[] {
  const { was, now, run, reach } = behind;
  const [from, to] = [now.head?.commit, was.head?.commit];
  if (!was.head) return [];
  if (!from) return checkedOutAgain(behind);
  const known = [to, ...headsOf(was)].filter((one) => typeof one === "string");
  // What a submodule can be updated to is nobody's new commit.
  const fetched = behind.isInside ? ["--remotes", "--tags"] : [];
  const isNew = answer(behind, ["rev-list", "-1", from, "--not", ...known, ...fetched]) !== null;
  const isOn = now.head!.branch === was.head.branch;
  // A commit beside a line that names no git takes nothing away.
  const isAbove =
    to && reach.verbs.length === 0 && git(behind, ["merge-base", "--is-ancestor", to, from]).ok;
  if (isOn && isAbove) return [];
  const others = isNew && isOn ? othersCommit(behind, from, to) : null;
  if (others === from || !reach.head)
    return reach.makers.length === 0 && reach.isAlone
      ? []
      : [
          `HEAD is at ${short(from)} now, which may be your doing, and stays (\`git reset ${short(`${to}`)}\` takes it back)`,
        ];
  if (
    isNew &&
    !isOn &&
    now.head!.branch !== null &&
    `refs/heads/${now.head!.branch}` in was.branches
  )
    return [`it left the project on branch ${now.head!.branch} with new commits, which stay`];
  // Which commit of a submodule is checked out belongs to the project.
  if (!isNew && behind.isInside && was.head.branch === null) return [];
  if (isNew) {
    git(behind, ["update-ref", "--no-deref", commitRef(run, from), from]);
    if (!isOn && was.head.branch)
      git(behind, ["symbolic-ref", "HEAD", `refs/heads/${was.head.branch}`]);
    // A branch without a commit is one without a ref.
    const ref = was.head.branch === null ? "HEAD" : `refs/heads/${was.head.branch}`;
    const target = others ?? to;
    const done = git(
      behind,
      target ? ["update-ref", "--no-deref", ref, target] : ["update-ref", "-d", ref],
    );
    if (!done.ok) return [`its commit ${short(from)} could not be taken back: ${gitErrors(done)}`];
    if (others === null && !was.isUnderway) restoreIndex(behind);
    else git(behind, ["reset", "-q"]);
    return [
      `its commit ${short(from)} was taken back: the changes are uncommitted again, the commit is kept on ${commitRef(run, from)} (\`git reset ${short(from)}\` brings it back, should it be yours)`,
    ];
  }
  const done = checkedOut(behind, from, `${to}`);
  const where = was.head.branch ?? short(`${to}`);
  return [
    done.ok
      ? `HEAD was moved from ${where} and is there again`
      : `HEAD was moved from ${where} (${short(`${to}`)}) to ${short(from)}, and could not be put back: ${gitErrors(done)}`,
  ];
}

/**
 * HEAD and the index as they were, and the files that are as in the commit `from` as `to` has them.
 * Others are the person's, or work.
 */
function checkedOut(behind: Behind, from: string, to: string): GitRun {
  const { branch } = behind.was.head!;
  const places = placesOf(behind.root)!;
  const top = { root: places.top };
  git(top, ["update-index", "-q", "--refresh"]);
  const edited = git(top, ["diff-index", "-z", "--name-only", from]);
  if (!edited.ok) return edited;
  const putBack = behind.drafts.map((path) => Buffer.from(places.prefix + path).toString("latin1"));
  const changed = new Set([...entriesOf(edited.out, "latin1"), ...putBack]);
  const differ = git(top, ["diff-tree", "-r", "-z", "--no-renames", "--name-only", from, to]);
  const paths = entriesOf(differ.out, "latin1").filter((path) => !changed.has(path));
  const onBranch = branch === null ? null : git(top, ["symbolic-ref", "HEAD", HEADS + branch]);
  const done =
    onBranch?.ok === false
      ? onBranch
      : git(top, ["update-ref", "--no-deref", branch === null ? "HEAD" : HEADS + branch, to]);
  if (!done.ok) return done;
  restoreIndex(behind);
  for (const path of paths) {
    const file = join(top.root, Buffer.from(path, "latin1").toString());
    if (statAt(file)?.isDirectory() === false) rmSync(file);
  }
  const stdin = Buffer.from(paths.map((path) => `${path}\0`).join(""), "latin1");
  git(top, ["checkout-index", "-q", "-z", "--stdin"], { stdin });
  return done;
}

/** The whole index as it was; without a copy as HEAD has it. */
const restoreIndex = ({ root, index }: Behind): void =>
  attempt(() => {
    if (index === null) return void git({ root }, ["reset", "-q"]);
    const { gitDir } = placesOf(root)!;
    if (statAt(join(gitDir, "index.lock")) === undefined)
      copyFileSync(index, join(gitDir, "index"));
  }, undefined);

function unstaged(behind: Behind): string[] {
  restoreIndex(behind);
  return ["what it had staged for a commit that was not made is no longer staged"];
}

/** What stands for the entry of a file that `git add -N` noted. */
const NOTED = "noted";

/** Entries that the person had staged and the command has not left so, staged again. */
function stagedAgain(
  behind: Behind,
  own: readonly string[],
): { notices: string[]; staged: string[] } {
  const { was, index } = behind;
  const none = { notices: [], staged: [...own] };
  if (!was.head || was.index === "" || index === null) return none;
  const base = was.head.commit ?? emptyTree(placesOf(behind.root)!.sha256);
  const asked = ["diff-index", "--cached", "--ita-invisible-in-index", "-z", "--no-renames", base];
  const list = (more: GitMore): Map<string, string> => {
    const listed = git(behind, asked, more).out.toString("latin1");
    const entries = listed.matchAll(/:\d+ (\d+) [0-9a-f]+ ([0-9a-f]+) \w\0([^\0]+)\0/g);
    // What `git add -N` noted has no content yet.
    const noted = git(behind, ["diff-files", "-z", "--name-only", "--diff-filter=A"], more).out;
    return new Map([
      ...[...entries].map(([, mode, hash, path]) => [path!, `${mode} ${hash}`] as const),
      ...entriesOf(noted, "latin1").map((path) => [path, NOTED] as const),
    ]);
  };
  const ofIndex: GitMore = { env: { GIT_INDEX_FILE: index } };
  const [staged, still] = [list(ofIndex), list({})];
  // What an agent has staged it may take back, or stage anew.
  const isOwn = (path: string, entry: string): boolean => own.includes(`${entry}\t${path}`);
  // A conflict has several entries: who works on it resolves it.
  const inConflict = was.isUnderway && git(behind, ["ls-files", "-u"], ofIndex).out.length > 0;
  const lost = new Map(
    [...staged].filter(
      ([path, entry]) => !inConflict && still.get(path) !== entry && !isOwn(path, entry),
    ),
  );
  const made = [...still].flatMap(([path, entry]) =>
    !lost.has(path) && (staged.get(path) !== entry || isOwn(path, entry))
      ? [`${entry}\t${path}`]
      : [],
  );
  if (inConflict) return { notices: [], staged: made };
  const { top, prefix } = placesOf(behind.root)!;
  // What git took from elsewhere into a file that is put back would go into the person's next
  // commit.
  const taken = behind.drafts.filter((path) => {
    const name = Buffer.from(prefix + path).toString("latin1");
    return ![undefined, NOTED].includes(still.get(name)) && !staged.has(name);
  });
  if (taken.length > 0) git(behind, ["--literal-pathspecs", "reset", "-q", "--", ...taken]);
  if (lost.size === 0) return { notices: [], staged: made };
  const paths = [...lost.keys()];
  const [noted, whole] = [true, false].map((isNoted) =>
    paths.filter((path) => (lost.get(path) === NOTED) === isNoted),
  ) as [string[], string[]];
  const given = (args: string[], lines: readonly string[]): boolean =>
    lines.length === 0 ||
    runGit(args, { cwd: top, stdin: Buffer.from(`${lines.join("\0")}\0`, "latin1") }).ok;
  const add = ["--literal-pathspecs", "add", "-N", "--pathspec-from-file=-", "--pathspec-file-nul"];
  const isDone =
    given(["update-index", "-z", "--force-remove", "--stdin"], noted) &&
    given(
      ["update-index", "-z", "--index-info"],
      whole.map((path) => `${lost.get(path)}\t${path}`),
    ) &&
    given(add, noted);
  return {
    notices: isDone ? [`what was staged of ${someOf(paths.map(pathText))} is staged again`] : [],
    staged: made,
  };
}

/**
 * A worktree is behind a command on no branch of the person's, and stands on the commit that its
 * task began at or above it: nothing of its work could be taken elsewhere. Branches of theirs that
 * were put on its commits are where they were.
 */
function takenAlong(behind: Behind): string[] {
  const { was, now, worktree, run } = behind;
  const start = was.worktree?.commit;
  if (!start || worktree === null) return [];
  const { branch, commit } = headOf(worktree) ?? {};
  const on = branch ? HEADS + branch : "";
  const own = was.worktree!.branch;
  const at: Behind = {
    ...behind,
    root: worktree,
    was: { ...was, head: was.worktree! },
    index: null,
    drafts: [],
  };
  const isIn = (commit: string): boolean =>
    git(behind, ["merge-base", "--is-ancestor", start, commit]).ok;
  const isAbove = !commit || isIn(commit);
  // What it has committed anew is its work, and stays as its files are.
  const isNew =
    commit && answer(at, ["rev-list", "-1", commit, "--not", start, ...headsOf(was)]) !== null;
  if (!isAbove && !isNew) checkedOut(at, commit!, start);
  else if (commit && (!isAbove || (branch !== own && on in was.branches))) {
    if (own !== null) git(at, ["symbolic-ref", "HEAD", HEADS + own]);
    git(at, [
      "update-ref",
      ...(own === null ? ["--no-deref"] : []),
      "HEAD",
      isAbove ? commit : start,
    ]);
    if (!isAbove) restoreIndex(at);
  }
  const notices = isAbove
    ? []
    : [`the worktree's HEAD was moved from ${own ?? short(start)} and is there again`];
  // Nothing of the person's is made from commits of a worktree, and what the program lands says its
  // run.
  const isItsOwn = (to: string): boolean =>
    isIn(to) && !(answer(behind, ["log", "-1", "--format=%B", to]) ?? "").includes(`Run: ${run}`);
  const back = Object.entries(was.branches).flatMap(([ref, before]) => {
    const to = now.branches[ref];
    if (to === undefined || to === before || ref === HEADS + own || (ref !== on && !isItsOwn(to)))
      return [];
    now.branches[ref] = before;
    return [`${nameOf(ref)} was moved and ${refAgain(behind, ref, before)}`];
  });
  return [...notices, ...back];
}

function lostBranches(behind: Behind, byGit: boolean): string[] {
  const { was, now, reach } = behind;
  if (byGit && !reach.refs && reach.isAlone) return [];
  const isLost = (ref: string, commit: string): boolean => {
    const is = now.branches[ref];
    if (is === commit || [was.head, was.worktree].some((one) => ref === HEADS + one?.branch))
      return false;
    return (
      is === undefined ||
      !ref.startsWith(HEADS) ||
      !git(behind, ["merge-base", "--is-ancestor", commit, is]).ok
    );
  };
  return Object.entries(was.branches).flatMap(([ref, commit]) => {
    if (!isLost(ref, commit)) return [];
    return [
      byGit && reach.refs
        ? `${nameOf(ref)} ${refAgain(behind, ref, commit)}`
        : `${nameOf(ref)} is gone or moved (\`git update-ref ${ref} ${commit}\` brings it back)`,
    ];
  });
}

const lostOf = ({ was, now }: Behind) =>
  was.stashes.filter(({ commit }) => !now.stashes.some((stash) => stash.commit === commit));
const lostStashes = (behind: Behind): string[] =>
  (behind.reach.isAlone ? [] : lostOf(behind)).map(
    ({ commit }) => `a stash is gone (\`git stash store ${commit}\` brings it back)`,
  );

/**
 * Stashes of the person, put back below those that agents made; of these the person's files are no
 * part any more.
 */
function stashesAgain(behind: Behind): { notices: string[]; made: string[] } {
  const { was, now, drafts } = behind;
  const lost = lostOf(behind);
  const isMade = ({ commit }: RepositoryState["stashes"][number]): boolean =>
    !was.stashes.some((stash) => stash.commit === commit);
  const made = now.stashes.filter(isMade);
  if (lost.length === 0 && (made.length === 0 || drafts.length === 0))
    return { notices: [], made: made.map(({ commit }) => commit) };
  const above = made.length === 0 ? [] : now.stashes.slice(now.stashes.findIndex(isMade));
  const again = above.map((one) =>
    isMade(one) ? { ...one, commit: withoutDrafts(behind, one.commit) } : one,
  );
  for (const _ of above) git(behind, ["stash", "drop", "-q"]);
  const store = ({ commit, message }: RepositoryState["stashes"][number]): boolean =>
    git(behind, ["stash", "store", "-m", message || "stash", commit], { env: IDENTITY }).ok;
  const failed = [...lost, ...again]
    .filter((one) => !store(one))
    .map(({ commit }) => `stash ${commit} is lost`);
  const { worktree, root } = behind;
  const { prefix } = placesOf(root)!;
  // What was in the checkout before may be the person's, also where it is as in the stash.
  const mayGo =
    worktree === null
      ? (path: string) => behind.changed.some((one) => prefix + one === path)
      : () => true;
  const out = lost.flatMap(({ commit }) => takenOut(worktree ?? root, commit, mayGo));
  const why =
    worktree === null ? "" : ": all worktrees share them, and what was popped was the person's";
  const files =
    out.length === 0
      ? ""
      : ` (${someOf(out)} taken out of the ${worktree === null ? "project" : "worktree"} again)`;
  const stored =
    lost.length === 0 || failed.length > 0
      ? []
      : [`${plural(lost.length, "stash is", "stashes are")} there again${why}${files}`];
  return {
    notices: [...stored, ...failed],
    made: again.map(({ commit }) => commit).filter((commit) => isMade({ commit, message: "" })),
  };
}

/**
 * Files of a stash that lie in a work tree as it has them are there as HEAD has them again, where
 * they may. Returns their paths.
 */
function takenOut(worktree: string, stash: string, mayGo: (path: string) => boolean): string[] {
  const where = { root: placesOf(worktree)?.top ?? worktree };
  const listed = (...args: string[]): string[] => entriesOf(git(where, args).out);
  const paths = [
    ...listed(
      "diff-tree",
      "-r",
      "-z",
      "--no-renames",
      "--name-only",
      "--diff-filter=d",
      `${stash}^1`,
      stash,
    ),
    ...listed("ls-tree", "-r", "-z", "--name-only", "--full-tree", `${stash}^3`),
  ].filter((path) => mayGo(path) && statAt(join(where.root, path))?.isFile());
  const hashes = git(where, ["hash-object", "--stdin-paths"], { stdin: pathLines(paths) });
  const found = hashes.out.toString().split("\n");
  const hashIn = (commit: string, path: string) =>
    answer(where, ["rev-parse", "--verify", "-q", `${commit}:${path}`]);
  const taken = paths.filter((path, at) =>
    [stash, `${stash}^3`].some((one) => hashIn(one, path) === found[at]),
  );
  for (const path of taken) {
    git(where, ["--literal-pathspecs", "reset", "-q", "--", path]);
    if (hashIn("HEAD", path) === null) rmSync(join(where.root, path));
    else git(where, ["--literal-pathspecs", "checkout", "-q", "--", path]);
  }
  return taken;
}

/**
 * A stash without files of the person's: as its own commits have them, these are as the commit
 * below has them.
 */
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
      answer(behind, ["commit-tree", tree, ...parents.flatMap((parent) => ["-p", parent])], {
        env,
        stdin: `${message}\n`,
      });
    return made ?? commit;
  };
  return withScratch(scratch, () => {
    const parents = [
      base,
      without(index, base, [base]),
      ...(untracked ? [without(untracked, null, [])] : []),
    ];
    return without(stash, base, parents);
  });
}
