// @bun
import {
  here
} from "./s12.js";
import {
  allProviders
} from "./s59.js";
import {
  SETTINGS_FILE,
  settingsFile,
  WITHOUT_FILE
} from "./s60.js";
import {
  readCache
} from "./s25.js";
import {
  cut,
  clean,
  oneLine2,
  shown,
  didYouMean
} from "./s28.js";
import {
  sha256
} from "./s68.js";
import {
  settingsParts,
  settingsSlips,
  allPowers,
  limitNames
} from "./s70.js";
import {
  at,
  pathText2
} from "./s61.js";
import {
  placesOf
} from "./s191.js";
import {
  readOutside,
  writeOutside
} from "./s189.js";
import {
  typed
} from "./s162.js";
import {
  readArtifact,
  isObject,
  parseJson
} from "./s81.js";
import {
  realPath
} from "./s172.js";

// src/run/settings.ts
import { join as join2 } from "path";

// src/run/settings-problems.ts
var MAX_PROBLEMS = 12;
var NO_WORDS = "Invalid input";
var TYPES = {
  object: "an object in { }",
  record: "an object in { }",
  array: "a list in [ ]",
  string: "text in quotes",
  boolean: "true or false",
  number: "a number",
  int: "a whole number"
};
function bare(schema) {
  let def = schema?.def;
  while (def?.innerType !== undefined)
    def = def.innerType.def;
  return def;
}
var shapeOf = (def) => def?.shape;
function namesAt(schema, path) {
  let def = bare(schema);
  for (const key of path)
    def = bare(shapeOf(def)?.[key] ?? def?.element ?? def?.valueType);
  return Object.keys(shapeOf(def) ?? {}).filter((name) => !name.startsWith("$"));
}
function placesOf2(schema, name, prefix = "") {
  return Object.entries(shapeOf(bare(schema)) ?? {}).flatMap(([key, one]) => [
    ...key === name ? [`${prefix}${key}`] : [],
    ...placesOf2(one, name, `${prefix}${key}.`)
  ]);
}
var words = (name) => name.replace(/(\p{Ll})(\p{Lu})/gu, "$1_$2").toLowerCase().split(/[^\p{L}\p{N}]+/u).sort().join("_");
function unknownField(schema, path, key, found, isFirst) {
  const names = namesAt(schema, path);
  const same = names.find((name) => words(name) === words(key));
  const all = placesOf2(schema, key);
  const samePart = all.filter((place) => place.startsWith(`${String(path[0])}.`));
  const places = (samePart.length > 0 ? samePart : all).slice(0, 2);
  const near = same === undefined ? didYouMean(key, names) : `; did you mean ${same}?`;
  const meant = near === "" && places.length > 0 ? `; did you mean ${places.join(" or ")}?` : near;
  const known = isFirst ? `${meant === "" ? ";" : ""} known: ${names.join(", ")}` : "";
  const isKey = typeof found === "string" && /key|token|secret|passw/i.test(key);
  return `${pathText2([...path, key])}: found ${isKey ? "a text" : shown(found)}, which is no setting${meant}${known}`;
}
function sizeOf(origin, value, count) {
  if (origin === "string")
    return [count === 1 ? " character" : " characters", `, not ${String(value).length}`];
  if (origin === "array")
    return [count === 1 ? " entry" : " entries", `, not ${value.length}`];
  return ["", ""];
}
function expected(issue, value, schema, path) {
  if (issue.message && issue.message !== NO_WORDS && issue.code !== "too_big" && issue.code !== "too_small")
    return issue.message.replace(/^expected /, "");
  switch (issue.code) {
    case "invalid_type": {
      const names = issue.expected === "object" && path.length > 0 ? namesAt(schema, path) : [];
      const of = names.length > 0 ? ` with ${names.join(", ")}` : "";
      const wrapped = issue.expected === "array" && typeof value === "string" ? `: [${shown(value)}]` : "";
      const unquoted = ["number", "int", "boolean"].includes(issue.expected) && typeof value === "string";
      return `${TYPES[issue.expected] ?? issue.expected}${wrapped}${of}${unquoted ? ", without quotes" : ""}`;
    }
    case "invalid_value": {
      const all = issue.values.map((one) => JSON.stringify(one));
      return all.length === 1 ? all[0] : `one of ${all.join(", ")}`;
    }
    case "too_small":
    case "too_big": {
      const [bound, word] = issue.code === "too_big" ? [issue.maximum, "at most"] : [issue.minimum, issue.inclusive === false ? "more than" : "at least"];
      if (issue.code === "too_small" && issue.origin === "string" && bound === 1)
        return "text that is not empty";
      const [unit, is] = sizeOf(issue.origin, value, Number(bound));
      return `${word} ${bound}${unit}${is}`;
    }
    case "invalid_key":
      return expected(issue.issues[0], path.at(-1), schema, path);
    case "invalid_union":
      return [
        ...new Set(issue.errors.flatMap(([first]) => first ? [expected(first, value, schema, path)] : []))
      ].join(", or ");
    default:
      return "something else";
  }
}
var isBeside = (issue, all) => (issue.code === "too_big" || issue.code === "too_small") && all.some((one) => one.code === "invalid_type") || issue.code === "too_big" && all.some((one) => one !== issue && one.code === "too_big" && Number(one.maximum) < Number(issue.maximum));
function settingsProblems(value, issues, schema) {
  const fields = Map.groupBy(issues, (one) => pathText2(one.path));
  const lines = [...fields].flatMap(([field, all]) => {
    const { path } = all[0];
    const found = at(value, path);
    const unknown = all.flatMap((one) => one.code === "unrecognized_keys" ? one.keys : []);
    const others = all.filter((one) => one.code !== "unrecognized_keys" && !isBeside(one, all));
    const said = [...new Set(others.map((one) => expected(one, found, schema, path)))];
    const isKey = /_env$/.test(String(path.at(-1))) || /url$/.test(String(path.at(-1))) && /[@?]/.test(String(found));
    const what = isKey ? "something else" : shown(found);
    return [
      ...unknown.map((key, index) => unknownField(schema, path, key, at(value, [...path, key]), index === 0)),
      ...said.length === 0 ? [] : [`${field}: found ${what}, expected ${said.join("; and ")}`]
    ];
  });
  if (lines.length <= MAX_PROBLEMS)
    return lines;
  return [...lines.slice(0, MAX_PROBLEMS - 1), `and ${lines.length - MAX_PROBLEMS + 1} more problems`];
}

// src/record/known-settings.ts
import { lstatSync } from "fs";
import { dirname, join, relative, resolve } from "path";
var MAX_KNOWN = 50;
function repositoryOf(root) {
  const places = placesOf(root);
  if (places === null)
    return `${realPath(root)}:`;
  const { top, project, gitDir, common } = places;
  const dot = join(top, ".git");
  if (lstatSync(dot).isSymbolicLink())
    return `${dot}:`;
  return `${gitDir === dot || isWorktree(dot, gitDir, common) ? realPath(common) : dot}:${relative(top, project)}`;
}
function isWorktree(dot, gitDir, common) {
  if (dirname(realPath(gitDir)) !== join(realPath(common), "worktrees"))
    return false;
  const noted = readCache(join(gitDir, "gitdir"))?.toString("utf8").trim() ?? "";
  return noted !== "" && realPath(resolve(gitDir, noted)) === realPath(dot);
}
var settingsFile2 = (project) => `settings/${sha256(repositoryOf(project.root)).slice(0, 32)}.json`;
function settingsKnown(project, hash, env = process.env) {
  for (const known of readOutside(env, project, settingsFile2(project)))
    if (known !== null && typeof known === "object" && Object.hasOwn(known, hash))
      return known[hash];
  return null;
}
function noteSettings(project, hash, said, env = process.env) {
  const before = Object.assign({}, ...readOutside(env, project, settingsFile2(project)).reverse());
  delete before[hash];
  const kept = Object.entries(before).slice(-(MAX_KNOWN - 1));
  return writeOutside(env, project, settingsFile2(project), { ...Object.fromEntries(kept), [hash]: said });
}

// src/run/trust.ts
var pathOf = (field) => field.split(".");
var valueAt = (settings, path) => path.reduce((here, key) => isObject(here) && Object.hasOwn(here, key) ? here[key] : undefined, settings);
function withValue(settings, [key, ...rest], value) {
  if (key === undefined)
    return value;
  const copy = { ...isObject(settings) ? settings : {} };
  const inner = withValue(copy[key], rest, value);
  if (inner === undefined)
    delete copy[key];
  else
    copy[key] = inner;
  return copy;
}
function heldIn(settings) {
  return allPowers().flatMap(({ field, does, without, idle }) => {
    const value = valueAt(settings, pathOf(field));
    const isUnset = value === undefined || lines(field, value).length === 0;
    return isUnset || Bun.deepEquals(value, without) || idle?.(value) === true ? [] : [{ field, value, does }];
  });
}
var withoutHeld = (settings) => allPowers().reduce((now, { field, without }) => valueAt(now, pathOf(field)) === undefined ? now : withValue(now, pathOf(field), without), settings);
function lines(field, value) {
  if (Array.isArray(value))
    return value.flatMap((one, at) => lines(`${field}[${at}]`, one));
  if (isObject(value))
    return Object.entries(value).flatMap(([key, one]) => lines(`${field}.${key}`, one));
  return [`  ${plainly(field)}: ${typeof value === "string" ? plainly(value) : JSON.stringify(value)}`];
}
var plainly = (text) => text.replace(/\p{C}|\p{Default_Ignorable_Code_Point}|\p{Zl}|\p{Zp}|\u2800|(?! )\p{Zs}/gu, (char) => `\\u{${char.codePointAt(0).toString(16)}}`);
var powerLines = (settings) => heldLines({ held: heldIn(settings) });
var heldLines = ({ held }) => held.flatMap(({ field, value, does }) => {
  const [first = "", ...more] = lines(field, value);
  return [`${first} (${does})`, ...more];
});
function waitingIn(settings) {
  const held = heldIn(settings);
  if (held.length === 0)
    return null;
  const hash = sha256(JSON.stringify(held.map(({ field, value }) => [field, value])));
  return { held, hash, code: hash.slice(0, 10), whole: settings };
}
function counting(settings, project, env) {
  const all = waitingIn(settings);
  if (all === null)
    return { settings, waiting: null };
  const said = settingsKnown(project, all.hash, env);
  if (said === "approved")
    return { settings, waiting: null };
  return { settings: withoutHeld(settings), waiting: said === "left_out" ? null : all };
}
function areApproved(settings, project, env) {
  const all = waitingIn(settings);
  return all === null || settingsKnown(project, all.hash, env) === "approved";
}
var say = (project, { hash }, said, env) => noteSettings(project, hash, said, env);
function waitingText(door, waiting) {
  return [
    `${SETTINGS_FILE} says what runs, or decides in your place, and you have not approved it for this project:`,
    ...heldLines(waiting),
    `If you want all of it: ${typed(door, "trust")} ${waiting.code}`,
    `To work without it: ${typed(door, "trust")} ${waiting.code} --without`
  ].join(`
`);
}

// src/run/settings.ts
var MAX_PROBLEM = 1000;
var mendSettings = () => `Mend ${SETTINGS_FILE}; ${here("dry-run")} says whether it is right then.`;
async function readSettings(root, env = process.env) {
  const refused = (problems) => ({
    ok: false,
    problems: problems.map((one) => `${SETTINGS_FILE}: ${cut(clean(oneLine2(one)), MAX_PROBLEM)}`)
  });
  const file = readArtifact(join2(root, SETTINGS_FILE));
  if (!file.ok)
    return file.problem.startsWith("the file is not there") ? { ok: true, settings: WITHOUT_FILE, present: false } : refused([file.problem]);
  const json = parseJson(file.bytes);
  if (!json.ok)
    return refused([json.problem]);
  const schema = settingsFile(await settingsParts(), limitNames());
  const parsed = schema.safeParse(json.value);
  if (parsed.success) {
    const { data } = parsed;
    const slips = settingsSlips(data, () => allProviders(data.providers).map(({ id }) => id));
    if (slips.length > 0)
      return refused(slips);
    const { settings, waiting } = counting(data, { root }, env);
    return { ok: true, settings, present: true, ...waiting === null ? {} : { waiting } };
  }
  return refused(settingsProblems(json.value, parsed.error.issues, schema));
}

export { pathOf, valueAt, withValue, powerLines, heldLines, areApproved, say, waitingText, mendSettings, readSettings };
