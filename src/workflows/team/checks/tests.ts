import { visible } from "../../../command-line.ts";
import { filesOf } from "../../../project/changes.ts";
import { projectPath } from "../../../project/globs.ts";
import { unlessUnreadable } from "../../../project/kept/trees.ts";
import { realPath } from "../../../project/project.ts";
import { runTests } from "../../../record/run-tests.ts";
import type { Scene } from "../../../record/scene.ts";
import { treeNow } from "../../../record/subject.ts";
import { knownInChanged, type TestRecord } from "../../../record/tests.ts";
import { type TestCase, titleOf } from "../../../runners/report.ts";
import { given, oneLine, plural, someOf } from "../../../text.ts";
import { bounded } from "../../checks/test-checks.ts";
import { testsNamed } from "../../review/named-tests.ts";
import { endOf, failureLine } from "../../test-words.ts";
import { designOf } from "../accepted.ts";
import { type Areas, areasOf, ownersOf, PRINCIPAL } from "../areas.ts";
import type { Mapping } from "../documents/test-report.ts";
import { isTestOf } from "../ownership.ts";
import { type ProgramCommand, testLimit } from "./check.ts";
import { testCommands } from "./commands.ts";

/**
 * The project's tests as the program runs them before the build, before the reviews and at the end,
 * and whose each failure is.
 */

/** What a check is asked about. */
export interface Asked {
  scene: Scene;
  task: { id: string };
  signal: AbortSignal;
}

/**
 * Runs the test commands, compared with the run before the build; null: there is none. `project`:
 * where, if not in the scene's own.
 */
export async function runTestCommands(
  { scene, task, signal }: Asked,
  { project = scene.project, baseline = false } = {},
): Promise<TestRecord | null> {
  const commands = testCommands(scene);
  const options = {
    env: process.env,
    signal,
    timeoutMs: testLimit(scene),
    baseline,
    task: task.id,
  };
  return commands.length === 0 ? null : runTests(project, scene, commands, options);
}

type Ran = TestRecord["commands"][number];

/**
 * Whether a command that did not pass failed in the same way before the build: that is nobody's
 * fault.
 */
export const isKnown = ({ red }: Ran): boolean => red === "known" || red === "same_output";

/** As the record of a check lists it. */
const testCommand = (ran: Ran): ProgramCommand => ({
  ...{ name: "tests", command: ran.command },
  ...(isKnown(ran)
    ? { state: "known", ended: `${endOf(ran)}; each failure was there before the build, too` }
    : { state: ran.state, ended: endOf(ran) }),
});

/** What a record of tests leaves in that of a check; nothing where none was run. */
export const testsRun = (record: TestRecord | null) => ({
  commands: (record?.commands ?? []).map(testCommand),
  tested: record && bounded(record),
});

/** Names that one warning lists. */
const MAX_NAMED = 5;

/** Warnings about tests that were not run now, and about known failures that may hide a new one. */
export function testDoubts({ project, run }: Scene, record: TestRecord): string[] {
  const gone = record.commands.flatMap((command) => command.gone);
  const doubt = (what: string, tests: string[]): string[] =>
    given(tests.length > 0, `${what}: ${someOf(tests.map(oneLine), MAX_NAMED)}`);
  return [
    ...doubt(`${plural(gone.length, "test")} passed before the build and did not run now`, gone),
    ...doubt(
      "Failed before the build as well, in a changed test file",
      knownInChanged(project, run, record),
    ),
  ];
}

/**
 * What the tests come to, and who mends them. `mapping`: which test shows which criterion, where
 * that is known.
 */
export function judgeTests(scene: Scene, record: TestRecord, mapping: Mapping[] = []) {
  const red = record.commands.filter((command) => command.state !== "passed" && !isKnown(command));
  const faults = red.filter((one) => one.state === "failed" && one.red !== "unclear");
  const stopped = red.filter((one) => one.state !== "failed");
  const ends = (some: Ran[]): string[] =>
    some.map(
      (one) =>
        `${visible(one.command)}: ${endOf(one)}${one.why === undefined ? "" : `; ${one.why}`}`,
    );
  // Of one that was cut short nothing that it still told is what went wrong.
  const failures = faults.flatMap((fault) => {
    const failed = fault.tests.filter((test) => fault.why === undefined && test.state === "failed");
    // What this run has to answer for.
    const fresh = failed.filter((test) => fault.new_failures.includes(titleOf(test)));
    return fresh.length > 0 ? fresh : failed;
  });
  const context = failures.length === 0 ? null : ownerContext(scene, mapping);
  const owned = failures.map((failure) => ({
    text: failureLine(failure),
    ...ownerOfFailure(failure, context!),
  }));
  const whys = [
    ...owned.map(({ text, owner, why }) => `${text}; ${owner}: ${why}`),
    ...ends(faults.filter((fault) => fault.why !== undefined)),
    ...(failures.length === 0 ? faults.flatMap((fault) => fault.lines.slice(-5)) : []),
  ];
  const owners = [...new Set(owned.map((one) => one.owner))];
  const whole = { failures, faults, about: red.map((one) => one.command), owners };
  if (faults.length > 0) return { ...whole, outcome: "fail" as const, blockers: whys };
  if (stopped.length > 0)
    return { ...whole, outcome: "cannot_run" as const, blockers: ends(stopped) };
  if (red.length > 0) return { ...whole, outcome: "unclear" as const, blockers: ends(red) };
  return { ...whole, outcome: "pass" as const, blockers: [] };
}

/** Warnings about tests that are red as they were before the build. */
export const knownTests = (record: TestRecord): string[] =>
  record.commands
    .filter(isKnown)
    .map((command) => `Tests fail as before the build: ${oneLine(command.command)}`);

/** What the owner of a failing test is found by. */
export type OwnerContext = ReturnType<typeof ownerContext>;

function ownerContext(scene: Scene, mapping: Mapping[]) {
  const { project, run } = scene;
  const tree = treeNow(scene);
  const all = tree === null ? [] : unlessUnreadable(() => filesOf(project, tree), []);
  const paths = all.map((one) => one.path);
  return {
    /** Files of the project that a text names. */
    named: (text: string) =>
      namedFiles(text, realPath(project.root), (name) => wholePath(name, paths)),
    /** Which test proves which acceptance criterion. */
    mapping: mapping as (Omit<Mapping, "file"> & { file: string | null })[],
    /** The spec's table of component ownership. */
    components: (designOf(scene).components ?? []) as { area: string; criteria: number[] }[],
    areas: areasOf(run.settings) as Areas,
    isTest: isTestOf(run),
  };
}

/** Folders of tests. */
const TEST_FOLDER = /^(?:tests?|__tests__|specs?|e2e|integration|unit)$/i;

/**
 * The file of a project by its path, or by the end of it where no other ends so: Go and Java name
 * no folders.
 */
function wholePath(name: string, paths: readonly string[]): string | null {
  if (paths.includes(name)) return name;
  const [file, ...others] = paths.filter((path) => path.endsWith(`/${name}`));
  return others.length === 0 ? (file ?? null) : null;
}

/**
 * Who mends a failing test: the owner of its criterion's component, else of the files that its
 * failure names, else of the folder that its own folder mirrors. The first of these that names
 * anybody decides; if it names more than one area, or none does, principal decides. A file of
 * several areas speaks for nobody while another has one owner.
 */
export function ownerOfFailure(
  failure: TestCase,
  context: OwnerContext,
): { owner: string; why: string } {
  const { areas, components, mapping, isTest } = context;
  const owners = ownersOf(areas);
  /** Areas of some files in the setting's order. */
  const ownersOfFiles = (paths: readonly string[]): string[] => {
    const each = paths.map(owners);
    const alone = each.filter((names) => names.length === 1);
    const chosen = new Set((alone.length > 0 ? alone : each).flat());
    return Object.keys(areas).filter((name) => chosen.has(name));
  };
  const path = failure.file === null ? null : projectPath(failure.file);
  const proved = mapping.filter(
    (one) => testsNamed([{ ...failure, file: path }], one.test, one.file).length > 0,
  );
  const file = path ?? proved[0]?.file ?? "";
  const numbers = [...new Set(proved.map(({ criterion }) => criterion))];
  const spec = components.filter(({ criteria }) =>
    criteria.some((number) => numbers.includes(number)),
  );
  const code = [...new Set(context.named(failure.message ?? "").map(projectPath))].filter(
    (one) => one !== file && !isTest(one),
  );
  const parts = file.split("/").filter((part) => !TEST_FOLDER.test(part));
  const mirrored = [parts.join("/"), `src/${parts.join("/")}`, file].map((one) =>
    ownersOfFiles([one]),
  );
  const ways: [what: string, names: string[]][] = [
    [
      `criterion ${numbers.join(", ")}, by the design spec,`,
      Object.keys(areas).filter((name) => spec.some(({ area }) => area === name)),
    ],
    [`what its failure names (${someOf(code, 2)})`, ownersOfFiles(code)],
    [`the folder of ${file}`, mirrored.find((names) => names.length > 0) ?? []],
  ];
  const [what, names] = ways.find(([, some]) => some.length > 0) ?? ["the failure", []];
  const [owner = PRINCIPAL, ...others] = names;
  return owner !== PRINCIPAL && others.length === 0
    ? { owner, why: `${what} belongs to ${owner}` }
    : {
        owner: PRINCIPAL,
        why: `${what} belongs to ${names.join(" and ") || "no area"}: the principal decides whose it is`,
      };
}

/** Most files that are given, and most names that are looked up. */
const MAX_FILES = 50;
const MAX_NAMES = 2_000;
/** Lines that are longer name nothing. */
const MAX_LINE = 2_000;
/** A path with an ending, as outputs write it: up to a blank, a quote or a position. */
const NAMED =
  /(?:[\p{L}\p{N}_.@~+/\\-]|\[[\w.-]+\]|\([\w.-]+\)(?=\/)){1,300}\.[\p{L}\p{N}]{1,12}/gu;

/**
 * The project's files that an output names, in its order, each once, relative and with `/`. `root`:
 * the project's absolute folder; `toFile`: the file that a relative path means, null: none.
 */
export function namedFiles(
  output: string,
  root: string,
  toFile: (path: string) => string | null,
): string[] {
  const lines = output.split("\n").filter((line) => line.length <= MAX_LINE);
  const named = new Set<string>();
  for (const [name] of lines.flatMap((line) => [...line.matchAll(NAMED)])) {
    const path = name
      .replaceAll("\\", "/")
      .replace(`${root}/`, "")
      .replace(/^(?:\/\/|(?:\.\/)+)/, "");
    if (!path.startsWith("/") && !/(?:^|\/)(?:\.\.|node_modules)\//.test(path)) named.add(path);
    if (named.size >= MAX_NAMES) break;
  }
  return [...new Set([...named].flatMap((path) => toFile(path) ?? []))].slice(0, MAX_FILES);
}
