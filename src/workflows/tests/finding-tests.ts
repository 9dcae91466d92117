import { mkdirSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import type { TestedFinding } from "../../engine/commands.ts";
import { type Run, type Task, taskOf } from "../../engine/run.ts";
import { realPath } from "../../project/project.ts";
import { type ChangedFile, changedFiles, diffTrees, filesOf } from "../../project/trees/changes.ts";
import { putBackFile } from "../../project/trees/put-back.ts";
import { baseOf } from "../../record/accepted.ts";
import type { FindingWords, OpenFinding } from "../../record/findings.ts";
import type { Scene } from "../../record/scene.ts";
import { isTree, treeNow } from "../../record/subject.ts";
import { longestOf, testsOf } from "../../record/tests/test-record.ts";
import { NOT_LOADED, type TestCase, titleOf } from "../../runners/report.ts";
import { statAt } from "../../store/files/plain-file.ts";
import { sha256 } from "../../store/journal.ts";
import { cut, oneLine, someOf } from "../../text.ts";
import type { FindingRun } from "../contract/contract.ts";
import { pathProblem } from "../review/evidence/evidence.ts";
import type { FindingTest } from "../review/verdict.ts";
import type { Evidence } from "./evidence.ts";
import { runCommand } from "./run-command.ts";
import { isTestFile } from "./test-file.ts";
import { inOldCopy } from "./trial.ts";

/**
 * Tests by which reviewers show what they found: the program runs each in a copy of the project.
 */

/** Tests that one task may have run: each takes as long as its command. */
const MAX_TESTS = 12;

const keyOf = (tree: string, { file, code, command }: FindingTest): string =>
  sha256(JSON.stringify([tree, file, code, command]));

/**
 * How the tests of new findings went on this tree; what the task has run already is not run again.
 */
export async function testFindings(
  scene: Scene,
  { tested: before }: Task,
  tree: string,
  findings: readonly Pick<FindingWords, "id" | "test">[],
) {
  const all: FindingRun[] = [];
  let left = MAX_TESTS - before.filter((one) => one.tree === undefined).length;
  for (const { id, test } of findings) {
    if (!test) continue;
    const key = keyOf(tree, test);
    const found =
      before.find((one) => one.key === key) ??
      (left-- > 0
        ? await leavingProject(scene, () => tested(scene, tree, test))
        : unknown(`more than ${MAX_TESTS} tests`));
    all.push({ ...found, finding: id, key });
  }
  return all;
}

/**
 * The same for what their tests have proven, on the tree of a fix: each comes from the run's own
 * record, wherever the fix has put it. What the run has seen of one on this tree holds; what showed
 * nothing is tried again.
 */
export async function testAgain(scene: Scene, tree: string, findings: readonly OpenFinding[]) {
  const all: FindingRun[] = [];
  const before = scene.run.tasks.flatMap((task) => task.tested);
  for (const { shown, task, finding } of findings) {
    const { id, test } = finding;
    if (shown !== "proven" || !test) continue;
    const key = keyOf(tree, test);
    const found =
      [...before, ...all].find((one) => one.key === key && one.shown !== "unknown") ??
      (await leavingProject(scene, () => testedAgain(scene, tree, test, task)));
    all.push({ ...found, finding: id, key, tree });
  }
  return all;
}

/** `said`: what the failed test says, without places in files. */
type Tested = Pick<TestedFinding, "shown" | "why"> & { failure?: string };
const unknown = (why: string): Tested => ({ shown: "unknown", why });

/**
 * Runs a test of a finding. What that changes in the project, which its copy lies in, is put back,
 * and it shows nothing.
 */
async function leavingProject(
  scene: Scene,
  run: () => Promise<Tested>,
): Promise<Tested & Pick<FindingRun, "back">> {
  const { project } = scene;
  const before = treeNow(scene);
  // A copy that cannot be made, as on a full disk, shows nothing of a finding.
  const found = await run().catch(({ message }: Error) => unknown(message));
  const changed = (diffTrees(project, before, treeNow(scene)) ?? []).map(({ path }) => path);
  if (before === null || changed.length === 0) return found;
  const was = new Map(filesOf(project, before).map((file) => [file.path, file]));
  const back = changed.flatMap((path) => {
    const kept = putBackFile(project, join(project.root, path), was.get(path));
    return kept === null ? [] : [{ path, kept }];
  });
  return {
    ...unknown(`it changes the project: ${someOf(changed, MAX_NAMED)}`),
    ...(back.length > 0 && { back }),
  };
}
/** How many files one text names. */
const MAX_NAMED = 5;

async function tested(scene: Scene, tree: string, test: FindingTest) {
  const { project, run } = scene;
  const bad =
    pathProblem(test.file) ??
    (isTestFile(test.file) ? null : `${test.file} is not named like a test file`);
  if (bad !== null) return unknown(bad);
  if (statAt(join(project.root, test.file))) return unknown(`${test.file} already exists`);
  const { failure, ...now } = await look(scene, test);
  const base = baseOf(run);
  if (now.shown !== "proven" || base === null || base === tree) return now;
  const before = await look(scene, test, base, changedFiles(project, base, tree));
  // Of what is new a test fails before, too, and otherwise.
  return before.shown === "proven" && before.failure === failure
    ? { ...now, before: true as const }
    : now;
}

/** `raised`: the review that has found it. */
async function testedAgain(scene: Scene, tree: string, test: FindingTest, raised: string) {
  const { project, run } = scene;
  const { failure: _, ...now } = await look(scene, test);
  const was = taskOf(run, raised)?.reviewed ?? null;
  if (now.shown !== "unknown" || !isTree(was)) return now;
  // A test that was moved into another file may not stand twice: two functions of one name.
  const tests = changedFiles(project, was, tree).filter(
    ({ path }) => path !== test.file && isTestFile(path),
  );
  if (tests.length === 0) return now;
  const { failure: __, ...then } = await look(scene, test, was, tests);
  return then;
}

const MINUTE_MS = 60_000;
/**
 * How long the test of a finding may run: three times what its command takes without it (0: nobody
 * knows), from one minute to five.
 */
export function findingLimit({ settings }: Run, ms: number): number {
  const most = Math.min(5, settings.tests.timeout_minutes) * MINUTE_MS;
  return ms === 0 ? most : Math.min(Math.max(3 * ms, MINUTE_MS), most);
}

/** Runs a test in a copy of the project, where files of `put` are as they were. */
async function look(
  { project, run }: Scene,
  test: FindingTest,
  base = "",
  put: readonly ChangedFile[] = [],
): Promise<Tested> {
  const command = testsOf(run).find(({ text }) => text === test.command);
  if (command === undefined) return unknown("its command is not an approved test command");
  const found = await inOldCopy(project, base, put, async (copy): Promise<Tested> => {
    const file = join(copy.root, test.file);
    // Links of the project, and those to its packages, lead out of the copy.
    if (!realPath(file).startsWith(`${realPath(copy.root)}/`))
      return unknown(`${test.file} leads outside the project`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, test.code);
    const timeoutMs = findingLimit(run, longestOf(project, run, command.text));
    const { signal } = new AbortController();
    const { ran, output } = await runCommand(copy, run, command, signal, timeoutMs);
    if (ran.state === "timeout")
      return unknown(`\`${test.command}\` did not finish within ${timeoutMs / 1_000} s`);
    return ran.state === "passed" || ran.state === "failed"
      ? evidenceIn(test, ran.tests, output)
      : unknown(`${test.command} did not finish`);
  });
  return found ?? unknown("no copy of the project could be made");
}

/** Errors of a test that has not come to what it is about: what it asks for is not there. */
export const SAYS_MISSING =
  /\b(?:ReferenceError|SyntaxError|IndentationError|NameError|ImportError|ModuleNotFoundError|LoadError)\b|Cannot find (?:module|package)|\bis not a function\b|module '[^']*' has no attribute/;
const FRAME = /[\w./-]+\.\w+"?(?::|, line )\d+/g;

/**
 * Whether what a failed test says comes from its own file: the frame next to the error is there, or
 * none is told.
 */
function isOwnFault({ file }: FindingTest, message: string): boolean {
  const frames = message.match(FRAME) ?? [];
  const nearest = file.endsWith(".py") ? frames.at(-1) : frames[0];
  return SAYS_MISSING.test(message) && (nearest === undefined || nearest.includes(basename(file)));
}

const withoutPlaces = ({ message }: TestCase): string =>
  (message ?? "")
    .split("\n")
    .filter((line) => line.match(FRAME) === null)
    .join("\n");

/** The line of a runner's message that says what went wrong. */
const errorIn = (message: string | null): string | undefined =>
  (message ?? "")
    .split("\n")
    .find((line) => /^\W*[\w.]*(?:error|exception|expected|assert)/i.test(line)) ??
  message?.trim().split("\n")[0];

/** What the run of a command with this test in it shows: only named tests of its file count. */
export function evidenceIn(test: FindingTest, tests: readonly TestCase[], output: string): Tested {
  const own = tests.filter(({ file, name }) =>
    file === null ? test.code.includes(name) : file === test.file,
  );
  const failed = own.filter(({ state }) => state === "failed");
  const red = failed.find(
    ({ name, message }) => name !== NOT_LOADED && !isOwnFault(test, message || output),
  );
  const say = (shown: Evidence, why: string): Tested => ({ shown, why: cut(oneLine(why), 400) });
  if (red)
    return {
      ...say("proven", `${titleOf(red)}: ${errorIn(red.message) ?? "failed"}`),
      failure: withoutPlaces(red),
    };
  if (failed[0])
    return say(
      "unknown",
      `the test itself is broken: ${errorIn(failed[0].message) ?? titleOf(failed[0])}`,
    );
  const green = own.find(({ state }) => state === "passed");
  return green
    ? say("refuted", `${titleOf(green)} passed`)
    : say("unknown", `no test of ${test.file} was reported`);
}
