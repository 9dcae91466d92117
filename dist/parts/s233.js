// @bun
import {
  runProcess
} from "./s236.js";
import {
  gitEnvironment,
  gitArguments
} from "./s191.js";
import {
  apart
} from "./s15.js";

// src/workflows/checkup.ts
var LIMIT_MS = 5000;
var runIn = ({ env, project }, command, ...args) => runProcess({
  command,
  ...command === "git" ? { args: gitArguments(args), env: gitEnvironment(env, project) } : { args, env: apart(env, project) },
  cwd: project,
  timeoutMs: LIMIT_MS
});
var ok = (name, found) => ({ name, state: "ok", found, remedy: null });
var finding = (state) => (name, found, remedy) => ({ name, state, found, remedy });
var warning = finding("warning");
var error = finding("error");

export { runIn, ok, warning, error };
