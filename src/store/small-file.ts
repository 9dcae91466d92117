import { closeSync, constants, fstatSync, lstatSync, openSync, readSync } from "node:fs";
import { errorCode } from "./disk.ts";

/** Largest artifact that is read, in bytes. */
const MAX_BYTES = 1_000_000;

const NOT_THERE = "the file is not there; write it";

export type Bytes = { ok: true; bytes: Uint8Array } | { ok: false; problem: string };

/** Reads an agent's file once. What is no regular file of this user, or too large, is never opened or never read. */
export function readArtifact(path: string): Bytes {
  let found: ReturnType<typeof lstatSync>;
  try {
    found = lstatSync(path);
  } catch {
    return { ok: false, problem: NOT_THERE };
  }
  if (found.isSymbolicLink()) return { ok: false, problem: "it is a symbolic link; expected a regular file" };
  if (!found.isFile())
    return {
      ok: false,
      problem: `it is a ${found.isDirectory() ? "folder" : "device or pipe"}; expected a regular file`,
    };
  if (process.getuid && found.uid !== process.getuid())
    return { ok: false, problem: `it belongs to user ${found.uid}; expected your own file` };
  if (found.size > MAX_BYTES)
    return { ok: false, problem: `it has ${found.size} bytes; expected at most ${MAX_BYTES}` };
  if (found.size === 0) return { ok: false, problem: "it is empty; expected JSON" };
  let fd: number;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    // Taken away, or made another, since it was looked at: a reset moves the whole folder.
    const code = errorCode(error);
    return { ok: false, problem: code === "ENOENT" ? NOT_THERE : `it cannot be opened (${code})` };
  }
  try {
    const size = Math.min(fstatSync(fd).size, MAX_BYTES);
    const bytes = new Uint8Array(size);
    let read = 0;
    for (let n = 1; n > 0 && read < size; read += n) n = readSync(fd, bytes, read, size - read, read);
    return { ok: true, bytes: bytes.subarray(0, read) };
  } finally {
    closeSync(fd);
  }
}

/** Text of an artifact as a value; a byte order mark is forgiven. */
export function parseJson(bytes: Uint8Array): { ok: true; value: unknown } | { ok: false; problem: string } {
  let text: string;
  try {
    text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return { ok: false, problem: "it is not valid UTF-8" };
  }
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, problem: `it is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
}
