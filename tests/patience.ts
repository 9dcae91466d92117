// Loaded before every test file. Bun gives a test five seconds, which a busy machine takes for a host that needs one.
// What hangs is ended by the limit that tests/run.mjs sets for each file.
import { setDefaultTimeout } from "bun:test";

/** For a test that names no time of its own, in milliseconds. */
export const PATIENCE_MS = 300_000;

setDefaultTimeout(PATIENCE_MS);
