/** What a change does to the packages that a project stands on, read from its manifests. */

export interface DependencyChange {
  /** The manifest. */
  file: string;
  name: string;
  /** What is asked for, in the manifest's own words; null: nothing. */
  from: string | null;
  to: string | null;
}

export interface DependencyChanges {
  added: DependencyChange[];
  removed: DependencyChange[];
  changed: DependencyChange[];
  /** Manifests that could not be read on one of the sides: what they change is not known. */
  unreadable: string[];
}

/** Manifests by path; a file that is not there is left out. */
export type Manifests = Readonly<Record<string, string>>;

type Reader = (text: string) => Map<string, string> | null;

const READERS: [RegExp, Reader][] = [
  [/^package\.json$/, readPackageJson],
  [/^(?:.*[-_.])?requirements(?:[-_.].*)?\.(?:txt|in)$/, readRequirements],
  [/^go\.mod$/, readGoMod],
  [/^pyproject\.toml$/, readPyproject],
];

const readerOf = (path: string): Reader | null => {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return READERS.find(([pattern]) => pattern.test(name))?.[1] ?? null;
};

/** True for a path, relative to the project, of a manifest that `dependencyChanges` reads. */
export const isManifest = (path: string): boolean => !/(?:^|\/)node_modules\//.test(path) && readerOf(path) !== null;

/** Compares the manifests before and after a change, in the order of paths and names. Other files are passed over. */
export function dependencyChanges(before: Manifests, after: Manifests): DependencyChanges {
  const result: DependencyChanges = { added: [], removed: [], changed: [], unreadable: [] };
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(isManifest).sort();
  for (const file of paths) {
    const [was, is] = [before, after].map((side) => packagesOf(file, Object.hasOwn(side, file) ? side[file]! : null));
    if (!was || !is) {
      result.unreadable.push(file);
      continue;
    }
    for (const name of [...new Set([...was.keys(), ...is.keys()])].sort()) {
      const from = was.get(name) ?? null;
      const to = is.get(name) ?? null;
      if (from === to) continue;
      const list = from === null ? result.added : to === null ? result.removed : result.changed;
      list.push({ file, name, from, to });
    }
  }
  return result;
}

const packagesOf = (file: string, text: string | null): Map<string, string> | null =>
  text === null ? new Map() : readerOf(file)!(text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n"));

const SECTIONS = [
  "dependencies",
  "devDependencies",
  "optionalDependencies",
  "peerDependencies",
  "overrides",
  "resolutions",
];

/** A package that stands in two sections is asked for twice. */
function readPackageJson(text: string): Map<string, string> | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) return null;
  const found = new Map<string, string>();
  for (const section of SECTIONS) {
    const packages = (value as Record<string, unknown>)[section] ?? {};
    if (typeof packages !== "object" || Array.isArray(packages)) return null;
    for (const [name, asked] of Object.entries(packages)) {
      const words = typeof asked === "string" ? asked : JSON.stringify(asked);
      add(found, name, section === "dependencies" ? words : `${words} (${section})`);
    }
  }
  return found;
}

const add = (found: Map<string, string>, name: string, words: string): void => {
  const before = found.get(name);
  found.set(name, before === undefined ? words : `${before}, ${words}`);
};

/** `pip` takes names that differ in case, `-`, `_` and `.` for the same. */
const pythonName = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, "-");

const PYTHON_PACKAGE = /^([A-Za-z0-9][\w.-]*)[ \t]*(\[[^\]]*\])?[ \t]*(.*)$/s;

function addPython(found: Map<string, string>, asked: string, note = ""): void {
  const [, name, extras = "", rest = ""] = PYTHON_PACKAGE.exec(asked) ?? [];
  if (name === undefined) return;
  const words = `${extras}${rest}`
    .split(/[ \t]--hash[= \t]/, 1)[0]!
    .replaceAll(/\s+/g, " ")
    .trim();
  add(found, pythonName(name), `${words === "" ? "any" : words}${note}`);
}

function readRequirements(text: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const raw of text.replaceAll("\\\n", " ").split("\n")) {
    const line = raw.split(/(?:^|\s)#/, 1)[0]!.trim();
    const option = /^(-{1,2}[A-Za-z-]+)[ \t=]*(.*)$/.exec(line);
    // Another file, an editable source or another index: what it brings in is known by its words alone.
    if (option) add(found, `${option[1]} ${option[2]}`.trim(), "given");
    else if (/^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(line)) add(found, line, "given");
    else addPython(found, line);
  }
  return found;
}

function readGoMod(text: string): Map<string, string> {
  const found = new Map<string, string>();
  let block: string | null = null;
  for (const raw of text.split("\n")) {
    const words = raw.split("//", 1)[0]!.trim().split(/\s+/);
    if (words[0] === "" || words[0] === undefined) continue;
    if (block !== null && words[0] === ")") {
      block = null;
      continue;
    }
    if (block === null && words[1] === "(") {
      block = words[0];
      continue;
    }
    const [kind, ...rest] = block === null ? words : [block, ...words];
    if (kind === "require" && rest[0]) add(found, unquoted(rest[0]), rest[1] ?? "any");
    // A replacement puts other code under a name that is already there.
    if (kind === "replace" && rest[0]) {
      const arrow = rest.indexOf("=>");
      if (arrow > 0)
        add(found, `replace ${rest.slice(0, arrow).map(unquoted).join(" ")}`, rest.slice(arrow + 1).join(" "));
    }
    if (kind === "tool" && rest[0]) add(found, `tool ${unquoted(rest[0])}`, "given");
  }
  return found;
}

const unquoted = (word: string): string => word.replaceAll(/^["`]|["`]$/g, "");

/** Sections whose keys are packages; the group is told in the words, `main` is not. */
const TABLES = /^(?:tool\.poetry(?:\.group\.([^.]+))?\.(?:dev-)?dependencies|tool\.pdm\.dev-dependencies)$/;
const LISTS: [RegExp, RegExp][] = [
  [/^project$/, /^dependencies$/],
  [/^project\.optional-dependencies$/, /./],
  [/^dependency-groups$/, /./],
  [/^build-system$/, /^requires$/],
  [/^tool\.uv$/, /^(?:dev-dependencies|constraint-dependencies|override-dependencies)$/],
];

function readPyproject(text: string): Map<string, string> {
  const found = new Map<string, string>();
  let section = "";
  const lines = text.split("\n");
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!.trim();
    const header = /^\[+([^\]]+)\]+/.exec(line);
    if (header) {
      section = header[1]!.replaceAll(/["'\s]/g, "");
      continue;
    }
    const equals = line.indexOf("=");
    if (equals < 1 || line.startsWith("#")) continue;
    const key = line
      .slice(0, equals)
      .trim()
      .replaceAll(/^["']|["']$/g, "");
    const note = section === "project" ? "" : ` (${section === "build-system" ? section : key})`;
    if (LISTS.some(([table, name]) => table.test(section) && name.test(key))) {
      const list = listAt(lines, at, equals + lines[at]!.indexOf(line) + 1);
      for (const one of list.items) addPython(found, one, note);
      at = list.last;
      continue;
    }
    const table = TABLES.exec(section);
    if (!table || key === "python") continue;
    const words = line
      .slice(equals + 1)
      .trim()
      .replaceAll(/^["']|["']$/g, "");
    add(found, pythonName(key), `${words}${table[1] === undefined ? "" : ` (${table[1]})`}`);
  }
  return found;
}

/** The strings of a TOML list that begins in a line, and the line in which it ends. */
function listAt(lines: string[], first: number, from: number): { items: string[]; last: number } {
  const items: string[] = [];
  let depth = 0;
  for (let last = first; last < lines.length; last++) {
    const line = last === first ? lines[last]!.slice(from) : lines[last]!;
    for (let at = 0; at < line.length; at++) {
      const char = line[at]!;
      if (char === "#") break;
      if (char === "[") depth++;
      if (char === "]" && --depth <= 0) return { items, last };
      if (char !== '"' && char !== "'") continue;
      const close = line.indexOf(char, at + 1);
      if (close === -1) break;
      items.push(line.slice(at + 1, close));
      at = close;
    }
    if (depth === 0) return { items, last };
  }
  return { items, last: lines.length - 1 };
}
