// @bun
import {
  runProcess
} from "./s236.js";
import {
  INSTALL2,
  absence2
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
  if (version.outcome === "not_found") {
    const missing = {
      problem: "Gemini CLI is not installed",
      remedy: `run \`${INSTALL2}\``,
      command: INSTALL2.split(" ")
    };
    return { installed: false, ...unknown, ...missing };
  }
  const number = /\d+\.\d+\.\d+\S*/.exec(version.stdout)?.[0];
  const state = { installed: true, ...number && { version: number } };
  if (version.exitCode !== 0) {
    const remedy = `run \`gemini --version\` in a terminal, or install again: \`${INSTALL2}\``;
    return { ...state, ...unknown, problem: "Gemini CLI does not start", remedy };
  }
  if (absence2(command, env) === null)
    return { ...state, ...unknown };
  const remedy = "run `gemini` and log in";
  return { ...state, loggedIn: false, problem: "Gemini CLI is not logged in", remedy, command: ["gemini"] };
}
export {
  probe
};
