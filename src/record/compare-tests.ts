import { plainOutput } from "../project/test-output.ts";
import { identities, type TestCase, titleOf } from "../runners/report.ts";

/** What a command did before the implementation against what it does now. */

/** The end of an output without what differs from run to run: numbers, and white space at line ends. */
const shape = (text: string): string =>
  plainOutput(text)
    .trimEnd()
    .split("\n")
    .slice(-20)
    .map((line) => line.replaceAll(/\d+(?:\.\d+)?/g, "#").trimEnd())
    .join("\n");

/** One run of a command. */
export interface RanCommand {
  ok: boolean;
  exit: number | null;
  output: string;
  tests: TestCase[];
}

interface Compared {
  /** Nothing fails that did not fail before. */
  known: boolean;
  /** Titles. */
  newFailures: string[];
  /** Titles of tests that passed before and do not run any more. */
  gone: string[];
}

/** Compares a command with its run before the implementation; null: it was not run then. */
export function compareWithBaseline(now: RanCommand, before: RanCommand | null): Compared {
  const [here, there] = [byIdentity(now), byIdentity(before)];
  const gone = [...there].filter(([id, one]) => one.state === "passed" && !here.has(id)).map(([, one]) => titleOf(one));
  if (now.ok) return { known: true, newFailures: [], gone };
  const failed = [...here].filter(([, one]) => one.state === "failed");
  const fresh = before === null || before.ok ? failed : failed.filter(([id]) => there.get(id)?.state !== "failed");
  const newFailures = fresh.map(([, one]) => titleOf(one));
  if (before === null || before.ok) return { known: false, newFailures, gone };
  // Without names only the same form of output shows that it is the old failure.
  const known =
    failed.length > 0
      ? newFailures.length === 0 && gone.length === 0
      : before.exit === now.exit && shape(before.output) === shape(now.output);
  return { known, newFailures, gone };
}

function byIdentity(ran: RanCommand | null): Map<string, TestCase> {
  const tests = ran?.tests ?? [];
  const ids = identities(tests);
  return new Map(tests.map((one, at) => [ids[at]!, one]));
}
