import type { TestRecord } from "../engine/events.ts";
import { oneLine } from "../text.ts";

type Tested = TestRecord["commands"][number];

/** What the program knows of the project's tests when a brief is written. */
export interface TestsTold {
  /** What was red before the implementation, or could not be run. */
  baseline: Tested[];
  /** The newest run after it; null when there is none. */
  now: TestRecord | null;
  /** That run saw the very tree that the brief is about. */
  bound: boolean;
  /** Absolute path of the record, with the names of tests. */
  file: string;
}

const MOST_NAMES = 12;

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? "" : "s"}`;

function named(names: string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => JSON.stringify(oneLine(name)));
  return names.length > MOST_NAMES ? `${shown.join(", ")} and ${names.length - MOST_NAMES} more` : shown.join(", ");
}

/** `12 passed, 1 failed`, as far as the output told. */
function counts({ passed, failed }: Pick<Tested, "passed" | "failed">): string {
  if (passed + failed === 0) return "";
  return failed === 0 ? ` (${count(passed, "test")})` : ` (${passed} passed, ${failed} failed)`;
}

/** How one command ended, in a few words. */
export function endOf(one: Pick<Tested, "state" | "exit" | "signal" | "passed" | "failed">): string {
  switch (one.state) {
    case "passed":
      return `passed${counts(one)}`;
    case "failed":
      return `failed${counts(one)}, ${one.signal === null ? `exit ${one.exit}` : `ended by ${one.signal}`}`;
    case "timeout":
      return "ran out of time and was ended";
    case "not_found":
      return "could not be started";
    case "not_run":
      return "was not run: it needs a shell, and no person approved the line";
  }
}

const code = (command: string): string => `\`${oneLine(command)}\``;

/** Lines of a brief: what the program itself saw of the tests. */
export function testLines(told: TestsTold | null): string[] {
  if (told === null) return [];
  const before = told.baseline.map((one) => {
    const failures = one.failed_tests.length > 0 ? `: ${named(one.failed_tests)}` : "";
    return `- Before the implementation ${code(one.command)} ${endOf(one)}${failures}. That is not this change's doing.`;
  });
  const now = (told.now?.commands ?? []).flatMap((one) => [
    `- ${code(one.command)} ${endOf(one)}${one.new_failures.length > 0 ? `, of these new: ${named(one.new_failures)}` : ""}.`,
    ...(one.gone.length > 0
      ? [
          `- ${count(one.gone.length, "test")} of ${code(one.command)} passed before the implementation and did not run now: ${named(one.gone)}.`,
        ]
      : []),
  ]);
  const itself = told.now !== null && told.now.tree !== told.now.after;
  const wrote = itself
    ? ["- The run itself changed files of the project; the tree behind it is what is reviewed."]
    : [];
  const where = told.now !== null && !told.bound ? ["- The code has changed since that run."] : [];
  return [...before, ...now, ...wrote, ...where];
}

/** What a red run has to say to the one who mends it: the end of each output, and where all of it is. */
export function failureTexts(told: TestsTold | null, objects: string): { title: string; text: string }[] {
  const red = (told?.now?.commands ?? []).filter((one) => one.state !== "passed" && one.state !== "not_run");
  return red.map((one) => ({
    title: `${oneLine(one.command)}${one.log === null ? "" : `, all of it in ${objects}/${one.log}`}`,
    text: one.lines.join("\n"),
  }));
}
