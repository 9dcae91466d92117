import { tmpdir } from "node:os";
import { runProcess } from "../process/run.ts";
import { absence, INSTALL } from "./gemini-cli-state.ts";
import type { AskRequest, ProviderState } from "./provider.ts";

const PROBE_LIMIT_MS = 10_000;

/** Whether Gemini CLI can be asked: installed, and with a login of some kind. */
export async function probe(command: string, env: AskRequest["env"]): Promise<ProviderState> {
  const version = await runProcess({
    command,
    args: ["--version"],
    // Not in the project: what lies there must not matter.
    cwd: tmpdir(),
    env,
    timeoutMs: PROBE_LIMIT_MS,
    maxOutputBytes: 65_536,
  });
  const unknown = { loggedIn: "unknown" as const };
  if (version.outcome === "not_found") {
    const missing = {
      problem: "Gemini CLI is not installed",
      remedy: `run \`${INSTALL}\``,
      command: INSTALL.split(" "),
    };
    return { installed: false, ...unknown, ...missing };
  }
  const number = /\d+\.\d+\.\d+\S*/.exec(version.stdout)?.[0];
  const state = { installed: true, ...(number && { version: number }) };
  if (version.exitCode !== 0) {
    const remedy = `run \`gemini --version\` in a terminal, or install again: \`${INSTALL}\``;
    return { ...state, ...unknown, problem: "Gemini CLI does not start", remedy };
  }
  if (absence(command, env) === null) return { ...state, ...unknown };
  const remedy = "run `gemini` and log in";
  return { ...state, loggedIn: false, problem: "Gemini CLI is not logged in", remedy, command: ["gemini"] };
}
