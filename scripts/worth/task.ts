// The tasks of this bench: a small project, a request, and tests outside of the project that decide
// on what was made of it.
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import * as z from "zod/mini";
import { reportingCall } from "../../src/runners/index.ts";
import { git, writeFiles } from "../../tests/harness/project.ts";

export const TASKS = join(import.meta.dir, "tasks");

const about = z.strictObject({
  language: z.string(),
  /** The change that is asked for, in a few words. */
  change: z.string(),
  /** What the request does not say and the project does. */
  trap: z.string(),
  /** The project's own tests. */
  test: z.string(),
  /** The hidden tests, where they lie in `hidden/` of a copy. */
  hidden: z.string(),
});

export interface Task extends z.infer<typeof about> {
  name: string;
  folder: string;
  request: string;
}

/**
 * The tests of a task outside of its project: `hidden` decides whether the request was done; each
 * of `faults` shows one fault that a change with all hidden tests may still have.
 */
export type Suite = "hidden" | "faults";

/**
 * A solution that is not right: one of `wrong` fails hidden tests, one of `faulty` none. Its patch
 * says above its first file which tests it fails, and what it is put on: `project`, `reference` or
 * another solution of the task, whichever it differs from the least.
 */
interface Planted {
  name: string;
  patch: string;
  fails: string[];
}

export const taskNames = (): string[] => readdirSync(TASKS).sort();

/** @throws where there is no such task, or its files are not as they have to be */
export function readTask(name: string): Task {
  const folder = join(TASKS, name);
  const known = taskNames();
  if (!known.includes(name))
    throw new Error(`there is no task ${name}; possible: ${known.join(", ")}`);
  const request = readFileSync(join(folder, "request.txt"), "utf8").trim();
  return {
    ...about.parse(JSON.parse(readFileSync(join(folder, "task.json"), "utf8"))),
    name,
    folder,
    request,
  };
}

export const referenceOf = ({ folder }: Task): string => join(folder, "reference.patch");

export const plantedOf = ({ folder }: Task, kind: "wrong" | "faulty"): Planted[] =>
  readdirSync(join(folder, kind))
    .sort()
    .map((file) => {
      const patch = join(folder, kind, file);
      return { name: basename(file, ".patch"), patch, fails: headLines(patch, "fails") };
    });

/** What a patch says above its first file in lines that begin with a key. */
function headLines(patch: string, key: string): string[] {
  const [head = ""] = readFileSync(patch, "utf8").split(/^diff --git /m);
  return [...head.matchAll(new RegExp(`^${key}: (.+)$`, "gm"))].map(([, value]) => value!);
}

/** A patch and those it is put on, the first one on the project. */
function patchesUpTo(task: Task, patch: string): string[] {
  const [on = "project"] = headLines(patch, "on");
  const below = on === "project" ? [] : patchesUpTo(task, join(task.folder, `${on}.patch`));
  return [...below, patch];
}

/** Whether a hidden test is about what the request does not say. */
export const isTrap = (title: string): boolean => /trap/i.test(title);

const word = (command: string): string => command.split(" ")[0]!;

/** A program that a task needs and this machine has not; null: it has all. */
export const lackOf = ({ test, hidden }: Task): string | null =>
  [test, hidden].map(word).find((program) => program !== "bun" && Bun.which(program) === null) ??
  null;

/** What no copy takes along: it is not the work, or is made anew. */
const ASIDE = [".git", ".task", "node_modules", "__pycache__"];

export function copyTree(from: string, to: string): string {
  cpSync(from, to, { recursive: true, filter: (path) => !ASIDE.includes(basename(path)) });
  return to;
}

/** A copy of a task's project as somebody begins with it: a repository with one commit. */
export function freshProject(
  task: Task,
  folder: string,
  more: Record<string, string> = {},
): string {
  mkdirSync(dirname(folder), { recursive: true });
  copyTree(join(task.folder, "project"), folder);
  writeFiles(folder, more);
  git(folder, "init", "-q", "-b", "main");
  git(folder, "config", "user.name", "Test Person");
  git(folder, "config", "user.email", "test@example.invalid");
  git(folder, "config", "commit.gpgsign", "false");
  git(folder, "add", "-A");
  git(folder, "commit", "-q", "-m", "start");
  return folder;
}

/** Calls `work` with a folder that is there for so long. */
export async function inFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "multi-ai-worth-")));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** The project with a solution put in; null: as it is. */
export function solved(task: Task, patch: string | null, folder: string): string {
  copyTree(join(task.folder, "project"), folder);
  for (const each of patch === null ? [] : patchesUpTo(task, patch)) git(folder, "apply", each);
  return folder;
}

export interface Tested {
  exit: number | null;
  /**
   * Of each test, by its title, whether it passed. Empty where there is no report, as when nothing
   * could be built.
   */
  tests: Map<string, boolean>;
  output: string;
}

/** What hangs is ended, and has failed. */
const LIMIT_MS = 120_000;

/** Runs a test command in a folder. */
export const runTests = (folder: string, command: string): Promise<Tested> =>
  inFolder(async (reports) => {
    const env: Record<string, string | undefined> = {
      ...process.env,
      PATH: `${dirname(process.execPath)}:${process.env.PATH}`,
      PYTHONDONTWRITEBYTECODE: "1",
    };
    const given = command.split(" ");
    const call = reportingCall(given, folder, join(reports, "report"), env);
    const startedAt = Date.now();
    const child = Bun.spawn(call?.words ?? given, {
      ...{
        cwd: folder,
        env: { ...env, ...call?.env },
        stdin: "ignore",
        stdout: "pipe",
        stderr: "pipe",
      },
      ...{ timeout: LIMIT_MS, killSignal: "SIGKILL" },
    });
    const [stdout, stderr] = await Promise.all([
      new Response(child.stdout).text(),
      new Response(child.stderr).text(),
    ]);
    await child.exited;
    const cases = call?.read({ stdout, stderr, startedAt }) ?? [];
    const tests = new Map(cases.map(({ name, state }) => [name, state === "passed"]));
    return { exit: child.exitCode, tests, output: stdout + stderr };
  });

/** What tests of the task say of a tree, which stays as it is. */
export const gradeTree = (task: Task, tree: string, suite: Suite): Promise<Tested> =>
  inFolder((folder) => {
    const copy = copyTree(tree, join(folder, "tree"));
    // What the tree has of these names is not what decides. Tests of faults use what hidden ones do.
    for (const folder of new Set(["hidden", suite])) {
      rmSync(join(copy, folder), { recursive: true, force: true });
      copyTree(join(task.folder, folder), join(copy, folder));
    }
    return runTests(copy, task.hidden.replaceAll("hidden", suite));
  });

/** The titles of all tests of a task. */
export type Titles = Record<Suite, string[]>;

/** As they run with the reference. @throws where not all of them pass with it */
export const titlesOf = (task: Task): Promise<Titles> =>
  inFolder(async (folder) => {
    const tree = solved(task, referenceOf(task), join(folder, "tree"));
    const titles = async (suite: Suite): Promise<string[]> => {
      const { tests, output } = await gradeTree(task, tree, suite);
      if (tests.size === 0 || [...tests.values()].includes(false))
        throw new Error(`${task.name}: the reference fails in ${suite}\n${output.slice(-3_000)}`);
      return [...tests.keys()];
    };
    return {
      hidden: await titles("hidden"),
      faults: hasFaults(task) ? await titles("faults") : [],
    };
  });

/** Whether the faults are known that a change of this task may have. */
export const hasFaults = ({ folder }: Task): boolean => existsSync(join(folder, "faults"));

/** Those of these tests that a tree fails; one that is not in its report has failed. */
export async function failedOf(
  task: Task,
  tree: string,
  suite: Suite,
  titles: readonly string[],
): Promise<string[]> {
  const { tests } = await gradeTree(task, tree, suite);
  return titles.filter((title) => tests.get(title) !== true);
}

export const hasTask = (name: string): boolean => existsSync(join(TASKS, name, "task.json"));
