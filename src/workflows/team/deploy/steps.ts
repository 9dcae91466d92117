import { readCommandLine } from "../../../command-line.ts";
import { type ProcessResult, runProcess } from "../../../process/run.ts";
import { maskOf } from "../../../project/mask.ts";
import type { Project } from "../../../project/project.ts";
import { envFilesOf, keptOutput, secretValues, type Variable } from "../../../project/secrets.ts";
import { lastLines, withoutAgents } from "../../../record/run-tests.ts";
import { fittingText, putObject } from "../../../store/objects.ts";

/** What a deployment is given of the world around it. */
export interface DeployContext {
  project: Project;
  /** The environment of all that is started; values whose names look secret are masked in what is kept. */
  env: Record<string, string | undefined>;
  signal: AbortSignal;
  /** Hears of each step before it starts, its command masked. */
  starting?: (name: string, command: string) => void;
}

/** One command, or one address that was asked, as it is kept: secrets are masked in every text of it. */
export interface DeployStep {
  /** What it is for: `config`, `up`, `ps`, `deploy`, `health`, `smoke`. */
  name: string;
  command: string;
  /** Exit code or HTTP status; null when there was none (it did not start, or its time was up). */
  exit: number | null;
  /** Milliseconds. */
  ms: number;
  /** The last lines of its output. */
  lines: string[];
  /** Hash of the object that holds its output, at most 1 MB of it; null when there was none. */
  log: string | null;
}

/** Bytes of output that are kept of one step. */
const MAX_LOG = 800_000;

export interface Ran {
  step: DeployStep;
  outcome: ProcessResult["outcome"];
  /** Unmasked: for the program alone, never to be kept or shown. */
  stdout: string;
}

interface StepOptions {
  /** Bytes of each output; what is read as data must not be cut. */
  maxOutputBytes?: number;
  /** At most this long, in milliseconds, within the deployment's own time. */
  timeoutMs?: number;
  /** False: its output is data that holds secrets, and is kept only when it failed. */
  keepOutput?: boolean;
}

/** Runs a deployment's steps one after the other within one time limit, and keeps of each what may be seen. */
export class Steps {
  readonly done: DeployStep[] = [];
  readonly context: DeployContext;
  readonly #until: number;
  readonly #variables: Variable[];
  readonly #env: Record<string, string | undefined>;
  #mask = maskOf([]);

  constructor(context: DeployContext, environment: string, timeoutMs: number) {
    this.context = context;
    this.#until = performance.now() + timeoutMs;
    this.#variables = [];
    this.#env = {
      ...withoutAgents(context.env),
      DEPLOY_ENVIRONMENT: environment,
      NO_COLOR: "1",
      COMPOSE_ANSI: "never",
    };
    const own = Object.entries(this.#env).map(([name, value = ""]) => ({ name, value, fromFile: false }));
    this.hide([...own, ...envFilesOf(context.project.root)]);
  }

  /** Milliseconds that are left, at least 0. */
  left(): number {
    return Math.max(0, this.#until - performance.now());
  }

  /** From now on the secret ones of these are masked, too. */
  hide(variables: readonly Variable[]): void {
    this.#variables.push(...variables);
    this.#mask = maskOf(secretValues(this.#variables));
  }

  /** A text as it may be kept and shown. */
  shown(text: string): string {
    return this.#mask([text])[0]!;
  }

  /** Keeps a step; `run` does it not by itself, because what is asked again and again is kept once. */
  keep(step: DeployStep): void {
    this.done.push(step);
  }

  /** A command of the person: a shell only where its line needs one. */
  line(name: string, line: string, options: StepOptions = {}): Promise<Ran> {
    const read = readCommandLine(line);
    return this.#start(name, line, read.shell ? ["sh", "-c", read.line] : read.words, options);
  }

  /** A command of the program's own. */
  words(name: string, words: readonly string[], options: StepOptions = {}): Promise<Ran> {
    return this.#start(name, words.join(" "), words, options);
  }

  async #start(name: string, title: string, words: readonly string[], options: StepOptions): Promise<Ran> {
    const command = this.shown(title);
    this.context.starting?.(name, command);
    const result = await runProcess({
      command: words[0]!,
      args: words.slice(1),
      cwd: this.context.project.root,
      env: this.#env,
      timeoutMs: Math.min(options.timeoutMs ?? Number.POSITIVE_INFINITY, this.left()),
      maxOutputBytes: options.maxOutputBytes ?? MAX_LOG / 2,
      signal: this.context.signal,
    });
    const dropped = options.keepOutput === false && result.outcome === "exited" && result.exitCode === 0;
    const output = dropped ? "" : keptOutput(result, this.#mask);
    const step: DeployStep = {
      name,
      command,
      exit: result.exitCode,
      ms: Math.round(result.durationMs),
      lines: lastLines(output),
      log: output.trim() === "" ? null : putObject(this.context.project.task, fittingText(output)),
    };
    return { step, outcome: result.outcome, stdout: result.stdout };
  }
}

/** Waits, not longer than until the signal fires. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, ms);
  const stop = () => resolve();
  signal.addEventListener("abort", stop);
  await promise;
  clearTimeout(timer);
  signal.removeEventListener("abort", stop);
}

/** The setting that names a step's command; Docker's own commands have none. */
const FIELDS: Record<string, string> = {
  deploy: "deploy.command",
  health: "deploy.health.command",
  smoke: "deploy.smoke",
};

/** Why a command did not do what it should, for a blocker; null when it did. */
export function failureOf({ step, outcome }: Ran): string | null {
  const field = FIELDS[step.name];
  if (outcome === "not_found")
    return `${step.command}: the program was not found; install it${field === undefined ? "" : ` or mend ${field}`}`;
  if (outcome === "spawn_failed") return `${step.command}: it could not be started`;
  if (outcome === "timeout") return `${step.command}: its time was up; see deploy.timeout_minutes`;
  if (outcome === "cancelled") return `${step.command}: it was stopped before its end`;
  if (step.exit === 0) return null;
  return `${step.command}: exit ${step.exit ?? "by a signal"}`;
}
