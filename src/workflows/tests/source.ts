import { basename, dirname, extname, posix } from "node:path";
import { diffArrays } from "diff/lib/diff/array.js";
import type { Project } from "../../project/project.ts";
import { hashOf, ifReadable, read } from "../../project/snapshots/trees.ts";
import { isRunFile } from "../../project/steering.ts";
import { type ChangedFile, filesOf, readAt } from "../../project/trees/changes.ts";
import { given } from "../../text.ts";
import { filesStarted, SHELL } from "./files-started.ts";
import { isProgram } from "./test-file.ts";

/**
 * Which files of a change are source, the story's work, and of which that cannot be told: earlier
 * tests run with these as they are now, and with each of them as it was. All else stays as it was.
 */

/** Programs by which a build, a package manager or a runner is told what to do. */
const BUILDS =
  /(?:^|\/)(?:build\.(?:rs|zig)|(?:setup|conanfile|fabfile|tasks|wscript)\.py|mix\.exs|Package\.swift|magefile\.go|[Gg](?:ulp|runt)file[\w.]*|[\w.-]+\.gradle(?:\.kts)?|[\w-]+\.rake|x?make\.lua|premake\d*\.lua)$|\.config\.\w+$|(?:^|\/)(?:\.[^/]+|node_modules|mocks?|stubs?)(?:\/|$)/;
/** A file of such a name would be loaded in the place of what tests are written with. */
const IN_ITS_PLACE =
  /(?:^|\/)(?:unittest|doctest|pytest|nose|assert|chai|expect|vitest|jest|mocha|ava|tape)(?:\.\w+$|\/)/;
/** Loads what tests are written with. */
const OF_TESTS =
  /["'](?:(?:node|bun):test|vitest|chai|expect|@jest\/globals|tape|ava)["']|\bexpect\(|^\s*(?:import|from)\s+(?:unittest|pytest)\b|^\s*(?:import\s+)?"testing"$|\b(?:org\.junit|assertj|kotlin\.test|XCTest|PHPUnit|RSpec|Minitest)\b/m;

/** What programs read beside themselves. */
const DATA = /\.(?:json|csv|tsv|ya?ml|xml|txt|toml|properties|tmpl|tpl)$/;
/** What names packages, or decides how tools work. */
const SETTINGS =
  /^(?:package|composer|[jt]sconfig|deno|cargo|pyproject|pom|build|cmake\w*|requirements|constraints|project|workspace|nx|turbo|lerna)\b|lock|rc\.\w+$/i;

/** A change: the trees before and after it, and its files. */
export interface ChangeSet {
  base: string;
  tree: string;
  changed: readonly ChangedFile[];
}

/** What may be source, or what tests rest on: one program, or all data. */
export interface Unsure {
  files: ChangedFile[];
  /** Something loads it by its name, so what does not name it does not need it. */
  isNamed: boolean;
}

export interface Sorted {
  /** What a program of the project loads or reads. */
  source: ChangedFile[];
  unsure: Unsure[];
}

/** `commands`: by which the project is tested. @throws TreeUnreadable */
export function sorted(
  project: Project,
  { base, tree, changed }: ChangeSet,
  commands: readonly string[],
  isTest: (path: string) => boolean,
): Sorted {
  const all = filesOf(project, base).map(({ path }) => path);
  const there = new Set(all);
  const added = new Set(changed.flatMap((one) => (one.status === "added" ? [one.path] : [])));
  const textOf = (path: string): string | null =>
    there.has(path) || added.has(path)
      ? readAt(project, added.has(path) ? tree : base, path)
      : null;
  const started = filesStarted(commands, textOf);
  const isScript = (path: string): boolean =>
    isProgram(path) || SHELL.test(path) || textOf(path)?.startsWith("#!") === true;
  const isCode = (path: string): boolean =>
    isScript(path) && !isTest(path) && !isRunFile(path) && !BUILDS.test(path);
  const namersOf = (path: string): string[] => {
    const twins = all.filter((one) => one !== path && bareName(one) === bareName(path));
    const at = added.has(path) ? tree : base;
    const found = filesNaming(project, at, isProgram(path) ? loading(path) : basename(path), path);
    const inPackage = PACKAGED.test(path) ? namersInPackage(path, at) : [];
    return [
      ...inPackage,
      ...(twins.length === 0
        ? found
        : found.filter((namer) => leadsTo(readAt(project, at, namer) ?? "", namer, path))),
    ];
  };
  /** Files beside it that use what it declares: they need not say that they load it. */
  const namersInPackage = (path: string, at: string): string[] => {
    const names = declaredIn(path, textOf(path) ?? "").join("|");
    if (names === "") return [];
    const word = `(^|[^A-Za-z0-9_.])(${names})([^A-Za-z0-9_]|$)`;
    return filesNaming(project, at, word, path).filter(
      (one) => dirname(one) === dirname(path) && extname(one) === extname(path),
    );
  };
  const namersBy = new Map(changed.map(({ path }) => [path, namersOf(path)]));
  const sort = ({ path }: ChangedFile): "source" | "unsure" | "not" => {
    if (isRunFile(path) || IN_ITS_PLACE.test(path)) return "not";
    const namers = namersBy.get(path)!;
    const isOfTests = isTest(path) || OF_TESTS.test(textOf(path) ?? "");
    const isManifest = BUILDS.test(path) || (!isScript(path) && SETTINGS.test(basename(path)));
    const users = namers.filter((one) => isCode(one) && !started.has(one));
    if (users.length > 0 && (!isManifest || isScript(path))) return "source";
    if (isOfTests || (isManifest && !(isScript(path) && namers.some(isScript)))) return "not";
    if (isScript(path)) return started.has(path) && !namers.some(isScript) ? "not" : "unsure";
    return namers.some(isTest) || !DATA.test(path) ? "not" : "unsure";
  };
  const groups = Object.groupBy(changed, sort);
  const unsure = groups.unsure ?? [];
  const data = unsure.filter(({ path }) => !isScript(path));
  return {
    source: groups.source ?? [],
    unsure: [
      ...unsure
        .filter((one) => !data.includes(one))
        .map((one) => ({ files: [one], isNamed: namersBy.get(one.path)!.length > 0 })),
      ...given(data.length > 0, { files: data, isNamed: false }),
    ],
  };
}

const bareName = (path: string): string => basename(path).replace(/\.\w+$/, "");

/** How a program loads another file, whatever its folder. */
function loading(path: string): string {
  const bare = bareName(path).replace(/\W/g, "[$&]");
  return `["'/]${bare}([.][a-z]+)?["']|(from|import|mod|use)[[:space:]]+([A-Za-z_.:\\]*[.:\\])?${bare}([^A-Za-z_]|$)`;
}

/** Languages in which files of one folder use each other's names. */
const PACKAGED = /\.(?:go|java|kt|scala|groovy|cs|swift|php)$/;

/** What a file declares for those beside it: in Go its names, elsewhere the class that it is named by. */
function declaredIn(path: string, text: string): string[] {
  if (!path.endsWith(".go")) return [bareName(path)];
  const blocks = text.match(/^(?:var|const|type) \(\n[\s\S]*?^\)/gm) ?? [];
  const names = [
    ...text.matchAll(/^(?:func|var|const|type) (\w+)/gm),
    ...blocks.flatMap((block) => [...block.matchAll(/^\t(\w+)/gm)]),
  ];
  return names.map(([, name]) => name!);
}

/** Whether the words by which a file names another one lead to that path, and to no other. */
function leadsTo(text: string, namer: string, path: string): boolean {
  const bare = (one: string): string => one.replace(/(?<=\w)\.\w+$/, "");
  const quoted = text.matchAll(/["'`]([^"'`\n]+)["'`]/g);
  const modules = text.matchAll(/\b(?:from|import|mod|use)\s+([\w.:\\]+)/g);
  const words = [
    ...[...quoted].map(([, word]) => word!),
    ...[...modules].map(([, word]) =>
      word!.replace(/^\.+/, "./").replace(/(?<=\w)(?:::|\\|\.)/g, "/"),
    ),
  ];
  return words.some((word) => {
    if (bareName(word) !== bareName(path)) return false;
    return word.startsWith(".")
      ? bare(posix.join(dirname(namer), word)) === bare(path)
      : `/${bare(path)}`.endsWith(`/${bare(word)}`);
  });
}

/** Files of a tree, but for one, that a pattern is found in. */
function filesNaming(project: Project, base: string, pattern: string, but: string): string[] {
  const args = ["grep", "-l", "-z", "-E", "-e", pattern, hashOf(base)];
  // Git ends with 1 where there is none.
  return ifReadable(() => read(project, args).out.toString(), "")
    .split("\0")
    .map((one) => one.slice(one.indexOf(":") + 1))
    .filter((one) => one !== "" && one !== but);
}

/** What a build compiles, and what it makes of that. */
const COMPILED =
  /\.(?:c|cc|cpp|cxx|hh?|hpp|mm?|cu|s?v|vhdl?|f(?:90|95|03)?|ad[bs]|cs|fs|vb|mli?|hs|java|kt|scala|swift|d|pas|s|o|obj|lo)$/i;
/** A path in a list of sources. */
const LISTED = /(?:\$\(\w+\))?[\w./${}+-]+\.\w+/g;

/**
 * The old text of a file, with lines that list source as they are now: those in which nothing else
 * differs than names of `files`, which came or went. A build needs them, and can do no more by them.
 */
export function withListed(was: string, is: string, files: readonly ChangedFile[]): string {
  const names = new Set(
    files.flatMap(({ path, status }) =>
      given(status !== "modified" && COMPILED.test(path), bareName(path)),
    ),
  );
  const without = (line: string, isOut: (word: string) => boolean): string =>
    line
      .replace(LISTED, (word) => (COMPILED.test(word) && isOut(bareName(word)) ? "" : word))
      .replace(/[\s,\\]+/g, " ")
      .replace(/ (?=[)\]}])|(?<=[([{]) /g, "")
      .trim();
  const isNamed = (name: string): boolean => names.has(name);
  const [old, now] = [was.split("\n"), is.split("\n")];
  const forms = new Set(["", ...old.map((line) => without(line, () => true))]);
  const isListing = (line: string): boolean =>
    without(line, isNamed) !== without(line, () => false) && forms.has(without(line, () => true));
  const isSame = (one: string, other: string): boolean =>
    one === other || without(one, isNamed) === without(other, isNamed);
  if (names.size === 0) return was;
  return diffArrays(old, now, { comparator: isSame })
    .flatMap(({ added, removed, value }) =>
      added ? value.filter(isListing) : removed ? value.filter((one) => !isListing(one)) : value,
    )
    .join("\n");
}
