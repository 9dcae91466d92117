import { readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { readArtifact } from "../store/small-file.ts";
import { readPackage } from "./package-json.ts";

/**
 * What scripts of a project hold, by their names: those of package.json, and the targets of a
 * makefile.
 */

/** Options that name the folder in which a runner works. */
const FOLDER = /^(?:-C|--directory|--prefix|--cwd|--dir)$/;

/**
 * A function that has the texts of a script which a runner calls by a name; null: none is known.
 */
export const scriptsIn =
  (folder: string) =>
  (runner: string, target: string, args: string[]): string[] | null => {
    const at = args.findIndex((arg) => FOLDER.test(arg));
    const root = at < 0 ? folder : resolve(folder, args[at + 1] ?? ".");
    if (/^g?make$/.test(runner)) return recipesOf(makefileIn(root), target);
    return /^(?:npm|pnpm|yarn|bun|npm-run-all|run-[sp])$/.test(runner)
      ? packageScripts(root, target)
      : null;
  };

/** The script, and what the package manager runs before and behind it. */
function packageScripts(root: string, name: string): string[] | null {
  const read = readPackage(root);
  if ("problem" in read) return null;
  const texts = [`pre${name}`, name, `post${name}`].map(
    (one) => Object.hasOwn(read.scripts, one) && read.scripts[one],
  );
  const found = texts.filter((text) => typeof text === "string");
  return found.length === 0 ? null : found;
}

function makefileIn(root: string): string {
  try {
    const names = readdirSync(root);
    const name = ["GNUmakefile", "makefile", "Makefile"].find((one) => names.includes(one));
    const file = name === undefined ? null : readArtifact(join(root, name));
    return file?.ok ? new TextDecoder().decode(file.bytes) : "";
  } catch {
    return "";
  }
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
