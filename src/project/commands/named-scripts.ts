import { readdirSync } from "node:fs";
import { posix, resolve } from "node:path";
import { readArtifact } from "../../store/files/small-file.ts";
import { isInside, realPath } from "../project.ts";
import { readPackage } from "./package-json.ts";
import { scriptCall } from "./script-call.ts";

/**
 * What scripts of a project hold, by their names: those of package.json, and the targets of a
 * makefile.
 */

/** Makefiles that are read for one call. */
const MAX_MAKEFILES = 40;
const INCLUDE = /^[-s]?include\s+([^#\n]+)/gm;

/**
 * A function that has the texts of a script which a runner calls by a name; null: none is known.
 */
export const scriptsIn =
  (folder: string, project = folder) =>
  (runner: string, target: string, args: string[]): string[] | null => {
    const root = resolve(folder, scriptCall(runner, args).folder ?? ".");
    if (/^g?make$/.test(runner)) return recipesOf(makefileIn(root, project), target);
    return /^(?:npm|pnpm|yarn|bun|npm-run-all|run-[sp])$/.test(runner)
      ? packageScripts(root, target)
      : null;
  };

/** The script, and what the package manager runs before and after it. */
function packageScripts(root: string, name: string): string[] | null {
  const read = readPackage(root);
  const found = "problem" in read ? [] : withHooks(read.scripts, name);
  return found.length === 0 ? null : found;
}

export const withHooks = (scripts: Readonly<Record<string, unknown>>, name: string): string[] =>
  [`pre${name}`, name, `post${name}`]
    .map((one) => Object.hasOwn(scripts, one) && scripts[one])
    .filter((text) => typeof text === "string");

/** What make reads in a folder; nothing from outside the folder and the project. */
function makefileIn(root: string, project: string): string {
  const folders = [root, project].map(realPath);
  const textOf = (path: string): string | null => {
    const whole = realPath(resolve(root, path));
    if (!folders.some((folder) => isInside(whole, folder))) return null;
    const file = readArtifact(whole);
    return file.ok ? new TextDecoder().decode(file.bytes) : null;
  };
  try {
    const names = readdirSync(root);
    return makefileOf((path) => (path.includes("/") || names.includes(path) ? textOf(path) : null))
      .rules;
  } catch {
    return "";
  }
}

/**
 * The text of a project's makefile with that of all that it includes, and the paths of all. Make
 * takes every path from the folder in which it works.
 */
export function makefileOf(textOf: (path: string) => string | null): {
  rules: string;
  paths: string[];
} {
  const texts = new Map<string, string>();
  const add = (path: string): boolean => {
    const isDue = texts.size < MAX_MAKEFILES && !texts.has(path);
    const text = isDue ? textOf(path) : null;
    if (text !== null) texts.set(path, text);
    return text !== null;
  };
  ["GNUmakefile", "makefile", "Makefile"].some(add);
  // What is found on the way is read after it.
  for (const text of texts.values())
    for (const [, names] of text.replace(/\\\n/g, " ").matchAll(INCLUDE))
      for (const name of names!.trim().split(/\s+/)) add(posix.normalize(name));
  return { rules: [...texts.values()].join("\n"), paths: [...texts.keys()] };
}

/**
 * The recipe of a target and of those that it needs, a line each; null: there is no such target.
 */
export function recipesOf(makefile: string, target: string): string[] | null {
  const rules = new Map<string, { needs: string[]; recipe: string[] }>();
  let open: { needs: string[]; recipe: string[] }[] = [];
  for (const line of makefile.replace(/\\\n/g, " ").split("\n")) {
    const [, targets, needs] = /^([^\s:=#][^:=]*):(?![=:])([^=]*)$/.exec(line) ?? [];
    if (targets !== undefined) {
      open = targets
        .trim()
        .split(/\s+/)
        .map((name) => {
          const rule = rules.get(name) ?? { needs: [], recipe: [] };
          rule.needs.push(
            ...(needs ?? "")
              .replace(/[;#].*$/, "")
              .trim()
              .split(/\s+/),
          );
          rules.set(name, rule);
          return rule;
        });
    } else if (line.startsWith("\t")) {
      // The shell gets a variable of make as a value.
      const shown = line.replace(/^[\t @+-]+/, "").replace(/\$[({](\w+)[)}]/g, "${$1}");
      for (const rule of open) rule.recipe.push(shown);
    }
  }
  const seen = new Set<string>();
  const add = (name: string): string[] => {
    const rule = seen.has(name) ? undefined : rules.get(name);
    seen.add(name);
    return rule === undefined ? [] : [...rule.needs.flatMap(add), ...rule.recipe];
  };
  return rules.has(target) ? add(target) : null;
}
