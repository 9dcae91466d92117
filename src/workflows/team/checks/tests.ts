import { join } from "node:path";
import type { Project } from "../../../project/project.ts";
import { isFile, objectText } from "../../../record/accepted.ts";
import { runTests } from "../../../record/run-tests.ts";
import type { Scene } from "../../../record/scene.ts";
import { knownInChanged, type TestRecord } from "../../../record/tests.ts";
import { titleOf } from "../../../runners/report.ts";
import { fit, oneLine, plural, someOf } from "../../../text.ts";
import { bounded } from "../../test-checks.ts";
import { endOf, failedTests } from "../../test-words.ts";
import { componentsOf, documentText } from "../accepted.ts";
import { areasOf } from "../areas.ts";
import type { Mapping } from "../documents/test-report.ts";
import { isTestOf } from "../ownership.ts";
import type { ProgramCommand } from "./check.ts";
import { KNOWN, testCommands } from "./commands.ts";
import { type Failure, failuresIn, type OwnerContext } from "./failures.ts";
import { importsIn } from "./imports.ts";
import { testLimit } from "./parts.ts";

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
  return {
    imports: (file) =>
      importsIn(documentText(root, file) ?? "", file).flatMap(
        (candidates) => candidates.find((path) => isFile(join(root, path))) ?? [],
      ),
    criteria: mapping.map(({ criterion, test, file }) => ({ number: criterion, test, file })),
    components: componentsOf(scene, criteria),
    areas: areasOf(scene.run.settings),
    isTest: isTestOf(scene.run),
  };
}
