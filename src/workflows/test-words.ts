import { join } from "node:path";
import { approvedCommands, isLive, type Run } from "../engine/run.ts";
import type { Project } from "../project/project.ts";
import { baselineRecords, newestTests, sawTree, type TestRecord, testTasks } from "../record/tests.ts";
import { titleOf } from "../runners/report.ts";
import { oneLine, plural } from "../text.ts";

/** What the program saw of the project's tests, in words: for briefs, reports and the status. */

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

const MAX_NAMES = 12;

function named(names: string[]): string {
  const shown = names.slice(0, MAX_NAMES).map((name) => JSON.stringify(oneLine(name)));
  return names.length > MAX_NAMES ? `${shown.join(", ")} and ${names.length - MAX_NAMES} more` : shown.join(", ");
}

/** `12 passed, 1 failed`, as far as the output told. */
function counts({ passed, failed }: Pick<Tested, "passed" | "failed">): string {
  if (passed + failed === 0) return "";
  return failed === 0 ? ` (${plural(passed, "test")})` : ` (${passed} passed, ${failed} failed)`;
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
    const failed = one.tests.filter((test) => test.state === "failed").map(titleOf);
    const failures = failed.length > 0 ? `: ${named(failed)}` : "";
    return `- Before the implementation ${code(one.command)} ${endOf(one)}${failures}. That is not this change's doing.`;
  });
  if (told.now === null) return before;
  const now = told.now.commands.flatMap((one) => {
    const command = code(one.command);
    const fresh = one.new_failures.length > 0 ? `, of these new: ${named(one.new_failures)}` : "";
    const gone = `${plural(one.gone.length, "test")} of ${command} passed before the implementation and did not run now`;
    return [`- ${command} ${endOf(one)}${fresh}.`, ...(one.gone.length > 0 ? [`- ${gone}: ${named(one.gone)}.`] : [])];
  });
  const wrote = "- The run itself changed files of the project; the tree behind it is what is reviewed.";
  return [
    ...before,
    ...now,
    ...(told.now.tree === told.now.after ? [] : [wrote]),
    ...(told.bound ? [] : ["- The code has changed since that run."]),
  ];
}

/** What a red run has to say to the one who mends it: the end of each output, and where all of it is. */
export function failureTexts(told: TestsTold | null, objects: string): { title: string; text: string }[] {
  const red = (told?.now?.commands ?? []).filter((one) => one.state !== "passed" && one.state !== "not_run");
  return red.map((one) => ({
    title: `${oneLine(one.command)}${one.log === null ? "" : `, all of it in ${objects}/${one.log}`}`,
    text: one.lines.join("\n"),
  }));
}

/** What was red before the implementation, or could not be run. */
const redBefore = (project: Project, run: Run): Tested[] =>
  baselineRecords(project, run)
    .flatMap((record) => record.commands)
    .filter((one) => one.state !== "passed");

/** What a brief says of the tests; null when the program ran none. */
export function testsTold(project: Project, run: Run, subject: string | null): TestsTold | null {
  const baseline = redBefore(project, run);
  const newest = newestTests(project, run);
  if (baseline.length === 0 && newest === null) return null;
  return {
    baseline,
    now: newest?.record ?? null,
    bound: newest !== null && sawTree(newest.record, subject),
    file: join(project.root, newest?.task.writes ?? ""),
  };
}

/** What the program saw of the tests. */
export interface TestsReport {
  /** Why none ran; null when some did. */
  none: string | null;
  /** What was red, or could not be run, before the implementation. */
  baseline: string[];
  /** The newest run: how each command ended, and what passed before and did not run any more. */
  last: string[];
  /** Runs after an implementation or a fix. */
  runs: number;
  tree: string | null;
  /** The newest run saw the tree that the run ended with; null when it cannot be told. */
  final: boolean | null;
}

const UNAPPROVED = "what was named needs a shell, and no person approved the line";

function whyNone(run: Run): string {
  if (!run.settings.tests.run) return "the settings say so";
  if (approvedCommands(run).length > 0) return isLive(run) ? "there is nothing to test yet" : "the run ended before";
  if (run.tests.decided.some((one) => one.by === "auto")) return UNAPPROVED;
  if (run.tests.decided.length > 0) return "the commands that were named are not approved";
  return run.tests.none ? "no test command is known" : "none was asked for";
}

const ended = (one: Tested): string => `${one.command} ${endOf(one)}`;

/** What a report says of the tests. `final`: the tree that the run ended with. */
export function testsReport(project: Project, run: Run, final: string | null): TestsReport {
  const newest = newestTests(project, run);
  const gone = newest?.record.commands.flatMap((one) => one.gone) ?? [];
  return {
    none: newest === null ? whyNone(run) : newest.record.outcome === "none" ? UNAPPROVED : null,
    baseline: redBefore(project, run).map(ended),
    last: [
      ...(newest?.record.commands.map(ended) ?? []),
      ...(run.tests.by_hand === null ? [] : [`by hand at ${run.tests.by_hand.at}: ${run.tests.by_hand.outcome}`]),
      ...(gone.length > 0 ? [`${gone.length} that passed before did not run: ${gone.slice(0, 3).join(", ")}`] : []),
    ],
    runs: testTasks(run, "tests").length,
    tree: newest?.record.after ?? null,
    final: newest === null || final === null ? null : newest.record.after === final || newest.record.tree === final,
  };
}

/** The newest run of each command, and what was red before the implementation: for the status. */
export function testStanding(project: Project, run: Run): string[] {
  const { none, last, baseline } = testsReport(project, run, null);
  return [...(none === null ? last : []), ...baseline.map((one) => `${one} (before the implementation)`)];
}
