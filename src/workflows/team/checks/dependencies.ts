import { isObject } from "../../../store/small-file.ts";
import { someOf } from "../../../text.ts";

/** What a change does to the packages that a project stands on, read from its manifests. */

interface DependencyChange {
  /** The manifest. */
  file: string;
  name: string;
  /** What is asked for, in the manifest's own words; null: nothing. */
  from: string | null;
  to: string | null;
}

interface DependencyChanges {
  added: DependencyChange[];
  removed: DependencyChange[];
  changed: DependencyChange[];
  /** Manifests that could not be read on one of the sides: what they change is not known. */
  unreadable: string[];
}

/** Manifests by path; a file that is not there is left out. */
type Manifests = Readonly<Record<string, string>>;

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

/** What a manifest asks for, as text. */
const written = (asked: unknown): string => (typeof asked === "string" ? asked : JSON.stringify(asked));

/** A package that stands in two sections is asked for twice. */
function readPackageJson(text: string): Map<string, string> | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isObject(value)) return null;
  const found = new Map<string, string>();
  for (const section of SECTIONS) {
    const packages = value[section] ?? {};
    if (!isObject(packages)) return null;
    for (const [name, asked] of Object.entries(packages))
      add(found, name, `${written(asked)}${section === "dependencies" ? "" : ` (${section})`}`);
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
    if (block !== null && words[0] === ")") block = null;
    else if (block === null && words[1] === "(") block = words[0];
    else {
      const [kind, ...rest] = block === null ? words : [block, ...words];
      const arrow = rest.indexOf("=>");
      if (kind === "require" && rest[0]) add(found, unquoted(rest[0]), rest[1] ?? "any");
      // A replacement puts other code under a name that is already there.
      if (kind === "replace" && arrow > 0)
        add(found, `replace ${rest.slice(0, arrow).map(unquoted).join(" ")}`, rest.slice(arrow + 1).join(" "));
      if (kind === "tool" && rest[0]) add(found, `tool ${unquoted(rest[0])}`, "given");
    }
  }
  return found;
}

const unquoted = (word: string): string => word.replaceAll(/^["`]|["`]$/g, "");

type Table = Record<string, unknown>;

/** What stands below a path of keys, as a table; an empty one where there is none. */
function tableAt(value: unknown, ...path: string[]): Table {
  const below = (table: unknown, key: string) => (isObject(table) && Object.hasOwn(table, key) ? table[key] : null);
  const found = path.reduce(below, value);
  return isObject(found) ? found : {};
}

/** A Bun before 1.4 does not survive nesting as deep as no manifest has it. */
const MAX_NESTING = 1_000;
const isTooDeep = (text: string): boolean =>
  text.split("{").length > MAX_NESTING || text.split("\n").some((line) => line.split(".").length > MAX_NESTING);

function readToml(text: string): Table | null {
  if (isTooDeep(text)) return null;
  try {
    return Bun.TOML.parse(text) as Table;
  } catch {
    return null;
  }
}

const UV_LISTS = ["dev-dependencies", "constraint-dependencies", "override-dependencies"];

/** Lists of packages, and poetry's tables whose keys are packages; what a group asks for is told with its name. */
function readPyproject(text: string): Map<string, string> | null {
  const value = readToml(text);
  if (value === null) return null;
  const found = new Map<string, string>();
  const addList = (list: unknown, note: string): void => {
    for (const one of Array.isArray(list) ? list : []) if (typeof one === "string") addPython(found, one, note);
  };
  const addTable = (table: Table, note: string): void => {
    for (const [name, asked] of Object.entries(table))
      if (name !== "python") add(found, pythonName(name), `${written(asked)}${note}`);
  };
  const groups = (...tables: Table[]): void => {
    for (const [name, list] of tables.flatMap((table) => Object.entries(table))) addList(list, ` (${name})`);
  };
  const uv = tableAt(value, "tool", "uv");
  addList(tableAt(value, "project").dependencies, "");
  addList(tableAt(value, "build-system").requires, " (build-system)");
  groups(tableAt(value, "project", "optional-dependencies"), tableAt(value, "dependency-groups"));
  for (const name of UV_LISTS) addList(uv[name], ` (${name})`);
  groups(tableAt(value, "tool", "pdm", "dev-dependencies"));
  const poetry = tableAt(value, "tool", "poetry");
  for (const [group, tables] of [["", poetry] as const, ...Object.entries(tableAt(poetry, "group"))])
    for (const name of ["dependencies", "dev-dependencies"])
      addTable(tableAt(tables, name), group === "" ? "" : ` (${group})`);
  return found;
}

/** What a person is told about packages that a change brings in, in place of others, or takes away; null: nothing. */
export function dependencyNote({ added, removed, changed, unreadable }: DependencyChanges): string | null {
  const parts = Object.entries({
    added: added.map((one) => `${one.name} ${one.to}`),
    changed: changed.map((one) => `${one.name} ${one.from} → ${one.to}`),
    removed: removed.map((one) => one.name),
    "not readable:": unreadable,
  }).filter(([, names]) => names.length > 0);
  if (parts.length === 0) return null;
  return `Dependencies: ${parts.map(([title, names]) => `${title} ${someOf(names, 8)}`).join("; ")}`;
}
