import { join } from "node:path";

/** The plugin's folder. */
export const ROOT = join(import.meta.dir, "../..");

/**
 * How tests start the program: a file for Bun. It takes the words of a verb, and runs it in the
 * current folder.
 */
export const PROGRAM = join(import.meta.dir, "program.ts");

/**
 * A data folder with the compiled program, which `npm test` makes for all tests; undefined where a
 * file runs alone.
 */
export const SHARED_DATA = process.env.MULTI_AI_TESTS_DATA;

/** Has a hook that a test starts find that program: from its sources it takes four times as long. */
export const WITH_COMPILED: Record<string, string> =
  SHARED_DATA === undefined ? {} : { CLAUDE_PLUGIN_DATA: SHARED_DATA };
