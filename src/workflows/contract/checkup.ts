import { type ProcessResult, runProcess } from "../../process/run.ts";
import { gitArguments, gitEnvironment } from "../../project/git.ts";

/**
 * One thing that a run needs, and its state. With an error a run would not work, with a warning it
 * does.
 */
export interface Finding {
  /** What was looked at, in a word or two. */
  name: string;
  state: "ok" | "warning" | "error";
  /** What was found. */
  found: string;
  /** What to do about it; null when there is nothing to do. */
  remedy: string | null;
}

export interface CheckupInput {
  /** The project's root. */
  project: string;
  /** `<project>/.task` */
  task: string;
  /** The plugin's own folder. */
  plugin: string;
  env: Record<string, string | undefined>;
  /** Claude Code as the person named it; null: look for it. */
  claude: string | null;
}

/** Looks at something and says what it found. Never rejects. */
export type Checkup = (input: CheckupInput) => Promise<Finding[]>;

/** How long a program may take that a checkup runs. */
const LIMIT_MS = 5_000;

/**
 * Runs the person's git, none of the project, in the project, without the programs that its
 * settings there name.
 */
export const gitIn = ({ env, project }: CheckupInput, ...args: string[]): Promise<ProcessResult> =>
  runProcess({
    command: "git",
    args: gitArguments(args),
    env: gitEnvironment(env, project),
    cwd: project,
    timeoutMs: LIMIT_MS,
  });

export const ok = (name: string, found: string): Finding => ({
  name,
  state: "ok",
  found,
  remedy: null,
});
const finding =
  (state: Finding["state"]) =>
  (name: string, found: string, remedy: string): Finding => ({ name, state, found, remedy });
export const warning = finding("warning");
export const error = finding("error");
