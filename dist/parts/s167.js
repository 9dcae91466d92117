// @bun
import {
  sha256
} from "./s18.js";
import {
  insideOf,
  fileText
} from "./s131.js";
import {
  readCache
} from "./s17.js";
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

// node_modules/ignore/index.js
var require_ignore = __commonJS(function(exports, module) {
  function makeArray(subject) {
    return Array.isArray(subject) ? subject : [subject];
  }
  var UNDEFINED = undefined;
  var EMPTY = "";
  var SPACE = " ";
  var ESCAPE = "\\";
  var REGEX_LITERAL_SPECIAL = /[.*+?()[\]{}^$|\\/]/;
  var BOM = "\uFEFF";
  var REGEX_ANCHORED_GLOBSTAR = /^\/\*{2,}$/;
  var REGEX_REPLACE_LEADING_EXCAPED_EXCLAMATION = /^\\!/;
  var REGEX_REPLACE_LEADING_EXCAPED_HASH = /^\\#/;
  var REGEX_SPLITALL_CRLF = /\r?\n/g;
  var DOUBLE_SLASH = "//";
  var SLASH_CODE = 47;
  var DOT_CODE = 46;
  var SLASH = "/";
  var TMP_KEY_IGNORE = "node-ignore";
  if (typeof Symbol !== "undefined") {
    TMP_KEY_IGNORE = Symbol.for("node-ignore");
  }
  var KEY_IGNORE = TMP_KEY_IGNORE;
  var define = (object, key, value) => {
    Object.defineProperty(object, key, { value });
    return value;
  };
  var RETURN_FALSE = () => false;
  var POSIX_CLASSES = {
    alnum: "0-9A-Za-z",
    alpha: "A-Za-z",
    blank: " \\t",
    cntrl: "\\x00-\\x1f\\x7f",
    digit: "0-9",
    graph: "!-.0-~",
    lower: "a-z",
    print: " -.0-~",
    punct: "!-.:-@\\[-`{-~",
    space: " \\t\\n\\r",
    upper: "A-Z",
    xdigit: "0-9A-Fa-f"
  };
  var CLASS_MEMBERS_TO_ESCAPE = "\\]^-[";
  var escapeMember = (char) => CLASS_MEMBERS_TO_ESCAPE.indexOf(char) < 0 ? char : ESCAPE + char;
  var NON_SLASH = "(?!\\/)";
  var classSource = (negated, body) => {
    if (negated) {
      return `[^\\/${body}]`;
    }
    const source = `[${body}]`;
    return new RegExp(source).test("/") ? NON_SLASH + source : source;
  };
  var scanBracket = (pattern, start) => {
    const { length } = pattern;
    let index = start + 1;
    let negated = EMPTY;
    const lead = pattern[index];
    if (lead === "!" || lead === "^") {
      negated = "^";
      index++;
    }
    let body = EMPTY;
    let prev = EMPTY;
    for (;; ) {
      const char = pattern[index];
      if (char === UNDEFINED) {
        return null;
      }
      if (char === ESCAPE) {
        const escaped = pattern[++index];
        body += escapeMember(escaped);
        prev = escaped;
      } else if (char === "-" && prev && index + 1 < length && pattern[index + 1] !== "]") {
        index++;
        let to = pattern[index];
        if (to === ESCAPE) {
          to = pattern[index += 1];
        }
        if (prev <= to) {
          body += `-${escapeMember(to)}`;
        }
        prev = EMPTY;
      } else if (char === "[" && pattern[index + 1] === ":") {
        const nameStart = index + 2;
        let end = nameStart;
        while (end < length && pattern[end] !== "]") {
          end++;
        }
        if (end === length) {
          return null;
        }
        if (end > nameStart && pattern[end - 1] === ":") {
          const name = pattern.slice(nameStart, end - 1);
          if (!Object.prototype.hasOwnProperty.call(POSIX_CLASSES, name)) {
            return null;
          }
          body += POSIX_CLASSES[name];
          prev = EMPTY;
          index = end;
        } else {
          body += escapeMember("[");
          prev = "[";
          index = nameStart - 2;
        }
      } else {
        body += escapeMember(char);
        prev = char;
      }
      index++;
      if (pattern[index] === "]") {
        return {
          end: index,
          source: classSource(negated, body)
        };
      }
    }
  };
  var NEVER_MATCH = "[]";
  var PLACEHOLDER = "\x00";
  var REGEX_RESTORE_PLACEHOLDER = new RegExp(`${PLACEHOLDER}(\\d+)${PLACEHOLDER}`, "g");
  var TRAILING_WILDCARD = "\uE000";
  var TRAILING_DOUBLESTAR = "\uE001";
  var isReserved = (char) => char === PLACEHOLDER || char === TRAILING_WILDCARD || char === TRAILING_DOUBLESTAR;
  var extractBrackets = (pattern) => {
    const sources = [];
    const hold = (source) => `${PLACEHOLDER}${sources.push(source) - 1}${PLACEHOLDER}`;
    const { length } = pattern;
    let out = EMPTY;
    let index = 0;
    while (index < length) {
      const char = pattern[index];
      if (char === ESCAPE) {
        const escaped = pattern[index + 1];
        if (escaped === SLASH && index + 2 === length) {
          out += hold(NEVER_MATCH);
        } else if (escaped === "*" || escaped === "[" || escaped === SPACE) {
          out += pattern.slice(index, index + 2);
        } else {
          out += hold(REGEX_LITERAL_SPECIAL.test(escaped) ? ESCAPE + escaped : isReserved(escaped) ? `[${escaped}]` : escaped);
        }
        index += 2;
      } else if (isReserved(char)) {
        out += hold(`[${char}]`);
        index++;
      } else if (char === "[") {
        const scanned = scanBracket(pattern, index);
        if (scanned === null) {
          out += hold(NEVER_MATCH);
          index = length;
        } else {
          out += hold(scanned.source);
          index = scanned.end + 1;
        }
      } else {
        out += char;
        index++;
      }
    }
    return {
      source: out,
      sources
    };
  };
  var DIRECT = null;
  var REGEX_INNER_SLASH = /\/(?!$)/;
  var WILDCARD = "[^\\/]*";
  var REPLACERS = [
    [
      /(\\+)( ?)/g,
      (_, run, space) => space ? run.slice(0, run.length - run.length % 2) + SPACE : run,
      ESCAPE + SPACE
    ],
    [
      /(^|\/)\*{3,}(?=\/|$)/g,
      (_, start) => `${start}**`,
      "*"
    ],
    [
      /[\\$.|*+(){^]/g,
      (match) => `\\${match}`
    ],
    [
      /(?!\\)\?/g,
      () => "[^/]",
      "?"
    ],
    [
      /^\//,
      () => "^",
      SLASH
    ],
    [
      /\//g,
      () => "\\/",
      SLASH
    ],
    [
      /^\^*(?:\\\*\\\*\\\/)+/,
      () => "(?:^|\\/)",
      "*"
    ],
    [
      DIRECT,
      (source, pattern) => {
        if (!source || source[0] === "^" || source[0] === "(") {
          return source;
        }
        const anchor = !REGEX_INNER_SLASH.test(pattern) ? "(?:^|\\/)" : "^";
        return anchor + source;
      }
    ],
    [
      /\\\/\\\*\\\*(?=\\\/|$)/g,
      (_, index, str) => index + 6 < str.length ? str.slice(index + 6) === "\\/" ? "(?:\\/[^\\/]+)+" : "(?:\\/[^\\/]+)*" : `\\/${TRAILING_DOUBLESTAR}`,
      "*"
    ],
    [
      /(^|[^\\])(?:\\\*)+(?!$)/g,
      (_, p1) => p1 + WILDCARD,
      "*"
    ],
    [
      /(^|[^\\])((?:\\\\)*)\\\*$/,
      (match, p1, p2) => p2 === EMPTY ? p1 + TRAILING_WILDCARD : match,
      "*"
    ],
    [
      /\\\\\\(?=[$.|*+(){^])/g,
      () => ESCAPE,
      ESCAPE + ESCAPE
    ],
    [
      /\\\\/g,
      () => ESCAPE,
      ESCAPE + ESCAPE
    ],
    [
      /\\\[([^\]/]*?)($|\])/g,
      (match, range, close) => `\\[${range}${close}`,
      "["
    ],
    [
      DIRECT,
      (source) => {
        const last = source[source.length - 1];
        if (!last || last === TRAILING_WILDCARD || last === TRAILING_DOUBLESTAR) {
          return source;
        }
        return last === SLASH ? `${source}$` : `${source}(?=$|\\/$)`;
      }
    ]
  ];
  var REGEX_REPLACE_TRAILING_WILDCARD = /(^|\\\/)?\uE000$/;
  var MODE_IGNORE = "regex";
  var MODE_CHECK_IGNORE = "checkRegex";
  var UNDERSCORE = "_";
  var replaceTrailingWildcard = (_, p1) => {
    const prefix = p1 ? `${p1}[^/]+` : "[^/]*";
    return `${prefix}(?=$|\\/$)`;
  };
  var REGEX_REPLACE_TRAILING_DOUBLESTAR = /\uE001$/;
  var replaceTrailingDoublestar = () => "[\\s\\S]";
  var separatorAfter = (run, at) => {
    let separator = EMPTY;
    for (let index = at + 1;index < run.length && !run[index].wildcard; index++) {
      separator += run[index].single;
    }
    return separator;
  };
  var pinWildcards = (source) => {
    if (source.indexOf(WILDCARD) < 0) {
      return source;
    }
    const tokens = [];
    const { length } = source;
    let index = 0;
    while (index < length) {
      const char = source[index];
      if (source.startsWith(WILDCARD, index)) {
        tokens.push({ wildcard: true });
        index += WILDCARD.length;
      } else if (char === "[") {
        let end = index + 1;
        if (source[end] === "^") {
          end++;
        }
        if (source[end] === "]") {
          end++;
        }
        while (end < length && source[end] !== "]") {
          end += source[end] === ESCAPE ? 2 : 1;
        }
        end++;
        tokens.push({ single: source.slice(index, end) });
        index = end;
      } else if (char === ESCAPE) {
        tokens.push({ single: source.slice(index, index + 2) });
        index += 2;
      } else if (char === "(") {
        let depth = 0;
        let end = index;
        do {
          if (source[end] === ESCAPE) {
            end++;
          } else if (source[end] === "(") {
            depth++;
          } else if (source[end] === ")") {
            depth--;
          }
          end++;
        } while (end < length && depth > 0);
        if ("*+?".indexOf(source[end]) >= 0) {
          end++;
        }
        tokens.push({ boundary: source.slice(index, end) });
        index = end;
      } else if (char === "^" || char === "$") {
        tokens.push({ boundary: char });
        index++;
      } else {
        tokens.push({ single: char });
        index++;
      }
    }
    let out = EMPTY;
    let run = [];
    const flush = () => {
      let lastWildcard;
      run.forEach((token, at) => {
        if (token.wildcard) {
          lastWildcard = at;
        }
      });
      run.forEach((token, at) => {
        if (!token.wildcard) {
          out += token.single;
          return;
        }
        out += at === lastWildcard ? WILDCARD : `(?:(?!${separatorAfter(run, at)})[^\\/])*`;
      });
      run = [];
    };
    tokens.forEach((token) => {
      if (token.boundary === undefined) {
        run.push(token);
        return;
      }
      flush();
      out += token.boundary;
    });
    flush();
    return out;
  };
  var makeRegexPrefix = (pattern) => {
    if (REGEX_ANCHORED_GLOBSTAR.test(pattern)) {
      pattern = "**";
    }
    const { source, sources } = extractBrackets(pattern);
    const replaced = REPLACERS.reduce((prev, [matcher, replacer, required]) => {
      if (matcher === DIRECT) {
        return replacer(prev, pattern);
      }
      if (required !== UNDEFINED && prev.indexOf(required) < 0) {
        return prev;
      }
      return matcher.test(prev) ? prev.replace(matcher, replacer.bind(pattern)) : prev;
    }, source);
    return sources.length ? replaced.replace(REGEX_RESTORE_PLACEHOLDER, (match, index) => sources[index]) : replaced;
  };
  var checkSourceOf = (body, prefix) => {
    if (body[body.length - 1] === SLASH) {
      prefix = makeRegexPrefix(body.slice(0, -1));
    }
    const head = prefix.slice(0, -1);
    const last = prefix[prefix.length - 1];
    return last === TRAILING_WILDCARD ? `${head}$` : last === TRAILING_DOUBLESTAR ? head : NEVER_MATCH;
  };
  var matchesBasename = (body) => {
    const index = body.indexOf(SLASH);
    return index < 0 || index === body.length - 1;
  };
  var basenameOf = (path) => {
    const end = path.length - 1;
    const index = path.lastIndexOf(SLASH, path[end] === SLASH ? end - 1 : end);
    return index < 0 ? path : path.slice(index + 1);
  };
  var parentOf = (path) => {
    if (path.charCodeAt(0) === SLASH_CODE || path.indexOf(DOUBLE_SLASH) >= 0) {
      const slices = path.split(SLASH).filter(Boolean);
      slices.pop();
      return slices.length ? slices.join(SLASH) + SLASH : EMPTY;
    }
    const end = path.length - 1;
    const cut = path.lastIndexOf(SLASH, path.charCodeAt(end) === SLASH_CODE ? end - 1 : end);
    return cut < 0 ? EMPTY : path.slice(0, cut + 1);
  };
  var isString = (subject) => typeof subject === "string";
  var checkPattern = (pattern) => pattern && isString(pattern);
  var splitPattern = (pattern) => (pattern[pattern.length - 1] === "\r" ? pattern.slice(0, -1) : pattern).split(REGEX_SPLITALL_CRLF).filter(Boolean);

  class IgnoreRule {
    constructor(pattern, mark, body, ignoreCase, negative, prefix) {
      this.pattern = pattern;
      this.mark = mark;
      this.negative = negative;
      define(this, "body", body);
      define(this, "ignoreCase", ignoreCase);
      define(this, "regexPrefix", prefix);
    }
    get _basenameOnly() {
      return define(this, "_basenameOnly", matchesBasename(this.body));
    }
    get regex() {
      const key = UNDERSCORE + MODE_IGNORE;
      if (this[key]) {
        return this[key];
      }
      return this._make(MODE_IGNORE, key);
    }
    get checkRegex() {
      const key = UNDERSCORE + MODE_CHECK_IGNORE;
      if (this[key]) {
        return this[key];
      }
      return this._make(MODE_CHECK_IGNORE, key);
    }
    _make(mode, key) {
      const str = pinWildcards(mode === MODE_IGNORE ? this.regexPrefix.replace(REGEX_REPLACE_TRAILING_WILDCARD, replaceTrailingWildcard).replace(REGEX_REPLACE_TRAILING_DOUBLESTAR, replaceTrailingDoublestar) : checkSourceOf(this.body, this.regexPrefix));
      const regex = this.ignoreCase ? new RegExp(str, "i") : new RegExp(str);
      return define(this, key, regex);
    }
  }
  var hasTrailingBackslash = (str) => {
    let count = 0;
    while (str[str.length - count - 1] === ESCAPE) {
      count++;
    }
    return count % 2 === 1;
  };
  var trimEnd = (body, stripLineEnd) => {
    let lineEnd = body.length;
    let end;
    for (;; ) {
      if (stripLineEnd && body[lineEnd - 1] === "\r") {
        lineEnd--;
      }
      end = lineEnd;
      while (body[end - 1] === SPACE) {
        end--;
      }
      if (!stripLineEnd || body[end - 1] !== `
`) {
        break;
      }
      lineEnd = end - 1;
    }
    if (end === lineEnd) {
      return body.slice(0, lineEnd);
    }
    let backslashes = 0;
    while (body[end - backslashes - 1] === ESCAPE) {
      backslashes++;
    }
    return backslashes % 2 ? body.slice(0, end - 1) + SPACE : body.slice(0, end);
  };
  var createRule = (pattern, mark, ignoreCase, stripLineEnd, stripBOM) => {
    let body = stripBOM && pattern[0] === BOM ? pattern.slice(1) : pattern;
    if (body[0] === "#") {
      return;
    }
    let negative = false;
    if (body[0] === "!") {
      negative = true;
      body = body.slice(1);
    }
    const last = body[body.length - 1];
    if (last === SPACE || stripLineEnd && (last === "\r" || last === `
`)) {
      body = trimEnd(body, stripLineEnd);
    }
    if (!body || hasTrailingBackslash(body)) {
      return;
    }
    body = body.replace(REGEX_REPLACE_LEADING_EXCAPED_EXCLAMATION, "!").replace(REGEX_REPLACE_LEADING_EXCAPED_HASH, "#");
    const regexPrefix = makeRegexPrefix(body);
    return new IgnoreRule(pattern, mark, body, ignoreCase, negative, regexPrefix);
  };

  class RuleManager {
    constructor(ignoreCase) {
      this._ignoreCase = ignoreCase;
      this._rules = [];
      this._basenameCount = 0;
    }
    _add(pattern, index) {
      if (pattern && pattern[KEY_IGNORE]) {
        this._rules = this._rules.concat(pattern._rules._rules);
        this._basenameCount += pattern._rules._basenameCount;
        this._added = true;
        return;
      }
      const isStr = isString(pattern);
      const raw = isStr ? pattern : pattern.pattern;
      const rule = checkPattern(raw) && createRule(raw, isStr ? UNDEFINED : pattern.mark, this._ignoreCase, !this._split, this._stripBOM && !index);
      if (rule) {
        this._added = true;
        this._rules.push(rule);
        if (matchesBasename(rule.body)) {
          this._basenameCount++;
        }
      }
    }
    add(pattern) {
      this._added = false;
      this._split = isString(pattern);
      this._stripBOM = !this._split || pattern[0] === BOM;
      makeArray(this._split ? splitPattern(pattern) : pattern).forEach(this._add, this);
      if (this._added) {
        this._literalRules = UNDEFINED;
      }
      return this._added;
    }
    testLiteral(path) {
      const rules = this._literalRules || (this._literalRules = this._rules.filter(({ body }) => body[body.length - (body[body.length - 1] === SLASH ? 2 : 1)] === "*"));
      let ignored = false;
      let unignored = false;
      let matchedRule;
      for (let index = rules.length - 1;index >= 0; index--) {
        const rule = rules[index];
        if (rule.checkRegex.test(path)) {
          ignored = !rule.negative;
          unignored = rule.negative;
          matchedRule = rule.negative ? UNDEFINED : rule;
          break;
        }
      }
      const ret = {
        ignored,
        unignored
      };
      if (matchedRule) {
        ret.rule = matchedRule;
      }
      return ret;
    }
    test(path, mode) {
      const rules = this._rules;
      const { length } = rules;
      const shortcut = this._basenameCount * 2 >= length;
      const basename = shortcut ? basenameOf(path) : path;
      for (let index = length - 1;index >= 0; index--) {
        const rule = rules[index];
        if (rule[mode].test(shortcut && rule._basenameOnly ? basename : path)) {
          const { negative } = rule;
          const ret = {
            ignored: !negative,
            unignored: negative
          };
          if (!negative) {
            ret.rule = rule;
          }
          return ret;
        }
      }
      return {
        ignored: false,
        unignored: false
      };
    }
  }
  var throwError = (message, Ctor) => {
    throw new Ctor(message);
  };
  var checkPath = (path, originalPath, doThrow) => {
    if (!isString(path)) {
      return doThrow(`path must be a string, but got \`${originalPath}\``, TypeError);
    }
    if (!path) {
      return doThrow(`path must not be empty`, TypeError);
    }
    if (checkPath.isNotRelative(path)) {
      const r = "`path.relative()`d";
      return doThrow(`path should be a ${r} string, but got "${originalPath}"`, RangeError);
    }
    return true;
  };
  var isNotRelative = (path) => {
    const first = path.charCodeAt(0);
    if (first === SLASH_CODE) {
      return true;
    }
    if (first !== DOT_CODE) {
      return false;
    }
    if (path.length === 1) {
      return true;
    }
    const second = path.charCodeAt(1);
    if (second === SLASH_CODE) {
      return true;
    }
    if (second !== DOT_CODE) {
      return false;
    }
    return path.length === 2 || path.charCodeAt(2) === SLASH_CODE;
  };
  checkPath.isNotRelative = isNotRelative;
  checkPath.convert = (p) => p;
  var convertPath = (target) => isString(target) && checkPath.convert(target);

  class Ignore {
    constructor({
      ignorecase = true,
      ignoreCase = ignorecase,
      allowRelativePaths = false
    } = {}) {
      define(this, KEY_IGNORE, true);
      this._rules = new RuleManager(ignoreCase);
      this._strictPathCheck = !allowRelativePaths;
      this._initCache();
    }
    _initCache() {
      this._ignoreCache = Object.create(null);
      this._testCache = Object.create(null);
    }
    add(pattern) {
      if (this._rules.add(pattern)) {
        this._initCache();
      }
      return this;
    }
    addPattern(pattern) {
      return this.add(pattern);
    }
    _test(originalPath, cache, path) {
      checkPath(path, originalPath, this._strictPathCheck ? throwError : RETURN_FALSE);
      return path ? this._t(path, cache) : {
        ignored: false,
        unignored: false
      };
    }
    checkIgnore(target) {
      const path = convertPath(target);
      if (!path || path.charCodeAt(path.length - 1) !== SLASH_CODE) {
        return this._test(target, this._testCache, path);
      }
      const dir = this._t(path, this._testCache);
      if (dir.ignored) {
        return dir;
      }
      const literal = this._rules.testLiteral(path);
      return literal.ignored || literal.unignored ? literal : dir;
    }
    _t(path, cache) {
      if (path in cache) {
        return cache[path];
      }
      const parentPath = parentOf(path);
      const parent = parentPath ? this._t(parentPath, cache) : UNDEFINED;
      return cache[path] = parent && parent.ignored ? parent : this._rules.test(path, MODE_IGNORE);
    }
    ignores(path) {
      return this._test(path, this._ignoreCache, convertPath(path)).ignored;
    }
    createFilter() {
      return (path) => !this.ignores(path);
    }
    filter(paths) {
      return makeArray(paths).filter(this.createFilter());
    }
    test(path) {
      return this._test(path, this._testCache, convertPath(path));
    }
  }
  var factory = (options) => new Ignore(options);
  var isPathValid = (path) => checkPath(convertPath(path), path, RETURN_FALSE);
  var setupWindows = () => {
    const makePosix = (str) => /^\\\\\?\\/.test(str) || /["<>|\u0000-\u001F]+/u.test(str) ? str : str.replace(/\\/g, "/");
    checkPath.convert = makePosix;
    const REGEX_TEST_WINDOWS_PATH_ABSOLUTE = /^[a-z]:\//i;
    checkPath.isNotRelative = (path) => REGEX_TEST_WINDOWS_PATH_ABSOLUTE.test(path) || isNotRelative(path);
  };
  if (typeof process !== "undefined" && process.platform === "win32") {
    setupWindows();
  }
  module.exports = factory;
  factory.default = factory;
  module.exports.isPathValid = isPathValid;
  define(module.exports, Symbol.for("setupWindows"), setupWindows);
});

// src/project/plain-tree.ts
import {
  existsSync,
  lstatSync as lstatSync2,
  mkdirSync,
  readdirSync as readdirSync2,
  readFileSync,
  readlinkSync,
  renameSync,
  writeFileSync
} from "fs";
import { join as join2 } from "path";

// src/project/left-behind.ts
import { closeSync, lstatSync, openSync, readdirSync, readSync } from "fs";
import { join } from "path";
var FOLDERS = new Set([
  ...[".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".pytype", ".tox", ".nox", "htmlcov"],
  ...[".nyc_output", ".vitest", ".turbo", ".next", ".nuxt", ".svelte-kit", ".parcel-cache", "node_modules"],
  ...["playwright-report", "mochawesome-report", "allure-results", ".phpunit.cache", ".dart_tool", "dist-newstyle"]
]);
var FILES = /^(?:\.coverage(?:\..+\.(?:pid)?\d+\..+)?|.+\.tsbuildinfo|\.tsbuildinfo|\.phpunit\.result\.cache|\.rspec_status|\.eslintcache|\.stylelintcache|lcov\.info)$/;
var GRADLE = /^(?:build|settings)\.gradle(?:\.kts)?$/;
var DOTNET = /\.(?:cs|fs|vb)proj$/;
var PLAYWRIGHT = /^playwright(?:-ct)?\.config\.[cm]?[jt]s$/;
var SIGNS = [
  { name: /^target$/, beside: /^(?:Cargo\.toml|pom\.xml|build\.sbt)$/ },
  { name: /^(?:build|\.gradle|\.kotlin)$/, beside: GRADLE },
  { name: /^(?:build|cmake-build-.+)$/, inside: /^CMakeCache\.txt$/ },
  { name: /^obj$/, beside: DOTNET },
  { name: /^TestResults$/, beside: /\.(?:(?:cs|fs|vb)proj|slnx?)$/ },
  { name: /^_build$/, beside: /^(?:mix\.exs|dune-project)$/ },
  { name: /^\.build$/, beside: /^Package\.swift$/ },
  { name: /^(?:\.?zig-cache|zig-out)$/, beside: /^build\.zig$/ },
  { name: /^(?:test-results|blob-report)$/, beside: PLAYWRIGHT },
  { name: /^test-results$/, inside: /^\.last-run\.json$/ },
  {
    name: /^coverage$/,
    inside: /^(?:lcov\.info|lcov-report|coverage-(?:final|summary)\.json|clover\.xml|cobertura-coverage\.xml|block-navigation\.js|sort-arrow-sprite\.png|\.last_run\.json|\.tmp)$/
  },
  { name: /\.egg-info$/, inside: /^PKG-INFO$/ },
  { name: /^(?:\.?v?env|\.venv.*)$/, inside: /^pyvenv\.cfg$/ }
];
var DOTNET_OUTPUT = /^(?:Debug|Release|x64|x86|arm64|AnyCPU)$/;
var TAG = "CACHEDIR.TAG";
var TAG_TEXT = "Signature: 8a477f597d28d172789f06886806bc55";
var CACHE_NAME = /^\.|cache|^(?:target|build)$/i;
var PROGRAM = /^(?:7f454c46|feedfac[ef]|c[ef]faedfe|cafebabe|4d5a)/;
var nameOf = (path) => path.slice(path.lastIndexOf("/") + 1);
var folderOf = (path) => path.slice(0, Math.max(0, path.lastIndexOf("/")));
var some = (names, pattern) => [...names].some((name) => pattern.test(name));
function isLeftFolder(path, name, names, head) {
  if (FOLDERS.has(name))
    return true;
  for (const sign of SIGNS) {
    if (!sign.name.test(name))
      continue;
    if (sign.beside !== undefined && some(names(folderOf(path)), sign.beside))
      return true;
    if (sign.inside !== undefined && some(names(path), sign.inside))
      return true;
  }
  const above = folderOf(path);
  if (DOTNET_OUTPUT.test(name) && nameOf(above) === "bin" && some(names(folderOf(above)), DOTNET))
    return true;
  return CACHE_NAME.test(name) && names(path).has(TAG) && head(`${path}/${TAG}`).toString("latin1").startsWith(TAG_TEXT);
}
function isLeftFile(path, name, names, head) {
  if (FILES.test(name))
    return true;
  const above = folderOf(path);
  if (/\.(?:py[co]|nb[ci])(?:\.\d+)?$/.test(name))
    return nameOf(above) === "__pycache__" || names(above).has(name.replace(/c$|o$/, ""));
  if (name.endsWith(".test") && (some(names(above), /\.go$/) || names("").has("go.mod")))
    return PROGRAM.test(head(path).toString("hex"));
  return false;
}
function leftBehind(project, more) {
  const known = new Map;
  const names = (folder) => {
    const found = known.get(folder) ?? new Set([...namesIn(join(project, folder)), ...more?.(folder) ?? []]);
    known.set(folder, found);
    return found;
  };
  const head = (path) => firstBytes(join(project, path));
  return (path, isFolder) => (isFolder ? isLeftFolder : isLeftFile)(path, nameOf(path), names, head) && !isLink(join(project, path));
}
function leftAmong(project, untracked) {
  const isLeft = leftBehind(project);
  const parts = (path, isFolder) => {
    if (isLeft(path, isFolder))
      return "all";
    const entries = isFolder ? entriesIn(join(project, path)) : [];
    if (entries.some(({ name }) => name === ".git"))
      return [];
    const found = entries.map((one) => [`${path}/${one.name}`, parts(`${path}/${one.name}`, one.isDirectory())]);
    if (entries.length > 0 && found.every(([, part]) => part === "all"))
      return "all";
    return found.flatMap(([below, part]) => part === "all" ? [below] : part);
  };
  return untracked.flatMap((one) => {
    const path = one.replace(/\/$/, "");
    if (path === "" || path.includes("\uFFFD"))
      return [];
    const found = parts(path, one.endsWith("/"));
    return found === "all" ? [path] : found.filter((below) => !below.includes("\uFFFD"));
  });
}
function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
function entriesIn(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
var isLink = (path) => lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() ?? false;
function firstBytes(file) {
  const bytes = Buffer.alloc(TAG_TEXT.length);
  try {
    if (!lstatSync(file).isFile())
      return bytes.subarray(0, 0);
    const fd = openSync(file, "r");
    try {
      return bytes.subarray(0, readSync(fd, bytes));
    } finally {
      closeSync(fd);
    }
  } catch {
    return bytes.subarray(0, 0);
  }
}

// src/project/plain-tree.ts
var PLAIN_LIMITS = { files: 50000, bytes: 200 * 1024 * 1024 };
var EMPTY_PLAIN_TREE = `dir:${sha256("")}`;
var ALWAYS_OUT = new Set([".git", "node_modules"]);
function plainTreeOf(project, options) {
  const limits = options.limits ?? PLAIN_LIMITS;
  const out = new Set(options.exclude);
  mkdirSync(options.scratch, { recursive: true });
  const inside = insideOf(project, options.scratch);
  if (inside !== null)
    out.add(inside);
  const files = [];
  let bytes = 0;
  const known = knownFiles(options);
  const isLeft = leftBehind(project);
  const isIgnored = ignoreFiles(project);
  const folders = [""];
  const left = new Set;
  for (let folder = folders.pop();folder !== undefined; folder = folders.pop()) {
    const names = readdirSync2(join2(project, folder));
    if (names.includes(".gitignore"))
      isIgnored.read(folder);
    for (const name of names) {
      const path = folder === "" ? name : `${folder}/${name}`;
      if (ALWAYS_OUT.has(name) || out.has(path))
        continue;
      const full = join2(project, path);
      const stat = lstatSync2(full, { throwIfNoEntry: false });
      if (stat === undefined) {
        if (name.includes("\uFFFD"))
          return unreadable(path, "its name is not valid UTF-8");
        continue;
      }
      const isFolder = stat.isDirectory();
      const isOut = left.has(folder) || isIgnored.test(path, isFolder) || isLeft(path, isFolder);
      if (isFolder) {
        if (!isOut || known.folders.has(path))
          folders.push(path);
        if (isOut)
          left.add(path);
        continue;
      }
      if (isOut && !known.files.has(path) || !stat.isFile() && !stat.isSymbolicLink())
        continue;
      bytes += stat.size;
      if (files.length >= limits.files)
        return tooMuch(`more than ${limits.files} files`);
      if (bytes > limits.bytes)
        return tooMuch(`more than ${Math.floor(limits.bytes / 1024 / 1024)} MB`);
      try {
        const content = stat.isSymbolicLink() ? Buffer.from(readlinkSync(full)) : readFileSync(full);
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
function knownFiles({ scratch, known }) {
  const listed = known?.startsWith("dir:") ? listingOf(scratch, known) ?? [] : [];
  const files = listed.map(({ path }) => path);
  const folders = files.flatMap((path) => path.split("/").map((_, i, parts) => parts.slice(0, i).join("/")));
  return { files: new Set(files), folders: new Set(folders) };
}
function ignoreFiles(project) {
  let rules = null;
  return {
    read(folder) {
      const text = fileText(join2(project, folder, ".gitignore"));
      if (text === null)
        return;
      rules ??= require_ignore()({ ignoreCase: false });
      rules.add(text.replace(/^\uFEFF/, "").replaceAll(`\r
`, `
`).split(`
`).flatMap((line) => fromTop(folder, line)));
    },
    test: (path, isFolder) => rules?.test(isFolder ? `${path}/` : path).ignored ?? false
  };
}
function fromTop(folder, written) {
  const line = written.replace(/(?<!\\) +$/, "");
  if (line === "" || line.startsWith("#"))
    return [];
  if (folder === "")
    return [line];
  const not = line.startsWith("!") ? "!" : "";
  const pattern = line.slice(not.length);
  const isAnchored = pattern.replace(/\/$/, "").includes("/");
  const at = folder.replaceAll(/[\\*?[\]!# ]/g, "\\$&");
  return [`${not}/${at}/${isAnchored ? pattern.replace(/^\//, "") : `**/${pattern}`}`];
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
  const hash = sha256(content);
  const folder = join2(scratch, "plain", hash.slice(0, 2));
  const file = join2(folder, hash);
  if (existsSync(file))
    return hash;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${file}.${process.pid}`, content);
  renameSync(`${file}.${process.pid}`, file);
  return hash;
}
function contentOf(scratch, hash) {
  if (!/^[0-9a-f]{64}$/.test(hash))
    return null;
  const content = readCache(join2(scratch, "plain", hash.slice(0, 2), hash));
  return content !== null && sha256(content) === hash ? content : null;
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

export { __toESM, __commonJS, leftBehind, leftAmong, EMPTY_PLAIN_TREE, plainTreeOf, putListing, listingOf, putContent, contentOf };
