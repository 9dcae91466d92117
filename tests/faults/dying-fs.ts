/**
 * Stands in the place of `node:fs` in the build of the program that dies at the n-th of its calls
 * that change something (see hook-build.ts). Reading changes nothing, so a death before it is the
 * death after the change before it.
 *
 * MULTI_AI_DIE_AT: at which call, from 1. MULTI_AI_DIE_TORN: a call that can be half done is half
 * done first. MULTI_AI_FULL_FROM: from which call on the disk is full: what needs space fails, what
 * frees it does not. MULTI_AI_CLOCK: moves the clock by so many milliseconds. MULTI_AI_CALLS: a
 * file that gets the name of each call.
 */
import * as fs from "node:fs";

export const {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  lstatSync,
  readdirSync,
  readFileSync,
} = fs;
export const { opendirSync, readlinkSync, readSync, realpathSync, statfsSync, statSync } = fs;

const at = Number(process.env.MULTI_AI_DIE_AT ?? 0);
const torn = process.env.MULTI_AI_DIE_TORN === "1";
const fullFrom = Number(process.env.MULTI_AI_FULL_FROM ?? Number.POSITIVE_INFINITY);
const trace = process.env.MULTI_AI_CALLS;
const FREES = /^(rm|unlink|rmdir|fsync|rename|program)$/;
/** One count for the process: each program of the hook brings its own copy of this file. */
const shared = globalThis as { calls?: number };
const isFirst = shared.calls === undefined;
shared.calls ??= 0;

// biome-ignore lint/suspicious/noExplicitAny: whatever node:fs and Bun take
type Call = (...args: any[]) => any;

function dying(name: string, call: Call, half?: Call): Call {
  return (...args) => {
    const calls = ++shared.calls!;
    if (trace) fs.appendFileSync(trace, `${name}${half ? " torn" : ""}\n`);
    if (calls === at) {
      if (torn) half?.(...args);
      process.kill(process.pid, "SIGKILL");
      for (;;);
    }
    if (calls >= fullFrom && !FREES.test(name))
      throw Object.assign(new Error(`ENOSPC: no space left on device, ${name}`), {
        code: "ENOSPC",
      });
    return call(...args);
  };
}

const CHANGES = fs.constants.O_CREAT | fs.constants.O_TRUNC;
const create = dying("create", fs.openSync);
export const openSync: Call = (path, flags, ...more) =>
  typeof flags === "number" && (flags & CHANGES) !== 0
    ? create(path, flags, ...more)
    : fs.openSync(path, flags, ...more);

const halfOf = (data: string | Uint8Array): Buffer =>
  Buffer.from(data as string).subarray(0, data.length >> 1);

export const writeSync = dying("write", fs.writeSync, (fd, bytes) =>
  fs.writeSync(fd, halfOf(bytes)),
);
// As Bun does it: not cut first, so what was longer keeps its end.
export const writeFileSync = dying("writeFile", fs.writeFileSync, (path, data) => {
  const fd = fs.openSync(path, fs.constants.O_WRONLY | fs.constants.O_CREAT);
  fs.writeSync(fd, halfOf(data));
});
export const appendFileSync = dying("appendFile", fs.appendFileSync, (path, data) =>
  fs.appendFileSync(path, halfOf(data)),
);
export const copyFileSync = dying("copyFile", fs.copyFileSync, (from, to) =>
  fs.writeFileSync(to, halfOf(fs.readFileSync(from))),
);
export const cpSync = dying("cp", fs.cpSync);
export const rmSync = dying("rm", fs.rmSync, (path) => {
  // A folder is emptied one by one.
  if (!fs.lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) return;
  const first = fs.readdirSync(path)[0];
  if (first !== undefined) fs.rmSync(`${path}/${first}`, { recursive: true });
});
export const fsyncSync = dying("fsync", fs.fsyncSync);
export const renameSync = dying("rename", fs.renameSync);
export const unlinkSync = dying("unlink", fs.unlinkSync);
export const linkSync = dying("link", fs.linkSync);
export const symlinkSync = dying("symlink", fs.symlinkSync);
export const mkdtempSync = dying("mkdtemp", fs.mkdtempSync);
export const mkdirSync = dying("mkdir", fs.mkdirSync);
export const rmdirSync = dying("rmdir", fs.rmdirSync);
export const chmodSync = dying("chmod", fs.chmodSync);
export const ftruncateSync = dying("truncate", fs.ftruncateSync);
export const utimesSync = dying("utimes", fs.utimesSync);

const start = Bun.spawnSync as Call;
/** Programs that only tell something. */
const ONLY_TELLS =
  /^(ls-files|rev-parse|for-each-ref|cat-file|check-ignore|ls-tree|diff|diff-tree|status|config|show)$/;
const changes = dying("program", start, (command, options) =>
  start(command, { ...options, timeout: 2, killSignal: 9 }),
);
if (isFirst)
  Bun.spawnSync = ((command: string[], ...more: unknown[]) =>
    command.some((word) => ONLY_TELLS.test(word))
      ? start(command, ...more)
      : changes(command, ...more)) as never;

const moved = Number(process.env.MULTI_AI_CLOCK ?? 0);
if (moved !== 0 && isFirst) {
  const now = Date.now;
  Date.now = () => now() + moved;
  Date.prototype.toISOString = new Proxy(Date.prototype.toISOString, {
    apply: (real, date: Date) => Reflect.apply(real, new Date(date.getTime() + moved), []),
  });
}
