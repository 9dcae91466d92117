import { basename } from "node:path";
import type { Project } from "../../project/project.ts";
import { hashOf, ifReadable, read } from "../../project/snapshots/trees.ts";
import { isRunFile } from "../../project/steering.ts";
import { type ChangedFile, filesOf, readAt } from "../../project/trees/changes.ts";
import { filesStarted, SHELL } from "./files-started.ts";
import { isProgram } from "./test-file.ts";

/** Which files of a change are source: what the story's work is. All that is unknown is none. */

/** Programs by which a build, a package manager or a runner is told what to do. */
const BUILDS =
  /(?:^|\/)(?:build\.(?:rs|zig)|(?:setup|conanfile|fabfile|tasks|wscript)\.py|mix\.exs|Package\.swift|magefile\.go|[Gg](?:ulp|runt)file[\w.]*|[\w.-]+\.gradle(?:\.kts)?|[\w-]+\.rake|x?make\.lua|premake\d*\.lua)$|\.config\.\w+$|(?:^|\/)(?:\.[^/]+|node_modules|mocks?|stubs?)(?:\/|$)/;
/** A file of such a name would be loaded in the place of what tests are written with. */
const IN_ITS_PLACE =
  /(?:^|\/)(?:unittest|doctest|pytest|nose|assert|chai|expect|vitest|jest|mocha|ava|tape)(?:\.\w+$|\/)/;
/** Loads what tests are written with. */
const OF_TESTS =
  /["'](?:(?:node|bun):test|vitest|chai|expect|@jest\/globals|tape|ava)["']|\bexpect\(|^\s*(?:import|from)\s+(?:unittest|pytest)\b|^\s*(?:import\s+)?"testing"$|\b(?:org\.junit|assertj|kotlin\.test|XCTest|PHPUnit|RSpec|Minitest)\b/m;
/** Where code lies that only tests load, by the usual names. */
const HELPERS = /(?:^|\/)(?:support|helpers?|test(?:ing|utils?|[-_]\w+))(?:\/|\.\w+$)/i;

/** What programs read beside themselves. */
const DATA = /\.(?:json|csv|tsv|ya?ml|xml|txt|toml|properties|tmpl|tpl)$/;
/** What names packages, or decides how tools work. */
const SETTINGS =
  /^(?:package|composer|[jt]sconfig|deno|cargo|pyproject|pom|build|cmake|requirements|constraints|project|workspace|nx|turbo|lerna)\b|config|settings|lock|rc\.\w+$/i;

/** What `change` has: the tree before it, and its files. */
export interface ChangeSet {
  base: string;
  changed: readonly ChangedFile[];
}

/** `commands`: by which the project is tested. @throws TreeUnreadable */
export function sourceOf(
  project: Project,
  { base, changed }: ChangeSet,
  commands: readonly string[],
  isTest: (path: string) => boolean,
): ChangedFile[] {
  const there = new Set(filesOf(project, base).map(({ path }) => path));
  const textOf = (path: string): string | null =>
    there.has(path) ? readAt(project, base, path) : null;
  const started = filesStarted(commands, textOf);
  const isConfiguration = (path: string): boolean => isRunFile(path) || BUILDS.test(path);
  const isCode = (path: string): boolean =>
    (isProgram(path) || SHELL.test(path)) && !isTest(path) && !isConfiguration(path);
  /** Whether a program that is no test has loaded it before the change. */
  const isLoaded = (by: readonly string[]): boolean =>
    by.some((other) => isCode(other) && !started.has(other));
  return changed.filter(({ path, status }) => {
    if (isTest(path) || isConfiguration(path) || IN_ITS_PLACE.test(path)) return false;
    if (!isCode(path)) {
      if (!DATA.test(path) || SETTINGS.test(basename(path))) return false;
      return isLoaded(namersOf(project, base, basename(path), path));
    }
    if (status === "added") return true;
    const by = namersOf(project, base, loading(path), path);
    if (isLoaded(by)) return true;
    const isHelper = OF_TESTS.test(textOf(path) ?? "") || HELPERS.test(path);
    return !isHelper && (!started.has(path) || by.some(isProgram));
  });
}

/** How a program loads another file, whatever its folder. */
function loading(path: string): string {
  const bare = basename(path)
    .replace(/\.\w+$/, "")
    .replace(/\W/g, "[$&]");
  return `["'/]${bare}([.][a-z]+)?["']|(from|import|mod|use)[[:space:]]+([A-Za-z_.]*[.])?${bare}([^A-Za-z_]|$)`;
}

/** Files of a tree, but for one, that a pattern is found in. */
function namersOf(project: Project, base: string, pattern: string, but: string): string[] {
  const args = ["grep", "-l", "-z", "-E", "-e", pattern, hashOf(base)];
  // Git ends with 1 where there is none.
  return ifReadable(() => read(project, args).out.toString(), "")
    .split("\0")
    .map((one) => one.slice(one.indexOf(":") + 1))
    .filter((one) => one !== "" && one !== but);
}
