import { isObject } from "../../../store/small-file.ts";

/** What manifests of Python and Go ask for: each package with the words that it is asked for in; null: not readable. */
type Reader = (text: string) => Map<string, string> | null;

/** A package that stands in two places is asked for twice. */
function add(found: Map<string, string>, name: string, words: string): void {
  const before = found.get(name);
  found.set(name, before === undefined ? words : `${before}, ${words}`);
}

/** `pip` takes names that differ in case, `-`, `_` and `.` for the same. */
const pythonName = (name: string): string => name.toLowerCase().replaceAll(/[-_.]+/g, "-");

function addPython(found: Map<string, string>, asked: string, note = ""): void {
  const [, name, rest = ""] = /^([A-Za-z0-9][\w.-]*)[ \t]*(.*)$/s.exec(asked) ?? [];
  if (name === undefined) return;
  const words = rest
    .split(/[ \t]--hash[= \t]/, 1)[0]!
    .replaceAll(/\s+/g, " ")
    .trim();
  add(found, pythonName(name), `${words || "any"}${note}`);
}

const readRequirements: Reader = (text) => {
  const found = new Map<string, string>();
  for (const raw of text.replaceAll("\\\n", " ").split("\n")) {
    const line = raw.split(/(?:^|\s)#/, 1)[0]!.trim();
    // Another file, an editable source or another index: what it brings in is known by its words alone.
    if (/^-{1,2}[A-Za-z]|^[A-Za-z][\w+.-]*:\/\//.test(line))
      add(found, line.replace(/^(-{1,2}[A-Za-z-]+)[ \t=]+/, "$1 "), "given");
    else addPython(found, line);
  }
  return found;
};

const unquoted = (word: string): string => word.replaceAll(/^["`]|["`]$/g, "");

const readGoMod: Reader = (text) => {
  const found = new Map<string, string>();
  let block: string[] = [];
  for (const raw of text.split("\n")) {
    const words = raw.split("//", 1)[0]!.trim().split(/\s+/).map(unquoted);
    const [kind, ...rest] = [...block, ...words];
    const arrow = rest.indexOf("=>");
    if (words[0] === ")") block = [];
    else if (words[1] === "(") block = [words[0]!];
    else if (!rest[0]) continue;
    else if (kind === "require") add(found, rest[0], rest[1] ?? "any");
    else if (kind === "tool") add(found, `tool ${rest[0]}`, "given");
    // A replacement puts other code under a name that is already there.
    else if (kind === "replace" && arrow > 0)
      add(found, `replace ${rest.slice(0, arrow).join(" ")}`, rest.slice(arrow + 1).join(" "));
  }
  return found;
};

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

/** Lists of packages, and poetry's tables whose keys are packages; what a group asks for is told with its name. */
const readPyproject: Reader = (text) => {
  if (isTooDeep(text)) return null;
  let value: unknown;
  try {
    value = Bun.TOML.parse(text);
  } catch {
    return null;
  }
  const found = new Map<string, string>();
  const note = (group: string): string => (group === "" ? "" : ` (${group})`);
  const groups = [["project", "optional-dependencies"], ["dependency-groups"], ["tool", "pdm", "dev-dependencies"]];
  const lists = [
    ["", tableAt(value, "project").dependencies] as const,
    ["build-system", tableAt(value, "build-system").requires] as const,
    ...groups.flatMap((path) => Object.entries(tableAt(value, ...path))),
    ...Object.entries(tableAt(value, "tool", "uv")).filter(([name]) => name.endsWith("-dependencies")),
  ];
  for (const [group, list] of lists)
    for (const one of Array.isArray(list) ? list : []) if (typeof one === "string") addPython(found, one, note(group));
  const poetry = tableAt(value, "tool", "poetry");
  for (const [group, tables] of [["", poetry] as const, ...Object.entries(tableAt(poetry, "group"))])
    for (const table of ["dependencies", "dev-dependencies"])
      for (const [name, asked] of Object.entries(tableAt(tables, table)))
        if (name !== "python") add(found, pythonName(name), `${written(asked)}${note(group)}`);
  return found;
};

/** What a manifest asks for, as text. */
export const written = (asked: unknown): string => (typeof asked === "string" ? asked : JSON.stringify(asked));

const READERS: [RegExp, Reader][] = [
  [/^(?:.*[-_.])?requirements(?:[-_.].*)?\.(?:txt|in)$/, readRequirements],
  [/^go\.mod$/, readGoMod],
  [/^pyproject\.toml$/, readPyproject],
];

/** What reads a manifest of this path; undefined: it is none of Python or Go. */
export const readerOf = (path: string): Reader | undefined => {
  const name = path.slice(path.lastIndexOf("/") + 1).toLowerCase();
  return READERS.find(([pattern]) => pattern.test(name))?.[1];
};
