import { join, relative } from "node:path";
import { projectPath } from "../project/globs.ts";
import { plainOutput } from "../project/test-output.ts";

/** Which files of a project a stack trace, or any output, names. */

/** Lines longer than this are no frames. */
export const MAX_LINE = 2_000;
const CODE = /\.(?:[cm]?[jt]sx?|vue|svelte|py|go|java|kt|kts|scala|groovy|rb|php|rs|cs|fs|exs?|swift|c|cc|cpp|h|hpp)$/i;
/** Code that is not the project's own. */
const FOREIGN =
  /(?:^|\/)(?:node_modules|site-packages|dist-packages|\.venv|venv|gems|\.cargo|\.rustup)(?:\/|$)|^(?:node|bun|internal|native):/;

const PYTHON = /^\s*File "([^"]+)", line \d+/;
const IN_PARENS = /\(([^()]+?):\d+(?::\d+)?\)\s*$/;
const AT = /^\s*at (?:async )?(.+?):\d+:\d+\s*$/;
/** `at com.shop.auth.Login.reset(Login.java:42)`: the packages are folders. */
const JAVA = /^\s*at (?:[\w.$@-]*\/){0,2}([\w.$]+)\(([\w$]+\.(java|kt|scala|groovy)):\d+\)/;
/** `/src/Login.java:[12,5]` of Maven, `in /src/Login.cs:line 12` of .NET. */
const BRACKETED = /((?:[A-Za-z]:)?[^\s:]+):\[\d+,\d+\]/;
const DOTNET = /\sin (.+):line \d+\s*$/;
const LOOSE = /(?:[A-Za-z]:[\\/])?[^\s"'`()<>[\]{}:,;]+:\d+/g;

/** A path as written in a trace from folder `from`, relative to the project; null when it is no file of the project. */
export function pathInProject(written: string, root: string, from = root): string | null {
  let path = written.trim().replaceAll("\\", "/");
  if (path.startsWith("file://")) {
    path = path.slice("file://".length).replace(/^\/(?=[A-Za-z]:)/, "");
    try {
      path = decodeURIComponent(path);
    } catch {
      // A percent sign that is no escape belongs to the name.
    }
  }
  const base = root.replaceAll("\\", "/").replace(/\/+$/, "");
  const windows = /^[A-Za-z]:/.test(path);
  const [left, right] = windows ? [path.toLowerCase(), base.toLowerCase()] : [path, base];
  if (base !== "" && left.startsWith(`${right}/`)) path = path.slice(base.length + 1);
  else if (windows || path.startsWith("/")) return null;
  else if (from !== root) path = relative(root, join(from, path));
  const whole = projectPath(path);
  return CODE.test(whole) && !whole.startsWith("../") && !FOREIGN.test(whole) ? whole : null;
}

function framesOf(long: string, root: string, from: string): string[] {
  // A root with blanks in it would end the path.
  const base = root.replace(/\/+$/, "");
  const line = base === "" || from !== root || !/\s/.test(base) ? long : long.replaceAll(`${base}/`, "");
  if (line.length > MAX_LINE || !/\d/.test(line)) return [];
  const java = JAVA.exec(line);
  if (java) {
    const [, name, file, kind] = java;
    const inLowerCase = name!.split(".").filter((part) => /^[a-z_]/.test(part));
    // The last of them is the method; without a package there is no folder to name.
    const folders = inLowerCase.slice(0, -1);
    if (folders.length === 0) return [];
    return [`src/main/${kind === "kt" ? "kotlin" : kind}/${[...folders, file].join("/")}`];
  }
  const whole =
    PYTHON.exec(line)?.[1] ??
    DOTNET.exec(line)?.[1] ??
    BRACKETED.exec(line)?.[1] ??
    IN_PARENS.exec(line)?.[1] ??
    AT.exec(line)?.[1];
  const written = whole !== undefined ? [whole] : (line.match(LOOSE) ?? []).map((one) => one.replace(/:\d+$/, ""));
  return written.flatMap((one) => pathInProject(one, root, from) ?? []);
}

/**
 * Files of the project that the stack traces of an output name, each once, in the order of their first mention: traces of
 * node, bun, Python, Go, Java, Ruby, .NET and whatever writes `path:line`. `root` is the project's folder, `from` the one
 * that relative paths are seen from. Java tells packages
 * alone: its files are taken to lie under `src/main`. Installed packages and files outside the project are left out.
 */
export function framesIn(output: string, root: string, from = root): string[] {
  const found = new Set<string>();
  for (const line of plainOutput(output).split("\n")) for (const frame of framesOf(line, root, from)) found.add(frame);
  return [...found];
}
