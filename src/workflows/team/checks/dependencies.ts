import { isObject } from "../../../store/small-file.ts";
import { someOf } from "../../../text.ts";

/** What a change does to the packages that a package.json asks for; of other manifests that they changed is told by their path. */

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

/** True for a path, relative to the project, of a manifest that `dependencyChanges` reads. */
export const isManifest = (path: string): boolean =>
  /(?:^|\/)package\.json$/.test(path) && !/(?:^|\/)node_modules\//.test(path);

/** Compares the manifests before and after a change, in the order of paths and names. Other files are passed over. */
export function dependencyChanges(before: Manifests, after: Manifests): DependencyChanges {
  const result: DependencyChanges = { added: [], removed: [], changed: [], unreadable: [] };
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(isManifest).sort();
  for (const file of paths) {
    const [was, is] = [before, after].map((side) => packagesIn(Object.hasOwn(side, file) ? side[file]! : "{}"));
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
function packagesIn(text: string): Map<string, string> | null {
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ""));
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
