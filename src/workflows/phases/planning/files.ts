import { closeSync, constants, fstatSync } from "node:fs";
import { join } from "node:path";
import { disk, errorCode, openRegular, ownFolder, readRange, UnsafeFile } from "../../../store/disk.ts";
import type { Problem } from "./model.ts";

/** The disk side of `.planning`: nothing there is followed through a link, and nothing is read without a limit. */

/** Largest file that is read, in bytes. */
export const MAX_BYTES = 1_000_000;
/** Most names of one folder that are looked at. */
const MAX_NAMES = 10_000;

/** Where something stands that cannot be read, and what is wrong with it. */
export type Tell = (line: number | null, problem: string) => void;
export const telling =
  (file: string, problems: Problem[]): Tell =>
  (line, problem) => {
    problems.push({ file, line, problem });
  };

const problemText = (error: unknown): string =>
  error instanceof UnsafeFile
    ? `it ${error.problem}; expected a file or folder of your own that is no link`
    : `it cannot be read (${errorCode(error) ?? String(error)})`;

/** Whether there is a folder of the user's own; a link or anything else in its place is told. `path`: relative to the project. */
export function isFolder(root: string, path: string, problems: Problem[]): boolean {
  try {
    return ownFolder(join(root, path));
  } catch (error) {
    telling(path, problems)(null, problemText(error));
    return false;
  }
}

/** Names in a folder, sorted; none where it is missing or cannot be read. */
export function namesIn(root: string, path: string, problems: Problem[]): string[] {
  const tell = telling(path, problems);
  try {
    const names = disk.list(join(root, path)).sort();
    if (names.length > MAX_NAMES) tell(null, `found ${names.length} names, expected at most ${MAX_NAMES}`);
    return names.slice(0, MAX_NAMES);
  } catch (error) {
    if (errorCode(error) !== "ENOENT") tell(null, problemText(error));
    return [];
  }
}

/** The text of a file, byte for byte; null where it is missing, or where a problem is told. `path`: relative to the project. */
export function readText(root: string, path: string, problems: Problem[]): string | null {
  const tell = telling(path, problems);
  let fd: number | null = null;
  try {
    fd = openRegular(join(root, path), constants.O_RDONLY);
    if (fd === null) return null;
    const { size } = fstatSync(fd);
    if (size > MAX_BYTES) {
      tell(null, `it has ${size} bytes; expected at most ${MAX_BYTES}`);
      return null;
    }
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readRange(fd, 0, size));
    if (!text.includes("\0")) return text;
    tell(null, "it has a zero byte; expected text");
    return null;
  } catch (error) {
    tell(null, error instanceof TypeError ? "it is not valid UTF-8" : problemText(error));
    return null;
  } finally {
    if (fd !== null) closeSync(fd);
  }
}
