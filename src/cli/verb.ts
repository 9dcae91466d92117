import type { Project } from "../project/project.ts";
import type { Paint } from "../terminal-text.ts";

/** 0 done, 1 the answer is no, 2 wrong usage, 3 broken state. */
export type ExitCode = 0 | 1 | 2 | 3;

/** What a verb came to: `text` is for people, `data` is printed in its place with `--json`. */
export interface Answer {
  exit: ExitCode;
  text: string;
  data: unknown;
}

export interface Option {
  /** Name of its value in the help, such as `<run>`; an option without one is a switch. */
  value?: string;
  /** The value may be left out; given, it stands behind `=`. */
  optional?: true;
  about: string;
}

/** One call of a verb, after its arguments were found to be right. */
export interface Call {
  project: Project;
  /** Folder from which the project was looked for. */
  from: string;
  args: string[];
  /** Whether a switch was given. */
  has(name: string): boolean;
  /** The value of an option, null when it was not given. */
  value(name: string): string | null;
  json: boolean;
  /** Columns that a line may have. */
  width: number;
  paint: Paint;
  env: Record<string, string | undefined>;
  /** Prints a line now, before the answer: for verbs that take long. Goes to standard error with `--json`. */
  say(line: string): void;
  /** Prints a line to standard error: what went wrong beside the answer. */
  warn(line: string): void;
}

/** One verb of the command line; its file is named after it, and `verbs.ts` lists it. */
export interface Verb {
  summary: string;
  /** Arguments in the help, such as `[run]`; empty for none. */
  usage: string;
  /** Fewest and most arguments. */
  args: [number, number];
  options: Record<string, Option>;
  /** Inside the host a person does this with a slash command; the verb refuses there. Null: allowed for this call. */
  slash?: (call: Call) => string | null;
  hidden?: true;
  /** @throws what `main.ts` turns into exit 1 (Refused) or 3 (everything else) */
  run(call: Call): Answer | Promise<Answer>;
}

export const done = (text: string, data: unknown): Answer => ({ exit: 0, text, data });
/** The answer is no: nothing was changed. */
export const no = (text: string, data: object = {}): Answer => ({ exit: 1, text, data: { error: text, ...data } });
export const wrongUsage = (text: string): Answer => ({ exit: 2, text, data: { error: text } });
