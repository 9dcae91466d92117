/** The plugin's folder: a compiled program was made for one. */
const FOLDER = process.env.MULTI_AI_COMPILED_FOR || import.meta.dir.replace(/\/src$/, "");

/**
 * Which code this is, as what another one has worked out is not believed. An installed copy has its
 * commit as its name. Any other folder is edited: it is told by the time at which the file was
 * changed that folds a journal.
 */
export const VERSION =
  /\/([0-9a-f]{12})$/.exec(FOLDER)?.[1] ??
  `local-${new Date(Bun.file(`${FOLDER}/src/engine/evolve.ts`).lastModified).toISOString().slice(0, 16)}`;

/**
 * The oldest Bun that runs the plugin; the one that is installed with it, and that it is built
 * with, is newer.
 */
export const OLDEST_SUPPORTED_BUN = "1.3.0";
