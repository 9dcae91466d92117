import {
  hasScript,
  type Manager,
  managerOf,
  readPackage,
} from "../../../project/commands/package-json.ts";
import type { Scene } from "../../../record/scene.ts";
import { type NamedTest, testsOf } from "../../../record/tests/test-record.ts";
import type { Settings } from "../../../settings.ts";
import { given } from "../../../text.ts";
import { lackText, testsFound } from "../../tests/own-tests.ts";
import { teamFacts } from "../record/recorded.ts";
import { foundBefore } from "../shows.ts";
import { hasChecks, trackOf } from "../tracks.ts";

/**
 * What the program looks at the code with beside its tests: the scripts of package.json that are
 * taken for each, the first that is there.
 */
const SCRIPTS = {
  lint: ["lint"],
  types: ["typecheck", "type-check", "check-types", "tsc"],
  dependencies: [],
} as const satisfies Record<string, readonly string[]>;
type Name = keyof typeof SCRIPTS;
const NAMES = Object.keys(SCRIPTS) as Name[];

/** Yarn 1 is missing: its exit code counts faults of every severity. */
const AUDITS: Partial<Record<Manager, string>> = {
  npm: "npm audit --omit=dev --audit-level=high",
  pnpm: "pnpm audit --prod --audit-level high",
  bun: "bun audit --prod --audit-level=high",
};

/**
 * `team.commands` of the person's settings: a command, or false for none; what is left out is
 * looked for.
 */
type Named = NonNullable<NonNullable<Settings["team"]>["commands"]>;
const SET = "settings";

/**
 * What is run in a project by its name: what the settings say, else the scripts of package.json by
 * their usual names, and an audit of the dependencies where a lock file is.
 */
export function namedCommands(root: string, settings: Named): NamedTest[] {
  const read = readPackage(root);
  const { manager, locked } = managerOf(root, "problem" in read ? undefined : read.manager);
  // Offline npm reports no faults without having asked anybody.
  const { npm_config_offline: offline = process.env.NPM_CONFIG_OFFLINE } = process.env;
  const audit = locked && offline !== "true" ? AUDITS[manager] : undefined;
  return NAMES.flatMap((name): NamedTest[] => {
    const set = settings[name];
    if (set === false) return [];
    if (set !== undefined) return [{ name, text: set, shellAllowed: true, from: SET }];
    const found = { name, shellAllowed: false };
    if (name === "dependencies")
      return audit === undefined ? [] : [{ ...found, text: audit, from: "lock file" }];
    const script =
      "problem" in read ? undefined : SCRIPTS[name].find((script) => hasScript(read, script));
    return script === undefined
      ? []
      : [{ ...found, text: `${manager} run ${script}`, from: "package.json" }];
  });
}

const settingsOf = ({ run }: Scene): Named => run.settings.team?.commands ?? {};
/** A name as a person reads it. */
export const nameText = (name: string): string => `${name[0]!.toUpperCase()}${name.slice(1)}`;
const lineOf = (name: string, { from, text }: Pick<NamedTest, "from" | "text">): string =>
  `${nameText(name)} (${from}): ${text}`;

/** The same of a run, as far as its track looks at the code with them. */
const commandsOf = (scene: Scene): NamedTest[] =>
  hasChecks(trackOf(scene.run)) ? namedCommands(scene.project.root, settingsOf(scene)) : [];

/** A warning about what nobody ran, though nobody said to leave it out; none where all was run. */
export function notRunNotes(scene: Scene): string[] {
  const there = commandsOf(scene).map(({ name }) => name);
  const names = NAMES.filter((name) => settingsOf(scene)[name] !== false && !there.includes(name));
  const tests = scene.run.settings.tests.run ? testsToRun(scene) : [];
  return [
    ...given(
      names.length > 0,
      `Not run by the program: ${names.join(", ")} (nothing to run was found; set team.commands)`,
    ),
    ...(typeof tests === "string" ? [`Not run by the program: tests (${tests})`] : []),
  ];
}

/**
 * What the program has found in the project to run, beside what the settings name: a line for each,
 * as the person is shown it.
 */
export const foundCommands = (scene: Scene): string[] => [
  ...namedCommands(scene.project.root, settingsOf(scene))
    .filter(({ from }) => from !== SET)
    .map((one) => lineOf(one.name!, one)),
  ...ableTests(scene.project.root)
    .slice(0, 1)
    .map((one) => lineOf(TESTS, one)),
];
const TESTS = "tests";

const ableTests = (root: string): Pick<NamedTest, "from" | "text">[] =>
  testsFound(root).flatMap(({ command: text, from, missing }) =>
    missing === undefined ? { text, from } : [],
  );

/**
 * Commands of the settings, or those that the person named in their place; else the project's own:
 * a script of package.json, or what the person was shown at a checkpoint and went on with, or
 * `--auto` took; else why there are none. What the build adds takes no place of that.
 */
export function testsToRun({ project, run }: Scene): NamedTest[] | string {
  if (!run.settings.tests.run) return "tests.run is false in the settings";
  const set = testsOf(run);
  if (set.length > 0) return set;
  const able = ableTests(project.root);
  const [first] = testsFound(project.root);
  if (first === undefined) return "nothing to run was found; set tests.commands";
  if (able.length === 0) return lackText(first);
  const shown = [
    ...run.decisions.flatMap(({ kind, option, commands }) =>
      kind.startsWith("checkpoint-") && option === "proceed" ? commands : [],
    ),
    ...run.unasked,
  ];
  const isScript = able[0]!.from === "package.json";
  const isTaken = isScript || run.auto;
  const found =
    able.find((one) => shown.includes(lineOf(TESTS, one))) ?? (isTaken ? able[0] : undefined);
  if (found === undefined)
    return `you have not approved ${able[0]!.text} (found by ${able[0]!.from}); type it as another command`;
  return [{ text: found.text, shellAllowed: false, from: `found in ${found.from}` }];
}

/** All that a check runs in a run: what goes by its name, and the tests. */
export function checkedBy(scene: Scene): NamedTest[] {
  const tests = testsToRun(scene);
  return [...commandsOf(scene), ...(typeof tests === "string" ? [] : tests)];
}

/**
 * What the program runs of the code itself: tests, lint and types, not the audit, which asks a
 * registry. Of what it finds in the project only what was there before the build: a script that an
 * owner adds is no command that anybody has seen.
 */
export function ownCommands(scene: Scene): string[] {
  const { found = [] } = teamFacts(foundBefore(scene.run));
  return checkedBy(scene).flatMap((one) => {
    const isKnown =
      one.name === undefined || one.from === SET || found.includes(lineOf(one.name, one));
    return isKnown && one.name !== "dependencies" ? [one.text] : [];
  });
}
