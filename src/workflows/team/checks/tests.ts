import { join } from "node:path";
import { globSet, projectPath } from "../../../project/globs.ts";
import { filesIn, type Project } from "../../../project/project.ts";
import { plainOutput, readTestOutput } from "../../../project/test-output.ts";
import { isFile, objectText } from "../../../record/accepted.ts";
import { runTests } from "../../../record/run-tests.ts";
import type { Scene } from "../../../record/scene.ts";
import { knownInChanged, type TestRecord } from "../../../record/tests.ts";
import { framesIn, MAX_LINE, pathInProject } from "../../../runners/frames.ts";
import { titleOf } from "../../../runners/report.ts";
import { fit, fold, oneLine, plural, someOf } from "../../../text.ts";
import { bounded } from "../../test-checks.ts";
import { endOf, failedTests } from "../../test-words.ts";
import { componentsOf, documentText } from "../accepted.ts";
import { type Areas, areasOf, ownersOf, PRINCIPAL } from "../areas.ts";
import type { Mapping } from "../documents/test-report.ts";
import { isTestOf } from "../ownership.ts";
import { type ProgramCommand, testLimit } from "./check.ts";
import { KNOWN, testCommands } from "./commands.ts";

/** The project's tests as the program runs them before the build, before the reviews and at the end, and whose each failure is. */

/** Runs the test commands, compared with the run before the build; null: there is none. */
export async function runTestCommands(
  scene: Scene,
  task: { id: string },
  signal: AbortSignal,
  baseline = false,
): Promise<TestRecord | null> {
  const commands = testCommands(scene);
  if (commands.length === 0) return null;
  const options = { env: process.env, signal, timeoutMs: testLimit(scene), baseline, task: task.id };
  return runTests(scene.project, scene, commands, options);
}

type Ran = TestRecord["commands"][number];

/** Whether a command that did not pass failed in the same way before the build: that is nobody's fault. */
export const isKnown = ({ red }: Ran): boolean => red === "known" || red === "same_output";
/** What somebody of this run has to answer for: it does not pass, and not for what was there before. */
export const isFault = (one: Ran): boolean => one.state !== "passed" && !isKnown(one) && one.red !== "unclear";

/** As the record of a check lists it. */
const testCommand = (one: Ran): ProgramCommand => ({
  name: "tests",
  command: one.command,
  state: isKnown(one) ? "known" : one.state,
  ended: isKnown(one) ? `${endOf(one)}; ${KNOWN}` : endOf(one),
  failed: one.tests.filter((test) => test.state === "failed").map(titleOf),
  said: failedTests(one),
  lines: one.lines,
});

/** Names that one warning lists. */
const MAX_NAMED = 5;

/** What a run of the tests says, for whoever has to answer for it and for the person; nothing where there was none. */
export function readTests({ project, run }: Scene, record: TestRecord | null) {
  const ran = record?.commands ?? [];
  const warning = (tests: string[], what: string): string[] =>
    tests.length === 0 ? [] : [`${what}: ${someOf(tests.map(oneLine), MAX_NAMED)}`];
  return {
    commands: ran.map(testCommand),
    failures: failuresOf(project, ran),
    /** Why a command counts as failed whose tests do not say so. */
    whys: ran.flatMap((one) => (isFault(one) && one.why !== undefined ? [`${one.command}: ${one.why}`] : [])),
    /** Warnings about tests that are red as they were before the build. */
    known: ran.filter(isKnown).map((one) => `Tests fail as before the build: ${oneLine(one.command)}`),
    /** Warnings about tests that were not run now, and about known failures that may hide a new one. */
    doubts: (): string[] => [
      ...ran.flatMap(({ command, gone }) =>
        warning(
          gone,
          `${plural(gone.length, "test")} of ${oneLine(command)} passed before the build and did not run now`,
        ),
      ),
      ...warning(
        ran.flatMap((one) => one.otherwise ?? []),
        "Red before the build as well, and failing in another way now",
      ),
      ...warning(
        knownInChanged(project, run, record),
        "Red before the build as well, in a test file that was changed since",
      ),
    ],
    tested: record && bounded(record),
  };
}

type Told = Failure & { told?: string };

/** The failures that this run has to answer for. */
function failuresOf(project: Project, ran: Ran[]): Told[] {
  // Of one that was cut short nothing that it still told is what went wrong.
  const told = ran.filter((one) => isFault(one) && one.why === undefined);
  return told.flatMap((one) => {
    const isNew = (title: string): boolean => one.new_failures.length === 0 || one.new_failures.includes(title);
    if (one.told_by === "report")
      return one.tests
        .filter((test) => test.state === "failed" && isNew(titleOf(test)))
        .map((test) => {
          const told = test.message ?? "";
          return { test: titleOf(test), file: test.file, stack: test.frames, output: told, told };
        });
    const output = objectText(project, one.log);
    const found = output === null ? [] : failuresIn(output, project.root);
    const fresh = found.filter((failure) => isNew(failure.test));
    return fresh.length > 0 ? fresh : found;
  });
}

/** Characters of the first line of what a failing test says. */
const MAX_SAID = 120;

/** `src/cart.test.ts: adds fails: expected 2, got 3`. */
export function failureText({ test, file, told }: Told): string {
  const said = told === undefined ? undefined : told.split("\n").find((line) => line.trim() !== "");
  const place = file === null || test.startsWith(file) ? "" : `${file}: `;
  return `${place}${test} fails${said === undefined ? "" : `: ${fit(oneLine(said), MAX_SAID)}`}`;
}

/** What tells whose a failing test is. `mapping`: which test shows which criterion, where that is known. */
export function ownerContext(scene: Scene, criteria: number[], mapping: Mapping[]): OwnerContext {
  const { root } = scene.project;
  // Of a package of Go any file says whose it is.
  const filesAt = (path: string): string[] => {
    if (path.endsWith("/")) return filesIn(join(root, path)).flatMap((name) => (/\.go$/.test(name) ? path + name : []));
    return isFile(join(root, path)) ? [path] : [];
  };
  return {
    imports: (file) =>
      importsIn(documentText(root, file) ?? "", file).flatMap((candidates) => candidates.flatMap(filesAt).slice(0, 1)),
    criteria: mapping.map(({ criterion, test, file }) => ({ number: criterion, test, file })),
    components: componentsOf(scene, criteria),
    areas: areasOf(scene.run.settings),
    isTest: isTestOf(scene.run),
  };
}

/** A failing test, with its file when the output says it, and what the output tells of it. */
export interface Failure {
  test: string;
  file: string | null;
  stack: string[];
  output: string;
}

/** A line that names the file of the tests that follow: jest's and the seed's `FAIL path`, bun's `path:`. */
const FILE_LINE = /^\s*(?:(?:FAIL|PASS):?\s+)?([^\s:()]+\.\w+)(?::|\s*(?:\([\d.]+ ?m?s\))?)\s*$/;
const PYTEST = /^([^\s:]+\.py)::/;
const VITEST = /^([^\s>]+\.\w+) > /;

/**
 * The failing tests of an output, by the names that `readTestOutput` finds, in its order. A failure's own part is what lies
 * between the results around it: before its line for bun, which tells the error first, else behind it and behind later
 * headings with its name; with one failure it is the whole output.
 */
export function failuresIn(output: string, root: string): Failure[] {
  const text = plainOutput(output);
  const { failed } = readTestOutput(text);
  const names = new Map(failed.map((test) => [test, { file: null as string | null, lines: [] as string[] }]));
  const last = (name: string): string =>
    name.slice(Math.max(name.lastIndexOf(" > ") + 3, name.lastIndexOf("::") + 2, 0));
  let file: string | null = null;
  let before: string[] = [];
  let open: { lines: string[] } | null = null;
  for (const line of text.split("\n")) {
    if (line.length > MAX_LINE) continue;
    const header = FILE_LINE.exec(line)?.[1];
    if (header !== undefined) file = pathInProject(header, root) ?? file;
    const result = readTestOutput(line);
    const name = result.failed[0];
    const entry = name === undefined ? undefined : names.get(name);
    if (entry !== undefined) {
      const own = PYTEST.exec(name!)?.[1] ?? VITEST.exec(name!)?.[1];
      entry.file ??= own === undefined ? file : pathInProject(own, root);
      const isBun = line.startsWith("(fail)");
      if (isBun) entry.lines.push(...before);
      open = isBun ? null : entry;
      before = [];
    } else if (result.passed.length > 0) {
      open = null;
      before = [];
    } else {
      const heading = /^\s*(?:● |_{3,} |\d+\) |── )(.*)$/.exec(line)?.[1]?.replace(/[\s_:]+$/, "");
      if (heading !== undefined) open = [...names].find(([test]) => heading.endsWith(last(test)))?.[1] ?? null;
      if (open === null) before.push(line);
      else open.lines.push(line);
    }
  }
  return failed.map((test) => {
    const { file: own, lines } = names.get(test)!;
    const part = failed.length === 1 ? text : lines.join("\n");
    return { test, file: own, stack: framesIn(part, root), output: part };
  });
}

/** What the owner of a failing test is found by. */
export interface OwnerContext {
  /** Files of the project that a test file imports. */
  imports(file: string): readonly string[];
  /** Which test proves which acceptance criterion. */
  criteria: readonly { number: number; test: string; file: string | null }[];
  /** The spec's table of component ownership. */
  components: readonly { area: string; criteria: readonly number[]; paths: readonly string[] }[];
  areas: Areas;
  isTest(path: string): boolean;
}

interface Owner {
  /** An area, or `principal` where none or several are found. */
  owner: string;
  /** What decided; with several owners what named them. */
  by: "criterion" | "imports" | "folder" | "none";
  why: string;
}

/** Whether a runner's name of a test is the name that a report has for it: the same, or with its groups before it. */
function sameTest(one: string, other: string): boolean {
  const [left, right] = [fold(one.normalize("NFC")), fold(other.normalize("NFC"))];
  if (left === "" || right === "") return false;
  const ends = (long: string, short: string): boolean =>
    long.endsWith(short) && (long.length === short.length || /[\s>:/.›]/.test(long[long.length - short.length - 1]!));
  return ends(left, right) || ends(right, left);
}

/** Folders and endings that make a test of a name. */
const TEST_FOLDER = /^(?:tests?|__tests__|specs?|e2e|integration|unit)$/i;
const testless = (base: string): string =>
  base.replace(/[._-](?:[tT]ests?|[sS]pecs?|e2e)(?=\.[^.]+$)|^tests?_(?=[^.])|Tests?(?=\.[^.]+$)/g, "");

/** Where the code of a test file would lie if the tests' folders mirror the code's: beside it, else below a usual root; else its own place. */
function mirrored(file: string): string[][] {
  const parts = file.split("/");
  const base = testless(parts.pop() ?? "");
  const plain = [...parts.filter((part) => !TEST_FOLDER.test(part)), base].join("/");
  const below = plain.replace(/^(?:src|lib|app)\//, "");
  return [[plain], ["src", "lib", "app"].map((root) => `${root}/${below}`), [file]];
}

/**
 * Who mends a failing test: the owner of its criterion's component, else of the modules that it imports and of its stack's
 * frames, else of the folder that its own folder mirrors. The first of these that names anybody decides; if it names more
 * than one area, or none does, principal decides. A file of several areas speaks for nobody while another has one owner.
 */
export function ownerOfFailure(failure: Failure, context: OwnerContext): Owner {
  const { areas, components } = context;
  const owners = ownersOf(areas);
  const known = Object.keys(areas);
  const parts = components.map(({ area, paths }) => ({ area, has: globSet(paths) }));

  /** Areas of some files in the setting's order; the spec's table decides where the globs name several areas or none. */
  const ownersOfFiles = (paths: readonly string[]): string[] => {
    const alone = new Set<string>();
    const several = new Set<string>();
    for (const path of paths) {
      const byGlob = owners(path);
      const bySpec = byGlob.length === 1 ? [] : parts.filter(({ has }) => has(path)).map(({ area }) => area);
      const names = new Set(bySpec.length > 0 ? bySpec : byGlob);
      for (const name of names) (names.size === 1 ? alone : several).add(name);
    }
    const chosen = alone.size > 0 ? alone : several;
    return known.filter((name) => chosen.has(name));
  };
  const decide = (names: readonly string[], by: Owner["by"], what: string): Owner =>
    names.length === 1
      ? { owner: names[0]!, by, why: `${what} belongs to ${names[0]}` }
      : { owner: PRINCIPAL, by, why: `${what} belongs to ${names.join(" and ")}: principal says whose it is` };

  const file = failure.file === null ? null : projectPath(failure.file);
  const proved = context.criteria.filter(
    (one) => sameTest(one.test, failure.test) && (one.file === null || file === null || projectPath(one.file) === file),
  );
  const numbers = [...new Set(proved.map(({ number }) => number))];
  const byCriterion = components.filter((one) => one.criteria.some((number) => numbers.includes(number)));
  const spec = known.filter((name) => byCriterion.some(({ area }) => area === name));
  if (spec.length > 0) return decide(spec, "criterion", `criterion ${numbers.join(", ")}, by the design spec,`);

  const touched = [...failure.stack, ...(file === null ? [] : context.imports(file))].map(projectPath);
  const code = [...new Set(touched)].filter((path) => path !== "" && path !== file && !context.isTest(path));
  const byCode = ownersOfFiles(code);
  if (byCode.length > 0) {
    const theirs = code.filter((path) => ownersOfFiles([path]).some((name) => byCode.includes(name)));
    return decide(byCode, "imports", `what the test uses (${someOf(theirs, 2)})`);
  }

  if (file !== null) {
    const folders = file.toLowerCase().split("/").slice(0, -1);
    const byFolder =
      mirrored(file)
        .map(ownersOfFiles)
        .find((some) => some.length > 0) ?? [];
    const byName = known.filter((name) => folders.includes(name.toLowerCase()));
    const names = byName.length === 1 && byFolder.length !== 1 ? byName : byFolder;
    if (names.length > 0) return decide(names, "folder", `the folder of ${file}`);
  }
  const why = "no criterion, import, frame or folder names an area: principal says whose it is";
  return { owner: PRINCIPAL, by: "none", why };
}

/** Most files that are given, and most names that are looked up. */
const MAX_FILES = 50;
const MAX_NAMES = 2_000;
/** A path with an ending, as outputs write it: up to a blank, a quote or a position. */
const NAMED = /(?:[\p{L}\p{N}_.@~+/\\-]|\[[\w.-]+\]|\([\w.-]+\)(?=\/)){1,300}\.[\p{L}\p{N}]{1,12}/gu;

/**
 * The project's files that an output names, in its order, each once, relative and with `/`. `root`: the project's
 * absolute folder; `exists` says of a relative path whether it is a file there.
 */
export function namedFiles(output: string, root: string, exists: (path: string) => boolean): string[] {
  const seen = new Set<string>();
  const found: string[] = [];
  for (const line of output.split("\n")) {
    if (line.length > MAX_LINE) continue;
    // In a line with nothing but a path, and maybe a position, the path may hold blanks.
    const whole = line.trim().replace(/(?::\d+){1,2}(?::.*)?$/, "");
    const spaced = / .*\.\w+$/.test(whole) ? [whole] : [];
    for (const name of [...spaced, ...[...line.matchAll(NAMED)].map((match) => match[0])]) {
      const path = name
        .replaceAll("\\", "/")
        .replace(`${root}/`, "")
        .replace(/^(?:\/\/|(?:\.\/)+)/, "");
      if (path.startsWith("/") || seen.has(path) || /(?:^|\/)(?:\.\.|node_modules)\//.test(path)) continue;
      seen.add(path);
      if (exists(path)) found.push(path);
      if (found.length >= MAX_FILES || seen.size >= MAX_NAMES) return found;
    }
  }
  return found;
}

/** What is read of a file, in characters: imports stand at its beginning. */
const MAX_READ = 200_000;
const JS = /\.(?:[cm]?[jt]sx?|vue|svelte)$/;
const JS_ENDS = ["", ".ts", ".tsx", ".js", ".jsx", ".mjs", ".cjs", ".vue", ".svelte", "/index.ts", "/index.js"];
/** Names a relative module; a bare name is a package and says nothing about the project. */
const JS_IMPORT = /\b(?:from|import|require|mock)\s{0,9}\(?\s{0,9}["'`](\.{1,2}\/[^"'`\n]*)["'`]/g;
/** A line that is a comment imports nothing. */
const COMMENT = /^[ \t]*(?:\/\/|\*).*$/gm;
const PY_IMPORT = /^[ \t]*(?:from|import)[ \t]+([.\w]+)/gm;
const GO_IMPORT = /^[ \t]*(?:import[ \t]+)?(?:[\w.]+[ \t]+)?"([\w.~-]+(?:\/[\w.~-]+)+)"[ \t]*(?:\/\/.*)?\r?$/gm;

const folderOf = (file: string): string => file.slice(0, Math.max(0, file.lastIndexOf("/")));

/**
 * Files that a test file may mean by each of its imports, the likeliest first: relative modules of JavaScript, modules of
 * Python, and the folders of Go's packages, which end in a slash. Nothing is looked up: the caller takes the first that exists. Other languages give none.
 */
export function importsIn(text: string, file: string): string[][] {
  const source = text.slice(0, MAX_READ);
  const path = projectPath(file);
  if (JS.test(path))
    return [...source.replaceAll(COMMENT, "").matchAll(JS_IMPORT)].map(([, name]) => {
      const module = projectPath(`${folderOf(path)}/${name}`);
      // TypeScript is imported under the name of what it is compiled to.
      return [...JS_ENDS.map((end) => module + end), module.replace(/js(x?)$/, "ts$1")];
    });
  // Go names packages from its module, whose own name is in go.mod: every end of the path may be a folder of the project.
  if (path.endsWith(".go"))
    return [...source.matchAll(GO_IMPORT)].map(([, name]) => {
      const parts = name!.split("/");
      return parts.slice(1).map((_, at) => `${parts.slice(at + 1).join("/")}/`);
    });
  if (!path.endsWith(".py")) return [];
  return [...source.matchAll(PY_IMPORT)].map(([, name]) => {
    const dots = /^\.*/.exec(name!)![0].length;
    const module = name!.slice(dots).replaceAll(".", "/");
    const up = `${folderOf(path)}/${"../".repeat(Math.max(0, dots - 1))}`;
    const roots = dots > 0 ? [up] : ["", "src/"];
    return roots.flatMap((root) => [`${root}/${module}.py`, `${root}/${module}/__init__.py`].map(projectPath));
  });
}
