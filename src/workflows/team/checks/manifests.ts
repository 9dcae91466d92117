import { attempt } from "../../../process/attempt.ts";
import { isObject } from "../../../store/small-file.ts";
import { someOf } from "../../../text.ts";

/** What manifests ask for, and how a change differs in that: those of JavaScript, Python and Go. */

/** Each package of a manifest with the words that it is asked for in. */
type Packages = Map<string, string>;

/** A package that stands in two places is asked for twice. */
function add(found: Packages, name: string, words: string): void {
  const before = found.get(name);
  found.set(name, before === undefined ? words : `${before}, ${words}`);
}

/** `flask>=3`; `pip` takes names that differ in case, `-`, `_` and `.` for the same. What is no package is given as it stands. */
function addRequirement(found: Packages, asked: string, note = ""): void {
  const [, name, rest = ""] = /^([A-Za-z0-9][\w./-]*)(?![\w./:+-])[ \t]*(.*)$/s.exec(asked) ?? [];
  if (name === undefined) add(found, asked, `given${note}`);
  else add(found, name.toLowerCase().replaceAll(/[-_.]+/g, "-"), `${rest.replaceAll(/\s+/g, " ") || "any"}${note}`);
}

/** requirements.txt: a package, an option, another file or an address in each line. */
function readLines(text: string): Packages {
  const found: Packages = new Map();
  for (const raw of text.replaceAll("\\\n", " ").split("\n")) {
    const line = raw.split(/(?:^|\s)#|\s--hash\b/, 1)[0]!.trim();
    if (line !== "") addRequirement(found, line);
  }
  return found;
}

/** What a line of go.mod, or a block of them, is about: a replacement puts other code under a name that is already there. */
const ASKS = /^(?:require|replace|tool)$/;

/** go.mod: modules by their paths. */
function readModules(text: string): Packages {
  const found: Packages = new Map();
  let block: string | null = null;
  for (const raw of text.split("\n")) {
    const line = raw.split(/(?:^|\s)\/\//, 1)[0]!.trim();
    const opens = /^(\w+)\s*\($/.exec(line)?.[1];
    if (opens !== undefined) block = opens;
    else if (line === ")") block = null;
    else {
      const [verb = "", ...words] = block === null ? line.split(/\s+/) : [block, ...line.split(/\s+/)];
      if (!ASKS.test(verb) || words.join("") === "") continue;
      if (verb === "require") add(found, words[0]!, words.slice(1).join(" ") || "any");
      else add(found, `${block === null ? `${verb} ` : ""}${words.join(" ")}`, "given");
    }
  }
  return found;
}

/** Keys below which packages stand, as a list or by their names. */
const SECTION = /(?:dependencies|dependency-groups|overrides|resolutions|requires)$/i;

/** package.json and pyproject.toml: `section` is the key that packages stand below, null outside of any. */
function addTable(found: Packages, table: object, section: string | null): void {
  for (const [key, below] of Object.entries(table)) {
    const own = section ?? (SECTION.test(key) ? key : null);
    const note = own === null || own === "dependencies" ? "" : ` (${own})`;
    if (own !== null && Array.isArray(below)) {
      for (const asked of below) if (typeof asked === "string") addRequirement(found, asked, note);
    } else if (section === null) {
      if (isObject(below)) addTable(found, below, own);
    } else if (key !== "python") {
      add(found, key, `${typeof below === "string" ? below : JSON.stringify(below)}${note}`);
    }
  }
}

/** Nesting as deep as no manifest has it is not survived. */
const MAX_NESTING = 1_000;
const isTooDeep = (text: string): boolean =>
  text.split("{").length > MAX_NESTING || text.split("\n").some((line) => line.split(".").length > MAX_NESTING);

function readTable(value: unknown): Packages | null {
  if (!isObject(value)) return null;
  const found: Packages = new Map();
  addTable(found, value, null);
  return found;
}

/** By the name of the file; null: not readable. */
const READERS: [RegExp, (text: string) => Packages | null][] = [
  [/^package\.json$/, (text) => readTable(isTooDeep(text) ? null : attempt(() => JSON.parse(text), null))],
  [/^pyproject\.toml$/i, (text) => readTable(isTooDeep(text) ? null : attempt(() => Bun.TOML.parse(text), null))],
  [/^(?:.*[-_.])?requirements(?:[-_.].*)?\.(?:txt|in)$/i, readLines],
  [/^go\.mod$/i, readModules],
];

const readerOf = (path: string) => READERS.find(([name]) => name.test(path.slice(path.lastIndexOf("/") + 1)))?.[1];

/** True for a path, relative to the project, of a manifest that `dependencyChanges` reads. */
export const isManifest = (path: string): boolean =>
  !/(?:^|\/)node_modules\//.test(path) && readerOf(path) !== undefined;

/** A package that a manifest asks for in other words than before, its own; null: not at all. */
type DependencyChange = { file: string; name: string; from: string | null; to: string | null };

/** Texts of manifests by path; one that is not there is left out. */
type Manifests = Readonly<Record<string, string>>;

/** Compares the manifests before and after a change, in the order of paths and names; of one that cannot be read nothing is known. */
export function dependencyChanges(before: Manifests, after: Manifests): DependencyChange[] {
  const packagesOf = (file: string, text: string | undefined): Packages | null =>
    text === undefined ? new Map() : readerOf(file)!(text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n"));
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(isManifest).sort();
  return paths.flatMap((file) => {
    const [was, is] = [packagesOf(file, before[file]), packagesOf(file, after[file])];
    if (was === null || is === null) return [];
    return [...new Set([...was.keys(), ...is.keys()])]
      .sort()
      .map((name) => ({ file, name, from: was.get(name) ?? null, to: is.get(name) ?? null }))
      .filter(({ from, to }) => from !== to);
  });
}

/** What a person is told about packages that a change brings in, in place of others, or takes away; null: nothing. */
export function dependencyNote(changes: readonly DependencyChange[]): string | null {
  const parts = {
    added: changes.filter((one) => one.from === null).map((one) => `${one.name} ${one.to}`),
    changed: changes
      .filter((one) => one.from !== null && one.to !== null)
      .map((one) => `${one.name} ${one.from} → ${one.to}`),
    removed: changes.filter((one) => one.to === null).map((one) => one.name),
  };
  const named = Object.entries(parts).filter(([, names]) => names.length > 0);
  if (named.length === 0) return null;
  return `Dependencies: ${named.map(([title, names]) => `${title} ${someOf(names, 8)}`).join("; ")}`;
}
