import { type Json, readJson } from "../json/read-json.ts";
import { errorCode, readRegular, UnsafeFile } from "./disk.ts";

export { isObject } from "../json/fields.ts";

import { reasonOf } from "./reasons.ts";

/** Largest artifact that is read, in bytes. */
const MAX_BYTES = 1_000_000;

type Bytes = { ok: true; bytes: Uint8Array } | { ok: false; problem: string };

const refused = (problem: string): Bytes => ({ ok: false, problem });

/**
 * Reads a file that an agent wrote. One that is no regular file is not opened, one that is too
 * large not read.
 */
export function readArtifact(path: string): Bytes {
  try {
    const bytes = readRegular(path, MAX_BYTES);
    // Not there, or moved away just now: a reset moves the whole folder.
    if (bytes === null) return refused("the file is not there; write it");
    return bytes.length === 0 ? refused("it is empty; expected JSON") : { ok: true, bytes };
  } catch (error) {
    if (error instanceof UnsafeFile) return refused(`it ${error.problem}; expected a regular file`);
    return refused(`it cannot be opened: ${reasonOf(errorCode(error))}`);
  }
}

/** Text of an artifact as a value, as `readJson` reads it; a byte order mark is forgiven. */
export function parseJson(bytes: Uint8Array, twice: "refused" | "last" = "refused"): Json {
  try {
    return readJson(new TextDecoder("utf-8", { fatal: true }).decode(bytes), twice);
  } catch {
    return { ok: false, problem: "it is not valid UTF-8" };
  }
}
