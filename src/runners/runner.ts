import type { TestCase } from "./report.ts";
import type { RunDir } from "./run-dir.ts";

/**
 * What each file of this folder brings: how one test runner is asked for a report that programs
 * read.
 */

/**
 * A command that starts a test runner, without what stands before it: `npx`, `npm test` and the
 * like are resolved.
 */
export interface Call extends RunDir {
  /** The runner's own words: program first, then its arguments. */
  words: readonly string[];
  /**
   * Absolute path without an ending, in the run's folder, under which the runner may write its
   * report.
   */
  report: string;
  /** What the person's environment has of the variables that a runner sets. */
  env: Readonly<NodeJS.ProcessEnv>;
}

/** What a run has left when it is over. */
export interface Ran {
  stdout: string;
  stderr: string;
  /** In milliseconds since 1970: what is older is another run's. */
  startedAt: number;
}

/** How to make a call write a report beside its usual output. */
export interface Reporting {
  /** Arguments that are put after the words. */
  add?: string[];
  /** Variables that are set for it, where arguments after the words would come too late. */
  env?: Record<string, string>;
  /**
   * The tests of a run that has ended, in their order; null where it left no report that can be
   * read, as when it could not load. Called once.
   */
  read(ran: Ran): TestCase[] | null;
  /** The output as a person knows it, where the report takes its place. */
  shown?(stdout: string): string;
}

export interface Runner {
  name: string;
  /** A call of it that runs tests: its program and the next word, with a blank between them. */
  calls: RegExp;
  /** Options that leave no room for a report. */
  own?: string[];
  /** Null: the call leaves no room for a report. */
  reporting(call: Call): Reporting | null;
}

/** A runner that writes its report into one file, and is told so by arguments after its words. */
interface FileRunner extends Omit<Runner, "reporting"> {
  ending: "json" | "xml";
  /** The arguments that ask for the report. */
  ask(path: string): string[];
  /** Variables that say it beside them. */
  env?(path: string): Record<string, string>;
  read(path: string, place: RunDir, ran: Ran): TestCase[] | null;
}

export const reportsTo = ({ ending, ask, env, read, ...runner }: FileRunner): Runner => ({
  ...runner,
  reporting({ report, ...place }) {
    const path = `${report}.${ending}`;
    return { add: ask(path), env: env?.(path), read: (ran) => read(path, place, ran) };
  },
});

/** Whether these words call a runner. */
export const isCallOf = ({ calls }: Runner, words: readonly string[]): boolean =>
  calls.test(`${programOf(words[0])} ${words[1] ?? ""}`);

/** The program's own name, without folder and Windows' ending. */
export const programOf = (word: string | undefined): string =>
  (word ?? "").replace(/^.*[\\/]/, "").replace(/\.(?:exe|cmd|bat)$/i, "");

/** Whether one of the arguments is this option, alone or with `=value`. */
export const hasOption = (words: readonly string[], ...names: string[]): boolean =>
  words.some((word) => names.some((name) => word === name || word.startsWith(`${name}=`)));
