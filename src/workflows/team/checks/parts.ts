import { join } from "node:path";
import { attempt } from "../../../process/attempt.ts";
import type { Project } from "../../../project/project.ts";
import { isFile } from "../../../record/accepted.ts";
import { isNotThere, runOne } from "../../../record/run-tests.ts";
import type { Scene } from "../../../record/scene.ts";
import type { TestRecord } from "../../../record/tests.ts";
import { given, someOf } from "../../../text.ts";
import { programRecord } from "../accepted.ts";
import { type ProgramCommand, testLimit } from "./check.ts";
import { CODE_PARTS, type CodePart, commandsOf, PARTS } from "./commands.ts";
import { namedFiles } from "./tests.ts";

/**
 * What looks at the code itself, as stage 05 runs it: lint, types and an audit of the dependencies.
 */

export interface CheckedPart
  extends Pick<TestRecord["commands"][number], "command" | "exit" | "lines" | "log"> {
  /**
   * `not_found`: the program that it names is not there. `unreachable`: the service that it needs
   * could not be asked.
   * `unclear`: it was red before the build, too, and what of it is new is not told.
   */
  state: TestRecord["commands"][number]["state"] | "unclear" | "unreachable";
  /** Files of the project that the output of a failed check names. */
  failures: string[];
}

/** Those that were run. */
export type Parts = Partial<Record<CodePart, CheckedPart>>;

const all = (parts: Parts): [CodePart, CheckedPart][] =>
  CODE_PARTS.flatMap((part) => (parts[part] === undefined ? [] : [[part, parts[part]]]));

/** What failed, one line each, without more of its output than a list of names. */
export const partBlockers = (parts: Parts): string[] =>
  all(parts).flatMap(([part, { state, command, exit, failures }]) => {
    const named = failures.length === 0 ? "" : `: ${someOf(failures, 5)}`;
    return given(
      state === "failed",
      `${PARTS[part].title} failed: ${command} (exit ${exit})${named}`,
    );
  });

const WARNINGS: Partial<Record<CheckedPart["state"], string>> = {
  unclear: "it failed before the build, too, and it is unknown what is new",
  not_found: "no result: its program was not found",
  timeout: "no result: it did not end in time (tests.timeout_minutes)",
  unreachable: "no result: the registry could not be reached",
};

/** Whether it came to no result. */
export const isUndecided = ({ state }: CheckedPart): boolean =>
  state !== "passed" && state !== "failed";

/** What ran and could not decide, or failed before, one line each. */
export const partWarnings = (parts: Parts): string[] =>
  all(parts).flatMap(([part, { state, command }]) =>
    given(WARNINGS[state] !== undefined, `${PARTS[part].title}: ${WARNINGS[state]}: ${command}`),
  );

/** What was run, as a record lists it. */
export const partsRun = (parts: Parts): ProgramCommand[] =>
  all(parts).map(([name, { command, state, failures: failed, lines }]) => {
    const ended = WARNINGS[state];
    return { name, command, state, ...(ended !== undefined && { ended }), failed, lines };
  });

/** Files of the project that the output of failed parts names. */
export const filesNamed = (parts: Parts): string[] =>
  all(parts).flatMap(([, { state, failures }]) => (state === "failed" ? failures : []));

/** An audit's own line, not one of its report, that says that the registry was not reached. */
const UNREACHABLE =
  /^(?:npm (?:error|ERR!|warn|WARN)|\s*ERR_PNPM_|error:).*(?:audit endpoint returned an error|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|AUDIT_BAD_RESPONSE|ConnectionRefused|Unable to connect)/m;
const REPORTED = /^(?:\d+ (?:\w+ )?vulnerabilit|# npm audit report)/m;

/**
 * Runs parts of stage 05 one after the other, each within the time limit; outputs go to
 * `.task/objects`. A command of the settings that needs a shell gets one. What failed before the
 * build, too, says nothing of it. When `signal` fires, what is left is not run.
 */
export async function runParts(scene: Scene, signal: AbortSignal): Promise<Parts> {
  const commands = commandsOf(scene);
  const record: Parts = {};
  for (const part of CODE_PARTS) {
    const one = commands[part];
    if (one.command === null || signal.aborted) continue;
    const now = await runPart(scene, one.command, one.from, signal);
    record[part] = wasRed(scene, part, now) ? { ...now, state: "unclear", failures: [] } : now;
  }
  return record;
}

async function runPart(
  scene: Scene,
  text: string,
  from: string,
  signal: AbortSignal,
): Promise<CheckedPart> {
  const { project } = scene;
  const isAudit = from === "lock file";
  // Offline npm reports no faults without having asked anybody.
  const { npm_config_offline: offline = process.env.NPM_CONFIG_OFFLINE } = process.env;
  if (isAudit && offline === "true")
    return { state: "unreachable", command: text, exit: null, lines: [], log: null, failures: [] };
  const options = { env: process.env, signal, timeoutMs: testLimit(scene) };
  const { ran, output } = await runOne(
    project,
    { text, shellAllowed: from === "settings" },
    options,
  );
  const { command, exit, lines, log } = ran;
  const isUnreachable = isAudit && UNREACHABLE.test(output) && !REPORTED.test(output);
  const red = isNotThere(ran, output) ? "not_found" : isUnreachable ? "unreachable" : "failed";
  // What it prints is no test's.
  const state = exit === 0 ? "passed" : ran.state === "failed" ? red : ran.state;
  return {
    state,
    command,
    exit,
    lines,
    log,
    failures: state === "failed" ? namedIn(project, output) : [],
  };
}

/**
 * Whether a part that fails had failed in the same way in the newest check that the person went on
 * from, else before the build.
 */
function wasRed({ project, run }: Scene, part: CodePart, now: CheckedPart): boolean {
  const before = run.tasks
    .filter((task) => task.who.program === "baseline" || (task.waiver !== null && !task.void))
    .flatMap((task) => programRecord(project, task)?.parts?.[part] ?? [])
    .at(-1);
  const isRed = before?.state === "failed" || before?.state === "unclear";
  return (
    now.state === "failed" && isRed && before.command === now.command && before.exit === now.exit
  );
}

const namedIn = (project: Project, output: string): string[] =>
  // A name that no file can have.
  namedFiles(output, project.root, (path) =>
    attempt(() => isFile(join(project.root, path)), false) ? path : null,
  );
