/** Which files of a project the output of a check names: where a fault is, and whose it may be. */

/** Most files that are given, and most names that are looked up. */
const MAX_FILES = 50;
const MAX_NAMES = 2_000;
const LONGEST_NAME = 400;

/** What stands around a name and belongs to none. */
const AROUND = new Set(" \t\r\"'`()[]{}<>❯✖✗×●|,;:.");
const POSITION = /(?::\d+){1,2}(?::.*)?$|\(\d+(?:,\d+)?\):?.*$/;
const EXTENSION = /\.[\p{L}\p{N}]{1,12}$/u;

/**
 * The project's files that an output names, in its order, each once, relative and with `/`. `root`: the project's
 * absolute folder; `exists` says of a relative path whether it is a file there.
 */
export function namedFiles(output: string, root: string, exists: (path: string) => boolean): string[] {
  const seen = new Set<string>();
  const found: string[] = [];
  for (const line of output.split("\n")) {
    if (line.length > 4_000) continue;
    for (const name of namesIn(line)) {
      const path = relative(name, root);
      if (path === null || seen.has(path)) continue;
      seen.add(path);
      if (exists(path)) found.push(path);
      if (found.length >= MAX_FILES || seen.size >= MAX_NAMES) return found;
    }
  }
  return found;
}

function namesIn(line: string): string[] {
  // In a line with nothing but a path the path may hold blanks.
  const words = line.split(/[\s"'`]+/);
  const inner = words.flatMap((word) => (/[()[\],=<>]/.test(word) ? word.split(/[()[\],=<>]+/) : []));
  return [line.trim(), ...words, ...inner].flatMap((word) => {
    const bare = stripped(word);
    return [bare, stripped(bare.replace(POSITION, ""))];
  });
}

/** A dot and a bracket may begin a name, and no name ends with one. */
function stripped(word: string): string {
  let from = 0;
  let to = word.length;
  while (from < to && AROUND.has(word[from]!) && !".[(".includes(word[from]!)) from++;
  while (to > from && AROUND.has(word[to - 1]!)) to--;
  return word.slice(from, to);
}

function relative(name: string, root: string): string | null {
  if (name.length < 3 || name.length > LONGEST_NAME) return null;
  let path = name.replace(/^file:\/\//, "").replaceAll("\\", "/");
  if (path.startsWith(`${root}/`)) path = path.slice(root.length + 1);
  path = path.replace(/^(?:\.\/)+/, "");
  if (path.startsWith("/") || !EXTENSION.test(path)) return null;
  const parts = path.split("/");
  return parts.includes("..") || parts.includes("") || parts.includes("node_modules") ? null : path;
}
