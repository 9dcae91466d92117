import { closeSync, constants, fstatSync } from "node:fs";
import { join, relative } from "node:path";
import { denyList } from "../../../project/deny-list.ts";
import { isInside, realPath } from "../../../project/project.ts";
import { errorCode, openRegular, readRange, UnsafeFile } from "../../../store/disk.ts";

/** A document that describes a project, as the program reads it. */

/** Largest one, in bytes. */
const MAX_BYTES = 256 * 1024;

type Document = { ok: true; path: string; text: string } | { ok: false; problem: string };

/**
 * Reads a document of the project: a regular file of text inside of it, of at most 256 kB, that no deny list names.
 * `secrets`: the person's own patterns. Never throws.
 */
export function readDocument(root: string, named: string, secrets: readonly string[]): Document {
  const refused = (problem: string): Document => ({ ok: false, problem: `${named}: ${problem}` });
  const real = realPath(join(root, named));
  const path = relative(realPath(root), real);
  if (!isInside(real, realPath(root)) || path === "")
    return refused("found a path outside of the project, expected a file inside of it");
  if (denyList(secrets)(path)) return refused("found a file that may hold secrets, expected a document without");
  let fd: number | null = null;
  try {
    fd = openRegular(real, constants.O_RDONLY);
    if (fd === null) return refused("found no such file, expected a document of the project");
    const { size } = fstatSync(fd);
    if (size > MAX_BYTES)
      return refused(`found ${size} bytes, expected at most ${MAX_BYTES}: name the part that counts`);
    const text = new TextDecoder("utf-8", { fatal: true }).decode(readRange(fd, 0, size));
    if (text.includes("\0")) return refused("found bytes that are no text, expected text such as markdown");
    if (text.trim() === "") return refused("found an empty file, expected what the project is");
    return { ok: true, path, text };
  } catch (error) {
    if (error instanceof UnsafeFile) return refused(`it ${error.problem}, expected a regular file`);
    if (error instanceof TypeError)
      return refused("found bytes that are no text in UTF-8, expected text such as markdown");
    return refused(`it cannot be read (${errorCode(error) ?? String(error)})`);
  } finally {
    if (fd !== null) closeSync(fd);
  }
}
