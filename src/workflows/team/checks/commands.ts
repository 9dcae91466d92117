import { type FoundTest, foundTests } from "../../../project/found-tests.ts";
import { hasScript, type Manager, managerOf, readPackage } from "../../../project/package-json.ts";
import type { Scene } from "../../../record/scene.ts";
import { type NamedTest, testsOf } from "../../../record/tests.ts";
import type { Settings } from "../../../settings.ts";
import { given } from "../../../text.ts";
import { SCRIPTS } from "../../how-tests-run.ts";
import { teamFacts } from "../recorded.ts";
import { foundBefore } from "../shows.ts";

/**
 * What is run in a project: what each is called to the person, and the scripts of package.json that
 * are taken for it, the first that is there.
 */
export const PARTS = {
  lint: { title: "Lint", scripts: SCRIPTS.lint },
  types: { title: "Types", scripts: SCRIPTS.types },
  tests: { title: "Tests", scripts: SCRIPTS.tests },
  dependencies: { title: "Dependencies", scripts: [] as string[] },
};
type PreReviewPart = keyof typeof PARTS;
/**
 * Those that look at the code itself; tests are run by their own commands, with their runner's
 * report.
 */
export const CODE_PARTS = ["lint", "types", "dependencies"] as const satisfies PreReviewPart[];
export type CodePart = (typeof CODE_PARTS)[number];

/**
 * What is run for one part, and who named it: the settings, the lock file, or a file of the
 * project. `unseen`: it is proposed, and runs once a person was shown it. `why` tells a person what
 * there is to do when nothing is run.
 */
type PartCommand =
  | { command: string; from: string; unseen?: true }
  | { command: null; why: string };

/**
 * `team.commands` of the person's settings: a command, or false for none; what is left out is
 * looked for.
 */
export type PreReviewSettings = NonNullable<NonNullable<Settings["team"]>["commands"]>;

/** Yarn 1 is missing: its exit code counts faults of every severity. */
const AUDITS: Partial<Record<Manager, string>> = {
  npm: "npm audit --omit=dev --audit-level=high",
  pnpm: "pnpm audit --prod --audit-level high",
  bun: "bun audit --prod --audit-level=high",
};

/** Why a part is not run that the person wants left out. */
const leftOut = (part: PreReviewPart): string => `team.commands.${part} is false`;

/**
 * What stage 05 runs in a project: what the settings (`team.commands`) name, else the scripts of
 * package.json by their usual names, and an audit of the dependencies where a lock file is. Nothing
 * else is run without the person's word: the tests that other files speak of are proposed.
 */
export function preReviewCommands(root: string, settings: PreReviewSettings) {
  const read = readPackage(root);
  const { manager, locked } = managerOf(root, "problem" in read ? undefined : read.manager);
  const found = (part: PreReviewPart): PartCommand => {
    const set = settings[part];
    if (set === false) return { command: null, why: leftOut(part) };
    if (set !== undefined) return { command: set, from: "settings" };
    const audit = part === "dependencies" && locked ? AUDITS[manager] : undefined;
    if (audit !== undefined) return { command: audit, from: "lock file" };
    const name =
      "problem" in read ? undefined : PARTS[part].scripts.find((script) => hasScript(read, script));
    if (name !== undefined) return { command: `${manager} run ${name}`, from: "package.json" };
    const [first] = part === "tests" ? foundTests(root) : [];
    const none = (why: string) => ({ command: null, why });
    if (first?.missing !== undefined)
      return none(
        `${first.command} (${first.from}) needs ${first.missing}, which is not installed here`,
      );
    if (first !== undefined) return { ...first, unseen: true };
    return none(
      `${"problem" in read ? read.problem : "nothing to run was found"}; set team.commands.${part}`,
    );
  };
  return {
    lint: found("lint"),
    types: found("types"),
    tests: found("tests"),
    dependencies: found("dependencies"),
  };
}

/** What stage 05 runs in the project of a run. */
export const commandsOf = ({ project, run }: Scene) =>
  preReviewCommands(project.root, run.settings.team?.commands ?? {});
const allOf = (scene: Scene) => Object.entries(commandsOf(scene)) as [PreReviewPart, PartCommand][];

/**
 * The warning about parts that nobody ran, though nobody said to leave them out; none where there
 * are none.
 */
export function notRunNotes(scene: Scene, hasTested: boolean): string[] {
  const unrun = allOf(scene).flatMap(([part, one]) => {
    if (one.command !== null || one.why === leftOut(part) || (part === "tests" && hasTested))
      return [];
    return [`${PARTS[part].title.toLowerCase()} (${one.why})`];
  });
  return given(unrun.length > 0, `Not run by the program: ${unrun.join(", ")}`);
}

/**
 * What stage 05 found in the project to run, beside what the settings name: a line for each, as the
 * person is shown it.
 */
export const foundCommands = (scene: Scene): string[] =>
  allOf(scene).flatMap(([part, one]) =>
    one.command === null || one.from === "settings"
      ? []
      : `${PARTS[part].title} (${one.from}): ${one.command}`,
  );

/**
 * Of the tests that files of the project speak for the first that the person was shown at a
 * checkpoint and went on with, or that `--auto` took: what the build adds since takes no place of
 * that.
 */
function approvedFound({ project, run }: Scene): FoundTest | undefined {
  const shown = [
    ...run.decisions.flatMap(({ kind, option, commands }) =>
      kind.startsWith("checkpoint-") && option === "proceed" ? commands : [],
    ),
    // Older journals have these among the assumptions.
    ...[...run.unasked, ...run.assumptions],
  ];
  const all = foundTests(project.root).filter(({ missing }) => missing === undefined);
  const wasShown = ({ command }: FoundTest): boolean =>
    shown.some((line) => line.includes(`${PARTS.tests.title} (`) && line.endsWith(`): ${command}`));
  return all.find(wasShown) ?? (run.auto ? all[0] : undefined);
}

/**
 * Commands of the settings, or those that the person named in their place; else the project's own;
 * else why there are none.
 */
export function testsToRun(settings: Settings, scene: Scene | null): NamedTest[] | string {
  if (!settings.tests.run) return "tests.run is false in the settings";
  const set = scene === null ? [] : testsOf(scene.run);
  if (set.length > 0) return set;
  const named = settings.team?.commands?.tests;
  if (typeof named === "string")
    return [{ text: named, shellAllowed: true, from: "team.commands.tests of the settings" }];
  if (scene === null) return [];
  const { tests } = commandsOf(scene);
  if (tests.command === null) return tests.why;
  const found = tests.unseen ? approvedFound(scene) : tests;
  if (found === undefined)
    return `you have not approved ${tests.command} (found by ${tests.from}); type it as another command`;
  return [{ text: found.command, shellAllowed: false, from: `found in ${found.from}` }];
}

/** The same of a run, without the reason where there are none. */
export function testCommands(scene: Scene): NamedTest[] {
  const tests = testsToRun(scene.run.settings, scene);
  return typeof tests === "string" ? [] : tests;
}

/**
 * What the program runs of the code itself: tests, lint and types, not the audit, which asks a
 * registry. Of what it finds in the project only what was there before the build: a script that an
 * owner adds is no command that anybody has seen.
 */
export function ownCommands(scene: Scene): string[] {
  const { lint, types } = commandsOf(scene);
  const { found = [] } = teamFacts(foundBefore(scene.run));
  const isKnown = (part: PartCommand): boolean =>
    part.command !== null &&
    (part.from === "settings" || found.some((line) => line.endsWith(`): ${part.command}`)));
  return [
    ...testCommands(scene).map((testCommand) => testCommand.text),
    ...[lint, types].flatMap((one) => (isKnown(one) ? (one.command ?? []) : [])),
  ];
}
