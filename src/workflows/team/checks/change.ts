import { approvedCommands, type Run } from "../../../engine/run.ts";
import { changedFiles, readFiles } from "../../../project/changes.ts";
import { denyList } from "../../../project/deny-list.ts";
import { unlessUnreadable } from "../../../project/kept-trees.ts";
import { type Project, treeStore } from "../../../project/project.ts";
import { baseOf, beforeWork } from "../../../record/accepted.ts";
import { readJson } from "../../../store/json.ts";
import { isObject } from "../../../store/small-file.ts";
import { someOf } from "../../../text.ts";
import { ruledFiles, rulesOf } from "../../small/rules.ts";
import { REST } from "../areas.ts";
import { isTestOf, partsOf } from "../ownership.ts";
import type { TeamFacts } from "../recorded.ts";
import { outgrown, trackOf } from "../tracks.ts";
import { PART_SCRIPTS } from "./commands.ts";
import { readerOf, written } from "./manifests.ts";

/** The change of a run as the rules of stage 05 look at it. */
export interface Change {
  /** Rules that ask for a security review; null: they could not be tried, and it is due. */
  rules: string[] | null;
  /** The same without test files: a test of the login changes no login. */
  codeRules: string[] | null;
  /** Warnings about dependencies, and about scripts that check the change. */
  notes: string[];
  /** The change is more than the run's track is for. */
  outgrown: TeamFacts["outgrown"];
  /** No owner has changed a file. */
  isEmpty: boolean;
}

const UNKNOWN: Change = { rules: null, codeRules: null, notes: [], outgrown: undefined, isEmpty: false };

/** What the run has changed up to this tree, and which rules that fires. */
export function changeOf(project: Project, run: Run, tree: string | null): Change {
  const base = baseOf(run);
  if (base === null || tree === null) return UNKNOWN;
  return unlessUnreadable(() => {
    const scratch = treeStore(project);
    const changed = changedFiles(project.root, base, tree, scratch);
    const early = beforeWork(run);
    const isTest = isTestOf(run);
    const of = { root: project.root, from: base, to: tree, scratch };
    const files = ruledFiles(of, changed, denyList(run.settings.secrets));
    const manifests = changed.map((one) => one.path).filter(isManifest);
    const [before, after] = [base, tree].map((one) => texts(readFiles(project.root, one, manifests, scratch)));
    const changes = dependencyChanges(before!, after!);
    const dependencies = [...changes.added, ...changes.changed, ...changes.removed];
    const fired = (some: typeof files) => rulesOf(some, dependencies).map((one) => one.rule);
    const code = changed.filter((one) => !isTest(one.path));
    const paths = code.map((one) => one.path);
    const lines = code.reduce((sum, one) => sum + one.added + one.removed, 0);
    const codeRules = fired(files.filter((one) => !isTest(one.path)));
    const size = { files: paths, lines, areas: crossed(run, paths), rules: codeRules };
    const tests = [...approvedCommands(run).map((one) => one.text), run.settings.team?.commands?.tests || ""];
    const scripts = scriptNote(before!["package.json"] ?? null, after!["package.json"] ?? null, tests);
    const runFiles = runFilesNote(changed.map((one) => one.path));
    return {
      rules: fired(files),
      codeRules,
      notes: [dependencyNote(changes), scripts, runFiles, earlyNote(project, early)].filter((one) => one !== null),
      outgrown: outgrown(trackOf(run), size) ?? undefined,
      isEmpty: early?.inDiff ? changedFiles(project.root, early.to, tree, scratch).length === 0 : changed.length === 0,
    };
  }, UNKNOWN);
}

/** What the person is told of files that were changed before the first owner began; null: there are none. */
function earlyNote(project: Project, early: ReturnType<typeof beforeWork>): string | null {
  if (early === null) return null;
  const files = changedFiles(project.root, early.from, early.to, treeStore(project)).map((one) => one.path);
  // Bytes of the disk and what git keeps of them have two names for the same.
  if (files.length === 0) return null;
  const what = early.inDiff ? "reviewed with the change" : "with other commits, in no diff of the run";
  return `Changed between the start of the run and its first owner, by no task of it, and ${what}: ${someOf(files, 5)}`;
}

/** Areas that a change of these files crosses: a file of several counts for none of them, unless it is alone. */
function crossed(run: Run, paths: string[]): string[] {
  const owners = paths.map(partsOf(run)).filter((parts) => !parts.includes(REST));
  const single = owners.filter((parts) => parts.length === 1).flat();
  return [...new Set(single.length > 0 ? single : owners.slice(0, 1).flat().slice(0, 1))];
}

const texts = (files: Map<string, string | null>): Record<string, string> =>
  Object.fromEntries([...files].flatMap(([path, text]) => (text === null ? [] : [[path, text]])));

/** What stands in a package.json; null when it cannot be read. */
function manifestOf(text: string): Record<string, unknown> | null {
  const read = readJson(text.replace(/^\uFEFF/, ""), "last");
  return read.ok && isObject(read.value) ? read.value : null;
}

/** Its scripts; none when it cannot be read, which its reader tells. */
function scriptsOf(text: string | null): Map<string, unknown> {
  const scripts = manifestOf(text ?? "{}")?.scripts;
  return new Map(isObject(scripts) ? Object.entries(scripts) : []);
}

/** The script of package.json that a command runs: `check:all` of `npm run check:all`; none for any other command. */
const scriptOf = (command: string): string[] =>
  /^(?:npm|pnpm|yarn|bun)\s+(?:run\s+)?([\w:.-]+)/.exec(command)?.slice(1, 2) ?? [];

/**
 * What a person is told when a change wrote a script that checks it, or one before or behind it; null: it did not. The texts
 * are those of package.json before and after, null where there was none. `commands`: what the run tests by.
 */
export function scriptNote(before: string | null, after: string | null, commands: readonly string[]): string | null {
  const [was, is] = [scriptsOf(before), scriptsOf(after)];
  const names = [...new Set([...Object.values(PART_SCRIPTS).flat(), ...commands.flatMap(scriptOf)])];
  const changed = names
    .flatMap((name) => [`pre${name}`, name, `post${name}`])
    .filter((name) => was.get(name) !== is.get(name));
  return changed.length === 0 ? null : `The change wrote scripts that check it, in package.json: ${changed.join(", ")}`;
}

/** Files that decide how scripts and tests are run, whatever these say themselves. */
const RUN_FILE =
  /(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.yml)?|\.pnpmrc|bunfig\.toml|\.mocharc\.[\w.]+|pytest\.ini|conftest\.py)$/;

/** What a person is told of such files among those that changed; null: there are none. */
export function runFilesNote(paths: readonly string[]): string | null {
  const found = paths.filter((path) => RUN_FILE.test(path));
  return found.length === 0 ? null : `The change wrote what decides how scripts and tests run: ${someOf(found, 5)}`;
}

/** A package that a manifest asks for in other words than before, its own; null: not at all. */
type DependencyChange = { file: string; name: string; from: string | null; to: string | null };
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
  !/(?:^|\/)node_modules\//.test(path) && (/(?:^|\/)package\.json$/.test(path) || readerOf(path) !== undefined);

/** Compares the manifests before and after a change, in the order of paths and names. Other files are passed over. */
export function dependencyChanges(before: Manifests, after: Manifests): DependencyChanges {
  const result: DependencyChanges = { added: [], removed: [], changed: [], unreadable: [] };
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(isManifest).sort();
  for (const file of paths) {
    const [was, is] = [before, after].map((side) => packagesOf(file, side[file]));
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

/** Of a manifest that is not there: none. */
function packagesOf(file: string, text: string | undefined): Map<string, string> | null {
  if (text === undefined) return new Map();
  return (readerOf(file) ?? packagesIn)(text.replace(/^\uFEFF/, "").replaceAll("\r\n", "\n"));
}

/** A package that stands in two sections is asked for twice. */
function packagesIn(text: string): Map<string, string> | null {
  const value = manifestOf(text);
  if (value === null) return null;
  const found = new Map<string, string>();
  for (const section of SECTIONS) {
    const packages = value[section] ?? {};
    if (!isObject(packages)) return null;
    for (const [name, asked] of Object.entries(packages)) {
      const words = `${written(asked)}${section === "dependencies" ? "" : ` (${section})`}`;
      found.set(name, [...(found.has(name) ? [found.get(name)] : []), words].join(", "));
    }
  }
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
