import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Project } from "../../../project/project.ts";
import { NOT_STARTED, runOne, type TestOptions } from "../../../record/run-tests.ts";
import type { Scene } from "../../../record/scene.ts";
import type { Settings } from "../../../settings.ts";
import { isObject, parseJson, readArtifact } from "../../../store/small-file.ts";
import { someOf } from "../../../text.ts";
import type { ProgramCommand } from "./check.ts";
import { namedFiles } from "./failures.ts";

/** Lint, types, tests and dependencies: what is run for each in a project, and how it went. */
export const PRE_REVIEW_PARTS = ["lint", "types", "tests", "dependencies"] as const;
export type PreReviewPart = (typeof PRE_REVIEW_PARTS)[number];

/** Scripts of package.json that are taken for a part, the first that is there. */
export const PART_SCRIPTS: Record<Exclude<PreReviewPart, "dependencies">, string[]> = {
  lint: ["lint"],
  types: ["typecheck", "type-check", "check-types", "tsc"],
  tests: ["test"],
};

export interface CheckedPart {
  /**
   * `not_found`: the program that it names is not there. `unreachable`: it ran, and could not ask the service that it
   * needs. `not_run`: there is nothing to run; `lines` says why.
   */
  state: "passed" | "failed" | "not_found" | "timeout" | "unreachable" | "not_run";
  command: string | null;
  exit: number | null;
  /** Milliseconds. */
  ms: number;
  /** The last lines of its output. */
  lines: string[];
  /** Hash of the object that holds its output, at most 1 MB of it. */
  log: string | null;
  /** Files of the project that the output of a failed check names. */
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

const UNDECIDED: Partial<Record<CheckedPart["state"], string>> = {
  not_found: "the program was not found; install it, or set team.commands",
  timeout: "its time was up; make it faster, or raise team.commands' time limit",
  unreachable: "the registry could not be reached; run it again online",
};

function warningOf(part: PreReviewPart, { command, state }: CheckedPart): string | null {
  const why = UNDECIDED[state];
  return why === undefined ? null : `${TITLES[part]} could not decide: ${command}: ${why}`;
}

/** What failed, one line each. */
export const partBlockers = (record: Partial<PreReviewRecord>): string[] =>
  PRE_REVIEW_PARTS.flatMap((part) => (record[part]?.state === "failed" ? [blockerOf(part, record[part])] : []));

/** What ran and could not decide, one line each. */
export const partWarnings = (record: Partial<PreReviewRecord>): string[] =>
  PRE_REVIEW_PARTS.flatMap((part) => (record[part] === undefined ? [] : (warningOf(part, record[part]) ?? [])));

/** What is run for one part, and who named it; `why` tells a person what there is to do when nothing is run. */
type PartCommand =
  | { command: string; from: "settings" | "package.json" | "lock file" }
  | { command: null; why: string };
export type PreReviewCommands = Record<PreReviewPart, PartCommand>;

/** `team.commands` of the person's settings: a command, or false for none; what is left out is looked for. */
export type PreReviewSettings = NonNullable<NonNullable<Settings["team"]>["commands"]>;

const LOCK_FILES = {
  "package-lock.json": "npm",
  "npm-shrinkwrap.json": "npm",
  "pnpm-lock.yaml": "pnpm",
  "yarn.lock": "yarn",
  "bun.lock": "bun",
  "bun.lockb": "bun",
} as const;
type Manager = (typeof LOCK_FILES)[keyof typeof LOCK_FILES];

/** Yarn 1 is missing: its exit code counts faults of every severity. */
const AUDITS: Partial<Record<Manager, string>> = {
  npm: "npm audit --omit=dev --audit-level=high",
  pnpm: "pnpm audit --prod --audit-level high",
  bun: "bun audit --prod --audit-level=high",
};

/** What `npm init` writes: it fails, and tests nothing. */
const PLACEHOLDER = "no test specified";

const nothing = (why: string): PartCommand => ({ command: null, why });

/** The project's package manager by its lock file, and the packageManager field where there are several. */
function managerOf(root: string, named: unknown): { manager: Manager; locked: boolean } {
  const there = Object.entries(LOCK_FILES)
    .filter(([file]) => existsSync(join(root, file)))
    .map(([, manager]) => manager);
  const wanted = typeof named === "string" ? named.split("@", 1)[0] : undefined;
  const manager = there.find((one) => one === wanted) ?? there[0];
  return { manager: manager ?? "npm", locked: manager !== undefined };
}

/** The fields of package.json that are read; a problem says why they cannot be. */
function readPackage(root: string): { scripts: Record<string, unknown>; manager: unknown } | { problem: string } {
  const file = readArtifact(join(root, "package.json"));
  if (!file.ok) {
    const isMissing = file.problem.startsWith("the file is not there");
    return { problem: isMissing ? "there is no package.json" : `package.json: ${file.problem}` };
  }
  const json = parseJson(file.bytes);
  if (!json.ok) return { problem: `package.json: ${json.problem}` };
  if (!isObject(json.value)) return { problem: "package.json: expected an object" };
  const { scripts = {}, packageManager } = json.value;
  return isObject(scripts)
    ? { scripts, manager: packageManager }
    : { problem: "package.json: scripts is no object; expected names and commands" };
}

/**
 * What stage 05 runs in a project: what the settings (`team.commands`) name, else the scripts of package.json by their
 * usual names, and an audit of the dependencies where a lock file is. Nothing else is run without the person's word.
 */
export function preReviewCommands(root: string, settings: PreReviewSettings): PreReviewCommands {
  const read = readPackage(root);
  const { manager, locked } = managerOf(root, "problem" in read ? undefined : read.manager);
  const found = (part: PreReviewPart): PartCommand => {
    const set = settings[part];
    if (set === false) return nothing(`team.commands.${part} is false`);
    if (set !== undefined) return { command: set, from: "settings" };
    if ("problem" in read) return nothing(`${read.problem}; set team.commands.${part}`);
    if (part === "dependencies") {
      const audit = AUDITS[manager];
      if (!locked) return nothing("there is no lock file; set team.commands.dependencies");
      return audit === undefined
        ? nothing(`${manager} has no audit that can be relied on; set team.commands.dependencies`)
        : { command: audit, from: "lock file" };
    }
    const name = PART_SCRIPTS[part].find((one) => {
      const script = Object.hasOwn(read.scripts, one) ? read.scripts[one] : undefined;
      return typeof script === "string" && script.trim() !== "" && !script.includes(PLACEHOLDER);
    });
    return name === undefined
      ? nothing(`package.json has no script ${PART_SCRIPTS[part].join(", ")}; set team.commands.${part}`)
      : { command: `${manager} run ${name}`, from: "package.json" };
  };
  return Object.fromEntries(PRE_REVIEW_PARTS.map((part) => [part, found(part)])) as PreReviewCommands;
}

export type PreReviewOptions = Pick<TestOptions, "env" | "signal" | "timeoutMs" | "starting">;

const notRun = (why: string): CheckedPart => {
  return { state: "not_run", command: null, exit: null, ms: 0, lines: [why], log: null, failures: [] };
};

/** An audit's own line, not one of its report, that says that the registry was not reached. */
const UNREACHABLE =
  /^(?:npm (?:error|ERR!|warn|WARN)|\s*ERR_PNPM_|error:).*(?:audit endpoint returned an error|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|AUDIT_BAD_RESPONSE|ConnectionRefused|Unable to connect)/m;
const REPORTED = /^(?:\d+ (?:\w+ )?vulnerabilit|# npm audit report)/m;

const isOffline = (env: PreReviewOptions["env"]): boolean =>
  (env.npm_config_offline ?? env.NPM_CONFIG_OFFLINE) === "true";

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

/** Runs parts of stage 05 as the settings of a run say. */
export const runParts = <P extends PreReviewPart>(scene: Scene, signal: AbortSignal, parts: readonly P[]) =>
  runPreReview(scene.project, commandsOf(scene), { env: process.env, signal, timeoutMs: testLimit(scene) }, parts);

/** What stage 05 runs in the project of a run. */
export const commandsOf = ({ project, run }: Scene): PreReviewCommands =>
  preReviewCommands(project.root, run.settings.team?.commands ?? {});

/** Milliseconds that one command of the project may take. */
export const testLimit = ({ run }: Scene): number => run.settings.tests.timeout_minutes * 60_000;

async function runPart(project: Project, part: PartCommand, options: PreReviewOptions): Promise<CheckedPart> {
  if (part.command === null) return notRun(part.why);
  if (options.signal.aborted) return notRun("It was stopped before.");
  const audit = part.from === "lock file";
  if (audit && isOffline(options.env)) return notRun("npm is set to work offline; the registry was not asked.");
  const asked = { text: part.command, shellAllowed: part.from === "settings" };
  const { ran, output } = await runOne(project, asked, options);
  const { command, exit, ms, lines, log } = ran;
  const state = partState(ran, audit ? output : "");
  return { state, command, exit, ms, lines, log, failures: state === "failed" ? failuresIn(project, output) : [] };
}

function partState(ran: { state: CheckedPart["state"]; exit: number | null }, audited: string): CheckedPart["state"] {
  if (ran.state !== "failed") return ran.state;
  if (NOT_STARTED.includes(ran.exit)) return "not_found";
  return UNREACHABLE.test(audited) && !REPORTED.test(audited) ? "unreachable" : "failed";
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
