import { statSync } from "node:fs";
import { join } from "node:path";
import type { Task } from "../../../engine/run.ts";
import { changedFiles } from "../../../project/changes.ts";
import { unlessUnreadable } from "../../../project/kept-trees.ts";
import { type Project, treeStore } from "../../../project/project.ts";
import { baseOf, objectText } from "../../../record/accepted.ts";
import { type Complained, compareComplaints, freshLines } from "../../../record/complaints.ts";
import { isNotThere, runOne, type TestOptions } from "../../../record/run-tests.ts";
import type { Scene } from "../../../record/scene.ts";
import type { TestRecord } from "../../../record/tests.ts";
import { someOf } from "../../../text.ts";
import { programRecord } from "../accepted.ts";
import { currentTree, type ProgramCommand, testLimit } from "./check.ts";
import {
  commandsOf,
  leftOut,
  type PartCommand,
  PRE_REVIEW_PARTS,
  type PreReviewCommands,
  type PreReviewPart,
} from "./commands.ts";
import { namedFiles } from "./tests.ts";

export interface CheckedPart {
  /**
   * `not_found`: the program that it names is not there. `unreachable`: it ran, and could not ask the service that it
   * needs. `known`: it failed before the build, too, and says nothing new. `unclear`: it is red, and whether that is new
   * cannot be told. `not_run`: there is nothing to run; `lines` says why.
   */
  state: "passed" | "failed" | "known" | "unclear" | "not_found" | "timeout" | "unreachable" | "not_run";
  command: string | null;
  exit: number | null;
  /** Milliseconds. */
  ms: number;
  /** The last lines of its output. */
  lines: string[];
  /** Hash of the object that holds its output, at most 1 MB of it. */
  log: string | null;
  /** Files of the project that the output of a failed check names, or the failing tests. */
  failures: string[];
}

export type PreReviewRecord = Record<PreReviewPart, CheckedPart>;

const TITLES: Record<PreReviewPart, string> = {
  lint: "Lint",
  types: "Type check",
  tests: "Tests",
  dependencies: "Dependency review",
};

/** A part's blocker, without more of its output than a list of names. */
function blockerOf(part: PreReviewPart, { command, exit, failures }: CheckedPart): string {
  const code = exit === null ? "" : ` (exit ${exit})`;
  const named = failures.length === 0 ? "" : `: ${someOf(failures, 5)}`;
  return `${TITLES[part]} failed: ${command}${code}${named}`;
}

const UNDECIDED: Partial<Record<CheckedPart["state"], (part: PreReviewPart) => string>> = {
  not_found: (part) => `the program was not found; install it, or set team.commands.${part}`,
  timeout: () => "its time was up; make it faster, or raise tests.timeout_minutes",
  unreachable: () => "the registry could not be reached; run it again online",
};

function warningOf(part: PreReviewPart, { command, state }: CheckedPart): string | null {
  if (state === "known")
    return `${TITLES[part]} ${part === "tests" ? "fail" : "fails"} as before the build: ${command}`;
  if (state === "unclear" && part !== "tests")
    return `${TITLES[part]} fails as before the build, shows a part of what it finds, and cannot be told from what it found then: ${command}`;
  const why = UNDECIDED[state]?.(part);
  return why === undefined ? null : `${TITLES[part]} could not decide: ${command}: ${why}`;
}

/** What failed, one line each. */
export const partBlockers = (record: Partial<PreReviewRecord>): string[] =>
  PRE_REVIEW_PARTS.flatMap((part) => (record[part]?.state === "failed" ? [blockerOf(part, record[part])] : []));

/** What ran and could not decide, one line each. */
export const partWarnings = (record: Partial<PreReviewRecord>): string[] =>
  PRE_REVIEW_PARTS.flatMap((part) => (record[part] === undefined ? [] : (warningOf(part, record[part]) ?? [])));

/** The warning about parts that nobody ran, though nobody said to leave them out; null: there is none. */
export function notRunNote(record: Partial<PreReviewRecord>): string | null {
  const unrun = PRE_REVIEW_PARTS.flatMap((part) => {
    const { state, lines: [why = ""] = [] } = record[part] ?? {};
    return state !== "not_run" || why === leftOut(part) ? [] : [`${TITLES[part].toLowerCase()} (${why})`];
  });
  return unrun.length === 0 ? null : `Not run by the program: ${unrun.join(", ")}`;
}

export type PreReviewOptions = Pick<TestOptions, "env" | "signal" | "timeoutMs" | "starting">;

const notRun = (why: string): CheckedPart => ({
  ...{ state: "not_run", command: null, exit: null, ms: 0, lines: [why], log: null, failures: [] },
});

/** An audit's own line, not one of its report, that says that the registry was not reached. */
const UNREACHABLE =
  /^(?:npm (?:error|ERR!|warn|WARN)|\s*ERR_PNPM_|error:).*(?:audit endpoint returned an error|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|AUDIT_BAD_RESPONSE|ConnectionRefused|Unable to connect)/m;
const REPORTED = /^(?:\d+ (?:\w+ )?vulnerabilit|# npm audit report)/m;

/**
 * Runs parts of stage 05 one after the other, each within the time limit; outputs go to `.task/objects`. A command
 * of the settings that needs a shell gets one. When `signal` fires, what is left is not run. Never rejects because of a
 * command.
 */
export async function runPreReview<P extends PreReviewPart = PreReviewPart>(
  project: Project,
  commands: PreReviewCommands,
  options: PreReviewOptions,
  parts: readonly P[] = PRE_REVIEW_PARTS as unknown as readonly P[],
): Promise<Pick<PreReviewRecord, P>> {
  const record: Partial<PreReviewRecord> = {};
  for (const part of parts) record[part] = await runPart(project, commands[part], options);
  return record as Pick<PreReviewRecord, P>;
}

/** The parts that look at the code itself; tests are run by their own commands, with their runner's report. */
export const CODE_PARTS = ["lint", "types", "dependencies"] as const satisfies PreReviewPart[];
export type CodePart = (typeof CODE_PARTS)[number];

/** Runs parts of stage 05 as the settings of a run say. What failed before the build, and says nothing new, is known. */
export async function runParts<P extends CodePart>(scene: Scene, signal: AbortSignal, parts: readonly P[]) {
  const { project } = scene;
  const options = { env: process.env, signal, timeoutMs: testLimit(scene) };
  const record = await runPreReview(project, commandsOf(scene), options, parts);
  for (const part of parts) {
    const before = partBefore(scene, part);
    const now = record[part];
    const isSame = before?.state === now.state && before.command === now.command && before.exit === now.exit;
    if (now.state !== "failed" || before === undefined || !isSame) continue;
    // What says nothing says nothing of what is new either.
    const [said, earlier] = [textOf(project, now), textOf(project, before)];
    if (said.trim() === "") continue;
    const audited = (): Complained => ({
      is: freshLines(said, earlier).length > 0 ? "new" : "known",
      files: now.failures,
    });
    const { is, files } = part === "dependencies" ? audited() : complainedAnew(scene, said, earlier);
    record[part] = is === "new" ? { ...now, failures: files } : { ...now, state: is, failures: [] };
  }
  return record;
}

/** What is new of what lint or types say: of files that the run has not changed they may show other complaints than then. */
function complainedAnew(scene: Scene, now: string, before: string): Complained {
  const { project, run } = scene;
  const [base, { tree }] = [baseOf(run), currentTree(scene)];
  const paths = (): string[] => changedFiles(project.root, base!, tree!, treeStore(project)).map((one) => one.path);
  const changed = base === null || tree === null ? null : unlessUnreadable(paths, null);
  const known = new Map<string, string | null>();
  return compareComplaints(now, before, changed, (path) => {
    if (!known.has(path)) known.set(path, failuresIn(project, path)[0] ?? null);
    return known.get(path)!;
  });
}

/** How a part went in the newest check that the person went on from, else before the build. */
function partBefore({ project, run }: Scene, part: CodePart): CheckedPart | undefined {
  const isBefore = (task: Task): boolean => task.who.program === "baseline" || (task.waiver !== null && !task.void);
  for (const task of run.tasks.toReversed()) {
    const found = isBefore(task) ? programRecord(project, task)?.parts?.[part] : undefined;
    // What was known then failed then.
    if (found !== undefined) return found.state === "known" ? { ...found, state: "failed" } : found;
  }
  return undefined;
}

/** The whole output, where it is kept. */
const textOf = (project: Project, { log, lines }: CheckedPart): string => objectText(project, log) ?? lines.join("\n");

async function runPart(project: Project, part: PartCommand, options: PreReviewOptions): Promise<CheckedPart> {
  if (part.command === null) return notRun(part.why);
  if (options.signal.aborted) return notRun("It was stopped before.");
  const audit = part.from === "lock file";
  const { npm_config_offline: offline = options.env.NPM_CONFIG_OFFLINE } = options.env;
  if (audit && offline === "true") return notRun("npm is set to work offline; the registry was not asked.");
  const asked = { text: part.command, shellAllowed: part.from === "settings" };
  const { ran, output } = await runOne(project, asked, options);
  const { command, exit, ms, lines, log } = ran;
  const state = partState(ran, output, audit);
  return { state, command, exit, ms, lines, log, failures: state === "failed" ? failuresIn(project, output) : [] };
}

/** States of the tests as a part of stage 05, by what their record comes to. */
const TEST_STATES: Partial<Record<TestRecord["outcome"], CheckedPart["state"]>> = {
  pass: "passed",
  known: "known",
  unclear: "unclear",
  fail: "failed",
  none: "not_run",
};

/** The tests as a part of stage 05. `failures`: what fails, in words; `why`: there is no command, null record. */
export function testsPart(record: TestRecord | null, failures: string[], why: string): CheckedPart {
  if (record === null) return notRun(why);
  const told = record.commands.find((one) => one.state !== "passed") ?? record.commands[0]!;
  const { command, exit, ms, lines, log } = told;
  const stopped = told.state === "timeout" ? "timeout" : "not_found";
  const state = TEST_STATES[record.outcome] ?? stopped;
  return { state, command, exit, ms, lines, log, failures };
}

function partState(
  ran: Pick<TestRecord["commands"][number], "state" | "exit" | "told_by">,
  output: string,
  audit: boolean,
): CheckedPart["state"] {
  if (ran.state !== "failed") return ran.state;
  if (isNotThere(ran, output)) return "not_found";
  return audit && UNREACHABLE.test(output) && !REPORTED.test(output) ? "unreachable" : "failed";
}

const failuresIn = (project: Project, output: string): string[] =>
  namedFiles(output, project.root, (path) => {
    try {
      return statSync(join(project.root, path), { throwIfNoEntry: false })?.isFile() ?? false;
    } catch {
      // A name that no file can have.
      return false;
    }
  });

/** What was run, as a record lists it. */
export const partsRun = (record: Partial<PreReviewRecord>): ProgramCommand[] =>
  PRE_REVIEW_PARTS.flatMap((name) => {
    const part = record[name];
    if (part === undefined || part.state === "not_run") return [];
    const { command, state, failures: failed, lines } = part;
    return [{ name, command: command ?? name, state, failed, lines }];
  });

/** Files of the project that the output of failed parts names. */
export const filesNamed = (record: Partial<PreReviewRecord>): string[] =>
  PRE_REVIEW_PARTS.flatMap((part) => (record[part]?.state === "failed" ? record[part].failures : []));
