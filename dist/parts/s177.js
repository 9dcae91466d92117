// @bun
import {
  maskOf
} from "./s20.js";
import {
  denyList
} from "./s276.js";
import {
  readArtifact
} from "./s81.js";

// src/project/secrets.ts
import { readdirSync } from "fs";
import { join } from "path";

// src/project/test-output.ts
var MAX_NAMES = 1000;
var MAX_NAME_LENGTH = 200;
var TIMES = /(?:\s*[([][\d.]+\s*(?:ns|\u00B5s|us|ms|s|m|min)?[)\]]|\s+[\d.]+\s*(?:ms|s|m))+$/;
var PASSED = [
  /^\s*\(pass\) (.+)$/,
  /^\s*[\u2713\u2714\u221A] (?!.*# (?:SKIP|TODO)\b)(.+)$/,
  /^\s*ok \d+ (?:- )?(?!.*# (?:SKIP|TODO))(.+)$/i,
  /^(\S+::\S.*?) PASSED(?:\s+\[.*)?$/,
  /^\s*--- PASS: (\S+)/,
  /^test (?:\S+\.(?:rs|md) - )?(.+?)(?: - should panic)? \.\.\. ok$/,
  /^\s{2,}Passed (\S.*)$/,
  /^\s*\d+\/\d+ Test\s+#\d+: (\S+) \.+\s+Passed/
];
var FAILED = [
  /^\s*\(fail\) (.+)$/,
  /^\s*[\u2717\u2718\u2716\u00D7\u2715] (?:\[fail\]: )?(?!.*# (?:SKIP|TODO)\b|failing tests:$)(.+)$/,
  /^\s*not ok \d+ (?:- )?(?!.*# (?:SKIP|TODO))(.+)$/i,
  /^(\S+::\S.*?) (?:FAILED|ERROR)(?:\s+\[.*)?$/,
  /^(?:FAILED|ERROR) (\S+::\S+)(?: - .*)?$/,
  /^\s*--- FAIL: (\S+)/,
  /^test (?:\S+\.(?:rs|md) - )?(.+?)(?: - should panic)? \.\.\. FAILED$/,
  /^\s{2,}Failed (\S.*)$/,
  /^\s*\d+\/\d+ Test\s+#\d+: (\S+) \.*\s*\*\*\*Failed/,
  /^\s{2,}\d+\) (\S.*[^:])$/
];
var plainOutput = (text) => text.replaceAll("\r", "").split(`
`).map((line) => Bun.stripANSI(line)).join(`
`);
var nameIn = (line, patterns) => {
  for (const pattern of patterns) {
    const name = pattern.exec(line)?.[1]?.replace(TIMES, "").trim();
    if (name && !FILE.test(name))
      return name.slice(0, MAX_NAME_LENGTH);
  }
  return null;
};
var PLAN = /^(\s+)1\.\.\d+$/;
var GROUP = /^(\s*)\u25B6 (.+)$/;
var FILE = /^\S+\.[cm]?[jt]sx?(?:\s+\(\d+ tests?\b.*)?$/;
var PLAYWRIGHT = /^\s*(?:(\u2713|ok) +\d+ |\S+ +\d+ |\d+\) )?(?:(\[[^\]]*\]) \u203A )?(\S+?):\d+:\d+ \u203A (.+?)(?: \u2500+| \([^()]*\))*$/;
function playwrightTests(lines) {
  const found = { passed: [], failed: [] };
  let isFailed = false;
  for (const line of lines) {
    const matched = line.length > 2000 ? null : PLAYWRIGHT.exec(line);
    if (matched) {
      const [, mark, project, file, title] = matched;
      const parts = title.replace(/ \u2500+$/, "").split(" \u203A ");
      const name = [file, ...parts.slice(0, -1), ...project ? [project] : [], parts.at(-1)].join(" \u203A ");
      if (mark)
        found.passed.push(name.slice(0, MAX_NAME_LENGTH));
      else if (isFailed && /^ {4}\S/.test(line))
        found.failed.push(name.slice(0, MAX_NAME_LENGTH));
    } else
      isFailed = /^ {2}\d+ failed$/.test(line);
  }
  return found;
}
var indentOf = (line) => line.length - line.trimStart().length;
function testLines(lines) {
  let isPending = false;
  let isSummary = false;
  let plan = 0;
  const open = [];
  return lines.filter((line) => {
    if (line.length > 2000)
      return false;
    if (/^\S/.test(line))
      isPending = /^Pending:/.test(line);
    if (/^\s+\d+ failing\b/.test(line))
      isSummary = true;
    if (isSummary && /^\s+\d+\) /.test(line) || PLAYWRIGHT.test(line))
      return false;
    const planned = PLAN.exec(line);
    if (planned)
      plan = planned[1].length;
    if (/^\s*(?:not )?ok \d/.test(line)) {
      const isGroup = plan > indentOf(line);
      plan = 0;
      if (isGroup)
        return false;
    }
    const group = GROUP.exec(line);
    const named = group ?? /^(\s*)[\u2714\u2716] (.+)$/.exec(line);
    if (named) {
      const key = named[1] + named[2].replace(TIMES, "");
      if (open.at(-1) === key) {
        open.pop();
        return false;
      }
      if (group)
        open.push(key);
    }
    return !isPending;
  });
}
function namesIn(text) {
  const lines = plainOutput(text).split(`
`);
  const listed = playwrightTests(lines);
  const passed = new Set(listed.passed.slice(0, MAX_NAMES));
  const failed = new Set(listed.failed.slice(0, MAX_NAMES));
  for (const line of testLines(lines)) {
    const bad = nameIn(line, FAILED);
    if (bad !== null && failed.size < MAX_NAMES)
      failed.add(bad);
    const good = bad === null ? nameIn(line, PASSED) : null;
    if (good !== null && passed.size < MAX_NAMES)
      passed.add(good);
  }
  return { passed, failed };
}
function readTestOutput(text) {
  const { passed, failed } = namesIn(text);
  const outer = new Set([...passed, ...failed].flatMap((name) => goParents(name)));
  const own = (name) => !outer.has(name);
  return { passed: [...passed].filter((name) => !failed.has(name) && own(name)), failed: [...failed].filter(own) };
}
function namesOfSeveral(text) {
  const { passed, failed } = namesIn(text);
  return [...failed].filter((name) => passed.has(name));
}
function goParents(name) {
  const parts = /^(?:Test|Fuzz|Example)\w*\/\S*$/.test(name) ? name.split("/") : [];
  return parts.slice(0, -1).map((_, at) => parts.slice(0, at + 1).join("/"));
}

// src/project/secrets.ts
var WORDS = new Set([
  ..."pass passwd password passphrase passcode pwd secret secrets token tokens key keys apikey credential".split(" "),
  ..."credentials cred creds auth private salt pepper dsn cookie signature signing bearer jwt pin otp webhook pat sk".split(" "),
  ..."pw psk sas hmac mnemonic connectionstring".split(" ")
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
var ESCAPES = { n: `
`, r: "\r", t: "\t" };
var unescaped = (text) => text.replaceAll(/\\([\s\S])/g, (_all, char) => ESCAPES[char] ?? char);
var GAP = /(\n\u2026 \d+ bytes left out \u2026\n)/;
function maskOfProject(root, env, shortest) {
  const own = Object.entries(env).map(([name, value = ""]) => ({ name, value, fromFile: false }));
  const values = secretValues([...own, ...envFilesOf(root)]);
  return maskOf(values.filter((value) => value.length >= shortest));
}
var MAX_FOLDERS = 3000;
var NOT_OWN = new Set(["node_modules", ".git", ".task", ".venv", "venv", "vendor", "site-packages"]);
function envFilesOf(root) {
  const isSecret = denyList([]);
  const found = [];
  const folders = [root];
  for (let at = 0;at < Math.min(folders.length, MAX_FOLDERS); at++)
    for (const entry of entriesIn(folders[at])) {
      const path = join(folders[at], entry.name);
      if (entry.isDirectory() && !NOT_OWN.has(entry.name))
        folders.push(path);
      if (entry.isDirectory() || !entry.name.startsWith(".env") || !isSecret(entry.name))
        continue;
      const file = readArtifact(path);
      if (file.ok)
        found.push(...readDotEnv(new TextDecoder().decode(file.bytes)).map((one) => ({ ...one, fromFile: false })));
    }
  return found;
}
function entriesIn(folder) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
var keptOutput = ({ stdout, stderr }, mask) => [stdout, stderr].filter((text) => text !== "").map((text) => mask([...plainOutput(text).split(GAP), ""]).join("")).join(`
`);

export { plainOutput, readTestOutput, namesOfSeveral, secretValues, readDotEnv, maskOfProject, envFilesOf, keptOutput };
