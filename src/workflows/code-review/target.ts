import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import {
  entriesOf,
  gitAnswer,
  gitPlaces,
  type Places,
  placesOf,
  runGit,
} from "../../project/git/git.ts";
import { baseTree, treeOf } from "../../project/trees/tree.ts";
import { BASE_OPTION } from "../../record/accepted.ts";
import { cut, didYouMean, plural, shortJson } from "../../text.ts";
import type { Resolve, Resolved } from "../contract/contract.ts";

/** Finds out which change a person wants to have reviewed. */

/** Characters of what commits say. */
const MAX_WORDS = 6_000;
/** What no tree of a project has. */
const EXCLUDED = [".task"];

const no = (problem: string): Resolved => ({ ok: false, problem });
const wrong = (problem: string): Resolved => ({ ok: false, problem, wrong: true });

interface ReviewTarget {
  /** What is reviewed, in words. */
  what: string;
  /** The tree that it began with. */
  base: string;
  /** The commit that it ends with; left out: what lies in the working tree. */
  at?: string;
  /** What it is meant for, in its author's words. */
  words?: string;
  /** What may have been meant, should it change nothing. */
  hint?: string;
}

/** The repository of a project, and what is asked of it. */
class Target {
  readonly root: string;
  readonly places: Places;
  private readonly from: string;
  private readonly scratch: string;
  /** `from`: the folder in which the person has typed. */
  constructor(root: string, from: string, places: Places, scratch: string) {
    this.root = root;
    this.from = from;
    this.places = places;
    this.scratch = scratch;
  }

  ask(...args: string[]): string | null {
    return gitAnswer(args, { cwd: this.root });
  }

  /** What was typed, with the name of a branch or tag in the place of one that is nearly that. */
  near(typed: string, name: string): string {
    const names = this.ask("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags");
    const hint = didYouMean(name, (names ?? "").split("\n"));
    return hint.replace(/\S+(?=\?$)/, (one) => typed.replace(name, () => one));
  }

  commit(name: string): string | null {
    return name.startsWith("-")
      ? null
      : this.ask("rev-parse", "--verify", "--quiet", `${name}^{commit}`);
  }

  /**
   * What is meant by a path, below the root: as it is typed in the person's folder, else as it is
   * called in the whole project. Null: neither the files nor HEAD have it.
   */
  path(typed: string): string | null {
    const all = [this.from, this.root].map((folder) => relative(this.root, resolve(folder, typed)));
    const isThere = (path: string): boolean =>
      existsSync(join(this.root, path)) ||
      this.ask("rev-parse", "--verify", "--quiet", `HEAD:./${path}`) !== null;
    return all.find((path) => path.split("/")[0] !== ".." && isThere(path)) ?? null;
  }

  /** The paths that these words name, of which one may hold blanks; else the word that names none. */
  paths(words: readonly string[]): string[] | string {
    for (let end = words.length; end > 0; end--) {
      const path = this.path(words.slice(0, end).join(" "));
      if (path === null) continue;
      const rest = this.paths(words.slice(end));
      return typeof rest === "string" ? rest : [path, ...rest];
    }
    return words[0] ?? [];
  }

  /** The tree of a commit, or of HEAD, as those of runs are made. @throws Error */
  tree(at?: string): string {
    return this.must(baseTree(this.located(), { ...this.how(), ...(at && { at }) }));
  }

  /** The tree of the files as they are now. @throws Error */
  now(): string {
    return this.must(treeOf(this.located(), { ...this.how(), committable: true }));
  }

  /** A commit of this tree after HEAD that no branch has; null: git makes none. */
  kept(tree: string, words: string): string | null {
    const head = this.commit("HEAD");
    return this.ask(
      ...["-c", "user.name=multi-ai", "-c", "user.email=multi-ai@localhost", "commit-tree", tree],
      ...(head === null ? [] : ["-p", head]),
      ...["-m", `multi-ai: ${words}`],
    );
  }

  /** The files as they are now, as a commit; null: git makes none of the project alone. */
  nowAsCommit(): string | null {
    if (this.places.prefix !== "") return null;
    const now = this.now();
    const head = this.commit("HEAD");
    return head !== null && now === this.tree(head)
      ? head
      : this.kept(now.replace(/^git:/, ""), "what is not committed");
  }

  /** `from` with what `to` has of these paths; an empty one is all of it. @throws Error */
  with(from: string, to: string | null, paths: readonly string[]): string {
    const some = paths.includes("") ? [] : ["--", ...paths];
    const listed = (tree: string): string[] =>
      entriesOf(this.git(["ls-tree", "-r", "-z", tree.replace(/^git:/, ""), ...some]), "latin1");
    const env = { GIT_INDEX_FILE: join(this.scratch, "index") };
    this.git(["read-tree", from.replace(/^git:/, "")], env);
    // Of mode 0 is what goes.
    const gone = listed(from).map((line) => line.replace(/^\d+/, "0"));
    const lines = [...gone, ...(to === null ? [] : listed(to))];
    this.git(
      ["update-index", "-z", "--index-info"],
      env,
      lines.map((line) => `${line}\0`).join(""),
    );
    return `git:${this.git(["write-tree"], env).toString().trim()}`;
  }

  private git(args: string[], env = {}, stdin = ""): Buffer {
    const run = runGit(args, {
      cwd: this.places.top,
      env: { ...gitPlaces(this.places), ...env },
      stdin: Buffer.from(stdin, "latin1"),
    });
    if (!run.ok) throw new Error(`git ${args[0]} failed: ${run.err.trim()}`);
    return run.out;
  }

  private located = () => ({ root: this.root, task: this.scratch });
  private how = () => ({ exclude: EXCLUDED, keep: true });
  private must(found: ReturnType<typeof baseTree>): string {
    if (!found.ok) throw new Error(`${found.problem}; ${found.remedy}`);
    return found.tree;
  }
}

/** The change that `request` names. @throws Error where git refuses */
function changeOf(target: Target, request: string, isStaged: boolean): ReviewTarget | Resolved {
  if (isStaged && request !== "") return wrong("--staged takes no range, branch or path");
  if (isStaged) return stagedChange(target);
  if (request === "")
    return {
      what: "what is not committed",
      base: target.tree(),
      hint: "; name a range such as main.., a branch, or paths",
    };
  const range = /^(?<from>[^\s.][^\s]*?)?\.{2,3}(?<to>[^\s.][^\s]*)?$/.exec(request)?.groups;
  if (range && target.path(request) === null)
    return rangeChange(target, request, range.from ?? "HEAD", range.to ?? "HEAD");
  const words = request.split(/\s+/);
  const paths = target.paths(words);
  if (typeof paths !== "string") return pathsChange(target, paths);
  const isAlone = words.length === 1;
  if (isAlone && target.commit(paths) !== null) return branchChange(target, paths);
  const expected = isAlone
    ? `a range such as main.., a branch, a pull request such as #12, or paths of this project${target.near(paths, paths)}`
    : "paths of this project alone, or one range or branch alone";
  return wrong(`found ${shortJson(paths)}, expected ${expected}`);
}

function stagedChange(target: Target): ReviewTarget | Resolved {
  const tree = target.ask("write-tree");
  if (tree === null) return no("the index holds an unfinished merge: finish it first");
  const at = target.kept(tree, "what is staged");
  if (at === null) return no("what is staged cannot be kept as a commit");
  return { what: "what is staged", base: target.tree(), at };
}

function rangeChange(
  target: Target,
  typed: string,
  from: string,
  to: string,
): ReviewTarget | Resolved {
  const [base, at] = [target.commit(from), target.commit(to)];
  for (const [name, found] of [
    [from, base],
    [to, at],
  ])
    if (found === null)
      return wrong(
        `found ${shortJson(name!)}, expected a branch or a commit${target.near(typed, name!)}`,
      );
  const fork = target.ask("merge-base", base!, at!) ?? base!;
  const hint = fork === at && base !== at ? `; did you mean ${to}..${from}?` : "";
  return { ...between(target, `${from}..${to}`, fork, at!), hint };
}

/** What a branch has that the one it goes into has not: that is checked out, or the repository's own. */
function branchChange(target: Target, name: string): ReviewTarget | Resolved {
  const at = target.commit(name)!;
  const own = ["HEAD", "origin/HEAD", "origin/main", "origin/master", "main", "master"];
  for (const into of own) {
    const other = target.commit(into);
    const fork = other && target.ask("merge-base", other, at);
    if (fork && fork !== at) return between(target, `${name}, since ${into}`, fork, at);
  }
  return no(
    `${shortJson(name)} has no commit that HEAD lacks: name a range, such as ${name}~1..${name}`,
  );
}

function between(target: Target, what: string, base: string, at: string): ReviewTarget {
  const words =
    target.ask("log", "--no-show-signature", "--reverse", "--format=%B", `${base}..${at}`) ?? "";
  const count = target.ask("rev-list", "--count", `${base}..${at}`) ?? "0";
  const isHere = at === target.commit("HEAD") && target.now() === target.tree();
  return {
    what: `${what} (${plural(Number(count), "commit")})`,
    base: target.tree(base),
    words,
    ...(isHere ? {} : { at }),
  };
}

/** What is not committed of these; where that is nothing, all that they hold. */
function pathsChange(target: Target, paths: readonly string[]): ReviewTarget {
  const [now, head] = [target.now(), target.tree()];
  const base = target.with(now, head, paths);
  const names = paths.map((path) => path || ".").join(" ");
  return base === now
    ? { what: `${names}, all of it`, base: target.with(now, null, paths) }
    : { what: `what is not committed of ${names}`, base };
}

/** What a run reviews, by what stands after its command. */
export const resolves: Resolve = (
  root,
  request,
  options = {},
  { from = root, beside = false } = {},
) => {
  const places = placesOf(root);
  if (places === null)
    return no("a review compares with what git has: this is no repository, git init makes one");
  const scratch = mkdtempSync(join(tmpdir(), "multi-ai-target-"));
  try {
    const target = new Target(root, from, places, scratch);
    const change = changeOf(target, request, options.staged !== undefined);
    if ("ok" in change) return change;
    const { what, base, words = "", hint = "" } = change;
    // A worktree begins without what is uncommitted here.
    const at = change.at ?? (beside ? target.nowAsCommit() : undefined);
    if (at === null)
      return no(`${what} is in no commit that a worktree could have: leave --worktree out`);
    if (base === (at === undefined ? target.now() : target.tree(at)))
      return {
        ok: false,
        problem: `nothing to review: ${what} changes no file${hint}`,
        finished: true,
      };
    const said =
      words.trim() === "" ? "" : `\n\nIts commits say:\n\n${cut(words.trim(), MAX_WORDS)}`;
    return {
      ok: true,
      entry: "start",
      request: `Review ${what}.${said}`,
      options: { [BASE_OPTION]: base },
      ...(at && { at }),
    };
  } catch (error) {
    return no((error as Error).message);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
};
