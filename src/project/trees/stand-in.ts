/**
 * What a tree holds in the place of a file whose content it does not keep: its size and its
 * SHA-256.
 */
import { closeSync, constants, openSync, readSync } from "node:fs";

/**
 * Bytes of a file that is kept: larger ones are read by nobody as text, and nobody quotes from
 * them.
 */
export const MAX_STORED = 8 * 1024 * 1024;

const FORM = /^multi-ai: not kept here, (\d+) bytes with the SHA-256 ([0-9a-f]{64})/;

export const standIn = ({ size, sha256 }: { size: number; sha256: string }, why: string): Buffer =>
  Buffer.from(`multi-ai: not kept here, ${size} bytes with the SHA-256 ${sha256}: ${why}\n`);

/** The file that a text stands for; null: it is no stand-in. */
export function standsFor(text: string): { size: number; sha256: string } | null {
  const [, size, sha256] = FORM.exec(text) ?? [];
  return size === undefined || sha256 === undefined ? null : { size: Number(size), sha256 };
}

/** Size and SHA-256 of a file, which is read in parts. */
export function shaOf(file: string | Buffer): { size: number; sha256: string } {
  const hasher = new Bun.CryptoHasher("sha256");
  const fd = openSync(file, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const part = Buffer.alloc(1024 * 1024);
    let size = 0;
    for (let read = readSync(fd, part); read > 0; read = readSync(fd, part)) {
      hasher.update(part.subarray(0, read));
      size += read;
    }
    return { size, sha256: hasher.digest("hex") };
  } finally {
    closeSync(fd);
  }
}

/** A size in bytes as people read it. */
export function inWords(bytes: number): string {
  const units = ["bytes", "kB", "MB", "GB"];
  let [size, unit] = [bytes, 0];
  for (; size >= 1024 && unit < units.length - 1; unit++) size /= 1024;
  return `${unit === 0 ? size : size.toFixed(1).replace(/\.0$/, "")} ${units[unit]}`;
}
