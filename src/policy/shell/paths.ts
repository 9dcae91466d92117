import { dirname, join, resolve } from "node:path";
import { isInside, realPath } from "../../project/project.ts";
import { spend } from "./budget.ts";
import { concerns } from "./values.ts";
import { isHinted, literals, literalText, unquoted, type Value } from "./words.ts";

/** A folder that commands may be in; null: not known, and `hint`: there is reason to think that it is the run's. */
export type Folder = string | null | "hint";

/**
 * Where a word, taken as a path, is relative to the run's folder: in it, above it, perhaps one of these, anywhere (it is not
 * known, and nothing points there), or elsewhere.
 */
export type Place = "in" | "above" | "perhaps" | "anywhere" | "elsewhere";

/** Names that only a run's folder has. */
const OURS =
  /^(?:events\.jsonl|pipeline-tasks\.json|user-story\.json|plan-refined\.json|impl-result\.json|(?:code-)?review-\w+\.json)$/;

const worst = (places: Place[]): Place =>
  (["in", "above", "perhaps", "anywhere"] as const).find((one) => places.includes(one)) ?? "elsewhere";

/** Where the folder of a command is after `cd`. */
export function folderAfter(value: Value, from: Folder[], task: string): Folder[] {
  const text = literalText(value);
  if (text?.startsWith("/")) return [...new Set(from.map((one) => follow(one, text)))];
  if (text !== null) return from.map((one) => (one === null || one === "hint" ? one : follow(one, text)));
  const place = placeOf(value, from, task, true);
  return place === "in" ? [task] : [place === "perhaps" || isHinted(value) ? "hint" : null];
}

/** `dots`: a leading `*` also stands for a name that begins with a dot. */
export function placeOf(value: Value, folders: Folder[], task: string, dots: boolean): Place {
  if (value.length === 0) return "elsewhere";
  spend(3 * folders.length + value.length, literals(value).length);
  return worst(folders.map((folder) => placeFrom(value, folder, task, dots)));
}

/** Links that the commands before have made: paths, and what they lead to. */
const links = new Map<string, string>();

/** Notes a link for what follows. */
export function noteLink(path: string, target: string): void {
  links.set(path, target);
  places.clear();
}

/** Names of the system for folders and files of the process that uses them, which here would be those of the hook. */
const OF_PROCESS = /^\/proc\/(?:self|thread-self|-)(?:\/task\/[^/]+)?\/(cwd|root|fd)$/;
const OPENED = /^\/dev\/(?:fd|std(?:in|out|err))$/;

/**
 * A path as the system follows it from a folder, name by name: `..` leaves the folder that a link leads to. Null: it leads
 * to a file that was opened before, or through one.
 */
export function follow(folder: Folder, path: string): string | null {
  const base = folder === null || folder === "hint" ? null : folder;
  if (base === null && !path.startsWith("/")) return null;
  // The system knows no longer path.
  if (path.length > MAX_PATH) return null;
  let at = path.startsWith("/") ? "/" : base!;
  for (const name of path.split("/")) {
    if (name === "" || name === ".") continue;
    if (name === "..") {
      spend(LOOK);
      at = dirname(links.size === 0 && dirname(at) === dirname(realPath(at)) ? at : realPath(at));
      continue;
    }
    spend(1, 2 * at.length);
    at = join(at, name);
    for (let more = 8; links.has(at) && more > 0; more--) at = links.get(at)!;
    const own = OF_PROCESS.exec(at)?.[1];
    if (own === "cwd" && base === null) return null;
    if (own === "cwd") at = base!;
    else if (own === "root") at = "/";
    else if (own === "fd" || OPENED.test(at)) return /\/fd\/[12]$|\/std(?:out|err)$/.test(path) ? at : null;
  }
  return at;
}

/** A path below `/proc` that holds what is not known: what stands behind a process' folder, or behind the system's root. */
function behindProcess(shape: string, folder: Folder): [Value, Folder][] {
  const base = typeof folder === "string" && folder !== "hint" ? folder : "/";
  const [, before, rest] = /^((?:[^*?[\0]*\/)?)(.*)$/s.exec(shape)!;
  const whole = `${resolve(base, before || ".")}/${rest}`.replaceAll(/\/+/g, "/");
  const [, name, more = ""] = /^\/proc\/[^/]+\/(?:task\/[^/]+\/)?([^/]+)(?:\/(.*))?$/s.exec(whole) ?? [];
  if (name === undefined) return [];
  const behind = unquoted(more.replaceAll("\0", ""));
  const fits = (one: string): boolean => matches(name, one, true);
  return [
    ...(fits("cwd") || fits("fd") ? [[behind, null] as [Value, Folder]] : []),
    ...(fits("cwd") && typeof folder === "string" ? [[behind, folder] as [Value, Folder]] : []),
    ...(fits("root") ? [[behind, "/"] as [Value, Folder]] : []),
  ];
}

function placeFrom(value: Value, folder: Folder, task: string, dots: boolean): Place {
  const text = literalText(value);
  if (text === null && value.some((atom) => "lit" in atom && atom.lit.includes("proc"))) {
    const behind = behindProcess(shapeOf(value), folder);
    if (behind.length > 0) return worst(behind.map(([rest, from]) => placeFrom(rest, from, task, dots)));
  }
  const last = literals(value).split("/").at(-1)!;
  if (text !== null) {
    if (text === "") return "elsewhere";
    if (!text.startsWith("/") && (folder === null || folder === "hint")) {
      if (/(?:^|\/)\.task(?:\/|$)/i.test(text)) return "in";
      return folder === "hint" || OURS.test(last) ? "perhaps" : "anywhere";
    }
    const path = follow(folder, text);
    if (path === null) return /(?:^|\/)\.task(?:\/|$)/i.test(text) ? "in" : "anywhere";
    return placeOfPath(path, task);
  }
  if (isHinted(value)) return "perhaps";
  // Up to what is not known the path can be resolved.
  const unknown = value.findIndex((atom) => "any" in atom);
  const sure = unknown < 0 ? value : value.slice(0, unknown);
  const names = namesOf(sure);
  const absolute = literals(sure.slice(0, 1)).startsWith("/");
  if (unknown === 0 || (!absolute && (folder === null || folder === "hint"))) {
    if (folder === "hint" && unknown !== 0) return "perhaps";
    if (concerns(value) || OURS.test(last) || /(?:^|\/)\.task(?:\/|$)/i.test(literals(value))) return "perhaps";
    return "anywhere";
  }
  // The last name before the unknown part may go on in it.
  const begun = unknown < 0 ? null : (names.pop() ?? null);
  const start = absolute ? "/" : (folder as string);
  const place = compare(start, names, task, dots);
  if (begun === null) return place;
  if (place === "in") return "in";
  if (place === "above" && begun !== "" && ".task".startsWith(begun.toLowerCase())) return "perhaps";
  if (/(?:^|\/)\.task(?:\/|$)/i.test(literals(value.slice(unknown))) || OURS.test(last)) return "perhaps";
  return "anywhere";
}

/** A value as a glob; `unknown` stands for what is not known. */
const shapeOf = (value: Value, unknown = "*"): string =>
  value
    .map((atom) => ("lit" in atom ? atom.lit.replaceAll(/[*?[]/g, "\0$&") : "glob" in atom ? atom.glob : unknown))
    .join("");

/** Names of a path; a glob stands in them as it is written. */
const namesOf = (value: Value): string[] => shapeOf(value, "").split("/");

/** Letters of a path, and steps that a look at the disk takes. */
const MAX_PATH = 4_096;
export const LOOK = 40;

/** Cache for one command: a loop asks for the same paths many times, and each look reads the disk. */
const places = new Map<string, Place>();

/** Clears the cache before another command: files may have moved. */
export function forgetPlaces(): void {
  places.clear();
  links.clear();
}

function once(key: string, look: () => Place): Place {
  spend(3, key.length);
  const place = places.get(key) ?? look();
  places.set(key, place);
  return place;
}

const placeOfPath = (path: string, task: string): Place =>
  once(JSON.stringify([path, task]), () => {
    const lower = path.toLowerCase();
    const folder = task.toLowerCase();
    if (lower === folder || lower.startsWith(`${folder}/`)) return "in";
    spend(LOOK + 8 * path.split("/").length);
    if (isInside(path, task)) return "in";
    // A link to what the system says of a process leads the hook to its own folder.
    if (leadsHere(path, task)) return "perhaps";
    return isInside(task, path) ? "above" : "elsewhere";
  });

/** Whether a path leads to the folder of this very process, which no path of a command does by its name. */
function leadsHere(path: string, task: string): boolean {
  const here = process.cwd();
  if (path.startsWith(here) || task.startsWith(`${here}/`) || here.startsWith(`${dirname(task)}/`)) return false;
  const real = realPath(path);
  return real === here || real.startsWith(`${here}/`);
}

/** A path whose names may hold globs, against the folder's. */
function compare(start: string, names: string[], task: string, dots: boolean): Place {
  return once(JSON.stringify([start, names, task, dots]), () => compared(start, names, task, dots));
}

function compared(start: string, names: string[], task: string, dots: boolean): Place {
  const isGlob = (name: string): boolean => /(?:^|[^\0])[*?[]/.test(name);
  const plain = (name: string): string => name.replaceAll("\0", "");
  const first = names.findIndex(isGlob);
  const begun = (first < 0 ? names : names.slice(0, first)).map((name) => plain(name) || ".").join("/");
  const base = follow(start, begun);
  if (base === null) return names.some((name) => matches(name, ".task", false)) ? "perhaps" : "anywhere";
  const place = placeOfPath(base, task);
  if (first < 0 || place !== "above")
    return place === "above" || first < 0 ? place : place === "in" ? "in" : "elsewhere";
  const root = realPath(base);
  const wanted = realPath(task)
    .slice(root === "/" ? 1 : root.length + 1)
    .split("/");
  const rest = names.slice(first);
  // What lies behind a step upward or any number of folders is not followed.
  if (rest.some((name) => name === ".." || name.includes("**")))
    return dots || rest.some((name) => matches(name, ".task", false)) ? "perhaps" : "elsewhere";
  for (const name of rest) {
    if (name === "" || name === ".") continue;
    const next = wanted.shift();
    if (next === undefined) return "in";
    if (!matches(name, next, dots)) return "elsewhere";
  }
  return wanted.length === 0 ? "in" : "above";
}

/** A glob of one name; where a leading dot has to be written, a bare `*` does not stand for it. A set of letters stands for any. */
export function matches(glob: string, name: string, dots: boolean): boolean {
  if (!dots && name.startsWith(".") && /^[*?[]+$/.test(glob)) return false;
  spend(1, glob.length);
  // Behind the last bracket that closes, one that opens is a letter.
  const closes = glob.lastIndexOf("]") + 1;
  const parts = [
    ...(glob
      .slice(0, closes)
      .toLowerCase()
      .match(/\0.|\*+|\?|\[[!^]?[^\]]*\]|[^\0]/gsu) ?? []),
    ...(glob
      .slice(closes)
      .toLowerCase()
      .match(/\0.|\*+|[^\0]/gsu) ?? []),
  ];
  // What is written in it is at least as long as the name.
  if (parts.filter((part) => !part.startsWith("*")).length > name.length) return false;
  return fits(parts, [...name.toLowerCase()]);
}

/** Whether parts of a glob fit letters, without trying again what was tried: only the last `*` may take one letter more. */
function fits(parts: readonly string[], letters: readonly string[]): boolean {
  let [part, letter, star, taken] = [0, 0, -1, 0];
  while (letter < letters.length) {
    spend(0.2);
    const now = parts[part];
    if (now?.startsWith("*")) [star, taken, part] = [part, letter, part + 1];
    else if (now !== undefined && fitsLetter(now, letters[letter]!)) [part, letter] = [part + 1, letter + 1];
    else if (star < 0) return false;
    else [part, letter, taken] = [star + 1, taken + 1, taken + 1];
  }
  return parts.slice(part).every((one) => one.startsWith("*"));
}

const fitsLetter = (part: string, letter: string): boolean =>
  part === "?" || (part.length > 1 && part.startsWith("[")) || part === letter || part === `\0${letter}`;
