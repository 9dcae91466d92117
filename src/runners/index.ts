import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readCommandLine } from "../command-line.ts";
import { bun } from "./bun.ts";
import { go } from "./go.ts";
import { jest } from "./jest.ts";
import { mocha } from "./mocha.ts";
import { node } from "./node.ts";
import { phpunit } from "./phpunit.ts";
import { playwright } from "./playwright.ts";
import { pytest } from "./pytest.ts";
import { rspec } from "./rspec.ts";
import { type Call, programOf, type Reporting, type Runner } from "./runner.ts";
import { vitest } from "./vitest.ts";

/** The runners that are asked for a report; of any other command only its output and exit code are known. */
const RUNNERS: Runner[] = [bun, node, vitest, jest, mocha, playwright, pytest, go, rspec, phpunit];

/** A command as it is really started: its words, with the report's own behind them. */
export interface ReportingCall extends Pick<Reporting, "read" | "shown"> {
  runner: string;
  words: string[];
  env: Record<string, string>;
}

/** How many scripts may call one another. */
const MAX_DEPTH = 4;

/** Programs that start another one, and how many of their own words stand before it; null: this call starts none. */
function launched(words: readonly string[]): string[] | null {
  const [first = "", second = ""] = [programOf(words[0] ?? ""), words[1]];
  const rest = (from: number): string[] | null => {
    // `--` and the launcher's own switches; one with a value of its own is not understood.
    let at = from;
    while (/^--?(?:yes|y|bun|no-install|silent|s)?$/.test(words[at] ?? "x")) at++;
    return at < words.length && !words[at]!.startsWith("-") ? words.slice(at) : null;
  };
  if (["npx", "pnpx", "bunx"].includes(first)) return rest(1);
  if (first === "bun" && second === "x") return rest(2);
  if (["npm", "pnpm", "yarn"].includes(first) && (second === "exec" || second === "dlx")) return rest(2);
  if (["uv", "poetry", "pipenv", "hatch", "pdm", "rye"].includes(first) && second === "run") return rest(2);
  if (first === "bundle" && second === "exec") return rest(2);
  if (/^(?:python[\d.]*|py)$/.test(first) && second === "-m") return words.slice(2);
  return null;
}

/** The script of `package.json` that a command runs, and whether arguments need `--` before them. */
function scriptOf(words: readonly string[]): { script: string; passes: string[] } | null {
  const program = programOf(words[0] ?? "");
  if (!["npm", "pnpm", "yarn", "bun"].includes(program)) return null;
  const at = words[1] === "run" || words[1] === "run-script" ? 2 : 1;
  const script = words[at];
  const isShort = at === 1 && program !== "bun" && (program === "yarn" || script === "test" || script === "t");
  if (script === undefined || script.startsWith("-") || (at === 1 && !isShort)) return null;
  // What the person passes on already: more of it may stand behind.
  const given = words.slice(at + 1);
  if (given.length > 0 && program === "npm" && !given.includes("--")) return null;
  return { script: script === "t" ? "test" : script, passes: program === "npm" && given.length === 0 ? ["--"] : [] };
}

function scriptText(cwd: string, script: string): string | null {
  try {
    const scripts: unknown = JSON.parse(readFileSync(join(cwd, "package.json"), "utf8"))?.scripts;
    const text = typeof scripts === "object" && scripts !== null ? (scripts as Record<string, unknown>)[script] : null;
    return typeof text === "string" ? text : null;
  } catch {
    return null;
  }
}

/** `NAME=value` before the program, as a shell or `cross-env` takes it. */
const withoutVariables = (text: string): string =>
  text.replace(/^(?:cross-env\s+)?(?:[A-Za-z_]\w*=[\w./:,-]*\s+)*/, "");

function find(
  words: string[],
  call: Omit<Call, "words">,
  depth: number,
): { runner: Runner; asked: Reporting; before: string[] } | null {
  if (depth > MAX_DEPTH) return null;
  for (const runner of RUNNERS) {
    const asked = runner.reporting({ ...call, words });
    if (asked !== null) return { runner, asked, before: [] };
  }
  const inner = launched(words);
  if (inner !== null) return find(inner, call, depth + 1);
  const called = scriptOf(words);
  const text = called && scriptText(call.cwd, called.script);
  if (!called || !text) return null;
  const line = readCommandLine(withoutVariables(text));
  const found = line.shell ? null : find(line.words, call, depth + 1);
  return found && { ...found, before: [...called.passes, ...found.before] };
}

/**
 * A command that runs tests, as a call that also leaves a report for programs. Null: the runner is not known, or the call
 * has options that leave no room for it; the command is then run as it stands.
 *
 * @param words the command, which needs no shell
 * @param cwd absolute folder that it is started in
 * @param report absolute path without an ending for the report, in a folder that is there
 * @param env the environment that it is started with
 */
export function reportingCall(
  words: string[],
  cwd: string,
  report: string,
  env: Readonly<Record<string, string | undefined>>,
): ReportingCall | null {
  const found = find(words, { cwd, report, env }, 0);
  if (found === null) return null;
  const { runner, asked, before } = found;
  return {
    runner: runner.name,
    words: asked.add ? [...words, ...before, ...asked.add] : words,
    env: asked.env ?? {},
    read: asked.read,
    ...(asked.shown ? { shown: asked.shown } : {}),
  };
}
