// @bun
// src/store/disk.ts
import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  linkSync,
  lstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  renameSync,
  unlinkSync,
  writeSync
} from "fs";
import { join } from "path";
var disk = {
  open: (path, flags) => openSync(path, flags, 438),
  read: (fd, into, offset, length, position) => readSync(fd, into, offset, length, position),
  write: (fd, bytes) => writeSync(fd, bytes),
  fsync: (fd) => fsyncSync(fd),
  close: (fd) => closeSync(fd),
  rename: (from, to) => renameSync(from, to),
  unlink: (path) => unlinkSync(path),
  link: (from, to) => linkSync(from, to),
  mkdir: (path) => mkdirSync(path),
  list: (path) => readdirSync(path),
  lstat: (path) => lstatSync(path, { throwIfNoEntry: false }),
  fstat: (fd) => fstatSync(fd),
  sleep: (milliseconds) => Bun.sleepSync(milliseconds),
  elapsed: () => performance.now()
};

class UnsafeFile extends Error {
  path;
  problem;
  constructor(path, problem) {
    super(`${path} ${problem}. Only regular files of its own are used there: move it away, then try again.`);
    this.path = path;
    this.problem = problem;
    this.name = "UnsafeFile";
  }
}
var MAX_OWN_BYTES = 32 * 1024 * 1024;
function errorCode(error) {
  return error instanceof Error ? error.code : undefined;
}
function openRegular(path, flags, io = disk) {
  const found = io.lstat(path);
  if (found === undefined && (flags & constants.O_CREAT) === 0)
    return null;
  if (found !== undefined)
    refuseUnlessRegular(path, found);
  let fd;
  try {
    fd = io.open(path, flags | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  } catch (error) {
    if (errorCode(error) === "ENOENT" && (flags & constants.O_CREAT) === 0)
      return null;
    throw error;
  }
  try {
    refuseUnlessRegular(path, io.fstat(fd));
    return fd;
  } catch (error) {
    io.close(fd);
    throw error;
  }
}
function refuseUnlessRegular(path, stats) {
  if (stats.isSymbolicLink())
    throw new UnsafeFile(path, "is a symbolic link");
  if (stats.isDirectory())
    throw new UnsafeFile(path, "is a folder");
  if (!stats.isFile())
    throw new UnsafeFile(path, "is a pipe, socket or device");
  refuseForeign(path, stats);
}
function refuseForeign(path, stats) {
  const user = process.getuid?.();
  if (user !== undefined && stats.uid !== user)
    throw new UnsafeFile(path, `belongs to another user (${stats.uid})`);
}
function ownFolder(path, io = disk) {
  const stats = io.lstat(path);
  if (stats === undefined)
    return false;
  if (stats.isSymbolicLink())
    throw new UnsafeFile(path, "is a symbolic link");
  if (!stats.isDirectory())
    throw new UnsafeFile(path, "is not a folder");
  refuseForeign(path, stats);
  return true;
}
function readRange(fd, from, to, io = disk) {
  const bytes = Buffer.allocUnsafe(Math.max(0, to - from));
  let filled = 0;
  while (filled < bytes.length) {
    const count = io.read(fd, bytes, filled, bytes.length - filled, from + filled);
    if (count === 0)
      break;
    filled += count;
  }
  return bytes.subarray(0, filled);
}
function readRegular(path, io = disk, limit = MAX_OWN_BYTES) {
  const fd = openRegular(path, constants.O_RDONLY, io);
  if (fd === null)
    return null;
  try {
    const { size } = io.fstat(fd);
    if (size > limit)
      throw new UnsafeFile(path, `has ${size} bytes, and at most ${limit} are read`);
    return readRange(fd, 0, size, io);
  } finally {
    io.close(fd);
  }
}
function readCache(path, io = disk, limit = MAX_OWN_BYTES) {
  try {
    return readRegular(path, io, limit);
  } catch {
    return null;
  }
}
function createFile(path, bytes, io = disk) {
  const fd = io.open(path, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW);
  try {
    for (let done = 0;done < bytes.length; )
      done += io.write(fd, bytes.subarray(done));
  } catch (error) {
    io.close(fd);
    io.unlink(path);
    throw error;
  }
  io.close(fd);
}
var LEFT_OVER = /\.(\d+)\.[0-9a-z]+\.tmp$/;
function temporaryName(path) {
  return `${path}.${process.pid}.${Math.random().toString(36).slice(2, 10) || "0"}.tmp`;
}
function writeFileAtomic(path, text, io = disk) {
  const temporary = temporaryName(path);
  createFile(temporary, typeof text === "string" ? Buffer.from(text) : text, io);
  try {
    io.rename(temporary, path);
  } catch (error) {
    io.unlink(temporary);
    throw error;
  }
}
var syncFolder = (path, io = disk) => sync(path, constants.O_DIRECTORY, io);
var syncFile = (path, io = disk) => sync(path, constants.O_NOFOLLOW, io);
function sync(path, flags, io) {
  const fd = io.open(path, constants.O_RDONLY | flags);
  try {
    io.fsync(fd);
  } finally {
    io.close(fd);
  }
}
function createTaskFolder(dir, io = disk) {
  if (!ownFolder(dir, io))
    createFolder(dir, io);
  const ignore = join(dir, ".gitignore");
  if (io.lstat(ignore) === undefined)
    writeFileAtomic(ignore, `*
`, io);
}
function createFolder(path, io = disk) {
  try {
    io.mkdir(path);
  } catch (error) {
    if (errorCode(error) !== "EEXIST")
      throw error;
    ownFolder(path, io);
  }
}
function makeFolders(root, folder) {
  let path = root;
  for (const name of folder.split("/")) {
    path = join(path, name);
    createFolder(path);
  }
}
function sweep(dir, pid, io = disk) {
  if (io.lstat(dir) === undefined)
    return;
  for (const name of io.list(dir)) {
    const owner = LEFT_OVER.exec(name)?.[1];
    if (owner === undefined)
      continue;
    const path = join(dir, name);
    const stats = io.lstat(path);
    if (stats === undefined || Number(owner) !== pid && Date.now() - stats.mtimeMs < 60000)
      continue;
    removeFile(path, io);
  }
}
function removeFile(path, io = disk) {
  try {
    io.unlink(path);
  } catch (error) {
    if (errorCode(error) !== "ENOENT")
      throw error;
  }
}

export { disk, UnsafeFile, MAX_OWN_BYTES, errorCode, openRegular, ownFolder, readRange, readRegular, readCache, createFile, temporaryName, writeFileAtomic, syncFolder, syncFile, createTaskFolder, createFolder, makeFolders, sweep, removeFile };
