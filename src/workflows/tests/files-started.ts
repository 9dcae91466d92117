import { posix } from "node:path";
import { makefileOf, recipesOf, withHooks } from "../../project/commands/named-scripts.ts";
import { packageCall } from "../../project/commands/script-call.ts";
import { projectPath } from "../../project/globs.ts";
import { fieldsIn, fieldsOf } from "../../store/json/fields.ts";
import { isCode } from "./test-file.ts";

/** Which files commands are started with, by the texts that name them. Pure. */

/** The text of a file; null: there is none. */
type TextOf = (path: string) => string | null;

/** Scripts of a shell, by their names; by their first line. */
export const SHELL = /\.(?:sh|bash|zsh|ksh|bats)$/;
export const SHEBANG = /^#!.*\b(?:ba|z|k|da)?sh\b/;

/**
 * What starts a program whose file comes next, and options after which a file stands that is
 * loaded.
 */
const STARTS =
  /^(?:node|bun|deno|run|tsx|ts-node|python[\d.]*|pypy[\d.]*|ruby|php|perl|lua|Rscript|julia|sh|bash|zsh|dash|ksh|source|\.)$/;
const LOADS = /^--?(?:preload|import|require|loader|experimental-loader|r|p)$/;

/**
 * Files that commands name: programs and scripts that they start, with what scripts of a shell, of
 * package.json and of a makefile start in turn, and what stands beside them. Of code that alone
 * which is started: all else is what they try.
 */
export function filesStarted(commands: readonly string[], textOf: TextOf): ReadonlySet<string> {
  const found = new Set<string>();
  // What is found on the way is read after it.
  const open = new Set(commands);
  const { rules, paths } = makefileOf((path) => textOf(projectPath(path)));
  for (const text of open) {
    let folder = "";
    for (const part of text.split(/\n|&&|\|\|?|;/)) {
      const words = part
        .trim()
        .split(/[\s=]+/)
        .map((word) => word.replace(/^["'(]+|["')]+$/g, ""));
      if (words[0] === "cd") folder = words[1] ?? "";
      const call = packageCall(part);
      const home = posix.join(folder, call?.folder ?? "");
      const manifest = projectPath(posix.join(home, "package.json"));
      const text = call === null ? null : textOf(manifest);
      const scripts = fieldsOf(fieldsIn(text?.replace(/^\uFEFF/, "")).scripts);
      for (const script of withHooks(scripts, `${call?.name}`)) {
        found.add(manifest);
        open.add(home === "." ? script : `cd ${home}\n${script}`);
      }
      if (/^g?make$/.test(words[0]!)) {
        for (const one of paths) found.add(projectPath(one));
        const first = /^(\w[^\s:=]*):(?!=)/m.exec(rules)?.[1] ?? "";
        for (const recipe of recipesOf(
          rules,
          words.slice(1).find((word) => /^\w/.test(word)) ?? first,
        ) ?? [])
          open.add(recipe);
      }
      for (const [at, word] of words.entries()) {
        const path = projectPath(posix.join(folder, word));
        const shown = word === "" || word.startsWith("-") ? null : textOf(path);
        const before = words.slice(0, at).filter((word) => !word.startsWith("-"));
        const isStarted =
          at === 0 || STARTS.test(before.at(-1) ?? "") || LOADS.test(words[at - 1]!);
        if (shown === null || (isCode(path) && !isStarted)) continue;
        found.add(path);
        if (SHELL.test(path) || SHEBANG.test(shown)) open.add(shown);
      }
    }
  }
  return found;
}
