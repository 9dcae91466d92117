import { mkdtempSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { needsShell, readCommandLine } from "../../command-line.ts";
import type { Run } from "../../engine/run.ts";
import { IN_TESTS } from "../../plugin.ts";
import { type ProcessRequest, type ProcessResult, runProcess } from "../../process/run.ts";
import { bareEnvironment, runStrangers } from "../../process/sandbox/run-strangers.ts";
import { taskCache } from "../../project/commands/taskfile.ts";
import { countsFailed, plainOutput, readTestOutput } from "../../project/commands/test-output.ts";
import type { Project } from "../../project/project.ts";
import { maskedOutput, maskOfProject } from "../../project/secrets/secrets.ts";
import { strangeTop, type Worktree } from "../../project/worktrees/linked-worktrees.ts";
import { reportingCall } from "../../runners/index.ts";
import type { TestCase } from "../../runners/report.ts";
import { createFolder, makeTaskFolder } from "../../store/files/disk.ts";
import { fittingText, putObject } from "../../store/objects.ts";
import { objectText } from "../accepted.ts";
import type { Scene } from "../scene.ts";
import { treeNow } from "../subject.ts";
import {
  type Compared,
  compareExits,
  compareWithBaseline,
  NOTHING,
  type RanCommand,
} from "./compare-tests.ts";
import { hiddenPlaces } from "./hidden-places.ts";
import {
  baselineRecords,
  byNames,
  type TestRecord,
  type TestToRun,
  testRecordOf,
  writtenSince,
} from "./test-record.ts";

/** Bytes of output that are kept of one command. */
const MAX_LOG_BYTES = 1_000_000;
/** Bytes of an output that is the report itself. */
const MAX_REPORT_BYTES = 16_000_000;
/** Characters that are kept of what a failed test says. */
const MAX_MESSAGE = 4_000;
/** How much of the output's end is in the journal: lines, and characters in all. */
const LAST_LINES = 15;
const LAST_CHARS = 900;

export interface TestOptions {
  env: NodeJS.ProcessEnv;
  signal: AbortSignal;
  timeoutMs: number;
  baseline: boolean;
  task: string | null;
  /**
   * It is no test: it runs once, to the letter, without what a test's environment has; the shortest
   * secret is masked.
   */
  asItStands?: boolean;
}

/** In characters. Shorter values would hide ordinary words of an output, such as `true`. */
const MIN_SECRET_LENGTH = 8;

type Ran = TestRecord["commands"][number];

/**
 * Runs one command in the project, in a process group of its own; in a shell only where it needs
 * one and may have it. In what is kept, values of the environment and of `.env` files whose names
 * look secret are masked; `output` is the whole output without colour, unmasked, at most 1 MB.
 * `isAsked`: it was started so that its runner reports, be it of no test. Never rejects because of
 * the command.
 */
export async function runOne(
  project: Project,
  test: TestToRun,
  options: Pick<TestOptions, "env" | "signal" | "timeoutMs" | "asItStands">,
): Promise<{ ran: Ran; output: string; isCutShort?: boolean; isAsked?: boolean }> {
  const shell = needsShell(test.text);
  if (shell && !test.shellAllowed) {
    const why = "It needs a shell, and the line was not approved.";
    const ran: Ran = {
      command: test.text,
      shell,
      state: "not_run",
      exit: null,
      signal: null,
      ms: 0,
      lines: [why],
      log: null,
      ...counted({ told_by: "exit", tests: [] }),
    };
    return { ran, output: "" };
  }
  // Where nobody can be asked npx brings a missing package in by itself: not by a line that no
  // person has seen.
  const env = test.shellAllowed ? options.env : { ...options.env, npm_config_yes: "false" };
  const isTest = !options.asItStands && test.name === undefined;
  const { result, cases, isCutShort, isCut, isAsked } = await runReporting(project, test.text, {
    ...options,
    env,
    isTest,
  });
  const output = plainOutput(
    [result.stdout, result.stderr].filter((text) => text !== "").join("\n"),
  );
  const mask = maskOfProject(project.root, options.env, options.asItStands ? 0 : MIN_SECRET_LENGTH);
  const kept = maskedOutput(result, mask);
  const tests = cases?.map((one) => ({
    ...one,
    message: one.message && mask(one.message).slice(0, MAX_MESSAGE),
  }));
  const names = isTest ? namesIn(output, result) : { passed: [], failed: [] };
  const results = tests === undefined ? byNames(names) : { told_by: "report" as const, tests };
  // A test that failed has failed, whatever stands after its runner: `| tee`, `|| true`, the `-`
  // of make.
  const hasFailed = results.tests.some((test) => test.state === "failed");
  const ran: Ran = {
    ...(test.name !== undefined && { name: test.name }),
    command: test.text,
    shell,
    state: hasFailed && ranState(result) === "passed" ? "failed" : ranState(result),
    exit: result.exitCode,
    signal: result.signal,
    ms: Math.round(result.durationMs),
    lines: lastLines(kept),
    log: kept === "" ? null : putObject(project.task, fittingText(kept)),
    ...counted(results),
    ...(isCut || (cases === null && result.truncated) ? { is_cut: true } : {}),
  };
  return { ran, output, ...(isCutShort ? { isCutShort } : {}), ...(isAsked ? { isAsked } : {}) };
}

/**
 * Where all is well and the runner counts no failure, lines like those of failed tests are of
 * something else.
 */
function namesIn(output: string, { exitCode }: ProcessResult) {
  const { passed, failed } = readTestOutput(output);
  return { passed, failed: exitCode === 0 && countsFailed(output) === false ? [] : failed };
}

function counted({ told_by, tests }: Pick<Ran, "told_by" | "tests">) {
  const count = (state: TestCase["state"]): number =>
    tests.filter((test) => test.state === state).length;
  const counts = { passed: count("passed"), failed: count("failed"), skipped: count("skipped") };
  return { ...counts, told_by, tests, new_failures: [], gone: [] };
}

/**
 * Runs a test command and asks its runner for a report, where we know how; `cases` is null without
 * one. An old version of a runner may fail because of what we add to its call and leave no report:
 * then the command is run once more as it is.
 */
async function runReporting(
  project: Project,
  text: string,
  options: Pick<TestOptions, "env" | "signal" | "timeoutMs" | "asItStands"> & { isTest: boolean },
) {
  const line = readCommandLine(text);
  const plain = line.shell ? ["sh", "-c", line.line] : line.words;
  const reports = join(project.task, "reports");
  // A stranger's commits may have a link there.
  makeTaskFolder(project.task);
  createFolder(reports);
  const folder = mkdtempSync(join(reports, "run-"));
  // Also of a copy, which lies in the record.
  const strange = strangeTop(dirname(project.task));
  const own = strange === null ? options.env : bareEnvironment(options.env);
  const environment = {
    ...(options.asItStands ? { ...withoutAgents(own), NO_COLOR: "1" } : testEnvironment(own)),
    // Empty each time: what an agent has run before is never "up to date" here.
    ...taskCache(project.root, folder),
  };
  const runWords = (
    [command, ...args]: string[],
    env: Record<string, string>,
    isReport = false,
  ) => {
    const request = {
      command: command!,
      args,
      cwd: project.root,
      env: { ...environment, ...env },
      timeoutMs: options.timeoutMs,
      maxOutputBytes: isReport ? MAX_REPORT_BYTES : MAX_LOG_BYTES / 2,
      signal: options.signal,
    };
    return strange === null
      ? runProcess(request)
      : runStrangers(request, placeIn(strange, project.task, folder));
  };
  const asItStands = async (isCutShort = false) => {
    return {
      result: await runWords(plain, {}),
      cases: null,
      isCutShort,
      isCut: false,
      isAsked: false,
    };
  };
  try {
    if (line.shell || !options.isTest) return await asItStands();
    const call = reportingCall(line.words, project.root, join(folder, "report"), own);
    if (call === null) return await asItStands();
    const startedAt = Date.now();
    const result = await runWords(call.words, call.env, call.shown !== undefined);
    const cases = call.read({ stdout: result.stdout, stderr: result.stderr, startedAt });
    const isCutShort = cases === null && result.outcome === "exited";
    if (isCutShort && call.adds && result.exitCode !== 0) return await asItStands(true);
    const isCut = call.shown !== undefined && result.truncated;
    const shown = call.shown ? { ...result, stdout: call.shown(result.stdout) } : result;
    return { result: shown, cases, isCutShort, isCut, isAsked: call.adds };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/**
 * Variables by which some test runners detect an agent; they then leave passed tests out of their
 * output.
 */
const OF_AGENTS = /^(?:CLAUDE|MULTI_AI_|AI_AGENT$|AGENT$|REPL_ID$)/;

/** An environment without what tells a program that an agent started it. */
export const withoutAgents = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !OF_AGENTS.test(name)));

/** What a line is run with, beside its words and the place. */
type LineOptions = Omit<ProcessRequest, "command" | "args" | "cwd" | "env">;

const requestFor = (text: string, cwd: string, env: NodeJS.ProcessEnv, more: LineOptions) => {
  const line = readCommandLine(text);
  const [command, ...args] = line.shell ? ["sh", "-c", line.line] : line.words;
  return { ...more, command: command!, args, cwd, env: { ...withoutAgents(env), [IN_TESTS]: "1" } };
};

/**
 * Runs a line of the person's own settings, in a shell where it needs one. What it starts has none
 * of the program's own variables, and answers nothing for the person.
 */
export const runLine = (
  text: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
  more: LineOptions,
): Promise<ProcessResult> => runProcess(requestFor(text, cwd, env, more));

/** The same of one that makes a worktree ready: it may well start scripts of what is in there. */
export function runSetup(
  text: string,
  { root, top }: Worktree,
  env: NodeJS.ProcessEnv,
  more: LineOptions,
): Promise<ProcessResult> {
  if (strangeTop(root) === null) return runLine(text, root, env, more);
  const task = join(root, ".task");
  // What is not there yet would be theirs to make.
  makeTaskFolder(task);
  const request = requestFor(text, root, bareEnvironment(env), more);
  return runStrangers(request, placeIn(top, task, null), true);
}

/** Where a stranger's command works, and what it does not read. */
const placeIn = (top: string, task: string, folder: string | null) => ({
  ...{ top, task, folder, hidden: hiddenPlaces(process.env, top) },
});

/**
 * `CI` keeps runners from watching for changes; colour would only be removed again. `FORCE_COLOR`
 * asks for it whatever its value, to some; nox ends where both are set.
 */
const testEnvironment = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv => ({
  ...withoutAgents(env),
  CI: env.CI ?? "true",
  NO_COLOR: "1",
  FORCE_COLOR: undefined,
  [IN_TESTS]: "1",
});

/** A shell, and what starts scripts, say so that a program is not there or may not be started. */
const NOT_STARTED: readonly (number | null)[] = [126, 127];
/** Packages that are not installed. */
const NO_MODULE = /^(?:\S*\/)?(?:python|pypy)[\d.]*: No module named \S+$/m;
/**
 * What starts scripts and modules ends like a failed test where there is none of that name, and
 * says so.
 */
const NOTHING_THERE = [
  /^npm (?:error|ERR!) (?:Missing script: |No workspaces found|npx canceled due to missing|could not determine executable)/m,
  /^npm (?:error|ERR!) (?:enoent )?Could not read package\.json/m,
  /^\s*ERR_PNPM_(?:NO_SCRIPT|NO_IMPORTER_MANIFEST_FOUND|RECURSIVE_EXEC_FIRST_FAIL {2}Command "[^"]*" not found)/m,
  /^error Command "[^"]*" not found\.$|^Usage Error: Couldn't find a script named /m,
  /^error: Script not found "/m,
  NO_MODULE,
  /^make(?:\[\d+\])?: \*\*\* No rule to make target '[^']*'\. {2}Stop\.$/m,
  /^(?:No Rakefile found|Don't know how to build task )/m,
  /^Could not open input file: |^ *(?:Command|Script) "[^"]*" is not defined/m,
  /^error: (?:no such command: |could not find `Cargo\.toml`)/m,
  /^Task '[^']*' not found in (?:root )?project |there is no POM in this directory/m,
];

/** Whether what a command should start is not there. Where tests are told, something has run. */
export const isNotThere = (
  { exit, told_by }: Pick<RanCommand, "exit" | "told_by">,
  output: string,
): boolean =>
  NOT_STARTED.includes(exit) ||
  (told_by === "exit" && NOTHING_THERE.some((one) => one.test(output)));

/**
 * Whether a command that could not be started wants a script or file that a change of the project
 * may well bring.
 */
export const mayCome = ({ exit, lines }: Pick<Ran, "exit" | "lines">): boolean =>
  exit !== null &&
  !NOT_STARTED.includes(exit) &&
  NOTHING_THERE.some((one) => one !== NO_MODULE && one.test(lines.join("\n")));

function ranState(result: ProcessResult): Ran["state"] {
  if (result.outcome === "timeout" || result.outcome === "cancelled") return "timeout";
  if (result.outcome !== "exited") return "not_found";
  return result.exitCode === 0 ? "passed" : "failed";
}

/** The last lines of an output, as many as fit into the journal. */
function lastLines(output: string): string[] {
  if (output.trim() === "") return [];
  let lines = output
    .trimEnd()
    .split("\n")
    .slice(-LAST_LINES)
    .map((line) => line.slice(0, 200));
  while (Buffer.byteLength(lines.join("   ")) > LAST_CHARS) lines = lines.slice(1);
  return lines;
}

/**
 * What the command did in the newest test run that the person waived, else in the one before the
 * implementation; else null.
 */
function baselineOf(project: Project, run: Run | null, command: string): RanCommand | null {
  for (const task of run?.tasks.toReversed() ?? []) {
    const passedOver = task.who.program !== undefined && task.waiver !== null && !task.void;
    if (task.who.program !== "baseline" && !passedOver) continue;
    const found = testRecordOf(project, task)?.commands.find((one) => one.command === command);
    if (found) return ranCommand(project, found);
  }
  return null;
}

/** With the output as it is kept, on both sides: secrets are masked there. */
const ranCommand = (project: Project, ran: Ran): RanCommand => ({
  ...ran,
  output: objectText(project, ran.log) ?? "",
});

/** Of a command that the person has named since: what is red may have been red before. */
const UNTOLD: Compared = {
  ...NOTHING,
  red: "unclear",
  why: "it was not run before the change",
};

/**
 * Runs test commands in sequence and returns the record. `scene`: the run with whose baseline they
 * are compared, null: none. Only the commands themselves may change the project; `after` shows it.
 */
export async function runTests(
  project: Project,
  scene: Scene | null,
  tests: readonly TestToRun[],
  options: TestOptions,
): Promise<TestRecord> {
  const run = scene?.run ?? null;
  const tree = scene && treeNow(scene);
  const startedAt = Date.now();
  const commands: Ran[] = [];
  const hasBaseline = run !== null && baselineRecords(project, run).length > 0;
  for (const test of tests) {
    const { ran, output, ...report } = await runOne(project, test, options);
    const before = options.baseline ? null : baselineOf(project, run, test.text);
    const now = { ...ranCommand(project, ran), ...report };
    const compared = (): Compared => {
      if (test.name !== undefined) return compareExits(now, before);
      const isUntold = before === null && hasBaseline && !options.baseline;
      return isUntold && ran.state === "failed" ? UNTOLD : compareWithBaseline(now, before);
    };
    const { red, why, newFailures, gone } = compared();
    // One that ran before the change and does not start any more is the change's doing: it has
    // failed.
    const isMissing = ran.state === "failed" && isNotThere(ran, output);
    if (
      isMissing &&
      (before === null ||
        before.exit === null ||
        before.state === "not_found" ||
        isNotThere(before, before.output))
    ) {
      commands.push({ ...ran, state: "not_found" });
      continue;
    }
    const against =
      red === null || options.baseline ? {} : { red, ...(why === null ? {} : { why }) };
    const state = red === "new" && ran.state === "passed" ? "failed" : ran.state;
    commands.push({ ...ran, state, ...against, new_failures: newFailures, gone });
  }
  const after = scene && treeNow(scene);
  const isSame = run !== null && after !== null && tree === after && !options.baseline;
  const written = isSame ? writtenSince(project, run, after, startedAt) : [];
  return {
    task: options.task,
    baseline: options.baseline,
    tree,
    after,
    outcome: outcomeOf(commands, options.baseline),
    commands,
    ...(written.length > 0 ? { written_meanwhile: written } : {}),
  };
}

/** A command that is no test, and came to no result, holds nobody up: its record says so. */
function outcomeOf(commands: Ran[], baseline: boolean): TestRecord["outcome"] {
  if (commands.every((command) => command.state === "not_run")) return "none";
  const stopped = commands.some(
    ({ name, state }) => name === undefined && (state === "not_found" || state === "timeout"),
  );
  const reds = commands.filter((command) => command.state === "failed");
  if (baseline) return stopped ? "cannot_run" : reds.length > 0 ? "red" : "pass";
  if (reds.some((red) => red.red === "new")) return "fail";
  if (stopped) return "cannot_run";
  if (reds.some((red) => red.red === "unclear")) return "unclear";
  return reds.length > 0 ? "known" : "pass";
}
