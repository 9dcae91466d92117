// @bun
{ const from = process.env.MULTI_AI_CWD; delete process.env.MULTI_AI_CWD; if (from) { process.chdir(from); process.env.PWD = from; } }
var __create = Object.create;
var __getProtoOf = Object.getPrototypeOf;
var __defProp = Object.defineProperty;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __hasOwnProp = Object.prototype.hasOwnProperty;
function __accessProp(key) {
  return this[key];
}
var __toESMCache_node;
var __toESMCache_esm;
var __toESM = (mod, isNodeMode, target) => {
  var canCache = mod != null && typeof mod === "object";
  if (canCache) {
    var cache = isNodeMode ? __toESMCache_node ??= new WeakMap : __toESMCache_esm ??= new WeakMap;
    var cached = cache.get(mod);
    if (cached)
      return cached;
  }
  target = mod != null ? __create(__getProtoOf(mod)) : {};
  const to = isNodeMode || !mod || !mod.__esModule || !__hasOwnProp.call(mod, "default") ? __defProp(target, "default", { value: mod, enumerable: true }) : target;
  if (mod && typeof mod === "object" || typeof mod === "function") {
    for (let key of __getOwnPropNames(mod))
      if (!__hasOwnProp.call(to, key))
        __defProp(to, key, {
          get: __accessProp.bind(mod, key),
          enumerable: true
        });
  }
  if (canCache)
    cache.set(mod, to);
  return to;
};
var __commonJS = (cb, mod) => () => (mod || cb((mod = { exports: {} }).exports, mod), mod.exports);
var __esm = (fn, res, err) => () => {
  if (fn)
    try {
      res = fn(fn = 0);
    } catch (e) {
      err = [e];
    }
  if (err)
    throw err[0];
  return res;
};

// node_modules/picocolors/picocolors.js
var require_picocolors = __commonJS(function(exports, module) {
  var p = process || {};
  var argv = p.argv || [];
  var env = p.env || {};
  var isColorSupported = !(!!env.NO_COLOR || argv.includes("--no-color")) && (!!env.FORCE_COLOR || argv.includes("--color") || p.platform === "win32" || (p.stdout || {}).isTTY && env.TERM !== "dumb" || !!env.CI);
  var formatter = (open, close, replace = open) => (input) => {
    let string = "" + input, index = string.indexOf(close, open.length);
    return ~index ? open + replaceClose(string, close, replace, index) + close : open + string + close;
  };
  var replaceClose = (string, close, replace, index) => {
    let result = "", cursor = 0;
    do {
      result += string.substring(cursor, index) + replace;
      cursor = index + close.length;
      index = string.indexOf(close, cursor);
    } while (~index);
    return result + string.substring(cursor);
  };
  var createColors = (enabled = isColorSupported) => {
    let f = enabled ? formatter : () => String;
    return {
      isColorSupported: enabled,
      reset: f("\x1B[0m", "\x1B[0m"),
      bold: f("\x1B[1m", "\x1B[22m", "\x1B[22m\x1B[1m"),
      dim: f("\x1B[2m", "\x1B[22m", "\x1B[22m\x1B[2m"),
      italic: f("\x1B[3m", "\x1B[23m"),
      underline: f("\x1B[4m", "\x1B[24m"),
      inverse: f("\x1B[7m", "\x1B[27m"),
      hidden: f("\x1B[8m", "\x1B[28m"),
      strikethrough: f("\x1B[9m", "\x1B[29m"),
      black: f("\x1B[30m", "\x1B[39m"),
      red: f("\x1B[31m", "\x1B[39m"),
      green: f("\x1B[32m", "\x1B[39m"),
      yellow: f("\x1B[33m", "\x1B[39m"),
      blue: f("\x1B[34m", "\x1B[39m"),
      magenta: f("\x1B[35m", "\x1B[39m"),
      cyan: f("\x1B[36m", "\x1B[39m"),
      white: f("\x1B[37m", "\x1B[39m"),
      gray: f("\x1B[90m", "\x1B[39m"),
      bgBlack: f("\x1B[40m", "\x1B[49m"),
      bgRed: f("\x1B[41m", "\x1B[49m"),
      bgGreen: f("\x1B[42m", "\x1B[49m"),
      bgYellow: f("\x1B[43m", "\x1B[49m"),
      bgBlue: f("\x1B[44m", "\x1B[49m"),
      bgMagenta: f("\x1B[45m", "\x1B[49m"),
      bgCyan: f("\x1B[46m", "\x1B[49m"),
      bgWhite: f("\x1B[47m", "\x1B[49m"),
      blackBright: f("\x1B[90m", "\x1B[39m"),
      redBright: f("\x1B[91m", "\x1B[39m"),
      greenBright: f("\x1B[92m", "\x1B[39m"),
      yellowBright: f("\x1B[93m", "\x1B[39m"),
      blueBright: f("\x1B[94m", "\x1B[39m"),
      magentaBright: f("\x1B[95m", "\x1B[39m"),
      cyanBright: f("\x1B[96m", "\x1B[39m"),
      whiteBright: f("\x1B[97m", "\x1B[39m"),
      bgBlackBright: f("\x1B[100m", "\x1B[49m"),
      bgRedBright: f("\x1B[101m", "\x1B[49m"),
      bgGreenBright: f("\x1B[102m", "\x1B[49m"),
      bgYellowBright: f("\x1B[103m", "\x1B[49m"),
      bgBlueBright: f("\x1B[104m", "\x1B[49m"),
      bgMagentaBright: f("\x1B[105m", "\x1B[49m"),
      bgCyanBright: f("\x1B[106m", "\x1B[49m"),
      bgWhiteBright: f("\x1B[107m", "\x1B[49m")
    };
  };
  module.exports = createColors();
  module.exports.createColors = createColors;
});

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
  readdirSync as readdirSync2,
  readSync,
  renameSync,
  unlinkSync,
  writeSync
} from "fs";
import { join } from "path";
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
function readRegular(path, io = disk) {
  const fd = openRegular(path, constants.O_RDONLY, io);
  if (fd === null)
    return null;
  try {
    return readRange(fd, 0, io.fstat(fd).size, io);
  } finally {
    io.close(fd);
  }
}
function readCache(path, io = disk) {
  try {
    return readRegular(path, io);
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
function syncFolder(path, io = disk) {
  const fd = io.open(path, constants.O_RDONLY | constants.O_DIRECTORY);
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
var disk, UnsafeFile, LEFT_OVER;
var init_disk = __esm(() => {
  disk = {
    open: (path, flags) => openSync(path, flags, 438),
    read: (fd, into, offset, length, position) => readSync(fd, into, offset, length, position),
    write: (fd, bytes) => writeSync(fd, bytes),
    fsync: (fd) => fsyncSync(fd),
    close: (fd) => closeSync(fd),
    rename: (from, to) => renameSync(from, to),
    unlink: (path) => unlinkSync(path),
    link: (from, to) => linkSync(from, to),
    mkdir: (path) => mkdirSync(path),
    list: (path) => readdirSync2(path),
    lstat: (path) => lstatSync(path, { throwIfNoEntry: false }),
    fstat: (fd) => fstatSync(fd),
    sleep: (milliseconds) => Bun.sleepSync(milliseconds),
    elapsed: () => performance.now()
  };
  UnsafeFile = class UnsafeFile extends Error {
    path;
    problem;
    constructor(path, problem) {
      super(`${path} ${problem}. multi-ai uses only its own regular files there: move it away, then try again.`);
      this.path = path;
      this.problem = problem;
      this.name = "UnsafeFile";
    }
  };
  LEFT_OVER = /\.(\d+)\.[0-9a-z]+\.tmp$/;
});

// src/store/small-file.ts
import { closeSync as closeSync2, constants as constants5, fstatSync as fstatSync2, lstatSync as lstatSync4, openSync as openSync2, readSync as readSync2 } from "fs";
function readArtifact(path) {
  let found;
  try {
    found = lstatSync4(path);
  } catch {
    return { ok: false, problem: NOT_THERE };
  }
  if (found.isSymbolicLink())
    return { ok: false, problem: "it is a symbolic link; expected a regular file" };
  if (!found.isFile())
    return {
      ok: false,
      problem: `it is a ${found.isDirectory() ? "folder" : "device or pipe"}; expected a regular file`
    };
  if (process.getuid && found.uid !== process.getuid())
    return { ok: false, problem: `it belongs to user ${found.uid}; expected your own file` };
  if (found.size > MAX_BYTES)
    return { ok: false, problem: `it has ${found.size} bytes; expected at most ${MAX_BYTES}` };
  if (found.size === 0)
    return { ok: false, problem: "it is empty; expected JSON" };
  let fd;
  try {
    fd = openSync2(path, constants5.O_RDONLY | constants5.O_NOFOLLOW | constants5.O_NONBLOCK);
  } catch (error) {
    const code = errorCode(error);
    return { ok: false, problem: code === "ENOENT" ? NOT_THERE : `it cannot be opened (${code})` };
  }
  try {
    const size = Math.min(fstatSync2(fd).size, MAX_BYTES);
    const bytes = new Uint8Array(size);
    let read = 0;
    for (let n = 1;n > 0 && read < size; read += n)
      n = readSync2(fd, bytes, read, size - read, read);
    return { ok: true, bytes: bytes.subarray(0, read) };
  } finally {
    closeSync2(fd);
  }
}
function parseJson(bytes) {
  let text;
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
var MAX_BYTES = 1e6, NOT_THERE = "the file is not there; write it";
var init_small_file = __esm(() => {
  init_disk();
});

// node_modules/zod/v4/core/util.js
function getEnumValues(entries) {
  const numericValues = Object.values(entries).filter((v) => typeof v === "number");
  const values = Object.entries(entries).filter(([k, _]) => numericValues.indexOf(+k) === -1).map(([_, v]) => v);
  return values;
}
function jsonStringifyReplacer(_, value) {
  if (typeof value === "bigint")
    return value.toString();
  return value;
}

class Cached {
  constructor(getter) {
    this._getter = getter;
    this._value = undefined;
  }
  get value() {
    const getter = this._getter;
    if (getter !== undefined) {
      this._value = getter();
      this._getter = undefined;
    }
    return this._value;
  }
}
function cached(getter) {
  return new Cached(getter);
}
function nullish(input) {
  return input === null || input === undefined;
}
function cleanRegex(source) {
  const start = source.startsWith("^") ? 1 : 0;
  const end = source.endsWith("$") ? source.length - 1 : source.length;
  return source.slice(start, end);
}
function assignProp(target, prop, value) {
  Object.defineProperty(target, prop, {
    value,
    writable: true,
    enumerable: true,
    configurable: true
  });
}
function isObject(data) {
  return typeof data === "object" && data !== null && !Array.isArray(data);
}
function isPlainObject(o) {
  if (isObject(o) === false)
    return false;
  const ctor = o.constructor;
  if (ctor === undefined)
    return true;
  if (typeof ctor !== "function")
    return true;
  const prot = ctor.prototype;
  if (isObject(prot) === false)
    return false;
  if (Object.prototype.hasOwnProperty.call(prot, "isPrototypeOf") === false) {
    return false;
  }
  return true;
}
function shallowClone(o) {
  if (isPlainObject(o))
    return { ...o };
  if (Array.isArray(o))
    return [...o];
  if (o instanceof Map)
    return new Map(o);
  if (o instanceof Set)
    return new Set(o);
  return o;
}
function escapeRegex(str) {
  return str.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}
function clone(inst, def, params) {
  const cl = new inst._zod.constr(def ?? inst._zod.def);
  if (!def || params?.parent)
    cl._zod.parent = inst;
  return cl;
}
function normalizeParams(_params) {
  const params = _params;
  if (!params)
    return {};
  if (typeof params === "string")
    return { error: () => params };
  if (params?.message !== undefined) {
    if (params?.error !== undefined)
      throw new Error("Cannot specify both `message` and `error` params");
    params.error = params.message;
  }
  delete params.message;
  if (typeof params.error === "string")
    return { ...params, error: () => params.error };
  return params;
}
function optionalKeys(shape) {
  return Object.keys(shape).filter((k) => {
    return shape[k]._zod.optin !== undefined && shape[k]._zod.optout === "optional";
  });
}
function aborted(x, startIndex = 0) {
  if (x.aborted === true)
    return true;
  for (let i = startIndex;i < x.issues.length; i++) {
    if (x.issues[i]?.continue !== true) {
      return true;
    }
  }
  return false;
}
function explicitlyAborted(x, startIndex = 0) {
  if (x.aborted === true)
    return true;
  for (let i = startIndex;i < x.issues.length; i++) {
    if (x.issues[i]?.continue === false) {
      return true;
    }
  }
  return false;
}
function prefixIssues(path, issues) {
  return issues.map((iss) => {
    var _a;
    (_a = iss).path ?? (_a.path = []);
    iss.path.unshift(path);
    return iss;
  });
}
function unwrapMessage(message) {
  return typeof message === "string" ? message : message?.message;
}
function sizeCaps(defChecks) {
  const caps = [];
  for (const ch of defChecks ?? []) {
    const d = ch._zod.def;
    if (!/_(length|size)$|_equals$/.test(d.check))
      break;
    const max = d.maximum ?? d.length ?? d.size;
    if (max >= 0)
      caps.push([max, ch]);
  }
  return caps;
}
function attachSchema(issues, start, inst) {
  var _a;
  for (let i = start;i < issues.length; i++) {
    (_a = issues[i]).schema ?? (_a.schema = inst);
  }
}
function finalizeIssue(iss, ctx, config) {
  var _a;
  const traits = iss.inst?._zod?.traits;
  if (traits?.has("$ZodType")) {
    if (traits.has("$ZodCheck"))
      (_a = iss).schema ?? (_a.schema = iss.inst);
    else
      iss.schema = iss.inst;
  }
  const schemaError = iss.schema !== iss.inst ? iss.schema?._zod.def?.error : undefined;
  const message = iss.message ? iss.message : unwrapMessage(iss.inst?._zod.def?.error?.(iss)) ?? unwrapMessage(schemaError?.(iss)) ?? unwrapMessage(ctx?.error?.(iss)) ?? unwrapMessage(config.customError?.(iss)) ?? unwrapMessage(config.localeError?.(iss)) ?? "Invalid input";
  const full = {};
  for (const k of Object.keys(iss)) {
    if (k === "inst" || k === "schema" || k === "continue" || k === "input" || k === "__proto__")
      continue;
    full[k] = iss[k];
  }
  full.path ?? (full.path = []);
  full.message = message;
  if (ctx?.reportInput) {
    full.input = iss.input;
  }
  return full;
}
function codePointLength(str) {
  const units = str.length;
  if (!highSurrogate.test(str))
    return units;
  let count = units;
  for (let i = 0;i < units - 1; i++) {
    if ((str.charCodeAt(i) & 64512) === 55296 && (str.charCodeAt(i + 1) & 64512) === 56320) {
      count--;
      i++;
    }
  }
  return count;
}
function getLengthableOrigin(input) {
  if (Array.isArray(input))
    return "array";
  if (typeof input === "string")
    return "string";
  return "unknown";
}
function issue(...args) {
  const [iss, input, inst] = args;
  if (typeof iss === "string") {
    return {
      message: iss,
      code: "custom",
      input,
      inst
    };
  }
  return { ...iss };
}
function members(proto, table) {
  for (const key in table) {
    const desc = Object.getOwnPropertyDescriptor(table, key);
    if (desc.get)
      Object.defineProperty(proto, key, { ...desc, enumerable: false });
    else
      defineBound(proto, key, desc.value);
  }
}
function own(inst, key, value, enumerable = true) {
  Object.defineProperty(inst, key, { configurable: true, writable: true, enumerable, value });
  return value;
}
function hide(inst, key, value) {
  return own(inst, key, value, false);
}
function defineBound(proto, key, fn) {
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      return this == null ? fn : own(this, key, fn.bind(this));
    },
    set(value) {
      own(this, key, value);
    }
  });
}
function claim(inst, sentinel) {
  const proto = Object.getPrototypeOf(inst);
  return sentinel in proto ? undefined : proto;
}
function defineLazyInternal(inst, key, compute) {
  const proto = Object.getPrototypeOf(inst._zod);
  if (key in proto && installing !== inst._zod) {
    installing = undefined;
    return;
  }
  installing = inst._zod;
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      Object.defineProperty(this, key, breaker);
      const outer = broke;
      broke = false;
      try {
        const value = compute(this);
        if (broke)
          delete this[key];
        else
          Object.defineProperty(this, key, { configurable: true, writable: true, value });
        broke = broke || outer;
        return value;
      } catch (err) {
        delete this[key];
        broke = broke || outer;
        throw err;
      }
    },
    set(value) {
      Object.defineProperty(this, key, { configurable: true, writable: true, value });
    }
  });
}
function installLazyProp(inst, key, make, enumerable) {
  const proto = claim(inst, key);
  if (!proto)
    return;
  Object.defineProperty(proto, key, {
    configurable: true,
    get() {
      const desc = { configurable: true, writable: true, enumerable, value: undefined };
      Object.defineProperty(this, key, desc);
      desc.value = make(this);
      Object.defineProperty(this, key, desc);
      return desc.value;
    },
    set(value) {
      Object.defineProperty(this, key, { configurable: true, writable: true, enumerable, value });
    }
  });
}
var captureStackTrace, propertyKeyTypes, NUMBER_FORMAT_RANGES, highSurrogate, installing, broke = false, breaker;
var init_util = __esm(() => {
  captureStackTrace = "captureStackTrace" in Error ? Error.captureStackTrace : (..._args) => {};
  propertyKeyTypes = /* @__PURE__ */ new Set(["string", "number", "symbol"]);
  NUMBER_FORMAT_RANGES = /* @__PURE__ */ (() => ({
    safeint: [Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
    int32: [-2147483648, 2147483647],
    uint32: [0, 4294967295],
    float32: [-340282346638528860000000000000000000000, 340282346638528860000000000000000000000],
    float64: [-Number.MAX_VALUE, Number.MAX_VALUE]
  }))();
  highSurrogate = /[\uD800-\uDBFF]/;
  breaker = {
    configurable: true,
    get() {
      broke = true;
      return;
    }
  };
});

// node_modules/zod/v4/core/core.js
function newError(Definition) {
  const E = _E;
  if (E) {
    const saved = E.stackTraceLimit;
    if (typeof saved === "number") {
      try {
        E.stackTraceLimit = 0;
      } catch {
        _E = null;
        return new Definition;
      }
      try {
        return new Definition;
      } finally {
        E.stackTraceLimit = saved;
      }
    }
  }
  return new Definition;
}
function $constructor(name, initializer, proto, params) {
  const zodProto = {};
  function Internals(def) {
    this.def = def;
    this.constr = _;
    this.traits = new Set;
  }
  Internals.prototype = zodProto;
  const protoMembers = proto;
  const initialized = protoMembers && new WeakSet;
  function init(inst, def) {
    if (!inst._zod) {
      _zodDesc.value = new Internals(def);
      try {
        Object.defineProperty(inst, "_zod", _zodDesc);
      } finally {
        _zodDesc.value = undefined;
      }
    } else if (inst._zod.traits.has(name)) {
      return;
    }
    inst._zod.traits.add(name);
    initializer(inst, def);
    if (initialized) {
      const own = Object.getPrototypeOf(inst);
      const ctorProto = inst._zod.constr.prototype;
      let up = own;
      while (up && up !== ctorProto)
        up = Object.getPrototypeOf(up);
      const target = up ?? own;
      if (!initialized.has(target)) {
        initialized.add(target);
        members(target, protoMembers);
      }
    }
    const proto = _.prototype;
    for (const k in proto) {
      if (!Object.prototype.hasOwnProperty.call(proto, k))
        continue;
      if (!(k in inst)) {
        inst[k] = proto[k].bind(inst);
      }
    }
  }
  const Parent = params?.Parent ?? Object;

  class Definition extends Parent {
  }
  Object.defineProperty(Definition, "name", { value: name });
  function _(def) {
    const inst = params?.Parent ? newError(Definition) : this;
    init(inst, def);
    const deferred = inst._zod.deferred;
    if (deferred) {
      for (const fn of deferred) {
        fn();
      }
      inst._zod.deferred = undefined;
    }
    const pp = globalThis.__zod_globalConfig?.postProcessor;
    if (pp)
      pp(inst);
    return inst;
  }
  Object.defineProperty(_, "init", { value: init });
  Object.defineProperty(_, Symbol.hasInstance, {
    value: (inst) => {
      if (params?.Parent && inst instanceof params.Parent)
        return true;
      return inst?._zod?.traits?.has(name);
    }
  });
  Object.defineProperty(_, "name", { value: name });
  return _;
}
function config(newConfig) {
  if (newConfig)
    Object.assign(globalConfig, newConfig);
  return globalConfig;
}
var _a, _zodDesc, _E, $ZodAsyncError, globalConfig;
var init_core = __esm(() => {
  init_util();
  _zodDesc = { value: undefined, enumerable: false };
  _E = "captureStackTrace" in Error ? Error : null;
  $ZodAsyncError = class $ZodAsyncError extends Error {
    constructor() {
      super(`Encountered Promise during synchronous parse. Use .parseAsync() instead.`);
    }
  };
  (_a = globalThis).__zod_globalConfig ?? (_a.__zod_globalConfig = {});
  globalConfig = globalThis.__zod_globalConfig;
});

// node_modules/zod/v4/core/errors.js
function _getMessage() {
  const internals = this._zod;
  internals.message ?? (internals.message = JSON.stringify(internals.def, jsonStringifyReplacer, 2));
  return internals.message;
}
function _setMessage(value) {
  this._zod.message = value;
}
var _messageDesc, _issuesDesc, _installedToString, initializer = (inst, def) => {
  inst.name = "$ZodError";
  _issuesDesc.value = def;
  Object.defineProperty(inst, "issues", _issuesDesc);
  _issuesDesc.value = undefined;
  Object.defineProperty(inst, "message", _messageDesc);
  const proto = Object.getPrototypeOf(inst);
  if (!_installedToString.has(proto)) {
    _installedToString.add(proto);
    Object.defineProperty(proto, "toString", {
      configurable: true,
      enumerable: false,
      get() {
        const value = () => this.message;
        Object.defineProperty(this, "toString", { value, configurable: true, writable: true });
        return value;
      },
      set(value) {
        Object.defineProperty(this, "toString", { value, configurable: true, writable: true });
      }
    });
  }
}, $ZodError, $ZodRealError;
var init_errors = __esm(() => {
  init_core();
  init_util();
  _messageDesc = {
    get: _getMessage,
    set: _setMessage,
    enumerable: true,
    configurable: true
  };
  _issuesDesc = { value: undefined, enumerable: false };
  _installedToString = /* @__PURE__ */ new WeakSet([Object.prototype, Error.prototype]);
  $ZodError = $constructor("$ZodError", initializer);
  $ZodRealError = $constructor("$ZodError", initializer, undefined, {
    Parent: Error
  });
});

// node_modules/zod/v4/core/parse.js
function failure(Err, issues, ctx) {
  let error;
  return {
    success: false,
    get error() {
      if (!error) {
        error = new Err(issues.map((iss) => finalizeIssue(iss, ctx, config())));
        issues = undefined;
        ctx = undefined;
      }
      return error;
    },
    set error(e) {
      error = e;
      issues = undefined;
      ctx = undefined;
    }
  };
}
var _parse = (_Err) => {
  const fn = (schema, value, _ctx, _params) => {
    const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
    const result = schema._zod.run({ value, issues: [] }, ctx);
    if (result instanceof Promise) {
      throw new $ZodAsyncError;
    }
    if (result.issues.length) {
      const e = new (_params?.Err ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
      captureStackTrace(e, _params?.callee ?? fn);
      throw e;
    }
    return result.value;
  };
  return fn;
}, parse2, _parseAsync = (_Err) => {
  const fn = async (schema, value, _ctx, params) => {
    const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
    let result = schema._zod.run({ value, issues: [] }, ctx);
    if (result instanceof Promise)
      result = await result;
    if (result.issues.length) {
      const e = new (params?.Err ?? _Err)(result.issues.map((iss) => finalizeIssue(iss, ctx, config())));
      captureStackTrace(e, params?.callee ?? fn);
      throw e;
    }
    return result.value;
  };
  return fn;
}, parseAsync, _safeParse = (_Err) => (schema, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: false } : { async: false };
  const result = schema._zod.run({ value, issues: [] }, ctx);
  if (result instanceof Promise) {
    throw new $ZodAsyncError;
  }
  return result.issues.length ? failure(_Err, result.issues, ctx) : { success: true, data: result.value };
}, safeParse, _safeParseAsync = (_Err) => async (schema, value, _ctx) => {
  const ctx = _ctx ? { ..._ctx, async: true } : { async: true };
  let result = schema._zod.run({ value, issues: [] }, ctx);
  if (result instanceof Promise)
    result = await result;
  return result.issues.length ? failure(_Err, result.issues, ctx) : { success: true, data: result.value };
}, safeParseAsync;
var init_parse = __esm(() => {
  init_core();
  init_errors();
  init_util();
  parse2 = /* @__PURE__ */ _parse($ZodRealError);
  parseAsync = /* @__PURE__ */ _parseAsync($ZodRealError);
  safeParse = /* @__PURE__ */ _safeParse($ZodRealError);
  safeParseAsync = /* @__PURE__ */ _safeParseAsync($ZodRealError);
});

// node_modules/zod/v4/core/regexes.js
var anyString, number, boolean;
var init_regexes = __esm(() => {
  anyString = /^[\s\S]{0,}$/;
  number = /^-?\d+(?:\.\d+)?$/;
  boolean = /^(?:true|false)$/i;
});

// node_modules/zod/v4/core/checks.js
var $ZodCheck, _whenHasLength = (payload) => {
  const val = payload.value;
  return !nullish(val) && val.length !== undefined;
}, numericOriginMap, $ZodCheckLessThan, $ZodCheckGreaterThan, $ZodCheckNumberFormat, $ZodCheckMaxLength, $ZodCheckMinLength, $ZodCheckStringFormat, $ZodCheckRegex, $ZodCheckOverwrite;
var init_checks = __esm(() => {
  init_core();
  init_util();
  $ZodCheck = /* @__PURE__ */ $constructor("$ZodCheck", (inst, def) => {
    var _a;
    inst._zod ?? (inst._zod = {});
    inst._zod.def = def;
    (_a = inst._zod).onattach ?? (_a.onattach = []);
  });
  numericOriginMap = {
    number: "number",
    bigint: "bigint",
    object: "date"
  };
  $ZodCheckLessThan = /* @__PURE__ */ $constructor("$ZodCheckLessThan", (inst, def) => {
    $ZodCheck.init(inst, def);
    const origin = numericOriginMap[typeof def.value];
    inst._zod.check = (payload) => {
      if (def.inclusive ? payload.value <= def.value : payload.value < def.value) {
        return;
      }
      payload.issues.push({
        origin: numericOriginMap[typeof payload.value] ?? origin,
        code: "too_big",
        maximum: typeof def.value === "object" ? def.value.getTime() : def.value,
        input: payload.value,
        inclusive: def.inclusive,
        inst,
        continue: !def.abort
      });
    };
  });
  $ZodCheckGreaterThan = /* @__PURE__ */ $constructor("$ZodCheckGreaterThan", (inst, def) => {
    $ZodCheck.init(inst, def);
    const origin = numericOriginMap[typeof def.value];
    inst._zod.check = (payload) => {
      if (def.inclusive ? payload.value >= def.value : payload.value > def.value) {
        return;
      }
      payload.issues.push({
        origin: numericOriginMap[typeof payload.value] ?? origin,
        code: "too_small",
        minimum: typeof def.value === "object" ? def.value.getTime() : def.value,
        input: payload.value,
        inclusive: def.inclusive,
        inst,
        continue: !def.abort
      });
    };
  });
  $ZodCheckNumberFormat = /* @__PURE__ */ $constructor("$ZodCheckNumberFormat", (inst, def) => {
    $ZodCheck.init(inst, def);
    def.format = def.format || "float64";
    const isInt = def.format?.includes("int");
    const origin = isInt ? "int" : "number";
    const [minimum, maximum] = NUMBER_FORMAT_RANGES[def.format];
    inst._zod.check = (payload) => {
      const input = payload.value;
      if (isInt) {
        if (!Number.isInteger(input)) {
          payload.issues.push({
            expected: origin,
            format: def.format,
            code: "invalid_type",
            continue: false,
            input,
            inst
          });
          return;
        }
        if (!Number.isSafeInteger(input)) {
          if (input > 0) {
            payload.issues.push({
              input,
              code: "too_big",
              maximum: Number.MAX_SAFE_INTEGER,
              note: "Integers must be within the safe integer range.",
              inst,
              origin,
              inclusive: true,
              continue: !def.abort
            });
          } else {
            payload.issues.push({
              input,
              code: "too_small",
              minimum: Number.MIN_SAFE_INTEGER,
              note: "Integers must be within the safe integer range.",
              inst,
              origin,
              inclusive: true,
              continue: !def.abort
            });
          }
          return;
        }
      }
      if (input < minimum) {
        payload.issues.push({
          origin: "number",
          input,
          code: "too_small",
          minimum,
          inclusive: true,
          inst,
          continue: !def.abort
        });
      }
      if (input > maximum) {
        payload.issues.push({
          origin: "number",
          input,
          code: "too_big",
          maximum,
          inclusive: true,
          inst,
          continue: !def.abort
        });
      }
    };
  });
  $ZodCheckMaxLength = /* @__PURE__ */ $constructor("$ZodCheckMaxLength", (inst, def) => {
    var _a;
    $ZodCheck.init(inst, def);
    (_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
    inst._zod.check = (payload) => {
      const input = payload.value;
      const units = input.length;
      const length = typeof input === "string" && units > def.maximum ? codePointLength(input) : units;
      if (length <= def.maximum)
        return;
      const origin = getLengthableOrigin(input);
      payload.issues.push({
        origin,
        code: "too_big",
        maximum: def.maximum,
        inclusive: true,
        input,
        inst,
        continue: !def.abort
      });
    };
  });
  $ZodCheckMinLength = /* @__PURE__ */ $constructor("$ZodCheckMinLength", (inst, def) => {
    var _a;
    $ZodCheck.init(inst, def);
    (_a = inst._zod.def).when ?? (_a.when = _whenHasLength);
    inst._zod.check = (payload) => {
      const input = payload.value;
      const units = input.length;
      const length = typeof input === "string" && units >= def.minimum && units < def.minimum * 2 ? codePointLength(input) : units;
      if (length >= def.minimum)
        return;
      const origin = getLengthableOrigin(input);
      payload.issues.push({
        origin,
        code: "too_small",
        minimum: def.minimum,
        inclusive: true,
        input,
        inst,
        continue: !def.abort
      });
    };
  });
  $ZodCheckStringFormat = /* @__PURE__ */ $constructor("$ZodCheckStringFormat", (inst, def) => {
    var _a, _b;
    $ZodCheck.init(inst, def);
    if (def.pattern)
      (_a = inst._zod).check ?? (_a.check = (payload) => {
        def.pattern.lastIndex = 0;
        if (def.pattern.test(payload.value))
          return;
        payload.issues.push({
          origin: "string",
          code: "invalid_format",
          format: def.format,
          input: payload.value,
          ...def.pattern ? { pattern: def.pattern.toString() } : {},
          inst,
          continue: !def.abort
        });
      });
    else
      (_b = inst._zod).check ?? (_b.check = () => {});
  });
  $ZodCheckRegex = /* @__PURE__ */ $constructor("$ZodCheckRegex", (inst, def) => {
    $ZodCheckStringFormat.init(inst, def);
    inst._zod.check = (payload) => {
      def.pattern.lastIndex = 0;
      if (def.pattern.test(payload.value))
        return;
      payload.issues.push({
        origin: "string",
        code: "invalid_format",
        format: "regex",
        input: payload.value,
        pattern: def.pattern.toString(),
        inst,
        continue: !def.abort
      });
    };
  });
  $ZodCheckOverwrite = /* @__PURE__ */ $constructor("$ZodCheckOverwrite", (inst, def) => {
    $ZodCheck.init(inst, def);
    inst._zod.check = (payload) => {
      payload.value = def.tx(payload.value);
    };
  });
});

// node_modules/zod/v4/core/versions.js
var version;
var init_versions = __esm(() => {
  version = {
    major: 4,
    minor: 6,
    patch: 7
  };
});

// node_modules/zod/v4/core/schemas.js
async function validateAsync(inst, value) {
  const ctx = { async: true };
  return toStandardResult(await inst._zod.run({ value, issues: [] }, ctx), ctx);
}
function standardProps(inst) {
  return {
    validate: (value) => {
      const ctx = { async: false };
      try {
        const r = inst._zod.run({ value, issues: [] }, ctx);
        if (!(r instanceof Promise))
          return toStandardResult(r, ctx);
      } catch (_) {}
      return validateAsync(inst, value);
    },
    vendor: "zod",
    version: 1
  };
}
function capSize(inst, size) {
  const caps = sizeCaps(inst._zod.def.checks);
  if (!caps.length)
    return;
  const cap = Math.min(...caps.map((c) => c[0]));
  const parse = inst._zod.parse;
  inst._zod.parse = (payload, ctx) => {
    const n = size(payload.value);
    if (n > cap && !ctx?.skipChecks && ctx?.direction !== "backward") {
      for (const [max, ch] of sizeCaps(inst._zod.def.checks)) {
        if (n > max && ch._zod.def.when(payload)) {
          const start = payload.issues.length;
          ch._zod.check(payload);
          payload.issues[start].continue = false;
          attachSchema(payload.issues, start, inst);
          return payload;
        }
      }
    }
    return parse(payload, ctx);
  };
}
function handleArrayResult(result, final, index) {
  if (result.issues.length) {
    final.issues.push(...prefixIssues(index, result.issues));
  }
  final.value[index] = result.value;
}
function handlePropertyResult(result, final, key, input, optin, optout) {
  const isPresent = key in input;
  const isOptionalOut = optout === "optional";
  if (!isPresent && isOptionalOut && optin === "optional") {
    return;
  }
  if (result.issues.length) {
    if (optin !== undefined && isOptionalOut && !isPresent) {
      return;
    }
    final.issues.push(...prefixIssues(key, result.issues));
  }
  if (!isPresent && optin === undefined) {
    if (!result.issues.length) {
      final.issues.push({
        code: "invalid_type",
        expected: "nonoptional",
        input: undefined,
        path: [key]
      });
    }
    return;
  }
  if (result.value === undefined) {
    if (isPresent || optin === "defaulted" && !isOptionalOut) {
      final.value[key] = undefined;
    }
  } else {
    final.value[key] = result.value;
  }
}
function normalizeDef(def) {
  const keys = Object.keys(def.shape);
  const ownSymbols = Object.getOwnPropertySymbols(def.shape);
  const symbolKeys = ownSymbols.length ? ownSymbols : NO_SYMBOL_KEYS;
  const allKeys = symbolKeys.length ? [...keys, ...symbolKeys] : keys;
  for (const k of allKeys) {
    if (!def.shape?.[k]?._zod?.traits?.has("$ZodType")) {
      throw new Error(`Invalid element at key "${String(k)}": expected a Zod schema`);
    }
  }
  const okeys = optionalKeys(def.shape);
  return {
    ...def,
    allKeys,
    symbolKeys,
    keySet: new Set(keys),
    numKeys: keys.length,
    optionalKeys: new Set(okeys)
  };
}
function handleCatchall(proms, input, payload, ctx, def, inst, abortEarly) {
  const unrecognized = [];
  const keySet = def.keySet;
  const _catchall = def.catchall._zod;
  const t = _catchall.def.type;
  const optin = _catchall.optin;
  const optout = _catchall.optout;
  let seen = 0;
  for (const key in input) {
    if (abortEarly && payload.issues.length !== seen) {
      if (aborted(payload, seen))
        break;
      seen = payload.issues.length;
    }
    if (keySet.has(key))
      continue;
    if (key === "__proto__") {
      if (t === "never")
        unrecognized.push(key);
      continue;
    }
    if (t === "never") {
      unrecognized.push(key);
      continue;
    }
    const r = _catchall.run({ value: input[key], issues: [] }, ctx);
    if (r instanceof Promise) {
      proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
    } else {
      handlePropertyResult(r, payload, key, input, optin, optout);
    }
  }
  if (unrecognized.length) {
    payload.issues.push({
      code: "unrecognized_keys",
      keys: unrecognized,
      input,
      inst,
      continue: true
    });
  }
  if (!proms.length)
    return payload;
  return Promise.all(proms).then(() => {
    return payload;
  });
}
function handleUnionResults(results, final, inst, ctx) {
  for (const result of results) {
    if (result.issues.length === 0) {
      final.value = result.value;
      return final;
    }
  }
  const nonaborted = results.filter((r) => !aborted(r));
  if (nonaborted.length === 1) {
    final.value = nonaborted[0].value;
    return nonaborted[0];
  }
  final.issues.push({
    code: "invalid_union",
    input: final.value,
    inst,
    errors: results.map((result) => result.issues.map((iss) => finalizeIssue(iss, ctx, config())))
  });
  return final;
}
function handleOptionalResult(payload, result) {
  payload.value = result.issues.length ? undefined : result.value;
  return payload;
}
function handleDefaultResult(payload, def) {
  if (payload.value === undefined) {
    payload.value = def.defaultValue;
  }
  return payload;
}
function handleRefineResult(result, payload, input, inst) {
  if (!result) {
    const _iss = {
      code: "custom",
      input,
      inst,
      path: [...inst._zod.def.path ?? []],
      continue: !inst._zod.def.abort
    };
    if (inst._zod.def.params)
      _iss.params = inst._zod.def.params;
    payload.issues.push(issue(_iss));
  }
}
var $ZodType, toStandardResult = (r, ctx) => r.issues.length ? { issues: r.issues.map((iss) => finalizeIssue(iss, ctx, config())) } : { value: r.value }, $ZodString, $ZodNumber, $ZodNumberFormat, $ZodBoolean, $ZodNever, arraySize = (input) => Array.isArray(input) ? input.length : -1, $ZodArray, NO_SYMBOL_KEYS, $ZodObject, $ZodUnion, $ZodRecord, $ZodEnum, $ZodLiteral, $ZodOptional, $ZodNullable, $ZodDefault, $ZodCustom;
var init_schemas = __esm(() => {
  init_checks();
  init_core();
  init_regexes();
  init_util();
  init_versions();
  init_util();
  $ZodType = /* @__PURE__ */ $constructor("$ZodType", (inst, def) => {
    var _a;
    inst ?? (inst = {});
    inst._zod.def = def;
    inst._zod.bag = inst._zod.bag || {};
    inst._zod.version = version;
    const defChecks = inst._zod.def.checks;
    const checks = inst._zod.traits.has("$ZodCheck") ? [inst, ...defChecks ?? []] : defChecks?.length ? [...defChecks] : [];
    for (const ch of checks) {
      for (const fn of ch._zod.onattach) {
        fn(inst);
      }
    }
    if (checks.length === 0) {
      (_a = inst._zod).deferred ?? (_a.deferred = []);
      inst._zod.deferred?.push(() => {
        inst._zod.run = inst._zod.parse;
      });
    } else {
      const runChecks = (payload, checks, ctx) => {
        if (payload.memo)
          return payload;
        let isAborted = aborted(payload);
        let asyncResult;
        for (const ch of checks) {
          if (ch._zod.def.when) {
            if (explicitlyAborted(payload))
              continue;
            const shouldRun = ch._zod.def.when(payload);
            if (!shouldRun)
              continue;
          } else if (isAborted) {
            continue;
          }
          const currLen = payload.issues.length;
          const _ = ch._zod.check(payload);
          if (_ instanceof Promise && ctx?.async === false) {
            throw new $ZodAsyncError;
          }
          if (asyncResult || _ instanceof Promise) {
            asyncResult = (asyncResult ?? Promise.resolve()).then(async () => {
              await _;
              const nextLen = payload.issues.length;
              if (nextLen === currLen)
                return;
              attachSchema(payload.issues, currLen, inst);
              if (!isAborted)
                isAborted = aborted(payload, currLen);
            });
          } else {
            const nextLen = payload.issues.length;
            if (nextLen === currLen)
              continue;
            attachSchema(payload.issues, currLen, inst);
            if (!isAborted)
              isAborted = aborted(payload, currLen);
          }
        }
        if (asyncResult) {
          return asyncResult.then(() => {
            return payload;
          });
        }
        return payload;
      };
      const handleCanaryResult = (canary, payload, ctx) => {
        if (aborted(canary)) {
          canary.aborted = true;
          return canary;
        }
        const checkResult = runChecks(payload, checks, ctx);
        if (checkResult instanceof Promise) {
          if (ctx.async === false)
            throw new $ZodAsyncError;
          return checkResult.then((checkResult) => inst._zod.parse(checkResult, ctx));
        }
        return inst._zod.parse(checkResult, ctx);
      };
      inst._zod.run = (payload, ctx) => {
        if (ctx.skipChecks) {
          return inst._zod.parse(payload, ctx);
        }
        if (ctx.direction === "backward") {
          const canary = inst._zod.parse({ value: payload.value, issues: [] }, { ...ctx, skipChecks: true });
          if (canary instanceof Promise) {
            return canary.then((canary) => {
              return handleCanaryResult(canary, payload, ctx);
            });
          }
          return handleCanaryResult(canary, payload, ctx);
        }
        const result = inst._zod.parse(payload, ctx);
        if (result instanceof Promise) {
          if (ctx.async === false)
            throw new $ZodAsyncError;
          return result.then((result) => runChecks(result, checks, ctx));
        }
        return runChecks(result, checks, ctx);
      };
    }
  }, {
    get "~standard"() {
      return hide(this, "~standard", standardProps(this));
    },
    set "~standard"(value) {
      own(this, "~standard", value);
    }
  });
  $ZodString = /* @__PURE__ */ $constructor("$ZodString", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.pattern = def.pattern ?? anyString;
    inst._zod.parse = (payload, _) => {
      if (def.coerce)
        try {
          payload.value = String(payload.value);
        } catch (_) {}
      if (typeof payload.value === "string")
        return payload;
      payload.issues.push({
        expected: "string",
        code: "invalid_type",
        input: payload.value,
        inst
      });
      return payload;
    };
  });
  $ZodNumber = /* @__PURE__ */ $constructor("$ZodNumber", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.pattern = number;
    inst._zod.parse = (payload, _ctx) => {
      if (def.coerce)
        try {
          payload.value = Number(payload.value);
        } catch (_) {}
      const input = payload.value;
      if (typeof input === "number" && !Number.isNaN(input) && Number.isFinite(input)) {
        return payload;
      }
      const received = typeof input === "number" ? Number.isNaN(input) ? "NaN" : !Number.isFinite(input) ? String(input) : undefined : undefined;
      payload.issues.push({
        expected: "number",
        code: "invalid_type",
        input,
        inst,
        ...received ? { received } : {}
      });
      return payload;
    };
  });
  $ZodNumberFormat = /* @__PURE__ */ $constructor("$ZodNumberFormat", (inst, def) => {
    $ZodCheckNumberFormat.init(inst, def);
    $ZodNumber.init(inst, def);
  });
  $ZodBoolean = /* @__PURE__ */ $constructor("$ZodBoolean", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.pattern = boolean;
    inst._zod.parse = (payload, _ctx) => {
      if (def.coerce)
        try {
          payload.value = Boolean(payload.value);
        } catch (_) {}
      const input = payload.value;
      if (typeof input === "boolean")
        return payload;
      payload.issues.push({
        expected: "boolean",
        code: "invalid_type",
        input,
        inst
      });
      return payload;
    };
  });
  $ZodNever = /* @__PURE__ */ $constructor("$ZodNever", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, _ctx) => {
      payload.issues.push({
        expected: "never",
        code: "invalid_type",
        input: payload.value,
        inst
      });
      return payload;
    };
  });
  $ZodArray = /* @__PURE__ */ $constructor("$ZodArray", (inst, def) => {
    $ZodType.init(inst, def);
    const memo = globalConfig.memoizer;
    memo?.attach(inst);
    inst._zod.parse = (payload, ctx) => {
      const input = payload.value;
      if (!Array.isArray(input)) {
        payload.issues.push({
          expected: "array",
          code: "invalid_type",
          input,
          inst
        });
        return payload;
      }
      payload.value = memo ? memo.alloc(inst, payload, Array(input.length), ctx) : Array(input.length);
      const proms = [];
      const abortEarly = ctx?.abortEarly;
      for (let i = 0;i < input.length; i++) {
        const item = input[i];
        const result = def.element._zod.run({
          value: item,
          issues: []
        }, ctx);
        if (result instanceof Promise) {
          proms.push(result.then((result) => handleArrayResult(result, payload, i)));
        } else {
          handleArrayResult(result, payload, i);
          if (abortEarly && result.issues.length !== 0 && aborted(result))
            break;
        }
      }
      if (proms.length) {
        return Promise.all(proms).then(() => payload);
      }
      return payload;
    };
    capSize(inst, arraySize);
  });
  NO_SYMBOL_KEYS = [];
  $ZodObject = /* @__PURE__ */ $constructor("$ZodObject", (inst, def) => {
    $ZodType.init(inst, def);
    const desc = Object.getOwnPropertyDescriptor(def, "shape");
    const sh = desc?.get ? desc.get.raw : def.shape ?? {};
    if (sh) {
      const get = () => {
        const newSh = { ...sh };
        Object.defineProperty(def, "shape", { value: newSh });
        get.raw = newSh;
        return newSh;
      };
      get.raw = sh;
      Object.defineProperty(def, "shape", { get });
    }
    const _normalized = cached(() => normalizeDef(def));
    defineLazyInternal(inst, "propValues", (zod) => {
      const shape = zod.def.shape;
      const propValues = {};
      for (const key in shape) {
        const field = shape[key]._zod;
        if (field.values) {
          if (!Object.prototype.hasOwnProperty.call(propValues, key)) {
            assignProp(propValues, key, new Set);
          }
          for (const v of field.values)
            propValues[key].add(v);
          if (field.optin !== undefined)
            propValues[key].add(undefined);
        }
      }
      return propValues;
    });
    const isObject2 = isObject;
    const catchall = def.catchall;
    let value;
    const memo = globalConfig.memoizer;
    memo?.attach(inst);
    inst._zod.parse = (payload, ctx) => {
      value ?? (value = _normalized.value);
      const input = payload.value;
      if (!isObject2(input)) {
        payload.issues.push({
          expected: "object",
          code: "invalid_type",
          input,
          inst
        });
        return payload;
      }
      payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
      const proms = [];
      const shape = value.shape;
      const abortEarly = ctx?.abortEarly;
      let seen = payload.issues.length;
      for (const key of value.allKeys) {
        if (abortEarly && payload.issues.length !== seen) {
          if (aborted(payload, seen))
            break;
          seen = payload.issues.length;
        }
        if (key === "__proto__")
          continue;
        const el = shape[key];
        const optin = el._zod.optin;
        const optout = el._zod.optout;
        const r = el._zod.run({ value: input[key], issues: [] }, ctx);
        if (r instanceof Promise) {
          proms.push(r.then((r) => handlePropertyResult(r, payload, key, input, optin, optout)));
        } else {
          handlePropertyResult(r, payload, key, input, optin, optout);
        }
      }
      if (!catchall) {
        return proms.length ? Promise.all(proms).then(() => payload) : payload;
      }
      return handleCatchall(proms, input, payload, ctx, _normalized.value, inst, abortEarly === true);
    };
  });
  $ZodUnion = /* @__PURE__ */ $constructor("$ZodUnion", (inst, def) => {
    $ZodType.init(inst, def);
    defineLazyInternal(inst, "optin", (zod) => zod.def.options.some((o) => o._zod.optin === "defaulted") ? "defaulted" : zod.def.options.some((o) => o._zod.optin !== undefined) ? "optional" : undefined);
    defineLazyInternal(inst, "optout", (zod) => zod.def.options.some((o) => o._zod.optout === "optional") ? "optional" : undefined);
    defineLazyInternal(inst, "values", (zod) => {
      if (zod.def.options.every((o) => o._zod.values)) {
        return new Set(zod.def.options.flatMap((option) => Array.from(option._zod.values)));
      }
      return;
    });
    defineLazyInternal(inst, "pattern", (zod) => {
      if (zod.def.options.every((o) => o._zod.pattern)) {
        const patterns = zod.def.options.map((o) => o._zod.pattern);
        return new RegExp(`^(${patterns.map((p) => cleanRegex(p.source)).join("|")})$`);
      }
      return;
    });
    const first = def.options.length === 1 ? def.options[0]._zod.run : null;
    inst._zod.parse = (payload, ctx) => {
      if (first) {
        return first(payload, ctx);
      }
      let async = false;
      const results = [];
      for (const option of def.options) {
        const result = option._zod.run({
          value: payload.value,
          issues: []
        }, ctx);
        if (result instanceof Promise) {
          results.push(result);
          async = true;
        } else {
          if (result.issues.length === 0)
            return result;
          results.push(result);
        }
      }
      if (!async)
        return handleUnionResults(results, payload, inst, ctx);
      return Promise.all(results).then((results) => {
        return handleUnionResults(results, payload, inst, ctx);
      });
    };
  });
  $ZodRecord = /* @__PURE__ */ $constructor("$ZodRecord", (inst, def) => {
    $ZodType.init(inst, def);
    const memo = globalConfig.memoizer;
    memo?.attach(inst);
    inst._zod.parse = (payload, ctx) => {
      const input = payload.value;
      if (!isPlainObject(input)) {
        payload.issues.push({
          expected: "record",
          code: "invalid_type",
          input,
          inst
        });
        return payload;
      }
      const proms = [];
      const values = def.keyType._zod.values;
      if (values && !def.partial) {
        payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
        const recordKeys = new Set;
        for (const key of values) {
          if (typeof key === "string" || typeof key === "number" || typeof key === "symbol") {
            recordKeys.add(typeof key === "number" ? key.toString() : key);
            if (key === "__proto__")
              continue;
            const keyResult = def.keyType._zod.run({ value: key, issues: [] }, ctx);
            if (keyResult instanceof Promise) {
              throw new Error("Async schemas not supported in object keys currently");
            }
            if (keyResult.issues.length) {
              payload.issues.push({
                code: "invalid_key",
                origin: "record",
                issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
                input: key,
                path: [key],
                inst
              });
              continue;
            }
            const outKey = keyResult.value;
            if (outKey === "__proto__")
              continue;
            const result = def.valueType._zod.run({ value: input[key], issues: [] }, ctx);
            if (result instanceof Promise) {
              proms.push(result.then((result) => {
                if (result.issues.length) {
                  payload.issues.push(...prefixIssues(key, result.issues));
                }
                payload.value[outKey] = result.value;
              }));
            } else {
              if (result.issues.length) {
                payload.issues.push(...prefixIssues(key, result.issues));
              }
              payload.value[outKey] = result.value;
            }
          }
        }
        let unrecognized;
        for (const key in input) {
          if (!recordKeys.has(key)) {
            if (def.mode === "loose") {
              if (key === "__proto__")
                continue;
              payload.value[key] = input[key];
            } else {
              unrecognized = unrecognized ?? [];
              unrecognized.push(key);
            }
          }
        }
        if (unrecognized && unrecognized.length > 0) {
          payload.issues.push({
            code: "unrecognized_keys",
            input,
            inst,
            keys: unrecognized,
            continue: true
          });
        }
      } else {
        payload.value = memo ? memo.alloc(inst, payload, {}, ctx) : {};
        let unrecognized;
        for (const key of Reflect.ownKeys(input)) {
          if (key === "__proto__")
            continue;
          if (!Object.prototype.propertyIsEnumerable.call(input, key))
            continue;
          let keyResult = def.keyType._zod.run({ value: key, issues: [] }, ctx);
          if (keyResult instanceof Promise) {
            throw new Error("Async schemas not supported in object keys currently");
          }
          const checkNumericKey = typeof key === "string" && number.test(key) && keyResult.issues.length;
          if (checkNumericKey) {
            const retryResult = def.keyType._zod.run({ value: Number(key), issues: [] }, ctx);
            if (retryResult instanceof Promise) {
              throw new Error("Async schemas not supported in object keys currently");
            }
            if (retryResult.issues.length === 0) {
              keyResult = retryResult;
            }
          }
          if (keyResult.issues.length) {
            if (def.mode === "loose") {
              payload.value[key] = input[key];
            } else if (values) {
              unrecognized = unrecognized ?? [];
              unrecognized.push(key);
            } else {
              payload.issues.push({
                code: "invalid_key",
                origin: "record",
                issues: keyResult.issues.map((iss) => finalizeIssue(iss, ctx, config())),
                input: key,
                path: [key],
                inst
              });
            }
            continue;
          }
          const outKey = keyResult.value;
          if (outKey === "__proto__")
            continue;
          const result = def.valueType._zod.run({ value: input[key], issues: [] }, ctx);
          if (result instanceof Promise) {
            proms.push(result.then((result) => {
              if (result.issues.length) {
                payload.issues.push(...prefixIssues(key, result.issues));
              }
              payload.value[outKey] = result.value;
            }));
          } else {
            if (result.issues.length) {
              payload.issues.push(...prefixIssues(key, result.issues));
            }
            payload.value[outKey] = result.value;
          }
        }
        if (unrecognized && unrecognized.length > 0) {
          payload.issues.push({
            code: "unrecognized_keys",
            input,
            inst,
            keys: unrecognized,
            continue: true
          });
        }
      }
      if (proms.length) {
        return Promise.all(proms).then(() => payload);
      }
      return payload;
    };
  });
  $ZodEnum = /* @__PURE__ */ $constructor("$ZodEnum", (inst, def) => {
    $ZodType.init(inst, def);
    const values = getEnumValues(def.entries);
    const valuesSet = new Set(values);
    inst._zod.values = valuesSet;
    defineLazyInternal(inst, "pattern", (zod) => {
      const patternValues = getEnumValues(zod.def.entries).filter((k) => propertyKeyTypes.has(typeof k));
      return new RegExp(patternValues.length ? `^(${patternValues.map((o) => escapeRegex(o.toString())).join("|")})$` : "^[^\\s\\S]$");
    });
    inst._zod.parse = (payload, _ctx) => {
      const input = payload.value;
      if (valuesSet.has(input)) {
        return payload;
      }
      payload.issues.push({
        code: "invalid_value",
        values,
        input,
        inst
      });
      return payload;
    };
  });
  $ZodLiteral = /* @__PURE__ */ $constructor("$ZodLiteral", (inst, def) => {
    $ZodType.init(inst, def);
    const values = new Set(def.values);
    inst._zod.values = values;
    defineLazyInternal(inst, "pattern", (zod) => {
      const vals = zod.def.values;
      return new RegExp(vals.length ? `^(${vals.map((o) => typeof o === "string" ? escapeRegex(o) : o ? escapeRegex(o.toString()) : String(o)).join("|")})$` : "^[^\\s\\S]$");
    });
    inst._zod.parse = (payload, _ctx) => {
      const input = payload.value;
      if (values.has(input)) {
        return payload;
      }
      payload.issues.push({
        code: "invalid_value",
        values: def.values,
        input,
        inst
      });
      return payload;
    };
  });
  $ZodOptional = /* @__PURE__ */ $constructor("$ZodOptional", (inst, def) => {
    $ZodType.init(inst, def);
    defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin === "defaulted" ? "defaulted" : "optional");
    inst._zod.optout = "optional";
    defineLazyInternal(inst, "values", (zod) => {
      const values = zod.def.innerType._zod.values;
      return values ? new Set([...values, undefined]) : undefined;
    });
    defineLazyInternal(inst, "pattern", (zod) => {
      const pattern = zod.def.innerType._zod.pattern;
      return pattern ? new RegExp(`^(${cleanRegex(pattern.source)})?$`) : undefined;
    });
    inst._zod.parse = (payload, ctx) => {
      if (payload.value === undefined) {
        if (def.innerType._zod.optin !== "defaulted")
          return payload;
        const result = def.innerType._zod.run({ value: payload.value, issues: [] }, ctx);
        if (result instanceof Promise)
          return result.then((result) => handleOptionalResult(payload, result));
        return handleOptionalResult(payload, result);
      }
      return def.innerType._zod.run(payload, ctx);
    };
  });
  $ZodNullable = /* @__PURE__ */ $constructor("$ZodNullable", (inst, def) => {
    $ZodType.init(inst, def);
    defineLazyInternal(inst, "optin", (zod) => zod.def.innerType._zod.optin);
    defineLazyInternal(inst, "optout", (zod) => zod.def.innerType._zod.optout);
    defineLazyInternal(inst, "pattern", (zod) => {
      const pattern = zod.def.innerType._zod.pattern;
      return pattern ? new RegExp(`^(${cleanRegex(pattern.source)}|null)$`) : undefined;
    });
    defineLazyInternal(inst, "values", (zod) => {
      return zod.def.innerType._zod.values ? new Set([...zod.def.innerType._zod.values, null]) : undefined;
    });
    inst._zod.parse = (payload, ctx) => {
      if (payload.value === null)
        return payload;
      return def.innerType._zod.run(payload, ctx);
    };
  });
  $ZodDefault = /* @__PURE__ */ $constructor("$ZodDefault", (inst, def) => {
    $ZodType.init(inst, def);
    inst._zod.optin = "defaulted";
    defineLazyInternal(inst, "values", (zod) => zod.def.innerType._zod.values);
    inst._zod.parse = (payload, ctx) => {
      if (ctx.direction === "backward") {
        return def.innerType._zod.run(payload, ctx);
      }
      if (payload.value === undefined) {
        payload.value = def.defaultValue;
        return payload;
      }
      const result = def.innerType._zod.run(payload, ctx);
      if (result instanceof Promise) {
        return result.then((result) => handleDefaultResult(result, def));
      }
      return handleDefaultResult(result, def);
    };
  });
  $ZodCustom = /* @__PURE__ */ $constructor("$ZodCustom", (inst, def) => {
    $ZodCheck.init(inst, def);
    $ZodType.init(inst, def);
    inst._zod.parse = (payload, _) => {
      return payload;
    };
    inst._zod.check = (payload) => {
      const input = payload.value;
      const r = def.fn(input);
      if (r instanceof Promise) {
        return r.then((r) => handleRefineResult(r, payload, input, inst));
      }
      handleRefineResult(r, payload, input, inst);
      return;
    };
  });
});

// node_modules/zod/v4/core/memoizer.js
var init_memoizer = () => {};

// node_modules/zod/v4/locales/index.js
var init_locales = () => {};

// node_modules/zod/v4/core/registries.js
class $ZodRegistry {
  constructor() {
    this._map = new WeakMap;
    this._idmap = new Map;
  }
  add(schema, ..._meta) {
    const meta = _meta[0];
    this._map.set(schema, meta);
    if (meta && typeof meta === "object" && "id" in meta) {
      this._idmap.set(meta.id, schema);
    }
    return this;
  }
  clear() {
    this._map = new WeakMap;
    this._idmap = new Map;
    return this;
  }
  remove(schema) {
    const meta = this._map.get(schema);
    if (meta && typeof meta === "object" && "id" in meta) {
      this._idmap.delete(meta.id);
    }
    this._map.delete(schema);
    return this;
  }
  get(schema) {
    const p = schema._zod.parent;
    if (p) {
      const pm = { ...this.get(p) ?? {} };
      delete pm.id;
      const f = { ...pm, ...this._map.get(schema) };
      return Object.keys(f).length ? f : undefined;
    }
    return this._map.get(schema);
  }
  has(schema) {
    return this._map.has(schema);
  }
}
function registry() {
  return new $ZodRegistry;
}
var _a2, globalRegistry;
var init_registries = __esm(() => {
  (_a2 = globalThis).__zod_globalRegistry ?? (_a2.__zod_globalRegistry = registry());
  globalRegistry = globalThis.__zod_globalRegistry;
});

// node_modules/zod/v4/core/compile.js
var INVALID, FALLBACK_FLAG, WHEN_DEFAULTED_CHECKS, PATTERN_IS_COMPLETE;
var init_compile = __esm(() => {
  INVALID = Symbol.for("zod.compile.invalid");
  FALLBACK_FLAG = Symbol.for("zod.compile.fallback");
  WHEN_DEFAULTED_CHECKS = new Set([
    "max_size",
    "min_size",
    "size_equals",
    "max_length",
    "min_length",
    "length_equals"
  ]);
  PATTERN_IS_COMPLETE = new Set([
    "cidrv4",
    "cuid",
    "cuid2",
    "date",
    "datetime",
    "duration",
    "e164",
    "email",
    "emoji",
    "ends_with",
    "guid",
    "includes",
    "ipv4",
    "ksuid",
    "lowercase",
    "mac",
    "nanoid",
    "regex",
    "starts_with",
    "time",
    "ulid",
    "uppercase",
    "uuid",
    "xid"
  ]);
});

// node_modules/zod/v4/core/api.js
function snapshotChecks(def) {
  if (def.checks)
    def.checks = [...def.checks];
  return def;
}
function _string(Class, params) {
  return new Class(snapshotChecks({ type: "string", ...normalizeParams(params) }));
}
function _number(Class, params) {
  return new Class(snapshotChecks({ type: "number", checks: [], ...normalizeParams(params) }));
}
function _int(Class, params) {
  return new Class({
    type: "number",
    check: "number_format",
    abort: false,
    format: "safeint",
    ...normalizeParams(params)
  });
}
function _boolean(Class, params) {
  return new Class({
    type: "boolean",
    ...normalizeParams(params)
  });
}
function _never(Class, params) {
  return new Class({
    type: "never",
    ...normalizeParams(params)
  });
}
function _lte(value, params) {
  return new $ZodCheckLessThan({
    check: "less_than",
    ...normalizeParams(params),
    value,
    inclusive: true
  });
}
function _gt(value, params) {
  return new $ZodCheckGreaterThan({
    check: "greater_than",
    ...normalizeParams(params),
    value,
    inclusive: false
  });
}
function _gte(value, params) {
  return new $ZodCheckGreaterThan({
    check: "greater_than",
    ...normalizeParams(params),
    value,
    inclusive: true
  });
}
function _positive(params) {
  return _gt(0, params);
}
function _nonnegative(params) {
  return _gte(0, params);
}
function _maxLength(maximum, params) {
  const ch = new $ZodCheckMaxLength({
    check: "max_length",
    ...normalizeParams(params),
    maximum
  });
  return ch;
}
function _minLength(minimum, params) {
  return new $ZodCheckMinLength({
    check: "min_length",
    ...normalizeParams(params),
    minimum
  });
}
function _regex(pattern, params) {
  return new $ZodCheckRegex({
    check: "string_format",
    format: "regex",
    ...normalizeParams(params),
    pattern
  });
}
function _overwrite(tx) {
  return new $ZodCheckOverwrite({
    check: "overwrite",
    tx
  });
}
function _trim() {
  return _overwrite((input) => input.trim());
}
function _refine(Class, fn, _params) {
  const schema = new Class({
    type: "custom",
    check: "custom",
    fn,
    ...normalizeParams(_params)
  });
  return schema;
}
var init_api = __esm(() => {
  init_checks();
  init_util();
});

// node_modules/zod/v4/core/to-json-schema.js
var FOLDABLE_KEYS;
var init_to_json_schema = __esm(() => {
  FOLDABLE_KEYS = new Set(["type", "properties", "required", "additionalProperties"]);
});

// node_modules/zod/v4/core/json-schema.js
var init_json_schema = () => {};

// node_modules/zod/v4/core/index.js
var init_core2 = __esm(() => {
  init_util();
  init_regexes();
  init_locales();
  init_json_schema();
  init_core();
  init_parse();
  init_errors();
  init_schemas();
  init_memoizer();
  init_checks();
  init_versions();
  init_registries();
  init_compile();
  init_api();
  init_to_json_schema();
});

// node_modules/zod/v4/mini/parse.js
var init_parse2 = __esm(() => {
  init_core2();
});

// node_modules/zod/v4/mini/schemas.js
function string2(params) {
  return _string(ZodMiniString, params);
}
function number2(params) {
  return _number(ZodMiniNumber, params);
}
function int(params) {
  return _int(ZodMiniNumberFormat, params);
}
function boolean2(params) {
  return _boolean(ZodMiniBoolean, params);
}
function never(params) {
  return _never(ZodMiniNever, params);
}
function array(element, params) {
  return new ZodMiniArray({
    type: "array",
    element,
    ...normalizeParams(params)
  });
}
function object(shape, params) {
  const def = {
    type: "object",
    shape: shape ?? {},
    ...normalizeParams(params)
  };
  return new ZodMiniObject(def);
}
function strictObject(shape, params) {
  return new ZodMiniObject({
    type: "object",
    shape,
    catchall: never(),
    ...normalizeParams(params)
  });
}
function union(options, params) {
  return new ZodMiniUnion({
    type: "union",
    options,
    ...normalizeParams(params)
  });
}
function record(keyType, valueType, params) {
  if (!valueType || !valueType._zod) {
    return new ZodMiniRecord({
      type: "record",
      keyType: string2(),
      valueType: keyType,
      ...normalizeParams(valueType)
    });
  }
  return new ZodMiniRecord({
    type: "record",
    keyType,
    valueType,
    ...normalizeParams(params)
  });
}
function _enum(values, params) {
  const entries = Array.isArray(values) ? Object.fromEntries(values.map((v) => [v, v])) : values;
  return new ZodMiniEnum({
    type: "enum",
    entries,
    ...normalizeParams(params)
  });
}
function literal(value, params) {
  return new ZodMiniLiteral({
    type: "literal",
    values: Array.isArray(value) ? value : [value],
    ...normalizeParams(params)
  });
}
function optional(innerType) {
  return new ZodMiniOptional({
    type: "optional",
    innerType
  });
}
function nullable(innerType) {
  return new ZodMiniNullable({
    type: "nullable",
    innerType
  });
}
function _default(innerType, defaultValue) {
  return new ZodMiniDefault({
    type: "default",
    innerType,
    get defaultValue() {
      return typeof defaultValue === "function" ? defaultValue() : shallowClone(defaultValue);
    }
  });
}
function refine(fn, _params = {}) {
  return _refine(ZodMiniCustom, fn, _params);
}
var ZodMiniType, ZodMiniString, ZodMiniNumber, ZodMiniNumberFormat, ZodMiniBoolean, ZodMiniNever, ZodMiniArray, ZodMiniObject, ZodMiniUnion, ZodMiniRecord, ZodMiniEnum, ZodMiniLiteral, ZodMiniOptional, ZodMiniNullable, ZodMiniDefault, ZodMiniCustom;
var init_schemas2 = __esm(() => {
  init_core2();
  init_util();
  init_parse2();
  ZodMiniType = /* @__PURE__ */ $constructor("ZodMiniType", (inst, def) => {
    if (!inst._zod)
      throw new Error("Uninitialized schema in ZodMiniType.");
    $ZodType.init(inst, def);
    inst.def = def;
    inst.type = def.type;
  }, {
    get with() {
      return this.check;
    },
    set with(value) {
      own(this, "with", value);
    },
    parse(data, params) {
      return parse2(this, data, params, { callee: this.parse });
    },
    parseAsync(data, params) {
      return parseAsync(this, data, params, { callee: this.parseAsync });
    },
    safeParse(data, params) {
      return safeParse(this, data, params);
    },
    safeParseAsync(data, params) {
      return safeParseAsync(this, data, params);
    },
    check(...checks) {
      const def = this.def;
      return this.clone({
        ...def,
        checks: [
          ...def.checks ?? [],
          ...checks.map((ch) => typeof ch === "function" ? { _zod: { check: ch, def: { check: "custom" }, onattach: [] } } : ch)
        ]
      }, { parent: true });
    },
    clone(_def, params) {
      return clone(this, _def, params);
    },
    brand() {
      return this;
    },
    register(reg, meta) {
      reg.add(this, meta);
      return this;
    },
    apply(fn, ...args) {
      return args.length === 0 ? fn(this) : fn(this, ...args);
    }
  });
  ZodMiniString = /* @__PURE__ */ $constructor("ZodMiniString", (inst, def) => {
    $ZodString.init(inst, def);
    ZodMiniType.init(inst, def);
  });
  ZodMiniNumber = /* @__PURE__ */ $constructor("ZodMiniNumber", (inst, def) => {
    $ZodNumber.init(inst, def);
    ZodMiniType.init(inst, def);
  });
  ZodMiniNumberFormat = /* @__PURE__ */ $constructor("ZodMiniNumberFormat", (inst, def) => {
    $ZodNumberFormat.init(inst, def);
    ZodMiniNumber.init(inst, def);
  });
  ZodMiniBoolean = /* @__PURE__ */ $constructor("ZodMiniBoolean", (inst, def) => {
    $ZodBoolean.init(inst, def);
    ZodMiniType.init(inst, def);
  });
  ZodMiniNever = /* @__PURE__ */ $constructor("ZodMiniNever", (inst, def) => {
    $ZodNever.init(inst, def);
    ZodMiniType.init(inst, def);
  });
  ZodMiniArray = /* @__PURE__ */ $constructor("ZodMiniArray", (inst, def) => {
    $ZodArray.init(inst, def);
    ZodMiniType.init(inst, def);
  });
  ZodMiniObject = /* @__PURE__ */ $constructor("ZodMiniObject", (inst, def) => {
    $ZodObject.init(inst, def);
    ZodMiniType.init(inst, def);
    installLazyProp(inst, "shape", (self) => self._zod.def.shape, false);
  });
  ZodMiniUnion = /* @__PURE__ */ $constructor("ZodMiniUnion", (inst, def) => {
    $ZodUnion.init(inst, def);
    ZodMiniType.init(inst, def);
  });
  ZodMiniRecord = /* @__PURE__ */ $constructor("ZodMiniRecord", (inst, def) => {
    $ZodRecord.init(inst, def);
    ZodMiniType.init(inst, def);
  });
  ZodMiniEnum = /* @__PURE__ */ $constructor("ZodMiniEnum", (inst, def) => {
    $ZodEnum.init(inst, def);
    ZodMiniType.init(inst, def);
    inst.options = [...inst._zod.values];
  });
  ZodMiniLiteral = /* @__PURE__ */ $constructor("ZodMiniLiteral", (inst, def) => {
    $ZodLiteral.init(inst, def);
    ZodMiniType.init(inst, def);
  });
  ZodMiniOptional = /* @__PURE__ */ $constructor("ZodMiniOptional", (inst, def) => {
    $ZodOptional.init(inst, def);
    ZodMiniType.init(inst, def);
  });
  ZodMiniNullable = /* @__PURE__ */ $constructor("ZodMiniNullable", (inst, def) => {
    $ZodNullable.init(inst, def);
    ZodMiniType.init(inst, def);
  });
  ZodMiniDefault = /* @__PURE__ */ $constructor("ZodMiniDefault", (inst, def) => {
    $ZodDefault.init(inst, def);
    ZodMiniType.init(inst, def);
  });
  ZodMiniCustom = /* @__PURE__ */ $constructor("ZodMiniCustom", (inst, def) => {
    $ZodCustom.init(inst, def);
    ZodMiniType.init(inst, def);
  });
});

// node_modules/zod/v4/mini/checks.js
var init_checks2 = __esm(() => {
  init_core2();
});

// node_modules/zod/v4/mini/iso.js
var init_iso = () => {};

// node_modules/zod/v4/mini/coerce.js
var init_coerce = () => {};

// node_modules/zod/v4/mini/external.js
var init_external = __esm(() => {
  init_core2();
  init_locales();
  init_iso();
  init_coerce();
  init_parse2();
  init_schemas2();
  init_checks2();
});

// node_modules/zod/mini/index.js
var init_mini = __esm(() => {
  init_external();
});

// src/workflows/fields.ts
function shown(value) {
  if (value === undefined)
    return "nothing";
  const json = JSON.stringify(value) ?? String(value);
  return json.length > 60 ? `${json.slice(0, 57)}\u2026` : json;
}
function at(value, path) {
  let here = value;
  for (const key of path) {
    if (typeof here !== "object" || here === null || !Object.hasOwn(here, key))
      return;
    here = here[key];
  }
  return here;
}
function pathText(path) {
  let out = "";
  for (const key of path)
    out += typeof key === "number" ? `[${key}]` : out === "" ? String(key) : `.${String(key)}`;
  return out === "" ? "the whole file" : out;
}
function expected(issue) {
  switch (issue.code) {
    case "invalid_type":
      return `expected ${issue.expected}`;
    case "invalid_value":
      return `expected one of ${issue.values.map((v) => JSON.stringify(v)).join(", ")}`;
    case "too_small":
      return `expected at least ${issue.minimum} ${issue.origin === "string" ? "characters" : issue.origin === "array" ? "entries" : ""}`.trim();
    case "too_big":
      return `expected at most ${issue.maximum} ${issue.origin === "string" ? "characters" : issue.origin === "array" ? "entries" : ""}`.trim();
    case "invalid_format":
      return `expected the form ${"pattern" in issue && issue.pattern ? issue.pattern : issue.format}`;
    case "unrecognized_keys":
      return `unknown: ${issue.keys.join(", ")}`;
    case "invalid_union":
      return "options" in issue && Array.isArray(issue.options) ? `expected one of ${issue.options.map((one) => JSON.stringify(one)).join(", ")}` : "fits none of the allowed forms";
    default:
      return issue.message || "not valid";
  }
}
function problemsOf(value, issues) {
  return issues.slice(0, 12).map((issue) => `${pathText(issue.path)}: found ${shown(at(value, issue.path))}, ${expected(issue)}`);
}
var MAX_TEXT = 4000, MAX_LIST = 60, text, optionalText, list = (item) => array(item).check(_maxLength(MAX_LIST)), optionalList = (item) => _default(list(item), []), MAX_COMMANDS = 8, commandText, commandList, taskId, criterionId, stepId, findingId, stamp, question;
var init_fields = __esm(() => {
  init_mini();
  text = string2().check(_trim(), _minLength(1), _maxLength(MAX_TEXT));
  optionalText = optional(nullable(string2().check(_maxLength(MAX_TEXT))));
  commandText = string2().check(_trim(), _minLength(1), _maxLength(300), _regex(/^[^\r\n]*$/));
  commandList = _default(array(commandText).check(_maxLength(MAX_COMMANDS)), []);
  taskId = string2().check(_regex(/^T\d{1,4}$/));
  criterionId = string2().check(_regex(/^AC\d{1,3}$/));
  stepId = string2().check(_regex(/^S\d{1,3}$/));
  findingId = string2().check(_regex(/^F\d{1,3}$/));
  stamp = { task: taskId, nonce: string2().check(_regex(/^[0-9a-f]{16,64}$/)) };
  question = object({
    question: text,
    options: array(string2().check(_trim(), _minLength(1), _maxLength(80))).check(_minLength(2), _maxLength(4)),
    answer: optionalText
  });
});

// src/workflows/review/evidence.ts
function fold2(quote) {
  return quote.split(/\s+/u).filter(Boolean).join(" ");
}
function shownLine(text) {
  const line = text.trim();
  return JSON.stringify(line.length > 120 ? `${line.slice(0, 119)}\u2026` : line);
}
function pathProblem(path) {
  const rule = 'expected a path relative to the project, such as "src/a.ts"';
  if (path === null || path === undefined || path === "")
    return `file is missing; ${rule}`;
  const said = shownLine(path);
  if (path.includes("\x00"))
    return `file ${said} holds a NUL character; ${rule}`;
  if (path.startsWith("/") || path.startsWith("~") || /^[A-Za-z]:[\\/]/.test(path))
    return `file ${said} is absolute; ${rule}`;
  const segments = path.split("/");
  if (segments.includes(".."))
    return `file ${said} leaves the project by ".."; ${rule}`;
  if (segments.some((segment) => segment === "" || segment === "."))
    return `file ${said} has an empty or "." part; ${rule}`;
  return null;
}
var init_evidence = () => {};

// src/workflows/review/fixed.ts
var init_fixed = __esm(() => {
  init_evidence();
});

// src/workflows/team/settings.ts
var glob, name, command, areas2, checkpoints, budget2, team2, projectFile, seconds, webAddress, environmentName, deploySettings;
var init_settings = __esm(() => {
  init_mini();
  init_fields();
  init_evidence();
  glob = string2().check(_minLength(1), _maxLength(80), _regex(/^[^!]/));
  name = string2().check(refine((text) => /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]{0,29}$/u.test(text), "1 to 30 letters, digits, - or _"), refine((text) => text.toLowerCase() !== "qa" && text.toLowerCase() !== "principal", "another name: this one is a role's"));
  command = union([commandText, literal(false)]);
  areas2 = record(name, array(glob).check(_minLength(1), _maxLength(20))).check(refine((all) => Object.keys(all).length <= 12, "at most 12 areas"), refine((all) => new Set(Object.keys(all).map((one) => one.normalize("NFC").toLowerCase())).size === Object.keys(all).length, "names that differ in more than case"));
  checkpoints = strictObject({
    a: optional(strictObject({ auto_pass_when: nullable(_enum(["no_warnings"])) })),
    b: optional(strictObject({ auto_pass_when: nullable(_enum(["no_warnings"])) })),
    c: optional(strictObject({ auto_pass_when: nullable(_enum(["no_warnings", "all_criteria_passed"])) }))
  });
  budget2 = strictObject({
    enabled: _default(boolean2(), false),
    tokens_max: optional(number2().check(int(), _positive(), _lte(10000000000))),
    minutes_max: optional(number2().check(_positive(), _lte(1e5))),
    on_exceed: _default(_enum(["escalate", "warn"]), "escalate")
  });
  team2 = strictObject({
    profile: _default(_enum(["local", "app_worktree"]), "local"),
    branch_prefix: _default(string2().check(_minLength(1), _maxLength(60)), "feature/build-"),
    approvals: _default(number2().check(int(), _positive(), _lte(11)), 2),
    qa: optional(array(glob).check(_maxLength(20))),
    commands: optional(strictObject({
      lint: optional(command),
      types: optional(command),
      tests: optional(command),
      dependencies: optional(command)
    })),
    security: optional(array(glob).check(_maxLength(20))),
    lessons: optional(strictObject({
      promote: _default(number2().check(int(), _nonnegative(), _lte(10)), 3),
      retire_after: _default(number2().check(int(), _positive(), _lte(1000)), 10)
    }))
  });
  projectFile = string2().check(_maxLength(200), refine((path) => pathProblem(path) === null && !path.startsWith("-"), {
    error: (issue) => `${pathProblem(String(issue.input)) ?? "a path must not begin with -"}`
  }));
  seconds = number2().check(_positive(), _lte(3600));
  webAddress = string2().check(_maxLength(500), refine((url) => /^https?:\/\/[^\s/?#]+[^\s]*$/i.test(url) && URL.canParse(url), {
    error: 'expected an address such as "http://localhost:8080/health"'
  }));
  environmentName = string2().check(refine((name) => /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u.test(name), "expected letters, digits, . _ -, at most 40 of them, letter or digit first"));
  deploySettings = strictObject({
    adapter: _default(_enum(["docker-compose", "command", "none"]), "none"),
    environment: _default(environmentName, "production"),
    compose_file: optional(projectFile),
    services: optional(array(string2().check(refine((name) => /^[A-Za-z0-9][\w.-]{0,99}$/.test(name), "expected the name of a service in the compose file"))).check(_minLength(1), _maxLength(50))),
    command: optional(commandText),
    health: optional(strictObject({
      url: optional(webAddress),
      command: optional(commandText),
      timeout_seconds: _default(seconds, 60)
    }).check(refine((one) => one.url === undefined !== (one.command === undefined), "expected either url or command"))),
    smoke: optional(commandText),
    runbook: optional(projectFile),
    rollback: optional(commandText),
    timeout_minutes: _default(number2().check(_positive(), _lte(240)), 15)
  }).check(refine((one) => one.adapter !== "command" || one.command !== undefined, {
    path: ["command"],
    error: 'is missing; the adapter "command" needs the command that deploys'
  }), refine((one) => one.adapter === "docker-compose" || (one.compose_file ?? one.services) === undefined, {
    path: ["adapter"],
    error: 'compose_file and services belong to the adapter "docker-compose"'
  }));
});

// src/workflows/load.ts
var init_load = () => {};

// src/workflows/multi-ai/plan.ts
var plan;
var init_plan = __esm(() => {
  init_mini();
  init_fields();
  plan = object({
    ...stamp,
    title: text,
    approach: text,
    steps: list(object({
      id: stepId,
      title: text,
      files: optionalList(text),
      covers: optionalList(criterionId),
      depends_on: optionalList(stepId)
    })).check(_minLength(1)),
    test_commands: commandList,
    risks: optionalList(text),
    questions: optionalList(question),
    answered: optionalList(findingId)
  });
});

// src/workflows/review/check.ts
var init_check = __esm(() => {
  init_plan();
  init_evidence();
  init_fixed();
});

// src/workflows/parsing.ts
var init_parsing = __esm(() => {
  init_fields();
  init_load();
  init_check();
});

// src/settings.ts
import { join as join26 } from "path";
async function readSettings(root) {
  await Promise.resolve().then(() => init_parsing());
  await Promise.resolve().then(() => init_settings2());
  const path = join26(root, SETTINGS_FILE);
  const file = readArtifact(path);
  if (!file.ok)
    return file.problem.startsWith("the file is not there") ? { ok: true, settings: DEFAULT_SETTINGS, present: false } : { ok: false, problems: [`${SETTINGS_FILE}: ${file.problem}`] };
  const json = parseJson(file.bytes);
  if (!json.ok)
    return { ok: false, problems: [`${SETTINGS_FILE}: ${json.problem}`] };
  const parsed = settings.safeParse(json.value);
  if (parsed.success)
    return { ok: true, settings: parsed.data, present: true };
  return { ok: false, problems: problemsOf(json.value, parsed.error.issues).map((one) => `${SETTINGS_FILE}: ${one}`) };
}
var positive, globs, models, settings, DEFAULT_SETTINGS, DEFAULT_DEPLOY, SETTINGS_FILE = ".claude/multi-ai.json";
var init_settings2 = __esm(() => {
  init_mini();
  init_small_file();
  init_fields();
  init_settings();
  positive = number2().check(int(), _positive(), _lte(100));
  globs = _default(array(string2().check(_minLength(1), _maxLength(80), _regex(/^[^!]/))).check(_maxLength(20)), []);
  models = _enum(["opus", "sonnet", "haiku", "inherit"]);
  settings = strictObject({
    $schema: optional(string2()),
    auto: _default(boolean2(), false),
    limits: _default(strictObject({
      per_reviewer: _default(positive, 10),
      plan_reviews: _default(positive, 10),
      code_reviews: _default(positive, 15),
      tests: _default(positive, 3),
      peer: optional(positive),
      qa: optional(positive)
    }), { per_reviewer: 10, plan_reviews: 10, code_reviews: 15, tests: 3 }),
    tests: _default(strictObject({
      run: _default(boolean2(), true),
      commands: _default(array(commandText).check(_maxLength(MAX_COMMANDS)), []),
      timeout_minutes: _default(number2().check(_positive(), _lte(240)), 15)
    }), { run: true, commands: [], timeout_minutes: 15 }),
    convergence: _default(boolean2(), true),
    final_confirmation: _default(boolean2(), false),
    max_criteria: _default(number2().check(int(), _gte(1), _lte(40)), 12),
    bounds: optional(record(string2().check(_regex(/^[a-z][a-z0-9-]{0,39}$/)), strictObject({
      tool_calls: optional(number2().check(int(), _positive(), _lte(1e5))),
      minutes: optional(number2().check(_positive(), _lte(10080))),
      tokens: optional(number2().check(int(), _positive(), _lte(1e9)))
    })).check(refine((one) => Object.keys(one).length <= 20, "at most 20 agents"))),
    ceiling_tokens: optional(number2().check(int(), _positive(), _lte(10000000000))),
    models: _default(record(string2(), models), {}),
    codex: _default(strictObject({
      dispatch: _default(_enum(["check", "agent"]), "check"),
      timeout_minutes: _default(number2().check(_positive(), _lte(240)), 30),
      model: optional(string2().check(_minLength(1), _maxLength(100)))
    }), { dispatch: "check", timeout_minutes: 30 }),
    secrets: globs,
    frozen: globs,
    areas: optional(areas2),
    checkpoints: optional(checkpoints),
    budget: optional(budget2),
    deploy: optional(deploySettings),
    team: optional(team2)
  });
  DEFAULT_SETTINGS = settings.parse({});
  DEFAULT_DEPLOY = deploySettings.parse({});
});

// src/cli/main.ts
var import_picocolors = __toESM(require_picocolors(), 1);

// src/engine/bounds.ts
var FORM = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d(?:\.\d+)?)Z$/;
function minutesIn(time) {
  const [year, month, day, hour, minute, second] = (FORM.exec(time) ?? []).slice(1).map(Number);
  if (year === undefined)
    return 0;
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const ofEra = shifted - era * 400;
  const ofYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const days = era * 146097 + ofEra * 365 + Math.floor(ofEra / 4) - Math.floor(ofEra / 100) + ofYear - 719468;
  return days * 1440 + hour * 60 + minute + second / 60;
}
var CEILING = { ask: "ceiling", options: { more: { move: "next" }, stop: { move: "stop" } } };
var MORE = "more";
var answeredMore = (run, kind, task) => run.decisions.filter((one) => one.kind === kind && one.task === task && one.option === MORE).length;
function roleBounds(workflow, settings, agent) {
  const own = settings.bounds?.[agent];
  const base = workflow.bounds[agent];
  return base ? { ...base, ...own } : null;
}
function boundsOf(workflow, run, task) {
  const one = roleBounds(workflow, run.settings, task.who.agent);
  const times = 1 + answeredMore(run, "bounded", task.id);
  return one && { tool_calls: one.tool_calls * times, minutes: one.minutes * times, tokens: one.tokens * times };
}
var reached = (bounds, spent) => [
  { name: "tool calls", of: bounds.tool_calls, is: spent.tool_calls },
  { name: "minutes", of: bounds.minutes, is: spent.minutes },
  { name: "tokens", of: bounds.tokens, is: spent.tokens }
].filter((one) => one.is >= one.of).map((one) => `${Math.round(one.is * 10) / 10} of ${one.of} ${one.name}`);
var NOTHING = { tool_calls: 0, tokens: 0, minutes: 0 };
var BOUNDS_HANDLERS = {
  spent(run, event) {
    const task = run.tasks.find((one) => one.id === event.task);
    if (task)
      task.spent = withSpent(task.spent, event);
  },
  held(run, { task, failure, message, until, at }) {
    run.paused = { task, failure, message, until, at };
  },
  went_on(run) {
    run.paused = null;
  }
};
function withSpent(known, now) {
  const before = known.find((one) => one.call === now.call) ?? NOTHING;
  const most = (key) => Math.max(before[key] ?? 0, now[key] ?? 0);
  const larger = { call: now.call, tool_calls: most("tool_calls"), minutes: most("minutes"), tokens: most("tokens") };
  const denied = most("denied");
  const counted = denied > 0 ? { ...larger, denied } : larger;
  return [...known.filter((one) => one !== before), counted];
}
var sum = (parts) => parts.reduce((all, one) => ({
  tool_calls: all.tool_calls + one.tool_calls,
  tokens: all.tokens + one.tokens,
  minutes: all.minutes + one.minutes
}), NOTHING);
var spentOn = (task) => sum(task.spent);
var deniedOn = (task) => task.spent.reduce((total, one) => total + (one.denied ?? 0), 0);
var spentBy = (run) => sum(run.tasks.map(spentOn));
var escalating = (run) => {
  const { budget } = run.settings;
  return budget?.enabled === true && budget.on_exceed === "escalate" ? budget : null;
};
function ceilingOf(run) {
  const both = [run.settings.ceiling_tokens, escalating(run)?.tokens_max].filter((one) => one !== undefined);
  return both.length === 0 ? null : Math.min(...both) * (1 + answeredMore(run, CEILING.ask, null));
}
var minutesOf = (run) => Math.max(0, minutesIn(run.updated_at) - minutesIn(run.created_at));
function atCeiling(run) {
  const ceiling = ceilingOf(run);
  const minutes = escalating(run)?.minutes_max;
  const isLate = minutes !== undefined && minutesOf(run) >= minutes * (1 + answeredMore(run, CEILING.ask, null));
  return isLate || ceiling !== null && spentBy(run).tokens >= ceiling;
}
function budgetWarning(run) {
  const { budget } = run.settings;
  if (budget?.enabled !== true || budget.on_exceed !== "warn")
    return null;
  const { tokens } = spentBy(run);
  const passed = [
    ...budget.tokens_max !== undefined && tokens > budget.tokens_max ? [`${tokens} of ${budget.tokens_max} tokens`] : [],
    ...budget.minutes_max !== undefined && minutesOf(run) > budget.minutes_max ? [`${Math.round(minutesOf(run))} of ${budget.minutes_max} minutes`] : []
  ];
  return passed.length === 0 ? null : `The budget is passed: ${passed.join(", ")}`;
}

// src/engine/clip.ts
var encoder = new TextEncoder;
var size = (text) => encoder.encode(JSON.stringify(text)).length - 2;
function clip(text, bytes, mark = "\u2026") {
  if (text.length * 6 <= bytes || size(text) <= bytes)
    return text;
  let room = bytes - size(mark);
  let kept = "";
  for (const char of text) {
    room -= size(char);
    if (room < 0)
      break;
    kept += char;
  }
  return kept + mark;
}

// src/engine/commands.ts
class Refused extends Error {
  code;
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

// src/engine/gates.ts
function partsOf(entry, run) {
  const value = entry.variants && run.options[entry.variants.option];
  return value !== undefined && entry.variants.of[value] || null;
}
function inVariant(entry, run) {
  const parts = partsOf(entry, run);
  if (parts === null)
    return entry.gates;
  const isIn = (gate) => gate.stage === undefined || parts.includes(gate.stage);
  const behind = new Map;
  return entry.gates.flatMap((gate) => {
    const after = [...new Set(gate.after.flatMap((key) => behind.get(key) ?? [key]))];
    behind.set(gate.key, isIn(gate) ? [gate.key] : after);
    return isIn(gate) ? [{ ...gate, after }] : [];
  });
}
function itemsOf({ name, selectors = {} }, over, run, task) {
  const select = selectors[over];
  if (!select)
    throw new Error(`workflow ${name} has no selector "${over}"`);
  return select(run, task);
}
function expanded(workflow, entry, run) {
  const keys = new Map;
  return inVariant(entry, run).flatMap((gate) => {
    const after = gate.after.flatMap((key) => keys.get(key) ?? [key]);
    if (!gate.each) {
      keys.set(gate.key, [gate.key]);
      return [{ ...gate, after }];
    }
    const { over, in_turn } = gate.each;
    const items = itemsOf(workflow, over, run, null);
    const own = items.map(({ item }) => `${gate.key}:${item}`);
    keys.set(gate.key, own);
    const turns = in_turn !== undefined && itemsOf(workflow, in_turn, run, null).length > 0;
    return items.map((item, index) => ({
      ...filled(gate, item),
      key: own[index],
      item: item.item,
      after: turns && index > 0 ? [...after, own[index - 1]] : after
    }));
  });
}
function filled(value, item) {
  if (typeof value === "string")
    return value.replaceAll("{item}", item.item).replaceAll("{role}", item.role);
  if (Array.isArray(value))
    return value.map((one) => filled(one, item));
  if (typeof value !== "object" || value === null)
    return value;
  const isForOthers = (one) => typeof one === "object" && one !== null && ("each" in one);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, isForOthers(one) ? one : filled(one, item)]));
}
function entryOf(workflow, name) {
  const entry = workflow.entries[name];
  if (!entry)
    throw new Error(`workflow ${workflow.name} has no entry "${name}"; known: ${Object.keys(workflow.entries).join(", ")}`);
  return entry;
}
var last = null;
function gatesOf(workflow, run) {
  const entry = entryOf(workflow, run.entry);
  if (!entry.variants && !entry.gates.some((gate) => gate.each))
    return entry.gates;
  const chosen = JSON.stringify([run.entry, run.options, run.settings.areas, run.settings.team]);
  if (last?.workflow === workflow && last.chosen === chosen)
    return last.gates;
  const gates = expanded(workflow, entry, run);
  last = { workflow, chosen, gates };
  return gates;
}
function gateOf(workflow, run, key) {
  const gate = gatesOf(workflow, run).find((one) => one.key === key);
  if (!gate)
    throw new Error(`workflow ${workflow.name} has no gate "${key}"`);
  return gate;
}
function gatesFrom(gates, key) {
  const reached = new Set(gates.filter((gate) => isOf(gate.key, key)).map((gate) => gate.key));
  for (const gate of gates)
    if (gate.after.some((one) => reached.has(one)))
      reached.add(gate.key);
  const chained = gates.filter((gate) => reached.has(gate.key));
  const checks = gates.filter((gate) => gate.gate === "check" && gate.behind?.some((kind) => chained.some((one) => one.gate === "produce" && one.schema === kind)));
  return [...chained, ...checks.filter((gate) => !reached.has(gate.key))];
}
var isOf = (gate, key) => gate === key || gate.startsWith(`${key}:`);
var isBehind = (gate) => gate.gate === "check" && gate.behind !== undefined;
function producerOf(workflow, run, fix) {
  return gatesOf(workflow, run).find((gate) => gate.gate === "produce" && gate.schema === fix.schema && (gate.item ?? null) === (fix.item ?? null));
}

// src/engine/run.ts
var isLive = (run) => run.status === "running" || run.status === "waiting_for_user";
var taskOf = (run, id) => run.tasks.find((task) => task.id === id);
var isOver = (task) => task.status === "done" || task.status === "skipped" || task.status === "cancelled" || task.status === "failed";
function approvedCommands(run) {
  if (!run.settings.tests.run)
    return [];
  return run.tests.decided.filter((one) => one.approved && !(one.task !== null && run.tasks.some((task) => task.id === one.task && task.void)));
}
var undecidedCommands = (run, task) => (task.commands ?? []).filter((text) => !run.tests.decided.some((one) => one.text === text));
var openFindings = (run, gate) => run.findings.filter((finding) => finding.gate === gate && finding.state === "open" && !finding.outside);
var rounds = (run, gates) => run.tasks.filter((task) => task.kind === "rereview" && !task.void && gates.includes(task.gate)).length;
var acceptedTasks = (run) => run.tasks.filter((task) => !task.void && task.acceptedSeq > 0 && task.outcome !== null).sort((a, b) => a.acceptedSeq - b.acceptedSeq);
var treesOf = (run) => Object.assign({}, ...acceptedTasks(run).map((task) => task.facts.trees ?? {}));

// src/engine/rules.ts
var RULES = {
  always: () => true,
  approvedTests: (run) => approvedCommands(run).length > 0,
  newTests: (run) => approvedCommands(run).some((one) => !run.tests.baseline.includes(one.text)) && !run.tasks.some((task) => task.dispatches > 0 && task.edits !== null)
};
function holds({ name, rules = {} }, rule, run, gate) {
  if (Object.hasOwn(RULES, rule))
    return RULES[rule](run);
  const own = rules[rule];
  if (!own)
    throw new Error(`workflow ${name} has no rule "${rule}"`);
  return own(run, gate);
}
var checksDue = (workflow, run, done) => gatesOf(workflow, run).filter((gate) => isBehind(gate) && gate.behind.some((kind) => kind === done.schema) && holds(workflow, gate.when ?? "always", run, gate));

// src/engine/seats.ts
var seatsOf = (workflow, run, panel) => {
  const keys = new Set(gatesOf(workflow, run).flatMap((gate) => gate.gate === "panel" && gate.panel === panel ? [gate.key] : []));
  return run.tasks.filter((task) => keys.has(task.gate) && task.kind !== "fix" && !task.void);
};
var isDecided = (run, gate, { task, escalation }) => run.decisions.some((one) => one.task === task.id && (one.kind === gate.escalation.ask && escalation !== null && one.asked === escalation.decision || one.kind === gate.undecided.ask && (escalation === null || escalation.options.length < 2)));
var OWNERS_WAY = "owner";

// src/engine/tasks.ts
var PROGRAM = "program";
function whoOf(who, models, workflow) {
  if ("program" in who)
    return { agent: PROGRAM, model: who.program, program: who.program };
  if ("role" in who) {
    const { agent, model } = agentOf(workflow, who.role);
    return { agent, model: models[who.role] ?? models[agent] ?? model, role: who.role };
  }
  const model = models[who.agent] ?? who.model;
  return "provider" in who ? { agent: who.agent, model, provider: who.provider } : { agent: who.agent, model };
}
function agentOf({ roles = {} }, role) {
  const begins = Object.keys(roles).find((name) => name.endsWith("*") && role.startsWith(name.slice(0, -1)));
  const found = roles[role] ?? (begins === undefined ? undefined : roles[begins]);
  if (!found)
    throw new Error(`no agent has the role "${role}"; known: ${Object.keys(roles).join(", ")}`);
  return found;
}
var versioned = (title, version) => version === 1 ? title : `${title} v${version}`;
var PERSON = { agent: "person", model: "" };
function gateTask(run, id, gate, version, blockedBy, kind, who, token = gate.token ?? "") {
  const work = gate.gate === "checkpoint" ? { reads: [], writes: "", schema: "decision", brief: "" } : gate;
  return {
    type: "task_created",
    run,
    task: id,
    gate: gate.key,
    kind,
    version,
    token,
    subject: versioned(gate.title, version),
    who,
    blocked_by: blockedBy,
    reads: work.reads,
    writes: work.writes,
    schema: work.schema,
    brief: work.brief,
    fixes: null,
    ...more(gate.gate === "checkpoint" ? {} : gate, gate.item)
  };
}
var more = ({ documents, edits }, item) => ({
  ...item === undefined ? {} : { item },
  ...documents ? { documents } : {},
  ...edits ? { edits } : {}
});
var versionsOf = (run, gate) => run.tasks.filter((task) => task.gate === gate && task.kind !== "fix").length;
function chain(workflow, run, gates, existing) {
  const ids = new Map;
  const offset = existing?.tasks.length ?? 0;
  const chained = gates.filter((gate) => !isBehind(gate));
  return chained.map((gate, index) => {
    const id = `T${offset + index + 1}`;
    const blockedBy = gate.after.flatMap((key) => ids.get(key) ?? (existing ? lastOf(existing, key) : []));
    ids.set(gate.key, id);
    const version = existing ? versionsOf(existing, gate.key) + 1 : 1;
    return gateTask(run.run, id, gate, version, blockedBy, "gate", whoNow(workflow, existing, gate, run.settings.models));
  });
}
function lastOf(run, gate) {
  const done = run.tasks.filter((task) => task.gate === gate && task.kind !== "fix" && !task.void && task.status !== "cancelled");
  return done.length > 0 ? [done[done.length - 1].id] : [];
}
var checksBehind = (run, gates, done) => checks(run, gates, done.id, done.token);
var checksBefore = (run, gate, task) => {
  const [created] = checks(run, [gate], "", task.token);
  const check = created;
  return [
    { ...check, blocked_by: task.blocked_by },
    { type: "task_blocked", run: run.run, task: task.id, by: [check.task] }
  ];
};
function checks(run, gates, after, token) {
  let before = after;
  const events = gates.map((gate, index) => {
    const id = `T${run.tasks.length + index + 1}`;
    const version = versionsOf(run, gate.key) + 1;
    const created = gateTask(run.run, id, gate, version, [before], "gate", whoOf(gate.who, {}, {}), gate.token ?? token);
    before = id;
    return created;
  });
  for (const task of run.tasks)
    if (before !== after && !isOver(task) && task.blocked_by.includes(after))
      events.push({ type: "task_blocked", run: run.run, task: task.id, by: [before] });
  return events;
}
function whoNow(workflow, run, gate, models) {
  if (gate.gate === "checkpoint")
    return PERSON;
  const before = run?.tasks.findLast((task) => task.gate === gate.key && task.kind !== "fix");
  return before?.who ?? whoOf(gate.who, models, workflow);
}
function redo(workflow, run, key) {
  const gates = gatesFrom(gatesOf(workflow, run), key);
  const keys = new Set(gates.map((gate) => gate.key));
  const events = [];
  for (const task of run.tasks) {
    if (!keys.has(task.gate))
      continue;
    if (!isOver(task))
      events.push({ type: "task_cancelled", run: run.run, task: task.id });
    if (!task.void)
      events.push({ type: "task_voided", run: run.run, task: task.id });
  }
  for (const question of run.questions) {
    const task = run.tasks.find((one) => one.id === question.task);
    if (task && keys.has(task.gate))
      events.push({ type: "question_closed", run: run.run, question: question.id });
  }
  return [...events, ...chain(workflow, run, gates, run)];
}
function reviewsAgain(workflow, run, review, then) {
  const gate = gateOf(workflow, run, review.gate);
  if (gate.gate === "check")
    return isBehind(gate) ? [] : [gate];
  if (gate.gate !== "review")
    return [];
  if (then === "self")
    return [gate];
  const again = (one) => {
    const reviews = run.tasks.filter((task) => task.gate === one.key && task.kind !== "fix" && !task.void);
    return reviews.some((task) => task.status === "done") && reviews.every(isOver);
  };
  return gatesOf(workflow, run).filter((one) => one.gate === "review" && one.group === gate.group && (one.key === gate.key || again(one)));
}
function again(workflow, run, id, gate, by, scope = []) {
  const kind = gate.gate === "check" ? "gate" : "rereview";
  const who = whoNow(workflow, run, gate, run.settings.models);
  const created = gateTask(run.run, id, gate, versionsOf(run, gate.key) + 1, by, kind, who);
  return scope.length > 0 ? { ...created, scope } : created;
}
function fixTasks(workflow, run, found, fix, from, first, items = fix.each ? itemsOf(workflow, fix.each.over, run, found) : [null], given = []) {
  const gate = gateOf(workflow, run, found.gate);
  const reads = gate.gate === "checkpoint" ? [] : gate.reads;
  let before = first;
  return items.map((item, index) => {
    const one = item === null ? fix : filled(fix, item);
    const created = {
      type: "task_created",
      run: run.run,
      task: `T${from + index}`,
      gate: found.gate,
      kind: "fix",
      version: found.version,
      token: one.token,
      subject: numbered(run, given, `${one.title} v`, found.version),
      who: whoOf(one.who, run.settings.models, workflow),
      blocked_by: before,
      reads: [...new Set([...reads, found.writes])].filter((path) => path !== ""),
      writes: one.writes,
      schema: one.schema,
      brief: one.brief,
      fixes: found.id,
      ...more(one, item?.item)
    };
    before = [created.task];
    return created;
  });
}
function numbered(run, given, title, version) {
  const isTaken = (subject) => given.includes(subject) || run.tasks.some((task) => task.subject === subject);
  let number = version;
  while (isTaken(`${title}${number}`))
    number += 1;
  return `${title}${number}`;
}
var waitFor = (run, ids, by) => run.tasks.filter((task) => !isOver(task) && task.blocked_by.some((id) => ids.includes(id))).map((task) => ({ type: "task_blocked", run: run.run, task: task.id, by: [by] }));
function fixAndReview(workflow, run, review, fix, then) {
  const events = fixTasks(workflow, run, review, fix, run.tasks.length + 1, [review.id]);
  let before = `T${run.tasks.length + events.length}`;
  for (const gate of reviewsAgain(workflow, run, review, then)) {
    const id = `T${run.tasks.length + events.length + 1}`;
    events.push(again(workflow, run, id, gate, [before]));
    before = id;
  }
  return [...events, ...waitFor(run, [review.id], before)];
}

// src/engine/ruling.ts
function askRuling(decision, { topic }) {
  const { workflow, run } = decision;
  if (!decision.live)
    throw new Refused("no_run", "no live run that a ruling could be about");
  const gates = gatesOf(workflow, run);
  const panel = gates.find((gate) => gate.gate === "panel");
  if (!panel)
    throw new Refused("no_panel", `${wordsOf(decision)} has no review of one another: nobody rules in it`);
  const seats = seatsOf(workflow, run, panel.panel);
  if (seats.length === 0 || !isBuilding(decision))
    throw new Refused("too_early", "nothing is built yet: what is wrong with the design is said at its checkpoint, with revise");
  const behind = gatesFrom(gates, panel.key).filter((gate) => gate.gate !== "panel" || gate.panel !== panel.panel);
  const passed = tasksOf(decision, behind).find((task) => task.schema === "decision" && task.status === "done");
  if (passed)
    throw new Refused("too_late", `${passed.subject} is passed: what is signed off is changed by a run of its own`);
  again2(decision, panel, behind);
  spawn(decision, panel, topic);
}
var wordsOf = ({ run }) => {
  const options = ["track"].flatMap((name) => run.options[name] ? [`${name} ${run.options[name]}`] : []);
  return [`workflow ${run.workflow}`, ...options].join(", ");
};
var isBuilding = ({ run }) => run.tasks.some((task) => task.edits !== null && !task.void && task.status !== "blocked" && task.status !== "skipped");
var tasksOf = ({ run }, gates) => run.tasks.filter((task) => !task.void && gates.some((gate) => gate.key === task.gate));
function again2(decision, panel, behind) {
  const begun = (task) => task.dispatches > 0 || task.status === "done" || task.status === "waiting";
  if (!tasksOf(decision, behind).some(begun))
    return;
  const panels = gatesOf(decision.workflow, decision.run).filter((gate) => gate.gate === "panel" && gate.panel === panel.panel);
  const first = behind.find((gate) => gate.after.some((key) => panels.some((one) => one.key === key)));
  if (first)
    decision.add(...redo(decision.workflow, decision.run, first.key));
}
function spawn(decision, panel, topic) {
  const { workflow, run } = decision;
  const seats = seatsOf(workflow, run, panel.panel);
  const before = run.tasks.filter((task) => !isOver(task) && task.writes === panel.ruling.writes);
  const from = run.tasks.length + 1;
  const [ruling] = fixTasks(workflow, run, seats.at(-1), panel.ruling, from, before.map((task) => task.id));
  const waits = firstOf(heldUp(decision, panel).filter((task) => !before.includes(task)));
  decision.add({ ...ruling, reads: panel.reads, topic }, ...waits.map((task) => ({ type: "task_blocked", task: task.id, by: [ruling.task] })));
}
function fromPanel({ workflow, run }, panel) {
  const gates = gatesOf(workflow, run);
  const own = gates.filter((gate) => gate.gate === "panel" && gate.panel === panel.panel);
  return new Set([...own, ...gatesFrom(gates, panel.key)].map((gate) => gate.key));
}
function heldUp(decision, panel) {
  const keys = fromPanel(decision, panel);
  return decision.run.tasks.filter((task) => (task.status === "blocked" || task.status === "ready") && keys.has(task.gate));
}
function unfinishedBefore(decision, panel) {
  const keys = fromPanel(decision, panel);
  return decision.run.tasks.filter((task) => !isOver(task) && !keys.has(task.gate));
}
var firstOf = (tasks) => {
  const ids = new Set(tasks.map((task) => task.id));
  return tasks.filter((task) => !task.blocked_by.some((id) => ids.has(id)));
};
var rulingsToCarryOut = (run, seats, schema) => run.tasks.filter((task) => task.topic !== null && task.schema === schema && task.status === "done" && !task.void && (task.facts.owners ?? []).length > 0 && seats.some((seat) => seat.id === task.fixes) && !run.tasks.some((one) => one.fixes === task.id));

// src/engine/panel.ts
function settlePanels(decision) {
  const panels = new Map;
  for (const gate of gatesOf(decision.workflow, decision.run))
    if (gate.gate === "panel" && !panels.has(gate.panel))
      panels.set(gate.panel, gate);
  for (const gate of panels.values()) {
    applyRulings(decision, gate);
    if (isRoundOver(decision, gate))
      settle(decision, gate);
  }
}
function rulesOf({ workflow }, { panel }) {
  const rules = workflow.panels?.[panel];
  if (!rules)
    throw new Error(`workflow ${workflow.name} does not say how the panel "${panel}" is counted`);
  return rules;
}
var hasVoted = (task) => task.status === "waiting" && task.outcome !== null;
function panelFixes(decision, seats) {
  const fixes = decision.run.tasks.filter((task) => task.kind === "fix" && !task.void);
  const own = fixes.filter((task) => seats.some((seat) => seat.id === task.fixes));
  return fixes.filter((task) => own.some((one) => one === task || one.id === task.fixes));
}
function applyRulings(decision, gate) {
  const seats = seatsOf(decision.workflow, decision.run, gate.panel);
  for (const ruling of rulingsToCarryOut(decision.run, seats, gate.ruling.schema)) {
    const areas = seats.every(isOver) ? rulesOf(decision, gate).standings(decision.run, gate, seats) : [];
    const before = unfinishedBefore(decision, gate).map((task) => task.id);
    const { owners = [] } = ruling.facts;
    const events = spawned(decision, gate, areas, seats, owners, [ruling.id, ...before], ruling);
    const isNext = (id) => decision.task(id).schema === ruling.schema;
    decision.add(...events.filter((event) => event.type !== "task_blocked" || !isNext(event.task)));
  }
}
function isRoundOver(decision, gate) {
  const { run } = decision;
  const seats = seatsOf(decision.workflow, run, gate.panel);
  const fixes = panelFixes(decision, seats);
  if (run.questions.some((one) => seats.some((seat) => seat.id === one.task)))
    return false;
  if (!fixes.every(isOver) || !seats.every((seat) => isOver(seat) || hasVoted(seat)))
    return false;
  const ruled = Math.max(0, ...fixes.map((task) => isRuling(gate, task) && task.topic === null ? task.acceptedSeq : 0));
  return seats.some(hasVoted) || seats.every((seat) => seat.acceptedSeq < ruled);
}
var isRuling = (gate, task) => task.schema === gate.ruling.schema;
function settle(decision, gate) {
  const seats = seatsOf(decision.workflow, decision.run, gate.panel);
  const areas = rulesOf(decision, gate).standings(decision.run, gate, seats);
  const open = areas.flatMap((one) => one.changes);
  if (askUndecided(decision, gate, open))
    return;
  const rulings = open.filter((word) => needsRuling(decision, gate, word));
  const events = rulings.length > 0 ? ruled(decision, gate, rulings) : round(decision, gate, areas, seats);
  const waiting = seats.filter((seat) => seat.status === "waiting");
  decision.add(...events, ...waiting.map((seat) => ({ type: "task_done", task: seat.id, waiver: null })));
}
function askUndecided(decision, gate, open) {
  const asked = new Set;
  for (const word of open) {
    const after = rulingOf(decision, gate, word);
    const once = word.escalation !== null && !isDecided(decision.run, gate, word);
    const endless = after !== undefined && word.task.acceptedSeq > after.acceptedSeq && !isDecided(decision.run, gate, word);
    if (!once && !endless || asked.has(word.task.id))
      continue;
    asked.add(word.task.id);
    const { options = [], decision: question = "" } = word.escalation ?? {};
    if (once && options.length > 1)
      decision.ask(gate.escalation, word.task, [{ question, options }]);
    else
      decision.ask(gate.undecided, word.task);
  }
  return asked.size > 0;
}
var rulingOf = (decision, gate, word) => panelFixes(decision, seatsOf(decision.workflow, decision.run, gate.panel)).findLast((task) => isRuling(gate, task) && task.status === "done" && task.item === `${word.seat}/${word.area}`);
var asksOf = (decision, word) => decision.run.tasks.filter((task) => task.gate === word.task.gate && task.kind !== "fix" && !task.void && task.facts.sections?.some((one) => one.area === word.area && one.verdict === "changes")).length;
function needsRuling(decision, gate, word) {
  if (rulingOf(decision, gate, word) !== undefined)
    return false;
  const limits = decision.run.settings.limits;
  const limit = limits[gate.rounds] ?? decision.workflow.limits[gate.rounds] ?? Number.POSITIVE_INFINITY;
  return isDecided(decision.run, gate, word) || asksOf(decision, word) > limit;
}
function ruled(decision, gate, words) {
  const { workflow, run } = decision;
  const events = [];
  const given = [];
  let before = words.map((word) => word.task.id);
  for (const word of words) {
    const from = run.tasks.length + events.length + 1;
    const [ruling] = fixTasks(workflow, run, word.task, gate.ruling, from, before, [null], given);
    events.push({ ...ruling, item: `${word.seat}/${word.area}` });
    given.push(ruling.subject);
    before = [ruling.task];
  }
  return [...events, ...waitFor(run, seatIds(decision, gate), before[0])];
}
var seatIds = (decision, gate) => {
  const seats = seatsOf(decision.workflow, decision.run, gate.panel);
  return [...seats, ...panelFixes(decision, seats)].map((task) => task.id);
};
function round(decision, gate, areas, seats) {
  const owners = new Set(areas.flatMap((standing) => ownersToMend(decision, gate, standing)));
  return spawned(decision, gate, areas, seats, [...owners], seats.map((seat) => seat.id), null);
}
function ownersToMend(decision, gate, { area, changes }) {
  return changes.flatMap((word) => {
    const ruling = rulingOf(decision, gate, word);
    return ruling === undefined || word.task.acceptedSeq > ruling.acceptedSeq ? [area] : ruling.facts.owners ?? [area];
  });
}
function seatsAgain(decision, panel, reviews, behind, comesAgain) {
  const { workflow, run } = decision;
  const gates = gatesOf(workflow, run);
  const gate = gates.find((one) => one.gate === "panel" && one.panel === panel);
  const seats = gate ? seatsOf(workflow, run, panel) : [];
  const looks = gate ? seatLooks(decision, gate, looksAgain(rulesOf(decision, gate).standings(run, gate, seats), new Set)) : [];
  for (const one of gates)
    if (one.gate === "review" && reviews.includes(one.key)) {
      const first = isDueNow(decision, one);
      if (first || hasMoved(run, one))
        looks.push({ gate: one, scope: [], first });
    }
  const first = run.tasks.length + 1;
  const events = looks.map((look, index) => {
    const created = again(workflow, run, `T${first + index}`, look.gate, [behind.id], look.scope);
    return look.first ? { ...created, kind: "gate" } : created;
  });
  const own = decision.gate(behind);
  if (events.length === 0 || own.gate !== "check")
    return [];
  const made = looks.map((_, index) => `T${first + index}`);
  if (!comesAgain)
    return [...events, ...made.flatMap((id) => waitFor(run, [behind.id], id))];
  const last = `T${first + events.length}`;
  return [...events, again(workflow, run, last, own, made), ...waitFor(run, [behind.id], last)];
}
function hasMoved(run, gate) {
  const last = run.tasks.findLast((task) => task.gate === gate.key && task.kind !== "fix" && !task.void);
  const seen = last?.status === "done" && last.waiver === null ? last.facts.trees : undefined;
  const now = treesOf(run);
  return seen !== undefined && Object.keys(seen).some((area) => seen[area] !== now[area]);
}
function isDueNow({ workflow, run }, gate) {
  const last = run.tasks.findLast((task) => task.gate === gate.key && task.kind !== "fix" && !task.void);
  return last?.status === "skipped" && gate.when !== undefined && holds(workflow, gate.when, run, gate);
}
var seatLooks = (decision, { panel }, looks) => [...looks].flatMap(([seat, scope]) => {
  const gate = gatesOf(decision.workflow, decision.run).find((one) => one.gate === "panel" && one.panel === panel && one.item === seat);
  return gate ? [{ gate, scope }] : [];
});
function spawned(decision, gate, areas, seats, owners, waited, ruling) {
  const { workflow, run } = decision;
  const events = [];
  const nextId = () => `T${run.tasks.length + events.length + 1}`;
  let before = waited;
  for (const owner of owners) {
    const asker = ruling ?? areas.find((one) => one.area === owner)?.changes[0]?.task ?? seats.at(-1);
    const from = run.tasks.length + events.length + 1;
    const items = [rulesOf(decision, gate).ownerOf(owner)];
    const [fix] = fixTasks(workflow, run, asker, gate.revise, from, before, items);
    events.push(fix);
    before = [fix.task];
  }
  const made = [];
  for (const look of seatLooks(decision, gate, looksAgain(areas, new Set(owners)))) {
    const id = nextId();
    events.push(again(workflow, run, id, look.gate, before, look.scope));
    made.push(id);
  }
  if (made.length === 0 && owners.length === 0)
    return [];
  const last = made.length > 0 ? made : before;
  return [...events, ...last.flatMap((id) => waitFor(run, seatIds(decision, gate), id))];
}
function looksAgain(areas, mended) {
  const looks = new Map;
  for (const { area, words, changes, required, approvals } of areas) {
    const isMended = mended.has(area);
    const asked = changes.map((word) => word.seat);
    const left = required - asked.length - (isMended ? 0 : approvals.length);
    const approved = words.filter((one) => one.verdict === "approved" && (isMended || one.stale)).map((one) => one.seat);
    for (const seat of [...asked, ...approved.slice(0, Math.max(0, left))])
      looks.set(seat, [...looks.get(seat) ?? [], area]);
  }
  return looks;
}

// src/engine/rounds.ts
function contradicted(run, review) {
  const told = new Set(run.decisions.filter((one) => one.task !== null && run.tasks.find((task) => task.id === one.task)?.gate === review.gate).flatMap((one) => one.why.flatMap((why) => why.against ?? [])).map(nameOf));
  const pairs = run.findings.filter((one) => one.task === review.id && !one.outside).map((one) => ({
    id: one.id,
    others: [...askedBack(run, one), ...broughtBack(run, one)].filter((other) => !told.has(nameOf({ gate: other.gate, finding: other.id })))
  })).filter((one) => one.others.length > 0);
  if (pairs.length === 0)
    return null;
  const others = [...new Set(pairs.flatMap((one) => one.others))];
  return {
    reason: "contradiction",
    round: Math.max(...others.map((one) => one.round)),
    findings: pairs.map((one) => one.id),
    against: others.map(({ gate, id }) => ({ gate, finding: id }))
  };
}
var nameOf = ({ gate, finding }) => `${gate} ${finding}`;
var askedBack = (run, mine) => mine.against.filter((one) => one.asks === "back").flatMap((one) => run.findings.filter((other) => other.gate === one.gate && other.id === one.finding)).filter((other) => other.state === "fixed");
function broughtBack(run, mine) {
  const before = run.findings.filter((old) => old.gate === mine.gate && old.fixed_in !== null && old.fixed_in < mine.round && old.prints.some((print) => mine.prints.includes(print)));
  return run.findings.filter((other) => other.state === "fixed" && other.against.some((one) => one.gate === mine.gate && before.some((old) => old.id === one.finding)));
}
var STALL_ROUNDS = 3;
function roundsLeft(workflow, run, gate) {
  const group = gatesOf(workflow, run).flatMap((one) => one.gate === "review" && one.group === gate.group ? [one.key] : []);
  const limits = run.settings.limits;
  const left = (name, keys) => Math.max(0, (limits[name] ?? workflow.limits[name] ?? Number.POSITIVE_INFINITY) - rounds(run, keys));
  return { reviewer: left("per_reviewer", [gate.key]), group: left(gate.group, group) };
}
function fixesLeft(workflow, run, gate, task) {
  const checks = run.tasks.filter((task) => task.gate === gate.key && task.kind !== "fix" && !task.void);
  const passed = checks.findLastIndex((task) => task.outcome !== null && !run.tasks.some((fix) => fix.fixes === task.id) && task.status === "done");
  const since = checks.slice(passed + 1);
  const fixesOf = (item) => since.filter((one) => run.tasks.some((fix) => fix.fixes === one.id && (item === null || fix.item === item))).length;
  const fixed = Math.max(0, ...(task.facts.owners ?? [null]).map(fixesOf));
  const limits = run.settings.limits;
  return Math.max(0, (limits[gate.fixes] ?? workflow.limits[gate.fixes] ?? Number.POSITIVE_INFINITY) - fixed);
}
function noProgress(run, review) {
  if (run.settings.convergence === false)
    return [];
  const index = run.tasks.indexOf(review);
  const reviews = run.tasks.filter((task, at) => at <= index && task.gate === review.gate && task.kind !== "fix" && !task.void);
  const why = [sameSubject, repeated, stalled].flatMap((look) => look(run, reviews, review) ?? []);
  const sides = contradicted(run, review);
  if (sides === null)
    return why;
  const said = (one) => one.reason === "repeated" && one.findings.every((id) => sides.findings.includes(id));
  return [sides, ...why.filter((one) => !said(one))];
}
function since(run, reviews, reason) {
  const told = reviews.findLastIndex((task) => run.decisions.some((one) => one.task === task.id && one.why.some((why) => why.reason === reason)));
  return told < 0 ? reviews : reviews.slice(told);
}
function sameSubject(run, reviews, review) {
  const before = since(run, reviews, "same_subject").findLast((task) => task !== review && task.reviewed === review.reviewed);
  return before ? { reason: "same_subject", round: before.version, findings: [] } : null;
}
function repeated(run, reviews, review) {
  const from = since(run, reviews, "repeated")[0];
  const mine = run.findings.filter((one) => one.gate === review.gate && !one.outside);
  const mended = mine.filter((one) => one.fixed_in !== null && one.fixed_in < review.version && one.fixed_in > from.version);
  let round = 0;
  const again = mine.filter((one) => {
    if (one.task !== review.id)
      return false;
    const before = mended.filter((old) => old.prints.some((print) => one.prints.includes(print)));
    round = Math.max(round, ...before.map((old) => old.fixed_in));
    return before.length > 0;
  });
  return again.length > 0 ? { reason: "repeated", round, findings: again.map((one) => one.id) } : null;
}
function stalled(run, reviews, review) {
  const last = since(run, reviews, "stalled").slice(-1 - STALL_ROUNDS);
  if (last.length <= STALL_ROUNDS)
    return null;
  if (!last.every((task) => task === review || run.tasks.some((fix) => fix.fixes === task.id)))
    return null;
  const now = openAfter(run, review);
  const first = last[0];
  return now.length > 0 && now.length >= openAfter(run, first).length ? { reason: "stalled", round: first.version, findings: now } : null;
}
var openAfter = (run, { gate, version }) => run.findings.filter((one) => one.gate === gate && !one.outside && one.severity !== "minor" && one.state !== "refused" && one.round <= version && (one.fixed_in === null || one.fixed_in > version)).map((one) => one.id);
function confirmFinal(decision) {
  if (!decision.live)
    return;
  const gates = gatesOf(decision.workflow, decision.run).filter((gate) => gate.gate === "review");
  for (const group of new Set(gates.map((gate) => gate.group))) {
    const gate = firstBehind(decision.run, gates.filter((one) => one.group === group));
    if (gate)
      spawn2(decision, gate);
  }
}
function firstBehind(run, gates) {
  const keys = new Set(gates.map((gate) => gate.key));
  const tasks = run.tasks.filter((task) => keys.has(task.gate) && !task.void && task.status !== "cancelled");
  if (!tasks.every(isOver))
    return;
  const last = gates.map((gate) => tasks.findLast((task) => task.gate === gate.key && task.kind !== "fix"));
  if (last.includes(undefined))
    return;
  const final = finalSubject(tasks);
  return gates.find((gate, index) => {
    const { waiver, outcome, reviewed } = last[index];
    const approved = waiver === null && outcome !== null && gate.on[outcome] === "next";
    return gate.confirm !== undefined && approved && reviewed !== final;
  });
}
var finalSubject = (tasks) => tasks.filter((task) => task.reviewed !== null).reduce((last, task) => last === null || task.acceptedSeq > last.acceptedSeq ? task : last, null)?.reviewed ?? null;
function spawn2(decision, gate) {
  const { run, workflow } = decision;
  const { reviewer, group } = roundsLeft(workflow, run, gate);
  const { brief, reads, limit } = gate.confirm;
  const before = run.tasks.findLast((task) => task.gate === gate.key && task.kind !== "fix" && !task.void);
  const created = again(workflow, run, `T${run.tasks.length + 1}`, { ...gate, brief, reads }, [before.id]);
  decision.add(created);
  const keys = new Set(gatesOf(workflow, run).flatMap((one) => one.gate === "review" && one.group === gate.group ? [one.key] : []));
  const ofGroup = new Set(run.tasks.filter((task) => keys.has(task.gate)).map((task) => task.id));
  for (const task of run.tasks)
    if (!isOver(task) && task.blocked_by.some((id) => ofGroup.has(id)))
      decision.add({ type: "task_blocked", task: task.id, by: [created.task] });
  if (Math.min(reviewer, group) === 0)
    decision.ask(limit, decision.task(created.task));
}

// src/engine/settle.ts
function checkpoint(decision, ask, id) {
  const { run } = decision;
  const rule = ask.passes && holds(decision.workflow, ask.passes.when, run, decision.gate(decision.task(id))) ? ask.passes : null;
  const option = rule?.option ?? (run.auto ? ask.auto : undefined);
  const bars = option === undefined ? [] : barsOf(decision, ask, option);
  if (option === undefined || bars.length > 0) {
    decision.ask(ask, decision.task(id));
    return false;
  }
  const why = rule === null ? [] : [`${ask.ask}: passed without asking (${rule.when})`];
  decision.add({ type: "auto_approved", task: id, kind: ask.ask, assumptions: why }, { type: "task_done", task: id, waiver: null });
  return true;
}
function barsOf(decision, ask, option) {
  const bar = ask.options[option]?.unless;
  if (bar === undefined)
    return [];
  const bars = decision.workflow.bars?.[bar];
  if (!bars)
    throw new Error(`workflow ${decision.workflow.name} has no bar "${bar}"`);
  return bars(decision.run);
}
function settleIdle(decision) {
  for (let again = true;again && decision.live; ) {
    again = false;
    for (const { id, gate: key, kind, status } of decision.run.tasks) {
      if (status !== "ready" || kind === "fix")
        continue;
      const gate = gatesOf(decision.workflow, decision.run).find((one) => one.key === key);
      if (!gate)
        continue;
      if (gate.when !== undefined && !isBehind(gate) && kind === "gate" && !holds(decision.workflow, gate.when, decision.run, gate)) {
        decision.add({ type: "task_skipped", task: id, rule: gate.when });
        again = true;
        break;
      }
      if (gate.gate !== "checkpoint")
        continue;
      again = checkpoint(decision, gate.ask, id);
      break;
    }
  }
}

// src/engine/variant.ts
function settleVariant(decision) {
  const { run, workflow } = decision;
  const option = entryOf(workflow, run.entry).variants?.option;
  const outgrown = acceptedTasks(run).at(-1)?.facts.outgrown;
  if (option === undefined || !outgrown || run.options[option] === outgrown.to)
    return;
  const moved = {
    [option]: outgrown.to,
    approvals: "",
    moved: `${run.options[option] ?? ""} to ${outgrown.to}: ${outgrown.reason}`
  };
  decision.add({ type: "options_set", options: moved });
  decision.add(...missing(decision));
}
function missing(decision) {
  const { run, workflow } = decision;
  const gates = gatesOf(workflow, run);
  const known = new Set(run.tasks.filter((task) => !task.void).map((task) => task.gate));
  const fresh = gates.filter((gate) => !known.has(gate.key) && !isBehind(gate)).map((gate) => gate.key);
  const reached = behind(gates, new Set(fresh));
  const kept = new Set(gates.filter((gate) => known.has(gate.key) && isBuilt(run, gate)).map((gate) => gate.key));
  const again = gates.filter((gate) => reached.has(gate.key) && !kept.has(gate.key));
  const keys = new Set(again.map((gate) => gate.key));
  const old = run.tasks.filter((task) => keys.has(task.gate) && !task.void);
  const ended = old.flatMap((task) => [
    ...isOver(task) ? [] : [{ type: "task_cancelled", run: run.run, task: task.id }],
    { type: "task_voided", run: run.run, task: task.id }
  ]);
  const created = chain(workflow, run, again, run);
  return [...ended, ...created.map((one) => waiting(one, gates, kept, created))];
}
var isBuilt = (run, gate) => gate.gate === "produce" && gate.edits === "area" && run.tasks.some((task) => task.gate === gate.key && !task.void && isOver(task));
function behind(gates, from) {
  const reached = new Set(from);
  for (const gate of gates)
    if (gate.after.some((key) => reached.has(key)))
      reached.add(gate.key);
  return reached;
}
function waiting(task, gates, kept, created) {
  const gate = gates.find((one) => one.key === task.gate);
  const before = new Set;
  const look = (key) => {
    if (before.has(key))
      return;
    before.add(key);
    for (const one of gates.find((other) => other.key === key)?.after ?? [])
      look(one);
  };
  for (const key of gate.after)
    if (kept.has(key))
      look(key);
  const more = created.filter((one) => before.has(one.gate)).map((one) => one.task);
  return { ...task, blocked_by: [...new Set([...task.blocked_by, ...more])] };
}

// src/engine/outcomes.ts
var MAX_FRUITLESS = 2;
function retryOrAsk(decision, task, reason, note) {
  const before = task[reason];
  decision.add({ type: "returned", task: task.id, reason, note: clip(note, 8000) });
  if (before + 1 < MAX_FRUITLESS)
    return;
  const gate = decision.gate(task);
  decision.ask(reason === "stale" && gate.gate === "review" ? gate.stale : stuckOf(decision, task), task);
}
function stuckOf(decision, task) {
  const producer = task.kind === "fix" ? producerOf(decision.workflow, decision.run, task) : undefined;
  const gate = producer ?? decision.gate(task);
  return gate.gate === "checkpoint" ? gate.ask : gate.stuck;
}
function boundedOf(decision, task) {
  const producer = task.kind === "fix" ? producerOf(decision.workflow, decision.run, task) : undefined;
  const gate = producer ?? decision.gate(task);
  return gate.gate === "check" || gate.gate === "checkpoint" ? null : gate.bounded;
}
function unanswered(decision, task, failure, spent) {
  decision.spend(task, spent);
  decision.add({ type: "returned", task: task.id, reason: "api", note: "" });
  pause(decision, failure, task.id);
}
function pause(decision, { failure, message, until }, task) {
  const words = { failure: clip(failure, 100), message: clip(message, 1000), until: until && clip(until, 100) };
  decision.add({ type: "held", task, ...words });
}
function bounded(decision, task, over, problems, spent) {
  decision.spend(task, spent);
  const note = `the agent before you was at its limit (${over.join(", ")}); what it changed is still there, go on from that
${problems.slice(0, 8).join(`
`)}`;
  decision.add({ type: "returned", task: task.id, reason: "bounded", note: clip(note, 8000) });
  decision.ask(boundedOf(decision, task) ?? stuckOf(decision, task), task);
}
function testAsksOf(decision, task) {
  const gate = task.kind === "fix" ? producerOf(decision.workflow, decision.run, task) : decision.gate(task);
  return gate?.gate === "produce" && gate.tests || null;
}
function testsToAsk(decision, task) {
  const { settings, tests } = decision.run;
  const now = decision.task(task.id);
  const asks = testAsksOf(decision, now);
  if (!settings.tests.run || asks === null || now.commands === null)
    return null;
  if (undecidedCommands(decision.run, now).length > 0)
    return asks.unapproved;
  return tests.decided.length === 0 && !tests.none ? asks.none : null;
}
function settleTests(decision, task, how, text, by) {
  const named = (text ?? "").split(`
`).map((line) => line.trim());
  const commands = how === "named" ? named.filter((line) => line !== "") : undecidedCommands(decision.run, decision.task(task.id));
  if (commands.length === 0 && how !== "refused")
    return;
  decision.add({ type: "tests_decided", task: task.id, commands, approved: how !== "refused", by });
}
var MAX_REFUSALS = 3;
var QUOTA = "quota";
function movesOf(decision, task) {
  const gate = decision.gate(task);
  if (task.kind === "fix")
    return producerOf(decision.workflow, decision.run, task)?.on ?? { done: "next" };
  return gate.gate === "checkpoint" ? { decided: gate.ask } : gate.on;
}
function moveOf(decision, task, outcome) {
  const moves = movesOf(decision, task);
  return Object.hasOwn(moves, outcome) ? moves[outcome] : stuckOf(decision, task);
}
function ended(decision, command) {
  const task = decision.waitingFor(command.task, command.nonce);
  if (!task)
    return;
  const { result, subject, spent = null, failure = null } = command;
  const reviews = task.kind !== "fix" && decision.gate(task).gate === "review";
  const bound = subject !== null && subject === task.dispatch?.subject;
  if (!result.ok && failure !== null) {
    unanswered(decision, task, failure, spent);
    return;
  }
  const over = task.dispatch?.bounds && spent ? reached(task.dispatch.bounds, spent) : [];
  if (!result.ok && over.length > 0) {
    bounded(decision, task, over, result.problems, spent);
    return;
  }
  if (reviews && !bound && (result.ok || subject !== null)) {
    decision.spend(task, spent);
    retryOrAsk(decision, task, "stale", "what is reviewed changed during the review; review it as it is now");
    return;
  }
  if (!result.ok) {
    const problems = result.problems.slice(0, 8).map((problem) => clip(problem, 1200));
    decision.add({ type: "refused", task: task.id, problems, artifact: result.sha });
    if (command.blockable && task.refusals < MAX_REFUSALS)
      return;
    decision.spend(task, spent);
    retryOrAsk(decision, decision.task(task.id), "invalid", problems.join(`
`));
    return;
  }
  decision.spend(task, spent);
  accept(decision, task, result.artifact, subject);
}
function checkFailed(decision, command) {
  const task = decision.waitingFor(command.task, command.nonce);
  if (!task)
    return;
  const { failure, message, detail, until = null, spent = null } = command;
  if (failure === QUOTA && task.waits === 0) {
    unanswered(decision, task, { failure, message, until }, spent);
    return;
  }
  decision.spend(task, spent);
  decision.add({
    type: "check_failed",
    task: task.id,
    failure: clip(failure, 400),
    message: clip(message, 2000),
    detail: clip(detail, 8000)
  });
  const gate = decision.gate(task);
  apply(decision, gate.gate === "review" && gate.failed || stuckOf(decision, task), decision.task(task.id));
}
function lost(decision, command) {
  const task = decision.waitingFor(command.task, command.nonce);
  if (task)
    retryOrAsk(decision, task, "lost", command.why);
}
function accept(decision, task, artifact, subject) {
  const { sha, outcome, findings, prior, claims, commands, facts, documents } = artifact;
  decision.add({
    type: "accepted",
    task: task.id,
    artifact: sha,
    outcome,
    subject,
    findings,
    prior,
    claims,
    ...commands ? { commands } : {},
    ...facts ? { facts } : {},
    ...documents && documents.length > 0 ? { documents } : {}
  });
  const now = decision.task(task.id);
  if (task.kind !== "fix" && decision.gate(task).gate === "panel")
    return;
  const move = moveOf(decision, now, outcome);
  if (move === "again")
    retryOrAsk(decision, now, "invalid", artifact.reason ?? `the result says ${outcome}`);
  else
    apply(decision, move, now, artifact);
}
function checksAgain(decision, task, subject) {
  const review = decision.gate(task);
  if (task.kind === "fix" || review.gate !== "review")
    return false;
  const { workflow, run } = decision;
  const check = gatesOf(workflow, run).find((gate) => gate.gate === "check" && gate.guards === review.group);
  const last = run.tasks.findLast((one) => one.gate === check?.key && one.kind !== "fix" && !one.void);
  if (!check || !last || last.status !== "done" || last.waiver !== null || last.reviewed === subject)
    return false;
  retryOrAsk(decision, task, "stale", "the project changed after the tests had run; they run again first");
  const asked = decision.run.questions.some((one) => one.task === task.id);
  if (!asked)
    decision.add(...checksBefore(decision.run, check, task));
  return true;
}
function giveBack(decision, task, reason, note) {
  decision.add({ type: "returned", task: task.id, reason, note: clip(note, 8000) });
}
function apply(decision, move, task, artifact = null, chosen = null) {
  const tests = move === "next" ? testsToAsk(decision, task) : null;
  if (tests !== null)
    apply(decision, tests, task);
  else if (move === "next") {
    const due = checksDue(decision.workflow, decision.run, task);
    const checks = due.length === 0 ? [] : checksBehind(decision.run, due, task);
    decision.add({ type: "task_done", task: task.id, waiver: chosen?.waiver ?? null }, ...checks);
  } else if (move === "again")
    giveBack(decision, task, "again", "");
  else if (move === "stop")
    decision.add({ type: "ended", status: "cancelled", reason: `stopped at ${task.id} ${task.subject}` });
  else if ("substitute" in move) {
    const who = whoOf(move.substitute, decision.run.settings.models, decision.workflow);
    decision.add({ type: "substituted", task: task.id, who });
    giveBack(decision, task, "again", "");
  } else if ("if" in move) {
    const isSo = holds(decision.workflow, move.if, decision.run, decision.gate(task));
    apply(decision, isSo ? move.then : move.else, task, artifact, chosen);
  } else if ("tally" in move)
    tally(decision, move.tally, move.reviews ?? [], task, chosen?.waiver ?? null);
  else if ("redo" in move)
    decision.add(...redo(decision.workflow, decision.run, move.redo));
  else if ("fix" in move) {
    const gate = decision.gate(task);
    const why = chosen === null && gate.gate === "review" ? noProgress(decision.run, decision.task(task.id)) : [];
    if (chosen === null && limitReached(decision, gate, task))
      decision.ask(gate.limit, task);
    else if (why.length > 0)
      decision.askEarly(gate.limit, task, why);
    else
      decision.add(...fixAndReview(decision.workflow, decision.run, task, move.fix, move.then), {
        type: "task_done",
        task: task.id,
        waiver: null
      });
  } else if (decision.run.auto && move.auto !== undefined)
    assume(decision, move, move.auto, task, artifact);
  else
    decision.ask(move, task, artifact?.questions);
}
function tally(decision, panel, reviews, task, waiver) {
  const gate = decision.gate(task);
  if (gate.gate === "panel" && gate.panel === panel)
    return;
  const looks = seatsAgain(decision, panel, reviews, task, waiver === null);
  decision.add(...looks, { type: "task_done", task: task.id, waiver });
}
function limitReached({ workflow, run }, gate, task) {
  if (gate.gate === "check")
    return fixesLeft(workflow, run, gate, task) === 0;
  const left = roundsLeft(workflow, run, gate);
  return Math.min(left.reviewer, left.group) === 0;
}
function assume(decision, ask, option, task, artifact) {
  const questions = artifact?.questions ?? [];
  const assumed = questions.map((one) => `${one.question} Assumed: ${one.options[0]}`);
  const assumptions = [...artifact?.assumptions ?? [], ...assumed].slice(0, 30).map((text) => clip(text, 400));
  decision.add({ type: "auto_approved", task: task.id, kind: ask.ask, assumptions });
  const tests = ask.options[option].tests;
  if (tests)
    settleTests(decision, task, tests, null, "auto");
  if (artifact && questions.length > 0)
    apply(decision, moveOf(decision, task, "done"), task, { ...artifact, questions: [] });
  else
    apply(decision, ask.options[option].move, task, artifact);
}
function finish(decision) {
  const { workflow, run } = decision;
  if (entryOf(workflow, run.entry).variants !== undefined)
    settleVariant(decision);
  if (gatesOf(workflow, run).some((gate) => gate.gate === "panel"))
    settlePanels(decision);
  if (run.settings.final_confirmation === true)
    confirmFinal(decision);
  settleIdle(decision);
  const { tasks, questions } = decision.run;
  const asked = questions.some((one) => one.kind === CEILING.ask);
  if (decision.live && !asked && atCeiling(decision.run) && !tasks.every(isOver)) {
    decision.askRun(CEILING, null);
    return;
  }
  if (!decision.live || questions.length > 0)
    return;
  if (tasks.every(isOver)) {
    decision.add({ type: "ended", status: "complete", reason: "every task is done" });
    return;
  }
  if (tasks.some((task) => task.status === "ready" || task.status === "running"))
    return;
  const held = tasks.find((task) => task.status === "waiting") ?? tasks.find((task) => !isOver(task));
  decision.ask(stuckOf(decision, held), held);
}

// src/engine/answers.ts
var BACK = "back";
var CHANGE = {
  ask: "request-change",
  options: {
    go_on: { move: "next" },
    planning: { move: { redo: "planning" } },
    requirements: { move: { redo: "requirements" } }
  }
};
var SECOND = {
  ask: "second-request",
  options: { continue: { move: "next" }, change: { move: "next" }, replace: { move: "stop" }, leave: { move: "next" } }
};
var RUN_QUESTIONS = [CHANGE, SECOND, CEILING];
var askChange = (decision, request) => decision.askRun(CHANGE, request);
var askSecond = (decision, request, start) => decision.askRun(SECOND, request, start);
function answer(decision, command) {
  const open = decision.run.questions.find((one) => one.id === command.question);
  if (!open)
    throw new Refused("no_question", `question ${command.question} is not open`);
  const text = command.text?.trim() ? clip(command.text, 12000) : null;
  if (command.option === BACK && open.wants_reason !== null) {
    decision.add({ type: "reason_wanted", question: open.id, option: null });
    return;
  }
  if (text === null && (command.option === null || open.text !== null))
    throw new Refused("no_answer", `question ${open.id} got no answer`);
  const ask = askOf(decision, open);
  const option = command.option ?? open.wants_reason ?? (open.task === null ? null : freeOption(ask));
  if (option === null || !Object.hasOwn(ask.options, option))
    throw new Refused("not_an_option", `"${command.option ?? text}" is none of: ${open.options.join(", ")}`);
  const choice = ask.options[option];
  const bars = barsOf(decision, ask, option);
  if (bars.length > 0)
    throw new Refused("barred", `"${option}" is not possible now: ${bars.join("; ")}`);
  if (choice.reason && text === null) {
    decision.add({ type: "reason_wanted", question: open.id, option });
    return;
  }
  const { via, session } = command;
  decision.add({ type: "answered", question: open.id, option, text, via, session });
  if (open.task === null)
    runLevel(decision, open, option, choice);
  else
    taskLevel(decision, open, decision.task(open.task), choice, text);
}
function taskLevel(decision, open, task, choice, text) {
  const others = decision.run.questions.filter((one) => one.task === task.id);
  if (open.text !== null && choice.move === "again") {
    if (others.length === 0)
      giveBack(decision, task, "answered", "");
    return;
  }
  for (const other of others)
    decision.add({ type: "question_closed", question: other.id });
  if (choice.sets)
    decision.add({ type: "options_set", options: choice.sets });
  if (choice.tests)
    settleTests(decision, task, choice.tests, text, "person");
  const kept = open.kind === boundedOf(decision, task)?.ask ? task.note : "";
  if (choice.move === "again")
    giveBack(decision, task, "again", [kept, text ?? ""].filter((part) => part !== "").join(`
`));
  else
    apply(decision, over(decision, open, task, choice.move), task, null, {
      waiver: choice.waiver ? { kind: choice.waiver, reason: text ?? "" } : null
    });
}
function over(decision, open, task, move) {
  const gate = decision.gate(task);
  const own = movesOf(decision, task)[task.outcome ?? ""];
  const atLimit = gate.gate === "review" && gate.limit.ask === open.kind;
  return atLimit && isFix(move) && own && isFix(own) ? own : move;
}
var isFix = (move) => typeof move === "object" && ("fix" in move);
function runLevel(decision, open, option, choice) {
  if (open.kind === CEILING.ask) {
    if (choice.move === "stop")
      decision.add({ type: "ended", status: "cancelled", reason: "stopped at the ceiling of tokens" });
    return;
  }
  const request = open.request;
  if (open.kind === CHANGE.ask) {
    const back = typeof choice.move === "object" && "redo" in choice.move ? choice.move.redo : "";
    decision.add({ type: "request_changed", request, back });
    if (back !== "") {
      decision.add(...redo(decision.workflow, decision.run, backTo(decision, back)));
    }
    return;
  }
  if (option === "change")
    askChange(decision, request);
  if (option === "replace" && !decision.run.tasks.every(isOver))
    decision.add({ type: "ended", status: "cancelled", reason: "replaced by a new request" });
}
function backTo({ workflow, run }, back) {
  const entry = entryOf(workflow, run.entry);
  const key = entry.back[back];
  const keys = entry.gates.map((gate) => gate.key);
  const own = gatesOf(workflow, run);
  return keys.slice(keys.indexOf(key)).find((one) => own.some((gate) => isOf(gate.key, one))) ?? key;
}
function askOf(decision, open) {
  if (open.task === null)
    return RUN_QUESTIONS.find((one) => one.ask === open.kind) ?? SECOND;
  const task = decision.task(open.task);
  const gate = decision.gate(task);
  const tests = testAsksOf(decision, task);
  const asks = [
    ...Object.values(movesOf(decision, task)).flatMap(leaves),
    stuckOf(decision, task),
    boundedOf(decision, task),
    ...tests ? [tests.unapproved, tests.none] : [],
    ...gate.gate === "review" ? [gate.limit, gate.stale, gate.failed, gate.confirm?.limit] : [],
    ...gate.gate === "check" ? [gate.limit] : [],
    ...gate.gate === "panel" ? [gate.escalation, gate.undecided] : []
  ];
  const found = asks.find((one) => typeof one === "object" && one !== null && ("ask" in one) && one.ask === open.kind);
  if (!found)
    throw new Refused("no_question", `nothing in ${task.gate} asks "${open.kind}"`);
  return found;
}
var leaves = (move) => typeof move === "object" && ("if" in move) ? [...leaves(move.then), ...leaves(move.else)] : [move];
function freeOption(ask) {
  for (const name of ["correct", "answer", "name", "revise", "again", "continue"])
    if (name in ask.options)
      return name;
  return null;
}

// src/engine/warnings.ts
var NAMED = /^\s*\[?(W\d{1,4})\]?\s*[:\u2013\u2014-]\s*/;
var key = (text) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim();
var BUDGET = "W0";
function withWarnings(raised, facts, task, taken) {
  const all = raised.map((one) => ({ ...one }));
  for (const said of facts.warnings ?? []) {
    const id = NAMED.exec(said)?.[1];
    const known = all.find((one) => id === undefined ? key(one.text) === key(said) : one.id === id);
    const text = said.replace(NAMED, "").trim();
    if (known)
      known.closed = null;
    else if (text !== "" && id !== BUDGET)
      all.push({ id: `W${all.length + 1}`, text, task, at: taken, closed: null });
  }
  for (const { id, reason } of facts.closed ?? []) {
    const known = all.find((one) => one.id === id);
    if (known && known.closed === null)
      known.closed = { reason, at: taken };
  }
  return all;
}
function warningsOf(run) {
  const all = run.warnings.map(({ at: _at, closed, ...one }) => ({ ...one, closed: closed?.reason ?? null }));
  const budget = budgetWarning(run);
  return budget === null ? all : [...all, { id: BUDGET, text: budget, task: "", closed: null }];
}
var openWarnings = (run) => warningsOf(run).filter((one) => one.closed === null);
var openAt = (run, taken) => run.warnings.filter((one) => one.at <= taken && (one.closed === null || one.closed.at > taken)).map(({ id, text, task }) => ({ id, text, task, closed: null }));

// src/engine/evolve.ts
var OLD_TESTS = { run: false, commands: [], timeout_minutes: 15 };
function newRun(event) {
  return {
    run: event.run,
    workflow: event.workflow,
    entry: event.entry,
    request: event.request,
    auto: event.auto,
    settings: {
      ...event.settings,
      secrets: event.settings.secrets ?? [],
      frozen: event.settings.frozen ?? [],
      tests: event.settings.tests ?? OLD_TESTS
    },
    options: event.options ?? {},
    status: "running",
    reason: "",
    owner: event.session === null ? null : { session: event.session, host: event.host },
    tasks: [],
    findings: [],
    questions: [],
    asked: 0,
    decisions: [],
    warnings: [],
    assumptions: [],
    void_calls: event.void_calls.map((call) => ({ call, agent: null, session: event.session ?? "", host: event.host })),
    calls: [...event.void_calls],
    delivered: null,
    sent: [],
    paused: null,
    tests: { decided: [], none: false, baseline: [], by_hand: null },
    released: false,
    created_at: event.at,
    updated_at: event.at,
    seq: event.seq
  };
}
function newTask(e) {
  return {
    id: e.task,
    gate: e.gate,
    kind: e.kind,
    version: e.version,
    token: e.token,
    subject: e.subject,
    who: e.who,
    item: e.item ?? null,
    scope: e.scope ?? [],
    documents: e.documents ?? [],
    edits: e.edits ?? (e.schema === "impl-result" ? "all" : null),
    blocked_by: e.blocked_by,
    reads: e.reads,
    writes: e.writes,
    schema: e.schema,
    brief: e.brief,
    fixes: e.fixes,
    topic: e.topic ?? null,
    status: "blocked",
    dispatch: null,
    dispatches: 0,
    refusals: 0,
    invalid: 0,
    lost: 0,
    stale: 0,
    note: "",
    artifact: null,
    commands: null,
    outcome: null,
    reviewed: null,
    facts: {},
    handed: [],
    skipped: null,
    acceptedSeq: 0,
    base: null,
    waiver: null,
    void: false,
    claims: { checked: 0, refused: 0 },
    spent: [],
    failure: null,
    waits: 0,
    host_task_id: null,
    host_blocked_by: [],
    host_completed: false,
    started_at: null,
    ended_at: null
  };
}
var QUESTION_HANDLERS = {
  asked(run, e) {
    run.asked += 1;
    run.questions.push({
      id: e.question,
      kind: e.kind,
      task: e.task,
      options: e.options,
      text: e.text,
      labels: e.labels,
      request: e.request,
      start: e.start ?? null,
      why: e.why ?? [],
      wants_reason: null,
      at: e.at
    });
  },
  reason_wanted(run, e) {
    const open = run.questions.find((one) => one.id === e.question);
    if (open)
      open.wants_reason = e.option;
  },
  answered(run, e) {
    const open = run.questions.find((one) => one.id === e.question);
    run.questions = run.questions.filter((one) => one.id !== e.question);
    run.decisions.push({
      question: e.question,
      kind: open?.kind ?? "",
      task: open?.task ?? null,
      option: e.option,
      text: e.text,
      asked: open?.text ?? null,
      why: open?.why ?? [],
      via: e.via,
      at: e.at
    });
  },
  question_closed(run, e) {
    run.questions = run.questions.filter((one) => one.id !== e.question);
  }
};
var MAX_VOID_CALLS = 50;
function task(run, id) {
  const found = taskOf(run, id);
  if (!found)
    throw new Error(`the journal names task ${id}, which run ${run.run} does not have`);
  return found;
}
function release(run, on, keepsRunning) {
  const dispatch = on.dispatch;
  if (dispatch && keepsRunning) {
    const { call, agent, session, host } = dispatch;
    run.void_calls.push({ call, agent, session, host });
    if (run.void_calls.length > MAX_VOID_CALLS)
      run.void_calls.shift();
  }
  on.dispatch = null;
  on.refusals = 0;
}
var handlers = {
  task_created(run, e) {
    run.tasks.push(newTask(e));
  },
  task_blocked(run, e) {
    const on = task(run, e.task);
    on.blocked_by = [...on.blocked_by, ...e.by.filter((id) => !on.blocked_by.includes(id))];
  },
  dispatched(run, e) {
    const on = task(run, e.task);
    on.status = "running";
    run.calls.push(e.call);
    if (run.calls.length > MAX_VOID_CALLS)
      run.calls.shift();
    on.dispatches += 1;
    on.failure = null;
    on.started_at ??= e.at;
    on.base ??= e.subject;
    on.dispatch = {
      call: e.call,
      nonce: e.nonce,
      agent: null,
      session: e.session,
      host: e.host,
      subject: e.subject,
      check: e.check,
      process: null,
      bounds: e.bounds ?? null,
      at: e.at
    };
  },
  bound(run, e) {
    const on = task(run, e.task);
    if (on.dispatch)
      on.dispatch.agent = e.agent;
  },
  check_started(run, e) {
    const on = task(run, e.task);
    if (on.dispatch)
      on.dispatch.process = { pid: e.pid, start: e.start };
  },
  sent(run, { provider, bytes, files, more, withheld }) {
    const before = run.sent.find((one) => one.provider === provider);
    const now = {
      provider,
      prompts: (before?.prompts ?? 0) + 1,
      bytes: (before?.bytes ?? 0) + bytes,
      files: Math.max(before?.files ?? 0, files.length + more),
      withheld: Math.max(before?.withheld ?? 0, withheld)
    };
    run.sent = [...run.sent.filter((one) => one.provider !== provider), now];
  },
  tests_decided(run, { task, commands, approved, by }) {
    if (commands.length === 0)
      run.tests.none = true;
    for (const text of commands)
      run.tests.decided.push({ text, approved, by, task });
  },
  tested(run, e) {
    if (e.task === null)
      run.tests.by_hand = { outcome: e.outcome, tree: e.tree, at: e.at };
    if (!e.baseline)
      return;
    run.tests.baseline = [...new Set([...run.tests.baseline, ...e.commands.map((one) => one.command)])];
  },
  check_failed(run, e) {
    const on = task(run, e.task);
    release(run, on, false);
    on.failure = { failure: e.failure, message: e.message, detail: e.detail };
    on.note = e.message;
    on.status = "waiting";
  },
  refused(run, e) {
    const on = task(run, e.task);
    on.refusals += 1;
    on.claims.refused += e.problems.length;
    on.note = e.problems.join(`
`);
  },
  returned(run, e) {
    const on = task(run, e.task);
    if (e.reason === "invalid")
      on.invalid += 1;
    if (e.reason === "lost")
      on.lost += 1;
    if (e.reason === "stale")
      on.stale += 1;
    if (e.reason === "api")
      on.waits += 1;
    if (e.reason === "again" || e.reason === "answered")
      on.invalid = on.lost = on.stale = 0;
    on.note = e.note;
    release(run, on, true);
    on.status = "blocked";
    on.outcome = null;
  },
  accepted(run, e) {
    const on = task(run, e.task);
    on.artifact = e.artifact;
    on.waits = 0;
    on.commands = e.commands ?? null;
    on.outcome = e.outcome;
    on.reviewed = e.subject;
    on.facts = e.facts ?? {};
    on.handed = e.documents ?? [];
    on.acceptedSeq = 1 + run.tasks.reduce((last, one) => Math.max(last, one.acceptedSeq), 0);
    if (on.facts.warnings !== undefined || on.facts.closed !== undefined)
      run.warnings = withWarnings(run.warnings, on.facts, on.id, on.acceptedSeq);
    on.claims.checked += e.claims;
    on.status = "waiting";
    on.note = "";
    release(run, on, false);
    for (const answer of e.prior) {
      const earlier = run.findings.find((finding) => finding.gate === on.gate && finding.id === answer.id);
      if (earlier && answer.state === "fixed") {
        earlier.state = "fixed";
        earlier.fixed_in = on.version;
        earlier.untouched = answer.untouched === true;
      }
    }
    for (const finding of e.findings) {
      const known = run.findings.find((one) => one.gate === on.gate && one.id === finding.id && one.task === on.id);
      if (known)
        continue;
      const { prints = [], against = [], ...said } = finding;
      const { gate, id: task, version: round } = on;
      run.findings.push({
        ...said,
        gate,
        task,
        state: "open",
        round,
        fixed_in: null,
        untouched: false,
        prints,
        against
      });
    }
  },
  task_done(run, e) {
    const on = task(run, e.task);
    on.status = "done";
    on.waiver = e.waiver;
    on.ended_at = e.at;
    if (on.dispatch)
      release(run, on, true);
  },
  task_skipped(run, e) {
    const on = task(run, e.task);
    on.status = "skipped";
    on.skipped = e.rule;
    on.ended_at = e.at;
  },
  options_set(run, { options }) {
    run.options = { ...run.options, ...options };
  },
  task_cancelled(run, e) {
    const on = task(run, e.task);
    release(run, on, true);
    on.status = "cancelled";
    on.ended_at = e.at;
  },
  task_voided(run, e) {
    task(run, e.task).void = true;
    for (const finding of run.findings)
      if (finding.task === e.task && finding.state === "open")
        finding.state = "refused";
  },
  substituted(run, e) {
    task(run, e.task).who = e.who;
  },
  auto_approved(run, e) {
    run.assumptions = [...run.assumptions, ...e.assumptions.filter((text) => !run.assumptions.includes(text))];
  },
  request_changed(run, e) {
    run.request = e.request;
  },
  delivered(run, e) {
    run.delivered = { directive: e.directive, session: e.session, reminder: e.reminder };
  },
  attached(run, e) {
    run.owner = { session: e.session, host: e.host };
    run.delivered = null;
    run.paused = null;
  },
  agent_gone(run, e) {
    run.void_calls = run.void_calls.filter((one) => one.call !== e.call);
  },
  host_task(run, e) {
    task(run, e.task).host_task_id = e.host_task_id;
  },
  host_blocked(run, e) {
    const on = task(run, e.task);
    on.host_blocked_by = [...on.host_blocked_by, ...e.by];
  },
  host_completed(run, e) {
    task(run, e.task).host_completed = true;
  },
  ended(run, e) {
    run.status = e.status;
    run.reason = e.reason;
    run.questions = [];
    run.paused = null;
    for (const one of run.tasks) {
      if (one.dispatch)
        release(run, one, true);
      if (!isOver(one))
        one.status = "cancelled";
    }
  },
  ...BOUNDS_HANDLERS,
  ...QUESTION_HANDLERS,
  released(run) {
    run.released = true;
    run.void_calls = [];
  }
};
function settle2(run) {
  const live = isLive(run);
  const over = new Set(run.tasks.filter((one) => one.status === "done" || one.status === "skipped").map((one) => one.id));
  for (const one of run.tasks) {
    if (isOver(one) || one.status === "running")
      continue;
    if (!live)
      one.status = "cancelled";
    else if (run.questions.some((question) => question.task === one.id))
      one.status = "waiting";
    else if (one.status !== "waiting")
      one.status = one.blocked_by.every((id) => over.has(id)) ? "ready" : "blocked";
  }
  if (live)
    run.status = run.questions.length > 0 || run.paused !== null ? "waiting_for_user" : "running";
}
var evolve = (run, batch) => fold(run === null ? null : copyOf(run), batch);
var copyOf = (run) => JSON.parse(JSON.stringify(run));
function fold(run, batch) {
  let next = run;
  for (const event of batch) {
    if (event.type === "run_created") {
      next = newRun(event);
      continue;
    }
    if (next === null)
      throw new Error(`the journal begins with ${event.type}, expected run_created`);
    if (next.run !== event.run)
      throw new Error(`event ${event.seq} is of run ${event.run}, expected ${next.run}`);
    const known = Object.hasOwn(handlers, event.type);
    const handle = known ? handlers[event.type] : undefined;
    if (!handle)
      throw new Error(`event ${event.seq} has the type ${String(event.type)}, which this version does not know`);
    handle(next, event);
    next.updated_at = event.at;
    next.seq = event.seq;
  }
  if (next !== null)
    settle2(next);
  return next;
}

// src/engine/decision.ts
class Decision {
  workflow;
  run;
  events = [];
  constructor(workflow, run) {
    this.workflow = workflow;
    this.run = run;
  }
  add(...bodies) {
    if (bodies.length === 0)
      return;
    const events = bodies.map((body) => ({ ...body, run: this.run.run }));
    this.events.push(...events);
    const { seq, updated_at: at } = this.run;
    this.run = evolve(this.run, events.map((event) => ({ ...event, seq, at, prev: "" })));
  }
  get live() {
    return isLive(this.run);
  }
  task(id) {
    const task = taskOf(this.run, id);
    if (!task)
      throw new Refused("unknown_task", `run ${this.run.run} has no task ${id}`);
    return task;
  }
  gate(task) {
    return gateOf(this.workflow, this.run, task.gate);
  }
  waitingFor(id, nonce) {
    const task = this.task(id);
    return this.live && task.status === "running" && task.dispatch?.nonce === nonce ? task : null;
  }
  spend(task, spent) {
    if (spent !== null && task.dispatch)
      this.add({ type: "spent", task: task.id, call: task.dispatch.call, ...spent });
  }
  ask(ask, task, items = []) {
    if (items.length === 0)
      this.put(ask, task.id, null, null, []);
    for (const item of items)
      this.put(ask, task.id, null, item.question, item.options);
  }
  askEarly(ask, task, why) {
    this.put(ask, task.id, null, null, [], { why });
  }
  askRun(ask, request, start) {
    for (const open of this.run.questions)
      if (open.task === null && open.kind === ask.ask)
        this.add({ type: "question_closed", question: open.id });
    this.put(ask, null, request, null, [], start ? { start } : {});
  }
  put(ask, task, request, text, labels, more = {}) {
    this.add({
      type: "asked",
      question: `Q${this.run.asked + 1}`,
      kind: ask.ask,
      task,
      options: Object.keys(ask.options),
      text: text === null ? null : clip(text, 8000),
      labels: labels.map((label) => clip(label, 480)),
      request,
      ...more
    });
  }
}

// src/engine/directive.ts
var MAX_QUESTIONS = 4;
var nothing = { tasks: [], questions: [], mirror: [] };
function directive(run, options = { mirror: false }) {
  if (run === null)
    return { id: "none", do: "none", ...nothing };
  const mirror = options.mirror ? mirrorOf(run) : [];
  if (run.status === "complete")
    return { id: "done", do: "done", ...nothing, mirror };
  if (!isLive(run))
    return { id: `stopped:${run.status}`, do: "stopped", ...nothing };
  if (run.paused !== null)
    return { id: `held:${run.paused.at}`, do: "held", ...nothing };
  const ready = run.tasks.filter((task) => task.status === "ready");
  const stopped = run.questions.some((question) => question.kind === CEILING.ask);
  if (ready.length > 0 && !stopped) {
    const id = `dispatch:${ready.map((task) => `${task.id}.${task.dispatches + 1}`).join(",")}`;
    return { id, do: "dispatch", tasks: ready.map((task) => task.id), questions: [], mirror };
  }
  const open = questionsToAsk(run);
  if (open.length > 0) {
    const id = `ask:${open.map((question) => `${question.id}${question.wants_reason ? `.${question.wants_reason}` : ""}`).join(",")}`;
    return { id, do: "ask", tasks: [], questions: open.map((question) => question.id), mirror };
  }
  const running = run.tasks.filter((task) => task.status === "running");
  return {
    id: `wait:${running.map((task) => `${task.id}.${task.dispatches}`).join(",")}`,
    do: "wait",
    tasks: running.map((task) => task.id),
    questions: [],
    mirror: []
  };
}
function questionsToAsk(run) {
  const first = run.questions.find((question) => question.task === null) ?? run.questions[0];
  if (!first)
    return [];
  if (first.wants_reason !== null)
    return [first];
  return run.questions.filter((question) => question.task === first.task && question.kind === first.kind && question.wants_reason === null).slice(0, MAX_QUESTIONS);
}
function mirrorOf(run) {
  const ops = [];
  for (const task of run.tasks) {
    if (task.host_task_id === null) {
      if (task.status !== "cancelled")
        ops.push({ op: "create", task: task.id });
      continue;
    }
    const by = task.blocked_by.filter((id) => !task.host_blocked_by.includes(id) && knownToHost(run, id));
    if (by.length > 0 && !task.host_completed && !isOver(task))
      ops.push({ op: "block", task: task.id, by });
    if (task.status === "done" && !task.host_completed)
      ops.push({ op: "complete", task: task.id });
  }
  return ops;
}
var knownToHost = (run, id) => taskOf(run, id).host_task_id !== null;
function phaseOf(run, words) {
  if (run === null)
    return words.idle;
  if (run.status === "complete")
    return words.complete;
  if (!isLive(run))
    return words.idle;
  const current = currentTask(run);
  return current ? current.token : words.idle;
}
function currentTask(run) {
  const live = run.tasks.filter((task) => !task.void);
  return live.find((task) => task.status === "running") ?? live.find((task) => task.status === "waiting") ?? live.find((task) => task.status === "ready") ?? live.findLast((task) => task.status === "done");
}

// src/engine/start.ts
var excerpt = (request) => ({ ...request, text: clip(request.text, 12000, "") });
function start(workflow, run, command) {
  if (run !== null && isLive(run))
    throw new Refused("live_run", `run ${run.run} is live`);
  const { settings, session, host, options } = command;
  const chosen = { run: command.run, entry: command.entry, settings, options: options ?? {} };
  const events = [
    {
      type: "run_created",
      run: command.run,
      version: command.version,
      workflow: workflow.name,
      entry: command.entry,
      request: excerpt(command.request),
      auto: command.auto,
      settings,
      ...options ? { options } : {},
      session,
      host,
      void_calls: command.voidCalls
    },
    ...chain(workflow, chosen, gatesOf(workflow, chosen), null),
    ...settings.tests.run && settings.tests.commands.length > 0 ? [
      {
        type: "tests_decided",
        run: command.run,
        task: null,
        commands: settings.tests.commands,
        approved: true,
        by: "settings"
      }
    ] : []
  ];
  const begun = evolve(null, events.map((event) => ({ ...event, seq: 0, at: "", prev: "" })));
  const decision = new Decision(workflow, begun);
  settleIdle(decision);
  return [...events, ...decision.events];
}

// src/engine/decide.ts
function decide(workflow, run, command) {
  if (command.do === "start")
    return start(workflow, run, command);
  if (run === null)
    throw new Refused("no_run", "no run here");
  const decision = new Decision(workflow, run);
  COMMANDS[command.do](decision, command);
  finish(decision);
  return decision.events;
}
function fitting(names) {
  let room = 8000;
  const end = names.findIndex((name) => {
    room -= new TextEncoder().encode(JSON.stringify(name)).length + 1;
    return room < 0;
  });
  return end < 0 ? names : names.slice(0, end);
}
var COMMANDS = {
  dispatch,
  bind(decision, { task: id, call, agent }) {
    const { dispatch } = decision.task(id);
    if (dispatch?.call === call && dispatch.agent === null)
      decision.add({ type: "bound", task: id, agent });
  },
  check_started(decision, { task: id, nonce, process: process2 }) {
    if (!decision.waitingFor(id, nonce))
      throw new Refused("void", `task ${id} does not wait for this check`);
    decision.add({ type: "check_started", task: id, ...process2 });
  },
  sent(decision, { task: id, nonce, provider, bytes, files, withheld }) {
    if (!decision.waitingFor(id, nonce))
      throw new Refused("void", `task ${id} does not wait for this check`);
    const listed = fitting(files);
    const more = files.length - listed.length;
    decision.add({ type: "sent", task: id, provider, bytes, files: listed, more, withheld });
  },
  tested(decision, { task, baseline, tree, after, outcome, commands }) {
    if (task !== null && !decision.waitingFor(task.id, task.nonce))
      throw new Refused("void", `task ${task.id} does not wait for this check`);
    if (!decision.live)
      throw new Refused("no_run", "no live run that tests could belong to");
    decision.add({ type: "tested", task: task?.id ?? null, baseline, tree, after, outcome, commands });
  },
  check_failed: checkFailed,
  ended,
  lost,
  spent(decision, { task: id, call, spent }) {
    const known = decision.task(id).spent.find((one) => one.call === call);
    if (known && (spent.tokens > known.tokens || spent.tool_calls > known.tool_calls))
      decision.add({ type: "spent", task: id, call, ...spent });
  },
  hold(decision, { failure }) {
    if (decision.run.paused === null && directive(decision.run).do === "dispatch")
      pause(decision, failure, null);
  },
  go_on(decision) {
    if (decision.run.paused !== null)
      decision.add({ type: "went_on" });
  },
  gone(decision, { call }) {
    if (decision.run.void_calls.some((one) => one.call === call))
      decision.add({ type: "agent_gone", call });
  },
  answer,
  change(decision, { request }) {
    if (!decision.live)
      throw new Refused("no_run", "no live run whose request could change");
    askChange(decision, excerpt(request));
  },
  second_request(decision, { request, start }) {
    if (decision.live)
      askSecond(decision, excerpt(request), start);
  },
  ruling(decision, { topic }) {
    askRuling(decision, { do: "ruling", topic: excerpt(topic) });
  },
  cancel(decision, { reason }) {
    if (!decision.live)
      throw new Refused("no_run", "no live run to cancel");
    decision.add({ type: "ended", status: "cancelled", reason: clip(reason, 2000) });
  },
  attach,
  interrupt(decision, { note }) {
    const running = decision.live ? decision.run.tasks.filter((task) => task.status === "running") : [];
    for (const task of running)
      decision.add({ type: "returned", task: task.id, reason: "taken_over", note: clip(note, 2000) });
  },
  deliver(decision, { directive, session, reminder }) {
    decision.add({ type: "delivered", directive, session, reminder });
  },
  host_task(decision, { task: id, hostTask }) {
    if (decision.task(id).host_task_id === null)
      decision.add({ type: "host_task", task: id, host_task_id: hostTask });
  },
  host_blocked(decision, { task: id, by }) {
    const { host_blocked_by: known } = decision.task(id);
    const more = by.filter((one) => !known.includes(one));
    if (more.length > 0)
      decision.add({ type: "host_blocked", task: id, by: more });
  },
  host_completed(decision, { task: id }) {
    if (!decision.task(id).host_completed)
      decision.add({ type: "host_completed", task: id });
  },
  release(decision) {
    if (!decision.live && !decision.run.released)
      decision.add({ type: "released" });
  }
};
function dispatch(decision, command) {
  const { run } = decision;
  if (!decision.live)
    throw new Refused("no_run", "no live run: nothing to dispatch");
  const task = decision.task(command.task);
  if (task.status === "running")
    throw new Refused("running", `${task.id} is at work already`);
  if (task.status === "blocked") {
    const waits = task.blocked_by.filter((id) => taskOf(run, id)?.status !== "done");
    throw new Refused("blocked", `${task.id} is blocked by ${waits.join(", ")}`);
  }
  if (task.status === "waiting")
    throw new Refused("waiting", `${task.id} waits for the person's answer`);
  if (task.status !== "ready")
    throw new Refused("over", `${task.id} is ${task.status}`);
  if (run.paused !== null)
    throw new Refused("held", "the run waits until the person goes on with it");
  if (atCeiling(run))
    throw new Refused("ceiling", "the run is at its ceiling of tokens: the person decides first");
  if (checksAgain(decision, task, command.subject))
    return;
  const bounds = command.check ? null : boundsOf(decision.workflow, run, task);
  const { call, nonce, agentType, session, host, brief, subject, check } = command;
  decision.add({
    type: "dispatched",
    task: task.id,
    call,
    nonce,
    agent_type: agentType,
    session,
    host,
    brief,
    subject,
    check,
    ...bounds === null ? {} : { bounds }
  });
}
function attach(decision, command) {
  if (!decision.live)
    return;
  const { session, host } = command;
  for (const task of decision.run.tasks) {
    const at = task.dispatch;
    if (task.status !== "running" || !at)
      continue;
    const same = at.session === session && at.host?.pid === host?.pid && at.host?.start === host?.start;
    if (same && !command.force)
      continue;
    decision.add({ type: "returned", task: task.id, reason: "taken_over", note: "the session that ran it is gone" });
  }
  decision.add({ type: "attached", session, host });
}

// src/process/table.ts
import { readdirSync, readFileSync, readlinkSync } from "fs";
import { basename } from "path";
function runningProcesses() {
  try {
    return process.platform === "linux" ? fromProc() : fromPs();
  } catch {
    return [];
  }
}
function descendants(table, roots) {
  const children = Map.groupBy(table, (entry) => entry.parent);
  const found = new Map;
  const open = [...roots];
  for (let pid = open.pop();pid !== undefined; pid = open.pop()) {
    for (const child of children.get(pid) ?? []) {
      if (found.has(child.pid) || roots.has(child.pid))
        continue;
      found.set(child.pid, child);
      open.push(child.pid);
    }
  }
  return [...found.values()];
}
function fromProc() {
  return readdirSync("/proc").flatMap((entry) => {
    if (!/^\d+$/.test(entry))
      return [];
    try {
      const stat = readFileSync(`/proc/${entry}/stat`, "latin1");
      const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
      if (fields[0] === "Z" || fields[0] === "X")
        return [];
      return [{ pid: Number(entry), parent: Number(fields[1]), group: Number(fields[2]), started: fields[19] ?? "" }];
    } catch {
      return [];
    }
  });
}
function fromPs() {
  const listing = Bun.spawnSync(["ps", "-A", "-o", "pid=,ppid=,pgid=,stat=,lstart="]).stdout.toString();
  return listing.split(`
`).flatMap((line) => {
    const [pid, parent, group, state, ...started] = line.trim().split(/\s+/);
    if (!pid || state?.startsWith("Z"))
      return [];
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group), started: started.join(" ") }];
  });
}
var DEEPEST = 64;
var INTERPRETER = /^(node|nodejs|bun|bunx|npx|deno|sh|bash|dash|zsh|ksh|env)(\.exe)?$/;
var HOST = /^claude(\.exe)?$/;
var PACKAGE = /(^|[/\\])@anthropic-ai[/\\]claude-code([/\\]|$)/;
var INSTALLED = /[/\\]claude[/\\]versions[/\\][^/\\]+$/;
function isHost({ executable, argv }) {
  const [program = "", script = ""] = argv;
  const real = executable?.replace(/ \(deleted\)$/, "") ?? "";
  if ([real, program].some((path) => HOST.test(basename(path)) || PACKAGE.test(path) || INSTALLED.test(path)))
    return true;
  return INTERPRETER.test(basename(program).replace(/^-/, "")) && (HOST.test(basename(script)) || PACKAGE.test(script));
}
var hostAmong = (ancestors) => ancestors.find(isHost) ?? null;
function processAncestors(from = process.ppid) {
  const look = process.platform === "linux" ? ancestorFromProc : ancestorsFromPs();
  const found = [];
  for (let pid = from;pid > 0 && found.length < DEEPEST; ) {
    const one = look(pid);
    if (one === null)
      break;
    found.push(one);
    pid = one.parent;
  }
  return found;
}
function ancestorFromProc(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    const parent = Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
    const argv = readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\x00").slice(0, 2);
    return { pid, parent, executable: executableOf(pid), argv };
  } catch {
    return null;
  }
}
function executableOf(pid) {
  try {
    return readlinkSync(`/proc/${pid}/exe`);
  } catch {
    return null;
  }
}
function ancestorsFromPs() {
  let listing = "";
  try {
    listing = Bun.spawnSync(["ps", "-A", "-ww", "-o", "pid=,ppid=,command="]).stdout.toString();
  } catch {}
  const all = parsePs(listing);
  return (pid) => all.get(pid) ?? null;
}
function parsePs(listing) {
  const rows = listing.split(`
`).flatMap((line) => {
    const [, pid, parent, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    if (pid === undefined || command === undefined)
      return [];
    return [
      [
        Number(pid),
        { pid: Number(pid), parent: Number(parent), executable: null, argv: command.split(/\s+/).slice(0, 2) }
      ]
    ];
  });
  return new Map(rows);
}

// src/cli/main.ts
init_disk();

// src/store/journal.ts
var START = { bytes: 0, head: "", headAt: 0, headLength: 0, seq: 0, at: "" };
var LONGEST_LINE = 16 * 1024;

class BrokenChain extends Error {
  line;
  seq;
  problem;
  remedy;
  constructor(line, seq, problem) {
    const remedy = `Run \`multi-ai resume --from ${seq}\` to go on from the events before ${seq}; ` + "the journal as it is now is kept in .task/history/.";
    super(`The journal .task/events.jsonl is broken at line ${line}: ${problem}. ${remedy}`);
    this.line = line;
    this.seq = seq;
    this.problem = problem;
    this.name = "BrokenChain";
    this.remedy = remedy;
  }
}
function sha256(content) {
  return new Bun.CryptoHasher("sha256").update(content).digest("hex");
}
function compose(events, from, now, unlocked) {
  const at = now < from.at ? from.at : now;
  let prev = from.head;
  let text = "";
  events.forEach((event, index) => {
    const { type, run, ...rest } = event;
    for (const key of ["seq", "at", "batch", "prev", "unlocked"]) {
      if (key in rest)
        throw new Error(`Event "${type}" sets "${key}", which the journal sets itself.`);
    }
    const batch = events.length > 1 ? { batch: [index + 1, events.length] } : {};
    const mark = unlocked === undefined ? {} : { unlocked };
    const line = JSON.stringify({ seq: from.seq + index + 1, at, type, run, ...batch, ...rest, ...mark, prev });
    const length = Buffer.byteLength(line);
    if (length > LONGEST_LINE) {
      throw new Error(`Event "${type}" is ${length} bytes long; a line of the journal holds at most ${LONGEST_LINE}. Put its long text into an object.`);
    }
    prev = sha256(line);
    text += `${line}
`;
  });
  return { text, last: prev };
}
function scan(bytes, from, onBatch) {
  const counted = new Set(from.seq === 0 ? [] : [from.head, ""]);
  const voided = new Map;
  const position = { ...from };
  let pending = null;
  let torn = false;
  let line = 0;
  const broken = (problem) => ({ position, counted, broken: { line, problem } });
  const commit = ({ events, hashes, lines }, end) => {
    const { seq, at } = events[events.length - 1];
    const head = hashes[hashes.length - 1];
    const headLength = lines[lines.length - 1].length;
    for (const hash of hashes)
      counted.add(hash);
    counted.add("");
    Object.assign(position, { bytes: end + 1, head, headAt: end - headLength, headLength, seq, at });
    pending = null;
    onBatch(events, head, lines);
  };
  for (let start = 0, stop = bytes.indexOf(10);stop !== -1; start = stop + 1, stop = bytes.indexOf(10, start)) {
    const content = bytes.subarray(start, stop);
    const end = from.bytes + stop;
    line++;
    if (content.length === 0)
      continue;
    const event = parse(content);
    const afterTorn = torn;
    torn = event === null;
    if (event === null)
      continue;
    const hash = sha256(content);
    const [index, size] = event.batch ?? [1, 1];
    const open = pending;
    if (open !== null && event.prev === open.hashes.at(-1) && continues(open.events.at(-1), event)) {
      open.events.push(event);
      open.hashes.push(hash);
      open.lines.push(content);
      if (index === size)
        commit(open, end);
    } else if (event.prev === position.head) {
      if (event.seq !== position.seq + 1)
        return broken(`it has number ${event.seq} where ${position.seq + 1} is due`);
      if (index !== 1)
        return broken(`it is part ${index} of a decision whose beginning is missing`);
      for (const [at, given] of (open?.hashes ?? []).entries())
        voided.set(given, open.events[at].batch);
      const begun = { events: [event], hashes: [hash], lines: [content] };
      if (size === 1)
        commit(begun, end);
      else
        pending = begun;
    } else if (counted.has(event.prev) || follows(voided.get(event.prev), event) || afterTorn && index > 1) {
      if (event.batch !== undefined)
        voided.set(hash, event.batch);
      position.bytes = end + 1;
    } else {
      return broken("it does not continue any line before it");
    }
  }
  return { position, counted, broken: null };
}
function continues(before, event) {
  return event.seq === before.seq + 1 && before.batch !== undefined && follows(before.batch, event);
}
function follows(before, event) {
  const batch = event.batch;
  return before !== undefined && batch !== undefined && batch[0] === before[0] + 1 && batch[1] === before[1];
}
function parse(content) {
  let value;
  try {
    value = JSON.parse(content.toString("utf8"));
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null)
    return null;
  const named = typeof value.type === "string" && typeof value.run === "string" && typeof value.at === "string";
  const placed = Number.isSafeInteger(value.seq) && typeof value.prev === "string";
  return named && placed && (value.batch === undefined || isBatch(value.batch)) ? value : null;
}
function isBatch(value) {
  if (!Array.isArray(value) || value.length !== 2)
    return false;
  const [index, size] = value;
  return Number.isSafeInteger(index) && Number.isSafeInteger(size) && size > 1 && index >= 1 && index <= size;
}

// src/text.ts
var columns = (text) => Bun.stringWidth(text);
function fit(text, width) {
  if (columns(text) <= width)
    return text;
  let cut = "";
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    if (columns(cut + segment) > width - 1)
      break;
    cut += segment;
  }
  return `${cut}\u2026`;
}
var pad = (text, width) => text + " ".repeat(Math.max(0, width - columns(text)));
var NARROWEST = 12;
function table(rows, width, flexible) {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => columns(row[at] ?? ""))));
  let over = widths.reduce((sum, one) => sum + one + 2, -2) - width;
  for (const at of flexible) {
    const given = Math.max(0, Math.min(over, widths[at] - NARROWEST));
    widths[at] -= given;
    over -= given;
  }
  const line = (row) => row.map((cell, at) => pad(fit(cell, widths[at]), widths[at])).join("  ");
  return rows.map((row) => fit(line(row).trimEnd(), width));
}
function wrap(line, width) {
  const indent = /^ */.exec(line)[0];
  const lines = [];
  let current = "";
  for (const word of line.trimStart().split(" ")) {
    const next = current === "" ? indent + word : `${current} ${word}`;
    if (current !== "" && columns(next) > width) {
      lines.push(current);
      current = indent + word;
    } else
      current = next;
  }
  return [...lines, current].map((one) => fit(one, width));
}
function clip2(items, most, show) {
  if (items.length <= most)
    return items.map(show);
  return [...items.slice(0, most - 1).map(show), `\u2026 and ${items.length - most + 1} more`];
}
var same = (text) => text;
var PLAIN = { bold: same, dim: same, red: same, green: same, yellow: same, cyan: same };
var clean = (text) => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "");
var oneLine = (text) => clean(text.replace(/\s+/g, " ")).trim();
var moment = (at) => `${at.slice(0, 16).replace("T", " ")} UTC`;

// src/version.ts
var VERSION = "0.1.0";

// src/workflows/multi-ai/index.ts
var testAsks = {
  unapproved: {
    ask: "plan-tests",
    auto: "approve",
    options: {
      approve: { move: "next", tests: "approved" },
      refuse: { move: "next", tests: "refused" },
      correct: { move: "again", reason: true },
      stop: { move: "stop" }
    }
  },
  none: {
    ask: "no-tests",
    auto: "without",
    options: {
      name: { move: "next", reason: true, tests: "named" },
      without: { move: "next", tests: "refused" },
      stop: { move: "stop" }
    }
  }
};
var common = {
  gate: "check",
  after: [],
  schema: "test-record",
  brief: "tests",
  fixes: "tests"
};
var testsBefore = (stuck) => ({
  ...common,
  after: [],
  key: "tests-baseline",
  title: "Tests - Baseline",
  token: null,
  who: { program: "baseline" },
  reads: [],
  writes: ".task/tests-baseline.json",
  behind: ["user-story", "plan"],
  when: "newTests",
  on: { pass: "next", red: "next", cannot_run: "next", none: "next" },
  limit: stuck,
  stuck
});
function testsBehind(of) {
  const mend = {
    fix: {
      who: of.who,
      title: "Fix Code - Tests",
      token: "fix_code_tests",
      writes: of.writes,
      schema: "impl-result",
      edits: "all",
      brief: "fix-tests"
    },
    then: "self"
  };
  return {
    ...common,
    after: [],
    key: "tests",
    title: "Tests",
    token: "implementation",
    who: { program: "tests" },
    reads: of.reads,
    writes: ".task/tests.json",
    behind: ["impl-result"],
    when: "approvedTests",
    guards: of.guards,
    on: {
      pass: "next",
      known: "next",
      none: "next",
      fail: mend,
      cannot_run: {
        ask: "tests-cannot-run",
        options: {
          again: { move: "again" },
          waive: { move: "next", reason: true, waiver: "waived" },
          stop: { move: "stop" }
        }
      }
    },
    limit: {
      ask: "tests-limit",
      options: {
        continue: { move: mend },
        accept: { move: "next", reason: true, waiver: "accepted" },
        stop: { move: "stop" }
      }
    },
    stuck: of.stuck
  };
}
var STORY = ".task/user-story.json";
var PLAN = ".task/plan-refined.json";
var RESULT = ".task/impl-result.json";
var planner = { agent: "planner", model: "opus" };
var implementer = { agent: "implementer", model: "sonnet" };
var stuck = { ask: "stuck", options: { again: { move: "again" }, stop: { move: "stop" } } };
var reviewStuck = {
  ask: "stuck",
  options: {
    again: { move: "again" },
    waive: { move: "next", reason: true, waiver: "waived" },
    stop: { move: "stop" }
  }
};
var bounded2 = {
  ask: "bounded",
  options: { more: { move: "again" }, again: { move: "again" }, stop: { move: "stop" } }
};
var reviewBounded = {
  ask: "bounded",
  options: {
    more: { move: "again" },
    again: { move: "again" },
    waive: { move: "next", reason: true, waiver: "waived" },
    stop: { move: "stop" }
  }
};
var bounds = {
  "requirements-gatherer": { tool_calls: 200, minutes: 60, tokens: 4000000 },
  planner: { tool_calls: 300, minutes: 90, tokens: 6000000 },
  "plan-reviewer": { tool_calls: 200, minutes: 60, tokens: 4000000 },
  implementer: { tool_calls: 600, minutes: 180, tokens: 15000000 },
  "code-reviewer": { tool_calls: 300, minutes: 90, tokens: 6000000 },
  "codex-reviewer": { tool_calls: 100, minutes: 300, tokens: 1e6 }
};
var stale = { ask: "stale", options: { again: { move: "again" }, stop: { move: "stop" } } };
var questions = (name) => ({ ask: name, options: { answer: { move: "again" } }, auto: "answer" });
var REVIEWERS = [
  { name: "sonnet", title: "Sonnet", who: (agent) => ({ agent, model: "sonnet" }) },
  { name: "opus", title: "Opus", who: (agent) => ({ agent, model: "opus" }) },
  { name: "codex", title: "Codex", who: () => ({ provider: "codex", agent: "codex-reviewer", model: "haiku" }) }
];
var fixPlan = (name, title) => ({
  who: planner,
  title: `Fix Plan - ${title}`,
  token: `fix_plan_${name}`,
  writes: PLAN,
  schema: "plan",
  brief: "fix-plan"
});
var fixCode = (name, title, kind) => ({
  who: implementer,
  title: `${kind} Code - ${title}`,
  token: `fix_code_${name}`,
  writes: RESULT,
  schema: "impl-result",
  edits: "all",
  brief: kind === "Fix" ? "fix-code" : "rework-code"
});
var limit = (more) => ({
  ask: "escalation",
  options: {
    continue: { move: more },
    accept: { move: "next", reason: true, waiver: "accepted" },
    stop: { move: "stop" }
  }
});
var confirmLimit = {
  ask: "confirm-limit",
  options: {
    continue: { move: "again" },
    accept: { move: "next", reason: true, waiver: "accepted" },
    stop: { move: "stop" }
  }
};
var failed = (substitute) => ({
  ask: "provider-failed",
  options: {
    retry: { move: "again" },
    substitute: { move: { substitute } },
    waive: { move: "next", reason: true, waiver: "waived" },
    stop: { move: "stop" }
  }
});
function planReview(index, after) {
  const { name, title, who } = REVIEWERS[index];
  const fix = { fix: fixPlan(name, title), then: "self" };
  const codex = name === "codex";
  return {
    gate: "review",
    key: `plan-review-${name}`,
    title: `Plan Review - ${title}`,
    token: `plan_review_${name}`,
    after: [after],
    reviewer: name,
    group: "plan_reviews",
    who: who("plan-reviewer"),
    of: { file: PLAN },
    reads: [STORY, PLAN],
    writes: `.task/review-${name}.json`,
    schema: "plan-review",
    brief: "review-plan",
    bounded: reviewBounded,
    on: {
      approved: "next",
      needs_changes: fix,
      needs_clarification: { ask: "clarification", options: { answer: { move: "again" } } },
      ...codex ? {
        rejected: {
          ask: "plan-rejected",
          options: {
            stop: { move: "stop" },
            revise: { move: fix, reason: true },
            overrule: { move: "next", reason: true, waiver: "overruled" }
          }
        }
      } : {}
    },
    limit: limit(fix),
    stale,
    stuck: reviewStuck,
    ...codex ? { failed: failed({ agent: "plan-reviewer", model: "opus" }) } : {}
  };
}
function codeReview(index, after) {
  const { name, title, who } = REVIEWERS[index];
  const fix = { fix: fixCode(name, title, "Fix"), then: "self" };
  return {
    gate: "review",
    key: `code-review-${name}`,
    title: `Code Review - ${title}`,
    token: `code_review_${name}`,
    after: [after],
    reviewer: name,
    group: "code_reviews",
    who: who("code-reviewer"),
    of: { tree: "all" },
    reads: [STORY, PLAN, RESULT],
    writes: `.task/code-review-${name}.json`,
    schema: "code-review",
    brief: "review-code",
    bounded: reviewBounded,
    on: {
      approved: "next",
      needs_changes: fix,
      rejected: { fix: fixCode(name, title, "Rework"), then: "group" }
    },
    limit: limit(fix),
    stale,
    stuck: reviewStuck,
    confirm: { brief: "confirm-code", reads: [STORY], limit: confirmLimit },
    ...name === "codex" ? { failed: failed({ agent: "code-reviewer", model: "opus" }) } : {}
  };
}
var gates = [
  {
    gate: "produce",
    key: "requirements",
    title: "Gather requirements",
    token: "requirements_gathering",
    after: [],
    who: { agent: "requirements-gatherer", model: "opus" },
    reads: [],
    writes: STORY,
    schema: "user-story",
    brief: "requirements",
    bounded: bounded2,
    on: {
      questions: questions("story-questions"),
      done: {
        ask: "story",
        auto: "approve",
        options: {
          approve: { move: "next", tests: "approved" },
          correct: { move: "again", reason: true },
          stop: { move: "stop" }
        }
      }
    },
    stuck
  },
  {
    gate: "produce",
    key: "plan",
    title: "Create implementation plan",
    token: "plan_drafting",
    after: ["requirements"],
    who: planner,
    reads: [STORY],
    writes: PLAN,
    schema: "plan",
    brief: "plan",
    bounded: bounded2,
    on: { questions: questions("plan-questions"), done: "next" },
    tests: testAsks,
    stuck
  },
  planReview(0, "plan"),
  planReview(1, "plan-review-sonnet"),
  planReview(2, "plan-review-opus"),
  {
    gate: "produce",
    key: "implementation",
    title: "Implementation",
    token: "implementation",
    after: ["plan-review-codex"],
    who: implementer,
    reads: [STORY, PLAN],
    writes: RESULT,
    schema: "impl-result",
    edits: "all",
    brief: "implement",
    bounded: bounded2,
    on: {
      complete: "next",
      partial: "again",
      partial_reason: {
        ask: "partial",
        options: {
          again: { move: "again" },
          accept: { move: "next", reason: true, waiver: "accepted" },
          stop: { move: "stop" }
        }
      },
      failed: { ask: "failed", options: { again: { move: "again" }, stop: { move: "stop" } } }
    },
    stuck
  },
  testsBefore(stuck),
  testsBehind({
    who: implementer,
    writes: RESULT,
    reads: [STORY, PLAN, RESULT],
    guards: "code_reviews",
    stuck: reviewStuck
  }),
  codeReview(0, "implementation"),
  codeReview(1, "code-review-sonnet"),
  codeReview(2, "code-review-opus")
];
var multiAi = {
  name: "multi-ai",
  files: ".task",
  limits: { per_reviewer: 10, plan_reviews: 10, code_reviews: 15, tests: 3 },
  bounds,
  idle: "idle",
  complete: "complete",
  entries: { start: { gates, back: { planning: "plan", requirements: "requirements" } } }
};

// src/workflows/team/gates/parts.ts
var P = "pipeline";
var GATES = `${P}/gates`;
var BRIEF = `${P}/brief.md`;
var SPEC = `${P}/design-spec.md`;
var ADRS = `${P}/adr/`;
var CONTEXT = `${P}/context.md`;
var stuck2 = { ask: "stuck", options: { again: { move: "again" }, stop: { move: "stop" } } };
var bounded3 = {
  ask: "bounded",
  options: { more: { move: "again" }, again: { move: "again" }, stop: { move: "stop" } }
};
var stale2 = { ask: "stale", options: { again: { move: "again" }, stop: { move: "stop" } } };
var failed2 = {
  ask: "gate-failed",
  options: { again: { move: "again", reason: true }, stop: { move: "stop" } }
};
var bounds2 = {
  pm: { tool_calls: 200, minutes: 60, tokens: 4000000 },
  principal: { tool_calls: 300, minutes: 90, tokens: 6000000 },
  "area-owner": { tool_calls: 600, minutes: 180, tokens: 15000000 },
  "dev-qa": { tool_calls: 600, minutes: 180, tokens: 15000000 },
  security: { tool_calls: 300, minutes: 90, tokens: 6000000 }
};
var produce = (gate) => ({
  ...gate,
  gate: "produce",
  stuck: stuck2,
  bounded: bounded3
});
var gateMoves = (done = "next") => ({ done, fail: failed2, escalate: failed2 });
var checkpoint2 = (which, after, stage, redo, unless) => ({
  gate: "checkpoint",
  key: `checkpoint-${which}`,
  title: `Checkpoint ${which.toUpperCase()}`,
  token: `checkpoint-${which}`,
  stage,
  after: [after],
  ask: {
    ask: `checkpoint-${which}`,
    auto: "proceed",
    passes: { when: `passes${which.toUpperCase()}`, option: "proceed" },
    options: {
      proceed: { move: "next", unless },
      ...which === "c" ? { deploy: { move: "next", unless, sets: { deploy: "asked" } } } : {},
      revise: { move: { redo }, reason: true },
      stop: { move: "stop" }
    }
  }
});
var ownerFix = (title, token, brief) => ({
  each: { over: "owners" },
  who: { role: "{role}" },
  title: `${title} - {item}`,
  token,
  writes: `${GATES}/stage-04-{item}.json`,
  documents: [`${P}/pr-{item}.md`],
  edits: "area",
  schema: "stage-04",
  brief
});
var check = (gate, again, past = "next") => ({
  ...gate,
  gate: "check",
  schema: "program-record",
  brief: "check",
  fixes: "qa",
  limit: {
    ask: "check-limit",
    options: {
      continue: { move: again },
      accept: { move: past, reason: true, waiver: "accepted" },
      stop: { move: "stop" }
    }
  },
  stuck: {
    ask: "stuck",
    options: {
      again: { move: "again" },
      waive: { move: past, reason: true, waiver: "waived" },
      stop: { move: "stop" }
    }
  }
});
var cannotRun = (past = "next") => ({
  ask: "check-cannot-run",
  options: {
    again: { move: "again" },
    waive: { move: past, reason: true, waiver: "waived" },
    stop: { move: "stop" }
  }
});
var mendMerge = { fix: ownerFix("Mend merge", "stage-04", "fix-merge"), then: "self" };
var mendChecks = { fix: ownerFix("Mend checks", "stage-05", "fix-checks"), then: "self" };
var mendTests = { fix: ownerFix("Mend tests", "stage-07", "fix-team-tests"), then: "self" };
var mendSecurity = { fix: ownerFix("Mend security", "stage-05", "fix-security"), then: "self" };

// src/workflows/team/gates/design.ts
var requirements = [
  produce({
    key: "brief",
    title: "Brief",
    token: "stage-01",
    stage: "01",
    after: [],
    who: { role: "pm" },
    reads: [],
    writes: `${GATES}/stage-01.json`,
    documents: [BRIEF],
    schema: "stage-01",
    brief: "team-brief",
    on: {
      ...gateMoves(),
      questions: { ask: "brief-questions", options: { answer: { move: "again" } }, auto: "answer" }
    }
  }),
  checkpoint2("a", "brief", "01", "brief", "proceed")
];
var scope = {
  gate: "review",
  key: "scope",
  title: "Confirm scope",
  token: "stage-02",
  stage: "02",
  after: ["answers"],
  reviewer: "pm",
  group: "scope",
  who: { role: "pm" },
  of: { file: SPEC },
  reads: [BRIEF, SPEC],
  writes: `${P}/design-review/pm.json`,
  schema: "scope-review",
  brief: "scope",
  bounded: bounded3,
  stuck: stuck2,
  stale: stale2,
  on: {
    approved: "next",
    needs_changes: {
      fix: {
        who: { role: "principal" },
        title: "Amend design",
        token: "stage-02",
        writes: `${GATES}/stage-02.json`,
        documents: [SPEC, ADRS, `${P}/design-review/principal.md`],
        schema: "stage-02",
        brief: "design-fix"
      },
      then: "self"
    }
  },
  limit: {
    ask: "escalation",
    options: {
      accept: { move: "next", reason: true, waiver: "accepted" },
      redo: { move: { redo: "design" }, reason: true },
      stop: { move: "stop" }
    }
  }
};
var design = [
  produce({
    key: "design",
    title: "Draft design",
    token: "stage-02",
    stage: "02",
    after: ["checkpoint-a"],
    who: { role: "principal" },
    reads: [BRIEF],
    writes: SPEC,
    schema: "design-draft",
    brief: "design",
    on: { done: "next" }
  }),
  produce({
    key: "notes",
    title: "Design notes - {item}",
    token: "stage-02",
    stage: "02",
    each: { over: "areas" },
    after: ["design"],
    who: { role: "{role}" },
    reads: [BRIEF, SPEC],
    writes: `${P}/design-review/{role}.md`,
    schema: "design-notes",
    brief: "notes",
    on: { done: "next" }
  }),
  produce({
    key: "answers",
    title: "Answer notes",
    token: "stage-02",
    stage: "02",
    after: ["notes"],
    who: { role: "principal" },
    reads: [BRIEF, SPEC, `${P}/design-review/`],
    writes: `${GATES}/stage-02.json`,
    documents: [SPEC, ADRS, `${P}/design-review/principal.md`],
    schema: "stage-02",
    brief: "answers",
    on: gateMoves()
  }),
  scope,
  checkpoint2("b", "scope", "02", "design", "proceedWithQuestions"),
  produce({
    key: "clarify",
    title: "Clarification",
    token: "stage-03",
    stage: "03",
    when: "openQuestions",
    after: ["checkpoint-b"],
    who: { role: "pm" },
    reads: [BRIEF, SPEC, CONTEXT],
    writes: `${GATES}/stage-03.json`,
    documents: [`${P}/clarification.md`, BRIEF],
    schema: "stage-03",
    brief: "clarify",
    on: { ...gateMoves(), scope_changed: { redo: "brief" } }
  })
];

// src/workflows/team/gates/release.ts
var mendReport = {
  fix: {
    who: { role: "dev-qa" },
    title: "Correct report",
    token: "stage-07",
    writes: `${GATES}/stage-07.json`,
    documents: [`${P}/test-report.md`],
    edits: "tests",
    schema: "stage-07",
    brief: "qa"
  },
  then: "self"
};
var approvals = { tally: "peer", reviews: ["security"] };
var testing = [
  produce({
    key: "qa",
    title: "Write tests",
    token: "stage-07",
    stage: "07",
    after: ["peer"],
    who: { role: "dev-qa" },
    reads: [BRIEF, SPEC],
    writes: `${GATES}/stage-07.json`,
    documents: [`${P}/test-report.md`],
    edits: "tests",
    schema: "stage-07",
    brief: "qa",
    on: { ...gateMoves(), fail: "next" }
  }),
  check({
    key: "qa-tests",
    title: "Run tests",
    token: "stage-07",
    stage: "07",
    when: "checkDue",
    after: ["qa"],
    who: { program: "qa" },
    reads: [],
    writes: ".task/qa-tests.json",
    on: {
      pass: approvals,
      fail: mendTests,
      differs: mendReport,
      cannot_run: cannotRun(approvals)
    }
  }, mendTests, approvals),
  produce({
    key: "clarify-late",
    title: "Clarification before sign-off",
    token: "stage-07",
    stage: "07",
    when: "openQuestions",
    after: ["qa-tests"],
    who: { role: "pm" },
    reads: [CONTEXT],
    writes: `${GATES}/stage-03.json`,
    documents: [`${P}/clarification.md`],
    schema: "stage-03",
    brief: "clarify",
    on: { ...gateMoves(), scope_changed: failed2 }
  }),
  checkpoint2("c", "clarify-late", "07", "qa", "proceed")
];
var release2 = [
  produce({
    key: "signoff",
    title: "Sign off",
    token: "stage-08",
    stage: "08",
    when: "signedByHand",
    after: ["checkpoint-c"],
    who: { role: "pm" },
    reads: [BRIEF, `${P}/test-report.md`, CONTEXT],
    writes: `${GATES}/stage-08.json`,
    schema: "stage-08",
    brief: "signoff",
    on: gateMoves()
  }),
  check({
    key: "deploy",
    title: "Deploy",
    token: "stage-08",
    stage: "08",
    when: "deployAsked",
    after: ["signoff"],
    who: { program: "deploy" },
    reads: [],
    writes: ".task/deploy.json",
    on: {
      pass: "next",
      warn: "next",
      fail: {
        ask: "deploy-failed",
        options: {
          again: { move: "again" },
          without: { move: "next", reason: true, waiver: "waived" },
          stop: { move: "stop" }
        }
      }
    }
  }, "again"),
  produce({
    key: "summary",
    title: "Stakeholder summary",
    token: "stage-08",
    stage: "08",
    when: "deployed",
    after: ["deploy"],
    who: { role: "pm" },
    reads: [BRIEF, CONTEXT],
    writes: `${P}/deploy-log.md`,
    schema: "deploy-log",
    brief: "summary",
    on: { done: "next" }
  }),
  produce({
    key: "retro",
    title: "Retrospective - {item}",
    token: "stage-09",
    stage: "09",
    each: { over: "roles" },
    when: "tookPart",
    after: ["summary"],
    who: { role: "{role}" },
    reads: [BRIEF, CONTEXT],
    writes: `${P}/retro/{role}.md`,
    schema: "retro",
    brief: "retro",
    on: { done: "next" }
  }),
  produce({
    key: "lessons",
    title: "Lessons",
    token: "stage-09",
    stage: "09",
    after: ["retro"],
    who: { role: "principal" },
    reads: [`${P}/retrospective.md`, `${P}/lessons-learned.md`],
    writes: `${GATES}/stage-09.json`,
    schema: "stage-09",
    brief: "lessons",
    on: gateMoves()
  })
];

// src/workflows/team/gates/review.ts
var build = [
  produce({
    key: "build",
    title: "Build - {item}",
    token: "stage-04",
    stage: "04",
    each: { over: "areas", in_turn: "in_checkout" },
    when: "areaHasWork",
    after: ["clarify"],
    who: { role: "{role}" },
    reads: [BRIEF, SPEC, ADRS],
    writes: `${GATES}/stage-04-{item}.json`,
    documents: [`${P}/pr-{item}.md`],
    edits: "area",
    schema: "stage-04",
    brief: "build",
    on: gateMoves()
  }),
  check({
    key: "merge",
    title: "Merge",
    token: "stage-04",
    stage: "04",
    when: "inWorktrees",
    after: ["build"],
    who: { program: "merge" },
    reads: [],
    writes: ".task/merge.json",
    on: { pass: "next", fail: mendMerge, cannot_run: cannotRun() }
  }, mendMerge)
];
var security = {
  gate: "review",
  key: "security",
  title: "Security review",
  token: "stage-05",
  stage: "05",
  when: "securityDue",
  after: ["pre-review"],
  reviewer: "security",
  group: "security",
  who: { role: "security" },
  of: { tree: "all" },
  reads: [BRIEF, SPEC, ADRS],
  writes: `${GATES}/stage-05-security.json`,
  schema: "stage-05-security",
  brief: "security",
  bounded: bounded3,
  stuck: stuck2,
  stale: stale2,
  on: {
    approved: "next",
    veto: {
      ask: "veto",
      auto: "fix",
      options: {
        fix: { move: mendSecurity },
        lift: { move: "next", reason: true, waiver: "overruled" },
        stop: { move: "stop" }
      }
    }
  },
  limit: {
    ask: "escalation",
    options: {
      continue: { move: mendSecurity },
      lift: { move: "next", reason: true, waiver: "overruled" },
      stop: { move: "stop" }
    }
  }
};
var review = [
  check({
    key: "pre-review",
    title: "Pre-review checks",
    token: "stage-05",
    stage: "05",
    after: ["merge"],
    who: { program: "pre-review" },
    reads: [],
    writes: ".task/pre-review.json",
    on: { pass: "next", warn: "next", fail: mendChecks, cannot_run: cannotRun() }
  }, mendChecks),
  security
];
var peer = {
  gate: "panel",
  key: "peer",
  panel: "peer",
  title: "Peer review - {item}",
  token: "stage-06",
  stage: "06",
  each: { over: "seats" },
  when: "seatNeeded",
  after: ["security"],
  who: { role: "{role}" },
  reads: [BRIEF, SPEC, ADRS],
  writes: `${P}/code-review/by-{item}.md`,
  schema: "peer-review",
  brief: "peer-review",
  bounded: bounded3,
  stuck: stuck2,
  revise: ownerFix("Revise", "stage-06", "fix-review"),
  ruling: {
    who: { role: "principal" },
    title: "Ruling",
    token: "stage-06",
    writes: `${P}/ruling.json`,
    documents: [SPEC, ADRS],
    schema: "ruling",
    brief: "ruling"
  },
  rounds: "peer",
  escalation: { ask: "peer-escalation", options: { answer: { move: { tally: "peer" } } } },
  undecided: {
    ask: "peer-undecided",
    options: {
      owner: { move: { tally: "peer" }, reason: true },
      reviewer: { move: { tally: "peer" } },
      stop: { move: "stop" }
    }
  },
  on: { done: "next" }
};

// src/project/globs.ts
var LONGEST_GLOB = 200;
function projectPath(path) {
  const out = [];
  for (const part of path.normalize("NFC").replaceAll("\\", "/").split("/")) {
    if (part === "" || part === ".")
      continue;
    if (part === ".." && out.length > 0 && out.at(-1) !== "..")
      out.pop();
    else
      out.push(part);
  }
  return out.join("/");
}
var NAME = 0;
var ALL = 1;
function bracePairs(chars) {
  const open = [];
  const pairs = new Map;
  chars.forEach((char, index) => {
    if (char === "{")
      open.push(index);
    else if (char === "}" && open.length > 0)
      pairs.set(open.pop(), index);
  });
  return pairs;
}
function automaton(chars) {
  const states = [[]];
  const pairs = bracePairs(chars);
  const fresh = () => states.push([]) - 1;
  const edge = (from, takes, to) => void states[from].push({ takes, to });
  const step = (from, takes) => {
    const to = fresh();
    edge(from, takes, to);
    return to;
  };
  const part = (from, until, start, atBoundary) => {
    let at = start;
    let boundary = atBoundary;
    for (let index = from;index < until; index++) {
      const char = chars[index];
      const close = pairs.get(index);
      if (char === "{" && close !== undefined) {
        const ends = [];
        let begin = index + 1;
        for (let here = begin;here <= close; here++) {
          const inner = pairs.get(here);
          if (inner !== undefined)
            here = inner;
          else if (here === close || chars[here] === ",") {
            ends.push(part(begin, here, step(at, null), boundary));
            begin = here + 1;
          }
        }
        at = fresh();
        for (const end of ends)
          edge(end, null, at);
        index = close;
      } else if (char === "*") {
        let last = index;
        while (last + 1 < until && chars[last + 1] === "*")
          last++;
        const next = last + 1 < until ? chars[last + 1] : undefined;
        const loop = step(at, null);
        if (last > index && boundary && (next === undefined || next === "/")) {
          edge(loop, ALL, loop);
          if (next === "/") {
            const behind = step(loop, "/");
            edge(at, null, behind);
            at = behind;
            last++;
          } else
            at = loop;
        } else {
          edge(loop, NAME, loop);
          at = loop;
        }
        index = last;
      } else
        at = step(at, char === "?" ? NAME : char);
      boundary = chars[index] === "/";
    }
    return at;
  };
  step(part(0, chars.length, 0, true), null);
  return states;
}
function runs(states, path) {
  const reached = new Int32Array(states.length).fill(-1);
  let round = 0;
  let now = [];
  const enter = (into, first) => {
    const todo = [first];
    for (let state = todo.pop();state !== undefined; state = todo.pop()) {
      if (reached[state] === round)
        continue;
      reached[state] = round;
      into.push(state);
      for (const { takes, to } of states[state])
        if (takes === null)
          todo.push(to);
    }
  };
  enter(now, 0);
  for (const char of path) {
    round++;
    const next = [];
    for (const state of now)
      for (const { takes, to } of states[state])
        if (takes === char || takes === ALL || takes === NAME && char !== "/")
          enter(next, to);
    if (next.length === 0)
      return false;
    now = next;
  }
  return reached[states.length - 1] === round;
}
function wholeGlob(glob) {
  const chars = [...glob.normalize("NFC")];
  if (chars.length > LONGEST_GLOB)
    return () => false;
  const states = automaton(chars);
  return (path) => runs(states, path);
}
function forms(glob) {
  const text = glob.normalize("NFC").replaceAll("\\", "/");
  const rooted = /^\.?\//.test(text) || /\/./.test(text);
  const body = text.replace(/^(?:\.?\/)+/, "");
  const folder = body.endsWith("/");
  const path = folder ? body.replace(/\/+$/, "") : body;
  if (path === "")
    return [];
  const at = rooted || path === "**" ? path : `**/${path}`;
  const named = !/[*?]/.test(path.slice(path.lastIndexOf("/") + 1));
  return folder ? [`${at}/**`] : named ? [at, `${at}/**`] : [at];
}
function globSet(globs) {
  const matchers = globs.flatMap(forms).map(wholeGlob);
  return (path) => {
    const whole = projectPath(path);
    return whole !== "" && whole !== ".." && !whole.startsWith("../") && matchers.some((matches) => matches(whole));
  };
}

// src/workflows/team/areas.ts
var WHOLE = { app: ["**"] };
var areasOf = (settings) => settings.areas && Object.keys(settings.areas).length > 0 ? settings.areas : WHOLE;
var PRINCIPAL = "principal";
var ownerRole = (item) => item === PRINCIPAL ? PRINCIPAL : `dev-${item}`;
function changedAreas(run) {
  const changed = new Set(acceptedTasks(run).flatMap((task) => task.edits === null ? [] : task.facts.areas ?? []));
  return Object.keys(areasOf(run.settings)).filter((area) => changed.has(area));
}
function areasWithWork(run) {
  const all = Object.keys(areasOf(run.settings));
  const design = acceptedTasks(run).findLast((task) => task.facts.areas !== undefined && task.edits === null && task.item === null);
  const named = design?.facts.areas ?? run.options.areas?.split(",").map((name) => name.trim()) ?? all;
  return all.filter((area) => named.includes(area));
}

// src/workflows/team/peer-review/tally.ts
var APPROVALS = 2;
var reviewShape = (run) => changedAreas(run).length > 1 ? "matrix" : "scoped";
function eligible(run, area) {
  const others = Object.keys(areasOf(run.settings)).filter((one) => one !== area);
  return others.length > 0 ? others : [PRINCIPAL];
}
function requiredApprovals(run, area) {
  const wanted = reviewShape(run) === "scoped" || run.options.approvals === "1" || run.options.track === "dep-update" ? 1 : run.settings.team?.approvals ?? APPROVALS;
  return Math.min(wanted, eligible(run, area).length);
}
function reviewersOf(run, area) {
  const changed = changedAreas(run);
  const may = eligible(run, area);
  const first = reviewShape(run) === "matrix" ? may.filter((one) => changed.includes(one)) : [];
  const all = Object.keys(areasOf(run.settings));
  const from = all.indexOf(area);
  const inTurn = [...may].sort((a, b) => (all.indexOf(a) - from + all.length) % all.length - (all.indexOf(b) - from + all.length) % all.length);
  const rest = inTurn.filter((one) => !first.includes(one));
  return [...first, ...rest.slice(0, Math.max(0, requiredApprovals(run, area) - first.length))];
}
function reviewsOf(run, seat) {
  if (seat.scope.length > 0)
    return seat.scope;
  return changedAreas(run).filter((area) => reviewersOf(run, area).includes(seat.item ?? ""));
}
function standings(run, gate, seats) {
  const trees = treesOf(run);
  const spoken = acceptedTasks(run).filter((task) => seats.some((seat) => seat.id === task.id));
  return changedAreas(run).map((area) => {
    const newest = new Map;
    for (const task of spoken) {
      const section = task.facts.sections?.find((one) => one.area === area);
      if (!section || task.item === null || task.item === area)
        continue;
      const overruled = run.decisions.some((one) => one.task === task.id && one.kind === gate.undecided.ask && one.option === OWNERS_WAY);
      newest.delete(task.item);
      newest.set(task.item, { ...section, seat: task.item, task, stale: section.tree !== trees[area], overruled });
    }
    const words = [...newest.values()];
    const approvals = words.filter((one) => one.verdict === "approved" && !one.stale).map((one) => one.seat);
    const changes = words.filter((one) => one.verdict === "changes" && !one.overruled);
    const required = requiredApprovals(run, area);
    const open = changes.some((one) => one.escalation !== null && !isDecided(run, gate, one));
    const enough = approvals.length + words.filter((one) => one.overruled).length >= required;
    const status = open ? "ESCALATE" : enough && changes.length === 0 ? "PASS" : "FAIL";
    return { area, required, words, approvals, changes, status };
  });
}

// src/workflows/team/standing.ts
var BY_SEVERITY = ["PASS", "WARN", "FAIL", "ESCALATE"];
var worst = (statuses) => BY_SEVERITY[Math.max(-1, ...statuses.map((one) => BY_SEVERITY.indexOf(one)))] ?? null;
var isBad = (status) => status === "FAIL" || status === "ESCALATE";
function latestVerdicts(run) {
  const last = new Map;
  for (const task of acceptedTasks(run)) {
    if (task.kind === "fix")
      continue;
    if (task.who.program) {
      for (const [gate, before] of last)
        if (before.token === task.token)
          last.delete(gate);
    }
    last.set(task.gate, task);
  }
  return [...last.values()];
}
var OUTCOMES = {
  done: "PASS",
  approved: "PASS",
  pass: "PASS",
  questions: "PASS",
  warn: "WARN",
  escalate: "ESCALATE"
};
function verdictOf({ outcome, facts }) {
  if (outcome === null)
    return null;
  const said = Object.hasOwn(OUTCOMES, outcome) ? OUTCOMES[outcome] : "FAIL";
  return worst(facts.status === undefined ? [said] : [said, facts.status]);
}
function taskStatus(run, task) {
  const word = verdictOf(task);
  switch (task.status) {
    case "skipped":
      return "skipped";
    case "failed":
      return "FAIL";
    case "cancelled":
      return word !== null && isBad(word) ? word : "none";
    case "done":
      return task.waiver !== null ? "WARN" : word ?? "none";
    case "waiting": {
      if (word !== null && isBad(word))
        return word;
      const asked = run.questions.filter((one) => one.task === task.id);
      return asked.some((one) => one.text === null) ? "ESCALATE" : "running";
    }
    default:
      return task.dispatches > 0 ? "running" : "none";
  }
}
function gateStatus(run, all) {
  const tasks = all.some((task) => task.outcome !== null) ? all.filter((task) => task.status !== "skipped") : all;
  const last = tasks.at(-1);
  if (!last)
    return "none";
  const now = taskStatus(run, last);
  if (now !== "none" && now !== "running")
    return now;
  const before = tasks.slice(0, -1).findLast((task) => task.outcome !== null);
  if (!before)
    return now;
  const was = taskStatus(run, before);
  return isBad(was) ? was : unfinished(run);
}
var unfinished = (run) => isLive(run) ? "running" : "none";
var tasksOf2 = (run, key) => run.tasks.filter((task) => isOf(task.gate, key) && task.kind !== "fix" && !task.void);
function worstPart(run, parts) {
  const counted = parts.filter((part) => part !== "skipped");
  if (counted.length === 0)
    return parts.length > 0 ? "skipped" : "none";
  const words = counted.filter((part) => part !== "none" && part !== "running");
  const word = worst(words);
  if (word !== null && isBad(word))
    return word;
  if (counted.every((part) => part === "none"))
    return "none";
  return words.length < counted.length || word === null ? unfinished(run) : word;
}
function statusOf(run, keys) {
  const gates = new Map;
  for (const key of keys)
    for (const task of tasksOf2(run, key))
      gates.set(task.gate, [...gates.get(task.gate) ?? [], task]);
  const own = Math.max(0, ...[...gates.values()].flat().map((task) => task.who.program && task.outcome !== null ? task.acceptedSeq : 0));
  const parts = [...gates.values()].filter((tasks) => {
    const last = tasks.findLast((task) => task.status !== "skipped");
    return !last || last.who.program !== undefined || last.outcome === null || last.acceptedSeq > own;
  });
  return worstPart(run, parts.map((tasks) => gateStatus(run, tasks)));
}
var panelOf = (workflow, run, panel) => gatesOf(workflow, run).find((gate) => gate.gate === "panel" && gate.panel === panel);
function areaStandings(workflow, run, panel) {
  const gate = panelOf(workflow, run, panel);
  if (!gate)
    return [];
  const seats = seatsOf(workflow, run, panel);
  const standing = new Map(standings(run, gate, seats).map((one) => [one.area, one]));
  return changedAreas(run).map((area) => {
    const own = standing.get(area);
    const looking = seats.filter((seat) => seat.status !== "skipped" && reviewsOf(run, seat).includes(area));
    const said = own.words.map((word) => word.seat);
    const decided = seats.filter((task) => task.facts.sections?.some(({ area: of, verdict, escalation }) => of === area && verdict === "changes" && isDecided(run, gate, { task, escalation })));
    return {
      area,
      status: standingStatus(run, own, looking),
      reviewers: [...new Set([...said, ...looking.map((seat) => seat.item ?? "")])],
      resolved: decided.length,
      standing: own
    };
  });
}
function standingStatus(run, { status, words, changes }, looking) {
  if (status === "ESCALATE")
    return "ESCALATE";
  if (status === "PASS")
    return words.some((one) => one.overruled) ? "WARN" : "PASS";
  if (changes.length > 0)
    return "FAIL";
  if (looking.some((seat) => isBad(taskStatus(run, seat))))
    return "ESCALATE";
  return looking.some((seat) => seat.dispatches > 0) ? unfinished(run) : "none";
}

// src/workflows/team/rules.ts
var key2 = (text) => text.toLowerCase().replaceAll(/[^\p{L}\p{N}]+/gu, " ").trim();
function questionsOf(run) {
  const all = new Map;
  for (const task of acceptedTasks(run)) {
    for (const text of task.facts.questions ?? [])
      if (!all.has(key2(text)))
        all.set(key2(text), { text, role: task.who.role ?? task.who.agent, answer: null });
    for (const { question, answer } of task.facts.answered ?? []) {
      const known = all.get(key2(question));
      if (known)
        known.answer = answer;
    }
  }
  return [...all.values()];
}
var openQuestions = (run) => questionsOf(run).filter((one) => one.answer === null);
var newest = (run, key) => acceptedTasks(run).findLast((task) => (task.gate === key || task.gate.startsWith(`${key}:`)) && task.kind !== "fix");
var failing = (run) => latestVerdicts(run).filter((task) => (task.facts.status === "FAIL" || task.facts.status === "ESCALATE") && task.waiver === null).map((task) => `${task.subject} is ${task.facts.status}`);
var passesBy = (run, which) => {
  const rule = run.settings.checkpoints?.[which]?.auto_pass_when ?? null;
  if (rule === null || failing(run).length > 0)
    return false;
  const warned = openWarnings(run).length > 0 || acceptedTasks(run).some((task) => task.facts.status === "WARN");
  if (rule === "no_warnings")
    return !warned && (which === "b" || openQuestions(run).length === 0);
  return allCriteriaMet(run) && openQuestions(run).length === 0 && !acceptedTasks(run).some((task) => task.facts.status === "WARN");
};
function allCriteriaMet(run) {
  const { flags } = newest(run, "qa-tests")?.facts ?? {};
  return flags?.all_criteria_met === true && flags.one_to_one === true;
}
var TEAM_RULES = {
  openQuestions: (run) => openQuestions(run).length > 0,
  areaHasWork: (run, gate) => areasWithWork(run).includes(gate.item ?? ""),
  inWorktrees: (run) => run.settings.team?.profile === "app_worktree",
  securityDue: (run) => {
    const fired = ({ facts: { rules } }) => rules === null || (rules ?? []).length > 0;
    const checked = newest(run, "pre-review");
    return checked === undefined || [checked, newest(run, "qa-tests")].some((one) => one !== undefined && fired(one));
  },
  seatNeeded: (run, gate) => reviewsOf(run, { item: gate.item ?? "", scope: [] }).length > 0,
  checkDue: (run, gate) => {
    const last = newest(run, gate.key);
    const moved = acceptedTasks(run).findLast((task) => task.edits !== null)?.acceptedSeq ?? 0;
    return last === undefined || last.facts.status !== "PASS" || moved > last.acceptedSeq;
  },
  signedByHand: (run) => run.options.track === "hotfix" || !allCriteriaMet(run) || barsToProceed(run).length > 0,
  deployAsked: (run) => (run.options.deploy ?? "") !== "",
  deployed: (run) => {
    const last = newest(run, "deploy");
    return last !== undefined && last.waiver === null;
  },
  tookPart: (run, gate) => run.tasks.some((task) => task.who.role === gate.item && task.dispatches > 0 && !task.gate.startsWith("retro")),
  passesA: (run) => passesBy(run, "a"),
  passesB: (run) => passesBy(run, "b"),
  passesC: (run) => passesBy(run, "c")
};
function barsToProceed(run, questionsToo = true) {
  const open = questionsToo ? openQuestions(run).map((one) => `an open question: ${one.text}`) : [];
  return [...failing(run), ...open];
}
var TEAM_BARS = {
  proceed: (run) => barsToProceed(run),
  proceedWithQuestions: (run) => barsToProceed(run, false)
};
function barsBy(bar, run) {
  const bars = TEAM_BARS[bar];
  if (!bars)
    throw new Error(`no bar is called "${bar}"`);
  return bars(run);
}
var byOwner = (item) => ({ item, role: ownerRole(item) });
var byRole = (role) => ({ item: role, role });
var areas = (run) => Object.keys(areasOf(run.settings)).map(byOwner);
var SELECTORS = {
  areas,
  seats: (run) => [...areas(run), byOwner(PRINCIPAL)],
  roles: (run) => [
    byRole("pm"),
    byRole(PRINCIPAL),
    ...areas(run).map(({ role }) => byRole(role)),
    byRole("dev-qa"),
    byRole("security")
  ],
  owners: (_run, task) => {
    const owners = task?.facts.owners ?? [];
    return (owners.length > 0 ? owners : [PRINCIPAL]).map(byOwner);
  },
  in_checkout: (run) => run.settings.team?.profile === "app_worktree" ? [] : [byRole("checkout")]
};

// src/workflows/team/index.ts
var TRACKS = {
  full: ["01", "02", "03", "04", "05", "06", "07", "08", "09"],
  quick: ["01", "04", "06", "07", "08", "09"],
  nano: ["04", "07"],
  "config-only": ["04", "05", "07", "08"],
  "dep-update": ["04", "06", "07", "08"],
  hotfix: ["04", "05", "06", "07", "08", "09"]
};
var gates2 = [...requirements, ...design, ...build, ...review, peer, ...testing, ...release2];
var team = {
  name: "team",
  files: P,
  limits: { per_reviewer: 5, scope: 5, security: 5, peer: 2, qa: 3 },
  bounds: bounds2,
  roles: {
    pm: { agent: "pm", model: "opus" },
    principal: { agent: "principal", model: "opus" },
    "dev-qa": { agent: "dev-qa", model: "sonnet" },
    "dev-*": { agent: "area-owner", model: "sonnet" },
    security: { agent: "security", model: "opus" }
  },
  keeps: "pipeline",
  rules: TEAM_RULES,
  selectors: SELECTORS,
  bars: TEAM_BARS,
  panels: { peer: { standings, ownerOf: byOwner } },
  idle: "idle",
  complete: "complete",
  entries: {
    start: {
      gates: gates2,
      variants: { option: "track", of: TRACKS },
      back: { planning: "design", requirements: "brief" }
    }
  }
};
var JSON_KINDS = [
  "stage-01",
  "stage-02",
  "stage-03",
  "stage-04",
  "stage-05-security",
  "stage-07",
  "stage-08",
  "stage-09",
  "scope-review",
  "ruling"
];
var MARKDOWN_KINDS = ["design-draft", "design-notes", "peer-review", "deploy-log", "retro"];
var ALL2 = [...JSON_KINDS, ...MARKDOWN_KINDS];

// src/workflows/index.ts
var WORKFLOWS = {
  [multiAi.name]: multiAi,
  [team.name]: team
};
function workflowOf(name) {
  const workflow = WORKFLOWS[name];
  if (!workflow)
    throw new Error(`workflow "${name}" is not known to this version; known: ${Object.keys(WORKFLOWS).join(", ")}`);
  return workflow;
}
var auto = { takes: "nothing", about: "Ask nobody where an answer can be assumed" };
var STARTS = {
  "multi-ai": { workflow: multiAi.name, entry: "start", request: "<request>", flags: { auto }, strict: false },
  team: {
    workflow: team.name,
    entry: "start",
    request: "<feature>",
    flags: {
      track: { takes: "variant", value: "<track>", about: "Which stages the run has; else proposed from the request" },
      areas: { takes: "areas", value: "<a,b>", about: "Areas that build, where no design says which" },
      deploy: {
        takes: "name",
        value: "<environment>",
        alone: "asked",
        about: "Deploy after the sign-off; without a name to the environment of the settings"
      },
      auto
    },
    strict: true,
    chooses: "track",
    implies: { track: { quick: { approvals: "1" } } }
  }
};
var PLUGIN = "multi-ai";
var typedCommand = (name) => name === PLUGIN ? `/${PLUGIN}` : `/${PLUGIN}:${name}`;
var startNameOf = (run) => Object.keys(STARTS).find((name) => STARTS[name].workflow === run?.workflow && STARTS[name].entry === run.entry) ?? Object.keys(STARTS)[0];
function startText(run) {
  const name = startNameOf(run);
  return `${typedCommand(name)} ${STARTS[name].request}`;
}
function startLine({
  workflow,
  entry,
  auto,
  options
}, request) {
  const name = startNameOf({ workflow, entry });
  const { flags, strict } = STARTS[name];
  const given = Object.entries(flags).flatMap(([flag, one]) => {
    const value = one.takes === "nothing" ? auto ? "" : undefined : options[flag];
    if (value === undefined)
      return [];
    if (one.takes === "nothing" || one.takes === "name" && value === one.alone)
      return [`--${flag}`];
    return [one.takes === "name" ? `--${flag}=${value}` : `--${flag} ${value}`];
  });
  return [typedCommand(name), ...given, ...strict && /(?:^|\s)--/.test(request) ? ["--"] : [], request].join(" ");
}
var allStarts = () => Object.entries(STARTS).map(([name, { request }]) => `${typedCommand(name)} ${request}`).join(" or ");

// src/cli/options.ts
import { parseArgs } from "util";
var COMMON = {
  json: { about: "Print data instead of text" },
  project: { value: "<folder>", about: "Look for the project from this folder" },
  help: { about: "Show this help" }
};
function parseOptions(name, verb, argv) {
  const known = { ...verb.options, ...COMMON };
  const { tokens } = parseArgs({
    args: argv,
    strict: false,
    allowPositionals: true,
    tokens: true,
    options: Object.fromEntries(Object.entries(known).map(([key, one]) => [
      key,
      { type: one.value && !one.optional ? "string" : "boolean" }
    ]))
  });
  const args = [];
  const given = {};
  const wrong = (problem) => ({ ok: false, problem });
  for (const token of tokens) {
    if (token.kind === "positional")
      args.push(token.value);
    if (token.kind !== "option")
      continue;
    if (token.rawName === "-h") {
      given.help = true;
      continue;
    }
    const option = Object.hasOwn(known, token.name) ? known[token.name] : undefined;
    if (!option || !token.rawName.startsWith("--"))
      return wrong(`unknown option ${token.rawName}${didYouMean(token.name, Object.keys(known), "--")}`);
    if (option.value === undefined && token.value !== undefined)
      return wrong(`--${token.name} takes no value, found "${token.value}"`);
    const forgotten = token.value === undefined || !token.inlineValue && isOption(token.value, known);
    if (option.optional && token.value === "")
      return wrong(`--${token.name}=: the value is missing, expected --${token.name}[=${option.value}]`);
    if (option.value !== undefined && !option.optional && forgotten)
      return wrong(`--${token.name} needs a value: --${token.name} ${option.value}`);
    if (Object.hasOwn(given, token.name))
      return wrong(`--${token.name} is given twice`);
    given[token.name] = token.value ?? true;
  }
  if (given.help !== true) {
    const [fewest, most] = verb.args;
    if (args.length < fewest)
      return wrong(`${name} needs ${verb.usage}`);
    if (args.length > most)
      return wrong(`unknown argument "${args[most]}"`);
  }
  return { ok: true, args, given };
}
var isOption = (text, known) => text.startsWith("--") && Object.hasOwn(known, text.slice(2));
function didYouMean(given, known, prefix = "") {
  const best = known.map((name) => ({ name, away: name.startsWith(given) && given !== "" ? 1 : distance(given, name) })).sort((a, b) => a.away - b.away)[0];
  return best !== undefined && best.away <= Math.max(2, Math.floor(best.name.length / 3)) ? `; did you mean ${prefix}${best.name}?` : "";
}
function distance(a, b) {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1;i <= a.length; i++) {
    const row = [i];
    for (let j = 1;j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(rows[i - 1][j] + 1, row[j - 1] + 1, rows[i - 1][j - 1] + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        best = Math.min(best, rows[i - 2][j - 2] + 1);
      row.push(best);
    }
    rows.push(row);
  }
  return rows[a.length][b.length];
}

// src/cli/verb.ts
import { existsSync as existsSync4 } from "fs";
import { dirname as dirname4, join as join13, resolve as resolve2 } from "path";

// src/project/project.ts
import { existsSync, lstatSync as lstatSync2, readdirSync as readdirSync3, realpathSync } from "fs";
import { dirname, join as join2, resolve } from "path";
function upward(from, holds) {
  for (let folder = from;; folder = dirname(folder)) {
    if (holds(folder))
      return folder;
    if (dirname(folder) === folder)
      return null;
  }
}
function findProject(from) {
  const start = existsSync(from) ? realpathSync(from) : resolve(from);
  const journal = upward(start, (folder) => existsSync(join2(folder, ".task", "events.jsonl")));
  const git = journal === null ? upward(start, (folder) => existsSync(join2(folder, ".git"))) : null;
  const root = journal ?? git ?? start;
  return { root, task: join2(root, ".task"), found: journal !== null ? "journal" : git !== null ? "git" : "folder" };
}
function realPath(path) {
  const full = resolve(path);
  const existing = upward(full, existsThere);
  if (existing === null)
    return full;
  const real = realpathSync(existing);
  return full === existing ? real : join2(real, full.slice(existing.length + (existing.endsWith("/") ? 0 : 1)));
}
function existsThere(path) {
  try {
    lstatSync2(path);
    return existsSync(path);
  } catch {
    return false;
  }
}

// src/run/kept-runs.ts
import { existsSync as existsSync3, readdirSync as readdirSync6, readFileSync as readFileSync4 } from "fs";
import { join as join12 } from "path";

// src/store/archive.ts
import {
  appendFileSync,
  existsSync as existsSync2,
  lstatSync as lstatSync3,
  mkdirSync as mkdirSync2,
  readdirSync as readdirSync4,
  readFileSync as readFileSync3,
  renameSync as renameSync2,
  rmSync
} from "fs";
import { dirname as dirname2, join as join6 } from "path";

// src/process/identity.ts
import { readFileSync as readFileSync2 } from "fs";
function hostName() {
  if (process.platform === "linux") {
    try {
      return readFileSync2("/proc/sys/kernel/hostname", "utf8").trim();
    } catch {}
  }
  return process.getBuiltinModule("node:os").hostname();
}
function startTime(pid) {
  const seen = look(pid);
  return seen === null || isEnded(seen) ? null : seen.start;
}
function alive(pid, start) {
  if (!Number.isSafeInteger(pid) || pid <= 0)
    return false;
  if (process.platform !== "linux" && !signalReaches(pid))
    return false;
  const seen = look(pid);
  if (seen === null)
    return signalReaches(pid);
  if (isEnded(seen))
    return false;
  return start === null || sameStart(seen.start, start);
}
function look(pid) {
  if (!Number.isSafeInteger(pid) || pid <= 0)
    return null;
  return process.platform === "linux" ? fromProc2(pid) : fromPs2(pid);
}
function isEnded(seen) {
  return seen.state.startsWith("Z") || seen.state.startsWith("X");
}
function sameStart(a, b) {
  return a === b || process.platform !== "linux" && Math.abs(Number(a) - Number(b)) <= 2;
}
function signalReaches(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
function fromProc2(pid) {
  try {
    return parseProcStat(readFileSync2(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return null;
  }
}
function parseProcStat(text) {
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const state = fields[0];
  const start = fields[19];
  return state === undefined || state === "" || start === undefined ? null : { state, start };
}
function fromPs2(pid) {
  if (pid === process.pid) {
    return { state: "R", start: String(Math.round(Date.now() / 1000 - process.uptime())) };
  }
  try {
    const env = { PATH: process.env.PATH ?? "/bin:/usr/bin", LC_ALL: "C", TZ: "UTC" };
    return parsePs2(Bun.spawnSync(["ps", "-o", "stat=,lstart=", "-p", String(pid)], { env }).stdout.toString());
  } catch {
    return null;
  }
}
function parsePs2(text) {
  const parts = /^\s*(\S+)\s+(\S.*\d)\s*$/.exec(text);
  const at = parts ? Date.parse(`${parts[2]} UTC`) : Number.NaN;
  return parts === null || Number.isNaN(at) ? null : { state: parts[1], start: String(at / 1000) };
}

// src/store/transact.ts
import { constants as constants3 } from "fs";
import { join as join5 } from "path";
init_disk();

// src/store/lock.ts
init_disk();
var DEEPEST_TAKEOVER = 3;
var UNREADABLE_FOR = 250;
function acquire(path, me, waitMs, io = disk) {
  const mine = `${JSON.stringify(me)}
`;
  const unreadableSince = new Map;
  const began = io.elapsed();
  let tookOverFrom = null;
  for (let pause = 1;; pause = Math.min(pause * 1.5, 15)) {
    const created = create(path, mine, io);
    if (created === "impossible")
      return null;
    if (created === "done")
      return { release: () => release3(path, mine, io), tookOverFrom };
    const seen = look2(path, io);
    if (seen !== null && isAbandoned(path, seen, me, unreadableSince, io)) {
      if (takeOver(path, seen, me, mine, unreadableSince, 1, io)) {
        tookOverFrom = seen.owner;
        continue;
      }
    }
    if (io.elapsed() - began >= waitMs)
      return null;
    io.sleep(pause * (0.5 + Math.random()));
  }
}
function create(path, text, io) {
  try {
    createFile(path, Buffer.from(text), io);
    return "done";
  } catch (error) {
    return errorCode(error) === "EEXIST" ? "taken" : "impossible";
  }
}
function look2(path, io) {
  if (io.lstat(path) === undefined)
    return null;
  const text = readCache(path, io)?.toString() ?? "";
  try {
    const owner = JSON.parse(text);
    const valid = typeof owner?.pid === "number" && typeof owner.host === "string";
    return { text, owner: valid ? owner : null };
  } catch {
    return { text, owner: null };
  }
}
function isAbandoned(path, seen, me, unreadableSince, io) {
  if (seen.owner !== null) {
    unreadableSince.delete(path);
    return seen.owner.host === me.host && !alive(seen.owner.pid, seen.owner.start);
  }
  const since = unreadableSince.get(path) ?? io.elapsed();
  unreadableSince.set(path, since);
  return io.elapsed() - since >= UNREADABLE_FOR;
}
function takeOver(path, dead, me, mine, unreadableSince, depth, io) {
  if (depth > DEEPEST_TAKEOVER)
    return false;
  const claim = `${path}.claim`;
  if (create(claim, mine, io) !== "done") {
    const other = look2(claim, io);
    if (other !== null && isAbandoned(claim, other, me, unreadableSince, io)) {
      takeOver(claim, other, me, mine, unreadableSince, depth + 1, io);
    }
    return false;
  }
  try {
    if (look2(path, io)?.text !== dead.text)
      return false;
    removeFile(path, io);
    return true;
  } catch {
    return false;
  } finally {
    removeFile(claim, io);
  }
}
function release3(path, mine, io) {
  if (look2(path, io)?.text === mine)
    removeFile(path, io);
}

// src/store/reader.ts
init_disk();
import { constants as constants2 } from "fs";
import { join as join4 } from "path";

// src/store/snapshot.ts
init_disk();
import { join as join3 } from "path";
var FORMAT = 1;
var OPENING = '{"checksum":"';
var COVERED_FROM = OPENING.length + 64;
var LARGEST = 64 * 1024 * 1024;
function readSnapshot(dir, version, io) {
  const path = join3(dir, "snapshot.json");
  if ((io.lstat(path)?.size ?? 0) > LARGEST)
    return null;
  const text = readCache(path, io)?.toString();
  if (text === undefined || !text.startsWith(OPENING))
    return null;
  if (text.slice(OPENING.length, COVERED_FROM) !== sha256(text.slice(COVERED_FROM)))
    return null;
  const { v, fold, bytes, head, headAt, headLength, seq, at, state } = JSON.parse(text);
  if (v !== FORMAT)
    return null;
  return { position: { bytes, head, headAt, headLength, seq, at }, state, usable: fold === version };
}
function writeSnapshot(dir, version, position, state, io) {
  const rest = JSON.stringify({ v: FORMAT, fold: version, ...position, state });
  const covered = `",${rest.slice(1)}
`;
  writeFileAtomic(join3(dir, "snapshot.json"), `${OPENING}${sha256(covered)}${covered}`, io);
}

// src/store/reader.ts
var REPLACED_TRIES = 3;
function journalPath(dir) {
  return join4(dir, "events.jsonl");
}
function openView(dir, fold, mode, io) {
  for (let tries = 1;; tries++) {
    const fd = ownFolder(dir, io) ? openJournal(journalPath(dir), mode, io) : null;
    const snapshot = readSnapshot(dir, fold.version ?? "", io);
    try {
      return { fd, view: load(fd, fold, snapshot, mode, io) };
    } catch (error) {
      const ino = fd === null ? undefined : io.fstat(fd).ino;
      if (fd !== null)
        io.close(fd);
      if (!(error instanceof BrokenChain) || tries === REPLACED_TRIES)
        throw error;
      const sameJournal = io.lstat(journalPath(dir))?.ino === ino;
      const sameSnapshot = readSnapshot(dir, "", io)?.position.head === snapshot?.position.head;
      if (sameJournal && sameSnapshot)
        throw error;
    }
  }
}
function openJournal(path, mode, io) {
  if (mode !== "append")
    return openRegular(path, constants2.O_RDONLY, io);
  try {
    return openRegular(path, constants2.O_RDWR | constants2.O_APPEND, io);
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS"].includes(errorCode(error) ?? ""))
      throw error;
    return openRegular(path, constants2.O_RDONLY, io);
  }
}
function load(fd, fold, snapshot, mode, io) {
  if (fd === null)
    return foldAll(Buffer.alloc(0), fold, snapshot?.position ?? START);
  const size = io.fstat(fd).size;
  if (mode === "glimpse" && snapshot?.usable && size >= snapshot.position.bytes) {
    const { position, state } = snapshot;
    const bytes = readRange(fd, position.headAt, size, io);
    if (sha256(bytes.subarray(0, position.headLength)) === position.head) {
      const view = foldTail(bytes.subarray(position.bytes - position.headAt), fold, { state, position });
      if (view !== null) {
        return { ...view, terminated: bytes.at(-1) === 10, fresh: view.position.bytes === position.bytes };
      }
    }
  }
  const view = foldAll(readRange(fd, 0, size, io), fold, snapshot?.position ?? START);
  return { ...view, fresh: snapshot !== null && isCurrent(snapshot, view) };
}
var isCurrent = (snapshot, { position, state }) => snapshot.usable && JSON.stringify(snapshot.position) === JSON.stringify(position) && JSON.stringify(snapshot.state) === JSON.stringify(state);
function advance(fd, fold, view, io, wanted) {
  const size = io.fstat(fd).size;
  const bytes = readRange(fd, view.position.bytes, size, io);
  const terminated = bytes.length === 0 ? view.terminated : bytes.at(-1) === 10;
  const next = foldTail(bytes, fold, view, wanted);
  if (next !== null)
    return { ...next, terminated };
  return foldAll(readRange(fd, 0, size, io), fold, view.position, wanted);
}
function foldTail(bytes, fold, from, wanted) {
  const { scan, ...view } = foldBytes(bytes, fold, from, wanted);
  return scan.broken === null ? view : null;
}
function foldAll(bytes, fold, witness, wanted) {
  const { scan, ...view } = foldBytes(bytes, fold, { state: null, position: START }, wanted);
  const { seq } = scan.position;
  if (scan.broken !== null)
    throw new BrokenChain(scan.broken.line, seq + 1, scan.broken.problem);
  if (witness.seq > seq) {
    const problem = `events ${seq + 1} to ${witness.seq} were recorded but are not there any more`;
    throw new BrokenChain(lineAt(bytes, scan.position.bytes), seq + 1, problem);
  }
  if (witness.seq > 0 && !scan.counted.has(witness.head)) {
    const problem = `event ${witness.seq} is not the one that was recorded`;
    throw new BrokenChain(lineAt(bytes, witness.headAt), witness.seq, problem);
  }
  return view;
}
function foldBytes(bytes, fold, from, wanted) {
  let { state } = from;
  let found = null;
  const result = scan(bytes, from.position, (batch, hash) => {
    state = fold.evolve(state, batch);
    if (hash === wanted)
      found = [...batch];
  });
  const { position } = result;
  const size = from.position.bytes + bytes.length;
  return {
    scan: result,
    state,
    position,
    size,
    terminated: bytes.length === 0 || bytes.at(-1) === 10,
    fresh: false,
    found
  };
}
function lineAt(bytes, offset) {
  let line = 1;
  for (let at = bytes.indexOf(10);at !== -1 && at < offset; at = bytes.indexOf(10, at + 1))
    line++;
  return line;
}
function readEvents(project) {
  const events = [];
  const bytes = readRegular(journalPath(project.task)) ?? Buffer.alloc(0);
  const { position, broken } = scan(bytes, START, (batch) => events.push(...batch));
  if (broken !== null)
    throw new BrokenChain(broken.line, position.seq + 1, broken.problem);
  return events;
}

// src/store/transact.ts
var LOCK_WAIT = 2000;
var TRIES = 50;
function readState(dir, fold, io = disk, mode = "glimpse") {
  const { view, fd } = openView(dir, fold, mode, io);
  if (fd !== null)
    io.close(fd);
  const { state, position, fresh } = view;
  return { state, bytes: position.bytes, head: position.head, seq: position.seq, fresh };
}
function transact(dir, fold, decision) {
  const io = decision.disk ?? disk;
  if (!ownFolder(dir, io)) {
    if (decision.decide(null).length === 0)
      return { state: null, appended: [] };
    createTaskFolder(dir, io);
  }
  return underLock(dir, decision, (locked) => {
    for (let tries = 0;tries < TRIES; tries++) {
      const done = attempt(dir, fold, decision, locked, io);
      if (done !== null)
        return done;
      io.sleep(Math.random() * 5);
    }
    throw new Error(`Others wrote the journal .task/events.jsonl ${TRIES} times in a row; nothing was recorded. Try again.`);
  });
}
function underLock(dir, options, work) {
  const io = options.disk ?? disk;
  const me = { pid: options.pid, host: options.host, start: startTime(options.pid) };
  const held = acquire(join5(dir, "lock"), me, options.lockWait ?? LOCK_WAIT, io);
  try {
    if (held?.tookOverFrom) {
      sweep(dir, held.tookOverFrom.pid, io);
      sweep(join5(dir, "objects"), held.tookOverFrom.pid, io);
    }
    return work(held !== null);
  } finally {
    held?.release();
  }
}
function attempt(dir, fold, decision, locked, io) {
  const opened = openView(dir, fold, "append", io);
  const { view } = opened;
  let { fd } = opened;
  try {
    const events = decision.decide(view.state);
    if (events.length === 0) {
      if (!view.fresh && fd !== null)
        io.fsync(fd);
      return { state: view.state, appended: [], ...project(dir, fold, fd, view, io) };
    }
    const { text, last } = compose(events, view.position, decision.now(), locked ? undefined : mark(decision.pid));
    fd ??= createJournal(dir, io);
    append(fd, view.terminated && locked ? text : `
${text}`, io);
    const after = advance(fd, fold, view, io, last);
    if (after.found === null)
      return null;
    io.fsync(fd);
    if (view.size === 0)
      syncFolder(dir, io);
    if (io.lstat(journalPath(dir))?.ino !== io.fstat(fd).ino)
      return null;
    return { state: after.state, appended: after.found, ...project(dir, fold, fd, after, io) };
  } finally {
    if (fd !== null)
      io.close(fd);
  }
}
function mark(pid) {
  return `${pid}-${Math.random().toString(36).slice(2, 10)}`;
}
function createJournal(dir, io) {
  createTaskFolder(dir, io);
  return openRegular(journalPath(dir), constants3.O_RDWR | constants3.O_APPEND | constants3.O_CREAT, io);
}
function append(fd, text, io) {
  const bytes = Buffer.from(text);
  let problem = "the disk is full";
  try {
    if (io.write(fd, bytes) === bytes.length)
      return;
  } catch (error) {
    if (errorCode(error) === undefined)
      throw error;
    problem = errorCode(error) === "EBADF" ? "it may only be read" : error.message;
  }
  throw new Error(`The journal .task/events.jsonl could not be written: ${problem}. The step is not recorded; mend that and try again.`);
}
function project(dir, fold, fd, view, io) {
  let current = view;
  for (let round = 0;round < TRIES; round++) {
    const files = fold.files(current.state);
    try {
      for (const [name, content] of Object.entries(files))
        writeFold(join5(dir, name), content, io);
      if (!current.fresh && current.position.seq > 0)
        writeSnapshot(dir, fold.version ?? "", current.position, current.state, io);
    } catch (error) {
      if (errorCode(error) === undefined && !(error instanceof UnsafeFile))
        throw error;
      return { warning: `The files in .task could not be brought up to date: ${error.message}` };
    }
    if (fd === null || io.fstat(fd).size === current.size)
      break;
    const grown = advance(fd, fold, current, io);
    if (grown.position.head === current.position.head)
      break;
    io.fsync(fd);
    current = grown;
  }
  return {};
}
function writeFold(path, content, io) {
  if (content === null) {
    if (io.lstat(path) !== undefined)
      removeFile(path, io);
    return;
  }
  if (!readCache(path, io)?.equals(Buffer.from(content)))
    writeFileAtomic(path, content, io);
}

// src/store/archive.ts
var OWN = ["state.json", "pipeline-tasks.json", "live", "objects", "snapshot.json", "kept.json", "events.jsonl"];
var present = (path) => {
  try {
    lstatSync3(path);
    return true;
  } catch {
    return false;
  }
};
function move(from, to) {
  if (!present(from))
    return;
  mkdirSync2(dirname2(to), { recursive: true });
  if (present(to) && lstatSync3(to).isDirectory() && lstatSync3(from).isDirectory()) {
    for (const name of readdirSync4(from))
      move(join6(from, name), join6(to, name));
    rmSync(from, { recursive: true, force: true });
  } else
    renameSync2(from, to);
}
function filesOf(run) {
  const artifacts = (run?.tasks ?? []).map((task) => task.writes).filter((path) => path.startsWith(".task/"));
  return [...new Set(artifacts.map((path) => path.slice(".task/".length))), ...OWN];
}
function moveRun(project, run, folder, name) {
  const target = join6(project.task, folder, name);
  return locked(project, () => {
    mkdirSync2(target, { recursive: true });
    for (const file of filesOf(run))
      move(join6(project.task, file), join6(target, file));
    return target;
  });
}
var locked = (project, work) => underLock(project.task, { host: hostName(), pid: process.pid }, work);
function archiveRun(project, run) {
  const { run: id, workflow, status, reason, created_at, updated_at } = run;
  const line = { run: id, workflow, request: run.request.text.slice(0, 200), status, reason, created_at, updated_at };
  noteOnce(join6(project.task, "history", "index.jsonl"), JSON.stringify(line));
  return moveRun(project, run, "history", id);
}
function noteOnce(path, line) {
  mkdirSync2(dirname2(path), { recursive: true });
  const text = present(path) ? readFileSync3(path, "utf8") : "";
  if (text.split(`
`).slice(0, -1).includes(line))
    return;
  appendFileSync(path, `${text === "" || text.endsWith(`
`) ? "" : `
`}${line}
`);
}
function unparkRun(project, name) {
  const from = join6(project.task, "parked", name);
  locked(project, () => {
    for (const file of readdirSync4(from).sort((a, b) => OWN.indexOf(b) - OWN.indexOf(a)))
      move(join6(from, file), join6(project.task, file));
    rmSync(from, { recursive: true, force: true });
  });
}
var parkedRuns = (project) => {
  const folder = join6(project.task, "parked");
  return existsSync2(folder) ? readdirSync4(folder).sort() : [];
};

// src/run/run.ts
init_disk();

// src/store/repair.ts
init_disk();
import { constants as constants4 } from "fs";
import { join as join7 } from "path";
function repair(dir, fold, fromSeq, options) {
  const io = options.disk ?? disk;
  return underLock(dir, options, () => {
    const path = journalPath(dir);
    const old = readRegular(path, io);
    const lines = [];
    let kept = 0;
    scan(old ?? Buffer.alloc(0), START, (batch, _hash, raw) => {
      const last = batch[batch.length - 1].seq;
      if (last >= fromSeq)
        return;
      kept = last;
      lines.push(...raw);
    });
    const next = temporaryName(path);
    createFile(next, Buffer.concat(lines.flatMap((line) => [line, NEWLINE])), io);
    syncFile(next, io);
    const aside = old === null ? null : keepAside(dir, old, options.now(), io);
    removeFile(join7(dir, "snapshot.json"), io);
    io.rename(next, path);
    syncFolder(dir, io);
    const { fd, view } = openView(dir, fold, "read", io);
    try {
      return { state: view.state, kept, aside, ...project(dir, fold, fd, view, io) };
    } finally {
      if (fd !== null)
        io.close(fd);
    }
  });
}
var NEWLINE = Buffer.from(`
`);
function keepAside(dir, old, now, io) {
  const history = join7(dir, "history");
  createFolder(history, io);
  const stamp = now.replace(/[^0-9TZ]/g, "-");
  for (let copy = 1;; copy++) {
    const aside = join7(history, `broken-${stamp}${copy === 1 ? "" : `-${copy}`}.jsonl`);
    if (io.lstat(aside) !== undefined)
      continue;
    try {
      io.link(journalPath(dir), aside);
    } catch (error) {
      if (errorCode(error) === "EEXIST")
        continue;
      createFile(aside, old, io);
      syncFile(aside, io);
    }
    syncFolder(history, io);
    return aside;
  }
}
function syncFile(path, io) {
  const fd = io.open(path, constants4.O_RDONLY | constants4.O_NOFOLLOW);
  try {
    io.fsync(fd);
  } finally {
    io.close(fd);
  }
}

// src/engine/cost.ts
function costAtMost(workflow, run) {
  const { settings } = run;
  const gates = gatesOf(workflow, run).filter((gate) => gate.gate !== "checkpoint");
  const tokensOf = (who) => ("provider" in who) && settings.codex.dispatch === "check" ? 0 : roleBounds(workflow, settings, whoOf(who, {}, workflow).agent)?.tokens ?? 0;
  const agents = Object.values(workflow.roles ?? {}).map(({ agent }) => agent);
  const dearest = Math.max(0, ...agents.map((agent) => roleBounds(workflow, settings, agent)?.tokens ?? 0));
  const fixCost = (fix) => fix.each ? (workflow.selectors?.areas?.(run, null).length ?? 1) * dearest : tokensOf(fix.who);
  const all = (some) => some.reduce((total, one) => total + tokensOf(one.who), 0);
  const rounds = gates.flatMap((gate) => [
    ...gate.gate === "panel" ? [fixCost(gate.revise) + all(gates.filter((one) => one.gate === "panel" && one.panel === gate.panel))] : [],
    ...fixesOf(Object.values(gate.on)).map(({ fix, then }) => fixCost(fix) + all(gates.filter((one) => one === gate || then === "group" && isGroup(one, gate))))
  ]);
  return { clean: all(gates), round: Math.max(0, ...rounds) };
}
var isGroup = (one, other) => one.gate === "review" && other.gate === "review" && one.group === other.group;
var fixesOf = (moves) => moves.flatMap((move) => typeof move === "object" && ("fix" in move) ? [move] : []);

// src/render/cost.ts
var tokens = (count) => count < 1e4 ? String(count) : count < 1e6 ? `${Math.round(count / 1000)} k` : `${(count / 1e6).toFixed(1)} M`;
var spentText = ({ tool_calls, tokens: count, minutes }) => `${tokens(count)} tokens, ${tool_calls} tool call${tool_calls === 1 ? "" : "s"}, ${Math.round(minutes * 10) / 10} min`;
function costText(workflow, run) {
  const { clean, round } = costAtMost(workflowOf(workflow), run);
  const ceiling = run.settings.ceiling_tokens;
  return `Cost at most: ${tokens(clean)} tokens, ${tokens(round)} more for each further round; ${ceiling === undefined ? "no ceiling is set" : `asked at ${tokens(ceiling)}`}`;
}
function spentLines({ total, tasks }) {
  if (total.tool_calls === 0)
    return [];
  const dearest = [...tasks].sort((a, b) => b.tokens - a.tokens).slice(0, 3);
  const most = dearest.map((one) => `${one.task} ${one.subject} ${tokens(one.tokens)}`).join(", ");
  return [`Spent by agents: ${spentText(total)}; most by ${most}`];
}

// src/project/secrets.ts
init_small_file();
import { readdirSync as readdirSync5 } from "fs";
import { join as join8 } from "path";

// src/project/mask.ts
var MASK = "[masked]";
var SHORTEST_SECRET = 4;
var SHORTEST_CODE = 5;
var WRAPS = [64, 76];
var LONGEST_ENCODED = 16384;
var MAX_FORMS = 5000;
var CODE_CHAR = /[A-Za-z0-9+/_-]/;
var CODE_END = /[A-Za-z0-9+/_=-]/;
function maskOf(values) {
  const forms = formsOf(values);
  if (forms.length === 0)
    return (pieces) => [...pieces];
  if (forms.length > MAX_FORMS)
    return (pieces) => pieces.map((text) => text === "" ? "" : MASK);
  return (pieces) => pieces.map((text, index) => {
    const hidden = new Uint8Array(text.length);
    for (const form of forms) {
      hideWhole(text, form, hidden);
      if (index > 0)
        hideStart(text, form, hidden);
      if (index < pieces.length - 1)
        hideEnd(text, form, hidden);
    }
    return written(text, hidden);
  });
}
function hideWhole(text, { text: form, code }, hidden) {
  let done = 0;
  for (let at = text.indexOf(form);at !== -1; at = text.indexOf(form, at + 1)) {
    const start = code ? codeStart(text, at, done) : at;
    const end = code ? codeEnd(text, at + form.length) : at + form.length;
    hidden.fill(1, Math.max(start, done), Math.max(end, done));
    done = Math.max(end, done);
    if (code)
      at = end - 1;
  }
}
function codeStart(text, from, limit) {
  let at = from;
  while (at > limit && CODE_CHAR.test(text[at - 1]))
    at--;
  return at;
}
function codeEnd(text, from) {
  let at = from;
  while (at < text.length && CODE_END.test(text[at]))
    at++;
  return at;
}
function hideStart(text, { text: form, code }, hidden) {
  for (let length = Math.min(form.length - 1, text.length);length >= SHORTEST_SECRET; length--)
    if (text.startsWith(form.slice(-length)))
      return void hidden.fill(1, 0, code ? codeEnd(text, length) : length);
}
function hideEnd(text, { text: form, code }, hidden) {
  for (let length = Math.min(form.length - 1, text.length);length >= SHORTEST_SECRET; length--)
    if (text.endsWith(form.slice(0, length))) {
      const start = text.length - length;
      return void hidden.fill(1, code ? codeStart(text, start, 0) : start);
    }
}
function written(text, hidden) {
  let out = "";
  let from = 0;
  for (let at = hidden.indexOf(1);at !== -1; at = hidden.indexOf(1, from)) {
    out += text.slice(from, at) + MASK;
    const end = hidden.indexOf(0, at);
    if (end === -1)
      return out;
    from = end;
  }
  return out + text.slice(from);
}
function formsOf(values) {
  const forms = new Map;
  for (const value of new Set(values)) {
    const trimmed = value.trim();
    if (trimmed.length < SHORTEST_SECRET)
      continue;
    const lines = trimmed.split(/\r?\n/).map((line) => line.trim());
    for (const one of new Set([value, trimmed, ...lines])) {
      if (one.length < SHORTEST_SECRET)
        continue;
      const encoded = one.length <= LONGEST_ENCODED;
      for (const text of encoded ? plainForms(one) : [one])
        forms.set(text, false);
      for (const text of encoded ? base64Forms(one) : [])
        if (!forms.has(text))
          forms.set(text, true);
    }
  }
  return [...forms].map(([text, code]) => ({ text, code })).sort((a, b) => b.text.length - a.text.length);
}
var escaped = (code) => `%${code.toString(16).padStart(2, "0").toUpperCase()}`;
function plainForms(value) {
  const percent = encodeURIComponent(value.toWellFormed());
  const strict = percent.replaceAll(/[!'()*]/g, (char) => escaped(char.charCodeAt(0)));
  const urls = [percent, strict].flatMap((one) => [
    one,
    one.replaceAll("%20", "+"),
    one.replaceAll("%2F", "/"),
    encodeURI(value.toWellFormed())
  ]);
  const json = JSON.stringify(value).slice(1, -1);
  const goJson = json.replaceAll(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);
  const hex = [...bytesOf(value)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const forms = [
    value,
    ...urls,
    ...urls.map((one) => one.replaceAll(/%[0-9A-F]{2}/g, (code) => code.toLowerCase())),
    json,
    goJson,
    value.replaceAll("'", "'\\''"),
    value.replaceAll("$", "$$$$"),
    hex,
    hex.toUpperCase()
  ];
  return forms.filter((one) => one.length >= SHORTEST_SECRET);
}
var bytesOf = (text) => new TextEncoder().encode(text);
var base64 = (bytes) => {
  let binary = "";
  for (const byte of bytes)
    binary += String.fromCharCode(byte);
  return btoa(binary);
};
function base64Forms(value) {
  const bytes = bytesOf(value);
  const found = [];
  for (const shift of [0, 1, 2]) {
    const padded = new Uint8Array(shift + bytes.length);
    padded.set(bytes, shift);
    const first = Math.ceil(shift * 8 / 6);
    const behind = Math.floor(padded.length * 8 / 6);
    const core = base64(padded).slice(first, behind);
    if (core.length >= SHORTEST_CODE || shift === 0 && core.length >= SHORTEST_SECRET)
      found.push(core);
  }
  const whole = base64(bytes);
  for (const width of WRAPS)
    for (let at = 0;whole.length > width && at < whole.length; at += width) {
      const line = whole.slice(at, at + width).replaceAll("=", "");
      if (line.length >= SHORTEST_CODE)
        found.push(line);
    }
  return found.flatMap((one) => [one, one.replaceAll("+", "-").replaceAll("/", "_")]);
}

// src/project/test-output.ts
var MAX_NAMES = 1000;
var LONGEST_NAME = 200;
var TIMES = /(?:\s*[([][\d.]+\s*(?:ns|\u00B5s|us|ms|s|m|min)?[)\]]|\s+[\d.]+\s*(?:ms|s|m))+$/;
var PASSED = [
  /^\s*\(pass\) (.+)$/,
  /^\s*[\u2713\u2714\u221A] (.+)$/,
  /^\s*ok \d+ (?:- )?(?!.*# (?:SKIP|TODO))(.+)$/i,
  /^(\S+::\S.*?) PASSED(?:\s+\[.*)?$/,
  /^\s*--- PASS: (\S+)/,
  /^test (.+) \.\.\. ok$/,
  /^\s{2,}Passed (\S.*)$/,
  /^\s*\d+\/\d+ Test\s+#\d+: (\S+) \.+\s+Passed/
];
var FAILED = [
  /^\s*\(fail\) (.+)$/,
  /^\s*[\u2717\u2718\u2716\u00D7\u2715] (.+)$/,
  /^\s*not ok \d+ (?:- )?(?!.*# (?:SKIP|TODO))(.+)$/i,
  /^(\S+::\S.*?) (?:FAILED|ERROR)(?:\s+\[.*)?$/,
  /^(?:FAILED|ERROR) (\S+::\S+)(?: - .*)?$/,
  /^\s*--- FAIL: (\S+)/,
  /^test (.+) \.\.\. FAILED$/,
  /^\s{2,}Failed (\S.*)$/,
  /^\s*\d+\/\d+ Test\s+#\d+: (\S+) \.*\s*\*\*\*Failed/,
  /^\s{2,}\d+\) (\S.*[^:])$/
];
var ESCAPES = /\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07|\r/g;
var plainOutput = (text) => text.replaceAll(ESCAPES, "");
var nameIn = (line, patterns) => {
  for (const pattern of patterns) {
    const name = pattern.exec(line)?.[1]?.replace(TIMES, "").trim();
    if (name)
      return name.slice(0, LONGEST_NAME);
  }
  return null;
};
function readTestOutput(text) {
  const passed = new Set;
  const failed = new Set;
  for (const line of plainOutput(text).split(`
`)) {
    if (line.length > 2000)
      continue;
    const bad = nameIn(line, FAILED);
    if (bad !== null && failed.size < MAX_NAMES)
      failed.add(bad);
    const good = bad === null ? nameIn(line, PASSED) : null;
    if (good !== null && passed.size < MAX_NAMES)
      passed.add(good);
  }
  return { passed: [...passed].filter((name) => !failed.has(name)), failed: [...failed] };
}
var shape = (text) => plainOutput(text).trimEnd().split(`
`).slice(-20).map((line) => line.replaceAll(/\d+(?:\.\d+)?/g, "#").trimEnd()).join(`
`);
function compareWithBaseline(now, before) {
  const gone = before === null ? [] : before.passed.filter((name) => !now.passed.includes(name) && !now.failed.includes(name));
  if (now.ok)
    return { known: true, newFailures: [], gone };
  if (before === null || before.ok)
    return { known: false, newFailures: now.failed, gone };
  const newFailures = now.failed.filter((name) => !before.failed.includes(name));
  const named = now.failed.length > 0;
  const known = named ? newFailures.length === 0 && gone.length === 0 : before.exit === now.exit && shape(before.output) === shape(now.output);
  return { known, newFailures, gone };
}

// src/project/secrets.ts
var BUILT_IN = [
  ".env",
  ".env.*",
  "*.pem",
  "*.key",
  "*.p12",
  "*.pfx",
  "id_rsa*",
  "id_ed25519*",
  "*.kdbx",
  ".npmrc",
  ".netrc",
  "credentials*.json",
  "secrets.*"
];
var SHARED = [".env.example", "*.pub"];
var matcher = (patterns) => {
  const globs = patterns.map((pattern) => new Bun.Glob(pattern.toLowerCase().replace(/^\/|\/$/g, "")));
  return (name) => globs.some((glob) => glob.match(name));
};
function globList(globs) {
  const names = matcher(globs.filter((glob) => !/\/./.test(glob)));
  const paths = matcher(globs.filter((glob) => /\/./.test(glob)));
  return (path) => {
    const parts = path.toLowerCase().split("/");
    return parts.some((part, index) => names(part) || paths(parts.slice(0, index + 1).join("/")));
  };
}
function denyList(own) {
  const builtIn = matcher(BUILT_IN);
  const shared = matcher(SHARED);
  const named = globList(own);
  return (path) => named(path) || path.toLowerCase().split("/").some((part) => builtIn(part) && !shared(part));
}
var WORDS = new Set([
  ..."pass passwd password passphrase passcode pwd secret secrets token tokens key keys apikey credential".split(" "),
  ..."credentials cred creds auth private salt pepper dsn cookie signature signing bearer jwt pin otp webhook".split(" ")
]);
var ENDS = /(?:password|passwd|passphrase|secret|token|apikey|credentials|pwd)$/;
var FOLDERS = new Set(["PWD", "OLDPWD"]);
var HARMLESS = /^(?:NODE_ENV|RAILS_ENV|APP_ENV|ENV|ENVIRONMENT|TZ|LANG|LC_\w+|LOG_LEVEL|HOST|PORT|COMPOSE_\w+|\w+_(?:HOST|PORT|VERSION|ENV))$/i;
var PLAIN_VALUE = /^(?:\d{1,5}|true|false|yes|no|on|off|null|none|localhost|debug|info|warn|error|0\.0\.0\.0|127\.0\.0\.1)$/i;
function looksSecret(name) {
  if (FOLDERS.has(name) || name.length > 200)
    return false;
  const words = name.replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase().split(/[^a-z0-9]+/);
  return words.some((word) => WORDS.has(word) || ENDS.test(word));
}
function passwordsIn(value) {
  const found = [];
  for (const part of value.split("://").slice(1)) {
    const authority = part.slice(0, 2000).split(/[\s/?#"']/, 1)[0];
    const at = authority.lastIndexOf("@");
    const colon = authority.indexOf(":");
    if (at === -1 || colon === -1 || colon > at)
      continue;
    const password = authority.slice(colon + 1, at);
    found.push(password, decoded(password));
  }
  return found;
}
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
function secretValues(variables) {
  const found = new Set;
  for (const { name, value, fromFile } of variables) {
    if (value === "")
      continue;
    const named = looksSecret(name) && !(/tokens$/i.test(name) && /^\d{1,7}$/.test(value));
    const kept = fromFile && !HARMLESS.test(name) && !PLAIN_VALUE.test(value);
    if (named || kept)
      found.add(value);
    for (const password of passwordsIn(value))
      found.add(password);
  }
  return [...found];
}
var ASSIGNMENT = /^[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*[=:][ \t]*/;
function readDotEnv(text) {
  const found = [];
  const source = text.replace(/^\uFEFF/, "").replaceAll(`\r
`, `
`);
  for (let at = 0;at < source.length; ) {
    const end = lineEnd(source, at);
    const line = source.slice(at, end);
    const name = ASSIGNMENT.exec(line);
    if (name === null) {
      at = end + 1;
      continue;
    }
    const from = at + name[0].length;
    const quote = source[from];
    const close = quote === '"' || quote === "'" || quote === "`" ? closing(source, from, quote) : -1;
    if (close === -1) {
      const value = source.slice(from, end).trim();
      const bare = value.split(/[ \t]#/, 1)[0].trim();
      for (const one of new Set([value, bare]))
        found.push({ name: name[1], value: one, fromFile: true });
      at = end + 1;
      continue;
    }
    const inner = source.slice(from + 1, close);
    const values = new Set([inner, quote === '"' ? unescaped(inner) : inner]);
    for (const value of values)
      found.push({ name: name[1], value, fromFile: true });
    at = lineEnd(source, close) + 1;
  }
  return found;
}
var lineEnd = (text, from) => {
  const end = text.indexOf(`
`, from);
  return end === -1 ? text.length : end;
};
function closing(text, from, quote) {
  for (let at = from + 1;at < text.length; at++) {
    if (text[at] === "\\" && quote !== "'")
      at++;
    else if (text[at] === quote)
      return at;
  }
  return -1;
}
var ESCAPES2 = { n: `
`, r: "\r", t: "\t" };
var unescaped = (text) => text.replaceAll(/\\([\s\S])/g, (_all, char) => ESCAPES2[char] ?? char);
var GAP = /(\n\u2026 \d+ bytes left out \u2026\n)/;
function maskOfProject(root, env, shortest) {
  const own = Object.entries(env).map(([name, value = ""]) => ({ name, value, fromFile: false }));
  const values = secretValues([...own, ...dotEnvOf(root)]);
  return maskOf(values.filter((value) => value.length >= shortest));
}
function dotEnvOf(root) {
  const isSecret = denyList([]);
  const names = namesIn(root).filter((name) => name.startsWith(".env") && isSecret(name));
  return names.flatMap((name) => {
    const file = readArtifact(join8(root, name));
    return file.ok ? readDotEnv(new TextDecoder().decode(file.bytes)).map((one) => ({ ...one, fromFile: false })) : [];
  });
}
function namesIn(root) {
  try {
    return readdirSync5(root);
  } catch {
    return [];
  }
}
var keptOutput = ({ stdout, stderr }, mask) => [stdout, stderr].filter((text) => text !== "").map((text) => mask([...plainOutput(text).split(GAP), ""]).join("")).join(`
`);

// src/record/accepted.ts
init_disk();

// src/store/objects.ts
init_disk();
import { constants as constants6 } from "fs";
import { join as join9 } from "path";
var LARGEST_OBJECT = 1024 * 1024;
var PART = 150000;
var fittingText = (text) => Buffer.byteLength(text) <= LARGEST_OBJECT ? text : `${text.slice(0, PART)}
\u2026 left out \u2026
${text.slice(-PART)}`;
var NAME2 = /^[0-9a-f]{64}$/;
function putObject(dir, content, io = disk) {
  return putObjects(dir, [content], io)[0];
}
function putObjects(dir, contents, io = disk) {
  const all = contents.map((content) => typeof content === "string" ? Buffer.from(content) : content);
  for (const { length } of all) {
    if (length > LARGEST_OBJECT) {
      throw new Error(`This is ${length} bytes long; an object in .task/objects holds at most ${LARGEST_OBJECT}.`);
    }
  }
  const hashes = all.map((bytes) => sha256(bytes));
  if (all.length === 0)
    return hashes;
  const different = new Map(hashes.map((hash, index) => [hash, all[index]]));
  try {
    writeObjects(dir, different, io);
  } catch (error) {
    if (errorCode(error) !== "ENOENT")
      throw unwritten(error);
    try {
      writeObjects(dir, different, io);
    } catch (again) {
      throw unwritten(again);
    }
  }
  return hashes;
}
function unwritten(error) {
  if (errorCode(error) === undefined)
    return error;
  const { message } = error;
  return new Error(`.task/objects could not be written: ${message}. Nothing is recorded; mend that and try again.`);
}
function writeObjects(dir, objects, io) {
  const folder = join9(dir, "objects");
  createTaskFolder(dir, io);
  if (!ownFolder(folder, io))
    createFolder(folder, io);
  for (const [hash, bytes] of objects) {
    const path = join9(folder, hash);
    if (readCache(path, io)?.equals(bytes))
      continue;
    const temporary = temporaryName(path);
    createFile(temporary, bytes, io);
    io.rename(temporary, path);
  }
  for (const hash of objects.keys()) {
    const fd = io.open(join9(folder, hash), constants6.O_RDONLY | constants6.O_NOFOLLOW);
    try {
      io.fsync(fd);
    } finally {
      io.close(fd);
    }
  }
}
function getObject(dir, hash, io = disk) {
  if (!NAME2.test(hash))
    return null;
  const bytes = readCache(join9(dir, "objects", hash), io);
  return bytes !== null && sha256(bytes) === hash ? bytes : null;
}

// src/record/accepted.ts
function accepted(project, sha) {
  if (sha === null)
    return null;
  const bytes = getObject(project.task, sha);
  if (bytes === null)
    return null;
  const text = new TextDecoder().decode(bytes).replace(/^\uFEFF/, "");
  return /^\s*[[{]/.test(text) ? JSON.parse(text) : null;
}
function handedText(project, run, path) {
  const sha = acceptedTasks(run).flatMap((task) => task.handed).findLast((one) => one.path === path)?.sha;
  const bytes = sha === undefined ? null : getObject(project.task, sha);
  return bytes === null ? null : new TextDecoder().decode(bytes);
}
var latest = (run, schema) => run.tasks.findLast((task) => task.schema === schema && task.artifact !== null && !task.void)?.artifact ?? null;
var storyOf = (project, run) => accepted(project, latest(run, "user-story"));
var planOf = (project, run) => accepted(project, latest(run, "plan"));
function findingTexts(project, run, gate) {
  const isSecret = denyList(run.settings.secrets);
  return openFindings(run, gate).flatMap((open) => {
    const sha = run.tasks.find((task) => task.id === open.task)?.artifact ?? null;
    const review = accepted(project, sha);
    const finding = review?.findings.find((one) => one.id === open.id);
    if (!finding)
      return [];
    const quote = isSecret(finding.file ?? "") ? "" : finding.quote;
    return [{ severity: open.severity, task: open.task, finding: { ...finding, quote } }];
  });
}

// src/workflows/words.ts
var of = (run, question) => {
  const task = question.task === null ? undefined : taskOf(run, question.task);
  return task ? `${task.id} ${task.subject}` : run.run;
};
var again3 = { label: "Again", description: "Dispatch the same task once more" };
var stop = { label: "Stop", description: "End the run; everything stays in .task/" };

// src/workflows/team/words/notes.ts
var SKIP_REASONS = {
  always: "",
  approvedTests: "no test command is approved",
  newTests: "no test command is new",
  openQuestions: "no open questions",
  areaHasWork: "the area has no work",
  inWorktrees: "built in the checkout",
  securityDue: "nothing triggered it",
  seatNeeded: "nothing for it to look at",
  checkDue: "unchanged since it last passed",
  signedByHand: "signed off automatically",
  deployAsked: "not deployed",
  deployed: "nothing was deployed",
  tookPart: "the role took no part"
};
var skipWords = (rule) => Object.hasOwn(SKIP_REASONS, rule) ? SKIP_REASONS[rule] : rule;
var MAX_NOTE_LENGTH = 40;
var plural = (count, one, many = `${one}s`) => `${count} ${count === 1 ? one : many}`;
var shortly = (text) => fit(oneLine(text), MAX_NOTE_LENGTH);
function skipped(run, key) {
  const last = tasksOf2(run, key).at(-1);
  return last?.status === "skipped" && last.skipped !== null ? [skipWords(last.skipped)] : [];
}
var newest2 = (run, key) => tasksOf2(run, key).findLast((task) => task.acceptedSeq > 0);
var countOf = (run, name) => acceptedTasks(run).findLast((task) => task.facts.counts?.[name] !== undefined)?.facts.counts?.[name];
function trouble(run, keys) {
  return keys.flatMap((key) => {
    const last = newest2(run, key);
    const waived = tasksOf2(run, key).findLast((task) => task.waiver !== null)?.waiver;
    const blocker = last && isBad(taskStatus(run, last)) ? last.facts.blockers?.[0] : undefined;
    const partly = last && verdictOf(last) === "WARN" ? last.facts.warnings?.[0] : undefined;
    return [
      ...blocker === undefined ? [] : [shortly(blocker)],
      ...waived ? [shortly(`${waived.kind} by the person: ${waived.reason}`)] : [],
      ...partly === undefined ? [] : [shortly(partly)]
    ];
  });
}
var areaNotes = (run, key, also) => trouble(run, also === null ? [key] : [key, also]);
var counted = (count, one, many) => count === undefined ? [] : [plural(count, one, many)];
function answersNote(run) {
  const said = newest2(run, "clarify")?.facts.note;
  if (said !== undefined)
    return [shortly(said)];
  const answered = questionsOf(run).flatMap((one) => one.answer === null ? [] : [one.answer]);
  const why = skipped(run, "clarify");
  if (why.length > 0)
    return why;
  return answered.length > 1 ? [`${answered.length} answers`, shortly(answered[0])] : answered.map(shortly);
}
function triggerNote(run) {
  const why = skipped(run, "security");
  if (why.length > 0)
    return why;
  const checked = newest2(run, "pre-review");
  if (checked === undefined)
    return [];
  const { rules } = checked.facts;
  if (rules === null)
    return ["the changed files are not known"];
  const all = rules ?? [];
  if (all.length === 0)
    return [];
  return [`${all[0]}${all.length > 1 ? ` and ${all.length - 1} more` : ""} triggered`];
}
function testsNote(run) {
  const total = countOf(run, "tests_total");
  return total === undefined ? [] : [`${countOf(run, "tests_passed") ?? 0}/${total} pass`];
}
function releaseNote(run) {
  const deployed = newest2(run, "deploy")?.facts;
  if (deployed)
    return deployed.flags?.smoke_test_passed === true ? ["smoke tests pass"] : [];
  const signed = tasksOf2(run, "signoff").at(-1);
  if (signed?.status !== "skipped" && signed?.status !== "done")
    return [];
  const by = signed.status === "done" ? ["signed off by pm"] : skipped(run, "signoff");
  return [...by, ...skipped(run, "deploy")];
}
var lessonsNote = (run) => {
  const count = newest2(run, "lessons")?.facts.counts?.lessons;
  return count === undefined ? [] : [`${plural(count, "lesson")} promoted`];
};
var NOTES = {
  "01": (run) => [...counted(countOf(run, "criteria"), "criterion", "criteria"), ...trouble(run, ["brief"])],
  "02": (run) => [...counted(countOf(run, "adrs"), "ADR"), ...trouble(run, ["answers", "scope"])],
  "03": (run) => [...answersNote(run), ...trouble(run, ["clarify"])],
  "05a": (run) => trouble(run, ["pre-review"]),
  "05b": (run) => [...triggerNote(run), ...trouble(run, ["security"])],
  "07": (run) => [...testsNote(run), ...trouble(run, ["qa-tests"])],
  "08": (run) => [...releaseNote(run), ...trouble(run, ["signoff", "deploy", "summary"])],
  "09": (run) => [...lessonsNote(run), ...trouble(run, ["lessons"])]
};

// src/workflows/team/words/checkpoint.ts
var MOST = 3;
var joined = (names) => names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
var DONE = {
  a: (run, { outOfScope }) => {
    const count = countOf(run, "criteria");
    const criteria = count === undefined ? "" : ` with ${plural(count, "acceptance criterion", "acceptance criteria")}`;
    return [
      `The PM has written a brief${criteria}.`,
      ...outOfScope.length > 0 ? [`Out of scope: ${outOfScope.map(oneLine).join("; ")}.`] : []
    ];
  },
  b: (run) => {
    const adrs = countOf(run, "adrs");
    const areas = areasWithWork(run);
    return [
      `The Principal has approved a design${areas.length > 0 ? ` for ${joined(areas)}` : ""}${adrs === undefined ? "" : ` with ${plural(adrs, "ADR")}`}.`,
      scopeLine(run)
    ];
  },
  c: (run) => {
    const total = countOf(run, "tests_total");
    const criteria = countOf(run, "criteria");
    const met = acceptedTasks(run).findLast((task) => task.gate === "qa-tests")?.facts.flags?.all_criteria_met === true;
    const mended = run.tasks.filter((task) => task.kind === "fix" && task.gate === "qa-tests" && !task.void);
    const fixed = mended.filter((task) => task.status === "done").length;
    const verified = criteria === undefined ? "" : ` ${met ? "All" : "Not all"} ${criteria} acceptance criteria verified.`;
    return [
      total === undefined ? `No test was run by the program.${verified}` : `${countOf(run, "tests_passed") ?? 0}/${total} tests pass.${verified}`,
      ...fixed > 0 ? [`${plural(fixed, "fix was", "fixes were")} needed before this checkpoint.`] : [],
      ...changedAreas(run).length > 0 ? [`Changed: ${joined(changedAreas(run))}.`] : []
    ];
  }
};
function scopeLine(run) {
  const scope = tasksOf2(run, "scope").findLast((task) => task.outcome !== null);
  if (scope?.waiver)
    return `You accepted its scope although pm asks for changes: ${oneLine(scope.waiver.reason)}`;
  const word = scope ? verdictOf(scope) : null;
  return word !== null && !isBad(word) ? "The PM has confirmed its scope." : "The PM has not confirmed its scope.";
}
var READ = {
  a: "Read pipeline/brief.md if you would like to adjust anything before design starts.",
  b: "Read pipeline/design-spec.md and pipeline/adr/ before build starts.",
  c: "Read pipeline/test-report.md against pipeline/brief.md to verify coverage."
};
function some(what, items) {
  if (items.length === 0)
    return [];
  if (items.length === 1)
    return [`1 ${what}: ${items[0]}`];
  const shown = items.slice(0, MOST).map((one) => `- ${one}`);
  const more = items.length - shown.length;
  return [
    `${items.length} ${what}s:`,
    ...shown.slice(0, more > 0 ? MOST - 1 : MOST),
    ...more > 0 ? [`- and ${more + 1} more`] : []
  ];
}
function checkpointLines(run, which, facts) {
  const gate = gateOf(workflowOf(run.workflow), run, `checkpoint-${which}`);
  const rule = gate.gate === "checkpoint" ? gate.ask.options.proceed?.unless : undefined;
  const bars = rule === undefined ? [] : barsBy(rule, run);
  return [
    ...DONE[which](run, facts),
    ...some("warning", openWarnings(run).map((one) => `${one.id} ${oneLine(one.text)}`)),
    ...some("open question", openQuestions(run).map((one) => oneLine(one.text))),
    READ[which],
    bars.length > 0 ? `Not possible now: proceed, because of ${bars.slice(0, 2).map(oneLine).join("; ")}${bars.length > 2 ? ` and ${bars.length - 2} more` : ""}.` : "Type proceed, or: multi-ai next --proceed"
  ];
}

// src/workflows/team/words/questions.ts
var proceed = (description) => ({ label: "Proceed", description });
var revise = (description) => ({ label: "Ask for changes", description });
var seat = (run, { task }) => {
  const found = task === null ? undefined : taskOf(run, task);
  const areas = (found?.facts.sections ?? []).filter((one) => one.verdict === "changes").map((one) => one.area);
  return `${found?.item ?? "A reviewer"} asks for changes of ${areas.join(", ") || "another area"}`;
};
var TEAM_WORDS = {
  "checkpoint-a": {
    header: "Checkpoint A",
    title: () => "Checkpoint A \u2014 Requirements complete",
    options: {
      proceed: proceed("Go on to the design"),
      revise: revise("Say what; pm writes the brief again"),
      stop
    }
  },
  "checkpoint-b": {
    header: "Checkpoint B",
    title: () => "Checkpoint B \u2014 Design complete",
    options: {
      proceed: proceed("Open questions are answered; then the build starts"),
      revise: revise("Say what; principal designs again"),
      stop
    }
  },
  "checkpoint-c": {
    header: "Checkpoint C",
    title: () => "Checkpoint C \u2014 Tests complete",
    options: {
      proceed: proceed("Sign off; nothing is deployed"),
      deploy: { label: "Proceed and deploy", description: "Sign off; then deploy as the settings say" },
      revise: revise("Say what; the tests are written and run again"),
      stop
    }
  },
  "brief-questions": { header: "Brief", title: (_run, question) => question.text ?? "", options: {} },
  "gate-failed": {
    header: "Gate",
    title: (run, question) => `${of(run, question)} says that it does not hold. What now?`,
    options: { again: { label: "Again", description: "Say what to do differently; it is done once more" }, stop }
  },
  veto: {
    header: "Veto",
    title: (run, question) => `${of(run, question)}: security does not let this pass. What now?`,
    options: {
      fix: { label: "Have it fixed", description: "The owner mends it; security looks again" },
      lift: { label: "Lift the veto", description: "Go on against security; say why" },
      stop
    }
  },
  "peer-escalation": {
    header: "Escalation",
    title: (_run, question) => `Escalation \u2014 Stage 6 (Peer Review): ${question.text ?? ""}`,
    options: {}
  },
  "peer-undecided": {
    header: "Escalation",
    title: (run, question) => `Escalation \u2014 Peer Review: ${seat(run, question)}. Whose way is it?`,
    options: {
      owner: { label: "The owner's way", description: "It stays as it is; say why" },
      reviewer: { label: "The reviewer's way", description: "The owner changes it" },
      stop
    }
  },
  "check-limit": {
    header: "Limit",
    title: (run, question) => `${of(run, question)}: still red after several fixes. How to go on?`,
    options: {
      continue: { label: "One more fix", description: "Mend and run once more" },
      accept: { label: "Accept", description: "Go on as it is; say why" },
      stop
    }
  },
  "check-cannot-run": {
    header: "Check",
    title: (run, question) => `${of(run, question)} could not be run to its end. What now?`,
    options: {
      again: { label: "Again", description: "Run it once more, after you mended it" },
      waive: { label: "Waive", description: "Go on without; say why, the status shows it" },
      stop
    }
  },
  "deploy-failed": {
    header: "Deployment",
    title: (run, question) => `${of(run, question)} failed. What now?`,
    options: {
      again: { ...again3, description: "Deploy once more, after you mended it" },
      without: { label: "Without deploying", description: "Go on without; say why, the status shows it" },
      stop
    }
  }
};
var texts = (value) => Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
function said(project, task) {
  try {
    return accepted(project, task?.artifact ?? null) ?? {};
  } catch {
    return {};
  }
}
function reasons(project, task) {
  const named = [...task.facts.blockers ?? [], ...texts(said(project, task).reasons)];
  return named.length > 0 ? named : task.note.split(`
`).filter((line) => line !== "");
}
var changesOf = (task) => (task.facts.sections ?? []).filter((one) => one.verdict === "changes").flatMap((one) => [
  ...one.escalation ? [`Reason (${one.area}): ${one.escalation.reason}`, `To decide (${one.area}): ${one.escalation.decision}`] : [],
  ...one.blockers.map((blocker) => `${one.area}: ${blocker}`)
]);
function teamQuestionFacts(project, run, question, task) {
  switch (question.kind) {
    case "checkpoint-a":
    case "checkpoint-b":
    case "checkpoint-c": {
      const brief = run.tasks.findLast((one) => one.schema === "stage-01" && one.artifact !== null && !one.void);
      const outOfScope = texts(said(project, brief).out_of_scope_items);
      return { lines: checkpointLines(run, question.kind.slice(-1), { outOfScope }), file: null };
    }
    case "brief-questions":
      return { lines: [], file: task.documents[0] ?? null };
    case "peer-escalation":
    case "peer-undecided":
      return { lines: changesOf(task), file: task.writes };
    case "gate-failed":
    case "veto":
    case "check-limit":
    case "check-cannot-run":
    case "deploy-failed":
      return { lines: reasons(project, task), file: task.writes };
    case "escalation":
      return task.schema === "scope-review" || task.schema === "stage-05-security" ? { lines: reasons(project, task), file: task.writes } : null;
    default:
      return null;
  }
}

// src/workflows/multi-ai/words.ts
var titleIn = (run) => (key) => gateOf(workflowOf(run.workflow), run, key).title;
var WHY = {
  same_subject: ({ round }, what) => `${what} is where it was in round ${round}`,
  repeated: ({ round, findings }) => findings.length === 1 ? `${findings[0]} comes again after it was fixed in round ${round}` : `${findings.join(", ")} come again after they were fixed`,
  contradiction: ({ findings, against = [] }, _what, titleOf) => `${findings.join(", ")} ${findings.length === 1 ? "contradicts" : "contradict"} ${against.map(({ gate, finding }) => `${finding} of ${titleOf(gate)}`).join(", ")}`,
  stalled: ({ findings }) => `three rounds and still ${findings.length} finding${findings.length === 1 ? "" : "s"}`
};
function whyText(run, { why, task }) {
  const plan = task !== null && taskOf(run, task)?.schema === "plan-review";
  return why.map((one) => WHY[one.reason](one, plan ? "the plan" : "the code", titleIn(run))).join("; ");
}
function sidesOf(run, { why, task }) {
  const others = why.flatMap((one) => one.against ?? []);
  if (others.length === 0 || task === null)
    return null;
  const theirs = [...new Set(others.map((one) => titleIn(run)(one.gate)))].join(" and ");
  return {
    continue: `As ${titleIn(run)(taskOf(run, task).gate)} wants; it reviews once more`,
    accept: `As it is, as ${theirs} wanted; say why`
  };
}
var WORDS2 = {
  story: {
    header: "Story",
    title: () => "Is this user story what you want?",
    options: {
      approve: { label: "Approve", description: "Go on to the plan" },
      correct: { label: "Correct", description: "Say what to change" },
      stop
    }
  },
  "story-questions": { header: "Story", title: (_run, question) => question.text ?? "", options: {} },
  "plan-questions": { header: "Plan", title: (_run, question) => question.text ?? "", options: {} },
  clarification: { header: "Review", title: (_run, question) => question.text ?? "", options: {} },
  escalation: {
    header: "Limit",
    title: (run, question) => `${of(run, question)}: ${whyText(run, question) || "the limit of rounds is reached and findings are open"}. How to go on?`,
    options: {
      continue: { label: "One more round", description: "Fix and review once more" },
      accept: { label: "Accept", description: "Go on as it is; say why" },
      redo: { label: "Design anew", description: "Say what to change; the design starts over" },
      lift: { label: "Lift the veto", description: "Go on against the reviewer; say why" },
      stop
    }
  },
  "confirm-limit": {
    header: "Limit",
    title: (run, question) => `${of(run, question)}: fixes changed what it had approved, and no round is left for it to confirm. How to go on?`,
    options: {
      continue: { label: "Confirm", description: "Let it look once more" },
      accept: { label: "Accept", description: "Go on without; say why" },
      stop
    }
  },
  "plan-rejected": {
    header: "Rejected",
    title: (run, question) => `${of(run, question)}: the reviewer rejected the plan. What now?`,
    options: {
      stop,
      revise: { label: "Revise", description: "Fix the plan; say what to change" },
      overrule: { label: "Overrule", description: "Go on against the reviewer; say why" }
    }
  },
  "provider-failed": {
    header: "Reviewer",
    title: (run, question) => `${of(run, question)}: the external reviewer gave no verdict. What now?`,
    options: {
      retry: { label: "Try again", description: "Run the same reviewer again" },
      substitute: { label: "Use Opus", description: "Let another reviewer do it" },
      waive: { label: "Waive", description: "Go on without it; say why, the report shows it" },
      stop
    }
  },
  partial: {
    header: "Partial",
    title: (run, question) => `${of(run, question)}: the implementation is partial. What now?`,
    options: {
      again: { label: "Finish it", description: "Dispatch the implementer again" },
      accept: { label: "Accept", description: "Review what is there; say why" },
      stop
    }
  },
  failed: {
    header: "Failed",
    title: (run, question) => `${of(run, question)}: the implementation failed. What now?`,
    options: { again: again3, stop }
  },
  "plan-tests": {
    header: "Tests",
    title: () => "The plan names test commands that you have not approved. May the program run them?",
    options: {
      approve: { label: "Run them", description: "Before code reviews and after each fix" },
      refuse: { label: "Leave out", description: "These are never run" },
      correct: { label: "Correct", description: "Say what the plan should name" },
      stop
    }
  },
  "no-tests": {
    header: "Tests",
    title: () => "Neither story nor plan names a test command. What should the program run?",
    options: {
      name: { label: "Name one", description: "Type the command as your own answer" },
      without: { label: "Nothing", description: "Go on; the report says that no tests ran" },
      stop
    }
  },
  "tests-limit": {
    header: "Tests red",
    title: (run, question) => `${of(run, question)}: still red after several fixes. How to go on?`,
    options: {
      continue: { label: "One more fix", description: "Fix and run once more" },
      accept: { label: "Accept", description: "Go on to the review as it is; say why" },
      stop
    }
  },
  "tests-cannot-run": {
    header: "Tests",
    title: (run, question) => `${of(run, question)}: a test command could not be run to its end. What now?`,
    options: {
      again: { label: "Again", description: "Run them once more, after you mended it" },
      waive: { label: "Waive", description: "Go on without; say why, the report shows it" },
      stop
    }
  },
  stale: {
    header: "Changed",
    title: (run, question) => `${of(run, question)}: its subject changed during the review, twice. Is someone editing?`,
    options: { again: again3, stop }
  },
  stuck: {
    header: "Stuck",
    title: (run, question) => `${of(run, question)}: no valid result after several tries. What now?`,
    options: { again: again3, waive: { label: "Waive", description: "Go on without this verdict; say why" }, stop }
  },
  bounded: {
    header: "Bounds",
    title: (run, question) => `${of(run, question)}: its agent used up what it may take, without a valid result. What now?`,
    options: {
      more: { label: "More", description: "Another agent goes on, with as much again on top" },
      again: { label: "Again", description: "Another agent goes on, with the same bounds" },
      waive: { label: "Waive", description: "Go on without this verdict; say why" },
      stop
    }
  },
  ceiling: {
    header: "Ceiling",
    title: (run) => `${run.run} has used ${tokens(spentBy(run).tokens)} of the ${tokens(ceilingOf(run) ?? 0)} tokens that it may. Go on?`,
    options: { more: { label: "Go on", description: "As many tokens again on top" }, stop }
  },
  "request-change": {
    header: "Request",
    title: () => "The request changes in the middle of the run. Where to go on?",
    options: {
      go_on: { label: "Go on", description: "Keep what is done; later tasks see the new request" },
      planning: { label: "Back to planning", description: "Plan again; reviews so far are void" },
      requirements: { label: "Back to requirements", description: "Start over; approvals so far are void" }
    }
  },
  "second-request": {
    header: "Live run",
    title: (run) => `${run.run} is at work here already. What about the new request?`,
    options: {
      continue: { label: "Continue", description: "Drop the new request and go on with the run" },
      change: { label: "Change", description: "The new request replaces the run's request" },
      replace: { label: "Replace", description: "Archive the run and start anew" },
      leave: { label: "Leave", description: "Do nothing" }
    }
  },
  ...TEAM_WORDS
};
var wordsOfKind = (kind) => {
  const words = Object.hasOwn(WORDS2, kind) ? WORDS2[kind] : undefined;
  if (!words)
    throw new Error(`question kind "${kind}" has no words; known: ${Object.keys(WORDS2).join(", ")}`);
  return words;
};

// src/render/questions.ts
var MAX_LINES = 15;
var MAX_LINE = 160;
var MAX_TITLE = 800;
var BACK2 = "back";
var LEAVE_OPEN = "leave_open";
function clipLine(text, most = MAX_LINE) {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > most ? `${line.slice(0, most - 1)}\u2026` : line;
}
var label = (text) => text.replaceAll(",", ";");
function shownQuestion(run, question, facts) {
  const words = wordsOfKind(question.kind);
  if (question.wants_reason !== null) {
    const option = words.options[question.wants_reason]?.label ?? question.wants_reason;
    return {
      id: question.id,
      header: words.header,
      question: `${question.id} \xB7 ${option}: type the reason or the change as your own answer.`,
      multiple: false,
      options: [
        { label: "Go back", description: "Choose again", key: BACK2 },
        { label: "Leave open", description: "Decide later", key: LEAVE_OPEN }
      ]
    };
  }
  const sides = sidesOf(run, question);
  const room = MAX_LINES - 2;
  const lines = facts.lines.slice(0, room).map((line) => clipLine(line));
  if (facts.lines.length > room)
    lines[room - 1] = `\u2026 and ${facts.lines.length - room + 1} more`;
  const text = [
    `${question.id} \xB7 ${clipLine(words.title(run, question), MAX_TITLE)}`,
    ...lines,
    ...facts.file ? [`All of it: ${facts.file}`] : []
  ];
  return {
    id: question.id,
    header: sides !== null ? "Two sides" : question.why.length > 0 ? "No progress" : words.header,
    question: text.join(`
`),
    multiple: false,
    options: question.labels.length > 0 ? question.labels.map((text) => ({ label: label(text), description: "", key: "answer" })) : question.options.map((key) => ({
      ...words.options[key] ?? { label: key, description: "" },
      ...sides !== null && Object.hasOwn(sides, key) ? { description: sides[key] } : {},
      key
    }))
  };
}
function typedAnswer(shown, question, prompt) {
  const typed = prompt.trim();
  const byLabel = shown.options.find((option) => option.label.toLowerCase() === typed.toLowerCase());
  const match = /^([A-Da-d])(?:(?:\s+[-\u2013\u2014]|\s*:)\s+(\S[\s\S]*))?$/.exec(typed);
  const byLetter = match ? shown.options[match[1].toUpperCase().charCodeAt(0) - 65] : undefined;
  const picked = byLabel ?? byLetter;
  if (!picked || picked.key === LEAVE_OPEN)
    return null;
  const reason = byLabel ? null : match?.[2]?.trim() ?? null;
  if (question.labels.length > 0)
    return { option: "answer", text: reason === null ? picked.label : `${picked.label}: ${reason}` };
  return { option: picked.key, text: reason };
}
function questionText(shown, command) {
  const options = shown.options.map((option, index) => `  ${String.fromCharCode(65 + index)}  ${option.label}${option.description ? ` \u2014 ${option.description}` : ""}`);
  return [
    shown.question,
    ...options,
    "",
    `Answer: ${command} decide <A, B, \u2026> --question ${shown.id} [--reason "\u2026"]`
  ].join(`
`);
}

// src/render/directive.ts
var PLUGIN2 = "multi-ai";
var checkCommand = (task) => `multi-ai check ${task}`;
var isCheck = (run, task) => task.who.program !== undefined || task.who.provider !== undefined && task.kind !== "fix" && run.settings.codex.dispatch === "check";
function dispatchItem(run, task) {
  const check = isCheck(run, task);
  return {
    task: task.id,
    tool: check ? "Bash" : "Agent",
    agent: `${PLUGIN2}:${task.who.agent}`,
    model: task.who.model,
    description: `${task.id} ${task.subject}`,
    prompt: check ? checkCommand(task.id) : task.id,
    writes: task.writes
  };
}
var HELD = {
  rate_limit: "Claude's limit is used up",
  billing_error: "Claude's account has no credit left",
  authentication_failed: "Claude's login is not valid"
};
function heldReason({ failure, message, until }) {
  if (failure === "quota")
    return oneLine(message);
  const what = HELD[failure] ?? "Claude's API gives no answer";
  return `${what}${until === null ? "" : ` until ${until}`}: ${oneLine(message)}`;
}
function heldText({ paused }) {
  if (paused === null)
    return "";
  const sooner = paused.failure === "quota" ? " If it is not, you are asked what comes instead." : "";
  return `The run waits, nothing is lost. ${heldReason(paused)} \u2014 When that is over, type anything, such as "go on", or /multi-ai:resume.${sooner}`;
}

// src/run/folds.ts
var json = (value) => `${JSON.stringify(value, null, 2)}
`;
function teamName(root) {
  const folder = (root.split("/").pop() ?? "").toLowerCase().replaceAll(/[^a-z0-9-]+/g, "-").slice(0, 20);
  const hash = new Bun.CryptoHasher("sha256").update(root).digest("hex").slice(0, 6);
  return `multi-ai-${folder}-${hash}`;
}
function roundsOf(run) {
  const counts = {};
  for (const gate of workflowOf(run.workflow).entries[run.entry].gates)
    if (gate.gate === "review")
      counts[gate.token] = rounds(run, [gate.key]);
  return counts;
}
function keyOf({ token, gate, version, who, kind }) {
  const name = who.program !== undefined && kind !== "fix" ? gate : token;
  return version === 1 ? name : `${name}.${version}`;
}
function blockerOf(run) {
  if (run.paused !== null)
    return heldReason(run.paused);
  const open = run.questions[0];
  if (!open)
    return isLive(run) ? null : run.reason;
  const failed = run.tasks.find((task) => task.id === open.task)?.failure;
  return `question ${open.id} (${open.kind}) is open${failed ? `: ${failed.message}` : ""}`;
}
function stateFile(run) {
  const open = run.questions[0];
  const task = currentTask(run);
  return {
    version: 1,
    run: run.run,
    workflow: run.workflow,
    request: run.request.text,
    phase: phaseOf(run, workflowOf(run.workflow)),
    status: run.status,
    blocker_reason: blockerOf(run),
    rounds: roundsOf(run),
    ...open ? { question: { id: open.id, kind: open.kind, task: open.task } } : {},
    subject: task?.reviewed ?? task?.dispatch?.subject ?? null,
    updated_at: run.updated_at
  };
}
function tasksFile(run, root) {
  return {
    run: run.run,
    team: teamName(root),
    tasks: run.tasks.map((task) => ({
      id: task.id,
      key: keyOf(task),
      subject: task.subject,
      agent: task.who.agent,
      model: task.who.provider ?? task.who.model,
      status: task.status,
      blocked_by: task.blocked_by,
      output: task.writes,
      round: task.version,
      host_task_id: task.host_task_id
    }))
  };
}
function isGuarded(run) {
  if (isLive(run))
    return true;
  if (run.released)
    return false;
  const told = run.owner === null || run.delivered?.directive === directive(run).id;
  return !told || run.void_calls.length > 0 || hasOpenEntries(run);
}
var hasOpenEntries = (run) => run.status === "complete" && run.tasks.some((task) => task.status === "done" && task.host_task_id !== null && !task.host_completed);
function folds(run, root) {
  if (run === null)
    return { "state.json": null, "pipeline-tasks.json": null, live: null };
  return {
    "state.json": json(stateFile(run)),
    "pipeline-tasks.json": json(tasksFile(run, root)),
    live: isGuarded(run) ? `${run.run}
` : null
  };
}

// src/run/keep.ts
init_disk();
import { dirname as dirname3, join as join11 } from "path";

// src/workflows/team/stages/files.ts
import { join as join10 } from "path";
init_disk();

// src/workflows/team/documents/markdown.ts
var BREAK = /^(?:(?:-[ \t]*){3,}|(?:\*[ \t]*){3,}|(?:_[ \t]*){3,})$/;
var MARKER = /^(?:[-+*]|(\d{1,9})[.)])(?=[ \t]|$)/;
var FENCE = /^(`{3,}|~{3,})(.*)$/;
var HTML = /^<(pre|script|style|textarea|blockquote)(?=[\s>]|$)/i;
var HEADING = /^(#{1,6})(?:[ \t](.*))?$/;
var MAX_NESTED = 20;
function columns2(line) {
  let width = 0;
  for (const char of line) {
    if (char === " ")
      width++;
    else if (char === "\t")
      width += 4 - width % 4;
    else
      break;
  }
  return width;
}
function fenceOf(content) {
  const found = FENCE.exec(content);
  if (found === null || found[1][0] === "`" && found[2].includes("`"))
    return null;
  return { mark: found[1][0], size: found[1].length };
}
function headingOf(content) {
  const found = HEADING.exec(content);
  if (found === null)
    return null;
  let title = (found[2] ?? "").trim();
  let end = title.length;
  while (end > 0 && title[end - 1] === "#")
    end--;
  if (end < title.length && (end === 0 || /\s/.test(title[end - 1])))
    title = title.slice(0, end).trim();
  return { level: found[1].length, title };
}
function isRunningText(quoted) {
  const content = quoted.replace(/^[>\s]+/, "");
  return content !== "" && !BREAK.test(content) && headingOf(content) === null && fenceOf(content) === null;
}
function nextRuns(line) {
  const next = new Map;
  const last = new Map;
  for (const run of line.matchAll(/`+/g)) {
    const before = last.get(run[0].length);
    if (before !== undefined)
      next.set(before, run.index);
    last.set(run[0].length, run.index);
  }
  return next;
}

class Reader {
  lines = [];
  open = null;
  offsets = [];
  inParagraph = false;
  inQuote = false;
  raw;
  ends;
  closers;
  constructor(text) {
    this.raw = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
    const count = this.raw.length;
    this.ends = new Int32Array(count + 1).fill(count);
    this.closers = new Int32Array(count + 1).fill(count);
    for (let at = count - 1;at >= 0; at--) {
      const content = this.raw[at].trim();
      this.ends[at] = content === "" || fenceOf(content) !== null ? at : this.ends[at + 1];
      this.closers[at] = content.includes("-->") ? at : this.closers[at + 1];
    }
    for (let at = 0;at < count; at++)
      this.read(at, this.raw[at]);
  }
  push(at, text, kind, heading = null) {
    this.lines.push({ number: at + 1, text, kind, heading });
    this.inParagraph = kind === "plain" && heading === null && text.trim() !== "";
    if (kind !== "quote")
      this.inQuote = false;
  }
  read(at, line) {
    if (this.open !== null && this.goesOn(at, line, this.open))
      return;
    if (line.trim() === "")
      return this.push(at, "", "plain");
    const indent = columns2(line);
    const before = this.offsets.length;
    while (this.offsets.length > 0 && indent < this.offsets.at(-1))
      this.offsets.pop();
    const sibling = this.offsets.length < before;
    const content = line.trimStart();
    if (indent - (this.offsets.at(-1) ?? 0) >= 4) {
      if (this.inQuote)
        return this.push(at, line, "quote");
      return this.inParagraph ? this.running(at, line) : this.push(at, line, "code");
    }
    if (BREAK.test(content)) {
      this.push(at, line, "plain");
      this.inParagraph = false;
      return;
    }
    this.block(at, line, content, indent, sibling);
  }
  block(at, line, content, indent, sibling) {
    const inner = this.markers(content, indent, sibling);
    if (inner.code)
      return this.push(at, line, "code");
    const isItem = inner.text !== content;
    if (inner.text.startsWith(">")) {
      this.push(at, line, "quote");
      this.inQuote = isRunningText(inner.text);
      return;
    }
    const fence = fenceOf(inner.text);
    if (fence !== null) {
      this.open = { block: "fence", ...fence, offset: this.offsets.at(-1) ?? 0 };
      return this.push(at, line, "code");
    }
    const html = HTML.exec(inner.text);
    if (html !== null) {
      const tag = html[1].toLowerCase();
      const kind = tag === "blockquote" ? "quote" : "code";
      if (!line.toLowerCase().includes(`</${tag}>`))
        this.open = { block: "html", closer: `</${tag}>`, kind };
      this.push(at, line, kind);
      this.inQuote = false;
      return;
    }
    if (inner.text.startsWith("<!--"))
      return this.comment(at, inner.text);
    const heading = headingOf(inner.text);
    if (heading !== null) {
      const isSection = !isItem && this.offsets.length === 0;
      this.push(at, line, "plain", isSection ? { ...heading, title: this.said(at, heading.title) } : null);
      this.inParagraph = false;
      return;
    }
    if (this.inQuote && !isItem)
      return this.push(at, line, "quote");
    this.running(at, line);
  }
  markers(content, indent, sibling) {
    let [text, column] = [content, indent];
    for (let nested = 0;nested < MAX_NESTED; nested++) {
      const found = MARKER.exec(text);
      if (found === null || BREAK.test(text))
        break;
      const interrupts = (this.inParagraph || this.inQuote) && nested === 0 && !sibling && this.offsets.length === 0;
      if (interrupts && found[1] !== undefined && Number(found[1]) !== 1)
        break;
      const rest = text.slice(found[0].length);
      const gap = columns2(rest);
      const isCode = gap >= 5 && rest.trim() !== "";
      column += found[0].length + (gap >= 1 && gap <= 4 ? gap : 1);
      this.offsets.push(column);
      text = rest.trimStart();
      if (isCode)
        return { text, code: true };
    }
    return { text, code: false };
  }
  goesOn(at, line, open) {
    if (open.block === "comment") {
      const end = line.indexOf("-->");
      if (end >= 0)
        this.open = null;
      const rest = end < 0 ? "" : line.slice(end + 3);
      if (rest.trim() === "")
        this.push(at, "", "comment");
      else
        this.running(at, rest);
      return true;
    }
    if (open.block === "html") {
      if (line.toLowerCase().includes(open.closer))
        this.open = null;
      this.push(at, line, open.kind);
      this.inQuote = false;
      return true;
    }
    const indent = columns2(line);
    const content = line.trim();
    if (content !== "" && indent < open.offset) {
      this.open = null;
      return false;
    }
    const closes = content.length >= open.size && content === open.mark.repeat(content.length);
    if (closes && indent - open.offset < 4)
      this.open = null;
    this.push(at, line, "code");
    return true;
  }
  comment(at, content) {
    const end = content.indexOf("-->", 2);
    if (end < 0)
      this.open = { block: "comment" };
    const rest = end < 0 ? "" : content.slice(end + 3);
    if (rest.trim() === "")
      this.push(at, "", "comment");
    else
      this.running(at, rest);
  }
  running(at, line) {
    this.push(at, this.said(at, line), "plain");
  }
  said(at, line) {
    if (!line.includes("<!--"))
      return line;
    const after = nextRuns(line);
    const lastEnd = line.lastIndexOf("-->");
    let [out, from, skipTo] = ["", 0, 0];
    for (const found of line.matchAll(/\\.|`+|<!--/g)) {
      if (found.index < skipTo)
        continue;
      const token = found[0];
      if (token[0] === "`") {
        const next = after.get(found.index);
        if (next !== undefined)
          skipTo = next + token.length;
      } else if (token === "<!--") {
        const end = lastEnd < found.index + 2 ? -1 : line.indexOf("-->", found.index + 2);
        if (end < 0 && this.closers[at + 1] >= this.ends[at + 1])
          continue;
        out += line.slice(from, found.index);
        from = skipTo = end < 0 ? line.length : end + 3;
        if (end < 0)
          this.open = { block: "comment" };
      }
    }
    return out + line.slice(from);
  }
}
function readMarkdown(text) {
  return new Reader(text).lines;
}
function sectionsOf(lines, level) {
  const found = [];
  let open = null;
  for (const line of lines) {
    if (line.heading !== null && line.heading.level <= level) {
      open = line.heading.level === level ? { ...line.heading, line: line.number, lines: [] } : null;
      if (open !== null)
        found.push(open);
    } else
      open?.lines.push(line);
  }
  return found;
}
var titleOf = (lines) => lines.find((line) => line.heading?.level === 1)?.heading?.title ?? null;

// src/workflows/team/documents/sections.ts
init_fields();
init_evidence();
var problemAt = (place, line, found, expected) => `${place}${line === null ? "" : `, line ${line}`}: found ${shown(found)}, expected ${expected}`;
var nameKey = (text) => fold2(text).normalize("NFC").toLowerCase();
var isBlank = (section) => section.lines.every((line) => line.kind === "comment" || line.text.trim() === "");
function requiredSections(lines, names, problems) {
  const all = sectionsOf(lines, 2);
  const found = {};
  for (const name of names) {
    const same = all.filter((one) => nameKey(one.title).replace(/:$/, "") === nameKey(name));
    found[name] = same[0] ?? null;
    if (same.length === 0)
      problems.push(problemAt(`## ${name}`, null, undefined, "this section"));
    if (same.length > 1)
      problems.push(problemAt(`## ${name}`, same[1].line, `## ${name} once more`, `it once (the first is in line ${same[0].line})`));
    if (same.length > 0 && isBlank(same[0]))
      problems.push(problemAt(`## ${name}`, same[0].line, undefined, "some text in this section"));
  }
  return found;
}
var ITEM = /^([-+*]|(\d{1,9})[.)])(?:\s+(.*))?$/;
function itemsOf2(lines) {
  const items = [];
  const loose = [];
  let open = false;
  let afterBlank = false;
  for (const line of lines) {
    if (line.kind !== "plain" || line.heading !== null)
      continue;
    const text = line.text.trim();
    if (text === "") {
      afterBlank = true;
      continue;
    }
    const indent = line.text.length - line.text.trimStart().length;
    const last = items.at(-1);
    const found = ITEM.exec(text);
    if (found !== null && (!open || indent <= last.indent + 1)) {
      const item = { number: found[2] === undefined ? null : Number(found[2]), text: "", line: line.number };
      items.push({ item, parts: [found[3] ?? ""], indent });
      open = true;
    } else if (open && (!afterBlank || indent > last.indent))
      last.parts.push(text);
    else {
      open = false;
      loose.push(line);
    }
    afterBlank = false;
  }
  return { items: items.map(({ item, parts }) => ({ ...item, text: fold2(parts.join(" ")) })), loose };
}
var saysNone = ({ items, loose }) => items.length <= 1 && /^none\b/i.test(items[0]?.text ?? loose[0]?.text.trim() ?? "");
function cellsOf(text) {
  const cells = [];
  let cell = "";
  const inner = text.trim();
  for (let at = inner.startsWith("|") ? 1 : 0;at < inner.length; at++) {
    if (inner[at] === "\\" && inner[at + 1] === "|") {
      cell += "|";
      at++;
    } else if (inner[at] === "|") {
      cells.push(cell.trim());
      cell = "";
    } else
      cell += inner[at];
  }
  if (cell.trim() !== "")
    cells.push(cell.trim());
  return cells;
}
var isRule = (cells) => cells.length > 0 && cells.every((cell) => /^:?-+:?$/.test(cell));
function tableOf(lines, columns, place, problems) {
  const plain = lines.filter((line) => line.kind === "plain");
  const isHeader = (line) => {
    const cells = line.text.includes("|") ? cellsOf(line.text) : [];
    return cells.length === columns.length && cells.every((cell, at) => nameKey(cell) === nameKey(columns[at]));
  };
  const start = plain.findIndex((line, at) => isHeader(line) && isRule(cellsOf(plain[at + 1]?.text ?? "")));
  if (start < 0) {
    problems.push(problemAt(place, null, undefined, `a table | ${columns.join(" | ")} |`));
    return null;
  }
  const rows = [];
  for (const line of plain.slice(start + 2)) {
    if (!line.text.includes("|"))
      break;
    const cells = cellsOf(line.text);
    while (cells.length < columns.length && line.text.trim().endsWith("|"))
      cells.push("");
    if (cells.length === columns.length)
      rows.push({ cells, line: line.number });
    else
      problems.push(problemAt(place, line.number, `${cells.length} cells`, `${columns.length}: ${columns.join(", ")}`));
  }
  return rows;
}
var bare = (text) => {
  const inner = text.trim();
  return inner.length > 2 && inner.startsWith("`") && inner.endsWith("`") ? inner.slice(1, -1).trim() : inner;
};

// src/workflows/team/documents/stamp.ts
var STAMP = /^<!-- *task: *(T\d{1,4}) +nonce: *([0-9a-f]{16,64}) *-->$/;
function firstLine(text) {
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  for (;; ) {
    const feed = text.slice(start, start + 4000).search(/[\r\n]/);
    const end = feed < 0 ? Math.min(text.length, start + 4000) : start + feed;
    const next = feed < 0 ? end : end + (text.startsWith(`\r
`, end) ? 2 : 1);
    if (text.slice(start, end).trim() !== "" || next >= text.length)
      return { start, end, next };
    start = next;
  }
}
function readStamp(text) {
  const { start, end } = firstLine(text);
  const found = STAMP.exec(text.slice(start, end).trim());
  return found === null ? null : { task: found[1], nonce: found[2] };
}
var stripStamp = (text) => readStamp(text) === null ? text : text.slice(firstLine(text).next);
var daysOf = (year, month) => month === 2 ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28 : [4, 6, 9, 11].includes(month) ? 30 : 31;
function isDate(text) {
  const [, year, month, day] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []).map(Number);
  return month !== undefined && month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
}

// src/workflows/team/documents/design-notes.ts
function assembled(title, parts) {
  const out = [`# ${title}`];
  for (const { heading, text } of parts) {
    const body = readMarkdown(stripStamp(text)).map((line) => line.heading === null ? line.text : `${"#".repeat(Math.min(6, line.heading.level + 2))} ${line.heading.title}`);
    out.push(`## ${heading}`, body.join(`
`).trim());
  }
  return `${out.filter(Boolean).join(`

`)}
`;
}

// src/workflows/team/documents/lessons.ts
init_evidence();
var START2 = /^(L\d{3,6})\s+[\u2014\u2013-]\s+(.*)$/;
var END = /^(.*\S)\s+Reinforced:\s+(\d{1,6})\s+\(last:\s+(\d{4}-\d\d-\d\d)\)$/;
var NOTE = /^<!-- next: L(\d{3,6}); idle:((?: L\d{3,6}=\d{1,6},?)*)(?:; run: ([a-z-]{1,40}-[0-9a-f]{8}))? -->$/;
var WIDTH = 80;
var TITLE = "# Lessons Learned";
var idOf = (number) => `L${String(number).padStart(3, "0")}`;
var numberOf = (id) => Number(id.slice(1));
var harmless = (text) => fold2(text).replaceAll("Reinforced:", "reinforced:").replaceAll("<!--", "<! --");
function lessonOf(lines, line, problems) {
  const start = START2.exec(lines[0]);
  const place = start[1];
  const end = END.exec(fold2([start[2], ...lines.slice(1)].join(" ")));
  if (end === null || !isDate(end[3])) {
    problems.push(problemAt(place, line, lines.at(-1), '"Reinforced: 1 (last: 2026-03-26)" at its end'));
    return null;
  }
  const at = end[1].indexOf(": ");
  if (at < 1) {
    problems.push(problemAt(place, line, end[1], '"<title>: <text>"'));
    return null;
  }
  return {
    id: place,
    title: end[1].slice(0, at),
    text: end[1].slice(at + 2).trim(),
    reinforced: Number(end[2]),
    last: end[3],
    idle: 0
  };
}
var isComplete = ({ lines }) => /Reinforced: \d{1,6} \(last: \d{4}-\d\d-\d\d\)$/.test(fold2(lines.slice(-3).join(" ")));
function parseLessons(text) {
  const problems = [];
  const lessons = [];
  const idle = new Map;
  let next = 1;
  let run = null;
  let open = null;
  const close = () => {
    const lesson = open && lessonOf(open.lines, open.line, problems);
    if (lesson && lessons.some((one) => one.id === lesson.id))
      problems.push(problemAt(lesson.id, open.line, `${lesson.id} again`, "each id once"));
    else if (lesson)
      lessons.push(lesson);
    open = null;
  };
  for (const [at, raw] of (text ?? "").replace(/^\uFEFF/, "").split(/\r\n|\n|\r/).entries()) {
    const line = raw.trim();
    const note = NOTE.exec(line);
    if (line === "" || note !== null || open !== null && START2.test(line) && isComplete(open))
      close();
    if (note !== null) {
      next = Number(note[1]);
      run = note[3] ?? null;
      for (const one of note[2].matchAll(/(L\d{3,6})=(\d{1,6})/g))
        idle.set(one[1], Number(one[2]));
    } else if (open !== null)
      open.lines.push(line);
    else if (START2.test(line))
      open = { lines: [line], line: at + 1 };
    else if (line !== "" && !line.startsWith("#"))
      problems.push(problemAt("lessons", at + 1, line, "a lesson such as L001 \u2014 Title: text"));
  }
  close();
  for (const lesson of lessons) {
    lesson.idle = idle.get(lesson.id) ?? 0;
    next = Math.max(next, numberOf(lesson.id) + 1);
  }
  return { lessons, next, ...run === null ? {} : { run }, problems };
}
function wrapped(text) {
  const lines = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else
      line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line].join(`
`);
}
function printLessons({ lessons, next, run }) {
  const entries = lessons.map((one) => wrapped(`${one.id} \u2014 ${one.title}: ${one.text} Reinforced: ${one.reinforced} (last: ${one.last})`));
  const idle = lessons.filter((one) => one.idle > 0).map((one) => ` ${one.id}=${one.idle}`);
  return `${[TITLE, ...entries, `<!-- next: ${idOf(next)}; idle:${idle.join(",")}${run ? `; run: ${run}` : ""} -->`].join(`

`)}
`;
}
function promote({ lessons, next }, chosen, today, max) {
  const problems = chosen.length > max ? [`lessons_promoted: found ${chosen.length}, expected at most ${max}; keep what helps most`] : [];
  const after = new Map(lessons.map((one) => [one.id, { ...one, idle: one.idle + 1 }]));
  const promoted = [];
  let number = next;
  for (const choice of chosen) {
    const text = harmless(choice);
    const at = text.indexOf(": ");
    const title = text.slice(0, Math.max(at, 0));
    const known = after.get(text) ?? [...after.values()].find((one) => at > 0 && fold2(one.title).toLowerCase() === title.toLowerCase());
    if (known && promoted.includes(known.id))
      problems.push(`lessons_promoted: found ${known.id} twice, expected each lesson once`);
    else if (known) {
      after.set(known.id, { ...known, reinforced: known.reinforced + 1, last: today, idle: 0 });
      promoted.push(known.id);
    } else if (/^L\d+$/.test(text))
      problems.push(`lessons_promoted: found ${text}, expected the id of a lesson (${[...after.keys()].join(", ") || "there is none"})`);
    else if (at < 1)
      problems.push(`lessons_promoted: found ${JSON.stringify(text.slice(0, 60))}, expected "<title>: <text>" or the id of a lesson`);
    else {
      const id = idOf(number++);
      after.set(id, { id, title, text: text.slice(at + 2).trim(), reinforced: 1, last: today, idle: 0 });
      promoted.push(id);
    }
  }
  return { lessons: [...after.values()], next: number, promoted, problems };
}
function retire({ lessons, next }, runs) {
  const isOld = (one) => one.reinforced <= 1 && one.idle >= runs;
  return { lessons: lessons.filter((one) => !isOld(one)), next, retired: lessons.filter(isOld) };
}

// src/workflows/team/documents/questions.ts
init_evidence();
var ASK = "QUESTION:";
var TO = "@PM";
var ANSWER = "PM-ANSWER:";
var harmless2 = (text) => text.replaceAll(ASK, "question:").replaceAll(ANSWER, "pm-answer:").replaceAll("<!--", "<! --").replaceAll("-->", "-- >");
var asLines = (text) => text.split(/\r\n|\n|\r/).map((line) => harmless2(fold2(line))).filter(Boolean).map((line) => /^(?:[#>~<]|```)/.test(line) ? `\\${line}` : line);
function contextText({ questions, decisions, autoPasses }) {
  const parts = ["# Context"];
  for (const { question, answer } of questions) {
    const asked = `${ASK} ${harmless2(fold2(question)).replaceAll(TO, "@ PM")} ${TO}`;
    parts.push(answer === null ? asked : `${asked}
${ANSWER} ${harmless2(fold2(answer))}`);
  }
  if (decisions.length > 0)
    parts.push("## User Decisions");
  for (const { at, title, text } of decisions)
    parts.push([`${at} \u2014 ${harmless2(fold2(title))}:`, ...asLines(text)].join(`
`));
  if (autoPasses.length > 0)
    parts.push("## Checkpoints");
  for (const { at, checkpoint, rule } of autoPasses)
    parts.push(`${at} \u2014 CHECKPOINT-AUTO-PASS: ${checkpoint} (${rule})`);
  return `${parts.join(`

`)}
`;
}

// src/workflows/team/feature.ts
var BRIEF2 = "pipeline/brief.md";
var MOST2 = 20000;
var KIND = /^(?:feature )?brief ?[:\u2014\u2013-] ?/i;
function featureOf(project, run) {
  const request = oneLine(run.request.text.split(`
`).find((line) => line.trim() !== "") ?? "");
  const title = titleOf(readMarkdown(handedText(project, run, BRIEF2)?.slice(0, MOST2) ?? ""));
  return (title === null ? "" : oneLine(title).replace(KIND, "")) || request;
}

// src/workflows/team/words/budget.ts
var ROUND = 10;
var rounded = (minutes) => Math.round(minutes * ROUND) / ROUND;
var roleOf = (task) => task.who.role ?? task.who.program ?? task.who.agent;
var stageOf = (run) => {
  const stages = new Map(gatesOf(workflowOf(run.workflow), run).map((gate) => [gate.key, gate.stage ?? "\u2013"]));
  return (task) => stages.get(task.gate) ?? "\u2013";
};
var minutesBetween = (from, to) => Math.max(0, (Date.parse(to) - Date.parse(from)) / 60000);
function budgetRows(run) {
  const stage = stageOf(run);
  const begun = run.tasks.filter((task) => task.dispatches > 0);
  const stages = [...new Set(begun.map(stage))].sort();
  let tokens = 0;
  let minutes = 0;
  return stages.flatMap((name) => {
    const tasks = begun.filter((task) => stage(task) === name);
    const ends = tasks.flatMap((task) => task.ended_at === null ? [] : [minutesBetween(run.created_at, task.ended_at)]);
    minutes = Math.max(minutes, ...ends);
    return [...new Set(tasks.map(roleOf))].map((role) => {
      const own = tasks.filter((task) => roleOf(task) === role);
      const spent = own.map(spentOn).reduce(added, NOTHING);
      tokens += spent.tokens;
      return {
        stage: name,
        role,
        dispatches: own.reduce((sum, task) => sum + task.dispatches, 0),
        tokens: Math.round(spent.tokens),
        minutes: rounded(spent.minutes),
        totals: { tokens: Math.round(tokens), minutes: rounded(minutes) }
      };
    });
  });
}
var added = (a, b) => ({
  tool_calls: a.tool_calls + b.tool_calls,
  tokens: a.tokens + b.tokens,
  minutes: a.minutes + b.minutes
});
var against = (used, most) => most === undefined ? `${used}` : `${used} of ${most}`;
var cell = (text) => text.replaceAll(/\s+/g, " ").replaceAll("|", "\\|");
function budgetText(run) {
  const { tokens_max, minutes_max, on_exceed } = run.settings.budget ?? {};
  const start = {
    stage: "00",
    role: "start",
    dispatches: 0,
    tokens: 0,
    minutes: 0,
    totals: { tokens: 0, minutes: 0 }
  };
  const limit = [
    tokens_max === undefined ? "no limit on tokens" : `at most ${tokens_max} tokens`,
    minutes_max === undefined ? "no limit on time" : `at most ${minutes_max} minutes by the clock`,
    `beyond: ${(on_exceed ?? "escalate") === "warn" ? "a warning" : "the person is asked"}`
  ];
  const rows = [start, ...budgetRows(run)].map(({ stage, role, dispatches, tokens, minutes, totals }) => [
    stage,
    cell(role),
    dispatches,
    tokens,
    minutes,
    against(totals.tokens, tokens_max),
    against(totals.minutes, minutes_max)
  ].join(" | "));
  return `${[
    "# Budget",
    "",
    `${limit.join("; ")}.`,
    "Tokens are the host's own figures, where those read from its cache count a tenth; every dispatch counts.",
    "",
    "| Stage | Role | Dispatches | Tokens | Minutes | Tokens so far | Minutes so far |",
    "|---|---|---|---|---|---|---|",
    ...rows.map((row) => `| ${row} |`)
  ].join(`
`)}
`;
}
function budgetCheck(run, now) {
  const { enabled, tokens_max, minutes_max, on_exceed } = run.settings.budget ?? {};
  if (enabled !== true)
    return { status: "ok", lines: ["No budget is set: budget.enabled is false."] };
  const used = [
    { name: "tokens", is: Math.round(spentBy(run).tokens), most: tokens_max },
    { name: "minutes", is: rounded(minutesBetween(run.created_at, now)), most: minutes_max }
  ];
  const lines = used.map(({ name, is, most }) => most === undefined ? `${is} ${name}, without a limit` : `${is} of ${most} ${name}${is > most ? `: ${rounded(is - most)} beyond the budget` : ""}`);
  const isWarning = on_exceed === "warn";
  const over = used.some(({ is, most }) => most !== undefined && (isWarning ? is > most : is >= most));
  if (!over)
    return { status: "ok", lines };
  if (isWarning)
    return { status: "warn", lines: [...lines, "The run goes on with a warning: budget.on_exceed is warn."] };
  return { status: "escalate", lines: [...lines, "Raise budget in the settings, or stop the run: multi-ai cancel."] };
}

// src/workflows/team/words/status.ts
var newest3 = (run, key) => tasksOf2(run, key).findLast((task) => task.acceptedSeq > 0);
var releaseRole = (run) => newest3(run, "deploy") ? "platform" : tasksOf2(run, "signoff").at(-1)?.status === "skipped" ? "orchestrator" : "pm";
var STAGES = [
  { stage: "01", name: "Requirements", gates: ["brief"], role: "pm" },
  { stage: "02", name: "Design", gates: ["design", "notes", "answers", "scope"], role: "principal" },
  { stage: "03", name: "Clarification", gates: ["clarify"], role: "pm" },
  { stage: "04", name: "Build", gates: ["build"], role: "" },
  { stage: "05a", name: "Pre-review", gates: ["pre-review"], role: "platform" },
  { stage: "05b", name: "Security review", gates: ["security"], role: "security" },
  { stage: "06", name: "Peer Review", gates: ["peer"], role: "" },
  { stage: "07", name: "QA", gates: ["qa", "qa-tests", "clarify-late"], role: "qa" },
  {
    stage: "08",
    name: "Sign-off + Deploy",
    gates: ["signoff", "deploy", "summary"],
    role: releaseRole,
    folds: { gate: "signoff", after: "checkpoint-c" }
  },
  { stage: "09", name: "Retrospective", gates: ["retro", "lessons"], role: "principal" }
];
function teamView(run, { feature, next }) {
  const keys = gatesOf(workflowOf(run.workflow), run).map((gate) => gate.key);
  const rows = STAGES.filter((stage) => keys.some((key) => stage.gates.some((one) => isOf(key, one)))).flatMap((stage) => stage.name === "Build" ? builds(run, stage) : stage.name === "Peer Review" ? peers(run, stage) : [row(run, stage)]);
  return {
    feature,
    track: run.options.track ?? "full",
    moved: run.options.moved ?? null,
    rows,
    warnings: openWarnings(run).map(({ id, text }) => ({ id, text })),
    questions: openQuestions(run).map(({ role, text }) => ({ role, text })),
    next
  };
}
function row(run, { stage, name, gates, role, folds }) {
  const status = statusOf(run, gates);
  const folded = status === "skipped" && folds !== undefined && isFolded(run, folds);
  return {
    stage,
    name,
    status: folded ? "PASS" : status,
    role: typeof role === "string" ? role : role(run),
    notes: NOTES[stage](run).join(", ")
  };
}
var isFolded = (run, { gate, after }) => tasksOf2(run, gate).at(-1)?.status === "skipped" && tasksOf2(run, after).at(-1)?.status === "done";
var letter = (stage, index) => `${stage}${String.fromCharCode(97 + index)}`;
function builds(run, { stage, name }) {
  const merge = tasksOf2(run, "merge").at(-1);
  const areas = tasksOf2(run, "build").filter((task) => task.status !== "skipped");
  if (areas.length === 0)
    return [{ stage, name, status: statusOf(run, ["build"]), role: "", notes: "no area has work" }];
  const items = [...new Set(areas.map((task) => task.item ?? ""))];
  return items.map((item, index) => {
    const own = statusOf(run, [`build:${item}`]);
    const merged = merge ? statusOf(run, ["merge"]) : "skipped";
    const owners = newest3(run, "merge")?.facts.owners ?? [];
    const shared = isBad(merged) && owners.length > 0 && !owners.includes(item) ? "running" : merged;
    const status = isBad(own) || own === "none" ? own : worstPart(run, [own, shared]);
    return {
      stage: letter(stage, index),
      name: `${name} (${item})`,
      status,
      role: `dev-${item}`,
      notes: areaNotes(run, `build:${item}`, merge && isBad(shared) ? "merge" : null).join(", ")
    };
  });
}
function peers(run, { stage, name }) {
  const areas = areaStandings(workflowOf(run.workflow), run, "peer");
  if (areas.length === 0)
    return [{ stage, name, status: statusOf(run, ["peer"]), role: "", notes: "" }];
  return areas.map((one, index) => ({
    stage: letter(stage, index),
    name: `${name} (${one.area})`,
    status: one.status,
    role: one.reviewers.join(", "),
    notes: peerNotes(one).join(", ")
  }));
}
function peerNotes({ resolved, standing }) {
  const stale = standing.words.filter((word) => word.verdict === "approved" && word.stale).length;
  const overruled = standing.words.filter((word) => word.overruled).length;
  return [
    ...resolved > 0 ? [`${resolved} escalation${resolved === 1 ? "" : "s"} resolved`] : [],
    ...overruled > 0 ? [`${overruled} overruled by the person`] : [],
    ...standing.status === "PASS" ? [] : [`${standing.approvals.length} of ${standing.required} approvals`],
    ...stale > 0 ? [`${stale} approval${stale === 1 ? "" : "s"} of an older state`] : []
  ];
}
var RULE = 64;
var MOST_LINES = 12;
var SHOWN = {
  PASS: "PASS",
  WARN: "WARN",
  FAIL: "FAIL",
  ESCALATE: "ESCALATE",
  none: "\u2013",
  running: "running",
  skipped: "skipped"
};
var tint = (status, text, paint) => {
  switch (status) {
    case "PASS":
      return paint.green(text);
    case "WARN":
      return paint.yellow(text);
    case "FAIL":
      return paint.red(text);
    case "ESCALATE":
      return paint.bold(paint.red(text));
    case "running":
      return paint.cyan(text);
    default:
      return paint.dim(text);
  }
};
function listed(what, items, width) {
  if (items.length === 0)
    return [];
  const head = `${plural(items.length, what)}:`;
  if (items.length === 1)
    return wrap(`${head} ${items[0]}`, width);
  const more = items.length - MOST_LINES;
  const lines = items.slice(0, MOST_LINES).map((item) => fit(`  ${item}`, width));
  return [head, ...lines, ...more > 0 ? [`  \u2026 and ${more} more`] : []];
}
function statusTable(view, { width, paint } = { width: 100, paint: PLAIN }) {
  const rows = view.rows.map(({ stage, name, status, role, notes }) => [
    oneLine(`${stage} ${name}`),
    SHOWN[status],
    oneLine(role),
    oneLine(notes)
  ]);
  const [head, ...lines] = table([["Stage", "Status", "Role", "Notes"], ...rows], width, [3, 2, 0]);
  return [
    paint.bold(fit(`Pipeline Status \u2014 ${oneLine(view.feature)}`, width)),
    "=".repeat(RULE),
    head,
    "-".repeat(RULE),
    ...lines.map((line, at) => coloured(line, view.rows[at].status, paint)),
    "-".repeat(RULE),
    ...view.moved === null ? [] : wrap(`Track moved up: ${oneLine(view.moved)}`, width),
    ...listed("warning", view.warnings.map((one) => (view.warnings.length === 1 ? "" : `${one.id} `) + oneLine(one.text)), width),
    ...listed("open question", view.questions.map((one) => `${oneLine(one.text)} (${one.role} asks pm)`), width)
  ];
}
function coloured(line, status, paint) {
  const word = SHOWN[status];
  const at = line.indexOf(`  ${word}`);
  return at < 0 ? line : `${line.slice(0, at + 2)}${tint(status, word, paint)}${line.slice(at + 2 + word.length)}`;
}
var CLASSES = {
  PASS: { name: "pass", fill: "#2da44e", stroke: "#1a7f37", color: "#ffffff" },
  WARN: { name: "warn", fill: "#f2cc60", stroke: "#9a6700", color: "#24292f" },
  FAIL: { name: "fail", fill: "#cf222e", stroke: "#82071e", color: "#ffffff" },
  ESCALATE: { name: "escalate", fill: "#fb8500", stroke: "#953800", color: "#24292f" },
  none: { name: "notyet", fill: "#d0d7de", stroke: "#6e7781", color: "#24292f" },
  running: { name: "running", fill: "#54aeff", stroke: "#0969da", color: "#24292f" },
  skipped: { name: "skipped", fill: "#eaeef2", stroke: "#afb8c1", color: "#57606a" }
};
var escaped2 = (text) => [...oneLine(text)].map((char) => /[\p{L}\p{M}\p{N} ]/u.test(char) ? char : `#${char.codePointAt(0)};`).join("");
var idOf2 = (index) => `s${index + 1}`;
var stepOf = ({ stage, name }) => `${stage.slice(0, 2)} ${name.split(" (")[0]}`;
function diagramText(view) {
  return [
    `# Pipeline: ${oneLine(view.feature).replaceAll("<", "&lt;")}`,
    "",
    "```mermaid",
    ...diagramLines(view),
    "```",
    ""
  ].join(`
`);
}
function diagramLines({ rows }) {
  const ids = new Map(rows.map((row, index) => [row, idOf2(index)]));
  const steps = [...new Set(rows.map(stepOf))].map((step) => rows.filter((row) => stepOf(row) === step));
  const edges = steps.flatMap((step, at) => at === 0 ? step.map((row) => `[*] --> ${ids.get(row)}`) : steps[at - 1].flatMap((before) => step.map((row) => `${ids.get(before)} --> ${ids.get(row)}`)));
  const used = [...new Set(rows.map((row) => row.status))];
  const lines = [
    "direction LR",
    ...used.map((status) => {
      const { name, fill, stroke, color } = CLASSES[status];
      return `classDef ${name} fill:${fill},stroke:${stroke},color:${color}`;
    }),
    ...rows.map((row) => `state "${escaped2(`${row.stage} ${row.name} ${SHOWN[row.status]}`)}" as ${ids.get(row)}`),
    ...edges,
    ...(steps.at(-1) ?? []).map((row) => `${ids.get(row)} --> [*]`),
    ...rows.map((row) => `class ${ids.get(row)} ${CLASSES[row.status].name}`)
  ];
  return ["stateDiagram-v2", ...lines.map((line) => `  ${line}`)];
}

// src/workflows/team/stages/write.ts
var jsonText = (value) => `${JSON.stringify(value, null, 2)}
`;
var trackOf = (run) => run.options.track ?? "full";
var inSeconds = (at) => `${at.slice(0, 19)}Z`;
var moment2 = (run, task) => inSeconds(task.ended_at ?? run.updated_at);
var NAMED2 = /^\s*\[?(W\d{1,4})\]?\s*[:\u2013\u2014-]\s*/;
function carried(run, task, own) {
  const saidOf = (id) => own.find((said) => NAMED2.exec(said)?.[1] === id);
  return openAt(run, task.acceptedSeq).map(({ id, text: words, task: raised }) => {
    const said = saidOf(id);
    if (said !== undefined)
      return `${id}: ${said.replace(NAMED2, "").trim()}`;
    const stage = run.tasks.find((one) => one.id === raised)?.token ?? "";
    return raised === task.id || stage === "" ? `${id}: ${words}` : `${id}: ${words} (${stage})`;
  });
}
var lines = (value) => Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
var newest4 = (run, key) => tasksOf2(run, key).findLast((task) => task.outcome !== null);
function recordedGate(task, read) {
  const gate = task.artifact === null ? null : read(task)?.gate;
  return typeof gate === "object" && gate !== null && !Array.isArray(gate) ? gate : {};
}
var withRecorded = (gate, recorded) => Object.fromEntries(Object.entries(gate).map(([key, value]) => [key, recorded[key] ?? value]));
function roleGate(run, task, value, read) {
  const { task: _task, nonce: _nonce, ...gate } = value;
  const known = { ...gate, warnings: carried(run, task, lines(gate.warnings)) };
  if (task.schema === "stage-02")
    return { ...known, pm_approved: isScopeApproved(run, task) };
  return task.schema === "stage-07" ? testsSeen(run, task, known, read) : known;
}
var isScopeApproved = (run, design) => tasksOf2(run, "scope").some((task) => task.acceptedSeq > design.acceptedSeq && task.status === "done" && task.waiver === null && verdictOf(task) === "PASS");
function testsSeen(run, task, gate, read) {
  const seen = tasksOf2(run, "qa-tests").findLast((one) => one.outcome !== null && one.acceptedSeq > task.acceptedSeq);
  const status = seen ? verdictOf(seen) : null;
  if (!seen || status === null)
    return gate;
  const { counts = {}, flags = {}, blockers = [], owners = [] } = seen.facts;
  const failing = isBad(status) ? blockers : [];
  const { tests_total: total = gate.tests_total, tests_passed: passed = gate.tests_passed } = counts;
  const failed = counts.tests_failed ?? (typeof total === "number" && typeof passed === "number" ? total - passed : 0);
  const own = {
    ...gate,
    timestamp: moment2(run, seen),
    all_acceptance_criteria_met: flags.all_criteria_met ?? gate.all_acceptance_criteria_met,
    tests_total: total,
    tests_passed: passed,
    tests_failed: failed,
    failing_tests: failing,
    assigned_retry_to: isBad(status) ? owners[0] ?? "principal" : null,
    criterion_to_test_mapping_is_one_to_one: flags.one_to_one ?? gate.criterion_to_test_mapping_is_one_to_one,
    blockers: failing
  };
  const recorded = withRecorded(own, recordedGate(seen, read));
  return { ...recorded, status, agent: gate.agent, warnings: carried(run, seen, lines(recorded.warnings)) };
}
function preReviewGate(run, read) {
  const task = newest4(run, "pre-review");
  const status = task ? verdictOf(task) : null;
  if (!task || status === null)
    return null;
  const { flags = {}, blockers = [], warnings = [], rules } = task.facts;
  const passed = (flag) => flags[flag] ?? status === "PASS";
  const own = {
    stage: "stage-05",
    status,
    agent: "platform",
    track: trackOf(run),
    timestamp: moment2(run, task),
    lint_passed: passed("lint_passed"),
    tests_passed: passed("tests_passed"),
    dependency_review_passed: passed("dependency_review_passed"),
    security_review_required: rules === null || (rules ?? []).length > 0,
    blockers,
    warnings
  };
  return { ...withRecorded(own, recordedGate(task, read)), status, warnings: carried(run, task, warnings) };
}
function releaseGate(run, read) {
  const deployed = newest4(run, "deploy");
  if (deployed)
    return deploymentGate(run, deployed, recordedGate(deployed, read));
  const signoff = tasksOf2(run, "signoff").at(-1);
  const checkpoint = tasksOf2(run, "checkpoint-c").at(-1);
  if (signoff?.status !== "skipped" || checkpoint?.status !== "done")
    return null;
  const asked = (run.options.deploy ?? "") !== "";
  const last = run.tasks.reduce((a, b) => b.acceptedSeq > a.acceptedSeq ? b : a);
  return {
    stage: "stage-08",
    status: "PASS",
    agent: "orchestrator",
    track: trackOf(run),
    timestamp: inSeconds(signoff.ended_at ?? run.updated_at),
    pm_signoff: true,
    deploy_requested: asked,
    runbook_referenced: false,
    auto_from_stage_07: true,
    blockers: [],
    warnings: [
      ...carried(run, beforeRelease(run) ?? last, []),
      ...asked ? [] : ["Deployment not requested by auto-fold"]
    ]
  };
}
var beforeRelease = (run) => run.tasks.filter((task) => task.acceptedSeq > 0 && !task.void && !/^stage-0[89]$/.test(task.token)).reduce((a, b) => a === undefined || b.acceptedSeq > a.acceptedSeq ? b : a, undefined);
function deploymentGate(run, task, recorded) {
  const { flags = {}, blockers = [], warnings = [] } = task.facts;
  const signoff = tasksOf2(run, "signoff").at(-1);
  const isSigned = signoff?.status === "skipped" || signoff?.status === "done" && verdictOf(signoff) === "PASS";
  const own = {
    stage: "stage-08",
    status: verdictOf(task) ?? "FAIL",
    agent: "platform",
    track: trackOf(run),
    timestamp: moment2(run, task),
    adapter: "none",
    environment: run.options.deploy ?? "production",
    pm_signoff: isSigned,
    smoke_test_passed: flags.smoke_test_passed === true,
    runbook_referenced: flags.runbook_referenced === true,
    adapter_result: {},
    blockers,
    warnings
  };
  const gate = withRecorded(own, recorded);
  return { ...gate, status: own.status, pm_signoff: isSigned, warnings: carried(run, task, lines(gate.warnings)) };
}
var FOLDER = "pipeline/gates";
function gateFiles(run, read) {
  const roles = [...newestByPath(run).values()].flatMap((task) => {
    const value = read(task);
    return value === null ? [] : [{ path: task.writes, text: jsonText(roleGate(run, task, value, read)) }];
  });
  const areas = areaGates(run);
  const own = [
    { name: "stage-05", value: preReviewGate(run, read) },
    ...areas,
    { name: "stage-04", value: merged(run, "stage-04", buildParts(run)) },
    { name: "stage-06", value: merged(run, "stage-06", peerParts(run)) },
    { name: "stage-08", value: releaseGate(run, read) }
  ];
  const written = own.flatMap(({ name, value }) => value === null ? [] : [{ path: `${FOLDER}/${name}.json`, text: jsonText(value) }]);
  const replaced = new Set(written.map((one) => one.path));
  return [...roles.filter((one) => !replaced.has(one.path)), ...written];
}
function newestByPath(run) {
  const newest = new Map;
  const isGate = (task) => task.schema.startsWith("stage-") && task.writes.startsWith(`${FOLDER}/`) && task.artifact !== null;
  for (const task of run.tasks.filter((one) => isGate(one) && one.outcome !== null && !one.void))
    if (task.acceptedSeq > (newest.get(task.writes)?.acceptedSeq ?? 0))
      newest.set(task.writes, task);
  return newest;
}
var GATE_STATUS = {
  PASS: "PASS",
  WARN: "WARN",
  FAIL: "FAIL",
  ESCALATE: "ESCALATE"
};
function areaGates(run) {
  return areaStandings(workflowOf(run.workflow), run, "peer").flatMap(({ area, status, standing }) => {
    const { words, approvals, changes, required } = standing;
    if (words.length === 0)
      return [];
    const said = (seats) => seats.map((one) => ({ reviewer: one.seat, timestamp: moment2(run, one.task) }));
    const last = words.reduce((a, b) => b.task.acceptedSeq > a.task.acceptedSeq ? b : a);
    const name = `stage-06-${area}`;
    const overruled = words.filter((one) => one.overruled).flatMap((one) => one.blockers.map((blocker) => `overruled by the person: ${one.seat}: ${blocker}`));
    const value = {
      stage: name,
      status: GATE_STATUS[status] ?? "FAIL",
      agent: "orchestrator",
      track: trackOf(run),
      timestamp: moment2(run, last.task),
      area,
      review_shape: reviewShape(run),
      required_approvals: required,
      approvals: said(words.filter((one) => approvals.includes(one.seat))),
      changes_requested: said(changes),
      blockers: changes.flatMap((one) => one.blockers.map((blocker) => `${one.seat}: ${blocker}`)),
      warnings: [...carried(run, last.task, []), ...overruled]
    };
    return [{ name, value }];
  });
}
var buildParts = (run) => [
  ...new Map(tasksOf2(run, "build").filter((task) => task.status !== "skipped").map((task) => [
    task.gate,
    { name: `stage-04-${task.item}`, status: statusOf(run, [task.gate]), tasks: tasksOf2(run, task.gate) }
  ])).values(),
  ...tasksOf2(run, "merge").some((task) => task.status !== "skipped") ? [{ name: "merge", status: statusOf(run, ["merge"]), tasks: tasksOf2(run, "merge") }] : []
];
var peerParts = (run) => areaStandings(workflowOf(run.workflow), run, "peer").map(({ area, status, standing }) => ({
  name: `stage-06-${area}`,
  status,
  tasks: standing.words.map((word) => word.task)
}));
function merged(run, stage, parts) {
  const status = GATE_STATUS[worstPart(run, parts.map((part) => part.status))];
  if (parts.length === 0 || status === undefined)
    return null;
  const tasks = parts.flatMap((part) => part.tasks).filter((task) => task.acceptedSeq > 0);
  const last = tasks.reduce((a, b) => a === null || b.acceptedSeq > a.acceptedSeq ? b : a, null);
  if (last === null)
    return null;
  const bad = parts.filter((part) => part.status === worst(["FAIL", status]) || part.status === "FAIL");
  return {
    stage,
    status,
    agent: "orchestrator",
    track: trackOf(run),
    timestamp: moment2(run, last),
    parts: parts.map((part) => part.name),
    blockers: bad.map((part) => `${part.name} is ${part.status}`),
    warnings: carried(run, last, [])
  };
}

// src/workflows/team/stages/files.ts
var ESCALATIONS = ["peer-escalation", "peer-undecided", "escalation"];
var WITH_REASON = ["peer-undecided", "escalation"];
function titleOf2(run, { kind, task, option, text }) {
  const token = task === null ? undefined : taskOf(run, task)?.token;
  const stage = /^stage-0(\d)$/.exec(token ?? "")?.[1];
  const place = stage === undefined ? "" : `Stage ${stage} `;
  if (ESCALATIONS.includes(kind))
    return `${place}escalation resolved`;
  const words = wordsOfKind(kind);
  const label = words.options[option]?.label;
  if (kind.startsWith("checkpoint-"))
    return `${words.header}: ${label?.toLowerCase() ?? option}`;
  if (text !== null && label === undefined)
    return `${place}question answered`;
  return `${place}${words.header.toLowerCase()}: ${label?.toLowerCase() ?? option}`;
}
var isWorthTelling = ({ kind, option, text }) => !(kind.startsWith("checkpoint-") && option === "proceed" && text === null);
function decisionText({ kind, option, text, asked }) {
  const label = wordsOfKind(kind).options[option]?.label ?? option;
  if (WITH_REASON.includes(kind) && text !== null)
    return `${label}: ${text}`;
  if (asked !== null && !ESCALATIONS.includes(kind))
    return `${asked}
${text ?? label}`;
  return text ?? label;
}
function questionsContext(run) {
  return {
    questions: questionsOf(run).map(({ text, answer }) => ({ question: text, answer })),
    decisions: run.decisions.filter(isWorthTelling).map((one) => ({
      at: inSeconds(one.at),
      title: titleOf2(run, one),
      text: decisionText(one)
    })),
    autoPasses: autoPasses(run)
  };
}
function autoPasses(run) {
  return run.tasks.flatMap((task) => {
    const checkpoint = /^checkpoint-([abc])$/.exec(task.gate)?.[1];
    if (checkpoint === undefined || task.status !== "done" || task.ended_at === null)
      return [];
    if (run.decisions.some((one) => one.task === task.id))
      return [];
    const byRule = run.assumptions.some((text) => text.startsWith(`${task.gate}: passed without asking`));
    const rule = (byRule ? run.settings.checkpoints?.[checkpoint]?.auto_pass_when : null) ?? "--auto";
    return [{ at: inSeconds(task.ended_at), checkpoint, rule }];
  });
}
var newest5 = (run, gate) => tasksOf2(run, gate).findLast((task) => task.outcome !== null && task.artifact !== null);
var part = (heading, task) => task ? [{ heading, task, path: task.writes }] : [];
var PRINCIPALS_NOTES = "pipeline/design-review/principal.md";
function notesParts(run) {
  const isAnswered = acceptedTasks(run).some((task) => task.handed.some((one) => one.path === PRINCIPALS_NOTES));
  return [
    ...Object.keys(areasOf(run.settings)).flatMap((area) => part(`dev-${area} notes`, newest5(run, `notes:${area}`))),
    ...isAnswered ? [{ heading: "principal notes", task: null, path: PRINCIPALS_NOTES }] : [],
    ...part("pm notes", newest5(run, "scope"))
  ];
}
var retroParts = (run) => [...new Set(tasksOf2(run, "retro").map((task) => task.gate))].flatMap((gate) => {
  const task = newest5(run, gate);
  return part(task?.item ?? gate, task);
});
function scopeText(value) {
  const reasons = Array.isArray(value.reasons) ? value.reasons.filter((one) => typeof one === "string") : [];
  return [
    value.status === "approved" ? "The scope is confirmed." : "The design has to change.",
    ...reasons.map((one) => `- ${one.replaceAll(/\s+/g, " ")}`)
  ].join(`

`);
}
var LESSONS = "pipeline/lessons-learned.md";
var RETIRE_AFTER = 10;
function pipelineFiles(project, run) {
  const read = (task) => jsonOf(project, task);
  const gates = gateFiles(run, read).map((file) => ({
    ...file,
    ofRole: run.tasks.some((task) => task.writes === file.path && task.dispatches > 0)
  }));
  const { files: lessons, problems } = lessonsFile(project, run, read);
  const view = teamView(run, { feature: featureOf(project, run), next: "" });
  const own = [
    ["pipeline/context.md", contextText(questionsContext(run))],
    ["pipeline/design-review-notes.md", together(project, run, "Design Review Notes", notesParts(run))],
    ["pipeline/retrospective.md", together(project, run, "Retrospective", retroParts(run))],
    ["pipeline/budget.md", run.settings.budget?.enabled === true ? budgetText(run) : null],
    ["pipeline/diagram.md", diagramText(view)]
  ];
  const documents = own.flatMap(([path, text]) => text === null ? [] : [{ path, text, ofRole: false }]);
  return { files: [...gates, ...documents, ...lessons], problems };
}
function jsonOf(project, task) {
  try {
    const value = accepted(project, task.artifact);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
var decoded2 = (bytes) => bytes === null ? null : new TextDecoder().decode(bytes);
function together(project, run, title, parts) {
  const texts = parts.flatMap((part) => {
    const text = partText(project, run, part);
    return text === null ? [] : [{ heading: part.heading, text }];
  });
  return texts.length === 0 ? null : assembled(title, texts);
}
function partText(project, run, { task, path }) {
  if (task === null)
    return handedText(project, run, path);
  if (task.schema !== "scope-review")
    return decoded2(getObject(project.task, task.artifact ?? ""));
  const value = jsonOf(project, task);
  return value === null ? null : scopeText(value);
}
function lessonsFile(project, run, read) {
  const none = { files: [], problems: [] };
  const task = tasksOf2(run, "lessons").findLast((one) => one.status === "done" && one.outcome !== null);
  if (!task || task.ended_at === null)
    return none;
  const known = parseLessons(decoded2(readCache(join10(project.root, LESSONS))));
  if (known.run === run.run)
    return none;
  if (known.problems.length > 0)
    return {
      files: [],
      problems: known.problems.map((one) => `${LESSONS}: ${one}; mend the line, and the lessons of this run are added`)
    };
  const value = read(task)?.lessons_promoted;
  const chosen = Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
  const { promote: most = chosen.length, retire_after = RETIRE_AFTER } = run.settings.team?.lessons ?? {};
  const next = promote(known, chosen, task.ended_at.slice(0, 10), most);
  const text = printLessons({ ...retire(next, retire_after), run: run.run });
  return { files: [{ path: LESSONS, text, ofRole: true }], problems: next.problems };
}

// src/run/keep.ts
var KEEPERS = { pipeline: pipelineFiles };
var RECORD = "kept.json";
function writeOutputs(project, run) {
  const workflow = workflowOf(run.workflow);
  const keeper = workflow.keeps === undefined ? undefined : KEEPERS[workflow.keeps];
  if (!keeper)
    return { written: [], problems: [] };
  const { files, problems } = keeper(project, run);
  const before = readWritten(project, run);
  const now = { ...before };
  const written = [];
  for (const file of files) {
    if (isBeingWritten(run, file.path))
      continue;
    try {
      if (keep(project, workflow.files, file, before[file.path] ?? null))
        written.push(file.path);
      now[file.path] = sha256(Buffer.from(file.text));
    } catch (error) {
      problems.push(`${file.path} was not written: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  if (JSON.stringify(now) !== JSON.stringify(before))
    record2(project, run, now);
  return { written, problems };
}
var isBeingWritten = (run, path) => run.tasks.some((task) => task.status === "running" && [task.writes, ...task.documents].some((one) => one.endsWith("/") ? path.startsWith(one) : one === path));
function keep(project, folder, file, known) {
  const path = join11(project.root, file.path);
  if (!file.path.startsWith(`${folder}/`) || file.path.split("/").some((part) => part === ".." || part === ""))
    throw new UnsafeFile(path, `lies outside ${folder}/`);
  makeFolders(project.root, dirname3(file.path));
  const there = readRegular(path);
  const bytes = Buffer.from(file.text);
  if (there?.equals(bytes))
    return false;
  if (there !== null && !file.ofRole && sha256(there) !== known)
    setAside(project, folder, file.path, there);
  writeFileAtomic(path, bytes);
  return true;
}
function makeFolders(root, folder) {
  let path = root;
  for (const name of folder.split("/")) {
    path = join11(path, name);
    createFolder(path);
  }
}
function setAside(project, folder, path, bytes) {
  const earlier = `${folder}/earlier`;
  makeFolders(project.root, earlier);
  const name = `${sha256(bytes).slice(0, 8)}-${path.slice(folder.length + 1).replaceAll("/", "-")}`;
  const copy = join11(project.root, earlier, name);
  if (!readCache(copy)?.equals(bytes))
    writeFileAtomic(copy, bytes);
}
function readWritten(project, run) {
  try {
    const bytes = readCache(join11(project.task, RECORD));
    const value = JSON.parse(bytes?.toString() ?? "null");
    if (value?.run !== run.run || typeof value.files !== "object" || value.files === null)
      return {};
    return Object.fromEntries(Object.entries(value.files).filter((one) => typeof one[1] === "string"));
  } catch {
    return {};
  }
}
function record2(project, run, files) {
  createTaskFolder(project.task);
  const sorted = Object.fromEntries(Object.entries(files).sort(([a], [b]) => a < b ? -1 : 1));
  writeFileAtomic(join11(project.task, RECORD), `${JSON.stringify({ run: run.run, files: sorted })}
`);
}

// src/run/run.ts
var runFold = (project) => ({
  evolve: (run, batch) => fold(run, batch),
  files: (run) => folds(run, project.root),
  version: VERSION
});
function readRun(project) {
  return readState(project.task, runFold(project), disk, "read").state;
}
function readRunFast(project) {
  return readState(project.task, runFold(project)).state;
}
function writeCurrentOutputs(project, run) {
  if (run === null || workflowOf(run.workflow).keeps === undefined)
    return;
  try {
    return underLock(project.task, { host: hostName(), pid: process.pid }, () => {
      const now = readRunFast(project)?.seq === run.seq ? run : readRun(project);
      if (now === null || workflowOf(now.workflow).keeps === undefined)
        return;
      const { problems } = writeOutputs(project, now);
      return problems.length === 0 ? undefined : problems.join(`
`);
    });
  } catch (error) {
    return `${workflowOf(run.workflow).files}/ could not be brought up to date: ${error instanceof Error ? error.message : String(error)}`;
  }
}
function change(project, steps) {
  const result = transact(project.task, runFold(project), {
    now: () => new Date().toISOString(),
    host: hostName(),
    pid: process.pid,
    decide: (before) => {
      const events = [];
      let run = before;
      for (const step of steps(before)) {
        const command = typeof step === "function" ? step(run) : step;
        if (command === null)
          continue;
        const name = command.do === "start" ? command.workflow : run?.workflow;
        if (name === undefined)
          throw new Refused("no_run", "no run here");
        const more = decide(workflowOf(name), run, command);
        if (more.length === 0)
          continue;
        events.push(...more);
        const seq = run?.seq ?? 0;
        const at = run?.updated_at ?? "";
        run = evolve(run, more.map((event) => ({ ...event, seq, at, prev: "" })));
      }
      return events;
    }
  });
  const events = result.appended;
  const warning = events.length > 0 ? writeCurrentOutputs(project, result.state) : undefined;
  return { run: result.state, events, warning: result.warning ?? warning };
}
var repairRun = (project, fromSeq) => repair(project.task, runFold(project), fromSeq, {
  now: () => new Date().toISOString(),
  host: hostName(),
  pid: process.pid
});

// src/run/kept-runs.ts
function archiveIndex(project) {
  const path = join12(project.task, "history", "index.jsonl");
  if (!existsSync3(path))
    return [];
  return readFileSync4(path, "utf8").split(`
`).flatMap((line) => {
    try {
      const value = JSON.parse(line);
      return typeof value?.run === "string" ? [{ ...EMPTY, ...value, run: value.run }] : [];
    } catch {
      return [];
    }
  });
}
var EMPTY = { workflow: "", request: "", status: "", reason: "", created_at: "", updated_at: "" };
var holdsJournal = (folder) => existsSync3(join12(folder, "events.jsonl"));
function archivedRuns(project) {
  const folder = join12(project.task, "history");
  const there = existsSync3(folder) ? readdirSync6(folder).filter((name) => holdsJournal(join12(folder, name))) : [];
  const order = archiveIndex(project).map((line) => line.run);
  return there.sort((a, b) => order.indexOf(a) - order.indexOf(b));
}
function ownRun(project) {
  try {
    return readRun(project);
  } catch {
    return null;
  }
}
function knownRuns(project) {
  const here = ownRun(project);
  return [...new Set([...here ? [here.run] : [], ...parkedRuns(project), ...archivedRuns(project)])];
}
function keptRun(project, id) {
  const here = ownRun(project);
  if (here?.run === id)
    return { run: here, place: project, kept: "here" };
  for (const [folder, kept, names] of [
    ["parked", "parked", parkedRuns(project)],
    ["history", "archived", archivedRuns(project)]
  ]) {
    if (!names.includes(id))
      continue;
    const place = { ...project, task: join12(project.task, folder, id) };
    const run = readRun(place);
    if (run !== null)
      return { run, place, kept };
  }
  return null;
}

// src/cli/verb.ts
var done = (text, data) => ({ exit: 0, text, data });
var no = (text, data = {}) => ({ exit: 1, text, data: { error: text, ...data } });
var wrongUsage = (text) => ({ exit: 2, text, data: { error: text } });
function placeOf(from) {
  const project = findProject(from);
  if (project.found !== "folder")
    return project;
  for (let folder = project.root;; folder = dirname4(folder)) {
    const task = join13(folder, ".task");
    if (existsSync4(join13(task, "history")) || existsSync4(join13(task, "parked")))
      return { ...project, root: folder, task };
    if (dirname4(folder) === folder)
      return project;
  }
}
var projectLine = ({ project, from }) => realPath(from) === project.root ? "" : `Project: ${project.root}
`;
var noRunText = (from) => `No run here (looked for .task/events.jsonl from ${resolve2(from)} up to /). Start one in Claude Code: ${allStarts()}`;
var RUN_OPTION = { run: { value: "<id>", about: "Also a parked or an archived run" } };
function changeRun(call, steps) {
  const { run, warning } = change(call.project, steps);
  if (warning !== undefined)
    call.warn(warning);
  return run;
}
var ownRun2 = (call) => changeRun(call, () => []);
function whichRun(call) {
  const id = call.value("run");
  if (id === null) {
    const run = ownRun2(call);
    if (run !== null)
      return { ok: true, found: { run, place: call.project, kept: "here" } };
    const known = knownRuns(call.project);
    const earlier = known.length > 0 ? `
Earlier and parked runs (--run <id>): ${known.join(", ")}` : "";
    return { ok: false, answer: no(`${noRunText(call.from)}${earlier}`, { run: null, known }) };
  }
  const found = keptRun(call.project, id);
  if (found !== null)
    return { ok: true, found };
  const known = knownRuns(call.project);
  return {
    ok: false,
    answer: no(`No run "${id}" in ${call.project.task}; known: ${known.join(", ") || "none"}`, { known })
  };
}

// src/cli/budget.ts
var CHECK = "check";
var budget = {
  summary: "Compare what the run has used with its budget; exit 1 when the person is asked beyond it",
  usage: CHECK,
  args: [1, 1],
  options: RUN_OPTION,
  run(call) {
    if (call.args[0] !== CHECK)
      return wrongUsage(`unknown argument "${call.args[0]}": multi-ai budget ${CHECK}`);
    const which = whichRun(call);
    if (!which.ok)
      return which.answer;
    const { run, kept } = which.found;
    const now = isLive(run) && kept === "here" ? new Date().toISOString() : run.updated_at;
    const { status, lines } = budgetCheck(run, now);
    const {
      enabled = false,
      tokens_max = null,
      minutes_max = null,
      on_exceed = "escalate"
    } = run.settings.budget ?? {};
    return {
      exit: status === "escalate" ? 1 : 0,
      text: clean(lines.join(`
`)),
      data: {
        run: run.run,
        status,
        lines,
        budget: { enabled, tokens_max, minutes_max, on_exceed },
        rows: budgetRows(run)
      }
    };
  }
};

// src/process/run.ts
import { statSync } from "fs";
import { delimiter, isAbsolute, resolve as resolve3 } from "path";
var MAX_LINE_CHARS = 1048576;
function drain(stream, limit, onLine) {
  const headLimit = Math.ceil(limit / 2);
  const tailLimit = limit - headLimit;
  const head = [];
  let headBytes = 0;
  let tail = [];
  let tailBytes = 0;
  let dropped = 0;
  const splitter = onLine && lineSplitter(onLine);
  const reader = stream.getReader();
  const keep = (chunk) => {
    const first = chunk.subarray(0, headLimit - headBytes);
    if (first.length > 0)
      head.push(first.slice());
    headBytes += first.length;
    if (first.length === chunk.length)
      return;
    tail.push(chunk.slice(first.length));
    tailBytes += chunk.length - first.length;
    if (tailBytes > 2 * tailLimit + 65536) {
      const joined = Buffer.concat(tail);
      dropped += joined.length - tailLimit;
      tail = [Uint8Array.prototype.slice.call(joined, joined.length - tailLimit)];
      tailBytes = tailLimit;
    }
  };
  const read = async () => {
    try {
      for (let part = await reader.read();!part.done; part = await reader.read()) {
        keep(part.value);
        splitter?.push(part.value);
      }
    } catch {}
    splitter?.end();
  };
  return {
    done: read(),
    abandon: () => void reader.cancel().catch(() => {}),
    truncated: () => dropped > 0 || tailBytes > tailLimit,
    text: () => {
      const rest = Buffer.concat(tail);
      if (dropped === 0 && rest.length <= tailLimit)
        return Buffer.concat([...head, rest]).toString("utf8");
      let from = rest.length - tailLimit;
      while (from < rest.length && (rest[from] & 192) === 128)
        from++;
      const start = new TextDecoder().decode(Buffer.concat(head), { stream: true });
      return `${start}
\u2026 ${dropped + from} bytes left out \u2026
${rest.subarray(from).toString("utf8")}`;
    }
  };
}
function lineSplitter(onLine) {
  const decoder = new TextDecoder;
  let pending = "";
  const emit = (line) => {
    try {
      onLine(line.endsWith("\r") ? line.slice(0, -1) : line);
    } catch {}
  };
  return {
    push: (chunk) => {
      const parts = decoder.decode(chunk, { stream: true }).split(`
`);
      for (const [i, part] of parts.entries()) {
        if (pending.length < MAX_LINE_CHARS)
          pending += part.slice(0, MAX_LINE_CHARS - pending.length);
        if (i === parts.length - 1)
          break;
        emit(pending);
        pending = "";
      }
    },
    end: () => {
      if (pending !== "")
        emit(pending);
      pending = "";
    }
  };
}
var DEFAULT_GRACE_MS = 2000;
var DEFAULT_OUTPUT_BYTES = 1048576;
var LONGEST_TIMER_MS = 2147483647;
var POLL_MS = 20;
var SETTLE_MS = 3;
var MAX_LOOKS = 10;
async function runProcess(request) {
  const started = performance.now();
  const graceMs = request.killGraceMs ?? DEFAULT_GRACE_MS;
  const ended = (outcome, rest) => ({
    outcome,
    exitCode: null,
    signal: null,
    stdout: "",
    stderr: "",
    truncated: false,
    ...rest,
    durationMs: performance.now() - started
  });
  if (request.signal?.aborted)
    return ended("cancelled", {});
  if (kindOf(request.cwd) !== "folder")
    return ended("spawn_failed", { stderr: `no such folder: ${request.cwd}` });
  const file = findCommand(request.command, request.env, request.cwd);
  if (file === null)
    return ended("not_found", { stderr: `${request.command}: not found on PATH` });
  let child;
  try {
    child = Bun.spawn([file, ...request.args], {
      cwd: request.cwd,
      env: request.env,
      stdin: request.stdin ? new TextEncoder().encode(request.stdin) : "ignore",
      stdout: "pipe",
      stderr: "pipe",
      detached: true
    });
  } catch (error) {
    return ended("spawn_failed", { stderr: error instanceof Error ? error.message : String(error) });
  }
  endWithThisProcess(child.pid);
  const limit = request.maxOutputBytes ?? DEFAULT_OUTPUT_BYTES;
  const onLine = request.onLine;
  const stdout = drain(child.stdout, limit, onLine && ((line) => onLine(line, "stdout")));
  const stderr = drain(child.stderr, limit, onLine && ((line) => onLine(line, "stderr")));
  const drained = Promise.all([stdout.done, stderr.done]);
  const stop = stopSignal(request.timeoutMs, request.signal);
  const first = await Promise.race([child.exited.then(() => "exited"), stop.reason]);
  if (first === "exited")
    await Promise.race([settledWithin(drained, graceMs), stop.reason]);
  stop.clear();
  await endGroup(child.pid, graceMs);
  await settledWithin(Promise.all([child.exited, drained]), Math.min(graceMs, 500));
  stdout.abandon();
  stderr.abandon();
  child.unref();
  liveGroups.delete(child.pid);
  return ended(first, {
    exitCode: child.exitCode,
    signal: child.signalCode === null ? null : String(child.signalCode),
    stdout: stdout.text(),
    stderr: stderr.text(),
    truncated: stdout.truncated() || stderr.truncated()
  });
}
async function endGroup(pid, graceMs = DEFAULT_GRACE_MS) {
  if (!Number.isSafeInteger(pid) || pid <= 1 || pid === process.pid || !groupExists(pid))
    return;
  const family = new Map;
  const left = () => {
    const table = runningProcesses();
    const known = table.filter((entry) => entry.group === pid || family.get(entry.pid) === entry.started);
    const rest = [...known, ...descendants(table, new Set(known.map((entry) => entry.pid)))];
    for (const entry of rest)
      family.set(entry.pid, entry.started);
    return rest;
  };
  const toAll = (signal, members) => {
    kill(-pid, signal);
    for (const entry of members)
      if (entry.group !== pid)
        kill(entry.pid, signal);
  };
  let members = left();
  for (let known = 0, looks = 0;known < family.size && looks < MAX_LOOKS; looks++) {
    known = family.size;
    toAll("SIGSTOP", members);
    await Bun.sleep(SETTLE_MS);
    members = left();
  }
  toAll("SIGTERM", members);
  toAll("SIGCONT", members);
  await comesTrue(() => !left().some((entry) => entry.group === pid), graceMs);
  toAll("SIGKILL", []);
  await comesTrue(() => {
    const rest = left();
    for (const entry of rest)
      kill(entry.pid, "SIGKILL");
    return rest.length === 0;
  }, 1000);
}
function groupExists(pid) {
  try {
    process.kill(-pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}
async function comesTrue(condition, withinMs) {
  const until = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() >= until)
      return false;
    await Bun.sleep(POLL_MS);
  }
  return true;
}
var liveGroups = new Set;
function endWithThisProcess(pid) {
  if (liveGroups.size === 0 && !process.listeners("exit").includes(endLiveGroups))
    process.on("exit", endLiveGroups);
  liveGroups.add(pid);
}
function endLiveGroups() {
  if (liveGroups.size === 0)
    return;
  const family = descendants(runningProcesses(), liveGroups);
  for (const pid of liveGroups)
    kill(-pid, "SIGKILL");
  for (const { pid } of family)
    kill(pid, "SIGKILL");
}
function kill(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch {}
}
function findCommand(command, env, cwd) {
  const path = resolve3(cwd, command);
  if (command.includes("/"))
    return kindOf(path) === "file" ? path : null;
  const PATH = (env.PATH ?? "").split(delimiter).filter(isAbsolute).join(delimiter);
  return PATH === "" || command === "" ? null : Bun.which(command, { PATH });
}
function kindOf(path) {
  try {
    const stat = statSync(path);
    return stat.isDirectory() ? "folder" : stat.isFile() ? "file" : "nothing";
  } catch {
    return "nothing";
  }
}
function stopSignal(timeoutMs, signal) {
  const { promise, resolve: settle } = Promise.withResolvers();
  const timer = setTimeout(() => settle("timeout"), Math.min(timeoutMs, LONGEST_TIMER_MS));
  const cancel = () => settle("cancelled");
  signal?.addEventListener("abort", cancel, { once: true });
  const clear = () => {
    clearTimeout(timer);
    signal?.removeEventListener("abort", cancel);
  };
  return { reason: promise, clear };
}
async function settledWithin(work, ms) {
  const { promise, resolve: settle } = Promise.withResolvers();
  const timer = setTimeout(settle, ms);
  await Promise.race([work, promise]);
  clearTimeout(timer);
}
var PART2 = /([ \t]+)|'([^']*)'|"([^"$`\\!]*)"|([\w@%+=:,./-]+)/y;
var ASSIGNMENT2 = /^[A-Za-z_]\w*=/;
function readCommandLine(line) {
  const words = [];
  let word = null;
  PART2.lastIndex = 0;
  while (PART2.lastIndex < line.length) {
    const part = PART2.exec(line);
    if (part === null)
      return { shell: true, line };
    const [, blank, single, double, plain] = part;
    if (blank !== undefined) {
      if (word !== null)
        words.push(word);
      word = null;
    } else
      word = (word ?? "") + (single ?? double ?? plain ?? "");
  }
  if (word !== null)
    words.push(word);
  return words.length === 0 || ASSIGNMENT2.test(words[0]) ? { shell: true, line } : { shell: false, words };
}
var needsShell = (line) => readCommandLine(line).shell;

// src/record/subject.ts
import { join as join19 } from "path";

// src/project/tree.ts
import {
  copyFileSync,
  existsSync as existsSync7,
  lstatSync as lstatSync7,
  readdirSync as readdirSync9,
  readFileSync as readFileSync7,
  realpathSync as realpathSync3,
  renameSync as renameSync4,
  rmSync as rmSync3,
  statSync as statSync3,
  utimesSync
} from "fs";
import { dirname as dirname6, join as join16 } from "path";

// src/project/git.ts
init_disk();
import { existsSync as existsSync5, lstatSync as lstatSync5, mkdirSync as mkdirSync3, readdirSync as readdirSync7, readFileSync as readFileSync5, realpathSync as realpathSync2, rmSync as rmSync2, statSync as statSync2 } from "fs";
import { dirname as dirname5, join as join14, relative, resolve as resolve4, sep } from "path";
var SETTINGS = [
  "core.hooksPath=/dev/null",
  "core.fsmonitor=false",
  "core.untrackedCache=false",
  "core.splitIndex=false",
  "core.trustctime=true",
  "core.checkStat=default",
  "core.ignoreStat=false",
  "core.safecrlf=false",
  "core.protectNTFS=false",
  "core.protectHFS=false",
  "core.quotePath=false",
  "index.sparse=false",
  "add.ignoreErrors=false",
  "diff.ignoreSubmodules=dirty",
  "advice.addEmbeddedRepo=false",
  "protocol.allow=never",
  "gc.auto=0"
].flatMap((setting) => ["-c", setting]);
var GIT_TIMEOUT = 30000;
function runGit(args, options) {
  const env = {};
  for (const [name, value] of Object.entries(process.env))
    if (!name.toUpperCase().startsWith("GIT_"))
      env[name] = value;
  Object.assign(env, { LC_ALL: "C", GIT_TERMINAL_PROMPT: "0", GIT_OPTIONAL_LOCKS: "0" });
  Object.assign(env, { GIT_NO_LAZY_FETCH: "1", GIT_NO_REPLACE_OBJECTS: "1" }, options.env);
  try {
    const done = Bun.spawnSync(["git", ...SETTINGS, ...args], {
      cwd: options.cwd,
      env,
      stdin: options.stdin === undefined ? "ignore" : Buffer.from(options.stdin),
      stdout: "pipe",
      stderr: "pipe",
      timeout: options.timeout ?? GIT_TIMEOUT,
      killSignal: "SIGKILL",
      maxBuffer: options.maxBytes
    });
    const ok = done.exitCode === 0;
    const ended = done.exitedDueToTimeout ? "timeout" : done.exitedDueToMaxBuffer ? "size" : "exit";
    return { ok, out: done.stdout, err: done.stderr.toString(), problem: ok ? "none" : ended };
  } catch (error) {
    return { ok: false, out: Buffer.alloc(0), err: String(error), problem: "missing" };
  }
}
var hasGit = () => Bun.which("git", { PATH: process.env.PATH ?? "" }) !== null;
function topLevel(project) {
  let folder;
  try {
    folder = realpathSync2(project);
  } catch {
    return null;
  }
  for (;; ) {
    const dot = join14(folder, ".git");
    if (existsSync5(join14(dot, "HEAD")) || isFile(dot))
      return folder;
    const parent = dirname5(folder);
    if (parent === folder)
      return null;
    folder = parent;
  }
}
function placesOf(project) {
  const top = topLevel(project);
  if (top === null)
    return null;
  const real = realpathSync2(project);
  const inside = relative(top, real).split(sep).join("/");
  const dot = join14(top, ".git");
  const pointer = isFile(dot) ? /^gitdir: (.+?)\r?\n?$/s.exec(readText(dot))?.[1] : dot;
  const gitDir = resolve4(top, pointer ?? dot);
  const common = resolve4(gitDir, readText(join14(gitDir, "commondir")).trim() || ".");
  const sha256 = /objectformat\s*=\s*"?sha256/i.test(readText(join14(common, "config")));
  return { top, project: real, prefix: inside === "" ? "" : `${inside}/`, gitDir, common, sha256 };
}
function worktreesInside(places) {
  const list = join14(places.common, "worktrees");
  if (!existsSync5(list))
    return [];
  return readdirSync7(list).map((name) => [name, readText(join14(list, name, "gitdir")).trim()]).filter(([, file]) => file !== "").map(([name, file]) => insideOf(places.project, dirname5(resolve4(list, name, file)))).filter((path) => path !== null);
}
function insideOf(folder, path) {
  const way = relative(folder, realOr(path));
  return way === "" || way === ".." || way.startsWith(`..${sep}`) || resolve4(way) === way ? null : way.split(sep).join("/");
}
function openStore(scratch, places) {
  const store = join14(scratch, "git");
  for (const folder of [dirname5(scratch), scratch, store, join14(store, "objects"), join14(store, "objects", "info")])
    ownFolder(folder);
  mkdirSync3(join14(store, "objects", "info"), { recursive: true });
  mkdirSync3(join14(store, "refs"), { recursive: true });
  if (places === null)
    return store;
  keep2(join14(store, "objects", "info", "alternates"), `${quotePath(join14(places.common, "objects"))}
`);
  const format = places.sha256 ? `	repositoryformatversion = 1
[extensions]
	objectformat = sha256
` : "";
  keep2(join14(store, "config"), `[core]
	bare = true
${format}`);
  keep2(join14(store, "HEAD"), `ref: refs/heads/none
`);
  return store;
}
function sweepIndexes(store) {
  for (const name of readdirSync7(store)) {
    const pid = /^index-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && Number(pid) !== process.pid && !isAlive(Number(pid)))
      rmSync2(join14(store, name), { force: true });
  }
}
function removeIndex(index) {
  rmSync2(index, { force: true });
  rmSync2(`${index}.lock`, { force: true });
}
function gitErrors(run) {
  const lines = run.err.split(`
`).filter((line) => /^(error|fatal): /.test(line));
  const told = lines.map((line) => line.replace(/^(error|fatal): /, "").trim()).slice(0, 3);
  return (told.join("; ") || run.err.trim() || "no reason given").slice(0, 600);
}
function keep2(file, text) {
  if (lstatSync5(file, { throwIfNoEntry: false })?.isFile() && readText(file) === text)
    return;
  writeFileAtomic(file, text);
}
function quotePath(path) {
  return /["\\\n]|^#/.test(path) ? `"${path.replace(/["\\]/g, "\\$&").replaceAll(`
`, "\\n")}"` : path;
}
function isFile(path) {
  return statSync2(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
function readText(path) {
  try {
    return isFile(path) ? readFileSync5(path, "utf8") : "";
  } catch {
    return "";
  }
}
function realOr(path) {
  try {
    return realpathSync2(path);
  } catch {
    return path;
  }
}
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === "EPERM";
  }
}

// src/project/plain-tree.ts
init_disk();
import {
  existsSync as existsSync6,
  lstatSync as lstatSync6,
  mkdirSync as mkdirSync4,
  readdirSync as readdirSync8,
  readFileSync as readFileSync6,
  readlinkSync as readlinkSync2,
  renameSync as renameSync3,
  writeFileSync
} from "fs";
import { join as join15 } from "path";
var PLAIN_LIMITS = { files: 50000, bytes: 200 * 1024 * 1024 };
var EMPTY_PLAIN_TREE = `dir:${sha2562("")}`;
var ALWAYS_OUT = new Set([".git", "node_modules"]);
function plainTreeOf(project, options) {
  const limits = options.limits ?? PLAIN_LIMITS;
  const out = new Set(options.exclude);
  mkdirSync4(options.scratch, { recursive: true });
  const inside = insideOf(project, options.scratch);
  if (inside !== null)
    out.add(inside);
  const files = [];
  let bytes = 0;
  const folders = [""];
  for (let folder = folders.pop();folder !== undefined; folder = folders.pop()) {
    for (const name of readdirSync8(join15(project, folder))) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (ALWAYS_OUT.has(name) || out.has(path))
        continue;
      const full = join15(project, path);
      const stat = lstatSync6(full, { throwIfNoEntry: false });
      if (stat === undefined) {
        if (name.includes("\uFFFD"))
          return unreadable(path, "its name is not valid UTF-8");
        continue;
      }
      if (stat.isDirectory()) {
        folders.push(path);
        continue;
      }
      if (!stat.isFile() && !stat.isSymbolicLink())
        continue;
      bytes += stat.size;
      if (files.length >= limits.files)
        return tooMuch(`more than ${limits.files} files`);
      if (bytes > limits.bytes)
        return tooMuch(`more than ${Math.floor(limits.bytes / 1024 / 1024)} MB`);
      try {
        const content = stat.isSymbolicLink() ? Buffer.from(readlinkSync2(full)) : readFileSync6(full);
        const mode = stat.isSymbolicLink() ? "120000" : stat.mode & 73 ? "100755" : "100644";
        files.push({ path, mode, hash: putContent(options.scratch, content) });
      } catch (error) {
        const code = error.code;
        if (code !== "ENOENT")
          return unreadable(path, code ?? String(error));
      }
    }
  }
  return { ok: true, tree: putListing(options.scratch, files) };
}
function putListing(scratch, files) {
  const sorted = [...files].sort((a, b) => a.path < b.path ? -1 : 1);
  const text = sorted.map((file) => `${file.mode} ${file.hash} ${JSON.stringify(file.path)}
`).join("");
  return `dir:${putContent(scratch, Buffer.from(text))}`;
}
function listingOf(scratch, tree) {
  const text = tree === EMPTY_PLAIN_TREE ? Buffer.alloc(0) : contentOf(scratch, tree.slice("dir:".length));
  if (text === null)
    return null;
  const lines = text.toString("utf8").split(`
`).slice(0, -1);
  return lines.map((line) => {
    const [mode = "", hash = ""] = line.split(" ", 2);
    return { mode, hash, path: JSON.parse(line.slice(mode.length + hash.length + 2)) };
  });
}
function putContent(scratch, content) {
  const hash = sha2562(content);
  const folder = join15(scratch, "plain", hash.slice(0, 2));
  const file = join15(folder, hash);
  if (existsSync6(file))
    return hash;
  mkdirSync4(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync3(`${file}.${process.pid}`, file);
  return hash;
}
function contentOf(scratch, hash) {
  if (!/^[0-9a-f]{64}$/.test(hash))
    return null;
  const content = readCache(join15(scratch, "plain", hash.slice(0, 2), hash));
  return content !== null && sha2562(content) === hash ? content : null;
}
function sha2562(content) {
  return new Bun.CryptoHasher("sha256").update(content).digest("hex");
}
function tooMuch(what) {
  const remedy = "run `git init` and list generated files in .gitignore, or start in a smaller folder";
  return { ok: false, problem: `the project has no git repository and holds ${what}`, remedy };
}
function unreadable(path, why) {
  return {
    ok: false,
    problem: `${JSON.stringify(path)} could not be read: ${why}`,
    remedy: "make it readable, rename or remove it"
  };
}

// src/project/tree.ts
var EMPTY_TREE = {
  sha1: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
  sha256: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321"
};
var counter = 0;
function treeOf(project, options) {
  return take(project, options, "worktree");
}
function take(project, options, from) {
  try {
    if (!statSync3(project, { throwIfNoEntry: false })?.isDirectory())
      return noFolder(project);
    const places = hasGit() ? placesOf(project) : null;
    if (places !== null)
      return takeGit(places, options, from);
    return from === "head" ? { ok: true, tree: EMPTY_PLAIN_TREE } : plainTreeOf(realpathSync3(project), options);
  } catch (error) {
    const problem = `the project's files could not be hashed: ${error instanceof Error ? error.message : String(error)}`;
    return { ok: false, problem, remedy: `check free space and permissions of ${options.scratch}` };
  }
}
function takeGit(places, options, from) {
  const store = openStore(options.scratch, places);
  sweepIndexes(store);
  const index = join16(store, `index-${process.pid}-${counter++}`);
  removeIndex(index);
  const run = {
    cwd: places.project,
    timeout: options.timeout,
    env: {
      GIT_WORK_TREE: places.top,
      GIT_CEILING_DIRECTORIES: dirname6(places.top),
      GIT_INDEX_FILE: index,
      ...options.keep ? {} : storeFirst(store, places)
    }
  };
  try {
    const left = [...options.exclude, ...worktreesInside(places)];
    const inside = insideOf(places.project, options.scratch);
    if (inside !== null)
      left.push(inside);
    const seeded = from === "worktree" ? seedIndex(places, left, store, index, run) : seedHead(places, left, run);
    if (!seeded.ok)
      return failure2(seeded.run, run);
    if (from === "worktree") {
      const added = addAll(seeded.sparse, left, run);
      if (!added.ok)
        return failure2(added, run);
    }
    const written = runGit(["write-tree", ...places.prefix === "" ? [] : [`--prefix=${places.prefix}`]], run);
    if (written.ok)
      return { ok: true, tree: `git:${written.out.toString().trim()}` };
    if (!/prefix .* not found/.test(written.err))
      return failure2(written, run);
    return { ok: true, tree: `git:${EMPTY_TREE[places.sha256 ? "sha256" : "sha1"]}` };
  } finally {
    removeIndex(index);
  }
}
var storeFirst = (store, places) => ({
  GIT_OBJECT_DIRECTORY: join16(store, "objects"),
  GIT_ALTERNATE_OBJECT_DIRECTORIES: `"${join16(places.common, "objects").replace(/["\\]/g, "\\$&")}"`
});
function seedHead(places, left, run) {
  const read = runGit(["read-tree", "HEAD"], run);
  if (!read.ok && runGit(["rev-parse", "--quiet", "--verify", "HEAD"], run).ok)
    return { ok: false, run: read };
  return cleanIndex(places, left, run);
}
function seedIndex(places, left, store, index, run) {
  const own = join16(places.gitDir, "index");
  if (!statSync3(own, { throwIfNoEntry: false })?.isFile())
    return { ok: true, sparse: false };
  const about = JSON.stringify([places.top, places.prefix, left]);
  const key = new Bun.CryptoHasher("sha256").update(readFileSync7(own)).update(about).digest("hex");
  const kept = join16(store, `tracked-${key}`);
  if (copyIndex(kept, index))
    return { ok: true, sparse: false };
  copyIndex(own, index);
  const cleaned = cleanIndex(places, left, run);
  if (!cleaned.ok || cleaned.sparse)
    return cleaned;
  runGit(["update-index", "-q", "--refresh"], run);
  for (const name of readdirSync9(store))
    if (name.startsWith("tracked-"))
      rmSync3(join16(store, name), { force: true });
  if (copyIndex(index, `${index}-kept`))
    renameSync4(`${index}-kept`, kept);
  return cleaned;
}
function copyIndex(from, to) {
  try {
    const time = Math.floor(statSync3(from).mtimeMs) / 1000;
    copyFileSync(from, to);
    utimesSync(to, time, time);
    return true;
  } catch (error) {
    if (error.code === "ENOENT")
      return false;
    throw error;
  }
}
function cleanIndex(places, left, run) {
  const listed = runGit(["ls-files", "-s", "-v", "-z", "--full-name", "--", ":/"], run);
  if (!listed.ok)
    return { ok: false, run: listed };
  const bytes = (text) => Buffer.from(text).toString("latin1");
  const own = bytes(places.prefix);
  const out = left.map((path) => bytes(places.prefix + path));
  const sparse = existsSync7(join16(places.gitDir, "info", "sparse-checkout"));
  let edits = "";
  for (const entry of listed.out.toString("latin1").split("\x00")) {
    const tab = entry.indexOf("\t");
    if (tab < 0)
      continue;
    const path = entry.slice(tab + 1);
    const [tag = "", mode = "", hash = "", stage = ""] = entry.slice(0, tab).split(" ");
    const leave = out.some((folder) => path === folder || path.startsWith(`${folder}/`));
    if (leave || stage !== "0" && !path.startsWith(own))
      edits += `0 ${"0".repeat(hash.length)}	${path}\x00`;
    else if (stage !== "0" || tag === "H")
      continue;
    else if (tag !== "S" || !sparse || exists(places.top, path))
      edits += `${mode} ${hash} 0	${path}\x00`;
  }
  if (edits === "")
    return { ok: true, sparse };
  const done = runGit(["update-index", "-z", "--index-info"], { ...run, stdin: Buffer.from(edits, "latin1") });
  return done.ok ? { ok: true, sparse } : { ok: false, run: done };
}
function addAll(sparse, left, run) {
  const specs = [".", ...left.map((path) => `:(exclude,literal)${path}`)];
  const args = ["add", "-A", ...sparse ? ["--sparse"] : [], "--", ...specs];
  const first = runGit(args, run);
  const moving = /No such file or directory|unable to stat|short read|changed/i.test(first.err);
  return !first.ok && first.problem === "exit" && moving ? runGit(args, run) : first;
}
function exists(top, latin1Path) {
  const path = Buffer.concat([Buffer.from(`${top}/`), Buffer.from(latin1Path, "latin1")]);
  return lstatSync7(path, { throwIfNoEntry: false }) !== undefined;
}
function noFolder(project) {
  return {
    ok: false,
    problem: `the project folder ${project} does not exist`,
    remedy: "start from an existing folder"
  };
}
var REMEDIES = [
  [/Permission denied/, "make the named file readable, or put it into .gitignore"],
  [/dubious ownership/, "if you trust this repository, add its folder to git's safe.directory setting"],
  [
    /does not have a commit checked out/,
    "commit in the nested repository, remove its .git folder, or put it into .gitignore"
  ],
  [/filter/, "the filter comes from your git settings: install its program or remove the filter"],
  [/only add regular files/, "remove the named pipe, socket or device, or put it into .gitignore"],
  [/No space left/, "free some disk space"]
];
function failure2(run, options) {
  if (run.problem === "timeout") {
    const seconds = (options.timeout ?? 30000) / 1000;
    const remedy = "put large generated files and folders into .gitignore";
    return { ok: false, problem: `git needed more than ${seconds} s to hash the project's files`, remedy };
  }
  const said = gitErrors(run);
  const remedy = REMEDIES.find(([pattern]) => pattern.test(run.err))?.[1];
  const other = "run `git add -A --dry-run` in the project and mend what it reports";
  return { ok: false, problem: `git could not take in the project's files: ${said}`, remedy: remedy ?? other };
}

// src/project/worktrees/worktrees.ts
init_disk();

// src/project/changes.ts
import { join as join17 } from "path";

// src/project/line-diff.ts
var CONTEXT2 = 3;
var MAX_EDITS = 1000;
function linesOf(text) {
  if (text === "")
    return [];
  const lines = text.split(`
`);
  const last = lines.pop();
  return last === "" ? lines : [...lines, `${last}
\\ No newline at end of file`];
}
function lineDiff(from, to) {
  const edits = editsOf(linesOf(from), linesOf(to));
  const count = (kind) => edits.reduce((sum, edit) => sum + (edit.kind === kind ? 1 : 0), 0);
  return { added: count("+"), removed: count("-"), hunks: hunksOf(edits) };
}
function editsOf(a, b) {
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head])
    head++;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail])
    tail++;
  const same = (text) => ({ kind: " ", text });
  const middle = shortest(a.slice(head, a.length - tail), b.slice(head, b.length - tail));
  return [...a.slice(0, head).map(same), ...middle, ...a.slice(a.length - tail).map(same)];
}
function shortest(a, b) {
  const replaced = () => [
    ...a.map((text) => ({ kind: "-", text })),
    ...b.map((text) => ({ kind: "+", text }))
  ];
  if (a.length === 0 || b.length === 0)
    return replaced();
  const reach = new Map([[1, 0]]);
  const steps = [];
  const down = (k, d, at) => k === -d || k !== d && (at.get(k - 1) ?? -1) < (at.get(k + 1) ?? -1);
  for (let d = 0;d <= Math.min(a.length + b.length, MAX_EDITS); d++) {
    steps.push(new Map([...reach].filter(([k]) => Math.abs(k) <= d + 1)));
    for (let k = -d;k <= d; k += 2) {
      let x = down(k, d, reach) ? reach.get(k + 1) ?? 0 : (reach.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k])
        x++;
      reach.set(k, x);
      if (x >= a.length && x - k >= b.length)
        return walkBack(a, b, steps, down);
    }
  }
  return replaced();
}
function walkBack(a, b, steps, down) {
  const edits = [];
  let x = a.length;
  let y = b.length;
  for (let d = steps.length - 1;d >= 0; d--) {
    const at = steps[d];
    const k = x - y;
    const before = down(k, d, at) ? k + 1 : k - 1;
    const fromX = d === 0 ? 0 : at.get(before) ?? 0;
    const fromY = d === 0 ? 0 : fromX - before;
    while (x > fromX && y > fromY) {
      edits.push({ kind: " ", text: a[--x] });
      y--;
    }
    if (d === 0)
      break;
    if (x === fromX)
      edits.push({ kind: "+", text: b[--y] });
    else
      edits.push({ kind: "-", text: a[--x] });
  }
  return edits.reverse();
}
function hunksOf(edits) {
  const near = new Uint8Array(edits.length);
  edits.forEach((edit, i) => {
    if (edit.kind !== " ")
      near.fill(1, Math.max(0, i - CONTEXT2), i + CONTEXT2 + 1);
  });
  let out = "";
  let oldLine = 1;
  let newLine = 1;
  for (let i = 0;i < edits.length; ) {
    if (near[i] === 0) {
      oldLine++;
      newLine++;
      i++;
      continue;
    }
    let end = i;
    while (end < edits.length && near[end] === 1)
      end++;
    const hunk = edits.slice(i, end);
    const olds = hunk.filter((edit) => edit.kind !== "+").length;
    const news = hunk.filter((edit) => edit.kind !== "-").length;
    out += `@@ -${olds === 0 ? oldLine - 1 : oldLine},${olds} +${news === 0 ? newLine - 1 : newLine},${news} @@
`;
    out += hunk.map((edit) => `${edit.kind}${edit.text}
`).join("");
    oldLine += olds;
    newLine += news;
    i = end;
  }
  return out;
}

// src/project/changes.ts
class TreeUnreadable extends Error {
}
var MAX_READ = 8 * 1024 * 1024;
function changedFiles(project, from, to, scratch) {
  if (from === to)
    return [];
  const [old, now] = alike(project, from, to, scratch);
  if (old.startsWith("dir:"))
    return plainChanges(old, now, scratch).map(({ path, status, added, removed }) => ({
      path,
      status,
      added,
      removed
    }));
  const args = ["diff-tree", "-r", "-z", "--no-renames", "--no-textconv", "--raw", "--numstat", bare2(old), bare2(now)];
  return parseChanges(read(project, scratch, args).out.toString());
}
function readBlobs(project, scratch, hashes) {
  if (hashes.length === 0)
    return [];
  const out = read(project, scratch, ["cat-file", "--batch"], { stdin: `${hashes.join(`
`)}
` }).out;
  let at = 0;
  return hashes.map((hash) => {
    const end = out.indexOf(10, at);
    const size = Number(/^[0-9a-f]+ blob (\d+)$/.exec(out.toString("latin1", at, end))?.[1] ?? Number.NaN);
    if (Number.isNaN(size))
      throw new TreeUnreadable(`object ${hash} is not kept any more`);
    at = end + 1 + size + 1;
    return out.subarray(end + 1, end + 1 + size);
  });
}
function read(project, scratch, args, more = {}) {
  const store = openStore(scratch, placesOf(project));
  const run = runGit(["--git-dir", store, ...args], { cwd: store, ...more });
  if (run.ok || run.problem === "size")
    return run;
  const why = run.problem === "exit" ? gitErrors(run) : run.problem === "timeout" ? "git took too long" : "git is missing";
  throw new TreeUnreadable(`the kept trees in ${join17(scratch, "git")} could not be read: ${why}`);
}
function bare2(tree) {
  const hash = /^git:([0-9a-f]{40}|[0-9a-f]{64})$/.exec(tree)?.[1];
  if (hash === undefined)
    throw new TreeUnreadable(`${JSON.stringify(tree)} is not the name of a tree`);
  return hash;
}
function parseChanges(out) {
  const parts = out.split("\x00");
  const status = new Map;
  const files = [];
  for (let i = 0;i < parts.length; i++) {
    const part = parts[i];
    if (part.startsWith(":")) {
      const letter = part.slice(part.lastIndexOf(" ") + 1);
      status.set(parts[++i], letter === "A" ? "added" : letter === "D" ? "deleted" : "modified");
      continue;
    }
    const [, added, removed, path] = /^(\d+|-)\t(\d+|-)\t(.+)$/s.exec(part) ?? [];
    if (path === undefined)
      continue;
    files.push({
      path,
      status: status.get(path) ?? "modified",
      added: Number(added) || 0,
      removed: Number(removed) || 0
    });
  }
  return files;
}
function alike(project, from, to, scratch) {
  if (from.startsWith("git:") === to.startsWith("git:"))
    return [from, to];
  const plain = (tree) => tree.startsWith("git:") ? toListing(project, tree, scratch) : tree;
  return [plain(from), plain(to)];
}
function filesOf2(project, tree, scratch) {
  if (tree.startsWith("dir:"))
    return listing(tree, scratch);
  const listed = read(project, scratch, ["ls-tree", "-r", "-z", bare2(tree)]).out.toString().split("\x00");
  return listed.flatMap((line) => {
    const [, mode, hash, path] = /^(\d+) blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
    return mode === undefined || hash === undefined || path === undefined ? [] : [{ mode, hash, path }];
  });
}
function toListing(project, tree, scratch) {
  const blobs = filesOf2(project, tree, scratch);
  const contents = readBlobs(project, scratch, blobs.map((blob) => blob.hash));
  return putListing(scratch, blobs.map(({ mode, path }, i) => ({ mode, path, hash: putContent(scratch, contents[i]) })));
}
function listing(tree, scratch) {
  const files = listingOf(scratch, tree);
  if (files === null)
    throw new TreeUnreadable(`${tree} is not kept any more`);
  return files;
}
function plainChanges(from, to, scratch) {
  const olds = new Map(listing(from, scratch).map((file) => [file.path, file]));
  const news = new Map(listing(to, scratch).map((file) => [file.path, file]));
  const paths = [...new Set([...olds.keys(), ...news.keys()])].sort((a, b) => a < b ? -1 : 1);
  return paths.flatMap((path) => {
    const old = olds.get(path);
    const now = news.get(path);
    if (old?.hash === now?.hash && old?.mode === now?.mode)
      return [];
    const [before, after] = [old, now].map((file) => file ? contentOf(scratch, file.hash) : Buffer.alloc(0));
    if (!before || !after)
      throw new TreeUnreadable(`the content of ${JSON.stringify(path)} is not kept any more`);
    const binary = before.subarray(0, 8000).includes(0) || after.subarray(0, 8000).includes(0);
    const diff = binary ? { added: 0, removed: 0, hunks: "" } : lineDiff(before.toString("utf8"), after.toString("utf8"));
    return [{ path, status: !old ? "added" : !now ? "deleted" : "modified", ...diff, old, now, binary }];
  });
}

// src/project/kept-state.ts
import { copyFileSync as copyFileSync2, lstatSync as lstatSync8, mkdirSync as mkdirSync5, readlinkSync as readlinkSync3, rmSync as rmSync4, writeFileSync as writeFileSync2 } from "fs";
import { dirname as dirname7, join as join18 } from "path";
class SnapshotFailed extends Error {
  remedy;
  constructor(problem, remedy) {
    super(problem);
    this.remedy = remedy;
  }
}
var snapshotRef = (run) => `refs/multi-ai/${run}`;
function placeOfStates(project, run, timeout = GIT_TIMEOUT) {
  const places = hasGit() ? placesOf(project.root) : null;
  return places === null ? null : { places, exclude: excludedFolders(run), scratch: treeStore(project), timeout };
}
var bytesOf2 = (path) => Buffer.from(path, "latin1");
var pathText2 = (path) => bytesOf2(path).toString("utf8");
var latin1 = (text) => Buffer.from(text).toString("latin1");
var fullPath = ({ places }, path) => Buffer.concat([Buffer.from(`${places.project}/`), bytesOf2(path)]);
var parentsOf = (path) => path.split("/").flatMap((_, i, parts) => i === 0 ? [] : [parts.slice(0, i).join("/")]);
var lstatOf = (place, path) => lstatSync8(fullPath(place, path), { throwIfNoEntry: false });
var lookAt = (place, path) => parentsOf(path).every((parent) => lstatOf(place, parent)?.isDirectory()) ? lstatOf(place, path) : undefined;
var IDENTITY = {
  GIT_AUTHOR_NAME: "multi-ai",
  GIT_AUTHOR_EMAIL: "multi-ai@example.invalid",
  GIT_COMMITTER_NAME: "multi-ai",
  GIT_COMMITTER_EMAIL: "multi-ai@example.invalid"
};
function git(place, args, more = {}) {
  const { top, project } = place.places;
  const env = { GIT_WORK_TREE: top, GIT_CEILING_DIRECTORIES: dirname7(top), ...IDENTITY, ...more.env };
  const run = runGit(["-c", "core.logAllRefUpdates=false", ...args], {
    cwd: project,
    stdin: more.stdin,
    env,
    timeout: place.timeout
  });
  if (run.ok)
    return run.out;
  if (run.problem === "timeout")
    throw new SnapshotFailed(`git ${args[0]} took more than ${place.timeout / 1000} s`, "put large generated files and folders into .gitignore");
  throw new SnapshotFailed(`git ${args[0]} failed: ${gitErrors(run)}`, "check free space and permissions of the repository's .git folder and of the named file, then try again");
}
var quoted = (path) => /["\\\n\r]/.test(path) ? `"${path.replace(/["\\]/g, "\\$&").replaceAll(`
`, "\\n")}"` : path;
function filesOf3(place, also) {
  const { places, exclude, scratch } = place;
  const left = [...exclude, ...worktreesInside(places)];
  const inside = insideOf(places.project, scratch);
  if (inside !== null)
    left.push(inside);
  const specs = [".", ...left.map((path) => `:(exclude,literal)${path}`)];
  const listed = git(place, ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", ...specs]);
  const folders = new Map;
  const isFolder = (path) => {
    const known = folders.get(path) ?? lstatOf(place, path)?.isDirectory() ?? false;
    folders.set(path, known);
    return known;
  };
  const found = new Map;
  for (const path of new Set([...listed.toString("latin1").split("\x00"), ...also])) {
    if (path === "" || path.endsWith("/") || !parentsOf(path).every(isFolder))
      continue;
    const stat = lstatOf(place, path);
    if (stat?.isFile() || stat?.isSymbolicLink())
      found.set(path, stat);
  }
  return found;
}
function presentState(place, options) {
  const files = [...filesOf3(place, options.also ?? [])];
  const targets = join18(place.scratch, `links-${process.pid}`);
  try {
    rmSync4(targets, { recursive: true, force: true });
    const lines = files.map(([path, stat], i) => {
      if (!stat.isSymbolicLink())
        return quoted(fullPath(place, path).toString("latin1"));
      mkdirSync5(targets, { recursive: true });
      writeFileSync2(join18(targets, String(i)), readlinkSync3(fullPath(place, path), { encoding: "buffer" }));
      return quoted(latin1(join18(targets, String(i))));
    });
    const args = ["hash-object", ...options.write ? ["-w"] : [], "--no-filters", "--stdin-paths"];
    const stdin = Buffer.from(lines.map((line) => `${line}
`).join(""), "latin1");
    const hashes = lines.length === 0 ? [] : git(place, args, { stdin }).toString().trim().split(`
`);
    return new Map(files.map(([path, stat], i) => {
      const mode = stat.isSymbolicLink() ? "120000" : stat.mode & 64 ? "100755" : "100644";
      return [path, { mode, hash: hashes[i], stat }];
    }));
  } finally {
    rmSync4(targets, { recursive: true, force: true });
  }
}
function commitOf(place, ref) {
  const shown = git(place, ["for-each-ref", "--format=%(objectname) %(committerdate:iso-strict)", ref]);
  const [commit = "", at = ""] = shown.toString().trim().split(" ");
  return commit === "" ? null : { commit, at };
}
function keepState(place, ref, state, message) {
  mkdirSync5(place.scratch, { recursive: true });
  const index = join18(place.scratch, `state-index-${process.pid}`);
  const env = { GIT_INDEX_FILE: index };
  try {
    removeIndex(index);
    const lines = [...state].map(([path, { mode, hash }]) => `${mode} ${hash}	${path}\x00`);
    git(place, ["update-index", "-z", "--index-info"], { stdin: Buffer.from(lines.join(""), "latin1"), env });
    const tree = git(place, ["write-tree"], { env }).toString().trim();
    const before = commitOf(place, ref)?.commit ?? null;
    const parent = before === null ? [] : ["-p", before];
    const commit = git(place, ["commit-tree", tree, ...parent], { stdin: `${message}
` }).toString().trim();
    git(place, ["update-ref", "--no-deref", ref, commit, before ?? "0".repeat(commit.length)]);
    return commit;
  } finally {
    removeIndex(index);
  }
}
function keptState(place, commit) {
  const listed = git(place, ["ls-tree", "-r", "-z", "--full-tree", commit]).toString("latin1");
  return new Map(listed.split("\x00").slice(0, -1).map((line) => {
    const [, mode = "", hash = "", path = ""] = /^(\d+) blob ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
    const strange = path.split("/").some((part) => /^(\.{0,2}|\.git)$/i.test(part));
    if (strange || place.exclude.some((folder) => path.startsWith(`${latin1(folder)}/`)))
      throw new SnapshotFailed(`the kept state ${commit} holds ${JSON.stringify(line)}`, "do not use it");
    return [path, { mode, hash }];
  }));
}
var MOST_BYTES = 32 * 1024 * 1024;
function eachContent(place, files, use) {
  if (files.length === 0)
    return;
  const stdin = (some) => some.map((file) => `${file.hash}
`).join("");
  const sizes = git(place, ["cat-file", "--batch-check=%(objectsize)"], { stdin: stdin(files) }).toString().split(`
`).map(Number);
  for (let from = 0, to = 0;from < files.length; from = to) {
    for (let bytes = 0;to < files.length && (to === from || bytes + sizes[to] <= MOST_BYTES); to++)
      bytes += sizes[to];
    const part = files.slice(from, to);
    const out = git(place, ["cat-file", "--batch"], { stdin: stdin(part) });
    let at = 0;
    for (const file of part) {
      const end = out.indexOf(10, at);
      const size = Number(/^[0-9a-f]+ blob (\d+)$/.exec(out.toString("latin1", at, end))?.[1] ?? Number.NaN);
      if (Number.isNaN(size))
        throw new SnapshotFailed(`the repository does not hold object ${file.hash} any more`, "run git fsck");
      use(file, out.subarray(end + 1, end + 1 + size));
      at = end + 1 + size + 1;
    }
  }
}
function ignoredUnder(place, state, paths) {
  if (paths.length === 0)
    return new Set;
  const { top, gitDir, prefix } = place.places;
  const folder = join18(place.scratch, `rules-${process.pid}`);
  try {
    rmSync4(folder, { recursive: true, force: true });
    mkdirSync5(join18(folder, prefix), { recursive: true });
    for (const above of ["", ...parentsOf(prefix)].filter((path) => `${path}/` !== prefix && prefix !== "")) {
      const rules = join18(top, above, ".gitignore");
      if (lstatSync8(rules, { throwIfNoEntry: false })?.isFile())
        copyFileSync2(rules, join18(folder, above, ".gitignore"));
    }
    const kept = [...state].flatMap(([path, { mode, hash }]) => mode !== "120000" && /(^|\/)\.gitignore$/.test(path) ? [{ path, mode, hash }] : []);
    eachContent(place, kept, ({ path }, bytes) => {
      const file = Buffer.concat([Buffer.from(`${join18(folder, prefix)}/`), bytesOf2(path)]);
      mkdirSync5(file.subarray(0, file.lastIndexOf("/")), { recursive: true });
      writeFileSync2(file, bytes);
    });
    const stdin = Buffer.from(paths.map((path) => `${latin1(prefix)}${path}\x00`).join(""), "latin1");
    const env = { GIT_DIR: gitDir, GIT_WORK_TREE: folder };
    const run = runGit(["check-ignore", "--no-index", "-z", "--stdin"], { cwd: folder, env, stdin });
    if (!run.ok && run.err !== "")
      throw new SnapshotFailed(`git check-ignore failed: ${gitErrors(run)}`, "try again");
    const cut = latin1(prefix).length;
    return new Set(run.out.toString("latin1").split("\x00").map((path) => path.slice(cut)));
  } finally {
    rmSync4(folder, { recursive: true, force: true });
  }
}

// src/project/worktrees/git.ts
init_disk();

// src/project/put.ts
import {
  copyFileSync as copyFileSync3,
  mkdirSync as mkdirSync6,
  readdirSync as readdirSync10,
  readlinkSync as readlinkSync4,
  renameSync as renameSync5,
  rmdirSync,
  rmSync as rmSync5,
  symlinkSync,
  unlinkSync as unlinkSync2
} from "fs";
class Halfway extends Error {
}
function inTheWay(place, path, goes) {
  for (const parent of parentsOf(path)) {
    const stat = lookAt(place, parent);
    if (stat === undefined || goes(parent))
      return null;
    if (!stat.isDirectory())
      return parent;
  }
  const stat = lookAt(place, path);
  if (stat === undefined || stat.isFile() || stat.isSymbolicLink())
    return null;
  return stat.isDirectory() ? staysIn(place, path, goes) : path;
}
function staysIn(place, folder, goes) {
  for (const name of readdirSync10(fullPath(place, folder), { encoding: "buffer" })) {
    const path = `${folder}/${name.toString("latin1")}`;
    const stays = lookAt(place, path)?.isDirectory() ? staysIn(place, path, goes) : goes(path) ? null : path;
    if (stays !== null)
      return stays;
  }
  return null;
}
var sameStat = (a, b) => a !== undefined && b !== undefined && a.ino === b.ino && a.size === b.size && a.mtimeMs === b.mtimeMs && a.mode === b.mode;
function modeOf(mode, now) {
  const bits = (now?.isFile() ? now.mode : 438 & ~process.umask()) & 438;
  return mode === "100755" ? bits | (bits & 292) >> 2 : bits;
}
function applyChanges(place, changes, seen) {
  for (const { path, kind } of changes) {
    const now = lookAt(place, path);
    const same = kind === "added" ? !now || now.isDirectory() : sameStat(seen(path), now);
    if (!same)
      throw new SnapshotFailed(`${JSON.stringify(pathText2(path))} changed just now`, "nothing was changed; try again");
  }
  try {
    for (const { path, kind } of changes) {
      if (kind !== "deleted")
        continue;
      unlinkSync2(fullPath(place, path));
      removeEmpty(place, parentsOf(path).reverse());
    }
    for (const { path, ready } of changes)
      if (ready !== null)
        put(place, path, ready);
  } catch (error) {
    throw new Halfway(error instanceof Error ? error.message : String(error));
  }
}
function removeEmpty(place, folders) {
  for (const path of folders) {
    try {
      rmdirSync(fullPath(place, path));
    } catch {
      return;
    }
  }
}
function put(place, path, from) {
  const to = fullPath(place, path);
  if (lookAt(place, path)?.isDirectory())
    removeFolder(to);
  mkdirSync6(to.subarray(0, to.lastIndexOf("/")), { recursive: true });
  try {
    renameSync5(from, to);
  } catch (error) {
    if (error.code !== "EXDEV")
      throw error;
    rmSync5(to, { force: true });
    try {
      symlinkSync(readlinkSync4(from, { encoding: "buffer" }), to);
    } catch {
      copyFileSync3(from, to);
    }
  }
}
function removeFolder(path) {
  for (const name of readdirSync10(path, { encoding: "buffer" }))
    removeFolder(Buffer.concat([path, Buffer.from("/"), bytesOf2(name.toString("latin1"))]));
  rmdirSync(path);
}

// src/record/subject.ts
var NOT_THE_PROJECT = [".task"];
var treeStore = (project) => join19(project.task, "objects", "trees");
var excludedFolders = (run) => [
  ...new Set([...NOT_THE_PROJECT, workflowOf(run.workflow).files])
];
var worksInTree = (run, task) => task.edits === "area" && task.item !== null && run.settings.team?.profile === "app_worktree" && (task.kind !== "fix" || task.brief === "fix-merge");
function projectTree(project, run) {
  const tree = treeOf(project.root, { exclude: excludedFolders(run), scratch: treeStore(project) });
  return tree.ok ? { ok: true, subject: tree.tree } : { ok: false, problem: `${tree.problem}; ${tree.remedy}` };
}

// src/record/run-tests.ts
var MAX_LOG = 1e6;
var LAST_LINES = 15;
var LAST_CHARS = 900;
var testsOf = (run) => approvedCommands(run).map(({ text, by }) => ({ text, shellAllowed: by !== "auto" }));
var SHORTEST_SECRET2 = 8;
async function runOne(project, test, options) {
  const shell = needsShell(test.text);
  const nothing = { passed: 0, failed: 0, passed_tests: [], failed_tests: [], new_failures: [], gone: [] };
  if (shell && !test.shellAllowed) {
    const why = "It needs a shell, and no person has approved the line.";
    const ran = {
      command: test.text,
      shell,
      state: "not_run",
      exit: null,
      signal: null,
      ms: 0,
      lines: [why],
      log: null,
      ...nothing
    };
    return { ran, output: "" };
  }
  const line = readCommandLine(test.text);
  const [command, ...args] = line.shell ? ["sh", "-c", line.line] : line.words;
  options.starting?.(test.text);
  const result = await runProcess({
    command,
    args,
    cwd: project.root,
    env: testEnvironment(options.env),
    timeoutMs: options.timeoutMs,
    maxOutputBytes: MAX_LOG / 2,
    signal: options.signal
  });
  const output = plainOutput([result.stdout, result.stderr].filter((text) => text !== "").join(`
`));
  const names = readTestOutput(output);
  const kept = keptOutput(result, maskOfProject(project.root, options.env, SHORTEST_SECRET2));
  const ran = {
    command: test.text,
    shell,
    state: ranState(result),
    exit: result.exitCode,
    signal: result.signal,
    ms: Math.round(result.durationMs),
    lines: lastLines(kept),
    log: kept === "" ? null : putObject(project.task, fittingText(kept)),
    passed: names.passed.length,
    failed: names.failed.length,
    passed_tests: names.passed,
    failed_tests: names.failed,
    new_failures: [],
    gone: []
  };
  return { ran, output };
}
var OF_AGENTS = /^(?:CLAUDE|MULTI_AI_|AI_AGENT$|AGENT$|REPL_ID$)/;
var withoutAgents = (env) => Object.fromEntries(Object.entries(env).filter(([name]) => !OF_AGENTS.test(name)));
var testEnvironment = (env) => ({
  ...withoutAgents(env),
  CI: env.CI ?? "true",
  NO_COLOR: "1",
  FORCE_COLOR: "0"
});
function ranState(result) {
  if (result.outcome === "timeout" || result.outcome === "cancelled")
    return "timeout";
  if (result.outcome !== "exited")
    return "not_found";
  return result.exitCode === 0 ? "passed" : "failed";
}
function lastLines(output) {
  if (output.trim() === "")
    return [];
  const lines = output.trimEnd().split(`
`).slice(-LAST_LINES);
  let room = LAST_CHARS;
  return lines.reverse().map((line) => line.slice(0, 200)).filter((line) => {
    room -= Buffer.byteLength(line) + 3;
    return room > 0;
  }).reverse();
}
function baselineOf(project, run, command) {
  for (const task of run?.tasks.toReversed() ?? []) {
    const passedOver = task.who.program === "tests" && task.waiver !== null && !task.void;
    if (task.who.program !== "baseline" && !passedOver)
      continue;
    const found = accepted(project, task.artifact)?.commands.find((one) => one.command === command);
    if (found)
      return ranCommand(found, found.log === null ? "" : logText(project, found.log));
  }
  return null;
}
var logText = (project, log) => {
  const bytes = getObject(project.task, log);
  return bytes === null ? "" : new TextDecoder().decode(bytes);
};
var ranCommand = (ran, output) => ({
  ok: ran.state === "passed",
  exit: ran.exit,
  output,
  passed: ran.passed_tests,
  failed: ran.failed_tests
});
async function runTests(project, run, tests, options) {
  const treeNow = () => {
    const tree = run === null ? null : projectTree(project, run);
    return tree?.ok ? tree.subject : null;
  };
  const tree = treeNow();
  const commands = [];
  const reds = [];
  for (const test of tests) {
    const { ran, output } = await runOne(project, test, options);
    const before = options.baseline ? null : baselineOf(project, run, test.text);
    const { known, newFailures, gone } = compareWithBaseline(ranCommand(ran, output), before);
    commands.push({ ...ran, new_failures: ran.state === "failed" ? newFailures : [], gone });
    if (ran.state === "failed")
      reds.push(known);
  }
  return {
    task: options.task,
    baseline: options.baseline,
    tree,
    after: treeNow(),
    outcome: outcomeOf(commands, reds, options.baseline),
    commands
  };
}
function outcomeOf(commands, reds, baseline) {
  if (commands.every((one) => one.state === "not_run"))
    return "none";
  const stopped = commands.some((one) => one.state === "not_found" || one.state === "timeout");
  if (baseline)
    return stopped ? "cannot_run" : reds.length > 0 ? "red" : "pass";
  if (reds.includes(false))
    return "fail";
  if (stopped)
    return "cannot_run";
  return reds.length > 0 ? "known" : "pass";
}

// src/run/check.ts
init_disk();
async function endChecks(run) {
  for (const task of run.tasks) {
    const check = task.dispatch?.process;
    if (check && alive(check.pid, check.start))
      await endGroup(check.pid);
  }
}
var journalled = ({
  commands,
  ...record
}) => {
  const { task: _task, ...rest } = record;
  return {
    ...rest,
    commands: commands.map(({ passed_tests: _p, failed_tests: _f, new_failures: _n, gone: _g, ...one }) => one)
  };
};

// src/run/start.ts
import { join as join20, relative as relative2 } from "path";

// src/host/host.ts
var isAlive2 = (host) => host !== null && alive(host.pid, host.start);

// src/run/start.ts
init_disk();
var EXCERPT = 4000;
function storeRequest(project, text) {
  createTaskFolder(project.task);
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > 900000)
    throw new Error(`the request has ${bytes.length} bytes, expected at most 900000: put the material into a file and name it`);
  putObjects(project.task, [bytes]);
  const excerpt = [...text.slice(0, EXCERPT + 1)].slice(0, EXCERPT).join("");
  return { text: excerpt.isWellFormed() ? excerpt : excerpt.toWellFormed(), sha: sha256(bytes), bytes: bytes.length };
}
function releaseIfGone(run) {
  const host = run?.owner?.host ?? null;
  const gone = run?.owner === null || host !== null && !isAlive2(host);
  return run !== null && !isLive(run) && gone ? { do: "release" } : null;
}
function finishUnpark(project, run) {
  if (run === null || !parkedRuns(project).includes(run.run))
    return;
  unparkRun(project, run.run);
  change(project, () => []);
}
function resetRun(project, reason) {
  if (readRun(project) === null)
    return null;
  const run = change(project, (now) => now !== null && isLive(now) ? [{ do: "cancel", reason }] : []).run;
  return { run, folder: archiveRun(project, run) };
}
async function archiveUnreadable(project, reason) {
  if (!ownFolder(project.task))
    return { run: null, folder: null, problem: null };
  try {
    const run = readRun(project);
    if (run !== null) {
      change(project, (now) => [
        ...now !== null && isLive(now) ? [{ do: "cancel", reason }] : [],
        (left) => left === null ? null : { do: "release" }
      ]);
      await endChecks(run);
    }
    removeFile(join20(project.task, "live"));
    return { run: run?.run ?? null, folder: null, problem: null };
  } catch (error) {
    return setAside2(project, error instanceof Error ? error.message : String(error));
  }
}
async function setAside2(project, problem) {
  const run = lastKnown(project);
  if (run !== null)
    await endChecks(run).catch(() => {});
  const stamp = new Date().toISOString().replace(/[^0-9TZ]/g, "-");
  const folder = moveRun(project, run, "history", `unreadable-${run?.run ?? "run"}-${stamp}`);
  removeFile(join20(project.task, "live"));
  return { run: run?.run ?? null, folder: relative2(project.root, folder), problem };
}
function lastKnown(project) {
  try {
    const snapshot = readSnapshot(project.task, VERSION, disk);
    return snapshot?.usable ? snapshot.state : null;
  } catch {
    return null;
  }
}

// src/cli/cancel.ts
var REASON = "cancelled by the person";
var next = (start) => `Next: ${start} in Claude Code starts a new run; multi-ai reset archives this one.`;
async function cancelRun(call) {
  const run = readRun(call.project);
  if (run === null)
    return no(noRunText(call.from), { run: null });
  if (!isLive(run))
    return no(`Run ${run.run} is over already (${run.status}). ${next(startText(run))}`, { run: run.run });
  const now = changeRun(call, () => [{ do: "cancel", reason: REASON }, releaseIfGone]);
  await endChecks(run);
  return done(`Run ${run.run} is cancelled. Its agents are denied every further call; what they changed stays.
${next(startText(run))}`, { run: run.run, status: now.status });
}
async function cancelByForce(call) {
  const { run, folder, problem } = await archiveUnreadable(call.project, REASON);
  if (folder !== null)
    return done(`The run could not be read (${problem}). All of it is in ${folder} now, and its hooks are off. An agent of it that still runs is not held back any more.
Next: ${allStarts()} in Claude Code starts a new run.`, { run, folder, problem });
  if (run === null)
    return done(`${noRunText(call.from)}`, { run: null });
  return done(`Run ${run} is cancelled and its hooks are off. An agent of it that still runs is not held back any more.
${next(allStarts())}`, { run, folder: null });
}
var cancel = {
  summary: "End the run; what was done stays",
  usage: "",
  args: [0, 0],
  options: { force: { about: "In whatever state the run is: also when its journal cannot be read" } },
  run: (call) => call.has("force") ? cancelByForce(call) : cancelRun(call)
};

// src/cli/check.ts
var check2 = {
  summary: "Starts a task that the program runs itself; only inside Claude Code",
  usage: "<task>",
  args: [1, 1],
  options: {},
  hidden: true,
  run: () => wrongUsage("A check is started by the plugin inside Claude Code only; multi-ai status shows what is due.")
};

// src/render/decision.ts
function readDecision({ option, question: named, reason }, run, show) {
  if (option === "change")
    return reason === null ? { ok: false, problem: 'Say the new request: decide change --reason "\u2026"' } : { ok: true, change: reason };
  const open = named === null ? questionsToAsk(run)[0] : run.questions.find((one) => one.id === named);
  if (!open) {
    const known = run.questions.map((one) => one.id).join(", ");
    return {
      ok: false,
      problem: named === null ? "No question is open." : `Question ${named} is not open; open: ${known || "none"}.`
    };
  }
  const shown = show(open);
  const list = shown.options.map((one, index) => `${String.fromCharCode(65 + index)} ${one.label}`).join(", ");
  if (option === "" && reason === null)
    return { ok: false, problem: `Say which option of ${open.id}: ${list}.` };
  if (option === "")
    return { ok: true, question: open.id, option: null, text: reason };
  const byKey = open.labels.length === 0 && open.options.includes(option) ? { option, text: null } : null;
  const answer = byKey ?? typedAnswer(shown, open, option);
  if (answer === null)
    return { ok: false, problem: `"${option}" is no option of ${open.id}; expected one of: ${list}.` };
  const both = open.labels.length > 0 && reason !== null && answer.text !== null;
  return {
    ok: true,
    question: open.id,
    option: answer.option,
    text: both ? `${answer.text}: ${reason}` : reason ?? answer.text
  };
}

// src/record/findings.ts
init_fixed();
function wordsOf2(project, run, finding) {
  const review = accepted(project, taskOf(run, finding.task)?.artifact ?? null);
  return review?.findings?.find((one) => one.id === finding.id) ?? null;
}
function untouchedFixes(project, run) {
  return run.findings.filter((one) => one.untouched && one.state === "fixed").flatMap((one) => {
    const gate = gateOf(workflowOf(run.workflow), run, one.gate);
    const words = wordsOf2(project, run, one);
    if (gate.gate !== "review")
      return [];
    const file = words?.file && words.line ? `${words.file}:${words.line}` : words?.file;
    return [{ id: one.id, reviewer: gate.title, group: gate.group, place: file ?? words?.at ?? "its place" }];
  });
}

// src/render/tests.ts
var count = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
function counts({ passed, failed }) {
  if (passed + failed === 0)
    return "";
  return failed === 0 ? ` (${count(passed, "test")})` : ` (${passed} passed, ${failed} failed)`;
}
function endOf(one) {
  switch (one.state) {
    case "passed":
      return `passed${counts(one)}`;
    case "failed":
      return `failed${counts(one)}, ${one.signal === null ? `exit ${one.exit}` : `ended by ${one.signal}`}`;
    case "timeout":
      return "ran out of time and was ended";
    case "not_found":
      return "could not be started";
    case "not_run":
      return "was not run: it needs a shell, and no person approved the line";
  }
}

// src/run/questions.ts
var commandLines = (commands) => commands.map((text) => `${needsShell(text) ? "Tests, in a shell" : "Tests"}: ${text}`);
function recordLines(record) {
  const red = (record?.commands ?? []).filter((one) => one.state !== "passed");
  return red.flatMap((one) => [`${one.command}: ${endOf(one)}`, ...one.new_failures, ...one.lines.slice(-3)]);
}
function storyLines(story) {
  if (story === null)
    return [];
  const list = (name, items) => items.length === 0 ? [] : [`${name}: ${items.join("; ")}`];
  return [
    story.title,
    ...story.acceptance_criteria.map((one) => `${one.id} ${one.text}`),
    ...list("Out of scope", story.out_of_scope),
    ...list("Assumed", story.assumptions),
    ...commandLines(story.test_commands)
  ];
}
var spentLines2 = (run) => run.tasks.map((task) => ({ task, spent: spentOn(task) })).filter(({ spent }) => spent.tokens > 0).sort((a, b) => b.spent.tokens - a.spent.tokens).map(({ task, spent }) => `${task.id} ${task.subject}: ${spentText(spent)}`);
var inSides = ({ why }, id) => why.some((one) => one.against !== undefined && one.findings.includes(id));
function bothSides(project, run, { why, task }) {
  const own = task === null ? undefined : taskOf(run, task)?.gate;
  const said = (gate, id, now) => {
    const finding = run.findings.find((one) => one.gate === gate && one.id === id);
    const words = finding ? wordsOf2(project, run, finding) : null;
    const title = gate ? gateOf(workflowOf(run.workflow), run, gate).title : "";
    return words ? [`${title} ${now} ${id}: ${words.fix} (${words.problem})`] : [];
  };
  return why.flatMap(({ against = [], findings, reason }) => reason !== "contradiction" ? [] : [
    ...against.flatMap(({ gate, finding }) => said(gate, finding, "got")),
    ...findings.flatMap((id) => said(own, id, "wants"))
  ]);
}
function asStarted(run, { request, start }) {
  const plain = start === null || start.workflow === run.workflow && Object.keys(start.options).length === 0;
  return plain ? request.text : startLine(start, request.text);
}
function factsOf(project, run, question) {
  const task = question.task === null ? undefined : taskOf(run, question.task);
  if (question.request)
    return { lines: [`New: ${asStarted(run, question)}`, `Now: ${run.request.text}`], file: null };
  if (!task)
    return { lines: question.kind === CEILING.ask ? spentLines2(run) : [], file: null };
  const own = teamQuestionFacts(project, run, question, task);
  if (own !== null)
    return own;
  switch (question.kind) {
    case "story":
      return {
        lines: [...storyLines(accepted(project, task.artifact)), costText(run.workflow, run)],
        file: task.writes
      };
    case "escalation":
    case "plan-rejected":
      return {
        lines: [
          ...bothSides(project, run, question),
          ...findingTexts(project, run, task.gate).filter(({ finding }) => !inSides(question, finding.id)).map(({ severity, finding }) => `${finding.id} (${severity}) ${finding.problem}`)
        ],
        file: task.writes
      };
    case "plan-tests":
      return { lines: commandLines(undecidedCommands(run, task)), file: task.writes };
    case "tests-limit":
    case "tests-cannot-run":
      return { lines: recordLines(accepted(project, task.artifact)), file: task.writes };
    case "no-tests":
      return { lines: [], file: null };
    case "provider-failed":
      return { lines: task.failure ? [task.failure.message] : [], file: null };
    case "partial":
    case "failed": {
      const reason = accepted(project, task.artifact)?.reason;
      return { lines: reason ? [reason] : [], file: task.writes };
    }
    case "bounded":
    case "stuck":
    case "stale":
      return {
        lines: (task.note || `${openFindings(run, task.gate).length} findings are open`).split(`
`),
        file: task.writes
      };
    default:
      return { lines: [], file: question.text === null ? task.writes : null };
  }
}
var viewQuestion = (project, run, question) => shownQuestion(run, question, factsOf(project, run, question));
var viewQuestions = (project, run) => questionsToAsk(run).map((question) => viewQuestion(project, run, question));

// src/workflows/team/sensitive.ts
var SENSITIVE = [
  "authentication",
  "cryptography",
  "personal data",
  "payment data",
  "migrations",
  "new dependencies",
  "feature flags"
];
var PHRASES = {
  authentication: "login|logins|log in|logged in|logging in|logon|log out|logout|sign in|signin|signing in|sign up|signup|sign out|signout|" + "auth|oauth|oauth2|authn|authz|authentication|authenticate|authenticated|authenticates|authenticating|authorization|" + "authorisation|authorize|authorise|authorized|authorised|permission|permissions|access control|access rights|password|" + "passwords|passphrase|passkey|passkeys|credential|credentials|session|sessions|cookie|cookies|token|tokens|jwt|sso|saml|" + "oidc|openid|mfa|2fa|totp|two factor|single sign on|csrf|rbac|user roles|admin role|admin rights",
  cryptography: "crypto|cryptography|cryptographic|encrypt|encrypts|encrypted|encrypting|encryption|decrypt|decrypts|decrypted|decryption|" + "cipher|ciphers|hmac|hashing|hashed|bcrypt|argon2|tls|ssl|certificate|certificates|private key|private keys|signing key|" + "signing keys|api key|api keys|secret|secrets",
  "personal data": "pii|gdpr|personal data|personal information|personal details|user data|customer data|email address|email addresses|" + "phone number|phone numbers|date of birth|birth date|birthday|social security|ssn|passport|passports|health data|" + "medical data|medical records|home address|postal address|ip address|ip addresses|location data",
  "payment data": "payment|payments|billing|credit card|credit cards|card number|card numbers|card data|checkout|invoice|invoices|" + "invoicing|refund|refunds|stripe|paypal|iban|bank account|bank accounts|bank details|paywall|subscription|subscriptions",
  migrations: "migration|migrations|migrate|migrates|migrated|migrating|schema change|schema changes|database schema|alter table|" + "drop table|drop column|add column|new column|new table",
  "new dependencies": "new dependency|new dependencies|new package|new packages|new library|new libraries|add dependency|add dependencies|" + "add package|add library|adding dependency|adding library|additional dependency|additional dependencies|" + "further dependencies|npm install|pip install|go get|cargo add|bun add|yarn add|pnpm add",
  "feature flags": "feature flag|feature flags|feature toggle|feature toggles|feature switch|featureflag|featureflags|launchdarkly|" + "behind a flag|kill switch"
};
var MAY_BE_ABSENT = ["migrations", "new dependencies", "feature flags"];
var set = (text) => new Set(text.split(" "));
var NOT = set("not never cannot don't doesn't didn't won't shouldn't mustn't can't isn't aren't wouldn't nor neither");
var TOUCH = set("touch touches touching touched change changes changing changed affect affects affecting affected modify modifies " + "modifying modified alter alters altering altered involve involves involving involved concern concerns concerning edit " + "edits editing impact impacts impacting break breaks breaking");
var NEED = set("need needs needing require requires requiring add adds adding introduce introduces introducing use uses using");
var CHANGE2 = set("change changes impact impacts effect effects modification modifications edit edits work influence");
var STILL = set("untouched unchanged unaffected");
var BREAK2 = set("but however yet instead then so because although though while when where which that who it we they this only just " + "except until unless after before to by if with");
var LISTED = set("the a an any our its of new existing current code data page pages flow flows logic form forms at all or and nor");
var NO_TOKEN = set("design css lexer parser syntax theme color unexpected");
function sentences(request) {
  const text = request.normalize("NFC").replaceAll("\u2019", "'").replaceAll(/(\p{Ll})(\p{Lu})/gu, "$1 $2").toLowerCase();
  const out = [[]];
  let comma = false;
  for (const [token] of text.matchAll(/[\p{L}\p{M}\p{N}]+(?:'\p{L}+)?|[.;:!?\n](?!\p{L})|[,()\u2013\u2014]/gu)) {
    if (/^[,()\u2013\u2014]$/.test(token))
      comma = true;
    else if (/^[.;:!?\n]$/.test(token)) {
      out.push([]);
      comma = false;
    } else {
      out.at(-1).push({ text: token, comma });
      comma = false;
    }
  }
  return out;
}
function hitsIn(words, phrases) {
  const hits = [];
  for (let from = 0;from < words.length; from++) {
    const text = words[from].text;
    const before = words[from - 1]?.text ?? "";
    if (/^tokens?$/.test(text) && NO_TOKEN.has(before))
      continue;
    if (text === "checkout" && before === "git")
      continue;
    const follow = (at) => {
      let next = at + 1;
      while (/^(?:an?|the|another|one|some|new)$/.test(words[next]?.text ?? ""))
        next++;
      return next;
    };
    for (const { topic, rest } of phrases.get(text) ?? []) {
      let to = from;
      const fits = rest.every((part) => {
        const next = words[to + 1]?.text === part ? to + 1 : topic === "new dependencies" ? follow(to) : to + 1;
        to = next;
        return words[next]?.text === part;
      });
      if (fits)
        hits.push({ topic, words: [text, ...rest].join(" "), from, to });
    }
  }
  return hits;
}
function carries(words, at, until, inHit) {
  let list = false;
  for (let index = at;index < until; index++) {
    const { text, comma } = words[index];
    if (BREAK2.has(text))
      return false;
    if (comma || text === "and" || text === "or" || text === "nor")
      list = true;
    if (list && !LISTED.has(text) && !inHit.has(index))
      return false;
  }
  return until - at <= 8 || list;
}
function negation(words, index) {
  const text = (at) => words[at]?.text ?? "";
  const only = (at) => text(at) === "only" || text(at) === "just";
  const denied = words.slice(Math.max(0, index - 6), index).some((word) => NOT.has(word.text) || /^(?:im|in)possible$|^hard$/.test(word.text));
  const here = text(index);
  if (here === "without" || here === "no") {
    if (denied || text(index + 1) === "longer" || only(index + 1))
      return null;
    let at = index + 1;
    while (/^(?:any|a|an|further|other|real|actual|making|having)$/.test(text(at)))
      at++;
    if (here === "without" && TOUCH.has(text(at)) && !only(at + 1))
      return { from: at + 1, all: true };
    if (CHANGE2.has(text(at)) && /^(?:to|on|in|of|at)$/.test(text(at + 1)))
      return { from: at + 2, all: true };
    return { from: index + 1, all: false };
  }
  if (here === "nothing" && text(index + 1) === "to" && text(index + 2) === "do" && text(index + 3) === "with")
    return { from: index + 4, all: true };
  const related = NOT.has(here) ? index + 1 : index;
  if (text(related) === (related > index ? "related" : "unrelated") && text(related + 1) === "to")
    return { from: related + 2, all: true };
  if (!NOT.has(here) || only(index + 1))
    return null;
  let at = index + 1;
  while (/^(?:be|to|in|any|way|really|actually|even)$/.test(text(at)))
    at++;
  if (TOUCH.has(text(at)))
    return denied ? null : { from: at + 1, all: true };
  return NEED.has(text(at)) ? { from: at + 1, all: false } : null;
}
function takenBackBehind(words, hit, inHit) {
  const text = (at) => words[at]?.text ?? "";
  const verb = /^(?:the|our)$/.test(text(hit.from - 1)) ? text(hit.from - 2) : text(hit.from - 1);
  for (let at = hit.to + 1;at <= hit.to + 12 && at < words.length; at++) {
    const listed = words[at].comma || LISTED.has(text(at)) || inHit.has(at);
    if (STILL.has(text(at)) || text(at) === "out" && text(at + 1) === "of" && text(at + 2) === "scope")
      return true;
    const left = text(at) === "alone" || text(at) === "as" && /^(?:is|it|they)$/.test(text(at + 1));
    if (left && /^(?:leav(?:e|es|ing)|keep(?:s|ing)?)$/.test(verb))
      return true;
    if (/^(?:is|are)$/.test(text(at)) && text(at + 1) === "not" && /^(?:touched|affected|involved|concerned)$/.test(text(at + 2)))
      return true;
    if (/^(?:must|should|shall|will)$/.test(text(at)) && text(at + 1) === "not" && (text(at + 2) === "change" || text(at + 2) === "be" && TOUCH.has(text(at + 3))))
      return true;
    if (!listed && !/^(?:is|are|stay|stays|remain|remains|staying|remaining|completely|entirely)$/.test(text(at)))
      return false;
  }
  return false;
}
var saysChange = (words, hit) => {
  const next = words[hit.to + 1]?.text ?? "";
  return CHANGE2.has(next) && next !== "work";
};
function sensitiveIn(request) {
  const phrases = new Map;
  for (const topic of SENSITIVE)
    for (const phrase of PHRASES[topic].split("|")) {
      const [first, ...rest] = phrase.split(" ");
      phrases.set(first, [...phrases.get(first) ?? [], { topic, rest }]);
    }
  const found = new Map;
  for (const words of sentences(request)) {
    const hits = hitsIn(words, phrases);
    const inHit = new Set;
    for (const { from, to } of hits)
      for (let at = from;at <= to; at++)
        inHit.add(at);
    for (const hit of hits) {
      const nearby = Math.max(0, hit.from - 30);
      let taken = takenBackBehind(words, hit, inHit);
      for (let index = nearby;index < hit.from && !taken; index++) {
        const scope = negation(words, index);
        if (scope === null)
          continue;
        const all = scope.all || MAY_BE_ABSENT.includes(hit.topic) || saysChange(words, hit);
        taken = all && scope.from <= hit.to && carries(words, scope.from, hit.from, inHit);
      }
      if (!taken)
        found.set(hit.topic, (found.get(hit.topic) ?? new Set).add(hit.words));
    }
  }
  return SENSITIVE.flatMap((topic) => {
    const words = found.get(topic);
    return words === undefined ? [] : [{ topic, words: [...words] }];
  });
}
var WORD = /OAuth2?|\p{Lu}+(?![\p{Ll}\p{M}])[\p{N}]*|\p{Lu}?[\p{Ll}\p{Lo}\p{Lm}\p{M}]+[\p{N}]*|\p{Lu}|\p{N}+\p{L}*/gu;
function wordsOf3(text) {
  return (text.normalize("NFC").match(WORD) ?? []).map((word) => word.toLowerCase());
}

// src/workflows/team/checks/security.ts
var list2 = (text) => new Set(text.split(" "));
var AUTH_WORDS = list2("auth authn authz oauth authentication authenticate authenticator authorization authorisation authorize authorizer " + "authorise login logins logon logout signin signout signup session sessions password passwords passwd passphrase " + "passkey passkeys credential credentials sso saml oidc openid jwt jwts mfa totp otp 2fa webauthn fido rbac acl " + "permission permissions csrf xsrf security");
var CRYPTO_WORDS = list2("crypto cryptography cryptographic encrypt encrypted encryption encryptor decrypt decryption decryptor cipher ciphers " + "hmac hasher hashing tls ssl x509 cert certs certificate certificates keystore truststore keyring kms secret secrets " + "signing bcrypt argon scrypt pbkdf");
var TOKEN_WORDS = list2("token tokens");
var OTHER_TOKENS = list2("lexer lex lexical parser parse parsing syntax ast grammar design theme css style styles color");
var ADDED = list2("service services controller controllers middleware handler handlers manager provider providers helper util utils page " + "form view views guard module router routes route client server api config store context user users reset hash key " + "keys token tokens check flow base custom admin app my");
function isOf2(words, word) {
  const plain = word.replace(/\p{N}+$/u, "");
  if (words.has(word) || words.has(plain))
    return true;
  for (let cut = 3;cut <= plain.length - 2; cut++) {
    const [head, tail] = [plain.slice(0, cut), plain.slice(cut)];
    if (words.has(head) && ADDED.has(tail) || ADDED.has(head) && words.has(tail))
      return true;
  }
  return false;
}
var anyOf = (list, words) => words.some((word) => word.length <= 60 && isOf2(list, word));
var speaksOfToken = (words) => words.some((word) => TOKEN_WORDS.has(word)) && !words.some((word) => OTHER_TOKENS.has(word));
var INERT = /\.(?:md|markdown|rst|adoc|txt|pdf|docx?|png|jpe?g|gif|webp|avif|ico|svg|css|scss|sass|less|woff2?|ttf|mp4)$/;
var isDocument = (path) => INERT.test(path.toLowerCase());
var DEPENDENCIES = /^(?:package\.json|package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|pnpm-workspace\.yaml|bun\.lockb?|bunfig\.toml|\.npmrc|\.yarnrc(?:\.yml)?|\.pnpmfile\.cjs|deno\.jsonc?|deno\.lock|jsr\.json|bower\.json|(?:[\w.-]+[-_.])?requirements(?:[-_.][\w.-]+)?\.(?:txt|in)|constraints\.txt|pyproject\.toml|poetry\.lock|pdm\.lock|uv\.lock|pipfile(?:\.lock)?|setup\.(?:py|cfg)|environment\.ya?ml|conda-lock\.yml|go\.(?:mod|sum|work|work\.sum)|cargo\.(?:toml|lock)|gemfile(?:\.lock)?|gems\.(?:rb|locked)|composer\.(?:json|lock)|pom\.xml|(?:build|settings)\.gradle(?:\.kts)?|gradle\.lockfile|gradle-wrapper\.properties|libs\.versions\.toml|build\.sbt|packages\.(?:config|lock\.json)|directory\.packages\.props|nuget\.config|paket\.(?:dependencies|lock)|mix\.(?:exs|lock)|rebar\.(?:config|lock)|pubspec\.(?:yaml|lock)|package\.(?:swift|resolved)|podfile(?:\.lock)?|cartfile(?:\.resolved)?|conanfile\.(?:txt|py)|vcpkg\.json|stack\.yaml(?:\.lock)?|cabal\.project|cpanfile|project\.clj|deps\.edn|flake\.(?:nix|lock)|shard\.(?:yml|lock)|manifest\.toml|project\.toml|renv\.lock|module\.bazel(?:\.lock)?|elm\.json|dub\.json|\.gitmodules|.+\.(?:gemspec|podspec|csproj|fsproj|vbproj|cabal|nimble|rockspec))$/;
var ENV = /^(?:\.env(?:\..+)?|.+\.env|\.envrc|\.flaskenv)$/;
var SQL = /\.(?:sql|prisma)$/;
var CI_BASE = /^(?:\.gitlab-ci\.ya?ml|jenkinsfile(?:\..+)?|azure-pipelines.*\.ya?ml|bitbucket-pipelines\.yml|\.travis\.yml|\.drone\.ya?ml|\.?appveyor\.yml|\.woodpecker\.ya?ml|cloudbuild\.ya?ml|buildspec\.ya?ml|codefresh\.yml|\.cirrus\.yml|dependabot\.ya?ml|renovate\.json5?|codeowners|\.pre-commit-config\.ya?ml|lefthook\.yml)$/;
var CI_FOLDER = /(?:^|\/)(?:\.github\/(?:workflows|actions)|\.gitlab\/ci|\.(?:gitea|forgejo)\/workflows|\.circleci|\.buildkite|\.teamcity|\.woodpecker|\.semaphore|\.husky)\//;
var DOCKER = /^(?:(?:dockerfile|containerfile)(?:\..+)?|.+\.(?:dockerfile|containerfile)|(?:docker-)?compose(?:[-_.].+)?\.ya?ml|\.dockerignore|docker-bake\.(?:hcl|json))$/;
var INFRA = /\.(?:tf|tfvars|bicep)$|^nginx\.conf$|(?:^|\/)(?:k8s|kubernetes|helm|terraform)\/.+\.(?:ya?ml|json|hcl|tpl)$/;
var MIGRATIONS = new Set(["migration", "migrations", "migrate"]);
var KEYS = /\.(?:pem|key|p12|pfx|jks|crt|cer|kdbx|asc|gpg)$/;
var PATH_RULES = [
  "path:auth",
  "path:crypto",
  "path:dependencies",
  "path:env",
  "path:sql",
  "path:migration",
  "path:ci",
  "path:docker",
  "path:infra"
];
function pathRules(path) {
  const whole = projectPath(path);
  const lower = whole.toLowerCase();
  const segments = lower.split("/");
  const base = segments.at(-1);
  const fired = new Set;
  const when = (rule, fires) => void (fires && fired.add(rule));
  const requirements = segments.at(-2) === "requirements" && /\.(?:txt|in)$/.test(base);
  when("path:dependencies", DEPENDENCIES.test(base) || requirements);
  when("path:env", ENV.test(base));
  when("path:sql", SQL.test(base));
  when("path:ci", CI_BASE.test(base) || CI_FOLDER.test(lower) && !isDocument(base));
  when("path:docker", DOCKER.test(base) && !isDocument(base));
  if (!isDocument(base)) {
    const words = wordsOf3(whole);
    when("path:auth", anyOf(AUTH_WORDS, words) || speaksOfToken(words));
    when("path:crypto", anyOf(CRYPTO_WORDS, words) || KEYS.test(base));
    when("path:migration", words.some((word) => MIGRATIONS.has(word)));
    when("path:infra", INFRA.test(lower) || base === "nginx.conf");
  }
  return PATH_RULES.filter((rule) => fired.has(rule));
}
var DIFF_RULES = [
  "diff:auth",
  "diff:password",
  "diff:crypto",
  "diff:eval",
  "diff:deserialize",
  "diff:shell",
  "diff:sql-concat",
  "diff:html",
  "diff:cookie",
  "diff:cors",
  "diff:disabled-check",
  "diff:removed-check",
  "diff:secret"
];
var words = (text) => new Set(text.split(" "));
var AUTH = words("authenticate authenticated authentication authorize authorization authorise jwt oauth saml oidc login logout signin " + "totp webauthn session sessions");
var PASSWORD = words("password passwords passwd pwd passphrase passcode");
var CRYPTO = words("hmac bcrypt argon scrypt pbkdf encrypt decrypt cipher cryptography");
var COOKIE = words("cookie cookies setcookie");
var TRIGGER_RULES = [
  "no-file-list",
  "no-content",
  "path:setting",
  ...PATH_RULES,
  "dependency:added",
  "dependency:changed",
  ...DIFF_RULES
];

// src/workflows/team/track.ts
var TRACKS2 = {
  full: ["01", "02", "03", "04", "05", "06", "07", "08", "09"],
  quick: ["01", "04", "06", "07", "08", "09"],
  nano: ["04", "07"],
  "config-only": ["04", "05", "07", "08"],
  "dep-update": ["04", "06", "07", "08"],
  hotfix: ["04", "05", "06", "07", "08", "09"]
};
var LIGHT = ["quick", "nano", "config-only", "dep-update"];
var TOPIC_OF = {
  "path:auth": "authentication",
  "path:crypto": "cryptography",
  "path:sql": "migrations",
  "path:migration": "migrations",
  "path:dependencies": "new dependencies"
};
var PAYMENT = new Set([
  "payment",
  "payments",
  "billing",
  "checkout",
  "invoice",
  "invoices",
  "refund",
  "refunds",
  "stripe",
  "paypal"
]);
function topicsOf(path, track) {
  const topics = pathRules(path).flatMap((rule) => TOPIC_OF[rule] ?? []);
  if (!isDocument(path)) {
    const words = wordsOf3(path);
    if (words.some((word) => PAYMENT.has(word)))
      topics.push("payment data");
    if (/(?:^| )feature (?:flags?|toggles?)(?: |$)/.test(words.join(" ")))
      topics.push("feature flags");
  }
  return track === "dep-update" ? topics.filter((topic) => topic !== "new dependencies") : topics;
}
function sensitiveOf(track, request, files) {
  const found = new Map(sensitiveIn(request).map(({ topic, words }) => [topic, words]));
  for (const path of files)
    for (const topic of topicsOf(path, track))
      found.set(topic, [...new Set([...found.get(topic) ?? [], path])]);
  return SENSITIVE.flatMap((topic) => {
    const words = found.get(topic);
    return words === undefined ? [] : [{ topic, words }];
  });
}
var SHOWN2 = 3;
var told = (found) => found.map(({ topic, words }) => {
  const more = words.length > SHOWN2 ? ` and ${words.length - SHOWN2} more` : "";
  return `${topic} (${words.slice(0, SHOWN2).map((word) => JSON.stringify(word)).join(", ")}${more})`;
}).join(", ");
function trackProblem(track, request, files = []) {
  if (!LIGHT.includes(track))
    return null;
  const found = sensitiveOf(track, request, files);
  if (found.length === 0)
    return null;
  const spoken = sensitiveIn(request).length > 0;
  const hint = spoken ? ', or say that they are left alone ("does not touch login")' : "";
  return `track ${track}: found ${told(found)}, which need all stages; take --track full${hint}`;
}
var isManifest = (path) => pathRules(path).includes("path:dependencies");
var isConfig = (path) => {
  const base = projectPath(path).toLowerCase();
  return /\.(?:json|jsonc|json5|ya?ml|toml|ini|cfg|conf|properties|env)$/.test(base) || /(?:^|\/)\.[\w.-]+$/.test(base);
};
var HOTFIX = /\bhot-?fix\b|\b(?:production|prod|site|service|app) (?:is|are|went) (?:down|broken)\b|\boutage\b|\bincident\b|\burgent(?:ly)? (?:fix|bug|production)\b/i;
var DEPENDENCIES2 = /\b(?:update|upgrade|bump)\b.{0,60}\b(?:dependenc(?:y|ies)|packages?|librar(?:y|ies)|lock ?file)\b|\b(?:update|upgrade|bump)\s+\S{1,60}(?:\s+from\s+\S{1,30})?\s+to\s+v?\d/i;
var NANO = /\b(?:typos?|misspell\w*|spelling|wording|grammar|broken link|comment(?:s|ed)?|whitespace|readme)\b/i;
var CONFIG = /\b(?:config(?:uration)?|settings?|environment variables?|timeout|log level)\b/i;
var CONFIG_CHANGE = /\b(?:change|set|raise|lower|increase|decrease|adjust|update|switch|turn)\b/i;
var BUILDS = /\b(?:add|build|create|implement|introduce|support|new|page|screen|endpoint|feature)\b/i;
var SMALL = /\b(?:small|minor|tiny|quick|simple|fix(?:es)?|bug|tweak)\b/i;
function proposeTrack(request, files = []) {
  const start = request.slice(0, 4000);
  const word = (pattern) => `the request says ${JSON.stringify(pattern.exec(start)?.[0] ?? "")}`;
  if (HOTFIX.test(start))
    return { track: "hotfix", reason: word(HOTFIX) };
  const updates = DEPENDENCIES2.test(start) || files.length > 0 && files.every(isManifest);
  const found = sensitiveOf(updates ? "dep-update" : "quick", request, files);
  if (found.length > 0)
    return { track: "full", reason: `found ${told(found)}` };
  if (updates && files.every(isManifest))
    return {
      track: "dep-update",
      reason: files.length > 0 ? "only manifests and lock files change" : word(DEPENDENCIES2)
    };
  if (files.length > 0 && files.every(isDocument))
    return { track: "nano", reason: "only documents, images or styles change" };
  if (files.length > 0 && files.every(isConfig))
    return { track: "config-only", reason: "only configuration files change" };
  if (BUILDS.test(start))
    return { track: "full", reason: word(BUILDS) };
  if (NANO.test(start) && files.length <= NANO_FILES)
    return { track: "nano", reason: word(NANO) };
  if (CONFIG.test(start) && CONFIG_CHANGE.test(start) && files.every(isConfig))
    return { track: "config-only", reason: word(CONFIG) };
  if (SMALL.test(start))
    return { track: "quick", reason: word(SMALL) };
  return { track: "full", reason: "nothing says that it is small" };
}
var NANO_FILES = 3;
var MOST_FILES = 500;
var QUICK_MS = 5000;
function changedNow(root) {
  if (topLevel(root) === null)
    return [];
  const args = ["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=normal", "--", "."];
  const { ok, out } = runGit(args, { cwd: root, timeout: Math.min(GIT_TIMEOUT, QUICK_MS), maxBytes: 1e6 });
  if (!ok)
    return [];
  const files = out.toString().split("\x00").map((line) => line.slice(3)).filter((path) => path !== "" && !/(?:^|\/)(?:\.task|pipeline)\//.test(path));
  return files.length > MOST_FILES ? [] : files;
}
var isTrack = (value) => Object.hasOwn(TRACKS2, value);
var track = {
  option: "track",
  propose(root, request) {
    const asked = proposeTrack(request);
    const files = changedNow(root);
    if (files.length === 0)
      return asValue(asked);
    const withDiff = proposeTrack(request, files);
    return asValue(TRACKS2[withDiff.track].length > TRACKS2[asked.track].length ? withDiff : asked);
  },
  problem: (value, request) => isTrack(value) ? trackProblem(value, request) : null
};
var asValue = ({ track: value, reason }) => ({
  value,
  reason
});
var CHOICES = { track };

// src/run/start-request.ts
var wrong = (problem) => ({
  ok: false,
  problem,
  refused: false
});
var flagText = (name, flag) => flag.takes === "nothing" ? `--${name}` : flag.takes === "name" ? `--${name}[=${flag.value}]` : `--${name} ${flag.value}`;
var possible = ({ flags }) => Object.entries(flags).map(([name, flag]) => flagText(name, flag)).join(", ");
function readFlags(name, line) {
  const command = STARTS[name];
  if (!command.strict)
    return lenient(line);
  const flags = new Map;
  const words = /\S+/g;
  let text = "";
  let [from, end] = [-1, -1];
  for (let found = words.exec(line);found !== null; found = words.exec(line)) {
    const [word] = found;
    if (word === "--") {
      text = from < 0 ? "" : `${line.slice(from, end < 0 ? found.index : end).trimEnd()} `;
      return { ok: true, text: `${text}${line.slice(words.lastIndex).trim()}`.trim(), flags };
    }
    if (!word.startsWith("--")) {
      if (end >= 0)
        return wrong(`${typedCommand(name)}: text stands before and behind ${[...flags.keys()].map((one) => `--${one}`).at(-1)}; put flags in front of the text. ${BEHIND}`);
      if (from < 0)
        from = found.index;
      continue;
    }
    if (from >= 0 && end < 0)
      end = found.index;
    const [given = "", inline] = halves(word.slice(2));
    const flag = Object.hasOwn(command.flags, given) ? command.flags[given] : undefined;
    if (!flag)
      return wrong(`--${given.slice(0, 60)} is no flag of ${typedCommand(name)}; possible: ${possible(command)}. ${BEHIND}`);
    if (flags.has(given))
      return wrong(`--${given} is given twice`);
    let value = inline;
    if (flag.takes === "nothing" && value !== null)
      return wrong(`--${given} takes no value, found "${value.slice(0, 60)}"`);
    if (flag.takes !== "nothing" && flag.takes !== "name" && value === null) {
      const next = words.exec(line);
      if (next === null || next[0].startsWith("--"))
        return wrong(`--${given} needs a value: ${flagText(given, flag)}`);
      value = next[0];
    }
    if (value === "")
      return wrong(`--${given}=: the value is missing, expected ${flagText(given, flag)}`);
    flags.set(given, value);
  }
  text = from < 0 ? "" : line.slice(from, end < 0 ? line.length : end).trim();
  return { ok: true, text, flags };
}
var BEHIND = 'Text that begins with -- stands behind " -- ".';
var halves = (word) => {
  const at = word.indexOf("=");
  return at < 0 ? [word, null] : [word.slice(0, at), word.slice(at + 1)];
};
function lenient(line) {
  const lead = /^\s*--auto(?=\s|$)/.exec(line);
  const tail = lead ? null : /(?<=^|\s)--auto\s*$/.exec(line);
  const text = lead ? line.slice(lead[0].length) : tail ? line.slice(0, tail.index) : line;
  return { ok: true, text: text.trim(), flags: new Map(lead || tail ? [["auto", null]] : []) };
}
var ENVIRONMENT = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u;
function optionOf(command, name, value, settings) {
  const flag = command.flags[name];
  const none = (what, expected) => ({
    problem: `--${name}: found "${what.slice(0, 60)}", expected ${expected}`
  });
  if (flag.takes === "variant") {
    const { variants } = workflowOf(command.workflow).entries[command.entry];
    const known = Object.keys(variants?.of ?? {});
    return known.includes(value ?? "") ? { value } : none(value ?? "", `one of ${known.join(", ")}`);
  }
  if (flag.takes === "areas") {
    const known = Object.keys(areasOf(settings));
    const named = (value ?? "").split(",").map((one) => one.trim().normalize("NFC"));
    const unknown = named.find((one) => !known.includes(one));
    return unknown === undefined ? { value: [...new Set(named)].join(",") } : none(unknown, `areas of the settings with commas between them: ${known.join(", ")}`);
  }
  if (flag.takes === "name") {
    if (value === null)
      return { value: flag.alone };
    return ENVIRONMENT.test(value) ? { value } : none(value, "letters, digits, . _ -, at most 40, letter or digit first");
  }
  return { value: "" };
}
function readStart(name, line, settings, root) {
  const command = STARTS[name];
  const typed = readFlags(name, line);
  if (!typed.ok)
    return wrong(typed.problem);
  const options = {};
  for (const [flag, value] of typed.flags) {
    if (command.flags[flag].takes === "nothing")
      continue;
    const option = optionOf(command, flag, value, settings);
    if ("problem" in option)
      return wrong(option.problem);
    options[flag] = option.value;
  }
  const { workflow, entry } = command;
  const start = { workflow, entry, auto: typed.flags.has("auto"), options };
  if (typed.text === "")
    return { ok: true, value: { request: "", start } };
  const choice = command.chooses === undefined ? undefined : CHOICES[command.chooses];
  if (choice !== undefined) {
    const { option } = choice;
    if (options[option] === undefined) {
      const { value, reason } = choice.propose(root, typed.text);
      Object.assign(options, { [option]: value, [`${option}_reason`]: reason });
    }
    const refused = choice.problem(options[option], typed.text);
    if (refused !== null)
      return { ok: false, problem: refused, refused: true };
  }
  for (const [option, byValue] of Object.entries(command.implies ?? {}))
    Object.assign(options, byValue[options[option] ?? ""] ?? {});
  return { ok: true, value: { request: typed.text, start } };
}
function changeProblem(run, text) {
  const { chooses } = STARTS[startNameOf(run)];
  const choice = chooses === undefined ? undefined : CHOICES[chooses];
  const value = choice === undefined ? undefined : run.options[choice.option];
  const problem = choice === undefined || value === undefined ? null : choice.problem(value, text);
  return problem === null ? null : `The request stays as it is. ${problem}: that is fixed when a run starts.`;
}
function chosenText(start) {
  const chosen = Object.keys(start.options).filter((name) => start.options[`${name}_reason`] !== undefined);
  const lines = chosen.map((name) => `${name} ${start.options[name]}: ${start.options[`${name}_reason`]}`);
  return lines.length === 0 ? null : `Chosen for you: ${lines.join("; ")}. Another one is given with --${chosen[0]}; cancel first.`;
}

// src/record/tests.ts
var testTasks = (run, program) => run.tasks.filter((task) => task.who.program === program && task.kind !== "fix" && task.artifact !== null);
var baselineRecords = (project, run) => testTasks(run, "baseline").flatMap((task) => accepted(project, task.artifact) ?? []);
function newestTests(project, run) {
  const task = testTasks(run, "tests").findLast((one) => !one.void);
  const record = task ? accepted(project, task.artifact) : null;
  return task && record ? { task, record } : null;
}
var UNAPPROVED = "what was named needs a shell, and no person approved the line";
function whyNone(run) {
  if (!run.settings.tests.run)
    return "the settings say so";
  if (approvedCommands(run).length > 0)
    return isLive(run) ? "there is nothing to test yet" : "the run ended before";
  if (run.tests.decided.length > 0)
    return "the commands that were named are not approved";
  return run.tests.none ? "no test command is known" : "none was asked for";
}
var ended2 = (one) => `${one.command} ${endOf(one)}`;
function testsReport(project, run, final) {
  const newest = newestTests(project, run);
  const records = testTasks(run, "tests").length;
  const gone = newest?.record.commands.flatMap((one) => one.gone) ?? [];
  return {
    none: newest === null ? whyNone(run) : newest.record.outcome === "none" ? UNAPPROVED : null,
    baseline: baselineRecords(project, run).flatMap((record) => record.commands.filter((one) => one.state !== "passed").map(ended2)),
    last: [
      ...newest?.record.commands.map(ended2) ?? [],
      ...run.tests.by_hand === null ? [] : [`by hand at ${run.tests.by_hand.at}: ${run.tests.by_hand.outcome}`],
      ...gone.length > 0 ? [`${gone.length} that passed before did not run: ${gone.slice(0, 3).join(", ")}`] : []
    ],
    runs: records,
    tree: newest?.record.after ?? null,
    final: newest === null || final === null ? null : newest.record.after === final || newest.record.tree === final
  };
}
function testStanding(project, run) {
  const { none, last, baseline } = testsReport(project, run, null);
  return [...none === null ? last : [], ...baseline.map((one) => `${one} (before the implementation)`)];
}

// src/render/view.ts
var SEVERITIES = ["blocker", "major", "minor"];
var reviewGates = (run) => gatesOf(workflowOf(run.workflow), run).filter((gate) => gate.gate === "review");
var limitOf = (run, name) => run.settings.limits[name] ?? workflowOf(run.workflow).limits[name] ?? Number.POSITIVE_INFINITY;
function taskView(run, task) {
  const waits = task.blocked_by.filter((id) => run.tasks.some((one) => one.id === id && !isOver(one)));
  return {
    id: task.id,
    subject: task.subject,
    agent: isCheck(run, task) ? task.who.provider ?? task.who.agent : task.who.agent,
    model: isCheck(run, task) ? "" : task.who.model,
    status: task.status,
    round: task.version,
    blocked_by: isOver(task) ? [] : waits,
    waiver: task.waiver,
    ...task.skipped === null ? {} : { skipped: skipWords(task.skipped) },
    void: task.void,
    spent: spentOn(task),
    bounds: task.dispatch?.bounds ?? null
  };
}
function groupsOf(run, gates) {
  return [...new Set(gates.map((gate) => gate.group))].map((name) => ({
    name,
    rounds: rounds(run, gates.filter((gate) => gate.group === name).map((gate) => gate.key)),
    limit: limitOf(run, name)
  }));
}
function inOrder(tasks) {
  const left = [...tasks];
  const placed = new Set;
  const ordered = [];
  while (left.length > 0) {
    const at = left.findIndex((task) => task.blocked_by.every((id) => placed.has(id)));
    const [task] = left.splice(Math.max(0, at), 1);
    placed.add(task.id);
    ordered.push(task);
  }
  return ordered;
}
function runView(run, facts) {
  const gates = reviewGates(run);
  const counted = run.tasks.filter((task) => !task.void && task.status !== "cancelled");
  const view = {
    run: run.run,
    workflow: run.workflow,
    status: run.status,
    reason: run.reason,
    phase: phaseOf(run, workflowOf(run.workflow)),
    kept: facts.kept,
    created_at: run.created_at,
    updated_at: run.updated_at,
    auto: run.auto,
    request: run.request.text,
    done: counted.filter((task) => task.status === "done").length,
    total: counted.length,
    tasks: inOrder(run.tasks).map((task) => taskView(run, task)),
    reviewers: gates.map((gate) => ({
      name: gate.title,
      reviewer: gate.reviewer,
      group: gate.group,
      rounds: rounds(run, [gate.key]),
      limit: limitOf(run, "per_reviewer")
    })),
    groups: groupsOf(run, gates),
    questions: facts.questions,
    tests: facts.tests,
    findings: [...facts.findings].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity)),
    spent: spentBy(run),
    ceiling_tokens: ceilingOf(run),
    held: run.paused && heldReason(run.paused),
    owner: run.owner ? { session: run.owner.session, pid: run.owner.host?.pid ?? null, alive: facts.ownerAlive } : null
  };
  const next = nextStep(run, view);
  if (workflowOf(run.workflow).keeps === undefined)
    return { ...view, next };
  return { ...view, next, stages: teamView(run, { feature: facts.feature ?? requestLine(view), next }) };
}
var listed2 = (run, ids) => ids.map((id) => `${id} ${run.tasks.find((task) => task.id === id)?.subject ?? ""}`.trim()).join(", ");
var TAKE_UP = "open Claude Code here and type /multi-ai:resume, or run multi-ai run --continue";
function nextStep(run, view) {
  if (view.kept === "parked")
    return `multi-ai resume ${run.run} brings it back`;
  if (view.kept === "archived")
    return `multi-ai report --run ${run.run} shows what was done`;
  if (run.status === "complete")
    return `multi-ai report shows what was done; ${startText(run)} starts the next run`;
  if (!isLive(run))
    return `${startText(run)} starts a new run; this one stays in .task/history then`;
  const next = directive(run);
  const here = view.owner !== null && view.owner.alive !== false;
  if (next.do === "held")
    return `when that is over: ${here ? 'type anything in the session, such as "go on"' : "multi-ai run --continue"}, or /multi-ai:resume`;
  if (next.do === "ask")
    return `answer ${next.questions.join(", ")}${here ? " in the session" : ""}, or: multi-ai decide <A, B, \u2026> --question ${next.questions[0]}`;
  if (!here)
    return TAKE_UP;
  if (next.do === "dispatch")
    return `go to the session: it starts ${listed2(run, next.tasks)} at its next prompt or notification`;
  const at = currentTask(run);
  return `nothing: ${at ? `${at.id} ${at.subject}` : "the run"} is at work and the run goes on by itself`;
}
var requestLine = (view) => oneLine(view.request);

// src/render/status.ts
var PLAIN_LAYOUT = { width: 100, paint: PLAIN };
var MOST_TASKS = 14;
var MOST_FINDINGS = 6;
var COLOUR = {
  running: "cyan",
  ready: "cyan",
  waiting: "yellow",
  waiting_for_user: "yellow",
  done: "green",
  complete: "green",
  failed: "red",
  cancelled: "red",
  blocked: "dim",
  skipped: "dim"
};
var tint2 = (paint, status) => paint[COLOUR[status] ?? "bold"](status);
function header(view, { paint }) {
  const kept = view.kept === "here" ? [] : [view.kept];
  const why = view.status === "cancelled" || view.status === "failed" ? [oneLine(view.reason)] : [];
  return [
    `${paint.bold(view.run)} (${view.workflow})`,
    ...kept,
    tint2(paint, view.status),
    ...why.filter((reason) => reason !== ""),
    `phase ${view.phase}`,
    `since ${moment(view.created_at)}`,
    `${view.done} of ${view.total} tasks done`,
    ...view.auto ? ["--auto"] : []
  ].join(" \xB7 ");
}
function shownTasks(tasks) {
  const over = (task) => ["done", "skipped", "cancelled", "failed"].includes(task.status) || task.void;
  const extra = Math.max(0, tasks.length - MOST_TASKS);
  let hidden = 0;
  const rows = tasks.filter((task) => !(over(task) && hidden < extra && ++hidden > 0));
  return { hidden, rows: rows.slice(0, MOST_TASKS) };
}
function taskTable(view, { width, paint }) {
  const { hidden, rows } = shownTasks(view.tasks);
  const cells = rows.map((task) => [
    task.id,
    oneLine(task.subject),
    oneLine([task.agent, task.model].filter((word) => word !== "").join("/")),
    task.void ? "void" : task.waiver ? task.waiver.kind : task.status,
    String(task.round),
    task.spent.tokens > 0 ? tokens(task.spent.tokens) : "",
    task.blocked_by.join(" ")
  ]);
  const [head, ...lines] = table([["", "task", "agent/model", "status", "round", "tokens", "waits for"], ...cells], width, [2, 1]);
  const left = view.tasks.length - hidden - rows.length;
  return [
    paint.dim(head),
    ...lines.map((line, at) => tintWord(line, cells[at][3], paint)),
    ...hidden > 0 ? [paint.dim(`(${hidden} earlier tasks are over; --json has all)`)] : [],
    ...left > 0 ? [paint.dim(`(${left} more tasks; --json has all)`)] : []
  ];
}
function tintWord(line, word, paint) {
  const at = line.search(new RegExp(`  ${word}(?=  |$)`));
  const colour = COLOUR[word];
  if (at < 0 || colour === undefined)
    return line;
  return `${line.slice(0, at + 2)}${paint[colour](word)}${line.slice(at + 2 + word.length)}`;
}
var limited = ({ rounds, limit }) => `${rounds}${Number.isFinite(limit) ? ` of ${limit}` : ""}`;
function roundLines(view, { width }) {
  return view.groups.flatMap((group) => {
    const each = view.reviewers.filter((one) => one.group === group.name);
    const said = each.map((one) => `${one.reviewer} ${limited(one)}`).join(", ");
    return wrap(`Re-reviews, ${group.name.replaceAll("_", " ")}: ${limited(group)} (${said})`, width);
  });
}
function findingLines(view, { width, paint }) {
  const open = view.findings.filter((one) => !one.outside);
  if (open.length === 0)
    return [];
  const counts = SEVERITIES.flatMap((severity) => {
    const count = open.filter((one) => one.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  const lines = clip2(open, MOST_FINDINGS, (one) => fit(`  ${one.id} ${one.severity} (${one.reviewer}, ${one.task}): ${oneLine(one.problem)}`, width));
  return [paint.yellow(`Open findings: ${counts.join(", ")}`), ...lines];
}
var testLines = ({ tests }, { width }) => tests.map((one) => fit(`Tests: ${oneLine(one)}`, width));
function spentLines3({ spent, ceiling_tokens: ceiling }) {
  if (spent.tool_calls === 0 && ceiling === null)
    return [];
  return [`Spent: ${spentText(spent)}${ceiling === null ? "" : `; asked at ${tokens(ceiling)} tokens`}`];
}
function ownerLine(view) {
  if (view.owner === null)
    return "Owner: no session";
  const { session, pid, alive } = view.owner;
  const process2 = alive === null ? "its process is not known" : alive ? `process ${pid}, alive` : `process ${pid}, gone`;
  return `Owner: session ${session.slice(0, 8)} (${process2})`;
}
function questionLines(view, { width }) {
  return view.questions.flatMap((shown) => clean(questionText(shown, "multi-ai")).split(`
`).flatMap((line) => line.startsWith("Answer: ") ? [line] : wrap(line, width)));
}
function statusText(view, layout = PLAIN_LAYOUT) {
  const { paint, width } = layout;
  const head = [header(view, layout), fit(`Request: ${requestLine(view)}`, width)];
  const parts = [
    ...view.stages ? [statusTable(view.stages, layout), [`${head[0]} \xB7 track ${view.stages.track}`]] : [head, taskTable(view, layout)],
    [
      ...roundLines(view, layout),
      ...findingLines(view, layout),
      ...testLines(view, layout),
      ...spentLines3(view),
      ownerLine(view)
    ],
    view.held === null ? [] : wrap(`Waits: ${view.held}`, layout.width),
    questionLines(view, layout),
    [`${paint.bold("Next:")} ${view.next}`]
  ];
  return parts.filter((lines) => lines.length > 0).map((lines) => lines.join(`
`)).join(`

`);
}
function shortStatusText(view, layout = PLAIN_LAYOUT) {
  const at = view.tasks.filter((task) => task.status === "running" || task.status === "ready");
  return [
    header(view, layout),
    fit(`Request: ${requestLine(view)}`, layout.width),
    ...at.map((task) => fit(`${task.id} ${oneLine(task.subject)}: ${tint2(layout.paint, task.status)}`, layout.width + 10)),
    ...questionLines(view, layout),
    `${layout.paint.bold("Next:")} ${view.next}`
  ].join(`
`);
}

// src/run/status.ts
function findingViews(project, run, state) {
  const reviewers = new Map(reviewGates(run).map((gate) => [gate.key, gate.title]));
  return run.findings.filter((one) => one.state === state).map((one) => {
    const sha = run.tasks.find((task) => task.id === one.task)?.artifact ?? null;
    const words = accepted(project, sha)?.findings?.find((given) => given.id === one.id);
    const { id, task, severity, outside } = one;
    const problem = words?.problem ?? "(its words are not kept any more)";
    return { id, task, reviewer: reviewers.get(one.gate) ?? one.gate, severity, outside, problem };
  });
}
function viewOf(project, run, kept = "here") {
  const host = run.owner?.host ?? null;
  return runView(run, {
    kept,
    questions: isLive(run) && kept === "here" ? viewQuestions(project, run) : [],
    findings: findingViews(project, run, "open"),
    tests: testStanding(project, run),
    ...kept === "here" && workflowOf(run.workflow).keeps ? { feature: featureOf(project, run) } : {},
    ownerAlive: run.owner === null || host === null ? null : isAlive2(host)
  });
}

// src/cli/decide.ts
var CHANGE3 = "change";
function openText(call, run) {
  const shown = viewQuestions(call.project, run);
  return clean(shown.map((one) => questionText(one, "multi-ai")).join(`

`));
}
function afterwards(call, run) {
  const { next } = viewOf(call.project, run);
  const told = isLive(run) && isAlive2(run.owner?.host ?? null) ? `The session that owns the run hears of it at its next prompt or notification.
` : "";
  return `${told}Next: ${next}`;
}
function notAnOption(call, run, said, problem) {
  const open = run.questions.find((one) => said.question === null || one.id === said.question);
  if (!open)
    return no(said.option === "" || run.questions.length === 0 ? problem : `${problem}
${openText(call, run)}`);
  const shown = viewQuestion(call.project, run, open);
  const known = [...open.options, ...shown.options.map((one) => one.label.toLowerCase()), CHANGE3];
  const hint = said.option === "" ? "" : didYouMean(said.option.toLowerCase(), known);
  return wrongUsage(clean(`${problem}${hint}
${questionText(shown, "multi-ai")}`));
}
async function takeDecision(call, run, said) {
  const decision = readDecision(said, run, (question) => viewQuestion(call.project, run, question));
  if (!decision.ok)
    return notAnOption(call, run, said, decision.problem);
  if (decision.change !== undefined) {
    const refused = changeProblem(run, decision.change);
    if (refused !== null)
      return no(refused, { run: run.run });
    const request = storeRequest(call.project, decision.change);
    const changed = changeRun(call, () => [{ do: "change", request }]);
    return done(`The request changes once you say where to go on:
${openText(call, changed)}`, {
      run: run.run,
      option: CHANGE3,
      question: changed.questions.findLast((one) => one.task === null)?.id ?? null,
      status: changed.status
    });
  }
  const { question, option, text } = decision;
  const answer = { do: "answer", question, option, text, via: "cli", session: null };
  const wanted = decide(workflowOf(run.workflow), run, answer).find((event) => event.type === "reason_wanted");
  if (wanted?.type === "reason_wanted" && wanted.option !== null)
    return no(`This counts only with a reason: multi-ai decide ${wanted.option} --question ${question} --reason "\u2026"`, {
      question,
      option: wanted.option
    });
  const now = changeRun(call, () => [answer, releaseIfGone]);
  if (!isLive(now))
    await endChecks(run);
  const data = { run: run.run, question, option, text, status: now.status, next: viewOf(call.project, now).next };
  return done(`${clean(recorded(run, question, option, text))}
${afterwards(call, now)}`, data);
}
function recorded(run, question, option, text) {
  if (option === BACK2)
    return `${question} is asked anew, with all of its options.`;
  const said = `Recorded: ${question} is answered${option === null ? "" : ` with ${option}`}${text === null ? "" : `: ${fit(oneLine(text), 200)}`}.`;
  const { request = null, start = null } = run.questions.find((one) => one.id === question) ?? {};
  if (request === null || option !== "replace")
    return said;
  const line = startLine(start ?? { ...run, auto: false, options: {} }, oneLine(request.text));
  return `${said}
The new request was not started from here; type it in Claude Code: ${line}`;
}
var decide2 = {
  summary: "Answer the open question; decide change --reason changes the request",
  usage: "<option>",
  args: [0, 20],
  options: {
    reason: { value: "<text>", about: "Why, or what to change; alone it is an answer in your own words" },
    question: { value: "<id>", about: "Which question, where several are open" }
  },
  slash: () => "/multi-ai:decide",
  run(call) {
    const run = ownRun2(call);
    if (run === null)
      return no(noRunText(call.from), { run: null });
    if (!isLive(run))
      return no(`Run ${run.run} is over (${run.status}): nothing is open.`, { run: run.run });
    const reason = call.value("reason")?.trim() || null;
    return takeDecision(call, run, { option: call.args.join(" ").trim(), question: call.value("question"), reason });
  }
};

// src/checkup/hooks-fire.ts
import { mkdirSync as mkdirSync7, mkdtempSync, readFileSync as readFileSync9, realpathSync as realpathSync4, rmSync as rmSync6 } from "fs";
import { tmpdir } from "os";
import { join as join22 } from "path";

// src/host/program.ts
import { existsSync as existsSync8, readFileSync as readFileSync8 } from "fs";
import { delimiter as delimiter2, dirname as dirname8, join as join21, resolve as resolve5 } from "path";
var OLDEST_HOST = "2.1.197";
var NEWEST_HOST = "2.1.328";
var OF_ANOTHER_HOST = /^(CLAUDECODE|CLAUDE_PID|CLAUDE_PROJECT_DIR|CLAUDE_PLUGIN_.*|CLAUDE_ENV_FILE|CLAUDE_CODE_(ENTRYPOINT|SESSION_.*))$/;
function findClaude(named, env) {
  const program = (path) => Bun.which(path, { PATH: env.PATH ?? "" });
  if (named !== null)
    return program(named.includes("/") ? resolve5(named) : named);
  const places = ["claude", ...[".local/bin/claude", ".claude/local/claude"].map((path) => join21(env.HOME ?? "", path))];
  for (const place of places) {
    const found = program(place);
    if (found !== null)
      return found;
  }
  return null;
}
async function claudeVersion(claude, env, cwd, limitMs = 1e4) {
  const asked = await runProcess({ command: claude, args: ["--version"], cwd, env, timeoutMs: limitMs });
  return asked.exitCode === 0 ? /\d+\.\d+\.\d+/.exec(asked.stdout)?.[0] ?? null : null;
}
function compareVersions(a, b) {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number));
  for (let at = 0;at < 3; at++)
    if (left[at] !== right[at])
      return (left[at] ?? 0) - (right[at] ?? 0);
  return 0;
}
var configFolder = (env) => env.CLAUDE_CONFIG_DIR || join21(env.HOME ?? "", ".claude");
function hostSettings(env, project) {
  const files = [
    join21(configFolder(env), "settings.json"),
    join21(project, ".claude", "settings.json"),
    join21(project, ".claude", "settings.local.json")
  ];
  return files.map((file) => {
    try {
      const value = JSON.parse(readFileSync8(file, "utf8"));
      return typeof value === "object" && value !== null ? value : {};
    } catch {
      return {};
    }
  });
}
var inside = (value, name) => typeof value === "object" && value !== null ? value[name] : undefined;
function pluginIsInstalled(env, project) {
  let enabled = false;
  for (const settings of hostSettings(env, project)) {
    const plugins = inside(settings, "enabledPlugins");
    for (const [name, value] of Object.entries(plugins ?? {}))
      if (name.startsWith("multi-ai@"))
        enabled = value === true;
  }
  return enabled;
}
function taskToolsAreOn(env, project) {
  const name = "CLAUDE_CODE_ENABLE_TODO_TOOLS";
  const values = [env[name], ...hostSettings(env, project).map((settings) => inside(settings.env, name))];
  return /^(1|true|yes)$/i.test(String(values.findLast((value) => value !== undefined) ?? ""));
}
function hostEnvironment(env, plugin) {
  const kept = Object.fromEntries(Object.entries(env).filter(([name]) => !OF_ANOTHER_HOST.test(name)));
  if (Bun.which("bun", { PATH: env.PATH ?? "" }) !== null)
    return kept;
  return { ...kept, PATH: [env.PATH, join21(plugin, "node_modules", ".bin")].filter(Boolean).join(delimiter2) };
}
function pluginRoot() {
  const named = process.env.CLAUDE_PLUGIN_ROOT;
  for (let folder = dirname8(Bun.main);; folder = dirname8(folder)) {
    if (existsSync8(join21(folder, ".claude-plugin", "plugin.json")))
      return folder;
    if (dirname8(folder) === folder)
      return named ?? dirname8(dirname8(Bun.main));
  }
}

// src/checkup/checkup.ts
var ok = (name, found) => ({ name, state: "ok", found, remedy: null });
var warning = (name, found, remedy) => ({
  name,
  state: "warning",
  found,
  remedy
});
var error = (name, found, remedy) => ({
  name,
  state: "error",
  found,
  remedy
});

// src/checkup/hooks-fire.ts
var NAME3 = "Hooks";
var LIMIT_MS = 8000;
var SESSION = "dry-run";
var PLUGIN_HOLE = /\$\{CLAUDE_PLUGIN_ROOT\}/g;
function commandOf(plugin, event) {
  const { hooks } = JSON.parse(readFileSync9(join22(plugin, "hooks", "hooks.json"), "utf8"));
  const hook = hooks[event]?.[0]?.hooks[0];
  if (!hook)
    throw new Error(`hooks.json has no command for ${event}`);
  return { command: hook.command, args: hook.args.map((arg) => arg.replace(PLUGIN_HOLE, () => plugin)) };
}
async function fire(input, project, event, fields) {
  const { command, args } = commandOf(input.plugin, event);
  const { MULTI_AI_OFF: _, ...env } = hostEnvironment(input.env, input.plugin);
  const result = await runProcess({
    command,
    args,
    cwd: project,
    env: { ...env, CLAUDE_PROJECT_DIR: project, CLAUDE_PLUGIN_ROOT: input.plugin, CLAUDE_CODE_ENTRYPOINT: "sdk-cli" },
    stdin: JSON.stringify({
      hook_event_name: event,
      session_id: SESSION,
      transcript_path: "",
      cwd: project,
      ...fields
    }),
    timeoutMs: LIMIT_MS
  });
  if (result.outcome === "timeout")
    throw new Error(`${event} gave no answer within ${LIMIT_MS / 1000} s`);
  if (result.exitCode !== 0)
    throw new Error(`${event} ended with ${result.exitCode}: ${result.stderr.trim().slice(-300) || result.outcome}`);
  if (result.stdout.trim() === "")
    return null;
  try {
    return JSON.parse(result.stdout);
  } catch {
    throw new Error(`${event} answered something that is no JSON: ${result.stdout.trim().slice(0, 200)}`);
  }
}
var additionalContext = (answer) => answer?.hookSpecificOutput ?? {};
async function rehearse(input, project) {
  const silent = await fire(input, project, "PreToolUse", {
    tool_name: "Write",
    tool_input: { file_path: join22(project, "a") }
  });
  if (silent !== null)
    throw new Error(`PreToolUse is not silent without a run: ${JSON.stringify(silent).slice(0, 200)}`);
  const started = await fire(input, project, "UserPromptExpansion", {
    command_name: "multi-ai:multi-ai",
    command_args: "--auto dry run",
    prompt: "/multi-ai --auto dry run"
  });
  if (!String(additionalContext(started).additionalContext ?? "").includes('prompt: "T1"'))
    throw new Error(`the command gave no directive: ${JSON.stringify(started)?.slice(0, 300)}`);
  const call = {
    tool_name: "Agent",
    tool_use_id: "toolu_dry_run",
    tool_input: { subagent_type: "multi-ai:requirements-gatherer", description: "T1", prompt: "T1" }
  };
  const dispatched = additionalContext(await fire(input, project, "PreToolUse", call));
  const brief = String(dispatched.updatedInput?.prompt ?? "");
  if (!brief.startsWith("run: "))
    throw new Error(`the call got no brief: ${JSON.stringify(dispatched).slice(0, 300)}`);
  const write = { tool_name: "Write", tool_input: { file_path: join22(project, ".task", "state.json"), content: "{}" } };
  if (additionalContext(await fire(input, project, "PreToolUse", write)).permissionDecision !== "deny")
    throw new Error("a write into .task/ by the main thread was not denied");
  const first = JSON.parse(readFileSync9(join22(project, ".task", "events.jsonl"), "utf8").split(`
`)[0]);
  if (first.version !== VERSION)
    throw new Error(`the hook is of version ${first.version}, this program is ${VERSION}`);
}
var hooksCheckup = async (input) => {
  const folder = realpathSync4(mkdtempSync(join22(tmpdir(), "multi-ai-dry-run-")));
  try {
    const project = join22(folder, "project");
    mkdirSync7(join22(project, ".git"), { recursive: true });
    await rehearse(input, project);
    const off = input.env.MULTI_AI_OFF === "1";
    return off ? [error(NAME3, "they work, but MULTI_AI_OFF=1 silences every one of them", "unset MULTI_AI_OFF")] : [ok(NAME3, "a rehearsed run starts, dispatches and is guarded")];
  } catch (problem) {
    const message = problem instanceof Error ? problem.message : String(problem);
    return [
      error(NAME3, message, "install Bun (https://bun.com) where Claude Code finds it, or install the plugin again")
    ];
  } finally {
    rmSync6(folder, { recursive: true, force: true });
  }
};

// src/checkup/plugin-files.ts
import { existsSync as existsSync9, readdirSync as readdirSync11, readFileSync as readFileSync10 } from "fs";
import { join as join23 } from "path";
var AGAIN = "install the plugin again, or restore its files with git";
function frontmatter(text) {
  const head = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/.exec(text)?.[1];
  if (head === undefined)
    return null;
  const rows = [...head.matchAll(/^([A-Za-z-]+):[ \t]*(.*)$/gm)];
  return Object.fromEntries(rows.map(([, name, value]) => [name, value.trim()]));
}
function markdownIn(plugin, folder) {
  const path = join23(plugin, folder);
  if (!existsSync9(path))
    return [];
  return readdirSync11(path, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md")).map((file) => join23(folder, file)).sort();
}
var NEEDED = {
  commands: ["description"],
  agents: ["name", "description", "model", "tools"],
  skills: ["name", "description"],
  prompts: []
};
function problemOf(plugin, folder, file) {
  let text;
  try {
    text = readFileSync10(join23(plugin, file), "utf8");
  } catch (problem) {
    return [`${file} cannot be read (${problem.code})`];
  }
  if (text.trim() === "")
    return [`${file} is empty`];
  const needed = NEEDED[folder];
  if (needed.length === 0 || folder === "skills" && !file.endsWith("SKILL.md"))
    return [];
  const fields = frontmatter(text);
  if (fields === null)
    return [`${file} has no frontmatter`];
  const missing = needed.filter((name) => !fields[name]);
  return missing.length === 0 ? [] : [`${file} lacks ${missing.join(", ")}`];
}
function dispatchedAgents() {
  const names = new Set;
  JSON.stringify(WORKFLOWS, (key, value) => {
    if (key === "agent" && typeof value === "string")
      names.add(value);
    return value;
  });
  return names;
}
var markdownCheckup = async ({ plugin }) => {
  const name = "Markdown";
  const files = Object.keys(NEEDED).flatMap((folder) => markdownIn(plugin, folder).map((file) => ({ folder, file })));
  const problems = files.flatMap(({ folder, file }) => problemOf(plugin, folder, file));
  for (const agent of dispatchedAgents())
    if (!files.some(({ file }) => file === join23("agents", `${agent}.md`)))
      problems.push(`agents/${agent}.md is missing`);
  for (const name of Object.keys(STARTS)) {
    const start = join23("commands", `${name}.md`);
    if (!files.some(({ file }) => file === start))
      problems.push(`${start} is missing`);
  }
  return problems.length === 0 ? [ok(name, `${files.length} commands, agents, skills and prompts are readable`)] : problems.map((problem) => error(name, problem, AGAIN));
};
var BUILT = ["hooks/hook.js", "dist/orchestrator.js", "dist/check.js"];
var MANIFESTS = ["package.json", "plugin.json", ".claude-plugin/plugin.json"];
var builtCheckup = async ({ plugin }) => {
  const name = "Built files";
  const problems = [];
  for (const file of [...BUILT, "hooks/guard.sh", "hooks/find-bun.sh", "hooks/hooks.json"])
    if (!existsSync9(join23(plugin, file)))
      problems.push(`${file} is missing`);
  for (const file of MANIFESTS) {
    const version = versionIn(join23(plugin, file));
    if (version !== VERSION)
      problems.push(`${file} names version ${version ?? "none"}, this program is ${VERSION}`);
  }
  return problems.length === 0 ? [ok(name, `version ${VERSION} everywhere`)] : problems.map((problem) => error(name, problem, AGAIN));
};
function versionIn(file) {
  try {
    const { version } = JSON.parse(readFileSync10(file, "utf8"));
    return typeof version === "string" ? version : null;
  } catch {
    return null;
  }
}

// src/checkup/programs.ts
import { readFileSync as readFileSync12 } from "fs";
import { tmpdir as tmpdir3 } from "os";
import { join as join25 } from "path";

// src/providers/codex.ts
import { closeSync as closeSync3, constants as constants7, fstatSync as fstatSync3, openSync as openSync3, readFileSync as readFileSync11, realpathSync as realpathSync5, rmSync as rmSync7, writeFileSync as writeFileSync3 } from "fs";
import { tmpdir as tmpdir2 } from "os";
import { dirname as dirname9, join as join24 } from "path";

// src/providers/codex-failures.ts
var INSTALL = "npm install -g @openai/codex";
function classify(words) {
  for (const [failure, phrases] of PHRASES2)
    if (phrases.test(words))
      return failure;
  return "failed";
}
var PHRASES2 = [
  [
    "quota",
    /usage limit|quota exceeded|insufficient_quota|out of credits|status:? 429|429 too many|rate limit|upgrade to (plus|pro)\b/i
  ],
  [
    "not_logged_in",
    /401 unauthorized|not logged in|codex login|(log|sign)(ing)? in again|(incorrect|invalid) api key|access token could not be refreshed|missing environment variable/i
  ],
  ["too_old", /^error: (unexpected argument|unrecognized subcommand|invalid value)/i]
];
function resetTime(words) {
  return /try again at ([^.]{1,60})\./i.exec(words)?.[1]?.trim();
}
function plainWords(message) {
  try {
    const inner = JSON.parse(message)?.error?.message;
    if (typeof inner === "string" && inner !== "")
      return inner;
  } catch {}
  return message;
}
function failureMessage(failure, facts) {
  return oneLine2(MESSAGES[failure](facts), 500);
}
var said2 = (words) => words === "" ? "" : ` ("${oneLine2(words, 240)}")`;
var MESSAGES = {
  not_installed: () => `Codex is not installed: run \`${INSTALL}\`, then \`codex login\`, and start this review again.`,
  not_logged_in: ({ words }) => `Codex has no valid login${said2(words)}: run \`codex login\` in a terminal and start this review again.`,
  quota: ({ words, resetsAt }) => `Codex' limit is used up${resetsAt ? ` until ${resetsAt}` : ""}${resetsAt ? "" : said2(words)}: ` + "wait and start this review again, or decide without it.",
  timeout: ({ words, limitMs }) => `Codex gave no verdict within ${duration2(limitMs)} and was ended${said2(words)}: ` + "start this review again, with a longer time limit if the change is large.",
  cancelled: () => "The Codex review was cancelled: start it again when you want it.",
  invalid_output: ({ words }) => `Codex ended without a usable verdict (${oneLine2(words, 240)}): start this review again.`,
  failed: ({ words }) => `Codex failed${said2(words)}: put that right, or start this review again; \`codex exec "hello"\` in a terminal shows whether Codex works at all.`,
  too_old: ({ words }) => `This Codex cannot do reviews (${oneLine2(words, 240)}): update it with \`${INSTALL}@latest\` and start this review again.`
};
function duration2(ms) {
  return ms < 120000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60000)} min`;
}
function oneLine2(text, max) {
  const line = printable(text).replace(/\s+/g, " ").trim();
  return line.length <= max ? line : `${line.slice(0, max - 1)}\u2026`;
}
function lastPart(text, maxBytes) {
  const bytes = Buffer.from(printable(text).trim());
  if (bytes.length <= maxBytes)
    return bytes.toString();
  let from = bytes.length - maxBytes;
  while ((bytes[from] & 192) === 128)
    from++;
  return bytes.subarray(from).toString();
}
function printable(text) {
  return Bun.stripANSI(text).replace(/[^\P{C}\n\t]/gu, "");
}

// src/providers/strict-schema.ts
function toStrictSchema(jsonSchema) {
  const root = jsonSchema;
  if (root.type !== "object")
    throw new Error("strict schema: the root must be an object");
  const definitions = Object.entries(root.$defs ?? {});
  return {
    ...strict(root, "#"),
    ...definitions.length > 0 && {
      $defs: Object.fromEntries(definitions.map(([name, schema]) => [name, strict(schema, `#/$defs/${name}`)]))
    }
  };
}
function dropNulls(value) {
  if (Array.isArray(value))
    return value.map(dropNulls);
  if (typeof value !== "object" || value === null)
    return value;
  const kept = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(kept.map(([key, member]) => [key, dropNulls(member)]));
}
function strict(schema, at) {
  const description = typeof schema.description === "string" ? { description: schema.description } : {};
  if (typeof schema.$ref === "string")
    return { $ref: schema.$ref };
  if ("const" in schema)
    return { type: typeName(schema.const, at), ...description, enum: [schema.const] };
  if (Array.isArray(schema.enum)) {
    return { type: schema.type ?? typeName(schema.enum[0], at), ...description, enum: schema.enum };
  }
  const branches = schema.anyOf ?? schema.oneOf ?? (Array.isArray(schema.type) ? eachType(schema) : undefined);
  if (Array.isArray(branches)) {
    return { ...description, anyOf: branches.map((branch, i) => strict(branch, `${at}/anyOf/${i}`)) };
  }
  switch (schema.type) {
    case "object":
      return { type: "object", ...description, ...members2(schema, at) };
    case "array":
      if (!isSchema(schema.items))
        throw new Error(`strict schema: ${at} is a tuple or an array of anything`);
      return { type: "array", ...description, items: strict(schema.items, `${at}/items`) };
    case "string":
    case "number":
    case "integer":
    case "boolean":
    case "null":
      return { type: schema.type, ...description };
    default:
      throw new Error(`strict schema: ${at} has no form that strict mode knows`);
  }
}
function members2(schema, at) {
  if (!isSchema(schema.properties))
    throw new Error(`strict schema: ${at} is a record`);
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  const properties = Object.entries(schema.properties).map(([key, member]) => {
    const inner = strict(member, `${at}/properties/${key}`);
    return [key, required.has(key) ? inner : orNull(inner)];
  });
  return {
    properties: Object.fromEntries(properties),
    required: Object.keys(schema.properties),
    additionalProperties: false
  };
}
function orNull(schema) {
  if (Array.isArray(schema.anyOf)) {
    const hasNull = schema.anyOf.some((branch) => branch.type === "null");
    return hasNull ? schema : { ...schema, anyOf: [...schema.anyOf, { type: "null" }] };
  }
  if (schema.type === "null" || Array.isArray(schema.enum) && schema.enum.includes(null))
    return schema;
  return { anyOf: [schema, { type: "null" }] };
}
function eachType(schema) {
  return schema.type.map((type) => ({ ...schema, type, description: undefined }));
}
function isSchema(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function typeName(value, at) {
  const name = value === null ? "null" : typeof value;
  if (!["string", "number", "boolean", "null"].includes(name)) {
    throw new Error(`strict schema: ${at} lists a value that is no text, number, boolean or null`);
  }
  return name;
}

// src/providers/codex.ts
var REQUIRED_FLAGS = [
  "--config",
  "--json",
  "--output-last-message",
  "--output-schema",
  "--sandbox",
  "--skip-git-repo-check"
];
var PROBE_LIMIT_MS = 1e4;
var MAX_VERDICT_BYTES = 1048576;
var MAX_DETAIL_BYTES = 2048;
function codexProvider({ command = "codex" } = {}) {
  return {
    id: "codex",
    title: "Codex",
    probe: (env) => probe(command, env),
    review: (request) => review2(command, request)
  };
}
async function review2(command, request) {
  const started = performance.now();
  let usage;
  const fail = (failure, facts = {}, detail = "") => ({
    ok: false,
    failure,
    message: failureMessage(failure, { words: "", limitMs: request.timeoutMs, ...facts }),
    detail: lastPart(detail, MAX_DETAIL_BYTES),
    durationMs: performance.now() - started,
    ...usage && { usage },
    ...facts.resetsAt && { resetsAt: facts.resetsAt }
  });
  try {
    const schemaFile = join24(request.scratch, "verdict-schema.json");
    const verdictFile = join24(request.scratch, "verdict.json");
    for (const file of [schemaFile, verdictFile])
      rmSync7(file, { force: true });
    writeFileSync3(schemaFile, JSON.stringify(toStrictSchema(request.schema)), { flag: "wx", mode: 384 });
    const run = { command, cwd: request.cwd, env: request.env, signal: request.signal };
    const helpLimitMs = Math.min(request.timeoutMs, PROBE_LIMIT_MS);
    const help = await runProcess({ ...run, args: ["exec", "--help"], timeoutMs: helpLimitMs });
    const broken = withoutEnd(help);
    if (broken)
      return fail(broken, { words: help.stderr, limitMs: helpLimitMs }, help.stderr);
    if (help.exitCode !== 0)
      return fail("failed", { words: errorLine(help) }, help.stderr);
    const flags = flagsIn(help.stdout);
    const missing = [...REQUIRED_FLAGS, ...request.model ? ["--model"] : []].filter((flag) => !flags.has(flag));
    if (missing.length > 0)
      return fail("too_old", { words: `it lacks ${missing.join(", ")}` });
    const events = eventReader();
    request.sending?.();
    const result = await runProcess({
      ...run,
      args: execArguments(request, flags, schemaFile, verdictFile),
      stdin: request.prompt,
      timeoutMs: Math.max(1, request.timeoutMs - help.durationMs),
      onLine: (line, stream) => stream === "stdout" && events.read(line)
    });
    const { failed, lastError } = events.seen();
    usage = events.seen().usage;
    const detail = [failed ?? lastError, result.stderr].filter(Boolean).join(`
`);
    const stopped = withoutEnd(result);
    if (stopped)
      return fail(stopped, { words: lastError ?? (stopped === "failed" ? result.stderr : "") }, detail);
    if (result.exitCode !== 0 || failed !== undefined) {
      const words = failed ?? lastError ?? errorLine(result);
      const failure = classify(words);
      return fail(failure, { words, ...failure === "quota" && { resetsAt: resetTime(words) } }, detail);
    }
    const verdict = readVerdict(verdictFile);
    if ("problem" in verdict)
      return fail("invalid_output", { words: verdict.problem }, verdict.excerpt || detail);
    return { ok: true, text: verdict.text, ...usage && { usage }, durationMs: performance.now() - started };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    return fail("failed", { words }, words);
  }
}
function withoutEnd({ outcome }) {
  if (outcome === "exited")
    return;
  if (outcome === "not_found")
    return "not_installed";
  return outcome === "spawn_failed" ? "failed" : outcome;
}
function flagsIn(help) {
  return new Set(help.match(/--[a-z][a-z-]+/g));
}
function execArguments(request, flags, schemaFile, verdictFile) {
  const optional = (flag, ...rest) => flags.has(flag) ? [flag, ...rest] : [];
  const settings = [
    'approval_policy="never"',
    "project_doc_max_bytes=0",
    `projects=${untrusted(request.cwd)}`,
    'shell_environment_policy.inherit="core"'
  ];
  return [
    "exec",
    "--json",
    "--skip-git-repo-check",
    ...["--sandbox", "read-only"],
    ...["--output-schema", schemaFile],
    ...["--output-last-message", verdictFile],
    ...request.model ? [`--model=${request.model}`] : [],
    ...optional("--ephemeral"),
    ...optional("--ignore-rules"),
    ...optional("--color", "never"),
    ...settings.flatMap((setting) => ["--config", setting]),
    "-"
  ];
}
function untrusted(cwd) {
  const folders = new Set;
  for (const start of [cwd, realpathSync5(cwd)]) {
    for (let folder = start;!folders.has(folder); folder = dirname9(folder))
      folders.add(folder);
  }
  return `{${[...folders].map((folder) => `${JSON.stringify(folder)}={trust_level="untrusted"}`).join(",")}}`;
}
var WORDS3 = new Set(["agent_message", "reasoning", "todo_list", "error"]);
function eventReader() {
  let failed;
  let lastError;
  let usage;
  let calls = 0;
  const read = (line) => {
    const event = JSON.parse(line);
    if (event.type === "error" && typeof event.message === "string")
      lastError = plainWords(event.message);
    if (event.type === "turn.failed")
      failed = plainWords(String(event.error?.message ?? "the turn failed"));
    if (event.type === "item.completed" && !WORDS3.has(event.item?.type))
      calls += 1;
    const {
      input_tokens: input,
      cached_input_tokens: cached,
      output_tokens: output
    } = event.type === "turn.completed" && event.usage || {};
    if (Number.isFinite(input) && Number.isFinite(output))
      usage = { input, cached: Number.isFinite(cached) ? Math.min(cached, input) : 0, output };
  };
  return { read, seen: () => ({ failed, lastError, usage: usage && { ...usage, calls } }) };
}
function errorLine(result) {
  const lines = result.stderr.split(`
`).filter((line) => line.trim() !== "");
  const line = lines.find((text) => /^error/i.test(text)) ?? lines.at(-1);
  return line ?? (result.signal ? `it was ended by ${result.signal}` : `it ended with code ${result.exitCode}`);
}
function readVerdict(file) {
  const bad = (problem, excerpt = "") => ({ problem, excerpt });
  let bytes;
  let fd;
  try {
    fd = openSync3(file, constants7.O_RDONLY | constants7.O_NOFOLLOW | constants7.O_NONBLOCK);
  } catch (error) {
    const missing = error.code === "ENOENT";
    return bad(missing ? "it wrote no verdict file" : "its verdict file cannot be opened, or is a link");
  }
  try {
    const stat = fstatSync3(fd);
    if (!stat.isFile())
      return bad("its verdict is not a regular file");
    if (stat.size > MAX_VERDICT_BYTES)
      return bad("its verdict is larger than 1 MB");
    bytes = readFileSync11(fd);
  } finally {
    closeSync3(fd);
  }
  const text = bytes.toString("utf8");
  if (text.trim() === "")
    return bad("its verdict is empty");
  try {
    const value = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      return bad("its verdict is not a JSON object", text);
    }
    return { text: `${JSON.stringify(dropNulls(value), null, 2)}
` };
  } catch {
    return bad("its verdict is not JSON", text);
  }
}
async function probe(command, env) {
  const run = (...args) => runProcess({ command, args, cwd: tmpdir2(), env, timeoutMs: PROBE_LIMIT_MS, maxOutputBytes: 65536 });
  const version = await run("--version");
  if (version.outcome === "not_found") {
    const remedy = `run \`${INSTALL}\`, then \`codex login\``;
    return { installed: false, loggedIn: "unknown", problem: "Codex is not installed", remedy };
  }
  const number = /\d+\.\d+\.\d+\S*/.exec(version.stdout)?.[0];
  const state = { installed: true, ...number && { version: number } };
  const startProblem = (result) => {
    const why = result.outcome === "timeout" ? "it hangs" : oneLine2(errorLine(result), 200);
    const remedy = `run \`codex ${result === version ? "--version" : "exec --help"}\` in a terminal, or install again: \`${INSTALL}\``;
    return { ...state, loggedIn: "unknown", problem: `Codex does not start: ${why}`, remedy };
  };
  if (version.exitCode !== 0)
    return startProblem(version);
  const [help, login] = await Promise.all([run("exec", "--help"), run("login", "status")]);
  if (help.exitCode !== 0)
    return startProblem(help);
  const flags = flagsIn(help.stdout);
  const missing = REQUIRED_FLAGS.filter((flag) => !flags.has(flag));
  if (missing.length > 0) {
    const remedy = `update it: \`${INSTALL}@latest\``;
    return { ...state, loggedIn: "unknown", problem: `Codex is too old: it lacks ${missing.join(", ")}`, remedy };
  }
  if (login.exitCode === 0)
    return { ...state, loggedIn: true };
  if (!/not logged in/i.test(`${login.stdout}${login.stderr}`)) {
    const problem = `Codex cannot tell whether it is logged in: ${oneLine2(errorLine(login), 200)}`;
    return { ...state, loggedIn: "unknown", problem, remedy: "run `codex login status` in a terminal" };
  }
  if (hasOtherCredentials(env))
    return { ...state, loggedIn: "unknown" };
  return { ...state, loggedIn: false, problem: "Codex is not logged in", remedy: "run `codex login`" };
}
function hasOtherCredentials(env) {
  if (env.CODEX_API_KEY)
    return true;
  try {
    const config = readFileSync11(join24(env.CODEX_HOME || join24(env.HOME ?? "", ".codex"), "config.toml"), "utf8");
    return /^\s*model_provider\s*=\s*["'](?!openai["'])/m.test(config);
  } catch {
    return false;
  }
}

// src/checkup/programs.ts
var LIMIT_MS2 = 1e4;
var TASK_TOOLS_OFF_FROM = "2.1.300";
function builtWith(plugin) {
  try {
    const { dependencies } = JSON.parse(readFileSync12(join25(plugin, "package.json"), "utf8"));
    return typeof dependencies?.bun === "string" ? dependencies.bun : null;
  } catch {
    return null;
  }
}
var bunCheckup = async ({ plugin }) => {
  const name = "Bun";
  const wanted = builtWith(plugin);
  const found = `${Bun.version} (${process.execPath})`;
  const update = "bun upgrade, or npm ci in the plugin's folder";
  if (compareVersions(Bun.version, "1.3.0") < 0)
    return [error(name, `${found} is too old`, update)];
  return wanted === null || Bun.version === wanted ? [ok(name, found)] : [
    warning(name, `${found}; the plugin is built with ${wanted}: its hooks start slower with another version`, update)
  ];
};
var claudeCheckup = async (input) => {
  const claude = findClaude(input.claude, input.env);
  if (claude === null) {
    const where = input.claude === null ? "not found on PATH" : `${input.claude} is no program`;
    return [
      error("Claude Code", where, "install it (npm install -g @anthropic-ai/claude-code), or name it: --claude <path>")
    ];
  }
  const env = hostEnvironment(input.env, input.plugin);
  const version = await claudeVersion(claude, env, tmpdir3(), LIMIT_MS2);
  if (version === null)
    return [
      error("Claude Code", `${claude} does not tell its version`, `run ${claude} --version in a terminal to see why`)
    ];
  if (compareVersions(version, OLDEST_HOST) < 0)
    return [
      error("Claude Code", `${version} is older than ${OLDEST_HOST}, the oldest that is supported`, "claude update")
    ];
  const newer = compareVersions(version, NEWEST_HOST) > 0 ? `, newer than ${NEWEST_HOST}, with which this is tested` : "";
  return [
    ok("Claude Code", `${version}${newer} (${claude})`),
    taskTools(input, version),
    await loads(input, claude, env)
  ];
};
function taskTools({ env, project }, version) {
  const name = "Task tools";
  if (compareVersions(version, TASK_TOOLS_OFF_FROM) < 0)
    return ok(name, "always on in this version");
  if (taskToolsAreOn(env, project))
    return ok(name, "on: Claude Code's own list mirrors the run");
  return warning(name, "off: the run works, but Claude Code's own task list does not show it", 'set CLAUDE_CODE_ENABLE_TODO_TOOLS to "1", for example in "env" of .claude/settings.json');
}
async function loads({ plugin, project, env }, claude, hostEnv) {
  const name = "Plugin";
  const installed = pluginIsInstalled(env, project);
  const asked = await runProcess({
    command: claude,
    args: [...installed ? [] : ["--plugin-dir", plugin], "plugin", "details", "multi-ai"],
    cwd: project,
    env: { ...hostEnv, DISABLE_AUTOUPDATER: "1", CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1" },
    timeoutMs: LIMIT_MS2
  });
  const hooks = Number(/Hooks \((\d+)\)/.exec(asked.stdout)?.[1] ?? 0);
  const agents = Number(/Agents \((\d+)\)/.exec(asked.stdout)?.[1] ?? 0);
  const how = installed ? "installed" : `not installed here; run starts Claude Code with --plugin-dir ${plugin}`;
  if (asked.exitCode === 0 && hooks > 0 && agents > 0)
    return ok(name, `Claude Code loads ${agents} agents and hooks for ${hooks} events (${how})`);
  if (asked.exitCode === 0)
    return error(name, `Claude Code loads it with ${agents} agents and hooks for ${hooks} events`, "install the plugin again: /plugin install multi-ai@multi-ai");
  const said = `${asked.stdout}
${asked.stderr}`.trim().split(`
`).at(-1)?.slice(0, 200) ?? "";
  return warning(name, `Claude Code did not list it (${asked.outcome === "timeout" ? `no answer within ${LIMIT_MS2 / 1000} s` : said || `code ${asked.exitCode}`})`, "type /plugin in Claude Code to see whether it is loaded");
}
var codexCheckup = async ({ env }) => {
  const name = "Codex";
  const state = await codexProvider().probe(env);
  const version = state.version ?? "version unknown";
  if (!state.problem)
    return [ok(name, `${version}, ${state.loggedIn === true ? "logged in" : "with credentials of its own"}`)];
  return [
    warning(name, `${state.problem}: the run will ask at Codex' reviews whether another reviewer stands in`, state.remedy ?? "")
  ];
};

// src/checkup/project.ts
import { existsSync as existsSync10, lstatSync as lstatSync9 } from "fs";
init_settings2();
var LIMIT_MS3 = 5000;
var git3 = ({ env, project }, ...args) => runProcess({ command: "git", args, cwd: project, env: { ...env, GIT_OPTIONAL_LOCKS: "0" }, timeoutMs: LIMIT_MS3 });
var gitCheckup = async (input) => {
  const version = await git3(input, "--version");
  if (version.exitCode !== 0)
    return [warning("git", "not found: files are compared one by one, which is slow", "install git")];
  const number = /\d+\.\d+(\.\d+)?/.exec(version.stdout)?.[0] ?? "of an unknown version";
  const inside = await git3(input, "rev-parse", "--is-inside-work-tree");
  if (inside.stdout.trim() !== "true")
    return [
      warning("git", `${number}; ${input.project} is no repository: files are compared one by one`, "git init, if you want its history")
    ];
  return [ok("git", `${number}, a repository`), await ignored(input)];
};
async function ignored(input) {
  const name = "Ignored";
  if (!existsSync10(input.task))
    return ok(name, "no .task/ yet; a run writes a .gitignore into it that ignores everything");
  const checked = await git3(input, "check-ignore", "-q", ".task/events.jsonl");
  if (checked.exitCode === 0)
    return ok(name, ".task/ is ignored");
  return warning(name, ".task/ is not ignored: briefs and answers could be committed", "put the line * into .task/.gitignore");
}
var settingsCheckup = async ({ project }) => {
  const name = "Settings";
  const read = await readSettings(project);
  if (!read.ok)
    return read.problems.map((problem) => error(name, problem, `mend ${SETTINGS_FILE}; schemas/settings.schema.json says what may stand in it`));
  const agents = [...new Set(Object.values(WORKFLOWS).flatMap(({ bounds }) => Object.keys(bounds)))];
  const unknown = Object.keys(read.settings.bounds ?? {}).filter((agent) => !agents.includes(agent));
  return [
    ok(name, read.present ? `${SETTINGS_FILE} is valid` : `no ${SETTINGS_FILE}: the defaults hold`),
    ...unknown.map((agent) => warning(name, `bounds names no agent "${agent}"`, `use one of ${agents.join(", ")}`)),
    ...Object.entries(STARTS).map(([start, { workflow, entry }]) => ok("Cost", `${typedCommand(start)}: ${costText(workflow, { entry, settings: read.settings, options: {} })}`))
  ];
};
var journalCheckup = async ({ project, task }) => {
  const name = "Journal";
  try {
    if (existsSync10(task) && !lstatSync9(task).isDirectory())
      return [error(name, ".task is no folder", "move it away")];
    const run = readRun({ root: project, task, found: "journal" });
    if (run === null)
      return [ok(name, "no run")];
    return [ok(name, `${run.seq} events of ${run.run}, ${isLive(run) ? `live (${run.status})` : run.status}`)];
  } catch (problem) {
    const message = problem instanceof Error ? problem.message : String(problem);
    const remedy = problem instanceof BrokenChain ? problem.remedy : "multi-ai cancel --force sets the run aside";
    return [error(name, message, remedy)];
  }
};

// src/checkup/team.ts
import { existsSync as existsSync11 } from "fs";
import { join as join27 } from "path";
var {Glob } = globalThis.Bun;
init_settings2();
var LIMIT_MS4 = 5000;
var MOST_FILES2 = 50000;
var program = ({ env, project }, command, ...args) => runProcess({ command, args, cwd: project, env: { ...env, GIT_OPTIONAL_LOCKS: "0" }, timeoutMs: LIMIT_MS4 });
async function filesOf4(input) {
  const listed = await program(input, "git", "ls-files", "--cached", "--others", "--exclude-standard", "-z");
  if (listed.exitCode === 0)
    return listed.stdout.split("\x00").filter((path) => path !== "");
  const files = [];
  for await (const path of new Glob("**/*").scan({ cwd: input.project, dot: true })) {
    if (/(?:^|\/)(?:node_modules|\.git)\//.test(path))
      continue;
    if (files.push(path) >= MOST_FILES2)
      return null;
  }
  return files;
}
async function areaFindings(input, { areas }) {
  if (areas === undefined)
    return [];
  const name = "Areas";
  const files = await filesOf4(input);
  if (files === null)
    return [
      warning(name, "the project has too many files to be looked at without git", "git init, if you want its history")
    ];
  const empty = Object.entries(areas).filter(([, globs]) => !files.some(globSet(globs)));
  if (empty.length === 0)
    return [ok(name, `${Object.keys(areas).join(", ")}: each has files`)];
  return empty.map(([area, globs]) => warning(name, `area "${area}" (${globs.join(", ")}) matches no file`, `mend its globs in ${SETTINGS_FILE}, unless its first files come with the feature`));
}
async function worktreeFindings(input, { team }) {
  if (team?.profile !== "app_worktree")
    return [];
  const name = "Worktrees";
  const remedy = `git init and a first commit, or "profile": "local" in ${SETTINGS_FILE}`;
  const head = await program(input, "git", "rev-parse", "--verify", "--quiet", "HEAD^{commit}");
  if (head.exitCode === 0)
    return [ok(name, "areas are built in worktrees of their own")];
  const version = await program(input, "git", "--version");
  const inside = await program(input, "git", "rev-parse", "--is-inside-work-tree");
  const found = version.exitCode !== 0 ? "git was not found" : inside.exitCode !== 0 ? `${input.project} is no git repository` : "the repository has no commit";
  return [error(name, `${found}: areas cannot be built in worktrees (profile app_worktree)`, remedy)];
}
async function deployFindings(input, { deploy }) {
  if (deploy === undefined || deploy.adapter === "none")
    return [];
  const name = "Deploy";
  const { adapter, compose_file, runbook } = deploy;
  const missing = [compose_file, runbook].filter((path) => path !== undefined && !existsSync11(join27(input.project, path)));
  const findings = missing.map((path) => warning(name, `${path} is not there`, `mend "deploy" in ${SETTINGS_FILE}`));
  if (adapter === "docker-compose") {
    const asked = await program(input, "docker", "compose", "version");
    if (asked.exitCode !== 0)
      findings.push(warning(name, asked.outcome === "not_found" || asked.outcome === "spawn_failed" ? "docker was not found: a deployment fails" : `docker compose does not answer: ${asked.stderr.trim().split(`
`).at(-1)?.slice(0, 200) || asked.outcome}`, `install Docker with Compose, or set deploy.adapter in ${SETTINGS_FILE} to "command" or "none"`));
  }
  return findings.length > 0 ? findings : [ok(name, `with ${adapter}, to ${deploy.environment}`)];
}
var teamCheckup = async (input) => {
  const read = await readSettings(input.project);
  if (!read.ok)
    return [];
  const { settings } = read;
  const found = await Promise.all([
    areaFindings(input, settings),
    worktreeFindings(input, settings),
    deployFindings(input, settings)
  ]);
  return found.flat();
};

// src/cli/dry-run.ts
var CHECKUPS = [
  bunCheckup,
  claudeCheckup,
  hooksCheckup,
  codexCheckup,
  gitCheckup,
  settingsCheckup,
  teamCheckup,
  markdownCheckup,
  builtCheckup,
  journalCheckup
];
async function lookAt2(checkup, input) {
  try {
    return await checkup(input);
  } catch (problem) {
    const found = problem instanceof Error ? problem.message : String(problem);
    const name = checkup.name.replace("Checkup", "");
    return [{ name, state: "error", found, remedy: "run it again with MULTI_AI_DEBUG=1 and report what it prints" }];
  }
}
function findingsText(findings, { paint }) {
  const mark = { ok: paint.green("ok     "), warning: paint.yellow("warning"), error: paint.red("error  ") };
  const width = Math.max(...findings.map((one) => one.name.length));
  const lines = findings.flatMap((one) => [
    `${mark[one.state]}  ${one.name.padEnd(width)}  ${oneLine(one.found)}`,
    ...one.remedy === null ? [] : [`${" ".repeat(width + 11)}\u2192 ${oneLine(one.remedy)}`]
  ]);
  const count = (state) => {
    const number = findings.filter((one) => one.state === state).length;
    return `${number} ${state}${number === 1 ? "" : "s"}`;
  };
  const verdict = findings.some((one) => one.state === "error") ? "A run would not work." : "A run can start.";
  return [...lines, "", `${verdict} ${count("error")}, ${count("warning")}.`].join(`
`);
}
var dryRun = {
  summary: "Check everything that a run needs, and say what to do about what is missing",
  usage: "",
  args: [0, 0],
  options: { claude: { value: "<path>", about: "Claude Code to look at, in place of the one on PATH" } },
  async run(call) {
    const { root, task } = call.project;
    const input = { project: root, task, plugin: pluginRoot(), env: call.env, claude: call.value("claude") };
    const findings = (await Promise.all(CHECKUPS.map((checkup) => lookAt2(checkup, input)))).flat();
    const failed = findings.some((one) => one.state === "error");
    return { exit: failed ? 1 : 0, text: findingsText(findings, call), data: { ok: !failed, findings } };
  }
};

// src/cli/here.ts
var here = {
  summary: "Where the run stands and what comes next",
  usage: "",
  args: [0, 0],
  options: {},
  run(call) {
    const run = ownRun2(call);
    if (run === null)
      return done(noRunText(call.from), { run: null, looked_from: call.from });
    const view = viewOf(call.project, run);
    return done(`${projectLine(call)}${shortStatusText(view, call)}`, view);
  }
};

// src/render/log.ts
var NOT_TOLD = new Set("seq at type run batch prev unlocked task subject settings nonce brief reads schema gate token version entry session host call void_calls".split(" "));
var LONGEST = 60;
function told2(value) {
  if (typeof value === "string") {
    const short = /^(?:\w+:)?[0-9a-f]{40,64}$/.test(value) ? value.slice(0, value.indexOf(":") + 13) : oneLine(value);
    return short.length > LONGEST ? `${short.slice(0, LONGEST - 1)}\u2026` : short;
  }
  if (Array.isArray(value))
    return value.map((one) => typeof one === "object" ? one?.id ?? ran(one) : told2(one)).join(",");
  if (typeof value === "object" && value !== null) {
    const { text, agent, model, provider, pid, kind } = value;
    return told2(text ?? kind ?? pid ?? [provider ?? agent, model].filter((one) => one !== undefined).join("/"));
  }
  return String(value);
}
var ran = (one) => one?.command === undefined ? "" : `${told2(one.command)} (${one.state})`;
var empty = (value) => value === null || value === "" || value === false || Array.isArray(value) && value.length === 0;
function eventLine(event) {
  const { seq, at, type } = event;
  const task = "task" in event && event.task ? ` ${event.task}` : "";
  const rest = Object.entries(event).filter(([key, value]) => !NOT_TOLD.has(key) && !empty(value)).map(([key, value]) => ` ${key}=${told2(value)}`);
  const subject = "subject" in event && event.subject ? ` ${told2(event.subject)}` : "";
  return `${String(seq).padStart(4)}  ${at}  ${type}${task}${subject}${rest.join("")}`;
}

// src/cli/log.ts
function row2(call, run, kept, status, at, request) {
  return fit(`${run}  ${kept}  ${status}  ${at === "" ? "" : moment(at)}  ${oneLine(request)}`, call.width);
}
function parkedRow(call, id) {
  try {
    const run = keptRun(call.project, id)?.run;
    if (run)
      return row2(call, id, "parked", run.status, run.updated_at, run.request.text);
  } catch {}
  return `${id}  parked  its journal cannot be read`;
}
function runs2(call) {
  const own = ownRun2(call);
  const archived = archiveIndex(call.project);
  const parked = parkedRuns(call.project);
  const lines = [
    ...own ? [row2(call, own.run, "here", own.status, own.updated_at, own.request.text)] : [],
    ...parked.map((run) => parkedRow(call, run)),
    ...archived.toReversed().map((one) => row2(call, one.run, "archived", one.status, one.updated_at, one.request))
  ];
  const data = { here: own?.run ?? null, parked, archived };
  return lines.length > 0 ? done(lines.join(`
`), data) : no(`No run is known in ${call.project.task}.`, data);
}
function events(call) {
  const which = whichRun(call);
  if (!which.ok)
    return which.answer;
  const all = readEvents(which.found.place);
  return done(all.map((event) => fit(eventLine(event), call.width)).join(`
`), {
    run: which.found.run.run,
    events: all
  });
}
var log = {
  summary: "What happened, one event a line",
  usage: "",
  args: [0, 0],
  options: { ...RUN_OPTION, runs: { about: "List the runs of this project instead" } },
  run: (call) => call.has("runs") ? runs2(call) : events(call)
};

// src/render/next.ts
function whyOf(run, { do: what, tasks, questions }) {
  switch (what) {
    case "none":
      return "no run here";
    case "dispatch":
      return tasks.length === 1 ? `${tasks[0]} is ready: nothing that it waits for is left` : `${tasks.join(", ")} are ready: nothing that they wait for is left`;
    case "ask":
      return `${questions.join(", ")} waits for the person's decision`;
    case "wait":
      return tasks.length === 1 ? `${tasks[0]} is at work` : `${tasks.join(", ")} are at work`;
    case "held":
      return heldText(run);
    case "done":
      return "every task is done";
    case "stopped":
      return `the run is ${run.status}: ${run.reason}`;
  }
}
function nextView(run, directive, shown) {
  const host = (id) => run && taskOf(run, id)?.host_task_id ? [taskOf(run, id).host_task_id] : [];
  const [question] = directive.do === "ask" ? shown : [];
  return {
    run: run?.run ?? null,
    workflow: run?.workflow ?? null,
    status: run?.status ?? "none",
    phase: phaseOf(run, run === null ? multiAi : workflowOf(run.workflow)),
    directive: {
      id: directive.id,
      do: directive.do,
      why: whyOf(run, directive),
      dispatch: directive.do === "dispatch" ? directive.tasks.map((id) => dispatchItem(run, taskOf(run, id))) : [],
      mirror: directive.mirror.map((op) => {
        const task = taskOf(run, op.task);
        return {
          op: op.op,
          task: task.id,
          host_task_id: task.host_task_id,
          subject: task.subject,
          add_blocked_by: op.op === "block" ? op.by.flatMap(host) : []
        };
      }),
      ask: question ? {
        id: question.id,
        header: question.header,
        question: question.question,
        multiple: false,
        options: question.options.map(({ label, description }) => ({ label, description }))
      } : null
    }
  };
}

// src/cli/next.ts
var PROCEED = "proceed";
var next2 = {
  summary: "What comes next, as a directive; decides nothing",
  usage: "",
  args: [0, 0],
  options: { proceed: { about: "Go on at an open checkpoint: the same as decide proceed" } },
  slash: (call) => call.has("proceed") ? "/multi-ai:decide proceed" : null,
  async run(call) {
    const run = ownRun2(call);
    const due = directive(run, { mirror: run?.tasks.some((task) => task.host_task_id !== null) ?? false });
    const shown = run !== null && isLive(run) ? viewQuestions(call.project, run) : [];
    if (call.has("proceed")) {
      if (run === null)
        return no(noRunText(call.from));
      const open = run.questions.find((question) => question.options.includes(PROCEED));
      const others = run.questions.filter((question) => question !== open);
      if (open && others.length > 0) {
        const text = others.map((one) => questionText(viewQuestion(call.project, run, one), "multi-ai")).join(`

`);
        return no(clean(`Not yet: ${others.map((one) => one.id).join(", ")} waits for your decision.
${text}`), {
          open: run.questions.map((one) => one.id)
        });
      }
      if (open)
        return takeDecision(call, run, { option: PROCEED, question: open.id, reason: null });
      const what = shown.length > 0 ? shown.map((one) => questionText(one, "multi-ai")).join(`

`) : `Next: ${due.do}.`;
      return no(clean(`No checkpoint is open.
${what}`), { open: run.questions.map((one) => one.id) });
    }
    const view = nextView(run, due, shown);
    const lines = [
      `${due.do}: ${view.directive.why}`,
      ...view.directive.dispatch.map((one) => `  ${one.description}: ${one.tool}, ${one.agent} (${one.model}), writes ${one.writes}`),
      ...shown.map((one) => questionText(one, "multi-ai"))
    ];
    return done(run === null ? noRunText(call.from) : clean(lines.join(`
`)), view);
  }
};

// src/cli/park.ts
import { relative as relative3 } from "path";
var atWork = (run) => run.tasks.filter((task) => task.dispatch && !task.dispatch.check && isAlive2(task.dispatch.host)).map((task) => task.id);
var park = {
  summary: "Put the live run aside; resume brings it back",
  usage: "",
  args: [0, 0],
  options: {},
  async run(call) {
    const run = readRun(call.project);
    if (run === null)
      return no(noRunText(call.from), { run: null });
    if (!isLive(run))
      return no(`Run ${run.run} is over (${run.status}); multi-ai reset archives it.`, { run: run.run });
    const busy = atWork(run);
    if (busy.length > 0)
      return no(`An agent is at work on ${busy.join(", ")}. Park the run when it is done, or end the session first, or multi-ai cancel.`, { run: run.run, at_work: busy });
    const now = changeRun(call, () => [{ do: "interrupt", note: "the run was put aside" }]);
    await endChecks(run);
    const folder = relative3(call.project.root, moveRun(call.project, now, "parked", run.run));
    return done(`Run ${run.run} is parked in ${folder}.
Next: multi-ai resume ${run.run} brings it back; ${startText(run)} in Claude Code starts another.`, { run: run.run, folder });
  }
};

// src/cli/phase.ts
var phase = {
  summary: "The run's phase as one word, for scripts",
  usage: "",
  args: [0, 0],
  options: {},
  run(call) {
    const run = ownRun2(call);
    const token = phaseOf(run, run === null ? multiAi : workflowOf(run.workflow));
    return done(token, { run: run?.run ?? null, phase: token });
  }
};

// src/workflows/team/documents/brief.ts
var SECTIONS = [
  "Problem Statement",
  "User Stories",
  "Acceptance Criteria",
  "Out of Scope",
  "Open Questions"
];
var [MIN_OPTIONS, MAX_OPTIONS, MAX_LABEL] = [2, 4, 80];
function listOf(section, problems) {
  if (section === null)
    return [];
  const found = itemsOf2(section.lines);
  if (saysNone(found))
    return [];
  if (found.items.length === 0 && section.lines.some((line) => line.kind !== "comment" && line.text.trim() !== ""))
    problems.push(problemAt(`## ${section.title}`, section.line, "no list", 'a list, or "None"'));
  return found.items.filter((item) => {
    if (item.text === "")
      problems.push(problemAt(`## ${section.title}`, item.line, "an empty item", "some text"));
    return item.text !== "";
  });
}
function criteriaOf(section, problems) {
  if (section === null)
    return [];
  const items = itemsOf2(section.lines).items;
  const place = "## Acceptance Criteria";
  if (items.length === 0)
    problems.push(problemAt(place, section.line, "no numbered list", "criteria as 1. \u2026, 2. \u2026"));
  return items.map((item, index) => {
    if (item.number !== index + 1)
      problems.push(problemAt(place, item.line, item.number === null ? "no number" : item.number, `number ${index + 1}`));
    if (item.text === "")
      problems.push(problemAt(place, item.line, "an empty item", "the criterion's text"));
    return { number: index + 1, text: item.text };
  });
}
function questionOf({ text, line }, problems) {
  const at = text.lastIndexOf("Options:");
  if (at < 0)
    return { text, options: [] };
  const place = "## Open Questions";
  const options = text.slice(at + 8).split(";").map((one) => one.trim()).filter(Boolean);
  if (options.length < MIN_OPTIONS || options.length > MAX_OPTIONS)
    problems.push(problemAt(place, line, `${options.length} options`, `${MIN_OPTIONS} to ${MAX_OPTIONS}, with ";" between them`));
  for (const one of options)
    if (one.length > MAX_LABEL)
      problems.push(problemAt(place, line, one, `an option of at most ${MAX_LABEL} characters`));
  if (new Set(options.map((one) => one.toLowerCase())).size < options.length)
    problems.push(problemAt(place, line, text.slice(at), "options that differ"));
  const question = text.slice(0, at).trim();
  if (question === "")
    problems.push(problemAt(place, line, text, "the question before its options"));
  return { text: question, options };
}
function parseBrief(text) {
  const problems = [];
  const lines = readMarkdown(text);
  const sections = requiredSections(lines, SECTIONS, problems);
  const problem = sections["Problem Statement"]?.lines.map((line) => line.text).join(`
`).trim() ?? "";
  return {
    brief: {
      title: titleOf(lines) ?? "",
      problem,
      stories: listOf(sections["User Stories"], problems).map((item) => item.text),
      criteria: criteriaOf(sections["Acceptance Criteria"], problems),
      outOfScope: listOf(sections["Out of Scope"], problems).map((item) => item.text),
      openQuestions: listOf(sections["Open Questions"], problems).map((item) => questionOf(item, problems))
    },
    problems
  };
}

// src/workflows/team/documents/test-report.ts
init_evidence();
var isTestNamed = (seen, named) => seen === named || seen.endsWith(named);
var PLACE = "test report";
var keyOf2 = ({ test, file }) => `${file}
${fold2(test)}`;
var isOneToOne = (mapping, criteria) => mapping.length === criteria.length && criteria.every((number) => mapping.some((one) => one.criterion === number)) && new Set(mapping.map(keyOf2)).size === mapping.length;
var unescaped2 = (text) => fold2(text.replaceAll("\\", ""));
function parseTestReport(text, criteria, document, isTest) {
  const problems = [];
  const rows = tableOf(readMarkdown(text), ["Criterion", "Test", "File"], PLACE, problems) ?? [];
  const mapping = [];
  const seen = new Set;
  const texts = new Map;
  for (const { cells, line } of rows) {
    const [number, test, file] = cells.map(bare);
    const refuse = (found, expected) => problems.push(problemAt(PLACE, line, found, expected));
    const criterion = /^\d{1,4}$/.test(number) ? Number(number) : 0;
    if (!criteria.includes(criterion)) {
      refuse(number, `the number of a criterion: ${criteria.join(", ")}`);
      continue;
    }
    const bad = pathProblem(file);
    if (bad !== null) {
      problems.push(`${PLACE}, line ${line}: ${bad}`);
      continue;
    }
    const one = { criterion, test, file };
    const key = `${criterion}
${keyOf2(one)}`;
    if (seen.has(key))
      refuse(`${criterion} ${test} again`, "each row once");
    else
      mapping.push(one);
    seen.add(key);
    if (!texts.has(file)) {
      const found = document(file);
      texts.set(file, found === null ? null : unescaped2(found));
    }
    const source = texts.get(file);
    if (!isTest(file))
      refuse(file, "a test file (the setting team.qa says which are)");
    else if (source === null)
      refuse(file, "a file that is there");
    else if (test === "")
      refuse(undefined, "the test's name");
    else if (!source.includes(unescaped2(test)))
      refuse(test, `a test's name as ${file} has it`);
  }
  for (const number of criteria)
    if (!mapping.some((one) => one.criterion === number))
      problems.push(problemAt(PLACE, null, undefined, `a test for criterion ${number}`));
  return { mapping, oneToOne: problems.length === 0 && isOneToOne(mapping, criteria), problems };
}

// src/workflows/team/words/reviews.ts
var roleOf2 = (task) => task.who.role ?? task.who.agent;
var text2 = (value) => typeof value === "string" ? value : null;
var panelsOf = (run) => {
  const panels = gatesOf(workflowOf(run.workflow), run).filter((gate) => gate.gate === "panel");
  return panels.filter((gate, index) => panels.findIndex((one) => one.panel === gate.panel) === index);
};
function areaReviews(run, panel) {
  const workflow = workflowOf(run.workflow);
  const seats = seatsOf(workflow, run, panel.panel);
  const trees = treesOf(run);
  const order = [...Object.keys(areasOf(run.settings)), PRINCIPAL];
  return areaStandings(workflow, run, panel.panel).flatMap(({ area, reviewers, standing }) => order.filter((seat) => reviewers.includes(seat)).map((seat) => {
    const own = seats.filter((task) => task.item === seat);
    const word = standing.words.find((one) => one.seat === seat);
    const who = (word?.task ?? own.at(-1))?.who;
    const base = {
      area,
      reviewer: ownerRole(seat),
      by: who ? `${who.agent}/${who.model}` : "",
      reviews: own.filter((task) => task.facts.sections?.some((one) => one.area === area)).length
    };
    if (word === undefined)
      return {
        ...base,
        task: null,
        standing: isLive(run) ? "open" : "not reached",
        reason: null,
        tree: null,
        final: null
      };
    const decided = word.overruled ? run.decisions.findLast((one) => one.task === word.task.id) : undefined;
    return {
      ...base,
      task: word.task.id,
      standing: word.overruled ? "overruled" : word.verdict,
      reason: decided?.text ?? null,
      tree: word.tree || null,
      final: word.tree === "" || trees[area] === undefined ? null : !word.stale
    };
  }));
}
function escalations(run, panel) {
  const kinds = [panel.escalation.ask, panel.undecided.ask];
  return seatsOf(workflowOf(run.workflow), run, panel.panel).flatMap((task) => {
    const decision = run.decisions.findLast((one) => one.task === task.id && kinds.includes(one.kind));
    const changes = (task.facts.sections ?? []).filter((one) => one.verdict === "changes");
    const asked = changes.find((one) => one.escalation !== null)?.escalation;
    if (!decision && !asked)
      return [];
    return [
      {
        task: task.id,
        reviewer: roleOf2(task),
        areas: changes.map((one) => one.area),
        question: decision?.asked ?? (asked?.decision || asked?.reason) ?? null,
        decision: decision ? {
          option: wordsOfKind(decision.kind).options[decision.option]?.label ?? decision.option,
          text: decision.text,
          at: decision.at
        } : null
      }
    ];
  });
}
var rulings = (run, panels, artifact) => run.tasks.filter((task) => !task.void && task.outcome !== null && panels.some((gate) => gate.ruling.schema === task.schema)).map((task) => {
  const said = artifact(task);
  return {
    task: task.id,
    subject: task.subject,
    between: task.item,
    topic: text2(said?.topic),
    adr: text2(said?.adr),
    areas: task.facts.owners ?? [],
    instruction: task.facts.note ?? null
  };
});
function vetoes(run) {
  return gatesOf(workflowOf(run.workflow), run).flatMap((gate) => {
    if (gate.gate !== "review")
      return [];
    const own = tasksOf2(run, gate.key);
    return own.flatMap((task) => {
      const move = task.outcome === null ? undefined : gate.on[task.outcome];
      if (typeof move !== "object" || !("ask" in move))
        return [];
      const cleared = own.some((one) => one.acceptedSeq > task.acceptedSeq && one.outcome === "approved");
      return [
        {
          task: task.id,
          subject: task.subject,
          blockers: task.facts.blockers ?? [],
          state: task.waiver ? "lifted" : cleared ? "cleared" : "open",
          reason: task.waiver?.reason ?? null
        }
      ];
    });
  });
}

// src/workflows/team/words/report.ts
var TESTS = ["pre-review", "qa"];
var roleOf3 = (task) => task.who.role ?? task.who.program ?? task.who.agent;
var text3 = (value) => typeof value === "string" ? value : null;
var counts2 = (run) => run.tasks.filter((task) => !task.void);
function checks4(run, { record, final }) {
  return gatesOf(workflowOf(run.workflow), run).flatMap((gate) => {
    if (gate.gate !== "check" || !TESTS.includes(gate.who.program))
      return [];
    const ran = run.tasks.filter((task) => task.gate === gate.key && task.kind !== "fix" && task.artifact !== null);
    const last = ran.findLast((task) => !task.void);
    const found = last ? record(last) : null;
    const { tests_total: total, tests_passed: passed } = last?.facts.counts ?? {};
    const tree = found?.tree ?? null;
    return [
      {
        title: gate.title,
        stage: gate.stage ?? "",
        runs: ran.length,
        status: last ? verdictOf(last) : null,
        tree,
        final: tree === null || final === null ? null : tree === final,
        counts: total === undefined ? null : { total, passed: passed ?? 0 },
        commands: (found?.commands ?? []).map(({ name, command, state, failed }) => ({ name, command, state, failed }))
      }
    ];
  });
}
function deployment(run, { record }) {
  const ran = counts2(run).filter((task) => task.who.program === "deploy" && task.outcome !== null);
  const last = ran.at(-1);
  if (!last)
    return null;
  const found = record(last);
  const gate = found?.gate ?? {};
  return {
    task: last.id,
    tries: ran.reduce((sum, task) => sum + task.dispatches, 0),
    status: verdictOf(last) ?? taskStatus(run, last),
    adapter: text3(gate.adapter) ?? "",
    environment: text3(gate.environment) ?? "",
    smoke_test_passed: last.facts.flags?.smoke_test_passed === true,
    runbook_referenced: gate.runbook_referenced === true,
    rollback_command: found?.rollback ?? null,
    blockers: last.facts.blockers ?? []
  };
}
function warnings(run) {
  const stages = new Map(gatesOf(workflowOf(run.workflow), run).map((gate) => [gate.key, gate.stage ?? ""]));
  return warningsOf(run).map(({ id, text, task, closed }) => {
    const by = taskOf(run, task);
    const origin = by && {
      task,
      subject: by.subject,
      stage: stages.get(by.gate) ?? "",
      role: roleOf3(by)
    };
    return { id, text, origin: origin ?? null, closed };
  });
}
function stageReport(run, facts) {
  const workflow = workflowOf(run.workflow);
  const entry = entryOf(workflow, run.entry);
  const parts = partsOf(entry, run);
  const all = [...new Set(entry.gates.flatMap((gate) => gate.stage ?? []))];
  const panels = panelsOf(run);
  const { feature, track, moved, rows } = teamView(run, { feature: facts.feature, next: "" });
  const { enabled, tokens_max, minutes_max } = run.settings.budget ?? {};
  return {
    feature,
    track,
    moved,
    rows,
    reviews: panels.flatMap((panel) => areaReviews(run, panel)),
    escalations: panels.flatMap((panel) => escalations(run, panel)),
    rulings: rulings(run, panels, facts.artifact),
    vetoes: vetoes(run),
    checks: checks4(run, facts),
    deployment: deployment(run, facts),
    warnings: warnings(run),
    questions: questionsOf(run),
    passed: questionsContext(run).autoPasses,
    skipped: counts2(run).flatMap(({ id, subject, status, skipped }) => status === "skipped" && skipped !== null ? [{ task: id, subject, rule: skipped, why: skipWords(skipped) }] : []),
    left_out: parts === null ? [] : all.filter((one) => !parts.includes(one)),
    budget: enabled === true ? { tokens_max: tokens_max ?? null, minutes_max: minutes_max ?? null, rows: budgetRows(run) } : null
  };
}
var quoted2 = (text) => text === null ? "" : ` \u2014 "${oneLine(text)}"`;
var stageTable = (stages, layout) => statusTable({ ...stages, warnings: [], questions: [], next: "" }, layout);
var STANDING = {
  approved: "approved",
  changes: "no approval: asks for changes",
  overruled: "no approval: asks for changes; the person let the owner's way stand",
  open: "no approval: no word yet",
  "not reached": "no approval: not reached"
};
function reviewLine(one) {
  const about = one.tree === null ? "" : `, ${short(one.tree)}${one.final === null ? "" : one.final ? " (final)" : ", which changed after it"}`;
  return `${one.area}, by ${one.reviewer} (${one.by}): ${STANDING[one.standing]}${about}, ${roundsText(one.reviews)}${quoted2(one.reason)}`;
}
var VETO = {
  open: "it stands",
  lifted: "lifted by the person",
  cleared: "mended; its reviewer approved the fix"
};
function settled({ escalations, rulings, vetoes }) {
  return [
    ...vetoes.map((one) => `${one.task} ${one.subject}: veto, ${oneLine(one.blockers[0] ?? "without a reason")}; ${VETO[one.state]}`),
    ...escalations.map(({ task, reviewer, areas, question, decision }) => {
      const end = decision === null ? "open" : `the person decided "${oneLine(decision.text ?? decision.option)}"`;
      const asked = question === null ? "" : `
    asked: ${oneLine(question)}`;
      return `${task} ${reviewer} about ${areas.join(", ")}: ${end}${asked}`;
    }),
    ...rulings.map(({ task, subject, between, topic, adr, areas }) => {
      const mends = areas.length === 0 ? "" : `; ${areas.join(", ")} follows`;
      return `${task} ${subject}${between === null ? "" : ` (${between})`}: ${oneLine(topic ?? "its words are not kept any more")}${adr === null ? "" : `, ${oneLine(adr)}`}${mends}`;
    })
  ];
}
function reviewSections(stages, { width }, most) {
  const line = (text) => fit(text, width - 2);
  const oneByOne = (text) => text.split(`
`).map(line).join(`
`);
  const words = settled(stages);
  return [
    ...section("Reviews by area", stages.reviews.length, clip2(stages.reviews, most, (one) => line(reviewLine(one)))),
    ...section("Vetoes, escalations and rulings, no approvals", words.length, clip2(words, most, oneByOne).flatMap((both) => both.split(`
`)))
  ];
}
function checkLines(one, most) {
  const head = `${one.title} (stage ${one.stage})`;
  if (one.runs === 0)
    return [`${head}: not run`];
  const times = one.runs === 1 ? "once" : `${one.runs} times`;
  const where = one.final === true ? " (final)" : one.final === false ? ", which changed after it" : "";
  const tests = one.counts === null ? "" : `, ${one.counts.passed} of ${plural(one.counts.total, "test")} passed`;
  const state = one.status === null ? "" : `: ${one.status}${tests}`;
  return [
    `${head}, run by the program ${times}, last on tree ${short(one.tree ?? "?")}${where}${state}`,
    ...clip2(one.commands, most, ({ name, command, state, failed }) => {
      const red = failed.length === 0 ? "" : `: ${clip2(failed, 2, oneLine).join(", ")}`;
      return `  ${name} \`${oneLine(command)}\` ${state}${red}`;
    })
  ];
}
function deploymentLines(one) {
  if (one === null)
    return [];
  const smoke = one.smoke_test_passed ? "smoke test passed" : "no smoke test passed";
  const tries = one.tries > 1 ? `, ${one.tries} tries` : "";
  return [
    "",
    `Deployment to ${oneLine(one.environment)} by ${oneLine(one.adapter)}: ${one.status}, ${smoke}${tries}`,
    ...one.status === "FAIL" ? [`  ${oneLine(one.blockers[0] ?? "")}`] : [],
    one.rollback_command === null ? "  No command takes it back: deploy.rollback is not set" : `  Taken back by: ${oneLine(one.rollback_command)}`
  ];
}
var originText = ({ origin }) => origin === null ? "the budget" : `stage ${origin.stage}, ${origin.role}`;
function skippedLines({ skipped, left_out, track }) {
  const byWhy = Map.groupBy(skipped, (one) => one.why);
  return [
    ...left_out.length === 0 ? [] : [`The track ${oneLine(track)} has no ${left_out.join(", ")}`],
    ...[...byWhy].map(([why, all]) => `${[...new Set(all.map((one) => oneLine(one.subject)))].join(", ")}: ${why}`)
  ];
}
function budgetTable({ budget }, { width }) {
  if (budget === null)
    return [];
  const of = (used, most) => most === null ? `${used}` : `${used} of ${most}`;
  const row = ({ stage, role, dispatches, tokens, minutes, totals }) => [
    stage,
    oneLine(role),
    `${dispatches}`,
    `${tokens}`,
    `${minutes}`,
    of(totals.tokens, budget.tokens_max),
    of(totals.minutes, budget.minutes_max)
  ];
  const head = ["Stage", "Role", "Dispatches", "Tokens", "Minutes", "Tokens so far", "Minutes so far"];
  return ["", "Budget", ...table([head, ...budget.rows.map(row)], width - 2, [1]).map((one) => `  ${one}`)];
}
function closingSections(stages, { width }, most) {
  const line = (text) => fit(text, width - 2);
  const list = (title, lines) => section(title, lines.length, clip2(lines, most, line));
  const [open, closed] = [true, false].map((isOpen) => stages.warnings.filter((one) => one.closed === null === isOpen));
  return [
    ...list("Open warnings", open.map((one) => `${one.id} ${oneLine(one.text)} (${originText(one)})`)),
    ...list("Closed warnings", closed.map((one) => `${one.id} ${oneLine(one.text)}: ${oneLine(one.closed)}`)),
    ...list("Questions among the roles", stages.questions.map((one) => `${oneLine(one.text)} (${one.role}): ${oneLine(one.answer ?? "not answered")}`)),
    ...list("Checkpoints that nobody was asked about", stages.passed.map((one) => `${one.checkpoint.toUpperCase()} by ${one.rule}, ${moment(one.at)}`)),
    ...list("Skipped", skippedLines(stages)),
    ...deploymentLines(stages.deployment).map((one) => fit(one, width)),
    ...stages.checks.length === 0 ? [] : [""],
    ...stages.checks.flatMap((one) => checkLines(one, most)).map(line)
  ];
}
var BRIEF3 = "pipeline/brief.md";
var TEST_REPORT = "pipeline/test-report.md";
function criteriaIn(run) {
  const gates = gatesOf(workflowOf(run.workflow), run).filter((gate) => gate.gate === "produce");
  if (gates.some((gate) => gate.schema === "user-story"))
    return "user story";
  return gates.some((gate) => gate.documents?.includes(BRIEF3)) ? "brief" : null;
}
var isGone = (project, run, path) => acceptedTasks(run).some((task) => task.handed.some((one) => one.path === path)) && handedText(project, run, path) === null;
function briefCriteria(project, run, note) {
  if (isGone(project, run, BRIEF3))
    note("the brief");
  if (isGone(project, run, TEST_REPORT))
    note("the test report");
  const { criteria } = parseBrief(handedText(project, run, BRIEF3) ?? "").brief;
  const numbers = criteria.map((one) => one.number);
  const { mapping } = parseTestReport(handedText(project, run, TEST_REPORT) ?? "", numbers, () => null, () => true);
  const ran = acceptedTasks(run).findLast((task) => task.who.program === "qa");
  const record = ran ? recordOf(project, ran) : null;
  const commands = record?.commands ?? [];
  const passed = commands.flatMap((one) => one.passed ?? []);
  const isNameless = passed.length === 0 && commands.every((one) => one.failed.length === 0);
  return criteria.map(({ number, text }) => {
    const tests = mapping.filter((one) => one.criterion === number).map(({ test, file }) => ({ test, file, seen: passed.some((name) => isTestNamed(name, test)) }));
    const isShown = tests.length > 0 && (isNameless ? record?.outcome === "pass" : tests.every((one) => one.seen));
    return { id: String(number), text, steps: [], verdicts: [], met: record === null ? null : isShown, tests };
  });
}
var recordOf = (project, task) => task.who.program ? accepted(project, task.artifact) : null;
function stagesOf(project, run, final) {
  if (workflowOf(run.workflow).keeps === undefined)
    return;
  return stageReport(run, {
    feature: featureOf(project, run),
    final,
    record: (task) => recordOf(project, task),
    artifact: (task) => task.writes.endsWith(".json") ? accepted(project, task.artifact) : null
  });
}

// src/render/report.ts
function refusalLine({ task, subject, problems }) {
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  return `${task} ${subject}${more}: ${oneLine(problems[0] ?? "")}`;
}
var short = (hash) => hash.replace(/^(\w+:)?([0-9a-f]{12})[0-9a-f]*$/, "$1$2");
function section(title, count, lines) {
  return lines.length === 0 ? [] : ["", `${title} (${count})`, ...lines.map((line) => `  ${line}`)];
}
var STANDING2 = {
  approved: () => "approved",
  accepted: (one) => `no approval: said ${one.verdict ?? "nothing"}; accepted by the person as it is`,
  overruled: (one) => `no approval: said ${one.verdict ?? "nothing"}; overruled by the person`,
  waived: (one) => `no approval: ${one.verdict === null ? "no verdict" : `said ${one.verdict}`}; waived by the person`,
  open: (one) => `no approval: ${one.verdict === null ? "no verdict yet" : `said ${one.verdict}`}`,
  "not reached": () => "no approval: not reached"
};
function aboutText(one) {
  if (one.reviewed === null)
    return "";
  const what = `${one.about} ${short(one.reviewed)}`;
  if (one.final === true)
    return `${what} (final)`;
  if (one.final === null || one.changed_after === null)
    return `${what} (changes after it cannot be told any more)`;
  const changed = clip2(one.changed_after, 4, oneLine).join(", ");
  return changed === "" ? `${what}, which changed after it` : `${what}, changed after it: ${changed}`;
}
var roundsText = (count) => count === 1 ? "1 round" : `${count} rounds`;
function reviewerLines(one) {
  const by = `${one.by}${one.substituted ? ", in its place" : ""}`;
  const about = aboutText(one);
  const head = `${one.name} (${by}): ${STANDING2[one.standing](one)}, ${roundsText(one.reviews)}`;
  const isShort = one.final === true && one.reason === null;
  return [
    isShort ? `${head}, ${about}` : head,
    ...one.reason === null ? [] : [`    "${oneLine(one.reason)}"`],
    ...isShort || about === "" ? [] : [`    ${about}`]
  ];
}
function shownText({ met, tests = [] }) {
  const named = clip2(tests, 2, ({ test, file }) => `"${oneLine(test)}" in ${oneLine(file)}`).join("; ");
  if (tests.length === 0)
    return `${met === null ? "not shown yet" : "not met"}: no test on record`;
  if (met === null)
    return `not shown yet, not run: ${named}`;
  if (!met)
    return `not met, not seen to pass: ${named}`;
  return `met${tests.every((one) => one.seen) ? "" : ", by a command that names no tests"}: ${named}`;
}
function evidenceText(one) {
  if (one.met !== undefined)
    return shownText(one);
  const last = one.verdicts.findLast((verdict) => verdict.met && verdict.evidence.length > 0);
  const plan = one.steps.length > 0 ? `plan ${one.steps.join(", ")}` : "";
  const unmet = one.verdicts.filter((verdict) => !verdict.met).map((verdict) => verdict.reviewer);
  const parts = [
    last ? `${clip2(last.evidence, 2, oneLine).join("; ")} (${last.reviewer})` : "no evidence on record",
    ...unmet.length > 0 ? [`not met says ${unmet.join(", ")}`] : [],
    plan
  ];
  return parts.filter((part) => part !== "").join("; ");
}
var untouchedLine = ({ id, reviewer, place }) => `${id} of ${reviewer} called fixed; ${oneLine(place)} did not change since`;
var MOST_LINES2 = 60;
var MOST_LINES_OF_STAGES = 100;
var MOST_ITEMS = 12;
var FEWEST_ITEMS = 2;
var sentLine = ({ provider, prompts, bytes, files, withheld }) => {
  const counted = (count, noun) => `${count} ${noun}${count === 1 ? "" : "s"}`;
  const without = withheld === 0 ? "" : `, ${withheld} left out by the deny list`;
  return `Sent to ${provider}: ${counted(prompts, "prompt")}, ${bytes} bytes, of ${counted(files, "file")} at most${without}`;
};
var LETTER = { added: "A", modified: "M", deleted: "D" };
function earlyText({ asked, rounds_saved: saved }) {
  const times = asked === 1 ? "once" : `${asked} times`;
  return `Asked before the limit ${times}, for lack of progress; rounds saved: ${saved === 0 ? "none" : `up to ${saved}`}`;
}
var findingText = (one) => `${one.id} ${one.severity}, ${one.reviewer}: ${oneLine(one.problem)}`;
function decisionText2(one) {
  const asked = one.asked === null ? one.kind : `${one.kind} "${oneLine(one.asked)}"`;
  return `${one.question} ${asked}${one.task ? ` (${one.task}${one.why === null ? "" : `, ${one.why}`})` : ""}: ${one.option}${one.text ? ` \u2014 "${oneLine(one.text)}"` : ""} [${one.via}]`;
}
function testsLines({ none, baseline, last, runs, tree, final }) {
  if (none !== null)
    return [`No tests were run by the program: ${none}.`];
  const where = final === true ? " (final)" : final === false ? ", which changed after it" : "";
  return [
    `Tests, run by the program ${runs === 1 ? "once" : `${runs} times`}, last on tree ${short(tree ?? "?")}${where}`,
    ...last.map((one) => `  ${one}`),
    ...baseline.map((one) => `  before the implementation: ${one}`)
  ];
}
var OUTCOME = { complete: "complete", cancelled: "cancelled", failed: "failed" };
var snapshotText = (ref) => ref === null ? "No snapshot of the files before the implementation is kept (that needs git): there is no rollback." : `The files before the implementation are on ${ref}; multi-ai rollback brings them back.`;
function build2(facts, layout, most) {
  const { width, paint } = layout;
  const line = (text) => fit(text, width - 2);
  const list = (items, show) => clip2(items, most, (item) => line(show(item)));
  const { files } = facts;
  const state = OUTCOME[facts.status] ?? `${facts.status}: not over yet`;
  const reason = facts.status === "complete" || facts.reason === "" ? "" : ` (${oneLine(facts.reason)})`;
  return [
    paint.bold(fit(`Report of ${facts.run}: ${state}${reason}`, width)),
    fit(`Request: ${oneLine(facts.request)}`, width),
    `${moment(facts.started_at)} to ${facts.ended_at === null ? "now" : moment(facts.ended_at)}, ${facts.tasks} tasks, ${facts.fixes} of them fixes`,
    ...facts.auto ? [`--auto: ${facts.stages ? "checkpoints" : "the story"} and open questions were not put to the person`] : [],
    ...facts.criteria.length === 0 ? facts.criteria_in === null ? [] : ["", `Criteria: no ${facts.criteria_in} on record`] : section("Criteria", facts.criteria.length, clip2(facts.criteria, most, (one) => `${line(`${one.id} ${oneLine(one.text)}`)}
${line(`    ${evidenceText(one)}`)}`).flatMap((both) => both.split(`
`))),
    ...section("Reviewers", facts.reviewers.length, facts.reviewers.flatMap(reviewerLines).map(line)),
    ...facts.stages ? reviewSections(facts.stages, layout, most) : [],
    ...section("Waivers and overrulings, no approvals", facts.waivers.length, list(facts.waivers, (one) => `${one.task} ${one.subject}: ${one.kind} by the person \u2014 "${oneLine(one.reason)}"`)),
    ...files === null ? ["", "Files changed: cannot be told any more"] : files.length === 0 ? ["", "Files changed: none"] : section("Files changed", files.length, list(files, (one) => `${LETTER[one.status]} ${oneLine(one.path)} +${one.added} -${one.removed}`)),
    ...section("Decided by the person", facts.decisions.length, list(facts.decisions, decisionText2)),
    ...facts.early.asked === 0 ? [] : ["", fit(earlyText(facts.early), width)],
    ...section("Assumed, never asked", facts.auto ? facts.assumptions.length : 0, facts.auto ? list(facts.assumptions, oneLine) : []),
    ...section("Departures from the plan", facts.deviations.length, list(facts.deviations, oneLine)),
    ...section("Open findings", facts.open_findings.length, list(facts.open_findings, findingText)),
    ...section("Called fixed elsewhere than at their place", facts.untouched_fixes.length, list(facts.untouched_fixes, untouchedLine)),
    ...section("Outside of the change, for you to see", facts.outside_findings.length, list(facts.outside_findings, findingText)),
    ...section("Refused, stale or denied", facts.refusals.length, list(facts.refusals, refusalLine)),
    ...facts.stages ? closingSections(facts.stages, layout, most) : [],
    ...section("Not on record any more", facts.missing.length, list(facts.missing, oneLine)),
    "",
    ...spentLines(facts.spent).map(line),
    ...facts.sent.map(sentLine).map(line),
    `${facts.claims.checked} claims of agents were checked, ${facts.claims.refused} refused.`,
    ...facts.tests === null ? [] : testsLines(facts.tests).map(line),
    ...facts.base === null ? [] : [snapshotText(facts.snapshot)]
  ];
}
function reportText(facts, layout = { ...PLAIN_LAYOUT, width: 120 }) {
  const table = facts.stages ? [...stageTable(facts.stages, layout), ""] : [];
  const budget = facts.stages ? budgetTable(facts.stages, layout) : [];
  const mostLines = facts.stages ? MOST_LINES_OF_STAGES : MOST_LINES2;
  for (let most = MOST_ITEMS;; most--) {
    const lines = build2(facts, layout, most);
    if (lines.length <= mostLines || most <= FEWEST_ITEMS)
      return [...table, ...lines, ...budget].join(`
`);
  }
}

// src/run/rollback.ts
import { chmodSync, mkdirSync as mkdirSync8, rmSync as rmSync8, symlinkSync as symlinkSync2, writeFileSync as writeFileSync4 } from "fs";
import { join as join28 } from "path";
init_disk();
var beforeRollback = (run) => `${snapshotRef(run)}-before-rollback`;
var beforeUndo = (run) => `${snapshotRef(run)}-before-undo`;
function atWork2(run) {
  if (run === null || !isLive(run))
    return [];
  return run.tasks.filter(({ dispatch }) => dispatch && (dispatch.check ? isAlive2(dispatch.process) : hostMayLive(dispatch.host))).map((task) => task.id);
}
var hostMayLive = (host) => host === null || isAlive2(host);
function changesTo(place, target, present, own) {
  const changes = [];
  for (const [path, to] of target) {
    const now = present.get(path);
    if (!now)
      changes.push({ path, kind: "added", to });
    else if (now.hash !== to.hash || now.mode !== to.mode)
      changes.push({ path, kind: "modified", to });
  }
  const more = [...present.keys()].filter((path) => !target.has(path));
  const ignored = ignoredUnder(place, target, more.filter((path) => !own.has(path)));
  for (const path of more)
    if (!ignored.has(path))
      changes.push({ path, kind: "deleted", to: null });
  return changes.sort((a, b) => a.path < b.path ? -1 : 1);
}
function replaceFiles(place, changes, present) {
  const folder = join28(place.scratch, `rollback-${process.pid}`);
  const ready = (i) => join28(folder, String(i));
  try {
    rmSync8(folder, { recursive: true, force: true });
    mkdirSync8(folder, { recursive: true });
    const written = changes.flatMap(({ path, to }, i) => to === null ? [] : [{ ...to, path, i }]);
    eachContent(place, written, ({ mode, path, i }, bytes) => {
      if (mode === "120000")
        return symlinkSync2(bytes, ready(i));
      writeFileSync4(ready(i), bytes, { mode: 384 });
      chmodSync(ready(i), modeOf(mode, present.get(path)?.stat));
    });
    const carried = changes.map(({ path, kind, to }, i) => ({ path, kind, ready: to === null ? null : ready(i) }));
    applyChanges(place, carried, (path) => present.get(path)?.stat);
  } finally {
    rmSync8(folder, { recursive: true, force: true });
  }
}
var NO_GIT = "The project is not in a git repository (or git is not installed), so no snapshot was kept.";
function rollBack(project, run, live, options) {
  const refs = { from: snapshotRef(run.run), to: beforeRollback(run.run) };
  if (options.undo)
    Object.assign(refs, { from: refs.to, to: beforeUndo(run.run) });
  const { undo, yes } = options;
  const facts = { run: run.run, undo, yes, ...refs, at: null, done: false, refused: null, changes: [] };
  const refuse = (refused) => ({ ...facts, refused });
  const busy = atWork2(live);
  if (busy.length > 0)
    return refuse(`Somebody may be at work on ${busy.join(", ")} of run ${live.run}. Wait until it is done, or end the run first: /multi-ai:cancel or multi-ai cancel.`);
  const place = placeOfStates(project, run, options.timeout);
  if (place === null)
    return refuse(NO_GIT);
  try {
    const kept = commitOf(place, refs.from);
    if (kept === null)
      return refuse(options.undo ? `Run ${run.run} was not rolled back: there is nothing to undo.` : `Run ${run.run} has no snapshot: its implementation was never started in a git repository.`);
    const target = keptState(place, kept.commit);
    const own = options.undo ? snapshotOf(place, run) : new Map;
    const present = presentState(place, { also: target.keys(), write: options.yes });
    const changes = changesTo(place, target, present, own);
    const shown = changes.map(({ path, kind }) => ({ path: pathText2(path), status: kind }));
    const result = { ...facts, at: kept.at, changes: shown };
    const gone = new Set(changes.flatMap(({ path, kind }) => kind === "deleted" ? [path] : []));
    for (const { path, kind } of changes) {
      const blocked = kind === "deleted" ? null : inTheWay(place, path, (one) => gone.has(one));
      if (blocked !== null)
        return {
          ...result,
          refused: `${JSON.stringify(pathText2(blocked))} is in the way of ${JSON.stringify(pathText2(path))} and is not in any snapshot (ignored, or no regular file). Move it away, then try again.`
        };
    }
    if (!options.yes)
      return result;
    const unfinished = join28(place.scratch, `unfinished-${refs.to.slice(refs.to.lastIndexOf("/") + 1)}`);
    if (changes.length > 0 && !goesOn(place, unfinished, refs.to, target, present)) {
      const what = options.undo ? "before the undo of its rollback" : "before its rollback";
      const begun = keepState(place, refs.to, present, `multi-ai: the project's files of ${run.run} ${what}`);
      writeFileAtomic(unfinished, begun);
    }
    if (changes.length > 0)
      replaceFiles(place, changes, present);
    rmSync8(unfinished, { force: true });
    return { ...result, done: true };
  } catch (error) {
    if (error instanceof SnapshotFailed)
      return refuse(`${error.message}: ${error.remedy}.`);
    if (error instanceof Halfway)
      return refuse(`It stopped halfway: ${error.message}. Everything that was there is kept on ${refs.to}. Mend that, then call it again${options.undo ? "" : ", or go back with --undo"}.`);
    throw error;
  }
}
function goesOn(place, unfinished, ref, target, present) {
  const begun = readCache(unfinished)?.toString();
  const kept = begun === undefined ? null : commitOf(place, ref);
  if (kept === null || kept.commit !== begun)
    return false;
  const before = keptState(place, kept.commit);
  const same = (one, other) => one?.hash === other?.hash && one?.mode === other?.mode;
  return [...before.keys(), ...target.keys(), ...present.keys()].every((path) => [before, target].some((state) => same(present.get(path), state.get(path))));
}
function snapshotOf(place, run) {
  const kept = commitOf(place, snapshotRef(run.run));
  return kept === null ? new Map : keptState(place, kept.commit);
}
function workSnapshot(project, run) {
  try {
    const place = placeOfStates(project, run);
    return place !== null && commitOf(place, snapshotRef(run.run)) !== null ? snapshotRef(run.run) : null;
  } catch (error) {
    if (error instanceof SnapshotFailed)
      return null;
    throw error;
  }
}

// src/run/report.ts
function refusalsOf(project, run) {
  return [...handedIn(project, run), ...deniedCalls(run)];
}
var deniedCalls = (run) => run.tasks.flatMap((task) => {
  const denied = deniedOn(task);
  const problems = [denied === 1 ? "one call was denied" : `${denied} calls were denied`];
  return denied === 0 ? [] : [{ task: task.id, subject: task.subject, kind: "denied", problems }];
});
function handedIn(project, run) {
  return readEvents(project).flatMap((event) => {
    const isRefused = event.type === "refused";
    if (event.run !== run.run || !(isRefused || event.type === "returned" && event.reason === "stale"))
      return [];
    const { subject = "", writes = "" } = run.tasks.find((one) => one.id === event.task) ?? {};
    const problems = isRefused ? event.problems.map((one) => one.replace(`${writes}: `, "")) : [event.note];
    return [{ task: event.task, subject, kind: isRefused ? "refused" : "stale", problems }];
  });
}
var isTree = (subject) => subject !== null && !subject.startsWith("file:");
var reviewsOf2 = (run, gate) => run.tasks.filter((task) => task.gate === gate && task.kind !== "fix" && !task.void);
var isConfirmation = (gate, task) => gate.confirm !== undefined && task.brief === gate.confirm.brief;
var firstTree = (run) => run.tasks.find((task) => task.edits !== null && task.base !== null)?.base ?? null;
function lastTree(run) {
  const withTree = run.tasks.filter((task) => isTree(task.reviewed) && !worksInTree(run, task));
  const last = withTree.reduce((best, task) => task.acceptedSeq > (best?.acceptedSeq ?? 0) ? task : best, null);
  return last?.reviewed ?? firstTree(run);
}
function changes(project, from, to) {
  if (from === null || to === null)
    return null;
  try {
    return changedFiles(project.root, from, to, treeStore(project));
  } catch {
    return null;
  }
}
function standingOf(run, task) {
  if (!task)
    return "not reached";
  if (task.waiver)
    return task.waiver.kind;
  if (task.status === "done" && task.outcome === "approved")
    return "approved";
  return task.status === "blocked" || task.outcome === null && !isLive(run) ? "not reached" : "open";
}
var codeEvidence = (one, isSecret) => {
  if (one.test)
    return `test "${one.test}"`;
  const quoted = one.quote && !isSecret(one.file ?? "") ? ` "${one.quote}"` : "";
  return `${one.file ?? "?"}${one.line ? `:${one.line}` : ""}${quoted}`;
};
var versionsOf2 = (run, path) => run.tasks.flatMap((task) => {
  const sha = task.writes === path ? task.artifact : task.handed.findLast((one) => one.path === path)?.sha;
  return sha && !task.void ? [{ task, sha }] : [];
}).sort((a, b) => a.task.acceptedSeq - b.task.acceptedSeq);
var rewrittenBy = (run, path, review) => {
  const versions = versionsOf2(run, path);
  return versions.filter(({ task, sha }, at) => task.acceptedSeq > review.acceptedSeq && sha !== versions[at - 1]?.sha).map(({ task }) => `${task.id} ${task.subject}`);
};
var nameOf2 = (of) => ("file" in of) ? /([^/-]+)[^/]*$/.exec(of.file)[1] : "tree";
var isLeftOut = (run, gate) => {
  const all = reviewsOf2(run, gate.key);
  return all.length > 0 && all.every((task) => task.status === "skipped");
};
function earlyOf(run, gates) {
  const early = run.decisions.filter((one) => one.why.length > 0);
  const ended = gates.filter((gate) => {
    const last = early.findLast((one) => reviewsOf2(run, gate.key).some((task) => task.id === one.task));
    return last !== undefined && !run.tasks.some((task) => task.fixes === last.task);
  });
  const left = ended.map((gate) => ({ name: gate.group, ...roundsLeft(workflowOf(run.workflow), run, gate) }));
  let saved = 0;
  for (const name of new Set(left.map((one) => one.name))) {
    const group = left.filter((one) => one.name === name);
    saved += Math.min(group[0].group, group.reduce((sum, one) => sum + one.reviewer, 0));
  }
  return { asked: early.length, rounds_saved: saved };
}
var hasTests = (run) => gatesOf(workflowOf(run.workflow), run).some((gate) => gate.gate === "check" && gate.who.program === "tests");

class Facts {
  project;
  run;
  missing = [];
  final;
  constructor(project, run) {
    this.project = project;
    this.run = run;
    this.final = lastTree(run);
  }
  artifact(task) {
    if (!task || task.artifact === null)
      return null;
    const found = accepted(this.project, task.artifact);
    if (found === null)
      this.note(`the artifact of ${task.id} ${task.subject}`);
    return found;
  }
  note(what) {
    if (!this.missing.includes(what))
      this.missing.push(what);
  }
  reviewer(gate) {
    const all = reviewsOf2(this.run, gate.key);
    const had = all.filter((task) => task.waiver === null || task.outcome !== null || !isConfirmation(gate, task));
    const last = had.findLast((task) => task.outcome !== null || task.waiver !== null) ?? had.at(-1);
    const review = this.artifact(last);
    const reviewed = last?.reviewed ?? null;
    const final = reviewed === null ? null : reviewed === this.subjectNow(gate);
    const { agent, model, provider } = last?.who ?? whoOf(gate.who, {}, workflowOf(this.run.workflow));
    return {
      name: gate.title,
      task: last?.id ?? "",
      about: nameOf2(gate.of),
      standing: standingOf(this.run, had.at(-1)),
      verdict: last?.outcome ?? null,
      reason: had.at(-1)?.waiver?.reason ?? null,
      reviews: had.filter((task) => task.outcome !== null).length,
      by: provider ?? `${agent}/${model}`,
      substituted: "provider" in gate.who && provider === undefined,
      reviewed,
      final,
      changed_after: final === null ? null : final ? [] : this.changedAfter(gate, last),
      summary: review?.summary ?? null
    };
  }
  subjectNow(gate) {
    if (!("file" in gate.of))
      return this.final;
    const last = versionsOf2(this.run, gate.of.file).at(-1);
    return last ? `file:${last.sha}` : null;
  }
  changedAfter(gate, review) {
    if ("file" in gate.of)
      return rewrittenBy(this.run, gate.of.file, review);
    return changes(this.project, review.reviewed, this.final)?.map((file) => file.path) ?? null;
  }
  criteria(gates) {
    const source = criteriaIn(this.run);
    if (source === null)
      return [];
    if (source === "brief")
      return briefCriteria(this.project, this.run, (what) => this.note(what));
    const story = storyOf(this.project, this.run);
    if (story === null) {
      this.note("the user story");
      return [];
    }
    const plan = planOf(this.project, this.run);
    const isSecret = denyList(this.run.settings.secrets);
    const reviews = gates.filter((gate) => ("tree" in gate.of)).flatMap((gate) => {
      const task = reviewsOf2(this.run, gate.key).findLast((one) => one.artifact !== null);
      const review = this.artifact(task);
      return review ? [{ reviewer: gate.title, review }] : [];
    });
    return story.acceptance_criteria.map(({ id, text }) => ({
      id,
      text,
      steps: plan?.steps.filter((step) => step.covers?.includes(id)).map((step) => step.id) ?? [],
      verdicts: reviews.flatMap(({ reviewer, review }) => {
        const said = review.criteria.find((one) => one.id === id);
        return said ? [{ reviewer, met: said.met, evidence: (said.evidence ?? []).map((one) => codeEvidence(one, isSecret)) }] : [];
      })
    }));
  }
  report() {
    const { project, run } = this;
    const gates = reviewGates(run).filter((gate) => !isLeftOut(run, gate));
    const stages = stagesOf(project, run, this.final);
    const base = firstTree(run);
    const files = base === null ? [] : changes(project, base, this.final);
    if (files === null)
      this.note("the project's trees");
    const counted = run.tasks.filter((task) => task.status === "done");
    const open = findingViews(project, run, "open");
    const result = run.tasks.findLast((task) => task.schema === "impl-result" && task.artifact !== null && !task.void);
    const sum = (key) => run.tasks.reduce((total, task) => total + task.claims[key], 0);
    return {
      run: run.run,
      workflow: run.workflow,
      status: run.status,
      reason: run.reason,
      auto: run.auto,
      started_at: run.created_at,
      ended_at: isLive(run) ? null : endOf2(run),
      request: run.request.text,
      story: storyOf(project, run)?.title ?? null,
      criteria: this.criteria(gates),
      criteria_in: criteriaIn(run),
      reviewers: gates.map((gate) => this.reviewer(gate)),
      tasks: counted.length,
      fixes: counted.filter((task) => task.kind === "fix").length,
      base,
      final: this.final,
      files,
      decisions: run.decisions.map((one) => ({ ...one, why: whyText(run, one) || null })),
      early: earlyOf(run, gates),
      waivers: run.tasks.flatMap((task) => task.waiver ? [{ task: task.id, subject: task.subject, kind: task.waiver.kind, reason: task.waiver.reason }] : []),
      assumptions: run.assumptions,
      deviations: this.artifact(result)?.deviations ?? [],
      open_findings: open.filter((one) => !one.outside),
      outside_findings: open.filter((one) => one.outside),
      untouched_fixes: untouchedFixes(project, run).map(({ id, reviewer, place }) => ({ id, reviewer, place })),
      sent: run.sent,
      spent: {
        total: spentBy(run),
        tasks: run.tasks.filter((task) => task.spent.length > 0).map((task) => ({ task: task.id, subject: task.subject, ...spentOn(task) }))
      },
      claims: { checked: sum("checked"), refused: sum("refused") },
      refusals: refusalsOf(project, run),
      tests: hasTests(run) ? testsReport(project, run, this.final) : null,
      ...stages ? { stages } : {},
      snapshot: base === null ? null : workSnapshot(project, run),
      missing: this.missing
    };
  }
}
var endOf2 = (run) => run.tasks.reduce((last, task) => task.ended_at !== null && task.ended_at > last ? task.ended_at : last, "") || run.updated_at;
var reportFacts = (project, run) => new Facts(project, run).report();
var reportOf = (project, run) => reportText(reportFacts(project, run));

// src/cli/report.ts
var report = {
  summary: "What was done: criteria with evidence, verdicts, files, decisions",
  usage: "",
  args: [0, 0],
  options: RUN_OPTION,
  run(call) {
    const which = whichRun(call);
    if (!which.ok)
      return which.answer;
    const facts = reportFacts(which.found.place, which.found.run);
    return done(reportText(facts, call), facts);
  }
};

// src/cli/reset.ts
import { relative as relative4 } from "path";
var reset = {
  summary: "Archive the run in .task/history; nothing of yours is touched",
  usage: "",
  args: [0, 0],
  options: {},
  slash: () => "/multi-ai:reset",
  async run(call) {
    const run = readRun(call.project);
    const archived = resetRun(call.project, "reset by the person");
    if (run !== null)
      await endChecks(run);
    if (archived === null)
      return no(noRunText(call.from), { run: null });
    const folder = relative4(call.project.root, archived.folder);
    const atWork = run.tasks.filter((task) => task.dispatch && !task.dispatch.check && isAlive2(task.dispatch.host));
    const warning = atWork.length > 0 ? ` An agent of ${atWork.map((task) => task.id).join(", ")} may still run: end it in its session.` : "";
    return done(`Run ${archived.run.run} is archived in ${folder}.${warning}
Next: ${startText(archived.run)} in Claude Code starts a new run; multi-ai report --run ${archived.run.run} shows this one.`, { run: archived.run.run, folder, at_work: atWork.map((task) => task.id) });
  }
};

// src/cli/resume.ts
import { existsSync as existsSync12 } from "fs";
import { join as join29, relative as relative5 } from "path";
var ownerLives = (run) => isAlive2(run.owner?.host ?? null);
function goOn(call, run, force) {
  const data = { run: run.run, status: run.status, owner_alive: ownerLives(run) };
  if (run.paused !== null)
    return goOn(call, changeRun(call, () => [{ do: "go_on" }]), force);
  if (!ownerLives(run))
    return done(`Run ${run.run} is live and no session carries it on.
Next: ${TAKE_UP}.`, data);
  const pid = run.owner.host.pid;
  if (force)
    return done(`Next: open Claude Code here and type /multi-ai:resume --force; the session in process ${pid} loses the run, and its running tasks start again.`, data);
  return done(`Run ${run.run} goes on in a session that is at work (process ${pid}).
Next: ${viewOf(call.project, run).next}. To take it over: /multi-ai:resume --force in another session.`, data);
}
function unpark(call, named, before) {
  const parked = parkedRuns(call.project);
  const name = named ?? (parked.length === 1 ? parked[0] : null);
  const list = parked.length > 0 ? `parked: ${parked.join(", ")}` : "nothing is parked";
  if (name === null) {
    const which = parked.length > 1 ? `
Say which one: ${list}` : "";
    const over = before === null ? noRunText(call.from) : `Run ${before.run} is over (${before.status}); ${list}.`;
    return no(`${over}${which}`, { run: before?.run ?? null, parked });
  }
  if (!parked.includes(name))
    return no(`No parked run "${name}"; ${list}.`, { parked });
  if (before !== null)
    archiveRun(call.project, before);
  unparkRun(call.project, name);
  const run = ownRun2(call);
  if (run === null)
    return no(`Run ${name} is back in .task, but holds no event.`, { run: name });
  return done(`Run ${name} is back (${viewOf(call.project, run).phase}).
Next: ${TAKE_UP}.`, {
    run: name,
    status: run.status
  });
}
function readable(call) {
  try {
    return readRun(call.project);
  } catch (error) {
    if (error instanceof BrokenChain)
      return null;
    throw error;
  }
}
async function repaired(call, from, force) {
  const seq = Number(from);
  if (!Number.isSafeInteger(seq) || seq < 1)
    return wrongUsage(`--from takes the number of an event, found "${from}"`);
  const before = readable(call);
  if (before !== null && isLive(before) && ownerLives(before) && !force)
    return no(`Run ${before.run} belongs to a session that is at work (process ${before.owner.host.pid}). End it first, or add --force.`, { run: before.run });
  const inTask = (name) => existsSync12(join29(call.project.task, name));
  if (!inTask("events.jsonl") && !inTask("snapshot.json"))
    return no(noRunText(call.from), { run: null });
  if (before !== null)
    await endChecks(before);
  const { state, kept, aside, warning } = repairRun(call.project, seq);
  const run = state !== null && isLive(state) ? changeRun(call, () => [{ do: "interrupt", note: "the journal was repaired" }]) : state;
  const where = aside === null ? null : relative5(call.project.root, aside);
  const left = run === null ? "Nothing is left of the run" : `Run ${run.run} stands at event ${kept} (${viewOf(call.project, run).phase})`;
  const old = where === null ? "there was no journal any more" : `the journal as it was is ${where}`;
  const next = run !== null && isLive(run) ? TAKE_UP : `${startText(run)} in Claude Code starts a new run`;
  return done(`${left}; ${old}.${warning ? ` ${warning}` : ""}
Next: ${next}.`, {
    run: run?.run ?? null,
    kept,
    aside: where
  });
}
var resume = {
  summary: "Bring a parked run back, or say how the live one goes on",
  usage: "[run]",
  args: [0, 1],
  options: {
    force: { about: "Also while the session that owns the run is at work" },
    from: { value: "<seq>", about: "Go on from the events before this one; the journal as it is is kept" }
  },
  slash: () => "/multi-ai:resume",
  run(call) {
    const named = call.args[0] ?? null;
    const from = call.value("from");
    if (from !== null)
      return repaired(call, from, call.has("force"));
    const run = ownRun2(call);
    finishUnpark(call.project, run);
    if (run === null || !isLive(run))
      return unpark(call, named, run);
    if (named !== null && named !== run.run)
      return no(`Run ${run.run} is live; multi-ai park puts it aside first.`, { run: run.run });
    return goOn(call, run, call.has("force"));
  }
};

// src/render/rollback.ts
var MOST_FILES3 = 40;
var LETTER2 = { added: "A", modified: "M", deleted: "D" };
var LEFT_ALONE = "Left alone: ignored files, .task/, repositories inside, the index, HEAD and branches.";
function rollbackText(facts, typed, other = null) {
  if (facts.refused !== null)
    return facts.refused;
  const call = `${typed}${other === null ? "" : ` --run ${other}`}`;
  const goal = facts.undo ? "before its rollback" : "before its implementation";
  const state = `the state of ${facts.run} ${goal} (${facts.from}, ${facts.at})`;
  if (facts.changes.length === 0)
    return `The project's files are already in ${state}. Nothing was changed.`;
  const count = (status) => facts.changes.filter((one) => one.status === status).length;
  const files = clip2(facts.changes, MOST_FILES3, (one) => `  ${LETTER2[one.status]} ${oneLine(one.path)}`);
  const counts = `${count("added")} added, ${count("modified")} modified, ${count("deleted")} deleted`;
  const again = facts.undo ? "" : `
To go back: ${call} --undo`;
  return facts.done ? `The project's files are in ${state} again: ${counts}.
${files.join(`
`)}
What was there is kept on ${facts.to}.${again}` : `This would bring back ${state}: ${counts}.
${files.join(`
`)}
${LEFT_ALONE}
Nothing was changed. To do it: ${call}${facts.undo ? " --undo" : ""} --yes`;
}

// src/cli/rollback.ts
var PATIENCE = 600000;
var rollback = {
  summary: "Bring back the files as they were before the implementation",
  usage: "",
  args: [0, 0],
  options: {
    yes: { about: "Do it; without this it only shows what would change" },
    undo: { about: "Bring back the files as they were before the rollback" },
    ...RUN_OPTION
  },
  slash: () => "/multi-ai:rollback",
  run(call) {
    const which = whichRun(call);
    if (!which.ok)
      return which.answer;
    const { run, kept } = which.found;
    const options = { undo: call.has("undo"), yes: call.has("yes"), timeout: PATIENCE };
    const facts = rollBack(call.project, run, readRun(call.project), options);
    const text = clean(rollbackText(facts, "multi-ai rollback", kept === "here" ? null : run.run));
    return facts.refused === null ? done(text, facts) : no(text, facts);
  }
};

// src/cli/ruling.ts
var ruling = {
  summary: "Ask for a ruling now: it goes into the design, its owners mend, reviewers look again",
  usage: '"<topic>"',
  args: [1, 1],
  options: {},
  slash: () => "/multi-ai:ruling",
  run(call) {
    const topic = call.args[0].trim();
    if (topic === "")
      return wrongUsage('the topic is empty: multi-ai ruling "<topic>"');
    const before = ownRun2(call);
    if (before === null)
      return no(noRunText(call.from), { run: null });
    if (!isLive(before))
      return no(`Run ${before.run} is over (${before.status}): nothing is ruled in it.`, { run: before.run });
    const now = changeRun(call, () => [{ do: "ruling", topic: storeRequest(call.project, topic) }]);
    const task = now.tasks.findLast((one) => one.topic !== null && taskOf(before, one.id) === undefined);
    const who = task.who.role ?? task.who.agent;
    return done(clean(`${task.id} ${task.subject}: ${who} rules on ${fit(oneLine(topic), 200)}.
${afterwards(call, now)}`), {
      run: now.run,
      task: task.id,
      topic,
      status: now.status
    });
  }
};

// src/render/progress.ts
var LONGEST2 = 200;
var clipText = (text) => {
  const line = oneLine(text);
  return line.length > LONGEST2 ? `${line.slice(0, LONGEST2 - 1)}\u2026` : line;
};
function elapsed(run, at) {
  const seconds = Math.max(0, Math.floor((Date.parse(at) - Date.parse(run.created_at)) / 1000)) || 0;
  const two = (value) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
var count2 = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;
var nameOf3 = (task, id) => task ? `${id} ${task.subject}` : id;
var whoOf2 = (task) => `${task.who.agent}, ${task.who.provider ?? task.who.model}`;
function sumOf(artifact) {
  if (artifact?.acceptance_criteria)
    return count2(artifact.acceptance_criteria.length, "acceptance criterion").replace("criterions", "criteria");
  if (artifact?.steps)
    return count2(artifact.steps.length, "step");
  if (artifact?.changed_files)
    return `${count2(artifact.changed_files.length, "file")} changed`;
  return "";
}
var NOT_GOOD = new Set("needs_changes rejected failed needs_clarification questions fail red cannot_run none".split(" "));
function accepted2(run, event, { paint = PLAIN, look }) {
  const task = taskOf(run, event.task);
  const artifact = look?.(event.artifact) ?? null;
  const good = !NOT_GOOD.has(event.outcome);
  const words = [
    event.outcome.replaceAll("_", " "),
    sumOf(artifact),
    event.claims > 0 && task?.schema.endsWith("review") ? `${count2(event.claims, "claim")} checked` : "",
    ...event.prior.map((one) => `${one.id} ${one.state}`)
  ].filter((word) => word !== "");
  const mark = good ? paint.green("\u2713") : paint.yellow("\u25CF");
  const findings = event.findings.map((one) => {
    const said = artifact?.findings?.find((given) => given.id === one.id);
    const place = said?.at ?? (said?.file ? `${said.file}${said.line ? `:${said.line}` : ""}` : "");
    const outside = one.outside ? ", outside of the change" : "";
    return `    ${paint.yellow(one.id)} ${one.severity}${place ? ` at ${place}` : ""}${outside}${said ? `: ${clipText(said.problem)}` : ""}`;
  });
  return [`${mark} ${nameOf3(task, event.task)}: ${words.join(", ")}`, ...findings];
}
var LINES = {
  run_created: (_run, event, { paint = PLAIN }) => [`${paint.bold(event.run)} begins: ${clipText(event.request.text)}`],
  task_created: (run, event, { paint = PLAIN }) => event.kind === "gate" ? [] : [paint.dim(`+ ${nameOf3(taskOf(run, event.task), event.task)}, after ${event.blocked_by.join(" and ")}`)],
  dispatched: (run, event, { paint = PLAIN }) => {
    const task = taskOf(run, event.task);
    return [`${paint.cyan("\u25B6")} ${nameOf3(task, event.task)}${task ? paint.dim(` (${whoOf2(task)})`) : ""}`];
  },
  accepted: accepted2,
  refused: (run, event, { paint = PLAIN }) => [
    `${paint.red("\u2717")} ${nameOf3(taskOf(run, event.task), event.task)}: refused, sent back with the reason`,
    ...event.problems.map((problem) => `    ${paint.red(clipText(problem))}`)
  ],
  tests_decided: (_run, event, { paint = PLAIN }) => event.commands.length === 0 ? [] : [
    paint.dim(`  Tests ${event.approved ? "to be run" : "not to be run"} (${event.by}): ${clipText(event.commands.join("; "))}`)
  ],
  tested: (_run, event, { paint = PLAIN }) => event.commands.map((one) => {
    const mark = one.state === "passed" ? paint.green("\u2713") : paint.red("\u2717");
    return `${mark} ${clipText(one.command)}: ${endOf(one)}`;
  }),
  check_failed: (run, event, { paint = PLAIN }) => [
    `${paint.red("\u2717")} ${nameOf3(taskOf(run, event.task), event.task)}: ${clipText(event.message)}`
  ],
  returned: (run, event, { paint = PLAIN }) => [
    `${paint.yellow("\u21BA")} ${nameOf3(taskOf(run, event.task), event.task)} starts again, ${event.reason.replaceAll("_", " ")}${event.note ? `: ${clipText(event.note)}` : ""}`
  ],
  task_done: (run, event, { paint = PLAIN }) => event.waiver === null ? [] : [
    `${paint.yellow("\u25CF")} ${nameOf3(taskOf(run, event.task), event.task)}: ${event.waiver.kind} by the person, ${clipText(event.waiver.reason)}`
  ],
  task_cancelled: (run, event, { paint = PLAIN }) => [
    paint.dim(`- ${nameOf3(taskOf(run, event.task), event.task)} is cancelled`)
  ],
  substituted: (run, event) => [
    `${nameOf3(taskOf(run, event.task), event.task)}: now done by ${event.who.agent} (${event.who.model})`
  ],
  auto_approved: (run, event, { paint = PLAIN }) => [
    paint.dim(`  ${nameOf3(taskOf(run, event.task), event.task)}: nobody is asked (--auto), ${count2(event.assumptions.length, "assumption")}`)
  ],
  held: (run, _event, { paint = PLAIN }) => [paint.yellow(clipText(heldText(run) || "The run waited for the API"))],
  asked: (_run, event, { paint = PLAIN }) => [`${paint.bold("?")} ${event.question} is open (${event.kind})`],
  answered: (_run, event) => [
    `  ${event.question} is answered: ${clipText([event.option, event.text ?? ""].filter(Boolean).join(", "))}`
  ],
  request_changed: (_run, event) => [`  The request changes: ${clipText(event.request.text)}`],
  ended: (_run, event, { paint = PLAIN }) => [
    event.status === "complete" ? paint.green(paint.bold("The run is complete")) : paint.red(`The run is over: ${event.status}, ${clipText(event.reason)}`)
  ]
};
function progressLines(run, event, options = {}) {
  const write = LINES[event.type];
  const dim = options.paint?.dim ?? PLAIN.dim;
  const time = elapsed(run, event.at).padStart(6);
  return (write?.(run, event, options) ?? []).map((line, index) => `${index === 0 ? dim(time) : " ".repeat(time.length)}  ${line}`);
}
function waitingLine(run, now, { paint = PLAIN } = {}) {
  const running = run.tasks.filter((task) => task.status === "running" && task.dispatch !== null);
  const said = running.map((task) => {
    const seconds = Math.max(0, Math.round((Date.parse(now) - Date.parse(task.dispatch.at)) / 1000));
    return `${task.id} ${task.subject} has been at work for ${seconds} s`;
  });
  return paint.dim(`${elapsed(run, now).padStart(6)}  \u2026 ${said.join("; ") || "waiting for the main thread"}`);
}

// src/host/session.ts
var FAREWELL_MS = 20000;
var STDERR_BYTES = 65536;
var TICK_MS = 1000;
var typed2 = (text) => `${JSON.stringify({ type: "user", message: { role: "user", content: text } })}
`;
async function runHostSession(request) {
  const { claude, args, cwd, env, signal } = request;
  const mode = ["-p", "--input-format", "stream-json", "--output-format", "stream-json", "--verbose"];
  let child;
  try {
    const io = { stdin: "pipe", stdout: "pipe", stderr: "pipe" };
    child = Bun.spawn([claude, ...args, ...mode], { cwd, env, ...io, detached: true });
  } catch (error) {
    return { outcome: "spawn_failed", exitCode: null, stderr: error instanceof Error ? error.message : String(error) };
  }
  const killGroup = () => {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {}
  };
  process.on("exit", killGroup);
  let ending = false;
  let idleSince = null;
  let farewell;
  const say = (text) => {
    idleSince = null;
    try {
      child.stdin.write(typed2(text));
      Promise.resolve(child.stdin.flush()).catch(() => {});
    } catch {}
  };
  const end = () => {
    if (ending)
      return;
    ending = true;
    Promise.resolve(child.stdin.end()).catch(() => {});
    farewell = setTimeout(() => void endGroup(child.pid), FAREWELL_MS);
  };
  const onLine = (line) => {
    const event = JSON.parse(line);
    idleSince = null;
    if (event.type !== "result")
      return;
    idleSince = Date.now();
    const text = typeof event.result === "string" ? event.result : "";
    if (request.onTurn(text, event.is_error === true) === "end")
      end();
  };
  const stdout = drain(child.stdout, 0, onLine);
  const stderr = drain(child.stderr, STDERR_BYTES, undefined);
  const tick = setInterval(() => {
    if (ending || idleSince === null)
      return;
    const wanted = request.onIdle(Date.now() - idleSince);
    if (wanted === "end")
      end();
    else if (wanted !== "stay")
      say(wanted.type);
  }, TICK_MS);
  let abort = () => {};
  const aborted = new Promise((resolve) => {
    abort = () => resolve("cancelled");
    if (signal.aborted)
      abort();
    else
      signal.addEventListener("abort", abort, { once: true });
  });
  say(request.prompt);
  const outcome = await Promise.race([child.exited.then(() => "exited"), aborted]);
  clearInterval(tick);
  clearTimeout(farewell);
  signal.removeEventListener("abort", abort);
  await endGroup(child.pid);
  await Promise.race([Promise.all([child.exited, stdout.done, stderr.done]), Bun.sleep(1000)]);
  stdout.abandon();
  stderr.abandon();
  process.off("exit", killGroup);
  return { outcome, exitCode: child.exitCode, stderr: stderr.text() };
}

// src/store/tail.ts
import { readFileSync as readFileSync13, statSync as statSync4 } from "fs";
import { join as join30 } from "path";
function tailJournal(project, listener) {
  const path = join30(project.task, "events.jsonl");
  let position = START;
  let file = "";
  let run = null;
  let told = 0;
  let timer;
  const forget = () => {
    position = START;
    run = null;
    told = 0;
  };
  function read(bytes, silent) {
    return scan(bytes.subarray(position.bytes), position, (batch) => {
      const events = batch;
      run = evolve(run, events);
      if (run !== null && !silent && events[0].seq > told)
        listener(run, events);
      told = Math.max(told, events.at(-1).seq);
    });
  }
  function poll(silent = false) {
    const seen = lookAt3(path);
    if (seen === null || seen.file === file && seen.size === position.bytes)
      return;
    if (seen.file !== file || seen.size < position.bytes) {
      file = seen.file;
      forget();
    }
    const bytes = readFileSync13(path);
    let found = read(bytes, silent);
    if (found.broken !== null && position !== START) {
      position = START;
      run = null;
      found = read(bytes, silent);
    }
    position = found.position;
    if (found.broken !== null)
      throw new BrokenChain(found.broken.line, position.seq + 1, found.broken.problem);
  }
  poll(true);
  return {
    poll: () => poll(),
    run: () => run,
    start(everyMs, failed) {
      timer = setInterval(() => {
        try {
          poll();
        } catch (error) {
          clearInterval(timer);
          failed(error);
        }
      }, everyMs);
    },
    stop: () => clearInterval(timer)
  };
}
function lookAt3(path) {
  try {
    const { ino, dev, size } = statSync4(path);
    return { file: `${dev}:${ino}`, size };
  } catch {
    return null;
  }
}

// src/run/headless.ts
var POLL_MS2 = 100;
var SILENCE_MS = 20000;
var NUDGE_MS = 5000;
var NUDGES = 1;
var NUDGE = "Go on with the run.";
var withoutFrame = (text) => text.replace(/^\w+ operation blocked by hook:\n/, "").replace(/\n\nOriginal prompt: [\s\S]*$/, "");
function headlessState(run) {
  if (run === null)
    return "none";
  if (!isLive(run))
    return "over";
  if (run.tasks.some((task) => task.status === "running"))
    return "work";
  const next = directive(run).do;
  return next === "ask" || next === "held" ? next : "due";
}
async function driveRun(request) {
  const { project, signal } = request;
  const before = readRun(project)?.run ?? null;
  const resumed = before !== null && isLive(readRun(project));
  let lastNews = Date.now();
  let broken = null;
  const stop = new AbortController;
  const tail = tailJournal(project, (run, events) => {
    lastNews = Date.now();
    request.listener(run, events);
  });
  tail.start(POLL_MS2, (error) => {
    broken = error;
    stop.abort();
  });
  const driven = () => {
    tail.poll();
    const run = tail.run();
    return run !== null && (resumed || run.run !== before) ? run : null;
  };
  const silence = setInterval(() => {
    const run = tail.run();
    if (run === null || !isLive(run) || Date.now() - lastNews < SILENCE_MS)
      return;
    lastNews = Date.now();
    request.onSilence(run, new Date().toISOString());
  }, 1000);
  let said = "";
  let failed = false;
  let nudges = 0;
  const result = await runHostSession({
    ...request,
    cwd: project.root,
    signal: AbortSignal.any([signal, stop.signal]),
    onTurn(text, isError) {
      if (text.trim() !== "")
        said = withoutFrame(text);
      const state = headlessState(driven());
      if (isError && state !== "work")
        failed = true;
      return failed || state === "none" || state === "over" || state === "ask" || state === "held" ? "end" : "stay";
    },
    onIdle(idleMs) {
      const state = headlessState(driven());
      if (state === "over" || state === "ask" || state === "held")
        return "end";
      if (state !== "due" || idleMs < NUDGE_MS)
        return "stay";
      return nudges++ < NUDGES ? { type: NUDGE } : "end";
    }
  }).finally(() => {
    clearInterval(silence);
    tail.stop();
  });
  if (broken !== null)
    throw broken;
  const run = driven();
  if (signal.aborted) {
    if (run !== null)
      await endChecks(run);
    return { how: "cancelled", run };
  }
  const state = headlessState(run);
  if (run !== null && state === "over")
    return { how: "ended", run };
  if (run !== null && state === "ask")
    return { how: "question", run };
  if (run !== null && state === "held" && !failed)
    return { how: "held", run };
  const words = [said, result.stderr.trim().slice(-2000)].filter((text) => text !== "").join(`
`);
  if (failed || result.outcome === "spawn_failed" || result.exitCode !== 0) {
    const ending = result.exitCode === null ? "It did not end by itself." : `It ended with code ${result.exitCode}.`;
    return { how: "host_failed", run, said: words || ending };
  }
  return run === null ? { how: "not_started", said: words } : { how: "stalled", run, said: words };
}

// src/cli/run.ts
init_settings2();
var DEFAULT_MODE = "acceptEdits";
var MODES = ["acceptEdits", "auto", "bypassPermissions", "default", "dontAsk", "manual"];
var GO_ON = "multi-ai run --continue";
var PLUGIN3 = "multi-ai";
var AUTO = "auto";
var broken = (text) => ({ exit: 3, text, data: { error: text } });
var refuse = (answer) => ({ ok: false, answer });
var show = (call, line) => {
  (call.json ? process.stderr : process.stdout).write(`${line}
`);
};
var START_OPTIONS = Object.fromEntries(Object.entries(STARTS).flatMap(([name, { flags }]) => Object.entries(flags).filter(([flag]) => flag !== AUTO).map(([flag, one]) => [
  flag,
  one.takes === "nothing" ? { about: `${name}: ${one.about}` } : { value: one.value, ...one.takes === "name" ? { optional: true } : {}, about: `${name}: ${one.about}` }
])));
var givenFlags = (call) => Object.keys(START_OPTIONS).flatMap((flag) => {
  const value = call.value(flag);
  return value !== null ? [[flag, `--${flag}=${value}`]] : call.has(flag) ? [[flag, `--${flag}`]] : [];
});
async function startPrompt(call, name, text) {
  const command = STARTS[name];
  const given = givenFlags(call);
  const foreign = given.find(([flag]) => !Object.hasOwn(command.flags, flag));
  const possible = Object.keys(command.flags).map((flag) => `--${flag}`);
  if (foreign)
    return refuse(wrongUsage(`run ${name} takes no --${foreign[0]}; possible: ${possible.join(", ")}`));
  const spaced = given.find(([, typed]) => /\s/.test(typed));
  if (spaced)
    return refuse(wrongUsage(`--${spaced[0]}: found "${call.value(spaced[0])}", expected no white space`));
  const flags = [...given.map(([, typed]) => typed), ...call.has(AUTO) ? [`--${AUTO}`] : []];
  const line = [...flags, ...command.strict ? ["--"] : [], text].join(" ");
  if (command.strict) {
    const settings = await readSettings(call.project.root);
    if (!settings.ok)
      return refuse(broken(`${settings.problems.join(`
`)}
Mend the file, then run it again.`));
    const read = readStart(name, line, settings.settings, call.project.root);
    if (!read.ok)
      return refuse(read.refused ? no(`Nothing was started. ${read.problem}`) : wrongUsage(read.problem));
    const chosen = chosenText(read.value.start);
    if (chosen !== null)
      call.say(chosen);
  }
  return { ok: true, prompt: `${typedCommand(name)} ${line}` };
}
async function promptOf(call) {
  const run = ownRun2(call);
  const live = run !== null && isLive(run);
  if (call.has("continue")) {
    if (call.args.length > 0)
      return refuse(wrongUsage("run --continue takes no workflow and no request"));
    const late = [...givenFlags(call).map(([flag]) => flag), ...call.has(AUTO) ? [AUTO] : []][0];
    if (late !== undefined)
      return refuse(wrongUsage(`--${late} is set when a run starts; it cannot be added to one that is live`));
    if (!live)
      return refuse(no(`No live run in ${call.project.root} to go on with.`, { run: run?.run ?? null }));
    if (isAlive2(run.owner?.host ?? null))
      return refuse(no(`Run ${run.run} goes on in a session that is at work (process ${run.owner.host.pid}): end that session first.`, {
        run: run.run,
        owner: run.owner.host.pid
      }));
    if (run.questions.length > 0)
      return refuse(question2(call, run, `Run ${run.run} waits for your answer; nothing was started.`));
    return { ok: true, prompt: `/${PLUGIN3}:resume` };
  }
  const [workflow = "", request = ""] = call.args;
  if (call.args.length < 2)
    return refuse(wrongUsage('run needs a workflow and a request: multi-ai run multi-ai "<request>"'));
  const known = Object.keys(STARTS);
  if (!Object.hasOwn(STARTS, workflow))
    return refuse(wrongUsage(`unknown workflow "${workflow}"${didYouMean(workflow, known)}; known: ${known.join(", ")}`));
  const text = (request === "-" ? await Bun.stdin.text() : request).trim();
  if (text === "")
    return refuse(wrongUsage("the request is empty"));
  if (!STARTS[workflow].strict && /^--auto(\s|$)|\s--auto$/.test(text))
    return refuse(wrongUsage("--auto is an option of run: put it outside of the request"));
  if (live)
    return refuse(no(`Run ${run.run} is live in ${call.project.root}.
Next: ${GO_ON}, or multi-ai cancel.`, { run: run.run }));
  return startPrompt(call, workflow, text);
}
function hostArguments(call, plugin) {
  const tools = call.value("allowed-tools");
  return [
    ...pluginIsInstalled(call.env, call.project.root) ? [] : ["--plugin-dir", plugin],
    ...["--permission-mode", call.value("permission-mode") ?? DEFAULT_MODE],
    ...tools === null ? [] : [`--allowedTools=${tools}`]
  ];
}
function question2(call, run, lead) {
  const shown = viewQuestions(call.project, run);
  const text = shown.map((one) => questionText(one, PLUGIN3)).join(`

`);
  const data = { run: run.run, status: run.status, questions: shown.map(({ id, question }) => ({ id, question })) };
  return { exit: 1, text: clean(`${lead}

${text}
Then: ${GO_ON}`), data };
}
function ending(call, end) {
  const data = { run: end.how === "not_started" ? null : end.run?.run ?? null, end: end.how };
  const answer = (exit, text) => ({ exit, text: clean(text), data });
  switch (end.how) {
    case "ended":
      if (end.run.status === "complete")
        return done(reportOf(call.project, end.run), { ...data, status: "complete" });
      return answer(1, `Run ${end.run.run} is over: ${end.run.status}, ${end.run.reason}
Next: multi-ai report`);
    case "question":
      return question2(call, end.run, `Run ${end.run.run} stops here: the person decides.`);
    case "held":
      return answer(3, `Run ${end.run.run} waits, nothing is lost. ${heldReason(end.run.paused)}
Next: ${GO_ON}, when that is over.`);
    case "stalled":
      return answer(3, `Run ${end.run.run} stands still: the main thread left its directive undone.
${end.said}
Next: ${GO_ON}`);
    case "not_started":
      return answer(3, `No run came of it. Claude Code said:
${end.said}
Next: multi-ai dry-run shows whether everything is in place.`);
    case "cancelled":
      return end.run === null || !isLive(end.run) ? answer(1, "Stopped by you. No run is live.") : answer(1, `Stopped by you. Run ${end.run.run} stays as it is.
Next: ${GO_ON}, or multi-ai cancel.`);
    case "host_failed": {
      const next = end.run !== null && isLive(end.run) ? `${GO_ON}, when that is put right` : "multi-ai dry-run";
      return answer(3, `Claude Code failed:
${end.said}
Next: ${next}`);
    }
  }
}
var run = {
  summary: `Drive a run headless. Bash commands of the implementer are refused in mode ${DEFAULT_MODE} unless allowed`,
  usage: '<workflow> "<request>" (- reads it from standard input)',
  args: [0, 2],
  options: {
    [AUTO]: { about: "Ask nobody: the story is approved as it is" },
    ...START_OPTIONS,
    continue: { about: "Go on with the live run, after a decide or a stop; without workflow and request" },
    "permission-mode": {
      value: "<mode>",
      about: `How the host treats tool calls (${DEFAULT_MODE}): ${MODES.join(", ")}`
    },
    "allowed-tools": { value: "<rules>", about: 'Tool calls that need no permission, such as "Bash(bun test:*)"' },
    claude: { value: "<path>", about: "Claude Code to use, in place of the one on PATH" }
  },
  async run(call) {
    const mode = call.value("permission-mode");
    if (mode !== null && !MODES.includes(mode))
      return wrongUsage(`unknown permission mode "${mode}"${didYouMean(mode, MODES)}; expected one of ${MODES.join(", ")}`);
    const claude = findClaude(call.value("claude"), call.env);
    const prompt = await promptOf(call);
    if (!prompt.ok)
      return prompt.answer;
    if (claude === null) {
      const where = call.value("claude") ?? "on PATH";
      return {
        exit: 3,
        text: `Claude Code was not found (${where}). Install it, or name it: --claude <path>`,
        data: { error: "no claude" }
      };
    }
    const stop = new AbortController;
    const interrupted = () => {
      if (stop.signal.aborted)
        process.exit(1);
      call.say("Stopping: Claude Code and the run's checks are ended. Ctrl-C again stops at once.");
      stop.abort();
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals)
      process.on(signal, interrupted);
    const plugin = pluginRoot();
    const options = { paint: call.paint, look: (sha) => accepted(call.project, sha) };
    try {
      const end = await driveRun({
        project: call.project,
        claude,
        args: hostArguments(call, plugin),
        env: hostEnvironment(call.env, plugin),
        prompt: prompt.prompt,
        signal: stop.signal,
        listener: (run, events) => {
          for (const event of events)
            for (const line of progressLines(run, event, options))
              show(call, line);
        },
        onSilence: (run, now) => show(call, waitingLine(run, now, options))
      });
      return ending(call, end);
    } finally {
      for (const signal of signals)
        process.off(signal, interrupted);
    }
  }
};

// src/cli/status.ts
var status = {
  summary: "Tasks, rounds, what is open, and what to do now",
  usage: "",
  args: [0, 0],
  options: RUN_OPTION,
  run(call) {
    const which = whichRun(call);
    if (!which.ok) {
      const { text, data } = which.answer;
      return call.value("run") === null ? done(text, { ...data, error: undefined }) : which.answer;
    }
    const { run, place, kept } = which.found;
    const view = viewOf(place, run, kept);
    return done(`${projectLine(call)}${statusText(view, call)}`, view);
  }
};

// src/cli/verify.ts
init_settings2();
var NAME_THEM = 'No test command is approved here. Name them in .claude/multi-ai.json: {"tests": {"commands": ["npm test"]}}';
async function commandsOf(call, run) {
  if (run !== null && testsOf(run).length > 0)
    return { tests: testsOf(run), minutes: run.settings.tests.timeout_minutes };
  const settings = await readSettings(call.project.root);
  if (!settings.ok)
    return settings.problems.join(`
`);
  const { commands, timeout_minutes } = settings.settings.tests;
  return commands.length === 0 ? NAME_THEM : { tests: commands.map((text) => ({ text, shellAllowed: true })), minutes: timeout_minutes };
}
var VERDICT = {
  pass: "All of them pass.",
  known: "What is red was red before the implementation, too.",
  fail: "Red.",
  red: "Red.",
  none: "None of them was run.",
  cannot_run: "Not every command could be run to its end."
};
function testRecordText(record) {
  const lines = record.commands.flatMap((one) => [
    `${one.state === "passed" ? "\u2713" : "\u2717"} ${one.command}: ${endOf(one)}, ${(one.ms / 1000).toFixed(1)} s`,
    ...one.state === "passed" ? [] : one.lines.map((line) => `    ${line}`),
    ...one.new_failures.map((name) => `    new: ${name}`),
    ...one.gone.map((name) => `    passed before the implementation and did not run: ${name}`)
  ]);
  return clean([...lines, VERDICT[record.outcome]].join(`
`));
}
var verify = {
  summary: "Run the approved test commands now",
  usage: "",
  args: [0, 0],
  options: {},
  async run(call) {
    const run = ownRun2(call);
    const commands = await commandsOf(call, run);
    if (typeof commands === "string")
      return no(commands);
    const stop = new AbortController;
    const end = () => stop.abort();
    process.once("SIGINT", end);
    process.once("SIGTERM", end);
    const record = await runTests(call.project, run, commands.tests, {
      env: call.env,
      signal: stop.signal,
      timeoutMs: commands.minutes * 60000,
      baseline: false,
      task: null,
      starting: (command) => call.say(`\u25B6 ${command}`)
    }).finally(() => {
      process.off("SIGINT", end);
      process.off("SIGTERM", end);
    });
    if (stop.signal.aborted)
      return no("Stopped by you. Nothing was recorded.");
    if (run !== null && isLive(run))
      change(call.project, () => [{ do: "tested", task: null, ...journalled(record) }]);
    const good = record.outcome === "pass" || record.outcome === "known";
    return good ? done(testRecordText(record), record) : { exit: 1, text: testRecordText(record), data: record };
  }
};

// src/cli/visualize.ts
import { relative as relative6 } from "path";
var FILE = "diagram.md";
var visualize = {
  summary: "Write the diagram of the run's stages, coloured by status, and say where it is",
  usage: "",
  args: [0, 0],
  options: RUN_OPTION,
  run(call) {
    const which = whichRun(call);
    if (!which.ok)
      return which.answer;
    const { run, place, kept } = which.found;
    const view = viewOf(place, run, kept);
    if (!view.stages)
      return no(`A run of ${run.workflow} has no stages to draw; multi-ai status shows its tasks.`, { run: run.run });
    const text = diagramText(view.stages);
    if (kept !== "here")
      return done(text, { run: run.run, path: null, diagram: text });
    const path = `${workflowOf(run.workflow).files}/${FILE}`;
    const { problems } = writeOutputs(call.project, run);
    const wrong = problems.filter((one) => one.startsWith(path));
    if (wrong.length > 0)
      return { exit: 3, text: wrong.join(`
`), data: { error: wrong.join(`
`), run: run.run } };
    return done(relative6(process.cwd(), `${call.project.root}/${path}`) || path, { run: run.run, path, diagram: text });
  }
};

// src/cli/verbs.ts
var VERBS = {
  status,
  next: next2,
  decide: decide2,
  ruling,
  phase,
  report,
  log,
  verify,
  cancel,
  park,
  resume,
  reset,
  rollback,
  visualize,
  budget,
  run,
  "dry-run": dryRun,
  check: check2
};
var ALONE = here;

// src/cli/main.ts
var PROGRAM2 = "multi-ai";
function columns3(rows) {
  const width = Math.max(...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
var optionName = (name, { value, optional }) => value === undefined ? `--${name}` : optional ? `--${name}[=${value}]` : `--${name} ${value}`;
var call = (name, verb) => [name, verb.usage, ...Object.entries(verb.options).map(([option, one]) => `[${optionName(option, one)}]`)].filter((word) => word !== "").join(" ");
var optionLines = (options) => columns3(Object.entries(options).map(([name, option]) => [optionName(name, option), option.about]));
function programHelp(verbs, alone) {
  const shown = Object.entries(verbs).filter(([, verb]) => !verb.hidden);
  return [
    `usage: ${PROGRAM2} [verb] [options]`,
    "",
    ...columns3([
      ["(no verb)", alone.summary],
      ...shown.map(([name, verb]) => [`${name}${verb.usage ? ` ${verb.usage}` : ""}`, verb.summary])
    ]),
    "",
    "Options of every verb:",
    ...optionLines(COMMON),
    "",
    `Exit: 0 done, 1 the answer is no, 2 wrong usage, 3 broken state. A run is started in Claude Code: ${allStarts()}`
  ].join(`
`);
}
function verbHelp(name, verb) {
  return [
    `usage: ${PROGRAM2} ${call(name, verb)}`,
    "",
    `${verb.summary}.`,
    "",
    "Options:",
    ...optionLines({ ...verb.options, ...COMMON })
  ].join(`
`);
}
var WIDTH2 = 120;
function verbIn(argv) {
  const [first = ""] = argv;
  if (first === "" || first.startsWith("-"))
    return { name: "", verb: ALONE, rest: argv };
  return Object.hasOwn(VERBS, first) ? { name: first, verb: VERBS[first], rest: argv.slice(1) } : null;
}
async function answer2(argv, json) {
  if (argv[0] === "help" || argv[0] === "-h")
    return answer2([...argv.slice(1, 2), "--help"], json);
  if (argv[0] === "--version")
    return done(VERSION, { version: VERSION });
  const found = verbIn(argv);
  if (!found)
    return wrongUsage(`unknown verb "${argv[0]}"${didYouMean(argv[0], Object.keys(VERBS))}
${programHelp(VERBS, ALONE)}`);
  const { name, verb, rest } = found;
  const parsed = parseOptions(name || "multi-ai", verb, rest);
  if (!parsed.ok)
    return wrongUsage(`${parsed.problem}
multi-ai ${name}${name && " "}--help shows how`);
  const { args, given } = parsed;
  if (given.help === true) {
    const text = name === "" ? programHelp(VERBS, ALONE) : verbHelp(name, verb);
    return done(text, { help: text });
  }
  const from = typeof given.project === "string" ? given.project : process.cwd();
  const tty = process.stdout.isTTY === true;
  const call = {
    project: placeOf(from),
    from,
    args,
    has: (option) => given[option] === true,
    value: (option) => typeof given[option] === "string" ? given[option] : null,
    json,
    width: tty ? Math.max(40, process.stdout.columns || WIDTH2) : WIDTH2,
    paint: import_picocolors.default.createColors(tty && !json && !process.env.NO_COLOR && process.env.TERM !== "dumb"),
    env: process.env,
    say: (line) => (json ? process.stderr : process.stdout).write(`${clean(line)}
`),
    warn: (line) => process.stderr.write(`multi-ai: ${line}
`)
  };
  const slash = verb.slash?.(call) ?? null;
  if (slash !== null && hostAmong(processAncestors()) !== null)
    return no(`Inside Claude Code a person does this by typing ${slash}; this command is for a terminal of its own.`);
  return verb.run(call);
}
function failed3(error) {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Refused)
    return no(`${message}.`, { code: error.code });
  const told = error instanceof BrokenChain || error instanceof UnsafeFile;
  const text = told ? message : `${message}
multi-ai cancel --force sets the run aside whatever its state is.`;
  const place = error instanceof BrokenChain ? { line: error.line, seq: error.seq, remedy: error.remedy } : {};
  return { exit: 3, text, data: { error: message, ...place } };
}
async function main(argv) {
  const end = argv.indexOf("--");
  const json = argv.slice(0, end < 0 ? argv.length : end).includes("--json");
  process.stdout.on("error", () => process.exit());
  const { exit, text, data } = await answer2(argv, json).catch((error) => {
    if (process.env.MULTI_AI_DEBUG)
      console.error(error);
    return failed3(error);
  });
  if (json)
    process.stdout.write(`${JSON.stringify(data, null, 2)}
`);
  else if (text !== "")
    (exit === 0 ? process.stdout : process.stderr).write(`${text}
`);
  return exit;
}
process.exitCode = await main(process.argv.slice(2));
export {
  programHelp,
  verbHelp
};
