import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { type ChangedFile, filesOf, readAt, readFiles, shownPath } from "../../project/changes.ts";
import { hashOf, read, unlessUnreadable } from "../../project/kept/trees.ts";
import type { Project } from "../../project/project.ts";
import { isRunFile, isRunnersOwn } from "../../project/steering.ts";
import { plural } from "../../text.ts";
import { isCode, isTestData, isTestFile } from "../execute/test-file.ts";
import { holdsSettings, scriptsChanged, settingsChanged, withScripts } from "../how-tests-run.ts";
import { filesLoaded, filesStarted, isShell } from "./files-started.ts";

/**
 * What tests rest on: scripts, configuration, earlier tests, and what they are started with; as a
 * change found it.
 */

export interface Change {
  base: string;
  tree: string;
  changed: readonly ChangedFile[];
}

/** Lines by which files got shorter; those of blanks count as well. */
export const shrunk = (files: readonly ChangedFile[]): number =>
  files.reduce((sum, { added, removed }) => sum + removed - added, 0);

const ASSERTS =
  /\b(?:expect|assert|should|verify|require|check|throws?|rejects|equals?|Error|Fatal|exit|raise|die|panic)\w*|\.(?:ok|is|not|deepEqual)\(/gi;
export const assertsIn = (text: string): number => text.match(ASSERTS)?.length ?? 0;
const LITERALS = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`[^`]*`|\b\d[\w.]*/g;

/** Whether a text asks for what another asks for, under whatever names: as often, and for half of its values at least. */
export function asksAlike(was: string, is: string): boolean {
  const [old, left] = [was, is].map((text): string[] => text.match(LITERALS) ?? []) as [
    string[],
    string[],
  ];
  const kept = old.filter((one) => {
    const at = left.indexOf(one);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  return assertsIn(is) >= assertsIn(was) && 2 * kept.length >= old.length;
}

/** Loads or uses what tests assert with. */
const OF_TESTS =
  /["'](?:(?:node:)?assert(?:\/strict)?|(?:node|bun):test|vitest|chai|expect|@jest\/globals|tape|ava)["']|\bexpect\(|^\s*(?:import|from)\s+(?:unittest|pytest)\b|^\s*assert\s|\btesting\.TB?\b|\b(?:junit|assertj|kotlin\.test|XCTest|PHPUnit|RSpec|Minitest)\b/m;

/** Languages whose builds list each file: without one of these they fail. */
const LISTED = /\.(?:rs|c|cc|cpp|cxx|hh?|hpp|mm?|zig|hs|ml)$/;

/** What a change wrote of what tests rest on. `commands`: by which the project is tested. */
export function restsOf(
  project: Project,
  { base, tree, changed: all }: Change,
  commands: readonly string[],
  isTest: (path: string) => boolean = isTestFile,
) {
  const old = all.filter(({ status }) => status !== "added");
  const textsAt = (one: string, paths: string[]) => {
    const texts = readFiles(project, one, paths);
    return (path: string): string => texts.get(path) ?? "";
  };
  // One that only has another place may be the same test.
  const isMoved = ({ path, status, removed }: ChangedFile): boolean =>
    status === "deleted" &&
    all.some(
      (one) =>
        one.status === "added" && basename(one.path) === basename(path) && one.added >= removed,
    );
  const [moved, tests] = [true, false].map((is) =>
    old.filter((one) => isTest(one.path) && isMoved(one) === is),
  ) as [ChangedFile[], ChangedFile[]];
  const files = old.filter(({ path }) => isRunnersOwn(path) && !isTest(path));
  const mixed = all.filter(({ path }) => holdsSettings(path)).map(({ path }) => path);
  const [was, is] = [textsAt(base, mixed), textsAt(tree, mixed)];
  // A project may well get its first configuration: what holds by that alone is unknown, and nothing got weaker.
  const fresh = all.filter(
    (one) =>
      (isRunFile(one.path) && ![...tests, ...files].includes(one)) ||
      settingsChanged(one.path, was(one.path), is(one.path)),
  );
  const other = old.filter(({ path }) => !isTest(path) && !isRunFile(path) && !holdsSettings(path));
  const aids =
    other.length === 0
      ? []
      : unlessUnreadable(() => aidsOf(project, base, tree, other, commands, isTest), []);
  // New tests may change what other tests meet. Where no earlier code was changed, they have
  // nothing to hide.
  const isReworked = other.some(({ path }) => isCode(path));
  const news = all.filter(
    ({ path, status }) =>
      isReworked && status === "added" && isTest(path) && !isRunFile(path) && !LISTED.test(path),
  );
  const manifests = mixed
    .filter((path) => path.endsWith("package.json"))
    .map((path) => ({
      path,
      was: was(path),
      is: is(path),
      names: scriptsChanged(was(path), is(path)),
    }));
  const scripts = manifests.filter(({ names }) => names.length > 0);
  const weaker = [...tests, ...moved, ...aids].filter((one) => {
    const isWeaker = (): boolean =>
      assertsIn(readAt(project, tree, one.path) ?? "") <
      assertsIn(readAt(project, base, one.path) ?? "");
    return !isTestData(one.path) && (shrunk([one]) > 0 || isWeaker());
  });
  const notes = [
    ...scripts.flatMap(({ path, names }) => names.map((name) => `scripts.${name} of ${path}`)),
    ...[...fresh, ...files, ...aids].map(({ path }) => shownPath(path)),
    ...tests.map((test) => {
      const lines = weaker.includes(test) ? shrunk([test]) : 0;
      return `${shownPath(test.path)}${lines > 0 ? ` (${plural(lines, "line")} fewer)` : ""}`;
    }),
  ];
  /** Gives a folder the scripts as they were, where the whole file is not put back. */
  const restore = (root: string, put: readonly ChangedFile[]): void => {
    for (const { path, was, is, names } of scripts.filter(
      (script) => !put.some(({ path }) => path === script.path),
    ))
      writeFileSync(join(root, path), withScripts(was, is, names));
  };
  const ways =
    fresh.length + files.length + scripts.length + aids.filter(({ path }) => isShell(path)).length;
  return {
    tests,
    moved,
    files,
    fresh,
    aids,
    news,
    weaker,
    manifests,
    scripts,
    ways,
    notes,
    restore,
  };
}

/**
 * Which of some changed files are no tests by their place, and as good as those: what commands and the configuration of runners
 * start or load, and what earlier tests alone load to assert, or to compare with. @throws TreeUnreadable
 */
function aidsOf(
  project: Project,
  base: string,
  tree: string,
  changed: readonly ChangedFile[],
  commands: readonly string[],
  isTest: (path: string) => boolean,
): ChangedFile[] {
  const there = filesOf(project, base).map(({ path }) => path);
  const has = new Set(there);
  const textAt = (at: string, path: string): string => readAt(project, at, path) ?? "";
  const textOf = (path: string): string | null => (has.has(path) ? textAt(base, path) : null);
  /** Files that load one, by its name. */
  const namersOf = (path: string): string[] => {
    const name = basename(path).replace(/\W/g, "[$&]");
    const bare = name.replace(/\[\.\]\w+$/, "");
    const loads = `["'/]${bare}([.][a-z]+)?["']|(from|import)[[:space:]]+([A-Za-z_.]*[.])?${bare}([^A-Za-z_]|$)`;
    const args = ["grep", "-l", "-z", "-E", "-e", isCode(path) ? loads : name, hashOf(base)];
    // Git ends with 1 where there is none.
    const found = unlessUnreadable(() => read(project, args).out.toString(), "").split("\0");
    return found
      .map((one) => one.slice(one.indexOf(":") + 1))
      .filter((one) => one !== "" && one !== path);
  };
  const isOfCode = (paths: string[]): boolean =>
    paths.some((path) => isCode(path) && !isTest(path));
  const loaded = filesLoaded(there.filter(isRunFile), textOf);
  const started = filesStarted(commands, textOf);
  return changed.filter((one) => {
    const { path, status } = one;
    if (loaded.has(path)) return true;
    // What code or a test loads is what is tried.
    if (started.has(path))
      return !isCode(path) || !namersOf(path).some((by) => isCode(by) || isTest(by));
    if (status !== "modified") return false;
    const was = textAt(base, path);
    if (isCode(path) && (!OF_TESTS.test(was) || assertsIn(textAt(tree, path)) >= assertsIn(was)))
      return false;
    if (!isCode(path) && !/\.(?:json|csv|tsv|ya?ml|xml|txt)$/.test(path)) return false;
    const namers = namersOf(path);
    return namers.some(isTest) && !isOfCode(namers);
  });
}
