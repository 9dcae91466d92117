// @bun
// src/store/plain-file.ts
import { closeSync, constants, fstatSync, openSync, readSync } from "fs";
var MAX_BYTES = 16 * 1024 * 1024;
function readPlain(path, limit = MAX_BYTES) {
  let fd = null;
  try {
    fd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    const found = fstatSync(fd);
    if (!found.isFile() || found.size > limit)
      return null;
    const bytes = Buffer.allocUnsafe(found.size);
    let filled = 0;
    for (let count = 1;count > 0 && filled < bytes.length; filled += count)
      count = readSync(fd, bytes, filled, bytes.length - filled, filled);
    return bytes.subarray(0, filled);
  } catch {
    return null;
  } finally {
    if (fd !== null)
      closeSync(fd);
  }
}
var readPlainText = (path, limit = MAX_BYTES) => readPlain(path, limit)?.toString("utf8") ?? null;

export { readPlain, readPlainText };
