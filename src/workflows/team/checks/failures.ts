import { plainOutput, readTestOutput } from "../../../project/test-output.ts";
import { projectPath } from "../../../project/globs.ts";

/** Lines longer than this are no frames. */
const LONGEST_LINE = 2_000;
const CODE = /\.(?:[cm]?[jt]sx?|vue|svelte|py|go|java|kt|kts|scala|groovy|rb|php|rs|cs|fs|exs?|swift|c|cc|cpp|h|hpp)$/i;
/** Code that is not the project's own. */
const FOREIGN =
  /(?:^|\/)(?:node_modules|site-packages|dist-packages|\.venv|venv|gems|\.cargo|\.rustup)(?:\/|$)|^(?:node|bun|internal|native):/;

const PYTHON = /^\s*File "([^"]+)", line \d+/;
const IN_PARENS = /\(([^()]+?):\d+(?::\d+)?\)\s*$/;
const AT = /^\s*at (?:async )?(.+?):\d+:\d+\s*$/;
/** `at com.shop.auth.Login.reset(Login.java:42)`: the packages are folders. */
const JAVA = /^\s*at (?:[\w.$@-]*\/){0,2}([\w.$]+)\(([\w$]+\.(java|kt|scala|groovy)):\d+\)/;
const LOOSE = /(?:[A-Za-z]:[\\/])?[^\s"'`()<>[\]{}:,;]+:\d+/g;

/** A path as written in a trace, relative to the project; null when it is no file of the project. */
function inProject(written: string, root: string): string | null {
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
  const whole = projectPath(path);
  return CODE.test(whole) && !whole.startsWith("../") && !FOREIGN.test(whole) ? whole : null;
}

function framesOf(line: string, root: string): string[] {
  if (line.length > LONGEST_LINE || !/\d/.test(line)) return [];
  const java = JAVA.exec(line);
  if (java) {
    const [, name, file, kind] = java;
    const folders = name!
      .split(".")
      .filter((part) => /^[a-z_]/.test(part))
      .slice(0, -1);
    // The last part in lower case is the method; without a package there is no folder to name.
    if (folders.length === 0) return [];
    return [`src/main/${kind === "kt" ? "kotlin" : kind}/${[...folders, file].join("/")}`];
  }
  const whole = PYTHON.exec(line)?.[1] ?? IN_PARENS.exec(line)?.[1] ?? AT.exec(line)?.[1];
  const written = whole !== undefined ? [whole] : (line.match(LOOSE) ?? []).map((one) => one.replace(/:\d+$/, ""));
  return written.flatMap((one) => inProject(one, root) ?? []);
}

/**
 * Files of the project that the stack traces of an output name, each once, in the order of their first mention: traces of
 * node, bun, Python, Go, Java, Ruby and whatever writes `path:line`. `root` is the project's folder. Java tells packages
 * alone: its files are taken to lie under `src/main`. Installed packages and files outside the project are left out.
 */
export function framesIn(output: string, root: string): string[] {
  const found = new Set<string>();
  for (const line of plainOutput(output).split("\n")) for (const frame of framesOf(line, root)) found.add(frame);
  return [...found];
}

/** A failing test, with its file when the output says it, and what the output tells of it. */
export interface Failure {
  test: string;
  file: string | null;
  stack: string[];
  output: string;
}

/** A line that names the file of the tests that follow: jest's and the seed's `FAIL path`, bun's `path:`. */
const FILE_LINE = /^\s*(?:(?:FAIL|PASS):?\s+)?([^\s:()]+\.\w+)(?::|\s*(?:\([\d.]+ ?m?s\))?)\s*$/;
const PYTEST = /^([^\s:]+\.py)::/;
const VITEST = /^([^\s>]+\.\w+) > /;
const asFile = (text: string, root: string): string | null => inProject(text, root);

/**
 * The failing tests of an output, by the names that `readTestOutput` finds, in its order. A failure's own part is what lies
 * between the results around it: before its line for bun, which tells the error first, else behind it and behind later
 * headings with its name; with one failure it is the whole output.
 */
export function failuresIn(output: string, root: string): Failure[] {
  const text = plainOutput(output);
  const { failed } = readTestOutput(text);
  const names = new Map(failed.map((test) => [test, { file: null as string | null, lines: [] as string[] }]));
  const last = (name: string): string =>
    name.slice(Math.max(name.lastIndexOf(" > ") + 3, name.lastIndexOf("::") + 2, 0));
  let file: string | null = null;
  let before: string[] = [];
  let open: { lines: string[] } | null = null;
  for (const line of text.split("\n")) {
    if (line.length > LONGEST_LINE) continue;
    const header = FILE_LINE.exec(line)?.[1];
    if (header !== undefined) file = asFile(header, root) ?? file;
    const result = readTestOutput(line);
    const name = result.failed[0];
    const entry = name === undefined ? undefined : names.get(name);
    if (entry !== undefined) {
      const own = PYTEST.exec(name!)?.[1] ?? VITEST.exec(name!)?.[1];
      entry.file ??= own === undefined ? file : asFile(own, root);
      if (line.startsWith("(fail)")) entry.lines.push(...before);
      open = line.startsWith("(fail)") ? null : entry;
      before = [];
    } else if (result.passed.length > 0) {
      open = null;
      before = [];
    } else {
      const heading = /^\s*(?:● |_{3,} |\d+\) |── )(.*)$/.exec(line)?.[1];
      if (heading !== undefined)
        open = [...names].find(([test]) => heading.replace(/[\s_:]+$/, "").endsWith(last(test)))?.[1] ?? null;
      if (open === null) before.push(line);
      else open.lines.push(line);
    }
  }
  return failed.map((test) => {
    const { file: own, lines } = names.get(test)!;
    const part = failed.length === 1 ? text : lines.join("\n");
    return { test, file: own, stack: framesIn(part, root), output: part };
  });
}
