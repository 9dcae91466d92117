// @bun
import {
  runProcess
} from "./s235.js";
import {
  INSTALL,
  absence
} from "./s21.js";

// src/providers/gemini-cli-probe.ts
import { tmpdir } from "os";
var PROBE_LIMIT_MS = 1e4;
async function probe(command, env) {
  const version = await runProcess({
    command,
    args: ["--version"],
    cwd: tmpdir(),
    env,
    timeoutMs: PROBE_LIMIT_MS,
    maxOutputBytes: 65536
  });
  const unknown = { loggedIn: "unknown" };
  if (version.outcome === "not_found")
    return { installed: false, ...unknown, problem: "Gemini CLI is not installed", remedy: `run \`${INSTALL}\`` };
  const number = /\d+\.\d+\.\d+\S*/.exec(version.stdout)?.[0];
  const state = { installed: true, ...number && { version: number } };
  if (version.exitCode !== 0) {
    const remedy = `run \`gemini --version\` in a terminal, or install again: \`${INSTALL}\``;
    return { ...state, ...unknown, problem: "Gemini CLI does not start", remedy };
  }
  if (absence(command, env) === null)
    return { ...state, ...unknown };
  return { ...state, loggedIn: false, problem: "Gemini CLI is not logged in", remedy: "run `gemini` and log in" };
}
export {
  probe
};
