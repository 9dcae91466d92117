import { cargo } from "./compiled/cargo.ts";
import { dotnet } from "./compiled/dotnet.ts";
import { go } from "./compiled/go.ts";
import { gradle, maven } from "./compiled/jvm.ts";
import { bun } from "./javascript/bun.ts";
import { deno } from "./javascript/deno.ts";
import { jest, vitest } from "./javascript/jest.ts";
import { mocha } from "./javascript/mocha.ts";
import { node } from "./javascript/node.ts";
import { playwright } from "./javascript/playwright.ts";
import { innerOf, isWithin, spelledOut } from "./launch.ts";
import {
  type Call,
  hasOption,
  isCallOf,
  programOf,
  type Reporting,
  type Runner,
} from "./runner.ts";
import { minitest } from "./scripting/minitest.ts";
import { phpunit } from "./scripting/phpunit.ts";
import { pytest } from "./scripting/pytest.ts";
import { rspec } from "./scripting/rspec.ts";
import { unittest } from "./scripting/unittest.ts";

/**
 * The runners that are asked for a report; of any other command only its output and exit code are
 * known.
 */
const RUNNERS: Runner[] = [
  ...[bun, node, vitest, jest, mocha, playwright, deno],
  ...[pytest, unittest, go, cargo, rspec, minitest, phpunit, gradle, maven, dotnet],
];

/** A command as it is really started: its words, with the report's own after them. */
interface ReportingCall extends Pick<Reporting, "read" | "shown"> {
  runner: string;
  words: string[];
  env: Record<string, string>;
  /**
   * Whether anything was added to the command: without that, to run it as it stands is to run it
   * the same way again.
   */
  adds: boolean;
}

/** How many scripts and launchers may call one another. */
const MAX_DEPTH = 6;

interface Found {
  runner: Runner;
  asked: Reporting;
  /** What stands between the command's words and the runner's new arguments. */
  before: string[];
}

function find(call: Call, sets: readonly string[], depth: number): Found | null {
  if (depth > MAX_DEPTH || !isWithin(call.cwd, call.root)) return null;
  for (const runner of RUNNERS) {
    const hasRoom = isCallOf(runner, call.words) && !hasOption(call.words, ...(runner.own ?? []));
    const asked = hasRoom ? runner.reporting(call) : null;
    if (asked === null) continue;
    // After `--` stand names, and what the command itself sets comes after ours.
    const isTaken = Object.keys(asked.env ?? {}).some((name) => sets.includes(name));
    return isTaken || (asked.add && call.words.includes("--"))
      ? null
      : { runner, asked, before: [] };
  }
  const inner = innerOf(call.words, call.cwd);
  if (inner === null) return null;
  // Two runners in one script, or beside it as `pretest`, would write one report.
  const others = inner.earlier.some(
    (words) => find({ ...call, words, cwd: inner.cwd }, [], depth + 1) !== null,
  );
  if (others) return null;
  const found = find(
    { ...call, words: inner.words, cwd: inner.cwd },
    [...sets, ...inner.sets],
    depth + 1,
  );
  // A variable is meant for what is called after them as well: `go vet` fails by nothing once it
  // writes JSON.
  if (found?.runner === go && inner.earlier.some(([program]) => programOf(program) === "go"))
    return null;
  return found && { ...found, before: [...inner.before, ...found.before] };
}

/**
 * A command that runs tests, as a call that also leaves a report for programs. Null: the runner is
 * not known, or the call has options that leave no room for it; the command is then run as it
 * stands. Nothing that a report holds makes `read` throw.
 *
 * @param words the command, which needs no shell
 * @param cwd absolute folder of the project, in which it is started
 * @param report absolute path without an ending for the report, in a folder that is there
 * @param env the environment that it is started with
 */
export function reportingCall(
  words: string[],
  cwd: string,
  report: string,
  env: Call["env"],
): ReportingCall | null {
  const found = find({ words, root: cwd, cwd, report, env }, [], 0);
  if (found === null) return null;
  const { runner, asked, before } = found;
  const { add = [], env: variables = {}, read, shown } = asked;
  return {
    runner: runner.name,
    words: add.length > 0 ? [...spelledOut(words), ...before, ...add] : words,
    env: variables,
    adds: add.length > 0 || Object.keys(variables).length > 0,
    read: (ran) => {
      try {
        return read(ran);
      } catch {
        return null;
      }
    },
    shown,
  };
}
