// What a reader changed in the project, and what an implementer's change is worth.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { globSet } from "../../src/project/globs.ts";
import { patient } from "../harness/patience.ts";
import { type Files, git, writeFiles } from "../harness/project.ts";
import { type Case, filesOf, type Trial } from "./case.ts";

export interface WorkScore extends Partial<TestScore> {
  changed: string[];
  /** Changed files outside of what the case allows. */
  outside: string[];
  /** Paths that were changed and not listed, or listed and not changed. */
  unlisted: string[];
}

/** Of a project whose tests Bun runs, where the case has no trials of its own. */
interface TestScore {
  tests_pass: boolean;
  /** The case's own tests, which the reader never saw. */
  hidden_tests_pass: boolean;
  /** Test first: the tests that the reader wrote fail on the project as it was. */
  tests_fail_without_change: boolean;
}

/** Where the hash of the tree that the reader found is kept: git never looks there. */
const GIVEN = ".git/readers-given";
/** An index of its own: the project's stays as it is. */
const withIndex = (root: string): Record<string, string | undefined> => ({
  ...process.env,
  GIT_INDEX_FILE: join(root, ".git/readers-index"),
});

function gitIn(root: string, ...args: string[]): string {
  const ran = Bun.spawnSync(["git", "-C", root, ...args], { env: withIndex(root) });
  if (ran.exitCode !== 0) throw new Error(`git ${args.join(" ")}: ${ran.stderr}`);
  return ran.stdout.toString().trim();
}

/** Keeps the project as the reader finds it. */
export function keepGiven(root: string): void {
  gitIn(root, "add", "-A");
  writeFileSync(join(root, GIVEN), gitIn(root, "write-tree"));
}

/** Writes the project as the reader found it into an empty folder. */
function putGiven(root: string, folder: string): void {
  gitIn(root, "read-tree", readFileSync(join(root, GIVEN), "utf8"));
  gitIn(root, "checkout-index", "-a", `--prefix=${folder}/`);
}

/** The project as the reader found it. */
function given(root: string): Files {
  const folder = newFolder();
  try {
    putGiven(root, folder);
    return filesOf(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const newFolder = (): string => realpathSync(mkdtempSync(join(tmpdir(), "multi-ai-reader-")));

/** Paths of the project whose text is not the one that the reader found, in order; what tools leave in passing is none. */
export function changedSince(root: string): string[] {
  const before = given(root);
  const now = git(root, "ls-files", "-co", "--exclude-standard").split("\n").filter(Boolean);
  const text = (path: string): string | null =>
    existsSync(join(root, path)) && statSync(join(root, path)).isFile() ? readFileSync(join(root, path), "utf8") : null;
  return [...new Set([...now, ...Object.keys(before)])].filter((path) => text(path) !== (before[path] ?? null)).sort();
}

/** Trials that do not come out as the case expects, by their ids. */
export function failedTrials({ folder: own, expect }: Case, root: string): string[] {
  const changed = changedSince(root);
  return expect.trials.filter((trial) => !comesOut(trial, own, root, changed)).map(({ id }) => id);
}

function comesOut({ from, keep, over, command, passes }: Trial, own: string, root: string, changed: string[]): boolean {
  const folder = newFolder();
  try {
    if (from === "given") putGiven(root, folder);
    else cpSync(root, folder, { recursive: true, filter: isProject });
    const isKept = globSet(keep);
    const kept = changed.filter((path) => isKept(path) && existsSync(join(root, path)));
    writeFiles(folder, Object.fromEntries(kept.map((path) => [path, readFileSync(join(root, path), "utf8")])));
    for (const name of over) writeFiles(folder, filesOf(join(own, name)));
    const [program, ...args] = command as [string, ...string[]];
    const bun = program === "bun" ? process.execPath : program;
    const env = { ...process.env, TMPDIR: temporaryIn(folder), PYTHONDONTWRITEBYTECODE: "1" };
    return (Bun.spawnSync([bun, ...args], { cwd: folder, env, timeout: patient(120_000) }).exitCode === 0) === passes;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const isProject = (path: string): boolean => !/\/(\.git|\.task|node_modules)(\/|$)/.test(path);

const isTest = (path: string): boolean => /\.test\.[jt]sx?$/.test(path);

function temporaryIn(folder: string): string {
  const path = join(folder, ".tmp");
  mkdirSync(path, { recursive: true });
  return path;
}

/** Runs the tests of a copy of the project with some files put over it; true when they pass. */
function testsPass(root: string | null, files: Files, only: string[] = []): boolean {
  const folder = newFolder();
  try {
    if (root !== null) cpSync(root, folder, { recursive: true, filter: isProject });
    writeFiles(folder, files);
    // What the project's tests leave behind goes with the copy.
    const env = { PATH: process.env.PATH ?? "", HOME: folder, TMPDIR: temporaryIn(folder) };
    const ran = Bun.spawnSync([process.execPath, "test", ...only.map((path) => `./${path}`)], {
      cwd: folder,
      env,
      timeout: patient(30_000),
    });
    return ran.exitCode === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Whether a path is one of these, or lies in one that ends with a slash. */
export const isOneOf = (path: string, names: readonly string[]): boolean =>
  names.some((name) => (name.endsWith("/") ? path.startsWith(name) : path === name));

/** `own`: what the reader's task writes beside its work, a folder with a slash at its end. */
export function scoreWork(one: Case, root: string, listed: unknown, own: readonly string[]): WorkScore {
  const changed = changedSince(root).filter((path) => !isOneOf(path, own));
  const earlier = Object.keys(filesOf(join(one.folder, "change")));
  const named = Array.isArray(listed) ? listed.map(String) : null;
  return {
    changed,
    ...(one.expect.trials.length > 0 ? {} : testScore(one, root, changed)),
    outside: changed.filter((path) => !one.expect.files.some((allowed) => path.startsWith(allowed))),
    // A fix may also list what the change held before it.
    unlisted:
      named === null
        ? []
        : [
            ...changed.filter((path) => !named.includes(path)),
            ...named.filter((path) => !changed.includes(path) && !earlier.includes(path)),
          ].sort(),
  };
}

function testScore(one: Case, root: string, changed: string[]): TestScore {
  const hidden = filesOf(join(one.folder, "check"));
  const own = changed.filter((path) => isTest(path) && existsSync(join(root, path)));
  // Where the project's tests are red already, they show the fault without a word of the reader's.
  const tests = own.length === 0 && one.tests ? Object.keys(given(root)).filter(isTest) : own;
  const written = Object.fromEntries(tests.map((path) => [path, readFileSync(join(root, path), "utf8")]));
  return {
    tests_pass: testsPass(root, {}),
    hidden_tests_pass: testsPass(root, hidden, Object.keys(hidden)),
    tests_fail_without_change: tests.length > 0 && !testsPass(null, { ...given(root), ...written }, tests),
  };
}
