import { tmpdir } from "node:os";
import { type ProcessResult, runProcess } from "../process/run.ts";
import { oneLine } from "./codex-failures.ts";
import { hasOtherCredentials, INSTALL, LOGIN, NOT_LOGGED_IN } from "./codex-state.ts";
import type { AskRequest, ProviderState } from "./provider.ts";

export const REQUIRED_FLAGS = [
  "--config",
  "--json",
  "--output-last-message",
  "--output-schema",
  "--sandbox",
  "--skip-git-repo-check",
];
export const PROBE_LIMIT_MS = 10_000;
export function flagsIn(help: string): Set<string> {
  return new Set(help.match(/--[a-z][a-z-]+/g));
}

/** The line of stderr that says most. */
export function errorLine(result: ProcessResult): string {
  const lines = result.stderr.split("\n").filter((line) => line.trim() !== "");
  const line = lines.find((text) => /^error/i.test(text)) ?? lines.at(-1);
  return line ?? (result.signal ? `it was ended by ${result.signal}` : `it ended with code ${result.exitCode}`);
}

/** Whether Codex can review: installed, new enough, logged in. */
export async function probe(command: string, env: AskRequest["env"]): Promise<ProviderState> {
  // Not in the project: what lies there must not matter.
  const run = (...args: string[]) =>
    runProcess({ command, args, cwd: tmpdir(), env, timeoutMs: PROBE_LIMIT_MS, maxOutputBytes: 65_536 });
  const version = await run("--version");
  if (version.outcome === "not_found") {
    const remedy = `run \`${INSTALL}\`, then \`${LOGIN}\``;
    const command = INSTALL.split(" ");
    return { installed: false, loggedIn: "unknown", problem: "Codex is not installed", remedy, command };
  }
  const number = /\d+\.\d+\.\d+\S*/.exec(version.stdout)?.[0];
  const state = { installed: true, ...(number && { version: number }) };
  const startProblem = (result: ProcessResult): ProviderState => {
    const why = result.outcome === "timeout" ? "it hangs" : oneLine(errorLine(result), 200);
    const remedy = `run \`codex ${result === version ? "--version" : "exec --help"}\` in a terminal, or install again: \`${INSTALL}\``;
    return { ...state, loggedIn: "unknown", problem: `Codex does not start: ${why}`, remedy };
  };
  if (version.exitCode !== 0) return startProblem(version);
  const [help, login] = await Promise.all([run("exec", "--help"), run("login", "status")]);
  if (help.exitCode !== 0) return startProblem(help);
  const flags = flagsIn(help.stdout);
  const missing = REQUIRED_FLAGS.filter((flag) => !flags.has(flag));
  if (missing.length > 0) {
    const update = `${INSTALL}@latest`;
    const remedy = `update it: \`${update}\``;
    const problem = `Codex is too old: it lacks ${missing.join(", ")}`;
    return { ...state, loggedIn: "unknown", problem, remedy, command: update.split(" ") };
  }
  if (login.exitCode === 0) return { ...state, loggedIn: true };
  if (!NOT_LOGGED_IN.test(`${login.stdout}${login.stderr}`)) {
    const problem = `Codex cannot tell whether it is logged in: ${oneLine(errorLine(login), 200)}`;
    return { ...state, loggedIn: "unknown", problem, remedy: "run `codex login status` in a terminal" };
  }
  if (hasOtherCredentials(env)) return { ...state, loggedIn: "unknown" };
  const remedy = `run \`${LOGIN}\``;
  return { ...state, loggedIn: false, problem: "Codex is not logged in", remedy, command: LOGIN.split(" ") };
}
