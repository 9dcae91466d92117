// What a reader changed in the project, and what an implementer's change is worth.
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Files, git, writeFiles } from "../harness/project.ts";
import { CASES, type Case, filesOf } from "./case.ts";

export interface WorkScore {
  changed: string[];
  tests_pass: boolean;
  /** The case's own tests, which the reader never saw. */
  hidden_tests_pass: boolean;
  /** Test first: the tests that the reader wrote fail on the project as it was. */
  tests_fail_without_change: boolean;
  /** Changed files outside of what the case allows. */
  outside: string[];
  /** Paths that were changed and not listed, or listed and not changed. */
  unlisted: string[];
}

/** The project as the reader found it. */
function given(one: Case): Files {
  const layers = !/\bCode\b/.test(one.target) ? [] : / v[2-9]$/.test(one.target) ? ["change", "fix"] : ["change"];
  const changes = layers.map((name) => filesOf(join(one.folder, name)));
  return Object.assign({}, filesOf(join(CASES, "projects", one.project)), ...changes);
}

/** Paths of the project whose text is not the one that the reader found, in order. */
export function changedSince(one: Case, root: string): string[] {
  const before = given(one);
  const now = git(root, "ls-files", "-co", "--exclude-standard").split("\n").filter(Boolean);
  const text = (path: string): string | null =>
    existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : null;
  return [...new Set([...now, ...Object.keys(before)])].filter((path) => text(path) !== (before[path] ?? null)).sort();
}

const isTest = (path: string): boolean => /\.test\.[jt]sx?$/.test(path);

function temporaryIn(folder: string): string {
  const path = join(folder, ".tmp");
  mkdirSync(path, { recursive: true });
  return path;
}

/** Runs the tests of a copy of the project with some files put over it; true when they pass. */
function testsPass(root: string | null, files: Files, only: string[] = []): boolean {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "multi-ai-reader-")));
  try {
    if (root !== null)
      cpSync(root, folder, { recursive: true, filter: (path) => !/\/(\.git|\.task|node_modules)(\/|$)/.test(path) });
    writeFiles(folder, files);
    // What the project's tests leave behind goes with the copy.
    const env = { PATH: process.env.PATH ?? "", HOME: folder, TMPDIR: temporaryIn(folder) };
    const ran = Bun.spawnSync([process.execPath, "test", ...only.map((path) => `./${path}`)], {
      cwd: folder,
      env,
      timeout: 30_000,
    });
    return ran.exitCode === 0;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

export function scoreWork(one: Case, root: string, result: { changed_files?: unknown }): WorkScore {
  const changed = changedSince(one, root);
  const listed = (Array.isArray(result.changed_files) ? result.changed_files : []).map(String);
  const earlier = Object.keys(filesOf(join(one.folder, "change")));
  const hidden = filesOf(join(one.folder, "check"));
  const own = changed.filter((path) => isTest(path) && existsSync(join(root, path)));
  // Where the project's tests are red already, they show the fault without a word of the reader's.
  const tests = own.length === 0 && one.tests ? Object.keys(given(one)).filter(isTest) : own;
  const written = Object.fromEntries(tests.map((path) => [path, readFileSync(join(root, path), "utf8")]));
  return {
    changed,
    tests_pass: testsPass(root, {}),
    hidden_tests_pass: testsPass(root, hidden, Object.keys(hidden)),
    tests_fail_without_change: tests.length > 0 && !testsPass(null, { ...given(one), ...written }, tests),
    outside: changed.filter((path) => !one.expect.files.some((allowed) => path.startsWith(allowed))),
    // A fix may also list what the change held before it.
    unlisted: [
      ...changed.filter((path) => !listed.includes(path)),
      ...listed.filter((path) => !changed.includes(path) && !earlier.includes(path)),
    ].sort(),
  };
}
