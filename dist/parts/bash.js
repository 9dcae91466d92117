// @bun
import {
  deny,
  ask2
} from "./s8.js";
import {
  shellLine
} from "./s11.js";
import {
  literalText,
  literals,
  isHinted,
  unquoted,
  ofSettings2,
  isDoor,
  isHostProgram,
  isTerminal,
  speaksFor2
} from "./s13.js";
import {
  realPath,
  isInside
} from "./s172.js";

// src/policy/bash.ts
import { join as join3 } from "path";

// src/policy/shell/budget.ts
class Unreadable extends Error {
}

class Exhausted extends Error {
}
var MAX_STEPS = 300000;
var DEADLINE_MS = 2000;
var STRIDE = 4000;
var left = MAX_STEPS;
var until = Number.POSITIVE_INFINITY;
var lookAt = 0;
function beginBudget() {
  left = MAX_STEPS;
  lookAt = MAX_STEPS - STRIDE;
  until = performance.now() + DEADLINE_MS;
}
function spend(steps, letters = 0) {
  left -= steps + (letters >> 4);
  if (left < lookAt) {
    lookAt = left - STRIDE;
    if (performance.now() > until)
      left = -1;
  }
  if (left < 0)
    throw new Exhausted("too many steps");
}

// src/policy/shell/files.ts
import { readdirSync } from "fs";
import { basename, dirname as dirname2, join as join2 } from "path";

// src/policy/shell/harmless.ts
function oneself() {
  try {
    const { uid, gid, username } = process.getBuiltinModule("node:os").userInfo();
    return { uid: `${uid}`, gid: `${gid}`, name: username };
  } catch {
    return null;
  }
}
function printedOfOneself(fields) {
  const said = fields.map(literalText).join(" ");
  if (!/^(?:whoami|id -(?:u|un|nu|g|gn|ng))$/.test(said))
    return null;
  const self = oneself();
  if (self === null)
    return null;
  return said.includes("g") ? self.gid : said === "id -u" ? self.uid : self.name;
}
var renamesId = (text) => /\b(?:id|whoami)\s*\(\s*\)|\b(?:function|alias|hash|enable|source)\s|(?:^|[;&|(\n])\s*\.\s|PATH\+?=/.test(text);
function givesNothingAway(name, rest) {
  const texts = rest.map(literalText);
  if (texts.some((one) => one === null || !/^(?:[^-]|-$|-[RvcfhHLP]+$|--(?:recursive|verbose|changes|quiet|silent)$)/.test(one)))
    return false;
  const what = texts.find((one) => !one.startsWith("-")) ?? "";
  if (name === "chmod")
    return /^u\+[rwX]+(?:,u\+[rwX]+)*$/.test(what);
  const self = oneself();
  if (name !== "chown" || self === null)
    return false;
  const [owner = "", group = ""] = what.split(":");
  return [self.name, self.uid].includes(owner) && ["", self.gid, self.name].includes(group) && what.split(":").length <= 2;
}
function cleanOf(args) {
  const kept = [];
  const paths = [];
  let flags = "";
  let [isDry, isEnd] = [false, false];
  for (let at = 0;at < args.length; at++) {
    const text = literals(args[at]);
    const next = () => literals(args[++at] ?? []);
    const [, short, given] = /^-([^-e]*)(e.*)?$/s.exec(text) ?? [];
    if (isEnd || !/^-./.test(text))
      paths.push(args[at]);
    else if (text === "--")
      isEnd = true;
    else if (/^--e[a-z]*=/.test(text))
      kept.push(text.slice(text.indexOf("=") + 1));
    else if (/^--e/.test(text))
      kept.push(next());
    else if (/^--/.test(text))
      isDry = /^--d/.test(text) || isDry && !/^--no-/.test(text);
    else {
      flags += short ?? "";
      isDry ||= short?.includes("n") === true;
      if (given !== undefined)
        kept.push(given === "e" ? next() : given.slice(1));
    }
  }
  return {
    all: /x/i.test(flags) && !isDry,
    spares: kept.some((one) => /^\/?\.task\/?$/.test(one)) && !kept.some((one) => one.startsWith("!")),
    paths
  };
}

// src/policy/shell/paths.ts
import { dirname, join, resolve } from "path";

// src/policy/shell/values.ts
var MAX_ALTERNATIVES = 64;
var MAX_WORDS = 1000;
var GAP = { glob: " " };
var SPEAKS = /(?:^|[^\w.])\.(?:t(?:as?)?(?:$|[*?[])|task(?![\w.-]))|^\W*task\W*$/i;
var NAMES = /(?:^|[^\w.]|^-\w)\.task(?![\w.-])/i;
var DECODERS = /^(?:base64|base32|xxd|rev|uudecode)$/;

class Values {
  printed;
  known = new Map;
  constructor(printed) {
    this.printed = printed;
  }
  add(name, values) {
    spend(values.length);
    const all = [...this.known.get(name) ?? [], ...values];
    this.known.set(name, all.length <= MAX_ALTERNATIVES ? all : [[{ any: true, hint: all.some(concerns) }]]);
  }
  of = (name) => this.known.get(name) ?? [];
  fields(word) {
    return this.values(word.pieces).flatMap(split);
  }
  whole(word) {
    return this.values(word.pieces).map((value) => value.map((atom) => atom === GAP ? { lit: " " } : atom));
  }
  values(pieces) {
    return alternatives(pieces).flatMap((one) => {
      let all = [[]];
      for (const piece of one) {
        const more = this.piece(piece);
        if (more.length === 1)
          for (const value of all)
            append(value, more[0]);
        else if (all.length * more.length > MAX_ALTERNATIVES)
          all = [[{ any: true, hint: true }]];
        else
          all = all.flatMap((value) => more.map((part) => append(append([], value), part)));
      }
      return all;
    });
  }
  piece(piece) {
    if (piece.is === "text" || piece.is === "brace")
      return [[{ lit: piece.text }]];
    if (piece.is === "glob")
      return [[{ glob: piece.text }]];
    if (piece.is === "unknown")
      return [[{ any: true, hint: false }]];
    if (piece.is === "output") {
      const known = this.printed(piece.items);
      if (known === null || piece.file) {
        const hint = known?.some(concerns) ?? false;
        return [[{ any: true, hint: hint || hinted(piece.items, this) }]];
      }
      return known.map((value) => piece.quoted ? value : open(value));
    }
    const own = this.known.get(piece.name) ?? [];
    const other = piece.or === null || piece.or.length === 0 ? [] : this.values(piece.or);
    if (piece.cut)
      return [[{ any: true, hint: [...own, ...other].some(concerns) }]];
    const all = own.length === 0 ? [[{ any: true, hint: false }], ...other] : [...own, ...other];
    return all.map((value) => piece.quoted ? value : open(value));
  }
}
function append(value, more) {
  for (const atom of more) {
    spend(1, "lit" in atom ? atom.lit.length : 0);
    const last = value.at(-1);
    if (last && "lit" in last && "lit" in atom)
      value[value.length - 1] = { lit: last.lit + atom.lit };
    else
      value.push(atom);
  }
  return value;
}
function said(value) {
  const text = literals(value);
  spend(1 + value.length, text.length);
  return text;
}
var concerns = (value) => isHinted(value) || SPEAKS.test(said(value));
var names = (value) => isHinted(value) || NAMES.test(said(value));
function hinted(items, values) {
  return items.some((item) => item.is === "command" && item.words.some((word, at) => values.fields(word).some((value) => concerns(value) || at === 0 && DECODERS.test(literals(value)))));
}
function open(value) {
  spend(value.length, 4 * said(value).length);
  return value.flatMap((atom) => ("lit" in atom) ? atom.lit.split(/\s+/).flatMap((part, at) => [...at > 0 ? [GAP] : [], ...unquoted(part)]) : [atom]);
}
function split(value) {
  const fields = [[]];
  for (const atom of value) {
    if (atom === GAP)
      fields.push([]);
    else
      fields.at(-1).push(atom);
  }
  return fields.length === 1 ? fields : fields.filter((field) => field.length > 0);
}
function alternatives(pieces) {
  spend(1 + pieces.length / 4);
  const from = pieces.findIndex((piece) => piece.is === "brace" && piece.text === "{");
  if (from < 0)
    return [pieces];
  if (pieces.length > 2000)
    throw new Exhausted("too many braces");
  spend(pieces.length);
  const parts = [[]];
  let depth = 0;
  for (let at = from;at < pieces.length; at++) {
    const piece = pieces[at];
    const sign = piece.is === "brace" ? piece.text : "";
    if (sign === "{" && depth++ === 0)
      continue;
    if (sign === "}" && --depth === 0) {
      const before = pieces.slice(0, from);
      const after = alternatives(pieces.slice(at + 1));
      const inner = parts.length > 1 ? parts.flatMap(alternatives) : sequence(parts[0]);
      if (inner.length * after.length > MAX_WORDS)
        throw new Exhausted("too many words");
      spend(inner.length * after.length * (1 + pieces.length / 4));
      return inner.flatMap((one) => after.map((rest) => [...before, ...one, ...rest]));
    }
    if (sign === "," && depth === 1)
      parts.push([]);
    else
      parts.at(-1).push(piece);
  }
  const rest = alternatives(pieces.slice(from + 1));
  return rest.map((one) => [...pieces.slice(0, from), { is: "text", text: "{" }, ...one]);
}
function sequence(pieces) {
  const text = literalText(pieces.map((piece) => ("text" in piece) ? { lit: piece.text } : { glob: "*" }));
  const [, from, to] = /^(\w|-?\d+)\.\.(\w|-?\d+)(?:\.\.-?\d+)?$/.exec(text ?? "") ?? [];
  if (from === undefined || to === undefined)
    return [
      [{ is: "text", text: "{" }, ...pieces.flatMap((one) => alternatives([one])[0]), { is: "text", text: "}" }]
    ];
  const code = (end) => /\d/.test(end) ? Number(end) : end.charCodeAt(0);
  const [low, high] = [Math.min(code(from), code(to)), Math.max(code(from), code(to))];
  if (high - low >= MAX_ALTERNATIVES)
    return [[{ is: "unknown" }]];
  return Array.from({ length: high - low + 1 }, (_, step) => [
    { is: "text", text: /\d/.test(from) ? String(low + step) : String.fromCharCode(low + step) }
  ]);
}

// src/policy/shell/paths.ts
var OURS = /^(?:events\.jsonl|pipeline-tasks\.json|user-story\.json|plan-refined\.json|impl-result\.json|(?:code-)?review-\w+\.json)$/;
var worst = (places) => ["in", "above", "perhaps", "anywhere"].find((one) => places.includes(one)) ?? "elsewhere";
function folderAfter(value, from, task) {
  const text = literalText(value);
  if (text?.startsWith("/"))
    return [...new Set(from.map((one) => follow(one, text)))];
  if (text !== null)
    return from.map((one) => one === null || one === "hint" ? one : follow(one, text));
  const place = placeOf(value, from, task, true);
  return place === "in" ? [task] : [place === "perhaps" || isHinted(value) ? "hint" : null];
}
function placeOf(value, folders, task, dots) {
  if (value.length === 0)
    return "elsewhere";
  spend(3 * folders.length + value.length, literals(value).length);
  return worst(folders.map((folder) => placeFrom(value, folder, task, dots)));
}
var links = new Map;
function noteLink(path, target) {
  links.set(path, target);
  places.clear();
}
var OF_PROCESS = /^\/proc\/(?:self|thread-self|-)(?:\/task\/[^/]+)?\/(cwd|root|fd)$/;
var OPENED = /^\/dev\/(?:fd|std(?:in|out|err))$/;
function follow(folder, path) {
  const base = folder === null || folder === "hint" ? null : folder;
  if (base === null && !path.startsWith("/"))
    return null;
  if (path.length > MAX_PATH)
    return null;
  let at = path.startsWith("/") ? "/" : base;
  for (const name of path.split("/")) {
    if (name === "" || name === ".")
      continue;
    if (name === "..") {
      spend(LOOK);
      at = dirname(links.size === 0 && dirname(at) === dirname(realPath(at)) ? at : realPath(at));
      continue;
    }
    spend(1, 2 * at.length);
    at = join(at, name);
    for (let more = 8;links.has(at) && more > 0; more--)
      at = links.get(at);
    const own = OF_PROCESS.exec(at)?.[1];
    if (own === "cwd" && base === null)
      return null;
    if (own === "cwd")
      at = base;
    else if (own === "root")
      at = "/";
    else if (own === "fd" || OPENED.test(at))
      return /\/fd\/[12]$|\/std(?:out|err)$/.test(path) ? at : null;
  }
  return at;
}
function behindProcess(shape, folder) {
  const base = typeof folder === "string" && folder !== "hint" ? folder : "/";
  const [, before, rest] = /^((?:[^*?[\0]*\/)?)(.*)$/s.exec(shape);
  const whole = `${resolve(base, before || ".")}/${rest}`.replaceAll(/\/+/g, "/");
  const [, name, more = ""] = /^\/proc\/[^/]+\/(?:task\/[^/]+\/)?([^/]+)(?:\/(.*))?$/s.exec(whole) ?? [];
  if (name === undefined)
    return [];
  const behind = unquoted(more.replaceAll("\x00", ""));
  const fits = (one) => matches(name, one, true);
  return [
    ...fits("cwd") || fits("fd") ? [[behind, null]] : [],
    ...fits("cwd") && typeof folder === "string" ? [[behind, folder]] : [],
    ...fits("root") ? [[behind, "/"]] : []
  ];
}
function placeFrom(value, folder, task, dots) {
  const text = literalText(value);
  if (text === null && value.some((atom) => ("lit" in atom) && atom.lit.includes("proc"))) {
    const behind = behindProcess(shapeOf(value), folder);
    if (behind.length > 0)
      return worst(behind.map(([rest, from]) => placeFrom(rest, from, task, dots)));
  }
  const last = literals(value).split("/").at(-1);
  if (text !== null) {
    if (text === "")
      return "elsewhere";
    if (!text.startsWith("/") && (folder === null || folder === "hint")) {
      if (/(?:^|\/)\.task(?:\/|$)/i.test(text))
        return "in";
      return folder === "hint" || OURS.test(last) ? "perhaps" : "anywhere";
    }
    const path = follow(folder, text);
    if (path === null)
      return /(?:^|\/)\.task(?:\/|$)/i.test(text) ? "in" : "anywhere";
    return placeOfPath(path, task);
  }
  if (isHinted(value))
    return "perhaps";
  const unknown = value.findIndex((atom) => ("any" in atom));
  const sure = unknown < 0 ? value : value.slice(0, unknown);
  const names = namesOf(sure);
  const absolute = literals(sure.slice(0, 1)).startsWith("/");
  if (unknown === 0 || !absolute && (folder === null || folder === "hint")) {
    if (folder === "hint" && unknown !== 0)
      return "perhaps";
    if (concerns(value) || OURS.test(last) || /(?:^|\/)\.task(?:\/|$)/i.test(literals(value)))
      return "perhaps";
    return "anywhere";
  }
  const begun = unknown < 0 ? null : names.pop() ?? null;
  const start = absolute ? "/" : folder;
  const place = compare(start, names, task, dots);
  if (begun === null)
    return place;
  if (place === "in")
    return "in";
  if (place === "above" && begun !== "" && ".task".startsWith(begun.toLowerCase()))
    return "perhaps";
  if (/(?:^|\/)\.task(?:\/|$)/i.test(literals(value.slice(unknown))) || OURS.test(last))
    return "perhaps";
  return "anywhere";
}
var shapeOf = (value, unknown = "*") => value.map((atom) => ("lit" in atom) ? atom.lit.replaceAll(/[*?[]/g, "\x00$&") : ("glob" in atom) ? atom.glob : unknown).join("");
var namesOf = (value) => shapeOf(value, "").split("/");
var MAX_PATH = 4096;
var LOOK = 40;
var places = new Map;
function forgetPlaces() {
  places.clear();
  links.clear();
}
function once(key, look) {
  spend(3, key.length);
  const place = places.get(key) ?? look();
  places.set(key, place);
  return place;
}
var placeOfPath = (path, task) => once(JSON.stringify([path, task]), () => {
  const lower = path.toLowerCase();
  const folder = task.toLowerCase();
  if (lower === folder || lower.startsWith(`${folder}/`))
    return "in";
  spend(LOOK + 8 * path.split("/").length);
  if (isInside(path, task))
    return "in";
  if (leadsHere(path, task))
    return "perhaps";
  return isInside(task, path) ? "above" : "elsewhere";
});
function leadsHere(path, task) {
  const here = process.cwd();
  if (path.startsWith(here) || task.startsWith(`${here}/`) || here.startsWith(`${dirname(task)}/`))
    return false;
  const real = realPath(path);
  return real === here || real.startsWith(`${here}/`);
}
function compare(start, names, task, dots) {
  return once(JSON.stringify([start, names, task, dots]), () => compared(start, names, task, dots));
}
function compared(start, names, task, dots) {
  const isGlob = (name) => /(?:^|[^\0])[*?[]/.test(name);
  const plain = (name) => name.replaceAll("\x00", "");
  const first = names.findIndex(isGlob);
  const begun = (first < 0 ? names : names.slice(0, first)).map((name) => plain(name) || ".").join("/");
  const base = follow(start, begun);
  if (base === null)
    return names.some((name) => matches(name, ".task", false)) ? "perhaps" : "anywhere";
  const place = placeOfPath(base, task);
  if (first < 0 || place !== "above")
    return place === "above" || first < 0 ? place : place === "in" ? "in" : "elsewhere";
  const root = realPath(base);
  const wanted = realPath(task).slice(root === "/" ? 1 : root.length + 1).split("/");
  const rest = names.slice(first);
  if (rest.some((name) => name === ".." || name.includes("**")))
    return dots || rest.some((name) => matches(name, ".task", false)) ? "perhaps" : "elsewhere";
  for (const name of rest) {
    if (name === "" || name === ".")
      continue;
    const next = wanted.shift();
    if (next === undefined)
      return "in";
    if (!matches(name, next, dots))
      return "elsewhere";
  }
  return wanted.length === 0 ? "in" : "above";
}
function matches(glob, name, dots) {
  if (!dots && name.startsWith(".") && /^[*?[]+$/.test(glob))
    return false;
  spend(1, glob.length);
  const closes = glob.lastIndexOf("]") + 1;
  const parts = [
    ...glob.slice(0, closes).toLowerCase().match(/\0.|\*+|\?|\[[!^]?[^\]]*\]|[^\0]/gsu) ?? [],
    ...glob.slice(closes).toLowerCase().match(/\0.|\*+|[^\0]/gsu) ?? []
  ];
  if (parts.filter((part) => !part.startsWith("*")).length > name.length)
    return false;
  return fits(parts, [...name.toLowerCase()]);
}
function fits(parts, letters) {
  let [part, letter, star, taken] = [0, 0, -1, 0];
  while (letter < letters.length) {
    spend(0.2);
    const now = parts[part];
    if (now?.startsWith("*"))
      [star, taken, part] = [part, letter, part + 1];
    else if (now !== undefined && fitsLetter(now, letters[letter]))
      [part, letter] = [part + 1, letter + 1];
    else if (star < 0)
      return false;
    else
      [part, letter, taken] = [star + 1, taken + 1, taken + 1];
  }
  return parts.slice(part).every((one) => one.startsWith("*"));
}
var fitsLetter = (part, letter) => part === "?" || part.length > 1 && part.startsWith("[") || part === letter || part === `\x00${letter}`;

// src/policy/shell/programs.ts
var set = (names) => new Set(names.split(" "));
var READERS = set("cat ls head tail grep egrep fgrep rg ag jq wc stat file diff cmp sha256sum sha1sum md5sum shasum cksum less more tree pwd echo printf cd pushd popd chdir true false test [ [[ : cut tr nl od hexdump strings du df basename dirname realpath readlink column fold paste join comm rev tac bat which type sleep exit return set shift unset local export declare readonly typeset read mapfile readarray let wait kill jobs for select getopts shopt setopt break continue date uname whoami id hostname gh glab ps pgrep umask hash help history command-not-found fmt expand pr seq yes base64 base32 b2sum zcat zgrep zless tput clear lsof man");
var WRITERS = set("rm rmdir unlink shred truncate touch mkdir tee chmod chown chgrp mkfifo mknod rimraf del-cli trash ed ex vi vim nvim nano emacs sponge chattr setfacl setfattr ln link mv gzip gunzip bzip2 xz zstd");
var DEEP = set("mv rimraf del-cli trash");
var COPIERS = set("cp install rsync scp ditto");
var WRAPPERS = set("env sudo doas nohup time timeout gtimeout nice ionice stdbuf setsid command builtin exec busybox toybox flock strace ltrace chrt taskset unbuffer caffeinate xargs parallel watch npx bunx pnpx pnpm yarn npm script su chroot unshare nsenter gdb then do else entr");
var SHELLS = set("sh bash dash zsh ksh ash mksh fish rbash");
var INTERPRETER = /^(?:python[\d.]*|pypy3?|node|nodejs|bun|deno|perl[\d.]*|ruby|php|lua[\d.]*|luajit|tclsh|osascript|Rscript|tsx|ts-node|julia|awk|gawk|mawk|nawk|groovy|jshell|swift|scala|ghci|m4|expect|pwsh|powershell)$/;
var DECODERS2 = /^(?:base64|base32|xxd|uudecode|openssl|rev|tr|gunzip|zcat|gzip|bzip2|xz|gpg|printf|python[\d.]*|perl|node)$/;
var GIT_READS = set("status diff log show grep blame ls-files ls-tree check-ignore commit tag branch describe rev-parse rev-list shortlog cat-file fetch push remote reflog notes merge-base diff-tree diff-index name-rev for-each-ref count-objects help version var");
var PERSONAL = set("decide ruling reset resume rollback park cancel trust pr");

// src/policy/shell/tokens.ts
var META = ` 	
;&|<>()`;
var OPERATORS = [
  "&>>",
  "<<<",
  "<<-",
  "&>",
  "&&",
  "||",
  ";;&",
  ";;",
  ";&",
  "|&",
  "<<",
  ">>",
  ">|",
  ">&",
  "<&",
  "<>"
];
var REDIRECTS = new Set(["&>>", "&>", "<<<", "<<-", "<<", ">>", ">|", ">&", "<&", "<>", ">", "<"]);
var LEADS = new Set(["if", "then", "elif", "else", "while", "until", "do", "{", "!", "time", "coproc"]);
var ENDS = new Set(["fi", "done", "}", "esac"]);
var OPENS = new Set(["if", "while", "until", "for", "select", "case"]);
var CLOSES = new Set(["fi", "done", "esac"]);
var ESCAPES = {
  n: `
`,
  t: "\t",
  r: "\r",
  a: "\x07",
  b: "\b",
  e: "\x1B",
  E: "\x1B",
  f: "\f",
  v: "\v"
};
function unescaped(text, from) {
  let value = "";
  for (let at = from;at < text.length; ) {
    const c = text[at];
    if (c === "'")
      return { text: value, end: at + 1 };
    if (c !== "\\") {
      value += c;
      at += 1;
      continue;
    }
    const rest = text.slice(at + 1, at + 12);
    const coded = /^(?:x([0-9a-fA-F]{1,2})|u([0-9a-fA-F]{1,4})|U([0-9a-fA-F]{1,8})|([0-7]{1,3})|c(.))/s.exec(rest);
    if (coded)
      value += character(coded);
    else if (rest !== "")
      value += ESCAPES[rest[0]] ?? rest[0];
    at += 1 + (coded?.[0].length ?? 1);
  }
  return { text: value, end: -1 };
}
function character([, byte, short, long, octal, control]) {
  const hex = byte ?? short ?? long;
  if (hex === undefined && octal === undefined)
    return String.fromCharCode(control.charCodeAt(0) & 31);
  const code = hex !== undefined ? Number.parseInt(hex, 16) : Number.parseInt(octal, 8);
  return code <= 1114111 ? String.fromCodePoint(code) : "\uFFFD";
}

// src/policy/shell/word-reader.ts
var MAX_NESTING = 40;

class WordReader {
  text;
  depth;
  at = 0;
  constructor(text, depth) {
    this.text = text;
    this.depth = depth;
    if (depth > MAX_NESTING)
      throw new Exhausted("too deep");
  }
  skipLines() {
    while (/\s/.test(this.text[this.at] ?? ""))
      this.at += 1;
  }
  blanks() {
    const { text } = this;
    for (;; ) {
      const c = text[this.at];
      if (c === " " || c === "\t" || c === "\r")
        this.at += 1;
      else if (c === "\\" && text[this.at + 1] === `
`)
        this.at += 2;
      else if (c === "#" && (this.at === 0 || /[\s;&|()]/.test(text[this.at - 1]))) {
        const stop = text.indexOf(`
`, this.at);
        this.at = stop < 0 ? text.length : stop;
      } else
        return;
    }
  }
  assignmentOrWord() {
    const found = /^([A-Za-z_]\w*)(?:\[[^\]\s]*\])?\+?=/.exec(this.text.slice(this.at, this.at + 200));
    if (!found)
      return this.word();
    this.at += found[0].length;
    if (this.text[this.at] === "(") {
      const pieces = [];
      for (this.at += 1;; ) {
        this.skipLines();
        this.blanks();
        if (this.text[this.at] === ")")
          break;
        if (this.text[this.at] === `
`)
          continue;
        if (META.includes(this.text[this.at] ?? " "))
          throw new Unreadable("array");
        pieces.push(...this.word().pieces, { is: "text", text: " " });
      }
      this.at += 1;
      return { name: found[1], value: { raw: "", pieces } };
    }
    const empty = META.includes(this.text[this.at] ?? `
`) && !/^[<>]\(/.test(this.text.slice(this.at, this.at + 2));
    return { name: found[1], value: empty ? { raw: "", pieces: [] } : this.word() };
  }
  word() {
    const start = this.at;
    const pieces = [];
    const { text } = this;
    for (;this.at < text.length; spend(2)) {
      const c = text[this.at];
      if ((c === "<" || c === ">") && text[this.at + 1] === "(") {
        this.at += 2;
        pieces.push({ is: "output", items: this.inner(), quoted: true, file: true });
      } else if (META.includes(c)) {
        if (c === "(" && /[?*+@!]/.test(text[this.at - 1] ?? "") && this.at > start) {
          const before = pieces.pop();
          if (before?.is === "text")
            pieces.push({ is: "text", text: before.text.slice(0, -1) });
          let open = 0;
          do {
            if (this.at >= text.length)
              throw new Unreadable("pattern");
            open += text[this.at] === "(" ? 1 : text[this.at] === ")" ? -1 : 0;
            this.at += 1;
          } while (open > 0);
          pieces.push({ is: "glob", text: "*" });
        } else
          break;
      } else if (c === "'") {
        const end = text.indexOf("'", this.at + 1);
        if (end < 0)
          throw new Unreadable("'");
        pieces.push({ is: "text", text: text.slice(this.at + 1, end) });
        this.at = end + 1;
      } else if (c === '"') {
        this.at += 1;
        pieces.push({ is: "text", text: "" }, ...this.quoted('"'));
      } else if (c === "\\") {
        if (this.at + 1 >= text.length)
          throw new Unreadable("\\");
        if (text[this.at + 1] !== `
`)
          pieces.push({ is: "text", text: text[this.at + 1] });
        this.at += 2;
      } else if (c === "$" || c === "`")
        pieces.push(...this.expansion(false));
      else if (c === "~" && this.at === start)
        pieces.push(this.home());
      else if (c === "*" || c === "?") {
        pieces.push({ is: "glob", text: c });
        this.at += 1;
      } else if (c === "[") {
        const end = this.bracket();
        pieces.push(end === undefined ? { is: "text", text: "[" } : { is: "glob", text: end.replaceAll(/["'\\]/g, "") });
        this.at += end?.length ?? 1;
      } else if (c === "{" || c === "}" || c === ",") {
        pieces.push({ is: "brace", text: c });
        this.at += 1;
      } else {
        const plain = /^[^\s;&|<>()'"\\$`*?[{},]+/.exec(text.slice(this.at, this.at + 4096))?.[0] ?? c;
        pieces.push({ is: "text", text: plain });
        this.at += plain.length;
      }
    }
    if (this.at === start)
      throw new Unreadable(text[this.at] ?? "end");
    spend(0, this.at - start);
    return { raw: text.slice(start, this.at), pieces };
  }
  bracket() {
    const inside = this.at + (/^\[[!^]?\]?/.exec(this.text.slice(this.at, this.at + 3))?.[0].length ?? 1);
    const length = this.text.slice(inside).search(/[\]\s/]/);
    spend(1, length < 0 ? this.text.length - inside : length);
    const stop = inside + length;
    return length >= 0 && this.text[stop] === "]" ? this.text.slice(this.at, stop + 1) : undefined;
  }
  home() {
    const name = /^~[\w.+-]*/.exec(this.text.slice(this.at, this.at + 60))[0];
    this.at += name.length;
    const variable = name === "~" ? "HOME" : name === "~+" ? "PWD" : null;
    return variable === null ? { is: "unknown" } : { is: "variable", name: variable, quoted: true, or: null, cut: false };
  }
  quotedText(text) {
    return this.make(text).quoted(null);
  }
  quoted(end) {
    const pieces = [];
    const { text } = this;
    let plain = "";
    let from = this.at;
    const flush = () => {
      spend(1, 4 * (this.at - from));
      from = this.at;
      if (plain !== "")
        pieces.push({ is: "text", text: plain });
      plain = "";
    };
    for (;; ) {
      const c = text[this.at];
      if (c === undefined) {
        if (end !== null)
          throw new Unreadable('"');
        flush();
        return pieces;
      }
      if (c === end) {
        this.at += 1;
        flush();
        return pieces;
      }
      if (c === "\\" && this.at + 1 < text.length) {
        const next = text[this.at + 1];
        plain += next === `
` ? "" : '$`"\\'.includes(next) ? next : `\\${next}`;
        this.at += 2;
      } else if (c === "$" || c === "`") {
        flush();
        pieces.push(...this.expansion(true));
      } else {
        plain += c;
        this.at += 1;
      }
    }
  }
  arithmeticEnd(from) {
    let open = 2;
    for (let at = from;at < this.text.length; at++) {
      spend(0.1);
      const c = this.text[at];
      if (c === "(")
        open += 1;
      if (c === ")" && --open === 1)
        return this.text[at + 1] === ")" ? at : -1;
    }
    return -1;
  }
  expansion(quoted) {
    const { text } = this;
    if (text[this.at] === "`")
      return [this.backquoted(quoted)];
    const next = text[this.at + 1] ?? "";
    if (next === "(") {
      const arithmetic = text[this.at + 2] === "(" ? this.arithmeticEnd(this.at + 3) : -1;
      if (arithmetic >= 0) {
        const inside = this.quotedText(text.slice(this.at + 3, arithmetic));
        this.at = arithmetic + 2;
        return [...inside.filter((piece) => piece.is === "output"), { is: "unknown" }];
      }
      this.at += 2;
      return [{ is: "output", items: this.inner(), quoted, file: false }];
    }
    if (next === "{")
      return this.parameter(quoted);
    if (next === "'" && !quoted)
      return [this.escaped()];
    if (next === '"' && !quoted) {
      this.at += 2;
      return this.quoted('"');
    }
    const name = /^(?:[A-Za-z_]\w*|[\d@*#?$!-])/.exec(text.slice(this.at + 1, this.at + 200))?.[0];
    this.at += 1 + (name?.length ?? 0);
    return [name === undefined ? { is: "text", text: "$" } : { is: "variable", name, quoted, or: null, cut: false }];
  }
  backquoted(quoted) {
    let inside = "";
    for (this.at += 1;; this.at += 1) {
      const c = this.text[this.at];
      if (c === undefined)
        throw new Unreadable("`");
      if (c === "`")
        break;
      if (c === "\\" && "`\\$".includes(this.text[this.at + 1] ?? " "))
        this.at += 1;
      inside += this.text[this.at];
      spend(0.2);
    }
    this.at += 1;
    return { is: "output", items: this.make(inside).whole(), quoted, file: false };
  }
  parameter(quoted) {
    const found = /^\$\{(!?)(#?)([A-Za-z_]\w*|[\d@*#?$!-])?(\[[^\]]*\])?/.exec(this.text.slice(this.at, this.at + 300));
    this.at += found[0].length;
    const [, indirect, count, name = "", index] = found;
    const rest = this.make(this.text);
    rest.at = this.at;
    const op = /^:?[-=+]/.exec(this.text.slice(this.at, this.at + 2))?.[0];
    if (op !== undefined)
      rest.at += op.length;
    const inside = rest.untilBrace();
    if (index !== undefined && /[$`]/.test(index))
      inside.push(...this.quotedText(index.slice(1, -1)));
    const whole = rest.at === this.at + 1;
    this.at = rest.at;
    const cut = indirect !== "" || count !== "" || name === "" || op === undefined && !whole && index === undefined;
    return [
      {
        is: "variable",
        name,
        quoted: quoted && index === undefined,
        or: inside,
        cut: cut || index !== undefined && !whole
      }
    ];
  }
  untilBrace() {
    const pieces = [];
    for (;; ) {
      spend(1);
      const c = this.text[this.at];
      if (c === undefined)
        throw new Unreadable("${");
      if (c === "}") {
        this.at += 1;
        return pieces;
      }
      if (c === '"') {
        this.at += 1;
        pieces.push(...this.quoted('"'));
      } else if (c === "'") {
        const end = this.text.indexOf("'", this.at + 1);
        if (end < 0)
          throw new Unreadable("'");
        pieces.push({ is: "text", text: this.text.slice(this.at + 1, end) });
        this.at = end + 1;
      } else if (c === "$" || c === "`")
        pieces.push(...this.expansion(true));
      else {
        const masked = c === "\\" && this.at + 1 < this.text.length;
        pieces.push({ is: "text", text: masked ? this.text[this.at + 1] : c });
        this.at += masked ? 2 : 1;
      }
    }
  }
  escaped() {
    const { text, end } = unescaped(this.text, this.at + 2);
    if (end < 0)
      throw new Unreadable("$'");
    this.at = end;
    return { is: "text", text };
  }
}

// src/policy/shell/reader.ts
var MAX_COMMAND_CHARS = 250000;
function readShell(text) {
  if (text.length > MAX_COMMAND_CHARS)
    throw new Exhausted("too long");
  spend(10, text.length);
  const reader = new Reader(text, 0);
  try {
    return { items: reader.whole(), whole: true };
  } catch (error) {
    if (!(error instanceof Unreadable))
      throw error;
    return { items: reader.items, whole: false };
  }
}
var DECLARES = /^(?:declare|local|export|readonly|typeset)$/;

class Reader extends WordReader {
  items = [];
  branches = 0;
  piped = false;
  perhaps = false;
  documents = [];
  make(text) {
    return new Reader(text, this.depth + 1);
  }
  whole() {
    this.list(null);
    return this.items;
  }
  inner() {
    const reader = this.make(this.text);
    reader.at = this.at;
    reader.list(")");
    this.at = reader.at;
    return reader.items;
  }
  list(end) {
    for (;; ) {
      spend(4);
      this.blanks();
      const { text, at } = this;
      if (at >= text.length) {
        if (end === null) {
          this.bodies();
          return;
        }
        throw new Unreadable(`no ${end}`);
      }
      const c = text[at];
      if (c === `
`) {
        this.at += 1;
        this.bodies();
        this.perhaps = false;
      } else if (c === ")") {
        if (end === ";;")
          throw new Unreadable(")");
        if (end === null)
          throw new Unreadable(")");
        this.at += 1;
        return;
      } else if (c === "(")
        this.parenthesis();
      else {
        const op = this.operator();
        if (op !== null && !REDIRECTS.has(op)) {
          this.at += op.length;
          if (op.startsWith(";;") || op === ";&") {
            if (end === ";;")
              return;
            throw new Unreadable(op);
          }
          this.piped = op === "|" || op === "|&";
          this.perhaps = op === "||" || op === "&&" && this.perhaps;
        } else if (this.command() && end === ";;")
          return;
      }
    }
  }
  parenthesis() {
    const arithmetic = this.text.startsWith("((", this.at) ? this.arithmeticEnd(this.at + 2) : -1;
    if (arithmetic >= 0) {
      const word = { raw: "", pieces: this.quotedText(this.text.slice(this.at + 2, arithmetic)) };
      this.at = arithmetic + 2;
      this.push({ words: [{ raw: ":", pieces: [{ is: "text", text: ":" }] }, word] });
      return;
    }
    this.at += 1;
    this.items.push({ is: "open" });
    const before = [this.piped, this.perhaps];
    if (++this.nested > MAX_NESTING)
      throw new Exhausted("too deep");
    this.list(")");
    this.nested -= 1;
    [this.piped, this.perhaps] = before;
    this.items.push({ is: "close" });
    const redirections = this.redirections();
    if (redirections.length > 0)
      this.push({ redirections });
  }
  nested = 0;
  push(parts) {
    const perhaps = this.perhaps || this.branches > 0;
    this.items.push({
      is: "command",
      assignments: [],
      words: [],
      redirections: [],
      piped: this.piped,
      perhaps,
      ...parts
    });
    this.piped = false;
  }
  command() {
    const parts = { assignments: [], words: [], redirections: [] };
    for (;; ) {
      this.blanks();
      const c = this.text[this.at];
      if (c === undefined || c === `
` || c === ")")
        break;
      const first = parts.words.length === 0;
      const op = this.operator();
      if (op !== null) {
        if (!REDIRECTS.has(op))
          break;
        parts.redirections.push(this.redirection(op));
        continue;
      }
      if (c === "(") {
        if (parts.words.length === 1 && /^\(\s*\)/.test(this.text.slice(this.at, this.at + 20))) {
          this.at = this.text.indexOf(")", this.at) + 1;
          this.skipLines();
          return false;
        }
        throw new Unreadable("(");
      }
      if (first && parts.assignments.length === 0 && parts.redirections.length === 0) {
        const lead = this.reserved();
        if (lead === "case")
          return this.casesOf();
        if (lead === "for" || lead === "select")
          this.branches += 1;
        else if (lead !== null && ENDS.has(lead)) {
          if (CLOSES.has(lead))
            this.branches = Math.max(0, this.branches - 1);
          const redirections = this.redirections();
          if (redirections.length > 0)
            this.push({ redirections });
          return lead === "esac";
        } else if (lead === "[[") {
          this.push({ words: this.condition() });
          return false;
        } else if (lead !== null) {
          if (OPENS.has(lead))
            this.branches += 1;
          return false;
        }
        if ((lead === "for" || lead === "select") && this.text.startsWith("((", this.at)) {
          this.parenthesis();
          return false;
        }
      }
      const fd = /^(?:\d+|\{\w+\})(?=[<>])/.exec(this.text.slice(this.at, this.at + 30));
      if (fd) {
        this.at += fd[0].length;
        continue;
      }
      const assigns = first || DECLARES.test(parts.words[0].raw);
      const word = assigns ? this.assignmentOrWord() : this.word();
      if ("name" in word)
        parts.assignments.push(word);
      else
        parts.words.push(word);
    }
    if (parts.words.length + parts.assignments.length + parts.redirections.length === 0)
      throw new Unreadable("empty");
    this.push(parts);
    return false;
  }
  reserved() {
    const named = /^function\s+[^\s;&|<>(){}]+\s*(?:\(\s*\))?/.exec(this.text.slice(this.at, this.at + 200));
    if (named) {
      this.at += named[0].length;
      this.skipLines();
      return "function";
    }
    const raw = /^(?:[a-z]+|[{}!]|\[\[)(?=[\s;&|<>()]|$)/.exec(this.text.slice(this.at, this.at + 12))?.[0];
    if (raw === undefined || !(LEADS.has(raw) || ENDS.has(raw) || OPENS.has(raw) || raw === "[["))
      return null;
    if (raw === "for" || raw === "select") {
      const from = this.at + raw.length;
      this.at = /\S/.exec(this.text.slice(from))?.[0] === "(" ? this.text.indexOf("(", from) : this.at;
    } else
      this.at += raw.length;
    return raw;
  }
  casesOf() {
    this.skipLines();
    this.push({ words: [{ raw: ":", pieces: [{ is: "text", text: ":" }] }, this.word()] });
    this.skipLines();
    if (!this.text.startsWith("in", this.at))
      throw new Unreadable("case without in");
    this.at += 2;
    this.branches += 1;
    for (;; ) {
      for (this.skipLines();this.text[this.at] === "#"; this.skipLines())
        this.blanks();
      if (/^esac(?=[\s;&|)<>]|$)/.test(this.text.slice(this.at, this.at + 5))) {
        this.at += 4;
        break;
      }
      if (this.text[this.at] === "(")
        this.at += 1;
      for (;; ) {
        this.skipLines();
        if (META.includes(this.text[this.at] ?? " "))
          throw new Unreadable("case without a pattern");
        this.push({ words: [{ raw: ":", pieces: [{ is: "text", text: ":" }] }, this.word()] });
        this.skipLines();
        const c = this.text[this.at++];
        if (c === ")")
          break;
        if (c !== "|")
          throw new Unreadable("case without )");
      }
      const from = this.at;
      const inner = this.branches;
      if (++this.nested > MAX_NESTING)
        throw new Exhausted("too deep");
      this.list(";;");
      this.nested -= 1;
      if (this.branches < inner) {
        const redirections = this.redirections();
        if (redirections.length > 0)
          this.push({ redirections });
        return false;
      }
      if (this.at === from)
        throw new Unreadable("case");
    }
    this.branches -= 1;
    const redirections = this.redirections();
    if (redirections.length > 0)
      this.push({ redirections });
    return false;
  }
  condition() {
    const words = [{ raw: "[[", pieces: [{ is: "text", text: "[[" }] }];
    for (;; ) {
      this.skipLines();
      const c = this.text[this.at];
      if (c === undefined)
        throw new Unreadable("[[");
      if (/^\]\](?=[\s;&|)<>]|$)/.test(this.text.slice(this.at, this.at + 3))) {
        this.at += 2;
        return words;
      }
      if (META.includes(c))
        this.at += 1;
      else
        words.push(this.word());
    }
  }
  redirections() {
    const found = [];
    for (;; ) {
      this.blanks();
      const fd = /^(?:\d+|\{\w+\})(?=[<>])/.exec(this.text.slice(this.at, this.at + 30));
      if (fd)
        this.at += fd[0].length;
      const op = this.operator();
      if (op === null || !REDIRECTS.has(op))
        return found;
      found.push(this.redirection(op));
    }
  }
  redirection(op) {
    this.at += op.length;
    this.blanks();
    if (META.includes(this.text[this.at] ?? `
`) && !/^[<>]\(/.test(this.text.slice(this.at, this.at + 2)))
      throw new Unreadable(`nothing behind ${op}`);
    const target = this.word();
    const document = op === "<<" || op === "<<-";
    const redirection = { op, target, body: document };
    if (document) {
      const quoted = /['"\\]/.test(target.raw);
      const end = target.pieces.map((piece) => ("text" in piece) ? piece.text : "").join("");
      this.documents.push({ redirection, tabs: op === "<<-", quoted, end });
    }
    return redirection;
  }
  bodies() {
    for (const { redirection, tabs, quoted, end } of this.documents.splice(0)) {
      let body = "";
      for (;; ) {
        if (this.at >= this.text.length)
          break;
        const stop = this.text.indexOf(`
`, this.at);
        const line = this.text.slice(this.at, stop < 0 ? undefined : stop);
        spend(1, line.length);
        this.at = stop < 0 ? this.text.length : stop + 1;
        const bare = tabs ? line.replace(/^\t+/, "") : line;
        if (bare === end)
          break;
        body += `${bare}
`;
      }
      const pieces = quoted ? [{ is: "text", text: body }] : this.quotedText(body);
      redirection.target = { raw: body, pieces };
    }
  }
  operator() {
    const { text, at } = this;
    if (/^[<>]\(/.test(text.slice(at, at + 2)))
      return null;
    return OPERATORS.find((op) => text.startsWith(op, at)) ?? (";&|<>".includes(text[at]) ? text[at] : null);
  }
}

// src/policy/shell/walk.ts
var MAX_DEPTH = 12;
var MAX_COMMANDS = 3000;
var NO_FOLDER_NAMES = new Set(["cd", "pushd", "chdir"]);

class Walk {
  task;
  judge;
  folders;
  previous = [null];
  dots = false;
  concerned = false;
  unread = false;
  values = new Values((items) => this.printed(items));
  depth = 0;
  count = 0;
  renamed = false;
  constructor(folder, task, known, judge) {
    this.task = task;
    this.judge = judge;
    this.folders = [folder];
    for (const [name, text] of Object.entries(known))
      this.values.add(name, [[{ lit: text }]]);
  }
  script(text) {
    const { items, whole } = readShell(text);
    this.renamed ||= renamesId(text);
    if (!whole)
      this.unread = true;
    this.run(items);
  }
  run(items) {
    if (++this.depth > MAX_DEPTH)
      throw new Exhausted("too deep");
    const folders = [];
    const all = [];
    for (const item of items) {
      if (item.is === "open")
        folders.push(this.folders);
      else if (item.is === "close")
        this.folders = folders.pop() ?? this.folders;
      else
        all.push(this.simple(item, all.at(-1) ?? null));
    }
    this.depth -= 1;
    return all;
  }
  isSet = (name) => this.values.of(name).length > 0;
  note(values) {
    if (!this.concerned && values.some(names))
      this.concerned = true;
    return values;
  }
  fieldsOf = (word) => this.note(this.values.fields(word));
  simple(item, before) {
    spend(20);
    if (++this.count > MAX_COMMANDS)
      throw new Exhausted("too many commands");
    for (const { name, value } of item.assignments)
      this.values.add(name, this.note(this.values.whole(value)));
    const sets = item.assignments.map(({ name }) => name);
    const first = item.words[0] ? this.fieldsOf(item.words[0]) : [];
    const fields = [...first, ...item.words.slice(1).flatMap(this.fieldsOf)];
    const writes = [];
    let input = null;
    for (const { op, target, body } of item.redirections) {
      const values = body || op === "<<<" ? this.note(this.values.whole(target)) : this.fieldsOf(target);
      if (body || op === "<<<")
        input = values.flat();
      else if (op !== "<" && op !== "<&" && !(op === ">&" && /^(?:\d+-?|-)$/.test(target.raw)))
        writes.push(...values);
    }
    const feeder = item.piped ? before : null;
    const unsure = first.length > 1 && item.words[0].pieces.some((piece) => piece.is !== "text");
    const command = { fields, unsure, writes, input, feeder, folders: this.folders, sets };
    this.judge(command);
    this.builtin(fields, item.perhaps);
    return command;
  }
  builtin(fields, perhaps) {
    const begins = fields.findIndex((value) => !/^(?:builtin|command)$/.test(literalText(value) ?? ""));
    const name = literalText(fields[begins] ?? []) ?? "";
    const rest = fields.slice(begins + 1);
    if (NO_FOLDER_NAMES.has(name)) {
      const to = rest.find((value) => !/^-[LPe@]+$|^--$/.test(literals(value)));
      const from = perhaps ? [...this.folders, ...this.previous] : this.folders;
      const back = to !== undefined && literalText(to) === "-";
      const paths = this.values.of("CDPATH").map((one) => [...one, { lit: "/" }]);
      const after = to === undefined ? [null] : back ? this.previous : [to, ...paths.map((one) => [...one, ...to])].flatMap((one) => folderAfter(one, from, this.task));
      this.previous = this.folders;
      this.folders = perhaps ? [...new Set([...this.folders, ...after])].slice(-8) : after;
      this.values.add("OLDPWD", [[{ any: true, hint: false }]]);
      for (const one of after)
        if (typeof one === "string" && one !== "hint")
          this.values.add("PWD", [[{ lit: one }]]);
    } else if (name === "popd")
      this.folders = [...this.folders, null].slice(-8);
    else if (name === "for" || name === "select") {
      const of = rest.findIndex((value) => literalText(value) === "in");
      if (rest[0])
        this.values.add(literals(rest[0]), of < 0 ? [[{ any: true, hint: false }]] : rest.slice(of + 1));
    } else if (/^(?:export|local|declare|readonly|typeset)$/.test(name))
      for (const value of rest)
        this.assign(value);
    else if (/^(?:read|mapfile|readarray|getopts)$/.test(name)) {
      for (const value of rest)
        this.values.add(literals(value), [[{ any: true, hint: this.concerned }]]);
      this.values.add("REPLY", [[{ any: true, hint: this.concerned }]]);
    } else if (name === "printf" && literalText(rest[0] ?? []) === "-v" && rest[1])
      this.values.add(literals(rest[1]), [format(rest.slice(2)) ?? [{ any: true, hint: rest.some(concerns) }]]);
    else if (name === "set" || name === "let")
      for (const of of ["@", "*", "1", "2", "3", "4", "5", "6", "7", "8", "9"])
        this.values.add(of, rest);
    else if ((name === "shopt" || name === "setopt") && rest.some((value) => /dot/.test(literals(value))))
      this.dots = true;
  }
  assign(value) {
    const at = value.findIndex((atom) => ("lit" in atom) && atom.lit.includes("="));
    const [name = "", ...text] = literals(value.slice(at, at + 1)).split("=");
    if (at >= 0)
      this.values.add(literals(value.slice(0, at)) + name.replace(/\+$/, ""), [
        [{ lit: text.join("=") }, ...value.slice(at + 1)]
      ]);
  }
  parameters(values) {
    for (const [at, value] of values.slice(0, 10).entries())
      this.values.add(String(at), [value]);
    this.values.add("@", values.slice(1));
    this.values.add("*", values.slice(1));
  }
  printed(items) {
    const before = this.folders;
    const commands = this.run(items);
    this.folders = before;
    const only = commands.length === 1 && items.length === 1 ? commands[0] : null;
    if (only === null)
      return null;
    const self = this.renamed || only.sets.length > 0 || only.writes.length > 0 ? null : printedOfOneself(only.fields);
    return self === null ? printedBy(only) : [[{ lit: self }]];
  }
}
function printedBy(command) {
  const { fields, writes } = command;
  const name = literalText(fields[0] ?? []);
  if (writes.length > 0)
    return null;
  if (name === "pwd")
    return command.folders.map((one) => one === null || one === "hint" ? [{ any: true, hint: one === "hint" }] : [{ lit: one }]);
  const rest = fields.slice(1);
  if (name === "echo") {
    const words = rest.filter((value, at) => !(at === 0 && /^-[neE]+$/.test(literals(value))));
    const printed = words.flatMap((value, at) => at === 0 ? value : [{ lit: " " }, ...value]);
    spend(printed.length, literals(printed).length);
    return [printed.map(unescapeIn(rest))];
  }
  if (name === "which" && rest[0])
    return [rest[0]];
  if (name === "command" && /^-[vV]$/.test(literals(rest[0] ?? [])) && rest[1])
    return [rest[1]];
  if (name !== "printf")
    return null;
  const value = format(rest[0] && literalText(rest[0]) === "--" ? rest.slice(1) : rest);
  return value === null ? null : [value];
}
var unescapeIn = (rest) => (atom) => ("lit" in atom) && literalText(rest[0] ?? [])?.startsWith("-") ? { lit: escapes(atom.lit) } : atom;
var escapes = (text) => text.replaceAll(/\\(?:x([0-9a-fA-F]{1,2})|0?([0-7]{1,3})|n|t)/g, (all, hex, octal) => hex !== undefined || octal !== undefined ? String.fromCharCode(Number.parseInt(hex ?? octal, hex !== undefined ? 16 : 8)) : all === "\\n" ? `
` : "\t");
function format([pattern, ...rest]) {
  const text = pattern === undefined ? null : literalText(pattern);
  if (text === null || /%[^sb%]/.test(text))
    return null;
  const value = [];
  let next = 0;
  do {
    for (const part of text.split(/(%[sb%])/)) {
      spend(2 + (rest[next]?.length ?? 0), part.length);
      if (part === "%s" || part === "%b")
        value.push(...rest[next++] ?? []);
      else if (part !== "")
        value.push({ lit: part === "%%" ? "%" : escapes(part) });
    }
  } while (next > 0 && next < rest.length);
  return value;
}

// src/policy/shell/files.ts
var option = (value) => /^[-+]/.test(literals(value)) && literals(value) !== "-";
var MAX_DEPTH2 = 64;
var FILES = [
  "events.jsonl",
  "state.json",
  "pipeline-tasks.json",
  "snapshot.json",
  "live",
  "lock",
  ".task",
  "impl-result.json",
  "user-story.json"
];

class FileRules {
  scene;
  found = [];
  walk;
  openWrite = false;
  constructor(scene) {
    this.scene = scene;
    const known = { PWD: scene.folder, CLAUDE_PROJECT_DIR: scene.root };
    if (scene.env.HOME)
      known.HOME = scene.env.HOME;
    if (scene.env.CLAUDE_CONFIG_DIR)
      known.CLAUDE_CONFIG_DIR = scene.env.CLAUDE_CONFIG_DIR;
    known.CLAUDE_CODE_EXECPATH = "/claude";
    this.walk = new Walk(scene.folder, scene.task, known, (command) => this.command(command));
  }
  startsCheck() {
    this.found.push({ act: "deny", rule: "check" });
  }
  say(act, rule) {
    this.found.push({ act, rule });
  }
  place = (value, folders) => placeOf(value, folders, this.scene.task, this.walk.dots);
  write(value, folders, touch = "write", content = null) {
    if (touch !== "restore")
      this.doors(value, folders, touch, content);
    const place = this.place(value, folders);
    if (place === "in" || place === "above" && touch === "deep")
      this.say("deny", "folder");
    else if (place === "perhaps")
      this.say("ask", "folder");
    else if (place === "anywhere")
      this.openWrite = true;
    if (this.scene.frozen && place !== "in" && touch !== "restore")
      this.writeFrozen(value, folders, touch);
  }
  doors(value, folders, touch, content) {
    const text = literals(value);
    if (!/claude|mcp|\/dev\/|^$/i.test(text) && !folders.some((one) => typeof one === "string" && /claude/i.test(one)))
      return;
    const written = value.map((atom) => ("lit" in atom) ? atom.lit : ("glob" in atom) ? atom.glob : "").join("");
    for (const folder of folders) {
      const globs = /[*?[]/.test(written) && typeof folder === "string" && folder !== "hint";
      const path = follow(folder, written);
      for (const one of [...path === null ? [] : [path], ...globs ? this.expand(written, folder) : []]) {
        if (isTerminal(one) && (this.scene.asking === true || !one.startsWith("/dev/tty")))
          this.found.push({ act: this.scene.asking === true ? "deny" : "ask", rule: "keyboard" });
        const act = this.scene.settings?.(one, touch, content) ?? null;
        if (act !== null)
          this.found.push(ofSettings2(act));
      }
    }
  }
  writeFrozen(value, folders, touch) {
    if (value.some((atom) => ("any" in atom)))
      return;
    const written = value.map((atom) => ("lit" in atom) ? atom.lit : ("glob" in atom) ? atom.glob : "").join("");
    for (const folder of folders) {
      if (typeof folder !== "string" || folder === "hint")
        continue;
      const globs = literalText(value) === null;
      const paths = globs ? this.expand(written, folder) : [follow(folder, written) ?? "/dev/null"];
      for (const path of paths) {
        const file = this.frozenAt(path, touch);
        if (file === null)
          continue;
        this.found.push({ act: "deny", rule: "frozen", file });
        return;
      }
    }
  }
  kept = new Map;
  frozenAt(path, touch) {
    const key = `${touch} ${path}`;
    const known = this.kept.get(key);
    if (known !== undefined)
      return known;
    spend(touch === "deep" ? 20 * LOOK : LOOK, path.length);
    const file = this.scene.frozen(path, touch);
    this.kept.set(key, file);
    return file;
  }
  names = 1e4;
  ends = 2000;
  *expand(pattern, folder) {
    const named = pattern.split("/").filter((part) => part !== "" && part !== ".");
    const parts = named.filter((part, at) => part !== "**" || named[at - 1] !== "**");
    if (parts.length > MAX_DEPTH2)
      return;
    yield* this.below(pattern.startsWith("/") ? "/" : folder, parts);
  }
  *below(folder, [part, ...rest]) {
    if (part === undefined) {
      if (--this.ends >= 0)
        yield folder;
      return;
    }
    if (!/[*?[]/.test(part)) {
      yield* this.below(join2(folder, part), rest);
      return;
    }
    const deep = part === "**";
    if (deep)
      yield* this.below(folder, rest);
    spend(LOOK / 4);
    for (const entry of entriesOf(folder)) {
      if (--this.names < 0 || this.ends < 0)
        return;
      spend(1);
      const path = join2(folder, entry.name);
      if (deep && entry.isDirectory())
        yield* this.below(path, [part, ...rest]);
      else if (!deep && matches(part, entry.name, true))
        yield* this.below(path, rest);
      else if (deep && rest.length === 0 && --this.ends >= 0)
        yield path;
    }
  }
  reader(name, rest, folders) {
    if (name === "tree" || name === "less" || name === "yq") {
      for (const [at, value] of rest.entries())
        if (/^-[oOi]$/.test(literals(value)) && rest[at + 1])
          this.write(rest[at + 1], folders);
    }
  }
  sorter(name, rest, folders) {
    const plain = rest.filter((value) => !option(value));
    if (name === "uniq" && plain[1])
      this.write(plain[1], folders);
    for (const [at, value] of rest.entries()) {
      const text = literals(value);
      if (name === "sort" && /^-[a-zA-Z]*o$|^--output$/.test(text) && rest[at + 1])
        this.write(rest[at + 1], folders);
      else if (name === "sort" && /^-o|^--output=/.test(text))
        this.write(cut(value, text.startsWith("-o") ? 2 : 9), folders);
    }
  }
  writer(name, rest, folders) {
    const deep = DEEP.has(name) || name === "rm" && rest.some((value) => /^-\w*[rR]|^--recursive/.test(literals(value)));
    const wide = /^ch/.test(name) && rest.some((value) => /^-\w*R|^--recursive/.test(literals(value))) && !givesNothingAway(name, rest);
    const plain = rest.filter((value) => !option(value));
    if (/^(?:ex?d?|n?vim?|nano|emacs)$/.test(name) && rest.some(names))
      this.say("ask", "folder");
    for (const value of plain) {
      this.write(value, folders, deep ? "deep" : /^(?:rm|unlink)$/.test(name) ? "remove" : "write");
      if (wide && this.place(value, folders) === "above")
        this.say("ask", "folder");
    }
    for (const value of rest)
      if (/^--(?:target-directory|reference)=/.test(literals(value)))
        this.write(cutName(value), folders);
    if (name === "mv" || name === "ln")
      this.arrivals(plain, folders);
    if (name === "ln")
      this.link(rest, plain, folders);
  }
  link(rest, plain, folders) {
    const [target, path = [{ lit: basename(literals(target ?? [])) || "." }]] = plain.map((one) => [...one]);
    const soft = rest.some((value) => /^-\w*s|^--symbolic/.test(literals(value)));
    const [to, at] = [literalText(target ?? []), literalText(path)];
    if (!to || !at) {
      if (soft && target && /^(?:above|perhaps)$/.test(this.place(target, folders)))
        this.walk.concerned = true;
      return;
    }
    for (const folder of folders) {
      const from = follow(folder, at);
      if (from === null)
        continue;
      const name = basename(to);
      for (const link of /^\.{0,2}$/.test(name) ? [from] : [from, join2(from, name)]) {
        const leads = follow(soft ? dirname2(link) : folder, to);
        if (leads !== null && leads !== link)
          noteLink(link, leads);
      }
    }
  }
  arrivals(plain, folders, touch = "write") {
    const into = plain.at(-1);
    for (const value of plain.slice(0, -1)) {
      const last = basename(literals(value));
      if (into)
        this.write([...into, { lit: `/${last}` }], folders, touch);
    }
  }
  copier(name, rest, folders) {
    const plain = rest.filter((value) => !option(value));
    const at = rest.findIndex((value) => /^-\w*t$|^--target-directory/.test(literals(value)));
    const named = at >= 0 && name !== "rsync" ? literals(rest[at]).includes("=") ? cutName(rest[at]) : rest[at + 1] : undefined;
    const into = named ?? plain.at(-1);
    const back = name === "cp" && plain.slice(0, -1).every((value) => /^\.task\/objects\/[0-9a-f]{64}$/.test(literals(value)));
    const links = rest.some((value) => /^-\w*[ls]|^--link|^--symbolic|^--remove-source/.test(literals(value))) && name !== "scp";
    const touch = back ? "restore" : "write";
    for (const value of links && name !== "install" ? plain : into ? [into] : [])
      this.write(value, folders, touch);
    this.arrivals([...plain.filter((value) => value !== into), ...into ? [into] : []], folders, touch);
    const deletes = name === "rsync" && rest.some((value) => literals(value).startsWith("--delete"));
    if (deletes && into && this.place(into, folders) === "above" && !rest.some((value) => /exclude.*\.task/.test(literals(value))))
      this.say("ask", "folder");
  }
  sed(rest, folders) {
    const inPlace = rest.some((value) => /^-[nEsru]*i|^--in-place/.test(literals(value)));
    const scripted = rest.some((value) => /^-\w*[ef]$|^--expression|^--file/.test(literals(value)));
    const plain = rest.filter((value) => !option(value));
    const script = scripted ? rest : plain.slice(0, 1);
    if (script.some((value) => names(value) && /[;\s/}\d]?[we]\s*\S|^w/.test(literals(value)) && this.place(value, folders) !== "in"))
      this.say("ask", "folder");
    if (inPlace)
      for (const value of scripted ? plain : plain.slice(1))
        this.write(value, folders);
  }
  find(rest, command) {
    const { folders } = command;
    spend(6 * rest.length);
    const texts = rest.map(literals);
    const first = texts.findIndex((text) => /^[-(!]/.test(text));
    const roots = rest.slice(0, first < 0 ? undefined : first);
    for (const [at, text] of texts.entries())
      if (/^-f(?:print|ls)/.test(text) && rest[at + 1])
        this.write(rest[at + 1], folders);
    const run = texts.findIndex((text) => /^-(?:exec|execdir|ok|okdir|x|X)$/.test(text));
    const deletes = texts.includes("-delete");
    if (run < 0 && !deletes)
      return;
    const places = (roots.length > 0 ? roots : [[{ lit: "." }]]).map((value) => this.place(value, folders));
    const filters = texts.flatMap((text, at) => /^-i?name$/.test(text) && !/^(?:!|-not)$/.test(texts[at - 1] ?? "") ? [at + 1] : []);
    const other = texts.some((text, at) => /^-i?(?:path|wholename|regex)$/.test(text) && !names(rest[at + 1] ?? []));
    const spared = texts.some((text, at) => /^-i?(?:path|name|wholename)$/.test(text) && names(rest[at + 1] ?? []) && (texts.includes("-prune") || /^(?:!|-not)$/.test(texts[at - 1] ?? "")));
    const paths = texts.flatMap((text, at) => /^-i?(?:path|wholename|regex)$/.test(text) && !/^(?:!|-not)$/.test(texts[at - 1] ?? "") ? [texts[at + 1] ?? ""] : []);
    const named = paths.some((path) => /task/i.test(path));
    const hits = filters.length > 0 ? filters.some((at) => FILES.some((file) => matches(literalText(rest[at] ?? []) ?? "*", file, true))) : !other || named;
    const reached = places.includes("in") ? [{ lit: this.scene.task }] : places.includes("perhaps") ? [{ any: true, hint: true }] : places.includes("above") && hits && !spared ? filters.length > 0 ? [{ any: true, hint: true }] : [{ lit: this.scene.task }] : null;
    const program = nameOf(rest[run + 1] ?? []);
    if (this.scene.frozen && (deletes || !(READERS.has(program) || program === "test")))
      for (const root of roots.length > 0 ? roots : [[{ lit: "." }]])
        for (const name of filters.length > 0 ? filters.map((at) => texts[at] ?? "*") : ["*"])
          this.writeFrozen([...root, { glob: `/**/${name}` }], folders, "write");
    if (deletes && reached)
      this.write(reached, folders, "deep");
    if (run < 0)
      return;
    const stop = texts.findIndex((text, at) => at > run && (text === ";" || text === "+"));
    const inner = rest.slice(run + 1, stop < 0 ? undefined : stop).map((value) => literals(value).includes("{}") ? reached ?? [{ lit: "/dev/null" }] : value);
    this.command({ ...command, fields: inner, writes: [], input: null, feeder: null, unsure: false });
  }
  git(rest, folders) {
    let at = 0;
    let inside = folders;
    spend(3 * rest.length);
    for (;at < rest.length && option(rest[at]); at++) {
      const text = literals(rest[at]);
      if (text === "-C" && rest[at + 1])
        inside = inside.map((one) => typeof one === "string" && one !== "hint" ? follow(one, literals(rest[at + 1])) : one);
      if (/^(?:-C|-c|--git-dir|--work-tree|--namespace)$/.test(text))
        at += 1;
      const set = literals(rest[at] ?? []);
      if (/^alias\.[^=]*=!/.test(set))
        this.text([cutName([{ lit: set.replace("=!", "=") }])], {
          fields: [],
          unsure: false,
          writes: [],
          input: null,
          feeder: null,
          folders: inside,
          sets: []
        });
    }
    const verb = literals(rest[at] ?? []);
    const args = rest.slice(at + 1);
    const flags = args.map(literals);
    const there = inside.some((one) => one !== null && this.place([{ lit: "." }], [one]) === "in");
    if (!GIT_READS.has(verb) && (there || rest.slice(0, at).some(names)))
      this.say("ask", "folder");
    const plain = args.filter((value) => !option(value));
    if (verb === "clean") {
      const { all, spares, paths } = cleanOf(args);
      if (!all || spares)
        return;
      for (const value of paths.length > 0 ? paths : [[{ lit: "." }]])
        this.write(literals(value).startsWith(":") ? [{ lit: this.scene.root }] : value, inside, "deep");
    } else if (verb === "init" || verb === "clone") {
      const into = plain[verb === "init" ? 0 : 1] ?? [{ lit: "." }];
      this.write([...into, { lit: "/.git" }], inside);
      if (verb === "init") {
        for (const value of args)
          if (/^--separate-git-dir=/.test(literals(value)))
            this.write(cutName(value), inside);
      }
    } else if (verb === "stash") {
      if (flags.some((flag) => /^(?:-\w*a\w*|--all)$/.test(flag)))
        this.write([{ lit: "." }], inside, "deep");
    } else if (verb === "rm" || verb === "mv")
      for (const value of plain)
        this.write(value, inside, "deep");
    else if (!GIT_READS.has(verb) || flags.some((flag) => flag.startsWith("--output"))) {
      if (args.some(names))
        this.say("ask", "folder");
    }
  }
}
function entriesOf(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
var shape = (value) => value.map((atom) => ("lit" in atom) ? atom.lit.replaceAll(/[*?[]/g, "\x00$&") : ("glob" in atom) ? atom.glob : "*").join("");
var nameOf = (value) => basename(literalText(value) ?? "");
function cut(value, count) {
  const [first, ...rest] = value;
  if (!first || !("lit" in first))
    return value;
  return first.lit.length > count || rest.length === 0 ? [{ lit: first.lit.slice(count) }, ...rest] : cut(rest, count - first.lit.length);
}
var cutName = (value) => {
  const at = literals(value).indexOf("=");
  return at < 0 ? value : cut(value, at + 1);
};
var cutOption = (value) => cut(value, /^(?:-S|--split-string=?)/.exec(literals(value))?.[0].length ?? 0);

// src/policy/shell/judge.ts
class Judge extends FileRules {
  armed = new Set;
  script(text) {
    this.walk.script(text);
    if (this.walk.concerned && this.openWrite)
      this.say("ask", "folder");
    return !this.walk.unread;
  }
  command(command) {
    const { fields, folders, writes } = command;
    spend(10 + 4 * fields.length);
    const content = command.input ?? (writes.length > 0 ? printedBy({ ...command, writes: [] })?.[0] : null) ?? null;
    for (const value of writes) {
      this.write(value, folders, "write", content === null ? null : literalText(content));
      if ([command.input ?? [], ...fields].some(names))
        this.armed.add(plainPath(value));
    }
    if (fields.length === 0)
      return;
    const known = fields.findIndex((value) => this.isKnown(value));
    const wrapped = command.unsure || this.isWrapper(fields[0]);
    if (!wrapped) {
      this.program(fields, command);
      return;
    }
    const folder = fields.findIndex((value) => /^(?:-C|-D|--chdir)/.test(literals(value)));
    if (folder >= 0 && fields.slice(folder, folder + 2).some(names))
      this.say("ask", "folder");
    const xargs = fields.some((value) => nameOf(value) === "xargs" || nameOf(value) === "parallel");
    const all = xargs ? [...fields, [{ any: true, hint: feeders(command).some((one) => one.fields.some(concerns)) }]] : fields;
    for (let at = 0;at < fields.length; at++)
      if (this.isKnown(fields[at]) && !this.isWrapper(fields[at]))
        this.program(all.slice(at), command);
    if (known < 0 || fields.every((value) => !this.isKnown(value) || this.isWrapper(value)))
      this.stranger(all, command);
    const split = fields.findIndex((value) => /^(?:-S|--split-string)/.test(literals(value)));
    if (nameOf(fields[0]) === "env" && split >= 0)
      this.text(fields.slice(split).map((value, at) => at === 0 ? cutOption(value) : value), command);
    if (/^(?:watch|script|su|flock|entr|parallel|xargs)$/.test(nameOf(fields[0]))) {
      for (const value of fields.slice(1))
        if (/\s/.test(literals(value)))
          this.text([value], command);
    }
  }
  isWrapper = (value) => WRAPPERS.has(nameOf(value)) || option(value) || /^\w+=/.test(literals(value));
  isKnown(value) {
    const name = nameOf(value);
    return READERS.has(name) || WRITERS.has(name) || COPIERS.has(name) || SHELLS.has(name) || WRAPPERS.has(name) || INTERPRETER.test(name) || isDoor(name) || isHostProgram(value) || /^(?:git|find|fd|sed|gsed|dd|eval|source|\.|trap|alias|sort|uniq|multi-ai|orchestrator(?:\.[tj]s)?)$/.test(name);
  }
  program(fields, command) {
    spend(5 + fields.length);
    const [first, ...rest] = fields;
    const name = nameOf(first);
    const { folders } = command;
    if (isDoor(name) || isHostProgram(first))
      this.door(isHostProgram(first) ? "claude" : name, rest, command);
    if (READERS.has(name)) {
      this.reader(name, rest, folders);
      return;
    }
    if (name === "git") {
      this.git(rest, folders);
      return;
    }
    if (name === "eval" || name === "trap" || name === "alias") {
      this.text(name === "eval" ? rest : rest.slice(0, name === "trap" ? 1 : 9).map(cutName), command);
      return;
    }
    if (WRITERS.has(name)) {
      if (name === "tee" && feeders(command).some((one) => one.fields.some(names)))
        for (const value of rest)
          this.armed.add(plainPath(value));
      this.writer(name, rest, folders);
      return;
    }
    if (COPIERS.has(name)) {
      this.copier(name, rest, folders);
      return;
    }
    if (name === "find" || name === "fd") {
      this.find(rest, command);
      return;
    }
    if (name === "dd") {
      for (const value of rest)
        if (literals(value).startsWith("of="))
          this.write(cut(value, 3), folders);
      return;
    }
    if (name === "sed" || name === "gsed") {
      this.sed(rest, folders);
      return;
    }
    if (name === "sort" || name === "uniq") {
      this.sorter(name, rest, folders);
      return;
    }
    this.personal(fields, command);
    if (SHELLS.has(name) || name === "source" || name === ".") {
      this.shell(rest, command);
      return;
    }
    if (INTERPRETER.test(name)) {
      this.interpreter(name, rest, command);
      return;
    }
    this.stranger(fields, command);
  }
  sessions = new Set;
  door(name, rest, command) {
    const set = [
      ...command.sets,
      ...["DISPLAY", "WAYLAND_DISPLAY", "MULTI_AI_OFF"].filter((one) => this.walk.isSet(one))
    ];
    const around = [...command.fields, ...set.map((one) => [{ lit: `${one}=` }])];
    const { asking = false, env } = this.scene;
    const spoken = speaksFor2(name, rest, around, { asking, env }, this.sessions);
    if (spoken !== null)
      this.found.push(spoken);
    if (name !== "claude" && name !== "expect" && name !== "osascript") {
      for (const value of rest)
        if (/\s/.test(literals(value)))
          this.text([value], command);
    }
    if (/^(?:at|batch)$/.test(name))
      this.fed(command, (value) => this.text([value], command));
  }
  text(values, command) {
    const text = values.map((value) => literalText(value));
    if (text.every((one) => one !== null)) {
      const before = this.walk.folders;
      this.walk.folders = command.folders;
      this.walk.script(text.join(" "));
      this.walk.folders = before;
    } else if (values.some((value) => isHinted(value) || names(value)))
      this.say("ask", "folder");
    else if (values.some((value) => OWN_NAME.test(literals(value))))
      this.say("ask", "person");
  }
  shell(rest, command) {
    const given = rest.findIndex((value) => /^-\w*c$/.test(literals(value)));
    if (given >= 0) {
      const at = rest.findIndex((value, index) => index > given && !option(value));
      this.walk.parameters(rest.slice(at + 1));
      if (rest[at])
        this.text([rest[at]], command);
      return;
    }
    const script = rest.find((value) => !option(value));
    const stdin = rest.some((value) => literals(value) === "-s") || literals(script ?? []) === "/dev/stdin";
    if (script && !stdin) {
      if (isHinted(script))
        this.say("ask", "folder");
      if (this.armed.has(plainPath(script)))
        this.say("deny", "folder");
      if (rest.some((value) => value !== script && names(value)))
        this.say("ask", "folder");
      return;
    }
    this.fed(command, (value) => this.text([value], command));
  }
  fed({ input, feeder }, known) {
    if (input !== null) {
      known(input);
      return;
    }
    if (feeder === null)
      return;
    const printed = printedBy(feeder);
    if (printed !== null) {
      for (const value of printed)
        known(value);
      return;
    }
    for (const one of [feeder, ...feeders(feeder)])
      if (one.fields.some(names) || names(one.input ?? []) || DECODERS2.test(nameOf(one.fields[0] ?? [])))
        this.say("ask", "folder");
  }
  interpreter(name, rest, command) {
    const inline = rest.findIndex((value) => /^-(?:\w*[cerpE]|-eval|-print|e.+)/.test(literals(value))) >= 0 || /awk$|^osascript$/.test(name) || rest.some((value) => literals(value) === "eval");
    const at = rest.findIndex((value, index) => !option(value) && (index === 0 || !option(rest[index - 1])));
    const isLast = at >= 0 && !/^(?:x|run|exec|dlx)$/.test(literals(rest[at]));
    const host = rest.findIndex((value, index) => isHostProgram(value) && (!isLast || index <= at));
    if (host >= 0)
      this.door("claude", rest.slice(host + 1), command);
    const code = /awk$/.test(name) ? rest.filter((value) => !option(value)).slice(0, 1) : rest;
    const script = rest.find((value) => !option(value));
    if (script && this.armed.has(plainPath(script)))
      this.say("deny", "folder");
    if (inline)
      for (const value of code)
        this.code(value);
    else if (rest.some(names))
      this.say("ask", "folder");
    if (/^perl/.test(name) && rest.some((value) => /^-\w*i/.test(literals(value))))
      for (const value of rest.filter((one) => !option(one)).slice(1))
        this.write(value, command.folders);
    if (!script || literals(script) === "-" || inline)
      this.fed(command, (value) => this.code(value));
  }
  code(value) {
    const text = literals(value);
    if (/\bTIOCSTI\b|0x5412|\/dev\/(?:pts\/|uinput)/.test(text))
      this.found.push({ act: "deny", rule: "keyboard" });
    if (/\.t(?:as?)?[*?[]/.test(text))
      this.say("ask", "folder");
    if (names(value) || /(?:^|[^\w)\].])\.task(?![\w.-])/i.test(text.replaceAll(/['"`\s+,\\]/g, "")))
      this.say("deny", "folder");
    else if (OWN_NAME.test(text) && /\b(?:decide|ruling|reset|resume|rollback|park|cancel|trust|(?<![-/])pr(?!-))\b|--proceed/.test(text))
      this.say("deny", "person");
    else if (/atob|b64decode|base64|fromCharCode|fromhex|unhexlify|\bchr\(|pack\(/.test(text) && /eval|exec|system|spawn|popen|unlink|\brm|write/i.test(text))
      this.say("ask", "folder");
  }
  personal(fields, command) {
    for (const [at, value] of fields.entries()) {
      spend(2);
      const own = ownName(value);
      if (own === "no")
        continue;
      spend(fields.length);
      const args = fields.slice(at + 1);
      const texts = args.map(literalText);
      const first = texts.findIndex((text) => text === null || !/^-/.test(text));
      const verbs = first === 0 ? texts.slice(0, 1) : texts;
      const isOurs = /multi-ai$/i.test(literals(value)) || /^T\d/.test(texts[texts.indexOf("check") + 1] ?? "");
      if (verbs.includes("check") && isOurs)
        this.startsCheck();
      const proceeds = texts.includes("next") && (texts.includes("--proceed") || texts.includes(null));
      if (own === "yes" && (verbs.some((text) => text !== null && PERSONAL.has(text)) || proceeds && !texts.includes(null)))
        this.say("deny", "person");
      else if (verbs.some((text) => text !== null && PERSONAL.has(text)) || own === "yes" && (verbs.includes(null) || proceeds) || own === "yes" && command.fields.some((one) => nameOf(one) === "xargs"))
        this.say("ask", "person");
    }
  }
  stranger(fields, command) {
    const [first, ...rest] = fields;
    this.personal(fields, command);
    if (command.folders.some((one) => one !== null && this.place([{ lit: "." }], [one]) === "in"))
      this.say("ask", "folder");
    if (/^(?:mount|bindfs|fuse-overlayfs)$/.test(nameOf(first))) {
      for (const value of rest)
        if (!option(value) && /^(?:in|above|perhaps)$/.test(this.place(value, command.folders)))
          this.say("ask", "folder");
    }
    if (/^(?:make|just|npm|pnpm|yarn|at|batch|crontab|ssh)$/.test(nameOf(first))) {
      if (this.armed.size > 0)
        this.say("ask", "folder");
      this.fed(command, (value) => names(value) && this.say("ask", "folder"));
    }
    if (this.armed.has(plainPath(first)))
      this.say("deny", "folder");
    const spares = (at) => /^-{1,2}(?:[\w-]*(?:exclude|ignore)[\w-]*|x)(?:=|$)/.test(literals(rest[at] ?? []));
    if (rest.some((value, at) => (names(value) || this.place(value, command.folders) === "in") && !spares(at) && !spares(at - 1)))
      this.say("ask", "folder");
    if (literalText(first) === null && (isHinted(first) || literals(rest[0] ?? []) === "decide"))
      this.say("ask", "person");
  }
}
function feeders(command) {
  const all = [];
  for (let one = command.feeder;one !== null; one = one.feeder) {
    spend(2);
    all.push(one);
  }
  return all;
}
var plainPath = (value) => (literalText(value) ?? "\x00").replace(/^(?:\.\/)+/, "");
var OWN_NAME = /multi-ai|orchestrator/i;
function ownName(value) {
  const text = literalText(value);
  if (text !== null)
    return /(?:^|\/)(?:multi-ai|orchestrator(?:\.[tj]s)?|(?:src|scripts)\/cli\/main\.ts)$/i.test(text) ? "yes" : "no";
  const last = shape(value).split("/").at(-1);
  if (/[a-z]{2}/i.test(last) && ["multi-ai", "orchestrator.ts", "orchestrator.js"].some((name) => matches(last, name, false)))
    return value.some((atom) => ("any" in atom)) && !/^(?:multi-ai|orchestrator(?:\.[tj]s)?)$/i.test(last) ? "perhaps" : "yes";
  return "no";
}
var CHECKS = /(?:multi-ai|orchestrator)[^\n]{0,60}?\bcheck\W+T\d/i;
function speaks(command) {
  const bare = command.replaceAll(/["'\\]/g, "");
  if (/\.task/i.test(command.replaceAll(/["'\\\s${}()+,]/g, "")))
    return "folder";
  if (/\.t(?:ask|[a-z]{0,2}[*?[{$`])|[*?\]]task|\btask\b/i.test(bare))
    return "folder";
  return OWN_NAME.test(bare) ? "person" : null;
}
function judgeCommand(command, scene) {
  beginBudget();
  const judge = new Judge(scene);
  forgetPlaces();
  let rest = null;
  try {
    if (!judge.script(command))
      rest = ofUnread(command);
  } catch (error) {
    if (!(error instanceof Exhausted || error instanceof RangeError))
      throw error;
    rest = CHECKS.test(command.slice(0, MAX_COMMAND_CHARS)) ? { act: "deny", rule: "check" } : { act: "ask", rule: "effort" };
  }
  const denied = [...judge.found, rest].find((one) => one?.act === "deny");
  return denied ?? rest ?? judge.found[0] ?? null;
}
function ofUnread(command) {
  if (CHECKS.test(command))
    return { act: "deny", rule: "check" };
  const rule = speaks(command);
  return rule === null ? null : { act: "ask", rule };
}

// src/policy/bash.ts
var PERSON_RULE = "That is the person's to decide. They type /multi-ai:decide, /multi-ai:cancel or /multi-ai:resume, or use a terminal of their own.";
var DENIES = {
  person: PERSON_RULE,
  keyboard: "That types into a terminal, or starts something that nobody watches, and could speak for the person. While a question is open, or with words for this run, no agent does that; tests of a terminal program can run once it is answered.",
  host: "Sessions, plugins and settings of Claude Code are the person's while a run is live: they do that in a terminal of their own.",
  unasked: "This writes settings of Claude Code that the person has to be asked about, and this version of it asks nothing with bypassPermissions. Leave the file as it is and say what should change in it; the person changes it, or starts Claude Code with another permission mode."
};
var ASKS = {
  folder: "This command may change .task/, which belongs to the program while a run is live: what it writes cannot be seen from its text. Allow it only if you know that it leaves .task/ alone.",
  effort: "This command is so long, or repeats itself so much, that it cannot be checked. Say it in several short ones, or put it into a script with Write and run that. Allow it only if you know what it does.",
  keyboard: "This command types into a terminal, or starts something later that nobody watches; which terminal cannot be seen from its text. Allow it only if it is none that you type in.",
  host: "This writes settings, plugins or servers of Claude Code, by which it may run something else, or let more pass. Allow it only if you want that.",
  person: "This command may decide in your place (decide, cancel, reset and the like); whether it does cannot be seen from its text. Allow it only if you want that."
};
function judgeBash(payload, project, frozen, more = {}) {
  const text = shellLine(payload) ?? "";
  const folder = realPath(payload.cwd || project.root);
  const root = realPath(project.root);
  return judgeCommand(text, { root, task: join3(root, ".task"), folder, env: process.env, frozen, ...more });
}
function answerTo(finding, instead) {
  if (finding === null)
    return null;
  if (finding.rule === "frozen")
    return instead.frozen(finding.file);
  if (finding.rule === "check")
    return deny(instead.check);
  if (finding.act === "ask")
    return ask2(ASKS[finding.rule]);
  return deny(finding.rule === "folder" ? instead.folder : DENIES[finding.rule]);
}
export {
  answerTo,
  judgeBash,
  ofSettings2 as ofSettings
};
