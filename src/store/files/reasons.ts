import { UnsafeFile } from "./disk.ts";

/** What the system refuses, in words: what a person reads is no call of the system. */

export const REASONS: Record<string, string> = {
  EACCES: "you have no permission for it",
  EPERM: "you have no permission for it",
  EROFS: "that disk is read-only",
  ENOSPC: "the disk is full",
  EDQUOT: "your disk quota is used up",
  ENOENT: "there is no such file or folder",
  ENOTDIR: "a file is where a folder should be",
  EISDIR: "a folder is where a file should be",
  EIO: "the disk cannot be read or written",
  EMFILE: "too many files are open",
};

/** Why the system refused something, in words where there are any for it. */
export const reasonOf = (code = "unknown"): string =>
  Object.hasOwn(REASONS, code) ? REASONS[code]! : code;

/** Why a file could not be written, for a sentence that has named it. */
export function whyNot(error: unknown): string {
  if (error instanceof UnsafeFile) return `it ${error.problem}`;
  const { code, message } =
    error instanceof Error ? (error as NodeJS.ErrnoException) : { message: String(error) };
  return code === undefined ? message : reasonOf(code);
}
