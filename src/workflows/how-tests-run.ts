import { attempt } from "../process/attempt.ts";
import { packageCall } from "../project/script-call.ts";
import { isRunFile } from "../project/steering.ts";
import { fieldsIn, fieldsOf } from "../store/loose.ts";
import { given, someOf } from "../text.ts";

/** What decides how the tests of a project run, whatever these say themselves. Pure. */

const objectIn = (text: string): Record<string, unknown> => fieldsIn(text.replace(/^\uFEFF/, ""));

/** The scripts of a package.json; none when it cannot be read, which its reader tells. */
export const scriptsOf = (text = "{}"): Record<string, unknown> => fieldsOf(objectIn(text).scripts);

/**
 * The script of a package.json that a command runs, in whatever folder: `check:all` of `npm run
 * check:all`; none for any other command.
 */
export const scriptOf = (command: string): string[] => {
  const call = packageCall(command);
  return call === null ? [] : [call.name];
};

/** Files that hold settings of test runners among other things, and how to read these. */
const MIXED: [RegExp, (text: string) => unknown][] = [
  [
    /(?:^|\/)package\.json$/,
    (text) => ["ava", "jest", "mocha", "vitest"].map((name) => objectIn(text)[name]),
  ],
  [
    /(?:^|\/)pyproject\.toml$/,
    // In whatever of its forms; where it cannot be read, all of it may be meant.
    (text) =>
      attempt(() => (Bun.TOML.parse(text) as { tool?: { pytest?: unknown } }).tool?.pytest, text),
  ],
  [
    /(?:^|\/)setup\.cfg$/,
    (text) => text.split(/^(?=\[)/m).filter((one) => /^\[\s*tool:pytest/.test(one)),
  ],
];
export const holdsSettings = (path: string): boolean => MIXED.some(([file]) => file.test(path));

/** Whether the settings of runners in such a file are not as they were. */
export const settingsChanged = (
  path: string,
  was: string | null = "",
  is: string | null = "",
): boolean =>
  MIXED.some(
    ([file, settings]) =>
      file.test(path) && JSON.stringify(settings(was ?? "")) !== JSON.stringify(settings(is ?? "")),
  );

/** What `npm init` writes in the place of a test script. */
const PLACEHOLDER = /no test specified/;

/**
 * Names of scripts that were there before and are not the same now, or that run before or behind
 * one by now.
 */
export const scriptsChanged = (before: string, after: string): string[] => {
  const [was, is] = [scriptsOf(before), scriptsOf(after)];
  return Object.keys(was)
    .filter((name) => !PLACEHOLDER.test(String(was[name])))
    .flatMap((name) => [
      name,
      ...[`pre${name}`, `post${name}`].filter((one) => was[one] === undefined),
    ])
    .filter((name) => was[name] !== is[name]);
};

/** A package.json with these scripts as they were. */
export function withScripts(before: string, after: string, names: readonly string[]): string {
  const was = scriptsOf(before);
  const old = Object.fromEntries(names.map((name) => [name, was[name]]));
  return JSON.stringify({ ...objectIn(after), scripts: { ...scriptsOf(after), ...old } }, null, 2);
}

/** Scripts of package.json that check a project, by what they check. */
export const SCRIPTS = {
  lint: ["lint"],
  types: ["typecheck", "type-check", "check-types", "tsc"],
  tests: ["test"],
};

/**
 * What a change wrote of the scripts that check it, those before and behind them, and of what
 * decides how they run; null: nothing. `before`, `after`: texts of package.json; `paths`: what
 * changed; `commands`: what the run tests by.
 */
export function decidesRuns(
  before: string | undefined,
  after: string | undefined,
  paths: readonly string[],
  commands: readonly string[],
) {
  const [was, is] = [scriptsOf(before), scriptsOf(after)];
  const tests = [...SCRIPTS.tests, ...commands.flatMap(scriptOf)];
  const changed = (names: string[]): string[] =>
    [...new Set(names)]
      .flatMap((name) => [`pre${name}`, name, `post${name}`])
      .filter((name) => was[name] !== is[name]);
  const scripts = changed([...Object.values(SCRIPTS).flat(), ...tests]);
  const files = paths.filter(isRunFile);
  const found = [
    ...scripts.map((name) => `${name} of package.json`),
    ...given(settingsChanged("package.json", before, after), "settings of runners in package.json"),
    ...files,
  ];
  // What a person and reviewers are told.
  return found.length === 0
    ? null
    : `The change affects how scripts and tests run: ${someOf(found, 8)}`;
}
